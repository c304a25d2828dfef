//! Blocks of a live blog → the same with the time of each entry, which looks like small print around a title.
//!
//! Start at [`restore_times`].

use rustc_hash::FxHashSet;

use crate::parse::html::block::Block;
use crate::parse::html::page::Page;
use crate::parse::html::verdict::Verdict;

/// Times between the blocks of a body from which it is made of entries.
const MIN_TIMES: usize = 2;

/// Blocks, such as a headline, between a time and the text of its entry at most.
const NEAR: usize = 2;

/// Characters of a time with its zone at most.
const TIME_CHARS: usize = 14;

/// Characters of each word behind a time at most.
const ZONE_CHARS: usize = 4;

/// Adds to the body the times that head one of its entries, and look on the page like those that are in it already.
pub(super) fn restore_times(
    page: &Page<'_>,
    blocks: &[Block],
    kept: &mut Vec<usize>,
    verdicts: &mut [Verdict],
) {
    let times = kept.iter().filter(|&&index| is_time(&blocks[index].text));
    let known: FxHashSet<_> = times.clone().map(|&index| look(page, &blocks[index])).collect();
    if times.count() < MIN_TIMES {
        return;
    }
    let heads_entry = |index: usize| {
        let next = kept.partition_point(|&kept| kept <= index);
        kept.get(next).is_some_and(|&next| next - index <= NEAR)
    };
    let is_lost = |&index: &usize| {
        let block = &blocks[index];
        verdicts[index] != Verdict::Kept
            && is_time(&block.text)
            && known.contains(&look(page, block))
            && heads_entry(index)
    };
    let lost: Vec<usize> = (0..blocks.len()).filter(is_lost).collect();
    lost.iter().for_each(|&index| verdicts[index] = Verdict::Kept);
    kept.extend(lost);
    kept.sort_unstable();
}

/// Returns what elements of one kind have in common.
fn look<'a>(page: &Page<'a>, block: &Block) -> (Option<&'a str>, Option<&'a str>) {
    let node = &page.nodes[block.node];
    (node.element.map(|element| element.name()), node.attr("class"))
}

/// Returns true for a time of the day and nothing else: `9.20`, `16:42`, `4:42pm`, `16h42`, `16.42 Uhr`, `16:42 GMT`.
fn is_time(text: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(text);
    let Some(rest) = text.get(hours..).filter(|_| (1..=2).contains(&hours)) else { return false };
    let Some(rest) = rest.strip_prefix([':', '.', 'h', '：']) else { return false };
    let zone = rest.get(2..).unwrap_or_default();
    digits(rest) == 2 && text.chars().count() <= TIME_CHARS && zone.split(' ').all(is_zone)
}

/// Returns true for a word such as `pm`, `a.m.`, `Uhr` or `CEST`, or none.
fn is_zone(word: &str) -> bool {
    word.chars().count() <= ZONE_CHARS
        && word.chars().all(|char| char.is_alphabetic() || char == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_day() {
        for text in ["9.20", "16:42", "4:42pm", "4:42 p.m.", "16h42", "16.42 Uhr", "16:42 GMT"] {
            assert!(is_time(text), "{text}");
        }
        for text in ["", "16", "2016", "10.30 million", "16:4", "4.123", "16:42 said the man", "a"]
        {
            assert!(!is_time(text), "{text}");
        }
    }
}
