//! Line or paragraph → what its wording says about it, by the tables of `phrase_words`. Start at [`wording`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::parse::html::phrase_words::BYLINE_WORDS;
use crate::parse::html::phrase_words::CALLS;
use crate::parse::html::phrase_words::CONSENT_SIGNS;
use crate::parse::html::phrase_words::CONSENTS;
use crate::parse::html::phrase_words::CONTROLS;
use crate::parse::html::phrase_words::COUNTER_WORDS;
use crate::parse::html::phrase_words::CREDITS;
use crate::parse::html::phrase_words::ENDS;
use crate::parse::html::phrase_words::FOLLOW_WORDS;
use crate::parse::html::phrase_words::MAX_CONTROL_BYTES;
use crate::parse::html::phrase_words::MAX_COUNTER_BYTES;
use crate::parse::html::phrase_words::NETWORKS;
use crate::parse::html::phrase_words::NOTICES;
use crate::parse::html::phrase_words::POINTERS;
use crate::parse::html::phrase_words::SHELF_BYTES;
use crate::parse::html::phrase_words::SHELF_NOUNS;
use crate::parse::html::phrase_words::SHELF_OPENERS;
use crate::parse::html::phrase_words::SHELF_WORDS;
use crate::parse::html::phrase_words::SHELVES;

/// Longest line that phrases are compared with, in characters.
const MAX_LINE_CHARS: usize = 200;

/// Characters from which a paragraph is no line any more.
const MIN_CLOSING_CHARS: usize = 160;

/// Longest paragraph of small print at the end of a text, in characters.
const MAX_NOTICE_CHARS: usize = 500;

/// Longest paragraph that asks for consent, in characters.
const MAX_CONSENT_CHARS: usize = 4000;

/// Characters up to which a phrase is enough, and how many may pass in a longer one without the word "cookie".
const SHORT_CONSENT_CHARS: usize = 800;
const CHARS_PER_COOKIE: usize = 300;

/// What a line's wording says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// Nothing.
    Plain,
    /// It points elsewhere.
    Pointer,
    /// It asks for something.
    Call,
    /// It is small print that follows a story.
    End,
}

/// The phrases by their first character, the strongest wording first.
static BY_FIRST: LazyLock<FxHashMap<char, Vec<(&'static str, Wording)>>> = LazyLock::new(|| {
    let mut by_first: FxHashMap<char, Vec<(&str, Wording)>> = FxHashMap::default();
    let tables = [(POINTERS, Wording::Pointer), (CALLS, Wording::Call), (ENDS, Wording::End)];
    for (phrases, wording) in tables {
        for phrase in phrases {
            by_first
                .entry(phrase.chars().next().unwrap_or(' '))
                .or_default()
                .push((phrase, wording));
        }
    }
    by_first
});

/// Returns what the wording of a line of `chars` characters says.
pub(super) fn wording(line: &str, chars: usize) -> Wording {
    if chars > MAX_LINE_CHARS {
        return Wording::Plain;
    }
    if is_counter(line) || is_control(line) {
        return Wording::Call;
    }
    let line =
        line.trim_start_matches(|char: char| !char.is_alphanumeric() && !matches!(char, '©' | '('));
    let remark = line.strip_prefix('(').filter(|rest| !rest.starts_with(['c', 'C']));
    let line = remark.unwrap_or(line);
    let head: String = line.chars().take(40).flat_map(char::to_lowercase).collect();
    if is_follow_call(&head, line) {
        return Wording::Call;
    }
    let known = head.chars().next().and_then(|first| BY_FIRST.get(&first));
    let found = known.and_then(|known| known.iter().find(|(phrase, _)| is_prefix(&head, phrase)));
    found.map_or(Wording::Plain, |(_, wording)| *wording)
}

/// Returns true for the place of a picture in its series: "Image 2 of 5", "3 / 12".
fn is_counter(line: &str) -> bool {
    if line.len() > MAX_COUNTER_BYTES {
        return false;
    }
    let number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let words: Vec<&str> = line.split_whitespace().collect();
    match words.as_slice() {
        [_, at, between, of] => number(at) && number(of) && COUNTER_WORDS.contains(between),
        [at, between, of] => number(at) && number(of) && COUNTER_WORDS.contains(between),
        _ => false,
    }
}

/// Returns true for the label of something to press.
fn is_control(line: &str) -> bool {
    line.len() <= MAX_CONTROL_BYTES && {
        let line = line.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
        CONTROLS.contains(&line.as_str())
    }
}

/// Returns true for a line that stands above links to other articles and says nothing else.
pub(super) fn is_shelf(line: &str) -> bool {
    if line.len() > SHELF_BYTES {
        return false;
    }
    let line = line.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
    if SHELVES.contains(&line.as_str()) {
        return true;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.as_slice(), [first, .., last] if words.len() <= SHELF_WORDS
        && SHELF_OPENERS.contains(first)
        && SHELF_NOUNS.contains(last))
}

/// Returns true for a line that asks readers to follow on a network.
fn is_follow_call(head: &str, line: &str) -> bool {
    let first = head.split_whitespace().next().unwrap_or_default();
    FOLLOW_WORDS.contains(&first) && {
        let line = line.to_lowercase();
        NETWORKS.iter().any(|network| line.contains(network))
    }
}

/// Returns true if a line names who wrote the text.
pub(super) fn is_byline(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
    BYLINE_WORDS.contains(&first.trim_end_matches(':'))
}

/// Returns true for a paragraph that says what stands in small print: a list with its name above it, a notice.
pub(super) fn is_notice(text: &str, chars: usize) -> bool {
    let first = text.split('\n').next().unwrap_or_default();
    let label = first.chars().count();
    // "Tags", line break, the tags.
    let labelled = first.len() < text.len() && label < 30;
    if labelled && wording(first, label) != Wording::Plain {
        return true;
    }
    let text = if chars <= MAX_NOTICE_CHARS { text.to_lowercase() } else { return false };
    NOTICES.iter().chain(CONSENTS).any(|notice| text.contains(notice))
}

/// Returns true for a paragraph that asks readers to agree to something before they read on.
pub(super) fn is_consent(text: &str, chars: usize) -> bool {
    chars <= MAX_CONSENT_CHARS && CONSENT_SIGNS.iter().any(|sign| text.contains(sign)) && {
        let text = text.to_lowercase();
        (chars <= SHORT_CONSENT_CHARS || is_full_of_cookies(&text, chars))
            && CONSENTS.iter().any(|consent| text.contains(consent))
    }
}

/// Returns true if a long paragraph says "cookie" again and again.
fn is_full_of_cookies(text: &str, chars: usize) -> bool {
    let words = text.split(|char: char| !char.is_alphabetic());
    words.filter(|word| matches!(*word, "cookie" | "cookies")).count() * CHARS_PER_COOKIE > chars
}

/// Returns true for a longer paragraph that, where it ends a text, is no part of it.
pub(super) fn is_closing(text: &str, chars: usize) -> bool {
    if !(MIN_CLOSING_CHARS..=MAX_NOTICE_CHARS).contains(&chars) {
        return false;
    }
    match wording(text, MAX_LINE_CHARS) {
        Wording::Plain => false,
        Wording::Pointer | Wording::Call => true,
        Wording::End => {
            let head: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
            let head = head.trim_start_matches(['(', '[']);
            CREDITS.iter().any(|credit| head.starts_with(credit))
        }
    }
}

/// Returns true if `head` starts with `phrase` and the phrase does not end inside a word.
fn is_prefix(head: &str, phrase: &str) -> bool {
    head.strip_prefix(phrase).is_some_and(|rest| {
        let inside = |char: char| {
            char.is_alphanumeric() && phrase.ends_with(char::is_alphanumeric) && char.is_ascii()
        };
        !rest.starts_with(inside)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wording_is_judged_by_the_beginning_of_short_lines() {
        for (line, expected) in [
            ("Read more: Five things to know", Wording::Pointer),
            ("» Mehr zum Thema", Wording::Pointer),
            ("Readers were surprised.", Wording::Plain),
            ("Share this article", Wording::Call),
            ("© 2024 The Paper", Wording::End),
            ("関連記事：東京", Wording::Pointer),
            ("Bild 3 von 12", Wording::Call),
            ("3 of 12 died.", Wording::Plain),
            ("The minister said on Monday that", Wording::Plain),
        ] {
            assert_eq!(wording(line, line.chars().count()), expected, "{line}");
        }
    }

    #[test]
    fn shelves_are_whole_lines() {
        for (line, expected) in [
            ("Top stories", true),
            ("More great harbour stories", true),
            ("› Latest news:", true),
            ("Meistgelesen", true),
            ("Latest news from the front was bad, he said", false),
            ("More on the harbour", false),
            ("The top stories", false),
        ] {
            assert_eq!(is_shelf(line), expected, "{line}");
        }
    }

    #[test]
    fn readers_are_asked_to_follow_on_networks() {
        for (line, expected) in [
            ("Follow the desk on Instagram, Facebook and YouTube.", Wording::Call),
            ("Follow the river to the mill.", Wording::Plain),
            ("Facebook was asked to comment.", Wording::Plain),
        ] {
            assert_eq!(wording(line, line.chars().count()), expected, "{line}");
        }
    }

    #[test]
    fn labels_of_controls_are_whole_lines() {
        for (line, expected) in [
            ("Show all", Wording::Call),
            ("Alle anzeigen »", Wording::Call),
            ("Show all the work", Wording::Plain),
        ] {
            assert_eq!(wording(line, line.chars().count()), expected, "{line}");
        }
    }

    #[test]
    fn consent_is_known_by_its_phrases_or_by_its_cookies() {
        let baker = "The baker's cookies were sold out by nine, and nobody at the counter could say when more would come. ";
        let law = "Cookies store what a reader did, and cookies of partners follow. ";
        for (text, expected) in [
            ("We use cookies and similar tools to improve our services.".to_owned(), true),
            (format!("We use cookies. {}", law.repeat(20)), true),
            (baker.repeat(12), false),
            (format!("{baker}{}", "He had baked bread for thirty years. ".repeat(25)), false),
            (baker.to_owned(), false),
        ] {
            assert_eq!(is_consent(&text, text.chars().count()), expected, "{text}");
        }
    }

    #[test]
    fn notices_close_a_text() {
        let long =
            "The council said so in a letter that nobody had asked for and nobody read. ".repeat(4);
        for (text, expected) in [
            ("Tags\nlibraries, council, budget".to_owned(), true),
            (format!("© 2024 The Paper. {long}"), true),
            (format!("{long}Sign up for our newsletter."), true),
            (format!("(Reporting by Ann Lee and Bob Ray; editing by Cy Oz. {long})"), true),
            (long.clone(), false),
            (long.repeat(3), false),
        ] {
            let chars = text.chars().count();
            assert_eq!(is_notice(&text, chars) || is_closing(&text, chars), expected, "{text}");
        }
    }

    #[test]
    fn bylines_are_told_by_their_first_word() {
        for (line, expected) in [
            ("By Ann Lee", true),
            ("Von Karl Beck", true),
            ("Text: Ann Lee", true),
            ("A quiet day", false),
        ] {
            assert_eq!(is_byline(line), expected, "{line}");
        }
    }
}
