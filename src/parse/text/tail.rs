//! Headlines of other stories that were copied along with an article → `related`.
//!
//! Under a label ("More stories") lines that look like headlines are cut wherever they stand. Without one, the lines
//! after the last full sentence are weighed: the evidence below speaks for headlines or for a list, a timetable or a
//! closing line of the story itself. Start at [`take`]; the weights are the constants.

use rustc_hash::FxHashSet;

use crate::parse::layout;
use crate::parse::layout::Block;
use crate::parse::text::closer;
use crate::parse::text::shape;

/// Sum of evidence from which lines are cut. In doubt they stay: a line too many is better than a story cut short.
const ENOUGH: i32 = 6;

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

/// Words and bytes of a headline.
const FEWEST_WORDS: usize = 3;
const MOST_WORDS: usize = 26;
const MOST_BYTES: usize = 200;

/// Words of a sentence under a label: longer ones with a stop are the story going on.
const MOST_TEASER_WORDS: usize = 12;

/// Lines that a label within the story may claim.
const MOST_PROMOTED: usize = 5;

/// Bytes of a label, at most.
const LONGEST_LABEL: usize = 64;

/// Labels over other stories, in lower case.
const LABELS: &[&str] = &[
    "also in the news",
    "also read",
    "don't miss",
    "editor's picks",
    "editors' picks",
    "further reading",
    "in other news",
    "keep reading",
    "latest headlines",
    "latest news",
    "latest stories",
    "more headlines",
    "more news",
    "more stories",
    "more top stories",
    "most popular",
    "most read",
    "most viewed",
    "must read",
    "news in brief",
    "other headlines",
    "other news",
    "other stories",
    "other top stories",
    "popular now",
    "read also",
    "read more",
    "read next",
    "recommended",
    "recommended for you",
    "recommended stories",
    "related",
    "related articles",
    "related content",
    "related coverage",
    "related links",
    "related news",
    "related reading",
    "related stories",
    "related topics",
    "see also",
    "similar stories",
    "top news",
    "top stories",
    "trending",
    "trending now",
    "up next",
    "what to read next",
    "you may also like",
    "you might also like",
    "you might have missed",
    "à lire aussi",
    "lire aussi",
    "lesen sie auch",
    "mehr zum thema",
    "lea también",
    "leggi anche",
    "lees ook",
    "les også",
    "læs også",
    "läs också",
    "leia também",
];

/// Starts of labels that go on with a name: `More from Business`.
const LABEL_STARTS: &[&str] = &[
    "more from ",
    "more on ",
    "most read in ",
    "related to ",
    "latest from ",
    "top stories from ",
    "read more on ",
    "read more about ",
];

/// Labels that may stand before a headline on the same line: `Read more: …`.
const INLINE_LABELS: &[&str] = &[
    "read more",
    "also read",
    "read also",
    "related",
    "see also",
    "lire aussi",
    "lesen sie auch",
    "must read",
    "don't miss",
];

/// Starts of closing lines that belong to the story, in lower case.
const NOTES: &[&str] = &[
    "additional reporting",
    "with ",
    "this story",
    "this article",
    "this is a developing",
    "this report",
    "correction",
    "clarification",
    "editor's note",
    "editors' note",
    "note:",
    "the writer ",
    "the author ",
    "follow ",
    "for help",
    "for support",
    "photo",
    "picture",
    "image",
    "source:",
    "sources:",
];

/// Takes the headlines of other stories out of the blocks and returns them.
pub(super) fn take(blocks: &mut Vec<Block<'_>>) -> Vec<String> {
    let mut related = take_labelled(blocks);
    if let Some(start) = unlabelled(blocks) {
        related.extend(blocks.drain(start..).map(|block| clean(&block.text)));
    }
    related
}

/// Returns true if a line is a label over other stories.
pub(super) fn is_label(text: &str) -> bool {
    if text.len() > LONGEST_LABEL {
        return false;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    let long = shape::words(text, 7) > 6;
    !long
        && (LABELS.contains(&bare.as_str())
            || LABEL_STARTS.iter().any(|start| bare.starts_with(start)))
}

/// Takes what stands under labels, and labels with a headline on their line.
fn take_labelled(blocks: &mut Vec<Block<'_>>) -> Vec<String> {
    let mut related = Vec::new();
    let mut kept = Vec::with_capacity(blocks.len());
    let mut rest = std::mem::take(blocks).into_iter().peekable();
    while let Some(block) = rest.next() {
        let first = kept.is_empty();
        if !first && let Some(headline) = inline_label(&block.text) {
            related.push(clean(headline));
            continue;
        }
        if first || !is_label(&block.text) {
            kept.push(block);
            continue;
        }
        let mut under: Vec<Block<'_>> = Vec::new();
        while let Some(line) = rest.next_if(|line| is_label(&line.text) || is_teaser(&line.text)) {
            under.push(line);
        }
        let ends =
            rest.peek().is_none() || rest.peek().is_some_and(|next| closer::is_closer(&next.text));
        if (under.is_empty() && !ends) || (!ends && under.len() > MOST_PROMOTED) {
            kept.push(block);
            kept.append(&mut under);
        }
        related.extend(
            under.iter().filter(|line| !is_label(&line.text)).map(|line| clean(&line.text)),
        );
    }
    *blocks = kept;
    related
}

/// Returns the headline after `Read more:` on the same line.
fn inline_label(text: &str) -> Option<&str> {
    let (label, headline) = text.split_once(':')?;
    let headline = headline.trim();
    let known = INLINE_LABELS
        .contains(&label.trim_start_matches(['[', '(', '>', ' ']).trim().to_lowercase().as_str());
    (known && shape::words(headline, FEWEST_WORDS) == FEWEST_WORDS && is_teaser(headline))
        .then_some(headline)
}

/// Returns true for what may stand under a label: a headline, even with a bullet or a stop, but no paragraph.
fn is_teaser(text: &str) -> bool {
    let short = text.len() <= MOST_BYTES && shape::words(text, MOST_WORDS + 1) <= MOST_WORDS;
    let prose = shape::ends_with_stop(text)
        && shape::words(text, MOST_TEASER_WORDS + 1) > MOST_TEASER_WORDS;
    short && !prose && !shape::has_inner_stop(text) && !closer::is_closer(text)
}

/// Returns the place from which the blocks are headlines of other stories, if the evidence is enough.
fn unlabelled(blocks: &[Block<'_>]) -> Option<usize> {
    let run = blocks.iter().rev().take_while(|block| is_headline_like(&block.text)).count();
    let start = blocks.len() - run;
    // Without a sentence before it there is no story that could have ended.
    if run == 0 || !blocks[..start].iter().any(|block| shape::ends_sentence(&block.text)) {
        return None;
    }
    let story = Story::new(&blocks[..start]);
    let gaps = (start + 1..blocks.len()).filter(|&at| blocks[at].gap);
    std::iter::once(start)
        .chain(gaps)
        .take(MOST_STARTS)
        .find(|&at| story.weigh(&blocks[at - 1].text, &blocks[at..]) >= ENOUGH)
}

/// Places at which the tail may start that are weighed: enough for a list, a heading and headlines after them.
const MOST_STARTS: usize = 8;

fn is_headline_like(text: &str) -> bool {
    let words = shape::words(text, MOST_WORDS + 1);
    let lower = || text.get(..text.len().min(MOST_BYTES)).unwrap_or(text).to_lowercase();
    text.len() <= MOST_BYTES
        && (1..=MOST_WORDS).contains(&words)
        && !shape::ends_with_stop(text)
        && !text.ends_with([':', ',', ';'])
        && shape::starts_high(text)
        && !shape::has_inner_stop(text)
        && !NOTES.iter().any(|note| lower().starts_with(note))
}

/// The story against which a tail is weighed.
struct Story {
    words: FxHashSet<String>,
    /// Most paragraphs are set apart by blank lines.
    spaced: bool,
}

impl Story {
    fn new(blocks: &[Block<'_>]) -> Story {
        let gaps = blocks.iter().skip(1).filter(|block| block.gap).count();
        let words = blocks.iter().flat_map(|block| content_words(&block.text)).collect();
        Story { words, spaced: blocks.len() > 1 && gaps * 2 >= blocks.len() - 1 }
    }

    /// Returns the sum of what speaks for `lines`, which stand under `before`, being headlines of other stories.
    fn weigh(&self, before: &str, lines: &[Block<'_>]) -> i32 {
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

/// Returns a headline without its bullet.
fn clean(text: &str) -> String {
    text[layout::bullet(text)..].to_owned()
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

#[cfg(test)]
mod tests;
