//! The user's aliases on the labels of the index: under which name each label counts, and in which articles.
//!
//! The index keeps what the rules found; nothing here changes it. Start at [`View`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::SegmentReader;
use tantivy::columnar::StrColumn;

use crate::index::query::column;
use crate::model::Aliases;
use crate::model::Around;
use crate::text::key::name_key;

/// Columns whose labels are names of certain kinds, beside those of the kinds themselves.
const NAME_COLUMNS: &[(&str, &[&str])] =
    &[("speaker", &["person", "organisation"]), ("affiliation", &["organisation"])];

/// Kinds whose labels are values and not names.
const VALUE_KINDS: &[&str] = &["date", "percentage", "share", "money", "quantity"];

/// A label that counts under no name.
const NOTHING: u32 = u32::MAX;

/// The aliases, with the kinds of things that the index knows.
#[derive(Clone, Debug, Default)]
pub(super) struct View {
    pub(super) aliases: Arc<Aliases>,
    pub(super) kinds: Arc<BTreeSet<String>>,
}

/// Returns the kinds of names in a column of labels; none if it holds something else.
pub(super) fn kinds_of<'c>(name: &'c str, kinds: &'c BTreeSet<String>) -> Vec<&'c str> {
    if let Some((_, kinds)) = NAME_COLUMNS.iter().find(|(known, _)| *known == name) {
        return kinds.to_vec();
    }
    let named = kinds.iter().map(String::as_str).filter(|kind| is_named(kind));
    named.filter(|kind| column(kind) == name).collect()
}

/// Returns true if things of this kind have names.
pub(crate) fn is_named(kind: &str) -> bool {
    !VALUE_KINDS.contains(&kind)
}

/// Where the labels of one column of a segment count.
pub(super) struct Slots {
    /// Label → slot. A label that no alias speaks of has its own number.
    slots: Vec<u32>,
    /// Label → slots that it has in some articles.
    parts: FxHashMap<u32, Vec<(Vec<bool>, u32)>>,
    /// Names of the slots beyond the labels.
    names: Vec<String>,
}

impl View {
    /// Returns where the labels of a column count; `None` if no alias speaks of their kinds.
    pub(super) fn slots(
        &self,
        segment: &SegmentReader,
        name: &str,
        labels: &StrColumn,
    ) -> tantivy::Result<Option<Slots>> {
        let mut kinds = kinds_of(name, &self.kinds);
        kinds.retain(|kind| self.aliases.knows(kind));
        if kinds.is_empty() {
            return Ok(None);
        }
        let mut making = Making { slots: Slots::of(labels.num_terms()), by_key: BTreeMap::new() };
        for (_, fate) in kinds.iter().flat_map(|kind| self.aliases.of_kind(kind)) {
            for name in fate.name.iter().chain(fate.parts.iter().map(|part| &part.name)) {
                making.slot(name);
            }
        }
        let mut terms = labels.dictionary().stream()?;
        while terms.advance() {
            let key = name_key(&String::from_utf8_lossy(terms.key()));
            let ord = terms.term_ord() as u32;
            let fate = kinds.iter().find_map(|kind| self.aliases.fate(kind, &key));
            let slot = match fate {
                Some(fate) if fate.ignored => NOTHING,
                Some(fate) if fate.name.is_some() => {
                    making.slot(fate.name.as_deref().unwrap_or(""))
                }
                _ => making.by_key.get(&key).copied().unwrap_or(ord),
            };
            making.slots.slots[ord as usize] = slot;
            for part in fate.iter().flat_map(|fate| &fate.parts) {
                let mut docs = self.documents_with(segment, &part.with)?;
                mark(segment, "site", &part.sites, &mut docs)?;
                let slot = making.slot(&part.name);
                making.slots.parts.entry(ord).or_default().push((docs, slot));
            }
        }
        Ok(Some(making.slots))
    }

    /// Returns what an article has beside an entity, of the names in it and its publication; nothing where no alias asks.
    pub(super) fn around<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
        site: Option<&str>,
    ) -> Around {
        match self.aliases.is_empty() {
            true => Around::default(),
            false => Around { names: names.map(name_key).collect(), site: site.map(name_key) },
        }
    }

    /// Returns, for each document of a segment, whether it has a name with one of these keys.
    pub(super) fn documents_with(
        &self,
        segment: &SegmentReader,
        keys: &BTreeSet<String>,
    ) -> tantivy::Result<Vec<bool>> {
        let mut docs = vec![false; segment.max_doc() as usize];
        for kind in self.kinds.iter().filter(|kind| is_named(kind)) {
            mark(segment, &column(kind), keys, &mut docs)?;
        }
        Ok(docs)
    }
}

/// Marks the documents with a label of one of these keys.
fn mark(
    segment: &SegmentReader,
    column: &str,
    keys: &BTreeSet<String>,
    docs: &mut [bool],
) -> tantivy::Result<()> {
    let Some(labels) = segment.fast_fields().str(column)?.filter(|_| !keys.is_empty()) else {
        return Ok(());
    };
    let mut wanted = vec![false; labels.num_terms()];
    let mut terms = labels.dictionary().stream()?;
    while terms.advance() {
        let key = name_key(&String::from_utf8_lossy(terms.key()));
        wanted[terms.term_ord() as usize] = keys.contains(&key);
    }
    for (document, has) in docs.iter_mut().enumerate() {
        *has |= labels.ords().values_for_doc(document as DocId).any(|ord| wanted[ord as usize]);
    }
    Ok(())
}

/// Slots in the making: one for each key.
struct Making {
    slots: Slots,
    by_key: BTreeMap<String, u32>,
}

impl Making {
    fn slot(&mut self, name: &str) -> u32 {
        let next = (self.slots.slots.len() + self.slots.names.len()) as u32;
        let slot = *self.by_key.entry(name_key(name)).or_insert(next);
        if slot == next {
            self.slots.names.push(name.to_owned());
        }
        slot
    }
}

impl Slots {
    fn of(labels: usize) -> Slots {
        Slots { slots: vec![NOTHING; labels], parts: FxHashMap::default(), names: Vec::new() }
    }

    /// Returns the names of the slots beyond the labels.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns the slot of a label in a document; `None` if it counts under no name there.
    pub(super) fn slot(&self, label: u64, document: DocId) -> Option<usize> {
        let parts = self.parts.get(&(label as u32)).into_iter().flatten();
        let mut parts = parts.filter(|(docs, _)| docs[document as usize]);
        let slot = parts.next().map_or(self.slots[label as usize], |(_, slot)| *slot);
        (slot != NOTHING).then_some(slot as usize)
    }
}
