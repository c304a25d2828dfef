//! Words → keys that ignore case and accents, and the hash under which lists are looked up.
//!
//! The build script compiles the word lists with this very file, so that a key is the same on both sides.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Multiplier of the word hash: an odd number with well-spread bits (2^64 divided by the golden ratio).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Bit that separates capital from small ASCII letters; set in digits and the apostrophe already.
const CASE_BITS: u64 = 0x2020_2020_2020_2020;

/// Returns the hash of an ASCII word of letters, digits and apostrophes, ignoring case.
pub fn hash_ascii(word: &[u8]) -> u64 {
    let mut hash = word.len() as u64;
    let mut chunks = word.chunks_exact(8);
    for chunk in &mut chunks {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(chunk);
        hash = step(hash, u64::from_le_bytes(bytes) | CASE_BITS);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let low_first = rest.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte));
        hash = step(hash, low_first | CASE_BITS);
    }
    finish(hash)
}

/// Returns [`hash_ascii`] of a word of up to eight bytes, given as a number: first byte lowest, zeros above the last.
#[inline]
pub(crate) fn hash_short(word: u64, length: usize) -> u64 {
    finish(step(length as u64, word | CASE_BITS))
}

/// Returns [`hash_ascii`] of a word of eight to fifteen bytes, given as its first eight and the rest.
#[inline]
pub(crate) fn hash_long(eight: u64, rest: u64, length: usize) -> u64 {
    let hash = step(length as u64, eight | CASE_BITS);
    finish(if length == 8 { hash } else { step(hash, rest | CASE_BITS) })
}

/// Returns the hash of any word, ignoring case, accents and the shape of apostrophes.
pub fn hash_word(word: &str) -> u64 {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'\'') {
        hash_ascii(word.as_bytes())
    } else {
        hash_ascii(fold(word).as_bytes())
    }
}

/// Returns the hash of a sequence of words whose first words have the hash `before`.
pub fn hash_next(before: u64, word: u64) -> u64 {
    finish(step(before, word))
}

fn step(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(SPREAD)
}

fn finish(hash: u64) -> u64 {
    (hash ^ (hash >> 29)).wrapping_mul(SPREAD) ^ (hash >> 32)
}

/// Returns the word in lower case, without accents, with letters that have no accent-free form spelled out.
///
/// ```
/// assert_eq!(dateline::text::fold::fold("Łódź"), "lodz");
/// assert_eq!(dateline::text::fold::fold("D’Œuvre"), "d'oeuvre");
/// ```
pub fn fold(word: &str) -> String {
    let mut key = String::with_capacity(word.len());
    for letter in
        word.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase)
    {
        match letter {
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' | 'ð' => key.push('d'),
            'ı' => key.push('i'),
            'þ' => key.push_str("th"),
            '’' | 'ʼ' | '‘' => key.push('\''),
            _ if is_combining_mark(letter) => {}
            _ => key.push(letter),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_in_case_or_accents_have_one_hash() {
        let same = [
            ("Streeting", "STREETING"),
            ("Łódź", "lodz"),
            ("O’Brien", "o'brien"),
            ("São", "Sao"),
            ("Müller", "muller"),
        ];
        for (one, other) in same {
            assert_eq!(hash_word(one), hash_word(other), "{one} and {other}");
        }
    }

    #[test]
    fn different_words_have_different_hashes() {
        let words = [
            "a",
            "b",
            "aa",
            "ab",
            "ba",
            "abcdefgh",
            "abcdefghi",
            "abcdefgha",
            "1990",
            "1991",
            "s",
            "'s",
        ];
        for (at, one) in words.iter().enumerate() {
            for other in &words[at + 1..] {
                assert_ne!(hash_word(one), hash_word(other), "{one} and {other}");
            }
        }
        assert_ne!(
            hash_next(hash_word("a"), hash_word("b")),
            hash_next(hash_word("b"), hash_word("a"))
        );
    }
}
