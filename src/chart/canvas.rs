//! Shapes and words → the text of an SVG file. Knows how the parts of a chart look, and nothing of data.
//!
//! Start at [`Canvas::new`]; everything is drawn below the last [`Canvas::down`].

use std::fmt::Write as _;

use crate::chart::width::Face;
use crate::chart::width::width;
use crate::text::markup::escape;

/// Width of a chart, in units: four columns of a newspaper at 96 to the inch.
pub(super) const WIDTH: f64 = 960.0;
/// Space at both sides.
pub(super) const MARGIN: f64 = 32.0;
/// Height of the room for data, where the data do not ask for another.
pub(super) const HEIGHT: f64 = 340.0;

/// Size of the letters of labels.
pub(super) const LABEL: f64 = 15.0;
const TITLE: f64 = 26.0;
const UNIT: f64 = 16.0;
const SOURCE: f64 = 13.0;

/// Lines that a title or source may take; what is longer ends in an ellipsis.
const MAX_TITLE_LINES: usize = 3;
const MAX_SOURCE_LINES: usize = 4;

pub(super) const INK: &str = "#222222";
pub(super) const FAINT: &str = "#595959";
const GRID: &str = "#d9d9d9";
/// The first colour of Okabe and Ito, which a chart with one colour has.
pub(super) const BLUE: &str = "#0072B2";

/// Fonts of the words, best first: Arial and Helvetica are about as wide.
const FONTS: &str = "DejaVu Sans Condensed, DejaVu Sans, Arial, Helvetica, sans-serif";

/// Where a line of text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture in the making.
pub(super) struct Canvas {
    body: String,
    /// Where the next part begins.
    pub(super) top: f64,
}

impl Canvas {
    pub(super) fn new() -> Canvas {
        Canvas { body: String::new(), top: MARGIN }
    }

    /// Draws title and unit.
    pub(super) fn head(&mut self, title: &str, unit: &str) {
        let room = WIDTH - 2.0 * MARGIN;
        for line in wrap(title, TITLE, Face::Bold, room, MAX_TITLE_LINES) {
            self.top += TITLE;
            self.write(MARGIN, self.top - 4.0, &line, TITLE, Face::Bold, INK, Anchor::Start);
            self.top += 6.0;
        }
        self.top += UNIT;
        let unit = fit(unit, UNIT, Face::Regular, room);
        self.write(MARGIN, self.top, &unit, UNIT, Face::Regular, FAINT, Anchor::Start);
        self.top += 24.0;
    }

    /// Moves on.
    pub(super) fn down(&mut self, by: f64) {
        self.top += by;
    }

    /// Draws a label.
    pub(super) fn label(&mut self, x: f64, y: f64, text: &str, color: &str, anchor: Anchor) {
        self.write(x, y, text, LABEL, Face::Regular, color, anchor);
    }

    #[allow(clippy::too_many_arguments, reason = "a line of text has this many sides")]
    fn write(
        &mut self,
        x: f64,
        y: f64,
        text: &str,
        size: f64,
        face: Face,
        color: &str,
        anchor: Anchor,
    ) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if face == Face::Bold { " font-weight=\"bold\"" } else { "" };
        let (x, y, size, text) = (units(x), units(y), units(size), escape(text));
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{color}\"{weight}{anchor}>{text}</text>"
        );
    }

    /// Draws a thin line of the grid; `strong` for the one at zero.
    pub(super) fn rule(&mut self, from: (f64, f64), to: (f64, f64), strong: bool) {
        let color = if strong { INK } else { GRID };
        let _ = writeln!(
            self.body,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{color}\" stroke-width=\"1\"/>",
            units(from.0),
            units(from.1),
            units(to.0),
            units(to.1),
        );
    }

    /// Draws a filled box; `note` is shown where the mouse rests on it.
    pub(super) fn rect(&mut self, (x, y): (f64, f64), (w, h): (f64, f64), color: &str, note: &str) {
        let (x, y, w, h, note) = (units(x), units(y), units(w), units(h), escape(note));
        let _ = writeln!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{color}\"><title>{note}</title></rect>"
        );
    }

    /// Draws a line through points.
    pub(super) fn line(&mut self, points: &[(f64, f64)], color: &str, dash: &str) {
        let dash = match dash {
            "" => String::new(),
            dash => format!(" stroke-dasharray=\"{dash}\""),
        };
        let _ = writeln!(
            self.body,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2.5\" stroke-linejoin=\"round\"{dash}/>",
            path(points)
        );
    }

    /// Draws a filled shape.
    pub(super) fn area(&mut self, points: &[(f64, f64)], color: &str) {
        let _ = writeln!(self.body, "<polygon points=\"{}\" fill=\"{color}\"/>", path(points));
    }

    /// Draws a mark with a white rim, which sets it apart from lines.
    pub(super) fn mark(&mut self, points: &[(f64, f64)], color: &str, note: &str) {
        let _ = writeln!(
            self.body,
            "<polygon points=\"{}\" fill=\"{color}\" stroke=\"#ffffff\" stroke-width=\"1\"><title>{}</title></polygon>",
            path(points),
            escape(note)
        );
    }

    /// Returns the file, with the source below all.
    pub(super) fn finish(mut self, title: &str, source: &str) -> String {
        self.top += 26.0;
        for line in wrap(source, SOURCE, Face::Regular, WIDTH - 2.0 * MARGIN, MAX_SOURCE_LINES) {
            self.write(MARGIN, self.top, &line, SOURCE, Face::Regular, FAINT, Anchor::Start);
            self.top += 18.0;
        }
        let (width, height) = (units(WIDTH), units((self.top + MARGIN - 18.0).ceil()));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\" role=\"img\">\n\
             <title>{}</title>\n<desc>{}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{}</svg>\n",
            escape(title),
            escape(source),
            self.body
        )
    }
}

/// Returns a number with at most one decimal, which is finer than any eye.
fn units(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn path(points: &[(f64, f64)]) -> String {
    let points = points.iter().map(|(x, y)| format!("{},{}", units(*x), units(*y)));
    points.collect::<Vec<_>>().join(" ")
}

/// Returns the text, with an ellipsis for what does not fit the room.
pub(super) fn fit(text: &str, size: f64, face: Face, room: f64) -> String {
    if width(text, size, face) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut left = room - width("…", size, face);
    for letter in text.chars() {
        left -= width(letter.encode_utf8(&mut [0; 4]), size, face);
        if left < 0.0 {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

/// Returns the text in lines that fit the room, at most so many.
pub(super) fn wrap(text: &str, size: f64, face: Face, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|line| width(line, size, face) <= room || lines.len() == most) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => lines.push(word.to_owned()),
        }
        // A line beyond the room is cut below; more words would not be seen.
        if lines.len() == most && lines.last().is_some_and(|line| width(line, size, face) > room) {
            break;
        }
    }
    lines.into_iter().map(|line| fit(&line, size, face, room)).collect()
}
