//! One pass over articles → how many name each entity, and how many of these name a certain one too.
//!
//! Reads columns alone. Names count as the aliases have them.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::Score;
use tantivy::SegmentOrdinal;
use tantivy::SegmentReader;
use tantivy::collector::Collector;
use tantivy::collector::SegmentCollector;

use crate::index::alias::View;
use crate::index::collect::Tally;
use crate::index::labels::Keys;
use crate::index::labels::Labels;
use crate::index::query;

/// What to count.
#[derive(Clone)]
pub(super) struct Together {
    /// Kinds of entities.
    pub(super) kinds: Arc<Vec<String>>,
    /// The certain entity: place of its kind, and name.
    pub(super) one: (usize, String),
    pub(super) view: View,
}

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Articles.
    pub(super) total: u64,
    /// Those that name the certain entity.
    pub(super) with: u64,
    /// Name → articles, for each kind.
    pub(super) all: Vec<Tally>,
    /// Name → articles that name the certain entity too, for each kind.
    pub(super) both: Vec<Tally>,
}

/// One kind in one segment.
struct Kind {
    labels: Labels,
    /// Which slots are the certain entity.
    is_one: Vec<bool>,
    all: Vec<u64>,
    both: Vec<u64>,
}

impl Collector for Together {
    type Fruit = Seen;
    type Child = SegmentTogether;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentTogether> {
        let open = |(at, kind): (usize, &String)| {
            let labels = Labels::open(segment, &query::column(kind), &self.view)?;
            let Some(labels) = labels else { return Ok(None) };
            let one = Keys::of(&query::column(kind), &self.view).key(&self.one.1);
            let is_kind = at == self.one.0;
            let is_one = labels.names.keys.iter().map(|key| is_kind && *key == one).collect();
            let zeros = vec![0; labels.len()];
            Ok(Some(Kind { labels, is_one, all: zeros.clone(), both: zeros }))
        };
        let kinds = self.kinds.iter().enumerate().map(open).collect::<tantivy::Result<_>>()?;
        Ok(SegmentTogether { kinds, slots: Vec::new(), total: 0, with: 0 })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<tantivy::Result<Seen>>) -> tantivy::Result<Seen> {
        let none = vec![Tally::default(); self.kinds.len()];
        let mut sum = Seen { all: none.clone(), both: none, ..Seen::default() };
        for segment in segments {
            let segment = segment?;
            sum.total += segment.total;
            sum.with += segment.with;
            add(&mut sum.all, segment.all);
            add(&mut sum.both, segment.both);
        }
        Ok(sum)
    }
}

fn add(sums: &mut [Tally], parts: Vec<Tally>) {
    for (sum, part) in sums.iter_mut().zip(parts) {
        part.into_iter().for_each(|(name, count)| *sum.entry(name).or_default() += count);
    }
}

/// Counts in one segment.
pub(super) struct SegmentTogether {
    kinds: Vec<Option<Kind>>,
    /// Kind and slot of the names of an article.
    slots: Vec<(usize, usize)>,
    total: u64,
    with: u64,
}

impl SegmentCollector for SegmentTogether {
    type Fruit = tantivy::Result<Seen>;

    fn collect(&mut self, document: DocId, _: Score) {
        self.total += 1;
        self.slots.clear();
        let mut is_there = false;
        for (at, kind) in self.kinds.iter_mut().enumerate() {
            let Some(Kind { labels, is_one, all, .. }) = kind else { continue };
            labels.each(document, |slot| {
                all[slot] += 1;
                is_there |= is_one[slot];
                self.slots.push((at, slot));
            });
        }
        if is_there {
            self.with += 1;
            for (at, slot) in &self.slots {
                if let Some(kind) = &mut self.kinds[*at] {
                    kind.both[*slot] += 1;
                }
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Seen> {
        let mut seen = Seen { total: self.total, with: self.with, ..Seen::default() };
        for kind in &self.kinds {
            let (mut all, mut both) = (Tally::default(), Tally::default());
            if let Some(kind) = kind {
                kind.labels.names.all(|slot, name| {
                    for (counts, tally) in [(&kind.all, &mut all), (&kind.both, &mut both)] {
                        if counts[slot] > 0 {
                            *tally.entry(name.to_owned()).or_default() += counts[slot];
                        }
                    }
                })?;
            }
            seen.all.push(all);
            seen.both.push(both);
        }
        Ok(seen)
    }
}

/// Returns the kinds whose things have names.
pub(super) fn named_kinds(kinds: &BTreeSet<String>) -> Vec<String> {
    kinds.iter().filter(|kind| crate::index::alias::is_named(kind)).cloned().collect()
}
