//! Symbols → classes: what the patterns of one automaton can tell apart.
//!
//! Far fewer than there are symbols, which keeps the automaton's tables small. Start at [`Classes::of`].

use rustc_hash::FxHashMap;

use crate::rules::alphabet::AtomSet;

/// A symbol whose class is not known yet.
const UNKNOWN: u32 = u32::MAX;

/// Symbols that the patterns of one automaton cannot tell apart are one class: few patterns ask few things.
#[derive(Debug)]
pub(super) struct Classes {
    /// Atoms that the patterns ask for.
    asked: AtomSet,
    /// Symbol → its class.
    of_symbol: Vec<u32>,
    /// Class → those of the asked atoms that hold for it.
    pub(super) sets: Vec<AtomSet>,
    numbers: FxHashMap<AtomSet, u32>,
}

impl Classes {
    /// Returns the classes of an automaton whose patterns ask for these atoms.
    pub(super) fn new(asked: AtomSet) -> Classes {
        let (of_symbol, sets, numbers) = Default::default();
        Classes { asked, of_symbol, sets, numbers }
    }

    /// Forgets all: symbols may mean other things than before.
    pub(super) fn forget(&mut self) {
        self.of_symbol.clear();
        self.sets.clear();
        self.numbers.clear();
    }

    /// Returns the class of a symbol.
    #[inline]
    pub(super) fn of(&mut self, symbol: u32, atoms: &[AtomSet]) -> u32 {
        match self.of_symbol.get(symbol as usize) {
            Some(class) if *class != UNKNOWN => *class,
            _ => self.find(symbol, atoms),
        }
    }

    fn find(&mut self, symbol: u32, atoms: &[AtomSet]) -> u32 {
        let at = symbol as usize;
        let set = self.asked.and(&atoms[at]);
        let next = self.sets.len() as u32;
        let class = *self.numbers.entry(set.clone()).or_insert(next);
        if class == next {
            self.sets.push(set);
        }
        if self.of_symbol.len() <= at {
            self.of_symbol.resize(at + 1, UNKNOWN);
        }
        self.of_symbol[at] = class;
        class
    }
}
