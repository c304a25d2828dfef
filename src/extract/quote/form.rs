//! What a quotation looks like: an utterance, a few words of one, or no speech at all.
//!
//! Start at [`form`].

use std::ops::Range;

use crate::extract::quote::pair::Pair;
use crate::extract::story::Story;
use crate::rules::ClassId;
use crate::rules::Lexicon;
use crate::text::shape::Shape;

/// What stands between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Form {
    /// A sentence or more, or a part long enough that only speech can be meant.
    Utterance {
        /// Its sentence is complete: it may stand without a cue.
        complete: bool,
    },
    /// Some words: speech if a cue says so.
    Fragment,
    /// The name of a work or thing, or a word held up with tongs.
    Other,
}

/// A quotation with its form.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Quotation {
    /// The tokens, marks included.
    pub tokens: Range<u32>,
    /// What it looks like.
    pub form: Form,
    /// It is a paragraph by itself.
    pub alone: bool,
}

/// Returns true if nothing else stands in the paragraph of a quotation.
pub(in crate::extract) fn is_alone(story: &Story, pair: &Pair) -> bool {
    let breaks = |at: u32| story.tokens.get(at as usize).is_none_or(|token| token.breaks > 0);
    (pair.tokens.start == 0 || breaks(pair.tokens.start)) && breaks(pair.tokens.end)
}

/// Classes that the form depends on.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct FormClasses {
    noun: ClassId,
    small_word: ClassId,
    work: ClassId,
}

impl FormClasses {
    /// Looks the classes up; a missing one is a class without entries.
    pub(in crate::extract) fn new(lexicon: &Lexicon) -> FormClasses {
        let class = |name| lexicon.class(name).unwrap_or(ClassId::MAX);
        FormClasses {
            noun: class("noun"),
            small_word: class("small-word"),
            work: class("quote.work"),
        }
    }
}

/// Fewest words of an utterance that begins with a capital but has no punctuation at its end.
const SENTENCE_WORDS: usize = 5;

/// Fewest words of a quotation that is speech whatever it looks like.
const LONG_WORDS: usize = 9;

/// Fewest words of an utterance that may stand without a cue.
const COMPLETE_WORDS: usize = 4;

/// Words looked at to tell the title of a work.
const TITLE_WORDS: usize = 24;

/// Returns the form of what stands between two marks.
pub(in crate::extract) fn form(
    story: &Story,
    pair: &Pair,
    lexicon: &Lexicon,
    classes: FormClasses,
) -> Form {
    let inner = (pair.tokens.start + pair.opening) as usize
        ..(pair.tokens.end - pair.closing).max(pair.tokens.start + pair.opening) as usize;
    let tokens = &story.tokens[inner.clone()];
    let words =
        tokens.iter().filter(|token| token.shape != Shape::Mark).take(LONG_WORDS + 1).count();
    let Some(first) = tokens.iter().find(|token| token.shape != Shape::Mark) else {
        return Form::Other;
    };
    let last = story.word(inner.end - 1);
    let ends = matches!(last, "." | "!" | "?" | "…" | "," | "—" | "–" | ";" | ":" | "-");
    let stops = matches!(last, "." | "!" | "?" | "…") || pair.closing == 0;
    let called = matches!(last, "!" | "?");
    if pair.closing > 0 && is_alone(story, pair) && matches!(last, "." | "!" | "?" | "…") {
        return Form::Utterance { complete: true };
    }
    if is_title(story, inner, lexicon, classes) && !called {
        let work = !ends || is_of_work(story, pair, lexicon, classes);
        return if work { Form::Other } else { Form::Fragment };
    }
    if words == 1 && !called {
        let listed = first.shape == Shape::Lower || ends;
        return if listed && !is_attributive(story, pair, lexicon, classes) {
            Form::Fragment
        } else {
            Form::Other
        };
    }
    let capital = first.is_capitalised()
        || first.shape == Shape::Number
        || story.word((pair.tokens.start + pair.opening) as usize) == "[";
    if called || words >= LONG_WORDS || (capital && (ends || words >= SENTENCE_WORDS)) {
        let outside = story.word(pair.tokens.end as usize);
        let complete = capital
            && words >= COMPLETE_WORDS
            && (stops || last == "," || matches!(outside, "." | ","));
        return Form::Utterance { complete };
    }
    if words <= 2 && !ends && is_attributive(story, pair, lexicon, classes) {
        Form::Other
    } else {
        Form::Fragment
    }
}

/// "resident" doctors: the quotation is an adjective of what follows.
fn is_attributive(story: &Story, pair: &Pair, lexicon: &Lexicon, classes: FormClasses) -> bool {
    let Some(next) = story.tokens.get(pair.tokens.end as usize) else { return false };
    next.shape == Shape::Lower
        && !next.glued
        && next.breaks < 2
        && lexicon.has(next, classes.noun)
        && !lexicon.has(next, classes.small_word)
        && story.word(pair.tokens.end as usize) != "and"
}

/// The author of “Winning,” said; on “Good Morning, Leeds.”: what stands before says that a title follows.
fn is_of_work(story: &Story, pair: &Pair, lexicon: &Lexicon, classes: FormClasses) -> bool {
    let start = pair.tokens.start as usize;
    let start = start - usize::from(start > 0 && story.word(start - 1) == ",");
    let named = start.checked_sub(1).is_some_and(|at| lexicon.has(&story.tokens[at], classes.work));
    let made = start.checked_sub(2).map(|at| &story.tokens[at..start]);
    let within = start.checked_sub(1).is_some_and(|at| matches!(story.word(at), "on" | "in"));
    named || within || made.is_some_and(|words| lexicon.has_phrase(words, classes.work))
}

/// Returns true if all words that count have a capital, as in titles of works.
fn is_title(story: &Story, inner: Range<usize>, lexicon: &Lexicon, classes: FormClasses) -> bool {
    let mut capitals = 0;
    for at in inner.take(TITLE_WORDS) {
        let token = &story.tokens[at];
        match token.shape {
            Shape::Mark | Shape::Number => continue,
            Shape::Lower if lexicon.has(token, classes.small_word) || story.word(at) == "'s" => {}
            Shape::Lower => return false,
            _ if token.is_capitalised() => capitals += 1,
            _ => {}
        }
    }
    capitals > 0
}
