//! Candidates: places that a rule says may be mentions, with the evidence for each.

use std::ops::Range;

use crate::model::Value;

/// One entry of the account of a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Evidence {
    /// What speaks.
    pub source: Source,
    /// For (positive) or against.
    pub weight: f32,
}

/// What evidence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// The rule that made the candidate, by index.
    Rule(u32),
    /// A clue, by index.
    Clue(u32),
    /// A weight of `weights.toml`, by its name.
    Weight(&'static str),
}

/// A place that may be a mention.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// First token.
    pub start: u32,
    /// Token after the last.
    pub end: u32,
    /// Sentence, by index.
    pub sentence: u32,
    /// The rule, by index.
    pub rule: u32,
    /// Sum of the evidence.
    pub score: f32,
    /// Its evidence, in [`Candidates::evidence`].
    pub evidence: Range<u32>,
    /// Its value, for kinds that have one.
    pub value: Option<Box<Value>>,
    /// It became a mention.
    pub chosen: bool,
}

impl Candidate {
    /// Returns its tokens.
    pub(super) fn tokens(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns its number of tokens.
    pub(super) fn width(&self) -> u32 {
        self.end - self.start
    }

    /// Returns true if the two share a token.
    pub(super) fn overlaps(&self, other: &Candidate) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// All candidates of an article.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    /// Ordered by sentence.
    pub list: Vec<Candidate>,
    /// The accounts.
    pub evidence: Vec<Evidence>,
    /// Evidence below which a candidate is left out at once; most have next to none.
    pub least: f32,
}

impl Candidates {
    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.evidence.clear();
    }

    /// Starts the account of a new candidate.
    pub(super) fn open(&self) -> u32 {
        self.evidence.len() as u32
    }

    /// Adds a candidate whose evidence was noted since `open`, unless there is too little of it.
    pub(super) fn close(&mut self, mut candidate: Candidate, open: u32) {
        candidate.evidence = open..self.evidence.len() as u32;
        candidate.score = self.account(&candidate).iter().map(|evidence| evidence.weight).sum();
        if candidate.score < self.least {
            self.evidence.truncate(open as usize);
        } else {
            self.list.push(candidate);
        }
    }

    /// Returns the evidence of a candidate.
    pub(super) fn account(&self, candidate: &Candidate) -> &[Evidence] {
        &self.evidence[candidate.evidence.start as usize..candidate.evidence.end as usize]
    }
}
