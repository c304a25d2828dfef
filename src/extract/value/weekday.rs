//! Weekdays, and the weekends and weeks that hold them: "on Wednesday", "last Friday", "Tuesday the 13th", "Tuesday week", "the Friday
//! before Easter".
//!
//! Start at [`weekday_point`].

use jiff::civil::Date;
use jiff::civil::Weekday;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::Point;
use crate::extract::value::date::day_of_month;
use crate::extract::value::date::offset;
use crate::extract::value::date::point;
use crate::extract::value::date::reference;
use crate::extract::value::date::timex_value;
use crate::extract::value::duration::unit;
use crate::extract::value::holiday::holiday_moved;
use crate::extract::value::period::open;
use crate::extract::value::range::weekday_of_range;
use crate::extract::value::range::weekday_to_range;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction;
use crate::extract::value::told::definite_weekday;
use crate::extract::value::told::told_day;
use crate::extract::value::told::told_day_of_story;
use crate::extract::value::told::weekday_beside;
use crate::model::Anchor;
use crate::model::TimexType;
use crate::model::Value;

/// Tokens before a weekday among which "any day of the week" makes it one of many.
const ANY_DAY_REACH: usize = 8;

/// Weekday from which on a weekend that no verb places is the coming one.
const THURSDAY: i8 = 4;

/// Returns the day that a captured weekday names: by "last" and "next", by what the text has told, by tense.
pub(super) fn weekday_point(found: &Match<'_>) -> Option<Point> {
    let weekday = found.number_of("date.weekday", "weekday")?;
    let day = calendar::weekday(weekday)?;
    let Some((reference, anchor)) = found.reference.date else {
        return Some(Point::open(format!("XXXX-WXX-{weekday}"), Unit::Day));
    };
    if found.range("day").is_some() {
        return weekday_with_day(found, reference, anchor);
    }
    if let Some(weeks) = offset(found, "week") {
        let week = calendar::shift(reference, Unit::Week, weeks)?;
        return Some(Point::known(Unit::Day, calendar::weekday_in_week(week, day)?, Some(anchor)));
    }
    if is_any_day(found) {
        return Some(Point::open(format!("XXXX-WXX-{weekday}"), Unit::Day));
    }
    let beside = || weekday_beside(found, day).filter(|_| found.range("hour").is_some());
    let article = found.tokens.start.checked_sub(1).filter(|at| found.story.word(*at) == "the");
    let definite =
        || definite_weekday(found, article?, day).filter(|_| found.range("rel").is_none());
    if let Some(date) = weekday_of_story(found, day).or_else(beside).or_else(definite) {
        return Some(Point::known(Unit::Day, date, Some(Anchor::Text)));
    }
    let ranged = || {
        weekday_of_range(found, day).or_else(|| weekday_to_range(found, found.tokens.start, day))
    };
    if let Some(date) = ranged().filter(|_| found.range("rel").is_none()) {
        return Some(Point::known(Unit::Day, date, Some(anchor)));
    }
    // Yesterday is not "last Monday", nor tomorrow "next Monday": the one beyond is.
    let beyond = if says_coming(found) { 0 } else { 1 };
    let date = match offset(found, "rel") {
        Some(-1) => calendar::shift(reference, Unit::Day, -beyond)
            .and_then(|date| calendar::weekday_before(date, day, false)),
        Some(1) => calendar::shift(reference, Unit::Day, beyond)
            .and_then(|date| calendar::weekday_after(date, day, false)),
        Some(_) => calendar::weekday_in_week(reference, day),
        None => match direction(found) {
            Some(Direction::Future) => calendar::weekday_after(reference, day, true),
            _ => calendar::weekday_before(reference, day, true),
        },
    };
    Some(Point::known(Unit::Day, date?, Some(anchor)))
}

/// "He left on Saturday and came back the next Tuesday": counted from the day told.
fn weekday_of_story(found: &Match<'_>, weekday: Weekday) -> Option<Date> {
    let rel = found.words("rel")?.to_ascii_lowercase();
    let told = |ways: &[&str]| {
        ways.contains(&rel.as_str()).then(|| told_day(found)).flatten().map(|day| day.date)
    };
    if let Some(date) = told(&["the next", "the following", "that following"]) {
        return calendar::weekday_after(date, weekday, false);
    }
    told(&["the previous", "the preceding"])
        .and_then(|date| calendar::weekday_before(date, weekday, false))
}

/// "this past Wednesday" and "this coming Wednesday" may lie right beside the day of the article.
pub(super) fn says_coming(found: &Match<'_>) -> bool {
    found.words("rel").is_some_and(|rel| {
        let rel = rel.to_ascii_lowercase();
        ["this", "coming", "upcoming", "past"].iter().any(|word| rel.contains(word))
    })
}

/// "any day of the week, including Sunday" means no one day.
fn is_any_day(found: &Match<'_>) -> bool {
    let first = found.tokens.start.saturating_sub(ANY_DAY_REACH).max(found.sentence().start);
    let story = found.story;
    (first..found.tokens.start)
        .any(|at| matches!(story.word(at), "any" | "every" | "each") && story.word(at + 1) == "day")
}

/// "Monday 21", "Tuesday the 13th": the nearest month in which the two agree; the coming one first.
fn weekday_with_day(found: &Match<'_>, reference: Date, anchor: Anchor) -> Option<Point> {
    let number = day_of_month(found)?;
    let weekday = calendar::weekday(found.number_of("date.weekday", "weekday")?)?;
    let fits = |months: &i64| {
        let month = calendar::shift(reference.first_of_month(), Unit::Month, *months)?;
        calendar::day(month.year().into(), month.month().into(), number)
            .filter(|date| date.weekday() == weekday)
    };
    let date = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6].iter().find_map(fits)?;
    Some(Point::known(Unit::Day, date, Some(anchor)))
}

/// `week-on`: so many weeks after the coming day, as in Britain: "Tuesday week", "a fortnight on Friday", "a week today".
pub(super) fn week_on(found: &Match<'_>) -> Option<Value> {
    if direction(found) == Some(Direction::Past) {
        return None;
    }
    let (Some(reference), anchor) = reference(found) else { return None };
    let count = found.number_of("parts.cardinal", "number").unwrap_or(1);
    let first = match found.number_of("date.day-word", "word") {
        Some(days) => calendar::shift(reference, Unit::Day, days)?,
        None => {
            let weekday = calendar::weekday(found.number_of("date.weekday", "weekday")?)?;
            calendar::weekday_after(reference, weekday, false)?
        }
    };
    let date = calendar::shift(first, unit(found, "unit")?, count)?;
    Some(timex_value(found, TimexType::Date, at(Unit::Day, date), anchor))
}

/// `weekday-by`: the weekday `on`, so many (`which`) before or after a day: "the Friday before Easter", "the second Sunday
/// after 3 May"; before or after the day told: "the Sunday before".
pub(super) fn weekday_by(found: &Match<'_>) -> Option<Value> {
    let weekday = calendar::weekday(found.number_of("date.weekday", "on")?)?;
    let way = found.number_of("date.way", "way")?;
    let weeks = found.number_of("date.ordinal", "which").unwrap_or(1) - 1;
    let step = |day: Date| {
        let next = if way < 0 {
            calendar::weekday_before(day, weekday, false)?
        } else {
            calendar::weekday_after(day, weekday, false)?
        };
        calendar::shift(next, Unit::Week, weeks * way)
    };
    let point = if found.range("holiday").is_some() {
        holiday_moved(found, step)?
    } else if found.range("day").is_some() {
        let base = point(found).filter(|base| base.unit == Unit::Day)?;
        Point::known(Unit::Day, step(base.date?)?, base.anchor)
    } else {
        let told = told_day_of_story(found).map(|day| (day.date, Anchor::Text));
        let (base, anchor) = told.or(found.reference.date)?;
        Point::known(Unit::Day, step(base)?, Some(anchor))
    };
    Some(timex_value(found, TimexType::Date, point.iso, point.anchor))
}

/// `week-of`: the week that holds a date.
pub(super) fn week_of(found: &Match<'_>) -> Option<Value> {
    let point = point(found)?;
    let unit = unit(found, "unit").unwrap_or(Unit::Week);
    let Some(mut date) = point.date else {
        return Some(timex_value(found, TimexType::Date, open(unit), None));
    };
    // The weekend of a Monday or Tuesday is the one before it.
    if unit == Unit::Weekend && date.weekday().to_monday_one_offset() <= 2 {
        date = calendar::shift(date, Unit::Week, -1)?;
    }
    Some(timex_value(found, TimexType::Date, at(unit, date), point.anchor))
}

/// `weekend`: the last one, unless the sentence looks ahead or today belongs to it.
pub(super) fn weekend(found: &Match<'_>) -> Option<Value> {
    let (date, anchor) = reference(found);
    let Some(date) = date else {
        return Some(timex_value(found, TimexType::Date, open(Unit::Weekend), None));
    };
    let running = match (date.weekday().to_monday_one_offset(), direction(found)) {
        (6.., _) | (_, Some(Direction::Future)) => true,
        (weekday, None) => weekday >= THURSDAY,
        (_, Some(Direction::Past)) => false,
    };
    let date = calendar::shift(date, Unit::Week, if running { 0 } else { -1 })?;
    Some(timex_value(found, TimexType::Date, at(Unit::Weekend, date), anchor))
}
