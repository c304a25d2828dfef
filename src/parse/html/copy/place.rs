//! Blocks → their places in the copy of their page. Start at [`place`].
//!
//! Both have the same words in the same order, but the copy also has words that are no part of any block, and it has
//! its own white space. So the words of each block are looked for behind those of the one before, white space aside.

use std::ops::Range;

use memchr::memmem;

use crate::parse::html::account::BlockAccount;
use crate::parse::html::copy::Piece;

/// Bytes that are skipped at most to find a block: more than is ever hidden between two.
const WINDOW: usize = 64 << 10;

/// Bytes below which a block may stand anywhere by chance, and how far it is looked for then.
const SHORT: usize = 12;
const SHORT_WINDOW: usize = 2 << 10;

/// Characters of head and tail by which a block is found in which something hidden stands.
const HEAD_CHARS: usize = 24;

/// Returns the pieces with their texts cut where a block begins or ends, and named for it.
pub(super) fn place(pieces: Vec<Piece>, blocks: &[BlockAccount]) -> Vec<Piece> {
    let mut words = String::new();
    for piece in &pieces {
        if let Piece::Text(text, _) = piece {
            words.extend(text.chars().filter(is_seen));
        }
    }
    let places = places(&words, blocks);
    let mut cutter = Cutter { places: &places, next: 0, at: 0, pieces: Vec::new() };
    for piece in pieces {
        match piece {
            Piece::Text(text, _) => cutter.cut(&text),
            other => cutter.pieces.push(other),
        }
    }
    cutter.pieces
}

/// Returns where in `words` the blocks stand: ranges in order, each with the place of its block in the list.
fn places(words: &str, blocks: &[BlockAccount]) -> Vec<(Range<usize>, usize)> {
    let mut places = Vec::new();
    let mut from = 0;
    for (index, block) in blocks.iter().enumerate() {
        let block: String = block.text.chars().filter(is_seen).collect();
        if let Some(range) = find(&words.as_bytes()[from..], &block) {
            let range = from + range.start..from + range.end;
            from = range.end;
            places.push((range, index));
        }
    }
    places
}

/// Returns where a block stands in the words to come.
fn find(words: &[u8], block: &str) -> Option<Range<usize>> {
    let window = if block.len() < SHORT { SHORT_WINDOW } else { WINDOW };
    let look = |words: &[u8], part: &str| {
        let room = window.saturating_add(part.len()).min(words.len());
        memmem::find(&words[..room], part.as_bytes())
    };
    if block.is_empty() {
        return None;
    }
    if let Some(start) = look(words, block) {
        return Some(start..start + block.len());
    }
    let (head_end, _) = block.char_indices().nth(HEAD_CHARS)?;
    let (tail_start, _) = block.char_indices().rev().nth(HEAD_CHARS - 1)?;
    let start = look(words, &block[..head_end])?;
    // Hidden words make a block longer, never shorter.
    let tail_from = start + tail_start.min(words.len() - start);
    let tail = &block[tail_start..];
    let end = tail_from + look(&words[tail_from..], tail)? + tail.len();
    Some(start..end)
}

/// Returns true for characters that are compared.
fn is_seen(char: &char) -> bool {
    let is_nothing = matches!(char, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}');
    !char.is_whitespace() && !char.is_control() && !is_nothing
}

/// Cuts texts at the ends of places.
struct Cutter<'p> {
    places: &'p [(Range<usize>, usize)],
    /// The first place that does not end before the text to come.
    next: usize,
    /// Seen bytes so far.
    at: usize,
    pieces: Vec<Piece>,
}

impl Cutter<'_> {
    fn cut(&mut self, text: &str) {
        let mut start = 0;
        let mut block = self.block();
        for (offset, char) in text.char_indices() {
            // White space belongs to what stands before it, at the start of a text to what follows.
            let now = if is_seen(&char) { self.block() } else { block };
            if now != block {
                self.push(&text[start..offset], block);
                (start, block) = (offset, now);
            }
            self.at += if is_seen(&char) { char.len_utf8() } else { 0 };
        }
        self.push(&text[start..], block);
    }

    /// Returns the block at the current place.
    fn block(&mut self) -> Option<usize> {
        while self.places.get(self.next).is_some_and(|(range, _)| range.end <= self.at) {
            self.next += 1;
        }
        let (range, block) = self.places.get(self.next)?;
        range.contains(&self.at).then_some(*block)
    }

    fn push(&mut self, text: &str, block: Option<usize>) {
        if !text.is_empty() {
            // What is only white space shows no colour.
            let block = block.filter(|_| text.contains(|char| is_seen(&char)));
            self.pieces.push(Piece::Text(text.to_owned(), block));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> BlockAccount {
        BlockAccount {
            text: text.to_owned(),
            place: String::new(),
            score: 0.0,
            kept: true,
            heading: false,
            reason: String::new(),
        }
    }

    #[track_caller]
    fn check(texts: &[&str], blocks: &[&str], expected: &[(&str, Option<usize>)]) {
        let pieces = texts.iter().map(|text| Piece::Text((*text).to_owned(), None)).collect();
        let blocks: Vec<BlockAccount> = blocks.iter().map(|text| block(text)).collect();
        let found = place(pieces, &blocks);
        let wanted = expected.iter().map(|&(text, block)| Piece::Text(text.to_owned(), block));
        assert_eq!(found, wanted.collect::<Vec<_>>());
    }

    #[test]
    fn blocks_are_found_in_order() {
        check(&["A b\n c", " d"], &["A b c", "d"], &[("A b\n c", Some(0)), (" d", Some(1))]);
        check(
            &["One ", "two", " three"],
            &["One two three"],
            &[("One ", Some(0)), ("two", Some(0)), (" three", Some(0))],
        );
        check(
            &["First\n\nSecond"],
            &["First", "Second"],
            &[("First\n\n", Some(0)), ("Second", Some(1))],
        );
        check(&["x", "y"], &["z", "y"], &[("x", None), ("y", Some(1))]);
    }

    #[test]
    fn hidden_words_inside_a_block_are_passed() {
        let (head, tail) =
            ("The council voted on Monday to close three ", "of its seven libraries in the north.");
        let whole = format!("{head}{tail}");
        check(
            &[head, "[share]", tail],
            &[&whole],
            &[(head, Some(0)), ("[share]", Some(0)), (tail, Some(0))],
        );
    }
}
