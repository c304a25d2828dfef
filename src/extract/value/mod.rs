//! Typed values from the captures of a match.
//!
//! A rule names its builder (`value = "date"`); the builder sees the captures, their normal forms and the reference
//! date, and says what the mention means, or that it means nothing and is none. Start at [`builder`].

mod account;
mod ago;
mod calendar;
mod clock;
mod compare;
mod date;
mod digits;
mod dotted;
mod duration;
mod holiday;
mod hour;
mod impossible;
mod metre;
mod money;
mod moving_days;
mod number;
mod order;
mod percentage;
mod period;
mod quantity;
mod range;
mod report;
mod share;
mod teller;
mod tense;
mod told;
mod weekday;

pub(super) use crate::extract::value::account::account;
pub(super) use crate::extract::value::compare::written_compare;
pub(super) use crate::extract::value::number::written_number;

use std::ops::Range;

use crate::extract::reference::Reference;
use crate::extract::story::Story;
use crate::model::Value;
use crate::rules::Capture;
use crate::rules::Captures;
use crate::rules::ClassId;
use crate::rules::Rule;
use crate::rules::RuleSet;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// Makes a value of a match; `None` if it means nothing.
pub(super) type Builder = fn(&Match<'_>) -> Option<Value>;

/// Name and function of every builder, in the order of [`crate::rules::VALUES`].
const BUILDERS: &[(&str, Builder)] = &[
    ("ago", ago::ago),
    ("date", date::date),
    ("day-part", clock::day_part),
    ("dotted-date", dotted::dotted),
    ("duration", duration::duration),
    ("impossible-date", impossible::impossible),
    ("money", money::money),
    ("numeric-date", digits::numeric),
    ("percentage", percentage::percentage),
    ("period", period::period),
    ("quantity", quantity::quantity),
    ("relative", period::relative),
    ("report", report::report),
    ("set", clock::set),
    ("share", share::share),
    ("text", text),
    ("time", clock::clock),
    ("timex", clock::fixed),
    ("week-of", weekday::week_of),
    ("week-on", weekday::week_on),
    ("weekday-by", weekday::weekday_by),
    ("weekend", weekday::weekend),
    ("year", digits::lone_year),
];

/// Returns the builder of this name.
pub(super) fn builder(name: &str) -> Option<Builder> {
    BUILDERS.iter().find(|(known, _)| *known == name).map(|(_, builder)| *builder)
}

/// The language whose lists bear no code in their names.
const ENGLISH: &str = "en";

/// Returns the name of the list of a language that stands in for a list.
pub(super) fn local(language: &str, list: &str) -> Option<String> {
    if language == ENGLISH {
        return None;
    }
    let (space, name) = list.split_once('.')?;
    Some(format!("{space}.{language}-{name}"))
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
        // What may be left out is captured as nothing.
        let range = self.slots.range(at).filter(|range| !range.is_empty())?;
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

    /// Returns the normal form of a capture in a list, if it is an entry of it. A list of the rule's own language
    /// stands in for the list: `date.de-month` for `date.month`.
    pub(super) fn listed(&self, list: &str, name: &str) -> Option<&'m str> {
        let tokens = self.tokens(name)?;
        let lexicon = &self.rules.lexicon;
        let look = |list: &str| lexicon.normal_form(lexicon.class(list)?, tokens);
        local(self.language(), list).and_then(|list| look(&list)).or_else(|| look(list))
    }

    /// Returns the normal form of a capture in the first of some lists that has it.
    pub(super) fn normal_in(&self, lists: &[&str], name: &str) -> Option<&'m str> {
        lists.iter().find_map(|list| self.listed(list, name))
    }

    /// Returns tokens as they are written.
    pub(super) fn words_of(&self, tokens: Range<usize>) -> &'m str {
        self.story.words(tokens)
    }

    /// Returns a class of the lexicon, or what stands in for it in the rule's own language.
    pub(super) fn class(&self, list: &str) -> Option<ClassId> {
        let lexicon = &self.rules.lexicon;
        local(self.language(), list)
            .and_then(|list| lexicon.class(&list))
            .or_else(|| lexicon.class(list))
    }

    /// Returns the language of the rule.
    pub(super) fn language(&self) -> &'m str {
        self.rule.language.as_deref().unwrap_or(ENGLISH)
    }

    /// Returns the whole number that is the normal form of a capture in a list.
    pub(super) fn number_of(&self, list: &str, name: &str) -> Option<i64> {
        self.listed(list, name)?.parse().ok()
    }

    /// Returns the tokens of the sentence that holds the match.
    pub(super) fn sentence(&self) -> Range<usize> {
        let sentence = &self.story.sentences[self.story.sentence_of(self.start)].tokens;
        sentence.start as usize..sentence.end as usize
    }

    /// Returns true if capitals make the words (part of) a name: "USA Today", "the Weekly Standard".
    pub(super) fn is_name(&self) -> bool {
        let tokens = &self.story.tokens;
        let sentence = &self.story.sentences[self.story.sentence_of(self.start)];
        let (first, next) = (self.tokens.start, self.tokens.end);
        if sentence.headline || !tokens[first].is_capitalised() {
            return false;
        }
        let opens =
            first == sentence.tokens.start as usize || tokens[first - 1].shape == Shape::Mark;
        let goes_on = next < sentence.tokens.end as usize && tokens[next].is_capitalised();
        !opens || (goes_on && self.tokens.len() == 1)
    }

    /// Returns a constant of the rule.
    pub(super) fn with(&self, name: &str) -> Option<&'m str> {
        self.rule.with.get(name).map(String::as_str)
    }
}

/// `text`: the canonical name of the words, or the words themselves.
fn text(found: &Match<'_>) -> Option<Value> {
    let tokens = found.story.tokens.get(found.tokens.clone())?;
    let name = found.rules.lexicon.canonical_name(found.rule.kind.as_str(), tokens);
    Some(Value::Text(name.unwrap_or_else(|| found.story.words(found.tokens.clone())).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_may_ask_for_every_builder_and_no_other() {
        let names: Vec<_> = BUILDERS.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, crate::rules::VALUES);
    }
}
