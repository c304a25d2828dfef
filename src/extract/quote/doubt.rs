//! Quotes whose speaker is not certain → those who may have said them, for `explain` alone.
//!
//! None of them is ever taken as the speaker: what they are worth is below the threshold. Start at [`Cast::guesses`].

use serde::Serialize;

use crate::extract::quote::speaker::Cast;
use crate::extract::quote::speaker::Gender;
use crate::extract::quote::speaker::MENTION_REACH;
use crate::extract::quote::speaker::Named;
use crate::extract::quote::speaker::PRONOUN_REACH;
use crate::model::Quote;
use crate::model::Span;

/// What a speaker must be worth to be named: the least that a rule gives.
const THRESHOLD: f64 = 0.85;

/// Most candidates that are listed.
const MOST: usize = 5;

/// Somebody who may have said a quote.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Guess {
    /// Canonical name.
    pub name: String,
    /// What it is worth, below the threshold of a speaker: a share among the candidates, by nearness and gender.
    pub confidence: f64,
    /// The rule that found the quote.
    pub rule: &'static str,
    /// What speaks for it or against.
    pub reason: String,
}

impl Cast<'_> {
    /// Returns who may have said a quote that has no speaker, the likeliest first.
    pub(super) fn guesses(&mut self, quote: &Quote) -> Vec<Guess> {
        if quote.speaker.is_some() {
            return Vec::new();
        }
        let start = self.token_at(quote.span);
        let pronoun = quote.speaker_span.and_then(|span| {
            let at = self.token_at(span);
            self.pronoun(&(at..at + 1))
        });
        let near = self.near(start as u32);
        let sentence = self.scene.story.sentence_of(start) as u32;
        let mut weighed: Vec<(f64, Named, String)> = Vec::new();
        for named in near {
            let apart = sentence.abs_diff(named.sentence);
            let (fits, why) = self.fitness(named.entity, pronoun);
            let place = match apart {
                0 => "named in this sentence".to_owned(),
                1 => "named one sentence before".to_owned(),
                apart => format!("named {apart} sentences before"),
            };
            weighed.push((fits / f64::from(1 + apart), named, format!("{place}{why}")));
        }
        let sum: f64 = weighed.iter().map(|(weight, ..)| weight).sum();
        let others = weighed.len() as f64;
        // Alone among candidates is not certain either: the rules have looked, and asked for more.
        let scale = THRESHOLD * others / (others + 1.0);
        weighed.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let guess = |(weight, named, reason): (f64, Named, String)| {
            let share = if sum > 0.0 { weight / sum * scale } else { 0.0 };
            Guess {
                name: self.annotations.entities[named.entity as usize].name.clone(),
                confidence: (share * 100.0).round() / 100.0,
                rule: quote.rule.as_str(),
                reason: format!("{reason}; below the threshold {THRESHOLD}"),
            }
        };
        weighed.into_iter().take(MOST).map(guess).collect()
    }

    /// The first token of a place in the body.
    fn token_at(&self, span: Span) -> usize {
        let story = self.scene.story;
        let start = story.body() + span.start();
        story.tokens.partition_point(|token| (token.start as usize) < start)
    }

    /// Those named in the sentences before a token, each once, the nearest first.
    fn near(&self, token: u32) -> Vec<Named> {
        let sentence = self.scene.story.sentence_of(token as usize) as u32;
        let before = self.named.partition_point(|named| named.token < token);
        let mut near: Vec<Named> = Vec::new();
        for named in self.named[before.saturating_sub(MENTION_REACH)..before].iter().rev() {
            let reached = sentence - named.sentence <= PRONOUN_REACH;
            if reached && near.iter().all(|known| known.entity != named.entity) {
                near.push(*named);
            }
        }
        near
    }

    /// How well somebody fits a pronoun, and why.
    fn fitness(&mut self, entity: u32, pronoun: Option<Gender>) -> (f64, &'static str) {
        let Some(wanted) = pronoun.filter(|wanted| *wanted != Gender::Unknown) else {
            return (1.0, "");
        };
        match self.gender(entity) {
            Gender::Unknown => (0.5, ", whether a man or a woman is not known"),
            gender if gender == wanted => (1.0, ", fits the pronoun"),
            _ => (0.0, ", does not fit the pronoun"),
        }
    }
}
