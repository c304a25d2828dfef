//! Precision and recall of percentages, shares, sums of money and quantities, and how many of their values are right,
//! on the project's own sentences in the manner of newswires.
//!
//! `tests/data/gold/numbers.txt` says what stands where and what it is worth. It was written before the rules were
//! fitted to it: the first 91 sentences have been looked at since, the other 30 were counted once before.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::json;

use crate::quality::Score;
use crate::quality::hold;
use crate::support::extract;

/// The kinds that are complete in the file.
const KINDS: &[&str] = &["percentage", "share", "money", "quantity"];

/// A number that stands in a sentence.
struct Wanted {
    kind: String,
    span: std::ops::Range<usize>,
    /// Its value; `None` where any will do.
    value: Option<String>,
    /// It may be found or not.
    optional: bool,
}

struct Sentence {
    text: String,
    wanted: Vec<Wanted>,
}

fn gold() -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let text = include_str!("../data/gold/numbers.txt");
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match line.strip_prefix('\t') {
            None => sentences.push(Sentence { text: line.to_owned(), wanted: Vec::new() }),
            Some(told) => {
                let sentence = sentences.last_mut().unwrap();
                sentence.wanted.push(wanted(told, sentence));
            }
        }
    }
    sentences
}

/// Reads `kind | words | value` and finds the words in the sentence.
fn wanted(told: &str, sentence: &Sentence) -> Wanted {
    let plain = told.trim_start_matches("? ");
    let cells: Vec<&str> = plain.split('|').map(str::trim).collect();
    let [kind, words, value] = cells[..] else { panic!("three cells: {told}") };
    let is_free = |at: &usize| {
        let end = at + words.len();
        sentence.wanted.iter().all(|taken| end <= taken.span.start || taken.span.end <= *at)
    };
    let places = sentence.text.match_indices(words).map(|(at, _)| at);
    let start = places.into_iter().find(is_free).unwrap_or_else(|| panic!("not there: {told}"));
    Wanted {
        kind: kind.to_owned(),
        span: start..start + words.len(),
        value: (value != "any").then(|| value.to_owned()),
        optional: plain != told,
    }
}

fn records(sentences: &[Sentence]) -> Vec<Value> {
    let line = |sentence: &Sentence| json!({"text": sentence.text});
    extract(sentences.iter().map(line), &["--offsets", "byte"])
}

/// Returns the canonical text of a value as it stands in a record.
fn canonical(value: &Value) -> String {
    let number = |name: &str| {
        let number = value[name].as_f64().map(|number| format!("{number:.6}"));
        number.map(|number| number.trim_end_matches('0').trim_end_matches('.').to_owned())
    };
    let amount = match (number("low"), number("high")) {
        (Some(low), Some(high)) => format!("{low}..{high}"),
        _ => number("number").unwrap_or_default(),
    };
    let compare = value["compare"].as_str().filter(|sign| *sign != "=").unwrap_or_default();
    let unit = match (value["unit"].as_str(), value["currency"].as_str()) {
        (Some("percent"), _) => "%".to_owned(),
        (Some("percentage-point"), _) => "pp".to_owned(),
        (unit, currency) => format!(" {}", unit.or(currency).unwrap_or("?")),
    };
    let per = value["per"].as_str().map(|per| format!("/{per}")).unwrap_or_default();
    format!("{compare}{amount}{unit}{per}")
}

/// What is counted of one kind: spans, and the values of those found.
#[derive(Clone, Copy, Default)]
struct Count {
    spans: Score,
    values: Score,
}

fn count(sentence: &Sentence, record: &Value, counts: &mut BTreeMap<&str, Count>) {
    let mentions = record["mentions"].as_array().unwrap();
    let found = |kind: &str, span: &std::ops::Range<usize>| {
        mentions.iter().find(|mention| {
            mention["kind"] == kind
                && mention["start"] == span.start as u64
                && mention["end"] == span.end as u64
        })
    };
    for one in sentence.wanted.iter().filter(|one| !one.optional) {
        let kind = KINDS.iter().find(|kind| **kind == one.kind).expect("a kind of the file");
        let count = counts.entry(kind).or_default();
        count.spans.wanted += 1.0;
        let Some(mention) = found(kind, &one.span) else {
            println!("missed: {kind} {}\n    {}", &sentence.text[one.span.clone()], sentence.text);
            continue;
        };
        count.spans.right += 1.0;
        let Some(value) = &one.value else { continue };
        count.values.found += 1.0;
        let told = canonical(&mention["value"]);
        count.values.right += f64::from(u8::from(told == *value));
        if told != *value {
            println!("value: {told}, not {value}\n    {}", sentence.text);
        }
    }
    for mention in mentions {
        let Some(kind) = KINDS.iter().find(|kind| mention["kind"] == **kind) else { continue };
        let [start, end] = ["start", "end"].map(|name| mention[name].as_u64().unwrap() as usize);
        let same = |one: &Wanted| one.kind == *kind && one.span == (start..end);
        let excused = |one: &Wanted| one.optional && one.span.start < end && start < one.span.end;
        let is_right = sentence.wanted.iter().any(|one| !one.optional && same(one));
        if is_right || !sentence.wanted.iter().any(excused) {
            counts.entry(kind).or_default().spans.found += 1.0;
        }
        if !is_right {
            println!("wrong: {kind} {}\n    {}", mention["text"], sentence.text);
        }
    }
}

#[test]
fn numbers_are_as_good_as_they_were() {
    let sentences = gold();
    assert!(sentences.len() >= 120);
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for (sentence, record) in sentences.iter().zip(records(&sentences)) {
        count(sentence, &record, &mut counts);
    }
    let named = |(kind, count): (&&str, &Count)| {
        [
            (format!("{kind}-precision"), count.spans.precision()),
            (format!("{kind}-recall"), count.spans.recall()),
            (format!("{kind}-value"), count.values.precision()),
        ]
    };
    hold("numbers", &counts.iter().flat_map(named).collect());
}
