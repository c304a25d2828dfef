//! A name asked for, by words or as a whole ↔ the name that an entity has by the aliases.

use std::collections::BTreeSet;

use tantivy::tokenizer::TextAnalyzer;

use crate::index::query::Test;
use crate::index::query::alias::Asked;
use crate::index::query::alias::Named;
use crate::index::query::row::Row;
use crate::text::key::name_key;

/// A name asked for.
#[derive(Debug)]
pub(in crate::index) struct Name {
    row: Row,
    asked: Asked,
    /// Keys of the names that aliases make one with it.
    meant: BTreeSet<String>,
    whole: bool,
}

impl Name {
    /// Returns the name that a test of a column of names asks for; any name for `*`, `None` for a range.
    pub(super) fn of(column: &str, test: &Test, named: &Named<'_>) -> Option<Name> {
        let (text, whole) = match test {
            Test::Any => ("", false),
            Test::Word(words)
            | Test::Prefix(words)
            | Test::Fuzzy(words, _)
            | Test::Phrase { words, .. } => (words.text.as_str(), false),
            Test::Exact(value) => (value.text.as_str(), true),
            Test::Range(..) => return None,
        };
        let asked = if whole { Asked::whole(text) } else { Asked::words(text) };
        let meant = named.meant(column, &asked);
        let row = Row::of(test).unwrap_or_default().anywhere();
        Some(Name { row, asked, meant, whole })
    }

    /// Returns true if this is the name of an entity.
    pub(super) fn is(&self, name: &str, analyzer: &mut TextAnalyzer) -> bool {
        let key = name_key(name);
        let fits = !self.row.is_empty() && self.asked.fits(&key);
        let known = self.row.is_empty() || fits || self.meant.contains(&key);
        // Words are split at apostrophes, keys are not.
        known || self.stands_in(name, analyzer)
    }

    /// Returns true if words are asked for that aliases do not look up, as they stand in the article: `speaker:streeti*`.
    pub(super) fn is_own(&self, name: &str, analyzer: &mut TextAnalyzer) -> bool {
        self.row.is_loose() && self.stands_in(name, analyzer)
    }

    /// Returns true if words of the name are asked for that stand in a text.
    pub(super) fn stands_in(&self, text: &str, analyzer: &mut TextAnalyzer) -> bool {
        !self.whole && self.row.is_in(text, analyzer)
    }
}
