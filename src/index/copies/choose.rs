//! One pass over what a query finds → which articles stand for their copies.

use std::sync::Arc;

use tantivy::DocId;
use tantivy::Score;
use tantivy::SegmentOrdinal;
use tantivy::SegmentReader;
use tantivy::collector::Collector;
use tantivy::collector::SegmentCollector;
use tantivy::columnar::Column;

use crate::index::copies::groups::Chosen;
use crate::index::copies::groups::Groups;
use crate::index::copies::groups::rank_of;

/// Chooses of each group the first article found.
pub(in crate::index) struct Choose(pub(in crate::index) Arc<Groups>);

impl Collector for Choose {
    type Fruit = Chosen;
    type Child = SegmentChoose;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentChoose> {
        let ranks = segment.fast_fields().column_opt::<u64>("rank")?;
        Ok(SegmentChoose { ranks, groups: Arc::clone(&self.0), found: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<u64>>) -> tantivy::Result<Chosen> {
        let mut chosen = Chosen::new(Arc::clone(&self.0));
        segments.into_iter().flatten().for_each(|rank| chosen.find(rank));
        Ok(chosen)
    }
}

/// Finds, in one segment, the articles that are in a group.
pub(in crate::index) struct SegmentChoose {
    ranks: Option<Column<u64>>,
    groups: Arc<Groups>,
    found: Vec<u64>,
}

impl SegmentCollector for SegmentChoose {
    type Fruit = Vec<u64>;

    fn collect(&mut self, document: DocId, _: Score) {
        let rank = rank_of(self.ranks.as_ref(), document);
        self.found.extend(self.groups.place(rank).map(|_| rank));
    }

    fn harvest(self) -> Vec<u64> {
        self.found
    }
}
