//! Two people's given names → whether they may be one person's.

use crate::text::fold::hash_word;
use crate::text::nickname::full_names;

/// Why two given names go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// One has none.
    Surname,
    /// One is the initial of the other.
    Initial,
    /// One is a short form of the other.
    Nickname,
    /// One has more of them.
    Fuller,
}

impl Likeness {
    /// Returns the reason in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Likeness::Surname => "surname alone",
            Likeness::Initial => "initial",
            Likeness::Nickname => "nickname",
            Likeness::Fuller => "fuller name",
        }
    }
}

/// Returns why two lists of given names, in keys, may be those of one person with one surname.
pub(super) fn likeness(left: &[String], right: &[String]) -> Option<Likeness> {
    let ((first, more), (other, others)) = match (left.split_first(), right.split_first()) {
        (None, None) => return None,
        (None, _) | (_, None) => return Some(Likeness::Surname),
        (Some(left), Some(right)) => (left, right),
    };
    // Of "J. R. Price" and "John Price" only the first counts; "John Paul" and "John Peter" are two.
    let middle_fits =
        more.iter().zip(others).all(|(left, right)| is_initial(left, right) || left == right);
    if !middle_fits {
        return None;
    }
    if first == other {
        Some(Likeness::Fuller)
    } else if is_initial(first, other) {
        Some(Likeness::Initial)
    } else {
        is_nickname(first, other).then_some(Likeness::Nickname)
    }
}

fn is_initial(left: &str, right: &str) -> bool {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    short.chars().count() == 1 && long.starts_with(short)
}

/// Returns true if one is a short form of the other, or both of a third.
fn is_nickname(left: &str, right: &str) -> bool {
    let (of_left, of_right) = (full_names(hash_word(left)), full_names(hash_word(right)));
    of_left.contains(&right)
        || of_right.contains(&left)
        || of_left.iter().any(|name| of_right.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_go_together_or_not() {
        for (left, right, wanted) in [
            ("wes", "wesley", Some(Likeness::Nickname)),
            ("bob", "rob", Some(Likeness::Nickname)),
            ("j", "john", Some(Likeness::Initial)),
            ("john", "john p", Some(Likeness::Fuller)),
            ("john paul", "john peter", None),
            ("john", "jane", None),
            ("", "jane", Some(Likeness::Surname)),
        ] {
            let split = |names: &str| -> Vec<String> {
                names.split_whitespace().map(str::to_owned).collect()
            };
            assert_eq!(likeness(&split(left), &split(right)), wanted, "{left} {right}");
        }
    }
}
