//! The grammar, as tables.

use std::ops::Bound;

use crate::error::Error;
use crate::index::query::Node;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::parse;

/// Writes a node in a compact form, for the tables below.
fn show(node: &Node) -> String {
    let all = |nodes: &[Node]| nodes.iter().map(show).collect::<Vec<_>>().join(" ");
    match node {
        Node::All => "*".to_owned(),
        Node::Not(node) => format!("!{}", show(node)),
        Node::And(nodes) => format!("(& {})", all(nodes)),
        Node::Or(nodes) => format!("(| {})", all(nodes)),
        Node::Leaf { field, test } => {
            let field = field.as_ref().map(|field| format!("{}:", field.text)).unwrap_or_default();
            format!("{field}{}", show_test(test))
        }
    }
}

fn show_test(test: &Test) -> String {
    let end = |bound: &Bound<Piece>| match bound {
        Bound::Included(value) => format!("={}", value.text),
        Bound::Excluded(value) => value.text.clone(),
        Bound::Unbounded => "*".to_owned(),
    };
    match test {
        Test::Any => "?".to_owned(),
        Test::Word(word) => word.text.clone(),
        Test::Prefix(word) => format!("{}*", word.text),
        Test::Phrase { words, slop, prefix } => {
            format!(
                "'{}'{}{}",
                words.text,
                if *prefix { "*" } else { "" },
                if *slop > 0 { format!("~{slop}") } else { String::new() }
            )
        }
        Test::Exact(value) => format!("={}", value.text),
        Test::Range(lower, upper) => format!("<{}..{}>", end(lower), end(upper)),
    }
}

#[test]
fn queries_mean_what_they_say() {
    for (text, expected) in [
        ("", "*"),
        ("  * ", "*"),
        ("strike pay", "(& strike pay)"),
        ("a AND b OR c", "(| (& a b) c)"),
        ("a (b OR c) d", "(& a (| b c) d)"),
        ("NOT a -b +c", "(& !a !b c)"),
        ("self-indulgent", "self-indulgent"),
        ("strik*", "strik*"),
        ("\"resident doctors\"", "'resident doctors'"),
        ("“resident doctors” x", "(& 'resident doctors' x)"),
        ("\"a b\"~3 \"a b\"*", "(& 'a b'~3 'a b'*)"),
        (r#""say \"no\"""#, "'say \"no\"'"),
        ("person:\"Wes Streeting\"", "person:'Wes Streeting'"),
        ("Person: streeting", "person:streeting"),
        ("site:(bbc OR \"the times\")", "(| site:bbc site:'the times')"),
        ("site:=\"BBC News\"", "site:=BBC News"),
        ("published:[2025-01-01 TO 2025-12-31]", "published:<=2025-01-01..=2025-12-31>"),
        ("money:{1e6 TO *]", "money:<1e6..*>"),
        ("percentage:>20", "percentage:<20..*>"),
        ("percentage:<= 20", "percentage:<*..=20>"),
        ("site:*", "site:?"),
        ("10:30 3-2", "(& 10:30 3-2)"),
        ("ORDER ANDREW", "(& ORDER ANDREW)"),
        ("a OR(b)", "(| a b)"),
        (r"ho\*p ~user a~b", "(& ho*p ~user a~b)"),
    ] {
        assert_eq!(show(&parse(text).unwrap()), expected, "{text}");
    }
}

#[test]
fn errors_point_at_the_place() {
    for (text, at, part) in [
        ("strike \"pay", 7, "never closed"),
        ("(a OR b", 0, "never closed"),
        ("a)", 1, "closes nothing"),
        ("OR a", 0, "nothing before OR"),
        ("a OR", 4, "missing here"),
        ("a AND", 5, "missing here"),
        ("a AND OR b", 6, "nothing before OR"),
        ("()", 1, "nothing before"),
        ("person:", 7, "nothing after person:"),
        ("published:[2025 TO", 10, "one of them is missing"),
        ("published:[2025 2026]", 16, "\"TO\" is missing"),
        ("published:[2025 TO 2026", 10, "never closed"),
        ("a ]", 2, "has no meaning here"),
        ("\"a b\"~x", 6, "wants a number"),
        ("a:(b:c)", 3, "a field inside a field"),
        ("pay ho*p", 6, "only at the end of a word"),
        ("*hop", 0, "only at the end of a word"),
        ("strikes~1", 7, "after words in quotation marks"),
        ("title:strikes~", 13, "after words in quotation marks"),
        ("strike^2", 6, "cannot be weighted"),
    ] {
        match parse(text) {
            Err(Error::Query { at: Some(found), message, .. }) => {
                assert!(found == at && message.contains(part), "{text}: {found} {message}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn hostile_queries_end_in_an_error() {
    for text in
        ["(".repeat(50_000), "-".repeat(50_000) + "a", "NOT ".repeat(10_000), "a ".repeat(40_000)]
    {
        assert!(parse(&text).is_err());
    }
}
