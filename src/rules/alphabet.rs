//! What patterns ask of tokens, arranged for asking it of one token quickly.
//!
//! Start at [`Alphabet::holding`], which gives the atoms that hold for a token.

use rustc_hash::FxHashMap;

use crate::rules::atom::Atom;
use crate::rules::atom::Atoms;
use crate::rules::atom::Part;
use crate::rules::atom::Property;
use crate::rules::atom::SHAPE_CLASSES;
use crate::rules::expression::Expressions;
use crate::rules::lexicon::ClassId;
use crate::text::shape::Shape;

/// A set of atom numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AtomSet(Box<[u64]>);

impl AtomSet {
    /// Returns an empty set with room for `size` atoms.
    pub(super) fn with_room_for(size: usize) -> AtomSet {
        AtomSet(vec![0; size.div_ceil(64)].into())
    }

    /// Adds an atom, which there has to be room for.
    pub(super) fn insert(&mut self, atom: u32) {
        self.0[atom as usize / 64] |= 1 << (atom % 64);
    }

    /// Takes an atom out, which there has to be room for.
    fn remove(&mut self, atom: u32) {
        self.0[atom as usize / 64] &= !(1 << (atom % 64));
    }

    /// Returns true if the atom is in the set.
    #[inline]
    pub fn has(&self, atom: u32) -> bool {
        self.0[atom as usize / 64] >> (atom % 64) & 1 == 1
    }

    /// Returns the set of the atoms that are in both; of the size of this one.
    pub(super) fn and(&self, other: &AtomSet) -> AtomSet {
        let rest = std::iter::repeat(&0);
        AtomSet(
            self.0.iter().zip(other.0.iter().chain(rest)).map(|(one, other)| one & other).collect(),
        )
    }

    /// Returns the atoms that are in both sets, in rising order.
    pub fn common<'s>(&'s self, other: &'s AtomSet) -> impl Iterator<Item = u32> + 's {
        let words = (0..).step_by(64).zip(self.0.iter().zip(&other.0));
        words.flat_map(|(base, (one, other))| {
            let mut rest = one & other;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(base + bit)
            })
        })
    }
}

/// The atoms of a rule set, prepared for testing tokens.
#[derive(Debug, Default)]
pub struct Alphabet {
    checks: Vec<Check>,
    /// Tag → atoms that hold only for tokens with it; an atom stands under the first tag it asks for.
    by_tag: FxHashMap<u16, Vec<u32>>,
    /// Atoms that ask for no tag.
    untagged: Vec<u32>,
    /// Tag → those of them that do not hold for tokens with it.
    denied_by_tag: FxHashMap<u16, Vec<u32>>,
    /// Bounds of the number ranges: numbers between two neighbours are alike to all patterns.
    pub(super) bounds: Vec<i64>,
    pub(super) expressions: Option<Expressions>,
    /// The atom of each watched list.
    pub(super) watched: [Option<u32>; Watched::ALL.len()],
}

/// A list whose words the program itself asks for, and so often that their symbols know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// Words that reports of matches are full of.
    SportWord,
    /// Words that texts about programs and goods are full of.
    WareWord,
    /// Articles, which are no part of a name.
    Article,
    /// Words that say nothing with a capital at the start of a sentence.
    Common,
    /// Words of rising and falling, which tell a change beside a plain number.
    Change,
}

/// The list of words of rising and falling.
pub(super) const CHANGE: &str = "parts.ch-trigger";

impl Watched {
    /// All of them, in the order of their numbers.
    pub const ALL: [Watched; 5] =
        [Watched::SportWord, Watched::WareWord, Watched::Article, Watched::Common, Watched::Change];

    /// Returns the name of the list.
    pub(super) fn list(self) -> &'static str {
        match self {
            Watched::SportWord => "parts.sport-word",
            Watched::WareWord => "parts.ware-word",
            Watched::Article => "parts.article",
            Watched::Common => "common",
            Watched::Change => CHANGE,
        }
    }
}

impl Alphabet {
    /// Returns the alphabet of these atoms.
    ///
    /// # Errors
    /// A message if the expressions together are too large.
    pub fn new(
        atoms: Atoms,
        watched: [Option<u32>; Watched::ALL.len()],
    ) -> Result<Alphabet, String> {
        let mut bounds: Vec<i64> = Vec::new();
        for (property, _) in atoms.list.iter().flat_map(|atom| &atom.tests) {
            if let Property::Number(low, high) = property {
                bounds.extend([*low, high.saturating_add(1)]);
            }
        }
        bounds.sort_unstable();
        bounds.dedup();
        let expressions = Expressions::new(&atoms.expressions)?;
        let checks = atoms.list.iter().map(Check::new).collect();
        let mut alphabet = Alphabet { checks, bounds, expressions, watched, ..Alphabet::default() };
        for (number, atom) in (0..).zip(&atoms.list) {
            if let Some(tag) = tags_of(atom, true).next() {
                alphabet.by_tag.entry(tag).or_default().push(number);
                continue;
            }
            alphabet.untagged.push(number);
            for tag in tags_of(atom, false) {
                alphabet.denied_by_tag.entry(tag).or_default().push(number);
            }
        }
        Ok(alphabet)
    }

    /// Returns the number of atoms.
    pub(super) fn size(&self) -> usize {
        self.checks.len()
    }

    /// Returns the atoms that ask for no tag and that hold for a token with these traits and no tags.
    pub(super) fn fitting(&self, traits: Traits) -> AtomSet {
        let facts = Facts::new(traits, TagSet::default(), &self.bounds);
        let mut fitting = AtomSet::with_room_for(self.size());
        for atom in self.untagged.iter().filter(|atom| self.holds(**atom, &facts)) {
            fitting.insert(*atom);
        }
        fitting
    }

    /// Returns the atoms that hold for a token with these traits and tags; `fitting` is what its traits allow.
    pub(super) fn holding(&self, traits: Traits, tags: &[u16], fitting: &AtomSet) -> AtomSet {
        let facts = Facts::new(traits, TagSet::new(tags), &self.bounds);
        let mut holding = fitting.clone();
        for atom in tags.iter().filter_map(|tag| self.denied_by_tag.get(tag)).flatten() {
            holding.remove(*atom);
        }
        let asked = tags.iter().filter_map(|tag| self.by_tag.get(tag)).flatten();
        for atom in asked.filter(|atom| self.holds(**atom, &facts)) {
            holding.insert(*atom);
        }
        holding
    }

    fn holds(&self, atom: u32, facts: &Facts<'_>) -> bool {
        let Check { wanted, denied, rest } = &self.checks[atom as usize];
        facts.bits & wanted == *wanted
            && facts.bits & denied == 0
            && rest.iter().all(|(property, wanted)| facts.has(property) == *wanted)
    }
}

/// What an atom asks, arranged so that most tokens for which it does not hold are told by two comparisons.
#[derive(Debug)]
struct Check {
    /// Bits of traits that the token must have.
    wanted: u16,
    /// Those that it must not have.
    denied: u16,
    /// All else, without the tag under which the atom stands: who looks there has it.
    rest: Box<[(Property, bool)]>,
}

impl Check {
    fn new(atom: &Atom) -> Check {
        let (mut wanted, mut denied, mut rest) = (0, 0, Vec::new());
        let mut known = tags_of(atom, true).next();
        for (property, is_wanted) in &atom.tests {
            if *is_wanted
                && tag_of(property)
                    .is_some_and(|tag| known.take_if(|known| *known == tag).is_some())
            {
                continue;
            }
            match (trait_bit(property), is_wanted) {
                (Some(bit), true) => wanted |= bit,
                (Some(bit), false) => denied |= bit,
                (None, _) => rest.push((property.clone(), *is_wanted)),
            }
        }
        Check { wanted, denied, rest: rest.into() }
    }
}

/// The traits that are a yes or no, in the order of their bits; behind them stand the classes of shapes.
const FLAGS: [Property; 5] =
    [Property::Glued, Property::First, Property::Headline, Property::Sport, Property::Initials];

/// Returns the bit of a property that is a yes or no of the token by itself.
fn trait_bit(property: &Property) -> Option<u16> {
    let place = match property {
        Property::Shape(shape) => {
            FLAGS.len() + SHAPE_CLASSES.iter().position(|(_, known)| known == shape)?
        }
        flag => FLAGS.iter().position(|known| known == flag)?,
    };
    Some(1 << place)
}

/// Returns the tags that a token needs for an atom to hold, or that it must not have.
fn tags_of(atom: &Atom, wanted: bool) -> impl Iterator<Item = u16> + '_ {
    let tests = atom.tests.iter().filter(move |test| test.1 == wanted);
    tests.filter_map(|(property, _)| tag_of(property))
}

/// Returns the tag that a token with this property has, if it is one of tags.
fn tag_of(property: &Property) -> Option<u16> {
    match property {
        Property::Class(class, part) => Some(tag(*class, *part)),
        Property::Regex(number) => Some(EXPRESSION | number),
        _ => None,
    }
}

/// Everything about a token that atoms can ask, apart from its tags.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    pub payload: u32,
    pub shape: Shape,
    pub glued: bool,
    pub first: bool,
    pub headline: bool,
    pub sport: bool,
    pub initials: bool,
    /// Whole number: index of its interval + 1. Other tokens: 0. Fractions: all ones.
    pub interval: u16,
    /// Digits of a plain number, at most 15; otherwise 0.
    pub digits: u8,
}

impl Traits {
    /// Returns all traits as one number.
    pub(super) fn key(self) -> u64 {
        u64::from(self.payload)
            | (self.shape as u64) << 24
            | u64::from(self.glued) << 28
            | u64::from(self.first) << 29
            | u64::from(self.headline) << 30
            | u64::from(self.sport) << 31
            | u64::from(self.initials) << 56
            | u64::from(self.digits) << 32
            | u64::from(self.interval) << 40
    }
}

/// A tag for "matches expression n" rather than "stands in an entry": the highest bit.
pub(super) const EXPRESSION: u16 = 1 << 15;

/// Returns the tag of a place in an entry of a class.
pub(super) fn tag(class: ClassId, part: Part) -> u16 {
    (class << 2) | part as u16
}

/// A few tags, asked for many times.
#[derive(Default)]
struct TagSet<'t> {
    tags: &'t [u16],
    /// Tags by their lowest bits: most of those asked for are in no set.
    bits: [u64; 4],
}

impl TagSet<'_> {
    fn new(tags: &[u16]) -> TagSet<'_> {
        let mut set = TagSet { tags, bits: [0; 4] };
        for tag in tags {
            set.bits[usize::from(tag >> 6 & 3)] |= 1 << (tag & 63);
        }
        set
    }

    #[inline]
    fn has(&self, tag: u16) -> bool {
        self.bits[usize::from(tag >> 6 & 3)] >> (tag & 63) & 1 == 1 && self.tags.contains(&tag)
    }
}

/// A token as atoms see it.
struct Facts<'s> {
    traits: Traits,
    /// The traits that have bits.
    bits: u16,
    tags: TagSet<'s>,
    bounds: &'s [i64],
}

impl<'s> Facts<'s> {
    fn new(traits: Traits, tags: TagSet<'s>, bounds: &'s [i64]) -> Facts<'s> {
        let mut facts = Facts { traits, bits: 0, tags, bounds };
        let shapes = SHAPE_CLASSES.iter().map(|(_, shape)| Property::Shape(*shape));
        let held = FLAGS.into_iter().chain(shapes).filter(|property| facts.has(property));
        facts.bits = held.filter_map(|property| trait_bit(&property)).sum();
        facts
    }

    fn has(&self, property: &Property) -> bool {
        match property {
            Property::Class(class, part) => self.tags.has(tag(*class, *part)),
            Property::Shape(shape) => shape.has(self.traits.shape),
            Property::Glued => self.traits.glued,
            Property::First => self.traits.first,
            Property::Headline => self.traits.headline,
            Property::Sport => self.traits.sport,
            Property::Initials => self.traits.initials,
            Property::Number(low, high) => {
                self.number().is_some_and(|number| *low <= number && number <= *high)
            }
            Property::Digits(count) => self.traits.digits == *count,
            Property::Regex(number) => self.tags.has(EXPRESSION | number),
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
