//! Typed values from the captures of a match.
//!
//! A rule names its builder (`value = "date"`); the builder sees the captures, their normal forms and the reference
//! date, and says what the mention means, or that it means nothing and is none. Start at [`build`].

use std::ops::Range;

use crate::extract::reference::Reference;
use crate::extract::story::Story;
use crate::model::Value;
use crate::rules::Capture;
use crate::rules::Captures;
use crate::rules::Rule;
use crate::rules::RuleSet;
use crate::text::token::Token;

/// Makes a value of a match; `None` if it means nothing.
type Builder = fn(&Match<'_>) -> Option<Value>;

/// Name and function of every builder, in the order of [`crate::rules::VALUES`].
const BUILDERS: &[(&str, Builder)] = &[("text", text)];


/// Returns the value of a match, made by the builder of this name.
pub(super) fn build(name: &str, found: &Match<'_>) -> Option<Value> {
    let (_, builder) = BUILDERS.iter().find(|(known, _)| *known == name)?;
    builder(found)
}

/// A match of a rule with its captures.
#[derive(Debug)]
pub(super) struct Match<'m> {
    /// The article.
    pub story: &'m Story,
    /// The rules.
    pub rules: &'m RuleSet,
    /// The rule that matched.
    pub rule: &'m Rule,
    /// Its captures by name.
    pub captures: &'m [Capture],
    /// Where they lie.
    pub slots: &'m Captures,
    /// First token of the match, which captures count from.
    pub start: usize,
    /// Tokens of the mention.
    pub tokens: Range<usize>,
    /// What relative expressions count from.
    pub reference: &'m Reference,
}

impl<'m> Match<'m> {
    /// Returns the tokens of a capture, if it took part.
    pub(super) fn range(&self, name: &str) -> Option<Range<usize>> {
        let at = self.captures.iter().position(|capture| capture.name == name)?;
        let range = self.slots.range(at)?;
        Some(self.start + range.start..self.start + range.end)
    }

    /// Returns the tokens of a capture.
    pub(super) fn tokens(&self, name: &str) -> Option<&'m [Token]> {
        self.story.tokens.get(self.range(name)?)
    }

    /// Returns the words of a capture.
    pub(super) fn words(&self, name: &str) -> Option<&'m str> {
        Some(self.story.words(self.range(name)?))
    }

    /// Returns the normal form of a capture that is an entry of a list; else the constant of that name which the rule
    /// gives under `with`.
    pub(super) fn normal(&self, name: &str) -> Option<&'m str> {
        let listed = || {
            let list = self.captures.iter().find(|capture| capture.name == name)?.list?;
            self.rules.lexicon.normal_form(list, self.tokens(name)?)
        };
        listed().or_else(|| self.with(name))
    }

    /// Returns a constant of the rule.
    pub(super) fn with(&self, name: &str) -> Option<&'m str> {
        self.rule.with.get(name).map(String::as_str)
    }
}

/// `text`: the canonical name of the words, or the words themselves.
fn text(found: &Match<'_>) -> Option<Value> {
    let tokens = found.story.tokens.get(found.tokens.clone())?;
    let name = found.rules.lexicon.canonical_name(tokens);
    Some(Value::Text(name.unwrap_or_else(|| found.story.words(found.tokens.clone())).to_owned()))
}
