//! Matches of fact rules → [`Fact`]s: overlaps resolved, arguments filled, roles and affiliations noted on entities.
//!
//! Start at [`facts`].

use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::relate::change;
use crate::extract::relate::item::Item;
use crate::extract::relate::item::What;
use crate::extract::story::Story;
use crate::model::Annotations;
use crate::model::Arg;
use crate::model::Fact;
use crate::model::Symbol;
use crate::model::Value;
use crate::rules::Capture;
use crate::rules::RuleSet;

/// A fact rule that matched.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Match {
    /// The rule, by index.
    pub rule: u32,
    /// The pattern, by index.
    pub pattern: u32,
    /// The items, as indices into all items.
    pub items: Range<usize>,
    /// Captures that took part, by index, with their items.
    pub captures: Vec<(usize, Range<usize>)>,
    /// The items among which it was found: a sentence.
    pub segment: Range<usize>,
}

/// What filling arguments needs to see.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct View<'v> {
    /// The article.
    pub story: &'v Story,
    /// The rules.
    pub rules: &'v RuleSet,
    /// All items.
    pub items: &'v [Item],
}

/// A constant of a rule with this name is no argument: it names a second predicate that the match states too, without
/// the arguments that [`IMPLIED_ARGS`] does not list, and not of what is over.
const IMPLIES: &str = "implies";

/// The argument that says whether something still holds, and its value for what does not.
const STATUS: &str = "status";
const OVER: &str = "former";

/// A capture with this name marks one of several facts that a rule finds in the same words, each by its own pattern:
/// ministers Anna Berg and Tom Miller.
const BOTH: &str = "_both";

/// Arguments of an implied fact.
const IMPLIED_ARGS: &[&str] = &["person", "organisation"];

/// A capture whose name starts so is no argument.
const SILENT: char = '_';

/// Adds the facts of an article and what they say of its entities.
pub(in crate::extract) fn facts(
    view: View<'_>,
    matches: &mut Vec<Match>,
    annotations: &mut Annotations,
) {
    compete(view, matches);
    let mut facts = Vec::with_capacity(matches.len());
    for one in matches.iter() {
        add(view, one, annotations, &mut facts);
    }
    facts.sort_by_key(|fact| (fact.evidence, fact.kind));
    drop_repeated(&mut facts);
    for fact in &facts {
        note(fact, annotations);
    }
    annotations.facts.extend(facts);
}

/// Facts looked back at for one that says the same of the same words.
const LOOK_BACK: usize = 4;

/// Drops what a fact before it, in part of the same words, says as well: "economist Anna Berg of NHS England" implies
/// the affiliation that "Anna Berg of NHS England" states.
fn drop_repeated(facts: &mut Vec<Fact>) {
    let mut kept: Vec<Fact> = Vec::with_capacity(facts.len());
    for fact in facts.drain(..) {
        let says_same = |known: &&Fact| {
            known.kind == fact.kind
                && known.args == fact.args
                && known.evidence.field() == fact.evidence.field()
                && fact.evidence.start() < known.evidence.end()
        };
        if !kept.iter().rev().take(LOOK_BACK).any(|known| says_same(&known)) {
            kept.push(fact);
        }
    }
    *facts = kept;
}

/// Of matches of one predicate that share more than a mention at their rim, the longer stays, then the earlier rule.
fn compete(view: View<'_>, matches: &mut Vec<Match>) {
    let kind = |one: &Match| view.rules.rules[one.rule as usize].kind;
    matches.sort_by_key(|one| {
        (kind(one), one.items.start, std::cmp::Reverse(one.items.len()), one.rule)
    });
    let mut kept: Vec<Match> = Vec::with_capacity(matches.len());
    for one in matches.drain(..) {
        loop {
            let Some(last) =
                kept.last().filter(|last| kind(last) == kind(&one) && clash(view, last, &one))
            else {
                kept.push(one);
                break;
            };
            if (last.items.len(), std::cmp::Reverse(last.rule))
                >= (one.items.len(), std::cmp::Reverse(one.rule))
            {
                break;
            }
            kept.pop();
        }
    }
    *matches = kept;
}

fn clash(view: View<'_>, one: &Match, next: &Match) -> bool {
    let is_one_of_several =
        one.rule == next.rule && one.pattern != next.pattern && one.items == next.items;
    if is_one_of_several && has(view, one, BOTH) && has(view, next, BOTH) {
        return false;
    }
    let shared = one.items.start.max(next.items.start)..one.items.end.min(next.items.end);
    match shared.len() {
        0 => false,
        // "Bank governor Anna Berg, a former minister": the name serves both.
        1 => !matches!(view.items[shared.start].what, What::Mention(_)) || one.items == next.items,
        _ => true,
    }
}

fn is_entity(arg: Option<&Arg>) -> bool {
    matches!(arg, Some(Arg::Entity { .. }))
}

/// Returns true if a capture of this name took part.
fn has(view: View<'_>, one: &Match, name: &str) -> bool {
    let captures = &view.rules.facts.machine.captures[one.pattern as usize];
    one.captures.iter().any(|(number, _)| captures[*number].name == name)
}

fn add(view: View<'_>, one: &Match, annotations: &Annotations, facts: &mut Vec<Fact>) {
    let rule = &view.rules.rules[one.rule as usize];
    let captures = &view.rules.facts.machine.captures[one.pattern as usize];
    let constants = rule.with.iter().filter(|(name, _)| *name != IMPLIES && *name != change::FILL);
    let mut args: BTreeMap<String, Arg> =
        constants.map(|(name, text)| (name.clone(), Arg::Text(text.clone()))).collect();
    for (number, items) in &one.captures {
        let capture = &captures[*number];
        if !capture.name.starts_with(SILENT) {
            args.insert(capture.name.clone(), arg(view, capture, items.clone(), annotations));
        }
    }
    if !change::complete(view, one, annotations, &mut args) {
        return;
    }
    let evidence = view.story.span(tokens(view, one.items.clone()));
    let past = matches!(args.get(STATUS), Some(Arg::Text(status)) if status == OVER);
    if let Some(kind) = rule
        .with
        .get(IMPLIES)
        .filter(|_| !past && IMPLIED_ARGS.iter().all(|name| is_entity(args.get(*name))))
    {
        let args = args.iter().filter(|(name, _)| IMPLIED_ARGS.contains(&name.as_str()));
        let args = args.map(|(name, arg)| (name.clone(), arg.clone())).collect();
        facts.push(Fact { kind: Symbol::new(kind), args, evidence, rule: rule.id });
    }
    facts.push(Fact { kind: rule.kind, args, evidence, rule: rule.id });
}

/// The argument that a capture fills: an entity, a number, the normal form of a listed word, or the words.
fn arg(view: View<'_>, capture: &Capture, items: Range<usize>, annotations: &Annotations) -> Arg {
    if let (What::Mention(number), 1) = (view.items[items.start].what, items.len()) {
        let mention = &annotations.mentions[number as usize];
        let entity = mention
            .entity
            .and_then(|entity| Some((entity, annotations.entities.get(entity as usize)?)));
        if let Some((entity, named)) = entity {
            return Arg::Entity { entity, name: named.name.clone() };
        }
        match &mention.value {
            Some(Value::Percentage { number, .. } | Value::Money { number, .. }) => {
                return Arg::Number(*number);
            }
            Some(value) => return Arg::Text(value.to_string()),
            None => {}
        }
    }
    let range = tokens(view, items);
    let normal = capture
        .list
        .and_then(|list| view.rules.lexicon.normal_form(list, &view.story.tokens[range.clone()]));
    Arg::Text(normal.map_or_else(|| one_line(view.story.words(range)), str::to_owned))
}

/// The words with single spaces.
pub(in crate::extract) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the tokens of a range of items.
pub(in crate::extract) fn tokens(view: View<'_>, items: Range<usize>) -> Range<usize> {
    view.items[items.start].tokens.start as usize..view.items[items.end - 1].tokens.end as usize
}

/// Roles, and affiliations, noted on one entity; nobody in the news has more.
const MAX_NOTED: usize = 20;

/// Notes on the person what a fact says of it.
fn note(fact: &Fact, annotations: &mut Annotations) {
    let Some(Arg::Entity { entity, .. }) = fact.args.get("person") else { return };
    let Some(person) = annotations.entities.get_mut(*entity as usize) else { return };
    if let Some(Arg::Text(role)) = fact.args.get("role")
        && person.roles.len() < MAX_NOTED
        && person.roles.iter().all(|known| !known.eq_ignore_ascii_case(role))
    {
        person.roles.push(role.clone());
    }
    if fact.kind == "affiliation"
        && let Some(Arg::Entity { name, .. }) = fact.args.get("organisation")
        && person.affiliations.len() < MAX_NOTED
        && !person.affiliations.contains(name)
    {
        person.affiliations.push(name.clone());
    }
}
