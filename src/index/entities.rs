//! All articles, or those of a query → the entities that they name, with their numbers and ways of writing.
//!
//! Two passes: columns tell which entities are in most articles; then the records of those on the page alone tell how
//! often, and in which words. Start at [`Searcher::entities`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Deserialize;
use tantivy::DocAddress;
use tantivy::SegmentReader;

use crate::error::Error;
use crate::error::Result;
use crate::index::alias;
use crate::index::alias::View;
use crate::index::collect::Gather;
use crate::index::counts;
use crate::index::engine;
use crate::index::query;
use crate::index::searcher::Searcher;
use crate::model::KnownEntities;
use crate::model::KnownEntity;
use crate::model::Order;
use crate::model::Query;
use crate::text::key::entity_key;
use crate::text::key::name_key;

/// Entities on a page above which all records are read: telling which to read would cost more.
const MOST_SOUGHT: usize = 1_000;

/// What of a record tells how an entity is written in it.
#[derive(Deserialize)]
struct Written<'r> {
    #[serde(borrow)]
    site: Option<Cow<'r, str>>,
    #[serde(borrow)]
    entities: Vec<Named<'r>>,
    #[serde(borrow)]
    mentions: Vec<Words<'r>>,
}

#[derive(Deserialize)]
struct Named<'r> {
    #[serde(borrow)]
    kind: Cow<'r, str>,
    #[serde(borrow)]
    name: Cow<'r, str>,
    #[serde(default)]
    attributes: BTreeMap<String, String>,
    mentions: Vec<u32>,
}

#[derive(Deserialize)]
struct Words<'r> {
    #[serde(borrow)]
    text: Cow<'r, str>,
}

/// What records tell of an entity.
#[derive(Default)]
struct Told {
    /// How often it is written how.
    forms: BTreeMap<String, u64>,
    attributes: BTreeMap<String, String>,
}

/// Entity key → what records tell of it.
type Tellings = BTreeMap<String, Told>;

impl Searcher {
    /// Returns the entities that the articles of a query name, those in most articles first: of one kind or of all, and
    /// only those whose name has words that begin like those of `like`. With `limit: 0` all of them, without mentions,
    /// variants and attributes.
    ///
    /// # Errors
    /// As [`Searcher::search`]; [`Error::Usage`] names the kinds if there is no such kind.
    pub fn entities(
        &self,
        query: &Query,
        kind: Option<&str>,
        like: Option<&str>,
    ) -> Result<KnownEntities> {
        let snapshot = self.snapshot();
        let seen = self.kinds(&snapshot)?;
        let kinds: Vec<&str> = match kind {
            Some(kind) => vec![self.named_kind(kind, &seen)?],
            None => seen.iter().map(String::as_str).filter(|kind| alias::is_named(kind)).collect(),
        };
        let plan = Gather {
            keep: if query.limit == 0 { 0 } else { usize::MAX },
            columns: kinds.iter().map(|kind| query::column(kind)).collect(),
            view: self.view(&seen),
            ..Gather::none(Order::Oldest)
        };
        let (gathered, _) = self.gather(&snapshot, query, &seen, &plan)?;
        let like = like.map(name_key);
        let mut entities = Vec::new();
        for (kind, tally) in kinds.iter().zip(gathered.tallies) {
            let named = counts::by_key(tally).into_iter();
            let named = named.map(|(name, articles)| known(kind, name, articles));
            entities.extend(named.filter(|entity| {
                like.as_deref().is_none_or(|like| is_like(&entity.key[kind.len() + 1..], like))
            }));
        }
        entities.sort_unstable_by(|left, right| {
            right.articles.cmp(&left.articles).then_with(|| left.key.cmp(&right.key))
        });
        let total = entities.len();
        let most = if query.limit == 0 { usize::MAX } else { query.limit };
        entities = entities.into_iter().skip(query.offset).take(most).collect();
        if query.limit > 0 {
            let places: Vec<_> = gathered.best.iter().map(|found| found.address).collect();
            self.fill(&snapshot, &plan.view, &places, &mut entities)?;
        }
        Ok(KnownEntities { total, entities })
    }

    pub(super) fn named_kind<'k>(&self, kind: &'k str, seen: &BTreeSet<String>) -> Result<&'k str> {
        if alias::is_named(kind) && query::knows_kind(kind, seen) {
            return Ok(kind);
        }
        let mut known: Vec<_> =
            query::all_kinds(seen).filter(|kind| alias::is_named(kind)).collect();
        known.sort_unstable();
        known.dedup();
        let message = format!("no entities of kind \"{kind}\"; kinds are {}", known.join(", "));
        Err(Error::Usage { message })
    }

    /// Gathers mentions, variants and attributes from the records at `places`.
    fn fill(
        &self,
        snapshot: &tantivy::Searcher,
        view: &View,
        places: &[DocAddress],
        entities: &mut [KnownEntity],
    ) -> Result<()> {
        let mut tellings: Tellings =
            entities.iter().map(|entity| (entity.key.clone(), Told::default())).collect();
        let sought = engine::guard(&self.path, || {
            snapshot
                .segment_readers()
                .iter()
                .map(|segment| sought(segment, view, entities))
                .collect::<tantivy::Result<Vec<_>>>()
        })?;
        for place in places {
            let segment = &sought[place.segment_ord as usize];
            if segment.as_ref().is_none_or(|documents| documents[place.doc_id as usize]) {
                let document = self.document(snapshot, *place)?;
                self.gather_told(self.record(&document)?, view, &mut tellings)?;
            }
        }
        for entity in entities {
            let Told { forms, attributes } = tellings.remove(&entity.key).unwrap_or_default();
            entity.mentions = forms.values().sum();
            entity.variants = counts::ranked(forms.into_iter().collect(), 0);
            entity.attributes = attributes;
        }
        Ok(())
    }

    fn gather_told(&self, record: &[u8], view: &View, tellings: &mut Tellings) -> Result<()> {
        let written: Written<'_> = serde_json::from_slice(record).map_err(|cause| {
            engine::error(
                &self.path,
                format!("a record is unreadable ({cause}); `dateline ingest --rebuild PATH…` makes the index anew"),
            )
        })?;
        let keys: Vec<String> =
            written.entities.iter().map(|entity| name_key(&entity.name)).collect();
        let names = written.entities.iter().map(|entity| entity.name.as_ref());
        let around = view.around(names, written.site.as_deref());
        for (entity, key) in written.entities.into_iter().zip(&keys) {
            let name = view.aliases.name(&entity.kind, key, &entity.name, &around);
            let Some(name) = name else { continue };
            let Some(told) = tellings.get_mut(&entity_key(&entity.kind, name)) else { continue };
            // Of merged names, what is said of the one that stays counts.
            let is_own = *key == name_key(name);
            for (column, value) in entity.attributes {
                if is_own || !told.attributes.contains_key(&column) {
                    told.attributes.insert(column, value);
                }
            }
            for mention in &entity.mentions {
                if let Some(words) = written.mentions.get(*mention as usize) {
                    let form = words.text.split_whitespace().collect::<Vec<_>>().join(" ");
                    *told.forms.entry(form).or_default() += 1;
                }
            }
        }
        Ok(())
    }
}

fn known(kind: &str, name: String, articles: u64) -> KnownEntity {
    let key = entity_key(kind, &name);
    let (mentions, variants, attributes) = Default::default();
    KnownEntity { key, kind: kind.to_owned(), name, articles, mentions, variants, attributes }
}

/// Returns which documents of a segment may name one of the entities; `None` if all may.
fn sought(
    segment: &SegmentReader,
    view: &View,
    entities: &[KnownEntity],
) -> tantivy::Result<Option<Vec<bool>>> {
    if entities.len() > MOST_SOUGHT {
        return Ok(None);
    }
    let mut keys: BTreeSet<String> = entities.iter().map(|entity| name_key(&entity.name)).collect();
    for kind in view.kinds.iter() {
        keys.extend(view.aliases.of_kind(kind).map(|(key, _)| key.to_owned()));
    }
    view.documents_with(segment, &keys).map(Some)
}

/// Returns true if every word asked for begins a word of the key.
fn is_like(key: &str, like: &str) -> bool {
    like.split('-').all(|wanted| key.split('-').any(|word| word.starts_with(wanted)))
}
