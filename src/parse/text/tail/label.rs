//! Labels over other stories ("More stories") and what stands under them → headlines, cut wherever they stand.
//!
//! A label that claims too much, or nothing, stays in the story. Start at [`take_labelled`].

use crate::parse::layout::Block;
use crate::parse::text::closer;
use crate::parse::text::shape;
use crate::parse::text::tail::FEWEST_WORDS;
use crate::parse::text::tail::MOST_BYTES;
use crate::parse::text::tail::MOST_WORDS;
use crate::parse::text::tail::clean;

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

/// Returns true if a line is a label over other stories.
pub(in crate::parse::text) fn is_label(text: &str) -> bool {
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
pub(super) fn take_labelled(blocks: &mut Vec<Block<'_>>) -> Vec<String> {
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
        if !ends && (under.is_empty() || under.len() > MOST_PROMOTED) {
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
