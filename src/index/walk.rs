//! Many stored records → something of each, on several threads, in order: of all at once, or of one after the other.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc;
use std::thread;

use tantivy::DocAddress;
use tantivy::TantivyDocument;
use tantivy::schema::Value as _;

use crate::error::Result;
use crate::index::engine;
use crate::index::schema::field;

/// Threads that read records: unpacking them is most of the work, and the disk has not more to give.
const THREADS: usize = 4;

/// Fewest records for which a further thread is worth its start.
const LEAST: usize = 64;

/// Documents that are read before they are asked for.
const AHEAD: usize = 8;

/// Calls `visit` with each document, in the order of `places`, until it breaks off. A thread reads a few ahead:
/// unpacking them takes about as long as what is done with them.
///
/// # Errors
/// The index is damaged; and what `visit` returns, which also ends the walk.
pub(super) fn each_document(
    path: &Path,
    snapshot: &tantivy::Searcher,
    places: &[DocAddress],
    mut visit: impl FnMut(&TantivyDocument) -> Result<ControlFlow<()>>,
) -> Result<()> {
    thread::scope(|scope| {
        let (sender, documents) = mpsc::sync_channel(AHEAD);
        scope.spawn(move || {
            let mut read = places.iter().map(|place| engine::guard(path, || snapshot.doc(*place)));
            // The receiver is gone once enough was seen.
            while read.next().is_some_and(|document| sender.send(document).is_ok()) {}
        });
        for document in documents {
            if visit(&document?)?.is_break() {
                break;
            }
        }
        Ok(())
    })
}

/// Returns what `tell` makes of each record, in the order of `places`.
///
/// # Errors
/// The index is damaged, or a record unreadable.
pub(super) fn map_records<T: Send>(
    path: &Path,
    snapshot: &tantivy::Searcher,
    places: &[DocAddress],
    tell: impl Fn(&[u8]) -> serde_json::Result<T> + Sync,
) -> Result<Vec<T>> {
    let threads = (places.len() / LEAST).clamp(1, THREADS);
    let length = places.len().div_ceil(threads).max(1);
    let tell = &tell;
    let some = |places: &[DocAddress]| -> Result<Vec<T>> {
        places.iter().map(|place| one(path, snapshot, *place, tell)).collect()
    };
    if threads == 1 {
        return some(places);
    }
    let parts: Vec<Result<Vec<T>>> = thread::scope(|scope| {
        let chunks = places.chunks(length);
        let started: Vec<_> = chunks.map(|chunk| scope.spawn(move || some(chunk))).collect();
        let stopped = || engine::error(path, "a thread that reads records stopped; run it again");
        started.into_iter().map(|one| one.join().unwrap_or_else(|_| Err(stopped()))).collect()
    });
    let mut all = Vec::with_capacity(places.len());
    for part in parts {
        all.extend(part?);
    }
    Ok(all)
}

fn one<T>(
    path: &Path,
    snapshot: &tantivy::Searcher,
    place: DocAddress,
    tell: impl Fn(&[u8]) -> serde_json::Result<T>,
) -> Result<T> {
    let document: TantivyDocument = engine::guard(path, || snapshot.doc(place))?;
    let record = document.get_first(field("record")).and_then(|record| record.as_bytes());
    tell(record.unwrap_or_default()).map_err(|cause| engine::unreadable(path, &cause))
}
