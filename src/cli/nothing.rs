//! What every command says and returns where nothing is found: a remark with what to do, and exit status 1.

use crate::cli::Status;
use crate::cli::context::Context;
use crate::error::Result;
use crate::index::Searcher;
use crate::model::Filter;
use crate::model::Query;

/// Says that nothing was found, and why that may be; `hint` is what the command itself has to say.
pub(super) fn nothing(
    context: &Context,
    searcher: &Searcher,
    query: &Query,
    hint: &str,
) -> Result<Status> {
    let total = |query: Query| searcher.search(&query).map(|hits| hits.total);
    let is_day = |filter: &Filter| matches!(filter, Filter::Since(_) | Filter::Until(_));
    let remark = if total(Query::default())? == 0 {
        "nothing found: the index is empty; `dateline ingest PATH…` fills it".to_owned()
    } else if !hint.is_empty() {
        format!("nothing found; {hint}")
    } else {
        let mut always = Query { text: query.text.clone(), ..Query::default() };
        always.filters = query.filters.iter().filter(|filter| !is_day(filter)).cloned().collect();
        let has_days = always.filters.len() < query.filters.len();
        match if has_days { total(always)? } else { 0 } {
            0 => format!("nothing found{}", of_words(&query.text)),
            found => format!("nothing found on these days; without --since and --until: {found}"),
        }
    };
    context.remark(&remark);
    if !remark.contains("the index is empty") {
        searcher.doubts(&query.text)?.iter().for_each(|doubt| context.remark(doubt));
    }
    Ok(Status::Nothing)
}

/// Returns what may be wrong with the words of a query.
fn of_words(text: &str) -> &'static str {
    let is_operator = |word: &str| matches!(word, "and" | "or" | "not");
    if text.contains(":=") {
        "; := compares letter by letter, capitals too: write the value as `search --count-by` shows it, or leave out the ="
    } else if text.split_whitespace().any(is_operator) {
        "; AND, OR and NOT are written in capitals, else they are words"
    } else {
        ""
    }
}
