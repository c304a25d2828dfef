//! Tokens → symbols: small numbers that stand for "all tokens that no pattern can tell apart".
//!
//! Most tokens take one look-up in the lexicon and one in a cache. The set of atoms that hold for a symbol is worked
//! out once, when the symbol is first met. One [`Symbols`] per thread.

use std::ops::Range;

use regex::RegexSet;
use rustc_hash::FxHashMap;

use crate::rules::atom::Atom;
use crate::rules::atom::Part;
use crate::rules::atom::Property;
use crate::rules::lexicon::ClassId;
use crate::rules::lexicon::Lexicon;
use crate::rules::lexicon::MAX_ENTRY;
use crate::rules::program::Atoms;
use crate::text::fold::hash_next;
use crate::text::token::Shape;
use crate::text::token::Token;

/// A set of atom numbers.
#[derive(Clone, Debug, Default)]
pub struct AtomSet {
    bits: Box<[u64]>,
    list: Box<[u32]>,
}

impl AtomSet {
    fn new(size: usize, list: Vec<u32>) -> AtomSet {
        let mut bits = vec![0_u64; size.div_ceil(64)];
        for atom in &list {
            bits[*atom as usize / 64] |= 1 << (atom % 64);
        }
        AtomSet { bits: bits.into(), list: list.into() }
    }

    /// Returns true if the atom is in the set.
    #[inline]
    pub fn has(&self, atom: u32) -> bool {
        self.bits[atom as usize / 64] >> (atom % 64) & 1 == 1
    }

    /// Returns the atoms in rising order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.list.iter().copied()
    }
}

/// The atoms of a rule set, prepared for testing tokens.
#[derive(Debug, Default)]
pub struct Alphabet {
    atoms: Vec<Atom>,
    /// Bounds of the number ranges: numbers between two neighbours are alike to all patterns.
    bounds: Vec<i64>,
    expressions: Option<RegexSet>,
}

impl Alphabet {
    /// Returns the alphabet of these atoms.
    ///
    /// # Errors
    /// A message if the expressions together are too large.
    pub fn new(atoms: Atoms) -> Result<Alphabet, String> {
        let mut bounds: Vec<i64> = Vec::new();
        for (property, _) in atoms.list.iter().flat_map(|atom| &atom.tests) {
            if let Property::Number(low, high) = property {
                bounds.extend([*low, high.saturating_add(1)]);
            }
        }
        bounds.sort_unstable();
        bounds.dedup();
        let expressions = match atoms.expressions.is_empty() {
            true => None,
            false => Some(RegexSet::new(&atoms.expressions).map_err(|error| error.to_string())?),
        };
        Ok(Alphabet { atoms: atoms.list, bounds, expressions })
    }
}

/// What a sentence adds to each of its tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// The capitals of the sentence say nothing.
    pub headline: bool,
}

/// Makes symbols, and remembers them.
#[derive(Debug)]
pub struct Symbols<'r> {
    lexicon: &'r Lexicon,
    alphabet: &'r Alphabet,
    /// Symbol → atoms that hold for it.
    sets: Vec<AtomSet>,
    plain: FxHashMap<u64, u32>,
    /// Symbols made lately, by a hash of their traits: most of them, without asking `plain`.
    recent: Vec<(u64, u32)>,
    /// Tags → traits → symbol.
    tagged: FxHashMap<Box<[u16]>, FxHashMap<u64, u32>>,
    /// Tags of the tokens of a sentence that stand in entries of several words, or match expressions.
    tags: Vec<(u32, u16)>,
    /// Traits of the tokens of a sentence.
    traits: Vec<Traits>,
}

/// Everything about a token that atoms can ask, apart from its tags.
#[derive(Clone, Copy, Debug)]
struct Traits {
    payload: u32,
    shape: Shape,
    glued: bool,
    first: bool,
    headline: bool,
    /// Whole number: index of its interval + 1. Other tokens: 0. Fractions: all ones.
    interval: u16,
    /// Digits of a plain number, at most 15; otherwise 0.
    digits: u8,
}

impl Traits {
    fn key(self) -> u64 {
        u64::from(self.payload)
            | (self.shape as u64) << 24
            | u64::from(self.glued) << 28
            | u64::from(self.first) << 29
            | u64::from(self.headline) << 30
            | u64::from(self.digits) << 32
            | u64::from(self.interval) << 40
    }
}

/// A slot of that table that holds nothing: no traits have this key.
const NONE_YET: (u64, u32) = (u64::MAX, 0);

/// Entries of the table of recent symbols; a power of two that keeps it in a second-level cache.
const RECENT: usize = 1 << 12;

/// Symbols kept before all are forgotten; bounds memory under hostile text.
const MAX_SYMBOLS: usize = 200_000;

/// Most tags of one token that count.
const MAX_TAGS: usize = 32;

/// A tag for "matches expression n" rather than "stands in an entry": the highest bit.
const EXPRESSION: u16 = 1 << 15;

impl<'r> Symbols<'r> {
    /// Returns a maker of symbols that has met none yet.
    pub fn new(lexicon: &'r Lexicon, alphabet: &'r Alphabet) -> Symbols<'r> {
        let (plain, tagged) = (FxHashMap::default(), FxHashMap::default());
        Symbols {
            lexicon,
            alphabet,
            sets: Vec::new(),
            plain,
            recent: vec![NONE_YET; RECENT],
            tagged,
            tags: Vec::new(),
            traits: Vec::new(),
        }
    }

    /// Returns the atoms that hold for each symbol.
    pub fn sets(&self) -> &[AtomSet] {
        &self.sets
    }

    /// Forgets all symbols if there are too many. The caller then has to forget what it built upon them.
    pub fn forget_if_full(&mut self) -> bool {
        let full = self.sets.len() > MAX_SYMBOLS;
        if full {
            self.sets.clear();
            self.plain.clear();
            self.recent.fill(NONE_YET);
            self.tagged.clear();
        }
        full
    }

    /// Appends the symbols of one sentence.
    pub fn sentence(&mut self, text: &str, tokens: &[Token], setting: Setting, out: &mut Vec<u32>) {
        self.tags.clear();
        let base = out.len();
        let mut traits = std::mem::take(&mut self.traits);
        traits.clear();
        for (at, token) in tokens.iter().enumerate() {
            let mut payload = 0;
            if token.shape != Shape::Address
                && let Some(entry) = self.lexicon.get(token.key)
            {
                payload = entry.payload;
                if entry.longer {
                    self.tag_phrases(tokens, at);
                }
            }
            self.tag_expressions(text, token, at);
            traits.push(self.traits(text, token, payload, at == 0, setting));
        }
        self.tags.sort_unstable();
        let mut tags = std::mem::take(&mut self.tags);
        tags.dedup();
        let mut next = 0;
        for (at, traits) in traits.iter().copied().enumerate() {
            let start = next;
            while tags.get(next).is_some_and(|(token, _)| *token as usize == at) {
                next += 1;
            }
            let symbol = self.symbol(traits, &tokens[at], &tags[start..next]);
            out.push(symbol);
        }
        debug_assert_eq!(out.len() - base, tokens.len());
        self.tags = tags;
        self.traits = traits;
    }

    /// Returns the symbol of something that is not a token but stands for classes: a mention inside a fact pattern.
    pub fn of_classes(&mut self, classes: &[ClassId], first: bool) -> u32 {
        let traits = Traits {
            payload: 0,
            shape: Shape::Address,
            glued: false,
            first,
            headline: false,
            interval: 0,
            digits: 0,
        };
        let tags: Vec<u16> = classes.iter().map(|class| tag(*class, Part::Single)).collect();
        self.tagged_symbol(traits, None, &tags)
    }

    /// Marks the words of every listed sequence that starts at `at`.
    fn tag_phrases(&mut self, tokens: &[Token], at: usize) {
        let mut hash = tokens[at].key;
        for length in 2..=MAX_ENTRY {
            let Some(last) = tokens.get(at + length - 1).filter(|token| token.breaks < 2) else {
                return;
            };
            hash = hash_next(hash, last.key);
            let Some(entry) = self.lexicon.get(hash) else { return };
            for membership in self.lexicon.memberships(entry.payload) {
                if membership.admits(&tokens[at], last) {
                    self.tag_entry(membership.class(), at..at + length);
                }
            }
            if !entry.longer {
                return;
            }
        }
    }

    fn tag_entry(&mut self, class: ClassId, range: Range<usize>) {
        let last = range.end - 1;
        for at in range.clone() {
            let part = match at {
                at if at == range.start => Part::Begin,
                at if at == last => Part::End,
                _ => Part::Inside,
            };
            self.tags.push((at as u32, tag(class, part)));
        }
    }

    fn tag_expressions(&mut self, text: &str, token: &Token, at: usize) {
        let Some(expressions) = &self.alphabet.expressions else { return };
        for expression in expressions.matches(token.text(text)) {
            self.tags.push((at as u32, EXPRESSION | expression as u16));
        }
    }

    fn traits(
        &self,
        text: &str,
        token: &Token,
        payload: u32,
        first: bool,
        setting: Setting,
    ) -> Traits {
        let (interval, digits) = match token.shape {
            Shape::Number => self.number(token.text(text)),
            _ => (0, 0),
        };
        Traits {
            payload,
            shape: token.shape,
            glued: token.glued,
            first,
            headline: setting.headline,
            interval,
            digits,
        }
    }

    fn number(&self, written: &str) -> (u16, u8) {
        let plain = written.bytes().all(|byte| byte.is_ascii_digit());
        let digits = if plain { written.len().min(15) as u8 } else { 0 };
        let mut value: i64 = 0;
        for byte in written.bytes() {
            match byte {
                b'0'..=b'9' => {
                    value = value.saturating_mul(10).saturating_add(i64::from(byte - b'0'))
                }
                b',' => {}
                _ => return (u16::MAX, 0),
            }
        }
        (self.alphabet.bounds.partition_point(|bound| *bound <= value) as u16 + 1, digits)
    }

    #[inline]
    fn symbol(&mut self, traits: Traits, token: &Token, tags: &[(u32, u16)]) -> u32 {
        if tags.is_empty() {
            let key = traits.key();
            let slot = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize & (RECENT - 1);
            if self.recent[slot].0 != key {
                self.recent[slot] = (key, self.plain_symbol(traits, key, token));
            }
            return self.recent[slot].1;
        }
        // More tags than fit are those of hostile lists; the rest is left out.
        let mut few = [0; MAX_TAGS];
        let count = tags.len().min(MAX_TAGS);
        few.iter_mut().zip(tags).for_each(|(few, (_, tag))| *few = *tag);
        self.tagged_symbol(traits, Some(token), &few[..count])
    }

    fn plain_symbol(&mut self, traits: Traits, key: u64, token: &Token) -> u32 {
        if let Some(symbol) = self.plain.get(&key) {
            return *symbol;
        }
        let symbol = self.make(traits, Some(token), &[]);
        self.plain.insert(key, symbol);
        symbol
    }

    fn tagged_symbol(&mut self, traits: Traits, token: Option<&Token>, tags: &[u16]) -> u32 {
        let key = traits.key();
        if let Some(symbol) = self.tagged.get(tags).and_then(|by_traits| by_traits.get(&key)) {
            return *symbol;
        }
        let symbol = self.make(traits, token, tags);
        self.tagged.entry(tags.into()).or_default().insert(key, symbol);
        symbol
    }

    fn make(&mut self, traits: Traits, token: Option<&Token>, tags: &[u16]) -> u32 {
        let mut classes: Vec<u16> = tags.to_vec();
        if let Some(token) = token {
            let admitted = self
                .lexicon
                .memberships(traits.payload)
                .iter()
                .filter(|one| one.admits(token, token));
            classes.extend(admitted.map(|one| tag(one.class(), Part::Single)));
        }
        let facts = Facts { traits, classes, bounds: &self.alphabet.bounds };
        let holds = |atom: &Atom| {
            atom.tests.iter().all(|(property, wanted)| facts.has(property) == *wanted)
        };
        let atoms = self.alphabet.atoms.iter().enumerate().filter(|(_, atom)| holds(atom));
        let set = AtomSet::new(
            self.alphabet.atoms.len(),
            atoms.map(|(number, _)| number as u32).collect(),
        );
        self.sets.push(set);
        self.sets.len() as u32 - 1
    }
}

fn tag(class: ClassId, part: Part) -> u16 {
    (class << 2) | part as u16
}

/// A token as atoms see it.
struct Facts<'s> {
    traits: Traits,
    classes: Vec<u16>,
    bounds: &'s [i64],
}

impl Facts<'_> {
    fn has(&self, property: &Property) -> bool {
        match property {
            Property::Class(class, part) => self.classes.contains(&tag(*class, *part)),
            Property::Shape(shape) => shape.has(self.traits.shape),
            Property::Glued => self.traits.glued,
            Property::First => self.traits.first,
            Property::Headline => self.traits.headline,
            Property::Number(low, high) => {
                self.number().is_some_and(|number| *low <= number && number <= *high)
            }
            Property::Digits(count) => self.traits.digits == *count,
            Property::Regex(number) => self.classes.contains(&(EXPRESSION | number)),
        }
    }

    /// A number that no pattern can tell from the token's own.
    fn number(&self) -> Option<i64> {
        match self.traits.interval {
            0 | u16::MAX => None,
            1 => Some(i64::MIN),
            interval => self.bounds.get(usize::from(interval) - 2).copied(),
        }
    }
}
