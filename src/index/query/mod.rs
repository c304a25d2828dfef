//! The query language: text → [`Node`] → a query of the engine.
//!
//! ```text
//! strike pay              both words, in any form, in title or body
//! "resident doctors"      exactly these words; "resident doctors"~3 up to three words apart; "resident doc"* by prefix
//! strik*                  words that begin so
//! strike OR walkout NOT pay   AND binds tighter than OR; - is NOT; ( ) group
//! person:"Wes Streeting"  any kind of thing, or a field of the table in schema.rs; site:(bbc OR guardian)
//! site:="BBC News"        the whole value, exactly
//! published:2025-12       a day, month or year; published:>2025-11; published:[2025-01-01 TO 2025-12-31]
//! percentage:>20          numbers; money:[1e6 TO 2e6}: } leaves out the end itself, * leaves it open
//! quote:"pay dispute" speaker:streeting   joined, both hold for one and the same quote
//! site:*                  any value at all; * alone is every article
//! ```
//!
//! `parse.rs` knows the grammar and no field; `build.rs` knows the fields and no grammar.

use std::ops::Bound;

use crate::error::Error;

mod alias;
mod among;
mod bound;
mod build;
mod chosen;
mod columns;
mod parse;
mod range;
mod same;
mod suggest;
#[cfg(test)]
mod tests;
mod words;

pub(super) use alias::Asked;
pub(super) use alias::Named;
pub(super) use build::Builder;
pub(super) use build::Wanted;
pub(super) use build::all_kinds;
pub(super) use build::knows_kind;
pub(super) use chosen::chosen_by;
pub(super) use columns::column;
pub(super) use parse::parse;
pub(super) use same::Conditions;

/// Checks the grammar of a query; whether an index knows its fields is another matter.
///
/// # Errors
/// [`Error::Query`] names the place that cannot be understood.
pub fn check_syntax(text: &str) -> crate::error::Result<()> {
    parse(text).map(drop)
}

/// A piece of the query text and the byte where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) at: usize,
}

/// What the text of a query means.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Every article.
    All,
    /// Articles that have something, in a field or in their words.
    Leaf { field: Option<Piece>, test: Test },
    /// Articles for which the node does not hold.
    Not(Box<Node>),
    /// All of them hold.
    And(Vec<Node>),
    /// One of them holds.
    Or(Vec<Node>),
}

/// A test of one field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// It has some value.
    Any,
    /// A word in any form.
    Word(Piece),
    /// A word that begins so.
    Prefix(Piece),
    /// These words in this order, at most `slop` apart; with `prefix`, the last one only begins so.
    Phrase { words: Piece, slop: u32, prefix: bool },
    /// This whole value.
    Exact(Piece),
    /// A value between two others.
    Range(Bound<Piece>, Bound<Piece>),
}

/// Makes the error for one query: keeps its text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Complaint<'q>(pub(super) &'q str);

impl Complaint<'_> {
    /// Returns the error that says `message` of the byte `at`.
    pub(super) fn at(self, at: usize, message: impl Into<String>) -> Error {
        Error::Query {
            text: self.0.to_owned(),
            at: Some(at.min(self.0.len())),
            message: message.into(),
        }
    }
}
