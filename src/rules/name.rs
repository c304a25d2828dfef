//! Names in rule files (kinds, facts, lists, rules, clues) and languages: which may be, and what to write instead.
//!
//! Names become words of queries, folders and ids, so they are plain. Start at [`check`].

/// Words of the query language that are no kinds: fields of the index, and what it derives from them. A kind of that
/// name could not be asked for. The rules know nothing of the index, so the words are listed here once more.
const FIELDS: &[&str] = &[
    "affiliation",
    "author",
    "day",
    "fact",
    "format",
    "has",
    "id",
    "key",
    "keyword",
    "kind",
    "language",
    "month",
    "path",
    "published",
    "quote",
    "role",
    "section",
    "site",
    "speaker",
    "text",
    "title",
    "url",
    "warning",
    "year",
];

/// Languages that have no rules of their own.
const OTHER_LANGUAGES: &str = "other";

/// Returns what is wrong with a name, if anything is. `what` is what it names: "list".
pub(super) fn check(what: &str, name: &str) -> Result<(), String> {
    let good = plain(name);
    if good == name && !name.is_empty() {
        return Ok(());
    }
    let remedy = match good.as_str() {
        "" => String::new(),
        good => format!("; write {good:?}"),
    };
    Err(format!(
        "{what} {name:?}: a name is small letters a-z, digits and hyphens, a letter first{remedy}"
    ))
}

/// Returns what is wrong with the name of a kind, if anything is.
pub(super) fn check_kind(name: &str) -> Result<(), String> {
    check("kind", name)?;
    match FIELDS.contains(&name) {
        true => Err(format!(
            "kind {name:?}: that is a field of every article, and queries could not tell them apart; choose another name, such as \"{name}-name\""
        )),
        false => Ok(()),
    }
}

/// Returns what is wrong with the language of a file, if anything is.
pub(super) fn check_language(language: &str) -> Result<(), String> {
    let two = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    if two || language == OTHER_LANGUAGES {
        return Ok(());
    }
    let start = language.get(..2).unwrap_or_default().to_ascii_lowercase();
    let coded =
        language.len() == 2 || language.as_bytes().get(2).is_some_and(|byte| b"-_".contains(byte));
    let remedy = match coded && start.bytes().all(|byte| byte.is_ascii_lowercase()) {
        true => format!("; write {start:?}"),
        false => String::new(),
    };
    Err(format!(
        "language {language:?}: a language is two small letters, such as \"en\", or {OTHER_LANGUAGES:?}{remedy}"
    ))
}

/// Returns the name in the letters that a name may have.
fn plain(name: &str) -> String {
    let mut good = String::with_capacity(name.len());
    for c in name.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_lowercase() => good.push(c),
            c if c.is_ascii_digit() && !good.is_empty() => good.push(c),
            // A hyphen is kept as it stands; what is no letter becomes one.
            '-' if !good.is_empty() => good.push('-'),
            _ if !good.is_empty() && !good.ends_with('-') => good.push('-'),
            _ => {}
        }
    }
    if !name.ends_with('-') {
        good.truncate(good.trim_end_matches('-').len());
    }
    good
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in ["ship", "g20-name", "a", "tax-1"] {
            assert_eq!(check("list", good), Ok(()), "{good}");
        }
        for (bad, remedy) in [
            ("Ship", "write \"ship\""),
            ("ship_name", "write \"ship-name\""),
            ("two  words!", "write \"two-words\""),
            ("20-ships", "write \"ships\""),
            ("ship/name", "write \"ship-name\""),
            ("", "a letter first"),
            ("船", "a letter first"),
        ] {
            let message = check("list", bad).unwrap_err();
            assert!(message.ends_with(remedy), "{message}");
        }
    }

    #[test]
    fn kinds_are_no_fields() {
        assert_eq!(check_kind("ship"), Ok(()));
        assert!(check_kind("title").is_err_and(|message| message.contains("field")));
    }

    #[test]
    fn languages() {
        for good in ["en", "de", "other"] {
            assert_eq!(check_language(good), Ok(()));
        }
        for (bad, remedy) in [
            ("EN", "write \"en\""),
            ("en-GB", "write \"en\""),
            ("english", "\"other\""),
            ("", "\"other\""),
        ] {
            let message = check_language(bad).unwrap_err();
            assert!(message.ends_with(remedy), "{message}");
        }
    }
}
