//! Which quotes and facts of a record a query is about: those that meet all that it asks of one quote, or one fact.
//!
//! Start at [`Searcher::picker`].

use std::path::PathBuf;

use tantivy::tokenizer::TextAnalyzer;

use crate::error::Result;
use crate::index::alias::View;
use crate::index::engine;
use crate::index::query;
use crate::index::query::Conditions;
use crate::index::query::Named;
use crate::index::query::OfFact;
use crate::index::query::OfQuote;
use crate::index::schema;
use crate::index::searcher::Searcher;
use crate::index::searcher::with_speakers;
use crate::index::speech::speeches;
use crate::index::statement::statements;
use crate::model::Query;
use crate::model::Record;

/// Chooses quotes and facts of the articles of one query.
#[derive(Debug)]
pub struct QuotePicker {
    path: PathBuf,
    conditions: Conditions<OfQuote>,
    facts: Conditions<OfFact>,
    view: View,
    analyzer: Analyzer,
}

/// Splits words as the index does.
struct Analyzer(TextAnalyzer);

impl std::fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Analyzer")
    }
}

impl Searcher {
    /// Returns what tells the quotes and facts of a query from the others of its articles.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn picker(&self, query: &Query) -> Result<QuotePicker> {
        let node = with_speakers(query::parse(&query.text)?, &query.filters);
        let snapshot = self.snapshot();
        let view = self.view(&self.kinds(&snapshot)?);
        let named = Named { path: &self.path, snapshot: &snapshot, view };
        let (conditions, facts) = (Conditions::of(&node, &named), Conditions::of(&node, &named));
        let (path, analyzer) = (self.path.clone(), Analyzer(schema::analyzer(false)));
        Ok(QuotePicker { path, conditions, facts, view: named.view, analyzer })
    }
}

impl QuotePicker {
    /// Takes the quotes out of a record that the query is not about; `stored` is its stored form. Parts of one speech
    /// stay or go together.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn keep(&mut self, stored: &[u8], record: &mut Record) -> Result<()> {
        let QuotePicker { path, conditions, view, analyzer, .. } = self;
        if conditions.is_none() {
            return Ok(());
        }
        let picked = speeches(stored, view, |_, quotes, all| {
            let mut picked = vec![false; quotes];
            for speech in all.iter().filter(|speech| conditions.fit(speech, &mut analyzer.0)) {
                speech.parts.iter().for_each(|(place, _)| picked[*place] = true);
            }
            picked
        });
        let mut picked = picked.map_err(|cause| engine::unreadable(path, &cause))?.into_iter();
        record.annotations.quotes.retain(|_| picked.next().unwrap_or_default());
        Ok(())
    }

    /// Takes the facts out of a record that the query is not about, and returns true; false if it asks nothing of facts.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn keep_facts(&mut self, stored: &[u8], record: &mut Record) -> Result<bool> {
        let QuotePicker { path, facts, view, analyzer, .. } = self;
        if facts.is_none() {
            return Ok(false);
        }
        let picked = statements(stored, view, |told| {
            let fits = told.facts.iter().map(|fact| facts.fit(fact, told, &mut analyzer.0));
            fits.collect::<Vec<_>>()
        });
        let mut picked = picked.map_err(|cause| engine::unreadable(path, &cause))?.into_iter();
        record.annotations.facts.retain(|_| picked.next().unwrap_or_default());
        Ok(true)
    }
}
