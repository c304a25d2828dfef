//! The transitions of an automaton: from a state and a class of symbols to the next state.
//!
//! A transition takes eight bytes, and those taken lately stand in a small table of their own, so that most steps stay
//! in a near cache. Start at [`Transitions::get`].

/// Fewest and most entries of the table of recent transitions; powers of two that keep it in a near cache.
const RECENT: (usize, usize) = (1 << 12, 1 << 14);

/// Entries of the table of all transitions before it grows.
const FEWEST: usize = 1 << 10;

/// Bit of a state's number: some pattern ends there. Most states need no further look.
pub(super) const ENDS: u32 = 1 << 31;

/// State in 16 bits and class in 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key(u64);

impl Key {
    /// Returns the key of a state, whether a pattern ends there or not, and a class.
    #[inline]
    pub(super) fn new(state: u32, class: u32) -> Key {
        Key(u64::from(state & !ENDS) << 24 | u64::from(class))
    }

    /// Returns the place of the key in a table whose size is a power of two.
    #[inline]
    fn place(self, size: usize) -> usize {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (size - 1)
    }
}

/// A transition: the key in 40 bits, whether a pattern ends in the next state in 1, the next state in 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Taken(u64);

impl Taken {
    /// No transition: of a state and a class that are never reached.
    const NONE: Taken = Taken(u64::MAX);

    fn new(key: Key, next: u32) -> Taken {
        let ends = u64::from(next & ENDS != 0) << 16;
        Taken(key.0 << 24 | ends | u64::from(next & 0xffff))
    }

    #[inline]
    fn key(self) -> Key {
        Key(self.0 >> 24)
    }

    #[inline]
    fn next(self) -> u32 {
        let low = self.0 as u32;
        (low & 0xffff) | if low >> 16 & 1 == 1 { ENDS } else { 0 }
    }
}

/// All transitions made so far.
#[derive(Debug, Default)]
pub(super) struct Transitions {
    /// Those taken lately, each at the place of its key.
    recent: Vec<Taken>,
    /// All, by open addressing.
    all: Vec<Taken>,
    count: usize,
}

impl Transitions {
    /// Forgets all. `size` is the number of instructions of the machine: large ones have more recent transitions.
    pub(super) fn forget(&mut self, size: usize) {
        self.recent.clear();
        self.recent.resize(size.next_power_of_two().clamp(RECENT.0, RECENT.1), Taken::NONE);
        self.all.clear();
        self.all.resize(FEWEST, Taken::NONE);
        self.count = 0;
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Returns the next state, if it was made before.
    #[inline]
    pub(super) fn get(&mut self, key: Key) -> Option<u32> {
        let place = key.place(self.recent.len());
        let taken = self.recent[place];
        if taken.key() == key {
            return Some(taken.next());
        }
        let taken = self.all[self.find(key)];
        if taken == Taken::NONE {
            return None;
        }
        self.recent[place] = taken;
        Some(taken.next())
    }

    /// Notes a transition.
    pub(super) fn insert(&mut self, key: Key, next: u32) {
        if (self.count + 1) * 2 > self.all.len() {
            self.grow();
        }
        let at = self.find(key);
        self.count += usize::from(self.all[at] == Taken::NONE);
        self.all[at] = Taken::new(key, next);
    }

    /// The place of the key, or the empty one where it belongs.
    #[inline]
    fn find(&self, key: Key) -> usize {
        let mask = self.all.len() - 1;
        let mut at = key.place(self.all.len());
        while self.all[at] != Taken::NONE && self.all[at].key() != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![Taken::NONE; self.all.len() * 2];
        let before = std::mem::replace(&mut self.all, larger);
        for taken in before.into_iter().filter(|taken| *taken != Taken::NONE) {
            let at = self.find(taken.key());
            self.all[at] = taken;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_found_again() {
        let mut transitions = Transitions::default();
        transitions.forget(0);
        let next = |state: u32, class: u32| (state * 7 + class) | if class == 3 { ENDS } else { 0 };
        for state in 0..1_000 {
            (0..9).for_each(|class| transitions.insert(Key::new(state, class), next(state, class)));
        }
        assert_eq!(transitions.len(), 9_000);
        for state in 0..1_000 {
            let found: Vec<_> =
                (0..10).map(|class| transitions.get(Key::new(state | ENDS, class))).collect();
            let expected: Vec<_> =
                (0..10).map(|class| (class < 9).then(|| next(state, class))).collect();
            assert_eq!(found, expected, "state {state}");
        }
        transitions.forget(0);
        assert_eq!(transitions.get(Key::new(1, 1)), None);
    }
}
