//! Lengths of time: "five-day", "more than a decade", "two and a half years", "several months".
//!
//! Start at [`duration`].

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::extract::value::Match;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::calendar::shift;
use crate::extract::value::date::timex_value;
use crate::extract::value::number::parse;
use crate::extract::value::told::event_behind;
use crate::extract::value::told::year_at;
use crate::model::Anchor;
use crate::model::TimexType;
use crate::model::Value;
use crate::text::shape::Shape;

/// Words that multiply the number before them.
const SCALES: [&str; 4] = ["hundred", "thousand", "million", "billion"];

/// Largest count; longer ones are no lengths of time.
const MAX_COUNT: i64 = 10_000_000;

/// Lists whose entries, before "a year", make it the rate of an amount: "£110 a year", "0.4 percent a month".
const AMOUNT_ENDS: &[&str] = &[
    "money.code",
    "money.name",
    "money.sign",
    "parts.scale",
    "parts.scale-short",
    "percentage.unit",
    "quantity.unit",
];

/// Words before "last" that make it a verb.
const VERB_BEFORE: &[&str] = &[
    "will", "would", "can", "could", "may", "might", "should", "must", "to", "not", "did", "does",
    "only",
];

/// Tokens before "in five years" among which "will" makes it the end of a wait.
const WILL_REACH: usize = 7;

/// Lists of units.
const UNITS: &[&str] = &["date.unit", "date.unit-short", "date.long-word"];

/// `duration`: `number` (or `high` of a range, or `vague`) and `unit`, with `number_two` and `unit_two` after it.
pub(super) fn duration(found: &Match<'_>) -> Option<Value> {
    if is_rate(found) {
        return None;
    }
    if is_old(found)
        || is_decade_of_life(found)
        || follows_auxiliary(found)
        || is_half_of_year(found)
        || is_no_number(found)
    {
        return None;
    }
    if let Some(day) = day_of_event(found) {
        return Some(timex_value(found, TimexType::Date, day, Some(Anchor::Text)));
    }
    if let Some((iso, anchor)) = end_of_wait(found) {
        return Some(timex_value(found, TimexType::Date, iso, Some(anchor)));
    }
    let iso = length(found)?;
    Some(timex_value(found, TimexType::Duration, iso, None))
}

/// "the 53 year old": the age goes on.
fn is_old(found: &Match<'_>) -> bool {
    let next = found.story.word(found.tokens.end);
    matches!(next, "old" | "olds") && unit(found, "unit") == Some(Unit::Year)
}

/// "in his 30s" counts no seconds.
fn is_decade_of_life(found: &Match<'_>) -> bool {
    let before = found.tokens.start.checked_sub(1).map_or("", |at| found.story.word(at));
    found.words("unit") == Some("s")
        && matches!(before, "his" | "her" | "their" | "my" | "our" | "early" | "late" | "-" | "the")
}

/// "will last three weekends": a verb.
fn follows_auxiliary(found: &Match<'_>) -> bool {
    let word = |at: usize| found.story.word(at);
    let before = found.tokens.start.checked_sub(1).map_or("", word);
    word(found.tokens.start) == "last" && VERB_BEFORE.contains(&before)
}

/// "in as many years" repeats a number; "some day" is a day to come.
fn is_no_number(found: &Match<'_>) -> bool {
    let before = found.tokens.start.checked_sub(1).map_or("", |at| found.story.word(at));
    let (Some(vague), Some(unit)) = (found.words("vague"), found.words("unit")) else {
        return false;
    };
    (before == "as" && vague == "many") || (vague == "some" && !unit.ends_with('s'))
}

/// "the first two quarters of 1990": a half of the year.
fn is_half_of_year(found: &Match<'_>) -> bool {
    let end = found.tokens.end;
    let quarters = unit(found, "unit") == Some(Unit::Quarter);
    quarters && found.story.word(end) == "of" && year_at(found, end + 1).is_some()
}

/// "two weeks after the vote on 3 May": the length leads to a day.
fn day_of_event(found: &Match<'_>) -> Option<String> {
    let (date, way) = event_behind(found)?;
    let count = count(found)??;
    let count = count.is_integer().then(|| count.to_i64())??;
    let unit = unit(found, "unit").filter(|unit| !unit.is_clock())?;
    Some(at(Unit::Day, shift(date, unit, count.checked_mul(way)?)?))
}

/// "a year" right after an amount says how often, not how long.
fn is_rate(found: &Match<'_>) -> bool {
    let (first, opens) = (found.tokens.start, found.sentence().start);
    let article = matches!(found.story.word(first), "a" | "an");
    let Some(last) = first.checked_sub(1).filter(|last| article && *last >= opens) else {
        return false;
    };
    let lexicon = &found.rules.lexicon;
    let tokens = &found.story.tokens;
    let has = |at: usize, list: &str| {
        lexicon.class(list).is_some_and(|class| lexicon.has_phrase(&tokens[at..=at], class))
    };
    let numeric = |at: usize| {
        tokens[at].shape == Shape::Number
            || has(at, "parts.cardinal")
            || has(at, "parts.scale")
            || found.story.word(at) == "per"
    };
    let after_number = last > opens && numeric(last - 1);
    tokens[last].shape == Shape::Number
        || (after_number && AMOUNT_ENDS.iter().any(|list| has(last, list)))
}

/// "will be repaid in five years": a day or year to come.
fn end_of_wait(found: &Match<'_>) -> Option<(String, Anchor)> {
    let before = found.tokens.start.checked_sub(1).map(|at| found.story.word(at));
    let unit = unit(found, "unit").filter(|unit| !unit.is_clock())?;
    if before != Some("in") || found.range("high").is_some() || !will_before(found) {
        return None;
    }
    let (date, anchor) = found.reference.date?;
    let count = count(found)??;
    let count = count.is_integer().then(|| count.to_i64())??;
    let shown = if unit == Unit::Week { Unit::Day } else { unit };
    Some((at(shown, shift(date, unit, count)?), anchor))
}

/// "will", "would" or "to be" a few words before, in the same clause.
fn will_before(found: &Match<'_>) -> bool {
    let first = found.tokens.start.saturating_sub(WILL_REACH).max(found.sentence().start);
    let clause = (first..found.tokens.start).rev();
    // "will build 9,000 homes in five years" tells how long it takes.
    let ends = |at: &usize| {
        let word = found.story.word(*at);
        matches!(word, "," | ";" | ":" | "\"" | "”" | "“")
            || found.story.tokens[*at].shape == Shape::Number
    };
    clause
        .take_while(|at| !ends(at))
        .any(|at| matches!(found.story.word(at), "will" | "would" | "'ll" | "shall" | "due"))
}

/// Returns the TIMEX3 value of the captured length.
pub(super) fn length(found: &Match<'_>) -> Option<String> {
    let unit = unit(found, "unit")?;
    let count = count(found)?;
    let Some(count) = count else {
        let letter = match unit {
            Unit::Decade => "E",
            Unit::Century => "C",
            unit => unit.letter().1,
        };
        return Some(format!("P{}X{letter}", if unit.is_clock() { "T" } else { "" }));
    };
    // A half in words stays a half; fractions in digits are worked out.
    if is_half_in_words(found) && !unit.is_multiple() {
        let clock = if unit.is_clock() { "T" } else { "" };
        return Some(format!("P{clock}{}{}", count.normalize(), unit.letter().1));
    }
    let Some(second) = found.range("number_two") else { return Some(spell(count, unit)) };
    let (first, second) =
        (spell(count, unit), spell(parse(found, second)?, self::unit(found, "unit_two")?));
    let second = second.trim_start_matches('P');
    let second = if first.contains('T') { second.trim_start_matches('T') } else { second };
    Some(format!("{first}{second}"))
}

/// "two and a half", "an hour and a half".
fn is_half_in_words(found: &Match<'_>) -> bool {
    let number = found.range("number").or_else(|| found.range("high"));
    let half = |at: usize| matches!(found.story.word(at), "half" | "Half" | "½");
    found.number_of("date.half", "half").is_some() || number.is_some_and(|mut at| at.any(half))
}

/// Returns the captured unit.
pub(super) fn unit(found: &Match<'_>, name: &str) -> Option<Unit> {
    let listed = UNITS.iter().find_map(|list| found.listed(list, name));
    Unit::named(listed.or_else(|| found.with(name))?)
}

/// Returns the captured number; the inner `None` stands for a vague one, "a" for one.
pub(super) fn count(found: &Match<'_>) -> Option<Option<Decimal>> {
    if let Some(vague) = found.listed("date.vague", "vague").or_else(|| found.with("vague")) {
        return Some(vague.parse().ok());
    }
    let range = found.range("number").or_else(|| found.range("high"));
    // "66 million years" is too long a time to be read, and its end is none by itself.
    let first = range.as_ref().map_or(found.tokens.start, |range| range.start);
    let follows = first > found.sentence().start
        && found.story.tokens[first - 1].shape == Shape::Number
        && SCALES.contains(&found.story.word(first));
    if follows {
        return None;
    }
    let age = found.story.word(found.tokens.end.saturating_sub(1)) == "old";
    if !age && range.clone().is_some_and(|range| is_year(found.story.words(range))) {
        return None;
    }
    let mut number = match range {
        Some(range) => parse(found, range).or_else(|| ordinal(found))?,
        // "half a century ago".
        None if found.range("half").is_some_and(|half| half.start < unit_start(found)) => {
            Decimal::ZERO
        }
        None => found.with("count").map_or(Some(Decimal::ONE), |count| count.parse().ok())?,
    };
    if let Some(half) = found.number_of("date.half", "half") {
        number += Decimal::new(half, 2);
    }
    (number <= Decimal::from(MAX_COUNT) && number > Decimal::ZERO).then_some(Some(number))
}

/// "the third straight year": three years.
fn ordinal(found: &Match<'_>) -> Option<Decimal> {
    found.number_of("date.ordinal", "number").map(Decimal::from)
}

fn unit_start(found: &Match<'_>) -> usize {
    found.range("unit").map_or(0, |unit| unit.start)
}

/// "the 1988 quarter" counts nothing.
fn is_year(written: &str) -> bool {
    written.len() == 4 && written.parse::<i64>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// Spells a length; halves of years and hours in the next smaller unit: `P2Y6M`, `PT5H30M`.
fn spell(count: Decimal, unit: Unit) -> String {
    let (times, letter) = unit.letter();
    let count = (count * Decimal::from(times)).normalize();
    let clock = if unit.is_clock() { "T" } else { "" };
    let (whole, rest) = (count.trunc(), count.fract());
    let smaller = match (letter, unit) {
        ("Y", _) => Some((Decimal::from(12), "M")),
        (_, Unit::Hour) => Some((Decimal::from(60), "M")),
        (_, Unit::Minute) => Some((Decimal::from(60), "S")),
        _ => None,
    };
    let part = smaller.map(|(factor, letter)| ((rest * factor).normalize(), letter));
    match part.filter(|(part, _)| !rest.is_zero() && part.is_integer()) {
        Some((part, letter_two)) if whole.is_zero() => format!("P{clock}{part}{letter_two}"),
        Some((part, letter_two)) => format!("P{clock}{whole}{letter}{part}{letter_two}"),
        None => format!("P{clock}{count}{letter}"),
    }
}
