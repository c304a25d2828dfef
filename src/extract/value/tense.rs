//! Does the sentence look back or forward at a date? Tense and prepositions around it say.
//!
//! Start at [`direction`].

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

/// Returns which way the words around a date look: those before it first, the nearest first.
pub(super) fn direction(found: &Match<'_>) -> Option<Direction> {
    let sentence = found.sentence();
    // "January is off the table" speaks of the coming one.
    if matches!(found.story.word(found.tokens.end), "is" | "are") {
        return None;
    }
    let before = (sentence.start..found.tokens.start).rev().take(REACH);
    let after = (found.tokens.end..sentence.end).take(REACH);
    before.chain(after).find_map(|at| cue(found, at))
}

/// Returns what one word says: "will", "until"; "said", "since", most words in "-ed".
fn cue(found: &Match<'_>, at: usize) -> Option<Direction> {
    let lexicon = &found.rules.lexicon;
    let token = found.story.tokens.get(at).filter(|token| token.shape == Shape::Lower)?;
    let has = |at: usize, list: &str| {
        let listed = |token| lexicon.class(list).is_some_and(|class| lexicon.has(token, class));
        found.story.tokens.get(at).is_some_and(listed)
    };
    let word = |at: usize| found.story.word(at);
    // "set to resume", "planned for", "to be held", "was to have begun".
    let is_to = match word(at) {
        "set" | "forecast" => word(at + 1) == "to",
        "planned" => matches!(word(at + 1), "to" | "for"),
        "be" => at > 0 && word(at - 1) == "to",
        "have" => at > 1 && word(at - 1) == "to" && matches!(word(at - 2), "was" | "were"),
        _ => false,
    };
    if is_to || has(at, "date.future-cue") {
        return Some(Direction::Future);
    }
    // "to be held", "will have closed": the verb before decides.
    if at > 0 && has(at - 1, "date.auxiliary") {
        return None;
    }
    let past = has(at, "date.past-cue") || token.text(&found.story.text).ends_with("ed");
    past.then_some(Direction::Past)
}
