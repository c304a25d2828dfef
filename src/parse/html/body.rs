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

/// Share of a page's prose below which what is left after dropping cannot be the article.
const LEFT_SHARE: f32 = 0.1;

/// Characters outside links that make a block prose, however many links it holds.
const LINKED_PROSE_CHARS: f32 = 80.0;

/// Share of a page's prose that protects an element from being dropped for its name.
const PROTECTED_SHARE: f32 = 0.4;

/// What a character of a list of links costs, in characters of prose.
const LINK_COST: f32 = 0.3;

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
    .or(Groups::PULL_QUOTE);

/// Those that never hold an article, even where they hold most of the prose.
const NEVER: Groups = Groups::OVERLAY.or(Groups::SHARE).or(Groups::FOOTER).or(Groups::COMMENTS);

/// Those whose names are never used loosely.
const CERTAIN: Groups = Groups::NAV.or(Groups::COMMENTS).or(Groups::OVERLAY).or(Groups::FOOTER);

/// Share of a page's prose that protects an element of [`NEVER`].
const NEVER_PROTECTED_SHARE: f32 = 0.7;

/// Purposes of the small print around a title: dropped where they hold no prose.
const SMALL_PRINT: Groups = Groups::META.or(Groups::AUTHOR).or(Groups::DATE);

/// Characters up to which it is small.
const SMALL_PRINT_CHARS: u32 = 300;

/// Cards that make a list, the prose that a card stays below, and the characters of its headline.
const MIN_CARDS: u32 = 3;
const CARD_PROSE: f32 = 600.0;
const CARD_LINK_CHARS: u32 = 20;

/// Blocks between a title and its article that may be its lead, and the characters that a lead has.
const MAX_LEADS: usize = 3;
const LEAD_CHARS: usize = 60;

/// What was chosen.
pub(super) struct Selection {
    /// The element that holds the article.
    pub(super) container: usize,
    /// Indices of its blocks that may be body text, in order.
    pub(super) blocks: Vec<usize>,
    /// For each node: left out, with all it holds.
    pub(super) dropped: Vec<bool>,
}

/// Returns the blocks that make up the article.
pub(super) fn select(page: &Page<'_>, blocks: &[Block]) -> Selection {
    let weights = Weights::new(page, blocks, None);
    let mut dropped = drops(page, blocks, &weights, FOREIGN);
    let mut kept = Weights::new(page, blocks, Some(&dropped));
    if kept.prose[0] < LEFT_SHARE * weights.prose[0] {
        dropped = drops(page, blocks, &weights, CERTAIN);
        kept = Weights::new(page, blocks, Some(&dropped));
    }
    let container = container(page, &kept);
    let range = page.inside(container);
    let inside = |block: &Block| range.contains(&block.node) || block.node == container;
    let chosen = (0..blocks.len())
        .filter(|&index| inside(&blocks[index]) && !dropped[blocks[index].node])
        .filter(|&index| !blocks[index].groups.has(FOREIGN));
    let leads = leads(blocks, &dropped, container);
    Selection { container, blocks: leads.into_iter().chain(chosen).collect(), dropped }
}

/// Returns what a block is worth as prose: characters, or a little below zero for what is not prose.
pub(super) fn worth(block: &Block) -> f32 {
    let text = block.chars.saturating_sub(block.link_chars) as f32;
    let share = block.link_share();
    if share > LINK_SHARE && !(text >= LINKED_PROSE_CHARS && block.ends_sentence()) {
        return -(block.chars.min(80) as f32) * LINK_COST;
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
    /// Characters, and those inside links.
    chars: Vec<[u32; 2]>,
}

impl Weights {
    fn new(page: &Page<'_>, blocks: &[Block], dropped: Option<&[bool]>) -> Weights {
        let mut net = vec![0.0; page.nodes.len()];
        let mut prose = vec![0.0; page.nodes.len()];
        let mut chars = vec![[0; 2]; page.nodes.len()];
        for block in blocks {
            if dropped.is_some_and(|dropped| dropped[block.node]) {
                continue;
            }
            let worth = worth(block);
            net[block.node] += worth;
            prose[block.node] += worth.max(0.0);
            chars[block.node][0] += block.chars as u32;
            chars[block.node][1] += block.link_chars as u32;
        }
        for node in (1..page.nodes.len()).rev() {
            let parent = page.nodes[node].parent as usize;
            net[parent] += net[node];
            prose[parent] += prose[node];
            chars[parent] = [chars[parent][0] + chars[node][0], chars[parent][1] + chars[node][1]];
        }
        Weights { net, prose, chars }
    }
}

/// Returns the blocks between the title and the container that are the article's lead.
fn leads(blocks: &[Block], dropped: &[bool], container: usize) -> Vec<usize> {
    let before = blocks.partition_point(|block| block.nodes.0 < container);
    let title = blocks[..before].iter().rposition(|block| block.kind == Kind::Heading(1));
    let Some(title) = title else { return Vec::new() };
    let is_lead = |&index: &usize| {
        let block = &blocks[index];
        let prose = block.chars >= LEAD_CHARS
            && block.link_share() < 0.3
            && !block.groups.has(FOREIGN | SMALL_PRINT);
        prose
            && !dropped[block.node]
            && (block.ends_sentence()
                || block.chars >= PROSE_CHARS
                || block.groups.has(Groups::LEAD))
    };
    let leads: Vec<usize> = (title + 1..before).filter(is_lead).collect();
    if leads.len() <= MAX_LEADS { leads } else { Vec::new() }
}

/// Marks the elements that are no part of the body, with all they hold.
fn drops(page: &Page<'_>, blocks: &[Block], weights: &Weights, foreign: Groups) -> Vec<bool> {
    let tables = holds_table(page);
    let all = weights.prose[0].max(1.0);
    let cards = cards(page, blocks, weights);
    let mut dropped = vec![false; page.nodes.len()];
    for at in 1..page.nodes.len() {
        let node = &page.nodes[at];
        let share = weights.prose[at] / all;
        dropped[at] = dropped[node.parent as usize]
            || cards[at]
            || match node.tag {
                Tag::Text | Tag::Body | Tag::Br => false,
                Tag::Heading(_) => node.groups.has(Groups::HIDDEN),
                Tag::Nav | Tag::Button | Tag::Unread => share < PROTECTED_SHARE,
                Tag::Footer | Tag::Aside => share < NEVER_PROTECTED_SHARE,
                Tag::Form => share < PROTECTED_SHARE,
                Tag::Figure => !tables[at] && share < PROTECTED_SHARE,
                Tag::Caption => share < PROTECTED_SHARE,
                Tag::Address => share < 0.1,
                _ => {
                    is_foreign(node.groups, foreign, share)
                        || is_small_print(node.groups, weights, at)
                }
            };
    }
    dropped
}

/// Marks the cards of lists of other articles: a linked headline and a short text each, at least [`MIN_CARDS`] in a row.
fn cards(page: &Page<'_>, blocks: &[Block], weights: &Weights) -> Vec<bool> {
    let mut cards = vec![false; page.nodes.len()];
    let mut siblings = vec![0u32; page.nodes.len()];
    for (at, node) in page.nodes.iter().enumerate().skip(1) {
        let shape = matches!(node.tag, Tag::Item | Tag::Article)
            || node.groups.has(Groups::TEASER | Groups::ARTICLE);
        if !shape || weights.prose[at] >= CARD_PROSE || weights.chars[at][1] < CARD_LINK_CHARS {
            continue;
        }
        let first = blocks.partition_point(|block| block.nodes.0 < at);
        let inside =
            blocks[first..].iter().take(3).take_while(|block| block.nodes.0 < node.end as usize);
        let headline =
            |block: &Block| block.link_share() > 0.9 && block.chars >= CARD_LINK_CHARS as usize;
        if inside.clone().count() > 1 && inside.clone().any(headline) {
            cards[at] = true;
            siblings[node.parent as usize] += 1;
        }
    }
    for (at, card) in cards.iter_mut().enumerate().skip(1) {
        let parent = page.nodes[at].parent as usize;
        *card &= siblings[parent] >= MIN_CARDS
            && weights.prose[parent] < NEVER_PROTECTED_SHARE * weights.prose[0];
    }
    cards
}

/// Tells for each node whether it holds a table or a quotation: a figure of these is text, not a picture.
fn holds_table(page: &Page<'_>) -> Vec<bool> {
    let mut holds = vec![false; page.nodes.len()];
    for at in (1..page.nodes.len()).rev() {
        let node = &page.nodes[at];
        holds[node.parent as usize] |=
            holds[at] || matches!(node.tag, Tag::Table | Tag::Quote | Tag::Pre);
    }
    holds
}

fn is_foreign(groups: Groups, foreign: Groups, share: f32) -> bool {
    if groups.has(Groups::STATED_BODY) {
        return false;
    }
    if groups.has(foreign) {
        let never = if groups.has(NEVER) { NEVER_PROTECTED_SHARE } else { PROTECTED_SHARE };
        return share < if groups.has(Groups::BODY) { 0.1 } else { never };
    }
    false
}

/// Returns true for bylines, dates and the like, and for teasers.
fn is_small_print(groups: Groups, weights: &Weights, at: usize) -> bool {
    let [chars, links] = weights.chars[at];
    let bare =
        weights.prose[at] < 1.0 && !groups.has(Groups::BODY | Groups::LEAD | Groups::STATED_BODY);
    bare && ((groups.has(SMALL_PRINT) && chars < SMALL_PRINT_CHARS)
        || (groups.has(Groups::TEASER) && links * 3 > chars))
}

/// Returns the element that holds the article.
fn container(page: &Page<'_>, weights: &Weights) -> usize {
    let value = |at: usize| weights.net[at] * bonus(&page.nodes[at].groups, page.nodes[at].tag);
    let mut best = 0;
    for at in 1..page.nodes.len() {
        if is_container(page.nodes[at].tag) && value(at) > value(best) {
            best = at;
        }
    }
    descend(page, weights, best)
}

fn is_container(tag: Tag) -> bool {
    !matches!(
        tag,
        Tag::P
            | Tag::Text
            | Tag::Inline
            | Tag::Item
            | Tag::Quote
            | Tag::Row
            | Tag::Cell
            | Tag::A
            | Tag::Heading(_)
            | Tag::Pre
            | Tag::List
            | Tag::Strong
    )
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
