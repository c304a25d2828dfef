//! What the text itself has told: the year or month that "the following year" and "a year earlier" count from.
//!
//! Reads digits and names of months before the mention; days are told in `told.rs`. Start at
//! [`text_year`].

use std::ops::Range;

use jiff::civil::Date;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::told::paragraph_before;
use crate::extract::value::told::year_at;

/// Tokens before a mention among which a year in digits is what it counts from.
const REACH: usize = 60;

/// Tokens behind a day or month among which the year of its pair stands: "to the 3rd of May, 2023".
const BEHIND: usize = 9;

/// Words that join a day or month to the next.
const JOINTS: &[&str] =
    &["to", "and", "or", "until", "till", "through", "-", "–", "—", "bis", "und", "oder"];

/// What may stand between them and the year, beside days and months.
const FILLERS: &[&str] =
    &["the", "of", ",", ".", "st", "nd", "rd", "th", "zum", "early", "late", "mid", "-"];

/// Words that count from what the text has told; "last year" and "this year" count from the article.
const TELLING: &[&str] = &[
    "following",
    "subsequent",
    "same",
    "that",
    "previous",
    "preceding",
    "before",
    "folgenden",
    "selben",
    "gleichen",
    "darauffolgenden",
];

/// Returns the last year in digits before the mention, if the capture counts from the text.
pub(super) fn text_year(found: &Match<'_>, name: &str) -> Option<i64> {
    if tells(found, name) { last_year(found) } else { None }
}

/// Returns true if a capture counts from what the text has told.
pub(super) fn tells(found: &Match<'_>, name: &str) -> bool {
    let telling = |at| TELLING.iter().any(|word| word.eq_ignore_ascii_case(found.story.word(at)));
    found.range(name).is_some_and(|mut words| words.any(telling))
}

/// Returns the last year in digits before the mention: what "a year later" counts from.
pub(super) fn last_year(found: &Match<'_>) -> Option<i64> {
    let first = found.tokens.start.saturating_sub(REACH);
    (first..found.tokens.start).rev().find_map(|at| year_at(found, at))
}

/// Returns the last year in digits before the mention in its paragraph.
pub(super) fn paragraph_year(found: &Match<'_>) -> Option<i64> {
    paragraph_before(found, REACH).rev().find_map(|at| year_at(found, at))
}

/// Returns the first day of the last month with its year before the mention in its paragraph: "In July 1995".
pub(super) fn paragraph_month(found: &Match<'_>) -> Option<Date> {
    let at = paragraph_before(found, REACH).rev().find(|at| year_at(found, *at).is_some())?;
    calendar::day(year_at(found, at)?, month_at(found, at.checked_sub(1)?)?, 1)
}

/// Returns the last year in digits before the mention in its sentence.
pub(super) fn sentence_year(found: &Match<'_>) -> Option<i64> {
    (found.sentence().start..found.tokens.start).rev().find_map(|at| year_at(found, at))
}

/// Returns the first day of the month that the sentence names before the mention: the last such month, unless its
/// year stands beside it.
pub(super) fn text_month(found: &Match<'_>) -> Option<Date> {
    let (reference, _) = found.reference.date?;
    let relative = |at: usize| relative_month(found, at);
    let named = |at: &usize| is_month(found, *at) || relative(*at).is_some();
    let at = (found.sentence().start..found.tokens.start).rev().find(named)?;
    if let Some(months) = relative(at) {
        return calendar::shift(reference.first_of_month(), Unit::Month, months);
    }
    let class = found.rules.lexicon.class("date.month")?;
    let month = found.rules.lexicon.normal_form(class, found.story.tokens.get(at..=at)?)?;
    let month = month.parse().ok()?;
    if let Some(year) = year_at(found, at + 1) {
        return calendar::day(year, month, 1);
    }
    let this = calendar::day(reference.year().into(), month, 1)?;
    if this <= reference { Some(this) } else { calendar::shift(this, Unit::Year, -1) }
}

/// "last month"
fn relative_month(found: &Match<'_>, at: usize) -> Option<i64> {
    let before = at.checked_sub(1).filter(|_| found.story.word(at) == "month")?;
    match found.story.word(before) {
        "last" => Some(-1),
        "this" => Some(0),
        _ => None,
    }
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

/// Returns the year of a day or month whose pair or range bears it behind its end: "from 28 April to 3 May 2023",
/// "between December and March 2020".
pub(super) fn year_behind(found: &Match<'_>, month: i64) -> Option<i64> {
    let end = found.tokens.end;
    if !JOINTS.contains(&found.story.word(end)) {
        return None;
    }
    let mut last_month = None;
    for at in end + 1..(end + BEHIND).min(found.sentence().end) {
        if let Some(year) = year_at(found, at) {
            return Some(year - i64::from(month > last_month?));
        }
        let word = found.story.word(at);
        let is_day = word.parse::<i64>().is_ok_and(|day| day <= 31);
        match (month_at(found, at), last_month) {
            (Some(month), None) => last_month = Some(month),
            (Some(_), Some(_)) => return None,
            (None, _) if is_day || FILLERS.contains(&word) => {}
            (None, _) => return None,
        }
    }
    None
}

/// An end of a range: a month, or a day of it.
pub(super) struct End {
    pub(super) month: i64,
    pub(super) day: Option<i64>,
    /// Where it stands.
    pub(super) tokens: Range<usize>,
}

/// Returns the month, or the day and month, that a range goes on to behind the mention: "between May and July", "from 28
/// April to 3 May".
pub(super) fn second_end(found: &Match<'_>) -> Option<End> {
    let word = |at: usize| found.story.word(at);
    let end = found.tokens.end;
    let before = found.tokens.start.checked_sub(1).map_or("", word);
    let joins = match word(end) {
        "and" => before.eq_ignore_ascii_case("between"),
        "to" | "until" | "till" | "through" | "-" | "–" => true,
        _ => false,
    };
    if !joins {
        return None;
    }
    let day_at = |at: usize| word(at).parse().ok().filter(|day| (1..=31).contains(day));
    let over = |at: usize, fillers: &[&str]| at + usize::from(fillers.contains(&word(at)));
    let first = over(end + 1, &["the"]);
    if let Some(month) = month_at(found, first) {
        let last = over(first + 1, &["."]);
        let day = day_at(last);
        let tokens = first..if day.is_some() { last + 1 } else { last };
        return Some(End { month, day, tokens });
    }
    let day = Some(day_at(first)?);
    let last = over(over(first + 1, &["st", "nd", "rd", "th"]), &["of"]);
    Some(End { month: month_at(found, last)?, day, tokens: first..last + 1 })
}

/// Returns the month, or the day and month, that a range goes on from before the mention: "from May to July".
pub(super) fn first_end(found: &Match<'_>) -> Option<End> {
    let word = |at: usize| found.story.word(at);
    let joint = found.tokens.start.checked_sub(1)?;
    let day_at = |at: usize| word(at).parse().ok().filter(|day| (1..=31).contains(day));
    let last = joint.checked_sub(1)?;
    let before = last.checked_sub(1);
    let (month, day, first) = match month_at(found, last) {
        Some(month) => {
            let day = before.and_then(day_at);
            (month, day, if day.is_some() { last - 1 } else { last })
        }
        None => (month_at(found, before?)?, Some(day_at(last)?), last - 1),
    };
    let opens = first.checked_sub(1).map_or("", word);
    let joins = match word(joint) {
        "and" => opens.eq_ignore_ascii_case("between"),
        "to" | "until" | "till" | "through" | "-" | "–" => true,
        _ => false,
    };
    joins.then_some(End { month, day, tokens: first..joint })
}

/// Returns the number of the month whose capitalised name stands at this token.
pub(super) fn month_at(found: &Match<'_>, at: usize) -> Option<i64> {
    let token = found.story.tokens.get(at..=at).filter(|token| token[0].is_capitalised())?;
    let lexicon = &found.rules.lexicon;
    lexicon.normal_form(found.class("date.month")?, token)?.parse().ok()
}
