//! Page → whether it shows only the beginning of its article, as far as the page itself tells.
//!
//! JSON-LD may say so too, see `jsonld`. It knows names of elements, not words: a wall is called so in all languages.
//! Start at [`stands`].

use crate::parse::html::block::Block;
use crate::parse::html::page::Page;
use crate::parse::html::tags::Tag;
use crate::parse::html::vocabulary::Groups;

/// What classes and ids of walls have in them.
const WALLS: &[&str] =
    &["paywall", "pay-wall", "regwall", "subscription-wall", "subscriber-wall", "premium-wall"];

/// Blocks behind the last one of the body among which a wall begins; one further down is a box of the page.
const NEAR: usize = 3;

/// Returns true if the page is locked by its own word, or the body ends at a wall.
pub(super) fn stands(page: &Page<'_>, blocks: &[Block], kept: &[usize]) -> bool {
    let after = kept.last().map_or(0, |last| last + 1);
    is_locked(page) || blocks[after..].iter().take(NEAR).any(|block| is_wall(page, block))
}

/// Returns true if a meta tag says that the article is for subscribers. One that counts readings is shown at first.
fn is_locked(page: &Page<'_>) -> bool {
    page.nodes.iter().any(|node| {
        node.tag == Tag::Meta
            && node.attr("property") == Some("article:content_tier")
            && node.attr("content") == Some("locked")
    })
}

/// Returns true if a block is shown by an element that is called a wall. The element that is behind one is often
/// called so as well; here it has no text of the body.
fn is_wall(page: &Page<'_>, block: &Block) -> bool {
    let around = || [block.node].into_iter().chain(page.ancestors(block.node));
    let is_named = |name: &str| {
        let name = name.to_ascii_lowercase();
        WALLS.iter().any(|wall| name.contains(wall))
    };
    let is_wall = |&at: &usize| {
        let node = &page.nodes[at];
        let is_page = node.tag == Tag::Body || node.element.is_some_and(|it| it.name() == "html");
        !is_page && ["class", "id"].iter().any(|name| node.attr(name).is_some_and(is_named))
    };
    let is_hidden = around().any(|at| page.nodes[at].groups.has(Groups::HIDDEN));
    !is_hidden && around().find(is_wall).is_some_and(|wall| page.nodes[wall].tag != Tag::Article)
}

#[cfg(test)]
mod tests {
    use crate::parse::html;

    const PROSE: &str = "The council voted on Monday to close three of its seven libraries, and the opposition said it would fight the plan in court.";

    #[test]
    fn a_wall_is_known_by_its_name_or_by_the_word_of_its_page() {
        for (head, below, expected) in [
            ("", "<div class=article-paywall>Only for subscribers</div>", true),
            ("", "<div id=regwall><p>Create an account to go on</p></div>", true),
            ("", "<div class=newsletter>Only for subscribers</div>", false),
            ("", "<div class=paywall hidden>Only for subscribers</div>", false),
            ("<meta property=article:content_tier content=locked>", "", true),
            ("<meta property=article:content_tier content=metered>", "", false),
        ] {
            let page = format!("<head>{head}</head><article><p>{PROSE}</p></article>{below}");
            let (_, warnings) = html::article(&page, None);
            let truncated = warnings.iter().any(|warning| warning.code == "truncated");
            assert_eq!(truncated, expected, "{head}{below}");
        }
    }
}
