//! Title, authors, date and body of the project's own web pages, held against floors that only rise.
//!
//! `tests/data/gold/pages` holds a page for each way in which pages mislead, and beside it what a reader takes from it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::quality::Score;
use crate::quality::hold;
use crate::quality::root;

/// Warnings that say nothing about a page.
const ASIDE: &[&str] = &["no-date", "no-rules"];

fn pages() -> Vec<PathBuf> {
    let folder = root().join("tests/data/gold/pages");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|suffix| suffix == "html")).collect();
    pages.sort();
    pages
}

/// The records of the pages, in their order.
fn records(pages: &[PathBuf]) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let output = command.args(["extract", "-j1"]).args(pages).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn expected(page: &Path) -> toml::Table {
    fs::read_to_string(page.with_extension("toml")).unwrap().parse().unwrap()
}

fn strings(value: Option<&toml::Value>) -> Vec<String> {
    let items = value.and_then(toml::Value::as_array).into_iter().flatten();
    items.map(|item| item.as_str().unwrap().to_owned()).collect()
}

/// Returns what is right, found and wanted of a body, in characters of whole paragraphs.
fn body(text: &str, wanted: &[String]) -> Score {
    let mut left: Vec<&str> = wanted.iter().map(String::as_str).collect();
    let chars = |text: &str| text.chars().count() as f64;
    let mut score = Score::default();
    score.wanted += wanted.iter().map(|paragraph| chars(paragraph)).sum::<f64>();
    for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        score.found += chars(paragraph);
        if let Some(at) = left.iter().position(|known| *known == paragraph) {
            score.right += chars(left.remove(at));
        }
    }
    score
}

/// Returns what a record says that the reader does not, by field; a field that the reader leaves out is not compared.
fn fields(record: &Value, expected: &toml::Table) -> Vec<(&'static str, bool)> {
    let mut fields = Vec::new();
    let text = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
    if let Some(title) = expected.get("title") {
        fields.push(("title", title.as_str() == Some(&text("title"))));
    }
    if let Some(day) = expected.get("published") {
        let found = text("published");
        fields.push(("published", day.as_str() == Some(found.get(..10).unwrap_or_default())));
    }
    let authors: Vec<String> = serde_json::from_value(record["authors"].clone()).unwrap();
    fields.push(("authors", authors == strings(expected.get("authors"))));
    let codes = record["warnings"].as_array().into_iter().flatten();
    let codes = codes.map(|warning| warning["code"].as_str().unwrap().to_owned());
    let warnings: Vec<String> = codes.filter(|code| !ASIDE.contains(&code.as_str())).collect();
    fields.push(("warnings", warnings == strings(expected.get("warnings"))));
    fields
}

#[test]
fn pages_are_as_good_as_they_were() {
    let pages = pages();
    let records = records(&pages);
    assert_eq!(pages.len(), records.len(), "each page gives one record");
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let mut whole = Score::default();
    for (page, record) in pages.iter().zip(&records) {
        let expected = expected(page);
        let name = page.file_stem().unwrap().to_string_lossy();
        let text = record["text"].as_str().unwrap_or_default();
        let mut found = fields(record, &expected);
        let without = strings(expected.get("without"));
        found.extend(without.iter().map(|words| ("without", !text.contains(words.as_str()))));
        for (field, right) in found {
            let score = scores.entry(field).or_default();
            score.found += 1.0;
            score.right += f64::from(u8::from(right));
            if !right {
                println!("{name}: {field} is wrong");
            }
        }
        if expected.contains_key("text") {
            let score = body(text, &strings(expected.get("text")));
            if score.right < score.found.max(score.wanted) {
                println!("{name}: the body differs");
            }
            whole.right += score.right;
            whole.found += score.found;
            whole.wanted += score.wanted;
        }
    }
    let (precision, recall) = (whole.precision(), whole.recall());
    let named = scores.iter().map(|(field, score)| ((*field).to_owned(), score.precision()));
    let body = ("body-f1".to_owned(), 2.0 * precision * recall / (precision + recall));
    hold("pages", &named.chain([body]).collect());
}
