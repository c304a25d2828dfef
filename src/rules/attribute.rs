//! Further columns of the user's lists → attributes of the entities that these name.
//!
//! They belong to the entity's key, so that every row and every way of writing it adds to them. Start at
//! [`Attributes::of`].

use std::collections::BTreeMap;

use crate::rules::keyed::Keyed;
use crate::text::fold::hash_word;
use crate::text::key::entity_key;

/// Between columns and values in the texts below; no cell of a list has one.
const TAB: &str = "\t";

/// What lists say of entities.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// Hash of the entity's key → `column TAB value TAB column TAB value …`
    pub(super) texts: Keyed,
}

impl Attributes {
    /// Adds what a row says of an entity. Of two values of a column the later one counts.
    pub(super) fn add(&mut self, kind: &str, name: &str, cells: &[(&str, &str)]) {
        let key = key(kind, name);
        let known = self.texts.get(key).unwrap_or_default().to_owned();
        let all: BTreeMap<&str, &str> = pairs(&known).chain(cells.iter().copied()).collect();
        let cells: Vec<&str> = all.into_iter().flat_map(<[&str; 2]>::from).collect();
        if !cells.is_empty() {
            self.texts.set(key, cells.join(TAB));
        }
    }

    /// Returns the key of an entity, and what the lists say of it so far, by column.
    pub(super) fn known(&self, kind: &str, name: &str) -> (u64, BTreeMap<&str, &str>) {
        let key = key(kind, name);
        (key, pairs(self.texts.get(key).unwrap_or_default()).collect())
    }

    /// Returns what the lists say of an entity, by column.
    pub(super) fn of(&self, kind: &str, name: &str) -> BTreeMap<String, String> {
        if self.texts.is_empty() {
            return BTreeMap::new();
        }
        let text = self.texts.get(key(kind, name)).unwrap_or_default();
        pairs(text).map(|(column, value)| (column.to_owned(), value.to_owned())).collect()
    }
}

fn key(kind: &str, name: &str) -> u64 {
    hash_word(&entity_key(kind, name))
}

fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut cells = text.split(TAB);
    std::iter::from_fn(move || Some((cells.next()?, cells.next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_add_up_and_later_ones_count() {
        let mut attributes = Attributes::default();
        for (kind, name, cells) in [
            ("person", "Zoë Dahl", &[("party", "Reds"), ("born", "1970")][..]),
            ("person", "ZOE DAHL", &[("party", "Blues")]),
            ("person", "Tom Ray", &[]),
            ("ship", "Zoë Dahl", &[("flag", "Malta")]),
        ] {
            attributes.add(kind, name, cells);
        }
        for (kind, name, wanted) in [
            ("person", "Zoë Dahl", "born=1970 party=Blues"),
            ("ship", "Zoe Dahl", "flag=Malta"),
            ("person", "Tom Ray", ""),
            ("person", "Ann Ray", ""),
        ] {
            let found = attributes.of(kind, name);
            let found: Vec<_> =
                found.iter().map(|(column, value)| format!("{column}={value}")).collect();
            assert_eq!(found.join(" "), wanted, "{kind} {name}");
        }
    }
}
