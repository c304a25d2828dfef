//! Page → the elements that are no part of its text, by their tags, their names and their neighbours.
//!
//! An element that holds much of a page's prose is protected: names are used loosely. Start at [`drops`].

use crate::parse::html::block::Block;
use crate::parse::html::form::Form;
use crate::parse::html::page::Node;
use crate::parse::html::page::Page;
use crate::parse::html::phrase::is_consent;
use crate::parse::html::tags::Tag;
use crate::parse::html::verdict::Verdict;
use crate::parse::html::vocabulary::Groups;
use crate::parse::html::weigh::Weights;

/// Share of a page's prose that protects an element from being dropped for its name.
const PROTECTED_SHARE: f32 = 0.4;

/// Purposes whose elements are no part of an article's body.
pub(super) const FOREIGN: Groups = Groups::NAV
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
const NEVER: Groups =
    Groups::RELATED.or(Groups::OVERLAY).or(Groups::SHARE).or(Groups::FOOTER).or(Groups::COMMENTS);

/// Those whose names are never used loosely.
pub(super) const CERTAIN: Groups =
    Groups::NAV.or(Groups::COMMENTS).or(Groups::OVERLAY).or(Groups::FOOTER);

/// Share of a page's prose that protects an element of [`NEVER`].
const NEVER_PROTECTED_SHARE: f32 = 0.7;

/// The same for an address.
const ADDRESS_SHARE: f32 = 0.1;

/// Prose in the rest of a page that is enough for its article: then a name counts as for [`NEVER`].
const REST_PROSE: f32 = 2000.0;

/// Prose of an element named after menus that is none, and the share of its characters inside links it stays below.
const TOLD_PROSE: f32 = 200.0;
const TOLD_LINK_SHARE: f32 = 0.15;

/// Purposes of the small print around a title: dropped where they hold no prose.
pub(super) const SMALL_PRINT: Groups = Groups::META.or(Groups::AUTHOR).or(Groups::DATE);

/// Characters up to which it is small.
const SMALL_PRINT_CHARS: u32 = 300;

/// Cards that make a list, the prose that a card stays below, and the characters of its headline.
const MIN_CARDS: u32 = 3;
const CARD_PROSE: f32 = 600.0;
const CARD_LINK_CHARS: u32 = 20;

/// Marks the elements that are no part of the body, with all they hold; `loose` keeps those that are named after menus
/// but tell something.
pub(super) fn drops(
    page: &Page<'_>,
    blocks: &[Block],
    weights: &Weights,
    foreign: Groups,
    form: Form,
    loose: bool,
) -> Vec<Verdict> {
    let tables = holds_table(page);
    let all = weights.prose[0].max(1.0);
    let cards = if form == Form::Pieces { Vec::new() } else { cards(page, blocks, weights) };
    let dialogs = consent_dialogs(page, blocks);
    let mut dropped = vec![Verdict::Kept; page.nodes.len()];
    for at in 1..page.nodes.len() {
        let node = &page.nodes[at];
        let share = weights.prose[at] / all;
        let inherited = dropped[node.parent as usize];
        dropped[at] = match limit(node, tables[at]) {
            _ if inherited != Verdict::Kept => inherited,
            _ if dialogs.get(at) == Some(&true) => Verdict::Name(Groups::OVERLAY),
            _ if cards.get(at) == Some(&true) => Verdict::Card,
            Some(limit) if share < limit => Verdict::Element,
            Some(_) => Verdict::Kept,
            None if is_foreign(node.groups, foreign, share, all)
                && !(loose && is_told(node.groups.and(foreign), weights, at)) =>
            {
                Verdict::Name(node.groups.and(foreign))
            }
            None if form != Form::Pieces && is_small_print(node.groups, weights, at) => {
                Verdict::SmallPrint
            }
            None => Verdict::Kept,
        };
    }
    dropped
}

/// Returns the share of a page's prose below which an element is left out for its tag; `None` where its names decide.
fn limit(node: &Node<'_>, holds_table: bool) -> Option<f32> {
    match node.tag {
        Tag::Heading(_) if node.groups.has(Groups::HIDDEN) => Some(f32::INFINITY),
        Tag::Text | Tag::Body | Tag::Br | Tag::Heading(_) => Some(0.0),
        Tag::Nav | Tag::Button | Tag::Unread | Tag::Form | Tag::Caption => Some(PROTECTED_SHARE),
        Tag::Footer | Tag::Aside => Some(NEVER_PROTECTED_SHARE),
        Tag::Figure => Some(if holds_table { 0.0 } else { PROTECTED_SHARE }),
        Tag::Address => Some(ADDRESS_SHARE),
        _ => None,
    }
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

/// Marks the overlays that ask readers to agree to something: they are dropped even where they hold most of the prose.
/// What holds the parts of a page is no dialog, whatever its name.
fn consent_dialogs(page: &Page<'_>, blocks: &[Block]) -> Vec<bool> {
    if !page.nodes.iter().any(|node| node.groups.has(Groups::OVERLAY)) {
        return Vec::new();
    }
    let mut asks = vec![false; page.nodes.len()];
    for block in blocks {
        asks[block.node] |= is_consent(&block.text, block.chars);
    }
    let is_part =
        |node: &Node<'_>| matches!(node.tag, Tag::Main | Tag::Article | Tag::Nav | Tag::Heading(1));
    let mut holds: Vec<bool> = page.nodes.iter().map(is_part).collect();
    for at in (1..page.nodes.len()).rev() {
        let parent = page.nodes[at].parent as usize;
        asks[parent] |= asks[at];
        holds[parent] |= holds[at];
    }
    let is_dialog =
        |(at, node): (usize, &Node<'_>)| node.groups.has(Groups::OVERLAY) && asks[at] && !holds[at];
    page.nodes.iter().enumerate().map(is_dialog).collect()
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

fn is_foreign(groups: Groups, foreign: Groups, share: f32, all: f32) -> bool {
    if groups.has(Groups::STATED_BODY) {
        return false;
    }
    if groups.has(foreign) {
        let rest = !groups.has(Groups::BODY | Groups::ARTICLE) && (1.0 - share) * all > REST_PROSE;
        let never = rest || groups.has(NEVER);
        let never = if never { NEVER_PROTECTED_SHARE } else { PROTECTED_SHARE };
        return share < if groups.has(Groups::BODY) { 0.1 } else { never };
    }
    false
}

/// Returns true for an element that is named after menus but tells something, such as answers that unfold.
fn is_told(named: Groups, weights: &Weights, at: usize) -> bool {
    let [chars, links] = weights.chars[at];
    named == Groups::NAV
        && weights.prose[at] >= TOLD_PROSE
        && (links as f32) < TOLD_LINK_SHARE * chars as f32
}

/// Returns true for bylines, dates and the like, and for teasers.
fn is_small_print(groups: Groups, weights: &Weights, at: usize) -> bool {
    let [chars, links] = weights.chars[at];
    let bare =
        weights.prose[at] < 1.0 && !groups.has(Groups::BODY | Groups::LEAD | Groups::STATED_BODY);
    bare && ((groups.has(SMALL_PRINT) && chars < SMALL_PRINT_CHARS)
        || (groups.has(Groups::TEASER) && links * 3 > chars))
}

#[cfg(test)]
mod tests {
    use crate::parse::html;

    #[test]
    fn answers_that_unfold_are_no_menu() {
        let told = "The ferry takes forty minutes to the island, and a ticket for one way costs nine pounds in winter.";
        let answer = "No, says the harbour office: bicycles travel free on all crossings, but they must be booked two days before, for there is room for twelve of them only. In summer they go on the freight boat.";
        let links = "<a href=/x>A crossing of some length or other</a> ".repeat(6);
        for (inner, expected) in
            [(answer.to_owned(), true), (format!("{links}{}", &answer[..90]), false)]
        {
            let page = format!(
                "<main><p>{told}</p><p>{told} Really.</p><ul><li><div class=item-dropdown><p>{inner}</p></div></li></ul></main>"
            );
            let text = html::article(&page, None).0.text;
            assert_eq!(text.contains("bicycles travel free"), expected, "{inner}");
        }
    }
}
