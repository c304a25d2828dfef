//! Turns wire copy (plain text as people save and paste it) into one [`Article`].
//!
//! Title, byline, date line, credits and the headlines of other stories are taken off; everything else stays in the
//! text as it stood, the dateline included. Never fails: text without a title gives an article and a warning.
//! Start at [`Text::parse`], then [`recover`].

use crate::model::Article;
use crate::model::Parsed;
use crate::model::RawDocument;
use crate::model::Span;
use crate::model::TextField;
use crate::parse::Claim;
use crate::parse::ParseOptions;
use crate::parse::Parser;
use crate::parse::Sample;
use crate::parse::finish;
use crate::parse::layout;
use crate::parse::layout::Block;
use crate::text::charset;

pub(super) mod byline;
mod closer;
pub(super) mod dateline;
mod head;
pub(super) mod heading;
mod shape;
mod tail;

/// What joins paragraphs in an article's text.
const PARAGRAPH_BREAK: &str = "\n\n";

/// Plain text.
pub(super) struct Text;

impl Parser for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn about(&self) -> &'static str {
        "plain text: one article, as pasted or as sent by an agency"
    }

    fn suffixes(&self) -> &'static [&'static str] {
        &["txt", "text", "md"]
    }

    fn claims(&self, sample: &Sample<'_>) -> Claim {
        sample.by_suffix(self, Claim::Possible)
    }

    fn parse(&self, raw: &RawDocument, options: &ParseOptions) -> Parsed {
        let decoded = charset::decode(&raw.bytes, None);
        let mut warnings = Vec::new();
        finish::remark_damage(&decoded, &mut warnings);
        let article = recover(&decoded.text);
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

/// Returns the article that stands in a plain text: head and tail are taken off, the rest is the body.
fn recover(text: &str) -> Article {
    let mut blocks = layout::blocks(text);
    let mut article = head::take(&mut blocks);
    // A credit may stand before or after the headlines of other stories.
    let mut authors = closer::take(&mut blocks);
    article.related = tail::take(&mut blocks);
    authors.extend(closer::take(&mut blocks));
    if article.authors.is_empty() {
        article.authors = authors;
    }
    write_body(&mut article, &blocks);
    article
}

/// Writes the paragraphs into the article's text and notes where each stands.
fn write_body(article: &mut Article, blocks: &[Block<'_>]) {
    article.text.reserve(blocks.iter().map(|block| block.text.len() + PARAGRAPH_BREAK.len()).sum());
    for block in blocks {
        if !article.text.is_empty() {
            article.text.push_str(PARAGRAPH_BREAK);
        }
        let start = article.text.len();
        article.text.push_str(&block.text);
        article.paragraphs.push(Span::new(TextField::Text, start..article.text.len()));
    }
    let headings = heading::positions(blocks);
    article.headings = headings.into_iter().map(|at| article.paragraphs[at]).collect();
}

#[cfg(test)]
mod tests;
