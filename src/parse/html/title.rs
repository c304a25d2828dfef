//! Titles that a page offers → the title of its article, without the name of the site.
//!
//! A heading that agrees with what the page states elsewhere, or with its address, is the title as readers see it;
//! without one, the first statement is. Start at [`choose`].

use crate::parse::html::page::push_collapsed;
use crate::parse::html::site::SEPARATORS;
use crate::parse::html::site::Site;
use crate::parse::html::site::key;

/// Longest title, in characters; longer values are descriptions.
const MAX_TITLE_CHARS: usize = 400;

/// What each sign is worth. An agreeing first-level heading has 4; all were found on pages of many sites.
const AGREEMENT: f32 = 3.0;
const ADDRESS: f32 = 1.0;
const LEVEL: [f32; 4] = [0.0, 1.0, 0.4, 0.2];
const NAMED: f32 = 0.4;
const INSIDE: f32 = 0.5;
const ALONE: f32 = 0.8;
const LATE: f32 = -1.5;
const FOREIGN: f32 = -1.5;
const HOME: f32 = -2.0;
const LABEL: f32 = -1.0;

/// Shortest part of a heading that may be the title, in bytes of its letters and digits.
const MIN_PART_BYTES: usize = 8;

/// How much a heading of some words agrees with a longer text that holds it.
const QUOTED: f32 = 0.7;

/// What a heading must reach to be the title, and how far another than a first-level one must agree.
const ENOUGH: f32 = 2.0;
const MIN_AGREEMENT: f32 = 0.6;

/// Share of the address that a stated title must have, so that a heading with none of it is another's.
const CONFIRMED: f32 = 0.6;

/// Words of an address that can tell titles apart.
const MIN_SLUG_WORDS: usize = 3;

/// A heading of the page.
#[derive(Debug, Default)]
pub(super) struct Heading {
    /// Its text, one piece for each element in it.
    pub(super) pieces: Vec<String>,
    /// 1 to 3; 0 for an element that only calls itself the title.
    pub(super) level: u8,
    /// An element in or around it calls itself the title.
    pub(super) named: bool,
    /// In the article.
    pub(super) inside: bool,
    /// After the first paragraph.
    pub(super) late: bool,
    /// In a menu or among other articles.
    pub(super) foreign: bool,
    /// A link to the front page.
    pub(super) home: bool,
}

/// The titles that a page offers, as found.
#[derive(Debug, Default)]
pub(super) struct Offers {
    /// From JSON-LD or microdata.
    pub(super) stated: Vec<String>,
    /// From meta tags, the best first.
    pub(super) meta: Vec<String>,
    /// In page order.
    pub(super) headings: Vec<Heading>,
    /// From the title tag.
    pub(super) tag: Option<String>,
    /// The last part of the address.
    pub(super) slug: Option<String>,
}

/// Returns the title, and which of the headings it is.
pub(super) fn choose(offers: &Offers, site: &Site) -> Option<(String, Option<usize>)> {
    let clean = |text: &String| clean(text, site);
    let tag = offers.tag.as_ref().and_then(clean);
    let bare = |text: &String| if site.name.is_none() { without_tail(text) } else { text.clone() };
    let stated: Vec<String> = offers.stated.iter().chain(&offers.meta).filter_map(clean).collect();
    let others: Vec<String> =
        stated.iter().map(bare).chain(tag.as_deref().map(without_tail)).collect();
    let slug = offers.slug.as_deref().map(words).unwrap_or_default();
    let texts: Vec<Option<String>> =
        offers.headings.iter().map(|heading| clean(&heading.pieces.join(" "))).collect();
    let first = |index: usize| offers.headings[index].level == 1 && !offers.headings[index].home;
    let confirmed = slug.len() >= MIN_SLUG_WORDS
        && others.iter().any(|other| share(&words(other), &slug) >= CONFIRMED);
    let alone = (0..texts.len()).filter(|&i| first(i) && texts[i].is_some()).count() == 1;
    let best = (0..texts.len())
        .filter_map(|index| {
            let text = texts[index].as_deref()?;
            let score = score(&offers.headings[index], text, &others, &slug, alone)?;
            let stranger = others.iter().all(|other| key(other) != key(text))
                && share(&words(text), &slug) == 0.0;
            (!confirmed || !stranger).then_some((index, score))
        })
        .filter(|(_, score)| *score >= ENOUGH)
        // Of equals the first; of two with the same words the one nearer to the text.
        .reduce(|best, next| {
            let again = texts[next.0] == texts[best.0] && !offers.headings[next.0].late;
            if next.1 > best.1 || again { next } else { best }
        });
    let Some((index, _)) = best else { return Some((others.into_iter().next()?, None)) };
    let text = texts[index].clone()?;
    let whole: Vec<String> = stated.into_iter().chain(tag).collect();
    Some((refined(text, &offers.headings[index], &whole, &slug), Some(index)))
}

/// Returns how likely a heading is the title; `None` if it must not be.
fn score(
    heading: &Heading,
    text: &str,
    others: &[String],
    slug: &[String],
    alone: bool,
) -> Option<f32> {
    let own = words(text);
    let agreement = others.iter().map(|other| likeness(text, &own, other)).fold(0.0, f32::max);
    if heading.level != 1 && agreement < MIN_AGREEMENT {
        return None;
    }
    let add = |sign: bool, worth: f32| if sign { worth } else { 0.0 };
    let address = share(&own, slug);
    Some(
        agreement * AGREEMENT
            + address * ADDRESS
            + LEVEL[usize::from(heading.level.min(3))]
            + add(heading.named, NAMED)
            + add(heading.inside, INSIDE)
            + add(alone && heading.level == 1, ALONE)
            + add(heading.late, LATE)
            + add(heading.foreign, FOREIGN)
            + add(heading.home, HOME)
            + add(own.len() <= 2 && agreement < 0.4 && address < 0.5, LABEL),
    )
}

/// Returns how much of the longer of a title and an address is in both, from 0 to 1.
fn share(title: &[String], slug: &[String]) -> f32 {
    let named = title.iter().filter(|word| slug.contains(&folded(word))).count();
    named as f32 / title.len().max(slug.len()).max(1) as f32
}

/// Returns how much two titles share, from 0 to 1.
fn likeness(text: &str, own: &[String], other: &str) -> f32 {
    let theirs = words(other);
    let mut left = theirs.clone();
    let shared = own
        .iter()
        .filter(|word| {
            let at = left.iter().position(|other| other == *word);
            at.map(|at| left.swap_remove(at)).is_some()
        })
        .count();
    let dice = 2.0 * shared as f32 / (own.len() + theirs.len()).max(1) as f32;
    let (a, b) = (key(text), key(other));
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let held = short.len() >= 4 && long.contains(short.as_str());
    let share = if held { short.len() as f32 / long.len() as f32 } else { 0.0 };
    // A sentence that stands in the other as it is; what else is there names sites and sections.
    let quoted = if held && own.len() >= 4 && a.len() <= b.len() { QUOTED } else { 0.0 };
    dice.max(share).max(quoted)
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Returns a word as addresses spell it.
fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len() + 2);
    for char in word.chars() {
        match char {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => out.push('a'),
            'è' | 'é' | 'ê' | 'ë' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ù' | 'ú' | 'û' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            char => out.push(char),
        }
    }
    out
}

/// Returns the part of a heading that other places or the address call the title: a heading may hold a kicker, a date
/// or the name of the site too.
fn refined(text: String, heading: &Heading, others: &[String], slug: &[String]) -> String {
    let same = |part: &str| {
        let key = key(part);
        others.iter().find(|other| key.len() >= MIN_PART_BYTES && self::key(other) == key)
    };
    let pieces = &heading.pieces;
    let runs = || {
        let ends =
            (0..pieces.len()).flat_map(|from| (from + 1..=pieces.len()).map(move |to| (from, to)));
        ends.filter(|(from, to)| to - from < pieces.len())
            .map(|(from, to)| pieces[from..to].join(" "))
    };
    let slug = slug.concat();
    let addressed = |part: &String| part.split(' ').count() > 2 && folded(&key(part)) == slug;
    // Addresses are cut at their end.
    let ends = (1..pieces.len()).map(|from| pieces[from..].join(" "));
    if let Some(part) = ends.into_iter().find(addressed) {
        return part;
    }
    if let Some(other) = same(&text) {
        // Where a heading is made of several elements, the space between them is not the author's.
        return if pieces.len() > 1 { other.clone() } else { text };
    }
    let parts = SEPARATORS
        .iter()
        .filter_map(|separator| text.rsplit_once(separator))
        .flat_map(|(first, last)| [first.trim().to_owned(), last.trim().to_owned()]);
    let part = runs().chain(parts).filter(|part| same(part).is_some()).max_by_key(String::len);
    part.unwrap_or(text)
}

/// Returns the text of a title tag without a short last part, which names the site in words of its own.
fn without_tail(title: &str) -> String {
    let part = [" | ", " - ", " – ", " — ", " :: ", " • ", " « ", " » ", " · "]
        .iter()
        .filter_map(|separator| title.rsplit_once(separator))
        .min_by_key(|(_, last)| last.len());
    match part {
        Some((rest, last)) if rest.split(' ').count() >= 3 && last.split(' ').count() <= 3 => {
            rest.trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

/// Returns a title with white space collapsed and without the site's name; `None` if nothing is left.
pub(super) fn clean(text: &str, site: &Site) -> Option<String> {
    let mut title = String::new();
    push_collapsed(&mut title, text);
    let mut title = title.trim_matches([' ', '|', ':', '›', '»', '«']).to_owned();
    while let Some(shorter) = without_site(&title, site) {
        title = shorter;
    }
    let is_site = site.is_named(&title);
    (!title.is_empty() && !is_site && title.chars().count() <= MAX_TITLE_CHARS).then_some(title)
}

fn without_site(title: &str, site: &Site) -> Option<String> {
    for separator in SEPARATORS {
        if let Some((rest, _)) =
            title.rsplit_once(separator).filter(|(_, last)| site.is_named(last))
        {
            return Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
        }
        if let Some((_, rest)) =
            title.split_once(separator).filter(|(first, _)| site.is_named(first))
        {
            return Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper() -> Site {
        Site::new(["The Paper"].into_iter(), None, "thepaper.example")
    }

    fn heading(level: u8, pieces: &[&str]) -> Heading {
        let pieces = pieces.iter().map(|piece| (*piece).to_owned()).collect();
        Heading { level, pieces, inside: true, ..Heading::default() }
    }

    #[test]
    fn site_names_are_left_off() {
        for (text, expected) in [
            ("A story - The Paper", Some("A story")),
            ("The Paper | A story", Some("A story")),
            ("A story | News | The Paper", Some("A story | News")),
            ("War - and peace", Some("War - and peace")),
            ("The Paper", None),
            ("  A\n story  ", Some("A story")),
            ("A story - thepaper.example", Some("A story")),
        ] {
            assert_eq!(clean(text, &paper()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn the_heading_that_agrees_wins() {
        let stated = || vec!["A story about cats".to_owned()];
        for (headings, expected) in [
            (
                vec![heading(1, &["Menu"]), heading(1, &["A story about cats!"])],
                "A story about cats!",
            ),
            (vec![heading(1, &["Cats: the whole story of them"])], "Cats: the whole story of them"),
            (vec![heading(1, &["News"])], "A story about cats"),
            (
                vec![heading(1, &["News"]), heading(2, &["A story about cats"])],
                "A story about cats",
            ),
            (vec![heading(1, &["Animals", "A story about cats"])], "A story about cats"),
            (vec![heading(1, &["A story about cats", "2 March 2025"])], "A story about cats"),
            (vec![heading(2, &["What cats eat"])], "A story about cats"),
            (vec![], "A story about cats"),
        ] {
            let offers = Offers { stated: stated(), headings, ..Offers::default() };
            let title = choose(&offers, &paper()).map(|(title, _)| title);
            assert_eq!(title.as_deref(), Some(expected));
        }
    }

    #[test]
    fn the_address_tells_title_from_kicker() {
        let offers = Offers {
            headings: vec![heading(1, &["Übung der Woche", "Kraul über lange Strecken"])],
            slug: Some("kraul-ueber-lange-strecken".to_owned()),
            ..Offers::default()
        };
        let title = choose(&offers, &paper()).map(|(title, _)| title);
        assert_eq!(title.as_deref(), Some("Kraul über lange Strecken"));
    }
}
