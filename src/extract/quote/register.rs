//! Roles and surnames → the one entity of an article that has them.
//!
//! Made once for an article, so that many speakers and many entities do not multiply. Start at [`Register::new`].

use rustc_hash::FxHashMap;

use crate::model::Entity;
use crate::rules::ClassId;
use crate::rules::Lexicon;
use crate::text::fold::fold;

/// Roles and surnames of an article.
#[derive(Debug, Default)]
pub(in crate::extract) struct Register {
    roles: FxHashMap<String, Holder>,
    surnames: FxHashMap<String, Holder>,
}

/// Who has a role or surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holder {
    One(u32),
    Several,
}

impl Register {
    /// Reads the roles and surnames of all entities; `spelt_out` says what a role is short for, `is_given` whether a word
    /// is a given name.
    pub(in crate::extract) fn new(
        entities: &[Entity],
        spelt_out: impl Fn(&str) -> Option<String>,
        is_given: impl Fn(&str) -> bool,
    ) -> Register {
        let mut register = Register::default();
        for (entity, number) in entities.iter().zip(0..) {
            for role in &entity.roles {
                for role in spelt_out(role).iter().chain([role]) {
                    each_way_to_say(&fold(role), |way| note(&mut register.roles, way, number));
                }
            }
            if let Some(surname) =
                entity.name.split(' ').next_back().filter(|_| entity.kind == "person")
            {
                let other = only(register.surnames.get(surname));
                let slip = other.filter(|other| {
                    is_slip(&entities[*other as usize].name, &entity.name, &is_given)
                });
                let stands_once = |one: u32| entities[one as usize].mentions.len() == 1;
                match slip {
                    Some(_) if stands_once(number) => {}
                    Some(other) if stands_once(other) => {
                        register.surnames.insert(surname.to_owned(), Holder::One(number));
                    }
                    _ => note(&mut register.surnames, surname, number),
                }
            }
        }
        register
    }

    /// "The health minister": the only one whom the article gives this role.
    pub(in crate::extract) fn by_role(&self, words: &str) -> Option<u32> {
        only(self.roles.get(&fold(words)))
    }

    /// Returns true if several people have this last name.
    pub(in crate::extract) fn is_shared(&self, surname: &str) -> bool {
        self.surnames.get(surname) == Some(&Holder::Several)
    }

    /// The only person with this last name.
    pub(in crate::extract) fn by_surname(&self, word: &str) -> Option<u32> {
        only(self.surnames.get(word))
    }
}

/// Letters that a slip puts for each other in a given name that is one either way.
const ALIKE: &[(char, char)] = &[
    ('e', 'i'),
    ('a', 'e'),
    ('i', 'y'),
    ('e', 'y'),
    ('c', 'k'),
    ('s', 'z'),
    ('f', 'v'),
    ('l', 'r'),
];

/// Returns true if two names differ in one letter: where one of them stands but once, Kristin Webb is Kristen, misspelt. Two
/// given names are two people, as Erin and Erik Webb, unless they sound alike.
fn is_slip(one: &str, other: &str, is_given: impl Fn(&str) -> bool) -> bool {
    let differing = || one.chars().zip(other.chars()).enumerate().filter(|(_, (a, b))| a != b);
    let (given, second) = (first_word(one), first_word(other));
    let Some((at, (a, b))) = differing().next().filter(|_| differing().count() == 1) else {
        return false;
    };
    let ends = at + 1 >= given.chars().count();
    let alike = ALIKE.contains(&(a, b)) || ALIKE.contains(&(b, a));
    one.len() == other.len()
        && given.len() > 3
        && (!is_given(second) || !is_given(given) || (alike && !ends))
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

/// "The mayor" is the "mayor of Leeds" and the "acting mayor".
fn each_way_to_say(role: &str, mut say: impl FnMut(&str)) {
    say(role);
    for (space, _) in role.match_indices(' ') {
        say(&role[space + 1..]);
    }
    for (of, _) in role.match_indices(" of ") {
        say(&role[..of]);
    }
}

fn note(holders: &mut FxHashMap<String, Holder>, way: &str, number: u32) {
    match holders.get_mut(way) {
        Some(holder) if *holder == Holder::One(number) => {}
        Some(holder) => *holder = Holder::Several,
        None => {
            holders.insert(way.to_owned(), Holder::One(number));
        }
    }
}

fn only(holder: Option<&Holder>) -> Option<u32> {
    match holder {
        Some(Holder::One(number)) => Some(*number),
        _ => None,
    }
}

/// Returns true if a word is in one of some lists.
pub(super) fn is_any(lexicon: &Lexicon, classes: &[ClassId], word: &str) -> bool {
    let mut tokens = Vec::new();
    crate::text::token::tokenize(word, &mut tokens);
    classes.iter().any(|class| lexicon.has_phrase(&tokens, *class))
}

/// Returns a role with its short word spelt out: chief executive of Acme, for CEO of Acme.
pub(super) fn spelt_out(lexicon: &Lexicon, office: ClassId, role: &str) -> Option<String> {
    let end = role.find(' ').unwrap_or(role.len());
    let mut tokens = Vec::new();
    crate::text::token::tokenize(&role[..end], &mut tokens);
    let long = lexicon.normal_form(office, &tokens)?;
    Some(format!("{long}{}", &role[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityKind;

    fn person(name: &str, roles: &[&str]) -> Entity {
        Entity {
            kind: EntityKind::new("person"),
            name: name.to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            affiliations: Vec::new(),
            attributes: std::collections::BTreeMap::new(),
            mentions: Vec::new(),
        }
    }

    #[test]
    fn a_role_or_surname_of_one_tells_who_is_meant() {
        let register = Register::new(
            &[
                person("Ann Lee", &["acting mayor", "mayor of Leeds"]),
                person("Tom Price", &["health minister"]),
                person("Kate Price", &["CEO"]),
            ],
            |role| (role == "CEO").then(|| "chief executive".to_owned()),
            |_| true,
        );
        for (role, wanted) in [
            ("mayor", Some(0)),
            ("Acting mayor", Some(0)),
            ("health minister", Some(1)),
            ("chief executive", Some(2)),
            ("minister", Some(1)),
            ("ayor", None),
            ("Leeds", Some(0)),
            ("king", None),
        ] {
            assert_eq!(register.by_role(role), wanted, "{role}");
        }
        for (first, second, known, wanted) in [
            ("Kristen Webb", "Kristin Webb", true, Some(0)),
            ("Kristen Webb", "Kristem Webb", false, Some(0)),
            ("Erin Webb", "Erik Webb", true, None),
            ("Anna Webb", "Anne Webb", true, None),
            ("Marta Webb", "Maria Webb", true, None),
        ] {
            let once = Entity { mentions: vec![1], ..person(second, &[]) };
            let slip = Register::new(&[person(first, &[]), once], |_| None, |_| known);
            assert_eq!(slip.by_surname("Webb"), wanted, "{second}");
        }
        let once = Entity { mentions: vec![1], ..person("Kristin Webb", &[]) };
        let slip = Register::new(&[once, person("Kristen Webb", &[])], |_| None, |_| true);
        assert_eq!(slip.by_surname("Webb"), Some(1));
        for (surname, wanted) in [("Lee", Some(0)), ("Price", None), ("lee", None)] {
            assert_eq!(register.by_surname(surname), wanted, "{surname}");
        }
    }
}
