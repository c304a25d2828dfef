//! A record, a file's state or a failure → a document of the engine.
//!
//! Start at [`article`]. Which field takes what stands in the table of `schema.rs`; here is only what no single
//! expression can say: entities by kind, numbers, the published moment.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

use tantivy::TantivyDocument;
use tantivy::schema::OwnedValue;

use crate::index::calendar;
use crate::index::copies;
use crate::index::query::NUMBER_SLOTS;
use crate::index::query::slot_key;
use crate::index::query::unit_key;
use crate::index::schema::FIELDS;
use crate::index::schema::Shape;
use crate::index::schema::field;
use crate::index::state::FileFailure;
use crate::index::state::FileState;
use crate::model::Arg;
use crate::model::ArticleId;
use crate::model::Number;
use crate::model::Record;
use crate::model::Value;

/// Words of `doc`.
pub(super) const ARTICLE: &str = "article";
const FILE: &str = "file";
const FAILURE: &str = "failure";

/// Longest label that is kept as a column, in bytes: a name longer than this is a parsing accident.
const MAX_LABEL: usize = 512;

/// Most bytes of the body that are searchable. Stories end long before; the record is kept whole in any case.
const MAX_TEXT: usize = 16 << 20;

/// Longest failure message that is kept, in bytes: the engine's columns take 65535.
const MAX_MESSAGE: usize = 4096;

/// Returns the document of an article of `file`; `json` is its record, kept as it is.
pub(super) fn article(file: &str, record: &Record, json: &[u8]) -> TantivyDocument {
    let article = &record.article;
    let mut document = TantivyDocument::default();
    document.add_text(field("doc"), ARTICLE);
    document.add_text(field("key"), article.id.to_string());
    document.add_text(field("file"), file);
    document.add_u64(field("rank"), rank(article.id));
    document.add_bytes(field("record"), json);
    if let Some(note) = &article.note {
        document.add_bytes(field("note"), &note.to_bytes());
    }
    if let Some(note) = copies::note(article) {
        document.add_bytes(field("shingles"), &note);
    }
    let text = cut(&article.text, MAX_TEXT);
    document.add_text(field("text"), text);
    document.add_text(field("text_exact"), text);
    if let Some(moment) = article.published.as_ref().and_then(calendar::moment) {
        document.add_i64(field("published"), moment);
    }
    add_plain_fields(&mut document, record);
    let mut numbers = Numbers::new();
    add_kinds(&mut document, record, &mut numbers);
    add_slots(&mut document, record, &mut numbers);
    document.add_object(field("number"), object(numbers, OwnedValue::F64));
    document
}

/// Returns the document that remembers a file.
pub(super) fn state(state: &FileState) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(field("doc"), FILE);
    document.add_text(field("key"), state_key(&state.path));
    document.add_text(field("file"), &state.path);
    document.add_bytes(field("state"), &to_json(state));
    document
}

/// Returns the document that remembers an entry which gave no article.
pub(super) fn failure(failure: &FileFailure) -> TantivyDocument {
    let message = cut(&failure.message, MAX_MESSAGE).to_owned();
    let given_id = failure.given_id.as_deref().map(|id| cut(id, MAX_LABEL).to_owned());
    let mut document = TantivyDocument::default();
    document.add_text(field("doc"), FAILURE);
    document.add_text(field("file"), &failure.path);
    document.add_bytes(
        field("failure"),
        &to_json(&FileFailure { message, given_id, ..failure.clone() }),
    );
    document
}

/// Returns the key of a file's state, which no article's key can equal.
pub(super) fn state_key(path: &str) -> String {
    format!("file {path}")
}

/// Returns the key of the note that a file with articles cannot be read now.
pub(super) fn kept_key(path: &str) -> String {
    format!("kept {path}")
}

/// Returns the number by which articles of equal score or date are ordered: the head of their key.
pub(super) fn rank(id: ArticleId) -> u64 {
    let key = id.to_string();
    key.get(..16).and_then(|head| u64::from_str_radix(head, 16).ok()).unwrap_or_default()
}

fn add_plain_fields(document: &mut TantivyDocument, record: &Record) {
    for row in FIELDS {
        let Some(values) = row.values else { continue };
        let values = values(record);
        if row.shape == Shape::Label {
            // Counted once for each article, however often it is said.
            let distinct: BTreeSet<_> =
                values.iter().map(|value| cut(value.trim(), MAX_LABEL)).collect();
            distinct
                .iter()
                .filter(|value| !value.is_empty())
                .for_each(|value| document.add_text(field(row.name), value));
        } else {
            values.iter().for_each(|value| document.add_text(field(row.name), value));
        }
    }
}

/// What one kind of thing contributes to an article.
#[derive(Default)]
struct Kind<'r> {
    labels: BTreeSet<Cow<'r, str>>,
    words: Vec<Cow<'r, str>>,
}

/// Key → numbers: those of a kind, of a kind in one unit, of a slot of facts.
type Numbers = BTreeMap<String, Vec<f64>>;

/// Longest unit of which numbers are kept apart, in bytes: a longer one is a parsing accident.
const MAX_UNIT: usize = 64;

fn add_kinds(document: &mut TantivyDocument, record: &Record, all: &mut Numbers) {
    let mut kinds: BTreeMap<&str, Kind<'_>> = BTreeMap::new();
    let found = &record.annotations;
    for entity in &found.entities {
        let kind = kinds.entry(entity.kind.as_str()).or_default();
        kind.labels.insert(cut(&entity.name, MAX_LABEL).into());
        kind.words.push(entity.name.as_str().into());
    }
    for mention in &found.mentions {
        let kind = kinds.entry(mention.kind.as_str()).or_default();
        let words = record.article.text(mention.span);
        kind.words.push(words.into());
        if let Some(value) = &mention.value {
            let name = mention.kind.as_str();
            add_numbers(all, name, numbers(value));
            for (unit, number) in unit_numbers(value) {
                if unit.len() <= MAX_UNIT {
                    add_numbers(all, &unit_key(name, unit), vec![number]);
                }
            }
        }
        if mention.entity.is_none() {
            let label = label(mention.value.as_ref(), words);
            // Currency, unit and calendar date are often not in the words: "£20m", "yesterday".
            kind.words.extend((label != words).then(|| label.clone()));
            kind.labels.insert(label);
        }
    }
    let text = |text: Cow<'_, str>| OwnedValue::Str(text.into_owned());
    let labels = kinds.iter_mut().map(|(name, kind)| {
        ((*name).to_owned(), std::mem::take(&mut kind.labels).into_iter().collect())
    });
    document.add_object(field("entity"), object(labels, text));
    let words = kinds.into_iter().map(|(name, kind)| (name.to_owned(), kind.words));
    document.add_object(field("name"), object(words, text));
}

fn add_numbers(all: &mut Numbers, key: &str, numbers: Vec<f64>) {
    let mut numbers = numbers.into_iter().filter(|number| number.is_finite()).peekable();
    if numbers.peek().is_some() {
        all.entry(key.to_owned()).or_default().extend(numbers);
    }
}

/// Adds what stands in the slots of facts. Many facts have the same; it is kept once.
fn add_slots(document: &mut TantivyDocument, record: &Record, all: &mut Numbers) {
    let mut words: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (slot, arg) in record.annotations.facts.iter().flat_map(|fact| &fact.args) {
        match arg {
            Arg::Number(number) => {
                add_numbers(all, &slot_key(slot), vec![number.to_f64()]);
                if NUMBER_SLOTS.contains(&slot.as_str()) && slot != "number" {
                    add_numbers(all, &slot_key("number"), vec![number.to_f64()]);
                }
            }
            Arg::Text(text) | Arg::Entity { name: text, .. } => {
                words.entry(slot.clone()).or_default().insert(text);
            }
        }
    }
    let words = words.into_iter().map(|(slot, words)| (slot, words.into_iter().collect()));
    document.add_object(field("slot"), object(words, |text| OwnedValue::Str(text.to_owned())));
}

/// Returns the lists that have something in them, as values of the engine.
fn object<T>(
    lists: impl IntoIterator<Item = (String, Vec<T>)>,
    value: impl Fn(T) -> OwnedValue + Copy,
) -> BTreeMap<String, OwnedValue> {
    let filled = lists.into_iter().filter(|(_, list)| !list.is_empty());
    filled
        .map(|(key, list)| (key, OwnedValue::Array(list.into_iter().map(value).collect())))
        .collect()
}

/// Returns the text under which a mention without an entity is counted.
fn label<'r>(value: Option<&'r Value>, words: &'r str) -> Cow<'r, str> {
    let text: Cow<'r, str> = match value {
        None => words.into(),
        Some(Value::Text(text)) => text.as_str().into(),
        Some(Value::Date(date)) => date.iso.as_str().into(),
        Some(Value::Percentage { number, .. }) => number.0.normalize().to_string().into(),
        Some(Value::Money { number, currency, .. }) => {
            spaced(currency.as_deref(), *number, None).into()
        }
        Some(Value::Quantity { number, unit, .. }) => spaced(None, *number, Some(unit)).into(),
    };
    match text {
        Cow::Borrowed(text) => cut(text, MAX_LABEL).into(),
        Cow::Owned(text) => cut(&text, MAX_LABEL).to_owned().into(),
    }
}

fn spaced(before: Option<&str>, number: Number, after: Option<&str>) -> String {
    let number = number.0.normalize().to_string();
    [before, Some(&number), after].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Returns the numbers by which a value is found: the ends of a range as well.
pub(super) fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Percentage { number, low, high, .. }
        | Value::Money { number, low, high, .. }
        | Value::Quantity { number, low, high, .. } => {
            let mut all: Vec<_> = [Some(*number), *low, *high].into_iter().flatten().collect();
            all.dedup();
            all.into_iter().map(Number::to_f64).collect()
        }
        Value::Date(_) | Value::Text(_) => Vec::new(),
    }
}

/// Returns the numbers by which a value is found in a unit: as it is written, and in that of the International System.
/// A sum whose currency the article leaves open is in none.
pub(super) fn unit_numbers(value: &Value) -> Vec<(&str, f64)> {
    let (unit, measure) = match value {
        Value::Percentage { unit, .. } => (Some(unit), None),
        Value::Money { currency, .. } => (currency.as_ref(), None),
        Value::Quantity { unit, si, .. } => (Some(unit), si.as_ref()),
        Value::Date(_) | Value::Text(_) => (None, None),
    };
    let written = unit
        .into_iter()
        .flat_map(|unit| numbers(value).into_iter().map(move |number| (unit.as_str(), number)));
    let si = measure.map(|measure| (measure.unit.as_str(), measure.number.to_f64()));
    written.chain(si).collect()
}

/// Returns the longest head of `text` of at most `most` bytes that ends between characters.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or_default()]
}

fn to_json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("plain structs with string keys always serialize")
}
