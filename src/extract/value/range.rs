//! The ends of ranges, each of which tells where the other lies: "between Tuesday and Thursday", "from May to July".
//!
//! A range of the past is over: its last day is counted first. One that no verb places lies where its first end does.
//! Start at [`weekday_of_range`] and [`before_end`].

use jiff::civil::Date;
use jiff::civil::Weekday;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::date::nearest;
use crate::extract::value::date::nearest_at;
use crate::extract::value::teller::first_end;
use crate::extract::value::teller::second_end;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction_at;
use crate::extract::value::told::weekday_at;
use crate::extract::value::told::weekday_named;

/// Words between the first and the last weekday of a range; "and" only after "between".
const RANGE_WORDS: &[&str] = &["to", "through", "until", "till", "-", "–", "bis"];
const AND: &[&str] = &["and", "und"];
const BETWEEN: &[&str] = &["between", "zwischen"];

/// Returns the weekday that ends a range: "from Saturday to Tuesday" ends after it begins.
pub(super) fn weekday_of_range(found: &Match<'_>, weekday: Weekday) -> Option<Date> {
    let first = found.tokens.start.checked_sub(2).filter(|first| is_range(found, *first))?;
    calendar::weekday_after(weekday_at(found, first)?, weekday, false)
}

/// Returns the weekday at a token that begins a range of the past: it stands before the last such end.
pub(super) fn weekday_to_range(found: &Match<'_>, at: usize, weekday: Weekday) -> Option<Date> {
    let last = Some(at + 2).filter(|_| is_range(found, at))?;
    let (reference, _) = found.reference.date?;
    let end = weekday_named(found, last)?;
    let past = direction_at(found, &(at..at + 1)) == Some(Direction::Past);
    let week = match (found.story.word(last + 1), found.story.word(last + 2)) {
        ("last", "week") => Some(-1),
        ("this", "week") => Some(0),
        ("next", "week") => Some(1),
        _ => None,
    };
    let end = match week {
        Some(weeks) => {
            calendar::weekday_in_week(calendar::shift(reference, Unit::Week, weeks)?, end)
        }
        None => calendar::weekday_before(reference, end, true).filter(|_| past),
    };
    calendar::weekday_before(end?, weekday, false)
}

/// Returns true if the token behind a weekday leads to the last day of a range.
fn is_range(found: &Match<'_>, first: usize) -> bool {
    let word = |at: usize| found.story.word(at);
    let between = || first.checked_sub(1).map_or("", word);
    RANGE_WORDS.contains(&word(first + 1))
        || AND.contains(&word(first + 1))
            && BETWEEN.iter().any(|word| word.eq_ignore_ascii_case(between()))
}

/// Returns the first end of a range whose years are not told: the last such day or month before the second end, "between
/// May and July".
pub(super) fn before_end(
    found: &Match<'_>,
    reference: Date,
    month: i64,
    day: Option<i64>,
) -> Option<Date> {
    if is_placed(found) {
        return None;
    }
    let end = second_end(found)?;
    let next = |ahead: usize| found.story.word(end.tokens.end + ahead);
    let years = match (next(0), next(1)) {
        ("last", "year") => Some(-1),
        ("this", "year") => Some(0),
        ("next", "year") => Some(1),
        _ => None,
    };
    let looks = [&end.tokens, &found.tokens].map(|tokens| direction_at(found, tokens));
    if years.is_none() && looks == [None, None] {
        return nearest(found, reference, month, day);
    }
    let told =
        |years| calendar::day(i64::from(reference.year()) + years, end.month, end.day.unwrap_or(1));
    let near = || nearest_at(found, &end.tokens, reference, end.month, end.day);
    let last = years.map_or_else(near, told)?;
    let in_year = |year: i64| calendar::day(year, month, day.unwrap_or(1));
    let year = i64::from(last.year());
    [year, year - 1].into_iter().filter_map(in_year).find(|date| *date <= last)
}

/// Returns the second end of a range that no verb places: the first such day or month after its first end.
pub(super) fn after_start(
    found: &Match<'_>,
    reference: Date,
    month: i64,
    day: Option<i64>,
) -> Option<Date> {
    if is_placed(found) {
        return None;
    }
    let start = first_end(found)?;
    let looks = [&start.tokens, &found.tokens].map(|tokens| direction_at(found, tokens));
    if looks != [None, None] {
        return None;
    }
    let first = nearest_at(found, &start.tokens, reference, start.month, start.day)?;
    let in_year = |year: i64| calendar::day(year, month, day.unwrap_or(1));
    let year = i64::from(first.year());
    [year, year + 1].into_iter().filter_map(in_year).find(|date| *date >= first)
}

/// "last May to July": the words say where it lies.
fn is_placed(found: &Match<'_>) -> bool {
    found.range("weekday").is_some() || found.range("rel").is_some()
}
