//! Conditions beside the text of a query → queries of the engine. They choose and do not rank.

use jiff::civil::Date;
use tantivy::Term;
use tantivy::query::ConstScoreQuery;
use tantivy::query::Query;
use tantivy::query::TermSetQuery;

use crate::index::query::columns::between_days;
use crate::index::schema::field;
use crate::model::Filter;

/// Returns the articles that a filter chooses; `None` for one that is part of the query itself.
pub(in crate::index) fn chosen_by(filter: &Filter) -> Option<Box<dyn Query>> {
    let chosen: Box<dyn Query> = match filter {
        Filter::Since(date) => between_days(*date, Date::MAX),
        Filter::Until(date) => between_days(Date::MIN, *date),
        Filter::Speaker(_) => return None,
        Filter::Among(keys) => {
            let terms = keys.iter().map(|key| Term::from_field_text(field("key"), key));
            Box::new(TermSetQuery::new(terms))
        }
    };
    Some(Box::new(ConstScoreQuery::new(chosen, 0.0)))
}
