//! Roles and surnames → the one entity of an article that has them.
//!
//! Made once for an article, so that many speakers and many entities do not multiply. Start at [`Register::new`].

use rustc_hash::FxHashMap;

use crate::model::Entity;
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
    /// Reads the roles and surnames of all entities; `spelt_out` says what a role is short for.
    pub(in crate::extract) fn new(
        entities: &[Entity],
        spelt_out: impl Fn(&str) -> Option<String>,
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
                let other = register.surnames.get(surname).copied();
                let is_slip = matches!(other, Some(Holder::One(other))
                    if entity.mentions.len() == 1 && is_slip(&entities[other as usize].name, &entity.name));
                if !is_slip {
                    note(&mut register.surnames, surname, number);
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

/// Returns true if two names differ in one letter: where the second stands but once, Kristin Webb is Kristen, misspelt.
fn is_slip(one: &str, other: &str) -> bool {
    let differing = one.chars().zip(other.chars()).filter(|(one, other)| one != other);
    let given = one.split(' ').next().unwrap_or_default();
    one.len() == other.len() && given.len() > 3 && differing.count() == 1
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
        let once = Entity { mentions: vec![1], ..person("Kristin Webb", &[]) };
        let slip = Register::new(&[person("Kristen Webb", &[]), once], |_| None);
        assert_eq!(slip.by_surname("Webb"), Some(0));
        for (surname, wanted) in [("Lee", Some(0)), ("Price", None), ("lee", None)] {
            assert_eq!(register.by_surname(surname), wanted, "{surname}");
        }
    }
}
