//! Titles that a page offers → the title of its article, without the name of the site. Start at [`choose`].

use crate::parse::html::page::push_collapsed;

/// What may stand between a title and the name of a site.
const SEPARATORS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " · ", " • ", " / ", " ~ ", " < ", " > ",
    "｜", " ‹ ", ": ", " ― ", "| ",
];

/// Longest title, in characters; longer values are descriptions.
const MAX_TITLE_CHARS: usize = 400;

/// The titles that a page offers, as found.
#[derive(Debug, Default)]
pub(super) struct Offers {
    /// From JSON-LD or microdata.
    pub(super) stated: Vec<String>,
    /// From meta tags, the best first.
    pub(super) meta: Vec<String>,
    /// From first-level headings, in page order; the flag is true for those inside the article.
    pub(super) headings: Vec<(String, bool)>,
    /// From the title tag.
    pub(super) tag: Option<String>,
}

/// Returns the title; `site` names what may be left off.
pub(super) fn choose(offers: &Offers, site: Option<&str>, host: &str) -> Option<String> {
    let clean = |text: &String| clean(text, site, host);
    let tag = offers.tag.as_ref().and_then(clean).map(without_tail);
    let others: Vec<String> =
        offers.stated.iter().chain(&offers.meta).filter_map(clean).chain(tag).collect();
    let headings: Vec<(String, bool)> =
        offers.headings.iter().filter_map(|(text, inside)| Some((clean(text)?, *inside))).collect();
    let agrees = |heading: &str| others.iter().any(|other| alike(heading, other));
    let heading = headings.iter().find(|(text, _)| agrees(text)).map(|(text, _)| text);
    // A heading may hold a kicker too; what the page states elsewhere tells where it ends.
    let inner = heading.and_then(|heading| {
        let whole = key(heading);
        let within = |other: &&String| {
            let part = key(other);
            part.len() < whole.len() && whole.ends_with(&part) && other.split(' ').count() > 3
        };
        others.iter().find(within)
    });
    let lone = (headings.len() == 1 && others.len() < 2).then(|| &headings[0].0);
    inner
        .or(heading)
        .or(lone)
        .or(others.first())
        .or(headings.first().map(|(text, _)| text))
        .cloned()
}

/// Returns the text of a title tag without a short last part, which names the site in words of its own.
fn without_tail(title: String) -> String {
    let part = [" | ", " - ", " – ", " — ", " :: "]
        .iter()
        .filter_map(|separator| title.rsplit_once(separator))
        .min_by_key(|(_, last)| last.len());
    match part {
        Some((rest, last)) if rest.split(' ').count() >= 3 && last.split(' ').count() <= 3 => {
            rest.trim().to_owned()
        }
        _ => title,
    }
}

/// Returns true if one title holds the other, or they share most of their beginning.
fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    short.len() >= 4 && (long.contains(short.as_str()) && short.len() * 3 >= long.len())
}

fn key(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns a title with white space collapsed and without the site's name; `None` if nothing is left.
pub(super) fn clean(text: &str, site: Option<&str>, host: &str) -> Option<String> {
    let mut title = String::new();
    push_collapsed(&mut title, text);
    let mut title = title.trim().to_owned();
    while let Some(shorter) = without_site(&title, site, host) {
        title = shorter;
    }
    let is_site = is_site(&title, site, host);
    (!title.is_empty() && !is_site && title.chars().count() <= MAX_TITLE_CHARS).then_some(title)
}

fn without_site(title: &str, site: Option<&str>, host: &str) -> Option<String> {
    for separator in SEPARATORS {
        if let Some((rest, _)) =
            title.rsplit_once(separator).filter(|(_, last)| is_site(last, site, host))
        {
            return Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
        }
        if let Some((_, rest)) =
            title.split_once(separator).filter(|(first, _)| is_site(first, site, host))
        {
            return Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
        }
    }
    None
}

/// Returns true if a text names the site.
pub(super) fn is_site(text: &str, site: Option<&str>, host: &str) -> bool {
    let text = key(text.trim_end_matches(".com"));
    let host_key = key(host);
    let site = site.map(key).unwrap_or_default();
    let close = |a: &str, b: &str| {
        a.len() >= 3
            && b.len() >= 3
            && (a == b
                || (a.len() >= 5 && b.contains(a))
                || (b.len() >= 5 && a.starts_with(b) && a.len() < b.len() * 3))
    };
    close(&text, &site)
        || (text.len() >= 3
            && (host_key.starts_with(&text) || (text.len() >= 5 && host_key.contains(&text))))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(
                clean(text, Some("The Paper"), "thepaper.example").as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn the_heading_that_agrees_wins() {
        let offers = Offers {
            stated: vec!["A story about cats".into()],
            headings: vec![("Menu".into(), false), ("A story about cats!".into(), true)],
            ..Offers::default()
        };
        assert_eq!(choose(&offers, None, "").as_deref(), Some("A story about cats!"));
    }
}
