//! Blocks of a page's text → whether they are those of a list, and not of a story.
//!
//! It judges only what was taken for the text, after all else is known about a page. Start at [`are_teasers`] and
//! [`are_scraps`].

use crate::parse::html::block::Block;
use crate::parse::html::block::Kind;

/// Share of a heading inside links above which it is the headline of another page.
const HEADLINE_LINK_SHARE: f32 = 0.9;

/// Texts below such headlines that make a page of teasers.
const MIN_TEASERS: usize = 5;

/// Characters of a paragraph as stories have them, and the share of a text in such paragraphs below which it is none.
/// Of pages that are made of pieces, lists and shops had up to 0.5 of their text in them, stories at least 0.75.
const PARAGRAPH_CHARS: usize = 140;
const PARAGRAPH_SHARE: f32 = 0.6;

/// Returns true if most of the text stands right below headlines that lead elsewhere.
pub(super) fn are_teasers(blocks: &[Block], kept: &[usize]) -> bool {
    let is_headline = |block: &Block| {
        matches!(block.kind, Kind::Heading(_)) && block.link_share() > HEADLINE_LINK_SHARE
    };
    let texts = || kept.iter().filter(|&&index| !blocks[index].is_heading());
    let below = texts().filter(|&&index| index > 0 && is_headline(&blocks[index - 1])).count();
    below >= MIN_TEASERS && below * 2 > texts().count()
}

/// Returns true if the text of a page of many pieces is made of names, prices and single lines.
pub(super) fn are_scraps(blocks: &[Block], kept: &[usize]) -> bool {
    let chars = |least: usize| -> usize {
        let chars = kept.iter().map(|&index| blocks[index].chars);
        chars.filter(|&chars| chars >= least).sum()
    };
    (chars(PARAGRAPH_CHARS) as f32) < PARAGRAPH_SHARE * chars(0) as f32
}
