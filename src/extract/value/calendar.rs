//! Calendar arithmetic and the TIMEX3 spelling of its results. Knows nothing of text.
//!
//! Start at [`Unit`].

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::Weekday;

/// A stretch of the calendar, or of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

/// How lists write the units.
const NAMES: &[(&str, Unit)] = &[
    ("second", Unit::Second),
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("day", Unit::Day),
    ("weekend", Unit::Weekend),
    ("week", Unit::Week),
    ("fortnight", Unit::Fortnight),
    ("month", Unit::Month),
    ("quarter", Unit::Quarter),
    ("half", Unit::Half),
    ("year", Unit::Year),
    ("decade", Unit::Decade),
    ("century", Unit::Century),
    ("millennium", Unit::Millennium),
];

impl Unit {
    /// Returns the unit of this name.
    pub(super) fn named(name: &str) -> Option<Unit> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, unit)| *unit)
    }

    /// Returns how TIMEX3 durations count it: times how much of which letter. Those of the clock follow a `T`.
    pub(super) fn letter(self) -> (i64, &'static str) {
        match self {
            Unit::Second => (1, "S"),
            Unit::Minute => (1, "M"),
            Unit::Hour => (1, "H"),
            Unit::Day => (1, "D"),
            Unit::Weekend => (1, "WE"),
            Unit::Week => (1, "W"),
            Unit::Fortnight => (2, "W"),
            Unit::Month => (1, "M"),
            Unit::Quarter => (1, "Q"),
            Unit::Half => (6, "M"),
            Unit::Year => (1, "Y"),
            Unit::Decade => (10, "Y"),
            Unit::Century => (100, "Y"),
            Unit::Millennium => (1000, "Y"),
        }
    }

    /// Returns true for units that TIMEX3 durations count in several of a smaller one.
    pub(super) fn is_multiple(self) -> bool {
        self.letter().0 != 1
    }

    /// Returns true for hours, minutes and seconds.
    pub(super) fn is_clock(self) -> bool {
        matches!(self, Unit::Second | Unit::Minute | Unit::Hour)
    }
}

/// Returns the date `count` units later, or earlier; the last day of a month stays inside the month.
pub(super) fn shift(date: Date, unit: Unit, count: i64) -> Option<Date> {
    let (times, months) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(date),
        Unit::Day => (1, false),
        Unit::Week | Unit::Weekend => (7, false),
        Unit::Fortnight => (14, false),
        Unit::Month => (1, true),
        Unit::Quarter => (3, true),
        Unit::Half => (6, true),
        Unit::Year => (12, true),
        Unit::Decade => (120, true),
        Unit::Century => (1200, true),
        Unit::Millennium => (12000, true),
    };
    let count = count.checked_mul(times)?;
    let span = if months { 0.days().try_months(count) } else { 0.days().try_days(count) };
    date.checked_add(span.ok()?).ok()
}

/// Returns the TIMEX3 value of the unit that holds the date: `2024-03-05`, `2024-W10`, `2024-Q1`, `202`.
pub(super) fn at(unit: Unit, date: Date) -> String {
    let (year, month) = (date.year(), date.month());
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => {
            format!("{year:04}-{month:02}-{:02}", date.day())
        }
        Unit::Week | Unit::Fortnight => week(date),
        Unit::Weekend => format!("{}-WE", week(date)),
        Unit::Month => format!("{year:04}-{month:02}"),
        Unit::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Unit::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
        Unit::Year => format!("{year:04}"),
        Unit::Decade => format!("{:03}", year / 10),
        Unit::Century => format!("{:02}", year / 100),
        Unit::Millennium => format!("{:01}", year / 1000),
    }
}

fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Returns how many weeks a year has: those whose Thursday is in it.
pub(super) fn weeks(year: i64) -> Option<i64> {
    Some(i64::from(day(year, 12, 28)?.iso_week_date().week()))
}

/// Returns a date, if there is such a day.
pub(super) fn day(year: i64, month: i64, day: i64) -> Option<Date> {
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// Returns the weekday with this number; Monday is 1.
pub(super) fn weekday(number: i64) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number.try_into().ok()?).ok()
}

/// Returns the last such weekday up to the date: the date itself counts if `same`.
pub(super) fn weekday_before(date: Date, weekday: Weekday, same: bool) -> Option<Date> {
    let back = i64::from(weekday.until(date.weekday()));
    let back = if back == 0 && !same { 7 } else { back };
    shift(date, Unit::Day, -back)
}

/// Returns the next such weekday from the date on: the date itself counts if `same`.
pub(super) fn weekday_after(date: Date, weekday: Weekday, same: bool) -> Option<Date> {
    let ahead = i64::from(weekday.since(date.weekday()));
    let ahead = if ahead == 0 && !same { 7 } else { ahead };
    shift(date, Unit::Day, ahead)
}

/// Returns such a weekday in the week (from Monday) that holds the date.
pub(super) fn weekday_in_week(date: Date, weekday: Weekday) -> Option<Date> {
    let offset = weekday.to_monday_one_offset() - date.weekday().to_monday_one_offset();
    shift(date, Unit::Day, i64::from(offset))
}

/// Returns the n-th such weekday of a month; the last for -1.
pub(super) fn nth_weekday(year: i64, month: i64, nth: i64, weekday: Weekday) -> Option<Date> {
    day(year, month, 1)?.nth_weekday_of_month(nth.try_into().ok()?, weekday).ok()
}

/// Returns Easter Sunday of the Gregorian calendar, by the anonymous computus.
pub(super) fn easter(year: i64) -> Option<Date> {
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let offset = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * offset) / 451;
    let sum = epact + offset - 7 * late + 114;
    day(year, sum / 31, sum % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_moves() {
        let cases = [
            (1998, 4, 12),
            (2000, 4, 23),
            (2008, 3, 23),
            (2018, 4, 1),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2038, 4, 25),
        ];
        for (year, month, day) in cases {
            assert_eq!(easter(i64::from(year)), Some(date(year, month, day)));
        }
    }

    #[test]
    fn units_have_a_spelling() {
        let date = date(2024, 12, 30);
        let cases = [
            (Unit::Day, "2024-12-30"),
            (Unit::Week, "2025-W01"),
            (Unit::Weekend, "2025-W01-WE"),
            (Unit::Quarter, "2024-Q4"),
            (Unit::Half, "2024-H2"),
            (Unit::Decade, "202"),
            (Unit::Century, "20"),
        ];
        for (unit, wanted) in cases {
            assert_eq!(at(unit, date), wanted);
        }
    }

    #[test]
    fn years_have_weeks() {
        for (year, expected) in [(2020, 53), (2024, 52), (2026, 53)] {
            assert_eq!(weeks(year), Some(expected), "{year}");
        }
    }

    #[test]
    fn shifts_stay_in_the_calendar() {
        assert_eq!(shift(date(2024, 3, 31), Unit::Month, -1), Some(date(2024, 2, 29)));
        assert_eq!(shift(date(2024, 2, 29), Unit::Year, 1), Some(date(2025, 2, 28)));
        assert_eq!(shift(date(2024, 3, 5), Unit::Fortnight, 1), Some(date(2024, 3, 19)));
        assert_eq!(shift(date(2024, 3, 5), Unit::Millennium, 99), None);
        assert_eq!(shift(date(2024, 3, 5), Unit::Year, i64::MAX), None);
    }

    #[test]
    fn weekdays_before_and_after() {
        let tuesday = date(2024, 3, 5);
        assert_eq!(weekday_before(tuesday, Weekday::Tuesday, true), Some(tuesday));
        assert_eq!(weekday_before(tuesday, Weekday::Tuesday, false), Some(date(2024, 2, 27)));
        assert_eq!(weekday_before(tuesday, Weekday::Wednesday, true), Some(date(2024, 2, 28)));
        assert_eq!(weekday_after(tuesday, Weekday::Monday, false), Some(date(2024, 3, 11)));
        assert_eq!(weekday_in_week(tuesday, Weekday::Sunday), Some(date(2024, 3, 10)));
        assert_eq!(nth_weekday(2024, 11, 4, Weekday::Thursday), Some(date(2024, 11, 28)));
    }
}
