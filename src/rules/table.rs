//! The hash table behind all lists: from the hash of a word, or of a sequence of words, to the classes it is in.
//!
//! The build script fills one with the shipped lists and writes it as bytes; at start the bytes are copied, never
//! parsed, and the lists of the rule files are added. Start at [`PhraseTable::get`].

use crate::text::fold::hash_next;
use crate::text::fold::hash_word;

/// Returns the key of the canonical name that words with this hash have as mentions of a kind: Apple the organisation
/// is no ship of that name.
pub(super) fn name_key(kind: &str, words: u64) -> u64 {
    hash_next(hash_word(kind), words)
}

/// What is known of a sequence of words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Index of the class list; 0 is the empty list.
    pub payload: u32,
    /// Some longer sequence begins with this one.
    pub longer: bool,
}

/// Open addressing over 64-bit slots: 40 bits of the hash, 23 bits of payload, 1 bit "longer". 0 is an empty slot.
///
/// Words are not stored: among a million words not in any list, one in a million is taken for a listed one.
#[derive(Clone, Debug)]
pub(super) struct PhraseTable {
    slots: Vec<u64>,
    used: usize,
}

/// Bits of a slot that hold payload and "longer".
const VALUE_BITS: u32 = 24;

/// Largest payload that fits.
pub(super) const MAX_PAYLOAD: u32 = (1 << (VALUE_BITS - 1)) - 1;

impl PhraseTable {
    /// Returns an empty table with room for `count` entries.
    pub(super) fn with_room_for(count: usize) -> PhraseTable {
        PhraseTable { slots: vec![0; (count * 2).next_power_of_two().max(64)], used: 0 }
    }

    /// Returns the table written by [`PhraseTable::to_bytes`]; a length that is no power of two gives an empty one.
    pub(super) fn from_bytes(bytes: &[u8]) -> PhraseTable {
        let slot = |chunk: &[u8]| chunk.try_into().map(u64::from_le_bytes).unwrap_or(0);
        let slots: Vec<u64> = bytes.chunks_exact(8).map(slot).collect();
        if !slots.len().is_power_of_two() {
            return PhraseTable::with_room_for(0);
        }
        let used = slots.iter().filter(|slot| **slot != 0).count();
        PhraseTable { slots, used }
    }

    /// Returns the slots, little-endian.
    #[allow(dead_code, reason = "the build script calls it")]
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
    }

    /// Returns what is known of the sequence with this hash.
    #[inline]
    pub(super) fn get(&self, hash: u64) -> Option<Entry> {
        let slot = self.slots[self.find(hash)];
        (slot != 0).then(|| unpack(slot))
    }

    /// Sets what is known of the sequence with this hash.
    pub(super) fn set(&mut self, hash: u64, entry: Entry) {
        if (self.used + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let at = self.find(hash);
        self.used += usize::from(self.slots[at] == 0);
        self.slots[at] = pack(hash, entry);
    }

    /// The slot of the hash, or the empty slot where it belongs.
    #[inline]
    fn find(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let tag = hash >> VALUE_BITS;
        let mut at = home(tag) & mask;
        while self.slots[at] != 0 && self.slots[at] >> VALUE_BITS != tag {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let mut larger = PhraseTable { slots: vec![0; self.slots.len() * 2], used: self.used };
        let mask = larger.slots.len() - 1;
        for slot in self.slots.iter().filter(|slot| **slot != 0) {
            let mut at = home(slot >> VALUE_BITS) & mask;
            while larger.slots[at] != 0 {
                at = (at + 1) & mask;
            }
            larger.slots[at] = *slot;
        }
        *self = larger;
    }
}

/// Tells most word sequences that no list has, without the table, which is too large for a near cache.
#[derive(Clone, Debug)]
pub(super) struct SequenceFilter {
    bits: Vec<u64>,
}

/// Words of the filter for the shipped lists, as a power of two: 128 KB, of which a fifth is set.
const FILTER_WORDS: u32 = 14;

/// Most words of a filter, as a power of two: 8 MB, beyond which it is no better than the table.
const MAX_FILTER_WORDS: u32 = 20;

/// Bits of the filter for each sequence: at eight, one of sixteen that are in no list gets through.
const BITS_PER_SEQUENCE: usize = 8;

impl Default for SequenceFilter {
    fn default() -> SequenceFilter {
        SequenceFilter { bits: vec![0; 1 << FILTER_WORDS] }
    }
}

impl SequenceFilter {
    /// Returns the filter whose words are these bytes; bytes of another length give one that lets everything through.
    pub(super) fn from_bytes(bytes: &[u8]) -> SequenceFilter {
        let word = |chunk: &[u8]| chunk.try_into().map(u64::from_le_bytes).unwrap_or(u64::MAX);
        let bits: Vec<u64> = bytes.chunks_exact(8).map(word).collect();
        let sizes = 1 << FILTER_WORDS..=1 << MAX_FILTER_WORDS;
        match bits.len().is_power_of_two() && sizes.contains(&bits.len()) {
            true => SequenceFilter { bits },
            false => SequenceFilter { bits: vec![u64::MAX; 1 << FILTER_WORDS] },
        }
    }

    /// Returns the words of the filter, little-endian.
    #[allow(dead_code, reason = "the build script calls it")]
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.bits.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// Makes room for so many sequences more. What was set stays so: each word is there several times then, once for
    /// each value of the bits of the hash that now count as well.
    #[allow(dead_code, reason = "the build script has a fixed size")]
    pub(super) fn make_room_for(&mut self, count: usize) {
        let wanted =
            (count * BITS_PER_SEQUENCE / 64).next_power_of_two().min(1 << MAX_FILTER_WORDS);
        while self.bits.len() < wanted {
            self.bits = self.bits.iter().flat_map(|word| [*word, *word]).collect();
        }
    }

    /// Lets the sequence with this hash through.
    pub(super) fn set(&mut self, hash: u64) {
        let (word, bits) = self.place(hash);
        self.bits[word] |= bits;
    }

    /// Returns false if no sequence with this hash was set.
    #[inline]
    pub(super) fn may_have(&self, hash: u64) -> bool {
        let (word, bits) = self.place(hash);
        self.bits[word] & bits == bits
    }

    /// The word of the filter and the two bits in it that stand for a hash.
    #[inline]
    fn place(&self, hash: u64) -> (usize, u64) {
        let word = hash >> (64 - self.bits.len().trailing_zeros());
        (word as usize, 1 << (hash >> 44 & 63) | 1 << (hash >> 8 & 63))
    }
}

/// First slot to look at. From the tag alone, so that growing needs nothing but the slots.
#[inline]
fn home(tag: u64) -> usize {
    (tag.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

fn pack(hash: u64, entry: Entry) -> u64 {
    let value = (u64::from(entry.payload.min(MAX_PAYLOAD)) << 1) | u64::from(entry.longer);
    let slot = (hash >> VALUE_BITS << VALUE_BITS) | value;
    // An entry with nothing in it still has to be told from an empty slot.
    if slot == 0 { 1 << VALUE_BITS } else { slot }
}

fn unpack(slot: u64) -> Entry {
    let value = slot & ((1 << VALUE_BITS) - 1);
    Entry { payload: (value >> 1) as u32, longer: value & 1 == 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_found_again() {
        let mut table = PhraseTable::with_room_for(4);
        let hash = |number: u64| (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for number in 0..1000 {
            table.set(hash(number), Entry { payload: number as u32, longer: number % 3 == 0 });
        }
        let copy = PhraseTable::from_bytes(&table.to_bytes());
        for number in 0..1000 {
            let entry = Entry { payload: number as u32, longer: number % 3 == 0 };
            assert_eq!(table.get(hash(number)), Some(entry));
            assert_eq!(copy.get(hash(number)), Some(entry));
        }
        assert_eq!(table.get(hash(5000)), None);
    }

    #[test]
    fn the_filter_lets_through_what_was_set() {
        let mut filter = SequenceFilter::default();
        let hash = |number: u64| (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (0..1000).for_each(|number| filter.set(hash(number)));
        let copy = SequenceFilter::from_bytes(&filter.to_bytes());
        assert!(
            (0..1000).all(|number| filter.may_have(hash(number)) && copy.may_have(hash(number)))
        );
        assert!((5000..6000).filter(|number| copy.may_have(hash(*number))).count() < 100);
        filter.make_room_for(1_000_000);
        (2000..3000).for_each(|number| filter.set(hash(number)));
        assert!((0..1000).chain(2000..3000).all(|number| filter.may_have(hash(number))));
        assert!((5000..6000).filter(|number| filter.may_have(hash(*number))).count() < 100);
    }
}
