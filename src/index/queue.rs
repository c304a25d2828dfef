//! Documents on their way to the indexing threads, bounded by their bytes: the engine itself bounds only their number.
//!
//! Start at [`Queue::enter`].

use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use tantivy::TantivyDocument;
use tantivy::schema::Document;

/// Bytes of documents above which the next one waits. Enough to keep all indexing threads busy.
const MOST_BYTES: usize = 4 << 20;

/// Bytes that a document counts for beyond its record.
const OVERHEAD: usize = 1 << 10;

/// Longest wait of one document. The engine does not tell when its threads have died, only refuses what comes next.
const PATIENCE: Duration = Duration::from_millis(500);

/// Room for documents.
#[derive(Clone, Default)]
pub(super) struct Queue(Arc<Room>);

#[derive(Default)]
struct Room {
    used: Mutex<usize>,
    freed: Condvar,
}

/// A document that holds its room until an indexing thread takes it.
pub(super) struct Queued {
    document: TantivyDocument,
    _place: Place,
}

struct Place {
    room: Arc<Room>,
    bytes: usize,
}

impl Queue {
    /// Returns the document, whose record has so many bytes, once there is room for it.
    pub(super) fn enter(&self, document: TantivyDocument, bytes: usize) -> Queued {
        let bytes = bytes + OVERHEAD;
        let full = |used: &mut usize| *used > 0 && used.saturating_add(bytes) > MOST_BYTES;
        let waited = self.0.freed.wait_timeout_while(self.0.lock(), PATIENCE, full);
        let (mut used, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *used = used.saturating_add(bytes);
        Queued { document, _place: Place { room: Arc::clone(&self.0), bytes } }
    }
}

impl Room {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut used = self.room.lock();
        *used = used.saturating_sub(self.bytes);
        self.room.freed.notify_all();
    }
}

impl Document for Queued {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_waits_for_room_and_never_for_ever() {
        let queue = Queue::default();
        let first = queue.enter(TantivyDocument::default(), MOST_BYTES);
        let second = queue.enter(TantivyDocument::default(), 1);
        assert_eq!(*queue.0.lock(), MOST_BYTES + 1 + 2 * OVERHEAD);
        drop((first.into_tantivy_document(), second));
        assert_eq!(*queue.0.lock(), 0);
    }
}
