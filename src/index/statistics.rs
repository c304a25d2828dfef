//! How many articles there are and have a word, as ranking counts them: those of today. What was replaced or removed
//! stays in the engine's files for a while; a score must not tell.

use tantivy::SegmentReader;
use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;

use crate::index::document::ARTICLE;
use crate::index::schema::field;

/// Numbers for ranking that count articles only: notes about files must not make words look rarer.
pub(super) struct Statistics<'s>(pub(super) &'s tantivy::Searcher);

impl Statistics<'_> {
    fn sum(&self, of: impl Fn(&SegmentReader) -> tantivy::Result<u64>) -> tantivy::Result<u64> {
        self.0.segment_readers().iter().map(of).sum()
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.sum(|segment| {
            let all = segment.inverted_index(field)?.total_num_tokens();
            if !segment.has_deletes() {
                return Ok(all);
            }
            let lengths = segment.get_fieldnorms_reader(field)?;
            let gone = (0..segment.max_doc()).filter(|document| segment.is_deleted(*document));
            let gone: u64 = gone.map(|document| u64::from(lengths.fieldnorm(document))).sum();
            Ok(all.saturating_sub(gone))
        })
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.doc_freq(&Term::from_field_text(field("doc"), ARTICLE))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        self.sum(|segment| {
            let index = segment.inverted_index(term.field())?;
            let Some(info) = index.get_term_info(term)? else { return Ok(0) };
            let Some(alive) = segment.alive_bitset() else { return Ok(u64::from(info.doc_freq)) };
            let postings = index.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
            Ok(u64::from(postings.doc_freq_given_deletes(alive)))
        })
    }
}
