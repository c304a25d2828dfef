//! The query language: text → [`Node`] → a query of the engine.
//!
//! ```text
//! strike pay              both words, in any form, in title or body
//! "resident doctors"      exactly these words; "resident doctors"~3 in this order, at most three others between; "resident doc"* by prefix
//! strik*                  words that begin so
//! strike OR walkout NOT pay   AND binds tighter than OR; - is NOT; ( ) group
//! person:"Wes Streeting"  any kind of thing, or a field of the table in schema.rs; site:(bbc OR guardian)
//! site:="BBC News"        the whole value, exactly
//! published:2025-12       a day, month or year; published:>2025-11; published:[2025-01-01 TO 2025-12-31]
//! percentage:>20          numbers; money:[1e6 TO 2e6}: } leaves out the end itself, * leaves it open
//! copies:>3               more than three copies; copy-of:5f0a the copies of an article; copy-of:* all but the first of each group
//! quote:"pay dispute" speaker:streeting   joined, both hold for one and the same quote
//! strike^2 strik~1        twice the weight; one letter may differ
//! site:*                  any value at all, as has:site; * alone is every article
//! ```
//!
//! From text to nodes: `scan.rs` (signs), `test.rs` (words and ranges), `parse.rs` (grammar), none of which knows a field.
//! From nodes to the engine's query: `meaning.rs` (what a name before a colon means), `build.rs` (the tree), `prose.rs`,
//! `kind.rs` and `slot.rs` (its leaves). What holds for one and the same quote, fact or person: `conditions.rs`, `same.rs`.

use std::ops::Bound;

use crate::error::Error;

mod alias;
mod alternatives;
mod among;
mod bound;
mod build;
mod chosen;
mod columns;
mod conditions;
mod copies;
mod fact;
mod forms;
mod in_order;
mod kind;
mod meaning;
mod name;
mod parse;
mod part;
mod person;
mod prose;
mod range;
mod row;
mod same;
mod scan;
mod slot;
mod speech;
mod suggest;
mod test;
#[cfg(test)]
pub(super) mod tests;
mod wanted;
mod words;

pub(super) use alias::Asked;
pub(super) use alias::Named;
pub(super) use build::Builder;
pub(super) use chosen::chosen_by;
pub(super) use columns::column;
pub(super) use conditions::Conditions;
pub(super) use fact::OfFact;
pub(super) use forms::AnyForm;
pub(super) use meaning::all_kinds;
pub(super) use meaning::knows_kind;
pub(super) use parse::parse;
pub(super) use part::Part;
pub(super) use part::Sought;
pub(super) use slot::NUMBER_SLOTS;
pub(super) use slot::slot_key;
pub(super) use slot::stands_in;
pub(super) use slot::unit_key;
pub(super) use speech::OfQuote;
pub(super) use suggest::distance;
pub(super) use suggest::nearest;
pub(super) use wanted::Wanted;

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
    /// The same articles, with this many times the score.
    Boost(Box<Node>, f32),
    /// The same, in brackets beside others: about a quote, a fact, a person of its own.
    Group(Box<Node>),
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
    /// A word in which at most so many letters differ.
    Fuzzy(Piece, u8),
    /// These words in this order, all together with at most `slop` others between them; with `prefix`, the last one
    /// only begins so.
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
