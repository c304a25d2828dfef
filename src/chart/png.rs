//! SVG → PNG, with fonts of our own, so that the pixels do not depend on what the machine has installed.

use std::sync::Arc;

use resvg::tiny_skia::Pixmap;
use resvg::tiny_skia::Transform;
use resvg::usvg::Options;
use resvg::usvg::Tree;

use crate::error::Error;
use crate::error::Result;

/// Pixels for each unit: sharp in print at the width of four columns.
const PIXELS: f32 = 2.0;

/// The family of the fonts below.
const FAMILY: &str = "DejaVu Sans Condensed";

const FONTS: [&[u8]; 2] = [
    include_bytes!("fonts/DejaVuSansCondensed.ttf"),
    include_bytes!("fonts/DejaVuSansCondensed-Bold.ttf"),
];

/// Returns the picture as PNG.
///
/// # Errors
/// [`Error::Usage`] if it cannot be drawn.
pub(super) fn render(svg: &str) -> Result<Vec<u8>> {
    let mut options = Options { font_family: FAMILY.to_owned(), ..Options::default() };
    let fonts = Arc::make_mut(&mut options.fontdb);
    FONTS.iter().for_each(|font| fonts.load_font_data(font.to_vec()));
    fonts.set_sans_serif_family(FAMILY);
    let tree = Tree::from_str(svg, &options).map_err(|cause| refuse(&cause.to_string()))?;
    let size = tree.size();
    let pixels = |length: f32| (length * PIXELS).ceil() as u32;
    let picture = Pixmap::new(pixels(size.width()), pixels(size.height()));
    let mut picture = picture.ok_or_else(|| refuse("it is too large"))?;
    resvg::render(&tree, Transform::from_scale(PIXELS, PIXELS), &mut picture.as_mut());
    picture.encode_png().map_err(|cause| refuse(&cause.to_string()))
}

fn refuse(cause: &str) -> Error {
    Error::Usage {
        message: format!("the chart cannot be drawn as PNG ({cause}); write it as .svg"),
    }
}
