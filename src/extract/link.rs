//! Mentions → entities: which mentions name one thing.
//!
//! Mentions with the same words are one entity; short forms join the full name they come from, wherever it stands in
//! the document. Where a short form fits several full names, each mention joins the one named last before it, of those
//! that fit its title and its gender. [`mod@call`] says what an entity is called.
//! Start at [`link`].

mod call;
mod gender;
mod title;
mod variant;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::extract::link::call::Look;
use crate::extract::link::call::call;
use crate::extract::link::gender::Genders;
use crate::extract::link::title::Titles;
use crate::extract::name::NameClasses;
use crate::extract::name::bracketed;
use crate::extract::name::forms;
use crate::extract::name::hash_name;
use crate::extract::name::without_legal_suffix;
use crate::extract::story::Story;
use crate::model::Entity;
use crate::model::EntityKind;
use crate::model::Mention;
use crate::rules::Lexicon;
use crate::rules::Recall;

/// A mention that may name an entity, with its tokens.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Index of the mention.
    pub mention: u32,
    /// Its kind.
    pub kind: EntityKind,
    /// Its tokens.
    pub tokens: std::ops::Range<usize>,
}

/// Mentions with the same words.
struct Group {
    kind: EntityKind,
    /// Tokens of the first of the mentions that look best.
    tokens: std::ops::Range<usize>,
    /// How they look.
    look: Look,
    hash: u64,
    /// Canonical name from a list, if it differs from the words.
    listed: Option<String>,
}

/// Forms of a kind under which an article may come back to the names of groups.
type ByForm = FxHashMap<(EntityKind, u64), Vec<(usize, Recall)>>;

/// The group of a kind with these words.
type ByHash = FxHashMap<(EntityKind, u64), usize>;

/// Returns the entities of an article and sets the entity of each mention. `names` are in text order.
pub(super) fn link(
    story: &Story,
    names: &[Name],
    mentions: &mut [Mention],
    lexicon: &Lexicon,
    classes: NameClasses,
) -> Vec<Entity> {
    let (groups, by_hash, group_of) = group(story, names, lexicon, classes);
    let targets = targets(story, &groups, &by_hash, lexicon, classes);
    let genders = Genders::new(story, lexicon);
    let several = targets.iter().any(|targets| targets.len() > 1);
    let titles = Titles::new(story, lexicon, (names, &group_of), several);
    let mut last_named: FxHashMap<usize, usize> = FxHashMap::default();
    let mut homes = Vec::with_capacity(names.len());
    for (place, group) in group_of.iter().enumerate() {
        let fits = |target: usize| {
            let known = genders.known(&groups[target].tokens);
            let wanted = genders.asked(names, place);
            wanted.is_none() || known.is_none() || wanted == known
        };
        let fitting = |targets: &[usize]| {
            let mut left = titles.fitting(targets, place);
            if left.iter().any(|target| fits(*target)) {
                left.retain(|target| fits(*target));
            }
            left
        };
        let home = home(*group, &targets, (&group_of, place), &last_named, &fitting);
        last_named.insert(home, place);
        homes.push(home);
    }
    let called = |home: usize| {
        let group = &groups[home];
        match &group.listed {
            Some(listed) => listed.clone(),
            None => call(story, &group.tokens, group.kind, group.look, lexicon, classes),
        }
    };
    let mut entities = entities(names, mentions, &homes, &called);
    for entity in &mut entities {
        entity.attributes = lexicon.attributes(entity.kind.as_str(), &entity.name);
    }
    entities
}

fn group(
    story: &Story,
    names: &[Name],
    lexicon: &Lexicon,
    classes: NameClasses,
) -> (Vec<Group>, ByHash, Vec<usize>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_hash = ByHash::default();
    let mut group_of = Vec::with_capacity(names.len());
    for name in names {
        let tokens = &story.tokens[name.tokens.clone()];
        let hash = hash_name(&story.text, tokens);
        let group = *by_hash.entry((name.kind, hash)).or_insert_with(|| {
            let kind = name.kind.as_str();
            // Lists have firms without their legal suffix.
            let core = || without_legal_suffix(tokens, lexicon, classes);
            let listed = lexicon.canonical_name(kind, tokens);
            let listed = listed.or_else(|| match kind {
                "organisation" if core().len() < tokens.len() => {
                    lexicon.canonical_name(kind, core())
                }
                _ => None,
            });
            let listed = listed.map(str::to_owned);
            let (tokens, look) = (name.tokens.clone(), Look::Capitals);
            groups.push(Group { kind: name.kind, tokens, look, hash, listed });
            groups.len() - 1
        });
        let known = &mut groups[group];
        let look = Look::of(story, &name.tokens);
        if look > known.look {
            (known.tokens, known.look) = (name.tokens.clone(), look);
        }
        group_of.push(group);
    }
    (groups, by_hash, group_of)
}

/// For each group the groups whose name it may be a short form of; empty if it stands for itself.
fn targets(
    story: &Story,
    groups: &[Group],
    by_hash: &ByHash,
    lexicon: &Lexicon,
    classes: NameClasses,
) -> Vec<Vec<usize>> {
    let mut by_form = ByForm::default();
    for (number, group) in groups.iter().enumerate() {
        let tokens = &story.tokens[group.tokens.clone()];
        forms(&story.text, tokens, group.kind.as_str(), lexicon, classes, &mut |recall, hash| {
            by_form.entry((group.kind, hash)).or_default().push((number, recall));
        });
        if let Some(short) = bracketed(story, group.tokens.clone()) {
            by_form.entry((group.kind, short.key)).or_default().push((number, Recall::Acronym));
        }
    }
    let mut targets: Vec<Vec<usize>> = groups
        .iter()
        .enumerate()
        .map(|(number, group)| fuller(number, group, groups, &by_form))
        .collect();
    variant::join(story, groups, &by_form, &mut targets);
    join_by_list(groups, by_hash, &mut targets);
    targets
}

fn fuller(number: usize, group: &Group, groups: &[Group], by_form: &ByForm) -> Vec<usize> {
    let known = by_form.get(&(group.kind, group.hash)).into_iter().flatten();
    let width = group.tokens.len();
    // Same words in another order of fullness: the wider name is the fuller one. A whole name beats a surname.
    let wider = known.filter(|(other, recall)| {
        *other != number && (groups[*other].tokens.len() > width || *recall == Recall::Acronym)
    });
    let mut found: Vec<(Recall, usize)> = wider.map(|(other, recall)| (*recall, *other)).collect();
    found.sort_unstable();
    let best = found.first().map(|(recall, _)| *recall);
    let mut targets: Vec<usize> = found
        .into_iter()
        .filter(|(recall, _)| Some(*recall) == best)
        .map(|(_, other)| other)
        .collect();
    targets.dedup();
    targets.truncate(MAX_TARGETS);
    targets
}

/// Names of one canonical form in a list are one: US, U.S. and United States.
fn join_by_list(groups: &[Group], by_hash: &ByHash, targets: &mut [Vec<usize>]) {
    let mut first: FxHashMap<(EntityKind, u64), usize> = FxHashMap::default();
    for (number, group) in groups.iter().enumerate() {
        let Some(listed) = &group.listed else { continue };
        let name = (group.kind, hash_text(listed));
        let own = by_hash.get(&name).copied().filter(|own| groups[*own].listed.is_none());
        let target = *first.entry(name).or_insert(own.unwrap_or(number));
        if target != number && targets[number].is_empty() {
            targets[number].push(target);
        }
    }
}

fn hash_text(name: &str) -> u64 {
    let mut tokens = Vec::new();
    crate::text::token::tokenize(name, &mut tokens);
    hash_name(name, &tokens)
}

/// Most steps from a short form to the fullest: acronym → name without suffix → name with suffix.
const MAX_STEPS: usize = 4;

/// The group that a mention belongs to in the end.
fn home(
    group: usize,
    targets: &[Vec<usize>],
    (group_of, place): (&[usize], usize),
    last_named: &FxHashMap<usize, usize>,
    fitting: &dyn Fn(&[usize]) -> Vec<usize>,
) -> usize {
    let mut at = group;
    for _ in 0..MAX_STEPS {
        let Some(next) = choose(&targets[at], group_of, place, last_named, fitting) else { break };
        at = next;
    }
    at
}

/// Names looked at ahead of a short form that fits several full names, none of them named yet.
const MAX_AHEAD: usize = 200;

/// Full names that a short form is held against; a form that fits more (hostile text) joins one of the first.
const MAX_TARGETS: usize = 8;

/// Of several full names that fit the one named last before the mention, else the first named after it.
fn choose(
    targets: &[usize],
    group_of: &[usize],
    place: usize,
    last_named: &FxHashMap<usize, usize>,
    fitting: &dyn Fn(&[usize]) -> Vec<usize>,
) -> Option<usize> {
    match targets {
        [] => None,
        [one] => Some(*one),
        several => {
            let several = fitting(several);
            let before = several
                .iter()
                .filter_map(|target| last_named.get(target).map(|place| (*place, *target)))
                .max();
            let ahead = group_of[place..].iter().take(MAX_AHEAD);
            let after = || ahead.copied().find(|group| several.contains(group));
            before.map(|(_, target)| target).or_else(after)
        }
    }
}

fn entities(
    names: &[Name],
    mentions: &mut [Mention],
    homes: &[usize],
    called: &dyn Fn(usize) -> String,
) -> Vec<Entity> {
    let mut numbers: FxHashMap<usize, u32> = FxHashMap::default();
    let mut entities: Vec<Entity> = Vec::new();
    for (name, home) in names.iter().zip(homes) {
        let number = *numbers.entry(*home).or_insert_with(|| {
            entities.push(Entity {
                kind: name.kind,
                name: called(*home),
                roles: Vec::new(),
                affiliations: Vec::new(),
                attributes: BTreeMap::new(),
                mentions: Vec::new(),
            });
            entities.len() as u32 - 1
        });
        entities[number as usize].mentions.push(name.mention);
        if let Some(mention) = mentions.get_mut(name.mention as usize) {
            mention.entity = Some(number);
        }
    }
    entities
}

#[cfg(test)]
mod tests;
