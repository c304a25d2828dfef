//! Conditions on one thing → the articles in which one quote, fact or person meets them all.
//!
//! The engine narrows the articles down to those that have each of them somewhere; the records of these decide, under the
//! names that the aliases give. Exact, and nothing can be stale. Start at [`Builder::same`].

use tantivy::collector::DocSetCollector;
use tantivy::query::BooleanQuery;
use tantivy::query::Occur;
use tantivy::query::Query;
use tantivy::tokenizer::TextAnalyzer;

use crate::error::Result;
use crate::index::alias::View;
use crate::index::engine;
use crate::index::query::Conditions;
use crate::index::query::Node;
use crate::index::query::alternatives::alternatives;
use crate::index::query::among::Among;
use crate::index::query::build::Builder;
use crate::index::query::build::Clauses;
use crate::index::query::conditions::Condition;
use crate::index::query::fact::OfFact;
use crate::index::query::person::OfPerson;
use crate::index::query::speech::OfQuote;
use crate::index::schema;
use crate::index::speech::speeches;
use crate::index::statement::statements;
use crate::index::walk::map_records;

/// A sort of things of which articles have several.
pub(super) trait Thing: Condition + Sync {
    /// Returns true if one thing of a record meets the conditions.
    fn is_in(
        conditions: &Conditions<Self>,
        record: &[u8],
        view: &View,
        analyzer: &mut TextAnalyzer,
    ) -> serde_json::Result<bool>;
}

impl Thing for OfQuote {
    fn is_in(
        conditions: &Conditions<OfQuote>,
        record: &[u8],
        view: &View,
        analyzer: &mut TextAnalyzer,
    ) -> serde_json::Result<bool> {
        speeches(record, view, |_, _, all| {
            all.iter().any(|speech| conditions.fit(speech, analyzer))
        })
    }
}

impl Thing for OfFact {
    fn is_in(
        conditions: &Conditions<OfFact>,
        record: &[u8],
        view: &View,
        analyzer: &mut TextAnalyzer,
    ) -> serde_json::Result<bool> {
        statements(record, view, |told| {
            told.facts.iter().any(|fact| conditions.fit(fact, told, analyzer))
        })
    }
}

impl Thing for OfPerson {
    fn is_in(
        conditions: &Conditions<OfPerson>,
        record: &[u8],
        view: &View,
        analyzer: &mut TextAnalyzer,
    ) -> serde_json::Result<bool> {
        statements(record, view, |told| {
            let mut entities = 0..told.entities.len() as u32;
            entities.any(|entity| conditions.fit(entity, told, analyzer))
        })
    }
}

impl Builder<'_> {
    /// Returns the articles in which what joined parts of a query ask of one thing holds for one and the same; `None` if
    /// their `clauses` say it already.
    pub(super) fn same<C: Thing>(
        &mut self,
        nodes: &[Node],
        clauses: &Clauses,
    ) -> Result<Option<Among>> {
        if !Conditions::<C>::anywhere(nodes, self.named).are_joined() {
            return Ok(None);
        }
        let too_many = || {
            let message = "too many choices between what one quote, fact or person meets and other things; ask for less \
                           at a time";
            self.complaint.at(0, message)
        };
        let lists = alternatives::<C>(nodes, self.named).ok_or_else(too_many)?;
        let asked: Vec<_> = lists
            .into_iter()
            .map(|list| (Conditions::<C>::of_all(&list, self.named), list))
            .collect();
        if !asked.iter().any(|(conditions, _)| conditions.are_joined()) {
            return Ok(None);
        }
        let is_one = asked.len() == 1;
        let mut places = Vec::new();
        for (conditions, list) in asked {
            let clauses = if is_one { copy(clauses) } else { self.clauses(&list)? };
            places.extend(self.meeting(&conditions, &BooleanQuery::new(clauses))?);
        }
        places.sort_unstable();
        places.dedup();
        Ok(Some(Among::new(self.named.snapshot, &places)))
    }

    /// Returns the articles of a query in which one thing meets the conditions.
    fn meeting<C: Thing>(
        &self,
        conditions: &Conditions<C>,
        narrowed: &dyn Query,
    ) -> Result<Vec<tantivy::DocAddress>> {
        let named = self.named;
        let found =
            engine::guard(named.path, || named.snapshot.search(narrowed, &DocSetCollector))?;
        let mut places: Vec<_> = found.into_iter().collect();
        if !conditions.are_joined() {
            return Ok(places);
        }
        places.sort_unstable();
        let analyzer = schema::analyzer(false);
        let fits = map_records(named.path, named.snapshot, &places, |record| {
            C::is_in(conditions, record, &named.view, &mut analyzer.clone())
        })?;
        let mut fits = fits.into_iter();
        places.retain(|_| fits.next().unwrap_or_default());
        Ok(places)
    }
}

/// Returns the same clauses.
fn copy(clauses: &Clauses) -> Vec<(Occur, Box<dyn Query>)> {
    clauses.iter().map(|(occur, query)| (*occur, query.box_clone())).collect()
}
