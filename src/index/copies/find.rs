//! Sketches, in the order in which their articles appeared → which is a copy of which.
//!
//! An article is a copy of the earlier one that it has most in common with; a group is what hangs together so. A digest
//! of three stories thus joins one group and does not make the three one. The outcome follows from the sketches and
//! their order alone. Nothing is quadratic: of a run that many articles share only the first and the last few are looked
//! at, and of those only the likeliest compared. Start at [`parents`].

use rustc_hash::FxHashMap;

use crate::index::copies::sketch::Sketch;

/// Earliest and latest articles with a run that a later one is compared with: a thousand copies of one text cost
/// thousands of comparisons, not a million.
const KEPT_OF_RUN: usize = 16;

/// Most articles that one is compared with, those with most runs in common.
const MOST_COMPARED: usize = 8;

/// The articles with one run.
#[derive(Default)]
struct Bucket {
    first: Vec<u32>,
    /// A ring.
    last: Vec<u32>,
    turn: usize,
}

impl Bucket {
    fn add(&mut self, article: u32) {
        if self.first.len() < KEPT_OF_RUN {
            self.first.push(article);
        } else if self.last.len() < KEPT_OF_RUN {
            self.last.push(article);
        } else {
            self.last[self.turn] = article;
            self.turn = (self.turn + 1) % KEPT_OF_RUN;
        }
    }
}

/// Returns for each sketch the earlier one that it is a copy of.
pub(super) fn parents(sketches: &[Sketch]) -> Vec<Option<u32>> {
    let mut buckets: FxHashMap<u64, Bucket> = FxHashMap::default();
    let mut parents = Vec::with_capacity(sketches.len());
    let mut sharing = Vec::new();
    for (article, sketch) in (0..).zip(sketches) {
        sharing.clear();
        for run in &sketch.long {
            let bucket = buckets.entry(*run).or_default();
            sharing.extend(bucket.first.iter().chain(&bucket.last));
            bucket.add(article);
        }
        parents.push(parent(sketches, sketch, &mut sharing));
    }
    parents
}

/// Returns the likest of the articles that share a run with one; the earliest of equals.
fn parent(sketches: &[Sketch], sketch: &Sketch, sharing: &mut [u32]) -> Option<u32> {
    sharing.sort_unstable();
    let counted = sharing.chunk_by(|one, other| one == other);
    let mut counted: Vec<(usize, u32)> = counted.map(|same| (same.len(), same[0])).collect();
    counted.sort_unstable_by_key(|(shared, article)| (std::cmp::Reverse(*shared), *article));
    let likely = counted.into_iter().take(MOST_COMPARED).filter_map(|(_, article)| {
        let likeness = sketches.get(article as usize)?.likeness(sketch)?;
        Some((std::cmp::Reverse(likeness), article))
    });
    likely.min().map(|(_, article)| article)
}

/// Returns the groups of two and more, each with its first article first, in the order of these.
pub(super) fn groups(parents: &[Option<u32>]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut group_of: Vec<Option<usize>> = vec![None; parents.len()];
    for (article, parent) in parents.iter().enumerate() {
        let Some(parent) = *parent else { continue };
        let group = *group_of[parent as usize].get_or_insert_with(|| {
            groups.push(vec![parent]);
            groups.len() - 1
        });
        group_of[article] = Some(group);
        groups[group].push(article as u32);
    }
    groups.sort_unstable();
    groups
}
