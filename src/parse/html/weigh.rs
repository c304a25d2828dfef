//! Blocks → what they are worth as prose, alone and summed up the tree. Start at [`worth`] and [`Weights`].

use crate::parse::html::block::Block;
use crate::parse::html::block::Kind;
use crate::parse::html::page::Page;
use crate::parse::html::phrase;
use crate::parse::html::verdict::Verdict;

/// Characters from which a block counts as prose whatever its end looks like.
pub(super) const PROSE_CHARS: usize = 140;

/// Characters from which a block that ends like a sentence counts as prose.
const SENTENCE_CHARS: usize = 45;

/// Share of link characters above which a block is a list of links.
const LINK_SHARE: f32 = 0.5;

/// Characters outside links that make a block prose, however many links it holds.
const LINKED_PROSE_CHARS: f32 = 80.0;

/// What a character of a list of links costs, in characters of prose.
const LINK_COST: f32 = 0.3;

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
        if phrase::is_consent(&block.text, block.chars) {
            return -(block.chars as f32) * LINK_COST;
        }
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
pub(super) struct Weights {
    /// Worth of all blocks.
    pub(super) net: Vec<f32>,
    /// Worth of prose blocks only.
    pub(super) prose: Vec<f32>,
    /// Characters, and those inside links.
    pub(super) chars: Vec<[u32; 2]>,
}

impl Weights {
    /// Sums up; what is `dropped` counts nothing.
    pub(super) fn new(page: &Page<'_>, blocks: &[Block], dropped: Option<&[Verdict]>) -> Weights {
        let mut net = vec![0.0; page.nodes.len()];
        let mut prose = vec![0.0; page.nodes.len()];
        let mut chars = vec![[0; 2]; page.nodes.len()];
        for block in blocks {
            if dropped.is_some_and(|dropped| dropped[block.node] != Verdict::Kept) {
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
