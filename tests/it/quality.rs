//! Precision and recall on the project's own annotated articles, held against floors that only rise.
//!
//! `tests/data/gold` says what a careful reader finds; `tests/floors.toml` what was reached. `UPDATE_FLOORS=1` raises
//! floors to the scores of the run; lowering one is an edit by hand, with its reason in the commit.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Differences below this are rounding.
const TOLERANCE: f64 = 0.000_5;

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn gold(name: &str) -> Vec<Value> {
    let text = fs::read_to_string(root().join("tests/data/gold").join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The record of a sample; `item` is the line of a JSONL file.
fn record(entry: &Value) -> Value {
    let path = entry["path"].as_str().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["extract", "-j1", path])
        .current_dir(root())
        .output()
        .unwrap();
    let records = String::from_utf8(output.stdout).unwrap();
    let line = entry["item"].as_u64().unwrap_or(1) as usize;
    serde_json::from_str(records.lines().nth(line - 1).unwrap_or("{}")).unwrap()
}

/// A text with white space collapsed, and for each code point of the original its place in it.
struct Body {
    text: Vec<char>,
    place: Vec<usize>,
}

impl Body {
    fn new(text: &str) -> Body {
        let mut body = Body { text: Vec::new(), place: Vec::new() };
        for letter in text.chars() {
            let space = letter.is_whitespace();
            let doubled = space && body.text.last().is_none_or(|last| *last == ' ');
            body.place.push(body.text.len() - usize::from(doubled && !body.text.is_empty()));
            if !doubled {
                body.text.push(if space { ' ' } else { letter });
            }
        }
        body.place.push(body.text.len());
        body
    }

    fn span(&self, of: &Value) -> (usize, usize) {
        let at = |name: &str| self.place[of[name].as_u64().unwrap() as usize];
        (at("start"), at("end"))
    }

    /// The n-th place of some words, counted from 1.
    fn find(&self, words: &str, n: usize) -> Option<(usize, usize)> {
        let words: Vec<char> =
            words.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
        let mut at = 0;
        let mut seen = 0;
        while at + words.len() <= self.text.len() {
            if self.text[at..].starts_with(&words) {
                seen += 1;
                if seen == n {
                    return Some((at, at + words.len()));
                }
                at += words.len();
            } else {
                at += 1;
            }
        }
        None
    }
}

/// Counts of one measure.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Score {
    pub(crate) right: f64,
    pub(crate) found: f64,
    pub(crate) wanted: f64,
}

impl Score {
    pub(crate) fn precision(self) -> f64 {
        if self.found == 0.0 { 1.0 } else { self.right / self.found }
    }

    pub(crate) fn recall(self) -> f64 {
        if self.wanted == 0.0 { 1.0 } else { self.right / self.wanted }
    }
}

/// Fails if a score is below its floor.
pub(crate) fn hold(section: &str, scores: &BTreeMap<String, f64>) {
    let path = root().join("tests/floors.toml");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut floors: toml::Table = text.parse().unwrap();
    let empty = toml::Table::new();
    let known = floors.get(section).and_then(toml::Value::as_table).unwrap_or(&empty).clone();
    let mut below = Vec::new();
    let mut raised = known.clone();
    for (name, score) in scores {
        let floor = known.get(name).and_then(toml::Value::as_float).unwrap_or(0.0);
        println!("{section} {name}: {score:.3} (floor {floor:.3})");
        if *score + TOLERANCE < floor {
            below.push(format!("{section} {name}: {score:.4} is below {floor:.4}"));
        }
        raised
            .insert(name.clone(), toml::Value::Float((score.max(floor) * 1000.0).floor() / 1000.0));
    }
    if std::env::var_os("UPDATE_FLOORS").is_some() {
        floors.insert(section.to_owned(), toml::Value::Table(raised));
        let head: String = text
            .lines()
            .take_while(|line| line.starts_with('#'))
            .map(|line| format!("{line}\n"))
            .collect();
        fs::write(&path, head + &floors.to_string()).unwrap();
    }
    assert!(below.is_empty(), "{}", below.join("\n"));
}

#[test]
fn mentions_are_as_good_as_they_were() {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for entry in gold("entities.jsonl") {
        let record = record(&entry);
        let body = Body::new(record["text"].as_str().unwrap_or_default());
        let (mut wanted, mut optional) = (BTreeSet::new(), Vec::new());
        for mention in entry["mentions"].as_array().unwrap() {
            let n = mention["n"].as_u64().unwrap() as usize;
            let span = body.find(mention["text"].as_str().unwrap(), n);
            let kind = mention["kind"].as_str().unwrap().to_owned();
            match span {
                Some(span) if mention["optional"] == true => optional.push(span),
                Some(span) => drop(wanted.insert((kind, span))),
                None => scores.entry(kind).or_default().wanted += 1.0,
            }
        }
        let mentions = record["mentions"].as_array().cloned().unwrap_or_default();
        let complete = entry["kinds"].as_array().cloned().unwrap_or_default();
        let in_text = mentions
            .iter()
            .filter(|mention| mention["field"] == "text" && complete.contains(&mention["kind"]));
        let found: BTreeSet<(String, (usize, usize))> = in_text
            .map(|mention| (mention["kind"].as_str().unwrap().to_owned(), body.span(mention)))
            .collect();
        for one in &wanted {
            let score = scores.entry(one.0.clone()).or_default();
            score.wanted += 1.0;
            score.right += f64::from(u8::from(found.contains(one)));
        }
        for one in &found {
            let excused = optional.iter().any(|(start, end)| one.1.0 < *end && *start < one.1.1);
            let score = scores.entry(one.0.clone()).or_default();
            score.found += f64::from(u8::from(wanted.contains(one) || !excused));
        }
    }
    let named = |score: (&String, &Score)| {
        [
            (format!("{}-precision", score.0), score.1.precision()),
            (format!("{}-recall", score.0), score.1.recall()),
        ]
    };
    hold("mentions", &scores.iter().flat_map(named).collect());
}

#[test]
fn quotes_are_as_good_as_they_were() {
    let (mut quotes, mut speakers) = (Score::default(), Score::default());
    for entry in gold("quotes.jsonl") {
        let record = record(&entry);
        let body = Body::new(record["text"].as_str().unwrap_or_default());
        let found: BTreeMap<usize, (usize, Option<String>)> = record["quotes"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|quote| {
                let (start, end) = body.span(quote);
                let speaker = quote["speaker"]
                    .as_u64()
                    .map(|id| record["entities"][id as usize]["name"].as_str().unwrap().to_owned());
                (start, (end, speaker))
            })
            .collect();
        let mut excused = 0;
        for quote in entry["quotes"].as_array().unwrap() {
            let start = body.find(quote["text"].as_str().unwrap(), 1).map(|span| span.0);
            let hit = start.and_then(|start| found.get(&start));
            if quote["optional"] == true {
                excused += usize::from(hit.is_some());
                continue;
            }
            quotes.wanted += 1.0;
            let Some((_, speaker)) = hit else { continue };
            quotes.right += 1.0;
            if let Some(wanted) = quote["speaker"].as_str() {
                speakers.found += 1.0;
                speakers.right += f64::from(u8::from(speaker.as_deref() == Some(wanted)));
            }
        }
        quotes.found += (found.len() - excused) as f64;
    }
    let scores = [
        ("precision", quotes.precision()),
        ("recall", quotes.recall()),
        ("speaker", speakers.precision()),
    ];
    hold("quotes", &scores.into_iter().map(|(name, score)| (name.to_owned(), score)).collect());
}

#[test]
fn articles_are_as_good_as_they_were() {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for entry in gold("articles.jsonl") {
        let record = record(&entry);
        let body: String =
            Body::new(record["text"].as_str().unwrap_or_default()).text.into_iter().collect();
        let mut note = |name, right: bool| {
            let score: &mut Score = scores.entry(name).or_default();
            score.found += 1.0;
            score.right += f64::from(u8::from(right));
        };
        for name in ["title", "authors", "published"] {
            let day = |value: &Value| {
                value.as_str().map(|text| text.get(..10).unwrap_or(text).to_owned())
            };
            let right = if name == "published" {
                day(&record[name]) == day(&entry[name])
            } else {
                record[name] == entry[name]
            };
            note(name, right);
        }
        if let (Some(first), Some(last)) = (entry["first"].as_str(), entry["last"].as_str()) {
            note("first-words", body.starts_with(first));
            note("last-words", body.ends_with(last));
        }
        for (name, wanted) in [("with", true), ("without", false)] {
            for snippet in entry[name].as_array().into_iter().flatten() {
                note(name, body.contains(snippet.as_str().unwrap()) == wanted);
            }
        }
        if entry["path"].as_str().unwrap().contains("/text/") {
            note("related", record["related"] == entry["related"]);
        }
    }
    hold(
        "articles",
        &scores.iter().map(|(name, score)| ((*name).to_owned(), score.precision())).collect(),
    );
}
