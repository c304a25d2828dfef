//! What learning keeps of a web page: its site, its title and its blocks, all as hashes.
//!
//! It is plain data with a form in bytes; what it means is told in `site`. Start at [`PageNote`].

/// Bytes of one number.
const WIDTH: usize = 8;

/// A block of a page: the hash of its words, and two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockNote(u64);

impl BlockNote {
    const TIED: u64 = 1;
    const LEARNT: u64 = 2;

    /// Returns the note of a block; `tied` if its words belong to the story of its page.
    pub fn new(hash: u64, tied: bool) -> BlockNote {
        BlockNote(hash & !(Self::TIED | Self::LEARNT) | if tied { Self::TIED } else { 0 })
    }

    /// Returns what blocks of the same words have in common.
    pub fn key(self) -> u64 {
        self.0 & !(Self::TIED | Self::LEARNT)
    }

    /// Returns true if its words belong to the story of its page.
    pub fn is_tied(self) -> bool {
        self.0 & Self::TIED != 0
    }

    /// Returns true if it counted as boilerplate when its page was read.
    pub fn is_learnt(self) -> bool {
        self.0 & Self::LEARNT != 0
    }

    /// Notes whether it counts as boilerplate.
    pub fn set_learnt(&mut self, learnt: bool) {
        self.0 = self.0 & !Self::LEARNT | if learnt { Self::LEARNT } else { 0 };
    }
}

/// What is kept of a page to compare it with the other pages of its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageNote {
    /// Hash of the site's name.
    pub site: u64,
    /// Hash of the title.
    pub title: u64,
    /// Its blocks, in order.
    pub blocks: Vec<BlockNote>,
}

impl PageNote {
    /// Returns its form in bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let blocks = self.blocks.iter().map(|block| block.0);
        [self.site, self.title].into_iter().chain(blocks).flat_map(u64::to_le_bytes).collect()
    }

    /// Returns the note of a form in bytes, or `None` if it is none.
    pub fn from_bytes(bytes: &[u8]) -> Option<PageNote> {
        let mut numbers = bytes
            .chunks_exact(WIDTH)
            .filter_map(|chunk| chunk.try_into().ok().map(u64::from_le_bytes));
        let (site, title) = (numbers.next()?, numbers.next()?);
        let is_whole = bytes.len().is_multiple_of(WIDTH);
        is_whole.then(|| PageNote { site, title, blocks: numbers.map(BlockNote).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_back() {
        let mut blocks = vec![BlockNote::new(u64::MAX, false), BlockNote::new(7, true)];
        blocks[0].set_learnt(true);
        let note = PageNote { site: 1, title: u64::MAX, blocks };
        let bytes = note.to_bytes();
        assert_eq!(PageNote::from_bytes(&bytes), Some(note));
        assert_eq!(PageNote::from_bytes(&bytes[1..]), None);
        assert_eq!(PageNote::from_bytes(&[]), None);
    }

    #[test]
    fn marks_are_no_part_of_the_key() {
        let mut block = BlockNote::new(12, true);
        block.set_learnt(true);
        assert_eq!((block.key(), block.is_tied(), block.is_learnt()), (12, true, true));
        block.set_learnt(false);
        assert_eq!(block, BlockNote::new(15, true));
    }
}
