//! The colours of kinds on a terminal. Start at [`color`].

use crate::cli::terminal::Style;

/// The colours of the kinds that everybody has. Kinds of a user's own share the last.
const COLORS: &[(&str, Style)] = &[
    ("person", "1;36"),
    ("organisation", "1;33"),
    ("place", "1;32"),
    ("date", "35"),
    ("percentage", "34"),
    ("share", "34"),
    ("money", "34"),
    ("quantity", "34"),
    ("", "1;31"),
];

/// Returns the colour of a kind.
pub(super) fn color(kind: &str) -> Style {
    let known = COLORS.iter().find(|(name, _)| *name == kind);
    known.map_or(COLORS[COLORS.len() - 1].1, |(_, color)| *color)
}
