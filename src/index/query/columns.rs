//! Whole values, dates and numbers → queries of the engine on columns.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::ExistsQuery;
use tantivy::query::Query;
use tantivy::query::RangeQuery;

use crate::index::calendar;
use crate::index::query::Piece;
use crate::index::query::words::every;
use crate::index::schema::field;

/// Returns the articles published from `first` to `last`.
pub(super) fn between_days(first: jiff::civil::Date, last: jiff::civil::Date) -> Box<dyn Query> {
    let Some((start, end)) = calendar::seconds_of(first, last) else { return every() };
    let term = |moment| Term::from_field_i64(field("published"), moment);
    Box::new(RangeQuery::new(Bound::Included(term(start)), Bound::Included(term(end))))
}

/// Returns the name of the column with the labels of a kind.
pub(in crate::index) fn column(kind: &str) -> String {
    format!("entity.{}", kind.replace('.', "\\."))
}

/// Returns the articles with any value in a column.
pub(super) fn any_label(column: &str) -> Box<dyn Query> {
    Box::new(ExistsQuery::new(column.to_owned(), false))
}

/// Returns the articles with this whole value in a column.
pub(super) fn has_label(column: &str, value: &str) -> Box<dyn Query> {
    let term = label_term(column, value);
    Box::new(RangeQuery::new(Bound::Included(term.clone()), Bound::Included(term)))
}

fn label_term(column: &str, value: &str) -> Term {
    match column.strip_prefix("entity.") {
        None => Term::from_field_text(field(column), value),
        Some(kind) => {
            let mut term = Term::from_field_json_path(field("entity"), kind, false);
            term.append_type_and_str(value);
            term
        }
    }
}

/// Returns the articles with a label in a range; an end stands for all labels that begin with it.
pub(super) fn between_labels(
    kind: &str,
    lower: Bound<&Piece>,
    upper: Bound<&Piece>,
) -> Box<dyn Query> {
    let column = column(kind);
    let term = |value: &str| label_term(&column, value);
    let after = |value: &str| term(&format!("{value}{}", char::MAX));
    let lower = match lower {
        Bound::Included(value) => Bound::Included(term(&value.text)),
        Bound::Excluded(value) => Bound::Excluded(after(&value.text)),
        // Durations and open dates (P10Y, XXXX-12) are letters, which sort after all digits.
        Bound::Unbounded => Bound::Included(term("0")),
    };
    let upper = match upper {
        Bound::Included(value) => Bound::Included(after(&value.text)),
        Bound::Excluded(value) => Bound::Excluded(term(&value.text)),
        Bound::Unbounded => Bound::Excluded(term(":")),
    };
    Box::new(RangeQuery::new(lower, upper))
}

pub(super) fn between_numbers(kind: &str, lower: Bound<f64>, upper: Bound<f64>) -> Box<dyn Query> {
    let term = |number: f64| {
        let mut term =
            Term::from_field_json_path(field("number"), &kind.replace('.', "\\."), false);
        term.append_type_and_fast_value(number);
        term
    };
    Box::new(RangeQuery::new(lower.map(term), upper.map(term)))
}
