//! The colours of kinds. Start at [`color`].

use crate::cli::terminal::Style;

/// The colour of a kind on a terminal and on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Color {
    /// On a terminal.
    pub(super) terminal: Style,
    /// Behind the words on a page.
    pub(super) page: &'static str,
}

/// The colours of the kinds that everybody has. Kinds of a user's own share the last.
const COLORS: &[(&str, Color)] = &[
    ("person", Color { terminal: "1;36", page: "#bfe6ee" }),
    ("organisation", Color { terminal: "1;33", page: "#f8e2a8" }),
    ("place", Color { terminal: "1;32", page: "#cdeac0" }),
    ("date", Color { terminal: "35", page: "#e8d3f3" }),
    ("percentage", Color { terminal: "34", page: "#cfdcf8" }),
    ("share", Color { terminal: "34", page: "#cfdcf8" }),
    ("money", Color { terminal: "34", page: "#cfdcf8" }),
    ("quantity", Color { terminal: "34", page: "#cfdcf8" }),
    ("", Color { terminal: "1;31", page: "#f6cfcb" }),
];

/// Returns the colour of a kind.
pub(super) fn color(kind: &str) -> Color {
    let known = COLORS.iter().find(|(name, _)| *name == kind);
    known.map_or(COLORS[COLORS.len() - 1].1, |(_, color)| *color)
}
