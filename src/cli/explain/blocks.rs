//! Blocks of a web page with their verdicts → lines for a terminal, or a page that shows them in colours.

use std::fmt::Write as _;
use std::io;
use std::io::Write;

use crate::cli::markup::HEAD;
use crate::cli::markup::escape;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::parse::BlockAccount;

/// Characters of a block's text shown on a terminal.
const SHOWN_CHARS: usize = 100;

/// Styles of the page.
const STYLES: &str = "body { font: 1rem/1.5 Georgia, serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff }
div { margin: .4rem 0; padding: .2rem .6rem; border-left: .4rem solid; white-space: pre-wrap; overflow-wrap: anywhere }
.kept { background: #e9f6ec; border-color: #2e8b57 }
.left { background: #fbeeee; border-color: #c0504d; color: #555 }
.heading { font-weight: bold }
small { display: block; font: .75rem/1.4 sans-serif; color: #777 }
</style>
";

/// Prints one line for each block: kept or left out, its score, why, where it stands, how it begins.
pub(super) fn print(
    output: &mut Output,
    painter: Painter,
    blocks: &[BlockAccount],
) -> io::Result<()> {
    if blocks.is_empty() {
        return Ok(());
    }
    writeln!(output, "{}", painter.paint(BOLD, "page"))?;
    for block in blocks {
        let sign = if block.kept { '+' } else { '-' };
        let text = one_line(&block.text);
        let cut = text.char_indices().nth(SHOWN_CHARS).map_or(text.len(), |(at, _)| at);
        let (shown, dots) = (&text[..cut], if cut < text.len() { "…" } else { "" });
        let shown = if block.kept { shown.to_owned() } else { painter.paint(DIM, shown) };
        let about = painter.paint(DIM, &format!("{}; {}", block.reason, one_line(&block.place)));
        writeln!(output, "{sign} {:7.1}  {shown}{dots}\n           {about}", block.score)?;
    }
    writeln!(output)
}

/// Returns a page that shows the blocks of a page: those of the body in green, the others in red with the reason.
pub(super) fn page(path: &str, blocks: &[BlockAccount]) -> String {
    let path = escape(path);
    let mut page = format!("{HEAD}{STYLES}<title>{path}</title>\n");
    for block in blocks {
        let class = if block.kept { "kept" } else { "left" };
        let heading = if block.heading { " heading" } else { "" };
        let _ = writeln!(
            page,
            "<div class=\"{class}{heading}\">{}<small>{:.1} · {} · {}</small></div>",
            escape(&block.text),
            block.score,
            escape(&block.reason),
            escape(&block.place),
        );
    }
    page.push_str("</html>\n");
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_page_becomes_markup() {
        let block = BlockAccount {
            text: "<script>alert(1)</script>".to_owned(),
            place: "p.\"><b>".to_owned(),
            score: 1.0,
            kept: false,
            heading: true,
            reason: "<i>".to_owned(),
        };
        let page = page("<u>.html", &[block]);
        for tag in ["<script", "<b>", "<i>", "<u>"] {
            assert!(!page.contains(tag), "{tag} in {page}");
        }
        assert!(page.contains("left heading"), "{page}");
    }
}
