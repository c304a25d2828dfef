//! One pass over the matching articles: how many, the best of them, and counts of their values and days.
//!
//! The order is total (score, then date, then key), so that it does not depend on how the engine has cut its
//! segments, and thus not on the number of threads that wrote them.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;
use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::Score;
use tantivy::SegmentOrdinal;
use tantivy::SegmentReader;
use tantivy::collector::Collector;
use tantivy::collector::SegmentCollector;
use tantivy::columnar::Column;

use crate::index::alias::View;
use crate::index::calendar;
use crate::index::copies::Chosen;
use crate::index::copies::rank_of;
use crate::index::labels::Labels;
use crate::index::tally;
use crate::index::tally::Counted;
use crate::index::tally::Counting;
use crate::model::Order;

/// Candidates kept beyond the wanted ones before the worst are dropped: makes dropping cheap on average.
const SLACK: usize = 1_024;

/// A map with a fixed hash.
pub(super) type Tally = HashMap<String, u64, FxBuildHasher>;

/// What to gather.
#[derive(Clone, Debug)]
pub(super) struct Gather {
    pub(super) order: Order,
    /// Most articles to keep.
    pub(super) keep: usize,
    /// Columns whose values are counted.
    pub(super) columns: Vec<String>,
    /// Most values that are wanted of each; 0 for all. A few more may come.
    pub(super) top: usize,
    /// Whether days are counted.
    pub(super) days: bool,
    /// Under which names labels count.
    pub(super) view: View,
    /// Which articles stand for their copies; these count for nothing then.
    pub(super) chosen: Option<Arc<Chosen>>,
}

impl Gather {
    /// Returns a plan that keeps and counts nothing.
    pub(super) fn none(order: Order) -> Gather {
        let (columns, view) = Default::default();
        Gather { order, keep: 0, columns, top: 0, days: false, view, chosen: None }
    }
}

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) total: usize,
    pub(super) dated: usize,
    /// Best first.
    pub(super) best: Vec<Found>,
    /// One for each column.
    pub(super) tallies: Vec<Tally>,
    pub(super) days: BTreeMap<i64, u64>,
    /// As it was planned.
    pub(super) chosen: Option<Arc<Chosen>>,
}

/// A matching article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) score: Score,
    pub(super) address: DocAddress,
    pub(super) rank: u64,
    published: Option<i64>,
}

impl Found {
    fn compare(&self, other: &Found, order: Order) -> Ordering {
        let dated = other.published.is_some().cmp(&self.published.is_some());
        let first = match order {
            Order::Relevance => other
                .score
                .total_cmp(&self.score)
                .then(dated)
                .then(other.published.cmp(&self.published)),
            Order::Newest => dated.then(other.published.cmp(&self.published)),
            Order::Oldest => dated.then(self.published.cmp(&other.published)),
        };
        first.then(self.rank.cmp(&other.rank)).then(self.address.cmp(&other.address))
    }
}

/// Keeps the best `keep` of `found`, in order.
fn keep_best(found: &mut Vec<Found>, keep: usize, order: Order) {
    if keep == 0 {
        return found.clear();
    }
    if found.len() > keep {
        found.select_nth_unstable_by(keep - 1, |left, right| left.compare(right, order));
        found.truncate(keep);
    }
}

impl Collector for Gather {
    type Fruit = Gathered;
    type Child = SegmentGather;

    fn for_segment(
        &self,
        ordinal: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentGather> {
        let fast = segment.fast_fields();
        let labels = self.columns.iter().map(|column| {
            let labels = Labels::open(segment, column, &self.view)?;
            Ok(labels.map(Counting::new))
        });
        Ok(SegmentGather {
            plan: self.clone(),
            ordinal,
            published: fast.column_opt::<i64>("published")?,
            rank: fast.column_opt::<u64>("rank")?,
            labels: labels.collect::<tantivy::Result<_>>()?,
            total: 0,
            dated: 0,
            best: Vec::new(),
            days: HashMap::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance && self.keep > 0
    }

    fn merge_fruits(&self, segments: Vec<Part>) -> tantivy::Result<Gathered> {
        let mut all = Gathered { chosen: self.chosen.clone(), ..Gathered::default() };
        let mut columns: Vec<Vec<Counted>> = self.columns.iter().map(|_| Vec::new()).collect();
        for segment in segments {
            all.total += segment.total;
            all.dated += segment.dated;
            all.best.extend(segment.best);
            for (column, part) in columns.iter_mut().zip(segment.counted) {
                column.extend(part);
            }
            segment
                .days
                .into_iter()
                .for_each(|(day, count)| *all.days.entry(day).or_default() += count);
        }
        keep_best(&mut all.best, self.keep, self.order);
        all.best.sort_unstable_by(|left, right| left.compare(right, self.order));
        let tallies = columns.iter().map(|column| tally::sum(column, self.top));
        all.tallies = tallies.collect::<tantivy::Result<_>>()?;
        Ok(all)
    }
}

/// What was gathered in one segment.
pub(super) struct Part {
    total: usize,
    dated: usize,
    best: Vec<Found>,
    counted: Vec<Option<Counted>>,
    days: HashMap<i64, u64, FxBuildHasher>,
}

/// Gathers in one segment.
pub(super) struct SegmentGather {
    plan: Gather,
    ordinal: SegmentOrdinal,
    published: Option<Column<i64>>,
    rank: Option<Column<u64>>,
    labels: Vec<Option<Counting>>,
    total: usize,
    dated: usize,
    best: Vec<Found>,
    days: HashMap<i64, u64, FxBuildHasher>,
}

impl SegmentCollector for SegmentGather {
    type Fruit = Part;

    fn collect(&mut self, document: DocId, score: Score) {
        let rank = rank_of(self.rank.as_ref(), document);
        if self.plan.chosen.as_ref().is_some_and(|chosen| chosen.is_left_out(rank)) {
            return;
        }
        self.total += 1;
        let published = self.published.as_ref().and_then(|column| column.first(document));
        self.dated += usize::from(published.is_some());
        if let Some(moment) = published.filter(|_| self.plan.days) {
            *self.days.entry(calendar::day_of(moment)).or_default() += 1;
        }
        for labels in self.labels.iter_mut().flatten() {
            labels.count(document);
        }
        if self.plan.keep > 0 {
            self.best.push(Found {
                score,
                address: DocAddress::new(self.ordinal, document),
                rank,
                published,
            });
            if self.best.len() >= self.plan.keep.saturating_mul(2).saturating_add(SLACK) {
                keep_best(&mut self.best, self.plan.keep, self.plan.order);
            }
        }
    }

    fn harvest(mut self) -> Part {
        keep_best(&mut self.best, self.plan.keep, self.plan.order);
        let counted = self.labels.into_iter().map(|labels| labels.map(Counting::finish));
        Part {
            total: self.total,
            dated: self.dated,
            best: self.best,
            counted: counted.collect(),
            days: self.days,
        }
    }
}
