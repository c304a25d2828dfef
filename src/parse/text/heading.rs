//! Which blocks of a body are headings inside the story.

use crate::parse::layout;
use crate::parse::layout::Block;
use crate::parse::text::shape;

/// Words in a heading set in capitals, at most.
const MOST_CAPS_WORDS: usize = 12;

/// Words and bytes in a heading set in small letters, at most. Longer lines without a stop are paragraphs that lost it.
const MOST_WORDS: usize = 9;
const MOST_BYTES: usize = 72;

/// A heading is this many times shorter than the paragraph below it.
const PARAGRAPH_RATIO: usize = 2;

/// Of a hundred blocks, how many may be in capitals before they stop to mean anything: old wires wrote all of them so.
const MOST_CAPS_PERCENT: usize = 50;

/// Returns the places of the headings among the blocks of a body.
pub(in crate::parse) fn positions(blocks: &[Block<'_>]) -> Vec<usize> {
    let caps = blocks.iter().filter(|block| shape::is_caps(&block.text)).count();
    let caps_mean_something = caps * 100 <= blocks.len() * MOST_CAPS_PERCENT;
    let mut headings: Vec<usize> = Vec::new();
    for (at, pair) in blocks.windows(2).enumerate() {
        let text = &*pair[0].text;
        let before = at.checked_sub(1).map(|before| &*blocks[before].text);
        let below_heading = at > 0 && headings.last() == Some(&(at - 1));
        let is_heading = match shape::is_caps(text) {
            true => caps_mean_something && is_caps_heading(text, before),
            false => is_plain_heading(text, before.filter(|_| !below_heading), &pair[1].text),
        };
        if is_heading {
            headings.push(at);
        }
    }
    headings
}

/// Returns true for `FLU YET TO REACH PEAK`.
fn is_caps_heading(text: &str, before: Option<&str>) -> bool {
    let listed = before.is_some_and(|before| before.ends_with(':'));
    shape::words(text, MOST_CAPS_WORDS + 1) <= MOST_CAPS_WORDS
        && !shape::ends_with_stop(text)
        && !listed
}

/// Returns true for `Who is on strike?` and `18.40` between paragraphs.
fn is_plain_heading(text: &str, before: Option<&str>, next: &str) -> bool {
    // Nearly all blocks are paragraphs, and long.
    if text.len() > MOST_BYTES || !is_line_of_heading(text) {
        return false;
    }
    // Prose (or a heading, passed as nothing) must stand above and prose below, else the line is one of a list.
    let after_prose = before.is_none_or(shape::ends_sentence);
    let before_prose = || shape::ends_sentence(next) && next.len() >= text.len() * PARAGRAPH_RATIO;
    let before_heading =
        || next.len() <= MOST_BYTES && text.len() * PARAGRAPH_RATIO <= next.len() && is_time(text);
    after_prose && (before_prose() || before_heading())
}

/// Returns true if the line may be a heading by itself.
fn is_line_of_heading(text: &str) -> bool {
    // A quotation mark at the start may open speech, at both ends it is a headline: 'I cried in the car'.
    let speech = text.starts_with(['"', '“', '«']) && !text.ends_with(['"', '”', '»']);
    let closed = shape::ends_sentence(text) && !text.ends_with(['?', '!', '\'', '"', '’', '”']);
    let open = text.ends_with([':', ',', ';', '-', '–', '—']);
    let question = text.starts_with("Q:") || text.starts_with("A:");
    let short = shape::words(text, MOST_WORDS + 1) <= MOST_WORDS;
    let line = short && !speech && !closed && !open && !question;
    line && layout::bullet(text) == 0 && shape::starts_high(text)
}

/// Returns true for the time of an entry in a live report: `18.40`, `7:05 am`.
fn is_time(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (3..=4).contains(&digits) && text.len() <= 10 && text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let blocks = layout::blocks(text);
        let headings: Vec<&str> =
            positions(&blocks).into_iter().map(|at| &*blocks[at].text).collect();
        assert_eq!(headings, expected, "{text}");
    }

    const LONG: &str =
        "The union is asking for a rise of 12.5 per cent this year, and the minister said no.";

    #[test]
    fn headings_between_paragraphs() {
        for heading in [
            "FLU YET TO REACH PEAK",
            "'NO MORE ROOM'",
            "COLD WEATHER ADDS PRESSURE TO 3 HOSPITALS",
            "Outlook",
            "Who is on strike?",
            "Picketing ruling",
            "‘I cried in the car’",
            "18.40",
        ] {
            check(&format!("{LONG}\n{heading}\n{LONG}\n{LONG}"), &[heading]);
            check(&format!("{LONG}\n\n{heading}\n\n{LONG}\n\n{LONG}"), &[heading]);
        }
    }

    #[test]
    fn no_headings() {
        for line in [
            "He got them.",
            "The dates are:",
            "Q: Is that still the number?",
            "\"No,\" he said",
            "- Bergen",
            "and so it went on",
            "The union, which represents about 310,000 nurses in four countries and has never struck before",
        ] {
            check(&format!("{LONG}\n{line}\n{LONG}\n{LONG}"), &[]);
        }
    }

    #[test]
    fn lists_hold_no_headings() {
        check(
            &format!(
                "{LONG}\nThe dates are:\n7-8 February: Preston\n14 February: Oxenholme\n{LONG}"
            ),
            &[],
        );
    }

    #[test]
    fn a_text_all_in_capitals_has_none() {
        let shout = LONG.to_uppercase();
        check(&format!("{shout}\nFLU RISES\n{shout}\n{shout}"), &[]);
    }

    #[test]
    fn an_entry_of_a_live_report() {
        check(
            &format!("{LONG}\n\n17.15\nPicketing ruling\n{LONG}\n{LONG}"),
            &["17.15", "Picketing ruling"],
        );
    }
}
