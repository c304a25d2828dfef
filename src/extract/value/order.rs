//! Does the day stand before the month in the article's dates in digits? "4/5/2024" alone does not say.
//!
//! Asked once an article, and only of articles that hold such a date. What says most is asked first: other dates in
//! digits, the country that the article is written for, dates in words, then spelling, money and the place of the
//! dateline. Where nothing speaks, the month stands first, as in the United States. Start at [`day_first`].

use crate::extract::value::Match;
use crate::text::shape::Shape;
use crate::text::token::tokenize;

/// Returns true if the article writes the day before the month.
pub(super) fn day_first(found: &Match<'_>) -> bool {
    let count = found.story.tokens.len();
    let sum =
        |vote: fn(&Match<'_>, usize) -> i64| (0..count).map(|at| vote(found, at)).sum::<i64>();
    let digits = sum(digits);
    if digits != 0 {
        return digits > 0;
    }
    if let Some(day_first) = found.reference.day_first {
        return day_first;
    }
    let words = sum(in_words);
    if words != 0 {
        return words > 0;
    }
    sum(spelling) + place(found) > 0
}

/// "23/04/2025" can be read in one way only. "24/7" and "9/16" say nothing: the year has to stand behind.
fn digits(found: &Match<'_>, at: usize) -> i64 {
    let story = found.story;
    let word = |at: usize| story.word(at);
    let glued = |at: usize| story.tokens[at].glued;
    let separates = at >= 2
        && glued(at)
        && glued(at - 1)
        && story.tokens[at].shape == Shape::Number
        && matches!(word(at - 1), "/" | "-");
    if !separates || word(at + 1) != word(at - 1) || !is_year(word(at + 2)) {
        return 0;
    }
    match (word(at - 2).parse(), word(at).parse()) {
        (Ok(13..=31_u8), Ok(1..=12_u8)) => 1,
        (Ok(1..=12), Ok(13..=31)) => -1,
        _ => 0,
    }
}

/// "3 March" or "March 3".
fn in_words(found: &Match<'_>, at: usize) -> i64 {
    let story = found.story;
    let is_month = story.tokens[at].is_capitalised() && has(found, at, "date.month");
    if !is_month {
        return 0;
    }
    let is_day = |at: usize| story.word(at).parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    match (at > 0 && is_day(at - 1), is_day(at + 1)) {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    }
}

/// "labour", "£" or "labor".
fn spelling(found: &Match<'_>, at: usize) -> i64 {
    if has(found, at, "date.day-first-word") {
        1
    } else {
        -i64::from(has(found, at, "date.month-first-word"))
    }
}

/// The dateline's place. Agencies of the United States write from London too, so it weighs little.
fn place(found: &Match<'_>) -> i64 {
    let place = found.reference.place.as_deref().unwrap_or_default();
    let mut words = Vec::new();
    // Datelines are often in capitals, lists never.
    tokenize(place.split(',').next().unwrap_or_default().trim(), &mut words);
    let lexicon = &found.rules.lexicon;
    let class = lexicon.class("date.day-first-city");
    i64::from(class.is_some_and(|class| lexicon.has_phrase(&words, class)))
}

fn has(found: &Match<'_>, at: usize, list: &str) -> bool {
    let lexicon = &found.rules.lexicon;
    lexicon.class(list).is_some_and(|class| lexicon.has(&found.story.tokens[at], class))
}

fn is_year(word: &str) -> bool {
    matches!(word.len(), 2 | 4) && word.bytes().all(|byte| byte.is_ascii_digit())
}
