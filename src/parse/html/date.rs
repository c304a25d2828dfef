//! Dates as pages write them → [`Published`]: the civil day that is stated, never converted between zones.
//!
//! Reads machine formats (ISO 8601 in its variants, RFC 2822), numeric dates and dates with month names in several
//! languages. Start at [`read`].

use jiff::civil::Date;

use crate::model::Published;

/// Years in which a page may have been published.
const YEARS: std::ops::RangeInclusive<i16> = 1985..=2100;

/// Beginnings of month names in lower case, for January to December; the first match wins, so longer come first.
const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("jan", 1),
    ("jänner", 1),
    ("janv", 1),
    ("ene", 1),
    ("gen", 1),
    ("styczn", 1),
    ("янв", 1),
    ("led", 1),
    ("ιαν", 1),
    ("ocak", 1),
    ("tammi", 1),
    ("січ", 1),
    ("feb", 2),
    ("fév", 2),
    ("fev", 2),
    ("lut", 2),
    ("фев", 2),
    ("únor", 2),
    ("φεβ", 2),
    ("şub", 2),
    ("helmi", 2),
    ("лют", 2),
    ("mar", 3),
    ("mär", 3),
    ("mrz", 3),
    ("maart", 3),
    ("мар", 3),
    ("břez", 3),
    ("μαρ", 3),
    ("maalis", 3),
    ("бер", 3),
    ("mrt", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("kwi", 4),
    ("апр", 4),
    ("dub", 4),
    ("απρ", 4),
    ("nis", 4),
    ("huhti", 4),
    ("квіт", 4),
    ("may", 5),
    ("mai", 5),
    ("maj", 5),
    ("mei", 5),
    ("mag", 5),
    ("май", 5),
    ("мая", 5),
    ("květ", 5),
    ("μαΐ", 5),
    ("μαι", 5),
    ("touko", 5),
    ("трав", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("cze", 6),
    ("июн", 6),
    ("červn", 6),
    ("ιουν", 6),
    ("haz", 6),
    ("kesä", 6),
    ("черв", 6),
    ("juli", 7),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("lip", 7),
    ("июл", 7),
    ("červen", 7),
    ("ιουλ", 7),
    ("tem", 7),
    ("heinä", 7),
    ("лип", 7),
    ("aug", 8),
    ("août", 8),
    ("aoû", 8),
    ("aout", 8),
    ("ago", 8),
    ("sie", 8),
    ("авг", 8),
    ("srp", 8),
    ("αυγ", 8),
    ("ağu", 8),
    ("elo", 8),
    ("серп", 8),
    ("sep", 9),
    ("set", 9),
    ("wrz", 9),
    ("сен", 9),
    ("zář", 9),
    ("σεπ", 9),
    ("eyl", 9),
    ("syys", 9),
    ("вер", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("paź", 10),
    ("окт", 10),
    ("říj", 10),
    ("οκτ", 10),
    ("eki", 10),
    ("loka", 10),
    ("жов", 10),
    ("nov", 11),
    ("lis", 11),
    ("ноя", 11),
    ("νοε", 11),
    ("kas", 11),
    ("marras", 11),
    ("dec", 12),
    ("dez", 12),
    ("déc", 12),
    ("dic", 12),
    ("des", 12),
    ("gru", 12),
    ("дек", 12),
    ("pros", 12),
    ("δεκ", 12),
    ("ara", 12),
    ("joulu", 12),
    ("груд", 12),
];

/// Returns the date that a machine-readable value states.
pub(super) fn read(text: &str) -> Option<Published> {
    let text = text.trim();
    let text = text.get(..text.char_indices().nth(60).map_or(text.len(), |(at, _)| at))?;
    if let Some(published) = Published::parse(text) {
        return in_range(published.date()).then_some(published);
    }
    let date = find(text)?;
    let time = iso_time(text).or_else(|| clock_time(text));
    let full = time.and_then(|time| Published::parse(&format!("{date}T{time}")));
    Some(full.unwrap_or_else(|| Published::day(date)))
}

fn in_range(date: Date) -> bool {
    YEARS.contains(&date.year())
}

fn day(year: i32, month: i32, day: i32) -> Option<Date> {
    let date =
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    in_range(date).then_some(date)
}

/// Returns the time after the `T` of an ISO date that has no separators or other small faults.
fn iso_time(text: &str) -> Option<&str> {
    let at = text.find('T')?;
    let time = &text[at + 1..];
    (text.as_bytes()[..at].iter().all(|byte| byte.is_ascii_digit() || *byte == b'-')
        && time.len() >= 5)
        .then_some(time)
}

/// Returns the first `HH:MM` or `HH:MM:SS` of a text.
fn clock_time(text: &str) -> Option<&str> {
    text.split_ascii_whitespace().find(|word| {
        let digits = |at: usize| word.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        matches!(word.len(), 5 | 8)
            && digits(0)
            && digits(1)
            && word.as_bytes()[2] == b':'
            && digits(3)
            && digits(4)
    })
}

/// A piece of a date: a number with its count of digits, or a month.
#[derive(Clone, Copy, Debug)]
enum Piece {
    Number(i32, usize),
    Month(i8),
    Word,
}

/// Returns the first date in a text.
pub(super) fn find(text: &str) -> Option<Date> {
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| date_at(&pieces[at..]))
}

fn date_at(pieces: &[(Piece, char)]) -> Option<Date> {
    use Piece::{Month, Number};
    match *pieces {
        [(Number(compact, 8), _), ..] => day(compact / 10_000, compact / 100 % 100, compact % 100),
        [(Number(compact, 14), _), ..] => day(compact / 10_000, compact / 100 % 100, compact % 100),
        [
            (Number(y, 4), '-' | '/' | '.' | '年' | '년'),
            (Number(m, 1..=2), _),
            (Number(d, 1..=2), _),
            ..,
        ] => day(y, m, d),
        [
            (Number(a, 1..=2), '.' | '/' | '-' | ' '),
            (Number(b, 1..=2), separator),
            (Number(y, 4), _),
            ..,
        ] => {
            // Day first, as most of the world writes it; with a slash the American order is tried after it.
            if separator == '/' && b > 12 {
                day(y, a, b)
            } else {
                day(y, b, a).or_else(|| day(y, a, b))
            }
        }
        [(Number(d, 1..=2), _), (Month(m), _), (Number(y, 4), _), ..] => day(y, m.into(), d),
        [(Number(d, 1..=2), _), (Piece::Word, _), (Month(m), _), (Number(y, 4), _), ..]
        | [
            (Number(d, 1..=2), _),
            (Piece::Word, _),
            (Month(m), _),
            (Piece::Word, _),
            (Number(y, 4), _),
            ..,
        ] => day(y, m.into(), d),
        [(Month(m), _), (Number(d, 1..=2), _), (Number(y, 4), _), ..] => day(y, m.into(), d),
        [(Number(y, 4), _), (Month(m), _), (Number(d, 1..=2), _), ..] => day(y, m.into(), d),
        _ => None,
    }
}

/// Returns the numbers and words of a text, each with the character after it.
fn pieces(text: &str) -> Vec<(Piece, char)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let same = |char: char| {
            if first.is_ascii_digit() { char.is_ascii_digit() } else { char.is_alphabetic() }
        };
        if !same(first) {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let cjk = matches!(first, '年' | '月' | '日' | '년' | '월' | '일');
        let end = if cjk {
            first.len_utf8()
        } else {
            rest.find(|char| !same(char)).unwrap_or(rest.len())
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        if cjk {
            continue;
        }
        pieces.push((piece(word, first), after.chars().next().unwrap_or(' ')));
    }
    // English ordinals: the letters of "3rd" say nothing.
    pieces.retain(|(piece, _)| !matches!(piece, Piece::Number(_, 0)));
    pieces
}

fn piece(word: &str, first: char) -> Piece {
    if first.is_ascii_digit() {
        let value = word.get(..word.len().min(8)).and_then(|digits| digits.parse().ok());
        return Piece::Number(value.unwrap_or(0), word.len());
    }
    let word = word.to_lowercase();
    if matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "t") {
        return Piece::Number(0, 0);
    }
    let month =
        MONTHS.iter().find(|(start, _)| word.starts_with(start) && word.chars().count() <= 12);
    month.map_or(Piece::Word, |&(_, month)| Piece::Month(month))
}

/// Returns the date in the path of an address: `/2025/12/17/`, `/2025-12-17-slug`, `20251217`.
pub(super) fn in_url(url: &str) -> Option<Date> {
    let path = url.split(['?', '#']).next()?;
    let (_, path) = path.split_once("://").unwrap_or(("", path));
    let numbers: Vec<(Piece, char)> = pieces(path.split_once('/')?.1);
    (0..numbers.len()).find_map(|at| match numbers[at..] {
        [
            (Piece::Number(y, 4), '/' | '-' | '_'),
            (Piece::Number(m, 1..=2), '/' | '-' | '_'),
            (Piece::Number(d, 1..=2), after),
            ..,
        ] if !after.is_alphanumeric() => day(y, m, d),
        [
            (Piece::Number(y, 4), '/'),
            (Piece::Month(m), '/'),
            (Piece::Number(d, 1..=2), '/'),
            ..,
        ] => day(y, m.into(), d),
        [(Piece::Number(compact, 8), after), ..] if !after.is_alphanumeric() => {
            day(compact / 10_000, compact / 100 % 100, compact % 100)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_stated() {
        for (text, expected) in [
            ("2025-12-17", "2025-12-17"),
            ("2025-12-17T23:30:00-08:00", "2025-12-17T23:30:00-08:00"),
            ("20251217T0930", "2025-12-17"),
            ("Wed, 17 Dec 2025 09:30:00 GMT", "2025-12-17T09:30:00"),
            ("December 17, 2025 at 9 am", "2025-12-17"),
            ("17. Dezember 2025", "2025-12-17"),
            ("17 décembre 2025", "2025-12-17"),
            ("17 de diciembre de 2025", "2025-12-17"),
            ("17.12.2025", "2025-12-17"),
            ("12/17/2025", "2025-12-17"),
            ("2025年12月17日", "2025-12-17"),
            ("Published on the 3rd March 2024", "2024-03-03"),
            ("17 декабря 2025", "2025-12-17"),
        ] {
            assert_eq!(
                read(text).map(|date| date.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in [
            "",
            "yesterday",
            "0001-01-01",
            "99.99.2024",
            "1234567890123456789012345678901234567890",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_hold_dates() {
        for (url, expected) in [
            ("https://example.org/2025/12/17/slug", Some("2025-12-17")),
            ("https://example.org/news/2025-12-17-slug.html", Some("2025-12-17")),
            ("https://example.org/a-20251217.html", Some("2025-12-17")),
            ("https://example.org/2025/dec/17/slug", Some("2025-12-17")),
            ("https://example.org/id/12345678", None),
            ("https://example.org/", None),
        ] {
            assert_eq!(in_url(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
        }
    }
}
