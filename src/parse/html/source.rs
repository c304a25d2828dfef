//! Page → the places on it that say something about it: meta tags, headings, bylines, dates, lines around the title.
//!
//! One pass over the nodes; it reads no text and judges nothing. Start at [`Source::new`].

use crate::parse::html::author_words::PROFILES;
use crate::parse::html::block::Block;
use crate::parse::html::page::Page;
use crate::parse::html::page::push_collapsed;
use crate::parse::html::tags::Tag;
use crate::parse::html::vocabulary::Groups;

/// Longest visible byline or date line, in bytes.
pub(super) const MAX_LINE_BYTES: usize = 160;

/// Lines in which a byline or a date is looked for where no element names one.
const LINES_AFTER_TITLE: usize = 14;
const LINES_BEFORE_TITLE: usize = 5;
const LINES_BEFORE_PROSE: usize = 5;
const LINES_AT_END: usize = 4;

/// Meta tags, and places of each sort, looked at on one page at most.
const MAX_METAS: usize = 2000;
const MAX_PLACES: usize = 200;
const MAX_HEADINGS: usize = 60;

/// Characters of a paragraph that opens the story: headings after it are parts of it.
const PROSE_CHARS: usize = 150;

/// What stands there is about something else: other articles, readers, the site.
const FOREIGN: Groups = Groups::COMMENTS.or(Groups::RELATED);

/// What stands there is often about something else, and looked at last.
const DOUBTFUL: Groups = Groups::NAV.or(Groups::SIDEBAR).or(Groups::FOOTER).or(Groups::OVERLAY);

/// Distance above the title beyond which the head of the site begins, with the date of today.
const FAR_ABOVE_NODES: usize = 240;

/// Nodes of a teaser in which its headline is looked for.
const TEASER_NODES: usize = 60;

/// A place on the page that may hold a byline or a date.
pub(super) struct Place {
    pub(super) node: usize,
    /// Distance from the title, or from the beginning of the article, in nodes; what stands above counts threefold.
    pub(super) distance: usize,
    /// In a menu, a column beside the article and the like.
    pub(super) doubtful: bool,
}

impl Place {
    fn new(node: usize) -> Place {
        Place { node, distance: 0, doubtful: false }
    }
}

/// A heading, or an element that calls itself the title.
pub(super) struct Heading {
    pub(super) node: usize,
    /// 1 to 6; 0 for elements that are no headings.
    pub(super) level: u8,
}

/// Everything on a page that says something about it.
pub(super) struct Source<'p, 'a> {
    pub(super) page: &'p Page<'a>,
    pub(super) blocks: &'p [Block],
    /// The element that holds the text.
    pub(super) article: usize,
    /// First node of the prose.
    pub(super) prose: usize,
    /// The title, as far as it is known, else the article.
    origin: usize,
    metas: Vec<(String, &'a str)>,
    pub(super) canonical: Option<&'a str>,
    /// The language tag of the page.
    pub(super) language: Option<&'a str>,
    pub(super) title_tag: Option<usize>,
    pub(super) headings: Vec<Heading>,
    pub(super) stated_titles: Vec<usize>,
    /// Nearest to the title first.
    pub(super) authors: Vec<Place>,
    pub(super) dates: Vec<Place>,
    /// Short blocks around the title, and the ends of long ones, with their text; the likeliest place of a byline first.
    pub(super) lines: Vec<(usize, &'p str)>,
    dropped: &'p [bool],
}

impl<'p, 'a> Source<'p, 'a> {
    /// Returns the places of a page. `article` is the element that holds the text, `dropped` marks nodes that the
    /// search for the text left out.
    pub(super) fn new(
        page: &'p Page<'a>,
        blocks: &'p [Block],
        article: usize,
        dropped: &'p [bool],
    ) -> Source<'p, 'a> {
        let range = page.inside(article);
        let opens = |block: &&Block| {
            range.contains(&block.nodes.0) && block.chars >= PROSE_CHARS && !dropped[block.node]
        };
        let mut source = Source {
            page,
            blocks,
            article,
            origin: article,
            prose: blocks.iter().find(opens).map_or(range.end, |block| block.nodes.0),
            metas: Vec::new(),
            canonical: None,
            language: None,
            title_tag: None,
            headings: Vec::new(),
            stated_titles: Vec::new(),
            authors: Vec::new(),
            dates: Vec::new(),
            lines: Vec::new(),
            dropped,
        };
        for at in 1..page.nodes.len() {
            if page.nodes[at].tag != Tag::Text {
                source.look(at);
            }
        }
        source
    }

    /// Sorts bylines and dates by their distance from the title.
    pub(super) fn order_around(&mut self, title: Option<usize>) {
        let origin = title.unwrap_or(self.article);
        self.origin = origin;
        let mut authors = std::mem::take(&mut self.authors);
        let mut dates = std::mem::take(&mut self.dates);
        for place in authors.iter_mut().chain(&mut dates) {
            place.distance = self.distance(place.node);
            place.doubtful = place.distance > FAR_ABOVE_NODES && place.node < origin
                || self.is_doubtful(place.node);
        }
        authors.sort_by_key(|place| (place.doubtful, place.distance));
        dates.sort_by_key(|place| (place.doubtful, place.distance));
        (self.authors, self.dates) = (authors, dates);
        let end = self.page.nodes[self.article].end as usize;
        let mut lines = lines_around(self.blocks, origin, self.prose, end);
        lines.retain(|&(line, _)| !self.is_foreign(self.blocks[line].node));
        self.lines = lines;
    }

    /// Returns how far from the title a node is; what stands above counts threefold.
    pub(super) fn distance(&self, node: usize) -> usize {
        if node < self.origin { (self.origin - node) * 3 } else { node - self.origin }
    }

    /// Returns true for a block that is the title or a part of it.
    pub(super) fn is_title(&self, block: usize) -> bool {
        let node = self.blocks[block].node;
        let titled = matches!(self.page.nodes[self.origin].tag, Tag::Heading(_));
        titled && (node == self.origin || self.page.inside(self.origin).contains(&node))
    }

    /// Returns true for what stands below the title, up to the end of the article.
    pub(super) fn is_after_title(&self, node: usize) -> bool {
        node > self.origin && node < self.page.inside(self.article).end
    }

    fn look(&mut self, at: usize) {
        let node = &self.page.nodes[at];
        match node.tag {
            Tag::Meta => return self.look_at_meta(at),
            Tag::Link if node.attr("rel") == Some("canonical") => {
                self.canonical = node.attr("href");
            }
            Tag::Title if self.title_tag.is_none() => self.title_tag = Some(at),
            Tag::Block if node.element.is_some_and(|element| element.name() == "html") => {
                self.language = node.attr("lang");
            }
            Tag::Body => return,
            _ => {}
        }
        let level = if let Tag::Heading(level) = node.tag { level } else { 0 };
        let titled = level > 0 || node.groups.has(Groups::TITLE);
        let early = level == 1 || (at <= self.prose && level < 4);
        if titled && early && self.headings.len() < MAX_HEADINGS {
            self.headings.push(Heading { node: at, level });
        }
        if node.attr("itemprop") == Some("headline") {
            self.stated_titles.push(at);
        }
        let byline = node.groups.has(Groups::AUTHOR | Groups::AUTHOR_BOX)
            || (node.tag == Tag::A && node.attr("href").is_some_and(is_profile));
        if byline && self.authors.len() < MAX_PLACES {
            self.authors.push(Place::new(at));
        }
        let dated = node.groups.has(Groups::DATE) || node.tag == Tag::Time;
        if dated && self.dates.len() < MAX_PLACES {
            self.dates.push(Place::new(at));
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
    pub(super) fn meta(&self, keys: &[&'static str]) -> Option<&'a str> {
        self.metas(keys).next()
    }

    /// Returns all values of `keys`, in the order of the keys.
    pub(super) fn metas(&self, keys: &[&'static str]) -> impl Iterator<Item = &'a str> + '_ {
        let keys = keys.to_vec();
        keys.into_iter().flat_map(|key| {
            self.metas.iter().filter(move |(name, _)| name == key).map(|(_, content)| *content)
        })
    }

    /// Returns the values of a social card that stand under one of `labels`.
    pub(super) fn labelled(
        &self,
        labels: &'static [&'static str],
    ) -> impl Iterator<Item = &'a str> + '_ {
        let label = |(name, content): &(String, &'a str)| {
            let number = name.strip_prefix("twitter:label")?;
            labels.contains(&&*content.to_lowercase()).then_some(number.to_owned())
        };
        let numbers: Vec<String> = self.metas.iter().filter_map(label).collect();
        self.metas.iter().filter_map(move |(name, content)| {
            let number = name.strip_prefix("twitter:data")?;
            numbers.iter().any(|known| known == number).then_some(*content)
        })
    }

    /// Returns true if a node belongs to something else than the article: other articles, readers.
    pub(super) fn is_foreign(&self, node: usize) -> bool {
        let foreign = |at: usize| self.page.nodes[at].groups.has(FOREIGN) || self.is_teaser(at);
        // What a place is called says what it is itself: "news-list-date" is a date.
        self.is_apart(node) && self.around(node).skip(1).any(foreign)
    }

    /// Returns true for nodes in menus, columns beside the article and the like.
    pub(super) fn is_doubtful(&self, node: usize) -> bool {
        let doubtful = |at: usize| self.page.nodes[at].groups.has(DOUBTFUL);
        self.is_apart(node) && self.around(node).skip(1).any(doubtful)
    }

    fn is_apart(&self, node: usize) -> bool {
        let range = self.page.inside(self.article);
        self.dropped[node] || !range.contains(&node)
    }

    /// Returns a node and its ancestors up to those that hold the article or its title.
    fn around(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(node)
            .chain(self.page.ancestors(node))
            .take_while(|&at| !self.holds_article(at))
    }

    /// Returns true for a short text about another article, with its headline.
    fn is_teaser(&self, node: usize) -> bool {
        let inside = self.page.inside(node).take(TEASER_NODES);
        (self.page.nodes[node].groups.has(Groups::TEASER) || self.page.nodes[node].tag == Tag::A)
            && inside.into_iter().any(|at| matches!(self.page.nodes[at].tag, Tag::Heading(_)))
    }

    /// Returns true if the article or its title is in a node.
    fn holds_article(&self, node: usize) -> bool {
        let holds = |inner: usize| node <= inner && self.page.inside(node).end > inner;
        holds(self.article) || holds(self.origin)
    }

    /// Returns the text of a byline, with line breaks between what a reader sees apart: blocks, and elements whose
    /// words no space separates. None if it is longer than a line.
    pub(super) fn parts(&self, node: usize) -> Option<String> {
        self.parts_of(node..self.page.nodes[node].end as usize)
    }

    /// Returns the same for a short line.
    pub(super) fn line_parts(&self, line: (usize, &str)) -> String {
        let block = &self.blocks[line.0];
        let whole = block.text.len() == line.1.len();
        let parts = whole.then(|| self.parts_of(block.nodes.0..block.nodes.1)).flatten();
        parts.unwrap_or_else(|| line.1.to_owned())
    }

    fn parts_of(&self, nodes: std::ops::Range<usize>) -> Option<String> {
        let mut text = String::new();
        for node in &self.page.nodes[nodes] {
            let glued = text.ends_with(char::is_alphanumeric)
                && node.text.starts_with(char::is_alphanumeric);
            if node.tag.is_block() || matches!(node.tag, Tag::Br | Tag::Cell) || glued {
                text.truncate(text.trim_end_matches(' ').len());
                text.push('\n');
            }
            push_collapsed(&mut text, node.text);
            if text.len() > MAX_LINE_BYTES {
                return None;
            }
        }
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Returns the text of a place; none if it is longer than a line.
    pub(super) fn line(&self, node: usize) -> Option<String> {
        let text = self.page.text(node, MAX_LINE_BYTES + 40);
        (text.len() <= MAX_LINE_BYTES && !text.is_empty()).then_some(text)
    }
}

/// Returns true for the address of a page about an author.
pub(super) fn is_profile(href: &str) -> bool {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    PROFILES.iter().any(|part| path.find(part).is_some_and(|at| at + part.len() < path.len()))
}

/// Returns short blocks after and before the title, before the prose, then those at the end of the article.
fn lines_around(blocks: &[Block], title: usize, prose: usize, end: usize) -> Vec<(usize, &str)> {
    let at = blocks.partition_point(|block| block.nodes.0 < title);
    let last = blocks.partition_point(|block| block.nodes.0 < end);
    let after = at..blocks.len().min(at + LINES_AFTER_TITLE);
    let before = (at.saturating_sub(LINES_BEFORE_TITLE)..at).rev();
    let opens = blocks.partition_point(|block| block.nodes.0 < prose);
    let head = opens.saturating_sub(LINES_BEFORE_PROSE).max(after.end)..opens.max(after.end);
    let closing = last.saturating_sub(LINES_AT_END).max(head.end)..blocks.len().min(last + 1);
    let text = |index: usize| (index, last_line(&blocks[index].text));
    let lines = after.chain(before).chain(head).chain(closing).map(text);
    lines.filter(|(_, text)| text.len() <= MAX_LINE_BYTES).collect()
}

/// Returns a short text, or the last line of a long one.
fn last_line(text: &str) -> &str {
    let cut = (text.len() > MAX_LINE_BYTES).then(|| text.rsplit_once('\n')).flatten();
    cut.map_or(text, |(_, last)| last)
}
