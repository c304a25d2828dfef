//! All word lists as one look-up: the shipped ones, compiled by the build script, with those of rule files over them.
//!
//! One look-up of a token's key gives the classes it is in; sequences of words are looked up by the hash of their
//! words in order. Start at [`Lexicon::get`].

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::rules::attribute::Attributes;
use crate::rules::cache::SECTIONS as CACHE_SECTIONS;
use crate::rules::demand;
use crate::rules::keyed::Keyed;
use crate::rules::shipped;
use crate::rules::shipped::read_u32;
use crate::rules::shipped::section;
use crate::rules::table::Entry;
use crate::rules::table::PhraseTable;
use crate::rules::table::SequenceFilter;
use crate::rules::table::name_key;
use crate::text::elision;
use crate::text::fold::hash_next;
use crate::text::token::Token;
use crate::text::token::tokenize;

/// Names a class of words: `given`, `city`, a list of a rule file, a word in quotes.
pub type ClassId = u16;

/// A class of a phrase, with what it asks of the capitals in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Membership(u16);

impl Membership {
    fn new(class: ClassId, demand: u8) -> Membership {
        Membership((class << demand::BITS) | u16::from(demand))
    }

    /// Returns the class.
    pub fn class(self) -> ClassId {
        self.0 >> demand::BITS
    }

    /// Returns true if text with these capitals may stand for the entry.
    pub fn admits(self, first: &Token, last: &Token) -> bool {
        use crate::text::shape::Shape;
        let asked = (self.0 & ((1 << demand::BITS) - 1)) as u8;
        let upper = |token: &Token| {
            matches!(token.shape, Shape::Upper | Shape::Initial | Shape::Mark | Shape::Number)
        };
        (asked & demand::FIRST_CAPITAL == 0 || first.is_capitalised())
            // "Inc." ends with its full stop, not with a word.
            && (asked & demand::LAST_CAPITAL == 0 || last.is_capitalised() || last.shape == Shape::Mark)
            && (asked & demand::ALL_CAPITALS == 0 || (upper(first) && upper(last)))
    }
}

/// The lists.
#[derive(Debug)]
pub struct Lexicon {
    classes: Vec<String>,
    by_name: FxHashMap<String, ClassId>,
    multiword: Vec<bool>,
    table: PhraseTable,
    filter: SequenceFilter,
    starts: Vec<u32>,
    lists: Vec<Membership>,
    /// Canonical names given by rule files, by their [`name_key`].
    names: Keyed,
    attributes: Attributes,
    /// What lists of the user say against one another.
    pub(super) remarks: Vec<String>,
    /// The payload of words that are in one class alone, with one demand.
    alone: FxHashMap<u16, u32>,
    /// Normal forms of list entries.
    normal_forms: FxHashMap<(ClassId, u64), String>,
}

/// Longest entry of a list, in tokens.
pub(super) const MAX_ENTRY: usize = 16;

/// Most classes: what fits beside the demand bits.
const MAX_CLASSES: usize = 1 << (16 - demand::BITS);

impl Lexicon {
    /// Returns the shipped lists.
    pub fn shipped() -> Lexicon {
        let text = std::str::from_utf8(section(0)).unwrap_or_default();
        let marked: Vec<&str> = text.lines().collect();
        let classes: Vec<String> =
            marked.iter().map(|name| name.trim_end_matches('+').to_owned()).collect();
        Lexicon {
            by_name: classes.iter().cloned().zip(0..).collect(),
            multiword: marked.iter().map(|name| name.ends_with('+')).collect(),
            classes,
            table: PhraseTable::from_bytes(section(1)),
            filter: SequenceFilter::from_bytes(section(7)),
            starts: section(2).chunks_exact(4).map(read_u32).collect(),
            lists: section(3)
                .chunks_exact(2)
                .map(|pair| Membership(u16::from_le_bytes([pair[0], pair[1]])))
                .collect(),
            names: Keyed::default(),
            attributes: Attributes::default(),
            remarks: Vec::new(),
            alone: FxHashMap::default(),
            normal_forms: FxHashMap::default(),
        }
    }

    /// Returns the class with this name.
    pub fn class(&self, name: &str) -> Option<ClassId> {
        self.by_name.get(name).copied()
    }

    /// Returns the name of a class.
    pub fn class_name(&self, class: ClassId) -> &str {
        self.classes.get(usize::from(class)).map_or("", String::as_str)
    }

    /// Returns true if some entry of the class has several words.
    pub fn is_multiword(&self, class: ClassId) -> bool {
        self.multiword.get(usize::from(class)).copied().unwrap_or(false)
    }

    /// Returns the class with this name, made empty if there is none yet; `None` if there are too many classes.
    pub fn class_or_new(&mut self, name: &str) -> Option<ClassId> {
        if let Some(class) = self.class(name) {
            return Some(class);
        }
        let class = self.classes.len();
        if class >= MAX_CLASSES {
            return None;
        }
        self.classes.push(name.to_owned());
        self.multiword.push(false);
        self.by_name.insert(name.to_owned(), class as ClassId);
        Some(class as ClassId)
    }

    /// Adds an entry to a class. `normal` is its normal form within the class, `name` a kind and the canonical name that
    /// the entry stands for as a mention of it.
    /// Returns false if the entry has no token or more than [`MAX_ENTRY`].
    pub fn add(
        &mut self,
        class: ClassId,
        entry: &str,
        normal: Option<&str>,
        name: Option<(&str, &str)>,
    ) -> bool {
        let mut tokens = Vec::new();
        tokenize(entry, &mut tokens);
        let words = tokens.len();
        if !self.add_words(class, (entry, &tokens), normal, name) {
            return false;
        }
        // Articles in French and Italian have it so.
        elision::split(entry, &mut tokens, |_| true);
        words == tokens.len() || self.add_words(class, (entry, &tokens), normal, name)
    }

    fn add_words(
        &mut self,
        class: ClassId,
        (entry, tokens): (&str, &[Token]),
        normal: Option<&str>,
        name: Option<(&str, &str)>,
    ) -> bool {
        let Some((first, rest)) = tokens.split_first().filter(|(_, rest)| rest.len() < MAX_ENTRY)
        else {
            return false;
        };
        let mut hash = first.key;
        for token in rest {
            let known = self.table.get(hash).unwrap_or_default();
            self.table.set(hash, Entry { longer: true, ..known });
            hash = hash_next(hash, token.key);
            self.filter.set(hash);
        }
        self.multiword[usize::from(class)] |= !rest.is_empty();
        self.join(hash, Membership::new(class, demand::demand(entry)));
        if let Some(normal) = normal {
            self.normal_forms.insert((class, hash), normal.to_owned());
        }
        if let Some((kind, name)) = name {
            self.names.set(name_key(kind, hash), name.to_owned());
        }
        true
    }

    fn join(&mut self, hash: u64, membership: Membership) {
        let known = self.table.get(hash).unwrap_or_default();
        let mut list = self.memberships(known.payload).to_vec();
        if list.contains(&membership) {
            return;
        }
        list.push(membership);
        let is_alone = list.len() == 1;
        let payload = match self.alone.get(&membership.0).filter(|_| is_alone) {
            Some(payload) => *payload,
            None => {
                self.lists.extend(list);
                self.starts.push(self.lists.len() as u32);
                self.starts.len() as u32 - 2
            }
        };
        if is_alone {
            self.alone.insert(membership.0, payload);
        }
        self.table.set(hash, Entry { payload, ..known });
    }

    /// Makes room for so many entries more, so that look-ups stay cheap.
    pub(super) fn make_room_for(&mut self, entries: usize) {
        self.filter.make_room_for(entries);
    }

    /// Returns all that entries change, as bytes: [`Lexicon::restore`] makes the same lists of it.
    pub(super) fn to_sections(&self) -> [Vec<u8>; CACHE_SECTIONS] {
        let [names, pool] = self.names.to_sections();
        let [described, descriptions] = self.attributes.texts.to_sections();
        [
            self.table.to_bytes(),
            self.filter.to_bytes(),
            self.starts.iter().flat_map(|start| start.to_le_bytes()).collect(),
            self.lists.iter().flat_map(|one| one.0.to_le_bytes()).collect(),
            self.multiword.iter().map(|several| u8::from(*several)).collect(),
            names,
            pool,
            described,
            descriptions,
            self.remarks.join("\n").into_bytes(),
        ]
    }

    /// Takes over the entries of [`Lexicon::to_sections`], which came of the same classes. Returns false, and changes
    /// nothing, if the bytes cannot be such.
    pub(super) fn restore(&mut self, sections: [&[u8]; CACHE_SECTIONS]) -> bool {
        let [table, filter, starts, lists, multiword, names @ .., described, descriptions, remarks] =
            sections;
        let Ok(remarks) = std::str::from_utf8(remarks) else { return false };
        let Some(names) = Keyed::from_sections(names) else { return false };
        let Some(texts) = Keyed::from_sections([described, descriptions]) else { return false };
        if multiword.len() != self.multiword.len() || table.is_empty() {
            return false;
        }
        self.table = PhraseTable::from_bytes(table);
        self.filter = SequenceFilter::from_bytes(filter);
        self.starts = starts.chunks_exact(4).map(read_u32).collect();
        let membership = |pair: &[u8]| Membership(u16::from_le_bytes([pair[0], pair[1]]));
        self.lists = lists.chunks_exact(2).map(membership).collect();
        self.multiword = multiword.iter().map(|several| *several != 0).collect();
        self.alone.clear();
        self.names = names;
        self.attributes = Attributes { texts };
        self.remarks = remarks.lines().map(str::to_owned).collect();
        true
    }

    /// Returns what is known of the word sequence with this hash.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<Entry> {
        self.table.get(hash)
    }

    /// Returns false if no sequence with this hash is in a list; most that are in none.
    #[inline]
    pub(super) fn may_have_sequence(&self, hash: u64) -> bool {
        self.filter.may_have(hash)
    }

    /// Returns what is known of a sequence of two or more words; for most that are in no list, without the table.
    #[inline]
    pub fn get_sequence(&self, hash: u64) -> Option<Entry> {
        if self.filter.may_have(hash) { self.table.get(hash) } else { None }
    }

    /// Returns the classes behind a payload.
    #[inline]
    pub fn memberships(&self, payload: u32) -> &[Membership] {
        let at = payload as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.lists[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// Returns the classes that the words together are in, given their capitals.
    pub fn classes<'l>(
        &'l self,
        tokens: &[Token],
    ) -> impl Iterator<Item = ClassId> + Clone + use<'l> {
        let ends = tokens.first().copied().zip(tokens.last().copied());
        let entry = match tokens {
            [] => None,
            [word] => self.get(word.key),
            words => self.get_sequence(hash_tokens(words)),
        };
        let known = entry.map_or(&[][..], |entry| self.memberships(entry.payload));
        let admitted = known
            .iter()
            .filter(move |one| ends.as_ref().is_some_and(|(first, last)| one.admits(first, last)));
        admitted.map(|one| one.class())
    }

    /// Returns true if the single word is in the class, given its capitals.
    pub fn has(&self, token: &Token, class: ClassId) -> bool {
        self.has_phrase(std::slice::from_ref(token), class)
    }

    /// Returns true if the single word is in the class, whatever its capitals.
    pub fn has_in_any_case(&self, token: &Token, class: ClassId) -> bool {
        let entry = self.get(token.key);
        entry.is_some_and(|entry| {
            self.memberships(entry.payload).iter().any(|one| one.class() == class)
        })
    }

    /// Returns true if the words together are an entry of the class, given their capitals.
    pub fn has_phrase(&self, tokens: &[Token], class: ClassId) -> bool {
        self.classes(tokens).any(|known| known == class)
    }

    /// Returns the normal form of an entry within a class.
    pub fn normal_form(&self, class: ClassId, tokens: &[Token]) -> Option<&str> {
        self.normal_forms.get(&(class, hash_tokens(tokens))).map(String::as_str)
    }

    /// Returns the canonical name that the words stand for as a mention of a kind, if it differs from them.
    pub fn canonical_name(&self, kind: &str, tokens: &[Token]) -> Option<&str> {
        let hash = hash_tokens(tokens);
        // Every name that has another is an entry; most names in the news are none.
        let entry = if tokens.len() > 1 { self.get_sequence(hash) } else { self.get(hash) };
        let key = entry.map(|_| name_key(kind, hash))?;
        self.names.get(key).or_else(|| shipped::name(key))
    }

    /// Returns the key under which lists of the user give the words a canonical name of a kind, and the name that they
    /// have so far.
    pub(super) fn given_name(&self, kind: &str, tokens: &[Token]) -> (u64, Option<&str>) {
        let key = name_key(kind, hash_tokens(tokens));
        (key, self.names.get(key))
    }

    /// Returns the key of an entity and what lists say of it so far.
    pub(super) fn described(&self, kind: &str, name: &str) -> (u64, BTreeMap<&str, &str>) {
        self.attributes.known(kind, name)
    }

    /// Returns what is doubtful in the lists of the user, in sentences.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Adds what a row of a list says of an entity: columns and values.
    pub(super) fn describe(&mut self, kind: &str, name: &str, cells: &[(&str, &str)]) {
        self.attributes.add(kind, name, cells);
    }

    /// Returns what the lists of the user say of an entity, by column.
    pub fn attributes(&self, kind: &str, name: &str) -> BTreeMap<String, String> {
        self.attributes.of(kind, name)
    }
}

/// Returns the hash of the words in order.
pub fn hash_tokens(tokens: &[Token]) -> u64 {
    let Some((first, rest)) = tokens.split_first() else { return 0 };
    rest.iter().fold(first.key, |hash, token| hash_next(hash, token.key))
}

#[cfg(test)]
mod tests;
