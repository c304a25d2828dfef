//! The parts of a query that add to the score, for those who ask how it comes about.

use std::fmt;
use std::ops::Bound;

use tantivy::query::Query;

use crate::index::query::Piece;
use crate::index::query::Test;

/// A part of a query, as an article is ranked by it.
pub(in crate::index) struct Part {
    /// As it is typed.
    pub(in crate::index) label: String,
    /// Its weight, and that of all brackets around it.
    pub(in crate::index) weight: f32,
    pub(in crate::index) query: Box<dyn Query>,
    /// Where it is sought.
    pub(in crate::index) sought: Vec<Sought>,
    /// What has to hold besides for it to count: all that is joined with it.
    pub(in crate::index) around: Vec<Box<dyn Query>>,
}

/// A word or phrase in one field.
pub(in crate::index) struct Sought {
    pub(in crate::index) field: &'static str,
    /// `any form` or `exact`.
    pub(in crate::index) found: &'static str,
    pub(in crate::index) weight: f32,
    pub(in crate::index) query: Box<dyn Query>,
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({})", self.label)
    }
}

/// Returns a test of a field as it is typed.
pub(super) fn label(name: Option<&Piece>, test: &Test) -> String {
    let name = name.map(|name| format!("{}:", name.text)).unwrap_or_default();
    let end = |end: &Bound<Piece>| match end {
        Bound::Included(value) | Bound::Excluded(value) => value.text.clone(),
        Bound::Unbounded => "*".to_owned(),
    };
    let test = match test {
        Test::Any => "*".to_owned(),
        Test::Word(word) => word.text.clone(),
        Test::Prefix(word) => format!("{}*", word.text),
        Test::Fuzzy(word, letters) => format!("{}~{letters}", word.text),
        Test::Phrase { words, prefix: true, .. } => format!("\"{}\"*", words.text),
        Test::Phrase { words, slop: 0, .. } => format!("\"{}\"", words.text),
        Test::Phrase { words, slop, .. } => format!("\"{}\"~{slop}", words.text),
        Test::Exact(value) => format!("=\"{}\"", value.text),
        Test::Range(lower, upper) => {
            let open = if matches!(lower, Bound::Excluded(_)) { '{' } else { '[' };
            let close = if matches!(upper, Bound::Excluded(_)) { '}' } else { ']' };
            format!("{open}{} TO {}{close}", end(lower), end(upper))
        }
    };
    format!("{name}{test}")
}
