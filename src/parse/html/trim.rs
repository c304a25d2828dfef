//! Candidate blocks → the body: what stands before, after and between the paragraphs of the story is taken off.
//!
//! It only ever removes. Start at [`trim`].

use rustc_hash::FxHashSet;

use crate::parse::html::block::Block;
use crate::parse::html::block::Kind;
use crate::parse::html::body::worth;
use crate::parse::html::phrase::Wording;
use crate::parse::html::phrase::wording;
use crate::parse::html::vocabulary::Groups;

/// Characters of prose from which a block is certainly part of a story.
const SOLID_WORTH: f32 = 45.0;

/// Share of link characters above which a short block is a pointer and no sentence.
const POINTER_LINK_SHARE: f32 = 0.6;

/// Characters of a paragraph that is a sentence even if most of it is a link.
const LINKED_SENTENCE_CHARS: usize = 200;

/// Characters of prose below a title that make an article.
const ARTICLE_CHARS: usize = 500;

/// Characters of a repeated block that are no coincidence.
const REPEAT_CHARS: usize = 40;

/// Returns those of the blocks `chosen` that are body text.
pub(super) fn trim(blocks: &[Block], chosen: &[usize], title: Option<&str>) -> Vec<usize> {
    let mut seen = FxHashSet::default();
    let title = title.map(words);
    let mut lines: Vec<Line> = Vec::new();
    let mut anchor = None;
    for &index in chosen {
        let block = &blocks[index];
        let wording = wording(&block.text, block.chars);
        let repeated = block.chars >= REPEAT_CHARS && !seen.insert(block.text.as_str());
        let is_title = block.chars < 300
            && lines.len() < 8
            && title.as_ref().is_some_and(|title| *title == words(&block.text));
        if is_title && matches!(block.kind, Kind::Heading(_)) {
            anchor = Some(index);
        }
        if !repeated && !is_title && !is_pointer(block, wording) {
            lines.push(Line {
                index,
                wording,
                solid: worth(block) >= SOLID_WORTH && !is_small_print(block, wording),
            });
        }
    }
    cut_other_articles(blocks, &mut lines, anchor);
    cut_head(blocks, &mut lines);
    cut_tail(blocks, &mut lines);
    cut_inside(blocks, &mut lines);
    lines.into_iter().map(|line| line.index).collect()
}

struct Line {
    index: usize,
    wording: Wording,
    /// Certainly part of a story.
    solid: bool,
}

/// Returns the words of a text in lower case, for comparison.
fn words(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns true for lines that lead away from the story wherever they stand.
fn is_pointer(block: &Block, wording: Wording) -> bool {
    let share = block.link_share();
    if block.kind == Kind::Pre {
        return false;
    }
    match wording {
        Wording::Pointer if block.chars < 120 || share > 0.3 => return true,
        Wording::Call if block.chars < 60 || share > 0.3 => return true,
        _ => {}
    }
    share > POINTER_LINK_SHARE && block.chars < LINKED_SENTENCE_CHARS
}

fn is_small_print(block: &Block, wording: Wording) -> bool {
    wording != Wording::Plain && block.chars < 160
}

/// Takes off what stands before the title, and what follows the next title of an article below this one.
fn cut_other_articles(blocks: &[Block], lines: &mut Vec<Line>, title: Option<usize>) {
    let Some(title) = title else { return };
    let solid = |lines: &[Line]| {
        lines.iter().filter(|line| line.solid).map(|line| blocks[line.index].chars).sum::<usize>()
    };
    let first = lines.partition_point(|line| line.index < title);
    if solid(&lines[first..]) >= ARTICLE_CHARS {
        lines.drain(..first);
        let next = lines.iter().position(|line| {
            let block = &blocks[line.index];
            block.kind == Kind::Heading(1) && block.link_share() > 0.9
        });
        if let Some(next) = next.filter(|&next| solid(&lines[..next]) >= ARTICLE_CHARS) {
            lines.truncate(next);
        }
    }
}

/// Takes off what stands before the first sentence: bylines, dates, kickers.
fn cut_head(blocks: &[Block], lines: &mut Vec<Line>) {
    let Some(first) = lines.iter().position(|line| line.solid) else { return };
    let keep = |line: &Line| {
        let block = &blocks[line.index];
        let lead =
            block.groups.has(Groups::LEAD) && block.chars > 20 && line.wording == Wording::Plain;
        lead || (block.chars >= 60
            && block.links == 0
            && line.wording == Wording::Plain
            && !block.groups.has(Groups::META))
    };
    let start = lines[..first].iter().position(keep).unwrap_or(first);
    // A heading right above the first paragraph belongs to it.
    let heading = start > 0
        && start == first
        && matches!(blocks[lines[start - 1].index].kind, Kind::Heading(2..));
    lines.drain(..start - usize::from(heading));
}

/// Takes off what stands after the last sentence.
fn cut_tail(blocks: &[Block], lines: &mut Vec<Line>) {
    let is_end = |line: &Line| {
        let block = &blocks[line.index];
        let listed =
            matches!(block.kind, Kind::Item | Kind::Row | Kind::Pre) && block.link_share() < 0.3;
        !(line.solid || (listed && line.wording == Wording::Plain))
            && !(block.ends_sentence()
                && line.wording == Wording::Plain
                && block.links == 0
                && !block.is_heading())
    };
    if !lines.iter().any(|line| line.solid) {
        return;
    }
    while lines.last().is_some_and(is_end) {
        lines.pop();
    }
}

/// Takes out small print between paragraphs.
fn cut_inside(blocks: &[Block], lines: &mut Vec<Line>) {
    lines.retain(|line| {
        let block = &blocks[line.index];
        match line.wording {
            Wording::Plain => true,
            Wording::End => block.chars > 60 || block.is_heading(),
            Wording::Pointer | Wording::Call => line.solid || block.chars > 100,
        }
    });
}
