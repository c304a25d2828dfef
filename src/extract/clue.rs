//! What stands beside or inside a candidate and speaks for or against it.
//!
//! Start at [`Clues::note`].

use crate::extract::candidate::Candidate;
use crate::extract::candidate::Candidates;
use crate::extract::candidate::Evidence;
use crate::extract::candidate::Source;
use crate::extract::language::Spoken;
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
    recent: Recent<Found>,
    /// Patterns that matched, each with its length in tokens; work space.
    ends: Vec<(u32, u32)>,
    /// Pattern → its clue. Patterns of one clue stand together.
    owners: Vec<Owner>,
}

/// The clues found at a place.
#[derive(Debug, Default)]
struct Found {
    /// Each with the tokens that it takes.
    clues: Vec<(Owner, u32)>,
    /// The kinds that they are for: most candidates have no clue.
    kinds: u64,
}

/// What is asked of a clue for every candidate, away from its texts.
#[derive(Clone, Copy, Debug)]
struct Owner {
    clue: u32,
    kind: KindNumber,
    weight: f32,
}

/// A kind by its place among those of the rules; those that no rule finds share a number that no candidate has.
pub(super) type KindNumber = u32;

/// Returns the number of a kind.
pub(super) fn kind_number(rules: &RuleSet, kind: EntityKind) -> KindNumber {
    let place = rules.kind_classes.keys().position(|known| *known == kind);
    place.map_or(KindNumber::MAX, |place| place as KindNumber)
}

/// Returns the bit of a kind in a set; two kinds may share one, so a set may only say no.
fn bit(kind: KindNumber) -> u64 {
    1 << (kind % u64::BITS)
}

impl<'r> Clues<'r> {
    /// Returns a finder of those clues of `rules` that have a say where these languages are spoken.
    pub(super) fn new(rules: &'r RuleSet, spoken: &Spoken<'r>) -> Clues<'r> {
        let side = |set| Side::new(rules, set, spoken);
        Clues {
            before: side(&rules.before),
            after: side(&rules.after),
            inside: side(&rules.inside),
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

    /// Notes the evidence of the clues around and inside a candidate of `kind`, one kind.
    pub(super) fn note(
        &mut self,
        story: &Story,
        symbols: &Symbols<'_>,
        candidate: &Candidate,
        kind: KindNumber,
        out: &mut Candidates,
    ) {
        let sentence = &story.sentences[candidate.sentence as usize].tokens;
        let (start, end) = (candidate.start as usize, candidate.end as usize);
        let (first, last) = (sentence.start as usize, sentence.end as usize);
        let (all, sets) = (&story.symbols, symbols.sets());
        let (from, to) = (candidate.start, candidate.end);
        let Clues { before, after, inside } = self;
        before.look((from, 0), |automaton, ends| {
            automaton.matches(all[first..start].iter().rev().copied(), sets, ends);
        });
        before.note(kind, None, out);
        after.look((to, 0), |automaton, ends| {
            automaton.matches(all[end..last].iter().copied(), sets, ends);
        });
        after.note(kind, None, out);
        inside.look((from, to), |automaton, ends| {
            automaton.matches(all[start..end].iter().copied(), sets, ends);
        });
        inside.note(kind, Some(to - from), out);
    }
}

impl<'r> Side<'r> {
    fn new(rules: &'r RuleSet, set: &'r PatternSet, spoken: &Spoken<'r>) -> Side<'r> {
        let speaks = |pattern: usize| {
            spoken.has(rules.clues[set.owner[pattern] as usize].language.as_deref())
        };
        let owner = |clue: &u32| {
            let known = &rules.clues[*clue as usize];
            Owner { clue: *clue, kind: kind_number(rules, known.kind), weight: known.weight }
        };
        Side {
            automaton: Dfa::of_patterns(&set.machine, speaks),
            recent: Recent::default(),
            ends: Vec::new(),
            owners: set.owner.iter().map(owner).collect(),
        }
    }

    /// Finds the clues of the patterns that match at a place, unless a candidate just before asked for them.
    fn look(&mut self, place: (u32, u32), find: impl FnOnce(&mut Dfa<'r>, &mut Vec<(u32, u32)>)) {
        let Side { automaton, recent, ends, owners } = self;
        recent.find(place, |found| {
            find(automaton, ends);
            found.clues.clear();
            let clues = ends.iter().map(|&(pattern, length)| (owners[pattern as usize], length));
            found.clues.extend(clues);
            found.kinds = found.clues.iter().fold(0, |kinds, (owner, _)| kinds | bit(owner.kind));
        });
    }

    /// Notes the clues for `kind` found at the last place; only those of `exact` tokens where that is given.
    #[inline]
    fn note(&self, kind: KindNumber, exact: Option<u32>, out: &mut Candidates) {
        let found = self.recent.found();
        if found.kinds & bit(kind) == 0 {
            return;
        }
        let mut noted = None;
        for (owner, length) in &found.clues {
            let fits = owner.kind == kind && exact.is_none_or(|exact| exact == *length);
            if fits && noted != Some(owner.clue) {
                noted = Some(owner.clue);
                let source = Source::Clue(owner.clue);
                out.evidence.push(Evidence { source, weight: owner.weight });
            }
        }
    }
}
