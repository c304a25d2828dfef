//! Headlines of other stories that were copied along with an article → `related`.
//!
//! Under a label ("More stories") lines that look like headlines are cut wherever they stand. Without one, the lines
//! after the last full sentence are weighed: evidence speaks for headlines or for a list, a timetable or a closing line
//! of the story itself. Start at [`take`].

use crate::parse::layout;
use crate::parse::layout::Block;
use crate::parse::text::shape;
use crate::parse::text::tail::label::take_labelled;
use crate::parse::text::tail::weigh::Story;

mod label;
mod weigh;

pub(super) use label::is_label;

/// Sum of evidence from which lines are cut. In doubt they stay: a line too many is better than a story cut short.
const ENOUGH: i32 = 6;

/// Words and bytes of a headline.
const FEWEST_WORDS: usize = 3;
const MOST_WORDS: usize = 26;
const MOST_BYTES: usize = 200;

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

/// Returns a headline without its bullet.
fn clean(text: &str) -> String {
    text[layout::bullet(text)..].to_owned()
}

#[cfg(test)]
mod tests;
