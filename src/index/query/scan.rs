//! Query text → its next sign, word, quotation or field name.
//!
//! Knows which signs mean something, not what may follow on what: that is the grammar, in `parse.rs`. Every error names
//! the byte at which the text stops making sense. Start at [`Scanner`].

use crate::error::Error;
use crate::error::Result;
use crate::index::query::Complaint;
use crate::index::query::Piece;

/// A place in a query, and the means to go on from there.
pub(super) struct Scanner<'q> {
    pub(super) text: &'q str,
    pub(super) at: usize,
    pub(super) complaint: Complaint<'q>,
}

impl<'q> Scanner<'q> {
    /// Returns a scanner at the first word.
    pub(super) fn new(text: &'q str) -> Scanner<'q> {
        let mut scanner = Scanner { text, at: 0, complaint: Complaint(text) };
        scanner.skip_space();
        scanner
    }

    pub(super) fn rest(&self) -> &'q str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    pub(super) fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Returns the error that says `message` of this place.
    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        self.complaint.at(self.at, message)
    }

    /// Takes a sign in front of something: `-strike`, but not the dash in `pay - strike`.
    pub(super) fn eat_sign(&mut self, sign: char) -> bool {
        let rest = self.rest().strip_prefix(sign);
        let found = rest.is_some_and(|rest| rest.starts_with(|next: char| !next.is_whitespace()));
        if found {
            self.bump();
        }
        found
    }

    pub(super) fn eat_operator(&mut self, word: &str) -> bool {
        let found = self.is_operator(word);
        if found {
            self.at += word.len();
            self.skip_space();
        }
        found
    }

    pub(super) fn is_operator(&self, word: &str) -> bool {
        let rest = self.rest().strip_prefix(word);
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|next: char| next.is_whitespace() || next == '(')
        })
    }

    /// A name directly before a colon: letters, digits, `-`, `_` and `.`, beginning with a letter.
    pub(super) fn eat_field(&mut self) -> Option<Piece> {
        let rest = self.rest();
        let is_inside = |next: char| next.is_alphanumeric() || matches!(next, '-' | '_' | '.');
        let length = rest.find(|next| !is_inside(next))?;
        let name = &rest[..length];
        let is_name = name.starts_with(char::is_alphabetic) && !name.ends_with('.');
        if !rest[length..].starts_with(':') || !is_name {
            return None;
        }
        let piece = Piece { text: name.to_lowercase(), at: self.at };
        self.at += length + 1;
        self.skip_space();
        Some(piece)
    }

    /// The digits and dots that come next.
    pub(super) fn eat_number(&mut self) -> &'q str {
        let rest = self.rest();
        let is_part = |next: char| next.is_ascii_digit() || next == '.';
        let length = rest.find(|next| !is_part(next)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub(super) fn value(&mut self) -> Result<Piece> {
        match self.peek() {
            Some(mark) if closing(mark).is_some() => self.quoted(),
            _ => self.bare(),
        }
    }

    /// Text between quotation marks; a backslash makes the next character an ordinary one.
    pub(super) fn quoted(&mut self) -> Result<Piece> {
        let at = self.at;
        let end = self.bump().and_then(closing);
        let mut text = String::new();
        while let Some(next) = self.bump() {
            match next {
                '\\' => text.extend(self.bump()),
                next if Some(next) == end || (next == '"' && end == Some('”')) => {
                    return Ok(Piece { text, at });
                }
                next => text.push(next),
            }
        }
        Err(self.complaint.at(at, "this quotation mark is never closed; add another one"))
    }

    /// Text up to white space or a sign of the grammar.
    pub(super) fn bare(&mut self) -> Result<Piece> {
        let at = self.at;
        let mut text = String::new();
        while let Some(next) = self.peek() {
            let is_sign = matches!(next, '(' | ')' | '[' | ']' | '{' | '}');
            let ends = next.is_whitespace() || is_sign || closing(next).is_some();
            if ends || !text.is_empty() && self.is_suffix(next) {
                break;
            }
            self.bump();
            if next == '\\' { text.extend(self.bump()) } else { text.push(next) }
        }
        if text.is_empty() {
            let sign = self.peek().map_or("the end".to_owned(), |next| format!("\"{next}\""));
            return Err(self.error(format!(
                "{sign} has no meaning here; write a word, or put it in quotation marks"
            )));
        }
        Ok(Piece { text, at })
    }

    /// Returns true for what says something of the word before it: `^2`, `~1`. `user~name` is a word; `user^name` is none.
    fn is_suffix(&self, sign: char) -> bool {
        let number = self.rest()[sign.len_utf8()..]
            .trim_start_matches(|next: char| next.is_ascii_digit() || next == '.');
        let is_end = number
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || matches!(next, ')' | '^' | '~' | ']' | '}'));
        sign == '^' || sign == '~' && is_end
    }
}

/// Returns the mark that closes what `mark` opens: typed ones, and those of word processors.
pub(super) fn closing(mark: char) -> Option<char> {
    match mark {
        '"' => Some('"'),
        '“' | '”' | '„' => Some('”'),
        _ => None,
    }
}
