//! What a quote is beyond its words: direct or mixed, and by somebody whose name is held back or not.
//!
//! Start at [`kind`] and [`is_anonymous`].

use std::ops::Range;

use crate::extract::quote::form::Form;
use crate::extract::quote::form::Quotation;
use crate::extract::story::Story;
use crate::model::QuoteKind;
use crate::rules::ClassId;
use crate::rules::Lexicon;
use crate::text::shape::Shape;

/// Words after the speaker in which "on condition of anonymity" is looked for.
const REACH: usize = 14;

/// Most words of such a phrase.
const PHRASE: usize = 4;

/// Classes of words for those whose name is held back.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct VeilClasses {
    anonymous: ClassId,
    anonymity: ClassId,
}

impl VeilClasses {
    /// Looks the classes up; a missing one is a class without entries.
    pub(in crate::extract) fn new(lexicon: &Lexicon) -> VeilClasses {
        let class = |name| lexicon.class(name).unwrap_or(ClassId::MAX);
        VeilClasses { anonymous: class("quote.anonymous"), anonymity: class("quote.anonymity") }
    }
}

/// Returns whether a quotation is speech by itself or part of a sentence. `mixed` is the end of a mixed quotation before
/// it, of which it may be one more part.
pub(in crate::extract) fn kind(story: &Story, quotation: &Quotation, mixed: u32) -> QuoteKind {
    let start = quotation.tokens.start as usize;
    let Some(before) = start.checked_sub(1) else { return QuoteKind::Direct };
    let goes_on = story.tokens[start].breaks < 2
        && (story.tokens[before].shape != Shape::Mark
            || mixed == start as u32
            || (story.word(before) == "," && mixed == before as u32));
    let inside = story.tokens[start + 1..quotation.tokens.end as usize].iter();
    let lower = inside
        .clone()
        .find(|token| token.shape != Shape::Mark)
        .is_some_and(|token| token.shape == Shape::Lower);
    if goes_on && (lower || quotation.form == Form::Fragment) {
        QuoteKind::Mixed
    } else {
        QuoteKind::Direct
    }
}

/// Returns true if the words for a speaker, or what follows them, say that the name is held back.
pub(in crate::extract) fn is_anonymous(
    story: &Story,
    lexicon: &Lexicon,
    classes: VeilClasses,
    speaker: &Range<usize>,
) -> bool {
    if story.tokens[speaker.clone()].iter().any(|token| lexicon.has(token, classes.anonymous)) {
        return true;
    }
    let sentence = story.sentence_of(speaker.start);
    let end = story.sentences.get(sentence).map_or(0, |sentence| sentence.tokens.end as usize);
    let end = end.min(speaker.start + REACH);
    // "On condition of anonymity, a minister said": what was quoted before does not count.
    let first = story.sentences.get(sentence).map_or(0, |sentence| sentence.tokens.start as usize);
    let from = first.max(speaker.start.saturating_sub(REACH))..speaker.start;
    let quoted = from.clone().rev().find(|at| matches!(story.word(*at), "\"" | "”" | "’" | "'"));
    (quoted.unwrap_or(from.start)..end).any(|at| {
        let phrases = (at + 1..=(at + PHRASE).min(end)).map(|end| &story.tokens[at..end]);
        phrases.into_iter().any(|phrase| match phrase {
            [token] => lexicon.has(token, classes.anonymity),
            several => lexicon.has_phrase(several, classes.anonymity),
        })
    })
}
