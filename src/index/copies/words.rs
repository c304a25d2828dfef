//! A text → the hashes of its words, in order, for comparing texts letter by letter but not sign by sign.
//!
//! Knows no language: case, accents, the shape of quotation marks, punctuation and the breaks between paragraphs do not
//! count, and nothing is stemmed or left out. Scripts without spaces give one word for each letter. The hashes are the
//! same on every machine. Start at [`each_word`].

use crate::text::fold::fold;
use crate::text::fold::hash_ascii;

/// Longest word in bytes; the rest of a longer one is the next word, so that encoded data costs no more than prose.
const MAX_WORD: usize = 64;

/// Calls `take` with the hash of each word. Linear in the text.
pub(super) fn each_word(text: &str, mut take: impl FnMut(u64)) {
    let mut word: Vec<u8> = Vec::with_capacity(MAX_WORD);
    let mut rest = text;
    while let Some(&first) = rest.as_bytes().first() {
        if first.is_ascii() {
            // Most words stand between spaces.
            if word.is_empty() && first.is_ascii_alphanumeric() {
                let bytes = rest.as_bytes();
                let length = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                if length <= MAX_WORD && matches!(bytes.get(length), None | Some(b' ' | b'\n')) {
                    take(hash_ascii(&bytes[..length]));
                    rest = &rest[length..];
                    continue;
                }
            }
            match first {
                _ if first.is_ascii_alphanumeric() && word.len() < MAX_WORD => word.push(first),
                // "don't" and "dont", "1,000" and "1000" are one word each.
                b'\'' | b',' | b'.' if is_inside(rest) => {}
                _ => {
                    end(&mut word, &mut take);
                    if first.is_ascii_alphanumeric() {
                        word.push(first);
                    }
                }
            }
            rest = &rest[1..];
            continue;
        }
        let letter = rest.chars().next().unwrap_or_default();
        let length = letter.len_utf8();
        if is_word_alone(letter) {
            end(&mut word, &mut take);
            word.extend_from_slice(&rest.as_bytes()[..length]);
            end(&mut word, &mut take);
        } else if letter.is_alphanumeric() || is_mark(letter) {
            if word.len() + length > MAX_WORD {
                end(&mut word, &mut take);
            }
            word.extend_from_slice(&rest.as_bytes()[..length]);
        } else if !is_apostrophe(letter) || !rest[length..].starts_with(char::is_alphanumeric) {
            end(&mut word, &mut take);
        }
        rest = &rest[length..];
    }
    end(&mut word, &mut take);
}

/// Returns true if a letter or digit follows at once: the sign stands inside of a word or number.
fn is_inside(rest: &str) -> bool {
    let next = rest.as_bytes().get(1);
    next.is_some_and(|next| match rest.as_bytes()[0] {
        b'\'' => next.is_ascii_alphabetic(),
        _ => next.is_ascii_digit(),
    })
}

fn end(word: &mut Vec<u8>, take: &mut impl FnMut(u64)) {
    if !word.is_empty() {
        take(match word.is_ascii() {
            true => hash_ascii(word),
            false => hash_ascii(fold(&String::from_utf8_lossy(word)).as_bytes()),
        });
        word.clear();
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '’' | '‘' | 'ʼ')
}

/// Returns true for accents that stand behind their letter.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// Returns true for letters of scripts that put no spaces between words.
fn is_word_alone(letter: char) -> bool {
    matches!(letter, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        each_word(text, |word| words.push(word));
        words
    }

    #[test]
    fn signs_case_and_accents_do_not_count() {
        for (one, other) in [
            ("\"We won't,\" he said.", "“We won’t”, he SAID"),
            ("1,000 ships", "1000\n\nships"),
            ("Łódź – café", "lodz cafe"),
            ("cafe\u{301}", "café"),
            ("the U.S. Navy", "the U S Navy"),
        ] {
            assert_eq!(words(one), words(other), "{one}");
        }
    }

    #[test]
    fn other_words_are_other_words() {
        for (one, other) in [("ship", "ships"), ("a b", "b a"), ("1000", "10000"), ("東京", "京東")]
        {
            assert_ne!(words(one), words(other), "{one}");
        }
    }

    #[test]
    fn words_are_counted() {
        for (text, count) in [
            ("", 0),
            ("– … !", 0),
            ("Two words", 2),
            ("東京で会議", 5),
            ("'quoted'", 1),
            ("Seoul 서울은", 2),
        ] {
            assert_eq!(words(text).len(), count, "{text}");
        }
        assert_eq!(words(&"x".repeat(100 * MAX_WORD)).len(), 100);
        assert_eq!(words(&"é".repeat(50 * MAX_WORD)).len(), 100);
    }
}
