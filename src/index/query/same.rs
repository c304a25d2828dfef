//! Conditions on quotes → the articles in which one quote meets them all: `quote:"pay dispute" speaker:"Wes Streeting"`.
//!
//! The engine knows which articles have the words in some quote and the name among their speakers. Where a query joins
//! several such conditions, the records of those articles decide, as the aliases have the names. NOT is about the whole
//! article. Start at [`Conditions::of`].

use std::collections::BTreeSet;

use tantivy::collector::DocSetCollector;
use tantivy::query::Query;
use tantivy::tokenizer::TextAnalyzer;

use crate::error::Result;
use crate::index::engine;
use crate::index::query::Node;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::alias::Asked;
use crate::index::query::alias::Named;
use crate::index::query::among::Among;
use crate::index::schema;
use crate::index::speech::Speech;
use crate::index::speech::speeches;
use crate::index::walk::map_records;
use crate::text::key::name_key;

/// The fields whose conditions are about one quote.
const QUOTE: &str = "quote";
const SPEAKER: &str = "speaker";
const ADDRESSEE: &str = "addressee";

/// What a query asks of a quote.
#[derive(Debug)]
pub(in crate::index) enum Conditions {
    /// Nothing: it is about other fields.
    None,
    /// All of it.
    All(Vec<Conditions>),
    /// Some of it.
    Any(Vec<Conditions>),
    /// These words in it.
    Words(Row),
    /// Somebody of this name.
    Speaker(Speaker),
    /// Said to somebody called so.
    Addressee(Row),
}

/// Words in a row.
#[derive(Debug, Default)]
pub(in crate::index) struct Row {
    words: Vec<String>,
    /// Words that may stand between them.
    slop: usize,
    /// The last one only begins so.
    prefix: bool,
}

/// A speaker asked for.
#[derive(Debug)]
pub(in crate::index) struct Speaker {
    row: Row,
    asked: Asked,
    /// Keys of the names that aliases make one with it.
    meant: BTreeSet<String>,
    whole: bool,
}

impl Conditions {
    /// Returns what a part of a query asks of a quote.
    pub(in crate::index) fn of(node: &Node, named: &Named<'_>) -> Conditions {
        match node {
            Node::All | Node::Not(_) => Conditions::None,
            Node::And(nodes) => Conditions::of_all(nodes, named),
            Node::Or(nodes) => {
                let any = nodes.iter().map(|node| Conditions::of(node, named));
                let any: Vec<_> = any.collect();
                match any.iter().any(|one| matches!(one, Conditions::None)) {
                    true => Conditions::None,
                    false => Conditions::Any(any),
                }
            }
            Node::Leaf { field: Some(field), test } if field.text == QUOTE => {
                row(test).map_or(Conditions::None, Conditions::Words)
            }
            Node::Leaf { field: Some(field), test } if field.text == SPEAKER => {
                speaker(test, named).map_or(Conditions::None, Conditions::Speaker)
            }
            Node::Leaf { field: Some(field), test } if field.text == ADDRESSEE => {
                row(test).map_or(Conditions::None, Conditions::Addressee)
            }
            Node::Leaf { .. } => Conditions::None,
        }
    }

    /// Returns what joined parts of a query ask of a quote.
    pub(super) fn of_all(nodes: &[Node], named: &Named<'_>) -> Conditions {
        let all = nodes.iter().map(|node| Conditions::of(node, named));
        let all: Vec<_> = all.filter(|one| !matches!(one, Conditions::None)).collect();
        if all.is_empty() { Conditions::None } else { Conditions::All(all) }
    }

    /// Returns true if several have to hold for the same quote.
    pub(super) fn are_joined(&self) -> bool {
        self.count() > 1
    }

    /// Number of conditions that have to hold together.
    fn count(&self) -> usize {
        match self {
            Conditions::None => 0,
            Conditions::All(all) => all.iter().map(Conditions::count).sum(),
            Conditions::Any(any) => any.iter().map(Conditions::count).max().unwrap_or(0),
            Conditions::Words(_) | Conditions::Speaker(_) | Conditions::Addressee(_) => 1,
        }
    }

    /// Returns true if a speech meets the conditions. What is said in parts is one.
    pub(in crate::index) fn fit(&self, speech: &Speech<'_>, analyzer: &mut TextAnalyzer) -> bool {
        match self {
            Conditions::None => true,
            Conditions::All(all) => all.iter().all(|one| one.fit(speech, analyzer)),
            Conditions::Any(any) => any.iter().any(|one| one.fit(speech, analyzer)),
            Conditions::Words(row) => {
                speech.parts.iter().any(|(_, text)| row.stands_in(&words(analyzer, text)))
            }
            Conditions::Speaker(speaker) => {
                let mut names = speech.speaker.iter().chain(&speech.joint);
                names.any(|name| speaker.is(name, analyzer))
                    || speech.speaker.is_some() && speaker.is_own(speech.own, analyzer)
            }
            Conditions::Addressee(row) => {
                speech.addressees.iter().any(|text| row.stands_in(&words(analyzer, text)))
            }
        }
    }
}

impl Named<'_> {
    /// Returns the articles of a query in which one quote meets the conditions.
    pub(super) fn same_quote(
        &self,
        conditions: &Conditions,
        narrowed: &dyn Query,
    ) -> Result<Among> {
        let found = engine::guard(self.path, || self.snapshot.search(narrowed, &DocSetCollector))?;
        let mut places: Vec<_> = found.into_iter().collect();
        places.sort_unstable();
        let analyzer = schema::analyzer(false);
        let fits = map_records(self.path, self.snapshot, &places, |record| {
            let mut analyzer = analyzer.clone();
            speeches(record, &self.view, |_, _, all| {
                all.iter().any(|speech| conditions.fit(speech, &mut analyzer))
            })
        })?;
        let mut fits = fits.into_iter();
        places.retain(|_| fits.next().unwrap_or_default());
        Ok(Among::new(self.snapshot, &places))
    }
}

fn piece_row(piece: &Piece, slop: u32, prefix: bool) -> Row {
    let words = words(&mut schema::analyzer(false), &piece.text);
    Row { words, slop: slop as usize, prefix }
}

fn row(test: &Test) -> Option<Row> {
    let row = match test {
        Test::Word(word) => piece_row(word, 0, false),
        Test::Prefix(word) => piece_row(word, 0, true),
        Test::Phrase { words, slop, prefix } => piece_row(words, *slop, *prefix),
        Test::Exact(value) => piece_row(value, 0, false),
        Test::Any | Test::Range(..) => return None,
    };
    (!row.words.is_empty()).then_some(row)
}

fn speaker(test: &Test, named: &Named<'_>) -> Option<Speaker> {
    let (text, whole) = match test {
        Test::Any => ("", false),
        Test::Word(words) | Test::Prefix(words) | Test::Phrase { words, .. } => {
            (words.text.as_str(), false)
        }
        Test::Exact(value) => (value.text.as_str(), true),
        Test::Range(..) => return None,
    };
    let asked = if whole { Asked::whole(text) } else { Asked::words(text) };
    let meant = named.meant(SPEAKER, &asked);
    Some(Speaker { row: row(test).unwrap_or_default(), asked, meant, whole })
}

impl Speaker {
    /// Returns true if words are meant that aliases do not look up, as they stand in the article: `speaker:streeti*`.
    fn is_own(&self, name: &str, analyzer: &mut TextAnalyzer) -> bool {
        (self.row.prefix || self.row.slop > 0) && self.row.stands_in(&words(analyzer, name))
    }

    fn is(&self, name: &str, analyzer: &mut TextAnalyzer) -> bool {
        let key = name_key(name);
        let fits = !self.row.words.is_empty() && self.asked.fits(&key);
        let known = self.row.words.is_empty() || fits || self.meant.contains(&key);
        // Words are split at apostrophes, keys are not.
        known || !self.whole && self.row.stands_in(&words(analyzer, name))
    }
}

impl Row {
    /// Returns true if the words stand in others in their order, at most as far apart as they may; no word always does.
    fn stands_in(&self, others: &[String]) -> bool {
        (0..others.len()).any(|start| self.starts_at(&others[start..])) || self.words.is_empty()
    }

    fn starts_at(&self, others: &[String]) -> bool {
        let mut at = 0;
        let mut left = self.slop;
        for (number, word) in self.words.iter().enumerate() {
            let is_last = number + 1 == self.words.len();
            let same = |other: &String| match self.prefix && is_last {
                true => other.starts_with(word.as_str()),
                false => other == word,
            };
            let room = if number == 0 { 0 } else { left };
            let Some(skipped) = others.iter().skip(at).take(room + 1).position(same) else {
                return false;
            };
            left -= skipped;
            at += skipped + 1;
        }
        true
    }
}

fn words(analyzer: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut words = Vec::new();
    analyzer.token_stream(text).process(&mut |token| words.push(token.text.clone()));
    words
}
