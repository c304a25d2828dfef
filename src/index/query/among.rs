//! A set of articles that was worked out before → a query of the engine, to be joined with others.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::DocAddress;
use tantivy::DocId;
use tantivy::DocSet;
use tantivy::Score;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::TantivyError;
use tantivy::index::SegmentId;
use tantivy::query::ConstScorer;
use tantivy::query::EnableScoring;
use tantivy::query::Explanation;
use tantivy::query::Query;
use tantivy::query::Scorer;
use tantivy::query::Weight;

/// Articles of one snapshot. They score nothing: the set chooses and does not rank.
#[derive(Clone, Debug)]
pub(super) struct Among {
    documents: Arc<BTreeMap<SegmentId, Vec<DocId>>>,
}

impl Among {
    /// Returns the query for some documents of a snapshot, in order.
    pub(super) fn new(snapshot: &tantivy::Searcher, places: &[DocAddress]) -> Among {
        let mut documents: BTreeMap<SegmentId, Vec<DocId>> = BTreeMap::new();
        for place in places {
            let segment = snapshot.segment_reader(place.segment_ord).segment_id();
            documents.entry(segment).or_default().push(place.doc_id);
        }
        Among { documents: Arc::new(documents) }
    }
}

impl Query for Among {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Among {
    fn scorer(&self, segment: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let documents = self.documents.get(&segment.segment_id()).cloned().unwrap_or_default();
        Ok(Box::new(ConstScorer::new(List { documents, at: 0 }, 0.0)))
    }

    fn explain(&self, segment: &SegmentReader, document: DocId) -> tantivy::Result<Explanation> {
        let documents = self.documents.get(&segment.segment_id());
        if documents.is_none_or(|documents| documents.binary_search(&document).is_err()) {
            let message =
                format!("document {document} is not among the articles worked out before");
            return Err(TantivyError::InvalidArgument(message));
        }
        Ok(Explanation::new_with_string("among the articles worked out before".to_owned(), 0.0))
    }
}

/// Documents of one segment, in order.
struct List {
    documents: Vec<DocId>,
    at: usize,
}

impl DocSet for List {
    fn advance(&mut self) -> DocId {
        self.at += usize::from(self.at < self.documents.len());
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.documents.get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.documents.len() as u32
    }
}
