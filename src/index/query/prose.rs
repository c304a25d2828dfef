//! Tests of words → queries of the engine: in title and body, in a field of words, in a key.

use tantivy::query::BoostQuery;
use tantivy::query::DisjunctionMaxQuery;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::engine;
use crate::index::query::Piece;
use crate::index::query::Sought;
use crate::index::query::Test;
use crate::index::query::among::Among;
use crate::index::query::build::Builder;
use crate::index::query::build::union;
use crate::index::query::forms::AnyForm;
use crate::index::query::words::Channel;
use crate::index::query::words::Phrase;
use crate::index::schema;
use crate::index::schema::field;

/// How much a word in the title counts more than one in the body.
const TITLE_BOOST: f32 = 3.0;

/// Share of the weaker field's score that is added to the stronger one's: a word in both beats a word in one.
const TIE_BREAKER: f32 = 0.2;

/// Fields whose words stand in the text, so that snippets mark them.
const MARKED_FIELDS: &[&str] = &["quote", "speaker", "addressee", "role", "affiliation"];

impl Builder<'_> {
    /// Words of title and body: a bare word in any form, a quoted one exactly.
    pub(super) fn prose(
        &mut self,
        at: usize,
        fields: &[&'static str],
        test: &Test,
    ) -> Result<Option<Box<dyn Query>>> {
        let mut queries = Vec::new();
        for name in fields {
            let exact = Channel::Field(schema::exact(name));
            let phrase = self.phrase_of(at, test)?;
            let stems = self.words.stems(&phrase.text);
            let found = match (test, stems.as_slice()) {
                (Test::Word(_), [stem]) => {
                    self.want(|wanted| {
                        wanted.stems.insert(stem.clone());
                    });
                    let any: Box<dyn Query> = Box::new(AnyForm::new(name, stem));
                    self.seek(name, "any form", &*any);
                    // A name or an ending matched exactly is worth more: its word is rarer than its stem.
                    let same = self.words.phrase(exact, &phrase);
                    same.iter().for_each(|same| self.seek(name, "exact", &**same));
                    Some(union([Some(any), same].into_iter().flatten().collect()))
                }
                _ => {
                    self.want_phrase(&phrase);
                    let same = self.words.phrase(exact, &phrase);
                    same.iter().for_each(|same| self.seek(name, "exact", &**same));
                    same
                }
            };
            let boost = boost(name);
            queries.extend(
                found.map(|query| Box::new(BoostQuery::new(query, boost)) as Box<dyn Query>),
            );
        }
        let best = |queries| {
            Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, TIE_BREAKER)) as Box<dyn Query>
        };
        Ok((!queries.is_empty()).then(|| best(queries)))
    }

    fn seek(&mut self, field: &'static str, found: &'static str, query: &dyn Query) {
        let (weight, query) = (boost(field), query.box_clone());
        self.sought.push(Sought { field, found, weight, query });
    }

    /// Words in one field, or among the mentions of one kind.
    pub(super) fn in_words(
        &mut self,
        name: &Piece,
        channel: Channel<'_>,
        test: &Test,
    ) -> Result<Option<Box<dyn Query>>> {
        let phrase = self.phrase_of(name.at, test)?;
        if matches!(channel, Channel::Kind(_)) || MARKED_FIELDS.contains(&name.text.as_str()) {
            self.want_phrase(&phrase);
        }
        Ok(self.words.phrase(channel, &phrase))
    }

    pub(super) fn key(&self, name: &Piece, key: &str, test: &Test) -> Result<Box<dyn Query>> {
        let phrase = match test {
            Test::Exact(value) => Phrase::from(&value.text),
            test => self.phrase_of(name.at, test)?,
        };
        Ok(self.words.key(key, &phrase))
    }

    /// Returns the articles with a word in a field of words.
    pub(super) fn filled(&self, name: &'static str) -> Result<Box<dyn Query>> {
        let snapshot = self.named.snapshot;
        let places = engine::guard(self.named.path, || {
            let mut places = Vec::new();
            for (number, segment) in snapshot.segment_readers().iter().enumerate() {
                let lengths = segment.get_fieldnorms_reader(field(name))?;
                let filled = segment.doc_ids_alive().filter(|doc| lengths.fieldnorm_id(*doc) > 0);
                places.extend(filled.map(|doc| tantivy::DocAddress::new(number as u32, doc)));
            }
            Ok(places)
        })?;
        Ok(Box::new(Among::new(snapshot, &places)))
    }

    /// Returns the words of a test; ranges and whole values have no meaning for words.
    fn phrase_of(&self, at: usize, test: &Test) -> Result<Phrase> {
        let wrong = |at, what| {
            Err(self.complaint.at(at, format!("this field holds words, not {what}; write a word")))
        };
        match test {
            Test::Word(words) => Ok(Phrase::from(&words.text)),
            Test::Prefix(words) => Ok(Phrase { prefix: true, ..Phrase::from(&words.text) }),
            Test::Fuzzy(words, letters) => {
                Ok(Phrase { fuzzy: *letters, ..Phrase::from(&words.text) })
            }
            Test::Phrase { words, slop, prefix } => {
                Ok(Phrase { slop: *slop, prefix: *prefix, ..Phrase::from(&words.text) })
            }
            Test::Any => wrong(at, "values to count"),
            Test::Exact(value) => wrong(value.at, "whole values"),
            Test::Range(lower, upper) => wrong(end_of(lower, upper).unwrap_or(at), "ranges"),
        }
    }

    fn want_phrase(&mut self, phrase: &Phrase) {
        let mut words: Vec<_> =
            self.words.exact(&phrase.text).into_iter().map(|(_, word)| word).collect();
        self.want(|wanted| {
            if phrase.prefix {
                wanted.prefixes.extend(words.pop());
            }
            if phrase.fuzzy > 0 {
                let letters = usize::from(phrase.fuzzy);
                wanted.fuzzy.extend(words.drain(..).map(|word| (word, letters)));
            }
            if phrase.slop > 0 {
                wanted.phrases.extend(words.into_iter().map(|word| vec![word]));
            } else if !words.is_empty() {
                wanted.phrases.insert(words);
            }
        });
    }
}

fn boost(field: &str) -> f32 {
    if field == "title" { TITLE_BOOST } else { 1.0 }
}

/// Returns the place of the first end of a range.
fn end_of(lower: &std::ops::Bound<Piece>, upper: &std::ops::Bound<Piece>) -> Option<usize> {
    use std::ops::Bound::Excluded;
    use std::ops::Bound::Included;
    [lower, upper].into_iter().find_map(|end| match end {
        Included(value) | Excluded(value) => Some(value.at),
        std::ops::Bound::Unbounded => None,
    })
}
