//! Bylines and author values → names of authors.
//!
//! Better none than a wrong one: addresses, names of the site and words that name nobody are left out.
//! Start at [`names`]; the words are in `author_words`.

use crate::parse::date::is_weekday;
use crate::parse::html::author_words::ARTICLES;
use crate::parse::html::author_words::HANGERS;
use crate::parse::html::author_words::JOINTS;
use crate::parse::html::author_words::LEADS;
use crate::parse::html::author_words::LOOSE;
use crate::parse::html::author_words::LOUD_STOPS;
use crate::parse::html::author_words::MARKS;
use crate::parse::html::author_words::NAME_LIKE;
use crate::parse::html::author_words::NOBODY;
use crate::parse::html::author_words::ORGANISATIONS;
use crate::parse::html::author_words::OTHERS;
use crate::parse::html::author_words::PARTICLES;
use crate::parse::html::author_words::ROLES;
use crate::parse::html::author_words::STOPS;
use crate::parse::html::date;
use crate::parse::html::page::push_collapsed;
use crate::parse::html::site::Site;

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
    let (rest, lead) = without_lead(line);
    if lead.is_none() || line.chars().count() > MAX_BYLINE_CHARS {
        return Vec::new();
    }
    let loose = lead.is_some_and(|lead| LOOSE.contains(&lead));
    if loose && !line.contains([':', '：', '／']) {
        return Vec::new();
    }
    let found = names([rest], site, Wanted::People);
    if found.iter().all(|name| is_person(name)) { found } else { Vec::new() }
}

/// Returns the names in a line that holds a date and names, with marks between: "Ann Lee | 17 December 2025".
pub(super) fn beside_date(line: &str, site: &Site) -> Vec<String> {
    if line.chars().count() > MAX_BYLINE_CHARS {
        return Vec::new();
    }
    let parts = line.split(['|', '•', '·', '–', '—', '\n', '/']).map(str::trim);
    let (dates, others): (Vec<&str>, Vec<&str>) =
        parts.filter(|part| !part.is_empty()).partition(|part| date::is_date(part));
    match (dates.is_empty(), others.as_slice()) {
        (false, [name, ..]) if is_person(name) => names([*name], site, Wanted::People),
        _ => Vec::new(),
    }
}

/// Returns true if a name has the form of a person's in full: two words or more, capitals, nothing that an
/// organisation or a heading has; or a few characters of a script without spaces.
pub(super) fn is_person(name: &str) -> bool {
    let chars = name.chars().count();
    if name.chars().any(is_ideograph) {
        return (2..=4).contains(&chars) && name.chars().all(is_ideograph);
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

fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
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

/// Returns a byline up to the people who only reviewed, edited or illustrated.
fn without_others(line: &str) -> &str {
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return line;
    }
    let letter = |char: Option<char>| char.is_some_and(char::is_alphabetic);
    let whole = |phrase: &&str| {
        let at = lower.find(*phrase)?;
        let (before, after) = (&lower[..at], &lower[at + phrase.len()..]);
        (!letter(before.chars().next_back()) && !letter(after.chars().next())).then_some(at)
    };
    let end = OTHERS.iter().filter_map(whole).min().unwrap_or(line.len());
    line.get(..end).unwrap_or(line)
}

/// Returns a byline without the words before the name, and the first of these words.
fn without_lead(line: &str) -> (&str, Option<&'static str>) {
    let mut line = line.trim_start_matches([':', ' ', '-', '–', '—', '|', '·', '•', ',', '/']);
    let mut first = None;
    while let Some((lead, rest)) = LEADS
        .iter()
        .filter_map(|&lead| Some((lead, after_lead(line, lead)?)))
        .max_by_key(|(lead, _)| lead.len())
    {
        first = first.or(Some(lead));
        line = rest;
    }
    (line, first)
}

/// Returns what follows a lead, if the line opens with it and a name may follow.
fn after_lead<'l>(line: &'l str, lead: &str) -> Option<&'l str> {
    let rest = strip_prefix(line, lead)?;
    let open = |char: char| matches!(char, ':' | ' ' | '：' | '\n' | '\u{a0}' | '／' | '/');
    let glued = lead.ends_with(is_ideograph);
    let name = rest.trim_start_matches(|char| open(char) || matches!(char, '.' | '|'));
    let capital = line.starts_with(char::is_uppercase);
    // "Von Miller" is a name, "Von Redaktion" is none.
    let is_name = NAME_LIKE.contains(&lead)
        && capital
        && !rest.starts_with(':')
        && !name.contains([' ', '\n', ','])
        && !NOBODY.contains(&&*name.to_lowercase());
    ((glued || rest.starts_with(open)) && !name.is_empty() && !is_name).then_some(name)
}

/// Returns the rest of a text that opens with `prefix`, whatever its case.
fn strip_prefix<'l>(line: &'l str, prefix: &str) -> Option<&'l str> {
    let mut chars = line.chars();
    for expected in prefix.chars() {
        let char = chars.next()?;
        if char != expected && !char.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    Some(chars.as_str())
}

/// Splits a byline at the marks and words between names.
fn split(line: &str) -> impl Iterator<Item = &str> {
    let mut parts: Vec<&str> = line.split(MARKS).collect();
    for joint in JOINTS {
        parts = parts.into_iter().flat_map(|part| split_word(part, joint)).collect();
    }
    // "Ann Lee, Bob Ray" are two; "Ann Lee, Reuters" keeps what stands first.
    parts.into_iter().flat_map(|part| part.split(','))
}

fn split_word<'t>(part: &'t str, joint: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut rest = part;
    let lower = part.to_lowercase();
    if lower.len() == part.len() {
        let mut start = 0;
        for (at, _) in lower.match_indices(joint) {
            if at >= start && part.is_char_boundary(at) && part.is_char_boundary(at + joint.len()) {
                found.push(&part[start..at]);
                start = at + joint.len();
            }
        }
        rest = &part[start..];
    }
    found.push(rest);
    found
}

/// Returns a name without what hangs on it: brackets, marks, a second "by", a date, a degree.
fn tidy(name: &str) -> String {
    let name = name.trim();
    let name = strip_prefix(name, "by ").unwrap_or(name);
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
        && (digits == 0 || (words.len() == 1 && digits < letters))
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
    fn only_bylines_count_among_lines() {
        for (line, expected) in [
            ("By Ann Lee", &["Ann Lee"][..]),
            ("By the river", &[]),
            ("About Ann Lee", &[]),
            ("Text: Anna Lenz", &["Anna Lenz"]),
            ("Ann Lee", &[]),
        ] {
            assert_eq!(in_line(line, &paper()), expected, "{line}");
        }
        assert!(is_label("Von:") && is_label("Written by") && !is_label("About"));
        assert_eq!(beside_date("Ann Lee | 17 December 2025", &paper()), ["Ann Lee"]);
        assert!(beside_date("Market News | 17 December 2025", &paper()).is_empty());
    }
}
