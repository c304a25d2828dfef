//! Names of all articles → those that are likely one thing, for somebody to look at.
//!
//! Never joins anything itself: what it says is a proposal, with its reason. Each name is proposed once, for the name
//! that is fuller or in more articles; a name that the user's aliases give stays as it is, and others join it. Start at
//! [`alike`].

mod given;
mod spelling;

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::index::alike::given::Likeness;
use crate::index::alike::given::likeness;
use crate::model::Aliases;
use crate::model::KnownEntity;
use crate::text::key::name_key;

/// Names of persons with one surname above which they are not compared: each is compared with each.
const MOST_OF_A_SURNAME: usize = 400;

/// Ends of the names of companies that do not tell one from another.
const LEGAL: &[&str] = &[
    "ag",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "group",
    "holding",
    "holdings",
    "inc",
    "incorporated",
    "limited",
    "llc",
    "llp",
    "ltd",
    "nv",
    "plc",
    "sa",
    "spa",
];

/// Words that acronyms leave out.
const SMALL: &[&str] = &["a", "and", "at", "by", "de", "for", "in", "of", "on", "the", "to"];

/// Ends of the names of persons that do not tell one from another.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv"];

/// Letters of the shortest and longest acronym that is compared.
const ACRONYM: std::ops::RangeInclusive<usize> = 2..=8;

/// A name that may stand for several others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Kind of all of them.
    pub kind: String,
    /// The name that all would have.
    pub name: String,
    /// Number of articles that have it now.
    pub articles: u64,
    /// The others, with their number of articles and the reason.
    pub variants: Vec<(String, u64, &'static str)>,
}

/// A name, taken apart.
struct Name<'e> {
    entity: &'e KnownEntity,
    words: Vec<String>,
    /// Whether aliases give this name: then it is the one that others join.
    given: bool,
}

/// Proposals: name → the name it would join, and why.
struct Proposals<'n> {
    names: &'n [Name<'n>],
    into: BTreeMap<usize, (usize, &'static str)>,
}

impl Proposals<'_> {
    /// Proposes that `from` joins `into`; an earlier proposal for it stays. A name that aliases give joins none: A would
    /// be B, and B be C.
    fn add(&mut self, from: usize, into: usize, why: &'static str) {
        if !self.names[from].given && self.root(into) != self.root(from) {
            self.into.entry(from).or_insert((into, why));
        }
    }

    fn root(&self, mut name: usize) -> usize {
        while let Some((into, _)) = self.into.get(&name) {
            name = *into;
        }
        name
    }
}

/// Returns the likely duplicates among the entities of an index as these aliases show it, those in most articles first.
pub fn alike(entities: &[KnownEntity], aliases: &Aliases) -> Vec<Alike> {
    let mut given: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut by_kind: BTreeMap<&str, Vec<Name<'_>>> = BTreeMap::new();
    for entity in entities {
        let key = name_key(&entity.name);
        let given = given.entry(&entity.kind).or_insert_with(|| names_of(aliases, &entity.kind));
        let given = given.contains(&key);
        let mut words: Vec<String> = key.split('-').map(str::to_owned).collect();
        if entity.kind == "person" && words.len() > 2 {
            words.pop_if(|last| SUFFIXES.contains(&last.as_str()));
        }
        by_kind.entry(&entity.kind).or_default().push(Name { entity, words, given });
    }
    let mut found = Vec::new();
    for (kind, names) in by_kind {
        let mut proposals = Proposals { names: &names, into: BTreeMap::new() };
        match kind {
            "person" => persons(&names, &mut proposals),
            _ => others(&names, &mut proposals),
        }
        spelling::propose(&names, &mut proposals);
        groups(kind, &names, &proposals, &mut found);
    }
    found.sort_by(|left, right| {
        right.articles.cmp(&left.articles).then_with(|| left.name.cmp(&right.name))
    });
    found
}

/// Returns the keys of the names that aliases give to entities of a kind.
fn names_of(aliases: &Aliases, kind: &str) -> BTreeSet<String> {
    let fates = aliases.of_kind(kind).map(|(_, fate)| fate);
    let names =
        fates.flat_map(|fate| fate.name.iter().chain(fate.parts.iter().map(|part| &part.name)));
    names.map(|name| name_key(name)).collect()
}

/// Persons with one surname and given names that go together.
fn persons(names: &[Name<'_>], proposals: &mut Proposals<'_>) {
    let mut by_surname: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        by_surname.entry(name.words.last().map_or("", String::as_str)).or_default().push(number);
    }
    for family in by_surname.into_values().filter(|family| family.len() <= MOST_OF_A_SURNAME) {
        for &from in &family {
            let mut fuller = family.iter().filter_map(|&into| {
                let why = likeness(given_names(&names[from]), given_names(&names[into]))?;
                (from != into && outranks(names, into, from, why)).then_some((into, why))
            });
            let Some((into, why)) = fuller.next() else { continue };
            // "J. Price" is nobody in particular where there are John and Jane.
            let is_alone = fuller.all(|(other, _)| {
                likeness(given_names(&names[into]), given_names(&names[other])).is_some()
            });
            if is_alone {
                proposals.add(from, into, why.words());
            }
        }
    }
}

fn given_names<'n>(name: &'n Name<'_>) -> &'n [String] {
    name.words.split_last().map_or(&[], |(_, given)| given)
}

/// Returns true if `into` is the name that both should have.
fn outranks(names: &[Name<'_>], into: usize, from: usize, why: Likeness) -> bool {
    let rank = |number: usize| {
        let fullness = given_names(&names[number]).iter().map(String::len).sum::<usize>();
        let Name { entity, given, .. } = &names[number];
        // Middle names and long forms are rare in news: there, the usual name is the better one.
        match why {
            Likeness::Fuller | Likeness::Nickname => (*given, entity.articles, fullness as u64),
            Likeness::Surname | Likeness::Initial => (*given, fullness as u64, entity.articles),
        }
    };
    (rank(into), std::cmp::Reverse(into)) > (rank(from), std::cmp::Reverse(from))
}

/// Organisations and the like: acronyms, and names that differ in their legal form.
fn others(names: &[Name<'_>], proposals: &mut Proposals<'_>) {
    let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_core: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (number, name) in names.iter().enumerate() {
        for initials in initials(&name.words) {
            let known = by_initials.entry(initials).or_default();
            if known.last() != Some(&number) {
                known.push(number);
            }
        }
        by_core.entry(core(&name.words)).or_default().push(number);
    }
    for (number, name) in names.iter().enumerate() {
        let [word] = &name.words[..] else { continue };
        let is_acronym = ACRONYM.contains(&word.chars().count())
            && name.entity.name.chars().all(|letter| !letter.is_lowercase());
        let full = by_initials.get(word).filter(|_| is_acronym);
        if let Some([full]) = full.map(Vec::as_slice) {
            proposals.add(number, *full, "acronym");
        }
    }
    for same in by_core.into_values().filter(|same| same.len() > 1) {
        let usual = same.iter().copied().max_by_key(|&name| {
            (names[name].given, names[name].entity.articles, std::cmp::Reverse(name))
        });
        let Some(usual) = usual else { continue };
        same.iter().filter(|&&name| name != usual).for_each(|&name| {
            proposals.add(name, usual, "legal form");
        });
    }
}

/// Returns the words without a legal form at their end.
fn core(words: &[String]) -> &[String] {
    let legal = words.iter().rev().take_while(|word| LEGAL.contains(&word.as_str())).count();
    &words[..words.len() - legal.min(words.len() - 1)]
}

/// Returns the initials with and without small words; none of a single word.
fn initials(words: &[String]) -> Vec<String> {
    let words = core(words);
    let of = |keep: &dyn Fn(&&String) -> bool| -> String {
        words.iter().filter(keep).filter_map(|word| word.chars().next()).collect()
    };
    let mut found = vec![of(&|_| true), of(&|word| !SMALL.contains(&word.as_str()))];
    found.dedup();
    found.retain(|initials| initials.chars().count() > 1);
    found
}

fn groups(kind: &str, names: &[Name<'_>], proposals: &Proposals<'_>, found: &mut Vec<Alike>) {
    let mut by_root: BTreeMap<usize, Vec<(String, u64, &'static str)>> = BTreeMap::new();
    for (from, (_, why)) in &proposals.into {
        let entity = names[*from].entity;
        let variant = (entity.name.clone(), entity.articles, *why);
        by_root.entry(proposals.root(*from)).or_default().push(variant);
    }
    for (root, variants) in by_root {
        let KnownEntity { name, articles, .. } = names[root].entity;
        let (name, articles) = (name.clone(), *articles);
        found.push(Alike { kind: kind.to_owned(), name, articles, variants });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposals(kind: &str, names: &[(&str, u64)]) -> Vec<String> {
        proposals_beside(&Aliases::default(), kind, names)
    }

    fn proposals_beside(aliases: &Aliases, kind: &str, names: &[(&str, u64)]) -> Vec<String> {
        let entities: Vec<_> = names
            .iter()
            .map(|(name, articles)| KnownEntity {
                key: String::new(),
                kind: kind.to_owned(),
                name: (*name).to_owned(),
                articles: *articles,
                mentions: 0,
                variants: Vec::new(),
                attributes: BTreeMap::new(),
            })
            .collect();
        let lines = alike(&entities, aliases).into_iter().map(|alike| {
            let variants = alike.variants.iter().map(|(name, _, why)| format!("{name} ({why})"));
            format!("{} < {}", alike.name, variants.collect::<Vec<_>>().join(", "))
        });
        lines.collect()
    }

    #[test]
    fn persons_are_compared_by_surname_and_given_name() {
        for (names, wanted) in [
            (
                &[("Wes Streeting", 9), ("Streeting", 3), ("W. Streeting", 1)][..],
                &["Wes Streeting < Streeting (surname alone), W. Streeting (initial)"][..],
            ),
            (
                &[("Bill Nelson", 9), ("William Nelson", 3)],
                &["Bill Nelson < William Nelson (nickname)"],
            ),
            (&[("John Price", 9), ("Jane Price", 3), ("J. Price", 2), ("Price", 8)], &[]),
            (
                &[("Joe Biden", 9), ("Joe R. Biden Jr.", 3)],
                &["Joe Biden < Joe R. Biden Jr. (fuller name)"],
            ),
            (
                &[("Angela Merkel", 9), ("Angela Merkl", 1)],
                &["Angela Merkel < Angela Merkl (spelling)"],
            ),
            (&[("Ann Lee", 9), ("Ann Kee", 1), ("Bob Lee", 3)], &[]),
        ] {
            assert_eq!(proposals("person", names), wanted, "{names:?}");
        }
    }

    #[test]
    fn names_that_aliases_give_are_joined_and_join_none() {
        for (kind, given, names, wanted) in [
            (
                "person",
                &["Wes Streeting"][..],
                &[("Wes Streeting", 3), ("Wesley Streeting", 9)][..],
                &["Wes Streeting < Wesley Streeting (nickname)"][..],
            ),
            (
                "person",
                &["Wes Streeting", "Wesley Streeting"],
                &[("Wes Streeting", 3), ("Wesley Streeting", 9)],
                &[],
            ),
            (
                "person",
                &["Angela Merkl"],
                &[("Angela Merkel", 9), ("Angela Merkl", 1)],
                &["Angela Merkl < Angela Merkel (spelling)"],
            ),
            (
                "organisation",
                &["Acme Inc."],
                &[("Acme", 4), ("Acme Inc.", 1)],
                &["Acme Inc. < Acme (legal form)"],
            ),
            ("organisation", &["BOE"], &[("Bank of England", 4), ("BOE", 2)], &[]),
        ] {
            let mut aliases = Aliases::default();
            for name in given {
                aliases.entry(kind, &format!("other-{name}")).name = Some((*name).to_owned());
            }
            assert_eq!(proposals_beside(&aliases, kind, names), wanted, "{names:?}");
        }
    }

    #[test]
    fn organisations_are_compared_by_initials_and_legal_form() {
        for (names, wanted) in [
            (
                &[("British Medical Association", 4), ("BMA", 9)][..],
                &["British Medical Association < BMA (acronym)"][..],
            ),
            (&[("Bank of England", 4), ("BOE", 2)], &["Bank of England < BOE (acronym)"]),
            (&[("Acme", 4), ("Acme Inc.", 1)], &["Acme < Acme Inc. (legal form)"]),
            (&[("Союз Журналистов", 4), ("СЖ", 2)], &["Союз Журналистов < СЖ (acronym)"]),
            (&[("Союз", 4), ("С", 2)], &[]),
            (&[("Royal College", 1), ("Roman Church", 1), ("RC", 4)], &[]),
        ] {
            assert_eq!(proposals("organisation", names), wanted, "{names:?}");
        }
    }
}
