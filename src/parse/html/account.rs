//! Blocks of a page with their verdicts → what `explain` shows of a page. Start at [`account`].

use serde::Serialize;

use crate::parse::html::block::Block;
use crate::parse::html::page::Page;
use crate::parse::html::verdict::Verdict;
use crate::parse::html::weigh::worth;

/// Elements named in a block's place at most, innermost last.
const PLACE_ELEMENTS: usize = 6;

/// One block of a page, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct BlockAccount {
    /// Its text.
    pub text: String,
    /// Where it stands: the elements around it with their names, outermost first.
    pub place: String,
    /// What it is worth as prose; below zero for lists of links.
    pub score: f32,
    /// It is part of the body.
    pub kept: bool,
    /// It is a heading.
    pub heading: bool,
    /// Why it is part of the body, or not.
    pub reason: String,
}

/// Returns the account of all blocks, in page order.
pub(super) fn account(
    page: &Page<'_>,
    blocks: &[Block],
    verdicts: &[Verdict],
) -> Vec<BlockAccount> {
    let one = |(block, &verdict): (&Block, &Verdict)| BlockAccount {
        text: block.text.clone(),
        place: place(page, block.node),
        score: worth(block),
        kept: verdict == Verdict::Kept,
        heading: block.is_heading(),
        reason: verdict.reason(),
    };
    blocks.iter().zip(verdicts).map(one).collect()
}

/// Returns the elements around a node: `main > article.post > p`.
fn place(page: &Page<'_>, node: usize) -> String {
    let around = [node].into_iter().chain(page.ancestors(node));
    let mut names: Vec<String> = around
        .filter_map(|at| page.nodes[at].element)
        .take(PLACE_ELEMENTS)
        .map(|element| {
            let id = element.attr("id").map(|id| format!("#{id}"));
            let classes = element.attr("class").unwrap_or_default().split_ascii_whitespace();
            let classes = classes.map(|class| format!(".{class}"));
            [element.name().to_owned()].into_iter().chain(id).chain(classes).collect()
        })
        .collect();
    names.reverse();
    names.join(" > ")
}
