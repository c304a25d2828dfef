//! The grammar: query text → [`Node`].
//!
//! Knows no field and no index. Every error names the byte at which the text stops making sense.

use std::ops::Bound;

use crate::error::Result;
use crate::index::query::Complaint;
use crate::index::query::Node;
use crate::index::query::Piece;
use crate::index::query::Test;

/// Longest query, in bytes. Programs that paste lists write a few thousand.
const MAX_QUERY: usize = 64 << 10;

/// Deepest nesting of brackets and NOTs: the parser and the engine recurse.
const MAX_DEPTH: usize = 60;

/// Returns the meaning of a query; empty text asks for every article.
pub(in crate::index) fn parse(text: &str) -> Result<Node> {
    let complaint = Complaint(text);
    if text.len() > MAX_QUERY {
        return Err(complaint.at(MAX_QUERY, format!("longer than {MAX_QUERY} bytes; split it")));
    }
    let mut parser = Parser { text, at: 0, depth: 0, complaint };
    parser.skip_space();
    if parser.at == text.len() {
        return Ok(Node::All);
    }
    let node = parser.any_of(None)?;
    match parser.peek() {
        None => Ok(node),
        Some(other) => Err(parser
            .error(format!("\"{other}\" closes nothing; remove it or put it in quotation marks"))),
    }
}

struct Parser<'q> {
    text: &'q str,
    at: usize,
    depth: usize,
    complaint: Complaint<'q>,
}

impl<'q> Parser<'q> {
    /// `a OR b`
    fn any_of(&mut self, field: Option<&Piece>) -> Result<Node> {
        let mut nodes = vec![self.all_of(field)?];
        while self.eat_operator("OR") || self.eat_operator("||") {
            nodes.push(self.all_of(field)?);
        }
        Ok(single_or(nodes, Node::Or))
    }

    /// `a b`, `a AND b`
    fn all_of(&mut self, field: Option<&Piece>) -> Result<Node> {
        let mut nodes = vec![self.unary(field)?];
        loop {
            let demanded = self.eat_operator("AND") || self.eat_operator("&&");
            let ended = matches!(self.peek(), None | Some(')'))
                || self.is_operator("OR")
                || self.is_operator("||");
            if ended && !demanded {
                return Ok(single_or(nodes, Node::And));
            }
            nodes.push(self.unary(field)?);
        }
    }

    /// `NOT a`, `-a`, `+a`
    fn unary(&mut self, field: Option<&Piece>) -> Result<Node> {
        let start = self.at;
        let negative = self.eat_operator("NOT") || self.eat_sign('-');
        if !negative && !self.eat_sign('+') {
            return self.primary(field);
        }
        self.enter(start)?;
        let node = self.unary(field)?;
        self.depth -= 1;
        Ok(if negative { Node::Not(Box::new(node)) } else { node })
    }

    /// `( … )`, `field:…`, a test
    fn primary(&mut self, field: Option<&Piece>) -> Result<Node> {
        let start = self.at;
        for operator in ["AND", "OR", "||", "&&"] {
            if self.is_operator(operator) {
                return Err(self.error(format!(
                    "nothing before {operator}; write what it joins, or quote the word"
                )));
            }
        }
        match self.peek() {
            None => Err(self.error("something is missing here; write what to search for")),
            Some('(') => {
                self.enter(start)?;
                self.bump();
                self.skip_space();
                let node = self.any_of(field)?;
                if self.peek() != Some(')') {
                    return Err(self
                        .complaint
                        .at(start, "this bracket is never closed; add \")\""));
                }
                self.bump();
                self.skip_space();
                self.depth -= 1;
                Ok(node)
            }
            Some(')') => Err(self.error("nothing before \")\"; write what to search for")),
            Some(_) => match self.eat_field() {
                Some(name) if field.is_some() => Err(self
                    .complaint
                    .at(name.at, "a field inside a field; close the bracket before it")),
                Some(name) => self.after_colon(name),
                None => self.test(field),
            },
        }
    }

    fn after_colon(&mut self, name: Piece) -> Result<Node> {
        match self.peek() {
            Some('(') => self.primary(Some(&name)),
            None | Some(')') => {
                Err(self.error(format!("nothing after {}:; write what it should be", name.text)))
            }
            Some(_) => self.test(Some(&name)),
        }
    }

    fn test(&mut self, field: Option<&Piece>) -> Result<Node> {
        let is_quoted = self.peek().is_some_and(|next| next == '=' || closing(next).is_some());
        let test = match self.peek() {
            Some('[' | '{') if field.is_some() => self.range()?,
            Some('>' | '<') if field.is_some() => self.comparison()?,
            Some('=') if field.is_some() => {
                self.bump();
                self.skip_space();
                Test::Exact(self.value()?)
            }
            Some(mark) if closing(mark).is_some() => self.phrase()?,
            _ => self.word()?,
        };
        // A name with quotation marks of its own, as it is shown: person:="Sam "Ace" Hill".
        if field.is_some() && is_quoted && self.peek().is_some_and(char::is_alphanumeric) {
            return Err(self.error("write \\\" for a quotation mark inside of quotation marks"));
        }
        self.skip_space();
        let every = field.is_none() && test == Test::Any;
        Ok(if every { Node::All } else { Node::Leaf { field: field.cloned(), test } })
    }

    /// `"words"`, `"words"~2`, `"words"*`
    fn phrase(&mut self) -> Result<Test> {
        let words = self.quoted()?;
        if self.peek() == Some('*') {
            self.bump();
            return Ok(Test::Phrase { words, slop: 0, prefix: true });
        }
        let mut slop = 0;
        if self.peek() == Some('~') {
            self.bump();
            let start = self.at;
            while self.peek().is_some_and(|next| next.is_ascii_digit()) {
                self.bump();
            }
            slop = self.text[start..self.at].parse().map_err(|_| {
                self.complaint.at(start, "\"~\" wants a number of words, such as \"~3\"")
            })?;
        }
        Ok(Test::Phrase { words, slop, prefix: false })
    }

    /// `strike`, `strik*`, `*`
    fn word(&mut self) -> Result<Test> {
        let mut word = self.bare()?;
        if word.text == "*" {
            return Ok(Test::Any);
        }
        self.refuse_signs(word.at)?;
        Ok(match word.text.strip_suffix('*') {
            Some(head) => {
                word.text.truncate(head.len());
                Test::Prefix(word)
            }
            None => Test::Word(word),
        })
    }

    /// Refuses signs of other query languages in the word that ends here: they would be taken for spaces.
    fn refuse_signs(&self, start: usize) -> Result<()> {
        let mut letters = self.text[start..self.at].char_indices();
        while let Some((at, letter)) = letters.next() {
            let rest = letters.as_str();
            let is_number =
                |rest: &str| rest.bytes().all(|digit| digit.is_ascii_digit() || digit == b'.');
            let remedy = match letter {
                '\\' => {
                    letters.next();
                    continue;
                }
                '*' if !rest.is_empty() => "\"*\" stands only at the end of a word, as in \"ho*\"",
                '~' if at > 0 && is_number(rest) => {
                    "\"~\" stands only after words in quotation marks, as in \"strike pay\"~3; a bare word is found \
                     in all its forms without it"
                }
                '^' if at > 0 && is_number(rest) => "words cannot be weighted; leave out \"^\"",
                _ => continue,
            };
            let quoted = "in a text that has this sign, use quotation marks";
            return Err(self.complaint.at(start + at, format!("{remedy} ({quoted})")));
        }
        Ok(())
    }

    /// `[a TO b]`, `{a TO *]`
    fn range(&mut self) -> Result<Test> {
        let start = self.at;
        let open = self.bump();
        self.skip_space();
        let lower = self.bound(start)?;
        if !self.eat_operator("TO") {
            return Err(self.error("a range is written [first TO last]; \"TO\" is missing here"));
        }
        let upper = self.bound(start)?;
        let close = match self.peek() {
            Some(close @ (']' | '}')) => close,
            _ => return Err(self.complaint.at(start, "this range is never closed; add \"]\"")),
        };
        self.bump();
        let bound = |value: Option<Piece>, inclusive| match value {
            None => Bound::Unbounded,
            Some(value) if inclusive => Bound::Included(value),
            Some(value) => Bound::Excluded(value),
        };
        Ok(Test::Range(bound(lower, open == Some('[')), bound(upper, close == ']')))
    }

    fn bound(&mut self, start: usize) -> Result<Option<Piece>> {
        if matches!(self.peek(), None | Some(']' | '}')) || self.is_operator("TO") {
            return Err(self
                .complaint
                .at(start, "a range is written [first TO last]; one of them is missing"));
        }
        let value = self.value()?;
        self.skip_space();
        Ok((value.text != "*").then_some(value))
    }

    /// `>20`, `<=2025-11`
    fn comparison(&mut self) -> Result<Test> {
        let is_above = self.bump() == Some('>');
        let is_inclusive = self.peek() == Some('=');
        if is_inclusive {
            self.bump();
        }
        self.skip_space();
        let value = self.value()?;
        let bound = if is_inclusive { Bound::Included(value) } else { Bound::Excluded(value) };
        Ok(if is_above {
            Test::Range(bound, Bound::Unbounded)
        } else {
            Test::Range(Bound::Unbounded, bound)
        })
    }

    fn value(&mut self) -> Result<Piece> {
        match self.peek() {
            Some(mark) if closing(mark).is_some() => self.quoted(),
            _ => self.bare(),
        }
    }

    /// Text between quotation marks; a backslash makes the next character an ordinary one.
    fn quoted(&mut self) -> Result<Piece> {
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
    fn bare(&mut self) -> Result<Piece> {
        let at = self.at;
        let mut text = String::new();
        while let Some(next) = self.peek() {
            if next.is_whitespace()
                || matches!(next, '(' | ')' | '[' | ']' | '{' | '}')
                || closing(next).is_some()
            {
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

    /// A name directly before a colon: letters, digits, `-` and `_`, beginning with a letter.
    fn eat_field(&mut self) -> Option<Piece> {
        let rest = &self.text[self.at..];
        let length =
            rest.find(|next: char| !(next.is_alphanumeric() || next == '-' || next == '_'))?;
        let name = &rest[..length];
        if !rest[length..].starts_with(':') || !name.starts_with(char::is_alphabetic) {
            return None;
        }
        let piece = Piece { text: name.to_lowercase(), at: self.at };
        self.at += length + 1;
        self.skip_space();
        Some(piece)
    }

    fn eat_sign(&mut self, sign: char) -> bool {
        let rest = &self.text[self.at..];
        let found = rest
            .strip_prefix(sign)
            .is_some_and(|rest| rest.starts_with(|next: char| !next.is_whitespace()));
        if found {
            self.bump();
        }
        found
    }

    fn eat_operator(&mut self, word: &str) -> bool {
        let found = self.is_operator(word);
        if found {
            self.at += word.len();
            self.skip_space();
        }
        found
    }

    fn is_operator(&self, word: &str) -> bool {
        let rest = self.text[self.at..].strip_prefix(word);
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|next: char| next.is_whitespace() || next == '(')
        })
    }

    fn enter(&mut self, at: usize) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self
                .complaint
                .at(at, format!("nested more than {MAX_DEPTH} deep; write it flatter")));
        }
        Ok(())
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn error(&self, message: impl Into<String>) -> crate::error::Error {
        self.complaint.at(self.at, message)
    }
}

fn single_or(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => join(nodes),
    }
}

/// Returns the mark that closes what `mark` opens: typed ones, and those of word processors.
fn closing(mark: char) -> Option<char> {
    match mark {
        '"' => Some('"'),
        '“' | '”' | '„' => Some('”'),
        _ => None,
    }
}
