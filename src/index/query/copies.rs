//! `copies:>3`, `copy-of:ID` → the articles with so many copies, the copies of one article.
//!
//! Both are no fields of the engine: groups of copies are worked out of the whole index. Start at [`query`].

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::DocAddress;
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::BooleanQuery;
use tantivy::query::FuzzyTermQuery;
use tantivy::query::Occur;
use tantivy::query::Query;
use tantivy::query::TermQuery;

use crate::error::Result;
use crate::index::copies::Groups;
use crate::index::copies::Place;
use crate::index::copies::rank_of;
use crate::index::engine;
use crate::index::query::Complaint;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::alias::Named;
use crate::index::query::among::Among;
use crate::index::query::bound;
use crate::index::query::words::every;
use crate::index::schema::field;

/// Fewest digits of a key that is completed.
const MIN_KEY_PREFIX: usize = 2;

/// Returns the articles that pass a test of their copies; `None` if the field is another one.
pub(super) fn query(
    complaint: Complaint<'_>,
    named: &Named<'_>,
    name: &Piece,
    test: &Test,
) -> Result<Option<Box<dyn Query>>> {
    match name.text.as_str() {
        "copies" => {
            let (lower, upper) = numbers(complaint, name, test)?;
            let passes = |copies: usize| {
                let copies = copies as f64;
                let above = match lower {
                    Bound::Included(least) => copies >= least,
                    Bound::Excluded(least) => copies > least,
                    Bound::Unbounded => true,
                };
                above
                    && match upper {
                        Bound::Included(most) => copies <= most,
                        Bound::Excluded(most) => copies < most,
                        Bound::Unbounded => true,
                    }
            };
            with_copies(named, passes).map(Some)
        }
        "copy-of" => match test {
            Test::Any => {
                let groups = Groups::of(named.path, named.snapshot)?;
                Ok(Some(Box::new(within(named, &groups, |_, place| place.place > 0)?)))
            }
            Test::Word(id) | Test::Exact(id) | Test::Phrase { words: id, .. } => {
                copies_of(complaint, named, id).map(Some)
            }
            _ => Err(complaint.at(name.at, "copy-of: wants the id of an article, or *")),
        },
        _ => Ok(None),
    }
}

fn numbers(
    complaint: Complaint<'_>,
    name: &Piece,
    test: &Test,
) -> Result<(Bound<f64>, Bound<f64>)> {
    let number = |value: &Piece| {
        let wrong = || complaint.at(value.at, "no number of copies; write copies:3 or copies:>3");
        bound::number(&value.text).ok_or_else(wrong)
    };
    let end = |end: &Bound<Piece>| match end {
        Bound::Included(value) => number(value).map(Bound::Included),
        Bound::Excluded(value) => number(value).map(Bound::Excluded),
        Bound::Unbounded => Ok(Bound::Unbounded),
    };
    match test {
        Test::Any => Ok((Bound::Included(1.0), Bound::Unbounded)),
        Test::Word(value) | Test::Exact(value) | Test::Phrase { words: value, .. } => {
            let number = number(value)?;
            Ok((Bound::Included(number), Bound::Included(number)))
        }
        Test::Range(lower, upper) => Ok((end(lower)?, end(upper)?)),
        Test::Prefix(_) | Test::Fuzzy(..) => {
            Err(complaint.at(name.at, "copies: wants a number, such as copies:>3"))
        }
    }
}

/// Returns the articles with a number of copies that passes; those without copies have none.
fn with_copies(named: &Named<'_>, passes: impl Fn(usize) -> bool) -> Result<Box<dyn Query>> {
    let groups = Groups::of(named.path, named.snapshot)?;
    let copies = |place: Place| groups.members(place.group).len() - 1;
    if !passes(0) {
        return Ok(Box::new(within(named, &groups, |_, place| passes(copies(place)))?));
    }
    let others = within(named, &groups, |_, place| !passes(copies(place)))?;
    let others: Box<dyn Query> = Box::new(others);
    Ok(Box::new(BooleanQuery::new(vec![(Occur::Must, every()), (Occur::MustNot, others)])))
}

/// Returns the other articles of the group of one.
fn copies_of(complaint: Complaint<'_>, named: &Named<'_>, id: &Piece) -> Result<Box<dyn Query>> {
    let mut asked = BTreeSet::new();
    for place in find(named, &id.text)? {
        let segment = named.snapshot.segment_reader(place.segment_ord);
        asked.insert(engine::guard(named.path, || {
            let ranks = segment.fast_fields().column_opt::<u64>("rank")?;
            Ok(rank_of(ranks.as_ref(), place.doc_id))
        })?);
    }
    if asked.is_empty() {
        let message = format!("no article has the id {}; search shows ids", id.text);
        return Err(complaint.at(id.at, message));
    }
    let groups = Groups::of(named.path, named.snapshot)?;
    let wanted: BTreeSet<u32> =
        asked.iter().filter_map(|rank| Some(groups.place(*rank)?.group)).collect();
    let is_copy = |rank: u64, place: Place| wanted.contains(&place.group) && !asked.contains(&rank);
    Ok(Box::new(within(named, &groups, is_copy)?))
}

/// Returns the articles with this id, or else those whose key begins so.
fn find(named: &Named<'_>, id: &str) -> Result<Vec<DocAddress>> {
    let search = |query: &dyn Query| {
        engine::guard(named.path, || named.snapshot.search(query, &DocSetCollector))
    };
    let mut found =
        search(&TermQuery::new(Term::from_field_text(field("id"), id), Default::default()))?;
    let is_prefix = id.len() >= MIN_KEY_PREFIX && id.bytes().all(|digit| digit.is_ascii_hexdigit());
    if found.is_empty() && is_prefix {
        let key = Term::from_field_text(field("key"), &id.to_ascii_lowercase());
        found = search(&FuzzyTermQuery::new_prefix(key, 0, false))?;
    }
    Ok(found.into_iter().collect())
}

/// Returns the articles of all groups whose rank and place pass.
fn within(
    named: &Named<'_>,
    groups: &Groups,
    passes: impl Fn(u64, Place) -> bool,
) -> Result<Among> {
    let mut places = Vec::new();
    for (segment_ord, segment) in (0..).zip(named.snapshot.segment_readers()) {
        let ranks = engine::guard(named.path, || segment.fast_fields().column_opt::<u64>("rank"))?;
        for doc_id in segment.doc_ids_alive() {
            let rank = rank_of(ranks.as_ref(), doc_id);
            if groups.place(rank).is_some_and(|place| passes(rank, place)) {
                places.push(DocAddress { segment_ord, doc_id });
            }
        }
    }
    Ok(Among::new(named.snapshot, &places))
}
