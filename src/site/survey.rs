//! Notes of pages, in any order → what their sites have in common. Start at [`Survey::add`].
//!
//! Of each site the pages with the smallest hashes are kept. Which these are does not depend on the order in which
//! pages come, and one more page seldom changes them: what is learnt stays the same as a collection grows.

use std::collections::BTreeMap;

use crate::model::PageNote;
use crate::site::learnt::Learnt;

/// Pages of a site that are compared: enough to tell a quarter of them from a tenth.
const PAGES_OF_A_SITE: usize = 64;

/// Pages kept at most, which bounds memory: about 20 MB with pages of usual length. A thousand sites have room.
const MAX_PAGES: usize = 1 << 16;

/// A sample of pages by site.
#[derive(Debug)]
pub struct Survey {
    /// Site → hash of a page → its note.
    sites: BTreeMap<u64, BTreeMap<u64, PageNote>>,
    /// Pages in `sites`.
    pages: usize,
    max_pages: usize,
    /// Sites whose hash is above are left aside.
    highest: u64,
}

impl Default for Survey {
    fn default() -> Survey {
        Survey::with_room(MAX_PAGES)
    }
}

impl Survey {
    fn with_room(max_pages: usize) -> Survey {
        Survey { sites: BTreeMap::new(), pages: 0, max_pages, highest: u64::MAX }
    }

    /// Takes the note of a page. A page that was seen before counts once.
    pub fn add(&mut self, note: PageNote) {
        if note.site > self.highest {
            return;
        }
        let pages = self.sites.entry(note.site).or_default();
        let before = pages.len();
        pages.insert(hash(&note), note);
        if pages.len() > PAGES_OF_A_SITE {
            pages.pop_last();
        }
        self.pages += pages.len() - before;
        // Halving until there is room gives the same for every order: a half that was too much stays too much.
        while self.pages > self.max_pages {
            self.highest /= 2;
            let left_aside = self.sites.split_off(&(self.highest + 1));
            self.pages -= left_aside.values().map(BTreeMap::len).sum::<usize>();
        }
    }

    /// Returns how many of all sites were left aside for lack of room: none, half of them, three quarters, …
    pub fn share_left_aside(&self) -> f64 {
        1.0 - self.highest as f64 / u64::MAX as f64
    }

    /// Returns what stands on many pages of each site.
    pub fn learn(&self) -> Learnt {
        let sites = self.sites.iter().map(|(&site, pages)| (site, pages.values()));
        sites.collect()
    }
}

/// Returns the hash by which pages are chosen: of all that pages have of their own, and not of what was learnt.
fn hash(note: &PageNote) -> u64 {
    let blocks = note.blocks.iter().map(|block| block.key() | u64::from(block.is_tied()));
    let mut hasher = blake3::Hasher::new();
    for number in [note.site, note.title].into_iter().chain(blocks) {
        hasher.update(&number.to_le_bytes());
    }
    let mut head = [0; 8];
    head.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockNote;

    /// A page of one of some sites, with a block of its own and one that all pages of its site have.
    fn page(number: u64, sites: u64) -> PageNote {
        let site = (number % sites).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let blocks = vec![BlockNote::new(number << 8, false), BlockNote::new(site << 2, false)];
        PageNote { site, title: number, blocks }
    }

    fn survey(pages: impl Iterator<Item = u64>, sites: u64, room: usize) -> Survey {
        let mut survey = Survey::with_room(room);
        pages.for_each(|number| survey.add(page(number, sites)));
        survey
    }

    #[test]
    fn the_order_of_pages_makes_no_difference() {
        for (pages, sites, room) in [(500, 3, 1 << 16), (2_000, 40, 700), (2_000, 2_000, 300)] {
            let forward = survey(0..pages, sites, room);
            let backward = survey((0..pages).rev(), sites, room);
            let shuffled = survey((0..pages).map(|at| at * 7 % pages), sites, room);
            assert!(forward.pages <= room);
            assert_eq!(forward.sites, backward.sites, "{pages} pages of {sites} sites");
            assert_eq!(forward.sites, shuffled.sites, "{pages} pages of {sites} sites");
            assert_eq!(forward.learn(), backward.learn());
            assert_eq!(forward.share_left_aside() > 0.1, room < 1_000);
        }
    }

    #[test]
    fn a_page_that_comes_twice_counts_once() {
        let survey = survey([1, 1, 1].into_iter(), 1, 10);
        assert_eq!(survey.pages, 1);
    }
}
