//! How a change stands to the truth: sought, expected, denied, depending on something; and who says so.
//!
//! Start at [`fill`].

use std::ops::Range;

use crate::extract::relate::change::Args;
use crate::extract::relate::change::Change;
use crate::extract::relate::change::phrase;
use crate::model::Arg;

/// What the words around a change may say of it, the strongest first.
const MODALITIES: &[&str] = &["denied", "conditional", "seeking", "forecast"];

/// Items before subject or change that govern it.
const REACH: usize = 8;

/// Marks and words between clauses: what stands before them says nothing of what follows.
const CLAUSE_ENDS: &[&str] = &[
    ";", ":", ",", "but", "while", "whereas", "although", "though", "unless", "because", "whether",
];

/// Words after "not" and "no" with which nothing is denied: "not only", "no doubt".
const AFFIRMED: &[&str] = &["only", "just", "doubt", "question", "wonder"];

/// Items of the name of a source at most.
const MAX_SOURCE: usize = 10;

/// Notes modality, negation and source.
pub(super) fn fill(change: Change<'_>, subject: Option<Range<usize>>, args: &mut Args) {
    let found = change.found;
    let from = subject.map_or(found.items.start, |subject| subject.start.min(found.items.start));
    let first = found.segment.start.max(from.saturating_sub(REACH));
    let first = (first..from)
        .rev()
        .find(|item| CLAUSE_ENDS.contains(&&*change.word(*item).to_lowercase()))
        .unwrap_or(first);
    let around = first..found.items.start;
    let says = |kind: &&&str| {
        around.clone().any(|item| {
            change.is(item, "parts.ch-modality")
                && change.normal(item..item + 1, "parts.ch-modality") == Some(**kind)
        })
    };
    if let Some(kind) = MODALITIES.iter().find(says) {
        args.insert("modality".to_owned(), Arg::Text((*kind).to_owned()));
    }
    let denies = |item: usize| {
        change.is(item, "parts.ch-not")
            && (item + 1 >= found.items.start || !AFFIRMED.contains(&change.word(item + 1)))
    };
    if around.clone().any(denies) {
        args.insert("negated".to_owned(), Arg::Text("yes".to_owned()));
    }
    if let Some(source) = source(change) {
        args.insert("source".to_owned(), phrase::arg(change, source));
    }
}

/// Returns who says so: "according to the agency", "…, the agency said", "The agency said …".
fn source(change: Change<'_>) -> Option<Range<usize>> {
    let segment = change.found.segment.clone();
    let to = segment.clone().find(|item| change.word(*item).eq_ignore_ascii_case("according"));
    if let Some(to) = to.filter(|to| to + 2 < segment.end && change.word(to + 1) == "to") {
        return named(change, to + 2..segment.end);
    }
    let after = change.found.items.end..segment.end;
    let comma = after.clone().find(|item| change.word(*item) == ",")?;
    let says = (comma + 1..segment.end.min(comma + MAX_SOURCE))
        .find(|item| change.is(*item, "parts.ch-says"));
    let is_clause = |says: &usize| {
        let inside = comma + 1..*says;
        change.is(inside.start, "parts.ch-preposition")
            || inside.clone().any(|item| change.is(item, "parts.ch-relative"))
    };
    let says = says.filter(|says| !is_clause(says));
    says.and_then(|says| named(change, comma + 1..says)).or_else(|| opening(change))
}

/// The subject of a verb of saying that opens the sentence.
fn opening(change: Change<'_>) -> Option<Range<usize>> {
    let start = change.found.segment.start;
    let end = change.found.items.start.min(start + MAX_SOURCE);
    let says = (start..end).find(|item| change.is(*item, "parts.ch-says"))?;
    named(change, start..says)
}

/// The words up to a mark, without an article.
fn named(change: Change<'_>, items: Range<usize>) -> Option<Range<usize>> {
    let is_mark = |item: &usize| {
        !change.word(*item).starts_with(char::is_alphanumeric)
            && !matches!(change.word(*item), "'s" | "’s" | "-")
    };
    let end = items.clone().find(is_mark).unwrap_or(items.end).min(items.start + MAX_SOURCE);
    let start =
        items.start + usize::from(items.start < end && change.is(items.start, "parts.article"));
    (start < end).then_some(start..end)
}
