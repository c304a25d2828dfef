//! Blocks of a page → the blocks of its article.
//!
//! 1. [`Weights::new`] gives each block its worth as prose and sums it up the tree.
//! 2. [`drops`] marks elements that say they are something else, unless they hold the prose of the page.
//! 3. [`container`] finds the element whose content is worth most and goes down as long as little is lost.
//! 4. `trim` then takes off what is left at both ends and in between.
//!
//! It never looks at particular sites. Start at [`select`].

use crate::parse::html::block::Block;
use crate::parse::html::block::Kind;
use crate::parse::html::page::Page;
use crate::parse::html::tags::Tag;
use crate::parse::html::vocabulary::Groups;

/// Characters from which a block counts as prose whatever its end looks like.
const PROSE_CHARS: usize = 140;

/// Characters from which a block that ends like a sentence counts as prose.
const SENTENCE_CHARS: usize = 45;

/// Share of link characters above which a block is a list of links.
const LINK_SHARE: f32 = 0.5;

/// Share of a page's prose that protects an element from being dropped for its name.
const PROTECTED_SHARE: f32 = 0.4;

/// Share of the prose that going down into an element must keep.
const DESCENT_SHARE: f32 = 0.9;

/// The same for an element whose name says "body of the article".
const NAMED_DESCENT_SHARE: f32 = 0.6;

/// Purposes whose elements are no part of an article's body.
const FOREIGN: Groups = Groups::NAV
    .or(Groups::RELATED)
    .or(Groups::SHARE)
    .or(Groups::COMMENTS)
    .or(Groups::SUBSCRIBE)
    .or(Groups::AD)
    .or(Groups::SIDEBAR)
    .or(Groups::FOOTER)
    .or(Groups::OVERLAY)
    .or(Groups::HIDDEN)
    .or(Groups::AUTHOR_BOX)
    .or(Groups::TAGS)
    .or(Groups::CAPTION)
    .or(Groups::CONTENTS)
    .or(Groups::PULL_QUOTE)
    .or(Groups::EMBED);

/// Purposes of the small print around a title: dropped where they hold no prose.
const SMALL_PRINT: Groups = Groups::META.or(Groups::AUTHOR).or(Groups::DATE).or(Groups::TEASER);

/// What was chosen.
pub(super) struct Selection {
    /// The element that holds the article.
    pub(super) container: usize,
    /// Indices of its blocks that may be body text, in order.
    pub(super) blocks: Vec<usize>,
    /// For each node: left out, with all it holds.
    pub(super) dropped: Vec<bool>,
    /// Characters of prose in the container, and on the whole page.
    pub(super) prose: (usize, usize),
}

/// Returns the blocks that make up the article.
pub(super) fn select(page: &Page<'_>, blocks: &[Block]) -> Selection {
    let weights = Weights::new(page, blocks, None);
    let dropped = drops(page, &weights);
    let kept = Weights::new(page, blocks, Some(&dropped));
    let container = container(page, &kept);
    let range = page.inside(container);
    let inside = |block: &Block| range.contains(&block.node) || block.node == container;
    let chosen =
        (0..blocks.len()).filter(|&index| inside(&blocks[index]) && !dropped[blocks[index].node]);
    Selection {
        container,
        blocks: chosen.filter(|&index| !blocks[index].groups.has(FOREIGN)).collect(),
        prose: (kept.prose[container] as usize, weights.prose[0] as usize),
        dropped,
    }
}

/// Returns what a block is worth as prose: characters, or a little below zero for what is not prose.
pub(super) fn worth(block: &Block) -> f32 {
    let text = block.chars.saturating_sub(block.link_chars) as f32;
    let share = block.link_share();
    if share > LINK_SHARE {
        return -(block.chars.min(80) as f32);
    }
    let heading = matches!(block.kind, Kind::Heading(_));
    if !heading
        && (block.chars >= PROSE_CHARS || (block.chars >= SENTENCE_CHARS && block.ends_sentence()))
    {
        return text * if block.marks == 0 { 0.3 } else { 1.0 };
    }
    match block.kind {
        Kind::Heading(_) => 0.0,
        Kind::Item | Kind::Row if share == 0.0 => 0.0,
        Kind::Pre => text,
        _ if share > 0.2 => -20.0,
        _ => -5.0,
    }
}

/// Sums over subtrees.
struct Weights {
    /// Worth of all blocks.
    net: Vec<f32>,
    /// Worth of prose blocks only.
    prose: Vec<f32>,
}

impl Weights {
    fn new(page: &Page<'_>, blocks: &[Block], dropped: Option<&[bool]>) -> Weights {
        let mut net = vec![0.0; page.nodes.len()];
        let mut prose = vec![0.0; page.nodes.len()];
        for block in blocks {
            if dropped.is_some_and(|dropped| dropped[block.node]) {
                continue;
            }
            let worth = worth(block);
            net[block.node] += worth;
            prose[block.node] += worth.max(0.0);
        }
        for node in (1..page.nodes.len()).rev() {
            let parent = page.nodes[node].parent as usize;
            net[parent] += net[node];
            prose[parent] += prose[node];
        }
        Weights { net, prose }
    }
}

/// Marks the elements that are no part of the body, with all they hold.
fn drops(page: &Page<'_>, weights: &Weights) -> Vec<bool> {
    let all = weights.prose[0].max(1.0);
    let mut dropped = vec![false; page.nodes.len()];
    for at in 1..page.nodes.len() {
        let node = &page.nodes[at];
        let share = weights.prose[at] / all;
        dropped[at] = dropped[node.parent as usize]
            || match node.tag {
                Tag::Text | Tag::Body | Tag::Br => false,
                Tag::Nav | Tag::Button | Tag::Deleted => share < PROTECTED_SHARE,
                Tag::Footer | Tag::Aside => share < PROTECTED_SHARE,
                Tag::Form => share < PROTECTED_SHARE,
                Tag::Figure | Tag::Caption => share < PROTECTED_SHARE,
                Tag::Address => share < 0.1,
                _ => is_foreign(node.groups, share, weights.prose[at]),
            };
    }
    dropped
}

fn is_foreign(groups: Groups, share: f32, prose: f32) -> bool {
    if groups.has(Groups::STATED_BODY) {
        return false;
    }
    if groups.has(FOREIGN) {
        let limit = if groups.has(Groups::BODY) { 0.1 } else { PROTECTED_SHARE };
        return share < limit;
    }
    groups.has(SMALL_PRINT) && !groups.has(Groups::BODY | Groups::LEAD) && prose < 1.0
}

/// Returns the element that holds the article.
fn container(page: &Page<'_>, weights: &Weights) -> usize {
    let value = |at: usize| weights.net[at] * bonus(&page.nodes[at].groups, page.nodes[at].tag);
    let mut best = 0;
    for at in 1..page.nodes.len() {
        if page.nodes[at].tag != Tag::Text && value(at) > value(best) {
            best = at;
        }
    }
    descend(page, weights, best)
}

/// Returns by how much an element's worth grows for what it is.
fn bonus(groups: &Groups, tag: Tag) -> f32 {
    if groups.has(Groups::STATED_BODY) {
        1.4
    } else if groups.has(Groups::BODY) {
        1.25
    } else if tag == Tag::Article {
        1.2
    } else if tag == Tag::Main || groups.has(Groups::ARTICLE) {
        1.1
    } else {
        1.0
    }
}

/// Goes down into the one child that holds nearly all of the prose.
fn descend(page: &Page<'_>, weights: &Weights, mut at: usize) -> usize {
    loop {
        let whole = weights.prose[at];
        let mut child = at + 1;
        let mut heaviest = None;
        while child < page.nodes[at].end as usize {
            if heaviest.is_none_or(|best: usize| weights.prose[child] > weights.prose[best]) {
                heaviest = Some(child);
            }
            child = page.nodes[child].end as usize;
        }
        let Some(child) = heaviest else { return at };
        let node = &page.nodes[child];
        let named = node.groups.has(Groups::BODY | Groups::STATED_BODY) || node.tag == Tag::Article;
        let share = if named { NAMED_DESCENT_SHARE } else { DESCENT_SHARE };
        let single = matches!(
            node.tag,
            Tag::P | Tag::Text | Tag::Inline | Tag::Item | Tag::Quote | Tag::Row | Tag::Cell
        );
        if single || whole == 0.0 || weights.prose[child] < share * whole {
            return at;
        }
        at = child;
    }
}
