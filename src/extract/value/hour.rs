//! Hours and minutes counted from the time of day that the text told last: "at 7:45 a.m. on Thursday … four hours later".
//!
//! Reads times in digits in the paragraph of the mention. Start at [`hours_later`].

use jiff::ToSpan;
use jiff::civil::DateTime;
use jiff::civil::Time;

use crate::extract::value::Match;
use crate::extract::value::calendar::Unit;
use crate::extract::value::told::paragraph_before;
use crate::extract::value::told::told_day;

/// Tokens before a mention among which a time of day is what it counts from.
const REACH: usize = 40;

/// Returns the TIMEX3 value of a time so many hours or minutes after the one told.
pub(super) fn hours_later(found: &Match<'_>, unit: Unit, count: i64) -> Option<String> {
    let span = match unit {
        Unit::Hour => 0.hours().try_hours(count),
        Unit::Minute => 0.minutes().try_minutes(count),
        _ => return None,
    };
    let (reference, _) = found.reference.date.unzip();
    let day = told_day(found).map(|day| day.date).or(reference)?;
    let time = paragraph_before(found, REACH).rev().find_map(|at| time_at(found, at))?;
    let then = DateTime::from_parts(day, time).checked_add(span.ok()?).ok()?;
    Some(format!("{}T{:02}:{:02}", then.date(), then.hour(), then.minute()))
}

/// Returns the time of day whose last token stands here: the half of the day, or the minutes behind a colon.
fn time_at(found: &Match<'_>, at: usize) -> Option<Time> {
    let lexicon = &found.rules.lexicon;
    let word = |at: usize| found.story.word(at);
    let token = found.story.tokens.get(at..=at)?;
    let half = lexicon.class("date.meridiem").and_then(|class| lexicon.normal_form(class, token));
    let half: Option<i8> = half.and_then(|hours| hours.parse().ok());
    let last = if half.is_some() { at.checked_sub(1)? } else { at };
    let colon = last >= 2 && word(last - 1) == ":" && token[0].glued | half.is_some();
    let (hour, minute) = match word(last).split_once('.') {
        _ if colon => (word(last - 2).parse().ok()?, word(last).parse().ok()?),
        Some((hour, minute)) => (hour.parse().ok()?, minute.parse().ok()?),
        None => (word(last).parse::<i8>().ok().filter(|_| half.is_some())?, 0),
    };
    let hour = half.map_or(hour, |half| hour % 12 + half);
    Time::new(hour, minute, 0, 0).ok().filter(|_| half.is_some() || colon)
}
