//! Named and relative stretches of the calendar: "last week", "two years ago", "the third quarter", "last summer",
//! "the 1990s".
//!
//! Start at [`relative`].

use rust_decimal::prelude::ToPrimitive;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::nearest;
use crate::extract::value::date::offset;
use crate::extract::value::date::point;
use crate::extract::value::date::reference;
use crate::extract::value::date::timex_value;
use crate::extract::value::date::year;
use crate::extract::value::duration::count;
use crate::extract::value::duration::unit;
use crate::extract::value::holiday::holiday_moved;
use crate::extract::value::report::told_quarter;
use crate::extract::value::report::year_ago;
use crate::extract::value::teller::last_year;
use crate::extract::value::teller::month_at;
use crate::extract::value::teller::paragraph_year;
use crate::extract::value::teller::sentence_year;
use crate::extract::value::teller::tells;
use crate::extract::value::teller::text_month;
use crate::extract::value::teller::text_year;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction;
use crate::extract::value::told::event_behind;
use crate::extract::value::told::told_day;
use crate::model::Anchor;
use crate::model::TimexType;
use crate::model::Value;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// `relative`: `rel` (last, this, next) with `unit`.
pub(super) fn relative(found: &Match<'_>) -> Option<Value> {
    let unit = unit(found, "unit")?;
    if unit == Unit::Week && is_of_any_week(found) {
        return None;
    }
    let offset = offset(found, "rel").or_else(|| found.with("rel")?.parse().ok())?;
    if found.range("rel").is_none() && found.range("mod").is_none() {
        if unit == Unit::Year && is_ended(found) {
            return Some(timex_value(found, TimexType::Duration, "P1Y".to_owned(), None));
        }
        if let Some((iso, anchor)) = of_event(found, unit) {
            return Some(timex_value(found, TimexType::Date, iso, anchor));
        }
    }
    let (iso, anchor) = match (told(found, unit, offset), reference(found)) {
        (Some(told), _) => (told, Some(Anchor::Text)),
        (None, (Some(date), anchor)) => (at(unit, calendar::shift(date, unit, offset)?), anchor),
        (None, (None, _)) => (open(unit), None),
    };
    Some(timex_value(found, TimexType::Date, iso, anchor))
}

/// "the year ended March 31", "the year to March 2023".
fn is_ended(found: &Match<'_>) -> bool {
    let end = found.tokens.end;
    let next = found.story.word(end);
    let month = || month_at(found, end + 1).is_some();
    matches!(next, "ended" | "ending" | "through") || (next == "to" && month())
}

/// "the week after the vote on 3 May", "the day before he left": counted from an event, whose day the text may tell.
fn of_event(found: &Match<'_>, unit: Unit) -> Option<(String, Option<Anchor>)> {
    if !matches!(found.story.word(found.tokens.end), "before" | "after" | "following") {
        return None;
    }
    let day = event_behind(found).and_then(|(day, way)| calendar::shift(day, unit, way));
    Some(day.map_or_else(|| (open(unit), None), |day| (at(unit, day), Some(Anchor::Text))))
}

/// "the following year", "that month", "the same day": counted from what the text has told.
fn told(found: &Match<'_>, unit: Unit, offset: i64) -> Option<String> {
    if unit == Unit::Year {
        return Some(format!("{:04}", text_year(found, "rel")? + offset));
    }
    let next_day = unit == Unit::Day
        && found.language() == "en"
        && found.words("rel").is_some_and(|rel| rel.to_ascii_lowercase().ends_with("next"));
    if !next_day && !tells(found, "rel") {
        return None;
    }
    let base = match unit {
        Unit::Quarter => {
            let (year, quarter) = told_quarter(found)?;
            calendar::day(year, quarter * 3, 1)?
        }
        Unit::Month => text_month(found)
            .or_else(|| Some(told_day(found).filter(|day| day.written)?.date.first_of_month()))?,
        Unit::Day | Unit::Week | Unit::Weekend => told_day(found)?.date,
        _ => return None,
    };
    Some(at(unit, calendar::shift(base, unit, offset)?))
}

/// "any day of the week" means no one week; "the week 31" is told by its number.
fn is_of_any_week(found: &Match<'_>) -> bool {
    let numbered = |next: &Token| next.shape == Shape::Number && !next.glued;
    if found.story.tokens.get(found.tokens.end).is_some_and(numbered) {
        return true;
    }
    let word = |back: usize| found.tokens.start.checked_sub(back).map(|at| found.story.word(at));
    word(1) == Some("of") && word(2) == Some("day") && found.words("rel").is_none()
}

/// The placeholder of a stretch whose year is not known.
pub(super) fn open(unit: Unit) -> String {
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
    if found.with("ends") == Some("clause") && !ends_clause(found) {
        return None;
    }
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
        // Nobody counts trading days on a calendar: "five trading days" stay a length.
        let kind = found.tokens("unit").is_some_and(|unit| unit.len() > 1);
        // "will strike for five days from Monday" begins then.
        let before = found.tokens.start.checked_sub(1).map(|at| found.story.word(at));
        if kind || (found.words("way") == Some("from") && before == Some("for")) {
            return None;
        }
        if found.range("holiday").is_some() {
            let day = holiday_moved(found, |day| calendar::shift(day, step, count))?;
            return Some(timex_value(found, TimexType::Date, day.iso, day.anchor));
        }
        let base = point(found)?;
        let date = calendar::shift(base.date?, step, count)?;
        return Some(timex_value(found, TimexType::Date, at(Unit::Day, date), base.anchor));
    }
    let (iso, anchor) = counted(found, unit, step, count)?;
    Some(timex_value(found, TimexType::Date, iso, anchor))
}

/// "the day before." says of what no word; "the day before people came" does.
fn ends_clause(found: &Match<'_>) -> bool {
    let (end, sentence) = (found.tokens.end, found.sentence());
    let next = found.story.tokens.get(end).filter(|_| end < sentence.end);
    next.is_none_or(|next| next.shape == Shape::Mark)
}

/// Counts from what the text has told, else from the article; says the result as coarsely as `unit`.
fn counted(
    found: &Match<'_>,
    unit: Unit,
    step: Unit,
    count: i64,
) -> Option<(String, Option<Anchor>)> {
    // A month or year told in the sentence is nearer than a quarter told anywhere.
    let told = || text_month(found).is_some() || sentence_year(found).is_some();
    if step == Unit::Year
        && count == -1
        && let Some(quarter) = year_ago(found)
        && (found.range("period").is_some() || !told())
    {
        return Some(quarter);
    }
    if let Some(iso) = from_text(found, step, count) {
        return Some((iso, Some(Anchor::Text)));
    }
    // There is no code for a fortnight.
    let unit = if unit == Unit::Fortnight { Unit::Day } else { unit };
    // "a year ago today", "two years ago this month".
    let unit = match found.words("same").and_then(|same| same.split_whitespace().last()) {
        Some("today") => Unit::Day,
        Some("week") => Unit::Week,
        Some("month") => Unit::Month,
        _ => unit,
    };
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
    let ahead =
        found.words("text").is_some_and(|word| matches!(word, "time" | "hence" | "from now"));
    if found.range("text").is_some() && !ahead && step == Unit::Year {
        return Some(format!("{:04}", last_year(found)?.checked_add(count)?));
    }
    let is = |name: &str, way: &str| found.words(name).is_some_and(|w| w.eq_ignore_ascii_case(way));
    let way = |ways: &[&str]| ways.iter().any(|one| is("way", one));
    let later = is("text", "later") || way(&["after", "später", "danach"]);
    let earlier = way(&["earlier", "before", "zuvor", "vorher", "früher"]);
    if matches!(step, Unit::Day | Unit::Week) && (earlier || later) {
        let told = told_day(found)?;
        let unit = if told.written { Unit::Day } else { step };
        return Some(at(unit, calendar::shift(told.date, step, count)?));
    }
    if !earlier || !matches!(step, Unit::Month | Unit::Year) {
        return None;
    }
    if let Some(month) = text_month(found) {
        return Some(at(Unit::Month, calendar::shift(month, step, count)?));
    }
    // "Ten years earlier, a skier died": earlier than what the paragraph tells.
    let opens = found.tokens.start == found.sentence().start && count < -1;
    let told = || if opens { paragraph_year(found) } else { None };
    let year = sentence_year(found).or_else(told).filter(|_| step == Unit::Year)?;
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
    if let Some(month) = numeral(found, "nth_month") {
        let year = year(found)?;
        return (1..=12)
            .contains(&month)
            .then(|| anchored(format!("{year:04}-{month:02}"), true))?;
    }
    if let Some(week) = numeral(found, "week") {
        let month = found.number_of("date.month", "month");
        let near = || Some(nearest(found, reference(found).0?, month.unwrap_or(1), None)?.year());
        let this = || Some(reference(found).0?.year());
        let year = year(found).or_else(|| month.map_or_else(this, |_| near()).map(i64::from))?;
        let month = month.map(|month| format!("-{month:02}")).unwrap_or_default();
        return (1..=53)
            .contains(&week)
            .then(|| anchored(format!("{year:04}{month}-W{week:02}"), false))
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
        let decade = decade.trim_end_matches("er");
        return Some(decade.get(..3)?.to_owned())
            .filter(|_| decade.len() == 4 && decade.ends_with('0'));
    }
    let short = found
        .words("short_decade")
        .map(|decade| decade.trim_end_matches("er"))
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
            .or_else(|| found.number_of("date.last-quarter", "quarter"))
    };
    if let Some(quarter) = ordinal().filter(|quarter| (1..=4).contains(quarter)) {
        return Some((format!("Q{quarter}"), quarter as i8 * 3 - 2, 3));
    }
    let half = found.number_of("date.half-of-year", "half_year");
    if let Some(half) = half.or_else(|| found.number_of("date.half-code", "half_year")) {
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
    let looks_back = direction(found) == Some(Direction::Past);
    let year = match offset(found, "rel").or_else(|| found.with("rel")?.parse().ok()) {
        Some(-1) if month == 12 || date.month() < month + 3 => this - 1,
        Some(-1) => past,
        Some(1) => past + 1,
        Some(_) => this,
        None if looks_ahead && !begun => this,
        None if looks_ahead && comes_sooner => this + 1,
        None if looks_back && months == 3 && !begun => past,
        None if month - date.month() <= 2 => this,
        None => past,
    };
    Some(format!("{year:04}"))
}
