//! Tallies of values → counts in a fixed order; and which columns can be counted.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::error::Result;
use crate::index::collect::Tally;
use crate::index::query;
use crate::index::schema::Shape;
use crate::index::schema::query_names;
use crate::model::Count;
use crate::text::key::name_key;

/// Returns the most frequent values, most frequent first, equal ones by value; all of them if `top` is 0.
pub(super) fn ranked(tally: Tally, top: usize) -> Vec<Count> {
    let mut counts: Vec<_> =
        tally.into_iter().map(|(value, count)| Count { value, count }).collect();
    counts.sort_unstable_by(|left, right| {
        right.count.cmp(&left.count).then_with(|| left.value.cmp(&right.value))
    });
    if top > 0 {
        counts.truncate(top);
    }
    counts
}

/// Returns the tally with names of one key counted together, under the one that most articles have.
pub(super) fn by_key(tally: Tally) -> Tally {
    let mut by_key: FxHashMap<String, (u64, Count)> = FxHashMap::default();
    for Count { value, count } in ranked(tally, 0) {
        let (sum, _) =
            by_key.entry(name_key(&value)).or_insert_with(|| (0, Count { value, count }));
        *sum += count;
    }
    by_key.into_values().map(|(sum, first)| (first.value, sum)).collect()
}

/// Returns the column that holds the values of a field or a kind.
///
/// # Errors
/// [`Error::Usage`] names what can be counted.
pub(super) fn column(name: &str, kinds: &BTreeSet<String>) -> Result<String> {
    let labels = || query_names().filter(|row| row.shape == Shape::Label).map(|row| row.name);
    if labels().any(|label| label == name) {
        return Ok(name.to_owned());
    }
    let is_field = query_names().any(|row| row.name == name);
    if !is_field && query::knows_kind(name, kinds) {
        return Ok(query::column(name));
    }
    let mut known: Vec<_> = labels().chain(query::all_kinds(kinds)).collect();
    known.sort_unstable();
    known.dedup();
    let near = query::nearest(name, known.iter().copied());
    let meant = match near.is_empty() {
        true => String::new(),
        false => format!("did you mean {}? ", near.join(" or ")),
    };
    let message = format!(
        "cannot count by \"{name}\"; {meant}{} can be counted (days, months, years: --by)",
        known.join(", ")
    );
    Err(Error::Usage { message })
}
