//! An entity → those in its company, with how often, and how much more often than chance.
//!
//! By article, columns tell all. By paragraph, the records are read, in batches. Start at [`Searcher::related`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use crate::error::Result;
use crate::index::alias::View;
use crate::index::collect::Gather;
use crate::index::collect::Tally;
use crate::index::counts;
use crate::index::searcher::Searcher;
use crate::index::together::Seen;
use crate::index::together::Together;
use crate::index::together::named_kinds;
use crate::index::told::Entity;
use crate::index::walk::map_records;
use crate::model::Company;
use crate::model::Count;
use crate::model::KnownEntity;
use crate::model::Order;
use crate::model::Query;
use crate::model::Related;
use crate::model::Relation;
use crate::model::Unit;
use crate::text::key::entity_key;
use crate::text::key::name_key;

/// Records that are held at once while paragraphs are counted.
const BATCH: usize = 4_096;

impl Searcher {
    /// Returns the entities in the company of one, in the articles of a query; `None` if no entity has the name. If it
    /// fits several, the one of exactly this name counts, else the one in most articles.
    ///
    /// # Errors
    /// As [`Searcher::search`]; [`Error::Usage`](crate::error::Error::Usage) if there is no such kind.
    pub fn related(&self, query: &Query, company: &Company) -> Result<Option<Related>> {
        let Some((one, candidates)) = self.meant(query, company)? else { return Ok(None) };
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let with = company.with.as_deref();
        with.map_or(Ok(""), |kind| self.named_kind(kind, &kinds))?;
        let view = self.view(&kinds);
        let named = Arc::new(named_kinds(&kinds));
        let at = named.iter().position(|kind| *kind == one.kind).unwrap_or_default();
        let key = name_key(&one.name);
        let seen = match company.unit {
            Unit::Article => {
                let one = (at, one.name.clone());
                let plan = Together { kinds: Arc::clone(&named), one, view };
                self.collect(&snapshot, query, &kinds, &plan)?
            }
            Unit::Paragraph => {
                let plan = Gather { keep: usize::MAX, ..Gather::none(Order::Oldest) };
                let (gathered, _) = self.gather(&snapshot, query, &kinds, &plan)?;
                let places: Vec<_> = gathered.best.iter().map(|found| found.address).collect();
                let mut counter = Counter::new(&named, (at, key));
                for batch in places.chunks(BATCH) {
                    let told =
                        map_records(&self.path, &snapshot, batch, |json| paragraphs(json, &view))?;
                    told.into_iter().for_each(|told| counter.add(told));
                }
                counter.seen
            }
        };
        let mut related = relations(&named, seen, &one.key, company);
        let found = related.1.len();
        if company.limit > 0 {
            related.1.truncate(company.limit);
        }
        let KnownEntity { key, kind, name, .. } = one;
        let (Seen { total, with: count, .. }, related) = related;
        let unit = company.unit;
        Ok(Some(Related { key, kind, name, unit, total, count, found, related, candidates }))
    }

    /// Returns the entity that a name means, and the others that it fits.
    fn meant(&self, query: &Query, company: &Company) -> Result<Option<(KnownEntity, Vec<Count>)>> {
        let all = Query { limit: 0, offset: 0, ..query.clone() };
        let key = name_key(&company.name);
        let kind = company.kind.as_deref();
        let fits = |name: &str| self.entities(&all, kind, Some(name));
        let aliases = self.view(&BTreeSet::new()).aliases;
        let mut found = fits(&company.name)?.entities;
        found.retain(|entity| named(&entity.name, &key));
        if !found.iter().any(|entity| name_key(&entity.name) == key) {
            // A name of which the aliases made another.
            let snapshot = self.snapshot();
            for kind in named_kinds(&self.kinds(&snapshot)?) {
                let fate = aliases.fate(&kind, &key).and_then(|fate| fate.name.clone());
                if let Some(name) =
                    fate.filter(|_| company.kind.as_ref().is_none_or(|it| *it == kind))
                {
                    let others = fits(&name)?.entities.into_iter();
                    let is_it =
                        |it: &KnownEntity| it.kind == kind && name_key(&it.name) == name_key(&name);
                    let at = others.into_iter().find(is_it);
                    found.splice(0..0, at);
                    return Ok(first(found));
                }
            }
        }
        found.sort_by_key(|entity| name_key(&entity.name) != key);
        Ok(first(found))
    }
}

fn first(found: Vec<KnownEntity>) -> Option<(KnownEntity, Vec<Count>)> {
    let mut found = found.into_iter();
    let one = found.next()?;
    let others = found.filter(|other| other.key != one.key);
    let others = others.map(|entity| Count { value: entity.key, count: entity.articles }).collect();
    Some((one, others))
}

/// Returns true if the words of the key asked for stand in a name side by side.
fn named(name: &str, key: &str) -> bool {
    format!("-{}-", name_key(name)).contains(&format!("-{key}-"))
}

/// Returns the relations of the entity of a key, in order.
fn relations(
    kinds: &[String],
    mut seen: Seen,
    one: &str,
    company: &Company,
) -> (Seen, Vec<Relation>) {
    let mut relations = Vec::new();
    let (all, both) = (std::mem::take(&mut seen.all), std::mem::take(&mut seen.both));
    for ((kind, all), both) in kinds.iter().zip(all).zip(both) {
        if company.with.as_ref().is_some_and(|with| with != kind) {
            continue;
        }
        let mut together: BTreeMap<String, u64> = BTreeMap::new();
        for (name, count) in both {
            *together.entry(name_key(&name)).or_default() += count;
        }
        for (name, count) in counts::by_key(all) {
            let together = together.get(&name_key(&name)).copied().unwrap_or_default();
            let key = entity_key(kind, &name);
            if together < company.min.max(1) || key == one {
                continue;
            }
            let expected = seen.with as f64 * count as f64 / seen.total.max(1) as f64;
            let lift = (together as f64 / expected * 100.0).round() / 100.0;
            relations.push(Relation { key, kind: kind.clone(), name, together, count, lift });
        }
    }
    relations.sort_by(|left, right| {
        let often = right.together.cmp(&left.together);
        let lift = right.lift.total_cmp(&left.lift);
        let order = if company.by_lift { lift.then(often) } else { often.then(lift) };
        order.then_with(|| left.key.cmp(&right.key))
    });
    (seen, relations)
}

/// What of a record tells who stands beside whom.
#[derive(Deserialize)]
struct Told<'r> {
    #[serde(borrow)]
    site: Option<Cow<'r, str>>,
    #[serde(borrow)]
    entities: Vec<Entity<'r>>,
    #[serde(borrow)]
    mentions: Vec<Mention<'r>>,
    #[serde(default)]
    paragraphs: Vec<Range>,
}

#[derive(Deserialize)]
struct Mention<'r> {
    #[serde(borrow)]
    field: Cow<'r, str>,
    start: usize,
    entity: Option<usize>,
}

#[derive(Deserialize)]
struct Range {
    start: usize,
    end: usize,
}

/// The entities of an article, as the aliases have them, and which of them stand in each paragraph.
struct Paragraphs {
    entities: Vec<Option<(String, String)>>,
    paragraphs: Vec<BTreeSet<usize>>,
}

fn paragraphs(json: &[u8], view: &View) -> serde_json::Result<Paragraphs> {
    let told: Told<'_> = serde_json::from_slice(json)?;
    let keys: Vec<String> = told.entities.iter().map(|entity| name_key(&entity.name)).collect();
    let names = told.entities.iter().map(|entity| entity.name.as_ref());
    let around = view.around(names, told.site.as_deref());
    let named = told.entities.iter().zip(&keys).map(|(entity, key)| {
        let name = view.aliases.name(&entity.kind, key, &entity.name, &around)?;
        Some((entity.kind.to_string(), name.to_owned()))
    });
    let mut paragraphs = vec![BTreeSet::new(); told.paragraphs.len()];
    for mention in told.mentions.iter().filter(|mention| mention.field == "text") {
        let Some(entity) = mention.entity else { continue };
        let at = told.paragraphs.partition_point(|range| range.end <= mention.start);
        if told.paragraphs.get(at).is_some_and(|range| range.start <= mention.start) {
            paragraphs[at].insert(entity);
        }
    }
    Ok(Paragraphs { entities: named.collect(), paragraphs })
}

/// Counts paragraphs.
struct Counter<'k> {
    kinds: &'k [String],
    one: (usize, String),
    seen: Seen,
}

impl Counter<'_> {
    fn new(kinds: &[String], one: (usize, String)) -> Counter<'_> {
        let none = vec![Tally::default(); kinds.len()];
        let seen = Seen { all: none.clone(), both: none, ..Seen::default() };
        Counter { kinds, one, seen }
    }

    fn add(&mut self, told: Paragraphs) {
        let places = told.entities.iter().map(|entity| {
            let (kind, name) = entity.as_ref()?;
            let at = self.kinds.iter().position(|known| known == kind)?;
            Some((at, name_key(name), name))
        });
        let places: Vec<_> = places.collect();
        for paragraph in &told.paragraphs {
            self.seen.total += 1;
            let here = paragraph.iter().filter_map(|at| places.get(*at)?.as_ref());
            // Two names of one entity are one.
            let here: BTreeMap<(usize, &str), &String> =
                here.map(|(at, key, name)| ((*at, key.as_str()), *name)).collect();
            let is_there = here.contains_key(&(self.one.0, self.one.1.as_str()));
            self.seen.with += u64::from(is_there);
            for ((at, _), name) in &here {
                *self.seen.all[*at].entry((*name).clone()).or_default() += 1;
                if is_there {
                    *self.seen.both[*at].entry((*name).clone()).or_default() += 1;
                }
            }
        }
    }
}
