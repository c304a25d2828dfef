//! Slots of facts, and numbers of one unit: where the index has them, and tests of them → queries of the engine.
//!
//! `subject:` is short for `fact.subject:`, and `number:` for by how much it changed, whatever the fact calls it.

use std::ops::Bound;

use tantivy::query::Query;

use crate::error::Result;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::bound;
use crate::index::query::build::Builder;
use crate::index::query::build::union;
use crate::index::query::columns::any_label;
use crate::index::query::columns::between_numbers;
use crate::index::query::range;
use crate::index::query::words::Channel;

/// The field for the numbers of facts, and the slots in which they stand.
const NUMBER: &str = "number";
/// Slots that hold by how much something changed, or how much there is of it; `high` is the upper end of a range.
pub(in crate::index) const NUMBER_SLOTS: &[&str] = &["percent", "amount", "number", "high"];

/// The field for what a fact is about.
const SUBJECT: &str = "subject";

/// Opens the fields of slots: `fact.direction:up`.
const FACT: &str = "fact.";

/// Returns the slot that a field of a query is about.
pub(super) fn slot_of(field: &str) -> Option<&str> {
    match field {
        NUMBER | SUBJECT => Some(field),
        field => field.strip_prefix(FACT).filter(|slot| !slot.is_empty()),
    }
}

/// Returns true if what stands in the slot `known` answers a question for `slot`.
pub(in crate::index) fn stands_in(known: &str, slot: &str) -> bool {
    known == slot || slot == NUMBER && NUMBER_SLOTS.contains(&known)
}

/// Returns the key under which the index has the numbers of a slot. No kind has a colon in it.
pub(in crate::index) fn slot_key(slot: &str) -> String {
    format!("fact:{slot}")
}

/// Returns the key under which the index has the numbers of a kind in one unit. To the engine a dot would begin another key,
/// and a zero end it.
pub(in crate::index) fn unit_key(kind: &str, unit: &str) -> String {
    format!("{kind}:{}", unit.to_lowercase().replace(['.', '\0'], ""))
}

impl Builder<'_> {
    /// Returns the articles with a fact in which a slot passes the test.
    pub(super) fn in_slot(
        &mut self,
        name: &Piece,
        slot: &str,
        test: &Test,
    ) -> Result<Option<Box<dyn Query>>> {
        let key = slot_key(slot);
        let numbers = match test {
            Test::Range(lower, upper) => {
                let ends = range::numbers(self.complaint, name, lower, upper)?;
                return Ok(Some(between_numbers(&key, ends.0, ends.1)));
            }
            Test::Any => Some((f64::MIN, f64::MAX)),
            Test::Word(value) | Test::Exact(value) => {
                bound::number(&value.text).map(|number| (number, number))
            }
            _ => None,
        };
        let numbers = numbers
            .map(|(low, high)| between_numbers(&key, Bound::Included(low), Bound::Included(high)));
        if slot == NUMBER {
            let wrong = || self.complaint.at(name.at, "number: wants a number or a range: >40");
            return numbers.ok_or_else(wrong).map(Some);
        }
        let words = match test {
            Test::Any => Some(self.words.any(Channel::Slot(slot))),
            // The index has names as the rules found them: records decide.
            _ if !self.named.view.aliases.is_empty() => Some(any_label("fact")),
            Test::Exact(value) => self.words.phrase(Channel::Slot(slot), &(&value.text).into()),
            test => self.in_words(name, Channel::Slot(slot), test)?,
        };
        let found: Vec<_> = words.into_iter().chain(numbers).collect();
        Ok((!found.is_empty()).then(|| union(found)))
    }

    /// Returns the articles that have a number of a kind in one unit.
    pub(super) fn in_unit(
        &mut self,
        name: &Piece,
        (kind, unit): (&str, &str),
        test: &Test,
    ) -> Result<Box<dyn Query>> {
        let ends = match test {
            Test::Range(lower, upper) => range::numbers(self.complaint, name, lower, upper)?,
            Test::Any => (Bound::Included(f64::MIN), Bound::Included(f64::MAX)),
            Test::Word(value) | Test::Exact(value) | Test::Phrase { words: value, .. } => {
                let number = range::number(self.complaint, value)?;
                (Bound::Included(number), Bound::Included(number))
            }
            Test::Prefix(value) | Test::Fuzzy(value, _) => {
                let message = "this field holds numbers; write one such as 20, >20 or [20 TO 30]";
                return Err(self.complaint.at(value.at, message));
            }
        };
        self.mark_numbers(kind, Some(unit), ends);
        Ok(between_numbers(&unit_key(kind, unit), ends.0, ends.1))
    }
}
