//! A query that found nothing → the names in it that the index does not know: slots of facts, units, languages.
//!
//! Asking for one is no error: another index may have it, and an article with it may come tomorrow. Start at
//! [`Searcher::doubts`].

use std::collections::BTreeSet;

use crate::error::Result;
use crate::index::engine;
use crate::index::query;
use crate::index::query::Named;
use crate::index::query::Node;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::searcher::Searcher;

/// Most names that a message lists.
const LISTED: usize = 30;

/// What an index has names for.
struct Known<'k> {
    kinds: &'k BTreeSet<String>,
    slots: BTreeSet<String>,
    /// Kind and unit, as keys.
    units: BTreeSet<String>,
    languages: BTreeSet<String>,
}

impl Searcher {
    /// Returns what may be wrong with a query for which nothing is found: each name in it that nothing in the index has,
    /// with those that there are.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn doubts(&self, text: &str) -> Result<Vec<String>> {
        let node = query::parse(text)?;
        let mut leaves = Vec::new();
        gather(&node, &mut leaves);
        if leaves.is_empty() {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let names = Named { path: &self.path, snapshot: &snapshot, view: self.view(&kinds) };
        let mut known = Known {
            kinds: &kinds,
            slots: BTreeSet::new(),
            units: BTreeSet::new(),
            languages: names.labels("language", &|_| true)?,
        };
        for name in self.json_names(&snapshot)? {
            let number = name.strip_prefix("number.");
            let slot = number.and_then(|key| key.strip_prefix("fact:"));
            match slot.or_else(|| name.strip_prefix("slot.")) {
                Some(slot) => known.slots.insert(slot.to_owned()),
                None => known.units.insert(number.unwrap_or_default().to_owned()),
            };
        }
        let mut doubts: Vec<String> =
            leaves.iter().filter_map(|(field, test)| known.doubt(field, test)).collect();
        doubts.dedup();
        Ok(doubts)
    }

    /// Returns the names of the fields within fields that the index has.
    fn json_names(&self, snapshot: &tantivy::Searcher) -> Result<BTreeSet<String>> {
        engine::guard(&self.path, || {
            let mut names = BTreeSet::new();
            for segment in snapshot.segment_readers() {
                names.extend(segment.fields_metadata()?.into_iter().map(|it| it.field_name));
            }
            Ok(names)
        })
    }
}

/// Adds the tests of fields in a part of a query.
fn gather<'n>(node: &'n Node, leaves: &mut Vec<(&'n Piece, &'n Test)>) {
    match node {
        Node::All | Node::Leaf { field: None, .. } => {}
        Node::Leaf { field: Some(field), test } => leaves.push((field, test)),
        Node::Not(node) | Node::Boost(node, _) | Node::Group(node) => gather(node, leaves),
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| gather(node, leaves)),
    }
}

impl Known<'_> {
    fn doubt(&self, field: &Piece, test: &Test) -> Option<String> {
        let name = field.text.as_str();
        if name == "language" {
            let (Test::Word(value) | Test::Exact(value) | Test::Phrase { words: value, .. }) = test
            else {
                return None;
            };
            let value = value.text.to_lowercase();
            let what = format!("no article is in the language \"{value}\"");
            let is_known = self.languages.contains(&value);
            return (!is_known).then(|| with_known(&what, "languages", &value, &self.languages));
        }
        if query::knows_kind(name, self.kinds) {
            return None;
        }
        if let Some(slot) = name.strip_prefix("fact.") {
            let is_known = self.slots.iter().any(|known| query::stands_in(known, slot));
            let what = format!("no fact has a slot \"{slot}\"");
            return (!is_known).then(|| with_known(&what, "slots", slot, &self.slots));
        }
        let (kind, unit) = name.rsplit_once('.')?;
        let of_kind = query::unit_key(kind, "");
        if self.units.contains(&query::unit_key(kind, unit)) {
            return None;
        }
        let units = self.units.iter().filter_map(|key| key.strip_prefix(&of_kind));
        let units: BTreeSet<String> = units.map(str::to_owned).collect();
        let what = format!("nothing of the kind {kind} has the unit \"{unit}\"");
        Some(with_known(&what, "units", &unit.to_lowercase(), &units))
    }
}

/// Returns a doubt with the names that there are, the nearest first.
fn with_known(what: &str, noun: &str, name: &str, known: &BTreeSet<String>) -> String {
    let near = query::nearest(name, known.iter().map(String::as_str));
    if !near.is_empty() {
        return format!("{what}; did you mean {}?", near.join(" or "));
    }
    let list: Vec<&str> = known.iter().map(String::as_str).take(LISTED).collect();
    match (list.is_empty(), known.len() > LISTED) {
        (true, _) => format!("{what}; this index has none"),
        (_, false) => format!("{what}; {noun} are {}", list.join(", ")),
        (_, true) => format!("{what}; {noun} are {}, …", list.join(", ")),
    }
}
