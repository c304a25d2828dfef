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
        Node::Group(node) => show(node),
        Node::Boost(node, weight) => format!("{}^{weight}", show(node)),
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
        Test::Fuzzy(word, letters) => format!("{}~{letters}", word.text),
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
        (r"ho\*p ~user a~b ^2", "(& ho*p ~user a~b ^2)"),
        ("strike^2 pay", "(& strike^2 pay)"),
        ("\"pay dispute\"^3.5", "'pay dispute'^3.5"),
        ("(a OR b^0.5)^2 c", "(& (| a b^0.5)^2 c)"),
        ("title:strike^2 percentage:>20^3", "(& title:strike^2 percentage:<20..*>^3)"),
        ("strikes~1 person:(streting~2 OR x)", "(& strikes~1 (| person:streting~2 person:x))"),
        ("strike~ strike~1^2", "(& strike~1 strike~1^2)"),
        ("!a !(b c)", "(& !a !(& b c))"),
        ("money.GBP:>1e9 fact.direction:up", "(& money.gbp:<1e9..*> fact.direction:up)"),
        ("quantity.patient:[1 TO 2}", "quantity.patient:<=1..2>"),
        ("number:<-5", "number:<*..-5>"),
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
        ("strikes~3", 8, "1 or 2"),
        ("title:strikes~0", 14, "1 or 2"),
        ("strik*~1", 6, "not both"),
        ("strike^", 7, "wants a weight"),
        ("strike^1.2.3", 7, "wants a weight"),
        ("strike^2000", 7, "from 0 to 1000"),
        ("(a b)^x", 6, "wants a weight"),
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

/// Pieces of queries: what the grammar knows, and what it does not.
pub(in crate::index) const PIECES: &[&str] = &[
    "strike",
    "\"",
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    " ",
    "AND ",
    "OR ",
    "NOT ",
    "TO ",
    "-",
    "+",
    "!",
    "*",
    "^",
    "^2",
    "~",
    "~1",
    "~9",
    ":",
    "=",
    ">",
    "<",
    ">=",
    "\\",
    ".",
    "&&",
    "||",
    "person:",
    "money.gbp:",
    "number:",
    "subject:",
    "fact.to:",
    "fact:",
    "role:",
    "has:",
    "mentions-date:",
    "published:",
    "quote:",
    "speaker:",
    "site:",
    "2008",
    "2008-05",
    "1e9",
    "20%",
    "é",
    "\u{10348}",
    "\n",
    "\u{0}",
    "x*",
    "role",
    "percent-change",
];

proptest::proptest! {
    #[test]
    fn any_text_is_a_query_or_an_error_with_a_place(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..24),
    ) {
        let text = pieces.concat();
        match parse(&text) {
            Ok(_) => {}
            Err(Error::Query { at: Some(at), message, .. }) => {
                proptest::prop_assert!(text.is_char_boundary(at) && !message.is_empty(), "{text:?} {at}");
            }
            other => proptest::prop_assert!(false, "{text:?}: {other:?}"),
        }
    }
}
