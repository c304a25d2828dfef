//! Tokens → symbols: small numbers that stand for "all tokens that no pattern can tell apart".
//!
//! Most tokens take one look-up in the lexicon and one in a cache. The set of atoms that hold for a symbol is worked
//! out once, when the symbol is first met. One [`Symbols`] per thread.

use std::hash::BuildHasher;
use std::ops::Range;

use rustc_hash::FxBuildHasher;
use rustc_hash::FxHashMap;

use crate::rules::alphabet::Alphabet;
use crate::rules::alphabet::AtomSet;
use crate::rules::alphabet::EXPRESSION;
use crate::rules::alphabet::Traits;
use crate::rules::alphabet::Watched;
use crate::rules::alphabet::tag;
use crate::rules::atom::Part;
use crate::rules::known_word::KnownWord;
use crate::rules::lexicon::ClassId;
use crate::rules::lexicon::Lexicon;
use crate::rules::lexicon::MAX_ENTRY;
use crate::rules::table::Entry;
use crate::text::fold::hash_next;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// What sentence and article add to each token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting {
    /// The capitals of the sentence say nothing.
    pub headline: bool,
    /// The article reports a match.
    pub sport: bool,
}

/// Makes symbols, and remembers them.
#[derive(Debug)]
pub struct Symbols<'r> {
    lexicon: &'r Lexicon,
    alphabet: &'r Alphabet,
    /// Symbol → atoms that hold for it.
    sets: Vec<AtomSet>,
    /// Symbol → which watched lists have its words, a bit for each.
    watched: Vec<u8>,
    /// Atoms → their symbol: what no pattern can tell apart has one symbol, which keeps the automata small.
    by_set: FxHashMap<AtomSet, u32>,
    /// Traits without payload → atoms that they allow; as few as there are shapes and number intervals.
    fitting: FxHashMap<u64, AtomSet>,
    plain: FxHashMap<u64, u32>,
    /// Words met lately: most words, without asking the lexicon and `plain`, which do not fit into a near cache.
    recent: Vec<KnownWord>,
    /// The words of the sentence: hash, and what `recent` has in its place.
    fetched: Vec<(u64, KnownWord)>,
    /// Tokens of the sentence that may start an entry of several words, with the hash of the first two.
    pairs: Vec<(u32, u64)>,
    /// Hashes of words met lately that match no expression.
    unmatched: Vec<u64>,
    /// Tags → traits → symbol.
    tagged: FxHashMap<Box<[u16]>, FxHashMap<u64, u32>>,
    /// Tags of the tokens of a sentence that stand in entries of several words, or match expressions.
    tags: Vec<(u32, u16)>,
}

/// Entries of the table of recent words, as a power of two that keeps it in a second-level cache.
const RECENT_BITS: u32 = 16;

/// Entries of the table of words that match no expression, as a power of two.
const UNMATCHED_BITS: u32 = 11;

/// Spreads the bits of a key.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Symbols kept before all are forgotten; bounds memory under hostile text. A symbol fits into 16 bits.
const MAX_SYMBOLS: usize = 60_000;

/// Keys kept of each of the two ways to a symbol; bounds memory as well.
const MAX_KEYS: usize = 200_000;

/// Most tags of one token that count.
const MAX_TAGS: usize = 32;

impl<'r> Symbols<'r> {
    /// Returns a maker of symbols that has met none yet.
    pub fn new(lexicon: &'r Lexicon, alphabet: &'r Alphabet) -> Symbols<'r> {
        let (plain, tagged) = (FxHashMap::default(), FxHashMap::default());
        Symbols {
            lexicon,
            alphabet,
            sets: Vec::new(),
            watched: Vec::new(),
            by_set: FxHashMap::default(),
            fitting: FxHashMap::default(),
            plain,
            recent: vec![KnownWord::NONE; 1 << RECENT_BITS],
            fetched: Vec::new(),
            pairs: Vec::new(),
            unmatched: vec![0; 1 << UNMATCHED_BITS],
            tagged,
            tags: Vec::new(),
        }
    }

    /// Returns the atoms that hold for each symbol.
    pub fn sets(&self) -> &[AtomSet] {
        &self.sets
    }

    /// Returns true if the words of a symbol are in a watched list.
    #[inline]
    pub fn is_in(&self, symbol: u32, list: Watched) -> bool {
        self.watched[symbol as usize] >> list as u8 & 1 == 1
    }

    /// Forgets all symbols if there are too many. The caller then has to forget what it built upon them.
    pub fn forget_if_full(&mut self) -> bool {
        let full = self.sets.len() > MAX_SYMBOLS
            || self.plain.len() > MAX_KEYS
            || self.tagged.len() > MAX_KEYS;
        if full {
            self.sets.clear();
            self.watched.clear();
            self.by_set.clear();
            self.plain.clear();
            self.recent.fill(KnownWord::NONE);
            self.tagged.clear();
        }
        full
    }

    /// Appends the symbols of one sentence.
    pub fn sentence(&mut self, text: &str, tokens: &[Token], setting: Setting, out: &mut Vec<u32>) {
        self.tags.clear();
        let base = out.len();
        self.fetch(text, tokens, setting);
        self.pairs.clear();
        for (at, token) in tokens.iter().enumerate() {
            let known = self.word(text, token, at, setting);
            out.push(known.symbol());
            if known.longer()
                && let Some(next) = tokens.get(at + 1).filter(|next| next.breaks < 2)
            {
                self.pairs.push((at as u32, hash_next(token.key, next.key)));
            }
            if known.asks() {
                self.tag_expressions(text, token, at);
            }
        }
        self.tag_phrases(tokens);
        self.tags.sort_unstable();
        let mut tags = std::mem::take(&mut self.tags);
        tags.dedup();
        for of_token in tags.chunk_by(|one, next| one.0 == next.0) {
            let at = of_token[0].0 as usize;
            let token = &tokens[at];
            let traits = self.traits(text, token, self.entry(token).payload, at == 0, setting);
            out[base + at] = self.with_tags(traits, token, of_token);
        }
        self.tags = tags;
    }

    /// Fetches what is known of all words of a sentence. Together, since none waits for the memory of the one before.
    fn fetch(&mut self, text: &str, tokens: &[Token], setting: Setting) {
        self.fetched.clear();
        for (at, token) in tokens.iter().enumerate() {
            let around = (token.shape as u64) << 5
                | u64::from(is_initials(text, token)) << 4
                | u64::from(token.glued) << 3
                | u64::from(at == 0) << 2
                | u64::from(setting.headline) << 1
                | u64::from(setting.sport);
            let key = token.key.wrapping_add((around + 1).wrapping_mul(SPREAD));
            let hash = key.wrapping_mul(SPREAD);
            self.fetched.push((hash, self.recent[(hash >> (64 - RECENT_BITS)) as usize]));
        }
    }

    /// Returns what is known of a fetched token without regard to its neighbours.
    #[inline]
    fn word(&mut self, text: &str, token: &Token, at: usize, setting: Setting) -> KnownWord {
        let (hash, known) = self.fetched[at];
        if known.is(hash) {
            return known;
        }
        let known = self.look_up(text, token, hash, at == 0, setting);
        self.recent[(hash >> (64 - RECENT_BITS)) as usize] = known;
        known
    }

    fn look_up(
        &mut self,
        text: &str,
        token: &Token,
        hash: u64,
        first: bool,
        setting: Setting,
    ) -> KnownWord {
        let entry = self.entry(token);
        let traits = self.traits(text, token, entry.payload, first, setting);
        let expressions = self.alphabet.expressions.as_ref();
        let asks = expressions.is_some_and(|all| all.may_match(token.text(text)));
        KnownWord::new(hash, self.plain_symbol(traits, token), entry.longer, asks)
    }

    fn entry(&self, token: &Token) -> Entry {
        match token.shape {
            Shape::Address => Entry::default(),
            _ => self.lexicon.get(token.key).unwrap_or_default(),
        }
    }

    /// Returns the symbol of something that is not a token but stands for classes: a mention inside a fact pattern.
    pub fn of_classes(&mut self, classes: &[ClassId], first: bool) -> u32 {
        let traits = Traits {
            payload: 0,
            shape: Shape::Address,
            glued: false,
            first,
            headline: false,
            sport: false,
            initials: false,
            interval: 0,
            digits: 0,
        };
        let tags: Vec<u16> = classes.iter().map(|class| tag(*class, Part::Single)).collect();
        self.tagged_symbol(traits, None, &tags)
    }

    /// Marks the words of every listed sequence. Which pairs start none is asked of all of them together, since no
    /// answer waits for the memory of the one before.
    fn tag_phrases(&mut self, tokens: &[Token]) {
        let mut pairs = std::mem::take(&mut self.pairs);
        let lexicon = self.lexicon;
        pairs.retain(|(_, hash)| lexicon.may_have_sequence(*hash));
        for (at, hash) in &pairs {
            self.tag_phrases_at(tokens, *at as usize, *hash);
        }
        self.pairs = pairs;
    }

    /// Marks the words of every listed sequence that starts at `at`, whose first two words have this hash.
    fn tag_phrases_at(&mut self, tokens: &[Token], at: usize, mut hash: u64) {
        for length in 2..=MAX_ENTRY {
            let last = &tokens[at + length - 1];
            let Some(entry) = self.lexicon.get_sequence(hash) else { return };
            for membership in self.lexicon.memberships(entry.payload) {
                if membership.admits(&tokens[at], last) {
                    self.tag_entry(membership.class(), at..at + length);
                }
            }
            let next = tokens.get(at + length).filter(|next| entry.longer && next.breaks < 2);
            let Some(next) = next else { return };
            hash = hash_next(hash, next.key);
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
        let word = token.text(text);
        let hash = FxBuildHasher.hash_one(word);
        let slot = (hash >> (64 - UNMATCHED_BITS)) as usize;
        if self.unmatched[slot] == hash {
            return;
        }
        // Asking for all matches allocates, and nearly no token has one.
        if !expressions.is_match(word) {
            self.unmatched[slot] = hash;
            return;
        }
        for expression in expressions.matches(word) {
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
            sport: setting.sport,
            initials: is_initials(text, token),
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

    fn with_tags(&mut self, traits: Traits, token: &Token, tags: &[(u32, u16)]) -> u32 {
        // More tags than fit are those of hostile lists; the rest is left out.
        let mut few = [0; MAX_TAGS];
        let count = tags.len().min(MAX_TAGS);
        few.iter_mut().zip(tags).for_each(|(few, (_, tag))| *few = *tag);
        self.tagged_symbol(traits, Some(token), &few[..count])
    }

    fn plain_symbol(&mut self, traits: Traits, token: &Token) -> u32 {
        let key = traits.key();
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
        let alphabet = self.alphabet;
        let bare = Traits { payload: 0, ..traits };
        let fitting = self.fitting.entry(bare.key()).or_insert_with(|| alphabet.fitting(bare));
        let set = alphabet.holding(traits, &classes, fitting);
        let next = self.sets.len() as u32;
        let symbol = *self.by_set.entry(set.clone()).or_insert(next);
        if symbol == next {
            let has = |atom: &Option<u32>| atom.is_some_and(|atom| set.has(atom));
            let bits = self.alphabet.watched.iter().map(has).zip(0..);
            self.watched.push(bits.map(|(has, bit)| u8::from(has) << bit).sum());
            self.sets.push(set);
        }
        symbol
    }
}

/// Returns true for `J.R.`: the tokeniser leaves full stops in acronyms only.
#[inline]
fn is_initials(text: &str, token: &Token) -> bool {
    token.shape == Shape::Upper && text.as_bytes()[token.end as usize - 1] == b'.'
}
