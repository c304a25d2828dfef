//! Conditions on facts: their kind, the words and names in their slots, their numbers.
//!
//! `fact:percent-change subject:"flu hospitalisations" number:>40` is about one and the same fact.

use std::ops::Bound;
use std::ops::RangeBounds;

use tantivy::tokenizer::TextAnalyzer;

use crate::index::query::Conditions;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::alias::Named;
use crate::index::query::bound;
use crate::index::query::conditions::Condition;
use crate::index::query::name::Name;
use crate::index::query::row::Row;
use crate::index::query::slot::slot_of;
use crate::index::query::slot::stands_in;
use crate::index::statement::Fact;
use crate::index::statement::Slot;
use crate::index::statement::Statements;

/// The field of the kinds of facts.
const FACT: &str = "fact";

/// The organisations and people in slots have the names of this column.
const NAMES: &str = "speaker";

/// What a query asks of a fact.
#[derive(Debug)]
pub(in crate::index) enum OfFact {
    /// Its kind.
    Kind(Row),
    /// Words or a name in a slot; a `number` is one as well.
    Slot { slot: String, row: Row, name: Name, number: Option<f64>, rough: bool },
    /// A number in a slot.
    Number { slot: String, range: (Bound<f64>, Bound<f64>) },
}

impl Condition for OfFact {
    fn of(field: &Piece, test: &Test, named: &Named<'_>) -> Option<OfFact> {
        if field.text == FACT {
            let whole = matches!(test, Test::Word(_) | Test::Phrase { slop: 0, prefix: false, .. });
            let row = Row::of(test)?;
            return Some(OfFact::Kind(if whole { row.alone() } else { row }));
        }
        let slot = slot_of(&field.text)?.to_owned();
        if let Test::Range(lower, upper) = test {
            let number = |end: &Piece| bound::number(&end.text);
            let end = |end: &Bound<Piece>| match end {
                Bound::Included(value) => number(value).map(Bound::Included),
                Bound::Excluded(value) => number(value).map(Bound::Excluded),
                Bound::Unbounded => Some(Bound::Unbounded),
            };
            return Some(OfFact::Number { slot, range: (end(lower)?, end(upper)?) });
        }
        let number = match test {
            Test::Word(value) | Test::Exact(value) => bound::number(&value.text),
            _ => None,
        };
        // The index knows the words of slots as the rules have them.
        let rough = matches!(test, Test::Exact(_)) || !named.view.aliases.is_empty();
        let (row, name) = (Row::of(test).unwrap_or_default(), Name::of(NAMES, test, named)?);
        Some(OfFact::Slot { slot, row, name, number, rough })
    }

    fn is_rough(&self) -> bool {
        matches!(self, OfFact::Slot { rough: true, .. })
    }
}

impl Conditions<OfFact> {
    /// Returns true if a fact of an article meets the conditions.
    pub(in crate::index) fn fit(
        &self,
        fact: &Fact<'_>,
        told: &Statements<'_>,
        analyzer: &mut TextAnalyzer,
    ) -> bool {
        self.hold(&mut |one| match one {
            OfFact::Kind(row) => row.is_in(&fact.kind, analyzer),
            OfFact::Number { slot, range } => {
                numbers(fact, slot).any(|number| range.contains(&number))
            }
            OfFact::Slot { slot, row, name, number, .. } => {
                fact.args.iter().filter(|(known, _)| stands_in(known, slot)).any(|(_, arg)| {
                    match arg {
                        Slot::Number(value) => {
                            row.is_empty() || number.is_some_and(|number| number == *value)
                        }
                        Slot::Text(text) => row.is_in(text, analyzer),
                        Slot::Entity { entity, .. } => {
                            told.name(*entity).is_some_and(|known| name.is(known, analyzer))
                        }
                    }
                })
            }
        })
    }
}

fn numbers<'f>(fact: &'f Fact<'_>, slot: &'f str) -> impl Iterator<Item = f64> + 'f {
    let args = fact.args.iter().filter(move |(known, _)| stands_in(known, slot));
    args.filter_map(|(_, arg)| match arg {
        Slot::Number(number) => Some(*number),
        _ => None,
    })
}
