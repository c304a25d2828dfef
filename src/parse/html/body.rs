//! Blocks of a page → the blocks of its article.
//!
//! 1. `weigh` gives each block its worth as prose and sums it up the tree.
//! 2. `drop` marks elements that say they are something else, unless they hold the prose of the page.
//! 3. [`container`] finds the element whose content is worth most and goes down as long as little is lost.
//! 4. `trim` then takes off what is left at both ends and in between.
//!
//! It never looks at particular sites. Start at [`select`].

use crate::parse::html::block::Block;
use crate::parse::html::block::Kind;
use crate::parse::html::drop::CERTAIN;
use crate::parse::html::drop::FOREIGN;
use crate::parse::html::drop::SMALL_PRINT;
use crate::parse::html::drop::drops;
use crate::parse::html::form::Form;
use crate::parse::html::form::STORY_PROSE;
use crate::parse::html::page::Page;
use crate::parse::html::phrase::is_byline;
use crate::parse::html::tags::Tag;
use crate::parse::html::verdict::Verdict;
use crate::parse::html::vocabulary::Groups;
use crate::parse::html::weigh::PROSE_CHARS;
use crate::parse::html::weigh::Weights;

/// Share of a page's prose below which what is left after dropping cannot be the article.
const LEFT_SHARE: f32 = 0.1;

/// Share of the prose that going down into an element must keep.
const DESCENT_SHARE: f32 = 0.9;

/// The same for an element whose name says "body of the article".
const NAMED_DESCENT_SHARE: f32 = 0.6;

/// The same for the cells of a table, which are its rows unless they lay out the page.
const LAYOUT_DESCENT_SHARE: f32 = 0.98;

/// Share of the characters that the element which holds all pieces must have.
const PIECES_SHARE: f32 = 0.75;

/// Blocks between a title and its article that may be its lead, and the characters that a lead has.
const MAX_LEADS: usize = 3;
const LEAD_CHARS: usize = 60;

/// Names that mean nothing but the body of an article.
const BODIES: Groups = Groups::BODY.or(Groups::STATED_BODY);

/// Purposes that are matter of a page of pieces: a series that slides, an offer, a membership, what a click unfolds.
const PIECES: Groups = Groups::CAPTION.or(Groups::AD).or(Groups::SUBSCRIBE).or(Groups::HIDDEN);

/// Prose of another part of a split body.
const MIN_PART_PROSE: f32 = 140.0;

/// Prose below which a page's own text may be the opening of a discussion, and how many times longer that is.
const OPENING_PROSE: f32 = 250.0;
const DISCUSSION_TIMES: f32 = 3.0;

/// What was chosen.
pub(super) struct Selection {
    /// The element that holds the article.
    pub(super) container: usize,
    /// Indices of its blocks that may be body text, in order.
    pub(super) blocks: Vec<usize>,
    /// For each node: left out, with all it holds.
    pub(super) dropped: Vec<bool>,
    /// For each block: why it may be body text, or why not.
    pub(super) verdicts: Vec<Verdict>,
}

/// Returns the blocks that make up the article.
pub(super) fn select(page: &Page<'_>, blocks: &[Block], form: Form) -> Selection {
    let weights = Weights::new(page, blocks, None);
    let foreign = foreign(page, blocks, &weights, form);
    let dropped = drops(page, blocks, &weights, foreign, form, true);
    let kept = Weights::new(page, blocks, Some(&dropped));
    let container = container(page, &kept, form);
    let leads = leads(page, blocks, &dropped, container);
    let parts = parts(page, &kept, container);
    let inside = |node: usize| {
        parts
            .get(parts.partition_point(|part| part.end <= node))
            .is_some_and(|part| part.contains(&node))
    };
    let judge = |(index, block): (usize, &Block)| match dropped[block.node] {
        Verdict::Kept if leads.contains(&index) => Verdict::Kept,
        Verdict::Kept if !inside(block.node) => Verdict::Outside,
        Verdict::Kept if block.groups.has(foreign) => Verdict::Name(block.groups.and(foreign)),
        verdict => verdict,
    };
    let verdicts: Vec<Verdict> = blocks.iter().enumerate().map(judge).collect();
    let chosen = (0..blocks.len()).filter(|&index| verdicts[index] == Verdict::Kept).collect();
    let dropped = dropped.into_iter().map(|verdict| verdict != Verdict::Kept).collect();
    Selection { container, blocks: chosen, dropped, verdicts }
}

/// Returns the purposes whose elements are left out: fewer where too little would be left.
fn foreign(page: &Page<'_>, blocks: &[Block], weights: &Weights, form: Form) -> Groups {
    let comments = FOREIGN.without(Groups::COMMENTS);
    if form == Form::Discussion {
        return comments;
    }
    let left = |foreign: Groups| {
        let dropped = drops(page, blocks, weights, foreign, form, false);
        Weights::new(page, blocks, Some(&dropped)).prose[0]
    };
    let usual = if form == Form::Pieces { FOREIGN.without(PIECES) } else { FOREIGN };
    let (all, article) = (weights.prose[0], left(usual));
    if article < OPENING_PROSE
        && all > DISCUSSION_TIMES * article
        && left(comments) > DISCUSSION_TIMES * article
    {
        return comments;
    }
    if article < LEFT_SHARE * all { CERTAIN } else { usual }
}

/// Returns the container with those beside it that bear the same names: the other parts of a split body.
fn parts(page: &Page<'_>, weights: &Weights, container: usize) -> Vec<std::ops::Range<usize>> {
    let range = |node: usize| node..page.nodes[node].end as usize;
    let node = &page.nodes[container];
    let names = node.attr("class").filter(|names| !names.is_empty());
    if names.is_none() || !matches!(node.tag, Tag::Div | Tag::Section) {
        return vec![range(container)];
    }
    let parent = node.parent as usize;
    let mut parts = Vec::new();
    let mut child = parent + 1;
    while child < page.nodes[parent].end as usize {
        let other = &page.nodes[child];
        let alike = other.attr("class") == names
            || (other.tag == node.tag && other.groups.and(node.groups).has(BODIES));
        let same = alike && weights.prose[child] > MIN_PART_PROSE;
        if child == container || same {
            parts.push(range(child));
        }
        child = page.nodes[child].end as usize;
    }
    parts
}

/// Returns the blocks between the title and the container that are the article's lead.
fn leads(page: &Page<'_>, blocks: &[Block], dropped: &[Verdict], container: usize) -> Vec<usize> {
    let before = blocks.partition_point(|block| block.nodes.0 < container);
    let kept = |block: &Block| dropped[block.node] == Verdict::Kept;
    let is_title = |block: &Block| block.kind == Kind::Heading(1) && kept(block);
    let title = blocks[..before].iter().rposition(is_title);
    let start = match (title, around(page, container)) {
        (Some(title), _) => title + 1,
        (None, Some(node)) => blocks.partition_point(|block| block.nodes.0 < node),
        (None, None) => return Vec::new(),
    };
    let is_lead = |&index: &usize| {
        let block = &blocks[index];
        let next = title.is_some_and(|title| title + 1 == index)
            && block.links == 0
            && block.kind == Kind::Paragraph
            && !is_byline(&block.text);
        kept(block) && is_lead(page, block, next)
    };
    let leads: Vec<usize> = (start..before).filter(is_lead).collect();
    if leads.len() <= MAX_LEADS { leads } else { Vec::new() }
}

/// Returns the outermost element around the container that is an article, by its tag or its names.
fn around(page: &Page<'_>, container: usize) -> Option<usize> {
    let is_article = |&node: &usize| {
        let node = &page.nodes[node];
        matches!(node.tag, Tag::Article | Tag::Main) || node.groups.has(Groups::BODY)
    };
    let is_loosely = |&node: &usize| page.nodes[node].groups.has(Groups::ARTICLE);
    let outermost = page.ancestors(container).filter(is_article).last();
    outermost.or_else(|| page.ancestors(container).find(is_loosely))
}

/// Returns true for a block that looks like a lead; `next` if it follows the title.
fn is_lead(page: &Page<'_>, block: &Block, next: bool) -> bool {
    let node = &page.nodes[block.node];
    let named = node.groups | page.nodes[node.parent as usize].groups;
    let long = block.chars >= PROSE_CHARS;
    block.chars >= LEAD_CHARS
        && matches!(block.kind, Kind::Paragraph | Kind::Heading(2..))
        && block.link_share() < 0.3
        && !block.groups.has(FOREIGN)
        && (long || !block.groups.has(SMALL_PRINT))
        && (long || next || block.ends_sentence() || named.has(Groups::LEAD))
}

/// Returns the element that holds the article.
fn container(page: &Page<'_>, weights: &Weights, form: Form) -> usize {
    let value = |at: usize| weights.net[at] * bonus(&page.nodes[at].groups, page.nodes[at].tag);
    let mut best = 0;
    for at in 1..page.nodes.len() {
        if is_container(page.nodes[at].tag) && value(at) > value(best) {
            best = at;
        }
    }
    if form == Form::Pieces { climb(page, weights, best) } else { descend(page, weights, best) }
}

/// Returns the main part of the page, or goes up to the element that holds nearly all of the prose.
fn climb(page: &Page<'_>, weights: &Weights, mut at: usize) -> usize {
    let main = page
        .nodes
        .iter()
        .position(|node| node.tag == Tag::Main || node.attr("role") == Some("main"));
    if let Some(main) = main {
        return main;
    }
    let enough = |at: usize| {
        weights.prose[at] >= DESCENT_SHARE * weights.prose[0]
            && (weights.prose[0] >= STORY_PROSE
                || weights.chars[at][0] as f32 >= PIECES_SHARE * weights.chars[0][0] as f32)
    };
    while at != 0 && !enough(at) {
        at = page.nodes[at].parent as usize;
    }
    at
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
        let named = node.groups.has(BODIES) || node.tag == Tag::Article;
        let share = match node.tag {
            Tag::Row | Tag::Cell => LAYOUT_DESCENT_SHARE,
            _ if named => NAMED_DESCENT_SHARE,
            _ => DESCENT_SHARE,
        };
        let single = matches!(node.tag, Tag::P | Tag::Text | Tag::Inline | Tag::Item | Tag::Quote);
        if single || whole == 0.0 || weights.prose[child] < share * whole {
            return at;
        }
        at = child;
    }
}
