//! Names asked for → what the user's aliases make of them: `person:"Wes Streeting"` finds the articles of all names
//! that are merged into that one, and not those in which it is another.
//!
//! Start at [`Named::rename`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

use tantivy::query::BooleanQuery;
use tantivy::query::ConstScoreQuery;
use tantivy::query::Occur;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::alias::View;
use crate::index::alias::is_named;
use crate::index::alias::kinds_of;
use crate::index::engine;
use crate::index::query::build::Clauses;
use crate::index::query::columns::column;
use crate::index::query::columns::has_label;
use crate::model::Fate;
use crate::model::Part;
use crate::text::key::name_key;

/// The index and the aliases, for looking up which labels a name has.
pub(in crate::index) struct Named<'s> {
    pub(in crate::index) path: &'s Path,
    pub(in crate::index) snapshot: &'s tantivy::Searcher,
    pub(in crate::index) view: View,
}

/// Key → what aliases say of it.
type Fates<'a> = BTreeMap<&'a str, &'a Fate>;

/// A name asked for: its words, or the whole of it.
#[derive(Debug)]
pub(in crate::index) struct Asked {
    key: String,
    whole: bool,
}

impl Asked {
    /// Returns a name that is asked for as a whole.
    pub(in crate::index) fn whole(text: &str) -> Asked {
        Asked { key: name_key(text), whole: true }
    }

    /// Returns a name of which these words are asked for.
    pub(in crate::index) fn words(text: &str) -> Asked {
        Asked { key: name_key(text), whole: false }
    }

    /// Returns true if these are all words of the name of this key.
    pub(in crate::index) fn is(&self, key: &str) -> bool {
        key == self.key
    }

    /// Returns true if the name of this key is meant: its words stand in it in this order, side by side.
    pub(in crate::index) fn fits(&self, key: &str) -> bool {
        match self.whole {
            true => key == self.key,
            false => format!("-{key}-").contains(&format!("-{}-", self.key)),
        }
    }
}

impl Named<'_> {
    /// Returns the articles with a name in a column: those that `found` finds, with those of other names of the same
    /// entity, without those in which the name is ignored or another's.
    pub(super) fn rename(
        &self,
        column: &str,
        text: &str,
        whole: bool,
        found: Option<Box<dyn Query>>,
    ) -> Result<Option<Box<dyn Query>>> {
        let asked = Asked { key: name_key(text), whole };
        let fates = self.fates(column);
        if fates.is_empty() {
            return Ok(found);
        }
        let Some(found) = found else { return Ok(None) };
        let meant = meant(&fates, &asked);
        let mut same = Clauses::new();
        let mut doubtful = Clauses::new();
        for (key, fate) in &fates {
            let fits = asked.fits(key);
            let joins = meant.contains(&called(key, fate));
            let becomes = fate.parts.iter().any(|part| asked.fits(&name_key(&part.name)));
            if !(fits || joins || becomes) {
                continue;
            }
            let Some(labels) = self.labelled(column, &|label| label == *key)? else { continue };
            if fits {
                doubtful.push((Occur::MustNot, labels.box_clone()));
            }
            self.divide(labels, &fate.parts, joins && !fate.ignored, &asked, &mut same)?;
        }
        // An article stays if another name in it is meant.
        let is_plain = |key: &str| {
            !fates.contains_key(key)
                && (meant.contains(key) || !doubtful.is_empty() && asked.fits(key))
        };
        same.extend(self.labelled(column, &is_plain)?.map(|query| (Occur::Should, query)));
        let mut found: Clauses = vec![(Occur::Must, found)];
        found.extend(doubtful);
        same.push((Occur::Should, Box::new(BooleanQuery::new(found))));
        Ok(Some(Box::new(BooleanQuery::new(same))))
    }

    /// Returns the keys of the names that aliases make one with a name asked for in a column.
    pub(super) fn meant(&self, column: &str, asked: &Asked) -> BTreeSet<String> {
        meant(&self.fates(column), asked)
    }

    /// Returns what aliases say of the names in a column, by key; of two kinds of names, the first counts.
    fn fates(&self, column: &str) -> Fates<'_> {
        let kinds = kinds_of(column, &self.view.kinds);
        kinds.iter().rev().flat_map(|kind| self.view.aliases.of_kind(kind)).collect()
    }

    /// Adds to `same` the articles of a name in which it is one asked for: those of the parts that are, and if it
    /// `stays`, those of no part. The first part that holds counts.
    fn divide(
        &self,
        labels: Box<dyn Query>,
        parts: &[Part],
        stays: bool,
        asked: &Asked,
        same: &mut Clauses,
    ) -> Result<()> {
        let mut rest: Clauses = vec![(Occur::Must, labels)];
        for part in parts {
            let there = self.there(part)?;
            if asked.fits(&name_key(&part.name)) {
                let here = rest.iter().map(|(occur, query)| (*occur, query.box_clone()));
                let here = here.chain([(Occur::Must, there.box_clone())]).collect();
                same.push((Occur::Should, Box::new(BooleanQuery::new(here))));
            }
            rest.push((Occur::MustNot, there));
        }
        if stays {
            same.push((Occur::Should, Box::new(BooleanQuery::new(rest))));
        }
        Ok(())
    }

    /// Returns the articles in which a part holds.
    fn there(&self, part: &Part) -> Result<Box<dyn Query>> {
        let mut queries = Vec::new();
        if !part.with.is_empty() {
            for kind in self.view.kinds.iter().filter(|kind| is_named(kind)) {
                queries.extend(self.labelled(&column(kind), &|key| part.with.contains(key))?);
            }
        }
        if !part.sites.is_empty() {
            queries.extend(self.labelled("site", &|key| part.sites.contains(key))?);
        }
        Ok(Box::new(BooleanQuery::union(queries)))
    }

    /// Returns the articles with a label in a column whose key is `wanted`; `None` if there is no such label.
    fn labelled(
        &self,
        column: &str,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Option<Box<dyn Query>>> {
        let labels = self.labels(column, wanted)?;
        let queries: Vec<_> = labels.iter().map(|label| has_label(column, label)).collect();
        let union = || Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(queries)), 1.0));
        Ok((!labels.is_empty()).then(|| union() as Box<dyn Query>))
    }

    /// Returns the labels of a column whose key is `wanted`.
    pub(in crate::index) fn labels(
        &self,
        column: &str,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<BTreeSet<String>> {
        engine::guard(self.path, || {
            let mut labels = BTreeSet::new();
            for segment in self.snapshot.segment_readers() {
                let Some(values) = segment.fast_fields().str(column)? else { continue };
                let mut terms = values.dictionary().stream()?;
                while terms.advance() {
                    let label = String::from_utf8_lossy(terms.key());
                    if wanted(&name_key(&label)) {
                        labels.insert(label.into_owned());
                    }
                }
            }
            Ok(labels)
        })
    }
}

/// Returns the keys of what aliases make of the names asked for, and of the names they give that are asked for.
fn meant(fates: &Fates<'_>, asked: &Asked) -> BTreeSet<String> {
    let called = fates.iter().map(|(key, fate)| (key, called(key, fate)));
    let meant = called.filter(|(key, called)| asked.fits(key) || asked.fits(called));
    meant.map(|(_, called)| called).collect()
}

/// Returns the key of the name that a name has by its fate.
fn called(key: &str, fate: &Fate) -> String {
    fate.name.as_deref().map_or_else(|| key.to_owned(), name_key)
}
