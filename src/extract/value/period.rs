//! Named and relative stretches of the calendar: "last week", "two years ago", "the third quarter", "last summer",
//! "the 1990s", holidays.
//!
//! Start at [`relative`].

use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::Point;
use crate::extract::value::date::offset;
use crate::extract::value::date::point;
use crate::extract::value::date::reference;
use crate::extract::value::date::timex_value;
use crate::extract::value::date::year;
use crate::extract::value::duration::count;
use crate::extract::value::duration::unit;
use crate::extract::value::teller::last_year;
use crate::extract::value::teller::sentence_year;
use crate::extract::value::teller::text_date;
use crate::extract::value::teller::text_month;
use crate::extract::value::teller::text_year;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction;
use crate::model::Anchor;
use crate::model::TimexType;
use crate::model::Value;

/// Days ahead within which a holiday is taken for the coming one, whatever the tense.
const DAYS_SOON: i32 = 20;

/// `relative`: `rel` (last, this, next) with `unit`.
pub(super) fn relative(found: &Match<'_>) -> Option<Value> {
    let unit = unit(found, "unit")?;
    if unit == Unit::Week && is_of_any_week(found) {
        return None;
    }
    let offset = offset(found, "rel").or_else(|| found.with("rel")?.parse().ok())?;
    let told = text_year(found, "rel").filter(|_| unit == Unit::Year);
    let told = told.map(|year| (format!("{:04}", year + offset), Some(Anchor::Text)));
    let (iso, anchor) = match (told, reference(found)) {
        (Some(told), _) => told,
        (None, (Some(date), anchor)) => (at(unit, calendar::shift(date, unit, offset)?), anchor),
        (None, (None, _)) => (open(unit), None),
    };
    Some(timex_value(found, TimexType::Date, iso, anchor))
}

/// "any day of the week" means no one week.
fn is_of_any_week(found: &Match<'_>) -> bool {
    let word = |back: usize| found.tokens.start.checked_sub(back).map(|at| found.story.word(at));
    word(1) == Some("of") && word(2) == Some("day") && found.words("rel").is_none()
}

/// The placeholder of a stretch whose year is not known.
fn open(unit: Unit) -> String {
    match unit {
        Unit::Year | Unit::Half => "XXXX".to_owned(),
        Unit::Month => "XXXX-XX".to_owned(),
        Unit::Week | Unit::Fortnight => "XXXX-WXX".to_owned(),
        Unit::Weekend => "XXXX-WXX-WE".to_owned(),
        Unit::Quarter => "XXXX-QX".to_owned(),
        Unit::Decade => "XXX".to_owned(),
        Unit::Century | Unit::Millennium => "XX".to_owned(),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX".to_owned(),
    }
}

/// `ago`: `number` or `vague`, `unit`, and `way` (ago, later); from the point after it, if there is one.
pub(super) fn ago(found: &Match<'_>) -> Option<Value> {
    let unit = unit(found, "unit")?;
    let way = found.number_of("date.way", "way").or_else(|| found.with("way")?.parse().ok())?;
    let no_count = count_is_left_out(found);
    let Some(count) = count(found)?.filter(|_| !no_count) else {
        let iso = if way < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return Some(timex_value(found, TimexType::Date, iso.to_owned(), None));
    };
    let months = (unit == Unit::Year && !count.is_integer())
        .then(|| count * rust_decimal::Decimal::from(12));
    let (count, step) = months.map_or((count, unit), |months| (months, Unit::Month));
    let count = count.round().to_i64()?.checked_mul(way)?;
    let has_base = ["word", "weekday", "day", "month", "year", "holiday"]
        .iter()
        .any(|name| found.range(name).is_some());
    if has_base {
        // "will strike for five days from Monday" begins then.
        let before = found.tokens.start.checked_sub(1).map(|at| found.story.word(at));
        if found.words("way") == Some("from") && before == Some("for") {
            return None;
        }
        let base = point(found)?;
        let date = calendar::shift(base.date?, step, count)?;
        return Some(timex_value(found, TimexType::Date, at(Unit::Day, date), base.anchor));
    }
    let (iso, anchor) = counted(found, unit, step, count)?;
    Some(timex_value(found, TimexType::Date, iso, anchor))
}

/// Counts from what the text has told, else from the article; says the result as coarsely as `unit`.
fn counted(
    found: &Match<'_>,
    unit: Unit,
    step: Unit,
    count: i64,
) -> Option<(String, Option<Anchor>)> {
    if let Some(iso) = from_text(found, step, count) {
        return Some((iso, Some(Anchor::Text)));
    }
    let (reference, anchor) = reference(found);
    let Some(date) = reference else { return Some((open(unit), None)) };
    let year = i64::from(date.year()).checked_add(count)?;
    if step == Unit::Year && year <= 0 {
        // No year nought comes before our era.
        return Some((format!("BC{:04}", 1 - year), anchor));
    }
    let (count, step) = if unit == Unit::Hour { (count / 24, Unit::Day) } else { (count, step) };
    Some((at(unit, calendar::shift(date, step, count)?), anchor))
}

/// "In 1997 he won; two years later", "in October, down from 3% a year earlier": counted from the text.
fn from_text(found: &Match<'_>, step: Unit, count: i64) -> Option<String> {
    if found.range("text").is_some() && step == Unit::Year {
        return Some(format!("{:04}", last_year(found)?.checked_add(count)?));
    }
    let later = found.words("text").is_some_and(|way| way.eq_ignore_ascii_case("later"));
    let earlier = found.words("way").is_some_and(|way| way.eq_ignore_ascii_case("earlier"));
    if matches!(step, Unit::Day | Unit::Week) && (earlier || later) {
        return Some(at(Unit::Day, calendar::shift(text_date(found)?, step, count)?));
    }
    if !earlier || !matches!(step, Unit::Month | Unit::Year) {
        return None;
    }
    if let Some(month) = text_month(found) {
        return Some(at(Unit::Month, calendar::shift(month, step, count)?));
    }
    let year = sentence_year(found).filter(|_| step == Unit::Year)?;
    Some(format!("{:04}", year.checked_add(count)?))
}

/// "months ago" says no number.
fn count_is_left_out(found: &Match<'_>) -> bool {
    let plural = found.tokens("unit").is_some_and(|unit| {
        found
            .rules
            .lexicon
            .class("date.unit-plural")
            .is_some_and(|class| found.rules.lexicon.has_phrase(unit, class))
    });
    plural && found.range("number").is_none() && found.range("vague").is_none()
}

/// `period`: a `quarter`, `half` or `season`, of a `year`, of last or this year, or the nearest; `decade` and `century`.
pub(super) fn period(found: &Match<'_>) -> Option<Value> {
    let anchored = |iso: String, absolute: bool| {
        let anchor = if absolute { None } else { reference(found).1 };
        Some(timex_value(found, TimexType::Date, iso, anchor))
    };
    if let Some(decade) = decade(found) {
        return anchored(decade, true);
    }
    if let Some(century) = numeral(found, "century") {
        let iso = if found.with("era") == Some("BC") {
            format!("BC{century:02}")
        } else {
            format!("{:02}", century - 1)
        };
        return anchored(iso, true);
    }
    if let Some(week) = numeral(found, "week") {
        let year = year(found).or_else(|| Some(reference(found).0?.year().into()))?;
        return (1..=53)
            .contains(&week)
            .then(|| anchored(format!("{year:04}-W{week:02}"), false))
            .flatten();
    }
    let (name, first, months) = part_of_year(found)?;
    let written = year(found);
    let nearest = || nearest_year(found, first, months);
    let year = written.map(|year| format!("{year:04}")).or_else(nearest);
    let absolute =
        found.range("year").is_some() || found.range("short").is_some() || year.is_none();
    anchored(format!("{}-{name}", year.unwrap_or_else(|| "XXXX".to_owned())), absolute)
}

/// `31`, `3rd`, `first`.
fn numeral(found: &Match<'_>, name: &str) -> Option<i64> {
    let range = found.range(name)?;
    found.number_of("date.ordinal", name).or_else(|| found.story.word(range.start).parse().ok())
}

/// "the 1990s", "the '90s", "the nineties".
fn decade(found: &Match<'_>) -> Option<String> {
    if let Some(decade) = found.words("decade") {
        return Some(decade.get(..3)?.to_owned())
            .filter(|_| decade.len() == 4 && decade.ends_with('0'));
    }
    let short = found
        .words("short_decade")
        .filter(|decade| decade.len() == 2 && decade.ends_with('0'))
        .map(|decade| decade.get(..1));
    let tens = match short {
        Some(tens) => tens?,
        None => found.listed("date.nineties", "nineties")?,
    };
    let century = if tens <= "2" { "20" } else { "19" };
    Some(format!("{century}{tens}"))
}

/// Returns the TIMEX3 code of the part of a year, its first month and how many it has.
fn part_of_year(found: &Match<'_>) -> Option<(String, i8, i8)> {
    let ordinal = || {
        found
            .number_of("date.ordinal", "quarter")
            .or_else(|| found.number_of("date.quarter-code", "quarter"))
    };
    if let Some(quarter) = ordinal().filter(|quarter| (1..=4).contains(quarter)) {
        return Some((format!("Q{quarter}"), quarter as i8 * 3 - 2, 3));
    }
    if let Some(half) = found.number_of("date.half-of-year", "half_year") {
        return Some((format!("H{half}"), half as i8 * 6 - 5, 6));
    }
    let season = found.listed("date.season", "season").filter(|_| !is_drop(found))?;
    let month = match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    };
    Some((season.to_owned(), month, 3))
}

/// "the fall in real pay", "the size of that fall": a drop.
fn is_drop(found: &Match<'_>) -> bool {
    let word = |at: usize| found.story.word(at);
    let before = found.tokens.start.checked_sub(1).map(word);
    let that = word(found.tokens.start) == "that" && before == Some("of");
    let dated = found.range("rel").is_some() || year(found).is_some();
    let of_something = !dated && word(found.tokens.end) == "in";
    found.words("season") == Some("fall") && (that || of_something)
}

/// The year of a part that starts in this month: by "last" and "next", by tense, else the latest that has begun.
fn nearest_year(found: &Match<'_>, month: i8, months: i8) -> Option<String> {
    let date = reference(found).0?;
    let begun = date.month() >= month;
    // A winter is named after the year in which it starts.
    let this = i64::from(date.year());
    let past = if begun { this } else { this - 1 };
    let looks_ahead = direction(found) == Some(Direction::Future);
    let (since, until) = (date.month() - (month + months), month + 12 - date.month());
    let comes_sooner = since > 0 && until < since;
    let year = match offset(found, "rel").or_else(|| found.with("rel")?.parse().ok()) {
        Some(-1) if month == 12 || date.month() < month + 3 => this - 1,
        Some(-1) => past,
        Some(1) => past + 1,
        Some(_) => this,
        None if looks_ahead && !begun => this,
        None if looks_ahead && comes_sooner => this + 1,
        None if month - date.month() <= 2 => this,
        None => past,
    };
    Some(format!("{year:04}"))
}

/// Returns the day of a captured `holiday`.
pub(super) fn holiday(found: &Match<'_>) -> Option<Point> {
    let rule = found.listed("date.holiday", "holiday")?;
    let written = year(found);
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

/// Works out the day of a holiday in a year: `on 12-25`, `easter -2`, `nth 11 4 4` (month, which, weekday) with a
/// shift in days after it.
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
        _ => None,
    }
}

/// `week-of`: the week that holds a date.
pub(super) fn week_of(found: &Match<'_>) -> Option<Value> {
    let point = point(found)?;
    let unit = unit(found, "unit").unwrap_or(Unit::Week);
    Some(timex_value(found, TimexType::Date, at(unit, point.date?), point.anchor))
}

/// `weekend`: the last one, unless the sentence looks ahead or today belongs to it.
pub(super) fn weekend(found: &Match<'_>) -> Option<Value> {
    let (date, anchor) = reference(found);
    let Some(date) = date else {
        return Some(timex_value(found, TimexType::Date, open(Unit::Weekend), None));
    };
    let running =
        date.weekday().to_monday_one_offset() >= 6 || direction(found) == Some(Direction::Future);
    let date = calendar::shift(date, Unit::Week, if running { 0 } else { -1 })?;
    Some(timex_value(found, TimexType::Date, at(Unit::Weekend, date), anchor))
}
