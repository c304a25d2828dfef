//! Lines of JSON → articles: one object a line, one article or failure for each, in order.
//!
//! `text` is kept as it is, so that offsets index into it; `html` is read like a web page, and what the line itself
//! says about the article wins over the page. A list of objects, and objects that go on over several lines, are read
//! too: see [`entries`]. Unknown keys are ignored. Start at [`JsonLines::parse`], then [`fields::Fields`].

use std::borrow::Cow;

use crate::model::Article;
use crate::model::Origin;
use crate::model::ParseFailure;
use crate::model::Parsed;
use crate::model::RawDocument;
use crate::model::Warning;
use crate::parse::Claim;
use crate::parse::ParseOptions;
use crate::parse::Parser;
use crate::parse::Sample;
use crate::parse::finish;
use crate::parse::jsonl::entries::Entries;
use crate::parse::jsonl::fields::Fields;
use crate::text::charset;
use crate::text::sniff;

mod entries;
mod fields;

/// Lines of JSON.
pub(super) struct JsonLines;

impl Parser for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn about(&self) -> &'static str {
        "one JSON object a line with text or html, and id, url, title, authors, published"
    }

    fn suffixes(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "json"]
    }

    fn claims(&self, sample: &Sample<'_>) -> Claim {
        let head = &sample.head;
        match sniff::looks_like_json_lines(head) || sniff::looks_like_json_value(head) {
            true => Claim::Certain,
            false => sample.by_suffix(self, Claim::No),
        }
    }

    fn parse(&self, raw: &RawDocument, options: &ParseOptions) -> Parsed {
        let bytes = narrow(&raw.bytes);
        if let Some(parsed) = whole(&bytes, &raw.origin, options) {
            return parsed;
        }
        let first = raw.origin.item.unwrap_or(1);
        let mut articles = Vec::new();
        for (item, line) in (first..).zip(lines(&bytes)) {
            let decoded = charset::decode(line, Some("utf-8"));
            if decoded.text.trim().is_empty() {
                continue;
            }
            let place = Place { path: &raw.origin.path, item: Some(item), options };
            articles.push(place.article(&decoded.text).map(|(article, mut warnings)| {
                finish::remark_damage(&decoded, &mut warnings);
                (article, warnings)
            }));
        }
        Parsed { articles }
    }
}

/// Returns the lines without their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]).map(move |end| {
        let line = &bytes[start..end];
        start = end + 1;
        line
    })
}

/// Returns the bytes with line ends that are single bytes: UTF-16 and UTF-32 are decoded as a whole.
fn narrow(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 0, 0xfe, 0xff, ..]) {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(charset::decode(bytes, None).text.into_owned().into_bytes())
}

/// Returns the articles of a list of objects or of objects over several lines, `None` for lines of JSON.
fn whole(bytes: &[u8], origin: &Origin, options: &ParseOptions) -> Option<Parsed> {
    if origin.item.is_some_and(|item| item > 1) || !sniff::looks_like_json_value(bytes) {
        return None;
    }
    let decoded = charset::decode(bytes, Some("utf-8"));
    let mut articles = Vec::new();
    for (item, entry) in (1..).zip(Entries::new(&decoded.text)) {
        // An object alone in its file needs no number.
        let item = Some(item).filter(|_| !entry.alone);
        let place = Place { path: &origin.path, item, options };
        articles.push(place.entry(entry.text, entry.line).map(|(article, mut warnings)| {
            finish::remark_damage(&decoded, &mut warnings);
            (article, warnings)
        }));
    }
    Some(Parsed { articles })
}

type Outcome = Result<(Article, Vec<Warning>), ParseFailure>;

/// Where an entry stands, and what the caller knows about it.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a str,
    item: Option<u32>,
    options: &'a ParseOptions,
}

impl Place<'_> {
    fn article(self, line: &str) -> Outcome {
        if let Some(kind) = not_an_object(line) {
            let message =
                format!("{kind}, not a JSON object; write one object {{\"text\": …}} a line");
            return Err(self.failure(None, message));
        }
        match serde_json::from_str::<Fields>(line) {
            Ok(fields) => self.finish(fields),
            Err(error) => Err(self.failure(fields::given_id(line), broken(&error))),
        }
    }

    /// `line` is the line of the file in which the entry starts.
    fn entry(self, entry: &str, line: usize) -> Outcome {
        if let Some(kind) = not_an_object(entry) {
            let message = format!(
                "line {line}: {kind}, not a JSON object; write objects {{\"text\": …}} into the list"
            );
            return Err(self.failure(None, message));
        }
        match serde_json::from_str::<Fields>(entry) {
            Ok(fields) => self.finish(fields),
            Err(error) => Err(self.failure(fields::given_id(entry), broken_entry(line, &error))),
        }
    }

    fn finish(self, fields: Fields) -> Outcome {
        let given_id = fields.given_id();
        let (article, warnings) =
            fields.article().map_err(|message| self.failure(given_id, message))?;
        let origin = Origin { path: self.path.to_owned(), item: self.item };
        Ok(finish::finish(article, warnings, JsonLines.name(), &origin, self.options))
    }

    fn failure(self, given_id: Option<String>, message: String) -> ParseFailure {
        ParseFailure { item: self.item, given_id: given_id.map(finish::cap_id), message }
    }
}

/// Returns what a line or an entry is that does not even start like an object. Lists must not get further: they would be
/// read as the values of an object, in the order of its keys.
fn not_an_object(entry: &str) -> Option<&'static str> {
    let entry = entry.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    Some(match entry.as_bytes().first()? {
        b'{' => return None,
        b'[' => "a list",
        b'"' => "a string",
        b'-' | b'0'..=b'9' if serde_json::from_str::<serde_json::Number>(entry).is_ok() => {
            "a number"
        }
        _ => match entry {
            "true" => "true",
            "false" => "false",
            "null" => "null",
            _ => "plain text",
        },
    })
}

/// Returns what is wrong with a line that is no JSON object.
fn broken(error: &serde_json::Error) -> String {
    let what = complaint(error);
    format!("column {}: {what}; each line must be one complete JSON object", error.column())
}

/// Returns what is wrong with an entry of a list that is no JSON object.
fn broken_entry(line: usize, error: &serde_json::Error) -> String {
    let line = line + error.line().saturating_sub(1);
    format!("line {line}: {}; each entry must be one complete JSON object", complaint(error))
}

/// Returns the parser's complaint without its place.
fn complaint(error: &serde_json::Error) -> String {
    let mut said = error.to_string();
    if let Some(at) = said.rfind(" at line ") {
        said.truncate(at);
    }
    said
}

#[cfg(test)]
mod tests;
