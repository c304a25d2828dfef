//! Web page → [`Article`]: metadata from what the page states, body from what it looks like.
//!
//! `prepare` shrinks the page, the tree builder reads it, `page` flattens the tree; then `metadata` collects what the
//! page says about itself (JSON-LD before meta tags before the page with its microdata; see there for titles), `block`,
//! `body` and `trim` find the text. Never fails: a page without an article gives what there is, with warnings. Start at [`article`].

use scraper::Html;

use crate::model::Article;
use crate::model::Span;
use crate::model::TextField;
use crate::model::Warning;
use crate::parse::html::block::Block;
use crate::parse::html::metadata::Metadata;
use crate::parse::html::page::Page;

mod attribute;
mod author;
mod author_words;
mod block;
mod body;
mod byline;
mod charset;
mod date;
mod entity;
mod fallback;
mod jsonld;
mod key;
mod metadata;
mod month;
mod page;
mod phrase;
mod prepare;
mod related;
mod site;
mod source;
mod tags;
#[cfg(test)]
mod tests;
mod title;
mod trim;
mod vocabulary;
mod when;

pub(crate) use charset::declared_charset;
pub(in crate::parse) use date::Order;

/// Characters of body text below which a page is no article, whatever it looks like.
const SHORT_TEXT_CHARS: usize = 250;

/// Returns the article of a web page; `url` is the address it was fetched from, where the caller knows it.
pub(super) fn article(html: &str, url: Option<&str>) -> (Article, Vec<Warning>) {
    let prepared = prepare::prepare(html);
    let stated = jsonld::read(&prepared.json, url);
    let tree = Html::parse_document(&prepared.html);
    let page = Page::new(&tree);
    let (blocks, cut) = block::blocks(&page);
    let selection = body::select(&page, &blocks);
    let metadata =
        Metadata::new(&page, &blocks, &stated, selection.container, &selection.dropped, url);
    let kept = trim::trim(&blocks, &selection.blocks, metadata.title.as_deref());
    let mut article = Article {
        format: "html",
        url: metadata.url,
        site: metadata.site,
        title: metadata.title,
        authors: metadata.authors,
        section: metadata.section,
        keywords: metadata.keywords,
        language: metadata.language,
        published: metadata.published,
        modified: metadata.modified,
        ..Article::default()
    };
    kept.iter()
        .for_each(|&index| push(&mut article, &blocks[index].text, blocks[index].is_heading()));
    let stated_body = stated
        .body
        .as_deref()
        .map(|body| fallback::paragraphs(body, &article.text))
        .unwrap_or_default();
    if !stated_body.is_empty() {
        article.text.clear();
        article.paragraphs.clear();
        article.headings.clear();
        stated_body.iter().for_each(|paragraph| push(&mut article, paragraph, false));
    }
    article.related = related::headlines(&page, &blocks, &kept, article.title.as_deref());
    let warnings =
        warnings(&article, &blocks, &stated, metadata.kind.as_deref(), prepared.capped || cut);
    (article, warnings)
}

/// Appends a paragraph to the text.
fn push(article: &mut Article, text: &str, heading: bool) {
    if !article.text.is_empty() {
        article.text.push_str("\n\n");
    }
    let start = article.text.len();
    article.text.push_str(text);
    let span = Span::new(TextField::Text, start..article.text.len());
    article.paragraphs.push(span);
    if heading {
        article.headings.push(span);
    }
}

fn warnings(
    article: &Article,
    blocks: &[Block],
    stated: &jsonld::Stated,
    kind: Option<&str>,
    capped: bool,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &str, message: &str| warnings.push(Warning::new(code, message));
    if article.title.is_none() {
        warn("no-title", "the page has no title");
    }
    if article.text.is_empty() {
        warn(
            "no-text",
            "no body text was found; the page may be built by scripts: save it from a browser",
        );
    }
    if is_index(article, blocks, stated, kind) {
        warn("not-an-article", "the page lists other pages and has hardly any text of its own");
    }
    if stated.locked && article.text.chars().count() < 2000 {
        warn(
            "truncated",
            "the page is behind a paywall and shows only the beginning of the article",
        );
    }
    if article.published.is_none() {
        warn("no-date", "the page does not say when it was published; give --published");
    }
    if capped {
        warn(
            "capped",
            "the page is larger than any article; what lies beyond the limits was not read",
        );
    }
    warnings
}

/// Returns true for a page of links: a front page, a section, a list of results.
fn is_index(
    article: &Article,
    blocks: &[Block],
    stated: &jsonld::Stated,
    kind: Option<&str>,
) -> bool {
    let stated_article = stated
        .kind
        .as_deref()
        .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
    if stated_article || kind == Some("article") {
        return false;
    }
    let linked: usize = blocks.iter().map(|block| block.link_chars).sum();
    let chars = article.text.chars().count();
    chars < SHORT_TEXT_CHARS && linked > 4 * chars
}
