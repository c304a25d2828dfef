//! An article → those like it, with the words and entities that make them so.
//!
//! The words that say most about the article find candidates; these are then compared as a whole. Start at
//! [`Searcher::similar`].

use std::borrow::Cow;

use tantivy::Term;
use tantivy::query::BooleanQuery;
use tantivy::query::BoostQuery;
use tantivy::query::ConstScoreQuery;
use tantivy::query::Occur;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;

use crate::error::Result;
use crate::index::alias::View;
use crate::index::collect::Gather;
use crate::index::engine;
use crate::index::query::AnyForm;
use crate::index::schema::field;
use crate::index::searcher::Searcher;
use crate::index::told::Entity;
use crate::index::told::Told;
use crate::index::vector::Vector;
use crate::index::vector::Weigher;
use crate::index::vector::likeness;
use crate::index::walk::map_records;
use crate::model::Order;
use crate::model::Query;
use crate::model::Sample;
use crate::model::Similar;
use crate::text::key::name_key;

/// Words that find candidates: more find no others.
const SOUGHT: usize = 32;

/// Candidates that are compared, at least, and for each article wanted.
const CANDIDATES: (usize, usize) = (60, 3);

/// Weight of the entities beside that of the words. Who is in a story tells less than what happens.
const ENTITIES: f64 = 0.3;

/// Shared words and entities that are told.
const TOLD: (usize, usize) = (8, 6);

/// The least score of an article that is like another at all.
const LEAST: f64 = 0.02;

/// What of a record is compared and shown.
type Read<'r> = Told<'r, Vec<Entity<'r>>>;

impl Searcher {
    /// Returns the articles of a query that are like one, the most alike first; `limit` and `offset` are those of the
    /// query.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn similar(&self, query: &Query, sample: &Sample) -> Result<Vec<Similar>> {
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let view = self.view(&kinds);
        let mut weigher = engine::guard(&self.path, || Weigher::new(&snapshot))?;
        let one = engine::guard(&self.path, || weigher.vector(&named(sample, &view)))?;
        let wanted = query.offset.saturating_add(query.limit);
        let keep = wanted.saturating_mul(CANDIDATES.1).max(CANDIDATES.0);
        let plan = Gather { keep, ..Gather::none(Order::Relevance) };
        let (base, _) = self.build(&snapshot, query, &kinds)?;
        let sought = sought(&one, sample.key.as_deref(), base);
        let places: Vec<_> =
            self.run(&snapshot, &sought, &plan)?.best.iter().map(|found| found.address).collect();
        let told = map_records(&self.path, &snapshot, &places, told)?;
        let mut similar = Vec::with_capacity(told.len());
        for (article, other) in told {
            let other = engine::guard(&self.path, || weigher.vector(&named(&other, &view)))?;
            similar.push(compare(article, &one, &other));
        }
        similar.retain(|article| article.score >= LEAST);
        similar.sort_by(|left, right| {
            let newer = || right.published.cmp(&left.published);
            right
                .score
                .total_cmp(&left.score)
                .then_with(newer)
                .then_with(|| left.path.cmp(&right.path))
        });
        Ok(similar.into_iter().skip(query.offset).take(query.limit).collect())
    }
}

/// Returns the query for candidates: articles of the base with some of the words, those with much ranked first.
fn sought(one: &Vector, key: Option<&str>, base: BooleanQuery) -> BooleanQuery {
    let mut words: Vec<(&String, f64)> =
        one.words.iter().map(|(word, weight)| (word, *weight)).collect();
    words.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(right.0)));
    let clauses = words.into_iter().take(SOUGHT).map(|(stem, weight)| {
        let query = AnyForm::new("text", stem);
        (Occur::Should, Box::new(BoostQuery::new(Box::new(query), weight as f32)) as Box<_>)
    });
    let any = BooleanQuery::new(clauses.collect());
    let base = ConstScoreQuery::new(Box::new(base), 0.0);
    let mut all: Vec<(Occur, Box<dyn tantivy::query::Query>)> =
        vec![(Occur::Must, Box::new(base)), (Occur::Must, Box::new(any))];
    if let Some(key) = key {
        let itself = Term::from_field_text(field("key"), key);
        all.push((Occur::MustNot, Box::new(TermQuery::new(itself, IndexRecordOption::Basic))));
    }
    BooleanQuery::new(all)
}

/// Returns the article with its entities as the aliases have them.
fn named(sample: &Sample, view: &View) -> Sample {
    if view.aliases.is_empty() {
        return sample.clone();
    }
    let names = sample.entities.iter().map(|(_, name)| name.as_str());
    let around = view.around(names, sample.site.as_deref());
    let renamed = sample.entities.iter().filter_map(|(kind, name)| {
        let name = view.aliases.name(kind, &name_key(name), name, &around)?;
        Some((kind.clone(), name.to_owned()))
    });
    Sample { entities: renamed.collect(), ..sample.clone() }
}

fn told(json: &[u8]) -> serde_json::Result<(Similar, Sample)> {
    let told: Read<'_> = serde_json::from_slice(json)?;
    let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
    let (title, site) = (owned(told.title), owned(told.site));
    let sample = Sample {
        key: None,
        site: site.clone(),
        title: title.clone().unwrap_or_default(),
        text: told.text.into_owned(),
        entities: told
            .entities
            .iter()
            .map(|entity| (entity.kind.to_string(), entity.name.to_string()))
            .collect(),
    };
    let similar = Similar {
        id: told.id.into_owned(),
        score: 0.0,
        title,
        site,
        published: owned(told.published),
        url: owned(told.url),
        path: told.source.path.into_owned(),
        terms: Vec::new(),
        entities: Vec::new(),
    };
    Ok((similar, sample))
}

/// Returns an article with how alike it is, and why.
fn compare(article: Similar, one: &Vector, other: &Vector) -> Similar {
    let (words, terms) = likeness(&one.words, &other.words);
    let (names, entities) = likeness(&one.entities, &other.entities);
    let has_names = !one.entities.is_empty() && !other.entities.is_empty();
    let score = if has_names { words * (1.0 - ENTITIES) + names * ENTITIES } else { words };
    let form = |stem: &String| one.forms.get(stem).unwrap_or(stem).clone();
    let name = |key: &String| one.names.get(key).unwrap_or(key).clone();
    Similar {
        score: (score.min(1.0) * 1000.0).round() / 1000.0,
        terms: terms.iter().take(TOLD.0).map(form).collect(),
        entities: entities.iter().take(TOLD.1).map(name).collect(),
        ..article
    }
}
