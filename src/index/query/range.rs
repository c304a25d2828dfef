//! Tests of dates and numbers → queries; what cannot be a date or a number is refused where it stands.

use std::ops::Bound;

use jiff::civil::Date;
use tantivy::query::ExistsQuery;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::iso;
use crate::index::query::Complaint;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::bound;
use crate::index::query::columns::between_days;
use crate::index::query::columns::between_labels;
use crate::index::query::columns::between_numbers;
use crate::index::query::columns::has_label;
use crate::index::query::kind::NUMBER_KINDS;

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
        Test::Prefix(value) | Test::Fuzzy(value, _) => {
            return Err(complaint.at(value.at, "dates take no * and no ~; write 2025-12 or 2025"));
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

/// Returns the first and last day that a test asks for; values of the rules (`2008-Q2`, `2008-W20`) are days as well.
pub(super) fn mentioned(
    complaint: Complaint<'_>,
    name: &Piece,
    test: &Test,
) -> Result<(Date, Date)> {
    let value = |piece: &Piece| {
        let message = "no such date; write 2008, 2008-05, 2008-05-12 or 2008-Q2";
        iso::days(&piece.text).ok_or_else(|| complaint.at(piece.at, message))
    };
    match test {
        Test::Word(piece) | Test::Exact(piece) | Test::Phrase { words: piece, .. } => value(piece),
        Test::Range(lower, upper) => {
            let ends = (try_bound(lower, value)?, try_bound(upper, value)?);
            let (first, last) = bound::day_range(ends.0, ends.1);
            refuse_empty(complaint, name, first > last)?;
            Ok((first, last))
        }
        Test::Prefix(piece) | Test::Fuzzy(piece, _) => {
            Err(complaint.at(piece.at, "dates take no * and no ~; write 2008-05 or 2008"))
        }
        Test::Any => Ok((Date::MIN, Date::MAX)),
    }
}

/// Returns true if a value that lasts from its first to its last day tells of the days asked for: it overlaps with them,
/// and is not longer.
pub(super) fn is_told(value: (Date, Date), asked: (Date, Date)) -> bool {
    let length = |(first, last): (Date, Date)| (last - first).get_days();
    value.0 <= asked.1 && asked.0 <= value.1 && length(value) <= length(asked)
}

/// Returns the ends of a range of numbers.
pub(super) fn numbers(
    complaint: Complaint<'_>,
    name: &Piece,
    lower: &Bound<Piece>,
    upper: &Bound<Piece>,
) -> Result<(Bound<f64>, Bound<f64>)> {
    let ends = (
        try_bound(lower, |end| number(complaint, end))?,
        try_bound(upper, |end| number(complaint, end))?,
    );
    refuse_empty(complaint, name, is_empty(ends))?;
    // The engine wants an end.
    Ok(match ends {
        (Bound::Unbounded, Bound::Unbounded) => {
            (Bound::Included(f64::MIN), Bound::Included(f64::MAX))
        }
        ends => ends,
    })
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
    if no_number(lower) && no_number(upper) && !NUMBER_KINDS.contains(&kind) {
        let ends = (
            try_bound(lower, |end| days(complaint, end))?,
            try_bound(upper, |end| days(complaint, end))?,
        );
        let (first, last) = bound::day_range(ends.0, ends.1);
        refuse_empty(complaint, name, first > last)?;
        return Ok(between_labels(kind, lower.as_ref(), upper.as_ref()));
    }
    let ends = numbers(complaint, name, lower, upper)?;
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

/// Returns the number that was typed.
pub(super) fn number(complaint: Complaint<'_>, value: &Piece) -> Result<f64> {
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
