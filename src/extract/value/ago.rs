//! Lengths of time counted from a day: "two weeks ago", "a year earlier", "three days after Easter".
//!
//! They count from the point beside them, else from what the text has told, else from the article. Start at [`ago`].

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::point;
use crate::extract::value::date::reference;
use crate::extract::value::date::timex_value;
use crate::extract::value::duration::count;
use crate::extract::value::duration::unit;
use crate::extract::value::holiday::holiday_moved;
use crate::extract::value::hour::hours_later;
use crate::extract::value::number::parse;
use crate::extract::value::period::open;
use crate::extract::value::report::year_ago;
use crate::extract::value::teller::last_year;
use crate::extract::value::teller::paragraph_month;
use crate::extract::value::teller::paragraph_year;
use crate::extract::value::teller::sentence_year;
use crate::extract::value::teller::text_month;
use crate::extract::value::told::told_day;
use crate::extract::value::told::told_day_of_story;
use crate::model::Anchor;
use crate::model::TimexType;
use crate::model::Value;
use crate::text::shape::Shape;

/// `ago`: `number` or `vague`, `unit`, and `way` (ago, later); from the point after it, if there is one.
pub(super) fn ago(found: &Match<'_>) -> Option<Value> {
    if found.with("ends") == Some("clause") && !ends_clause(found) {
        return None;
    }
    let unit = unit(found, "unit")?;
    let way = found.number_of("date.way", "way").or_else(|| found.with("way")?.parse().ok())?;
    let no_count = count_is_left_out(found);
    if no_count && follows_number(found) {
        return None;
    }
    if let Some(iso) = ages_ago(found, unit, way) {
        return Some(timex_value(found, TimexType::Date, iso, None));
    }
    let Some(count) = count(found)?.filter(|_| !no_count) else {
        let iso = if way < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return Some(timex_value(found, TimexType::Date, iso.to_owned(), None));
    };
    let (count, step) = whole(count, unit);
    let unit = if unit.is_multiple() && step == Unit::Year { step } else { unit };
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
            let counted = |day| settled(found, calendar::shift(day, step, count)?);
            let day = holiday_moved(found, counted)?;
            return Some(timex_value(found, TimexType::Date, day.iso, day.anchor));
        }
        let base = point(found)?;
        let date = settled(found, calendar::shift(base.date?, step, count)?)?;
        return Some(timex_value(found, TimexType::Date, at(Unit::Day, date), base.anchor));
    }
    let goes_on = found.range("text").is_some() || is_way(found, EARLIER);
    if let Some(iso) = hours_later(found, unit, count).filter(|_| goes_on) {
        return Some(timex_value(found, TimexType::Time, iso, Some(Anchor::Text)));
    }
    let (iso, anchor) = counted(found, unit, step, count)?;
    Some(timex_value(found, TimexType::Date, iso, anchor))
}

/// "three weeks after Christmas on Friday": the first such weekday from the day counted.
fn settled(found: &Match<'_>, day: Date) -> Option<Date> {
    match found.number_of("date.weekday", "on") {
        Some(weekday) => calendar::weekday_after(day, calendar::weekday(weekday)?, true),
        None => Some(day),
    }
}

/// Years ago from which on they are counted in thousands, millions and billions: `KA200`, `MA66`, `GA4.5`.
const AGES: i64 = 100_000;

/// "66 million years ago".
fn ages_ago(found: &Match<'_>, unit: Unit, way: i64) -> Option<String> {
    let years = parse(found, found.range("number")?)?;
    if unit != Unit::Year || way > 0 || years < Decimal::from(AGES) {
        return None;
    }
    let ages = [("GA", 1_000_000_000), ("MA", 1_000_000), ("KA", 1000)];
    let (code, one) = ages.into_iter().find(|(_, one)| years >= Decimal::from(*one))?;
    Some(format!("{code}{}", years.checked_div(Decimal::from(one))?.normalize()))
}

/// The end of "66 million years ago" is none by itself.
fn follows_number(found: &Match<'_>) -> bool {
    let before = found.tokens.start.checked_sub(1).filter(|at| *at >= found.sentence().start);
    let lexicon = &found.rules.lexicon;
    let counts = |at: usize| {
        let token = &found.story.tokens[at];
        let listed = |list| lexicon.class(list).is_some_and(|class| lexicon.has(token, class));
        token.shape == Shape::Number || listed("parts.scale") || listed("parts.cardinal")
    };
    before.is_some_and(counts)
}

/// A count in halves as one of the next smaller unit: a year and a half is eighteen months, half a century fifty years.
fn whole(count: Decimal, unit: Unit) -> (Decimal, Unit) {
    match unit {
        _ if count.is_integer() => (count, unit),
        Unit::Year => (count * Decimal::from(12), Unit::Month),
        Unit::Decade | Unit::Century | Unit::Millennium => {
            (count * Decimal::from(unit.letter().0), Unit::Year)
        }
        unit => (count, unit),
    }
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

/// Words that count back from what the text has told.
const EARLIER: &[&str] = &["earlier", "before", "zuvor", "vorher", "früher"];

fn is_way(found: &Match<'_>, ways: &[&str]) -> bool {
    let way = found.words("way");
    way.is_some_and(|way| ways.iter().any(|one| one.eq_ignore_ascii_case(way)))
}

/// "In 1997 he won; two years later", "in October, down from 3% a year earlier": counted from the text.
fn from_text(found: &Match<'_>, step: Unit, count: i64) -> Option<String> {
    let ahead =
        found.words("text").is_some_and(|word| matches!(word, "time" | "hence" | "from now"));
    if found.range("text").is_some() && !ahead && step == Unit::Year {
        return Some(format!("{:04}", last_year(found)?.checked_add(count)?));
    }
    let is = |name: &str, way: &str| found.words(name).is_some_and(|w| w.eq_ignore_ascii_case(way));
    let later = is("text", "later") || is_way(found, &["after", "später", "danach"]);
    let earlier = is_way(found, EARLIER);
    if matches!(step, Unit::Day | Unit::Week) && (earlier || later) {
        let told = told_day_of_story(found)?;
        let unit = if told.written { Unit::Day } else { step };
        return Some(at(unit, calendar::shift(told.date, step, count)?));
    }
    if later && step == Unit::Month {
        let opens = found.sentence().start;
        let day = told_day(found).filter(|day| day.written && day.at >= opens).map(|day| day.date);
        let month = || paragraph_month(found).filter(|_| found.tokens.start == opens);
        return Some(at(Unit::Month, calendar::shift(day.or_else(month)?, step, count)?));
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
