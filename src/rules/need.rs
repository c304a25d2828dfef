//! Which kinds of mentions a fact pattern cannot do without, so that sentences lacking them are never run.
//!
//! Start at [`needs`].

use rustc_hash::FxHashMap;

use crate::rules::atom::Atom;
use crate::rules::atom::Property;
use crate::rules::lexicon::ClassId;
use crate::rules::machine::Inst;
use crate::rules::machine::Machine;

/// Places in a pattern, each with the kinds met on the way there, that are looked at before the pattern counts as one
/// that needs nothing.
const MAX_PLACES: usize = 100_000;

/// Returns for each pattern the sets of kinds of which it needs one, whole. A set is written as bits in the order of
/// `kinds`; the empty set alone stands for a pattern that needs nothing.
pub(super) fn needs(machine: &Machine, atoms: &[Atom], kinds: &[ClassId]) -> Vec<Vec<u64>> {
    let search =
        Search { machine, kinds: atoms.iter().map(|atom| kinds_of(atom, kinds)).collect() };
    machine.starts.iter().map(|start| search.ways(*start)).collect()
}

/// Returns the sets without those that hold another, smallest first.
pub fn least(sets: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut sets: Vec<u64> = sets.into_iter().collect();
    sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
    let mut least: Vec<u64> = Vec::new();
    for set in sets {
        if least.iter().all(|known| known & set != *known) {
            least.push(set);
        }
    }
    least
}

/// The kinds of which a token has to be a mention if the atom is to hold.
fn kinds_of(atom: &Atom, kinds: &[ClassId]) -> u64 {
    let asked = |kind: &ClassId| {
        atom.tests.iter().any(|(property, wanted)| {
            *wanted && matches!(property, Property::Class(class, _) if class == kind)
        })
    };
    let bits = kinds.iter().enumerate().take(u64::BITS as usize);
    bits.filter(|(_, kind)| asked(kind)).map(|(bit, _)| 1 << bit).sum()
}

/// Looks for ways through a pattern.
struct Search<'s> {
    machine: &'s Machine,
    /// Atom → kinds that it asks for.
    kinds: Vec<u64>,
}

impl Search<'_> {
    /// Returns the least sets of kinds that a way from here to the end of the pattern meets.
    fn ways(&self, start: u32) -> Vec<u64> {
        // Place → the sets met on the ways there, none of which holds another.
        let mut seen: FxHashMap<u32, Vec<u64>> = FxHashMap::default();
        let mut open: Vec<(u32, u64)> = vec![(start, 0)];
        let mut ends = Vec::new();
        let mut places = 0;
        while let Some((from, met)) = open.pop() {
            for at in self.machine.reached_from(from) {
                match self.machine.insts[*at as usize] {
                    Inst::Atom(atom, next) => {
                        let met = met | self.kinds.get(atom as usize).copied().unwrap_or(0);
                        if add_least(seen.entry(next).or_default(), met) {
                            open.push((next, met));
                            places += 1;
                        }
                    }
                    _ => ends.push(met),
                }
            }
            if places > MAX_PLACES {
                return vec![0];
            }
        }
        least(ends)
    }
}

/// Adds a set unless one of those there is part of it, in place of those that it is part of. Returns true if it is new.
fn add_least(sets: &mut Vec<u64>, set: u64) -> bool {
    if sets.iter().any(|known| known & set == *known) {
        return false;
    }
    sets.retain(|known| known & set != set);
    sets.push(set);
    true
}
