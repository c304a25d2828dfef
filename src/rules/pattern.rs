//! Pattern text → syntax tree.
//!
//! ```text
//! <given> <surname>          entries of lists, shape classes, <number 1..31>, <digits 4>
//! <first> <glued> <headline> <initials> <sport>   where a token stands, what it looks like, what the article is about
//! <cap&!common>              & and, ! not, | or, inside the angle brackets
//! 'per cent'                 these words, in any case
//! /\d+th/                    a regular expression on one token
//! ~'%'   ^'On'               ~ touches the token before, ^ starts the sentence
//! day:<number 1..31>         a capture
//! <honorific> [<cap>+]       the part that is the mention, where the pattern asks for more around it
//! {amount}                   a part defined in the same file or in parts.toml
//! ( | ) ? * + {2,4}          groups and repetition
//! ```
//! Start at [`parse`].

use crate::text::token::tokenize;

/// A pattern, before lists are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// One token (or one entry of a list).
    Step(Step),
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these.
    Either(Vec<Node>),
    /// Repetition; `None` is without end.
    Repeat(Box<Node>, u32, Option<u32>),
    /// A named part.
    Capture(String, Box<Node>),
    /// The part that is the mention.
    Mention(Box<Node>),
    /// A part defined elsewhere.
    Part(String),
}

/// What one token (or one list entry) must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// Alternatives of conjunctions.
    pub either: Vec<Vec<Term>>,
    /// Must touch the token before.
    pub glued: bool,
    /// Must start the sentence.
    pub first: bool,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// The condition must not hold.
    pub negated: bool,
    /// The condition.
    pub test: TermTest,
}

/// What a condition asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TermTest {
    /// A list, a lexicon class, a shape class or a kind of mention.
    Named(String),
    /// A whole number within bounds.
    Number(i64, i64),
    /// A number of so many digits.
    Digits(u8),
    /// This word, as written.
    Word(String),
    /// A regular expression on the token.
    Regex(String),
}

/// Deepest nesting of brackets in a pattern.
const MAX_DEPTH: u32 = 32;

/// Highest count in `{m,n}`.
const MAX_REPEAT: u32 = 40;

/// Returns the tree of a pattern.
///
/// # Errors
/// A message that shows the place.
pub(super) fn parse(pattern: &str) -> Result<Node, String> {
    let mut parser = Parser { pattern, at: 0, depth: 0 };
    let node = parser.either()?;
    match parser.peek() {
        None => Ok(node),
        Some(other) => Err(parser.fail(&format!("'{other}' is not expected here"))),
    }
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    fn fail(&self, message: &str) -> String {
        format!("{message}, at character {} of the pattern {}", self.at + 1, self.pattern)
    }

    fn rest(&self) -> &str {
        &self.pattern[self.at..]
    }

    /// Skips white space and returns the next character.
    fn peek(&mut self) -> Option<char> {
        self.at = self.pattern.len() - self.rest().trim_start().len();
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), String> {
        if self.eat(wanted) { Ok(()) } else { Err(self.fail(&format!("'{wanted}' is missing"))) }
    }

    /// Returns the text up to `end` and steps over both.
    fn until(&mut self, end: char) -> Result<String, String> {
        let Some(length) = self.rest().find(end) else {
            return Err(self.fail(&format!("'{end}' is missing")));
        };
        let text = self.rest()[..length].to_owned();
        self.at += length + end.len_utf8();
        Ok(text)
    }

    fn either(&mut self) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.fail("brackets are nested too deep"));
        }
        let mut options = vec![self.sequence()?];
        while self.eat('|') {
            options.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(if options.len() == 1 { options.remove(0) } else { Node::Either(options) })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut items = Vec::new();
        while self.peek().is_some_and(|next| !matches!(next, ')' | ']' | '|')) {
            items.push(self.item()?);
        }
        match items.len() {
            0 => Err(self.fail("a word, <list> or group is missing")),
            1 => Ok(items.remove(0)),
            _ => Ok(Node::Sequence(items)),
        }
    }

    fn item(&mut self) -> Result<Node, String> {
        let name = self.capture_name();
        let node = self.primary()?;
        let node = self.repetition(node)?;
        Ok(match name {
            Some(name) => Node::Capture(name, Box::new(node)),
            None => node,
        })
    }

    fn capture_name(&mut self) -> Option<String> {
        self.peek();
        let length =
            self.rest().find(|letter: char| !letter.is_ascii_lowercase() && letter != '_')?;
        if length == 0 || !self.rest()[length..].starts_with(':') {
            return None;
        }
        let name = self.rest()[..length].to_owned();
        self.at += length + 1;
        Some(name)
    }

    fn primary(&mut self) -> Result<Node, String> {
        if self.eat('(') {
            let node = self.either()?;
            return self.expect(')').map(|()| node);
        }
        if self.eat('[') {
            let node = self.either()?;
            return self.expect(']').map(|()| Node::Mention(Box::new(node)));
        }
        if self.eat('{') {
            return self.until('}').map(Node::Part);
        }
        let (mut glued, mut first) = (false, false);
        loop {
            if self.eat('~') {
                glued = true;
            } else if self.eat('^') {
                first = true;
            } else {
                break;
            }
        }
        self.step(glued, first)
    }

    fn step(&mut self, glued: bool, first: bool) -> Result<Node, String> {
        let one = |test| Step { either: vec![vec![Term { negated: false, test }]], glued, first };
        if self.eat('\'') {
            let text = self.until('\'')?;
            return words(&text, glued, first)
                .ok_or_else(|| self.fail("the quotation marks hold no word"));
        }
        if self.eat('"') {
            let text = self.until('"')?;
            return words(&text, glued, first)
                .ok_or_else(|| self.fail("the quotation marks hold no word"));
        }
        if self.eat('/') {
            return Ok(Node::Step(one(TermTest::Regex(self.until('/')?))));
        }
        if self.eat('<') {
            let formula = self.until('>')?;
            let either =
                formula.split('|').map(|all| self.conjunction(all)).collect::<Result<_, _>>()?;
            return Ok(Node::Step(Step { either, glued, first }));
        }
        let found = self.peek().map_or("the end".to_owned(), |next| format!("'{next}'"));
        Err(self
            .fail(&format!("a word in quotation marks, <list> or group is expected, not {found}")))
    }

    fn conjunction(&self, formula: &str) -> Result<Vec<Term>, String> {
        formula.split('&').map(|term| self.term(term.trim())).collect()
    }

    fn term(&self, term: &str) -> Result<Term, String> {
        let (negated, term) =
            term.strip_prefix('!').map_or((false, term), |term| (true, term.trim()));
        let test = if let Some(range) = term.strip_prefix("number ") {
            let bounds = range
                .trim()
                .split_once("..")
                .and_then(|(low, high)| Some((low.parse().ok()?, high.parse().ok()?)));
            let (low, high) = bounds
                .ok_or_else(|| self.fail("a range such as 1..31 is expected after number"))?;
            TermTest::Number(low, high)
        } else if let Some(count) = term.strip_prefix("digits ") {
            TermTest::Digits(
                count.trim().parse().map_err(|_| self.fail("a count is expected after digits"))?,
            )
        } else if let Some(word) = term.strip_prefix('\'') {
            TermTest::Word(word.trim_end_matches('\'').to_owned())
        } else if term.is_empty() {
            return Err(self.fail("a name is missing in the angle brackets"));
        } else {
            TermTest::Named(term.to_owned())
        };
        Ok(Term { negated, test })
    }

    fn repetition(&mut self, node: Node) -> Result<Node, String> {
        let bounds = match self.rest().chars().next() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') if self.rest()[1..].starts_with(|next: char| next.is_ascii_digit()) => {
                return self.counted(node);
            }
            _ => return Ok(node),
        };
        self.at += 1;
        Ok(Node::Repeat(Box::new(node), bounds.0, bounds.1))
    }

    fn counted(&mut self, node: Node) -> Result<Node, String> {
        self.at += 1;
        let text = self.until('}')?;
        let (low, high) = text.split_once(',').unwrap_or((&text, &text));
        match (low.trim().parse::<u32>(), high.trim().parse::<u32>()) {
            (Ok(low), Ok(high)) if low <= high && high <= MAX_REPEAT => {
                Ok(Node::Repeat(Box::new(node), low, Some(high)))
            }
            _ => {
                Err(self
                    .fail(&format!("a count such as {{2,4}}, at most {MAX_REPEAT}, is expected")))
            }
        }
    }
}

/// The words of a literal, one step each.
fn words(text: &str, glued: bool, first: bool) -> Option<Node> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let step = |(at, token): (usize, &crate::text::token::Token)| {
        let test = TermTest::Word(token.text(text).to_owned());
        let either = vec![vec![Term { negated: false, test }]];
        Node::Step(Step { either, glued: glued && at == 0, first: first && at == 0 })
    };
    let mut steps: Vec<Node> = tokens.iter().enumerate().map(step).collect();
    match steps.len() {
        0 => None,
        1 => steps.pop(),
        _ => Some(Node::Sequence(steps)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_patterns_parse() {
        for pattern in [
            "day:<number 1..31> month:<month> year:<digits 4>?",
            "<a&!b|c> ('per cent' | ~'%')",
            "^'On' [<cap>+] /x+/{2,3}",
            "{amount} 'a' <unit>",
        ] {
            parse(pattern).unwrap();
        }
    }

    #[test]
    fn bad_patterns_name_the_place() {
        let cases = [
            ("<month", "'>' is missing, at character 2"),
            ("(<a> | )", "is missing, at character 8"),
            ("<number 1>", "a range such as 1..31"),
            (
                "month",
                "a word in quotation marks, <list> or group is expected, not 'm', at character 1",
            ),
            ("<a> )", "')' is not expected here, at character 5"),
            ("", "is missing, at character 1"),
            ("<a>{2,99}", "a count such as {2,4}"),
            ("''", "hold no word"),
        ];
        for (pattern, message) in cases {
            let error = parse(pattern).unwrap_err();
            assert!(error.contains(message), "{pattern}: {error}");
        }
        assert!(parse(&"(".repeat(1000)).is_err());
    }
}
