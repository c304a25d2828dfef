//! Texts under 64-bit keys: canonical names, and what lists say of them.
//!
//! Those of a cache lie as they do in its file, and are looked up there, so that nothing is built at start. Start at
//! [`Keyed::get`].

use rustc_hash::FxHashMap;

/// Keys around the likely place that are looked at first: two lines of a near cache.
const FIRST_STEP: usize = 16;

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
        self.set.get(&key).map(String::as_str).or_else(|| self.near(key))
    }

    /// Looks where the key should be, as keys are spread evenly, then further and further around.
    fn near(&self, key: u64) -> Option<&str> {
        let count = self.keys.len();
        let guess = ((u128::from(key) * count as u128) >> 64) as usize;
        let (mut low, mut high, mut step) = (guess, guess, FIRST_STEP);
        while low > 0 && self.keys[low] > key || high < count && self.keys[high] < key {
            (low, high, step) = (low.saturating_sub(step), (high + step).min(count), step * 2);
        }
        let at = low + self.keys[low..count.min(high + 1)].binary_search(&key).ok()?;
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
        assert_eq!(Keyed::default().get(7), None);
        let mut many = Keyed::default();
        let key = |number: u64| (number + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (0..1000).for_each(|number| many.set(key(number), number.to_string()));
        let [index, pool] = many.to_sections();
        let copy = Keyed::from_sections([&index, &pool]).expect("sound bytes");
        assert!((0..1000).all(|number| copy.get(key(number)) == Some(number.to_string().as_str())));
        assert!((1000..2000).all(|number| copy.get(key(number)).is_none()));
        assert!(!copy.is_empty() && Keyed::default().is_empty());
        assert!(Keyed::from_sections([&[], &[0xff]]).is_none());
    }
}
