//! `By Kari Nyhus and Peter Lang in Oslo` → the names, without places, desks and roles.

use crate::model::Published;
use crate::parse::date;
use crate::text::emoji::without_pictures;

/// Words that open a byline, in lower case; the longest that fits counts.
const OPENERS: &[&str] = &[
    "live updates by",
    "live reporting by",
    "additional reporting by",
    "photographs and text by",
    "words by",
    "story by",
    "written by",
    "reporting by",
    "reported by",
    "report by",
    "text by",
    "analysis by",
    "interview by",
    "opinion by",
    "comment by",
    "review by",
    "edited by",
    "compiled by",
    "authors:",
    "author:",
    "byline:",
    "by:",
    "by",
    "from",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
];

/// Openers that are words of a name or a sentence too (`von der Leyen`), so that two names or full ones must follow.
const FOREIGN: &[&str] = &["von", "par", "por", "di", "door", "av", "from"];

/// Last words of a role or a desk, which is no name.
const ROLES: &[&str] = &[
    "agencies",
    "analyst",
    "author",
    "chief",
    "columnist",
    "commentator",
    "contributor",
    "correspondent",
    "correspondents",
    "critic",
    "desk",
    "director",
    "editor",
    "editors",
    "head",
    "intern",
    "journalist",
    "producer",
    "reporter",
    "reporters",
    "staff",
    "team",
    "writer",
    "writers",
    "bureau",
    "korrespondent",
    "redaktion",
];

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "al",
    "el", "bin", "ibn", "ter", "ten", "y", "e", "af", "av", "zu", "st", "mac", "ap",
];

/// Characters beyond which a line is no byline.
const LONGEST: usize = 200;

/// Words in a name, at most: `Maria del Carmen García y Ortega Ruiz`.
const MOST_NAME_WORDS: usize = 6;

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    pub(super) names: Vec<String>,
    /// Some bylines carry the date: `By Ann Lee | 17 December 2025`.
    pub(super) published: Option<Published>,
}

/// Returns what a byline says, if the line is one and nothing else.
pub(super) fn read(line: &str) -> Option<Byline> {
    if line.len() > LONGEST {
        return None;
    }
    let line = without_pictures(line);
    let (opener, rest) = opener(&line)?;
    let mut byline = Byline::default();
    for (at, part) in
        rest.split(['|', '•', '·', '—', '–']).flat_map(|part| part.split(" - ")).enumerate()
    {
        let part = part.trim();
        if let Some(published) = date::moment(part) {
            byline.published = Some(published);
        } else if at == 0 {
            byline.names = read_names(part)?;
        }
    }
    let full = byline.names.iter().any(|name| name.contains(' '));
    (!byline.names.is_empty() && (full || !FOREIGN.contains(&opener))).then_some(byline)
}

/// Returns the names in a list of authors that is known to be one: `Ann Lee, Bo Ek and Cy Fo`, with or without `By`.
pub(in crate::parse) fn names(list: &str) -> Vec<String> {
    let list = without_pictures(list.trim());
    let list = &*list;
    let bare =
        opener(list).filter(|(opener, _)| !FOREIGN.contains(opener)).map_or(list, |(_, rest)| rest);
    match read_names(bare) {
        Some(names) if !names.is_empty() => names,
        _ if bare.is_empty() => Vec::new(),
        _ => vec![bare.to_owned()],
    }
}

/// Returns the names in a list, or `None` if it holds anything but names, places and roles.
pub(super) fn only_names(list: &str) -> Option<Vec<String>> {
    read_names(list.trim()).filter(|names| !names.is_empty())
}

fn opener(line: &str) -> Option<(&'static str, &str)> {
    let fits = |opener: &&str| {
        line.get(..opener.len()).is_some_and(|start| start.to_lowercase() == **opener)
    };
    let opener = OPENERS.iter().copied().find(fits)?;
    let rest = &line[opener.len()..];
    let ends = opener.ends_with(':') || rest.starts_with(char::is_whitespace);
    // A byline is set apart by its capital; "by Tuesday" in small letters goes on from somewhere.
    (ends && line.starts_with(char::is_uppercase)).then(|| (opener, rest.trim()))
}

/// Returns the names of a list, or `None` if something in it is neither a name, a place nor a role.
fn read_names(list: &str) -> Option<Vec<String>> {
    let list = list.trim_end_matches([',', ';', ':']).replace(" AND ", " and ");
    let last = list.rsplit(' ').next().unwrap_or(&list);
    if last.ends_with('.') && last.chars().count() > 4 {
        return None;
    }
    let commas = list.split(',').map(str::trim).filter(|piece| !piece.is_empty());
    let pieces: Vec<&str> = commas
        .flat_map(|piece| piece.split(" and "))
        .flat_map(|piece| piece.split(['&', ';', '/']))
        .collect();
    let mut names = Vec::new();
    for piece in pieces {
        let piece = piece.trim().trim_start_matches("and ").trim_start_matches("by ");
        let name = without_place(piece);
        if name.is_empty() || name.contains('@') || is_role(name) && !names.is_empty() {
            continue;
        }
        if !is_name(name) {
            return None;
        }
        names.push(sentence_case(name));
    }
    // In "By Ann Lee in New York and Washington", the last piece is a place, and in "Ann Lee, Reuters" an agency.
    if names.iter().any(|name| name.contains(' ')) {
        names.retain(|name| name.contains(' '));
    }
    Some(names)
}

/// Returns the name without "in Oslo" or "at Mill Lane" after it.
fn without_place(piece: &str) -> &str {
    let place = [" in ", " at ", " for ", ", in ", " on "].iter().filter_map(|word| {
        let at = piece.find(word)?;
        piece[at + word.len()..].starts_with(char::is_uppercase).then_some(at)
    });
    place.min().map_or(piece, |at| &piece[..at]).trim()
}

fn is_role(piece: &str) -> bool {
    piece.rsplit(' ').next().is_some_and(|last| ROLES.contains(&last.to_lowercase().as_str()))
}

fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let fits = |word: &&str| {
        let letters =
            word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '‑'));
        letters
            && (word.starts_with(char::is_uppercase)
                || starts_inside(word)
                || PARTICLES.contains(word))
    };
    let caseless =
        name.chars().any(|c| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    let dated = words.iter().any(|word| date::is_weekday(word)) || date::day(name).is_some();
    !words.is_empty()
        && words.len() <= MOST_NAME_WORDS
        && !dated
        && (caseless || words.iter().all(fits))
}

/// Returns true for names such as `d'Ancona` and `al-Masri`.
fn starts_inside(word: &str) -> bool {
    word.split_once(['\'', '’', '-']).is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase))
}

/// Returns a name set in capitals as it is written elsewhere: `GARY NUTTALL` → `Gary Nuttall`.
fn sentence_case(name: &str) -> String {
    let shouted = !name.chars().any(char::is_lowercase) && name.contains(' ');
    if !shouted {
        return name.to_owned();
    }
    let mut result = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        if inside {
            result.extend(c.to_lowercase())
        } else {
            result.push(c)
        }
        inside = c.is_alphabetic();
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for (line, expected) in [
            ("By Harriet Lowe, Health Correspondent", &["Harriet Lowe"][..]),
            ("By Kari Nyhus and Peter Lang in Oslo", &["Kari Nyhus", "Peter Lang"]),
            ("By Kari Nyhus in Oslo and Peter Lang in Bergen", &["Kari Nyhus", "Peter Lang"]),
            ("BY GARY NUTTALL", &["Gary Nuttall"]),
            ("By A.B. OKAFOR AND JEAN-LUC O'NEILL", &["A.B. Okafor", "Jean-Luc O'Neill"]),
            ("From Gary Nuttall at Mill Lane", &["Gary Nuttall"]),
            ("Live updates by Harriet Lowe and Tom Fairley", &["Harriet Lowe", "Tom Fairley"]),
            ("By Ann Lee, Bo Ek & Cy Fo", &["Ann Lee", "Bo Ek", "Cy Fo"]),
            ("By Pieter van der Meer", &["Pieter van der Meer"]),
            ("By Ann Lee, Reuters", &["Ann Lee"]),
            ("By Staff Reporter", &["Staff Reporter"]),
            ("By The Associated Press", &["The Associated Press"]),
            ("By Reuters", &["Reuters"]),
            ("By Ann Lee | 17 December 2025", &["Ann Lee"]),
            ("By Ann Lee in New York and Washington", &["Ann Lee"]),
            ("By Martin Luther King Jr.", &["Martin Luther King Jr."]),
            ("Author: María García Ortega", &["María García Ortega"]),
            ("Von Anna Berg", &["Anna Berg"]),
            ("By Imogen Hartley, deputy political editor", &["Imogen Hartley"]),
            ("By Ann Lee \u{1f4f7}", &["Ann Lee"]),
            (
                "\u{270d}\u{fe0f} By Ann Lee \u{1f30d} and Bo Ek \u{1f3a5} | 17 December 2025",
                &["Ann Lee", "Bo Ek"],
            ),
        ] {
            assert_eq!(
                read(line).map(|byline| byline.names),
                Some(expected.iter().map(|&n| n.to_owned()).collect()),
                "{line}"
            );
        }
    }

    #[test]
    fn no_bylines() {
        for line in [
            "By Friday",
            "By Friday the strike had spread to Leeds",
            "By far the biggest strike in its history",
            "By the end of the day, Kari Nyhus had resigned.",
            "By December 17",
            "From Russia with love",
            "From Monday",
            "Von der Leyen visits Kyiv",
            "Bypass opens",
            "by Ann Lee",
            "Di Maria scores twice",
            "",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn lists_of_authors() {
        for (list, expected) in [
            ("Ann Lee and Bo Ek", &["Ann Lee", "Bo Ek"][..]),
            ("By Ann Lee", &["Ann Lee"]),
            ("Lee, Ann", &["Lee", "Ann"]),
            ("BBC News", &["BBC News"]),
            ("Ann Lee \u{1f4f7}", &["Ann Lee"]),
            ("\u{1f4f7}", &[]),
            ("the newsroom of the Daily 4", &["the newsroom of the Daily 4"]),
            ("", &[]),
        ] {
            assert_eq!(names(list), expected, "{list}");
        }
    }

    #[test]
    fn the_date_of_a_byline() {
        let byline = read("By Ann Lee | 17 December 2025").and_then(|byline| byline.published);
        assert_eq!(byline.map(|published| published.to_string()).as_deref(), Some("2025-12-17"));
    }
}
