//! A sample of the pages of each site → the blocks that are boilerplate there. Start at [`Learnt`].

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::model::BlockNote;
use crate::model::PageNote;

/// Stories on which a block must stand. Two may quote each other.
const MIN_STORIES: u32 = 3;

/// One in how many stories of a site a block must stand. Sentences that reporters use again and again stand in fewer.
const MAX_STORIES_FOR_ONE: u32 = 4;

/// What was learnt: for each site the blocks that are no part of its stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learnt {
    sites: BTreeMap<u64, FxHashSet<u64>>,
}

impl Learnt {
    /// Returns true if a block is boilerplate on its page. What speaks of the title never is.
    pub fn has(&self, site: u64, block: BlockNote) -> bool {
        let of_site = self.sites.get(&site);
        !block.is_tied() && of_site.is_some_and(|blocks| blocks.contains(&block.key()))
    }

    /// Returns true if a page that was read with other knowledge would be read as before.
    pub fn agrees(&self, note: &PageNote) -> bool {
        note.blocks.iter().all(|&block| block.is_learnt() == self.has(note.site, block))
    }

    /// Returns the number of blocks, and of the sites that have any.
    pub fn counts(&self) -> (usize, usize) {
        (self.sites.values().map(FxHashSet::len).sum(), self.sites.len())
    }
}

impl<'n, P: Iterator<Item = &'n PageNote>> FromIterator<(u64, P)> for Learnt {
    fn from_iter<I: IntoIterator<Item = (u64, P)>>(sites: I) -> Learnt {
        let learnt = sites.into_iter().map(|(site, pages)| (site, boilerplate(pages)));
        Learnt { sites: learnt.filter(|(_, blocks)| !blocks.is_empty()).collect() }
    }
}

/// Returns the keys of the blocks that stand on many pages of a site.
fn boilerplate<'n>(pages: impl Iterator<Item = &'n PageNote>) -> FxHashSet<u64> {
    let (mut titles, mut told) = (FxHashSet::default(), FxHashSet::default());
    let mut votes: FxHashMap<u64, u32> = FxHashMap::default();
    let mut stories = 0;
    for page in pages {
        // A copy of a story, an older or a longer one too, has all its blocks in common with it and teaches nothing.
        let (tied, others): (Vec<BlockNote>, Vec<BlockNote>) =
            page.blocks.iter().copied().partition(|block| block.is_tied());
        let is_copy =
            titles.contains(&page.title) || tied.iter().any(|block| told.contains(&block.key()));
        if is_copy {
            continue;
        }
        titles.insert(page.title);
        told.extend(tied.iter().map(|block| block.key()));
        let distinct: FxHashSet<u64> = others.iter().map(|block| block.key()).collect();
        distinct.into_iter().for_each(|key| *votes.entry(key).or_default() += 1);
        stories += 1;
    }
    let is_boilerplate =
        |count: u32| count >= MIN_STORIES && count * MAX_STORIES_FOR_ONE >= stories;
    votes.into_iter().filter(|&(_, count)| is_boilerplate(count)).map(|(key, _)| key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIED: bool = true;
    const FREE: bool = false;

    fn pages(pages: &[(u64, &[(u64, bool)])]) -> Learnt {
        let note = |(title, blocks): &(u64, &[(u64, bool)])| {
            let blocks = blocks.iter().map(|&(key, tied)| BlockNote::new(key << 2, tied)).collect();
            PageNote { site: 1, title: *title, blocks }
        };
        let notes: Vec<PageNote> = pages.iter().map(note).collect();
        [(1, notes.iter())].into_iter().collect()
    }

    #[track_caller]
    fn check(given: &[(u64, &[(u64, bool)])], expected: &[u64]) {
        let mut found: Vec<u64> =
            pages(given).sites.into_values().flatten().map(|key| key >> 2).collect();
        found.sort_unstable();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_stands_on_many_pages_is_learnt() {
        let page = |title| (title, &[(9, FREE)][..]);
        check(&[page(1), page(2), page(3)], &[9]);
        check(&[page(1), page(2)], &[]);
        check(&[page(1), page(1), page(2), page(2)], &[]);
        let many: Vec<_> =
            (10..20).map(|title| (title, &[][..])).chain([page(1), page(2), page(3)]).collect();
        check(&many, &[]);
        check(&many[1..], &[9]);
    }

    #[test]
    fn copies_of_a_story_teach_nothing() {
        // Three states of one story, each under another title, and the copy of a paragraph that does not speak of it.
        check(
            &[
                (1, &[(1, TIED), (2, TIED), (9, FREE)]),
                (2, &[(1, TIED), (2, TIED), (3, TIED), (9, FREE)]),
                (3, &[(2, TIED), (4, TIED), (9, FREE)]),
            ],
            &[],
        );
    }

    #[test]
    fn what_speaks_of_the_title_is_part_of_the_story() {
        let learnt = pages(&[(1, &[(9, FREE)]), (2, &[(9, FREE)]), (3, &[(9, FREE)])]);
        assert!(learnt.has(1, BlockNote::new(9 << 2, FREE)));
        assert!(!learnt.has(1, BlockNote::new(9 << 2, TIED)));
        assert!(!learnt.has(2, BlockNote::new(9 << 2, FREE)));
        assert_eq!(learnt.counts(), (1, 1));
    }

    #[test]
    fn pages_read_with_other_knowledge_are_told() {
        let learnt = pages(&[(1, &[(9, FREE)]), (2, &[(9, FREE)]), (3, &[(9, FREE)])]);
        let mut note = PageNote { site: 1, title: 5, blocks: vec![BlockNote::new(9 << 2, FREE)] };
        assert!(!learnt.agrees(&note) && Learnt::default().agrees(&note));
        note.blocks[0].set_learnt(true);
        assert!(learnt.agrees(&note) && !Learnt::default().agrees(&note));
    }
}
