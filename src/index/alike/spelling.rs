//! Names that differ in one letter → proposals.
//!
//! Two words that differ in one letter have a form in common that lacks one letter, so that near names meet in a
//! sorted list and nothing is compared with everything.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::index::alike::Name;
use crate::index::alike::Proposals;

/// Letters of the shortest name compared: short ones differ in one letter by nature (Iran, Iraq).
const SHORTEST: usize = 9;

/// Letters of the longest name compared.
const LONGEST: usize = 60;

/// Most names compared, those in most articles first: each takes a few hundred bytes.
const MOST_NAMES: usize = 100_000;

/// Most names with one form: more are a pattern ("Channel 1", "Channel 2"), not misspellings.
const MOST_ALIKE: usize = 8;

/// Proposes that a name joins one in more articles, or one that aliases give, which differs in one letter.
pub(super) fn propose(names: &[Name<'_>], proposals: &mut Proposals<'_>) {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&name| {
        (std::cmp::Reverse((names[name].given, names[name].entity.articles)), name)
    });
    order.truncate(MOST_NAMES);
    let mut forms: Vec<(u64, usize)> = Vec::new();
    for (rank, &name) in order.iter().enumerate() {
        let key: Vec<char> = names[name].words.join("-").chars().collect();
        if !(SHORTEST..=LONGEST).contains(&key.len()) || key.iter().any(char::is_ascii_digit) {
            continue;
        }
        let from = forms.len();
        forms.extend((0..=key.len()).map(|left_out| {
            let rest = key.iter().enumerate().filter(|(at, _)| *at != left_out);
            (FxBuildHasher.hash_one(rest.map(|(_, letter)| *letter).collect::<String>()), rank)
        }));
        // A doubled letter gives one form twice.
        forms[from..].sort_unstable();
    }
    forms.sort_unstable();
    forms.dedup();
    for near in forms.chunk_by(|one, next| one.0 == next.0) {
        if let [(_, first), others @ ..] = near
            && near.len() <= MOST_ALIKE
        {
            for (_, other) in others {
                let (into, from) = (order[*first], order[*other]);
                if names[into].words.len() == names[from].words.len()
                    && names[into].words[0].chars().next() == names[from].words[0].chars().next()
                    && differ_in_one(&names[into].words.join("-"), &names[from].words.join("-"))
                {
                    proposals.add(from, into, "spelling");
                }
            }
        }
    }
}

/// Returns true if one letter at most is another, or missing, or has changed places with the next: words that each lack
/// one can be two letters apart.
fn differ_in_one(left: &str, right: &str) -> bool {
    let pairs = || left.chars().zip(right.chars());
    let begin = pairs().take_while(|(left, right)| left == right).count();
    let (left_rest, right_rest): (Vec<char>, Vec<char>) =
        (left.chars().skip(begin).collect(), right.chars().skip(begin).collect());
    let ends = left_rest.iter().rev().zip(right_rest.iter().rev());
    let end = ends.take_while(|(left, right)| left == right).count();
    let longest = left_rest.len().max(right_rest.len()) - end;
    let swapped = || left_rest[0] == right_rest[1] && left_rest[1] == right_rest[0];
    longest <= 1 || longest == 2 && left_rest.len() == right_rest.len() && swapped()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_two_letters_apart_are_told_from_words_one_letter_apart() {
        for (left, right, wanted) in [
            ("angela-merkel", "angela-merkl", true),
            ("angela-merkel", "angela-merkal", true),
            ("angela-merkel", "angela-merkell", true),
            ("martina-bran", "martin-brand", false),
            ("angela-merkel", "angela-mekrel", true),
            ("angela-merkel", "angela-mkerle", false),
            ("angela-merkel", "angela-merxyl", false),
            ("angela-merkel", "angela-merkel", true),
        ] {
            assert_eq!(differ_in_one(left, right), wanted, "{left} {right}");
        }
    }
}
