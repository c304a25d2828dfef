//! [`RawDocument`] → [`Article`](crate::model::Article)s: the format is recognised by content first, by suffix second.
//!
//! Pure: the same bytes give the same articles. Never fails as a whole. A new format is one file and one line in
//! [`PARSERS`]; the shortest to copy is `page.rs`. Start at [`parse`].

use std::sync::Arc;

use jiff::civil::Date;

use crate::model::ParseFailure;
use crate::model::Parsed;
use crate::model::RawDocument;
use crate::site::Learnt;

mod claim;
mod date;
mod finish;
mod html;
mod jsonl;
mod language;
mod layout;
mod month;
mod month_names;
mod page;
mod path_date;
mod region;
mod text;

pub use claim::{Claim, Sample};
pub use html::BlockAccount;
pub use html::Piece;

/// Every input format. Between equal claims the earlier wins.
const PARSERS: &[&dyn Parser] = &[&jsonl::JsonLines, &page::Html, &text::Text];

/// Turns documents of one format into articles.
pub trait Parser: Sync {
    /// Returns the word that names the format: `--from html`.
    fn name(&self) -> &'static str;

    /// Returns a line for help texts.
    fn about(&self) -> &'static str;

    /// Returns the suffixes that files of this format have, in lower case and without the dot.
    fn suffixes(&self) -> &'static [&'static str];

    /// Returns how sure this parser is, from the first bytes, that a document is its own.
    fn claims(&self, sample: &Sample<'_>) -> Claim;

    /// Returns what became of each block of a document, for formats that choose among blocks.
    fn blocks(&self, _raw: &RawDocument) -> Vec<BlockAccount> {
        Vec::new()
    }

    /// Returns a copy of a document for looking at, with these blocks of it in their places.
    fn copy(&self, _raw: &RawDocument, _blocks: &[BlockAccount]) -> Vec<Piece> {
        Vec::new()
    }

    /// Returns the articles of a document. `raw.format` is set if the user named this format.
    fn parse(&self, raw: &RawDocument, options: &ParseOptions) -> Parsed;
}

/// What the caller knows about a document beyond its bytes.
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// Publication date of articles that state none (`--published`).
    pub published: Option<Date>,
    /// What the pages of a site have in common, to be left out of them; `None` neither learns nor leaves out.
    pub learnt: Option<Arc<Learnt>>,
}

/// Returns the articles of a document. Never fails as a whole: a damaged entry is an error among the articles.
pub fn parse(raw: &RawDocument, options: &ParseOptions) -> Parsed {
    if is_blank(&raw.bytes) {
        return failed("the file is empty".to_owned());
    }
    match choose(raw) {
        Ok(parser) => parser.parse(raw, options),
        Err(message) => failed(message),
    }
}

/// Returns what became of each block of a web page, in page order; nothing for other formats.
pub fn blocks(raw: &RawDocument) -> Vec<BlockAccount> {
    choose(raw).map(|parser| parser.blocks(raw)).unwrap_or_default()
}

/// Returns a copy of a web page, with `blocks` of it in their places, that runs nothing and loads nothing; nothing for
/// other formats.
pub fn copy(raw: &RawDocument, blocks: &[BlockAccount]) -> Vec<Piece> {
    choose(raw).map(|parser| parser.copy(raw, blocks)).unwrap_or_default()
}

/// Returns the input formats, for help texts and for checking `--from`.
pub fn formats() -> impl Iterator<Item = &'static dyn Parser> {
    PARSERS.iter().copied()
}

/// Returns the parser that the user named, else the one with the strongest claim, else why there is none.
fn choose(raw: &RawDocument) -> Result<&'static dyn Parser, String> {
    if let Some(name) = &raw.format {
        let named = formats().find(|parser| parser.name() == name);
        let known = || formats().map(Parser::name).collect::<Vec<_>>().join(", ");
        return named
            .ok_or_else(|| format!("unknown format \"{name}\"; the formats are {}", known()));
    }
    let sample = Sample::new(&raw.bytes, &raw.origin.path);
    if let Some(refusal) = sample.refusal() {
        return Err(refusal);
    }
    let claims = formats().map(|parser| (parser.claims(&sample), parser));
    // `max_by_key` keeps the last of equals, so the table is read from its end.
    let strongest = claims.collect::<Vec<_>>().into_iter().rev().max_by_key(|(claim, _)| *claim);
    strongest.map(|(_, parser)| parser).ok_or_else(|| "no parser".to_owned())
}

/// Returns true if there is nothing but byte order marks and white space, in whatever encoding.
fn is_blank(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 4] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"];
    let rest = marks.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    rest.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}

/// Returns a document that gave nothing but the reason.
fn failed(message: String) -> Parsed {
    Parsed { articles: vec![Err(ParseFailure { item: None, given_id: None, message })] }
}
