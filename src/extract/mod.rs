//! [`Article`] + [`RuleSet`] → [`Annotations`].

use crate::model::Annotations;
use crate::model::Article;
use crate::model::Warning;
use crate::rules::RuleSet;

/// Annotates articles, one after the other, reusing its memory. One per thread.
#[derive(Debug)]
pub struct Annotator<'r> {
    rules: &'r RuleSet,
}

impl<'r> Annotator<'r> {
    /// Returns an annotator that applies `rules`.
    pub fn new(rules: &'r RuleSet) -> Annotator<'r> {
        Annotator { rules }
    }

    /// Returns what the rules find in an article, and remarks about it. Never fails.
    pub fn annotate(&mut self, article: &Article) -> (Annotations, Vec<Warning>) {
        let _ = (self.rules, article);
        (Annotations::default(), Vec::new())
    }
}
