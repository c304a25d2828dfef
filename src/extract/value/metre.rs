//! Metres or millions: what an "m" right behind digits stands for.
//!
//! "1.2m subscribers" and "grew by 1.2m to 68m" are millions, "2m tall", "the 100m final" and "waves of 5m" metres.
//! Start at [`is_million`].

use std::ops::Range;

use crate::extract::value::Match;
use crate::extract::value::quantity::singular;
use crate::text::shape::Shape;

/// The letter.
const LETTER: &str = "m";

/// Words behind the letter among which the noun stands that it counts.
const NOUN_REACH: usize = 3;

/// Tokens on either side among which words of change, length and height are looked for.
const CUE_REACH: usize = 24;

/// Tokens before the letter among which what comes in millions is its subject.
const CLAUSE_REACH: usize = 6;

/// Words before it that lead from one level to another.
const LEVELS: &[&str] = &["by", "to", "from", "nearly", "almost", "than", "about", "over", "of"];

/// Returns true if the unit of a match is written `m`.
pub(super) fn is_letter(found: &Match<'_>, unit: &str) -> bool {
    found.words(unit) == Some(LETTER)
}

/// Returns true if the letter at a token, right behind digits, stands for a million.
pub(super) fn is_million(found: &Match<'_>, letter: usize) -> bool {
    let sentence = found.sentence();
    let is = |at: usize, list: &str| {
        let lexicon = &found.rules.lexicon;
        lexicon.class(list).is_some_and(|class| lexicon.has(&found.story.tokens[at], class))
    };
    for at in letter + 1..sentence.end.min(letter + 1 + NOUN_REACH) {
        let token = &found.story.tokens[at];
        if token.shape == Shape::Mark && found.story.word(at) != "-" || is(at, "small-word") {
            break;
        }
        if is(at, "quantity.metre-cue") || is(at, "quantity.metre-thing") {
            return false;
        }
        let word = found.story.word(at);
        let counted = is(at, "noun-any") && word.starts_with(char::is_lowercase);
        if counted && !is(at, "quantity.no-count") && singular(word).is_some() {
            return true;
        }
    }
    let is_clear = || !near(letter, &sentence).any(|at| is(at, "quantity.metre-cue"));
    let counts = |at: &usize| is(*at, "quantity.million-cue");
    let clause = (sentence.start..letter).rev().take(CLAUSE_REACH);
    if clause.take_while(|at| found.story.word(*at) != ",").any(|at| counts(&at)) && is_clear() {
        return true;
    }
    let leads = letter >= 2
        && letter - 2 >= sentence.start
        && LEVELS.contains(&found.story.word(letter - 2));
    let rises = letter >= 2
        && letter + 3 < sentence.end
        && is(letter - 2, "parts.ch-trigger")
        && found.story.word(letter + 1) == "to"
        && found.story.word(letter + 3) == LETTER;
    (leads || rises) && near(letter, &sentence).any(|at| is(at, "parts.ch-trigger")) && is_clear()
}

/// The tokens around the letter among which words of change and height are looked for.
fn near(letter: usize, sentence: &Range<usize>) -> Range<usize> {
    sentence.start.max(letter.saturating_sub(CUE_REACH))..sentence.end.min(letter + CUE_REACH)
}
