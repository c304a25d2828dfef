//! The value of a date, as the rules resolved it → its first and last day: `2008`, `2008-05`, `2008-Q2`, `2008-W20`, `200`;
//! and how exactly it is told.
//!
//! Values that are open (`XXXX-05`), lengths of time (`P10Y`) and years before Christ have no days here. Start at [`days`].

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::ISOWeekDate;
use jiff::civil::Weekday;

use crate::model::Grain;

/// Returns the first and last day of a value, and how exactly it is told; `None` for a range of two values.
pub(super) fn graded(value: &str) -> Option<(Date, Date, Grain)> {
    let (first, last) = days(value).filter(|_| !value.contains('/'))?;
    let day = value.split_once('T').map_or(value, |(day, _)| day);
    let part = day.split_once('-').map(|(_, part)| part);
    let grain = match part {
        None if day.len() == 4 => Grain::Year,
        None => Grain::Decade,
        Some(_) if first == last => Grain::Day,
        Some(part) if part.starts_with('W') && part != "WI" => Grain::Week,
        Some(part) if PARTS.iter().any(|(name, ..)| *name == part) => Grain::Quarter,
        Some(_) => Grain::Month,
    };
    Some((first, last, grain))
}

/// Returns the first and last day of a value.
pub(super) fn days(value: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = value.split_once('/') {
        return Some((days(first)?.0, days(last)?.1));
    }
    let day = value.split_once('T').map_or(value, |(day, _)| day);
    let Some((year, part)) = day.split_once('-') else { return years(day) };
    if year.len() != 4 {
        return None;
    }
    let year = number(year)?;
    let named = PARTS.iter().find(|(name, ..)| *name == part);
    if let Some((_, first, months)) = named {
        return of_months(year, *first, *months);
    }
    if let Some(week) = part.strip_prefix('W') {
        return of_week(year, week);
    }
    match part.split_once('-') {
        None => of_months(year, two_digits(part)?, 1),
        Some((month, day)) => {
            let day = Date::new(year, two_digits(month)?, two_digits(day)?).ok()?;
            Some((day, day))
        }
    }
}

/// Parts of years: name, first month, months. Seasons are those of the weather service, north of the equator.
const PARTS: &[(&str, i8, i32)] = &[
    ("Q1", 1, 3),
    ("Q2", 4, 3),
    ("Q3", 7, 3),
    ("Q4", 10, 3),
    ("H1", 1, 6),
    ("H2", 7, 6),
    ("SP", 3, 3),
    ("SU", 6, 3),
    ("FA", 9, 3),
    ("AU", 9, 3),
    ("WI", 12, 3),
];

/// A year; without its last digit a decade, without two a century.
fn years(digits: &str) -> Option<(Date, Date)> {
    let length = match digits.len() {
        4 => 1,
        3 => 10,
        2 => 100,
        _ => return None,
    };
    let first = number(digits)? * length;
    Some((Date::new(first, 1, 1).ok()?, Date::new(first + length - 1, 12, 31).ok()?))
}

fn of_months(year: i16, first: i8, months: i32) -> Option<(Date, Date)> {
    let first = Date::new(year, first, 1).ok()?;
    let last = first.checked_add(months.months()).ok()?.yesterday().ok()?;
    Some((first, last))
}

/// `20`, `20-WE`, `20-3`
fn of_week(year: i16, week: &str) -> Option<(Date, Date)> {
    let (week, day) = week.split_once('-').map_or((week, None), |(week, day)| (week, Some(day)));
    let monday = ISOWeekDate::new(year, two_digits(week)?, Weekday::Monday).ok()?.date();
    let after = |days: i32| monday.checked_add(days.days()).ok();
    match day {
        None => Some((monday, after(6)?)),
        Some("WE") => Some((after(5)?, after(6)?)),
        Some(day) => {
            let day: i32 = day.parse().ok().filter(|day| (1..=7).contains(day))?;
            Some((after(day - 1)?, after(day - 1)?))
        }
    }
}

fn two_digits(text: &str) -> Option<i8> {
    let is_shaped = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_shaped.then(|| text.parse().ok())?
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_a_first_and_a_last_day() {
        for (value, expected) in [
            ("2008", "2008-01-01 2008-12-31"),
            ("2008-02", "2008-02-01 2008-02-29"),
            ("2008-05-12", "2008-05-12 2008-05-12"),
            ("2008-05-12T09:30", "2008-05-12 2008-05-12"),
            ("2008-05-12TEV", "2008-05-12 2008-05-12"),
            ("2008-Q2", "2008-04-01 2008-06-30"),
            ("2008-H2", "2008-07-01 2008-12-31"),
            ("2008-WI", "2008-12-01 2009-02-28"),
            ("2009-W01", "2008-12-29 2009-01-04"),
            ("2008-W20-WE", "2008-05-17 2008-05-18"),
            ("2008-W20-3", "2008-05-14 2008-05-14"),
            ("200", "2000-01-01 2009-12-31"),
            ("19", "1900-01-01 1999-12-31"),
            ("2008-05/2008-07", "2008-05-01 2008-07-31"),
            ("XXXX-05", ""),
            ("XXXX", ""),
            ("P10Y", ""),
            ("PRESENT_REF", ""),
            ("BC0044", ""),
            ("2008-13", ""),
            ("2008-02-30", ""),
            ("2008-W54", ""),
            ("2008-XX", ""),
            ("2008-W20-9", ""),
            ("20é8", ""),
            ("", ""),
            ("-", ""),
            ("/", ""),
        ] {
            let found = days(value).map(|(first, last)| format!("{first} {last}"));
            assert_eq!(found.unwrap_or_default(), expected, "{value}");
        }
    }

    #[test]
    fn values_are_told_more_or_less_exactly() {
        for (value, expected) in [
            ("2025-12-17", "2025-12-17 2025-12-17 Day"),
            ("2025-12-17T09:30", "2025-12-17 2025-12-17 Day"),
            ("2025-W51-3", "2025-12-17 2025-12-17 Day"),
            ("2025-W51", "2025-12-15 2025-12-21 Week"),
            ("2025-W51-WE", "2025-12-20 2025-12-21 Week"),
            ("2024-02", "2024-02-01 2024-02-29 Month"),
            ("2025-Q4", "2025-10-01 2025-12-31 Quarter"),
            ("2025-H1", "2025-01-01 2025-06-30 Quarter"),
            ("2025-WI", "2025-12-01 2026-02-28 Quarter"),
            ("2025", "2025-01-01 2025-12-31 Year"),
            ("202", "2020-01-01 2029-12-31 Decade"),
            ("19", "1900-01-01 1999-12-31 Decade"),
            ("2008-05/2008-07", ""),
            ("2025-12-17-03", ""),
            ("2025-W", ""),
            ("T09:30", ""),
            ("99999", ""),
            ("2025-é1", ""),
        ] {
            let found =
                graded(value).map(|(first, last, grain)| format!("{first} {last} {grain:?}"));
            assert_eq!(found.unwrap_or_default(), expected, "{value}");
        }
    }
}
