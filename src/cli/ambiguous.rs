//! A name in a query that several entities have → a remark that names them.

use crate::cli::terminal::one_line;
use crate::model::AmbiguousName;
use crate::model::Count;

/// Most entities that a remark on an ambiguous name lists.
const SHOWN_CANDIDATES: usize = 5;

/// Returns who may be meant by a name, and how to say which.
pub(super) fn candidates(AmbiguousName { field, words, entities }: &AmbiguousName) -> String {
    let quoted = |words: &str| match words.contains(|c: char| !c.is_alphanumeric()) {
        true => format!("\"{}\"", escaped(words)),
        false => words.to_owned(),
    };
    let shown: Vec<String> = entities
        .iter()
        .take(SHOWN_CANDIDATES)
        .map(|Count { value, count }| format!("{} ({count})", one_line(value)))
        .collect();
    let more = match entities.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let first = entities.first().map_or(words.as_str(), |first| &first.value);
    format!(
        "{field}:{} fits {} entities: {}{more}; for one of them write {field}:=\"{}\"",
        quoted(words),
        entities.len(),
        shown.join(", "),
        escaped(first),
    )
}

/// Returns a name as it stands between quotation marks of a query.
fn escaped(name: &str) -> String {
    one_line(name).replace('\\', "\\\\").replace('"', "\\\"")
}
