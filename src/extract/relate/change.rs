//! What the words of a change leave to be found: its subject, its numbers, and how it stands to the truth.
//!
//! A rule finds a verb or noun of rising and falling with its amount, and says under `with` where the subject is to be
//! looked for ([`FILL`]). A change without a subject of its own is none, unless a noun states it: "a 5 per cent cut".
//! Start at [`complete`].

mod figure;
mod phrase;
mod stance;
mod time;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::relate::fact::Match;
use crate::extract::relate::fact::View;
use crate::extract::relate::fact::one_line;
use crate::extract::relate::fact::tokens;
use crate::extract::relate::item::What;
use crate::extract::value::local;
use crate::model::Annotations;
use crate::model::Arg;
use crate::model::TimexType;
use crate::model::Value;
use crate::rules::ClassId;

/// A constant of a rule with this name is no argument: it says where the subject of a change stands. `verb`: before the
/// verb; `aside`: there, or before a comma; `object`: captured, and who did it stands before the verb; `unit`: it is
/// what the amount counts; `given`: captured; `noun`: beside the noun.
pub(super) const FILL: &str = "fill";

/// Lists with a direction, in the order in which they are asked.
const DIRECTIONS: &[&str] = &[
    "parts.ch-particle",
    "parts.ch-level",
    "parts.ch-number",
    "parts.ch-trigger",
    "parts.ch-moves",
    "parts.ch-pushes",
    "parts.ch-acts",
    "parts.ch-counts",
    "parts.ch-noun",
];

/// Captures with a meaning of their own.
const SUBJECT: &str = "subject";
const MODIFIERS: &str = "_mods";

type Args = BTreeMap<String, Arg>;

/// A match with what is needed to look around it.
#[derive(Clone, Copy, Debug)]
struct Change<'c> {
    view: View<'c>,
    found: &'c Match,
    annotations: &'c Annotations,
}

impl Change<'_> {
    /// Returns the items of a capture.
    fn items(&self, name: &str) -> Option<Range<usize>> {
        let captures = &self.view.rules.facts.machine.captures[self.found.pattern as usize];
        let (_, items) =
            self.found.captures.iter().find(|(number, _)| captures[*number].name == name)?;
        Some(items.clone())
    }

    /// Returns true if an item is a word of a list.
    fn is(&self, item: usize, list: &str) -> bool {
        self.view.items[item].what == What::Token && self.has(item, list)
    }

    /// Returns true if the first word of an item is in a list.
    fn has(&self, item: usize, list: &str) -> bool {
        let lexicon = &self.view.rules.lexicon;
        let token = &self.view.story.tokens[self.view.items[item].tokens.start as usize];
        self.class(list).is_some_and(|class| lexicon.has(token, class))
    }

    /// Returns a list, or what stands in for it in the language of the rule.
    fn class(&self, list: &str) -> Option<ClassId> {
        let rule = &self.view.rules.rules[self.found.rule as usize];
        let lexicon = &self.view.rules.lexicon;
        let local = rule.language.as_deref().and_then(|language| local(language, list));
        local.and_then(|list| lexicon.class(&list)).or_else(|| lexicon.class(list))
    }

    /// Returns the normal form of a word in a list.
    fn normal(&self, items: Range<usize>, list: &str) -> Option<&str> {
        let lexicon = &self.view.rules.lexicon;
        let words = self.view.story.tokens.get(tokens(self.view, items))?;
        lexicon.normal_form(self.class(list)?, words)
    }

    /// Returns an item as it is written.
    fn word(&self, item: usize) -> &str {
        self.view.story.words(tokens(self.view, item..item + 1))
    }

    fn words(&self, items: Range<usize>) -> String {
        one_line(self.view.story.words(tokens(self.view, items)))
    }

    /// Returns true if what changed is what the amount counts: "cut 300 jobs", "lost 14 seats".
    fn counts(&self) -> bool {
        self.items("verb").is_some_and(|verb| self.is(verb.start, "parts.ch-counts"))
            && self.items(SUBJECT).is_none()
            && figure::unit(*self, "amount")
                .is_some_and(|unit| figure::listed(*self, "parts.ch-counted", &unit))
    }

    /// Returns true if the match is followed by this word.
    fn next_is(&self, word: &str) -> bool {
        let next = self.found.items.end;
        next < self.found.segment.end && self.word(next) == word
    }

    /// Returns true for a sum of money that is lost or won, not by which a price moves.
    fn is_sum_lost(&self) -> bool {
        let is_money =
            self.items("amount").is_some_and(|items| self.kind(items.start) == Some("money"));
        is_money
            && figure::is_large(*self, "amount")
            && self.items("verb").is_some_and(|verb| {
                self.is(verb.start, "parts.ch-counts") && self.is(verb.start, "parts.ch-moves")
            })
    }

    /// Returns true for things lost or won, of which there are not therefore fewer: "lost two fingers".
    fn is_thing_lost(&self) -> bool {
        let is_count = |items: Range<usize>| self.kind(items.start) == Some("quantity");
        self.items("amount").is_some_and(is_count)
            && self.items("verb").is_some_and(|verb| self.is(verb.start, "parts.ch-counts"))
            && figure::unit(*self, "amount")
                .is_some_and(|unit| !figure::listed(*self, "parts.ch-point", &unit))
    }

    /// Returns the value of an item that is a date.
    fn date(&self, item: usize) -> Option<Arg> {
        let What::Mention(number) = self.view.items.get(item)?.what else { return None };
        match self.annotations.mentions[number as usize].value.as_ref()? {
            date @ Value::Date(_) => Some(Arg::Text(date.to_string())),
            _ => None,
        }
    }

    /// Returns true for an item that is a recurring time.
    fn recurs(&self, item: usize) -> bool {
        let What::Mention(number) = self.view.items[item].what else { return false };
        let value = self.annotations.mentions[number as usize].value.as_ref();
        matches!(value, Some(Value::Date(date)) if date.timex == TimexType::Set)
    }

    /// Returns the kind of the mention that an item is.
    fn kind(&self, item: usize) -> Option<&'static str> {
        match self.view.items[item].what {
            What::Mention(number) => Some(self.annotations.mentions[number as usize].kind.as_str()),
            _ => None,
        }
    }
}

/// Fills the arguments of a change. Returns false if it is none.
pub(super) fn complete(
    view: View<'_>,
    found: &Match,
    annotations: &Annotations,
    args: &mut Args,
) -> bool {
    let change = Change { view, found, annotations };
    let Some(mode) = view.rules.rules[found.rule as usize].with.get(FILL) else { return true };
    let Some(verb) = change.items("verb") else { return true };
    let mode = if change.counts() { "unit" } else { mode };
    let direction =
        DIRECTIONS.iter().find_map(|list| change.normal(verb.clone(), list)).unwrap_or("up");
    args.insert("direction".to_owned(), Arg::Text(direction.to_owned()));
    args.insert("verb".to_owned(), Arg::Text(change.words(verb)));
    if !figure::fill(change, mode, args) {
        return false;
    }
    let subject = subject(change, mode).map(|subject| phrase::without_rest(change, subject));
    let by = match mode {
        "object" | "unit" => phrase::before(change, found.items.start)
            .and_then(|by| phrase::actor(change, phrase::without_rest(change, by))),
        "verb" => phrase::agent(change),
        _ => None,
    };
    if !is_told(change, mode, subject.as_ref()) {
        return false;
    }
    if let Some(subject) = &subject {
        let head = phrase::head(change, subject.clone());
        figure::join_range(change, &head, args);
        let words = if mode == "unit" { head.clone() } else { change.words(subject.clone()) };
        args.insert(SUBJECT.to_owned(), Arg::Text(words));
        args.insert("head".to_owned(), Arg::Text(head));
    }
    if let Some(by) = by {
        args.insert("by".to_owned(), phrase::arg(change, by));
    }
    stance::fill(change, subject, args);
    time::fill(change, args);
    true
}

/// Returns the items that name what changed.
fn subject(change: Change<'_>, mode: &str) -> Option<Range<usize>> {
    let start = change.found.items.start;
    match mode {
        "verb" | "level" => phrase::before(change, start),
        "aside" => phrase::aside(change, start),
        "unit" => change.items("amount"),
        "noun" => {
            let modifiers = change.items(MODIFIERS);
            let inner = modifiers.and_then(|items| phrase::naming(change, items));
            let verb = change.items("verb")?.start;
            inner
                .or_else(|| change.items(SUBJECT))
                .or_else(|| (verb == start).then(|| phrase::compound(change, start)).flatten())
                .or_else(|| phrase::having(change, start))
        }
        _ => change.items(SUBJECT),
    }
}

/// Returns false for what only looks like a change: people who fall, and amounts that nothing is said to have moved by.
fn is_told(change: Change<'_>, mode: &str, subject: Option<&Range<usize>>) -> bool {
    let compares = mode == "level" && change.next_is("than");
    let start = change.found.items.start;
    let before = |list: &str| start > change.found.segment.start && change.is(start - 1, list);
    // "an increase to 120", "frees up 42 million"
    if mode == "verb" && before("parts.article") || mode == "aside" && before("parts.ch-phrasal") {
        return false;
    }
    // A firm that lost millions is none the less.
    let costs = mode == "verb" && (change.is_sum_lost() || change.is_thing_lost());
    if compares || costs {
        return false;
    }
    // "43 points higher", but not "20 metres higher up"
    if mode == "level" && figure::is_count(change) {
        return false;
    }
    if describes_next(change, mode) {
        return false;
    }
    subject.map_or(mode == "noun", |subject| is_thing(change, mode, subject))
}

/// "gain 26 percent higher revenue", "23 percent higher profit": the amount says how much more of what follows.
fn describes_next(change: Change<'_>, mode: &str) -> bool {
    let next = change.found.items.end;
    if next >= change.found.segment.end {
        return false;
    }
    let is = |lists: &[&str]| lists.iter().any(|list| change.is(next, list));
    match mode {
        "verb" => is(&["parts.ch-level", "parts.ch-number"]),
        "level" => {
            is(&["noun-any"])
                && !is(&["parts.ch-preposition", "parts.ch-adverb", "parts.ch-clause", "function"])
        }
        _ => false,
    }
}

/// Words that are no things, of whatever phrase they seem to be the head.
const NO_THINGS: &[&str] =
    &["parts.ch-adverb", "parts.ch-about", "parts.ch-particle", "parts.ch-preposition"];

/// Returns true if a subject is something that can change so.
fn is_thing(change: Change<'_>, mode: &str, subject: &Range<usize>) -> bool {
    let head = phrase::head_item(change, subject.clone());
    let is_person = change.kind(head) == Some("person") || change.is(head, "parts.ch-pronoun");
    let is_role = change.is(head, "role") && figure::is_length(change);
    // "get back up to 75 percent", "doubled increasing from"
    let is_no_thing = NO_THINGS.iter().any(|list| change.is(head, list))
        || change.kind(head) == Some("money") && mode == "verb"
        || change.is(head, "parts.ch-moves") && change.word(head).ends_with("ing");
    match mode {
        _ if is_no_thing => false,
        "unit" => change.counts(),
        "verb" => !is_person && !is_role,
        _ => !is_person,
    }
}
