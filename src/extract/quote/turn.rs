//! Who speaks where nothing is said about it: whoever spoke last, the other of two who talk, or who was just introduced.
//!
//! Never guesses between two: where more than one may be meant, nobody is. Start at [`Cast::still_speaking`].

use crate::extract::quote::Saying;
use crate::extract::quote::form::Quotation;
use crate::extract::quote::speaker::Cast;
use crate::extract::quote::speaker::Named;
use crate::text::shape::Shape;

/// Most tokens before the name that a sentence is about: "Striker Jamal King was less sure."
const TITLE: u32 = 4;

/// Somebody who said something.
#[derive(Clone, Copy, Debug)]
struct Voice {
    start: u32,
    end: u32,
    speaker: Option<u32>,
    /// Somebody whom the article does not name, and whether the name is held back.
    unknown: Option<bool>,
    /// In quotation marks, not in indirect speech.
    direct: bool,
    /// It ends in a question mark.
    asks: bool,
    /// It follows a question of somebody else in the paragraph before.
    answers: bool,
}

/// Who spoke, as far as it matters for who speaks next.
#[derive(Debug, Default)]
pub(super) struct Turns {
    last: Option<Voice>,
    /// Who spoke before the last speaker, in a conversation of two.
    other: Option<u32>,
}

impl Turns {
    /// Returns who spoke last, and the token behind the words.
    pub(super) fn spoke_last(&self) -> Option<(u32, u32)> {
        self.last.and_then(|last| Some((last.speaker?, last.end)))
    }
}

impl Cast<'_> {
    /// Remembers who said a quote: an entity, or somebody `unknown` whose name may be held back.
    pub(super) fn hear(
        &mut self,
        quotation: &Quotation,
        speaker: Option<u32>,
        unknown: Option<bool>,
    ) {
        let (start, end) = (quotation.tokens.start, quotation.tokens.end);
        let last = self.turns.last.filter(|last| last.direct);
        let next = last.is_some_and(|last| {
            self.pairs.paragraph_of(last.start) + 1 == self.pairs.paragraph_of(start)
        });
        let changes = last.is_some_and(|last| last.speaker != speaker);
        if changes {
            self.turns.other = last.and_then(|last| last.speaker);
        }
        self.turns.last = Some(Voice {
            start,
            end,
            speaker,
            unknown,
            direct: true,
            asks: self.asks(quotation),
            answers: changes && next && last.is_some_and(|last| last.asks),
        });
    }

    /// Remembers who said something in indirect speech.
    pub(super) fn hear_report(&mut self, saying: &Saying) {
        let tokens = self.scene.tokens(&saying.items);
        let speaker = self.speaker(saying).map(|(speaker, _)| speaker);
        if self.turns.last.is_none_or(|last| last.end <= tokens.start as u32 || !last.direct) {
            self.turns.last = Some(Voice {
                start: tokens.start as u32,
                end: tokens.end as u32,
                speaker,
                unknown: None,
                direct: false,
                asks: false,
                answers: false,
            });
        }
    }

    /// Returns whether the name of the last speaker is held back, if it is somebody whom the article does not name and
    /// whom a pronoun at a token may stand for: in the same paragraph, and nobody has been named since.
    pub(super) fn unknown_spoke(&self, token: u32) -> Option<bool> {
        let last = self.turns.last.filter(|last| last.direct && last.end <= token)?;
        let unknown = last.unknown?;
        let here = self.pairs.paragraph_of(last.end - 1) == self.pairs.paragraph_of(token);
        let from = self.named.partition_point(|named| named.token < last.end);
        let mut since = self.named[from..].iter().take_while(|named| named.token < token);
        (here && !since.any(|one| self.is_person(one))).then_some(unknown)
    }

    fn asks(&self, quotation: &Quotation) -> bool {
        let end = quotation.tokens.end as usize;
        (end.saturating_sub(2)..end).any(|at| self.scene.story.word(at) == "?")
    }

    /// Returns who goes on speaking in a quotation without a cue: whoever spoke last in this paragraph, or in the one
    /// before if the quotation opens its own, unless somebody else has been named since or was asked something.
    pub(super) fn still_speaking(&self, quotation: &Quotation) -> Option<u32> {
        let token = quotation.tokens.start;
        let last = self.turns.last?;
        let speaker = last.speaker?;
        let (then, now) =
            (self.pairs.paragraph_of(last.start.max(last.end - 1)), self.pairs.paragraph_of(token));
        let opens = self.pairs.paragraphs().binary_search(&token).is_ok();
        if then != now && !(opens && then + 1 == now) {
            return None;
        }
        if then != now && last.asks && quotation.alone {
            return None;
        }
        // Whoever is named beside the cue ("she told Tom Miller") does not take over.
        let told = self.scene.story.sentence_of(last.end as usize) as u32;
        let from =
            self.named.partition_point(|named| named.token < last.end || named.sentence == told);
        let since = self.named[from..].iter().take_while(|named| named.token < token);
        let others = since.filter(|one| self.is_person(one)).filter(|one| one.entity != speaker);
        (others.count() == 0).then_some(speaker)
    }

    /// Returns the other of two who talk: who is asked answers, and who asked asks again.
    pub(super) fn takes_turn(&self, quotation: &Quotation) -> Option<u32> {
        let token = quotation.tokens.start;
        let last = self.turns.last.filter(|last| last.direct && quotation.alone)?;
        let next = self.pairs.paragraph_of(last.start) + 1 == self.pairs.paragraph_of(token);
        let turns = last.asks || (last.answers && self.asks(quotation));
        let speaker = last.speaker.filter(|_| next && turns)?;
        let known = self.turns.other.filter(|other| *other != speaker);
        known.or_else(|| self.asked(last.start, speaker))
    }

    /// Returns the only person beside the speaker who is named in the paragraph of a question.
    fn asked(&self, question: u32, speaker: u32) -> Option<u32> {
        let paragraph = self.pairs.paragraph_of(question) as usize;
        let start = *self.pairs.paragraphs().get(paragraph.checked_sub(1)?)?;
        let end = self.pairs.paragraphs().get(paragraph).copied().unwrap_or(u32::MAX);
        let from = self.named.partition_point(|named| named.token < start);
        let here = self.named[from..].iter().take_while(|named| named.token < end);
        let mut others = here.filter(|one| self.is_person(one)).filter(|one| one.entity != speaker);
        let other = others.next()?.entity;
        others.all(|one| one.entity == other).then_some(other)
    }

    /// Returns true if a quotation is a short sentence that goes on after another sentence of its paragraph: "Nobody
    /// stays." Alone it may be anything; after somebody's words it is more of them.
    pub(super) fn goes_on(&self, quotation: &Quotation) -> bool {
        let story = self.scene.story;
        let (start, end) = (quotation.tokens.start as usize, quotation.tokens.end as usize);
        let inside = &story.tokens[start..end];
        let first = inside.iter().find(|token| token.shape != Shape::Mark);
        let ends = |at: usize| matches!(story.word(at), "." | "!" | "?" | "…");
        let opens = self.pairs.paragraphs().binary_search(&quotation.tokens.start).is_ok();
        let closed = (end.saturating_sub(2)..end).any(ends);
        let capital = first.is_some_and(|token| token.is_capitalised());
        !opens && start > 0 && ends(start - 1) && closed && capital
    }

    /// Returns the only person named in the sentence before a quotation, if nobody has spoken in the paragraph of that
    /// sentence. The quotation is a paragraph by itself, or goes on in one whose sentence is about the person.
    pub(super) fn introduced(&self, quotation: &Quotation) -> Option<u32> {
        let token = quotation.tokens.start;
        let opens = self.pairs.paragraphs().binary_search(&token).is_ok();
        let before = token.checked_sub(1).filter(|_| quotation.alone || !opens)?;
        if !matches!(self.scene.story.word(before as usize), "." | "!" | "?" | "…" | ":") {
            return None;
        }
        let paragraph = self.pairs.paragraph_of(before);
        let start = *self.pairs.paragraphs().get((paragraph as usize).checked_sub(1)?)?;
        if self.turns.last.is_some_and(|last| last.direct && last.end > start) {
            return None;
        }
        let sentence = self.scene.story.sentence_of(before as usize) as u32;
        let until = self.named.partition_point(|named| named.token < token);
        let first = self.scene.story.sentences[sentence as usize].tokens.start as usize;
        // Bodies that a statement is about do not make it.
        let states = self.scene.story.tokens[first..before as usize]
            .iter()
            .any(|token| self.scene.rules.lexicon.has(token, self.classes.statement));
        let mut named = self.named[..until]
            .iter()
            .rev()
            .take_while(|named| named.sentence == sentence && named.token >= start)
            .filter(|named| !states || self.is_person(named));
        let mut first = *named.next().filter(|one| self.is_person(one))?;
        let alone = named.all(|one| {
            first.token = one.token;
            one.entity == first.entity
        });
        let begins = self.scene.story.sentences[sentence as usize].tokens.start;
        let about = quotation.alone || first.token <= begins + TITLE;
        (alone && about).then_some(first.entity)
    }

    fn is_person(&self, named: &Named) -> bool {
        self.annotations.entities[named.entity as usize].kind == "person"
    }
}
