//! Named days, fixed and movable: Christmas, Good Friday, Thanksgiving, Ramadan.
//!
//! The normal form of a holiday's name says how its day is worked out. Start at [`holiday`].

use jiff::civil::Date;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::Point;
use crate::extract::value::date::nearest;
use crate::extract::value::date::offset;
use crate::extract::value::date::reference;
use crate::extract::value::date::year;
use crate::extract::value::moving_days::MOVING_DAYS;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction;
use crate::extract::value::told::year_at;

/// Days ahead within which a holiday is taken for the coming one, whatever the tense.
const DAYS_SOON: i32 = 20;

/// Returns the day of a captured `holiday`.
pub(super) fn holiday(found: &Match<'_>) -> Option<Point> {
    let rule = found.listed("date.holiday", "holiday")?;
    // "Election Day in 1996".
    let in_year = || match found.story.word(found.tokens.end) {
        "in" | "of" => year_at(found, found.tokens.end + 1),
        _ => None,
    };
    let written = year(found).or_else(in_year);
    let known = |date: Date, anchor| Point {
        iso: at(Unit::Day, date),
        date: Some(date),
        unit: Unit::Day,
        anchor,
    };
    if let Some(year) = written {
        return Some(known(day_of_holiday(rule, year)?, None));
    }
    let (Some(date), anchor) = reference(found) else {
        let fixed = rule.strip_prefix("on ").unwrap_or("XX-XX");
        return Some(Point {
            iso: format!("XXXX-{fixed}"),
            date: None,
            unit: Unit::Day,
            anchor: None,
        });
    };
    let this = i64::from(date.year());
    let days = [this - 1, this, this + 1].map(|year| day_of_holiday(rule, year));
    let past = days.iter().flatten().rev().find(|day| **day <= date);
    let future = days.iter().flatten().find(|day| **day >= date);
    let near = |day: &&Date| day.since(date).is_ok_and(|span| span.get_days() <= 45);
    let soon = |day: &&Date| day.since(date).is_ok_and(|span| span.get_days() <= DAYS_SOON);
    let rel = offset(found, "rel");
    let day = match (rel, direction(found)) {
        (None, Some(Direction::Past)) => future.filter(soon).or(past),
        (Some(-1), _) => past,
        (Some(1), _) | (None, Some(Direction::Future)) => future,
        (Some(_), _) => days[1].as_ref(),
        (None, None) => future.filter(near).or(past),
    };
    Some(known(*day?, anchor))
}

/// Returns the day of "the second Sunday in May": of the year beside it, else the nearest such month.
pub(super) fn nth_weekday_point(found: &Match<'_>) -> Option<Point> {
    let weekday = calendar::weekday(found.number_of("date.weekday", "weekday")?)?;
    let month = found.number_of("date.month", "month")?;
    let nth = found.number_of("date.ordinal", "nth").unwrap_or(-1);
    let (date, anchor) = reference(found);
    let written = year(found);
    let near = || Some(nearest(found, date?, month, None)?.year().into());
    let day = calendar::nth_weekday(written.or_else(near)?, month, nth, weekday)?;
    Some(Point::known(Unit::Day, day, anchor.filter(|_| written.is_none())))
}

/// Works out the day of a holiday in a year: `on 12-25`, `easter -2`, `nth 11 4 4` (month, which, weekday) with a
/// shift in days after it, `moving ramadan`.
fn day_of_holiday(rule: &str, year: i64) -> Option<Date> {
    let (kind, rest) = rule.split_once(' ')?;
    let mut numbers = rest.split([' ', '_']).filter_map(|number| number.parse::<i64>().ok());
    match kind {
        "on" => {
            let (month, day) = rest.split_once('-')?;
            calendar::day(year, month.parse().ok()?, day.parse().ok()?)
        }
        "easter" => calendar::shift(calendar::easter(year)?, Unit::Day, numbers.next()?),
        "nth" => {
            let (month, nth, weekday) =
                (numbers.next()?, numbers.next()?, calendar::weekday(numbers.next()?)?);
            let day = calendar::nth_weekday(year, month, nth, weekday)?;
            calendar::shift(day, Unit::Day, numbers.next().unwrap_or_default())
        }
        "moving" => moving_day(rest, year),
        _ => None,
    }
}

/// Looks up a day that other calendars than the Gregorian set.
fn moving_day(name: &str, year: i64) -> Option<Date> {
    let (_, days) = MOVING_DAYS.iter().find(|(known, _)| *known == name)?;
    let day = days.iter().map(|day| i64::from(*day)).find(|day| day / 10_000 == year)?;
    calendar::day(year, day / 100 % 100, day % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays_have_a_day() {
        let cases = [
            ("on 12-25", 2024, date(2024, 12, 25)),
            ("easter -2", 2024, date(2024, 3, 29)),
            ("nth 11 4 4", 2024, date(2024, 11, 28)),
            ("nth 11 1 1 1", 2026, date(2026, 11, 3)),
            ("moving ramadan", 2024, date(2024, 3, 11)),
            ("moving eid-al-fitr", 2021, date(2021, 5, 13)),
            ("moving chinese-new-year", 2020, date(2020, 1, 25)),
        ];
        for (rule, year, day) in cases {
            assert_eq!(day_of_holiday(rule, year), Some(day), "{rule}");
        }
        assert_eq!(day_of_holiday("moving ramadan", 1800), None);
    }

    #[test]
    fn moving_days_stand_in_order() {
        for (name, days) in MOVING_DAYS {
            assert!(days.is_sorted(), "{name}");
            for day in *days {
                let year = i64::from(day / 10_000);
                assert!(moving_day(name, year).is_some(), "{name} {year}");
            }
        }
    }
}
