//! Values with their numbers → horizontal bars, the number at the end of each. Numbers are told, so no axis is drawn.

use crate::chart::MAX_BARS;
use crate::chart::canvas::Anchor;
use crate::chart::canvas::BLUE;
use crate::chart::canvas::Canvas;
use crate::chart::canvas::INK;
use crate::chart::canvas::LABEL;
use crate::chart::canvas::MARGIN;
use crate::chart::canvas::WIDTH;
use crate::chart::canvas::fit;
use crate::chart::scale::grouped;
use crate::chart::width::Face;
use crate::chart::width::width;

/// Height of a row, and of the bar in it.
const ROW: f64 = 30.0;
const BAR: f64 = 20.0;

/// Widest names, in units; longer ones end in an ellipsis.
const NAMES: f64 = 320.0;

pub(super) fn draw(canvas: &mut Canvas, rows: &[(String, u64)]) {
    let rows = &rows[..rows.len().min(MAX_BARS)];
    let names: Vec<String> =
        rows.iter().map(|(name, _)| fit(name, LABEL, Face::Regular, NAMES)).collect();
    let widest = |words: &mut dyn Iterator<Item = String>| {
        words.map(|word| width(&word, LABEL, Face::Regular)).fold(0.0, f64::max)
    };
    let left = MARGIN + widest(&mut names.iter().cloned()) + 12.0;
    let numbers = widest(&mut rows.iter().map(|(_, count)| grouped(*count))) + 10.0;
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or_default().max(1);
    let (top, room) = (canvas.top, WIDTH - MARGIN - numbers - left);
    for (at, ((name, count), shown)) in rows.iter().zip(&names).enumerate() {
        let y = top + ROW * at as f64;
        let long = room * *count as f64 / most as f64;
        let note = format!("{name}: {}", grouped(*count));
        canvas.label(left - 12.0, y + 20.0, shown, INK, Anchor::End);
        canvas.rect((left, y + (ROW - BAR) / 2.0), (long, BAR), BLUE, &note);
        canvas.label(left + long + 8.0, y + 20.0, &grouped(*count), INK, Anchor::Start);
    }
    let bottom = top + ROW * rows.len() as f64;
    canvas.rule((left, top), (left, bottom), true);
    canvas.down(bottom - top);
}
