//! Words → the numbers of the months that they name, by the table of `month_names`. Start at [`named`].

use crate::parse::month_names::MONTHS;
use crate::parse::month_names::Month;
use crate::parse::month_names::NO_MONTHS;

/// Longest name of a month, in characters; longer words only start like one.
const MAX_CHARS: usize = 12;

/// Shortest part of a name that stands for it, in bytes.
const MIN_BYTES: usize = 3;

/// Returns the number of the month with these three letters in English; in other languages they are words too: `mag`,
/// `out`, `set`.
pub(super) fn english(letters: &str) -> Option<i8> {
    let is_start = |month: &Month| {
        month.names[0].get(..3).is_some_and(|start| start.eq_ignore_ascii_case(letters))
    };
    let at = MONTHS.iter().position(is_start)?;
    i8::try_from(at + 1).ok()
}

/// Returns the number of a month named in full or by its first letters: `dec`, `sept`, `janv`.
pub(super) fn named(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let known = |month: &Month| month.names.iter().any(|name| name.starts_with(&word));
    let at = MONTHS.iter().position(known).filter(|_| word.len() >= MIN_BYTES)?;
    i8::try_from(at + 1).ok()
}

/// Returns the number of the month that a word names, or begins like, in any language; fit for words between numbers.
pub(super) fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    if word.chars().count() > MAX_CHARS || NO_MONTHS.contains(&word.as_str()) {
        return None;
    }
    if let Some(month) = named(&word) {
        return Some(month);
    }
    let longest = |names: &[&str]| {
        names.iter().filter(|name| word.starts_with(**name)).map(|name| name.len()).max()
    };
    let known =
        (1..).zip(&MONTHS).filter_map(|(month, known)| Some((longest(known.beginnings)?, month)));
    known.max_by_key(|(length, _)| *length).map(|(_, month)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_many_languages() {
        for (word, expected) in [
            ("December", Some(12)),
            ("déc", Some(12)),
            ("Mär", Some(3)),
            ("června", Some(6)),
            ("července", Some(7)),
            ("października", Some(10)),
            ("декабря", Some(12)),
            ("يناير", Some(1)),
            ("out", Some(10)),
            ("Marketing", None),
            ("Monday", None),
        ] {
            assert_eq!(month_of(word), expected, "{word}");
        }
    }

    #[test]
    fn beginnings_of_names_are_no_other_words() {
        for (word, expected) in [
            ("Dec", Some(12)),
            ("sept", Some(9)),
            ("janv", Some(1)),
            ("mai", Some(5)),
            ("Marseille", None),
            ("ma", None),
        ] {
            assert_eq!(named(word), expected, "{word}");
        }
    }
}
