//! Which kinds of mentions a fact pattern cannot do without, so that sentences lacking them are never run.
//!
//! Start at [`needs`].

use crate::rules::atom::Atom;
use crate::rules::atom::Property;
use crate::rules::lexicon::ClassId;
use crate::rules::machine::Inst;
use crate::rules::machine::Machine;

/// Returns for each pattern the kinds that it needs, as bits in the order of `kinds`.
pub(super) fn needs(machine: &Machine, atoms: &[Atom], kinds: &[ClassId]) -> Vec<u64> {
    let mut search = Search { machine, atoms, seen: vec![0; machine.insts.len()], round: 0 };
    let needed = |start: &u32| {
        let bits = kinds.iter().enumerate().take(u64::BITS as usize);
        bits.filter(|(_, kind)| !search.can_avoid(*start, **kind)).map(|(bit, _)| 1 << bit).sum()
    };
    machine.starts.iter().map(needed).collect()
}

/// Looks for ways through a pattern.
struct Search<'s> {
    machine: &'s Machine,
    atoms: &'s [Atom],
    /// Instruction → the round in which it was last met.
    seen: Vec<u32>,
    round: u32,
}

impl Search<'_> {
    /// Returns true if a pattern can match without a mention of the kind.
    fn can_avoid(&mut self, start: u32, kind: ClassId) -> bool {
        self.round += 1;
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut self.seen[at as usize], self.round) == self.round {
                continue;
            }
            match self.machine.insts[at as usize] {
                Inst::Match(_) => return true,
                Inst::Split(one, other) => open.extend([one, other]),
                Inst::Save(_, next) => open.push(next),
                Inst::Atom(atom, next) if !self.asks(atom, kind) => open.push(next),
                Inst::Atom(..) => {}
            }
        }
        false
    }

    fn asks(&self, atom: u32, kind: ClassId) -> bool {
        let tests = self.atoms.get(atom as usize).map_or(&[][..], |atom| &atom.tests);
        tests.iter().any(|(property, wanted)| {
            *wanted && matches!(property, Property::Class(class, _) if *class == kind)
        })
    }
}
