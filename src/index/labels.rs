//! A column of labels of one segment → the names under which each article counts, as the aliases have them.
//!
//! A name counts in a *slot*, a small number: that of its label, or one of its own where aliases give it. Slots of one
//! name have the same key. Keys are hashes, and names are looked up only when they are shown: an index has hundreds of
//! thousands of them. Start at [`Labels::open`].

use std::collections::hash_map::Entry;
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;
use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use crate::index::alias;
use crate::index::alias::Slots;
use crate::index::alias::View;
use crate::text::key::write_name_key;

/// What slots of one name have in common: a hash of its key, or of the label itself where labels are no names. Two
/// names of a million share one with a chance of one to ten millions.
pub(super) type Key = u64;

/// Makes keys of the labels of one column.
pub(super) struct Keys {
    /// The labels are names.
    named: bool,
    buffer: String,
}

impl Keys {
    /// Returns what makes the keys of a column.
    pub(super) fn of(column: &str, view: &View) -> Keys {
        Keys { named: !alias::kinds_of(column, &view.kinds).is_empty(), buffer: String::new() }
    }

    /// Returns the key of a label.
    pub(super) fn key(&mut self, label: &str) -> Key {
        if !self.named {
            return FxBuildHasher.hash_one(label);
        }
        write_name_key(label, &mut self.buffer);
        FxBuildHasher.hash_one(self.buffer.as_str())
    }
}

/// A column of labels.
pub(super) struct Labels {
    pub(super) names: Names,
    /// Where labels count that aliases speak of.
    slots: Option<Slots>,
    /// Slot → first slot of the same key.
    firsts: Vec<u32>,
    /// The article that each slot was last seen in, in any spelling.
    seen: Vec<Option<DocId>>,
}

/// The names of the slots of a column.
pub(super) struct Names {
    labels: StrColumn,
    /// Those of the slots beyond the labels.
    more: Vec<String>,
    /// Key of each slot.
    pub(super) keys: Vec<Key>,
}

impl Labels {
    /// Returns the labels of a column; `None` if the segment has none.
    pub(super) fn open(
        segment: &SegmentReader,
        column: &str,
        view: &View,
    ) -> tantivy::Result<Option<Labels>> {
        let Some(labels) = segment.fast_fields().str(column)? else { return Ok(None) };
        let slots = view.slots(segment, column, &labels)?;
        let more = slots.as_ref().map(|slots| slots.names().to_vec()).unwrap_or_default();
        let mut making = Keys::of(column, view);
        let mut keys = Vec::with_capacity(labels.num_terms() + more.len());
        let mut terms = labels.dictionary().stream()?;
        while terms.advance() {
            keys.push(making.key(&String::from_utf8_lossy(terms.key())));
        }
        keys.extend(more.iter().map(|name| making.key(name)));
        let firsts = if making.named { firsts(&keys) } else { Vec::new() };
        let seen = vec![None; keys.len()];
        Ok(Some(Labels { names: Names { labels, more, keys }, slots, firsts, seen }))
    }

    /// Returns the number of slots.
    pub(super) fn len(&self) -> usize {
        self.seen.len()
    }

    /// Passes on each slot in which an article counts, once for all slots of one key: in the spelling met first.
    pub(super) fn each(&mut self, document: DocId, mut count: impl FnMut(usize)) {
        for ord in self.names.labels.ords().values_for_doc(document) {
            let slot = match &self.slots {
                Some(slots) => slots.slot(ord, document),
                None => Some(ord as usize),
            };
            let Some(slot) = slot else { continue };
            let first = self.firsts.get(slot).map_or(slot, |first| *first as usize);
            if self.seen[first].replace(document) != Some(document) {
                count(slot);
            }
        }
    }
}

/// Returns the first slot of the same key for each.
fn firsts(keys: &[Key]) -> Vec<u32> {
    let mut known: FxHashMap<Key, u32> = FxHashMap::default();
    known.reserve(keys.len());
    let first = |(key, slot): (&Key, u32)| match known.entry(*key) {
        Entry::Occupied(first) => *first.get(),
        Entry::Vacant(place) => *place.insert(slot),
    };
    keys.iter().zip(0..).map(first).collect()
}

impl Names {
    /// Passes on the wanted slots with their names.
    pub(super) fn each(
        &self,
        mut wanted: impl FnMut(usize) -> bool,
        mut tell: impl FnMut(usize, &str),
    ) -> tantivy::Result<()> {
        let labels = self.labels.num_terms();
        let mut name = String::new();
        for slot in (0..labels).filter(|slot| wanted(*slot)) {
            name.clear();
            self.labels.ord_to_str(slot as u64, &mut name)?;
            tell(slot, &name);
        }
        for (name, slot) in self.more.iter().zip(labels..).filter(|(_, slot)| wanted(*slot)) {
            tell(slot, name);
        }
        Ok(())
    }

    /// Passes on all slots with their names.
    pub(super) fn all(&self, mut tell: impl FnMut(usize, &str)) -> tantivy::Result<()> {
        let mut terms = self.labels.dictionary().stream()?;
        while terms.advance() {
            tell(terms.term_ord() as usize, &String::from_utf8_lossy(terms.key()));
        }
        for (name, slot) in self.more.iter().zip(self.labels.num_terms()..) {
            tell(slot, name);
        }
        Ok(())
    }
}
