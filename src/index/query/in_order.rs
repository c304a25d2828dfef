//! Words in their order, with others between them → a query of the engine.
//!
//! The engine's own phrases let words change places where they may stand apart. Here they stand as they do in quotes, in
//! roles and in slots of facts (`row.rs`): in the order asked for, all together with at most so many others between
//! them. What such a phrase adds to a score is what its words add. Start at [`InOrder`].

use tantivy::DocId;
use tantivy::DocSet;
use tantivy::Score;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::TantivyError;
use tantivy::Term;
use tantivy::postings::Postings;
use tantivy::postings::SegmentPostings;
use tantivy::query::BooleanQuery;
use tantivy::query::EmptyScorer;
use tantivy::query::EnableScoring;
use tantivy::query::Explanation;
use tantivy::query::Query;
use tantivy::query::Scorer;
use tantivy::query::TermQuery;
use tantivy::query::Weight;
use tantivy::schema::IndexRecordOption;

/// Words of one field in a row.
#[derive(Clone, Debug)]
pub(super) struct InOrder {
    /// Each with its place in the phrase.
    pub(super) words: Vec<(usize, Term)>,
    /// Most other words between them, all together.
    pub(super) slop: u32,
}

impl Query for InOrder {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let word = |(_, word): &(usize, Term)| {
            let query = TermQuery::new(word.clone(), IndexRecordOption::WithFreqs);
            Box::new(query) as Box<dyn Query>
        };
        let all = BooleanQuery::intersection(self.words.iter().map(word).collect());
        Ok(Box::new(OrderWeight { phrase: self.clone(), all: all.weight(scoring)? }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.words.iter().for_each(|(_, word)| visitor(word, true));
    }
}

struct OrderWeight {
    phrase: InOrder,
    /// The articles with all of the words.
    all: Box<dyn Weight>,
}

impl Weight for OrderWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut words = Vec::with_capacity(self.phrase.words.len());
        for (at, term) in &self.phrase.words {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let postings = segment.inverted_index(term.field())?.read_postings(term, option)?;
            let Some(postings) = postings else { return Ok(Box::new(EmptyScorer)) };
            words.push(Word { at: *at as u32, postings, places: Vec::new() });
        }
        let all = self.all.scorer(segment, boost)?;
        let mut found = OrderScorer { all, words, slop: self.phrase.slop };
        found.settle();
        Ok(Box::new(found))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut found = self.scorer(segment, 1.0)?;
        if found.doc() > document || found.seek(document) != document {
            let message = format!("document {document} has not these words in this order");
            return Err(TantivyError::InvalidArgument(message));
        }
        self.all.explain(segment, document)
    }
}

/// A word of the phrase in one segment.
struct Word {
    at: u32,
    postings: SegmentPostings,
    /// Where it stands in the article that is looked at.
    places: Vec<u32>,
}

struct OrderScorer {
    all: Box<dyn Scorer>,
    words: Vec<Word>,
    slop: u32,
}

impl OrderScorer {
    /// Goes on to the next article in which the words are in order, unless this is one.
    fn settle(&mut self) -> DocId {
        while self.all.doc() != TERMINATED && !self.fits(self.all.doc()) {
            self.all.advance();
        }
        self.all.doc()
    }

    fn fits(&mut self, document: DocId) -> bool {
        for word in &mut self.words {
            if word.postings.doc() < document {
                word.postings.seek(document);
            }
            word.postings.positions(&mut word.places);
        }
        let Some((first, rest)) = self.words.split_first() else { return false };
        first.places.iter().any(|start| starts_at(*start, first.at, rest, self.slop))
    }
}

/// Returns true if the words that follow one at `start` stand behind it in order. The next of each leaves most room to
/// those that follow.
fn starts_at(start: u32, at: u32, rest: &[Word], slop: u32) -> bool {
    let (mut last, mut last_at, mut left) = (start, at, slop);
    for word in rest {
        let least = last + (word.at - last_at);
        let next = word.places.partition_point(|place| *place < least);
        let Some(place) = word.places.get(next) else { return false };
        let Some(room) = left.checked_sub(place - least) else { return false };
        (last, last_at, left) = (*place, word.at, room);
    }
    true
}

impl DocSet for OrderScorer {
    fn advance(&mut self) -> DocId {
        self.all.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.all.seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.all.doc()
    }

    fn size_hint(&self) -> u32 {
        self.all.size_hint()
    }
}

impl Scorer for OrderScorer {
    fn score(&mut self) -> Score {
        self.all.score()
    }
}
