//! Tests of dates and numbers → queries; what cannot be a date or a number is refused where it stands.

use std::ops::Bound;

use jiff::civil::Date;
use tantivy::query::ExistsQuery;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::query::Complaint;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::bound;
use crate::index::query::build::NUMBER_KINDS;
use crate::index::query::columns::between_days;
use crate::index::query::columns::between_labels;
use crate::index::query::columns::between_numbers;
use crate::index::query::columns::has_label;

/// Returns the articles whose day of publication passes the test.
pub(super) fn published(
    complaint: Complaint<'_>,
    name: &Piece,
    test: &Test,
) -> Result<Box<dyn Query>> {
    let (lower, upper) = match test {
        Test::Any => return Ok(Box::new(ExistsQuery::new("published".to_owned(), false))),
        Test::Word(value) | Test::Exact(value) | Test::Phrase { words: value, .. } => {
            let days = days(complaint, value)?;
            (Bound::Included(days), Bound::Included(days))
        }
        Test::Prefix(value) => {
            return Err(complaint.at(value.at, "dates take no *; write 2025-12 or 2025"));
        }
        Test::Range(lower, upper) => (
            try_bound(lower, |value| days(complaint, value))?,
            try_bound(upper, |value| days(complaint, value))?,
        ),
    };
    let (first, last) = bound::day_range(lower, upper);
    refuse_empty(complaint, name, first > last)?;
    Ok(between_days(first, last))
}

/// Returns the articles with a mention of this kind in a range of dates or of numbers.
pub(super) fn of_kind(
    complaint: Complaint<'_>,
    name: &Piece,
    kind: &str,
    lower: &Bound<Piece>,
    upper: &Bound<Piece>,
) -> Result<Box<dyn Query>> {
    if matches!((lower, upper), (Bound::Unbounded, Bound::Unbounded)) {
        return Ok(has_label("kind", kind));
    }
    let no_number = |end: &Bound<Piece>| match end {
        Bound::Included(value) | Bound::Excluded(value) => bound::number(&value.text).is_none(),
        Bound::Unbounded => true,
    };
    // A kind of the user's own may hold dates or numbers; its ends tell.
    if kind == "date" || (no_number(lower) && no_number(upper) && !NUMBER_KINDS.contains(&kind)) {
        let ends = (
            try_bound(lower, |end| days(complaint, end))?,
            try_bound(upper, |end| days(complaint, end))?,
        );
        let (first, last) = bound::day_range(ends.0, ends.1);
        refuse_empty(complaint, name, first > last)?;
        return Ok(between_labels(kind, lower.as_ref(), upper.as_ref()));
    }
    let ends = (
        try_bound(lower, |end| number(complaint, end))?,
        try_bound(upper, |end| number(complaint, end))?,
    );
    refuse_empty(complaint, name, is_empty(ends))?;
    Ok(between_numbers(kind, ends.0, ends.1))
}

fn is_empty(ends: (Bound<f64>, Bound<f64>)) -> bool {
    use Bound::Excluded;
    use Bound::Included;
    match ends {
        (Included(lower), Included(upper)) => lower > upper,
        (Included(lower) | Excluded(lower), Included(upper) | Excluded(upper)) => lower >= upper,
        _ => false,
    }
}

fn days(complaint: Complaint<'_>, value: &Piece) -> Result<(Date, Date)> {
    let wrong = || complaint.at(value.at, "no such date; write 2025-12-17, 2025-12 or 2025");
    bound::days(&value.text).ok_or_else(wrong)
}

fn number(complaint: Complaint<'_>, value: &Piece) -> Result<f64> {
    let wrong = || complaint.at(value.at, "no number; write 20, 1e6 or 5m (dates are 2025-12-17)");
    bound::number(&value.text).ok_or_else(wrong)
}

fn refuse_empty(complaint: Complaint<'_>, name: &Piece, is_empty: bool) -> Result<()> {
    match is_empty {
        true => {
            Err(complaint.at(name.at, "this range is empty; its first value is after its last"))
        }
        false => Ok(()),
    }
}

fn try_bound<T>(bound: &Bound<Piece>, value: impl Fn(&Piece) -> Result<T>) -> Result<Bound<T>> {
    Ok(match bound {
        Bound::Included(piece) => Bound::Included(value(piece)?),
        Bound::Excluded(piece) => Bound::Excluded(value(piece)?),
        Bound::Unbounded => Bound::Unbounded,
    })
}
