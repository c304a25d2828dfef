//! What the index knew of files at one moment, looked up file by file: memory does not grow with their number.
//!
//! Start at [`KnownFiles::get`].

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use tantivy::DocSet;
use tantivy::InvertedIndexReader;
use tantivy::SegmentReader;
use tantivy::TERMINATED;
use tantivy::Term;
use tantivy::columnar::BytesColumn;
use tantivy::schema::IndexRecordOption;

use crate::error::Result;
use crate::index::engine;
use crate::index::schema::field;
use crate::index::state;
use crate::index::state::FileState;

/// The files of an index as of one commit, whatever is committed later.
pub struct KnownFiles {
    path: PathBuf,
    segments: Vec<SegmentReader>,
    /// The parts of those segments that know any file.
    parts: Vec<Part>,
}

impl std::fmt::Debug for KnownFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KnownFiles").field("path", &self.path).finish_non_exhaustive()
    }
}

/// What a look-up needs of a segment.
struct Part {
    segment: SegmentReader,
    paths: Arc<InvertedIndexReader>,
    states: BytesColumn,
}

impl KnownFiles {
    /// Returns the files that `snapshot` of the index in the folder `path` knows.
    pub(super) fn new(path: &Path, snapshot: &tantivy::Searcher) -> Result<KnownFiles> {
        let segments = snapshot.segment_readers().to_vec();
        let parts = engine::guard(path, || {
            let mut parts = Vec::new();
            for segment in &segments {
                if let Some(states) = segment.fast_fields().bytes("state")? {
                    let paths = segment.inverted_index(field("file"))?;
                    parts.push(Part { segment: segment.clone(), paths, states });
                }
            }
            Ok(parts)
        })?;
        Ok(KnownFiles { path: path.to_owned(), segments, parts })
    }

    /// Returns what is known of the file; `None` if it was never read.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn get(&self, file: &str) -> Result<Option<FileState>> {
        let term = Term::from_field_text(field("file"), file);
        engine::guard(&self.path, || {
            for part in &self.parts {
                if let Some(state) = part.get(&term)? {
                    return Ok(Some(state));
                }
            }
            Ok(None)
        })
    }

    /// Calls `visit` with every file, in no particular order. Takes four bytes of memory for each.
    ///
    /// # Errors
    /// The index is damaged; or what `visit` returns, which also ends the walk.
    pub fn for_each(&self, mut visit: impl FnMut(FileState) -> Result<()>) -> Result<()> {
        let mut outcome = Ok(());
        for segment in &self.segments {
            engine::guard(&self.path, || {
                state::each(segment, "state", |state| {
                    outcome = visit(state);
                    outcome.is_ok()
                })
            })?;
            if outcome.is_err() {
                break;
            }
        }
        outcome
    }

    /// Returns the number of files.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn count(&self) -> Result<usize> {
        engine::guard(&self.path, || state::count(&self.segments, "state"))
    }
}

impl Part {
    /// Returns the state among the documents of a file, of which the others are its articles and failures.
    fn get(&self, file: &Term) -> tantivy::Result<Option<FileState>> {
        let Some(mut documents) = self.paths.read_postings(file, IndexRecordOption::Basic)? else {
            return Ok(None);
        };
        let mut document = documents.doc();
        while document != TERMINATED {
            if let Some(ord) = self.states.term_ords(document).next()
                && !self.segment.is_deleted(document)
            {
                let mut state = Vec::new();
                self.states.ord_to_bytes(ord, &mut state)?;
                return state::parse(&state).map(Some);
            }
            document = documents.advance();
        }
        Ok(None)
    }
}
