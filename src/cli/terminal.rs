//! Text on a terminal: article text made harmless, colours, remarks.
//!
//! Everything that comes from an article, a path or a query and is shown to a person goes through [`clean`].

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::Write as _;

use crate::text::control::is_control;
use crate::text::control::is_direction;
use crate::text::control::sequence;

/// A way to make text stand out: the parameters of an ANSI "select graphic rendition" sequence.
pub(super) type Style = &'static str;

pub(super) const BOLD: Style = "1";
pub(super) const DIM: Style = "2";
pub(super) const ITALIC: Style = "3";
pub(super) const MATCH: Style = "1;33";

/// Writes text in colours, or without.
#[derive(Clone, Copy, Debug)]
pub(super) struct Painter {
    /// Colours are wanted.
    pub(super) color: bool,
}

impl Painter {
    /// Returns `text`, cleaned, in a style.
    pub(super) fn paint(self, style: Style, text: &str) -> String {
        let text = clean(text);
        if self.color && !text.is_empty() {
            format!("\x1b[{style}m{text}\x1b[0m")
        } else {
            text.into_owned()
        }
    }
}

/// Returns `text` without what could command a terminal or deceive its reader: escape sequences, control codes other
/// than tab and line feed, and marks that override the direction of writing.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_unsafe) {
        safe.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = &rest[sequence(rest)..];
    }
    safe.push_str(rest);
    Cow::Owned(safe)
}

/// Returns `text` cleaned and on one line.
pub(super) fn one_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a number with its noun: `1 article`, `3 articles`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn is_unsafe(c: char) -> bool {
    is_control(c) || is_direction(c)
}

/// Says something to the user on standard error, on one line: a path or a message with a line end in it must not pass
/// for a remark of ours. Who closed it does not want to know.
pub(super) fn remark(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", fold(text));
}

/// Returns `text` cleaned, with every line end made a space.
fn fold(text: &str) -> String {
    clean(text).replace(['\n', '\u{2028}', '\u{2029}'], " ")
}

/// Characters of a query shown before the place of an error, so that the caret stays in sight.
const CARET_CONTEXT: usize = 60;

/// Returns the query with a caret under the place of the error.
pub(super) fn caret(query: &str, at: Option<usize>) -> String {
    let Some(at) = at else { return format!("  {}", one_line(query)) };
    let at = (0..=at.min(query.len())).rev().find(|&at| query.is_char_boundary(at)).unwrap_or(0);
    let before: Vec<char> = clean(&query[..at]).replace(['\n', '\t'], " ").chars().collect();
    let from = before.len().saturating_sub(CARET_CONTEXT);
    let mut shown = String::from(if from > 0 { "  …" } else { "  " });
    shown.extend(&before[from..]);
    let column = shown.chars().count();
    shown.push_str(&clean(&query[at..]).replace(['\n', '\t'], " "));
    let _ = write!(shown, "\n{:column$}^", "");
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_commands_the_terminal() {
        let cases = [
            ("plain “text”\n\ttab", "plain “text”\n\ttab"),
            ("\x1b[31mred\x1b[0m", "red"),
            ("\x1b]0;title\x07after", "after"),
            ("\x1b]8;;http://x\x1b\\link", "link"),
            ("\x1b]0;never ended", "]0;never ended"),
            ("\x1bcreset", "reset"),
            ("\u{9b}2Jcleared", "cleared"),
            ("a\rb\x08c\0d\x7f", "abcd"),
            ("user\u{202E}gpj.exe\u{2066}x", "usergpj.exex"),
            ("\x1b", ""),
            ("\x1b[", ""),
            ("\x1b[\x1b[2J", ""),
            ("é\x1b[1mé", "éé"),
        ];
        for (text, wanted) in cases {
            assert_eq!(clean(text), wanted, "{text:?}");
            assert!(!clean(text).contains(is_unsafe), "{text:?}");
        }
    }

    #[test]
    fn a_remark_is_one_line() {
        assert_eq!(
            fold("a\ndateline: all is well\r\n  b\u{2028}c"),
            "a dateline: all is well   b c"
        );
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        assert_eq!(caret("person:\"Wes", Some(7)), "  person:\"Wes\n         ^");
        assert_eq!(caret("é x", Some(3)), "  é x\n    ^");
        assert_eq!(caret("abc", None), "  abc");
        assert_eq!(caret("abc", Some(99)), "  abc\n     ^");
        let long = format!("{}!", "a".repeat(100));
        assert_eq!(caret(&long, Some(100)), format!("  …{}!\n{}^", "a".repeat(60), " ".repeat(63)));
    }
}
