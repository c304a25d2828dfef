//! Dates as people and programs write them in bylines, datelines and metadata → civil dates.
//!
//! Reads whole strings that are a date and nothing else; dates inside sentences are the rules' business. Never
//! guesses: `03/04/2025`, which two continents read differently, is no date. Start at [`moment`] and [`day`].

use jiff::civil::Date;

use crate::model::Published;
use crate::parse::date::parts::Parts;

mod parts;

pub(super) use parts::is_weekday;

/// Day and month, with the year where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayMonth {
    pub(super) year: Option<i16>,
    pub(super) month: i8,
    pub(super) day: i8,
}

impl DayMonth {
    /// Returns the date. Without a year it is the last such day that is not after `anchor`, the day on which (or
    /// after which) the text was published.
    pub(super) fn resolve(self, anchor: Option<Date>) -> Option<Date> {
        let in_year = |year| Date::new(year, self.month, self.day).ok();
        if let Some(year) = self.year {
            return in_year(year);
        }
        // Papers of a western time zone print an eastern story under the day before.
        let last = anchor?.tomorrow().ok()?;
        (0..=LEAP_CYCLE).filter_map(|back| in_year(last.year() - back)).find(|date| *date <= last)
    }
}

/// Years to go back for a day without year: the last 29 February may be eight years ago.
const LEAP_CYCLE: i16 = 8;

/// Words that stand around a date in metadata and say nothing that we keep. Zones without a number are among them.
const NOISE: &[&str] = &[
    "published",
    "posted",
    "updated",
    "modified",
    "created",
    "first",
    "last",
    "on",
    "at",
    "date",
    "of",
    "the",
    "de",
    "den",
    "le",
    "uhr",
    "h",
    "o'clock",
    "et",
    "est",
    "edt",
    "ct",
    "cst",
    "cdt",
    "mt",
    "mst",
    "mdt",
    "pt",
    "pst",
    "pdt",
    "bst",
    "cet",
    "cest",
    "ist",
    "jst",
    "aest",
    "aedt",
    "sgt",
    "hkt",
    "|",
    "-",
    "–",
    "—",
    "·",
    "•",
];

/// Characters beyond which a string is no date.
const LONGEST_DATE: usize = 80;

/// Characters of `2025-12-17`.
const ISO_DAY: usize = 10;

/// Returns the moment that the whole of `text` states, in ISO 8601, RFC 2822, seconds since 1970, or words in any
/// common order. Zones are kept where they are numbers, never converted.
pub(super) fn moment(text: &str) -> Option<Published> {
    let text = text.trim();
    if text.len() > LONGEST_DATE {
        return None;
    }
    let stated = Published::parse(text);
    match &stated {
        Some(moment) if moment.time().is_some() || text.len() == ISO_DAY => stated,
        // A day with more behind it may have a time in words: `2025-12-17 9:30 pm`.
        _ => compact(text).or_else(|| in_words(text)).or(stated),
    }
}

/// Returns the moment of a Unix time in seconds or milliseconds, in UTC, or the day of `20251217`.
pub(super) fn from_number(number: i64) -> Option<Published> {
    /// Seconds beyond this are milliseconds: the year 5138, or 1973.
    const MILLISECONDS: i64 = 100_000_000_000;
    /// Seconds below this are of before 1973, when nothing was published in JSON: a day or a year as a number.
    const SECONDS: i64 = 100_000_000;
    if number < SECONDS {
        return Some(number)
            .filter(|&number| number >= SECONDS / 10)
            .and_then(|day| compact(&day.to_string()));
    }
    let seconds = if number.abs() >= MILLISECONDS { number.div_euclid(1000) } else { number };
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    Published::parse(&time.to_string())
}

/// Returns day and month if `piece` is a day and nothing else: `Dec 17`, `Jan. 5, 2026`, `3 March`, `Wed 17 Dec`,
/// `17.12.2025`.
pub(super) fn day(piece: &str) -> Option<DayMonth> {
    let mut parts = Parts::default();
    for word in piece.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()) {
        if !(is_weekday(word) || parts.date_word(word) || parts.numeric(word)) {
            return None;
        }
    }
    parts.day_month()
}

/// Reads `20251217`, `20251217T0930`, `20251217093000` and Unix times.
fn compact(text: &str) -> Option<Published> {
    let digits: String = text.chars().filter(|c| !matches!(c, 'T' | 'Z' | '.' | ' ')).collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit())
        || !text.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    match digits.len() {
        10 | 13 if digits.len() == text.len() => from_number(digits.parse().ok()?),
        8 => Published::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])),
        12 | 14 if digits.starts_with("19") || digits.starts_with("20") => {
            let (day, time) = digits.split_at(8);
            let iso = format!(
                "{}-{}-{}T{}:{}",
                &day[..4],
                &day[4..6],
                &day[6..],
                &time[..2],
                &time[2..4]
            );
            Published::parse(&iso)
        }
        _ => None,
    }
}

fn in_words(text: &str) -> Option<Published> {
    let mut parts = Parts::default();
    for word in
        text.split([' ', ',', '(', ')', '\u{a0}', '\u{202f}']).filter(|word| !word.is_empty())
    {
        let bare = word.trim_end_matches([':', '.', ';']);
        let read = parts.time_word(bare)
            || parts.numeric(bare)
            || parts.date_word(word)
            || is_weekday(bare);
        if !read && !NOISE.contains(&bare.to_lowercase().as_str()) && !bare.is_empty() {
            return None;
        }
    }
    let date = parts.day_month()?.resolve(None)?;
    match parts.time {
        Some((hour, rest)) => Published::parse(&format!("{date}T{hour:02}:{rest}{}", parts.zone)),
        None => Some(Published::day(date)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (number, expected) in [
            (1_765_963_800, Some("2025-12-17T09:30:00Z")),
            (1_765_963_800_000, Some("2025-12-17T09:30:00Z")),
            (883_612_800, Some("1998-01-01T00:00:00Z")),
            (20_251_217, Some("2025-12-17")),
            (20_251_317, None),
            (2025, None),
            (0, None),
            (-5, None),
        ] {
            let found = from_number(number).map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), expected, "{number}");
        }
    }

    #[test]
    fn moments() {
        for (text, expected) in [
            ("2025-12-17", "2025-12-17"),
            ("2025-12-17T09:30:00+01:00", "2025-12-17T09:30:00+01:00"),
            ("2025-12-17 9:30", "2025-12-17T09:30"),
            ("2025-12-17 09:30 PM", "2025-12-17T21:30"),
            ("2025-12-17 9:30 p.m. EST", "2025-12-17T21:30"),
            ("2025-12-17 25:00", "2025-12-17"),
            ("2025-12-17T10:77:00Z", "2025-12-17"),
            ("2025-12-17Z", "2025-12-17"),
            ("2025/12/17", "2025-12-17"),
            ("20251217", "2025-12-17"),
            ("20251217T093000Z", "2025-12-17T09:30"),
            ("Wed, 17 Dec 2025 09:30:00 GMT", "2025-12-17T09:30:00Z"),
            ("Wed, 17 Dec 2025 09:30:00 +0100", "2025-12-17T09:30:00+01:00"),
            ("December 17, 2025", "2025-12-17"),
            ("Dec. 17, 2025 9:30 p.m. EST", "2025-12-17T21:30"),
            ("December 17, 2025 at 12:05am", "2025-12-17T00:05"),
            ("17 December 2025", "2025-12-17"),
            ("17th of December, 2025", "2025-12-17"),
            ("Published: 8 December 2025", "2025-12-08"),
            ("Thursday, 15 January 2026", "2026-01-15"),
            ("17.12.2025", "2025-12-17"),
            ("17/12/2025", "2025-12-17"),
            ("12/17/2025", "2025-12-17"),
            ("17. Dezember 2025, 18:40 Uhr", "2025-12-17T18:40"),
            ("17 de diciembre de 2025", "2025-12-17"),
            ("1er août 2025", "2025-08-01"),
            ("1765963800", "2025-12-17T09:30:00Z"),
        ] {
            assert_eq!(
                moment(text).map(|moment| moment.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn no_moments() {
        for text in [
            "",
            "yesterday",
            "03/04/2025",
            "2025-13-01",
            "32 December 2025",
            "Market 3 2025",
            "17 December",
            "The strike began on 17 December 2025",
            "31 February 2025",
            "12",
            "2 hours ago",
            "18.40",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn days() {
        let day_of = |year, month, day| Some(DayMonth { year, month, day });
        for (piece, expected) in [
            ("Dec 17", day_of(None, 12, 17)),
            ("Jan. 5", day_of(None, 1, 5)),
            ("3 March", day_of(None, 3, 3)),
            ("Wed Dec 17 2025", day_of(Some(2025), 12, 17)),
            ("17. Dezember", day_of(None, 12, 17)),
            ("Sept. 3", day_of(None, 9, 3)),
            ("March", None),
            ("South Korea", None),
            ("17", None),
        ] {
            assert_eq!(day(piece), expected, "{piece}");
        }
    }

    #[test]
    fn a_day_without_year_is_the_last_before_publication() {
        let date = |text: &str| text.parse::<Date>().ok();
        for (month, day, anchor, expected) in [
            (12, 17, "2025-12-17", "2025-12-17"),
            (12, 18, "2025-12-17", "2025-12-18"),
            (12, 30, "2026-01-02", "2025-12-30"),
            (1, 1, "2025-12-31", "2026-01-01"),
            (2, 29, "2025-12-17", "2024-02-29"),
        ] {
            let day_month = DayMonth { year: None, month, day };
            assert_eq!(day_month.resolve(date(anchor)), date(expected), "{month}-{day} {anchor}");
        }
        assert_eq!(DayMonth { year: None, month: 2, day: 1 }.resolve(None), None);
    }
}
