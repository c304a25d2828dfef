//! Bylines and author values → names of authors.
//!
//! Better none than a wrong one: addresses, names of the site and words that name nobody are left out.
//! Start at [`names`].

use crate::parse::html::page::push_collapsed;
use crate::parse::html::title::is_site;

/// Longest name, in characters, and most words in one.
const MAX_NAME_CHARS: usize = 60;
const MAX_NAME_WORDS: usize = 6;

/// Longest visible byline, in characters.
const MAX_BYLINE_CHARS: usize = 90;

/// Authors of one article at most.
const MAX_AUTHORS: usize = 20;

/// Words before names.
const LEADS: &[&str] = &[
    "veröffentlicht von",
    "zeige alle beiträge von",
    "alle beiträge von",
    "view all posts by",
    "posts by",
    "all posts by",
    "more by",
    "about",
    "from",
    "created by",
    "guest post by",
    "written by",
    "posted by",
    "published by",
    "reported by",
    "words by",
    "story by",
    "reviewed by",
    "article by",
    "text by",
    "contributed by",
    "medically reviewed by",
    "by",
    "author",
    "authors",
    "von",
    "vom",
    "text",
    "text von",
    "autor",
    "autorin",
    "ein beitrag von",
    "ein artikel von",
    "ein gastbeitrag von",
    "eine analyse von",
    "ein kommentar von",
    "ein interview von",
    "kommentar von",
    "gastbeitrag von",
    "geschrieben von",
    "verfasst von",
    "interview",
    "interview von",
    "par",
    "publié par",
    "écrit par",
    "rédigé par",
    "auteur",
    "por",
    "escrito por",
    "publicado por",
    "di",
    "scritto da",
    "pubblicato da",
    "a cura di",
    "door",
    "af",
    "av",
    "автор",
    "текст",
    "文",
    "作者",
    "記者",
    "记者",
    "文／",
    "oleh",
    "yazar",
    "przez",
    "opracował",
    "aus",
    "redaktion",
];

/// Names that name nobody.
const NOBODY: &[&str] = &[
    "admin",
    "by",
    "von",
    "datum",
    "date",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "advertisement",
    "posted",
    "published",
    "updated",
    "anzeige",
    "administrator",
    "author",
    "staff",
    "staff writer",
    "staff reporter",
    "editor",
    "editors",
    "editorial",
    "editorial staff",
    "editorial team",
    "newsroom",
    "news desk",
    "web desk",
    "webmaster",
    "guest",
    "guest author",
    "guest post",
    "anonymous",
    "unknown",
    "null",
    "undefined",
    "none",
    "n/a",
    "na",
    "redaktion",
    "die redaktion",
    "redaktionsteam",
    "gast",
    "gastautor",
    "user",
    "root",
    "home",
    "about",
    "contact",
    "follow",
    "view all posts",
    "more",
    "team",
    "superuser",
    "super user",
    "rédaction",
    "la rédaction",
    "redacción",
    "redazione",
    "redactie",
    "redakcja",
    "редакция",
    "contributor",
    "contributors",
    "facebook",
    "twitter",
    "email",
    "wordpress",
    "default",
    "press release",
    "pressemitteilung",
    "share",
    "publisher",
    "siteadmin",
];

/// Degrees and agencies after a name.
const DEGREES: &[&str] = &[
    "md",
    "m.d.",
    "phd",
    "ph.d.",
    "dr",
    "rd",
    "ms",
    "mba",
    "ma",
    "jr",
    "jr.",
    "rn",
    "esq.",
    "msc",
    "bsc",
    "ap",
    "afp",
    "dpa",
    "reuters",
    "mph",
    "ldn",
    "do",
    "cpt",
    "freelancer",
    "freelance",
];

/// Last words of roles.
const ROLES: &[&str] = &[
    "editor",
    "reporter",
    "writer",
    "correspondent",
    "redakteur",
    "redakteurin",
    "journalist",
    "columnist",
    "analyst",
    "contributor",
    "director",
    "manager",
    "producer",
    "officer",
    "team",
    "desk",
    "staff",
    "chefredakteur",
    "korrespondent",
    "korrespondentin",
    "founder",
    "ceo",
];

/// Marks between names.
const MARKS: &[char] = &[';', '|', '/', '•', '·', '&', '\n', '，', '、', '\t'];

/// Words between names.
const JOINTS: &[&str] = &[
    " and ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " with ", " mit ", " avec ",
    " con ", " i ",
];

/// Returns the names in `values`, each once, in order.
pub(super) fn names<'v>(
    values: impl IntoIterator<Item = &'v str>,
    site: Option<&str>,
    host: &str,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values.into_iter().filter(|value| !is_address(value)) {
        let mut line = String::new();
        for (number, part) in value.split('\n').enumerate() {
            if number > 0 {
                line.push('\n');
            }
            push_collapsed(&mut line, part);
        }
        for name in split(without_lead(line.trim())) {
            let name = tidy(name);
            let known = |known: &String| known.eq_ignore_ascii_case(&name);
            if is_name(&name, site, host) && !names.iter().any(known) && names.len() < MAX_AUTHORS {
                names.push(name);
            }
        }
    }
    names
}

/// Returns true for values that are links, as social meta tags give them.
fn is_address(value: &str) -> bool {
    value.contains("://") || value.contains("www.")
}

/// Returns the names in a visible line such as "By Ann Lee", which must open like a byline and hold full names only.
pub(super) fn in_line(line: &str, site: Option<&str>, host: &str) -> Vec<String> {
    let rest = without_lead(line);
    if rest.len() == line.len() || line.chars().count() > MAX_BYLINE_CHARS {
        return Vec::new();
    }
    let found = names([rest], site, host);
    let is_full = |name: &String| {
        let words = name.split(' ').count();
        (2..=4).contains(&words)
            && name
                .split(' ')
                .all(|word| !word.starts_with(|char: char| char.is_lowercase()) || word.len() <= 3)
    };
    if found.iter().all(is_full) { found } else { Vec::new() }
}

/// Returns a byline without the words before the name.
fn without_lead(line: &str) -> &str {
    let mut line = line.trim_start_matches([':', ' ', '-', '–', '—', '|', '·', '•', ',', '/']);
    let mut found = true;
    while found {
        found = false;
        for lead in LEADS {
            let head = line
                .get(..lead.len())
                .filter(|head| head.to_lowercase() == **lead || head.eq_ignore_ascii_case(lead));
            let Some(rest) = head.map(|head| &line[head.len()..]) else { continue };
            let open = rest.starts_with([':', ' ', '：', '\n', '\u{a0}', '／']) || !lead.is_ascii();
            if open && !rest.trim().is_empty() {
                line = rest.trim_start_matches([':', ' ', '：', '\n', '\u{a0}', '／', '.']);
                found = true;
                break;
            }
        }
    }
    line
}

/// Splits a byline at the marks and words between names.
fn split(line: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = line.split(MARKS).collect();
    for joint in JOINTS {
        parts = parts.into_iter().flat_map(|part| split_word(part, joint)).collect();
    }
    // "Lee, Ann" stays one name; "Ann Lee, Bob Ray" are two; "Ann Lee, Reuters" keeps what stands first.
    parts.into_iter().flat_map(|part| part.split(", ").flat_map(|part| part.split(','))).collect()
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

/// Returns a name without what hangs on it: brackets, marks, a second "by".
fn tidy(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_prefix("by ").or_else(|| name.strip_prefix("By ")).unwrap_or(name);
    let name = name.split(['(', '[', '<', '{', '@', '"']).next().unwrap_or_default();
    let name = name.split(" - ").next().unwrap_or_default().split(" – ").next().unwrap_or_default();
    name.trim_matches(|char: char| !char.is_alphanumeric() && char != '.')
        .trim_start_matches('.')
        .trim()
        .to_owned()
}

fn is_name(name: &str, site: Option<&str>, host: &str) -> bool {
    let lower = name.to_lowercase();
    let chars = name.chars().count();
    (2..=MAX_NAME_CHARS).contains(&chars)
        && name.split(' ').count() <= MAX_NAME_WORDS
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(|char| char.is_ascii_digit())
        && !NOBODY.contains(&lower.as_str())
        && !is_role(&lower)
        && !is_site(name, site, host)
}

/// Returns true for what stands after a name: a role, a degree.
fn is_role(name: &str) -> bool {
    DEGREES.contains(&name) || ROLES.iter().any(|role| name.split(' ').next_back() == Some(role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_split_into_names() {
        for (line, expected) in [
            ("By Ann Lee and Bob Ray", &["Ann Lee", "Bob Ray"][..]),
            ("Von Anna Lenz und Bert Roth", &["Anna Lenz", "Bert Roth"]),
            ("Ann Lee, Bob Ray & Cy Oz", &["Ann Lee", "Bob Ray", "Cy Oz"]),
            ("Ann Lee, Senior Reporter", &["Ann Lee"]),
            ("Staff", &[]),
            ("https://example.org/ann", &[]),
            ("The Paper", &[]),
            ("Par Zoé Brun", &["Zoé Brun"]),
            ("Ann Lee (Reuters)", &["Ann Lee"]),
            ("Byron Bay", &["Byron Bay"]),
        ] {
            assert_eq!(names([line], Some("The Paper"), "paper.example"), expected, "{line}");
        }
    }
}
