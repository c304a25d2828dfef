//! What is known of a word that was met before, packed so that a table of such stays in a near cache. Start at
//! [`KnownWord`].

/// What is known of a word by itself, in eight bytes: 39 bits of the hash of word, shape and setting, its symbol if it
/// stands in no entry of several words in 23, whether it may start one in 1, and whether an expression may match it in
/// 1. With the place in the table, 54 bits of the hash are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct KnownWord(u64);

/// Low bits of [`KnownWord`] that are not of the hash.
const KNOWN_BITS: u32 = 25;

impl KnownWord {
    /// Of no hash; real ones are odd.
    pub(super) const NONE: KnownWord = KnownWord(0);

    /// Returns what is known of the word with this hash.
    pub(super) fn new(hash: u64, symbol: u32, longer: bool, asks: bool) -> KnownWord {
        let flags = u64::from(asks) << 1 | u64::from(longer);
        KnownWord((hash | 1) << KNOWN_BITS | u64::from(symbol) << 2 | flags)
    }

    /// Returns true if it is of the word with this hash.
    #[inline]
    pub(super) fn is(self, hash: u64) -> bool {
        self.0 >> KNOWN_BITS == (hash | 1) & (u64::MAX >> KNOWN_BITS)
    }

    /// Returns its symbol.
    #[inline]
    pub(super) fn symbol(self) -> u32 {
        (self.0 >> 2) as u32 & ((1 << (KNOWN_BITS - 2)) - 1)
    }

    /// Returns true if it may start an entry of several words.
    #[inline]
    pub(super) fn longer(self) -> bool {
        self.0 & 1 == 1
    }

    /// Returns true if an expression may match it.
    #[inline]
    pub(super) fn asks(self) -> bool {
        self.0 & 2 == 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() {
        for (hash, symbol, longer, asks) in [
            (u64::MAX, 0, false, false),
            (0x1234_5678_9abc_def0, (1 << 23) - 1, true, false),
            (1, 70_000, false, true),
            (0, 5, true, true),
        ] {
            let known = KnownWord::new(hash, symbol, longer, asks);
            assert!(known.is(hash) && !known.is(hash ^ 2), "{known:?}");
            assert_eq!((known.symbol(), known.longer(), known.asks()), (symbol, longer, asks));
            assert!(!KnownWord::NONE.is(hash));
        }
    }
}
