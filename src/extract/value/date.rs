//! Calendar dates: full, partial or relative to a weekday, as points that other builders can count from.
//!
//! A date without a year is the nearest one that tense and prepositions allow. Start at [`point`].

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::digits::counts_what_follows;
use crate::extract::value::digits::is_part_of_code;
use crate::extract::value::holiday::holiday;
use crate::extract::value::holiday::nth_weekday_point;
use crate::extract::value::number::parse;
use crate::extract::value::range::after_start;
use crate::extract::value::range::before_end;
use crate::extract::value::teller::tells;
use crate::extract::value::teller::text_year;
use crate::extract::value::teller::year_behind;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction;
use crate::extract::value::tense::direction_at;
use crate::extract::value::told::narrative_year;
use crate::extract::value::told::year_at;
use crate::extract::value::weekday::says_coming;
use crate::extract::value::weekday::weekday_point;
use crate::model::Anchor;
use crate::model::DateValue;
use crate::model::TimexType;
use crate::model::Value;

/// Days ahead within which a date without a year is taken for a coming one; further ones are past. News looks back.
const DAYS_AHEAD: i64 = 120;

/// Days within which a day or month without a year is taken for the nearest, whatever the tense.
const DAYS_NEAR: i64 = 60;

/// Two-digit years up to this one are of this century.
const LAST_SHORT_YEAR: i64 = 39;

/// Lists that say "last", "this" and "next".
const OFFSETS: &[&str] = &["date.rel", "date.rel-unit", "date.part-rel"];

/// A point on the calendar.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// TIMEX3 value.
    pub(super) iso: String,
    /// Its first day, if the year is known.
    pub(super) date: Option<Date>,
    /// How coarse it is.
    pub(super) unit: Unit,
    /// What it was counted from.
    pub(super) anchor: Option<Anchor>,
}

impl Point {
    pub(super) fn known(unit: Unit, date: Date, anchor: Option<Anchor>) -> Point {
        Point { iso: at(unit, date), date: Some(date), unit, anchor }
    }

    pub(super) fn open(iso: String, unit: Unit) -> Point {
        Point { iso, date: None, unit, anchor: None }
    }
}

/// `date`: a point, with a part of the day and a modifier.
pub(super) fn date(found: &Match<'_>) -> Option<Value> {
    let mut point = point(found)?;
    // "in der Nacht zum Sonntag" begins on Saturday.
    if let Some(days) = found.with("shift").and_then(|days| days.parse().ok()) {
        let date = calendar::shift(point.date?, Unit::Day, days)?;
        point = Point::known(Unit::Day, date, point.anchor);
    }
    if found.with("edge") == Some("last") {
        point = Point::known(Unit::Day, point.date?.last_of_month(), point.anchor);
    }
    let day_last = found.range("day").is_some_and(|day| day.end == found.tokens.end);
    let digits = found.range("month_number").is_some();
    if (day_last && counts_what_follows(found)) || (digits && is_part_of_code(found)) {
        return None;
    }
    let part = found.listed("date.part", "part").or_else(|| found.with("part"));
    let part = part.filter(|_| point.unit == Unit::Day);
    let timex = if part.is_some() { TimexType::Time } else { TimexType::Date };
    let iso = format!("{}{}", point.iso, part.unwrap_or_default());
    Some(timex_value(found, timex, iso, point.anchor))
}

/// Returns a time expression with the modifier that the match has captured.
pub(super) fn timex_value(
    found: &Match<'_>,
    timex: TimexType,
    iso: String,
    anchor: Option<Anchor>,
) -> Value {
    let modifier = found
        .listed("date.mod", "mod")
        .or_else(|| found.with("mod"))
        .filter(|modifier| *modifier != "NONE");
    Value::Date(DateValue { timex, iso, modifier: modifier.map(str::to_owned), anchor })
}

/// Returns the point that the captures name: `word` (today), or `weekday`, `day`, `month`, `year` or `short` with
/// `rel` (last, next).
pub(super) fn point(found: &Match<'_>) -> Option<Point> {
    if let Some(offset) = found.number_of("date.day-word", "word") {
        if found.is_name() && found.range("word").is_some_and(|word| word == found.tokens) {
            return None;
        }
        return Some(relative_day(found, offset));
    }
    if found.range("holiday").is_some() {
        return holiday(found).filter(|_| !names_a_thing(found));
    }
    if found.range("nth").is_some() {
        return nth_weekday_point(found);
    }
    match (month(found), found.range("weekday").is_some()) {
        (Some(month), _) => month_point(found, month),
        (None, true) => weekday_point(found),
        (None, false) if found.range("day").is_some() => day_point(found),
        (None, false) => year_point(found),
    }
}

/// "Christmas cards" are no day.
fn names_a_thing(found: &Match<'_>) -> bool {
    let next = found.tokens.end..found.tokens.end + 1;
    let tokens = found.story.tokens.get(next).unwrap_or_default();
    let things = found.rules.lexicon.class("date.holiday-thing");
    things.is_some_and(|class| found.rules.lexicon.has_phrase(tokens, class))
}

/// Returns the reference date and where it comes from.
pub(super) fn reference(found: &Match<'_>) -> (Option<Date>, Option<Anchor>) {
    found.reference.date.unzip()
}

/// Returns how many units on a captured "last", "this" or "next" is.
pub(super) fn offset(found: &Match<'_>, name: &str) -> Option<i64> {
    OFFSETS.iter().find_map(|list| found.number_of(list, name))
}

fn relative_day(found: &Match<'_>, offset: i64) -> Point {
    let (reference, anchor) = reference(found);
    match reference.and_then(|date| calendar::shift(date, Unit::Day, offset)) {
        Some(date) => Point::known(Unit::Day, date, anchor),
        None => Point::open("XXXX-XX-XX".to_owned(), Unit::Day),
    }
}

pub(super) fn month(found: &Match<'_>) -> Option<i64> {
    let written = || found.words("month_number")?.parse().ok();
    found.number_of("date.month", "month").or_else(written)
}

/// Returns the captured day of the month: `3`, `3rd`, `third`, `twenty nine`.
pub(super) fn day_of_month(found: &Match<'_>) -> Option<i64> {
    let range = found.range("day")?;
    let first = found.story.word(range.start);
    let written = || first.parse().ok();
    let spelled = || i64::try_from(parse(found, found.range("day")?)?).ok();
    written().or_else(|| found.number_of("date.ordinal", "day")).or_else(spelled)
}

/// Returns the captured year: four digits, two digits, words, or "last year".
pub(super) fn year(found: &Match<'_>) -> Option<i64> {
    let written = || found.words("year")?.parse::<i64>().ok();
    let short = || Some(full_year(found.words("short")?.parse().ok()?));
    let relative = || {
        let offset = found.number_of("date.rel-year", "rel_year")?;
        let told = text_year(found, "rel_year");
        let told = told.or_else(|| found.reference.date.map(|(date, _)| date.year().into()));
        told.map(|year| year + offset)
    };
    let coded = || {
        let code = found.words("code")?.trim_start_matches(|letter: char| !letter.is_ascii_digit());
        let year = code.parse::<i64>().ok()?;
        Some(if code.len() == 2 { full_year(year) } else { year })
    };
    written().or_else(short).or_else(coded).or_else(|| spelled_year(found)).or_else(relative)
}

/// The year that two digits stand for.
pub(super) fn full_year(short: i64) -> i64 {
    if short <= LAST_SHORT_YEAR { 2000 + short } else { 1900 + short }
}

/// "nineteen eighty-six", "two thousand and fifteen".
fn spelled_year(found: &Match<'_>) -> Option<i64> {
    let range = found.range("year_words")?;
    let whole = parse(found, range.clone()).and_then(|year| i64::try_from(year).ok());
    if let Some(year) = whole.filter(|year| (1000..3000).contains(year)) {
        return Some(year);
    }
    let century = i64::try_from(parse(found, range.start..range.start + 1)?).ok()?;
    let rest = i64::try_from(parse(found, range.start + 1..range.end)?).ok()?;
    ((10..30).contains(&century) && (1..100).contains(&rest)).then_some(century * 100 + rest)
}

/// The anchor of a date whose year may have been worked out.
fn anchor_of(found: &Match<'_>) -> Option<Anchor> {
    let absolute =
        ["year", "short", "code", "year_words"].iter().any(|name| found.range(name).is_some());
    match absolute {
        true => None,
        false if text_year(found, "rel_year").is_some() => Some(Anchor::Text),
        false => reference(found).1,
    }
}

fn month_point(found: &Match<'_>, month: i64) -> Option<Point> {
    let day = match found.range("day") {
        Some(_) => Some(day_of_month(found)?),
        None => None,
    };
    let is_day = day.is_none_or(|day| (1..=31).contains(&day));
    if !(1..=12).contains(&month) || !is_day || is_impossible(found, month, day) {
        return None;
    }
    let unit = if day.is_some() { Unit::Day } else { Unit::Month };
    if let Some(year) = year(found) {
        let date = calendar::day(year, month, day.unwrap_or(1))?;
        return (!contradicts(found, date)).then(|| Point::known(unit, date, anchor_of(found)));
    }
    if let Some(year) = year_behind(found, month) {
        let date = calendar::day(year, month, day.unwrap_or(1))?;
        return Some(Point::known(unit, date, Some(Anchor::Text)));
    }
    // "Sun, August 16, 2008": the year belongs to it, so the name of the paper does not.
    if day.is_some() && found.range("weekday").is_some() && year_after(found).is_some() {
        return None;
    }
    let Some((reference, anchor)) = found.reference.date else {
        let day = day.map(|day| format!("-{day:02}")).unwrap_or_default();
        return Some(Point::open(format!("XXXX-{month:02}{day}"), unit));
    };
    let told = tells(found, "rel");
    let placed = found.range("weekday").is_some() || (found.range("rel").is_some() && !told);
    if let Some(year) = narrative_year(found, month).filter(|_| !placed) {
        let date = calendar::day(year, month, day.unwrap_or(1))?;
        return Some(Point::known(unit, date, Some(Anchor::Text)));
    }
    let near = || nearest(found, reference, month, day);
    let after = || after_start(found, reference, month, day);
    let date = before_end(found, reference, month, day).or_else(after).or_else(near)?;
    Some(Point::known(unit, date, Some(anchor)))
}

/// Returns the year that stands right behind the mention.
fn year_after(found: &Match<'_>) -> Option<i64> {
    let end = found.tokens.end;
    let at = if found.story.word(end) == "," { end + 1 } else { end };
    year_at(found, at)
}

/// "29 February 2023": no such day, and so neither the day of another year nor the month.
fn is_impossible(found: &Match<'_>, month: i64, day: Option<i64>) -> bool {
    let year = year(found).or_else(|| year_after(found));
    let before = || found.story.word(found.tokens.start.checked_sub(1)?).parse().ok();
    let day = day.or_else(|| before().filter(|day| (29..=31).contains(day)));
    year.zip(day).is_some_and(|(year, day)| calendar::day(year, month, day).is_none())
}

/// "Sun, August 16" may be the name of a paper: a short weekday has to agree with the date.
fn contradicts(found: &Match<'_>, date: Date) -> bool {
    let short = found.words("weekday").is_some_and(|word| word.len() <= 3);
    let weekday = found.number_of("date.weekday", "weekday").and_then(calendar::weekday);
    short && weekday.is_some_and(|weekday| weekday != date.weekday())
}

/// Returns the nearest such day or month that the words around allow.
pub(super) fn nearest(
    found: &Match<'_>,
    reference: Date,
    month: i64,
    day: Option<i64>,
) -> Option<Date> {
    nearest_at(found, &found.tokens, reference, month, day)
}

/// Returns the same for the day or month that stands at some tokens.
pub(super) fn nearest_at(
    found: &Match<'_>,
    tokens: &Range<usize>,
    reference: Date,
    month: i64,
    day: Option<i64>,
) -> Option<Date> {
    let this = i64::from(reference.year());
    let in_year = |year: i64| calendar::day(year, month, day.unwrap_or(1));
    let weekday = found.range("nth").is_none().then(|| found.number_of("date.weekday", "weekday"));
    if let Some(weekday) = weekday.flatten().and_then(calendar::weekday) {
        let fits = |year: &i64| in_year(*year).is_some_and(|date| date.weekday() == weekday);
        if let Some(year) = [this, this - 1, this + 1].into_iter().find(fits) {
            return in_year(year);
        }
    }
    // A month that holds the reference date is neither past nor coming.
    let start = if day.is_some() { reference } else { reference.first_of_month() };
    let past =
        [this, this - 1, this - 4].into_iter().filter_map(in_year).find(|date| *date <= start);
    let future =
        [this, this + 1, this + 4].into_iter().filter_map(in_year).find(|date| *date >= start);
    let month_before = || calendar::shift(start, Unit::Month, -1).unwrap_or(start);
    let not_near = if day.is_none() && !says_coming(found) { month_before() } else { start };
    let strictly = |rel: i64| match rel {
        // The month before is "last month", so "last February" in March is the one a year before.
        -1 => [this, this - 1].into_iter().filter_map(in_year).find(|date| *date < not_near),
        1 => [this, this + 1].into_iter().filter_map(in_year).find(|date| *date > start),
        _ => in_year(this),
    };
    if let Some(rel) = offset(found, "rel").filter(|_| found.range("weekday").is_none()) {
        return strictly(rel);
    }
    let is_near = |date: &Option<Date>| {
        day.is_some() && date.is_some_and(|date| days_between(start, date).abs() <= DAYS_NEAR)
    };
    // "the year ended Sept. 30"
    let before = tokens.start.checked_sub(1).map_or("", |at| found.story.word(at));
    if before == "ended" {
        return past.or(future);
    }
    match direction_at(found, tokens) {
        Some(Direction::Future) if is_near(&past) && !is_near(&future) => past,
        Some(Direction::Past) if is_near(&future) && !is_near(&past) => future,
        Some(Direction::Future) => future.or(past),
        Some(Direction::Past) => past.or(future),
        None => future.filter(|date| days_between(start, *date) <= DAYS_AHEAD).or(past),
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

/// "the 18th": of the month that the words around ask for.
fn day_point(found: &Match<'_>) -> Option<Point> {
    let number = day_of_month(found).filter(|number| (1..=31).contains(number))?;
    let Some((reference, anchor)) = found.reference.date else {
        return Some(Point::open(format!("XXXX-XX-{number:02}"), Unit::Day));
    };
    let in_month = |months: i64| {
        let month = calendar::shift(reference.first_of_month(), Unit::Month, months)?;
        calendar::day(month.year().into(), month.month().into(), number)
    };
    let months = offset(found, "rel").unwrap_or_default();
    let future = direction(found) == Some(Direction::Future);
    let passed = in_month(months).is_none_or(|date| date < reference);
    let months = if months == 0 && future && passed { 1 } else { months };
    Some(Point::known(Unit::Day, in_month(months)?, Some(anchor)))
}

pub(super) fn year_point(found: &Match<'_>) -> Option<Point> {
    let year = year(found)?;
    if found.with("era") == Some("BC") {
        return Some(Point::open(format!("BC{year:04}"), Unit::Year));
    }
    Some(Point::known(Unit::Year, calendar::day(year, 1, 1)?, anchor_of(found)))
}
