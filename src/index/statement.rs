//! A stored record → who and what it names and what it states, with names as the aliases have them.
//!
//! Reads no more of the record than it needs, so that going through many records is cheap. Start at [`statements`].

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::index::alias::View;
use crate::model::Around;
use crate::model::TextField;
use crate::model::Value;
use crate::text::key::name_key;

/// What of a record tells who is what, and what happened.
#[derive(Deserialize)]
struct Told<'r> {
    #[serde(borrow)]
    site: Option<Cow<'r, str>>,
    #[serde(borrow, default)]
    title: Option<Cow<'r, str>>,
    #[serde(borrow)]
    text: Cow<'r, str>,
    #[serde(borrow, default)]
    entities: Vec<Entity<'r>>,
    #[serde(borrow, default)]
    mentions: Vec<Mention<'r>>,
    #[serde(borrow, default)]
    facts: Vec<Fact<'r>>,
}

/// An entity of an article.
#[derive(Deserialize)]
pub(super) struct Entity<'r> {
    #[serde(borrow)]
    pub(super) kind: Cow<'r, str>,
    /// The name that the rules found.
    #[serde(borrow)]
    pub(super) name: Cow<'r, str>,
    #[serde(borrow, default)]
    pub(super) roles: Vec<Cow<'r, str>>,
    #[serde(borrow, default)]
    pub(super) affiliations: Vec<Cow<'r, str>>,
}

/// A place in an article that names or states something.
#[derive(Deserialize)]
pub(super) struct Mention<'r> {
    #[serde(borrow)]
    pub(super) kind: Cow<'r, str>,
    pub(super) field: TextField,
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(default)]
    pub(super) entity: Option<u32>,
}

/// A fact of an article.
#[derive(Deserialize)]
pub(super) struct Fact<'r> {
    #[serde(borrow)]
    pub(super) kind: Cow<'r, str>,
    pub(super) field: TextField,
    pub(super) start: usize,
    pub(super) end: usize,
    #[serde(borrow, default)]
    pub(super) args: BTreeMap<Cow<'r, str>, Slot>,
}

/// What stands in a slot of a fact.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Slot {
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// An entity of the article.
    Entity {
        /// Its place among the entities.
        entity: u32,
    },
}

/// What an article names and states.
pub(super) struct Statements<'s> {
    pub(super) entities: &'s [Entity<'s>],
    pub(super) mentions: &'s [Mention<'s>],
    pub(super) facts: &'s [Fact<'s>],
    title: &'s str,
    text: &'s str,
    view: &'s View,
    around: Around,
    /// The mentions of each entity, once somebody has asked for those of one.
    by_entity: OnceCell<Vec<Vec<usize>>>,
}

/// Returns what `take` makes of the statements of a record.
///
/// # Errors
/// The bytes are no record.
pub(super) fn statements<T>(
    record: &[u8],
    view: &View,
    take: impl FnOnce(&Statements<'_>) -> T,
) -> serde_json::Result<T> {
    let told: Told<'_> = serde_json::from_slice(record)?;
    let names = told.entities.iter().map(|entity| entity.name.as_ref());
    let around = view.around(names, told.site.as_deref());
    Ok(take(&Statements {
        entities: &told.entities,
        mentions: &told.mentions,
        facts: &told.facts,
        title: told.title.as_deref().unwrap_or_default(),
        text: &told.text,
        view,
        around,
        by_entity: OnceCell::new(),
    }))
}

/// Returns the value of each mention of a record. Apart from the rest, since few ask for values and reading them is most
/// of the work.
///
/// # Errors
/// The bytes are no record.
pub(super) fn values(record: &[u8]) -> serde_json::Result<Vec<Option<Value>>> {
    #[derive(Deserialize)]
    struct Told {
        #[serde(default)]
        mentions: Vec<Valued>,
    }
    #[derive(Deserialize)]
    struct Valued {
        #[serde(default)]
        value: Option<Value>,
    }
    let told: Told = serde_json::from_slice(record)?;
    Ok(told.mentions.into_iter().map(|mention| mention.value).collect())
}

impl Statements<'_> {
    /// Returns the name of an entity; `None` if the user says that it is none.
    pub(super) fn name(&self, entity: u32) -> Option<&str> {
        let entity = self.entities.get(entity as usize)?;
        self.alias(&entity.kind, &entity.name)
    }

    /// Returns what a name of a kind is here by the aliases.
    pub(super) fn alias<'n>(&'n self, kind: &str, name: &'n str) -> Option<&'n str> {
        if self.view.aliases.is_empty() {
            return Some(name);
        }
        self.view.aliases.name(kind, &name_key(name), name, &self.around)
    }

    /// Returns the ways in which the article writes an entity.
    pub(super) fn forms(&self, entity: u32) -> impl Iterator<Item = &str> {
        let by_entity = self.by_entity.get_or_init(|| {
            let mut places = vec![Vec::new(); self.entities.len()];
            for (place, mention) in self.mentions.iter().enumerate() {
                if let Some(of_it) = mention.entity.and_then(|it| places.get_mut(it as usize)) {
                    of_it.push(place);
                }
            }
            places
        });
        by_entity.get(entity as usize).into_iter().flatten().filter_map(|place| {
            let mention = self.mentions.get(*place)?;
            let text = match mention.field {
                TextField::Title => self.title,
                TextField::Text => self.text,
            };
            text.get(mention.start..mention.end)
        })
    }
}
