//! Links of a page → headlines of the other articles that it shows. Start at [`headlines`].

use rustc_hash::FxHashSet;

use crate::parse::html::block::Block;
use crate::parse::html::block::Kind;
use crate::parse::html::page::Page;
use crate::parse::html::tags::Tag;
use crate::parse::html::vocabulary::Groups;

/// Headlines kept at most: more than any "related" box holds.
const MAX_HEADLINES: usize = 50;

/// Characters and words of a headline.
const HEADLINE_CHARS: std::ops::RangeInclusive<usize> = 20..=200;
const MIN_HEADLINE_WORDS: usize = 4;

/// Returns the headlines of other articles outside the blocks `kept`, each once, in page order.
pub(super) fn headlines(
    page: &Page<'_>,
    blocks: &[Block],
    kept: &[usize],
    title: Option<&str>,
) -> Vec<String> {
    let kept: FxHashSet<usize> = kept.iter().copied().collect();
    let mut seen: FxHashSet<&str> = title.into_iter().collect();
    let mut headlines = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if headlines.len() == MAX_HEADLINES {
            break;
        }
        if !kept.contains(&index) && is_headline(page, block) && seen.insert(&block.text) {
            headlines.push(block.text.clone());
        }
    }
    headlines
}

/// Returns true for a line that is one link, long enough for a headline, and not part of a menu or a page's end.
fn is_headline(page: &Page<'_>, block: &Block) -> bool {
    let wide = block.chars != block.text.chars().count();
    let long = wide || block.text.split_whitespace().count() >= MIN_HEADLINE_WORDS;
    block.link_share() > 0.9
        && block.links < 3
        && HEADLINE_CHARS.contains(&block.chars)
        && long
        && !block.text.contains('\n')
        && matches!(block.kind, Kind::Paragraph | Kind::Heading(_) | Kind::Item)
        && !page.ancestors(block.node).chain([block.node]).any(|node| {
            page.nodes[node].groups.has(OTHER)
                || matches!(page.nodes[node].tag, Tag::Nav | Tag::Footer)
        })
}

/// Where links lead to anything but articles.
const OTHER: Groups = Groups::NAV
    .or(Groups::FOOTER)
    .or(Groups::SHARE)
    .or(Groups::COMMENTS)
    .or(Groups::OVERLAY)
    .or(Groups::SUBSCRIBE)
    .or(Groups::CONTENTS);
