//! Lines of JSON → articles: one object a line, one article or failure for each, in order.
//!
//! `text` is kept as it is, so that offsets index into it; `html` is read like a web page, and what the line itself
//! says about the article wins over the page. A file `.json` that is one object, or a list of them, over several
//! lines is read too. Unknown keys are ignored. Start at [`JsonLines::parse`], then [`fields::Fields`].

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
use crate::parse::jsonl::fields::Fields;
use crate::text::charset;
use crate::text::sniff;

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
        match sniff::looks_like_json_lines(&sample.head) {
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
        for (item, line) in (first..).zip(bytes.split(|&byte| byte == b'\n')) {
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

/// Returns the bytes with line ends that are single bytes: UTF-16 and UTF-32 are decoded as a whole.
fn narrow(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 0, 0xfe, 0xff, ..]) {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(charset::decode(bytes, None).text.into_owned().into_bytes())
}

/// Returns the articles of a file that is one JSON value over several lines, `None` for lines of JSON.
fn whole(bytes: &[u8], origin: &Origin, options: &ParseOptions) -> Option<Parsed> {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let first_line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let opens = head.starts_with(b"[") || first_line.trim_ascii() == b"{";
    if !opens || origin.item.is_some_and(|item| item > 1) {
        return None;
    }
    let text = charset::decode(bytes, Some("utf-8")).text;
    let place = |item| Place { path: &origin.path, item, options };
    if head.starts_with(b"{") {
        let fields = serde_json::from_str::<Fields>(&text).ok()?;
        return Some(Parsed { articles: vec![place(None).finish(fields)] });
    }
    let entries: Vec<Fields> = serde_json::from_str(&text).ok()?;
    let articles =
        (1..).zip(entries).map(|(item, fields)| place(Some(item)).finish(fields)).collect();
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
        match serde_json::from_str::<Fields>(line) {
            Ok(fields) => self.finish(fields),
            Err(error) => {
                Err(self.failure(fields::given_id(line), broken(line, &error)))
            }
        }
    }

    fn finish(self, fields: Fields) -> Outcome {
        let given_id = fields.given_id();
        let (article, warnings) = fields.article().map_err(|message| self.failure(given_id, message))?;
        let origin = Origin { path: self.path.to_owned(), item: self.item };
        Ok(finish::finish(article, warnings, JsonLines.name(), &origin, self.options))
    }

    fn failure(self, given_id: Option<String>, message: String) -> ParseFailure {
        ParseFailure { item: self.item, given_id, message }
    }
}

/// Returns what is wrong with a line that is no JSON object.
fn broken(line: &str, error: &serde_json::Error) -> String {
    if !line.trim_start().trim_start_matches('\u{feff}').starts_with('{') {
        return "not a JSON object; write one object {\"text\": …} a line".to_owned();
    }
    let said = error.to_string();
    let what: Cow<'_, str> = match said.rfind(" at line ") {
        Some(at) => said[..at].into(),
        None => said.into(),
    };
    format!(
        "column {}: {what}; each line must be one complete JSON object",
        error.column()
    )
}

#[cfg(test)]
mod tests;
