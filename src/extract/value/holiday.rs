//! Named days, fixed and movable: Christmas, Good Friday, Thanksgiving, Ramadan.
//!
//! The normal form of a holiday's name says how its day is worked out. Start at [`holiday`].

use jiff::civil::Date;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
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

/// Days ahead within which a holiday that no verb places is the coming one.
const DAYS_NEAR: i32 = 45;

/// Returns the day of a captured `holiday`, or the day of it that is captured beside it: "the third day of Ramadan".
pub(super) fn holiday(found: &Match<'_>) -> Option<Point> {
    let rule = found.listed("date.holiday", "holiday")?;
    if found.range("nth_day").is_none() && found.range("edge").is_none() {
        return holiday_moved(found, Some);
    }
    let length: i64 = found.listed("date.holiday-days", "holiday")?.parse().ok()?;
    let last = found.words("nth_day").is_some_and(|word| word.eq_ignore_ascii_case("last"))
        || found.listed("date.mod", "edge") == Some("END");
    let nth = found.number_of("date.ordinal", "nth_day").unwrap_or(1);
    // The first night comes before the first day.
    let evening = i64::from(found.listed("date.part", "part").is_some());
    holiday_moved(found, |first| {
        let end =
            || end_of_moon(rule, first).or_else(|| calendar::shift(first, Unit::Day, length - 1));
        let day = if last { end()? } else { calendar::shift(first, Unit::Day, nth - 1)? };
        calendar::shift(day, Unit::Day, -evening)
    })
}

/// Returns the day that `step` makes of a captured `holiday`: in the year written, else as tense has it.
pub(super) fn holiday_moved(
    found: &Match<'_>,
    step: impl Fn(Date) -> Option<Date>,
) -> Option<Point> {
    let rule = found.listed("date.holiday", "holiday")?;
    let day_in = |year: i64| step(day_of_holiday(rule, year)?);
    // "Election Day in 1996".
    let in_year = || match found.story.word(found.tokens.end) {
        "in" | "of" => year_at(found, found.tokens.end + 1),
        _ => None,
    };
    if let Some(year) = year(found).or_else(in_year) {
        return Some(Point::known(Unit::Day, day_in(year)?, None));
    }
    let (Some(date), anchor) = reference(found) else {
        let fixed = rule.strip_prefix("on ").filter(|_| found.range("way").is_none());
        return Some(Point::open(format!("XXXX-{}", fixed.unwrap_or("XX-XX")), Unit::Day));
    };
    let this = i64::from(date.year());
    let days = [this - 1, this, this + 1].map(day_in);
    Some(Point::known(Unit::Day, choose(found, date, &days)?, anchor))
}

/// Chooses among the days of last year, this and the next.
fn choose(found: &Match<'_>, date: Date, days: &[Option<Date>; 3]) -> Option<Date> {
    let past = days.iter().flatten().rev().find(|day| **day <= date);
    let future = days.iter().flatten().find(|day| **day >= date);
    let within =
        |limit: i32| move |day: &&Date| day.since(date).is_ok_and(|span| span.get_days() <= limit);
    let day = match (offset(found, "rel"), direction(found)) {
        // What is counted from a holiday lies where the verb says; the holiday itself may be about to come.
        (None, Some(Direction::Past)) if found.range("way").is_some() => past,
        (None, Some(Direction::Past)) => future.filter(within(DAYS_SOON)).or(past),
        (Some(-1), _) => past,
        (Some(1), _) | (None, Some(Direction::Future)) => future,
        (Some(_), _) => days[1].as_ref(),
        (None, None) => future.filter(within(DAYS_NEAR)).or(past),
    };
    day.copied()
}

/// Returns the last day of a month of fasting: the day before the feast that ends it.
fn end_of_moon(rule: &str, first: Date) -> Option<Date> {
    if rule != "moving ramadan" {
        return None;
    }
    let year = i64::from(first.year());
    let feasts = [year, year + 1].map(|year| moving_day("eid-al-fitr", year));
    let feast = feasts.into_iter().flatten().find(|day| *day > first)?;
    calendar::shift(feast, Unit::Day, -1)
}

/// Returns the day of "the second Sunday in May": of the year beside it, else the nearest such month.
pub(super) fn nth_weekday_point(found: &Match<'_>) -> Option<Point> {
    let weekday = calendar::weekday(found.number_of("date.weekday", "weekday")?)?;
    let nth = found.number_of("date.ordinal", "nth").unwrap_or(-1);
    let (date, anchor) = reference(found);
    let Some(month) = found.number_of("date.month", "month") else {
        // "of the month", "of next month"
        let months = offset(found, "rel").unwrap_or_default();
        let month = calendar::shift(date?.first_of_month(), Unit::Month, months)?;
        let day = calendar::nth_weekday(month.year().into(), month.month().into(), nth, weekday)?;
        return Some(Point::known(Unit::Day, day, anchor));
    };
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
