//! Conditions on quotes: words in it, and who says it.

use tantivy::tokenizer::TextAnalyzer;

use crate::index::query::Conditions;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::alias::Named;
use crate::index::query::conditions::Condition;
use crate::index::query::name::Name;
use crate::index::query::row::Row;
use crate::index::speech::Speech;

/// The fields whose conditions are about one quote.
const QUOTE: &str = "quote";
const SPEAKER: &str = "speaker";

/// What a query asks of a quote.
#[derive(Debug)]
pub(in crate::index) enum OfQuote {
    /// These words in it.
    Words(Row),
    /// Somebody of this name.
    Speaker(Name),
}

impl Condition for OfQuote {
    fn of(field: &Piece, test: &Test, named: &Named<'_>) -> Option<OfQuote> {
        match field.text.as_str() {
            QUOTE => Row::of(test).map(|row| OfQuote::Words(row.anywhere())),
            SPEAKER => Name::of(SPEAKER, test, named).map(OfQuote::Speaker),
            _ => None,
        }
    }
}

impl Conditions<OfQuote> {
    /// Returns true if a speech meets the conditions. What is said in parts is one.
    pub(in crate::index) fn fit(&self, speech: &Speech<'_>, analyzer: &mut TextAnalyzer) -> bool {
        self.hold(&mut |one| match one {
            OfQuote::Words(row) => speech.parts.iter().any(|(_, text)| row.is_in(text, analyzer)),
            OfQuote::Speaker(name) => speech.speaker.is_some_and(|known| name.is(known, analyzer)),
        })
    }
}
