//! The score of an article → what each part of the query adds to it, and why: BM25, told by field.

use serde_json::Value;
use tantivy::DocAddress;
use tantivy::query::EnableScoring;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::engine;
use crate::index::query::Part;
use crate::index::query::Sought;
use crate::index::searcher::Searcher;
use crate::index::statistics::Statistics;
use crate::model::FieldScore;
use crate::model::PartScore;

impl Searcher {
    /// Returns what each part of a query adds to the score of an article.
    pub(super) fn account(
        &self,
        snapshot: &tantivy::Searcher,
        address: DocAddress,
        parts: &[Part],
    ) -> Result<Vec<PartScore>> {
        let explained =
            |query: &dyn Query| engine::guard(&self.path, || Ok(explain(snapshot, address, query)));
        let mut scores = Vec::with_capacity(parts.len());
        for Part { label, weight, query, sought, around } in parts {
            let mut value = explained(&**query)?.map_or(0.0, |account| value(&account));
            for joined in around {
                value *= f32::from(u8::from(explained(&**joined)?.is_some()));
            }
            let mut fields = Vec::new();
            for one in sought {
                fields.extend(explained(&*one.query)?.map(|account| of_field(one, &account)));
            }
            let (part, score, weight) = (label.clone(), value * weight, *weight);
            scores.push(PartScore { part, score, weight, fields });
        }
        Ok(scores)
    }
}

/// Returns the engine's own account; `None` if the query does not find the article.
fn explain(snapshot: &tantivy::Searcher, address: DocAddress, query: &dyn Query) -> Option<Value> {
    let statistics = Statistics(snapshot);
    let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, snapshot);
    let weight = query.weight(scoring).ok()?;
    let segment = snapshot.segment_reader(address.segment_ord);
    serde_json::to_value(weight.explain(segment, address.doc_id).ok()?).ok()
}

fn of_field(sought: &Sought, account: &Value) -> FieldScore {
    let number = |name: &str| find(account, name);
    let whole = |name: &str| number(name).map(|number| number as u32);
    FieldScore {
        field: sought.field.to_owned(),
        found: sought.found.to_owned(),
        score: value(account),
        weight: sought.weight,
        rarity: number("idf"),
        times: whole("freq, "),
        length: whole("dl, "),
        average: number("avgdl, "),
    }
}

fn value(account: &Value) -> f32 {
    account["value"].as_f64().unwrap_or_default() as f32
}

/// Returns the number that the engine describes by words that begin so.
fn find(account: &Value, name: &str) -> Option<f32> {
    if account["description"].as_str().is_some_and(|text| text.starts_with(name)) {
        return Some(value(account));
    }
    account["details"].as_array()?.iter().find_map(|detail| find(detail, name))
}
