//! Web page → [`Article`]: metadata from what the page states, body from what it looks like.
//!
//! `prepare` shrinks the page, the tree builder reads it, `page` flattens the tree; then `metadata` collects what the
//! page says about itself (JSON-LD before meta tags before the page with its microdata; see there for titles), `block`,
//! `body` and `trim` find the text, and `agree` compares it with the body that the page states. Never fails: a page
//! without an article gives what there is, with warnings. Start at [`article`].

use memchr::memmem;
use scraper::Html;

use crate::model::Article;
use crate::model::Span;
use crate::model::TextField;
use crate::model::Warning;
use crate::parse::html::block::Block;
use crate::parse::html::form::Claimed;
use crate::parse::html::form::Form;
use crate::parse::html::line::Told;
use crate::parse::html::metadata::Metadata;
use crate::parse::html::page::Page;
use crate::parse::html::prepare::Prepared;
use crate::parse::html::tags::Tag;
use crate::parse::html::verdict::Verdict;

mod account;
mod agree;
mod attribute;
mod author;
mod author_words;
mod block;
mod body;
mod byline;
mod charset;
mod copy;
mod date;
mod dated;
mod drop;
mod entity;
mod fallback;
mod form;
mod jsonld;
mod key;
mod lead;
mod line;
mod listing;
mod live;
mod metadata;
mod midnight;
mod page;
mod phrase;
mod phrase_words;
mod prepare;
mod related;
mod site;
mod source;
mod state;
mod tags;
#[cfg(test)]
mod tests;
mod title;
mod trim;
mod verdict;
mod vocabulary;
mod vocabulary_words;
mod wall;
mod weigh;
mod when;

pub use account::BlockAccount;
pub(crate) use charset::declared_charset;
pub use copy::Piece;
pub(super) use copy::copy;
pub(in crate::parse) use date::Order;

/// What the body of a page is called as long as nothing else replaces it.
pub(super) const FORMAT: &str = "html";

/// Characters below which a page shows nothing unless scripts run.
const EMPTY_PAGE_CHARS: usize = 1500;

/// Bytes of the shortest sentence that a page is known by to show its text.
const SENTENCE_BYTES: usize = 45;

/// Characters of body text below which a page is no article, whatever it looks like.
const SHORT_TEXT_CHARS: usize = 250;

/// Share of a text inside links above which its page is one of links.
const INDEX_LINK_SHARE: f32 = 0.5;

/// What was found out about a page.
struct Reading<'r, 't> {
    page: &'r Page<'t>,
    blocks: &'r [Block],
    stated: &'r jsonld::Stated,
    metadata: Metadata,
    verdicts: Vec<Verdict>,
    /// Indices of the blocks that are the body.
    kept: Vec<usize>,
    /// The same as far as they are one story: all others may be headlines of other articles.
    story: Vec<usize>,
    /// Something was left out because of its size.
    capped: bool,
}

/// Reads a page, and hands on what was found.
fn read<T>(html: &str, url: Option<&str>, then: impl FnOnce(Reading<'_, '_>) -> T) -> T {
    let prepared = prepare::prepare(html, false);
    let tree = Html::parse_document(&prepared.html);
    let page = Page::new(&tree);
    if page.chars() >= EMPTY_PAGE_CHARS || shows_prose(&page) || !has_inert(html) {
        return read_page(html, url, &prepared, &page, then);
    }
    let prepared = prepare::prepare(html, true);
    let tree = Html::parse_document(&prepared.html);
    read_page(html, url, &prepared, &Page::new(&tree), then)
}

/// Returns true if a page has a paragraph of a whole sentence at least, and thus shows something without scripts.
fn shows_prose(page: &Page<'_>) -> bool {
    page.nodes.iter().any(|node| {
        let text = node.text.trim();
        page.nodes[node.parent as usize].tag == Tag::P
            && text.len() >= SENTENCE_BYTES
            && text.ends_with(['.', '!', '?', '。'])
    })
}

/// Returns true if a page has text that browsers do not show at first.
fn has_inert(html: &str) -> bool {
    let has = |tag: &str| memmem::find(html.as_bytes(), tag.as_bytes()).is_some();
    has("<noscript") || has("<template")
}

fn read_page<T>(
    html: &str,
    url: Option<&str>,
    prepared: &Prepared<'_>,
    page: &Page<'_>,
    then: impl FnOnce(Reading<'_, '_>) -> T,
) -> T {
    let mut stated = jsonld::read(&prepared.json, url);
    let (blocks, cut) = block::blocks(page);
    let form = form::stated(html);
    let selection = body::select(page, &blocks, form);
    let mut metadata =
        Metadata::new(page, &blocks, &stated, selection.container, &selection.dropped, url);
    metadata.published = metadata.published.or_else(|| state::published(html));
    let told = Told { title: metadata.title.as_deref(), authors: &metadata.authors };
    let mut verdicts = selection.verdicts;
    let story = trim::trim(page, &blocks, &selection.blocks, &told, form, &mut verdicts);
    let mut kept = story.clone();
    if let Some(stated) = stated.body.as_deref().filter(|_| form == Form::Story) {
        kept = agree::agree(&blocks, kept, stated, &mut verdicts);
    }
    let claimed = claimed(&stated, metadata.kind.as_deref());
    if form == Form::Story && form::is_pieces(&blocks, &verdicts, claimed) {
        let selection = body::select(page, &blocks, Form::Pieces);
        let mut judged = selection.verdicts;
        let pieces = trim::trim(page, &blocks, &selection.blocks, &told, Form::Pieces, &mut judged);
        if form::holds(&blocks, &judged, &story) {
            (kept, verdicts) = (pieces, judged);
        }
    }
    live::restore_times(page, &blocks, &mut kept, &mut verdicts);
    stated.locked |= wall::stands(page, &blocks, &kept);
    then(Reading {
        page,
        blocks: &blocks,
        stated: &stated,
        metadata,
        verdicts,
        kept,
        story,
        capped: prepared.capped || cut,
    })
}

/// Returns what became of each block of a page.
pub(super) fn explain(html: &str, url: Option<&str>) -> Vec<BlockAccount> {
    read(html, url, |reading| account::account(reading.page, reading.blocks, &reading.verdicts))
}

/// Returns the article of a web page; `url` is the address it was fetched from, where the caller knows it.
pub(super) fn article(html: &str, url: Option<&str>) -> (Article, Vec<Warning>) {
    read(html, url, assemble)
}

/// Puts the article together.
fn assemble(reading: Reading<'_, '_>) -> (Article, Vec<Warning>) {
    let Reading { page, blocks, stated, metadata, kept, story, capped, .. } = reading;
    let mut article = Article {
        format: FORMAT,
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
    article.related = related::headlines(page, blocks, &story, article.title.as_deref());
    let says_article = claimed(stated, metadata.kind.as_deref()) == Claimed::Article;
    let in_pieces = kept != story && listing::are_scraps(blocks, &kept);
    let index = !says_article && (in_pieces || is_index(&article, blocks, &kept));
    let warnings = warnings(&article, stated, index, capped);
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

fn warnings(article: &Article, stated: &jsonld::Stated, index: bool, capped: bool) -> Vec<Warning> {
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
    if index {
        warn("not-an-article", "the page lists other pages or things, and has no story of its own");
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

/// Returns what a page calls itself, in JSON-LD or by its `og:type`.
fn claimed(stated: &jsonld::Stated, kind: Option<&str>) -> Claimed {
    let stated = stated.kind.as_deref();
    let article = stated.is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting"));
    match kind {
        _ if article => Claimed::Article,
        Some("article") => Claimed::Article,
        Some(_) => Claimed::Other,
        None => Claimed::Nothing,
    }
}

/// Returns true for a page of links: a front page, a section, a list of results.
fn is_index(article: &Article, blocks: &[Block], kept: &[usize]) -> bool {
    let links = |block: &Block| block.link_chars;
    let chars: usize = kept.iter().map(|&index| blocks[index].chars).sum();
    let linked: usize = kept.iter().map(|&index| links(&blocks[index])).sum();
    let all: usize = blocks.iter().map(links).sum();
    let short = article.text.chars().count() < SHORT_TEXT_CHARS && all > 4 * chars;
    short || linked as f32 > INDEX_LINK_SHARE * chars as f32 || listing::are_teasers(blocks, kept)
}
