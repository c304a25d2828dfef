//! Which kinds of mentions a fact pattern cannot do without, so that sentences lacking them are never run.
//!
//! Start at [`needs`].

use crate::rules::atom::Atom;
use crate::rules::atom::Property;
use crate::rules::lexicon::ClassId;
use crate::rules::program::Inst;
use crate::rules::program::Machine;

/// Returns the sets of kinds that patterns need, as bits in the order of `kinds`, without sets that contain another.
pub fn needs(machine: &Machine, atoms: &[Atom], kinds: &[ClassId]) -> Vec<u64> {
    let mut sets: Vec<u64> =
        machine.starts.iter().map(|start| needed(machine, *start, atoms, kinds)).collect();
    sets.sort_unstable_by_key(|set| (set.count_ones(), *set));
    let mut least: Vec<u64> = Vec::new();
    for set in sets {
        if least.iter().all(|known| known & set != *known) {
            least.push(set);
        }
    }
    least
}

/// The kinds that every way through one pattern consumes.
fn needed(machine: &Machine, start: u32, atoms: &[Atom], kinds: &[ClassId]) -> u64 {
    let bits = kinds.iter().enumerate().take(64);
    bits.filter(|(_, kind)| !can_avoid(machine, start, atoms, **kind))
        .map(|(bit, _)| 1 << bit)
        .sum()
}

fn can_avoid(machine: &Machine, start: u32, atoms: &[Atom], kind: ClassId) -> bool {
    let asks = |atom: u32| {
        let tests = atoms.get(atom as usize).map_or(&[][..], |atom| &atom.tests);
        tests.iter().any(|(property, wanted)| {
            *wanted && matches!(property, Property::Class(class, _) if *class == kind)
        })
    };
    let mut open = vec![start];
    let mut seen = rustc_hash::FxHashSet::default();
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        match machine.insts[at as usize] {
            Inst::Match(_) => return true,
            Inst::Split(one, other) => open.extend([one, other]),
            Inst::Save(_, next) => open.push(next),
            Inst::Atom(atom, next) if !asks(atom) => open.push(next),
            Inst::Atom(..) => {}
        }
    }
    false
}
