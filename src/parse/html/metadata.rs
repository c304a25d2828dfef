//! What a page says about itself → title, authors, dates, site and the like.
//!
//! Order of trust: JSON-LD, meta tags, then the page as a reader sees it. Microdata counts as stated like JSON-LD for the
//! title, and as a mark on what a reader sees (after the meta tags) for authors and dates. It reads no body text except
//! the lines around the title. Start at [`Metadata::new`].

use crate::model::Published;
use crate::parse::html::author;
use crate::parse::html::block::Block;
use crate::parse::html::date;
use crate::parse::html::jsonld::Stated;
use crate::parse::html::key;
use crate::parse::html::page::Page;
use crate::parse::html::tags::Tag;
use crate::parse::html::title;
use crate::parse::html::title::Offers;
use crate::parse::html::vocabulary::Groups;

/// Longest visible byline or date line, in bytes.
const MAX_LINE_BYTES: usize = 160;

/// Lines in which a byline or a date is looked for where no element names one.
const LINES_AFTER_TITLE: usize = 14;
const LINES_BEFORE_TITLE: usize = 5;
const LINES_AT_END: usize = 4;

/// Meta tags looked at on one page at most.
const MAX_METAS: usize = 2000;

/// Keywords kept at most.
const MAX_KEYWORDS: usize = 50;

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) url: Option<String>,
    pub(super) site: Option<String>,
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) section: Option<String>,
    pub(super) keywords: Vec<String>,
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
        let source = Source::new(page, blocks, article, dropped);
        let canonical = source.canonical.as_deref().filter(|link| link.starts_with("http"));
        let link = canonical
            .or(source.meta(key::URLS))
            .or(stated.url.as_deref())
            .filter(|link| link.starts_with("http"));
        let link = link.or(url).map(str::to_owned);
        let host = link.as_deref().or(url).map(host).unwrap_or_default();
        let site = source.meta(key::SITES).map(str::to_owned).or_else(|| stated.publisher.clone());
        let site = site.map(|site| site.trim().to_owned()).filter(|site| !site.is_empty());
        let name = site.as_deref();
        Metadata {
            title: title::choose(&source.titles(stated), name, &host),
            authors: source.authors(stated, name, &host),
            published: source.published(stated, url.or(link.as_deref())),
            modified: stated
                .modified
                .as_deref()
                .and_then(date::read)
                .or_else(|| source.metas(key::MODIFIED).find_map(date::read)),
            section: stated
                .section
                .clone()
                .or_else(|| source.meta(key::SECTIONS).map(str::to_owned)),
            keywords: source.keywords(stated),
            language: source.language(stated),
            kind: source.meta(&["og:type"]).map(str::to_owned),
            url: link,
            site,
        }
    }
}

/// Returns the host of an address, without `www.`.
fn host(url: &str) -> String {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default().to_lowercase();
    host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
}

/// A place on the page that may hold a byline or a date.
struct Place {
    node: usize,
    /// Distance from the title, or from the beginning of the article.
    distance: usize,
}

/// Everything on a page that says something about it, collected in one pass.
struct Source<'p, 'a> {
    page: &'p Page<'a>,
    metas: Vec<(String, &'a str)>,
    canonical: Option<String>,
    language: Option<&'a str>,
    title_tag: Option<usize>,
    headings: Vec<(usize, bool)>,
    stated_titles: Vec<usize>,
    authors: Vec<Place>,
    dates: Vec<Place>,
    /// Short lines around the title, the likeliest place of a byline first.
    lines: Vec<&'p str>,
}

impl<'p, 'a> Source<'p, 'a> {
    fn new(
        page: &'p Page<'a>,
        blocks: &'p [Block],
        article: usize,
        dropped: &[bool],
    ) -> Source<'p, 'a> {
        let mut source = Source {
            page,
            metas: Vec::new(),
            canonical: None,
            language: None,
            title_tag: None,
            headings: Vec::new(),
            stated_titles: Vec::new(),
            authors: Vec::new(),
            dates: Vec::new(),
            lines: Vec::new(),
        };
        for at in 1..page.nodes.len() {
            if page.nodes[at].tag != Tag::Text {
                source.look(at, article, dropped);
            }
        }
        let heading = source
            .headings
            .iter()
            .find(|(_, inside)| *inside)
            .or(source.headings.first())
            .map(|(node, _)| *node);
        let origin = heading.unwrap_or(article);
        source.lines = lines_around(blocks, origin, page.nodes[article].end as usize);
        for place in source.authors.iter_mut().chain(&mut source.dates) {
            // What stands above the title is as near as what stands ten times as far below it.
            place.distance =
                if place.node < origin { (origin - place.node) * 3 } else { place.node - origin };
        }
        source.authors.sort_by_key(|place| place.distance);
        source.dates.sort_by_key(|place| place.distance);
        source
    }

    fn look(&mut self, at: usize, article: usize, dropped: &[bool]) {
        let node = &self.page.nodes[at];
        let page = self.page;
        match node.tag {
            Tag::Meta => return self.look_at_meta(at),
            Tag::Link if node.attr("rel") == Some("canonical") => {
                self.canonical = node.attr("href").map(str::to_owned)
            }
            Tag::Title if self.title_tag.is_none() => self.title_tag = Some(at),
            Tag::Block if node.element.is_some_and(|element| element.name() == "html") => {
                self.language = node.attr("lang")
            }
            Tag::Heading(1) => {
                let inside = page.inside(article).contains(&at);
                self.headings.push((at, inside));
            }
            _ => {}
        }
        let foreign = dropped[at] && node.groups.has(Groups::COMMENTS | Groups::RELATED);
        if foreign || node.tag == Tag::Body {
            return;
        }
        if node.attr("itemprop") == Some("headline") {
            self.stated_titles.push(at);
        }
        if node.groups.has(Groups::AUTHOR) && self.authors.len() < 200 {
            self.authors.push(Place { node: at, distance: 0 });
        }
        if (node.groups.has(Groups::DATE) || node.tag == Tag::Time) && self.dates.len() < 200 {
            self.dates.push(Place { node: at, distance: 0 });
        }
    }

    fn look_at_meta(&mut self, at: usize) {
        let node = &self.page.nodes[at];
        let key =
            node.attr("property").or_else(|| node.attr("name")).or_else(|| node.attr("itemprop"));
        let content = node.attr("content").map(str::trim).filter(|content| !content.is_empty());
        if let (Some(key), Some(content)) = (key, content)
            && self.metas.len() < MAX_METAS
        {
            self.metas.push((key.trim().to_lowercase(), content));
        }
    }

    /// Returns the first value of the first of `keys` that the page gives.
    fn meta(&self, keys: &[&'static str]) -> Option<&'a str> {
        self.metas(keys).next()
    }

    /// Returns all values of `keys`, in the order of the keys.
    fn metas(&self, keys: &[&'static str]) -> impl Iterator<Item = &'a str> + '_ {
        let keys = keys.to_vec();
        keys.into_iter().flat_map(|key| {
            self.metas.iter().filter(move |(name, _)| name == key).map(|(_, content)| *content)
        })
    }

    fn titles(&self, stated: &Stated) -> Offers {
        let text = |node: usize| self.page.text(node, 1000);
        Offers {
            stated: stated
                .titles
                .iter()
                .cloned()
                .chain(self.stated_titles.iter().map(|&node| text(node)))
                .collect(),
            meta: self.metas(key::TITLES).map(str::to_owned).collect(),
            headings: self
                .headings
                .iter()
                .take(20)
                .map(|&(node, inside)| (text(node), inside))
                .collect(),
            tag: self.title_tag.map(text),
        }
    }

    fn authors(&self, stated: &Stated, site: Option<&str>, host: &str) -> Vec<String> {
        let people = stated
            .authors
            .iter()
            .filter(|(_, organisation)| !organisation)
            .map(|(name, _)| name.as_str());
        let names = author::names(people, site, host);
        if !names.is_empty() {
            return names;
        }
        for key in key::AUTHORS {
            let names = author::names(self.metas(&[key]), site, host);
            if !names.is_empty() {
                return names;
            }
        }
        for place in &self.authors {
            let text = self.page.text(place.node, MAX_LINE_BYTES + 40);
            if text.len() <= MAX_LINE_BYTES {
                let names = author::names([text.as_str()], site, host);
                if !names.is_empty() {
                    return names;
                }
            }
        }
        let visible = self.lines.iter().map(|line| author::in_line(line, site, host));
        if let Some(names) = visible.into_iter().find(|names| !names.is_empty()) {
            return names;
        }
        let organisations = stated.authors.iter().map(|(name, _)| name.as_str());
        author::names(organisations, site, host)
    }

    fn published(&self, stated: &Stated, url: Option<&str>) -> Option<Published> {
        let from_url = || url.and_then(date::in_url).map(Published::day);
        let stated = stated.published.as_deref().and_then(date::read);
        stated
            .or_else(|| self.metas(key::PUBLISHED).find_map(date::read))
            .or_else(from_url)
            .or_else(|| self.visible_date())
    }

    fn visible_date(&self) -> Option<Published> {
        let place = self.dates.iter().find_map(|place| {
            let node = &self.page.nodes[place.node];
            let attribute = node.attr("datetime").or_else(|| node.attr("content"));
            attribute.and_then(date::read).or_else(|| {
                let text = self.page.text(place.node, MAX_LINE_BYTES + 40);
                let date = if text.len() <= MAX_LINE_BYTES { date::find(&text) } else { None };
                date.map(Published::day)
            })
        });
        place.or_else(|| self.lines.iter().find_map(|line| date::find(line)).map(Published::day))
    }

    fn keywords(&self, stated: &Stated) -> Vec<String> {
        let metas = self
            .metas(key::KEYWORDS)
            .flat_map(|value| value.split(','))
            .map(|word| word.trim().to_owned());
        let mut keywords: Vec<String> = Vec::new();
        for word in stated.keywords.iter().cloned().chain(metas) {
            if !word.is_empty() && keywords.len() < MAX_KEYWORDS && !keywords.contains(&word) {
                keywords.push(word);
            }
        }
        keywords
    }

    fn language(&self, stated: &Stated) -> Option<String> {
        let values = self
            .language
            .into_iter()
            .chain(stated.language.as_deref())
            .chain(self.metas(key::LANGUAGES));
        values.filter_map(two_letters).next()
    }
}

/// Returns short lines after and before the title, then those at the end of the article.
fn lines_around(blocks: &[Block], title: usize, end: usize) -> Vec<&str> {
    let at = blocks.partition_point(|block| block.nodes.0 < title);
    let last = blocks.partition_point(|block| block.nodes.0 < end);
    let after = at..blocks.len().min(at + LINES_AFTER_TITLE);
    let before = (at.saturating_sub(LINES_BEFORE_TITLE)..at).rev();
    let closing = last.saturating_sub(LINES_AT_END).max(after.end)..blocks.len().min(last + 1);
    let lines = after.chain(before).chain(closing).map(|index| blocks[index].text.as_str());
    lines.filter(|line| line.len() <= MAX_LINE_BYTES).collect()
}

/// Returns the two-letter code at the beginning of a language tag.
fn two_letters(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}
