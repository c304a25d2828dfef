//! What the index remembers of each file that was read: whether it has changed since, and what went wrong.
//!
//! It lives in the index as documents of its own, one for each file and one for each failure, so that one commit
//! publishes a file's articles and the note that they are in: after a `kill -9` both are there or neither is.
//! They are kept as columns, so that the notes of hundreds of thousands of files are gone through without touching a
//! record.

use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tantivy::SegmentReader;

/// What is known of a file whose articles are in the index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// Path with forward slashes, as in the origin of its articles. It comes first, so that neighbours share it.
    pub path: String,
    /// Size in bytes when it was read.
    pub size: u64,
    /// Time of its last change, in nanoseconds since 1970, as the file system tells it.
    pub modified_ns: i64,
    /// Hash of its bytes, in hex.
    pub hash: String,
    /// Fingerprint of the rules (and whatever else shapes the output) that it was read with.
    pub fingerprint: String,
    /// Articles that it gave; the writer counts them.
    pub articles: u64,
    /// Failures in it; the writer counts them.
    pub failures: u64,
}

/// A file, or an entry of one, that gave no article.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileFailure {
    /// Path of the file.
    pub path: String,
    /// Place within the file, counted from 1.
    pub item: Option<u32>,
    /// The id that the entry declared, if that much could be read.
    pub given_id: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Returns the number of live notes in a column.
pub(super) fn count(segments: &[SegmentReader], column: &str) -> tantivy::Result<usize> {
    let mut number = 0;
    for segment in segments {
        let Some(blobs) = segment.fast_fields().bytes(column)? else { continue };
        let notes = |document| blobs.term_ords(document).count();
        number += segment.doc_ids_alive().map(notes).sum::<usize>();
    }
    Ok(number)
}

/// Returns all failures, by path and place.
pub(super) fn failures(segments: &[SegmentReader]) -> tantivy::Result<Vec<FileFailure>> {
    let mut failures: Vec<FileFailure> = Vec::new();
    for segment in segments {
        each(segment, "failure", |failure| {
            failures.push(failure);
            true
        })?;
    }
    failures.sort();
    Ok(failures)
}

/// Calls `visit`, until it returns false, with the notes of a column, in the order of its dictionary: each block is
/// unpacked once. Takes four bytes of memory for each.
pub(super) fn each<T: DeserializeOwned>(
    segment: &SegmentReader,
    column: &str,
    mut visit: impl FnMut(T) -> bool,
) -> tantivy::Result<()> {
    let Some(blobs) = segment.fast_fields().bytes(column)? else { return Ok(()) };
    // Two entries of one file can fail alike, so that a value may stand for several documents.
    let mut live = vec![0_u32; blobs.num_terms()];
    for document in segment.doc_ids_alive() {
        blobs.term_ords(document).for_each(|ord| live[ord as usize] += 1);
    }
    let mut values = blobs.dictionary().stream()?;
    while values.advance() {
        let times = live.get(values.term_ord() as usize).copied().unwrap_or_default();
        for _ in 0..times {
            if !visit(parse(values.key())?) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Returns the note in bytes of a column.
pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> tantivy::Result<T> {
    serde_json::from_slice(bytes).map_err(|cause| {
        tantivy::TantivyError::InternalError(format!("a note about a file is unreadable: {cause}"))
    })
}
