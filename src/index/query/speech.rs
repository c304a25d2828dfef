//! Conditions on quotes: words in it, who says it, and to whom.

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
const ADDRESSEE: &str = "addressee";

/// What a query asks of a quote.
#[derive(Debug)]
pub(in crate::index) enum OfQuote {
    /// These words in it.
    Words(Row),
    /// Somebody of this name.
    Speaker(Name),
    /// Said to somebody called so.
    Addressee(Row),
}

impl Condition for OfQuote {
    fn of(field: &Piece, test: &Test, named: &Named<'_>) -> Option<OfQuote> {
        match field.text.as_str() {
            QUOTE => Row::of(test).map(|row| OfQuote::Words(row.anywhere())),
            SPEAKER => Name::of(SPEAKER, test, named).map(OfQuote::Speaker),
            ADDRESSEE => Row::of(test).map(|row| OfQuote::Addressee(row.anywhere())),
            _ => None,
        }
    }
}

impl Conditions<OfQuote> {
    /// Returns true if a speech meets the conditions. What is said in parts is one.
    pub(in crate::index) fn fit(&self, speech: &Speech<'_>, analyzer: &mut TextAnalyzer) -> bool {
        self.hold(&mut |one| match one {
            OfQuote::Words(row) => speech.parts.iter().any(|(_, text)| row.is_in(text, analyzer)),
            OfQuote::Speaker(name) => {
                let mut known = speech.speaker.iter().chain(&speech.joint);
                known.any(|known| name.is(known, analyzer))
                    || speech.speaker.is_some() && name.is_own(speech.own, analyzer)
            }
            OfQuote::Addressee(row) => {
                speech.addressees.iter().any(|text| row.is_in(text, analyzer))
            }
        })
    }
}
