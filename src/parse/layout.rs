//! Plain text → blocks: the paragraphs, headings and single lines that a reader sees.
//!
//! A blank line always ends a block, a line end does too unless the file is hard-wrapped. Whether it is follows from
//! the lines themselves: in wrapped text the next word would not have fitted on the line. Start at [`blocks`].

use std::borrow::Cow;
use std::ops::Range;

/// Widths to which text is wrapped, in characters. Below are lists and verse, above are paragraphs on one line.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=132;

/// Line ends inside paragraphs needed before a file may be called wrapped.
const WRAP_PAIRS: usize = 3;

/// Of ten line ends, how many must be full lines. Where paragraphs have no blank line between them, each last line is
/// short; lists and headlines have full lines by accident, one in five.
const WRAP_FULL_IN_TEN: usize = 6;

/// Of ten lines that go on from a full one, how many must start in small letters. Prose has eight or nine, German six;
/// headlines and paragraphs have none.
const WRAP_LOW_IN_TEN: usize = 3;

/// Lines in a row from which capitals at all their starts are no accident of wrapping.
const FEWEST_HEADLINES: usize = 3;

/// A paragraph, heading or single line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block<'t> {
    /// Where in the text, without white space at the ends.
    pub(super) range: Range<usize>,
    /// Its text, with the line ends of wrapped lines removed.
    pub(super) text: Cow<'t, str>,
    /// A blank line stands before it.
    pub(super) gap: bool,
}

struct Line {
    range: Range<usize>,
    gap: bool,
    indent: usize,
}

/// Returns the blocks of a text in order. Lines without letters or digits (rows of stars) only separate.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut blocks = Vec::with_capacity(lines.len());
    for group in lines.chunk_by(|_, next| !next.gap) {
        let width = width.filter(|_| is_prose(text, group));
        let continues = |line: &Line, next: &Line| {
            width.is_some_and(|width| continues(text, line, next, width))
        };
        for lines in group.chunk_by(continues) {
            let (first, last) = (&lines[0], &lines[lines.len() - 1]);
            let range = first.range.start..last.range.end;
            blocks.push(Block { range, text: join(text, lines), gap: first.gap });
        }
    }
    blocks
}

/// Returns true unless the lines are headlines line under line, which may be as long as wrapped lines but each start
/// with a capital and end without a stop.
fn is_prose(text: &str, group: &[Line]) -> bool {
    let stops = |line: &Line| text[line.range.clone()].ends_with('.');
    group.len() < FEWEST_HEADLINES
        || group[1..].iter().any(|line| starts_low(text, line))
        || group.iter().any(stops)
}

/// Returns the lines that have something in them, trimmed.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut gap = true;
    let mut start = 0;
    let ends = memchr::memchr3_iter(b'\n', b'\r', 0x0c, text.as_bytes());
    for end in ends.chain([text.len()]) {
        let line = &text[start..end];
        let carriage = text[..end].ends_with('\r') && text[end..].starts_with('\n');
        let trimmed = line.trim();
        if trimmed.chars().any(char::is_alphanumeric) {
            let indent = line.len() - line.trim_start().len();
            let start = start + indent;
            lines.push(Line {
                range: start..start + trimmed.len(),
                gap: gap && !lines.is_empty(),
                indent,
            });
            gap = false;
        } else if !(carriage && line.is_empty()) {
            gap = true;
        }
        gap |= text[end..].starts_with('\u{c}');
        start = (end + 1).min(text.len());
    }
    lines
}

/// Returns the width to which the text is wrapped, or `None` if each line is a block.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let pairs = || lines.windows(2).filter(|pair| !pair[1].gap);
    let length = |line: &Line| text[line.range.clone()].chars().count();
    // A byte length this large is too wide in any script; counting characters of huge lines would cost for nothing.
    let cap = WRAP_WIDTHS.end() * 4;
    let mut lengths: Vec<usize> = pairs()
        .map(|pair| if pair[0].range.len() > cap { cap } else { length(&pair[0]) })
        .collect();
    if lengths.len() < WRAP_PAIRS {
        return None;
    }
    lengths.sort_unstable();
    // One overlong line (an address, a title) must not hide the width of all others.
    let width = lengths[lengths.len() * 9 / 10];
    if !WRAP_WIDTHS.contains(&width) {
        return None;
    }
    let full = || pairs().filter(|pair| is_full(text, &pair[0], &pair[1], width));
    let low = full().filter(|pair| starts_low(text, &pair[1])).count();
    let full = full().count();
    let wrapped =
        full * 10 >= lengths.len() * WRAP_FULL_IN_TEN && low * 10 >= full * WRAP_LOW_IN_TEN;
    wrapped.then_some(width)
}

/// Returns true if the first letter of a line is no capital; scripts without capitals count as small.
fn starts_low(text: &str, line: &Line) -> bool {
    text[line.range.clone()]
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() && !first.is_uppercase())
}

/// Returns true if the first word of `next` would not have fitted on `line`.
fn is_full(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    if line.range.len() > width * 4 {
        return true;
    }
    let word =
        text[next.range.clone()].split_whitespace().next().map_or(0, |word| word.chars().count());
    text[line.range.clone()].chars().count() + 1 + word > width
}

fn continues(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    !next.gap
        && next.indent <= line.indent
        && bullet(&text[next.range.clone()]) == 0
        && is_full(text, line, next, width)
}

/// Returns the lines as one, with a space for each line end; a word broken at its own hyphen is put together again.
fn join<'t>(text: &'t str, lines: &[Line]) -> Cow<'t, str> {
    let [line] = lines else {
        let mut joined = String::new();
        for line in lines {
            let hyphenated = joined
                .strip_suffix('-')
                .is_some_and(|before| before.ends_with(char::is_alphanumeric));
            if !joined.is_empty() && !hyphenated {
                joined.push(' ');
            }
            joined.push_str(&text[line.range.clone()]);
        }
        return Cow::Owned(joined);
    };
    Cow::Borrowed(&text[line.range.clone()])
}

/// Returns the length in bytes of the bullet or number that starts a list item, 0 if there is none.
pub(super) fn bullet(line: &str) -> usize {
    let sign = line.starts_with(['-', '*', '•', '–', '—', '·', '▪', '►', '»', '>', '+', '‣', '○']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match line.chars().next() {
        Some(first) if sign => first.len_utf8(),
        _ if (1..=2).contains(&digits) && line[digits..].starts_with(['.', ')']) => digits + 1,
        _ => return 0,
    };
    let rest = &line[mark..];
    if rest.starts_with(char::is_whitespace) { line.len() - rest.trim_start().len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let blocks = blocks(text);
        let texts: Vec<&str> = blocks.iter().map(|block| &*block.text).collect();
        assert_eq!(texts, expected, "{text:?}");
    }

    #[test]
    fn line_ends_of_all_systems() {
        check("One.\nTwo.\n\nThree.", &["One.", "Two.", "Three."]);
        check("One.\r\nTwo.\r\n\r\nThree.\r\n", &["One.", "Two.", "Three."]);
        check("One.\rTwo.\r\rThree.", &["One.", "Two.", "Three."]);
        check("One.\u{c}Two.", &["One.", "Two."]);
        check("", &[]);
        check(" \n\t\n", &[]);
        check("  One.  \n* * *\n  Two.", &["One.", "Two."]);
    }

    #[test]
    fn gaps_are_seen() {
        for (text, expected) in [
            ("a\nb\n\nc", [false, false, true]),
            ("a\r\nb\r\n\r\nc", [false, false, true]),
            ("a\n***\nb\u{c}c", [false, true, true]),
        ] {
            let gaps: Vec<bool> = blocks(text).iter().map(|block| block.gap).collect();
            assert_eq!(gaps, expected, "{text:?}");
        }
    }

    const WRAPPED: &str = "\
Norwegian core inflation slows

OSLO (NWA) - Norwegian core inflation slowed to 2.7 percent in October
from 3.0 percent a month earlier, official data showed on Monday.
It was 3.5 a year ago, said Anna Berg and her colleague Cato Lindqvist-
Moreau in a report.

It follows from the lines that they are wrapped at seventy characters,
as is this one.

- Bergen 3
- Oslo 4
";

    #[test]
    fn wrapped_paragraphs_are_joined() {
        let blocks = blocks(WRAPPED);
        let texts: Vec<&str> = blocks.iter().map(|block| &*block.text).collect();
        assert_eq!(texts.len(), 6, "{texts:#?}");
        assert!(
            texts[1].ends_with("showed on Monday."),
            "a short line ends a paragraph: {}",
            texts[1]
        );
        assert!(texts[2].ends_with("Cato Lindqvist-Moreau in a report."), "{}", texts[2]);
        assert!(
            WRAPPED[blocks[2].range.clone()].starts_with("It was")
                && WRAPPED[..blocks[2].range.end].ends_with("report.")
        );
        assert_eq!(&texts[4..], ["- Bergen 3", "- Oslo 4"]);
    }

    #[test]
    fn headlines_line_under_line_are_not_wrapped() {
        let text = "Rovers held at home by bottom side\nHurst out for six weeks with ankle injury\n\
                    Women's League: leaders drop first points\nRef watch: why the penalty had to be given";
        assert_eq!(blocks(text).len(), 4);
    }

    #[test]
    fn bullets() {
        for (line, expected) in
            [("- a", 2), ("• a", 4), ("1. a", 3), ("12) a", 4), ("-a", 0), ("2025. a", 0), ("a", 0)]
        {
            assert_eq!(bullet(line), expected, "{line}");
        }
    }
}
