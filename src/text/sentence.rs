//! Tokens → sentences.
//!
//! Which words are abbreviations is the caller's knowledge; this file only weighs it against what follows.
//! Start at [`sentences`].

use std::ops::Range;

use crate::text::fold::hash_word;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// What a full stop after a word may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The word is no abbreviation: the stop ends the sentence.
    Ends,
    /// An abbreviation that is always followed by more: `Dr.`
    Inside,
    /// An abbreviation that may also end a sentence: `Inc.`
    Either,
}

/// Tells [`sentences`] about words.
pub trait Words {
    /// Returns what a full stop after this word may mean.
    fn stop(&self, word: &Token) -> Stop;
    /// Returns true for words usually written small, whose capital shows that a sentence starts.
    fn is_common(&self, word: &Token) -> bool;
    /// Returns true for articles, prepositions and the like, which names and titles leave small.
    fn is_small(&self, word: &Token) -> bool;
}

/// Longest sentence in tokens; longer ones (lists, tables, text without full stops) are cut.
const MAX_SENTENCE: usize = 400;

/// Appends the sentences of `text` to `out`, as ranges of `tokens`. They cover all tokens.
pub fn sentences(text: &str, tokens: &[Token], words: &impl Words, out: &mut Vec<Range<u32>>) {
    let wrapped = is_hard_wrapped(text, tokens);
    let mut start = 0;
    for at in 1..tokens.len() {
        let before = &tokens[at - 1];
        let next = &tokens[at];
        let ends = next.breaks == 2
            || (next.breaks == 1 && !wrapped)
            || at - start >= MAX_SENTENCE
            || (may_end(text, before)
                && match next.glued {
                    false => ends_sentence(text, tokens, start, at, words),
                    true => is_terminal(text, before) && is_opening(text, tokens, at),
                });
        if ends {
            out.push(start as u32..at as u32);
            start = at;
        }
    }
    if start < tokens.len() {
        out.push(start as u32..tokens.len() as u32);
    }
}

/// Returns false for most words, after which no sentence can end: all but marks and acronyms with a full stop.
#[inline]
fn may_end(text: &str, last: &Token) -> bool {
    last.shape == Shape::Mark || text.as_bytes()[last.end as usize - 1] == b'.'
}

/// Returns true if the sentence from `start` ends before the token `at`, which follows white space.
fn ends_sentence(
    text: &str,
    tokens: &[Token],
    start: usize,
    at: usize,
    words: &impl Words,
) -> bool {
    let mut last = at - 1;
    while last > start && tokens[last].glued && is_closing(text, &tokens[last]) {
        last -= 1;
    }
    let next = &tokens[at];
    let starts = next.is_capitalised()
        || !matches!(next.shape, Shape::Lower | Shape::Mark)
        || is_opener(text, next);
    match tokens[last].text(text) {
        "!" | "?" | "…" | "。" | "！" | "？" => starts,
        "." => {
            let stop = if last > start && tokens[last].glued {
                stop_after(&tokens[last - 1], words)
            } else {
                Stop::Ends
            };
            starts && decide(stop, last + 1 < at, &tokens[at..], words)
        }
        // "U.S. The": the acronym keeps its last full stop.
        word if word.len() > 3 && word.ends_with('.') => {
            starts && decide(Stop::Either, last + 1 < at, &tokens[at..], words)
        }
        _ => false,
    }
}

fn decide(stop: Stop, closed: bool, next: &[Token], words: &impl Words) -> bool {
    match stop {
        Stop::Ends => true,
        Stop::Inside => false,
        Stop::Either => closed || begins_sentence(next, words),
    }
}

/// Returns true if the words look like the start of a sentence rather than a name that goes on: "U.S. River Agency",
/// "U.S. Department of Labor".
fn begins_sentence(words: &[Token], known: &impl Words) -> bool {
    let Some(first) = words.first().filter(|first| first.is_capitalised()) else { return false };
    let is_name = |at: usize| words.get(at).is_some_and(|word| word.is_capitalised());
    let is_of = |word: &Token| [hash_word("of"), hash_word("for")].contains(&word.key);
    let goes_on = words.get(1).is_some_and(|second| {
        !second.glued && (second.is_capitalised() || (is_of(second) && is_name(2)))
    });
    known.is_small(first) || (known.is_common(first) && !goes_on)
}

fn stop_after(word: &Token, words: &impl Words) -> Stop {
    // "J. Smith", but "grade A. The" is rarer than initials are.
    if word.shape == Shape::Initial { Stop::Inside } else { words.stop(word) }
}

fn is_terminal(text: &str, token: &Token) -> bool {
    matches!(token.text(text), "." | "!" | "?" | "…" | "。" | "！" | "？")
}

/// Returns true for a curly opening quote glued to the end of a sentence: `said.“Then`.
fn is_opening(text: &str, tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].text(text), "“" | "„" | "«")
}

fn is_closing(text: &str, token: &Token) -> bool {
    token.shape == Shape::Mark
        && matches!(token.text(text), "\"" | "'" | "”" | "’" | "»" | "“" | ")" | "]")
}

fn is_opener(text: &str, token: &Token) -> bool {
    matches!(
        token.text(text),
        "\"" | "'" | "“" | "‘" | "„" | "«" | "(" | "[" | "-" | "–" | "—" | "•" | "*"
    )
}

/// Share of single line ends inside a sentence above which the text counts as wrapped at a fixed width.
const WRAPPED_SHARE: f32 = 0.6;

/// Returns true if most line ends stand between two small words: the text was wrapped, lines mean nothing.
fn is_hard_wrapped(text: &str, tokens: &[Token]) -> bool {
    let (mut single, mut inside) = (0, 0);
    for pair in tokens.windows(2) {
        if pair[1].breaks == 1 {
            single += 1;
            inside += usize::from(pair[1].shape == Shape::Lower && !is_terminal(text, &pair[0]));
        }
    }
    single >= 3 && inside as f32 > WRAPPED_SHARE * single as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    struct Few;

    impl Words for Few {
        fn stop(&self, word: &Token) -> Stop {
            match word.end - word.start {
                2 => Stop::Inside,
                3 => Stop::Either,
                _ => Stop::Ends,
            }
        }

        fn is_common(&self, word: &Token) -> bool {
            word.end - word.start == 3
        }

        fn is_small(&self, word: &Token) -> bool {
            word.end - word.start == 2
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let (mut tokens, mut out) = (Vec::new(), Vec::new());
        tokenize(text, &mut tokens);
        sentences(text, &tokens, &Few, &mut out);
        let found: Vec<_> = out
            .iter()
            .map(|range| {
                let (first, last) =
                    (&tokens[range.start as usize], &tokens[range.end as usize - 1]);
                &text[first.start as usize..last.end as usize]
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_they_should() {
        check("It rained. They left.", &["It rained.", "They left."]);
        check(
            "Then Dr. Smith left. “Why?” he asked.",
            &["Then Dr. Smith left.", "“Why?” he asked."],
        );
        check(
            "In the U.S. Army. In the U.S. The end",
            &["In the U.S. Army.", "In the U.S.", "The end"],
        );
        check("Men of the U.S. Dep of Sea saw it.", &["Men of the U.S. Dep of Sea saw it."]);
        check("In the U.S. Men of old left.", &["In the U.S.", "Men of old left."]);
        check("The U.S. Air Force met. It", &["The U.S. Air Force met.", "It"]);
        check("In the U.S. He Met", &["In the U.S.", "He Met"]);
        check("With J. Smith it rose 5.4 per cent.", &["With J. Smith it rose 5.4 per cent."]);
        check("He said: \"We stay.\" Then he went.", &["He said: \"We stay.\"", "Then he went."]);
        check("Heading\n\nText here", &["Heading", "Text here"]);
        check("One line\nAnother", &["One line", "Another"]);
        check("what? no", &["what? no"]);
        check("", &[]);
    }
}
