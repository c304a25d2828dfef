//! The grammar: query text → [`Node`].
//!
//! Knows no field and no index. What a field or a word is tested for stands in `test.rs`. Every error names the byte at
//! which the text stops making sense. Start at [`parse`].

use crate::error::Result;
use crate::index::query::Node;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::scan::Scanner;

/// Longest query, in bytes. Programs that paste lists write a few thousand.
const MAX_QUERY: usize = 64 << 10;

/// Deepest nesting of brackets and NOTs: the parser and the engine recurse.
const MAX_DEPTH: usize = 60;

/// The greatest weight of a part of a query: whatever is worth more than this drowns all else.
const MAX_BOOST: f32 = 1000.0;

/// Returns the meaning of a query; empty text asks for every article.
pub(in crate::index) fn parse(text: &str) -> Result<Node> {
    let scan = Scanner::new(text);
    if text.len() > MAX_QUERY {
        let message = format!("longer than {MAX_QUERY} bytes; split it");
        return Err(scan.complaint.at(MAX_QUERY, message));
    }
    if scan.at == text.len() {
        return Ok(Node::All);
    }
    let mut parser = Parser { scan, depth: 0 };
    let node = parser.any_of(None)?;
    match parser.scan.peek() {
        None => Ok(node),
        Some(other) => Err(parser
            .scan
            .error(format!("\"{other}\" closes nothing; remove it or put it in quotation marks"))),
    }
}

struct Parser<'q> {
    scan: Scanner<'q>,
    depth: usize,
}

impl Parser<'_> {
    /// `a OR b`
    fn any_of(&mut self, field: Option<&Piece>) -> Result<Node> {
        let mut nodes = vec![self.all_of(field)?];
        while self.scan.eat_operator("OR") || self.scan.eat_operator("||") {
            nodes.push(self.all_of(field)?);
        }
        Ok(single_or(nodes.into_iter().map(opened).collect(), Node::Or))
    }

    /// `a b`, `a AND b`
    fn all_of(&mut self, field: Option<&Piece>) -> Result<Node> {
        let mut nodes = vec![self.unary(field)?];
        loop {
            let demanded = self.scan.eat_operator("AND") || self.scan.eat_operator("&&");
            let ended = matches!(self.scan.peek(), None | Some(')'))
                || self.scan.is_operator("OR")
                || self.scan.is_operator("||");
            if ended && !demanded {
                return Ok(single_or(nodes, Node::And));
            }
            nodes.push(self.unary(field)?);
        }
    }

    /// `NOT a`, `-a`, `!a`, `+a`
    fn unary(&mut self, field: Option<&Piece>) -> Result<Node> {
        let start = self.scan.at;
        let negative =
            self.scan.eat_operator("NOT") || self.scan.eat_sign('-') || self.scan.eat_sign('!');
        if !negative && !self.scan.eat_sign('+') {
            let node = self.primary(field)?;
            return self.boosted(node);
        }
        self.enter(start)?;
        let node = self.unary(field)?;
        self.depth -= 1;
        Ok(if negative { Node::Not(Box::new(node)) } else { node })
    }

    /// `( … )`, `field:…`, a test
    fn primary(&mut self, field: Option<&Piece>) -> Result<Node> {
        for operator in ["AND", "OR", "||", "&&"] {
            if self.scan.is_operator(operator) {
                return Err(self.scan.error(format!(
                    "nothing before {operator}; write what it joins, or quote the word"
                )));
            }
        }
        match self.scan.peek() {
            None => Err(self.scan.error("something is missing here; write what to search for")),
            Some('(') => self.group(field),
            Some(')') => Err(self.scan.error("nothing before \")\"; write what to search for")),
            Some(_) => match self.scan.eat_field() {
                Some(name) if field.is_some() => Err(self
                    .scan
                    .complaint
                    .at(name.at, "a field inside a field; close the bracket before it")),
                Some(name) => self.after_colon(name),
                None => self.leaf(field),
            },
        }
    }

    fn group(&mut self, field: Option<&Piece>) -> Result<Node> {
        let start = self.scan.at;
        self.enter(start)?;
        self.scan.bump();
        self.scan.skip_space();
        let node = self.any_of(field)?;
        if self.scan.peek() != Some(')') {
            let message = "this bracket is never closed; add \")\"";
            return Err(self.scan.complaint.at(start, message));
        }
        self.scan.bump();
        self.depth -= 1;
        let is_own = field.is_none() && matches!(node, Node::And(_) | Node::Leaf { .. });
        Ok(if is_own { Node::Group(Box::new(node)) } else { node })
    }

    fn after_colon(&mut self, name: Piece) -> Result<Node> {
        match self.scan.peek() {
            Some('(') => self.group(Some(&name)),
            None | Some(')') => {
                let message = format!("nothing after {}:; write what it should be", name.text);
                Err(self.scan.error(message))
            }
            Some(_) => self.leaf(Some(&name)),
        }
    }

    fn leaf(&mut self, field: Option<&Piece>) -> Result<Node> {
        let test = self.scan.test(field.is_some())?;
        let every = field.is_none() && test == Test::Any;
        Ok(if every { Node::All } else { Node::Leaf { field: field.cloned(), test } })
    }

    /// `…^2`, and the space behind it
    fn boosted(&mut self, node: Node) -> Result<Node> {
        let mut node = node;
        if self.scan.peek() == Some('^') {
            self.scan.bump();
            let at = self.scan.at;
            let weight = self.scan.eat_number().parse().ok();
            // "^1e9" would be a weight and a word.
            let next = self.scan.peek();
            let ends = next.is_none_or(|next| next == ')' || next.is_whitespace());
            let weight = weight.filter(|weight| ends && (0.0..=MAX_BOOST).contains(weight));
            let message = format!(
                "\"^\" wants a weight from 0 to {MAX_BOOST}, such as \"^2\" (in a text that has this sign, use \
                 quotation marks)"
            );
            let weight = weight.ok_or_else(|| self.scan.complaint.at(at, message))?;
            node = Node::Boost(Box::new(node), weight);
        }
        self.scan.skip_space();
        Ok(node)
    }

    fn enter(&mut self, at: usize) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} deep; write it flatter");
            return Err(self.scan.complaint.at(at, message));
        }
        Ok(())
    }
}

/// Returns a node without its brackets: beside nothing they mean nothing.
fn opened(node: Node) -> Node {
    match node {
        Node::Group(node) => *node,
        node => node,
    }
}

fn single_or(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => join(nodes),
    }
}
