//! Short forms of given names → the full names that they commonly stand for.
//!
//! Start at [`full_names`]; the list is `lexicon/nicknames.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold::hash_word;

/// Hash of a short form → the full names.
static NICKNAMES: LazyLock<FxHashMap<u64, Vec<&str>>> = LazyLock::new(|| {
    let rows = include_str!("../lexicon/nicknames.tsv").lines().skip(2);
    let rows = rows.filter_map(|line| line.split_once('\t'));
    rows.map(|(short, full)| (hash_word(short), full.split(',').collect())).collect()
});

/// Returns the full names, in small letters, of the short form with this hash; see [`hash_word`].
pub fn full_names(short: u64) -> &'static [&'static str] {
    NICKNAMES.get(&short).map_or(&[], Vec::as_slice)
}
