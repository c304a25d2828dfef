//! [`Article`] + [`RuleSet`] → [`Annotations`].
//!
//! The steps, in the order of [`Annotator::annotate`]: lay the story out as tokens and symbols; find candidates; let
//! them compete; let the document speak for names it has elsewhere; link mentions to entities; relate them in quotes
//! and facts. Pure: no clock, no disk, and the same bytes give the same annotations.

mod acronym;
mod candidate;
mod check;
mod clue;
mod currency;
mod explain;
mod find;
mod language;
mod link;
mod name;
mod quote;
mod recall;
mod recent;
mod reckon;
mod reference;
mod relate;
mod resolve;
mod story;
mod value;

pub use crate::extract::check::CaseFailure;
pub use crate::extract::check::CaseReport;
pub use crate::extract::check::check;
pub use crate::extract::explain::Explained;
pub use crate::extract::explain::Explanation;
pub use crate::extract::explain::Loser;
pub use crate::extract::explain::Reason;
pub use crate::extract::quote::Guess;

use std::ops::Range;

use crate::extract::candidate::Candidate;
use crate::extract::candidate::Candidates;
use crate::extract::find::Finder;
use crate::extract::link::Name;
use crate::extract::name::NameClasses;
use crate::extract::recall::Memory;
use crate::extract::reference::Reference;
use crate::extract::relate::Relater;
use crate::extract::resolve::Work;
use crate::extract::story::LayoutClasses;
use crate::extract::story::MAX_TEXT;
use crate::extract::story::Story;
use crate::model::Annotations;
use crate::model::Article;
use crate::model::Mention;
use crate::model::Value;
use crate::model::Warning;
use crate::rules::RuleSet;
use crate::rules::Symbols;

/// Annotates articles, one after the other, reusing its memory. One per thread.
#[derive(Debug)]
pub struct Annotator<'r> {
    rules: &'r RuleSet,
    layout: LayoutClasses,
    names: NameClasses,
    /// Rules that meet names again, by index.
    recalls: Vec<u32>,
    symbols: Symbols<'r>,
    finder: Finder<'r>,
    relater: Relater<'r>,
    story: Story,
    candidates: Candidates,
    memory: Memory,
    /// The tokens of each mention.
    places: Vec<Range<u32>>,
    work: Work,
}

impl<'r> Annotator<'r> {
    /// Returns an annotator that applies `rules`.
    pub fn new(rules: &'r RuleSet) -> Annotator<'r> {
        let recalls = rules.rules.iter().zip(0..).filter(|(rule, _)| rule.recall.is_some());
        Annotator {
            rules,
            layout: LayoutClasses::new(&rules.lexicon),
            names: NameClasses::new(&rules.lexicon),
            recalls: recalls.map(|(_, number)| number).collect(),
            symbols: Symbols::new(&rules.lexicon, &rules.alphabet),
            finder: Finder::new(rules),
            relater: Relater::new(rules),
            story: Story::default(),
            candidates: Candidates::default(),
            memory: Memory::default(),
            places: Vec::new(),
            work: Work::default(),
        }
    }

    /// Also finds indirect speech ("said that …"), as quotes of that kind, if it is `wanted`.
    #[must_use]
    pub fn with_indirect(self, wanted: bool) -> Annotator<'r> {
        if wanted { Annotator { relater: self.relater.with_indirect(), ..self } } else { self }
    }

    /// Returns what the rules find in an article, and remarks about it. Never fails.
    pub fn annotate(&mut self, article: &Article) -> (Annotations, Vec<Warning>) {
        self.candidates.least = self.rules.weights.threshold;
        self.relater.ask(false);
        self.annotate_with(article)
    }

    fn annotate_with(&mut self, article: &Article) -> (Annotations, Vec<Warning>) {
        let reference = Reference::new(article);
        self.find(article, &reference);
        self.recall(&reference);
        let mut annotations = self.mentions(article);
        self.relater.relate(
            &self.story,
            &mut self.symbols,
            &reference,
            &self.places,
            &mut annotations,
        );
        (annotations, self.remarks(&reference))
    }

    /// Returns the annotations of an article, and why each mention is one.
    pub fn explain(&mut self, article: &Article) -> (Annotations, Explanation) {
        // Those that lost for lack of evidence are told too.
        self.candidates.least = f32::NEG_INFINITY;
        self.relater.ask(true);
        let (annotations, _) = self.annotate_with(article);
        let mut explanation = explain::explain(
            &self.story,
            self.rules,
            &self.candidates,
            &annotations,
            &Reference::new(article),
        );
        explanation.guesses = self.relater.take_doubts();
        (annotations, explanation)
    }

    /// Lays the article out and lets the candidates of each sentence compete.
    fn find(&mut self, article: &Article, reference: &Reference) {
        if self.symbols.forget_if_full() {
            self.finder.forget();
            self.relater.forget();
        }
        self.story.load(article, &self.rules.lexicon, self.layout, &mut self.symbols);
        self.candidates.clear();
        self.finder.begin(reference);
        for number in 0..self.story.sentences.len() {
            let from = self.candidates.list.len();
            self.finder.sentence(
                &self.story,
                number,
                &self.symbols,
                reference,
                &mut self.candidates,
            );
            resolve::resolve(
                &mut self.candidates.list[from..],
                self.rules.weights.threshold,
                &mut self.work,
            );
        }
    }

    /// Lets names with strong evidence speak for others, and the candidates compete again.
    fn recall(&mut self, reference: &Reference) {
        self.memory.learn(&self.story, &self.candidates, self.rules, self.names);
        let pass = recall::Pass {
            story: &self.story,
            rules: self.rules,
            recalls: &self.recalls,
            symbols: &self.symbols,
            reference,
            classes: self.names,
        };
        if self.memory.recall(&pass, &mut self.finder, &mut self.candidates) {
            let list = &mut self.candidates.list;
            list.sort_by_key(|candidate| candidate.sentence);
            for sentence in list.chunk_by_mut(|one, next| one.sentence == next.sentence) {
                resolve::resolve(sentence, self.rules.weights.threshold, &mut self.work);
            }
        }
    }

    /// The chosen candidates as mentions, linked to entities; those of the silent kind have done their work.
    fn mentions(&mut self, article: &Article) -> Annotations {
        let mut annotations = Annotations::default();
        let rules = self.rules;
        let told = |candidate: &&mut Candidate| candidate.chosen && !is_silent(rules, candidate);
        let mut chosen: Vec<_> = self.candidates.list.iter_mut().filter(told).collect();
        chosen.sort_unstable_by_key(|candidate| candidate.start);
        let mut names = Vec::new();
        self.places.clear();
        for candidate in chosen {
            let rule = &self.rules.rules[candidate.rule as usize];
            let value = candidate.value.take().map(|value| *value);
            if matches!(value, None | Some(Value::Text(_))) {
                let mention = annotations.mentions.len() as u32;
                names.push(Name { mention, kind: rule.kind, tokens: candidate.tokens() });
            }
            let span = self.story.span(candidate.tokens());
            self.places.push(candidate.start..candidate.end);
            annotations.mentions.push(Mention {
                kind: rule.kind,
                span,
                value,
                rule: rule.id,
                entity: None,
            });
        }
        annotations.entities = link::link(
            &self.story,
            &names,
            &mut annotations.mentions,
            &self.rules.lexicon,
            self.names,
        );
        annotations.sentences = self
            .story
            .sentences
            .iter()
            .map(|sentence| self.story.span(range(&sentence.tokens)))
            .collect();
        currency::settle(article, &self.rules.lexicon, &mut annotations);
        annotations
    }

    /// Returns true if some rules are for this language alone.
    fn has_rules(&self, language: &str) -> bool {
        self.rules.rules.iter().any(|rule| rule.language.as_deref() == Some(language))
    }

    fn remarks(&self, reference: &Reference) -> Vec<Warning> {
        let mut remarks = Vec::new();
        if let Some(language) = reference.language_without_rules() {
            let (what, used) = match self.has_rules(language) {
                true => ("few rules", "its own, lists and signs"),
                false => ("no rules", "only lists and signs"),
            };
            let message =
                format!("there are {what} for the language \"{language}\"; {used} were used");
            remarks.push(Warning::new("no-rules", message));
        }
        if self.story.was_cut {
            let message = format!("only the first {MAX_TEXT} bytes of the text were annotated");
            remarks.push(Warning::new("capped", message));
        }
        remarks
    }
}

/// The kind of names that are none of the others: works, events, products. They win over wrong readings, and are not
/// told.
const SILENT: &str = "nothing";

/// Returns true if the candidate is of the kind that is not told.
fn is_silent(rules: &RuleSet, candidate: &Candidate) -> bool {
    rules.rules[candidate.rule as usize].kind == SILENT
}

fn range(tokens: &Range<u32>) -> Range<usize> {
    tokens.start as usize..tokens.end as usize
}
