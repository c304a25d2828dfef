//! Words and entities of an article → weights that tell how much each says about it (tf-idf), and how alike two are.
//!
//! Start at [`Weigher::vector`].

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::tokenizer::TextAnalyzer;

use crate::index::query::AnyForm;
use crate::index::schema;
use crate::index::statistics::Statistics;
use crate::model::Sample;
use crate::text::key::entity_key;

/// Bytes of a body that are looked at: what a story is about is told by then.
const MAX_TEXT: usize = 100_000;

/// How often a word of the title counts.
const TITLE: f64 = 3.0;

/// Share of the articles above which a word says nothing about one.
const COMMON: f64 = 0.25;

/// Fewest articles for which that share means anything.
const FEW: u64 = 20;

/// A direction: weight by stem or key, of length 1.
type Weights = BTreeMap<String, f64>;

/// What an article is about.
#[derive(Clone, Debug, Default)]
pub(super) struct Vector {
    pub(super) words: Weights,
    pub(super) entities: Weights,
    /// Stem → the word as it stands in the article, most often.
    pub(super) forms: BTreeMap<String, String>,
    /// Key of an entity → its name.
    pub(super) names: BTreeMap<String, String>,
}

/// Weighs articles of one snapshot.
pub(super) struct Weigher<'s> {
    statistics: Statistics<'s>,
    articles: u64,
    /// Stem → weight of one occurrence.
    known: FxHashMap<String, f64>,
    stems: TextAnalyzer,
    words: TextAnalyzer,
}

impl<'s> Weigher<'s> {
    /// Returns a weigher for a snapshot.
    pub(super) fn new(snapshot: &'s tantivy::Searcher) -> tantivy::Result<Weigher<'s>> {
        let statistics = Statistics(snapshot);
        let articles = statistics.total_num_docs()?;
        let (stems, words) = (schema::analyzer(true), schema::analyzer(false));
        Ok(Weigher { statistics, articles, known: FxHashMap::default(), stems, words })
    }

    /// Returns what an article is about.
    pub(super) fn vector(&mut self, sample: &Sample) -> tantivy::Result<Vector> {
        let mut vector = Vector::default();
        let mut often: BTreeMap<String, f64> = BTreeMap::new();
        let mut forms: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        let text = crate::index::document::cut(&sample.text, MAX_TEXT);
        for (text, weight) in [(sample.title.as_str(), TITLE), (text, 1.0)] {
            for (stem, word) in self.stems_of(text) {
                *often.entry(stem.clone()).or_default() += weight;
                *forms.entry(stem).or_default().entry(word).or_default() += 1;
            }
        }
        for (stem, often) in often {
            let rarity = self.rarity(&stem)?;
            if rarity > 0.0 {
                vector.words.insert(stem, (1.0 + often.ln()) * rarity);
            }
        }
        vector.forms = forms
            .into_iter()
            .filter_map(|(stem, forms)| {
                // Of equals the first in the alphabet.
                let usual = forms.into_iter().rev().max_by_key(|(_, often)| *often)?;
                Some((stem, usual.0))
            })
            .collect();
        for (kind, name) in &sample.entities {
            let mut rarity = 0.0_f64;
            for (stem, _) in self.stems_of(name) {
                rarity = rarity.max(self.rarity(&stem)?);
            }
            let key = entity_key(kind, name);
            vector.entities.insert(key.clone(), rarity);
            vector.names.insert(key, name.clone());
        }
        scale(&mut vector.words);
        scale(&mut vector.entities);
        Ok(vector)
    }

    /// Returns the stems of a text, with the words as they stand, in small letters.
    fn stems_of(&mut self, text: &str) -> Vec<(String, String)> {
        let mut stems = Vec::new();
        let mut stream = self.stems.token_stream(text);
        while let Some(token) = stream.next() {
            stems.push(token.text.clone());
        }
        drop(stream);
        let mut found = Vec::with_capacity(stems.len());
        let mut stream = self.words.token_stream(text);
        for stem in stems {
            // Both split alike: one word, one stem.
            let Some(token) = stream.next() else { break };
            let is_word = token.text.chars().count() > 1
                && !token.text.bytes().all(|byte| byte.is_ascii_digit());
            if is_word {
                let word = text.get(token.offset_from..token.offset_to).unwrap_or(&token.text);
                found.push((stem, word.to_lowercase()));
            }
        }
        found
    }

    /// Returns how much a word says: nothing if many articles have it.
    fn rarity(&mut self, stem: &str) -> tantivy::Result<f64> {
        if let Some(known) = self.known.get(stem) {
            return Ok(*known);
        }
        let found = AnyForm::new("text", stem).doc_freq(&self.statistics)?;
        let (all, found) = (self.articles.max(1) as f64, found as f64);
        let is_common = self.articles >= FEW && found > all * COMMON;
        let rarity = if is_common { 0.0 } else { (1.0 + all / (found + 1.0)).ln() };
        self.known.insert(stem.to_owned(), rarity);
        Ok(rarity)
    }
}

fn scale(weights: &mut Weights) {
    let length = weights.values().map(|weight| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        weights.values_mut().for_each(|weight| *weight /= length);
    }
}

/// Returns how alike two directions are, from 0 to 1, and what makes them so, most first.
pub(super) fn likeness(one: &Weights, other: &Weights) -> (f64, Vec<String>) {
    let mut shared: Vec<(f64, &String)> = one
        .iter()
        .filter_map(|(key, weight)| Some((weight * other.get(key)?, key)))
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    let sum = shared.iter().map(|(weight, _)| weight).sum();
    shared.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(right.1)));
    (sum, shared.into_iter().map(|(_, key)| key.clone()).collect())
}
