//! ASCII words: where one ends, how it is written, and its hash.
//!
//! Eight bytes are looked at together. Start at [`ascii_word`].

use crate::text::fold::hash_ascii;
use crate::text::fold::hash_long;
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

/// Returns the word that starts here.
#[inline]
pub(super) fn ascii_word(bytes: &[u8], start: usize) -> Word {
    short_word(bytes, start).unwrap_or_else(|| any_word(bytes, start))
}

/// Returns the word that starts here, eight bytes after eight bytes.
fn any_word(bytes: &[u8], start: usize) -> Word {
    let rest = &bytes[start..bytes.len().min(start + MAX_WORD)];
    let (mut length, mut capitals, mut digits) = (0, 0, 0);
    while let Some(chunk) = rest.get(length..).filter(|rest| !rest.is_empty()) {
        let mut eight = [0; 8];
        let taken = chunk.len().min(8);
        eight[..taken].copy_from_slice(&chunk[..taken]);
        let part = Part::of(u64::from_le_bytes(eight));
        length += part.length;
        capitals += count(part.capitals);
        digits += count(part.digits);
        if part.length < 8 {
            break;
        }
    }
    Word { length, capitals, digits, key: hash_ascii(&rest[..length]) }
}

/// One in every byte of a number.
const ONES: u64 = 0x0101_0101_0101_0101;

/// What eight bytes begin with: a word, or eight bytes of one. In each byte the highest bit tells.
struct Part {
    length: usize,
    capitals: u64,
    digits: u64,
    /// Bits of the bytes of the word.
    mask: u64,
}

impl Part {
    /// Looks at eight bytes, the first lowest; all of them together.
    #[inline]
    fn of(eight: u64) -> Part {
        // Sums of seven bits do not reach into the next byte.
        let seven = eight & (ONES * 0x7f);
        let within = |bytes: u64, low: u8, high: u8| {
            let (from, past) = (ONES * u64::from(0x80 - low), ONES * u64::from(0x7f - high));
            (bytes + from) & !(bytes + past)
        };
        let ascii = !eight & (ONES * 0x80);
        let letters = within(seven | (ONES * 0x20), b'a', b'z') & ascii;
        let digits = within(seven, b'0', b'9') & ascii;
        let ends = !(letters | digits) & (ONES * 0x80);
        // All bits below those of the first byte that is of no word.
        let mask = if ends == 0 { u64::MAX } else { (ends & ends.wrapping_neg()) / 0x80 - 1 };
        Part {
            length: if ends == 0 { 8 } else { ends.trailing_zeros() as usize / 8 },
            capitals: letters & (!eight << 2) & mask,
            digits: digits & mask,
            mask,
        }
    }
}

/// Returns how many of the highest bits of the bytes are set, of which no other is.
#[inline]
fn count(tells: u64) -> usize {
    ((tells >> 7).wrapping_mul(ONES) >> 56) as usize
}

/// Returns the word that starts here, if it has fewer than sixteen bytes and as many follow: nearly all.
#[inline]
fn short_word(bytes: &[u8], start: usize) -> Option<Word> {
    let chunk =
        |from: usize| bytes.get(from..)?.first_chunk::<8>().map(|chunk| u64::from_le_bytes(*chunk));
    let eight = chunk(start)?;
    let first = Part::of(eight);
    if first.length < 8 {
        return Some(Word {
            length: first.length,
            capitals: count(first.capitals),
            digits: count(first.digits),
            key: hash_short(eight & first.mask, first.length),
        });
    }
    let more = chunk(start + 8)?;
    let second = Part::of(more);
    (second.length < 8).then(|| Word {
        length: 8 + second.length,
        capitals: count(first.capitals) + count(second.capitals),
        digits: count(first.digits) + count(second.digits),
        key: hash_long(eight, more & second.mask, 8 + second.length),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word, looked at byte after byte.
    fn plain_word(bytes: &[u8]) -> Word {
        let length = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let word = &bytes[..length.min(MAX_WORD)];
        let count = |is: fn(&u8) -> bool| word.iter().filter(|byte| is(byte)).count();
        let (capitals, digits) = (count(u8::is_ascii_uppercase), count(u8::is_ascii_digit));
        Word { length: word.len(), capitals, digits, key: hash_ascii(word) }
    }

    #[test]
    fn words_are_seen_as_byte_after_byte() {
        let ends = ["", " ", ".", "-", "'", "\u{e9}", "@", "[", "`", "{", "/", ":", "\u{7f}", "\0"];
        let words = [
            "a",
            "Z",
            "az",
            "McA",
            "NHS",
            "x9z",
            "Aa0Zz9",
            "seven77",
            "eight888",
            "nineChars",
            "ThisHas15Bytes0",
            "ThisHas16Bytes00",
            "Hospitalisations",
            "HospitalisationsOf2025",
        ];
        let long = "Ab3".repeat(MAX_WORD);
        for word in words.into_iter().chain([long.as_str()]) {
            for end in ends {
                for after in ["", "            "] {
                    let text = format!("{word}{end}{after}");
                    let all = |word: Word| (word.length, word.capitals, word.digits, word.key);
                    let seen = all(ascii_word(text.as_bytes(), 0));
                    assert_eq!(seen, all(plain_word(text.as_bytes())), "{text:?}");
                }
            }
        }
    }
}
