//! What a page says about itself → title, authors, dates, site and the like.
//!
//! Order of trust: JSON-LD, meta tags, then the page as a reader sees it. Microdata counts as stated like JSON-LD for the
//! title, and as a mark on what a reader sees for authors and dates. `source` finds the places; `title`, `byline` and
//! `when` choose among them. Start at [`Metadata::new`].

use crate::model::Published;
use crate::parse::html::block::Block;
use crate::parse::html::byline;
use crate::parse::html::date;
use crate::parse::html::date::Order;
use crate::parse::html::jsonld::Stated;
use crate::parse::html::key;
use crate::parse::html::page::Page;
use crate::parse::html::site::Site;
use crate::parse::html::source::Heading;
use crate::parse::html::source::Source;
use crate::parse::html::tags::Tag;
use crate::parse::html::title;
use crate::parse::html::title::Offers;
use crate::parse::html::vocabulary::Groups;
use crate::parse::html::when;
use crate::parse::region;

/// Keywords kept at most.
const MAX_KEYWORDS: usize = 50;

/// Bytes of a heading or title that are read.
const MAX_TITLE_BYTES: usize = 1000;

/// How far before the article its heading may stand, in nodes.
const HEAD_NODES: usize = 150;

/// Pieces of one heading at most: more are a text.
const MAX_PIECES: usize = 8;

/// Words in the classes of a line over or before a title.
const KICKERS: &[&str] = &[
    "kicker",
    "overline",
    "topline",
    "dachzeile",
    "eyebrow",
    "roofline",
    "spitzmarke",
    "pretitle",
    "visually-hidden",
];

/// Words that are left of a title without its kicker at least.
const MIN_TITLE_WORDS: usize = 2;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) url: Option<String>,
    pub(super) site: Option<String>,
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) section: Option<String>,
    pub(super) keywords: Vec<String>,
    /// The language tag, with its region: `en-GB`.
    pub(super) language: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) modified: Option<Published>,
    /// `og:type`.
    pub(super) kind: Option<String>,
}

impl Metadata {
    /// Returns the metadata of a page. `article` is the element that holds the text, `url` the address known to the
    /// caller.
    pub(super) fn new(
        page: &Page<'_>,
        blocks: &[Block],
        stated: &Stated,
        article: usize,
        dropped: &[bool],
        url: Option<&str>,
    ) -> Metadata {
        let mut source = Source::new(page, blocks, article, dropped);
        let is_full = |link: &&str| link.starts_with("http");
        let canonical = source.canonical.filter(is_full);
        let link = canonical.or(source.meta(key::URLS)).or(stated.url.as_deref()).filter(is_full);
        let link = link.or(url).map(str::to_owned);
        let host = link.as_deref().or(url).map(host).unwrap_or_default();
        let site = site(&source, stated, &host);
        let offers = offers(&source, stated, link.as_deref().or(url));
        let (title, heading) = title::choose(&offers, &site).unzip();
        let heading = heading.flatten().map(|index| source.headings[index].node);
        source.order_around(heading.or_else(|| first_heading(&source)));
        let language = language(&source, stated);
        let order = region::order(language.as_deref(), &host);
        Metadata {
            title,
            authors: byline::authors(&source, stated, &site),
            published: when::published(
                &source,
                stated,
                url.or(link.as_deref()),
                order,
                language.as_deref(),
            ),
            modified: modified(&source, stated, order),
            section: section(&source, stated),
            keywords: keywords(&source, stated),
            language,
            kind: source.meta(&["og:type"]).map(str::to_owned),
            url: link,
            site: site.name,
        }
    }
}

/// Returns the host of an address, without `www.`.
fn host(url: &str) -> String {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

/// Returns the publication: as the page states it, else as its title tag and its address do.
fn site(source: &Source<'_, '_>, stated: &Stated, host: &str) -> Site {
    let title = source.meta(key::TITLES).or(stated.titles.first().map(String::as_str));
    let metas: Vec<&str> = source.metas(key::SITES).collect();
    let names = || {
        metas
            .iter()
            .copied()
            .take(1)
            .chain(stated.publisher.as_deref())
            .chain(metas.iter().copied())
    };
    let site = Site::new(names(), title, host);
    if site.name.is_some() {
        return site;
    }
    let tag =
        source.title_tag.map(|tag| source.page.text(tag, MAX_TITLE_BYTES)).unwrap_or_default();
    let name = site.in_title(&tag).map(str::to_owned);
    Site::new(name.as_deref().into_iter(), None, host)
}

/// Returns the first heading that may stand over the article, for pages without a title.
fn first_heading(source: &Source<'_, '_>) -> Option<usize> {
    let first = source.headings.iter().filter(|heading| heading.level == 1).map(|h| h.node);
    let inside = source.page.inside(source.article);
    first.clone().find(|node| inside.contains(node)).or(first.clone().next())
}

fn offers(source: &Source<'_, '_>, stated: &Stated, url: Option<&str>) -> Offers {
    let text = |node: usize| source.page.text(node, MAX_TITLE_BYTES);
    let itemprops = source.stated_titles.iter().map(|&node| text(node));
    Offers {
        stated: stated.titles.iter().cloned().chain(itemprops).collect(),
        meta: source.metas(key::TITLES).map(str::to_owned).collect(),
        headings: source.headings.iter().map(|heading| offered(source, heading)).collect(),
        tag: source.title_tag.map(text),
        slug: url.and_then(slug),
    }
}

/// Returns the part of an address that is made of the words of the title.
fn slug(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.split_once("//")?.1.split_once('/')?.1;
    let part =
        path.trim_end_matches('/').rsplit('/').max_by_key(|part| part.matches('-').count())?;
    Some(part.split('.').next().unwrap_or(part).to_lowercase())
}

fn offered(source: &Source<'_, '_>, heading: &Heading) -> title::Heading {
    let page = source.page;
    let node = heading.node;
    let around = || std::iter::once(node).chain(page.ancestors(node).take(2));
    let within = || std::iter::once(node).chain(page.inside(node).take(MAX_PIECES));
    let home = |at: usize| {
        page.nodes[at].tag == Tag::A && page.nodes[at].attr("href").is_some_and(is_home)
    };
    title::Heading {
        pieces: pieces(source, node),
        level: heading.level,
        named: around().any(|at| page.nodes[at].groups.has(Groups::TITLE)),
        inside: node < page.inside(source.article).end && node + HEAD_NODES > source.article,
        late: node > source.prose,
        foreign: source.is_foreign(node) || source.is_doubtful(node),
        home: within().chain(around()).any(home),
    }
}

/// Returns true for links to the front page.
fn is_home(href: &str) -> bool {
    let path = href
        .split_once("//")
        .map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    matches!(
        path.split(['?', '#']).next(),
        Some("" | "/" | "./" | "../" | "index.html" | "/index.html")
    ) && !href.starts_with('#')
}

/// Returns the texts in a heading, one for each of its elements; a line that its class calls a kicker is left out.
fn pieces(source: &Source<'_, '_>, node: usize) -> Vec<String> {
    let page = source.page;
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut kicker_end = 0;
    for at in page.inside(node) {
        let class = page.nodes[at].attr("class").unwrap_or_default().to_lowercase();
        if KICKERS.iter().any(|kicker| class.contains(kicker)) {
            kicker_end = kicker_end.max(page.nodes[at].end as usize);
        }
        let text = page.text(at, MAX_TITLE_BYTES);
        if page.nodes[at].tag == Tag::Text && !text.is_empty() {
            pieces.push((text, at < kicker_end));
        }
    }
    let title: Vec<String> =
        pieces.iter().filter(|(_, kicker)| !kicker).map(|(text, _)| text.clone()).collect();
    let words = title.iter().flat_map(|piece| piece.split(' ')).filter(|word| word.len() > 1);
    match title.len() {
        _ if words.count() < MIN_TITLE_WORDS => vec![page.text(node, MAX_TITLE_BYTES)],
        len if len == pieces.len() && len > MAX_PIECES => vec![page.text(node, MAX_TITLE_BYTES)],
        len if len == pieces.len() && len == 1 => vec![page.text(node, MAX_TITLE_BYTES)],
        _ => title,
    }
}

fn modified(source: &Source<'_, '_>, stated: &Stated, order: Order) -> Option<Published> {
    let read = |text: &str| date::read(text, order);
    stated.modified.as_deref().and_then(read).or_else(|| source.metas(key::MODIFIED).find_map(read))
}

fn section(source: &Source<'_, '_>, stated: &Stated) -> Option<String> {
    stated.section.clone().or_else(|| source.meta(key::SECTIONS).map(str::to_owned))
}

fn keywords(source: &Source<'_, '_>, stated: &Stated) -> Vec<String> {
    let metas = source.metas(key::KEYWORDS).flat_map(|value| value.split(','));
    let metas = metas.map(|word| word.trim().to_owned());
    let mut keywords: Vec<String> = Vec::new();
    for word in stated.keywords.iter().cloned().chain(metas) {
        if !word.is_empty() && keywords.len() < MAX_KEYWORDS && !keywords.contains(&word) {
            keywords.push(word);
        }
    }
    keywords
}

/// Returns the language tag: the first that is one, with the region that another tag of the same language gives.
/// Systems say "US" where nobody chose a region, so it counts only on the page itself.
fn language(source: &Source<'_, '_>, stated: &Stated) -> Option<String> {
    let own = source.language.and_then(region::tag);
    let others = || {
        let tags = stated.language.as_deref().into_iter().chain(source.metas(key::LANGUAGES));
        tags.filter_map(region::tag)
    };
    let first = own.or_else(|| others().next())?;
    let same = |tag: &String| tag.len() > 2 && tag[..2] == first[..2] && !tag.ends_with("-US");
    let region = Some(&first).filter(|tag| tag.len() == 2).and_then(|_| others().find(same));
    Some(region.unwrap_or(first))
}
