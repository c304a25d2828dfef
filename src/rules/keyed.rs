//! Texts under 64-bit keys: canonical names, and what lists say of them.
//!
//! Those of a cache lie as they do in its file and are found by halving, so that nothing is built at start. Start at
//! [`Keyed::get`].

use rustc_hash::FxHashMap;

/// Texts by key.
#[derive(Debug, Default)]
pub(super) struct Keyed {
    /// Those that were set one by one.
    set: FxHashMap<u64, String>,
    /// Keys of the others, in order.
    keys: Vec<u64>,
    /// Where the text of each of these ends in the pool.
    ends: Vec<u32>,
    pool: String,
}

impl Keyed {
    /// Gives a key its text, in place of one that it has.
    pub(super) fn set(&mut self, key: u64, text: String) {
        self.set.insert(key, text);
    }

    /// Returns the text of a key.
    pub(super) fn get(&self, key: u64) -> Option<&str> {
        self.set.get(&key).map(String::as_str).or_else(|| self.halve(key))
    }

    fn halve(&self, key: u64) -> Option<&str> {
        let at = self.keys.binary_search(&key).ok()?;
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.pool.get(start as usize..*self.ends.get(at)? as usize)
    }

    /// Returns true if there is no text.
    pub(super) fn is_empty(&self) -> bool {
        self.set.is_empty() && self.keys.is_empty()
    }

    /// Returns what was set as bytes: keys and ends, little-endian, and the pool.
    pub(super) fn to_sections(&self) -> [Vec<u8>; 2] {
        let mut sorted: Vec<_> = self.set.iter().collect();
        sorted.sort_unstable();
        let mut pool = Vec::new();
        let ends = sorted.iter().map(|(_, text)| {
            pool.extend_from_slice(text.as_bytes());
            pool.len() as u32
        });
        let ends: Vec<u8> = ends.flat_map(u32::to_le_bytes).collect();
        let mut index: Vec<u8> = sorted.iter().flat_map(|(key, _)| key.to_le_bytes()).collect();
        index.extend(ends);
        [index, pool]
    }

    /// Returns the texts of [`Keyed::to_sections`]; `None` if the bytes cannot be such.
    pub(super) fn from_sections([index, pool]: [&[u8]; 2]) -> Option<Keyed> {
        let (keys, ends) = index.split_at_checked(index.len() / 12 * 8)?;
        let key = |bytes: &[u8]| bytes.try_into().map(u64::from_le_bytes).unwrap_or(0);
        let end = |bytes: &[u8]| bytes.try_into().map(u32::from_le_bytes).unwrap_or(0);
        Some(Keyed {
            set: FxHashMap::default(),
            keys: keys.chunks_exact(8).map(key).collect(),
            ends: ends.chunks_exact(4).map(end).collect(),
            pool: String::from_utf8(pool.to_vec()).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_as_they_were_given() {
        let given = [(7, "Zoë"), (3, ""), (u64::MAX, "Anna Berg"), (9, "Oslo")];
        let mut texts = Keyed::default();
        given.iter().for_each(|(key, text)| texts.set(*key, (*text).to_owned()));
        let [index, pool] = texts.to_sections();
        let copy = Keyed::from_sections([&index, &pool]).expect("sound bytes");
        for (key, text) in given {
            assert_eq!((texts.get(key), copy.get(key)), (Some(text), Some(text)));
        }
        assert_eq!(copy.get(8), None);
        assert!(!copy.is_empty() && Keyed::default().is_empty());
        assert!(Keyed::from_sections([&[], &[0xff]]).is_none());
    }
}
