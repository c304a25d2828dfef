//! What a block looks like: the questions that title, heading and tail all ask of a line.

/// Abbreviations whose dot ends a headline as well as a sentence.
const ABBREVIATIONS: &[&str] = &[
    "inc", "co", "corp", "ltd", "jr", "sr", "bros", "vs", "no", "st", "gov", "sen", "rep", "dept",
];

/// Characters that may follow the stop of a sentence.
const CLOSING: &[char] = &['"', '\'', '”', '’', '»', '“', ')', ']', '›', '‹'];

/// Returns true if the text ends as a sentence of prose does: with a full stop, not with the dot of an abbreviation.
/// A question or exclamation mark tells nothing, since headlines have them too.
pub(super) fn ends_with_stop(text: &str) -> bool {
    let bare = text.trim_end_matches(CLOSING);
    if bare.ends_with(['…', '。', '！', '？']) || bare.ends_with("...") {
        return true;
    }
    let Some(before) = bare.strip_suffix('.') else { return false };
    let word = before.rsplit(' ').next().unwrap_or(before);
    let inner_dots = word.contains('.') && word.len() <= 6;
    !inner_dots && !ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Returns true if the text ends as a sentence may: with a stop, a question or exclamation mark.
pub(super) fn ends_sentence(text: &str) -> bool {
    ends_with_stop(text) || text.trim_end_matches(CLOSING).ends_with(['.', '!', '?'])
}

/// Returns true if a sentence ends inside the text and another begins.
pub(super) fn has_inner_stop(text: &str) -> bool {
    let inner = |(at, _): (usize, &str)| {
        let before = &text[..=at];
        let word = before.rsplit(' ').next().unwrap_or(before);
        let next = text[at + 2..].trim_start_matches(['"', '\'', '“', '‘', '(']);
        word.len() > 4 && ends_with_stop(word) && next.starts_with(char::is_uppercase)
    };
    text.match_indices(". ").any(inner)
}

/// Returns true if the text has letters and none of them is lower case.
pub(super) fn is_caps(text: &str) -> bool {
    let mut upper = 0;
    for letter in text.chars().filter(|c| c.is_alphabetic()) {
        if letter.is_lowercase() {
            return false;
        }
        upper += usize::from(letter.is_uppercase());
    }
    upper >= 2
}

/// Returns the number of words, counting no further than `cap`.
pub(super) fn words(text: &str, cap: usize) -> usize {
    text.split_whitespace().take(cap).count()
}

/// Returns true if the first letter or digit is not a small letter: headlines and names start so.
pub(super) fn starts_high(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(|first| !first.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops() {
        for (text, stop, sentence) in [
            ("It rained.", true, true),
            ("“It rained.”", true, true),
            ("\"It rained,\" he said (twice).", true, true),
            ("Will it rain?", false, true),
            ("Storm hits Washington D.C.", false, true),
            ("Acme buys Widget Inc.", false, true),
            ("Rain in the north", false, false),
            ("and then…", true, true),
            ("彼は言った。", true, true),
        ] {
            assert_eq!((ends_with_stop(text), ends_sentence(text)), (stop, sentence), "{text}");
        }
    }

    #[test]
    fn inner_stops() {
        assert!(has_inner_stop("Services are delayed. Buses will run."));
        assert!(!has_inner_stop("Mr. Smith and Dr. Jones go to Washington"));
        assert!(!has_inner_stop("U.S. Senate votes"));
    }
}
