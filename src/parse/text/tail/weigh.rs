//! Lines after the last full sentence → the sum of the evidence that they are headlines of other stories.
//!
//! Looks only at shapes and shared words, never at what a line says. Start at [`Story::weigh`]; the weights are the
//! constants.

use rustc_hash::FxHashSet;

use crate::parse::layout;
use crate::parse::layout::Block;
use crate::parse::text::shape;
use crate::parse::text::tail::FEWEST_WORDS;
use crate::parse::text::tail::MOST_WORDS;

/// The paragraph before is closed by a stop: the story was over.
const AFTER_STOP: i32 = 2;
/// The line before has no stop, so these may go on with what it began.
const AFTER_OPEN: i32 = -2;
/// The line before ends with a colon and announces them.
const ANNOUNCED: i32 = -6;
/// There are three of them or more; two; one.
const MANY: i32 = 2;
const TWO: i32 = 1;
const ONE: i32 = -1;
/// They have the length of headlines; they are as short as entries of a list.
const HEADLINE_LENGTH: i32 = 2;
const ENTRY_LENGTH: i32 = -2;
/// They are set apart by a blank line, and the paragraphs of the story are not.
const SET_APART: i32 = 3;
/// They stand line under line, and the paragraphs of the story do not.
const CLOSE_SET: i32 = 2;
/// They speak of other things than the story; of the same.
const OTHER_WORDS: i32 = 2;
const SAME_WORDS: i32 = -2;
/// The first is a heading for the others.
const UNDER_HEADING: i32 = -4;
/// Most are entries: a date or a number in front, a score or a price behind, a bullet.
const ENTRIES: i32 = -5;

/// Mean number of words from which lines have the length of headlines, in tenths.
const HEADLINE_WORDS_TENTHS: usize = 45;

/// Shares of words that also stand in the story, in percent: below the first other things are spoken of, above the
/// second the same ones.
const OTHER_PERCENT: usize = 34;
const SAME_PERCENT: usize = 60;

/// The story against which a tail is weighed.
pub(super) struct Story {
    words: FxHashSet<String>,
    /// Most paragraphs are set apart by blank lines.
    spaced: bool,
}

impl Story {
    pub(super) fn new(blocks: &[Block<'_>]) -> Story {
        let gaps = blocks.iter().skip(1).filter(|block| block.gap).count();
        let words = blocks.iter().flat_map(|block| content_words(&block.text)).collect();
        Story { words, spaced: blocks.len() > 1 && gaps * 2 >= blocks.len() - 1 }
    }

    /// Returns the sum of what speaks for `lines`, which stand under `before`, being headlines of other stories.
    pub(super) fn weigh(&self, before: &str, lines: &[Block<'_>]) -> i32 {
        before_weight(before)
            + number_weight(lines.len())
            + length_weight(lines)
            + self.spacing_weight(lines)
            + self.words_weight(lines)
            + if under_heading(lines) { UNDER_HEADING } else { 0 }
            + if mostly_entries(lines) { ENTRIES } else { 0 }
    }

    fn spacing_weight(&self, lines: &[Block<'_>]) -> i32 {
        match (self.spaced, lines[0].gap, lines.iter().skip(1).any(|line| line.gap)) {
            (false, true, _) => SET_APART,
            (true, _, false) if lines.len() > 1 => CLOSE_SET,
            _ => 0,
        }
    }

    fn words_weight(&self, lines: &[Block<'_>]) -> i32 {
        let (mut all, mut shared) = (0, 0);
        for word in lines.iter().flat_map(|line| content_words(&line.text)) {
            all += 1;
            shared += usize::from(self.words.contains(&word));
        }
        match shared * 100 {
            percent if percent < all * OTHER_PERCENT => OTHER_WORDS,
            percent if percent > all * SAME_PERCENT => SAME_WORDS,
            _ => 0,
        }
    }
}

fn before_weight(before: &str) -> i32 {
    match before {
        _ if before.ends_with(':') => ANNOUNCED,
        _ if shape::ends_sentence(before) => AFTER_STOP,
        _ => AFTER_OPEN,
    }
}

fn number_weight(lines: usize) -> i32 {
    match lines {
        1 => ONE,
        2 => TWO,
        _ => MANY,
    }
}

fn length_weight(lines: &[Block<'_>]) -> i32 {
    let words: usize = lines.iter().map(|line| shape::words(&line.text, MOST_WORDS)).sum();
    if words * 10 >= lines.len() * HEADLINE_WORDS_TENTHS { HEADLINE_LENGTH } else { ENTRY_LENGTH }
}

/// Returns true if the first line heads the others: in capitals where they are not, or much shorter than all of them.
fn under_heading(lines: &[Block<'_>]) -> bool {
    let [first, rest @ ..] = lines else { return false };
    if rest.is_empty() {
        return false;
    }
    let words = shape::words(&first.text, MOST_WORDS);
    let shortest = rest.iter().map(|line| shape::words(&line.text, MOST_WORDS)).min().unwrap_or(0);
    let caps = shape::is_caps(&first.text) && !rest.iter().any(|line| shape::is_caps(&line.text));
    caps || words < FEWEST_WORDS || words * 2 <= shortest
}

fn mostly_entries(lines: &[Block<'_>]) -> bool {
    lines.iter().filter(|line| is_entry(&line.text)).count() * 2 >= lines.len()
}

/// Returns true for a line of a list or table: one or two words, a bullet, `17 October: …`, `Barrowfield 2 Harlow 2`, `Adults £12`.
fn is_entry(text: &str) -> bool {
    let key = text.split_once(':').map_or("", |(key, _)| key);
    let first = key.split(' ').next().unwrap_or_default();
    let dated = crate::parse::date::is_weekday(first) || key.contains(|c: char| c.is_ascii_digit());
    let last = text.trim_end_matches([')', '%', 'p', 'm', 'k', 'g', 'C']).chars().last();
    let numbers = text
        .split_whitespace()
        .filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        .count();
    let short = shape::words(text, FEWEST_WORDS) < FEWEST_WORDS;
    short
        || layout::bullet(text) > 0
        || dated && !key.is_empty()
        || last.is_some_and(|last| last.is_ascii_digit())
        || numbers >= 2
}

/// Returns the words that say what a text is about, cut to their first letters so that `strikes` meets `strike`.
fn content_words(text: &str) -> impl Iterator<Item = String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST_WORD);
    words.map(|word| word.chars().take(STEM).flat_map(char::to_lowercase).collect())
}

/// Characters of a word that says something, and of it that are compared.
const SHORTEST_WORD: usize = 4;
const STEM: usize = 5;
