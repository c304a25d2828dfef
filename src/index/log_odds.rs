//! Counts on two sides → by how much each has more: log-odds ratios with an informative Dirichlet prior.
//!
//! The method of Monroe, Colaresi and Quinn, "Fightin' Words" (2008): what both sides share with everything says little,
//! and what is rare says nothing for sure. Start at [`differences`].

/// Most weight of the prior in counts: as if each side had so many more, spread as everything is. About two articles.
const PRIOR: f64 = 1_000.0;

/// Share of everything that the prior weighs where that is less: of few entities it must not hide what there is.
const PRIOR_SHARE: f64 = 0.1;

/// Counts of one term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) a: u64,
    pub(super) b: u64,
    /// In everything, both sides included.
    pub(super) all: u64,
}

/// Returns difference of the log-odds and its z-score for each term; above zero, side `a` has more.
pub(super) fn differences(counted: &[Counted], totals: Counted) -> Vec<(f64, f64)> {
    counted.iter().map(|counts| difference(*counts, totals)).collect()
}

fn difference(Counted { a, b, all }: Counted, totals: Counted) -> (f64, f64) {
    let (a, b) = (a as f64, b as f64);
    // What stands in articles that were deleted meanwhile is in no sum.
    let everything = (totals.all as f64).max(1.0);
    let weight = PRIOR.min(everything * PRIOR_SHARE);
    let prior = weight * (all as f64).max(a + b) / everything;
    let odds = |count: f64, total: u64| {
        let rest = (total as f64 + weight - count - prior).max(1.0);
        ((count + prior) / rest).ln()
    };
    let difference = odds(a, totals.a) - odds(b, totals.b);
    let variance = 1.0 / (a + prior) + 1.0 / (b + prior);
    (rounded(difference), rounded(difference / variance.sqrt()))
}

/// Returns a number to four decimals: the last bits of a logarithm differ from machine to machine.
fn rounded(number: f64) -> f64 {
    let rounded = (number * 1e4).round() / 1e4;
    // No minus before zero.
    if rounded == 0.0 { 0.0 } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_more_and_sure_is_surer() {
        let totals = Counted { a: 1_000, b: 1_000, all: 4_000 };
        let z = |a, b, all| differences(&[Counted { a, b, all }], totals)[0].1;
        assert_eq!(z(10, 10, 40), 0.0);
        assert_eq!(z(30, 10, 60), -z(10, 30, 60));
        assert!(z(30, 10, 60) > z(3, 1, 6), "more of the same is surer");
        assert!(z(30, 0, 30) > z(30, 10, 60), "nothing there is more than a little");
        assert!(z(1, 0, 1) < 1.96, "once is chance");
    }
}
