//! Dates as pages write them → [`Published`]: the civil day that is stated, never converted between zones.
//!
//! Reads machine formats (ISO 8601 in its variants, RFC 2822), numeric dates and dates with month names in several
//! languages. Start at [`read`].

use jiff::civil::Date;

use crate::model::Published;
use crate::parse::month::month_of;

/// Years in which a page may have been published.
const YEARS: std::ops::RangeInclusive<i16> = 1985..=2100;

/// Words that a date may have beside it and still be nothing but a date: "Published on Monday", "min read".
const MAX_DATE_WORDS: usize = 4;

/// Which of two numbers before a year is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::parse) enum Order {
    /// The first, as most of the world writes.
    #[default]
    DayFirst,
    /// The second, as the United States write.
    MonthFirst,
}

/// Returns the date that a machine-readable value states.
pub(super) fn read(text: &str, order: Order) -> Option<Published> {
    let text = text.trim();
    let text = text.get(..text.char_indices().nth(60).map_or(text.len(), |(at, _)| at))?;
    if let Some(published) = Published::parse(text) {
        return in_range(published.date()).then_some(published);
    }
    let date = find(text, order)?;
    let time = iso_time(text).or_else(|| clock_time(text));
    let full = time.and_then(|time| Published::parse(&format!("{date}T{time}")));
    Some(full.unwrap_or_else(|| Published::day(date)))
}

/// Returns the year that two digits stand for.
fn century(year: i32) -> i32 {
    if year < 70 { 2000 + year } else { 1900 + year }
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

/// Returns the first `HH:MM` or `HH:MM:SS` of a text, unless a half of the day behind it makes it another hour.
fn clock_time(text: &str) -> Option<&str> {
    let mut words = text.split_ascii_whitespace();
    let time = words.find(|word| is_clock_time(word))?;
    let half = words.next().unwrap_or_default().replace(['.', ','], "");
    let is_half = half.eq_ignore_ascii_case("am") || half.eq_ignore_ascii_case("pm");
    (!is_half).then_some(time)
}

fn is_clock_time(word: &str) -> bool {
    let digits = |at: usize| word.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    matches!(word.len(), 5 | 8)
        && digits(0)
        && digits(1)
        && word.as_bytes()[2] == b':'
        && digits(3)
        && digits(4)
}

/// A piece of a date: a number with its count of digits, or a month.
#[derive(Clone, Copy, Debug)]
enum Piece {
    Number(i32, usize),
    Month(i8),
    Word,
}

/// Returns the first date in a text.
pub(super) fn find(text: &str, order: Order) -> Option<Date> {
    let pieces = pieces(text);
    (0..pieces.len()).find_map(|at| date_at(&pieces[at..], order))
}

/// Returns the date with which a text opens.
pub(super) fn opening(text: &str, order: Order) -> Option<Date> {
    let pieces = pieces(text);
    let weekday = matches!(pieces.first(), Some((Piece::Word, _)));
    date_at(&pieces, order).or_else(|| date_at(pieces.get(1..).filter(|_| weekday)?, order))
}

/// Returns true if a text is a date with little else.
pub(super) fn is_date(text: &str) -> bool {
    let pieces = pieces(text);
    let words = pieces.iter().filter(|(piece, _)| matches!(piece, Piece::Word)).count();
    words <= MAX_DATE_WORDS && find(text, Order::default()).is_some()
}

/// Returns true if a word names a month.
pub(super) fn is_month(word: &str) -> bool {
    month_of(word.trim_end_matches(['.', ','])).is_some()
}

fn date_at(pieces: &[(Piece, char)], order: Order) -> Option<Date> {
    use Piece::Number;

    let month_first = |separator| separator == '/' && order == Order::MonthFirst;
    match *pieces {
        [(Number(compact, 8), _), ..] => day(compact / 10_000, compact / 100 % 100, compact % 100),
        [(Number(compact, 14), _), ..] => day(compact / 10_000, compact / 100 % 100, compact % 100),
        [
            (Number(y, 4), '-' | '/' | '.' | '年' | '년'),
            (Number(m, 1..=2), _),
            (Number(d, 1..=2), _),
            ..,
        ] => day(y, m, d),
        // Full stops and hyphens stand in dates with the day first.
        [
            (Number(a, 1..=2), '.' | '/' | '-' | ' '),
            (Number(b, 1..=2), separator),
            (Number(y, 4), _),
            ..,
        ] if month_first(separator) => day(y, a, b).or_else(|| day(y, b, a)),
        [
            (Number(a, 1..=2), '.' | '/' | '-' | ' '),
            (Number(b, 1..=2), _),
            (Number(y, 4), _),
            ..,
        ] => day(y, b, a).or_else(|| day(y, a, b)),
        [
            (Number(a, 1..=2), separator @ ('.' | '/')),
            (Number(b, 1..=2), second),
            (Number(y, 2), _),
            ..,
        ] if second == separator => {
            let (m, d) = if month_first(separator) { (a, b) } else { (b, a) };
            day(century(y), m, d)
        }
        _ => named_month_at(pieces),
    }
}

/// The same for a date whose month is a word.
fn named_month_at(pieces: &[(Piece, char)]) -> Option<Date> {
    use Piece::{Month, Number, Word};

    match *pieces {
        [(Number(d, 1..=2), '.'), (Month(m), '.'), (Number(y, 2), _), ..] => {
            day(century(y), m.into(), d)
        }
        [(Number(d, 1..=2), _), (Month(m), _), (Number(y, 4), _), ..]
        | [(Number(d, 1..=2), _), (Word, _), (Month(m), _), (Number(y, 4), _), ..]
        | [(Number(d, 1..=2), _), (Word, _), (Month(m), _), (Word, _), (Number(y, 4), _), ..]
        | [(Month(m), _), (Number(d, 1..=2), _), (Number(y, 4), _), ..]
        | [(Number(y, 4), _), (Month(m), _), (Number(d, 1..=2), _), ..] => day(y, m.into(), d),
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
    if matches!(
        word,
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" | "er" | "º" | "ª" | "t"
    ) {
        return Piece::Number(0, 0);
    }
    month_of(word).map_or(Piece::Word, Piece::Month)
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
        [
            (Piece::Number(d, 1..=2), '-' | '_'),
            (Piece::Number(m, 1..=2), '-' | '_'),
            (Piece::Number(y, 4), after),
            ..,
        ] if !after.is_alphanumeric() => day(y, m, d),
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
            ("December 17, 2025 09:30 p.m.", "2025-12-17"),
            ("2025-12-17 09:30 PM", "2025-12-17"),
            ("2025-12-17T25:00:00", "2025-12-17"),
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
                read(text, Order::default()).map(|date| date.to_string()).as_deref(),
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
            assert_eq!(read(text, Order::default()), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_the_readers() {
        for (text, order, expected) in [
            ("03/04/2025", Order::DayFirst, "2025-04-03"),
            ("03/04/2025", Order::MonthFirst, "2025-03-04"),
            ("25/04/2025", Order::MonthFirst, "2025-04-25"),
            ("04/25/2025", Order::DayFirst, "2025-04-25"),
            ("03.04.2025", Order::MonthFirst, "2025-04-03"),
            ("03-04-2025", Order::MonthFirst, "2025-04-03"),
            ("14.11.24", Order::MonthFirst, "2024-11-14"),
            ("3/4/25", Order::MonthFirst, "2025-03-04"),
            ("03.Mär.19", Order::DayFirst, "2019-03-03"),
        ] {
            assert_eq!(
                find(text, order).map(|date| date.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        assert!(
            is_date("Published 17 December 2025")
                && !is_date("The strike of 17 December 2025 was long")
        );
        assert!(opening("Tuesday, 17 December 2025. We", Order::DayFirst).is_some());
        assert!(opening("We met on 17 December 2025", Order::DayFirst).is_none());
    }

    #[test]
    fn addresses_hold_dates() {
        for (url, expected) in [
            ("https://example.org/2025/12/17/slug", Some("2025-12-17")),
            ("https://example.org/news/2025-12-17-slug.html", Some("2025-12-17")),
            ("https://example.org/a-20251217.html", Some("2025-12-17")),
            ("https://example.org/2025/dec/17/slug", Some("2025-12-17")),
            ("https://example.org/meldungen/17-12-2025", Some("2025-12-17")),
            ("https://example.org/id/12345678", None),
            ("https://example.org/", None),
        ] {
            assert_eq!(in_url(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
        }
    }
}
