//! Dates as people and programs write them in bylines, datelines and metadata → civil dates.
//!
//! Reads whole strings that are a date and nothing else; dates inside sentences are the rules' business. Never
//! guesses: `03/04/2025`, which two continents read differently, is no date. Start at [`moment`] and [`day`].

use jiff::civil::Date;

use crate::model::Published;

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

/// Names of each month in the languages of large agencies, in lower case. Three letters or more of one stand for it.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &["february", "februar", "février", "febrero", "febbraio", "fevereiro", "februari"],
    &["march", "märz", "mars", "marzo", "março", "maart", "marts", "mrt"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maj"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "août", "agosto", "augustus", "augusti"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "décembre", "diciembre", "dicembre", "dezembro", "desember"],
];

const WEEKDAYS: &[&str] = &[
    "mon",
    "monday",
    "tue",
    "tues",
    "tuesday",
    "wed",
    "wednesday",
    "thu",
    "thur",
    "thurs",
    "thursday",
    "fri",
    "friday",
    "sat",
    "saturday",
    "sun",
    "sunday",
];

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

/// Returns the moment that the whole of `text` states, in ISO 8601, RFC 2822, seconds since 1970, or words in any
/// common order. Zones are kept where they are numbers, never converted.
pub(super) fn moment(text: &str) -> Option<Published> {
    let text = text.trim();
    if text.len() > LONGEST_DATE {
        return None;
    }
    Published::parse(text).or_else(|| compact(text)).or_else(|| in_words(text))
}

/// Returns the moment of a Unix time in seconds or milliseconds, in UTC.
pub(super) fn from_epoch(number: i64) -> Option<Published> {
    /// Seconds beyond this are milliseconds: the year 5138, or 1973.
    const MILLISECONDS: i64 = 100_000_000_000;
    let seconds = if number.abs() >= MILLISECONDS { number.div_euclid(1000) } else { number };
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    Published::parse(&time.to_string())
}

/// Returns day and month if `piece` is a day and nothing else: `Dec 17`, `Jan. 5, 2026`, `3 March`, `Wed 17 Dec`.
pub(super) fn day(piece: &str) -> Option<DayMonth> {
    let mut parts = Parts::default();
    for word in piece.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()) {
        if !(parts.weekday(word) || parts.date_word(word)) {
            return None;
        }
    }
    parts.day_month()
}

/// Returns true for the name of a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word.trim_matches(['.', ',']).to_lowercase().as_str())
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
        10 | 13 if digits.len() == text.len() => from_epoch(digits.parse().ok()?),
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
            || parts.weekday(bare);
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

/// What the words of a date have said so far.
#[derive(Debug, Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(u8, String)>,
    zone: String,
}

impl Parts {
    fn day_month(&self) -> Option<DayMonth> {
        Some(DayMonth { year: self.year, month: self.month?, day: self.day? })
    }

    fn weekday(&self, word: &str) -> bool {
        is_weekday(word)
    }

    /// Takes a month's name, a day such as `3`, `3rd` or `3.`, or a year.
    fn date_word(&mut self, word: &str) -> bool {
        let word = word.trim_end_matches(['.', ',', ':']).to_lowercase();
        if self.month.is_none()
            && let Some(month) = month(&word)
        {
            self.month = Some(month);
            return true;
        }
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let Ok(number) = word[..digits].parse::<i16>() else { return false };
        match (digits, &word[digits..]) {
            (1..=2, "" | "st" | "nd" | "rd" | "th" | "er" | "º")
                if self.day.is_none() && (1..=31).contains(&number) =>
            {
                self.day = i8::try_from(number).ok();
                true
            }
            (4, "") if self.year.is_none() && (1000..3000).contains(&number) => {
                self.year = Some(number);
                true
            }
            _ => false,
        }
    }

    /// Takes `2025/12/17`, `17.12.2025`, and `17/12/2025` where only one order is possible.
    fn numeric(&mut self, word: &str) -> bool {
        let Some(separator) = word.chars().find(|c| matches!(c, '/' | '.' | '-')) else {
            return false;
        };
        let numbers: Option<Vec<i16>> =
            word.split(separator).map(|part| part.parse().ok()).collect();
        let Some([first, second, third]) = numbers.as_deref() else { return false };
        let (year, month, day) = match (*first, *second, *third) {
            (year @ 1000.., month, day) => (year, month, day),
            (day, month, year @ 1000..) if separator == '.' => (year, month, day),
            (day @ 13.., month, year @ 1000..) => (year, month, day),
            (month, day @ 13.., year @ 1000..) => (year, month, day),
            (day, month, year @ 1000..) if day == month => (year, month, day),
            _ => return false,
        };
        if self.day.is_some()
            || Date::new(year, month as i8, day as i8).is_err()
            || day > 31
            || month > 12
        {
            return false;
        }
        (self.year, self.month, self.day) = (Some(year), Some(month as i8), Some(day as i8));
        true
    }

    /// Takes `9:30`, `09:30:00`, `9:30pm`, `pm`, and a zone.
    fn time_word(&mut self, word: &str) -> bool {
        let lower = word.to_lowercase().replace('.', "");
        if let Some((hour, _)) = &mut self.time {
            match (lower.as_str(), *hour) {
                ("pm", 1..=11) => {
                    return {
                        *hour += 12;
                        true
                    };
                }
                ("am", 12) => {
                    return {
                        *hour = 0;
                        true
                    };
                }
                ("am" | "pm", _) => return true,
                ("gmt" | "utc" | "z", _) => {
                    return {
                        self.zone = "Z".to_owned();
                        true
                    };
                }
                _ => {}
            }
            let zone = lower.replace(':', "");
            if zone.len() == 5
                && zone.starts_with(['+', '-'])
                && zone[1..].bytes().all(|byte| byte.is_ascii_digit())
            {
                self.zone = format!("{}:{}", &zone[..3], &zone[3..]);
                return true;
            }
            return false;
        }
        let Some((hour, rest)) = lower.split_once(':') else { return false };
        let half = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
        let minutes = &rest[..rest.len() - half.len()];
        let Some(hour) = hour.parse().ok().filter(|&hour: &u8| hour < 24) else { return false };
        if !matches!(minutes.len(), 2 | 5) || !matches!(half, "" | "am" | "pm" | "z") {
            return false;
        }
        self.time = Some((hour, minutes.to_owned()));
        half.is_empty() || self.time_word(half)
    }
}

/// Returns the number of a month named in full or by its first letters: `dec`, `sept`, `janv`.
fn month(word: &str) -> Option<i8> {
    let known = |names: &&[&str]| names.iter().any(|name| name.starts_with(word));
    let at = MONTHS.iter().position(known).filter(|_| word.len() >= 3)?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        for (text, expected) in [
            ("2025-12-17", "2025-12-17"),
            ("2025-12-17T09:30:00+01:00", "2025-12-17T09:30:00+01:00"),
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
