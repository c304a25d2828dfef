//! Bylines and author values → names of authors.
//!
//! Better none than a wrong one: addresses, names of the site and words that name nobody are left out.
//! Start at [`names`]; the words are in `author_words`.

use crate::parse::date::is_weekday;
use crate::parse::html::author_words::ARTICLES;
use crate::parse::html::author_words::DESKS;
use crate::parse::html::author_words::HANGERS;
use crate::parse::html::author_words::HOUSES;
use crate::parse::html::author_words::LEADS;
use crate::parse::html::author_words::LOOSE;
use crate::parse::html::author_words::LOUD_STOPS;
use crate::parse::html::author_words::NOBODY;
use crate::parse::html::author_words::ORGANISATIONS;
use crate::parse::html::author_words::PARTICLES;
use crate::parse::html::author_words::ROLES;
use crate::parse::html::author_words::SIGNED;
use crate::parse::html::author_words::SMALL;
use crate::parse::html::author_words::SOURCES;
use crate::parse::html::author_words::STOPS;
use crate::parse::html::date;
use crate::parse::html::lead::is_ideograph;
use crate::parse::html::lead::split;
use crate::parse::html::lead::strip_prefix;
use crate::parse::html::lead::without_lead;
use crate::parse::html::lead::without_others;
use crate::parse::html::page::push_collapsed;
use crate::parse::html::site::Site;
use crate::text::emoji::without_pictures;

/// Longest name, in characters, and most words in one.
const MAX_NAME_CHARS: usize = 60;
const MAX_NAME_WORDS: usize = 6;

/// Longest visible byline, in characters.
const MAX_BYLINE_CHARS: usize = 90;

/// Authors of one article at most.
const MAX_AUTHORS: usize = 20;

/// Whose names are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// People; the site is no author.
    People,
    /// Whoever signed, the site too.
    Signers,
}

/// Returns the names in `values`, each once, in order.
pub(super) fn names<'v>(
    values: impl IntoIterator<Item = &'v str>,
    site: &Site,
    wanted: Wanted,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values.into_iter().filter(|value| !is_address(value)) {
        let line = collapsed(value);
        if wanted == Wanted::People && site.is_called(&line) && !is_person(&line) {
            continue;
        }
        let mut first_has_words = false;
        for (number, part) in split(without_lead(without_others(line.trim())).0).enumerate() {
            let name = tidy(part);
            // "Ann Lee, Berlin", "Ann Lee, The Cedar Post": what follows a name in full is another only if it is full.
            let hanger = number > 0 && first_has_words && name.is_ascii() && !is_person(&name);
            let known = |known: &String| known.eq_ignore_ascii_case(&name);
            if is_name(&name, site, wanted)
                && !hanger
                && !names.iter().any(known)
                && names.len() < MAX_AUTHORS
            {
                first_has_words |= is_person(&name);
                names.push(name);
            }
        }
    }
    names
}

/// Returns the names in a visible line such as "By Ann Lee", which must open like a byline and hold full names only.
pub(super) fn in_line(line: &str, site: &Site) -> Vec<String> {
    if line.chars().count() > MAX_BYLINE_CHARS {
        return Vec::new();
    }
    let line = &*without_pictures(line);
    let (rest, lead) = without_lead(line);
    if lead.is_none() {
        return Vec::new();
    }
    let small = |lead: &str| SMALL.contains(&lead) && line.trim_start().starts_with(lead);
    let loose = lead.is_some_and(|lead| LOOSE.contains(&lead) && !small(lead));
    if lead.is_some_and(|lead| SOURCES.contains(&lead))
        || loose && !line.contains([':', '：', '／'])
    {
        return Vec::new();
    }
    let found = names([rest], site, Wanted::People);
    // "Posted by ann", and "by ann" if there is nothing else.
    let firm = lead.is_some_and(|lead| SIGNED.iter().any(|end| lead.ends_with(end)))
        || (lead == Some("by") && line.split(' ').count() == 2);
    let one = firm
        && found.len() == 1
        && !found[0].contains(' ')
        && found[0].starts_with(char::is_alphabetic);
    if one || found.iter().all(|name| is_person(name)) { found } else { Vec::new() }
}

/// Returns the names in a line that holds a date and names, with marks between: "Ann Lee | 17 December 2025".
pub(super) fn beside_date(line: &str, site: &Site) -> Vec<String> {
    if line.chars().count() > MAX_BYLINE_CHARS {
        return Vec::new();
    }
    let parts = line.split(['|', '•', '·', '–', '—', '\n', '/']).map(str::trim);
    let (dates, others): (Vec<&str>, Vec<&str>) =
        parts.filter(|part| !part.is_empty()).partition(|part| date::is_date(part));
    let times = |part: &&&str| !part.contains(|char: char| char.is_ascii_digit());
    match others.iter().find(times) {
        Some(name) if !dates.is_empty() && is_person(name) => names([*name], site, Wanted::People),
        _ if date::is_date(line) => after_date(line, site),
        _ => Vec::new(),
    }
}

/// Returns the names in the byline with which a date line ends: "17 December 2025, 9:30 By Ann Lee".
fn after_date(line: &str, site: &Site) -> Vec<String> {
    let rests = line.match_indices(' ').map(|(at, _)| in_line(&line[at + 1..], site));
    rests.into_iter().find(|names| !names.is_empty()).unwrap_or_default()
}

/// Returns true if a name has the form of a person's in full: two words or more, capitals, nothing that an
/// organisation or a heading has; or a few characters of a script without spaces.
pub(super) fn is_person(name: &str) -> bool {
    let chars = name.chars().count();
    if name.chars().any(is_ideograph) {
        return (2..=4).contains(&chars)
            && name.chars().all(is_ideograph)
            && !name.ends_with(HOUSES);
    }
    let words: Vec<&str> = name.split(' ').collect();
    let capital = |word: &&str| word.starts_with(|char: char| !char.is_lowercase());
    let listed = |list: &[&str], word: &str| list.contains(&&*word.to_lowercase());
    (2..=5).contains(&words.len())
        && chars <= MAX_NAME_CHARS
        && words.iter().all(|word| capital(word) || listed(PARTICLES, word))
        && words.last().is_some_and(capital)
        && !name.chars().any(|char| char.is_ascii_digit() || "!?:;%#*=_+".contains(char))
        && !words.first().is_some_and(|word| listed(ARTICLES, word))
        && !words.iter().any(|word| listed(ORGANISATIONS, word))
        && !is_role(name)
}

/// Returns true for a line that only announces a name: "Author:", "Written by".
pub(super) fn is_label(line: &str) -> bool {
    let label = line.trim_end_matches([':', '：', ' ']);
    let loose = LOOSE.contains(&&*label.to_lowercase());
    LEADS.contains(&&*label.to_lowercase()) && (!loose || label.len() < line.len())
}

/// Returns the first of `values` by which an editorial office signs: "Redaktion", "The Paper editors".
pub(super) fn desk<'v>(values: impl IntoIterator<Item = &'v str>) -> Option<String> {
    let lines = values.into_iter().filter(|value| !is_address(value)).map(collapsed);
    let names = lines.flat_map(|line| {
        // "编辑部" opens like the byline of an editor.
        [without_lead(line.trim()).0.to_owned(), line]
    });
    names.map(|name| name.trim_matches([' ', ',', '.', '|', ':']).to_owned()).find(|name| {
        let lower = name.to_lowercase();
        let desk = |desk: &&str| {
            let before = lower.strip_suffix(*desk);
            before.is_some_and(|before| before.is_empty() || before.ends_with(' '))
        };
        name.chars().count() <= MAX_NAME_CHARS
            && name.split(' ').count() <= MAX_NAME_WORDS
            && !name.contains([',', ':', '\n'])
            && DESKS.iter().any(desk)
    })
}

/// Returns true for names that accounts have, and people do not: `ann_lee`, `annlee`.
pub(super) fn is_handle(name: &str) -> bool {
    !name.contains(' ')
        && (name.contains('_')
            || name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
}

/// Returns true for values that are links, as social meta tags give them.
fn is_address(value: &str) -> bool {
    value.contains("://") || value.contains("www.")
}

/// Returns a value with white space collapsed, line breaks kept.
fn collapsed(value: &str) -> String {
    let mut line = String::new();
    for (number, part) in value.split('\n').enumerate() {
        if number > 0 {
            line.push('\n');
        }
        push_collapsed(&mut line, part);
    }
    line
}

/// Returns a name without what hangs on it: brackets, marks, a second "by", a date, a degree.
fn tidy(name: &str) -> String {
    let name = without_pictures(name.trim());
    let name = strip_prefix(&name, "by ").unwrap_or(&name);
    let name = name.split(['(', '[', '<', '{', '@', '"', '„', '“']).next().unwrap_or_default();
    let name = name.split(" - ").next().unwrap_or_default().split(" – ").next().unwrap_or_default();
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let ends = |at: usize| {
        let is_number = |word: &str| word.contains(|char: char| char.is_ascii_digit());
        let dated = words.get(at + 1).is_some_and(|next| is_number(next));
        at > 0
            && (STOPS.contains(&words[at])
                || LOUD_STOPS.contains(&&*words[at].trim_end_matches(':').to_lowercase())
                || is_number(words[at])
                || (dated && date::is_month(words[at]))
                || (is_weekday(words[at]) && words[at].len() > 3))
    };
    if let Some(end) = (0..words.len()).find(|&at| ends(at)) {
        words.truncate(end);
    }
    while words.len() > 1 && words.last().is_some_and(|word| is_hanger(word)) {
        words.pop();
    }
    let name = words.join(" ");
    name.trim_matches(|char: char| !char.is_alphanumeric() && char != '.')
        .trim_start_matches('.')
        .trim()
        .to_owned()
}

fn is_hanger(word: &str) -> bool {
    let bare: String = word.chars().filter(|char| !matches!(char, '.' | ',' | '®')).collect();
    HANGERS.contains(&&*bare.to_lowercase())
}

fn is_name(name: &str, site: &Site, wanted: Wanted) -> bool {
    let lower = name.to_lowercase();
    let letters = name.chars().filter(|char| char.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let short = if name.is_ascii() { 3 } else { 2 };
    let words: Vec<&str> = name.split(' ').collect();
    let small = |word: &&str| word.starts_with(char::is_lowercase) && !PARTICLES.contains(word);
    // "our readers" names nobody, "deinen Nachbarn" neither; accounts may be all small.
    let phrase = words.len() > 1 && words.first().is_some_and(small) && lower != name;
    letters >= short
        && name.chars().count() <= MAX_NAME_CHARS
        && words.len() <= MAX_NAME_WORDS
        && (digits == 0
            || (words.len() == 1 && digits < letters)
            || (wanted == Wanted::Signers && site.is_called(name)))
        && !phrase
        && !NOBODY.contains(&lower.as_str())
        && !LEADS.contains(&lower.as_str())
        && !(words.len() == 1 && date::is_month(name))
        && match wanted {
            Wanted::Signers if site.is_named(name) => true,
            _ => !is_role(name),
        }
        && match wanted {
            Wanted::Signers => true,
            Wanted::People if is_person(name) => !site.is_called(name),
            Wanted::People => !site.is_named(name),
        }
}

/// Returns true for what stands after a name: a role, a degree, an agency.
pub(super) fn is_role(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    text.split(' ').all(is_hanger) || ROLES.contains(&&*last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper() -> Site {
        Site::new(["The Paper"].into_iter(), None, "paper.example")
    }

    #[test]
    fn bylines_are_split_into_names() {
        for (line, expected) in [
            ("By Ann Lee and Bob Ray", &["Ann Lee", "Bob Ray"][..]),
            ("Von Anna Lenz und Bert Roth", &["Anna Lenz", "Bert Roth"]),
            ("VON ANNA LENZ am 21. April 2020", &["ANNA LENZ"]),
            ("Ann Lee, Bob Ray & Cy Oz", &["Ann Lee", "Bob Ray", "Cy Oz"]),
            ("Ann Lee, Senior Reporter", &["Ann Lee"]),
            ("Ann Lee, The Cedar Post", &["Ann Lee"]),
            ("Ann Lee, Berlin", &["Ann Lee"]),
            ("By Dr Ann van der Lee, Bob Ray", &["Dr Ann van der Lee", "Bob Ray"]),
            ("Ann Lee PhD, RD", &["Ann Lee"]),
            ("Ann Lee / dpa", &["Ann Lee"]),
            ("Ann Lee Tuesday December 2, 2025", &["Ann Lee"]),
            ("Ann Lee in Travel", &["Ann Lee"]),
            ("Written by: Ann Lee Reviewed by Bob Ray", &["Ann Lee"]),
            ("Erstellt von Anna Lenz", &["Anna Lenz"]),
            ("Artikel von: Anna Lenz", &["Anna Lenz"]),
            ("Di Fox", &["Di Fox"]),
            ("Di Zoe Fox", &["Zoe Fox"]),
            ("Staff", &[]),
            ("Staff and news service reports", &[]),
            ("Posted on", &[]),
            ("https://example.org/ann", &[]),
            ("The Paper", &[]),
            ("deinen Nachbarn", &[]),
            ("Par Zoé Brun", &["Zoé Brun"]),
            ("Ann Lee (Reuters)", &["Ann Lee"]),
            ("Byron Bay", &["Byron Bay"]),
            ("责任编辑：李安", &["李安"]),
            ("文／李安", &["李安"]),
            ("Автор: Анна Ленц", &["Анна Ленц"]),
        ] {
            assert_eq!(names([line], &paper(), Wanted::People), expected, "{line}");
        }
    }

    #[test]
    fn people_may_be_called_like_their_site() {
        let site = Site::new(["Ann Lee's Blog"].into_iter(), None, "annlee.example");
        assert_eq!(names(["Ann Lee"], &site, Wanted::People), ["Ann Lee"]);
        assert!(names(["The Paper"], &paper(), Wanted::People).is_empty());
        assert_eq!(names(["The Paper"], &paper(), Wanted::Signers), ["The Paper"]);
    }

    #[test]
    fn offices_sign_too() {
        for (value, expected) in [
            ("Redaktion", Some("Redaktion")),
            ("von Redaktion, ", Some("Redaktion")),
            ("By Staff Writer", Some("Staff Writer")),
            ("The Paper editors", Some("The Paper editors")),
            ("编辑部", Some("编辑部")),
            ("Ann Lee, Editor", None),
            ("Contact the editors of The Paper at any time of day", None),
            ("admin", None),
        ] {
            assert_eq!(desk([value]).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn only_bylines_count_among_lines() {
        for (line, expected) in [
            ("By Ann Lee", &["Ann Lee"][..]),
            ("By the river", &[]),
            ("Posted by ann am 3. Mai", &["ann"]),
            ("by ann", &["ann"]),
            ("di Anna Lenti e Bruno Rossi", &["Anna Lenti", "Bruno Rossi"]),
            ("Da Vinci Code", &[]),
            ("By bus to Oslo", &[]),
            ("About Ann Lee", &[]),
            ("Text: Anna Lenz", &["Anna Lenz"]),
            ("Ann Lee", &[]),
        ] {
            assert_eq!(in_line(line, &paper()), expected, "{line}");
        }
        assert!(is_label("Von:") && is_label("Written by") && !is_label("About"));
        assert_eq!(beside_date("Ann Lee | 17 December 2025", &paper()), ["Ann Lee"]);
        assert_eq!(beside_date("17 nov. 2025 – 11h02 | Zoé Brun", &paper()), ["Zoé Brun"]);
        assert!(beside_date("Market News | 17 December 2025", &paper()).is_empty());
        assert_eq!(beside_date("17 December 2025, 9:30 By Ann Lee", &paper()), ["Ann Lee"]);
        assert_eq!(beside_date("5 ноября 2025, 18:40 Автор: Анна Ленц", &paper()), ["Анна Ленц"]);
    }
}
