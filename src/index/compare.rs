//! Two queries → the terms and entities that one has more often than the other.
//!
//! Terms are counted where the index keeps them, without a look at the records. Articles of both queries count on
//! neither side. Start at [`Searcher::compare`].

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::postings::Postings;
use tantivy::query::BooleanQuery;
use tantivy::query::Occur;
use tantivy::query::QueryClone;
use tantivy::schema::IndexRecordOption;

use crate::error::Result;
use crate::index::collect::Gather;
use crate::index::collect::Tally;
use crate::index::counts;
use crate::index::engine;
use crate::index::log_odds::Counted;
use crate::index::log_odds::differences;
use crate::index::query;
use crate::index::schema::field;
use crate::index::searcher::Searcher;
use crate::index::together::named_kinds;
use crate::model::Comparison;
use crate::model::Difference;
use crate::model::Order;
use crate::model::Query;
use crate::model::Side;
use crate::text::key::name_key;

/// Where the words of an article stand, as they are written.
const WORDS: [&str; 2] = ["title_exact", "text_exact"];

/// Fewest letters of a term: one alone is what an apostrophe cut off.
const MIN_LETTERS: usize = 2;

/// The sides of an article.
const A: u8 = 1;
const B: u8 = 2;

impl Searcher {
    /// Returns what sets the articles of two queries apart; without a second, what sets the first apart from all other
    /// articles. Only terms and entities that both sides together have `min` times count. At most `top` differences of
    /// each sort are returned for each side (0: all).
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn compare(
        &self,
        a: &Query,
        b: Option<&Query>,
        (min, top): (u64, usize),
    ) -> Result<Comparison> {
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let built = |query: &Query| self.build(&snapshot, query, &kinds).map(|(query, _)| query);
        let one = built(a)?;
        let other = b.map(built).transpose()?;
        let rest = Query { filters: a.filters.clone(), ..Query::default() };
        let plan = Gather {
            keep: usize::MAX,
            columns: named_kinds(&kinds).iter().map(|kind| query::column(kind)).collect(),
            view: self.view(&kinds),
            ..Gather::none(Order::Oldest)
        };
        let gather = |query: &BooleanQuery, keep| {
            self.run(&snapshot, query, &Gather { keep, ..plan.clone() })
        };
        let (here, there) = match &other {
            Some(other) => (without(&one, other), without(other, &one)),
            None => (one.clone(), without(&built(&rest)?, &one)),
        };
        let (here, there) = (gather(&here, usize::MAX)?, gather(&there, usize::MAX)?);
        let all = gather(&built(&Query::default())?, 0)?;
        let both = match &other {
            Some(other) => {
                let both = [one.box_clone(), other.box_clone()];
                gather(&BooleanQuery::intersection(both.into()), 0)?.total
            }
            None => 0,
        };
        let mut comparison = Comparison {
            both: both as u64,
            a: Side { articles: here.total as u64, ..Side::default() },
            b: Side { articles: there.total as u64, ..Side::default() },
        };
        comparison.a.query = Some(a.text.clone());
        comparison.b.query = b.map(|b| b.text.clone());
        if here.total == 0 || there.total == 0 {
            return Ok(comparison);
        }
        let mut sides: Vec<Vec<u8>> =
            snapshot.segment_readers().iter().map(|it| vec![0; it.max_doc() as usize]).collect();
        for (gathered, side) in [(&here, A), (&there, B)] {
            for address in gathered.best.iter().map(|found| found.address) {
                sides[address.segment_ord as usize][address.doc_id as usize] = side;
            }
        }
        let (terms, words) = engine::guard(&self.path, || terms(&snapshot, &sides))?;
        let terms = terms.into_iter().map(|(word, counts)| ((word, None), counts)).collect();
        let tallies = (here.tallies, there.tallies, all.tallies);
        let (entities, names) = entities(&named_kinds(&kinds), tallies);
        (comparison.a.words, comparison.b.words) = (words.a, words.b);
        (comparison.a.terms, comparison.b.terms) = apart(terms, words, (min, top));
        (comparison.a.entities, comparison.b.entities) = apart(entities, names, (min, top));
        Ok(comparison)
    }
}

/// Returns the articles of one query that another does not find.
fn without(one: &BooleanQuery, other: &BooleanQuery) -> BooleanQuery {
    BooleanQuery::new(vec![(Occur::Must, one.box_clone()), (Occur::MustNot, other.box_clone())])
}

/// Returns how often each side has each term, and all terms together.
fn terms(
    snapshot: &tantivy::Searcher,
    sides: &[Vec<u8>],
) -> tantivy::Result<(FxHashMap<String, Counted>, Counted)> {
    let mut counted: FxHashMap<String, Counted> = FxHashMap::default();
    let mut totals = Counted::default();
    for (segment, sides) in snapshot.segment_readers().iter().zip(sides) {
        for name in WORDS {
            let inverted = segment.inverted_index(field(name))?;
            let mut terms = inverted.terms().stream()?;
            while terms.advance() {
                let Ok(word) = std::str::from_utf8(terms.key()) else { continue };
                if !is_term(word) {
                    continue;
                }
                let option = IndexRecordOption::WithFreqs;
                let postings = inverted.read_postings_from_terminfo(terms.value(), option)?;
                let counts = occurrences(segment, postings, sides);
                add(&mut totals, counts);
                if counts.all > 0 {
                    match counted.get_mut(word) {
                        Some(sum) => add(sum, counts),
                        None => drop(counted.insert(word.to_owned(), counts)),
                    }
                }
            }
        }
    }
    counted.retain(|_, counts| counts.a + counts.b > 0);
    Ok((counted, totals))
}

/// Words alone are terms: numbers are told by dates and amounts.
fn is_term(word: &str) -> bool {
    word.chars().count() >= MIN_LETTERS && !word.contains(|c: char| c.is_ascii_digit())
}

fn occurrences(segment: &SegmentReader, mut postings: impl Postings, sides: &[u8]) -> Counted {
    let mut counts = Counted::default();
    let mut document = postings.doc();
    while document != TERMINATED {
        if !segment.is_deleted(document) {
            let often = u64::from(postings.term_freq());
            counts.all += often;
            match sides.get(document as usize) {
                Some(&A) => counts.a += often,
                Some(&B) => counts.b += often,
                _ => {}
            }
        }
        document = postings.advance();
    }
    counts
}

fn add(sum: &mut Counted, part: Counted) {
    sum.a += part.a;
    sum.b += part.b;
    sum.all += part.all;
}

/// Name and kind of an entity, or word and nothing.
type Named = (String, Option<String>);

/// Returns in how many articles of each side each entity stands, and all entities together.
fn entities(
    kinds: &[String],
    (a, b, all): (Vec<Tally>, Vec<Tally>, Vec<Tally>),
) -> (Vec<(Named, Counted)>, Counted) {
    let by_key = |tally: Tally| -> BTreeMap<String, u64> {
        let mut sums = BTreeMap::new();
        for (name, count) in tally {
            *sums.entry(name_key(&name)).or_default() += count;
        }
        sums
    };
    let mut totals = Counted::default();
    let mut entities = Vec::new();
    for (((kind, a), b), all) in kinds.iter().zip(a).zip(b).zip(all) {
        let (a, b) = (by_key(a), by_key(b));
        for (name, all) in counts::by_key(all) {
            let of = |side: &BTreeMap<String, u64>| side.get(&name_key(&name)).copied();
            let counts =
                Counted { a: of(&a).unwrap_or_default(), b: of(&b).unwrap_or_default(), all };
            add(&mut totals, counts);
            entities.push(((name, Some(kind.clone())), counts));
        }
    }
    (entities, totals)
}

/// Returns what each side has more of, the surest first.
fn apart(
    counted: Vec<(Named, Counted)>,
    totals: Counted,
    (min, top): (u64, usize),
) -> (Vec<Difference>, Vec<Difference>) {
    let mut sides = (Vec::new(), Vec::new());
    let enough = counted.into_iter().filter(|(_, it)| it.a + it.b >= min.max(1));
    let (names, counts): (Vec<Named>, Vec<Counted>) = enough.unzip();
    let found = differences(&counts, totals);
    for (((value, kind), Counted { a, b, .. }), (log_odds, z)) in
        names.into_iter().zip(counts).zip(found)
    {
        let is_a = z > 0.0;
        let (here, there) = if is_a { (a, b) } else { (b, a) };
        let (log_odds, z) = (log_odds.abs(), z.abs());
        let difference = Difference { value, kind, here, there, log_odds, z };
        match is_a {
            true => sides.0.push(difference),
            false if z > 0.0 => sides.1.push(difference),
            false => {}
        }
    }
    for side in [&mut sides.0, &mut sides.1] {
        side.sort_by(|left, right| {
            let surer = right.z.total_cmp(&left.z).then(right.here.cmp(&left.here));
            surer.then_with(|| (&left.value, &left.kind).cmp(&(&right.value, &right.kind)))
        });
        if top > 0 {
            side.truncate(top);
        }
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_words() {
        for (word, wanted) in [
            ("strike", true),
            ("s", false),
            ("2025", false),
            ("3rd", false),
            ("北京", true),
            ("é", false),
        ] {
            assert_eq!(is_term(word), wanted, "{word}");
        }
    }

    #[test]
    fn equal_differences_are_ordered_by_name() {
        let name = |name: &str| (name.to_owned(), None);
        let counts = Counted { a: 5, b: 1, all: 6 };
        let counted = vec![
            (name("b"), counts),
            (name("a"), counts),
            (name("rare"), Counted { a: 1, b: 0, all: 1 }),
        ];
        let totals = Counted { a: 100, b: 100, all: 300 };
        let (a, b) = apart(counted, totals, (2, 0));
        assert_eq!(a.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert!(b.is_empty());
    }
}
