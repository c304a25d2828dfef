//! ASCII words: where one ends, how it is written, and its hash.
//!
//! Start at [`short_word`], which looks at eight bytes together.

use crate::text::fold::hash_ascii;
use crate::text::fold::hash_short;
use crate::text::token::MAX_WORD;

/// A run of ASCII letters and digits.
pub(super) struct Word {
    /// Bytes.
    pub length: usize,
    /// Capital letters among them.
    pub capitals: usize,
    /// Digits among them.
    pub digits: usize,
    /// Hash without regard to case.
    pub key: u64,
}

/// Returns the word that starts here, looked at byte after byte.
pub(super) fn any_word(bytes: &[u8], start: usize) -> Word {
    let rest = &bytes[start..bytes.len().min(start + MAX_WORD)];
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let word = &rest[..length];
    let count = |is: fn(&u8) -> bool| word.iter().filter(|byte| is(byte)).count();
    let (capitals, digits) = (count(u8::is_ascii_uppercase), count(u8::is_ascii_digit));
    Word { length, capitals, digits, key: hash_ascii(word) }
}

/// One in every byte of a number.
const ONES: u64 = 0x0101_0101_0101_0101;

/// Returns the word that starts here, if it has fewer than eight bytes: most have. All its bytes are looked at together.
#[inline]
pub(super) fn short_word(bytes: &[u8], start: usize) -> Option<Word> {
    let eight = u64::from_le_bytes(*bytes.get(start..)?.first_chunk::<8>()?);
    // In each byte the highest bit tells. Sums of seven bits do not reach into the next byte.
    let seven = eight & (ONES * 0x7f);
    let within = |bytes: u64, low: u8, high: u8| {
        let (from, past) = (ONES * u64::from(0x80 - low), ONES * u64::from(0x7f - high));
        (bytes + from) & !(bytes + past)
    };
    let ascii = !eight & (ONES * 0x80);
    let letters = within(seven | (ONES * 0x20), b'a', b'z') & ascii;
    let digits = within(seven, b'0', b'9') & ascii;
    let ends = !(letters | digits) & (ONES * 0x80);
    if ends == 0 {
        return None;
    }
    let length = ends.trailing_zeros() as usize / 8;
    let word = (1 << (8 * length)) - 1;
    let capitals = letters & (!eight << 2) & word;
    Some(Word {
        length,
        capitals: capitals.count_ones() as usize,
        digits: (digits & word).count_ones() as usize,
        key: hash_short(eight & word, length),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_are_seen_as_any_others() {
        let ends = ["", " ", ".", "-", "'", "\u{e9}", "@", "[", "`", "{", "/", ":", "\u{7f}", "\0"];
        let words =
            ["a", "Z", "az", "McA", "NHS", "x9z", "Aa0Zz9", "seven77", "eight888", "ninechars"];
        for word in words {
            for end in ends {
                let text = format!("{word}{end}            ");
                let slow = any_word(text.as_bytes(), 0);
                let Some(fast) = short_word(text.as_bytes(), 0) else {
                    assert!(word.len() > 7, "{text:?}");
                    continue;
                };
                let all = |word: &Word| (word.length, word.capitals, word.digits, word.key);
                assert_eq!(all(&fast), all(&slow), "{text:?}");
            }
        }
    }
}
