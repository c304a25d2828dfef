//! The word lists compiled by the build script: bytes that are used as they lie, never parsed.
//!
//! Start at [`section`].

/// The shipped lists; layout in `build.rs`.
static SHIPPED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// Number of sections in [`SHIPPED`].
const SECTIONS: usize = 8;

/// Returns the canonical name with this key: binary search among the sorted keys.
pub(super) fn name(wanted: u64) -> Option<&'static str> {
    let (keys, places, pool) = (section(4), section(5), section(6));
    let key = |at: usize| keys[at * 8..at * 8 + 8].try_into().map(u64::from_le_bytes).unwrap_or(0);
    let (mut low, mut high) = (0, keys.len() / 8);
    while low < high {
        let middle = (low + high) / 2;
        if key(middle) < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if low * 8 >= keys.len() || key(low) != wanted {
        return None;
    }
    let place = |at: usize| read_u32(&places[at * 4..at * 4 + 4]) as usize;
    std::str::from_utf8(&pool[place(low)..place(low + 1)]).ok()
}

/// Returns a little-endian number; 0 for another number of bytes.
pub(super) fn read_u32(bytes: &[u8]) -> u32 {
    bytes.try_into().map(u32::from_le_bytes).unwrap_or(0)
}

/// Returns one section of the shipped lists.
pub(super) fn section(number: usize) -> &'static [u8] {
    let length = |at: usize| read_u32(&SHIPPED[at * 4..at * 4 + 4]) as usize;
    let start = SECTIONS * 4 + (0..number).map(length).sum::<usize>();
    &SHIPPED[start..start + length(number)]
}
