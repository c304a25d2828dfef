//! What the text itself has told: the year or month that "the following year" and "a year earlier" count from.
//!
//! Reads digits and names of months before the mention; never looks past the paragraph for "that year". Start at
//! [`text_year`].

use jiff::civil::Date;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::text::shape::Shape;

/// Tokens before a mention among which a year in digits is what it counts from.
const REACH: usize = 60;

/// Years that four digits are taken for.
const YEARS: std::ops::Range<i64> = 1500..2100;

/// Words that count from what the text has told; "last year" and "this year" count from the article.
const TELLING: &[&str] =
    &["following", "subsequent", "same", "that", "previous", "preceding", "before"];

/// Returns the last year in digits before the mention, if the capture counts from the text.
pub(super) fn text_year(found: &Match<'_>, name: &str) -> Option<i64> {
    let words = found.range(name)?;
    let tells = words
        .into_iter()
        .any(|at| TELLING.iter().any(|word| word.eq_ignore_ascii_case(found.story.word(at))));
    if tells { last_year(found) } else { None }
}

/// Returns the last year in digits before the mention: what "a year later" counts from.
pub(super) fn last_year(found: &Match<'_>) -> Option<i64> {
    let first = found.tokens.start.saturating_sub(REACH);
    (first..found.tokens.start).rev().find_map(|at| year_at(found, at))
}

/// Returns the last year in digits before the mention in its sentence.
pub(super) fn sentence_year(found: &Match<'_>) -> Option<i64> {
    (found.sentence().start..found.tokens.start).rev().find_map(|at| year_at(found, at))
}

/// Returns the last date with day, month and year before the mention in its paragraph.
pub(super) fn text_date(found: &Match<'_>) -> Option<Date> {
    let tokens = &found.story.tokens;
    let first = found.tokens.start.saturating_sub(REACH);
    let breaks = (first..=found.tokens.start).rev().find(|at| tokens[*at].breaks >= 2);
    (breaks.unwrap_or(first)..found.tokens.start).rev().find_map(|at| date_at(found, at))
}

/// Returns the date whose year stands at this token: "14 May 2018", "May 14, 2018".
fn date_at(found: &Match<'_>, at: usize) -> Option<Date> {
    let year = year_at(found, at)?;
    let comma = found.story.word(at.checked_sub(1)?) == ",";
    let (day, month) =
        if comma { (at.checked_sub(2)?, at.checked_sub(3)?) } else { (at.checked_sub(2)?, at - 1) };
    let class = found.rules.lexicon.class("date.month")?;
    let month = found.rules.lexicon.normal_form(class, found.story.tokens.get(month..=month)?)?;
    calendar::day(year, month.parse().ok()?, found.story.word(day).parse().ok()?)
}

/// Returns the first day of the month that the sentence names before the mention: the last such month, unless its
/// year stands beside it.
pub(super) fn text_month(found: &Match<'_>) -> Option<Date> {
    let (reference, _) = found.reference.date?;
    let at = (found.sentence().start..found.tokens.start).rev().find(|at| is_month(found, *at))?;
    let class = found.rules.lexicon.class("date.month")?;
    let month = found.rules.lexicon.normal_form(class, found.story.tokens.get(at..=at)?)?;
    let month = month.parse().ok()?;
    if let Some(year) = year_at(found, at + 1) {
        return calendar::day(year, month, 1);
    }
    let this = calendar::day(reference.year().into(), month, 1)?;
    if this <= reference { Some(this) } else { calendar::shift(this, Unit::Year, -1) }
}

/// A capitalised name of a month that a preposition or modifier leads, and no day follows.
fn is_month(found: &Match<'_>, at: usize) -> bool {
    let lexicon = &found.rules.lexicon;
    let token = &found.story.tokens[at];
    let listed = lexicon.class("date.month").is_some_and(|class| lexicon.has(token, class));
    let led = at > 0 && {
        let before = found.story.word(at - 1);
        ["in", "of", "for", "since", "to", "during", "the"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(before))
    };
    let is_day = found.story.word(at + 1).parse::<i64>().is_ok_and(|day| day <= 31);
    listed && led && token.is_capitalised() && !is_day
}

/// Returns the year that a token writes.
fn year_at(found: &Match<'_>, at: usize) -> Option<i64> {
    let token = found.story.tokens.get(at).filter(|token| token.shape == Shape::Number)?;
    let written = Some(token.text(&found.story.text)).filter(|word| word.len() == 4)?;
    written.parse().ok().filter(|year| YEARS.contains(year))
}
