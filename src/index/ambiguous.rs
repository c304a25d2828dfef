//! Names in a query → those that several entities have, with the entities: `person:Streeting` may be one of three.
//!
//! A name is never ambiguous if it is given as a whole (`person:="Wes Streeting"`) or negated. Start at
//! [`Searcher::ambiguous`].

use std::collections::BTreeSet;

use crate::error::Result;
use crate::index::alias;
use crate::index::collect::Gather;
use crate::index::counts;
use crate::index::engine;
use crate::index::query;
use crate::index::query::Asked;
use crate::index::query::Node;
use crate::index::query::Test;
use crate::index::searcher::Searcher;
use crate::model::AmbiguousName;
use crate::model::Order;
use crate::model::Query;
use crate::text::key::name_key;

/// Most names of a query that are looked at: each costs a look at all names of its kind.
const MOST_ASKED: usize = 8;

/// The kind whose short names stand for one bearer where only one is known.
const PERSON: &str = "person";

/// A name as it stands in a query.
struct Name<'n> {
    field: &'n str,
    words: &'n str,
}

impl Searcher {
    /// Returns the names in a query that several entities of its articles have, in the order of the query. The surname
    /// of one person is not ambiguous, even if some articles do not tell the rest of the name.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn ambiguous(&self, query: &Query) -> Result<Vec<AmbiguousName>> {
        let node = query::parse(&query.text)?;
        let mut asked = Vec::new();
        names(&node, &mut asked);
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let mut found = Vec::new();
        for name in asked.into_iter().take(MOST_ASKED) {
            let column = match query::knows_kind(name.field, &kinds) {
                true => query::column(name.field),
                false => name.field.to_owned(),
            };
            let wanted = Asked::words(name.words);
            let is_named = !alias::kinds_of(&column, &kinds).is_empty();
            if !is_named || !self.is_doubtful(&snapshot, &column, &wanted, name.words)? {
                continue;
            }
            let plan = Gather {
                columns: vec![column],
                view: self.view(&kinds),
                ..Gather::none(Order::Oldest)
            };
            let (gathered, _) = self.gather(&snapshot, query, &kinds, &plan)?;
            let mut tally = counts::by_key(gathered.tallies.into_iter().next().unwrap_or_default());
            tally.retain(|name, _| wanted.fits(&name_key(name)));
            let is_bare = |label: &str| wanted.is(&name_key(label));
            let several = match name.field {
                PERSON => tally.keys().filter(|name| !is_bare(name)).count() > 1,
                _ => tally.len() > 1,
            };
            if several {
                let entities = counts::ranked(tally, 0);
                let (field, words) = (name.field.to_owned(), name.words.to_owned());
                found.push(AmbiguousName { field, words, entities });
            }
        }
        Ok(found)
    }

    /// Returns true if two labels of a column, or more, are not the same and may be meant.
    fn is_doubtful(
        &self,
        snapshot: &tantivy::Searcher,
        column: &str,
        wanted: &Asked,
        words: &str,
    ) -> Result<bool> {
        let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let first = first.to_ascii_lowercase();
        let mut keys = BTreeSet::new();
        engine::guard(&self.path, || {
            for segment in snapshot.segment_readers() {
                let Some(values) = segment.fast_fields().str(column)? else { continue };
                let mut terms = values.dictionary().stream()?;
                while keys.len() < 2 && terms.advance() {
                    // A key costs more than a glance at the letters.
                    if may_hold(terms.key(), first.as_bytes()) {
                        let key = name_key(&String::from_utf8_lossy(terms.key()));
                        keys.extend(Some(key).filter(|key| wanted.fits(key)));
                    }
                }
            }
            Ok(keys.len() > 1)
        })
    }
}

/// Returns false if a label in ASCII has these small letters nowhere.
fn may_hold(label: &[u8], letters: &[u8]) -> bool {
    !label.is_ascii()
        || !letters.is_ascii()
        || letters.is_empty()
        || label.windows(letters.len()).any(|part| part.eq_ignore_ascii_case(letters))
}

/// Collects the names of a query that are given by some of their words.
fn names<'n>(node: &'n Node, found: &mut Vec<Name<'n>>) {
    match node {
        Node::All | Node::Not(_) | Node::Leaf { field: None, .. } => {}
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| names(node, found)),
        Node::Boost(node, _) | Node::Group(node) => names(node, found),
        Node::Leaf { field: Some(field), test } => match test {
            Test::Word(words) | Test::Phrase { words, slop: 0, prefix: false } => {
                found.push(Name { field: &field.text, words: &words.text });
            }
            _ => {}
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_given_by_some_of_their_words() {
        for (text, wanted) in [
            ("person:Ray strike", "person:Ray"),
            (
                "strike (person:(Ray OR \"Ann Lee\") place:York)",
                "person:Ray person:Ann Lee place:York",
            ),
            ("person:=Ray NOT person:Lee person:Ra* person:\"Ann Lee\"~2 person:*", ""),
        ] {
            let node = query::parse(text).unwrap();
            let mut found = Vec::new();
            names(&node, &mut found);
            let found: Vec<_> =
                found.iter().map(|name| format!("{}:{}", name.field, name.words)).collect();
            assert_eq!(found.join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn letters_are_sought_in_any_case() {
        for (label, letters, wanted) in [
            ("Wes Streeting", "streeting", true),
            ("STREETING", "streeting", true),
            ("Wes Street", "streeting", false),
            ("José Muñoz", "munoz", true),
        ] {
            assert_eq!(may_hold(label.as_bytes(), letters.as_bytes()), wanted, "{label}");
        }
    }
}
