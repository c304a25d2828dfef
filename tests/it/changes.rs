//! Precision and recall of `percent-change` and `change` on the project's own sentences, held against floors that only
//! rise.
//!
//! `tests/data/gold/changes.txt` says what rose or fell by how much. The rules were written with an eye on its odd
//! sentences; the even ones were held out at first, and their classes of errors looked at once.

use std::collections::BTreeMap;

use dateline::text::key::name_key;
use serde_json::Value;
use serde_json::json;

use crate::quality::Score;
use crate::quality::hold;
use crate::support::extract;

/// What rose or fell by how much.
#[derive(Clone, Debug)]
struct Change {
    /// Head nouns, any of which will do.
    heads: Vec<String>,
    direction: String,
    amount: String,
    /// It may be found or not.
    optional: bool,
}

struct Sentence {
    text: String,
    wanted: Vec<Change>,
}

fn gold() -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let text = include_str!("../data/gold/changes.txt");
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let Some(change) = line.strip_prefix('\t') else {
            sentences.push(Sentence { text: line.to_owned(), wanted: Vec::new() });
            continue;
        };
        let plain = change.trim_start_matches("? ");
        let cells: Vec<&str> = plain.split('|').map(str::trim).collect();
        let [heads, direction, amount] = cells[..] else { panic!("three cells: {line}") };
        let change = Change {
            heads: heads.split('/').map(last_word).collect(),
            direction: direction.to_owned(),
            amount: amount.to_owned(),
            optional: plain != change,
        };
        sentences.last_mut().unwrap().wanted.push(change);
    }
    sentences
}

fn last_word(words: &str) -> String {
    name_key(words).rsplit('-').next().unwrap_or_default().to_owned()
}

fn records(sentences: &[Sentence]) -> Vec<Value> {
    let line = |sentence: &Sentence| json!({"text": sentence.text});
    extract(sentences.iter().map(line), &[])
}

/// Returns true if a fact says what is wanted: the amount in the same measure, or the level that was reached.
fn is_same(wanted: &Change, fact: &Value) -> bool {
    let args = &fact["args"];
    let head = last_word(args["head"].as_str().unwrap_or_default());
    if args["direction"] != wanted.direction || !wanted.heads.contains(&head) {
        return false;
    }
    let number = |text: &str| {
        text.trim_matches(|letter: char| !letter.is_ascii_digit()).parse::<f64>().unwrap()
    };
    if let Some(level) = wanted.amount.strip_prefix("to ") {
        return args["to"].as_f64() == Some(number(level));
    }
    let amount = if wanted.amount.ends_with('%') || wanted.amount.ends_with("pp") {
        args["percent"].as_f64()
    } else {
        args["percent"].as_f64().or(args["amount"].as_f64())
    };
    wanted.amount.split('/').any(|wanted| amount == Some(number(wanted)))
}

#[test]
fn changes_hold_their_floors() {
    let sentences = gold();
    assert!(sentences.len() >= 300);
    let mut scores = [Score::default(); 2];
    for (number, (sentence, record)) in sentences.iter().zip(records(&sentences)).enumerate() {
        let score = &mut scores[number % 2];
        let mut left = sentence.wanted.clone();
        score.wanted += left.iter().filter(|change| !change.optional).count() as f64;
        let facts = record["facts"].as_array().unwrap().iter();
        for fact in
            facts.filter(|fact| fact["kind"] == "change" || fact["kind"] == "percent-change")
        {
            let at = left.iter().position(|wanted| is_same(wanted, fact));
            let optional = at.is_some_and(|at| left[at].optional);
            score.found += f64::from(u8::from(!optional));
            match at {
                Some(at) => {
                    score.right += f64::from(u8::from(!left.remove(at).optional));
                }
                None if number % 2 == 0 => println!("wrong: {fact}\n    {}", sentence.text),
                None => {}
            }
        }
        if number % 2 == 0 {
            let missed = left.iter().filter(|change| !change.optional);
            missed.for_each(|wanted| println!("missed: {wanted:?}\n    {}", sentence.text));
        }
    }
    let [seen, held] = scores;
    let scores = BTreeMap::from([
        ("precision-seen".to_owned(), seen.precision()),
        ("recall-seen".to_owned(), seen.recall()),
        ("precision-held".to_owned(), held.precision()),
        ("recall-held".to_owned(), held.recall()),
    ]);
    hold("changes", &scores);
}
