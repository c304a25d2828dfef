//! Links of a page, and titles of its other articles → headlines of what it shows besides its own. Start at [`headlines`].

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
    let is_kept = |index: usize| kept.binary_search(&index).is_ok();
    let mut others = Others { blocks, kept, last: None };
    let mut seen: FxHashSet<&str> = title.into_iter().collect();
    let mut headlines = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if headlines.len() == MAX_HEADLINES {
            break;
        }
        let mut is_other = || is_headline(page, block) || others.is_title(page, block);
        if !is_kept(index) && is_other() && seen.insert(&block.text) {
            headlines.push(block.text.clone());
        }
    }
    headlines
}

/// Returns true for a line that is one link, long enough for a headline, and not part of a menu or a page's end.
fn is_headline(page: &Page<'_>, block: &Block) -> bool {
    block.link_share() > 0.9
        && block.links < 3
        && matches!(block.kind, Kind::Paragraph | Kind::Heading(_) | Kind::Item)
        && is_title_like(page, block)
}

/// Returns true for a line long enough for a headline, outside what never holds one.
fn is_title_like(page: &Page<'_>, block: &Block) -> bool {
    let wide = block.chars != block.text.chars().count();
    let long = wide || block.text.split_whitespace().count() >= MIN_HEADLINE_WORDS;
    HEADLINE_CHARS.contains(&block.chars)
        && long
        && !block.text.contains('\n')
        && !page.ancestors(block.node).chain([block.node]).any(|node| {
            page.nodes[node].groups.has(OTHER)
                || matches!(page.nodes[node].tag, Tag::Nav | Tag::Footer)
        })
}

/// Articles of the page besides the main one.
struct Others<'b> {
    blocks: &'b [Block],
    kept: &'b [usize],
    /// The article element whose title was told last.
    last: Option<usize>,
}

impl Others<'_> {
    /// Returns true for the first heading of an article of which nothing is kept.
    fn is_title(&mut self, page: &Page<'_>, block: &Block) -> bool {
        let is_article = |&node: &usize| page.nodes[node].tag == Tag::Article;
        if !matches!(block.kind, Kind::Heading(1..=3)) || !is_title_like(page, block) {
            return false;
        }
        let Some(article) = page.ancestors(block.node).find(is_article) else { return false };
        let end = page.nodes[article].end as usize;
        let first = self.kept.partition_point(|&index| self.blocks[index].nodes.0 < article);
        let has_text = self.kept.get(first).is_some_and(|&index| self.blocks[index].nodes.0 < end);
        !has_text && self.last.replace(article) != Some(article)
    }
}

/// Where links lead to anything but articles.
const OTHER: Groups = Groups::NAV
    .or(Groups::FOOTER)
    .or(Groups::SHARE)
    .or(Groups::COMMENTS)
    .or(Groups::OVERLAY)
    .or(Groups::SUBSCRIBE)
    .or(Groups::CONTENTS);
