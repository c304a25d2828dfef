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
use crate::model::PageNote;

/// The files of an index as of one commit, whatever is committed later.
pub struct KnownFiles {
    path: PathBuf,
    segments: Vec<SegmentReader>,
    /// The parts of those segments that know anything of files.
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
    states: Option<BytesColumn>,
    notes: Option<BytesColumn>,
}

impl KnownFiles {
    /// Returns the files that `snapshot` of the index in the folder `path` knows.
    pub(super) fn new(path: &Path, snapshot: &tantivy::Searcher) -> Result<KnownFiles> {
        let segments = snapshot.segment_readers().to_vec();
        let parts = engine::guard(path, || {
            let mut parts = Vec::new();
            for segment in &segments {
                let states = segment.fast_fields().bytes("state")?;
                let notes = segment.fast_fields().bytes("note")?;
                if states.is_some() || notes.is_some() {
                    let paths = segment.inverted_index(field("file"))?;
                    parts.push(Part { segment: segment.clone(), paths, states, notes });
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

    /// Calls `visit` with the notes of the web pages of a file, in no particular order, until it returns false.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn notes(&self, file: &str, mut visit: impl FnMut(PageNote) -> bool) -> Result<()> {
        let term = Term::from_field_text(field("file"), file);
        engine::guard(&self.path, || {
            for part in &self.parts {
                if !part.notes(&term, &mut visit)? {
                    break;
                }
            }
            Ok(())
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
        let mut found = Ok(None);
        let Some(states) = &self.states else { return Ok(None) };
        self.each(states, file, |state| {
            found = state::parse(state).map(Some);
            false
        })?;
        found
    }

    /// Calls `visit` with the notes of a file until it returns false; returns whether it wants more.
    fn notes(
        &self,
        file: &Term,
        visit: &mut impl FnMut(PageNote) -> bool,
    ) -> tantivy::Result<bool> {
        let Some(notes) = &self.notes else { return Ok(true) };
        self.each(notes, file, |note| PageNote::from_bytes(note).is_none_or(&mut *visit))
    }

    /// Calls `visit` with what a column has of the documents of a file until it returns false; returns whether it
    /// wants more.
    fn each(
        &self,
        column: &BytesColumn,
        file: &Term,
        mut visit: impl FnMut(&[u8]) -> bool,
    ) -> tantivy::Result<bool> {
        let Some(mut documents) = self.paths.read_postings(file, IndexRecordOption::Basic)? else {
            return Ok(true);
        };
        let mut bytes = Vec::new();
        let mut document = documents.doc();
        while document != TERMINATED {
            if let Some(ord) = column.term_ords(document).next()
                && !self.segment.is_deleted(document)
            {
                bytes.clear();
                column.ord_to_bytes(ord, &mut bytes)?;
                if !visit(&bytes) {
                    return Ok(false);
                }
            }
            document = documents.advance();
        }
        Ok(true)
    }
}
