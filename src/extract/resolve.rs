//! Candidates compete: of all ways to choose candidates that do not overlap, the one with the most evidence wins.
//!
//! Weighted interval scheduling over each sentence, `n log n` in its candidates. Start at [`resolve`].

use crate::extract::candidate::Candidate;

/// Marks the candidates that become mentions. `candidates` are those of one sentence, in any order.
///
/// Between equal sums the choice that covers more tokens wins, then the one that starts earlier, then the earlier rule:
/// the outcome depends on nothing else.
pub(super) fn resolve(candidates: &mut [Candidate], threshold: f32, work: &mut Work) {
    for candidate in candidates.iter_mut() {
        candidate.chosen = false;
    }
    let Work { order, best } = work;
    order.clear();
    order.extend(
        (0..candidates.len() as u32).filter(|at| candidates[*at as usize].score >= threshold),
    );
    order.sort_unstable_by_key(|at| {
        let candidate = &candidates[*at as usize];
        (candidate.end, candidate.start, candidate.rule, *at)
    });
    best.clear();
    best.push(Best::default());
    for (n, at) in order.iter().enumerate() {
        let candidate = &candidates[*at as usize];
        let before = best[free_before(candidates, order, n)];
        let with = Best {
            score: before.score + candidate.score,
            covered: before.covered + candidate.width(),
            chosen: true,
        };
        let without = Best { chosen: false, ..best[n] };
        best.push(if with.beats(without) { with } else { without });
    }
    let mut n = order.len();
    while n > 0 {
        if best[n].chosen {
            candidates[order[n - 1] as usize].chosen = true;
            n = free_before(candidates, order, n - 1);
        } else {
            n -= 1;
        }
    }
}

/// Work space of [`resolve`].
#[derive(Debug, Default)]
pub(super) struct Work {
    order: Vec<u32>,
    /// n → the best choice among the first n of the order.
    best: Vec<Best>,
}

/// The best choice among the first candidates.
#[derive(Clone, Copy, Debug, Default)]
struct Best {
    /// Its evidence.
    score: f32,
    /// Tokens that it covers.
    covered: u32,
    /// The last of the candidates is part of it.
    chosen: bool,
}

impl Best {
    fn beats(self, other: Best) -> bool {
        self.score > other.score || (self.score == other.score && self.covered > other.covered)
    }
}

/// How many of the order end before the n-th starts.
fn free_before(candidates: &[Candidate], order: &[u32], n: usize) -> usize {
    let start = candidates[order[n] as usize].start;
    order[..n].partition_point(|at| candidates[*at as usize].end <= start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(spans: &[(u32, u32, f32)], chosen: &[usize]) {
        let candidate = |(rule, (start, end, score)): (usize, &(u32, u32, f32))| Candidate {
            start: *start,
            end: *end,
            sentence: 0,
            rule: rule as u32,
            score: *score,
            evidence: 0..0,
            value: None,
            chosen: false,
        };
        let mut candidates: Vec<_> = spans.iter().enumerate().map(candidate).collect();
        resolve(&mut candidates, 1.0, &mut Work::default());
        let found: Vec<_> =
            candidates.iter().enumerate().filter(|(_, one)| one.chosen).map(|(at, _)| at).collect();
        assert_eq!(found, chosen, "{spans:?}");
    }

    #[test]
    fn most_evidence_without_overlap_wins() {
        check(&[], &[]);
        check(&[(0, 1, 0.5)], &[]);
        check(&[(0, 2, 3.0), (1, 3, 2.0)], &[0]);
        check(&[(0, 1, 2.0), (0, 3, 3.0), (2, 3, 2.0)], &[0, 2]);
        check(&[(0, 1, 1.0), (0, 3, 3.0), (2, 3, 1.5)], &[1]);
        check(&[(0, 2, 3.0), (0, 2, 3.0)], &[0]);
        check(&[(5, 6, 2.0), (0, 1, 2.0)], &[0, 1]);
    }

    #[test]
    fn of_equal_sums_the_one_that_covers_more_wins() {
        check(&[(0, 1, 2.0), (0, 2, 2.0)], &[1]);
        check(&[(0, 2, 2.0), (1, 2, 2.0)], &[0]);
        check(&[(0, 1, 1.0), (2, 3, 1.0), (0, 3, 2.0)], &[2]);
        check(&[(1, 3, 2.0), (0, 2, 2.0)], &[1]);
        check(&[(0, 2, 2.0), (1, 3, 2.0)], &[0]);
    }
}
