//! Runs a [`Machine`] over symbols: a lazily built deterministic automaton.
//!
//! A symbol stands for all tokens that no atom can tell apart (see [`Symbols`](crate::rules::symbol::Symbols)). States
//! and transitions are made when text first needs them and kept. One [`Dfa`] per thread.

use rustc_hash::FxHashMap;

use crate::rules::alphabet::AtomSet;
use crate::rules::classes::Classes;
use crate::rules::machine::Inst;
use crate::rules::machine::Machine;
use crate::rules::transitions::ENDS;
use crate::rules::transitions::Key;
use crate::rules::transitions::Transitions;

/// The state from which nothing can match.
const DEAD: u32 = 0;

/// A transition that has not been made yet.
const UNKNOWN: u32 = u32::MAX;

/// States kept before all are forgotten and made anew; bounds memory under hostile text, as the two below do. A number
/// below it fits into 16 bits.
const MAX_STATES: usize = 50_000;

/// Instructions kept in all states together.
const MAX_STEPS: usize = 4 << 20;

/// Transitions kept.
const MAX_TRANSITIONS: usize = 1 << 20;

/// Classes of which a state knows by a bit whether they lead nowhere: three of four steps end a run, most of them on
/// one of the classes met first, and this many bits are one line of a near cache.
const NEAR_CLASSES: usize = 512;

/// Longest match, in tokens. What repeats without end stops here, which keeps the whole run linear.
pub(super) const MAX_MATCH: usize = 60;

/// A deterministic automaton that grows with the text it sees.
#[derive(Debug)]
pub struct Dfa<'m> {
    machine: &'m Machine,
    classes: Classes,
    /// Atoms that patterns begin with.
    start_atoms: AtomSet,
    /// Atom → where the starts of patterns that begin with it go on.
    start_by_atom: Vec<Vec<u32>>,
    states: Vec<State>,
    /// State → which of the classes met first are known to lead nowhere.
    dead_ends: Vec<[u64; NEAR_CLASSES / 64]>,
    /// Instructions in all states together.
    steps: usize,
    numbers: FxHashMap<Box<[u32]>, u32>,
    transitions: Transitions,
    /// Class → state after it from the start.
    from_start: Vec<u32>,
    scratch: Closure,
}

#[derive(Debug)]
struct State {
    /// What consumes a token: the atom that has to hold, and where it goes on. Copied from the machine, since what one
    /// state asks stands far apart there.
    steps: Box<[(u32, u32)]>,
    /// Patterns that end here.
    ends: Box<[u32]>,
}

/// Collects the instructions that some others lead to, each once.
#[derive(Debug, Default)]
struct Closure {
    /// One bit for each instruction that was met.
    seen: Vec<u64>,
    /// One bit for each word of `seen` that has bits.
    touched: Vec<u64>,
    found: Vec<u32>,
}

impl Closure {
    fn begin(&mut self, size: usize) {
        self.seen.resize(size.div_ceil(64), 0);
        self.touched.resize(self.seen.len().div_ceil(64), 0);
        self.sort();
        self.found.clear();
    }

    fn follow(&mut self, machine: &Machine, from: u32) {
        for at in machine.reached_from(from) {
            let (word, bit) = (*at as usize / 64, 1 << (at % 64));
            if self.seen[word] & bit == 0 {
                self.seen[word] |= bit;
                self.touched[word / 64] |= 1 << (word % 64);
                self.found.push(*at);
            }
        }
    }

    /// Puts what was found since the beginning in order, by reading its bits: there is nothing to compare.
    fn sort(&mut self) {
        self.found.clear();
        for (words, first) in self.touched.iter_mut().zip((0..).step_by(64)) {
            for word in ones(std::mem::take(words)) {
                let place = first + word;
                let bits = std::mem::take(&mut self.seen[place as usize]);
                self.found.extend(ones(bits).map(|bit| place * 64 + bit));
            }
        }
    }
}

/// Returns the places of the bits that are set, lowest first.
fn ones(mut bits: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let place = (bits != 0).then(|| bits.trailing_zeros())?;
        bits &= bits - 1;
        Some(place)
    })
}

impl<'m> Dfa<'m> {
    /// Returns an automaton that has seen nothing yet.
    pub fn new(machine: &'m Machine) -> Dfa<'m> {
        Dfa::of_patterns(machine, |_| true)
    }

    /// Returns an automaton for some of the patterns, by number.
    pub fn of_patterns(machine: &'m Machine, wanted: impl Fn(usize) -> bool) -> Dfa<'m> {
        let mut dfa = Dfa {
            machine,
            classes: Classes::new(AtomSet::default()),
            start_atoms: AtomSet::default(),
            start_by_atom: Vec::new(),
            states: Vec::new(),
            dead_ends: Vec::new(),
            steps: 0,
            numbers: FxHashMap::default(),
            transitions: Transitions::default(),
            from_start: Vec::new(),
            scratch: Closure::default(),
        };
        dfa.scratch.begin(machine.insts.len());
        for (_, start) in machine.starts.iter().enumerate().filter(|(pattern, _)| wanted(*pattern))
        {
            dfa.scratch.follow(machine, *start);
        }
        let firsts = std::mem::take(&mut dfa.scratch.found);
        let step = |at: &u32| match machine.insts[*at as usize] {
            Inst::Atom(atom, next) => Some((atom, next)),
            _ => None,
        };
        let size =
            machine.insts.iter().filter_map(Inst::atom).max().map_or(0, |atom| atom as usize + 1);
        dfa.start_atoms = AtomSet::with_room_for(size);
        dfa.start_by_atom = vec![Vec::new(); size];
        for (atom, next) in firsts.iter().filter_map(step) {
            dfa.start_atoms.insert(atom);
            dfa.start_by_atom[atom as usize].push(next);
        }
        // Everything that can follow: the scratch still knows what it met.
        let mut asked = AtomSet::with_room_for(size);
        let mut open = firsts;
        while let Some(at) = open.pop() {
            if let Some((atom, next)) = step(&at) {
                asked.insert(atom);
                dfa.scratch.follow(machine, next);
                open.append(&mut dfa.scratch.found);
            }
        }
        dfa.classes = Classes::new(asked);
        dfa.forget();
        dfa
    }

    /// Forgets all. Symbols may then mean other things than before.
    pub fn forget(&mut self) {
        self.classes.forget();
        self.forget_states();
    }

    fn forget_states(&mut self) {
        self.states.clear();
        self.dead_ends.clear();
        self.steps = 0;
        self.numbers.clear();
        self.transitions.forget(self.machine.insts.len());
        self.from_start.clear();
        self.states.push(State { steps: Box::default(), ends: Box::default() });
        self.dead_ends.push(Default::default());
        self.numbers.insert(Box::default(), DEAD);
    }

    /// Calls `found(pattern, length)` for the longest match of every pattern that matches at the start of `symbols`.
    ///
    /// `ends` is work space. Patterns are reported in the order of their number.
    #[inline]
    pub fn matches(
        &mut self,
        symbols: impl Iterator<Item = u32>,
        atoms: &[AtomSet],
        ends: &mut Vec<(u32, u32)>,
    ) {
        ends.clear();
        let mut symbols = symbols.take(MAX_MATCH);
        let Some(first) = symbols.next() else { return };
        let class = self.classes.of(first, atoms);
        let known = self.from_start.get(class as usize).copied().unwrap_or(UNKNOWN);
        let mut state = if known == UNKNOWN { self.start(class) } else { known };
        let mut length = 1;
        while state != DEAD {
            if state & ENDS != 0 {
                self.note_ends(state, length, ends);
            }
            let Some(symbol) = symbols.next() else { return };
            let class = self.classes.of(symbol, atoms);
            state = self.step(state, class);
            length += 1;
        }
    }

    fn note_ends(&self, state: u32, length: u32, ends: &mut Vec<(u32, u32)>) {
        // Both are sorted, and mostly the same patterns end at every token of a name.
        let mut at = 0;
        for pattern in &self.states[(state & !ENDS) as usize].ends {
            while ends.get(at).is_some_and(|(known, _)| known < pattern) {
                at += 1;
            }
            match ends.get_mut(at) {
                Some(known) if known.0 == *pattern => known.1 = length,
                _ => ends.insert(at, (*pattern, length)),
            }
            at += 1;
        }
    }

    /// Makes the state that a class leads to from the start.
    fn start(&mut self, class: u32) -> u32 {
        let at = class as usize;
        self.scratch.begin(self.machine.insts.len());
        for atom in self.start_atoms.common(&self.classes.sets[at]) {
            for next in &self.start_by_atom[atom as usize] {
                self.scratch.follow(self.machine, *next);
            }
        }
        let state = self.intern();
        if self.from_start.len() <= at {
            self.from_start.resize(at + 1, UNKNOWN);
        }
        self.from_start[at] = state;
        state
    }

    #[inline]
    fn step(&mut self, state: u32, class: u32) -> u32 {
        let (word, bit) = (class as usize / 64, class % 64);
        let known = self.dead_ends.get((state & !ENDS) as usize).and_then(|known| known.get(word));
        if known.is_some_and(|known| known >> bit & 1 == 1) {
            return DEAD;
        }
        let key = Key::new(state, class);
        match self.transitions.get(key) {
            Some(next) => next,
            None => self.make_step(state, class, key),
        }
    }

    fn make_step(&mut self, state: u32, class: u32, key: Key) -> u32 {
        self.scratch.begin(self.machine.insts.len());
        let set = &self.classes.sets[class as usize];
        for (atom, next) in &self.states[(state & !ENDS) as usize].steps {
            if set.has(*atom) {
                self.scratch.follow(self.machine, *next);
            }
        }
        if self.transitions.len() >= MAX_TRANSITIONS {
            self.forget_states();
            return self.intern();
        }
        let before = self.states.len();
        let next = self.intern();
        // After forgetting, the state we came from has another number, or none.
        if self.states.len() < before {
            return next;
        }
        let (word, bit) = (class as usize / 64, class % 64);
        match self.dead_ends[(state & !ENDS) as usize].get_mut(word) {
            Some(known) if next == DEAD => *known |= 1 << bit,
            _ => self.transitions.insert(key, next),
        }
        next
    }

    /// Returns the state for the instructions found.
    fn intern(&mut self) -> u32 {
        self.scratch.sort();
        if let Some(state) = self.numbers.get(self.scratch.found.as_slice()) {
            return *state;
        }
        if self.states.len() >= MAX_STATES || self.steps >= MAX_STEPS {
            self.forget_states();
        }
        self.steps += self.scratch.found.len();
        let mut steps = Vec::with_capacity(self.scratch.found.len());
        let mut ends = Vec::new();
        for at in &self.scratch.found {
            match self.machine.insts[*at as usize] {
                Inst::Match(pattern) => ends.push(pattern),
                Inst::Atom(atom, next) => steps.push((atom, next)),
                Inst::Split(..) | Inst::Save(..) => {}
            }
        }
        ends.sort_unstable();
        let state = self.states.len() as u32 | if ends.is_empty() { 0 } else { ENDS };
        self.states.push(State { steps: steps.into(), ends: ends.into() });
        self.dead_ends.push(Default::default());
        self.numbers.insert(self.scratch.found.as_slice().into(), state);
        state
    }
}
