//! When a change took place, and what time it is reckoned from.
//!
//! A rule captures the date beside a change as `period`; behind "from", "than" and the like it is the `baseline`: "up
//! from 3 per cent in 2019", "5 per cent higher than a year earlier". Start at [`fill`].

use std::ops::Range;

use crate::extract::relate::change::Args;
use crate::extract::relate::change::Change;
use crate::model::Arg;

/// The captured date, and the argument that it fills where the change is reckoned from it.
const PERIOD: &str = "period";
const BASELINE: &str = "baseline";

/// Words before a date that make it the baseline.
const RECKONED_FROM: &[&str] = &["from", "than", "against", "with", "since"];

/// Words of a date that tell of the same span a while before: a year earlier.
const BEFORE: &[&str] = &["earlier", "ago", "before", "previous"];

/// Words with which a sentence and its date begin.
const OPENINGS: &[&str] = &["in", "between", "during", "over", "on", "for", "by"];

/// Most items between the level from which something changed and its date: "from 3 per cent a share in 2019".
const REACH: usize = 4;

/// Makes the captured date the baseline where it is one; a second date behind "to" is then the period.
pub(super) fn fill(change: Change<'_>, args: &mut Args) {
    let date = change.items(PERIOD).or_else(|| opening(change, args));
    let Some(date) = date else { return };
    let (to, second) = (date.end, date.end + 1);
    let goes_on = second < change.found.segment.end
        && (change.word(to) == "to" || change.word(to) == "and" && is_between(change, date.start));
    // "would be cut from February": that is when it begins.
    let is_start = change.items("from").is_none()
        && !goes_on
        && args.contains_key("modality")
        && date.start > change.found.segment.start
        && change.word(date.start - 1) == "from";
    if is_start || !is_baseline(change, date.start) {
        until(change, second, args);
        return;
    }
    let Some(told) = args.remove(PERIOD) else { return };
    let told = match told {
        // "from 2 per cent in the year to March"
        Arg::Text(span) if span.starts_with('P') => Arg::Text(with_end(change, second, span)),
        told => {
            if let Some(until) = change.date(second).filter(|_| goes_on) {
                args.insert(PERIOD.to_owned(), until);
            }
            told
        }
    };
    args.insert(BASELINE.to_owned(), told);
    if !args.contains_key(PERIOD)
        && let Some(period) = earlier(change, date.start)
    {
        args.insert(PERIOD.to_owned(), period);
    }
}

/// Returns the time of the change itself, before that which it is reckoned from: "in the quarter ended June 30 from the
/// quarter before".
fn earlier(change: Change<'_>, baseline: usize) -> Option<Arg> {
    let first = change.found.items.start;
    let is_own = |at: &usize| {
        change.kind(*at) == Some("date")
            && *at > first
            && !RECKONED_FROM.contains(&change.word(*at - 1))
            && !matches!(change.word(*at + 1), "and" | "-" | "–")
    };
    let at = (first..baseline).find(is_own)?;
    match change.date(at)? {
        Arg::Text(span) if span.starts_with('P') => Some(Arg::Text(with_end(change, at + 2, span))),
        date => Some(date),
    }
}

/// "in the three months to March 2024": the length, and where it ends.
fn until(change: Change<'_>, end: usize, args: &mut Args) {
    if let Some(Arg::Text(period)) = args.get_mut(PERIOD) {
        *period = with_end(change, end, std::mem::take(period));
    }
}

/// Adds to a length where it ends, if that is told by the date at an item.
fn with_end(change: Change<'_>, end: usize, span: String) -> String {
    let leads = end < change.found.segment.end
        && matches!(change.word(end - 1), "to" | "ended" | "ending" | "until" | "through");
    match change.date(end).filter(|_| leads && span.starts_with('P')) {
        Some(Arg::Text(until)) => format!("{span}/{until}"),
        _ => span,
    }
}

/// Most items between the date that opens a sentence and the verb of the change whose time it is.
const OPENING_REACH: usize = 8;

/// Words between the two behind which something else is told.
const OTHER_CLAUSE: &[&str] = &[
    "said",
    "says",
    "announced",
    "reported",
    "told",
    "he",
    "she",
    "they",
    "we",
    "who",
    "whose",
    "which",
    "that",
    "but",
    "when",
    "while",
    "because",
    "although",
    ";",
];

/// Takes the date with which the sentence begins: "In 2023 sales rose".
fn opening(change: Change<'_>, args: &mut Args) -> Option<Range<usize>> {
    let first = change.found.segment.start;
    let is_date = |at: usize| at < change.found.items.start && change.kind(at) == Some("date");
    let leads = |at: usize| OPENINGS.iter().any(|word| word.eq_ignore_ascii_case(change.word(at)));
    let at = if is_date(first) { first } else { first + 1 };
    if !is_date(at) || at > first && !leads(first) || args.contains_key(BASELINE) {
        return None;
    }
    // "On Tuesday, Apple said that sales rose": what is told of later has a time of its own.
    let second = if is_between(change, at) { at + 3 } else { at + 1 };
    let goes_on = |at: usize| {
        let word = change.word(at);
        change.kind(at) != Some("date")
            && !OTHER_CLAUSE.iter().any(|other| other.eq_ignore_ascii_case(word))
    };
    let start = change.found.items.start;
    if start > second + OPENING_REACH || !(second..start).all(goes_on) {
        return None;
    }
    // "Quarterly net income rose" tells no time.
    let once = change.date(at).filter(|_| !change.recurs(at))?;
    args.insert(PERIOD.to_owned(), once);
    Some(at..at + 1)
}

/// "between 2010 and 2020": reckoned from the first.
fn is_between(change: Change<'_>, date: usize) -> bool {
    let before = date.checked_sub(1).filter(|at| *at >= change.found.segment.start);
    before.is_some_and(|at| change.word(at).eq_ignore_ascii_case("between"))
        && date + 2 < change.found.segment.end
        && change.word(date + 1) == "and"
        && change.kind(date + 2) == Some("date")
}

fn is_baseline(change: Change<'_>, date: usize) -> bool {
    let first = change.found.segment.start;
    // "from 3 per cent in 2019"
    let from = change.items("from").map(|from| from.end);
    if from.is_some_and(|end| end <= date && date - end <= REACH) {
        let to = change.items("to").map_or(0, |to| to.start);
        return to < date.min(from.unwrap_or(0)) || to > date;
    }
    let before = |back: usize| date.checked_sub(back).filter(|at| *at >= first);
    let word = |at: Option<usize>| at.map_or("", |at| change.word(at));
    let near = word(before(1));
    let is_in = matches!(near, "in" | "on" | "at");
    RECKONED_FROM.contains(&near)
        || is_between(change, date)
        || is_in && RECKONED_FROM.contains(&word(before(2)))
        || near == "on" && is_earlier(change, date)
}

/// "on 2019", "on a year earlier": not a day, on which something happens.
fn is_earlier(change: Change<'_>, date: usize) -> bool {
    let words = change.word(date);
    let is_year = words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit());
    is_year || words.split_whitespace().any(|word| BEFORE.contains(&word))
}
