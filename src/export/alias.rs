//! A record and the user's [`Aliases`] → the record as the user sees it: renamed, joined, divided, left out.
//!
//! Never touches what the rules found in the index: it is the view of one reading. Start at [`apply`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use crate::model::Aliases;
use crate::model::Annotations;
use crate::model::Arg;
use crate::model::Around;
use crate::model::Entity;
use crate::model::Record;
use crate::text::key::name_key;

/// Kind of the names among an entity's affiliations.
const AFFILIATION: &str = "organisation";

/// Applies the aliases to a record. Names that are one become one entity, and so do spellings of one key, whatever the
/// aliases say; ignored ones lose their mentions, and the facts about them go with them.
pub fn apply(record: &mut Record, aliases: &Aliases) {
    let found = &mut record.annotations;
    let keys: Vec<String> = found.entities.iter().map(|entity| name_key(&entity.name)).collect();
    let around = Around {
        names: keys.iter().cloned().collect(),
        site: record.article.site.as_deref().map(name_key),
    };
    let called = |kind: &str, name: &str, key: &str| {
        aliases.name(kind, key, name, &around).map(str::to_owned)
    };
    let mut known = BTreeSet::new();
    let mut changed = false;
    let mut names = Vec::with_capacity(keys.len());
    for (entity, key) in found.entities.iter_mut().zip(&keys) {
        let name = called(entity.kind.as_str(), &entity.name, key);
        changed |= name.as_deref() != Some(&entity.name) || !known.insert((entity.kind, key));
        names.push(name);
        let before = std::mem::take(&mut entity.affiliations);
        for name in &before {
            let name = called(AFFILIATION, name, &name_key(name));
            entity.affiliations.extend(name.filter(|name| !entity.affiliations.contains(name)));
        }
    }
    if changed {
        rename(found, names);
    }
}

/// Gives each entity its name, or takes it out, and everything that speaks of it follows.
fn rename(found: &mut Annotations, names: Vec<Option<String>>) {
    let mut homes: BTreeMap<(&'static str, String), u32> = BTreeMap::new();
    let mut home_of = Vec::with_capacity(names.len());
    let mut entities: Vec<Entity> = Vec::with_capacity(names.len());
    for (entity, name) in std::mem::take(&mut found.entities).into_iter().zip(names) {
        home_of.push(name.map(|name| {
            let home = homes.entry((entity.kind.as_str(), name_key(&name)));
            let home = *home.or_insert(entities.len() as u32);
            let is_own = name_key(&entity.name) == name_key(&name);
            match entities.get_mut(home as usize) {
                Some(known) => join(known, entity, is_own),
                None => entities.push(Entity { name, ..entity }),
            }
            home
        }));
    }
    let home = |entity: u32| home_of.get(entity as usize).copied().flatten();
    found.mentions.retain_mut(|mention| {
        let before = mention.entity;
        mention.entity = before.and_then(home);
        before.is_none() || mention.entity.is_some()
    });
    entities.iter_mut().for_each(|entity| entity.mentions.clear());
    for (mention, place) in found.mentions.iter().zip(0..) {
        if let Some(entity) = mention.entity.and_then(|home| entities.get_mut(home as usize)) {
            entity.mentions.push(place);
        }
    }
    for quote in &mut found.quotes {
        quote.speaker = quote.speaker.and_then(home);
        quote.joint = quote.joint.iter().copied().filter_map(home).collect();
        quote.circumstances_mut().for_each(|one| one.entity = one.entity.and_then(home));
    }
    found.facts.retain_mut(|fact| {
        fact.args.values_mut().all(|arg| match arg {
            Arg::Entity { entity, name } => match home(*entity) {
                Some(home) => {
                    *entity = home;
                    name.clone_from(&entities[home as usize].name);
                    true
                }
                None => false,
            },
            _ => true,
        })
    });
    found.entities = entities;
}

/// Adds what is known of another name of the entity. Of two attributes that of its own name counts, else the first.
fn join(known: &mut Entity, other: Entity, is_own: bool) {
    for (column, value) in other.attributes {
        if is_own || !known.attributes.contains_key(&column) {
            known.attributes.insert(column, value);
        }
    }
    for (all, more) in
        [(&mut known.roles, other.roles), (&mut known.affiliations, other.affiliations)]
    {
        for one in more {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;
    use crate::model::Fact;
    use crate::model::Mention;
    use crate::model::Part;
    use crate::model::Quote;
    use crate::model::Span;
    use crate::model::Symbol;
    use crate::model::TextField;

    /// A record whose text is the names in order, each an entity with one mention; all but the first are quoted by it.
    fn record(names: &[&str]) -> Record {
        let mut record = Record {
            article: Article { text: names.join(" "), ..Article::default() },
            annotations: Annotations::default(),
            warnings: Vec::new(),
        };
        let found = &mut record.annotations;
        let mut start = 0;
        for (name, at) in names.iter().zip(0..) {
            let span = Span::new(TextField::Text, start..start + name.len());
            start += name.len() + 1;
            let kind = Symbol::new("person");
            let rule = Symbol::new("person/test");
            found.mentions.push(Mention { kind, span, value: None, rule, entity: Some(at) });
            let empty = Vec::new;
            let (name, mentions) = ((*name).to_owned(), vec![at]);
            let arg = Arg::Entity { entity: at, name: name.clone() };
            found.entities.push(Entity {
                kind,
                name,
                roles: vec![format!("role {at}")],
                affiliations: empty(),
                attributes: BTreeMap::from([("seat".to_owned(), at.to_string())]),
                mentions,
            });
            let args = BTreeMap::from([("person".to_owned(), arg)]);
            found.facts.push(Fact { kind: Symbol::new("role"), args, evidence: span, rule });
            found.quotes.push(Quote { speaker: Some(at), ..Quote::new(span, rule) });
        }
        record
    }

    fn shown(record: &Record) -> String {
        let found = &record.annotations;
        let entities = found.entities.iter().map(|entity| {
            let mentions: Vec<_> = entity.mentions.iter().map(u32::to_string).collect();
            format!("{} {} {}", entity.name, entity.roles.join(","), mentions.join(","))
        });
        let facts = found.facts.iter().map(|fact| fact.args["person"].to_string());
        let quotes = found.quotes.iter().map(|quote| format!("{:?}", quote.speaker));
        [
            entities.collect::<Vec<_>>().join("; "),
            facts.collect::<Vec<_>>().join("; "),
            quotes.collect::<Vec<_>>().join("; "),
        ]
        .join(" | ")
    }

    #[test]
    fn joined_renamed_and_ignored_entities_take_everything_along() {
        let mut aliases = Aliases::default();
        aliases.entry("person", "w-streeting").name = Some("Wes Streeting".to_owned());
        aliases.entry("person", "reuters").ignored = true;
        let mut record = record(&["Wes Streeting", "Reuters", "W. Streeting", "Ann Ray"]);
        apply(&mut record, &aliases);
        assert_eq!(record.annotations.entities[0].attributes["seat"], "0");
        assert_eq!(
            shown(&record),
            "Wes Streeting role 0,role 2 0,1; Ann Ray role 3 2 | Wes Streeting; Wes Streeting; Ann Ray | Some(0); \
             None; Some(0); Some(1)"
        );
    }

    #[test]
    fn spellings_of_one_key_are_one_entity_without_aliases() {
        let mut record = record(&["Coca-Cola Co.", "Ann Ray", "Coca Cola Co"]);
        apply(&mut record, &Aliases::default());
        let seat = |at: usize| record.annotations.entities[at].attributes["seat"].as_str();
        // "Coca Cola Co" has the same key, and comes later.
        assert_eq!((seat(0), seat(1)), ("2", "1"));
        assert_eq!(
            shown(&record),
            "Coca-Cola Co. role 0,role 2 0,2; Ann Ray role 1 1 | Coca-Cola Co.; Ann Ray; Coca-Cola Co. | Some(0); \
             Some(1); Some(0)"
        );
    }

    #[test]
    fn one_name_is_two_by_what_stands_beside_it() {
        let mut aliases = Aliases::default();
        aliases.entry("person", "john-smith").parts.push(Part {
            name: "John Smith (striker)".to_owned(),
            with: BTreeSet::from(["arsenal".to_owned()]),
            sites: BTreeSet::new(),
        });
        for (names, wanted) in [
            (["John Smith", "Arsenal"], "John Smith (striker)"),
            (["John Smith", "Labour"], "John Smith"),
        ] {
            let mut record = record(&names);
            apply(&mut record, &aliases);
            assert_eq!(record.annotations.entities[0].name, wanted);
        }
    }
}
