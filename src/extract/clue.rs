//! What stands beside or inside a candidate and speaks for or against it.
//!
//! Start at [`Clues::note`].

use crate::extract::candidate::Candidate;
use crate::extract::candidate::Candidates;
use crate::extract::candidate::Evidence;
use crate::extract::candidate::Source;
use crate::extract::recent::Recent;
use crate::extract::story::Story;
use crate::model::EntityKind;
use crate::rules::Dfa;
use crate::rules::PatternSet;
use crate::rules::RuleSet;
use crate::rules::Symbols;

/// Finds the clues of candidates. One per thread.
#[derive(Debug)]
pub(super) struct Clues<'r> {
    before: Side<'r>,
    after: Side<'r>,
    inside: Side<'r>,
}

/// The clues of one side.
#[derive(Debug)]
struct Side<'r> {
    automaton: Dfa<'r>,
    recent: Recent,
    /// Pattern → its clue. Patterns of one clue stand together.
    owners: Vec<Owner>,
}

/// What is asked of a clue for every candidate, away from its texts.
#[derive(Clone, Copy, Debug)]
struct Owner {
    clue: u32,
    kind: EntityKind,
    weight: f32,
}

impl<'r> Clues<'r> {
    /// Returns a finder of the clues of `rules`.
    pub(super) fn new(rules: &'r RuleSet) -> Clues<'r> {
        Clues {
            before: Side::new(rules, &rules.before),
            after: Side::new(rules, &rules.after),
            inside: Side::new(rules, &rules.inside),
        }
    }

    /// Forgets what was built upon symbols that are no longer valid.
    pub(super) fn forget(&mut self) {
        for side in [&mut self.before, &mut self.after, &mut self.inside] {
            side.automaton.forget();
        }
    }

    /// Prepares for another document.
    pub(super) fn begin(&mut self) {
        for side in [&mut self.before, &mut self.after, &mut self.inside] {
            side.recent.clear();
        }
    }

    /// Notes the evidence of the clues around and inside a candidate of `kind`.
    pub(super) fn note(
        &mut self,
        story: &Story,
        symbols: &Symbols<'_>,
        candidate: &Candidate,
        kind: EntityKind,
        out: &mut Candidates,
    ) {
        let sentence = &story.sentences[candidate.sentence as usize].tokens;
        let (start, end) = (candidate.start as usize, candidate.end as usize);
        let (first, last) = (sentence.start as usize, sentence.end as usize);
        let (all, sets) = (&story.symbols, symbols.sets());
        let (from, to) = (candidate.start, candidate.end);
        self.before.look((from, 0), |automaton, ends| {
            automaton.matches(all[first..start].iter().rev().copied(), sets, ends);
        });
        self.before.note(kind, None, out);
        self.after.look((to, 0), |automaton, ends| {
            automaton.matches(all[end..last].iter().copied(), sets, ends);
        });
        self.after.note(kind, None, out);
        self.inside.look((from, to), |automaton, ends| {
            automaton.matches(all[start..end].iter().copied(), sets, ends);
        });
        self.inside.note(kind, Some(to - from), out);
    }
}

impl<'r> Side<'r> {
    fn new(rules: &'r RuleSet, set: &'r PatternSet) -> Side<'r> {
        let owner = |clue: &u32| {
            let known = &rules.clues[*clue as usize];
            Owner { clue: *clue, kind: known.kind, weight: known.weight }
        };
        Side {
            automaton: Dfa::new(&set.machine),
            recent: Recent::default(),
            owners: set.owner.iter().map(owner).collect(),
        }
    }

    /// Finds the patterns that match at a place, unless a candidate just before asked for them.
    fn look(&mut self, place: (u32, u32), find: impl FnOnce(&mut Dfa<'r>, &mut Vec<(u32, u32)>)) {
        let Side { automaton, recent, .. } = self;
        recent.find(place, |ends| find(automaton, ends));
    }

    /// Notes the clues for `kind` found at the last place; only those of `exact` tokens where that is given.
    fn note(&self, kind: EntityKind, exact: Option<u32>, out: &mut Candidates) {
        let mut noted = None;
        for (pattern, length) in self.recent.found() {
            let owner = self.owners[*pattern as usize];
            let fits = owner.kind == kind && exact.is_none_or(|exact| exact == *length);
            if fits && noted != Some(owner.clue) {
                noted = Some(owner.clue);
                let source = Source::Clue(owner.clue);
                out.evidence.push(Evidence { source, weight: owner.weight });
            }
        }
    }
}
