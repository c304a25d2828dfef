//! Does the sentence look back or forward at a date? Tense and prepositions around it say.
//!
//! Start at [`direction`].

use std::ops::Range;

use crate::extract::value::Match;
use crate::text::shape::Shape;

/// Which way a sentence looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
}

/// Tokens on each side that are asked; beyond them another clause speaks.
const REACH: usize = 14;

/// Tokens before a date among which "by" and "until" lead to it: "by the end of the first quarter".
const DEADLINE_REACH: usize = 4;

/// Words between "by" and a date that lead to the date themselves.
const BREAKS: [&str; 7] = ["on", "in", "between", "since", "from", "during", "after"];

/// Tokens behind "by Thursday" among which "had" says that it has passed.
const PASSED_REACH: usize = 8;

/// Returns which way the words around the mention look.
pub(super) fn direction(found: &Match<'_>) -> Option<Direction> {
    direction_at(found, &found.tokens)
}

/// Returns which way the words around a date look: those before it first, the nearest first.
pub(super) fn direction_at(found: &Match<'_>, date: &Range<usize>) -> Option<Direction> {
    let sentence = &found.story.sentences[found.story.sentence_of(date.start)].tokens;
    let sentence = sentence.start as usize..sentence.end as usize;
    // "January is off the table" speaks of the coming one.
    if matches!(found.story.word(date.end), "is" | "are") {
        return None;
    }
    // "crude for October delivery".
    if found.story.word(date.end) == "delivery" {
        return Some(Direction::Future);
    }
    // What is said in quotes and who says it look different ways.
    let inside = |at: &usize| !matches!(found.story.word(*at), "\"" | "“" | "”" | ";");
    let before = (sentence.start..date.start).rev().take(REACH).take_while(inside);
    let after = (date.end..sentence.end).take(REACH).take_while(inside);
    let cue = |at| {
        cue(found, date, at).filter(|way| *way == Direction::Past || !has_passed(found, date, at))
    };
    if opens_clause(found, date) {
        return after.chain(before).find_map(cue);
    }
    before.chain(after).find_map(cue)
}

/// "by Thursday it had spread", "had spread by Thursday": no deadline.
fn has_passed(found: &Match<'_>, date: &Range<usize>, at: usize) -> bool {
    let word = |at: usize| found.story.word(at);
    if !word(at).eq_ignore_ascii_case("by") {
        return false;
    }
    let sentence = &found.story.sentences[found.story.sentence_of(at)].tokens;
    let (opens, end) = (sentence.start as usize, sentence.end as usize);
    let after = (date.end..end.min(date.end + PASSED_REACH))
        .take_while(|at| !matches!(word(*at), "," | ";" | "will" | "would"))
        .any(|at| matches!(word(at), "had" | "was" | "were"));
    let before = (opens.max(at.saturating_sub(PASSED_REACH))..at)
        .any(|at| word(at) == "had" && word(at + 1) != "to");
    after || before
}

/// "ruled on Friday, but on Wednesday it will sit again": the verb of a date that opens its clause stands behind it.
fn opens_clause(found: &Match<'_>, date: &Range<usize>) -> bool {
    let word = |back: usize| date.start.checked_sub(back).map_or("", |at| found.story.word(at));
    let led = matches!(word(1), "on" | "in" | "by" | "at");
    let joint = if led { word(2) } else { word(1) };
    let subject = found.story.word(date.end);
    matches!(joint, "," | "and" | "but" | ";" | "–" | "—")
        && matches!(
            subject,
            "it" | "he" | "she" | "they" | "we" | "the" | "a" | "his" | "her" | "its"
        )
}

/// Returns what one word says: "will", "until"; "said", "since", most words in "-ed".
fn cue(found: &Match<'_>, date: &Range<usize>, at: usize) -> Option<Direction> {
    let lexicon = &found.rules.lexicon;
    let token = found.story.tokens.get(at).filter(|token| token.shape == Shape::Lower)?;
    let has = |at: usize, list: &str| {
        let listed = |token| lexicon.class(list).is_some_and(|class| lexicon.has(token, class));
        found.story.tokens.get(at).is_some_and(listed)
    };
    let word = |at: usize| found.story.word(at);
    let local = found.language() == "de";
    // "set to resume", "planned for", "to be held", "was to have begun".
    let is_to = match word(at) {
        "set" | "fixed" => matches!(word(at + 1), "to" | "for"),
        "forecast" => matches!(word(at + 1), "to" | "for"),
        "warned" | "warns" => word(at + 1) == "of",
        "planned" => {
            matches!(word(at + 1), "to" | "for" | "a" | "an" | "another")
                && !(at > 0 && word(at - 1) == "had")
        }
        "be" => at > 0 && word(at - 1) == "to",
        // "is to visit", "are meeting", "the vote is on 4 May".
        "to" => at > 0 && matches!(word(at - 1), "is" | "are"),
        // "as early as Tuesday", "each week from 4 May".
        "as" => at > 0 && at + 1 == date.start && matches!(word(at - 1), "soon" | "early"),
        "each" | "every" => {
            at < date.start && date.start - at <= DEADLINE_REACH && word(date.start - 1) == "from"
        }
        "is" | "falls" => word(at + 1) == "on" && at + 2 == date.start,
        "have" => at > 1 && word(at - 1) == "to" && matches!(word(at - 2), "was" | "were"),
        _ => false,
    };
    if matches!(word(at), "by" | "until" | "till") && !is_deadline(found, date, at) {
        return None;
    }
    let progressive = token.text(&found.story.text).ends_with("ing")
        && at > 0
        && matches!(word(at - 1), "is" | "are" | "'re");
    if local {
        let future = has(at, "date.de-future-cue");
        return if future {
            Some(Direction::Future)
        } else {
            has(at, "date.de-past-cue").then_some(Direction::Past)
        };
    }
    // "had been due to land"
    if at > 1 && word(at - 1) == "been" && word(at - 2) == "had" {
        return Some(Direction::Past);
    }
    if is_to || progressive || has(at, "date.future-cue") {
        return Some(Direction::Future);
    }
    // "half the pace forecast in December".
    if word(at) == "forecast" && at + 2 == date.start && word(at + 1) == "in" {
        return Some(Direction::Past);
    }
    if has(at, "date.present-cue") {
        // "voters go", not "did not go", "had to go".
        let opens = at == sentence_start(found, at);
        let infinite = opens || has(at - 1, "date.before-infinitive");
        // "Polls open", not "were still open", "an abrupt end".
        let infinite =
            infinite || matches!(word(at), "open" | "end") && !word(at - 1).ends_with('s');
        return (!infinite).then_some(Direction::Future);
    }
    // "to be held", "will have closed": the verb before decides.
    if at > 0 && has(at - 1, "date.auxiliary") {
        return None;
    }
    let ending = word(at).ends_with("ed") && !has(at, "date.no-participle");
    (has(at, "date.past-cue") || ending).then_some(Direction::Past)
}

fn sentence_start(found: &Match<'_>, at: usize) -> usize {
    found.story.sentences[found.story.sentence_of(at)].tokens.start as usize
}

/// "by mid-December", not "by 0.8 percent from September".
fn is_deadline(found: &Match<'_>, date: &Range<usize>, at: usize) -> bool {
    let next = found.story.tokens.get(at + 1);
    let leads_here = at < date.start && date.start - at <= DEADLINE_REACH;
    let cardinal = found.rules.lexicon.class("parts.cardinal");
    let counts = next.is_some_and(|next| {
        let spelled = cardinal.is_some_and(|class| found.rules.lexicon.has(next, class));
        spelled || next.shape == Shape::Number
    });
    // "by the police on Monday" says who, "by a fifth between January and April" how much.
    let other = || (at + 1..date.start).any(|at| BREAKS.contains(&found.story.word(at)));
    leads_here && !(counts && at + 1 < date.start) && !other()
}
