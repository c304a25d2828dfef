//! Words as typed → queries of the engine on one field or on one kind of thing.

use tantivy::Term;
use tantivy::query::BooleanQuery;
use tantivy::query::ConstScoreQuery;
use tantivy::query::FuzzyTermQuery;
use tantivy::query::PhrasePrefixQuery;
use tantivy::query::PhraseQuery;
use tantivy::query::Query;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::tokenizer::TextAnalyzer;

use crate::index::document::ARTICLE;
use crate::index::query::in_order::InOrder;
use crate::index::schema;
use crate::index::schema::field;

/// Most words that the end of a phrase may stand for; the engine reads each one's list.
const MAX_EXPANSIONS: u32 = 1_000;

/// Where words are looked up.
#[derive(Clone, Copy)]
pub(super) enum Channel<'k> {
    /// In a field of the table.
    Field(&'static str),
    /// Among the mentions of one kind.
    Kind(&'k str),
    /// In one slot of facts.
    Slot(&'k str),
}

/// Words in a row.
pub(super) struct Phrase {
    pub(super) text: String,
    pub(super) slop: u32,
    pub(super) prefix: bool,
    /// Letters that may differ in each.
    pub(super) fuzzy: u8,
}

impl From<&String> for Phrase {
    fn from(text: &String) -> Phrase {
        Phrase { text: text.clone(), slop: 0, prefix: false, fuzzy: 0 }
    }
}

/// Returns every article. Files and failures are documents too, so that the engine's own "all" would be too many.
pub(in crate::index) fn every() -> Box<dyn Query> {
    let articles =
        TermQuery::new(Term::from_field_text(field("doc"), ARTICLE), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(articles), 0.0))
}

/// Splits words as the index does.
pub(super) struct Words {
    exact: TextAnalyzer,
    stems: TextAnalyzer,
}

impl Default for Words {
    fn default() -> Words {
        Words { exact: schema::analyzer(false), stems: schema::analyzer(true) }
    }
}

impl Words {
    /// Returns the words with their positions.
    pub(super) fn exact(&mut self, text: &str) -> Vec<(usize, String)> {
        let mut words = Vec::new();
        self.exact
            .token_stream(text)
            .process(&mut |token| words.push((token.position, token.text.clone())));
        words
    }

    /// Returns the stems of the words.
    pub(super) fn stems(&mut self, text: &str) -> Vec<String> {
        let mut stems = Vec::new();
        self.stems.token_stream(text).process(&mut |token| stems.push(token.text.clone()));
        stems
    }

    /// Returns the articles with one word.
    pub(super) fn term(&self, channel: Channel<'_>, word: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(term(channel, word), IndexRecordOption::WithFreqs))
    }

    /// Returns the articles with a phrase; `None` if it has no word.
    pub(super) fn phrase(
        &mut self,
        channel: Channel<'_>,
        phrase: &Phrase,
    ) -> Option<Box<dyn Query>> {
        let words = self.exact(&phrase.text);
        let (_, last) = words.last()?;
        if phrase.fuzzy > 0 {
            let near = |word: &str| FuzzyTermQuery::new(term(channel, word), phrase.fuzzy, false);
            let each = words.iter().map(|(_, word)| Box::new(near(word)) as Box<dyn Query>);
            return Some(Box::new(BooleanQuery::intersection(each.collect())));
        }
        if words.len() == 1 {
            return Some(match phrase.prefix {
                true => Box::new(FuzzyTermQuery::new_prefix(term(channel, last), 0, false)),
                false => self.term(channel, last),
            });
        }
        let terms = words.iter().map(|(at, word)| (*at, term(channel, word))).collect();
        Some(match phrase.prefix {
            true => {
                let mut query = PhrasePrefixQuery::new_with_offset(terms);
                query.set_max_expansions(MAX_EXPANSIONS);
                Box::new(query)
            }
            false if phrase.slop > 0 => Box::new(InOrder { words: terms, slop: phrase.slop }),
            false => Box::new(PhraseQuery::new_with_offset(terms)),
        })
    }

    /// Returns the articles with any word.
    pub(super) fn any(&self, channel: Channel<'_>) -> Box<dyn Query> {
        Box::new(FuzzyTermQuery::new_prefix(term(channel, ""), 0, false))
    }

    /// Returns the article with this key, or those whose key begins so.
    pub(super) fn key(&self, name: &str, phrase: &Phrase) -> Box<dyn Query> {
        let term = Term::from_field_text(field(name), &phrase.text);
        match phrase.prefix {
            true => Box::new(FuzzyTermQuery::new_prefix(term, 0, false)),
            false => Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
        }
    }
}

fn term(channel: Channel<'_>, word: &str) -> Term {
    match channel {
        Channel::Field(name) => Term::from_field_text(field(name), word),
        Channel::Kind(kind) => json_term("name", kind, word),
        Channel::Slot(slot) => json_term("slot", slot, word),
    }
}

fn json_term(name: &str, key: &str, word: &str) -> Term {
    let mut term = Term::from_field_json_path(field(name), &key.replace('.', "\\."), false);
    term.append_type_and_str(word);
    term
}
