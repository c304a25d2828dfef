//! A match of a pattern → where its captures are.
//!
//! Runs the pattern's instructions by backtracking, each split at each place once. Start at [`Captures::find`].

use crate::rules::alphabet::AtomSet;
use crate::rules::machine::Inst;
use crate::rules::machine::Machine;

/// Finds the captures of one pattern in a text that is known to match from its first symbol to its last.
#[derive(Debug, Default)]
pub struct Captures {
    slots: Vec<Option<u32>>,
    open: Vec<Job>,
    seen: rustc_hash::FxHashSet<u64>,
}

#[derive(Debug, Clone, Copy)]
enum Job {
    Go(u32, u32),
    Restore(u8, Option<u32>),
}

impl Captures {
    /// Finds the captures of `pattern` over exactly `symbols`; greedy, first alternative first. Returns false if the
    /// pattern does not match.
    pub fn find(
        &mut self,
        machine: &Machine,
        pattern: u32,
        symbols: &[u32],
        atoms: &[AtomSet],
    ) -> bool {
        let captures = &machine.captures[pattern as usize];
        self.slots.clear();
        self.slots.resize(captures.len() * 2, None);
        self.open.clear();
        self.seen.clear();
        self.open.push(Job::Go(machine.starts[pattern as usize], 0));
        while let Some(job) = self.open.pop() {
            match job {
                Job::Restore(slot, old) => self.slots[usize::from(slot)] = old,
                Job::Go(at, place) => {
                    if self.run(machine, at, place, symbols, atoms) {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Follows one thread until it ends, leaving the other alternatives on the stack.
    fn run(
        &mut self,
        machine: &Machine,
        mut at: u32,
        mut place: u32,
        symbols: &[u32],
        atoms: &[AtomSet],
    ) -> bool {
        loop {
            match machine.insts[at as usize] {
                Inst::Match(_) => return place as usize == symbols.len(),
                // Threads meet, and loops close, at splits only.
                Inst::Split(first, second) => {
                    if !self.seen.insert((u64::from(at) << 32) | u64::from(place)) {
                        return false;
                    }
                    self.open.push(Job::Go(second, place));
                    at = first;
                }
                Inst::Save(slot, next) => {
                    let old = self.slots[usize::from(slot)].replace(place);
                    self.open.push(Job::Restore(slot, old));
                    at = next;
                }
                Inst::Atom(atom, next) => {
                    let holds = symbols
                        .get(place as usize)
                        .is_some_and(|symbol| atoms[*symbol as usize].has(atom));
                    if !holds {
                        return false;
                    }
                    place += 1;
                    at = next;
                }
            }
        }
    }

    /// Returns the range of a capture, in tokens from the start of the match, if it took part.
    pub fn range(&self, capture: usize) -> Option<std::ops::Range<usize>> {
        let start = (*self.slots.get(2 * capture)?)?;
        let end = (*self.slots.get(2 * capture + 1)?)?;
        Some(start as usize..end as usize)
    }
}
