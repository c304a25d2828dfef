//! Web page → one article: the encoding, then [`html::article`] for what the page says, then what every format shares.

use crate::model::Parsed;
use crate::model::RawDocument;
use crate::parse::BlockAccount;
use crate::parse::Claim;
use crate::parse::ParseOptions;
use crate::parse::Parser;
use crate::parse::Piece;
use crate::parse::Sample;
use crate::parse::finish;
use crate::parse::html;
use crate::text::charset;

/// Starts that only a web page has.
const STARTS: &[&str] =
    &["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<article"];

/// Tags that make a text which starts with a tag a fragment of a page.
const TAGS: &[&str] = &[
    "<p>", "</p>", "<div", "<a href", "<br", "<span", "<h1", "<h2", "<script", "<img", "<ul",
    "<b>", "<body", "<html",
];

/// Number of such tags needed; a text may quote one.
const ENOUGH_TAGS: usize = 3;

/// Web pages.
pub(super) struct Html;

impl Parser for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn about(&self) -> &'static str {
        "a web page: metadata and main text"
    }

    fn suffixes(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml", "shtml"]
    }

    fn claims(&self, sample: &Sample<'_>) -> Claim {
        match starts_a_page(sample) || is_fragment(sample) {
            true => Claim::Certain,
            false => sample.by_suffix(self, Claim::No),
        }
    }

    fn blocks(&self, raw: &RawDocument) -> Vec<BlockAccount> {
        let declared = html::declared_charset(&raw.bytes);
        html::explain(&charset::decode(&raw.bytes, declared.as_deref()).text, None)
    }

    fn copy(&self, raw: &RawDocument, blocks: &[BlockAccount]) -> Vec<Piece> {
        let declared = html::declared_charset(&raw.bytes);
        html::copy(&charset::decode(&raw.bytes, declared.as_deref()).text, blocks)
    }

    fn parse(&self, raw: &RawDocument, options: &ParseOptions) -> Parsed {
        let declared = html::declared_charset(&raw.bytes);
        let decoded = charset::decode(&raw.bytes, declared.as_deref());
        let (article, mut warnings) = html::article(&decoded.text, None);
        finish::remark_damage(&decoded, &mut warnings);
        Parsed {
            articles: vec![Ok(finish::finish(
                article,
                warnings,
                self.name(),
                &raw.origin,
                options,
            ))],
        }
    }
}

/// Returns true if the first tag, after comments and an XML declaration, is one that starts a page.
fn starts_a_page(sample: &Sample<'_>) -> bool {
    let mut head = &*sample.head;
    loop {
        let end: &[u8] = match head {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'?', ..] => b">",
            _ => break,
        };
        let Some(at) = memchr::memmem::find(head, end) else { return false };
        head = head[at + end.len()..].trim_ascii_start();
    }
    STARTS.iter().any(|start| starts_with(head, start))
}

/// Returns true for a piece of a page: it starts with a tag and has more of them.
fn is_fragment(sample: &Sample<'_>) -> bool {
    if !matches!(&*sample.head, [b'<', letter, ..] if letter.is_ascii_alphabetic()) {
        return false;
    }
    let tags = memchr::memchr_iter(b'<', &sample.head);
    tags.filter(|&at| TAGS.iter().any(|tag| starts_with(&sample.head[at..], tag)))
        .take(ENOUGH_TAGS)
        .count()
        == ENOUGH_TAGS
}

fn starts_with(bytes: &[u8], prefix: &str) -> bool {
    bytes.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}
