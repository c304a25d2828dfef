//! An unknown name → the known ones that it resembles.

/// Returns the names nearest to `word`, best first, at most three; none if nothing is near.
pub(in crate::index) fn nearest<'n>(
    word: &str,
    names: impl Iterator<Item = &'n str>,
) -> Vec<&'n str> {
    let mut near: Vec<_> = names
        .map(|name| (distance(word, name), name))
        .filter(|(distance, name)| {
            let is_part = |one: &str, other: &str| one.len() > 2 && other.contains(one);
            *distance <= 2 || is_part(word, name) || is_part(name, word)
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Returns the number of letters to add, drop or change; words are cut at 40 letters.
pub(in crate::index) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, letter) in left.chars().take(40).enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (at, other) in right.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found() {
        let names = ["person", "percentage", "place", "site", "author", "organisation"];
        for (word, expected) in [
            ("persn", vec!["person"]),
            ("authors", vec!["author"]),
            ("organization", vec!["organisation"]),
            ("sites", vec!["site"]),
            ("zzzzzz", vec![]),
        ] {
            assert_eq!(nearest(word, names.into_iter()), expected, "{word}");
        }
    }
}
