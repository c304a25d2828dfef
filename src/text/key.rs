//! Names → keys: what one thing is called in every article, however it is written there.
//!
//! A key keeps letters and digits, folded to small ones without accents, and joins words by hyphens: readable, fit for
//! a URL, and the same on every machine. It never looks at lists: that Bill is William is for aliases to say. Start at
//! [`entity_key`].

use crate::text::fold::fold;

/// Returns the key of an entity across documents: its kind and the key of its canonical name.
///
/// ```
/// assert_eq!(dateline::text::key::entity_key("person", "Seán O’Casey"), "person/sean-ocasey");
/// ```
pub fn entity_key(kind: &str, name: &str) -> String {
    let mut key = String::with_capacity(kind.len() + 1 + name.len());
    key.push_str(kind);
    key.push('/');
    key.push_str(&name_key(name));
    key
}

/// Returns the key of a name. Case, accents, full stops, apostrophes and a leading "the" do not count; `&` is "and".
/// A name without a letter or digit is its own key.
///
/// ```
/// use dateline::text::key::name_key;
/// assert_eq!(name_key("The U.S. Navy"), name_key("US Navy"));
/// assert_eq!(name_key("Johnson & Johnson"), "johnson-and-johnson");
/// ```
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    write_name_key(name, &mut key);
    key
}

/// Writes the key of a name in place of what `key` holds: for many names, without an allocation for each.
pub fn write_name_key(name: &str, key: &mut String) {
    key.clear();
    match name.is_ascii() {
        true => hyphenate(name, key),
        false => hyphenate(&fold(name), key),
    }
    if key.starts_with("the-") {
        key.drain(..4);
    } else if key.is_empty() {
        key.push_str(name);
    }
}

fn hyphenate(name: &str, key: &mut String) {
    let mut apart = false;
    let mut push = |letter: char, apart: &mut bool| {
        if *apart && !key.is_empty() {
            key.push('-');
        }
        *apart = false;
        key.push(letter.to_ascii_lowercase());
    };
    for letter in name.chars() {
        match letter {
            '.' | '\'' => {}
            '&' => {
                apart = true;
                "and".chars().for_each(|letter| push(letter, &mut apart));
                apart = true;
            }
            _ if letter.is_alphanumeric() => push(letter, &mut apart),
            _ => apart = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for (left, right) in [
            ("José Muñoz", "Jose Munoz"),
            ("WES STREETING", "Wes Streeting"),
            ("St. Thomas’ Hospital", "St Thomas' Hospital"),
            ("AT&T", "AT and T"),
            ("The Guardian", "Guardian"),
            ("Coca-Cola Co.", "Coca Cola Co"),
            ("Łódź", "lodz"),
            ("W. Bush", "W  Bush"),
        ] {
            assert_eq!(name_key(left), name_key(right));
        }
    }

    #[test]
    fn different_names_have_different_keys() {
        for (left, right) in
            [("Wes Streeting", "W Streeting"), ("北京", "東京"), ("The", "Guardian"), ("?", "!")]
        {
            assert_ne!(name_key(left), name_key(right));
            assert!(!name_key(left).is_empty());
        }
    }
}
