//! Names asked for → what the user's aliases make of them: `person:"Wes Streeting"` finds the articles of all names
//! that are merged into that one, and not those in which it is another.
//!
//! Start at [`Named::rename`].

use std::collections::BTreeSet;
use std::path::Path;

use tantivy::query::BooleanQuery;
use tantivy::query::ConstScoreQuery;
use tantivy::query::Occur;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::alias::View;
use crate::index::alias::is_named;
use crate::index::engine;
use crate::index::query::columns::column;
use crate::index::query::columns::has_label;
use crate::model::Part;
use crate::text::key::name_key;

/// The index and the aliases, for looking up which labels a name has.
pub(in crate::index) struct Named<'s> {
    pub(in crate::index) path: &'s Path,
    pub(in crate::index) snapshot: &'s tantivy::Searcher,
    pub(in crate::index) view: View,
}

/// Conditions of a query.
type Clauses = Vec<(Occur, Box<dyn Query>)>;

/// A name asked for: its words, or the whole of it.
struct Asked {
    key: String,
    whole: bool,
}

impl Asked {
    /// Returns true if the name is meant: its words stand in it in this order, side by side.
    fn fits(&self, name: &str) -> bool {
        let key = name_key(name);
        match self.whole {
            true => key == self.key,
            false => format!("-{key}-").contains(&format!("-{}-", self.key)),
        }
    }
}

impl Named<'_> {
    /// Returns the articles of a name: those that `found` finds, with those of other names of the same entity, without
    /// those in which the name is ignored or another's.
    pub(super) fn rename(
        &self,
        kind: &str,
        text: &str,
        whole: bool,
        found: Option<Box<dyn Query>>,
    ) -> Result<Option<Box<dyn Query>>> {
        let asked = Asked { key: name_key(text), whole };
        let aliases = &self.view.aliases;
        if !aliases.knows(kind) {
            return Ok(found);
        }
        let Some(mut found) = found else { return Ok(None) };
        let meant = self.meant(kind, &asked);
        let mut same = Clauses::new();
        let mut other = Clauses::new();
        for name in &meant {
            same.extend(self.labelled(kind, &name_key(name))?.map(|query| (Occur::Should, query)));
        }
        for (key, fate) in aliases.of_kind(kind) {
            let joins = fate.name.as_deref().is_some_and(|name| meant.contains(name));
            let parts = fate.parts.iter().any(|part| asked.fits(&part.name) || key == asked.key);
            let gone = fate.ignored && key == asked.key;
            if !(joins || parts || gone) {
                continue;
            }
            let Some(labels) = self.labelled(kind, key)? else { continue };
            found = self.divide(found, &labels, &fate.parts, &asked, key, &mut same)?;
            if gone {
                other.push((Occur::MustNot, labels));
            } else if joins {
                same.push((Occur::Should, labels));
            }
        }
        same.push((Occur::Should, found));
        let mut clauses: Clauses = vec![(Occur::Must, Box::new(BooleanQuery::new(same)))];
        clauses.extend(other);
        Ok(Some(Box::new(BooleanQuery::new(clauses))))
    }

    /// Returns the names given by aliases that are asked for, by their own words or by the whole of another name.
    fn meant(&self, kind: &str, asked: &Asked) -> BTreeSet<&str> {
        let named = self.view.aliases.of_kind(kind);
        let named = named.filter_map(|(key, fate)| Some((key, fate.name.as_deref()?)));
        named
            .filter(|(key, name)| *key == asked.key || asked.fits(name))
            .map(|(_, name)| name)
            .collect()
    }

    /// Adds to `same` the articles in which the name `key` is one asked for, and returns `found` without those in which
    /// it is another.
    fn divide(
        &self,
        found: Box<dyn Query>,
        labels: &dyn Query,
        parts: &[Part],
        asked: &Asked,
        key: &str,
        same: &mut Clauses,
    ) -> Result<Box<dyn Query>> {
        let mut elsewhere: Clauses = vec![(Occur::Must, labels.box_clone())];
        for part in parts {
            let there = self.there(part)?;
            if asked.fits(&part.name) {
                let there = BooleanQuery::intersection(vec![labels.box_clone(), there]);
                same.push((Occur::Should, Box::new(there)));
            } else if key == asked.key {
                elsewhere.push((Occur::MustNot, there));
            }
        }
        if elsewhere.len() == 1 {
            return Ok(found);
        }
        // Of the articles with this name, those alone in which it is nobody else's.
        let rest: Clauses = vec![(Occur::Must, found), (Occur::MustNot, labels.box_clone())];
        let halves = [rest, elsewhere].map(|half| Box::new(BooleanQuery::new(half)) as _);
        Ok(Box::new(BooleanQuery::union(halves.into())))
    }

    /// Returns the articles with a label of this kind and key; `None` if there is no such label.
    fn labelled(&self, kind: &str, key: &str) -> Result<Option<Box<dyn Query>>> {
        self.in_column(&column(kind), &BTreeSet::from([key.to_owned()]))
    }

    /// Returns the articles in which a part holds.
    fn there(&self, part: &Part) -> Result<Box<dyn Query>> {
        let mut queries = Vec::new();
        for kind in self.view.kinds.iter().filter(|kind| is_named(kind)) {
            queries.extend(self.in_column(&column(kind), &part.with)?);
        }
        queries.extend(self.in_column("site", &part.sites)?);
        Ok(Box::new(BooleanQuery::union(queries)))
    }

    fn in_column(&self, column: &str, keys: &BTreeSet<String>) -> Result<Option<Box<dyn Query>>> {
        let labels = self.labels(column, keys)?;
        let queries: Vec<_> = labels.iter().map(|label| has_label(column, label)).collect();
        let union = || Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(queries)), 1.0));
        Ok((!labels.is_empty()).then(|| union() as Box<dyn Query>))
    }

    /// Returns the labels of a column that have one of these keys.
    fn labels(&self, column: &str, keys: &BTreeSet<String>) -> Result<BTreeSet<String>> {
        engine::guard(self.path, || {
            let mut labels = BTreeSet::new();
            for segment in self.snapshot.segment_readers().iter().filter(|_| !keys.is_empty()) {
                let Some(values) = segment.fast_fields().str(column)? else { continue };
                let mut terms = values.dictionary().stream()?;
                while terms.advance() {
                    let label = String::from_utf8_lossy(terms.key());
                    if keys.contains(&name_key(&label)) {
                        labels.insert(label.into_owned());
                    }
                }
            }
            Ok(labels)
        })
    }
}
