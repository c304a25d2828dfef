//! Bylines that readers see, and what the page states about its authors → names of authors.
//!
//! Order of trust: JSON-LD, meta tags, marked elements nearest to the title, lines around the title. Who signs with the
//! name of the site counts only where nobody else does. Start at [`authors`].

use crate::parse::html::author::Wanted;
use crate::parse::html::author::beside_date;
use crate::parse::html::author::desk;
use crate::parse::html::author::in_line;
use crate::parse::html::author::is_handle;
use crate::parse::html::author::is_label;
use crate::parse::html::author::is_person;
use crate::parse::html::author::is_role;
use crate::parse::html::author::names;
use crate::parse::html::author_words::EDITORS;
use crate::parse::html::author_words::LABELS;
use crate::parse::html::block::Block;
use crate::parse::html::date;
use crate::parse::html::jsonld::Stated;
use crate::parse::html::key;
use crate::parse::html::site::Site;
use crate::parse::html::site::key as key_of;
use crate::parse::html::source::Place;
use crate::parse::html::source::Source;
use crate::parse::html::source::is_profile;
use crate::parse::html::tags::Tag;
use crate::parse::html::vocabulary::Groups;

/// Places looked at: beyond, they belong to lists of other articles.
const MAX_PLACES: usize = 40;

/// Nodes of a place in which elements for names are looked for.
const MAX_NODES: usize = 150;

/// Class names of elements that hold a name and nothing else.
const NAME_CLASSES: &[&str] = &[
    "fn",
    "name",
    "author-name",
    "author__name",
    "authorname",
    "author_name",
    "byline-name",
    "byline__name",
    "author-link",
];

/// Characters of the paragraph above a signature at least.
const MIN_ABOVE_CHARS: usize = 60;

/// Words of a signature at most.
const MAX_SIGNATURE_WORDS: usize = 3;

/// Lines after a signature looked at.
const MAX_NOTES: usize = 20;

/// Bytes of a date line beside which a name alone is a byline.
const MAX_DATE_LINE_BYTES: usize = 60;

/// Returns the authors of a page.
pub(super) fn authors(source: &Source<'_, '_>, stated: &Stated, site: &Site) -> Vec<String> {
    let named = named_by_page(source, stated, site);
    let weak = named.iter().all(|name| is_handle(name));
    if !named.is_empty() && !weak {
        let named = completed(source, site, named);
        return contradicted(source, site, &named).unwrap_or(named);
    }
    let seen = seen(source, site, Wanted::People);
    if !seen.is_empty() && (named.is_empty() || seen.iter().all(|name| is_person(name))) {
        return seen;
    }
    if !named.is_empty() {
        return named;
    }
    signer(source, stated, site).into_iter().collect()
}

/// Returns who signs with the name of the site: whom the article states as a person, a person whose site it is, or whom
/// a byline shows to readers.
fn signer(source: &Source<'_, '_>, stated: &Stated, site: &Site) -> Option<String> {
    let people = stated.authors.iter().filter(|(_, organisation)| !organisation);
    let people = names(people.map(|(name, _)| name.as_str()), site, Wanted::Signers);
    let metas = names(source.metas(key::AUTHORS), site, Wanted::Signers);
    let metas = metas.into_iter().filter(|name| is_person(name) && site.is_named(name));
    let marked = marked(source, site, Wanted::Signers).into_iter();
    let signers = people.into_iter().chain(metas);
    let mut signers = signers.chain(marked.filter(|name| site.is_named(name)));
    signers.next().or_else(|| office(source, stated))
}

/// Returns the editorial office that signs.
fn office(source: &Source<'_, '_>, stated: &Stated) -> Option<String> {
    let stated = stated.authors.iter().map(|(name, _)| name.as_str());
    let metas = source.metas(key::AUTHORS).chain(source.labelled(LABELS));
    let marks = source.authors.iter().take(MAX_PLACES);
    let own = marks.filter(|place| !source.is_foreign(place.node) && !is_about(source, place));
    let texts: Vec<String> = own.filter_map(|place| source.line(place.node)).collect();
    desk(stated.chain(metas).chain(texts.iter().map(String::as_str)))
}

/// Returns the people that JSON-LD or meta tags name.
fn named_by_page(source: &Source<'_, '_>, stated: &Stated, site: &Site) -> Vec<String> {
    let people = stated.authors.iter().filter(|(_, organisation)| !organisation);
    let people = names(people.map(|(name, _)| name.as_str()), site, Wanted::People);
    if !people.is_empty() {
        return people;
    }
    let metas = key::AUTHORS.iter().map(|key| names(source.metas(&[key]), site, Wanted::People));
    let mut labelled =
        std::iter::once_with(|| names(source.labelled(LABELS), site, Wanted::People));
    let mut metas = metas.into_iter();
    metas.find(|names| !names.is_empty()).or_else(|| labelled.next()).unwrap_or_default()
}

/// Returns the names, with those that the byline has beside them: systems often state the first author only.
fn completed(source: &Source<'_, '_>, site: &Site, named: Vec<String>) -> Vec<String> {
    let keys: Vec<String> = named.iter().map(|name| key_of(name)).collect();
    let more = |seen: &Vec<String>| {
        let holds = |key: &String| seen.iter().any(|name| key_of(name).ends_with(key.as_str()));
        seen.len() > named.len()
            && seen.iter().all(|name| is_person(name))
            && keys.iter().all(holds)
    };
    let places = source.authors.iter().take(MAX_PLACES).map(|place| place.node);
    let own = places.filter(|&node| !source.is_foreign(node) && !source.is_doubtful(node));
    let texts = own.filter_map(|node| source.parts(node));
    let lines = source.lines.iter().map(|&line| source.line_parts(line));
    let led = lines.chain(texts).map(|text| in_line(&text, site));
    led.chain(linked(source, site)).find(more).unwrap_or(named)
}

/// Returns the people whom a byline between title and text names, if the page states none of them: systems often state
/// who typed the article in.
fn contradicted(source: &Source<'_, '_>, site: &Site, named: &[String]) -> Option<Vec<String>> {
    let head = source.lines.iter().filter(|(line, _)| {
        let node = source.blocks[*line].nodes.0;
        source.is_after_title(node) && node < source.prose
    });
    let seen = head
        .map(|&line| in_line(&source.line_parts(line), site))
        .find(|names| !names.is_empty())?;
    let other =
        |name: &String| is_person(name) && !named.iter().any(|known| shares_word(known, name));
    seen.iter().all(other).then_some(seen)
}

/// Returns true for two names that may be of one person.
fn shares_word(a: &str, b: &str) -> bool {
    let words = |name: &str| {
        name.to_lowercase().split([' ', '-', '.']).map(str::to_owned).collect::<Vec<_>>()
    };
    let known = words(a);
    words(b).iter().any(|word| word.len() > 2 && known.contains(word))
}

/// Returns the names in links to pages about authors that stand side by side.
fn linked<'s>(
    source: &'s Source<'_, '_>,
    site: &'s Site,
) -> impl Iterator<Item = Vec<String>> + 's {
    let nodes = &source.page.nodes;
    let link = |place: &&Place| nodes[place.node].attr("href").is_some_and(is_profile);
    let links = source.authors.iter().take(MAX_PLACES).filter(link).map(|place| place.node);
    let links: Vec<usize> =
        links.filter(|&node| !source.is_foreign(node) && !source.is_doubtful(node)).collect();
    (0..links.len()).map(move |first| {
        let parent = nodes[links[first]].parent;
        let beside = links.iter().filter(|&&link| nodes[link].parent == parent);
        let texts: Vec<String> = beside.filter_map(|&link| source.parts(link)).collect();
        names(texts.iter().map(String::as_str), site, Wanted::People)
    })
}

/// Returns the names in the first byline that readers see.
fn seen(source: &Source<'_, '_>, site: &Site, wanted: Wanted) -> Vec<String> {
    let marked = marked(source, site, wanted);
    if marked.iter().any(|name| is_person(name)) {
        return marked;
    }
    if marked.is_empty() {
        return in_lines_around(source, site);
    }
    // Who signs with a name in full is better than an account.
    let lines = source.lines.iter().map(|&line| in_line(&source.line_parts(line), site));
    lines.into_iter().find(|names| names.iter().any(|name| is_person(name))).unwrap_or(marked)
}

/// Returns the names in the first line around the title, or at the end, that is a byline.
fn in_lines_around(source: &Source<'_, '_>, site: &Site) -> Vec<String> {
    let texts = || source.lines.iter().map(|&line| source.line_parts(line));
    // Who edited comes after who wrote.
    let is_editor = |text: &String| EDITORS.iter().any(|lead| text.starts_with(lead));
    let lines = texts().filter(|text| !is_editor(text)).map(|text| in_line(&text, site));
    let editors = texts().filter(is_editor).map(|text| in_line(&text, site));
    let beside = source.lines.iter().map(|&line| beside_date(&source.line_parts(line), site));
    let alone = source.lines.iter().map(|(line, _)| below_label(source, *line, site));
    let belows = source.lines.iter().flat_map(|(_, text)| text.split('\n').skip(1));
    let inner = belows.chain(firsts(source)).map(|text| in_line(text, site));
    lines
        .chain(beside)
        .chain(alone)
        .chain(inner)
        .chain(in_story(source, site))
        .chain(editors)
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// Returns the first lines of the blocks around the title.
fn firsts<'s>(source: &'s Source<'_, '_>) -> impl Iterator<Item = &'s str> {
    source.lines.iter().filter_map(|(_, text)| Some(text.split_once('\n')?.0))
}

/// Returns the names in each line of the story that is a byline or a signature and nothing else.
fn in_story<'s>(
    source: &'s Source<'_, '_>,
    site: &'s Site,
) -> impl Iterator<Item = Vec<String>> + 's {
    let lines = (0..source.blocks.len()).filter(|&line| {
        let block = &source.blocks[line];
        !EDITORS.iter().any(|lead| block.text.starts_with(lead))
            && source.is_after_title(block.nodes.0)
            && block.chars <= MAX_DATE_LINE_BYTES
            && !source.is_foreign(block.node)
            && !source.is_doubtful(block.node)
    });
    lines.flat_map(move |line| {
        let mut led = in_line(&source.blocks[line].text, site);
        led.retain(|name| is_person(name));
        [led, labelled(source, line, site), signature(source, line, site)]
    })
}

/// Returns the name that a line at the end of the text is, set off in bold type, brackets or at the right.
fn signature(source: &Source<'_, '_>, line: usize, site: &Site) -> Vec<String> {
    let block = &source.blocks[line];
    let text = block.text.trim_matches(['(', ')', '–', '—', '-', ' ']);
    let node = &source.page.nodes[block.node];
    let right = node.attr("align") == Some("right")
        || node.attr("style").is_some_and(|style| style.contains("right"));
    let bold = block.bold_chars * 10 >= block.chars * 8;
    let set_off = text.len() < block.text.len() || bold || right;
    let ends = line.checked_sub(1).map(|above| &source.blocks[above]).is_some_and(|above| {
        above.ends_sentence()
            && above.chars >= MIN_ABOVE_CHARS
            && source.page.nodes[above.node].parent == node.parent
    });
    // Notes may follow.
    let beside = |block: &&Block| source.page.nodes[block.node].parent == node.parent;
    let last = source.blocks[line + 1..]
        .iter()
        .take_while(beside)
        .take(MAX_NOTES)
        .all(|block| !block.ends_sentence() || block.text.starts_with(['(', '*', '1']));
    let short = text.split(' ').count() <= MAX_SIGNATURE_WORDS;
    match short && set_off && ends && last && block.links == 0 && is_person(text) {
        true => names([text], site, Wanted::People),
        false => Vec::new(),
    }
}

/// Returns the names in the nearest element that is marked as a byline.
fn marked(source: &Source<'_, '_>, site: &Site, wanted: Wanted) -> Vec<String> {
    let places = source.authors.iter().take(MAX_PLACES);
    let own = places.filter(|place| !source.is_foreign(place.node) && !is_about(source, place));
    // Links to pages about authors come after what calls itself a byline.
    let (bylines, links): (Vec<usize>, Vec<usize>) = own
        .map(|place| place.node)
        .partition(|&node| source.page.nodes[node].groups.has(Groups::AUTHOR | Groups::AUTHOR_BOX));
    bylines
        .into_iter()
        .chain(links)
        .map(|node| in_place(source, node, site, wanted))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// Returns true for boxes in menus and page ends that speak about the site, and for names of commenters.
fn is_about(source: &Source<'_, '_>, place: &Place) -> bool {
    let groups = source.page.nodes[place.node].groups;
    groups.has(Groups::COMMENTS | Groups::NAV) || (place.doubtful && !groups.has(Groups::AUTHOR))
}

/// Returns the names in an element: those of the elements for names in it, else those of its text.
fn in_place(source: &Source<'_, '_>, node: usize, site: &Site, wanted: Wanted) -> Vec<String> {
    let end = (source.page.nodes[node].end as usize).min(node + MAX_NODES);
    let mut values = Vec::new();
    let mut at = node + 1;
    while at < end {
        if is_name_element(source, at) {
            values.extend(source.parts(at));
            at = source.page.nodes[at].end as usize;
        } else {
            at += 1;
        }
    }
    let inner = names(values.iter().map(String::as_str), site, wanted);
    if !inner.is_empty() {
        return inner;
    }
    let found = match source.parts(node) {
        Some(text) => in_lines(&text, site, wanted),
        None => in_heading(source, node + 1..end, site, wanted),
    };
    // What is about an author holds much else.
    let place = &source.page.nodes[node];
    let sure = place.groups.has(Groups::AUTHOR) || place.attr("href").is_some_and(is_profile);
    if sure || found.iter().all(|name| is_person(name)) { found } else { Vec::new() }
}

/// Returns the names in the lines of a byline: all if they are nothing but full names, else those of the first.
fn in_lines(text: &str, site: &Site, wanted: Wanted) -> Vec<String> {
    let all = names([text], site, wanted);
    if all.iter().all(|name| is_person(name)) || !text.contains('\n') {
        return all;
    }
    let lines = text.split('\n').filter(|line| !is_label(line) && !date::is_date(line));
    lines
        .map(|line| names([line], site, wanted))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// Returns true for elements that hold the name of an author and nothing else.
fn is_name_element(source: &Source<'_, '_>, at: usize) -> bool {
    let node = &source.page.nodes[at];
    if node.element.is_none() {
        return false;
    }
    let class = |class: &str| {
        class
            .split_ascii_whitespace()
            .any(|name| NAME_CLASSES.iter().any(|known| known.eq_ignore_ascii_case(name)))
    };
    node.attr("itemprop") == Some("name")
        || node.attr("rel").is_some_and(|rel| rel.split(' ').any(|rel| rel == "author"))
        || node.attr("class").is_some_and(class)
        || (node.tag == Tag::A && node.attr("href").is_some_and(is_profile))
}

/// Returns the name that heads a box about the author.
fn in_heading(
    source: &Source<'_, '_>,
    nodes: std::ops::Range<usize>,
    site: &Site,
    wanted: Wanted,
) -> Vec<String> {
    let heading =
        nodes.into_iter().find(|&at| matches!(source.page.nodes[at].tag, Tag::Heading(_)));
    let text = heading.and_then(|heading| source.line(heading)).unwrap_or_default();
    let names = names([text.as_str()], site, wanted);
    if names.iter().all(|name| is_person(name)) { names } else { Vec::new() }
}

/// Returns the name that a line is, if a label stands above it, or a date right above or below it, and it is no link.
fn below_label(source: &Source<'_, '_>, line: usize, site: &Site) -> Vec<String> {
    let block = &source.blocks[line];
    let text = |index: usize| source.blocks.get(index).map_or("", |block| block.text.as_str());
    let dated =
        |index: usize| text(index).len() <= MAX_DATE_LINE_BYTES && date::is_date(text(index));
    if block.is_heading() || !is_person(&block.text) {
        return Vec::new();
    }
    let above = line.checked_sub(1);
    let role = |index: usize| text(index).len() <= MAX_DATE_LINE_BYTES && is_role(text(index));
    let below = dated(line + 1) || role(line + 1);
    let beside_date = block.links == 0 && (below || above.is_some_and(dated));
    match beside_date {
        true => names([block.text.as_str()], site, Wanted::People),
        false => labelled(source, line, site),
    }
}

/// Returns the name that a line is, if a label stands above it.
fn labelled(source: &Source<'_, '_>, line: usize, site: &Site) -> Vec<String> {
    let above = line.checked_sub(1).map_or("", |above| source.blocks[above].text.as_str());
    let text = source.blocks[line].text.as_str();
    match is_label(above) && is_person(text) {
        true => names([text], site, Wanted::People),
        false => Vec::new(),
    }
}
