//! Counts of slots, segment by segment → counts of names; of the most frequent ones alone, where more are not wanted.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use tantivy::DocId;

use crate::index::collect::Tally;
use crate::index::labels::Key;
use crate::index::labels::Labels;
use crate::index::labels::Names;

/// A column of labels with the number of articles in each slot.
pub(super) struct Counting {
    labels: Labels,
    counts: Vec<u64>,
}

impl Counting {
    pub(super) fn new(labels: Labels) -> Counting {
        Counting { counts: vec![0; labels.len()], labels }
    }

    pub(super) fn count(&mut self, document: DocId) {
        let Counting { labels, counts } = self;
        labels.each(document, |slot| counts[slot] += 1);
    }

    pub(super) fn finish(self) -> Counted {
        Counted { names: self.labels.names, counts: self.counts }
    }
}

/// What one segment gave for a column.
pub(super) struct Counted {
    names: Names,
    counts: Vec<u64>,
}

/// Returns the counts of the names of all segments; with `top`, only of the names that may be among the first so many.
pub(super) fn sum(parts: &[Counted], top: usize) -> tantivy::Result<Tally> {
    let least = if top == 0 { None } else { Some(Least::new(parts, top)) };
    let mut tally = Tally::default();
    for Counted { names, counts } in parts {
        let mut add = |slot: usize, name: &str| {
            if counts[slot] > 0 {
                *tally.entry(name.to_owned()).or_default() += counts[slot];
            }
        };
        match &least {
            None => names.all(add)?,
            Some(least) => {
                names.each(|slot| counts[slot] > 0 && least.is_met(names.keys[slot]), &mut add)?;
            }
        }
    }
    Ok(tally)
}

/// The count that a name needs to be shown.
struct Least {
    sums: FxHashMap<Key, u64>,
    count: u64,
}

impl Least {
    fn new(parts: &[Counted], top: usize) -> Least {
        let mut sums: FxHashMap<Key, u64> = FxHashMap::default();
        for Counted { names, counts } in parts {
            for (key, count) in names.keys.iter().zip(counts).filter(|(_, count)| **count > 0) {
                *sums.entry(*key).or_default() += count;
            }
        }
        let mut counts: Vec<u64> = sums.values().copied().collect();
        let count = match counts.len() > top {
            true => *counts.select_nth_unstable_by_key(top - 1, |count| Reverse(*count)).1,
            false => 0,
        };
        Least { sums, count }
    }

    fn is_met(&self, key: Key) -> bool {
        self.sums.get(&key).is_some_and(|sum| *sum >= self.count)
    }
}
