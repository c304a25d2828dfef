//! What a query looks for: what snippets mark.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Bound;
use std::ops::RangeBounds;

use jiff::civil::Date;
use tantivy::tokenizer::TextAnalyzer;

use crate::index::document::numbers;
use crate::index::document::unit_numbers;
use crate::index::iso;
use crate::index::query::Conditions;
use crate::index::query::Part;
use crate::index::query::fact::OfFact;
use crate::index::query::name::Name;
use crate::index::query::range::is_told;
use crate::index::query::slot::unit_key;
use crate::index::statement::Mention;
use crate::index::statement::Statements;
use crate::model::TextField;
use crate::model::Value;

/// The words and the things that a query looks for.
#[derive(Debug, Default)]
pub(in crate::index) struct Wanted {
    /// Words in sequence, exactly.
    pub(in crate::index) phrases: BTreeSet<Vec<String>>,
    /// Stems of words in any form.
    pub(in crate::index) stems: BTreeSet<String>,
    /// Beginnings of words.
    pub(in crate::index) prefixes: BTreeSet<String>,
    /// Words in which so many letters may differ.
    pub(in crate::index) fuzzy: BTreeSet<(String, usize)>,
    /// Names, numbers and dates, wherever an article mentions them.
    pub(in crate::index) mentions: Vec<Mentioned>,
    /// What is asked of one fact.
    pub(in crate::index) facts: Vec<Conditions<OfFact>>,
    /// What adds to the score; nothing unless that is to be told.
    pub(in crate::index) parts: Vec<Part>,
}

/// Mentions of one kind that a query looks for.
pub(in crate::index) struct Mentioned {
    pub(super) kind: String,
    pub(super) what: What,
}

/// What is asked of a mention.
pub(super) enum What {
    Anything,
    Name(Name),
    Number { key: Option<String>, range: (Bound<f64>, Bound<f64>) },
    Days(Date, Date),
}

impl fmt::Debug for Mentioned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mentioned({})", self.kind)
    }
}

impl Wanted {
    /// Returns true if there are words to mark.
    pub(in crate::index) fn has_words(&self) -> bool {
        let words = self.phrases.is_empty() && self.stems.is_empty();
        !(words && self.prefixes.is_empty() && self.fuzzy.is_empty())
    }

    /// Returns true if nothing but the records tells what to mark.
    pub(in crate::index) fn needs_record(&self) -> bool {
        !self.mentions.is_empty() || !self.facts.is_empty()
    }

    /// Returns the places in the body of an article that mention what is wanted, in order; each with what it is.
    pub(in crate::index) fn places(
        &self,
        told: &Statements<'_>,
        values: &[Option<Value>],
        analyzer: &mut TextAnalyzer,
    ) -> Vec<(std::ops::Range<usize>, usize)> {
        let mut places = Vec::new();
        let mentions = told.mentions.iter().zip(values);
        for (mention, value) in mentions.filter(|(mention, _)| mention.field == TextField::Text) {
            let value = value.as_ref();
            let wanted =
                self.mentions.iter().position(|one| one.is(mention, value, told, analyzer));
            places.extend(wanted.map(|what| (mention.start..mention.end, what)));
        }
        for fact in told.facts.iter().filter(|fact| fact.field == TextField::Text) {
            let wanted = self.facts.iter().position(|asked| asked.fit(fact, told, analyzer));
            let range = fact.start..fact.end;
            places.extend(wanted.map(|what| (range, self.mentions.len() + what)));
        }
        places.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        places
    }
}

impl Mentioned {
    fn is(
        &self,
        mention: &Mention<'_>,
        value: Option<&Value>,
        told: &Statements<'_>,
        analyzer: &mut TextAnalyzer,
    ) -> bool {
        if mention.kind != self.kind {
            return false;
        }
        match (&self.what, value) {
            (What::Anything, _) => true,
            (What::Name(name), _) => mention
                .entity
                .and_then(|entity| told.name(entity))
                .is_some_and(|known| name.is(known, analyzer)),
            (What::Days(first, last), Some(Value::Date(date))) => {
                iso::days(&date.iso).is_some_and(|days| is_told(days, (*first, *last)))
            }
            (What::Number { key: None, range }, Some(value)) => {
                numbers(value).iter().any(|number| range.contains(number))
            }
            (What::Number { key: Some(key), range }, Some(value)) => unit_numbers(value)
                .iter()
                .any(|(unit, number)| unit_key(&self.kind, unit) == *key && range.contains(number)),
            _ => false,
        }
    }
}
