//! The value of a date (TIMEX3) → the days that it covers, and how exactly it is told. Start at [`days`].

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::ISOWeekDate;
use jiff::civil::Weekday;

use crate::model::Grain;

/// Returns the first and the last day of a date; `None` for durations, open dates and those before the year 1.
pub(super) fn days(iso: &str) -> Option<(Date, Date, Grain)> {
    // What stands behind the day is a time of day.
    let iso = iso.split_once('T').map_or(iso, |(day, _)| day);
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (year, rest) = iso.split_once('-').unwrap_or((iso, ""));
    if !digits(year) || year.is_empty() {
        return None;
    }
    let number: i16 = year.parse().ok()?;
    let span = |first: i16, years: i16, grain| {
        let last = Date::new(first.checked_add(years - 1)?, 12, 31).ok()?;
        Some((Date::new(first, 1, 1).ok()?, last, grain))
    };
    match (year.len(), rest) {
        (4, "") => span(number, 1, Grain::Year),
        (3, "") => span(number.checked_mul(10)?, 10, Grain::Decade),
        (2, "") => span(number.checked_mul(100)?, 100, Grain::Decade),
        (4, rest) if digits(rest) || rest.as_bytes().get(2) == Some(&b'-') => calendar(iso),
        (4, rest) => part(number, rest),
        _ => None,
    }
}

/// Returns the days of a month or a day.
fn calendar(iso: &str) -> Option<(Date, Date, Grain)> {
    if iso.len() == 7 {
        let first: Date = format!("{iso}-01").parse().ok()?;
        return Some((first, first.last_of_month(), Grain::Month));
    }
    let day: Date = iso.parse().ok()?;
    Some((day, day, Grain::Day))
}

/// Returns the days of a part of a year that is no month: `W51`, `W51-WE`, `Q4`, `H2`, `WI`.
fn part(year: i16, part: &str) -> Option<(Date, Date, Grain)> {
    if let Some(week) =
        part.strip_prefix('W').filter(|week| week.starts_with(|c: char| c.is_ascii_digit()))
    {
        let (week, is_weekend) =
            week.strip_suffix("-WE").map_or((week, false), |week| (week, true));
        let monday = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?.date();
        let first = if is_weekend { monday.checked_add(5.days()).ok()? } else { monday };
        return Some((first, monday.checked_add(6.days()).ok()?, Grain::Week));
    }
    // Seasons as meteorologists count them; a winter is that which begins in December.
    let (month, months) = match part {
        "Q1" => (1, 3),
        "Q2" => (4, 3),
        "Q3" => (7, 3),
        "Q4" => (10, 3),
        "H1" => (1, 6),
        "H2" => (7, 6),
        "SP" => (3, 3),
        "SU" => (6, 3),
        "FA" | "AU" => (9, 3),
        "WI" => (12, 3),
        _ => return None,
    };
    let first = Date::new(year, month, 1).ok()?;
    let last = first.checked_add((months - 1).months()).ok()?.last_of_month();
    Some((first, last, Grain::Quarter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_cover_days() {
        for (iso, wanted) in [
            ("2025-12-17", "2025-12-17 2025-12-17 Day"),
            ("2025-12-17T09:30", "2025-12-17 2025-12-17 Day"),
            ("2025-12-17TEV", "2025-12-17 2025-12-17 Day"),
            ("2024-02", "2024-02-01 2024-02-29 Month"),
            ("2025", "2025-01-01 2025-12-31 Year"),
            ("202", "2020-01-01 2029-12-31 Decade"),
            ("19", "1900-01-01 1999-12-31 Decade"),
            ("2020-W53", "2020-12-28 2021-01-03 Week"),
            ("2025-W51-WE", "2025-12-20 2025-12-21 Week"),
            ("2025-Q4", "2025-10-01 2025-12-31 Quarter"),
            ("2025-H1", "2025-01-01 2025-06-30 Quarter"),
            ("2025-WI", "2025-12-01 2026-02-28 Quarter"),
        ] {
            let found = days(iso).map(|(first, last, grain)| format!("{first} {last} {grain:?}"));
            assert_eq!(found.as_deref(), Some(wanted), "{iso}");
        }
        for open in [
            "",
            "P2Y",
            "XXXX-12",
            "PRESENT_REF",
            "2025-XX",
            "2025-13",
            "2025-02-30",
            "2025-W54",
            "T09:30",
            "-5",
            "BC0044",
            "2025-W",
            "2025-12-17-03",
            "é",
            "2025-é1",
            "99999",
        ] {
            assert_eq!(days(open), None, "{open}");
        }
    }
}
