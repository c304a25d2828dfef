//! [`Article`] + [`RuleSet`] → [`Annotations`].
//!
//! The steps, in the order of [`Annotator::annotate`]: lay the story out as tokens and symbols; find candidates; let
//! them compete; let the document speak for names it has elsewhere; link mentions to entities; relate them in quotes
//! and facts. Pure: no clock, no disk, and the same bytes give the same annotations.

mod candidate;
mod check;
mod find;
mod reference;
mod resolve;
mod story;
mod value;

pub use crate::extract::check::CaseFailure;
pub use crate::extract::check::CaseReport;
pub use crate::extract::check::check;

use crate::extract::candidate::Candidates;
use crate::extract::find::Finder;
use crate::extract::reference::Reference;
use crate::extract::resolve::Work;
use crate::extract::story::LayoutClasses;
use crate::extract::story::Story;
use crate::model::Annotations;
use crate::model::Article;
use crate::model::Mention;
use crate::model::Warning;
use crate::rules::RuleSet;
use crate::rules::Symbols;

/// Annotates articles, one after the other, reusing its memory. One per thread.
#[derive(Debug)]
pub struct Annotator<'r> {
    rules: &'r RuleSet,
    classes: LayoutClasses,
    symbols: Symbols<'r>,
    finder: Finder<'r>,
    story: Story,
    candidates: Candidates,
    work: Work,
}

impl<'r> Annotator<'r> {
    /// Returns an annotator that applies `rules`.
    pub fn new(rules: &'r RuleSet) -> Annotator<'r> {
        Annotator {
            rules,
            classes: LayoutClasses::new(&rules.lexicon),
            symbols: Symbols::new(&rules.lexicon, &rules.alphabet),
            finder: Finder::new(rules),
            story: Story::default(),
            candidates: Candidates::default(),
            work: Work::default(),
        }
    }

    /// Returns what the rules find in an article, and remarks about it. Never fails.
    pub fn annotate(&mut self, article: &Article) -> (Annotations, Vec<Warning>) {
        let reference = Reference::new(article);
        if self.symbols.forget_if_full() {
            self.finder.forget();
        }
        self.story.load(article, &self.rules.lexicon, self.classes, &mut self.symbols);
        self.candidates.clear();
        for number in 0..self.story.sentences.len() {
            let from = self.candidates.list.len();
            self.finder.sentence(&self.story, number, &self.symbols, &reference, &mut self.candidates);
            resolve::resolve(&mut self.candidates.list[from..], self.rules.weights.threshold, &mut self.work);
        }
        let mut annotations = Annotations::default();
        for candidate in self.candidates.list.iter_mut().filter(|candidate| candidate.chosen) {
            let rule = &self.rules.rules[candidate.rule as usize];
            annotations.mentions.push(Mention {
                kind: rule.kind,
                span: self.story.span(candidate.tokens()),
                value: candidate.value.take().map(|value| *value),
                rule: rule.id,
                entity: None,
            });
        }
        (annotations, Vec::new())
    }
}
