//! Dates in digits alone: `2008`, `1998-99`, `12/17/2025`; and the doubt whether digits are a date at all.
//!
//! Start at [`lone_year`].

use std::ops::Range;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::nearest;
use crate::extract::value::date::reference;
use crate::extract::value::date::timex_value;
use crate::extract::value::date::year;
use crate::extract::value::date::year_point;
use crate::extract::value::order::day_first;
use crate::extract::value::quantity::singular;
use crate::model::TimexType;
use crate::model::Value;
use crate::text::shape::Shape;

/// Numbers below this one are more often counts than years, where a noun follows.
const OLD_YEARS: &str = "1900";

/// Years of a span whose end is told in two digits, at most.
const LONGEST_SPAN: i64 = 40;

/// `year`: a year alone, or with the second of two (`to`), unless the number counts something.
pub(super) fn lone_year(found: &Match<'_>) -> Option<Value> {
    let tokens = &found.story.tokens;
    let Range { start, end } = found.tokens;
    let before = |width: usize| start.checked_sub(width).map_or("", |at| found.story.word(at));
    let glued = tokens.get(start).is_some_and(|token| token.glued);
    let joined = glued
        && matches!(
            before(1),
            "-" | "–" | "/" | ":" | "." | "," | "#" | "$" | "£" | "€" | "¥" | "₹" | "@" | "_"
        );
    let range = matches!(before(1), "-" | "–" | "/")
        && (before(2).len() == 4 || !before(2).starts_with(|letter: char| letter.is_ascii_digit()));
    let numbered = matches!(
        before(1),
        "$" | "£"
            | "€"
            | "#"
            | "no"
            | "No"
            | "No."
            | "Nos"
            | "room"
            | "Room"
            | "flight"
            | "Flight"
            | "page"
            | "route"
            | "Route"
    );
    if (joined && !range) || numbered || counts_what_follows(found) {
        return None;
    }
    let follows =
        tokens.get(end).filter(|next| next.glued).map_or("", |next| next.text(&found.story.text));
    if follows.starts_with(|letter: char| letter.is_alphanumeric())
        || matches!(follows, ":" | "/" | "°" | "%")
        || opens_date(found)
    {
        return None;
    }
    let point = year_point(found)?;
    if found.words("year").is_some_and(|year| year < OLD_YEARS) && counted_noun_follows(found) {
        return None;
    }
    let Some(to) = found.words("to") else {
        return Some(timex_value(found, TimexType::Date, point.iso, point.anchor));
    };
    let (first, short) = (point.iso.parse::<i64>().ok()?, to.parse::<i64>().ok()?);
    let last = if (first + 1) % 100 == short { first + 1 } else { first / 100 * 100 + short };
    // "1939-45"; up to twelve it may be a month.
    let is_span = (1..=LONGEST_SPAN).contains(&(last - first)) && short > 12;
    (last == first + 1 || is_span)
        .then(|| timex_value(found, TimexType::Date, format!("{first}/{last}"), None))
}

/// "2015-1-32" is no date, and its beginning no year.
fn opens_date(found: &Match<'_>) -> bool {
    let end = found.tokens.end;
    let glued = |at: usize| found.story.tokens.get(at).is_some_and(|token| token.glued);
    let hyphen = |at: usize| glued(at) && found.story.word(at) == "-";
    hyphen(end) && glued(end + 1) && found.story.word(end + 1).len() <= 2 && hyphen(end + 2)
}

/// `numeric-date`: `first`/`second`/`year` in digits, or all of them in one number. Month first as in the United States,
/// unless the article's other dates or its country say otherwise, or only one order is a date or fits the weekday.
pub(super) fn numeric(found: &Match<'_>) -> Option<Value> {
    if is_part_of_code(found) || counts_what_follows(found) {
        return None;
    }
    let timex = |iso: String, anchor| Some(timex_value(found, TimexType::Date, iso, anchor));
    if let Some(digits) = found.words("compact") {
        let number = |range: Range<usize>| digits.get(range)?.parse().ok();
        let date = calendar::day(number(0..4)?, number(4..6)?, number(6..8)?)?;
        return timex(at(Unit::Day, date), None);
    }
    let Numeric { first, second, year } = parts(found)?;
    let day_first = first > 12
        || found.with("order") == Some("day")
        || (day_is_first(found, first, second, year) && second <= 12);
    if found.range("dotted").is_some() && year.is_none() && !weekday_fits(found, first, second) {
        return None;
    }
    let (month, day) = if day_first { (second, first) } else { (first, second) };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    match (year, reference(found)) {
        (Some(year), _) => timex(at(Unit::Day, calendar::day(year, month, day)?), None),
        (None, (Some(reference), anchor)) => {
            timex(at(Unit::Day, nearest(found, reference, month, Some(day))?), anchor)
        }
        (None, _) => timex(format!("XXXX-{month:02}-{day:02}"), None),
    }
}

/// A date in digits, its day and month in the order in which they stand.
struct Numeric {
    first: i64,
    second: i64,
    year: Option<i64>,
}

/// `3/12/2020`, `3/12`; `31.12.2020` and `7.6` as one number.
fn parts(found: &Match<'_>) -> Option<Numeric> {
    let Some(dotted) = found.words("dotted") else {
        let number = |name: &str| found.words(name)?.parse::<i64>().ok();
        return Some(Numeric {
            first: number("first")?,
            second: number("second")?,
            year: year(found),
        });
    };
    let mut numbers = dotted.split('.').map(|part| part.parse::<i64>().ok());
    let (first, second) = (numbers.next()??, numbers.next()??);
    Some(Numeric { first, second, year: numbers.next().flatten() })
}

/// Which order the weekday beside the digits, full stops between them, or the article speak for.
fn day_is_first(found: &Match<'_>, first: i64, second: i64, year: Option<i64>) -> bool {
    let reference_year = || found.reference.date.map(|(date, _)| date.year().into());
    let weekday = found.number_of("date.weekday", "weekday").and_then(calendar::weekday);
    if let (Some(weekday), Some(year)) = (weekday, year.or_else(reference_year)) {
        let fits = |month, day| {
            calendar::day(year, month, day).is_some_and(|date| date.weekday() == weekday)
        };
        let orders = (fits(first, second), fits(second, first));
        if orders.0 != orders.1 {
            return orders.1;
        }
    }
    (found.range("dotted").is_some() && year.is_some())
        || found.reference.order(|| day_first(found))
}

/// Returns false if a weekday beside day and month is that of neither order: "up 8.1 on Monday 3.1 on Tuesday".
fn weekday_fits(found: &Match<'_>, first: i64, second: i64) -> bool {
    let Some(weekday) = found.number_of("date.weekday", "weekday").and_then(calendar::weekday)
    else {
        return true;
    };
    let Some((reference, _)) = found.reference.date else { return false };
    let years = [-1, 0, 1].map(|years| i64::from(reference.year()) + years);
    let is = |date: Option<jiff::civil::Date>| date.is_some_and(|date| date.weekday() == weekday);
    years.into_iter().any(|year| {
        is(calendar::day(year, first, second)) || is(calendar::day(year, second, first))
    })
}

/// Returns true if digits go on before or behind a date in digits: it is part of a longer number.
pub(super) fn is_part_of_code(found: &Match<'_>) -> bool {
    let joint = |at: usize| {
        found.story.tokens.get(at).is_some_and(|token| token.glued)
            && matches!(found.story.word(at), "-" | "/" | "." | ":")
    };
    let digit = |at: usize| {
        found.story.tokens.get(at).is_some_and(|token| token.glued && token.shape == Shape::Number)
    };
    let Range { start, end } = found.tokens;
    let before = start > 0 && found.story.tokens[start].glued && joint(start - 1);
    before || (joint(end) && digit(end + 1)) || digit(end)
}

/// Returns true if a noun in the plural follows: "1709 schoolchildren".
fn counted_noun_follows(found: &Match<'_>) -> bool {
    let end = found.tokens.end;
    end < found.sentence().end && singular(found.story.word(end)).is_some()
}

/// Returns true if the word after the mention makes its last number an amount: "2000 miles", "May 5 percent".
pub(super) fn counts_what_follows(found: &Match<'_>) -> bool {
    let end = found.tokens.end;
    let Some(next) = found.story.tokens.get(end).filter(|_| end < found.sentence().end) else {
        return false;
    };
    let listed = found
        .rules
        .lexicon
        .class("date.no-day-before")
        .is_some_and(|class| found.rules.lexicon.has(next, class));
    let clock = found.story.word(end) == ":"
        && found
            .story
            .tokens
            .get(end + 1)
            .is_some_and(|digit| digit.glued && digit.shape == Shape::Number);
    listed || clock
}
