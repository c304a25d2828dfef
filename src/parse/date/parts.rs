//! The words of a date, one by one: month, day, year, time and zone, each taken once.

use jiff::civil::Date;

use crate::parse::date::DayMonth;
use crate::parse::month;

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

/// Returns true for the name of a weekday.
pub(in crate::parse) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word.trim_matches(['.', ',']).to_lowercase().as_str())
}

/// What the words of a date have said so far.
#[derive(Debug, Default)]
pub(super) struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    /// The hour, and the rest of the time as written.
    pub(super) time: Option<(u8, String)>,
    /// The zone, `Z` or `+01:00`; empty if none is stated as a number.
    pub(super) zone: String,
}

impl Parts {
    pub(super) fn day_month(&self) -> Option<DayMonth> {
        Some(DayMonth { year: self.year, month: self.month?, day: self.day? })
    }

    /// Takes a month's name, a day such as `3`, `3rd` or `3.`, or a year.
    pub(super) fn date_word(&mut self, word: &str) -> bool {
        let word = word.trim_end_matches(['.', ',', ':']).to_lowercase();
        if self.month.is_none()
            && let Some(month) = month::named(&word)
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
    pub(super) fn numeric(&mut self, word: &str) -> bool {
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
    pub(super) fn time_word(&mut self, word: &str) -> bool {
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
