//! Groups of copies, looked up by article; and one article of each for a query.

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::columnar::Column;

/// The group that an article is in, and its place there: 0 is the first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::index) struct Place {
    pub(in crate::index) group: u32,
    pub(in crate::index) place: u32,
}

/// The groups of two articles and more. Articles are known by their rank.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::index) struct Groups {
    /// Group after group, each in the order of appearance.
    members: Vec<u64>,
    /// Where each group starts in `members`.
    starts: Vec<u32>,
    places: FxHashMap<u64, Place>,
}

impl Groups {
    /// Returns the groups with these members.
    pub(super) fn new(groups: impl IntoIterator<Item = Vec<u64>>) -> Groups {
        let mut all = Groups::default();
        for (group, members) in (0..).zip(groups) {
            all.starts.push(all.members.len() as u32);
            let places = (0..).zip(&members).map(|(place, rank)| (*rank, Place { group, place }));
            all.places.extend(places);
            all.members.extend(members);
        }
        all
    }

    /// Returns the number of groups.
    pub(in crate::index) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns the number of articles that are copies of an earlier one.
    pub(in crate::index) fn copies(&self) -> usize {
        self.members.len() - self.starts.len()
    }

    /// Returns the place of an article; `None` if it has no copies.
    pub(in crate::index) fn place(&self, rank: u64) -> Option<Place> {
        self.places.get(&rank).copied()
    }

    /// Returns the members of a group, in the order of appearance.
    pub(in crate::index) fn members(&self, group: u32) -> &[u64] {
        let start = self.starts.get(group as usize).map_or(self.members.len(), |at| *at as usize);
        let end = self.starts.get(group as usize + 1).map_or(self.members.len(), |at| *at as usize);
        self.members.get(start..end).unwrap_or_default()
    }

    /// Returns all groups.
    pub(super) fn all(&self) -> impl Iterator<Item = &[u64]> {
        (0..self.len() as u32).map(|group| self.members(group))
    }
}

/// Of each group the first article that a query finds, and how many others it finds.
#[derive(Debug)]
pub(in crate::index) struct Chosen {
    groups: std::sync::Arc<Groups>,
    /// For each group: place of the first article found, and number of all found.
    found: Vec<(u32, u32)>,
}

impl Chosen {
    /// Returns a choice for which nothing was found yet.
    pub(in crate::index) fn new(groups: std::sync::Arc<Groups>) -> Chosen {
        Chosen { found: vec![(u32::MAX, 0); groups.len()], groups }
    }

    /// Notes that the query finds an article.
    pub(in crate::index) fn find(&mut self, rank: u64) {
        if let Some(Place { group, place }) = self.groups.place(rank) {
            let (first, count) = &mut self.found[group as usize];
            (*first, *count) = (place.min(*first), *count + 1);
        }
    }

    /// Returns true if another article stands for this one.
    pub(in crate::index) fn is_left_out(&self, rank: u64) -> bool {
        let place = self.groups.place(rank);
        place.is_some_and(|Place { group, place }| self.found[group as usize].0 != place)
    }

    /// Returns the number of other articles that this one stands for.
    pub(in crate::index) fn copies(&self, rank: u64) -> u64 {
        let place = self.groups.place(rank);
        place.map_or(0, |place| u64::from(self.found[place.group as usize].1.saturating_sub(1)))
    }

    /// Returns the number of articles that others stand for.
    pub(in crate::index) fn left_out(&self) -> usize {
        self.found.iter().map(|(_, count)| count.saturating_sub(1) as usize).sum()
    }
}

/// Returns the rank of a document.
pub(in crate::index) fn rank_of(ranks: Option<&Column<u64>>, document: DocId) -> u64 {
    ranks.and_then(|column| column.first(document)).unwrap_or_default()
}
