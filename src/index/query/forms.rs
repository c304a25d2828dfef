//! Any form of a word in title or body → a query of the engine.
//!
//! The index has words as they are written, and in a field of their own the stems of those that are none themselves
//! (`schema.rs`). Both together are one word here: with one rarity, counted together, in a text as long as its words as
//! they are written. Start at [`AnyForm`].

use tantivy::DocId;
use tantivy::DocSet;
use tantivy::Score;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::TantivyError;
use tantivy::Term;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::postings::SegmentPostings;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::query::Bm25Weight;
use tantivy::query::EnableScoring;
use tantivy::query::Explanation;
use tantivy::query::Query;
use tantivy::query::Scorer;
use tantivy::query::Weight;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

use crate::index::schema;
use crate::index::schema::field;

/// The forms of a word.
#[derive(Clone, Debug)]
pub(in crate::index) struct AnyForm {
    /// Its stem, among stems and among words.
    terms: [Term; 2],
    /// The field of the words.
    words: Field,
}

impl AnyForm {
    /// Returns the forms in `name` (title or text) of the word with this stem.
    pub(in crate::index) fn new(name: &str, stem: &str) -> AnyForm {
        let words = schema::exact(name);
        let terms = [name, words].map(|name| Term::from_field_text(field(name), stem));
        AnyForm { terms, words: field(words) }
    }

    /// Returns in how many articles the word is; one with several forms may count twice.
    pub(in crate::index) fn doc_freq(
        &self,
        statistics: &dyn Bm25StatisticsProvider,
    ) -> tantivy::Result<u64> {
        let [one, other] = &self.terms;
        let sum = statistics.doc_freq(one)? + statistics.doc_freq(other)?;
        Ok(sum.min(statistics.total_num_docs()?))
    }

    fn ranking(&self, statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<Bm25Weight> {
        let articles = statistics.total_num_docs()?;
        let average = statistics.total_num_tokens(self.words)? as Score / articles.max(1) as Score;
        Ok(Bm25Weight::for_one_term(self.doc_freq(statistics)?, articles, average))
    }
}

impl Query for AnyForm {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let ranking = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                Some(self.ranking(statistics_provider)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(FormsWeight { forms: self.clone(), ranking }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.terms.iter().for_each(|term| visitor(term, false));
    }
}

struct FormsWeight {
    forms: AnyForm,
    ranking: Option<Bm25Weight>,
}

impl FormsWeight {
    fn open(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<FormsScorer> {
        let mut lists = Vec::with_capacity(self.forms.terms.len());
        for term in &self.forms.terms {
            let index = segment.inverted_index(term.field())?;
            lists.extend(index.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        let mut found = FormsScorer {
            lists,
            document: TERMINATED,
            lengths: segment.get_fieldnorms_reader(self.forms.words)?,
            ranking: self.ranking.as_ref().map(|ranking| ranking.boost_by(boost)),
        };
        found.settle();
        Ok(found)
    }
}

impl Weight for FormsWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(self.open(segment, boost)?))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let mut found = self.open(segment, 1.0)?;
        if found.doc() > document || found.seek(document) != document {
            let message = format!("document {document} has no form of this word");
            return Err(TantivyError::InvalidArgument(message));
        }
        let (length, times) = found.counted();
        let told = self.ranking.as_ref().map(|ranking| ranking.explain(length, times));
        Ok(told.unwrap_or_else(|| Explanation::new("a form of the word", 1.0)))
    }
}

struct FormsScorer {
    lists: Vec<SegmentPostings>,
    /// The first document of all lists.
    document: DocId,
    lengths: FieldNormReader,
    ranking: Option<Bm25Weight>,
}

impl FormsScorer {
    fn settle(&mut self) -> DocId {
        self.document = self.lists.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
        self.document
    }

    /// Returns the length of the text, in the engine's measure, and how often the word is in it.
    fn counted(&self) -> (u8, u32) {
        let here = self.lists.iter().filter(|list| list.doc() == self.document);
        let times = here.map(Postings::term_freq).sum();
        (self.lengths.fieldnorm_id(self.document), times)
    }
}

impl DocSet for FormsScorer {
    fn advance(&mut self) -> DocId {
        let here = self.document;
        for list in self.lists.iter_mut().filter(|list| list.doc() == here) {
            list.advance();
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        for list in self.lists.iter_mut().filter(|list| list.doc() < target) {
            list.seek(target);
        }
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.document
    }

    fn size_hint(&self) -> u32 {
        self.lists.iter().map(DocSet::size_hint).sum()
    }
}

impl Scorer for FormsScorer {
    fn score(&mut self) -> Score {
        let (length, times) = self.counted();
        self.ranking.as_ref().map_or(1.0, |ranking| ranking.score(length, times))
    }
}
