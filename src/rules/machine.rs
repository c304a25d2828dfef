//! Many patterns as one nondeterministic automaton (Thompson's construction), whose steps test atoms.
//!
//! [`Compiler`](crate::rules::program::Compiler) makes it, [`Dfa`](crate::rules::dfa::Dfa) runs it. Start at [`Machine`].

use crate::rules::lexicon::ClassId;

/// One instruction.
#[derive(Clone, Copy, Debug)]
pub enum Inst {
    /// Consume one token for which the atom holds.
    Atom(u32, u32),
    /// Go on at either place, the first preferred.
    Split(u32, u32),
    /// Remember this place as a start or end of a capture.
    Save(u8, u32),
    /// The pattern with this number ends here.
    Match(u32),
}

impl Inst {
    /// Returns the atom that it tests, if it does.
    pub fn atom(&self) -> Option<u32> {
        match self {
            Inst::Atom(atom, _) => Some(*atom),
            _ => None,
        }
    }
}

/// A capture of a pattern.
#[derive(Clone, Debug)]
pub struct Capture {
    /// Its name; the mention's own span has [`MENTION`].
    pub name: String,
    /// The list that it is an entry of, if it is one step that names just one list.
    pub list: Option<ClassId>,
}

/// Name of the capture made by square brackets.
pub const MENTION: &str = "[]";

/// Most steps that all places of all patterns may go on with, together: 32 MB.
const MAX_REACHED: usize = 8 << 20;

/// Many patterns as one automaton.
#[derive(Debug, Default)]
pub struct Machine {
    /// Instructions of all patterns.
    pub insts: Vec<Inst>,
    /// First instruction of each pattern.
    pub starts: Vec<u32>,
    /// Captures of each pattern; capture `n` saves to slots `2n` and `2n + 1`.
    pub captures: Vec<Vec<Capture>>,
    /// Which of its captures is the mention, for each pattern.
    pub mention: Vec<Option<usize>>,
    /// Instruction → where in `reached` stands what it leads to without consuming a token.
    reach: Vec<(u32, u32)>,
    reached: Vec<u32>,
}

impl Machine {
    /// Returns the instructions that consume a token, or end a pattern, to which `from` leads without consuming any.
    #[inline]
    pub fn reached_from(&self, from: u32) -> &[u32] {
        let (start, end) = self.reach[from as usize];
        &self.reached[start as usize..end as usize]
    }

    /// Notes where starts and steps lead; to be called when all patterns are in.
    ///
    /// # Errors
    /// A message if the patterns leave too much open.
    pub(super) fn finish(&mut self) -> Result<(), String> {
        let steps = self.insts.iter().filter_map(|inst| match inst {
            Inst::Atom(_, next) => Some(*next),
            _ => None,
        });
        let targets: Vec<u32> = self.starts.iter().copied().chain(steps).collect();
        self.reach = vec![(0, 0); self.insts.len()];
        let mut seen = vec![u32::MAX; self.insts.len()];
        let mut open = Vec::new();
        for from in targets {
            if self.reach[from as usize] != (0, 0) {
                continue;
            }
            let start = self.reached.len() as u32;
            open.push(from);
            while let Some(at) = open.pop() {
                if std::mem::replace(&mut seen[at as usize], from) == from {
                    continue;
                }
                match self.insts[at as usize] {
                    Inst::Split(one, other) => open.extend([one, other]),
                    Inst::Save(_, next) => open.push(next),
                    Inst::Atom(..) | Inst::Match(_) => self.reached.push(at),
                }
            }
            self.reach[from as usize] = (start, self.reached.len() as u32);
            if self.reached.len() > MAX_REACHED {
                let message = "the patterns of all files together leave too much open; shorten runs of \
                               steps with ? and *";
                return Err(message.to_owned());
            }
        }
        Ok(())
    }
}
