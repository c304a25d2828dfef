//! Control codes → signs that can be seen and do nothing, or nothing at all.

use std::borrow::Cow;

/// Longest escape sequence that is taken as one, in bytes; of a longer one the rest is plain text. Links have addresses
/// of this length; beyond it, what ended the sequence was lost, and a story must not go with it.
const LONGEST_SEQUENCE: usize = 4 << 10;

/// What opens an escape sequence. U+009B, which stands for it and a bracket, is in files hardly ever that, but a quotation
/// mark under a wrong label.
const ESCAPE: char = '\u{1b}';

/// Returns the picture of a control code (`␛` for escape), and the replacement character where there is none.
pub fn picture(control: char) -> char {
    match u32::from(control) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// Returns true for control codes other than tab and line feed.
pub fn is_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

/// Returns `text` with the picture of each control code in its place, so that offsets in code points stay.
pub fn pictured(text: &str) -> Cow<'_, str> {
    if !text.contains(is_control) {
        return Cow::Borrowed(text);
    }
    let show = |c: char| if is_control(c) { picture(c) } else { c };
    Cow::Owned(text.chars().map(show).collect())
}

/// Returns true for marks that override the direction of writing, or set words apart from it: with them a text reads
/// otherwise than it is. Marks that only lean (U+200E, U+200F) are none.
pub fn is_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns the text without escape sequences, and how many there were.
pub fn without_sequences(text: Cow<'_, str>) -> (Cow<'_, str>, usize) {
    let Some(first) = text.find(ESCAPE) else { return (text, 0) };
    let mut plain = String::with_capacity(text.len());
    plain.push_str(&text[..first]);
    let mut rest = &text[first..];
    let mut count = 0;
    while !rest.is_empty() {
        rest = &rest[sequence(rest)..];
        count += 1;
        let end = rest.find(ESCAPE).unwrap_or(rest.len());
        plain.push_str(&rest[..end]);
        rest = &rest[end..];
    }
    (Cow::Owned(plain), count)
}

/// Returns the bytes of the control code or whole escape sequence (ECMA-48) that opens `text`.
pub fn sequence(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let bytes = &text.as_bytes()[..text.len().min(LONGEST_SEQUENCE)];
    let length = match bytes {
        [0x1B, b'[', ..] | [0xC2, 0x9B, ..] => Some(control_sequence(&bytes[2..])),
        [0x1B, b']' | b'P' | b'X' | b'_' | b'^', ..] => control_string(&bytes[2..]),
        [0x1B, 0x20..=0x2F, 0x30..=0x7E, ..] => Some(1),
        [0x1B, 0x30..=0x7E, ..] => Some(0),
        _ => None,
    };
    length.map_or(first, |length| 2 + length)
}

/// Returns the length of parameters and final byte; of the parameters alone where the final byte was lost.
fn control_sequence(bytes: &[u8]) -> usize {
    let count = |from: usize, range: std::ops::RangeInclusive<u8>| {
        bytes[from..].iter().take_while(|byte| range.contains(byte)).count()
    };
    let parameters = count(0, 0x30..=0x3F);
    let middle = parameters + count(parameters, 0x20..=0x2F);
    match bytes.get(middle) {
        Some(0x40..=0x7E) => middle + 1,
        _ => parameters,
    }
}

/// Returns the length of a command to the operating system, such as a new window title, which ends with BEL or ESC \
/// in the same line.
fn control_string(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().position(|byte| matches!(byte, 0x07 | 0x1B | b'\n'))?;
    match bytes[end..] {
        [0x07, ..] => Some(end + 1),
        [0x1B, b'\\', ..] => Some(end + 2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_codes_have_pictures() {
        for (control, expected) in
            [('\0', '␀'), ('\u{1b}', '␛'), ('\r', '␍'), ('\u{7f}', '␡'), ('\u{9b}', '\u{fffd}')]
        {
            assert_eq!(picture(control), expected, "{control:?}");
        }
    }

    #[test]
    fn a_long_link_goes_and_a_story_stays() {
        let plain = |text: &str| without_sequences(Cow::Borrowed(text)).0.into_owned();
        let address = "a".repeat(2000);
        for end in ["\x07", "\x1b\\"] {
            let link = format!("\x1b]8;;https://e.org/{address}{end}Oslo\x1b]8;;{end}.");
            assert_eq!(plain(&link), "Oslo.");
        }
        let story = "word ".repeat(2000);
        assert_eq!(plain(&format!("\x1b]0;{story}\x07")), format!("]0;{story}\x07"));
        assert_eq!(plain("\x1b]0;lost\nOslo\x07"), "]0;lost\nOslo\x07");
    }

    #[test]
    fn sequences_go_as_a_whole() {
        for (text, expected, count) in [
            ("plain", "plain", 0),
            ("a \x1b[31mred\x1b[0m b", "a red b", 2),
            ("\x1b[38;2;1;2;3mred", "red", 1),
            ("\u{9b}Anna\u{8b}", "\u{9b}Anna\u{8b}", 0),
            ("\x1b]8;;http://x\x07Oslo\x1b]8;;\x1b\\.", "Oslo.", 2),
            ("\x1b(BOslo", "Oslo", 1),
            ("\x1bcOslo", "Oslo", 1),
            ("\x1b[31\nOslo", "\nOslo", 1),
            ("\x1b[ 5 ships", " 5 ships", 1),
            ("\x1b[31é", "é", 1),
            ("\x1b", "", 1),
            ("\x1b\x1b[0m", "", 2),
            ("\x1b]0;lost", "]0;lost", 1),
        ] {
            let (plain, found) = without_sequences(Cow::Borrowed(text));
            assert_eq!((&*plain, found), (expected, count), "{text:?}");
        }
    }
}
