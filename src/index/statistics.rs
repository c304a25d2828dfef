//! Numbers for ranking that count articles only: notes about files must not make words look rarer.

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;

use crate::index::document::ARTICLE;
use crate::index::schema::field;

/// The numbers of one snapshot.
pub(super) struct Statistics<'s>(pub(super) &'s tantivy::Searcher);

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.0.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        self.0.doc_freq(&Term::from_field_text(field("doc"), ARTICLE))
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        Bm25StatisticsProvider::doc_freq(self.0, term)
    }
}
