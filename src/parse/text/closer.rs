//! The last lines of a text → credits of the agency and end marks, which are no part of the story.

use crate::parse::layout::Block;
use crate::parse::text::byline;
use crate::parse::text::shape;

/// Lines that say nothing but that the story ends, in lower case and without brackets and signs.
const END_MARKS: &[&str] = &["end", "ends", "more", "30", "endit", "ends all", "fin", "eom"];

/// Starts of the lines in which agencies credit those who made the story, in lower case.
const AGENCY_CREDITS: &[&str] = &[
    "reporting by ",
    "additional reporting by ",
    "reporting and writing by ",
    "writing by ",
    "editing by ",
];

/// Starts of credits that open sentences too (`Written by hand, the letters …`), so that nothing but names may follow.
const NAME_CREDITS: &[&str] = &["compiled by ", "written by ", "translated by "];

/// Starts of lines on rights and rules that open no sentence of a story, in lower case.
const NOTICES: &[&str] = &["our standards:", "©", "all rights reserved"];

/// Words of `Copyright The Daily Post 2025`, at most: a longer line with a year is about copyright.
const MOST_COPYRIGHT_WORDS: usize = 8;

/// The sources of a copy, alone on the last line, in lower case.
const SOURCES: &[&str] = &[
    "reuters",
    "ap",
    "afp",
    "upi",
    "pa",
    "pa media",
    "dpa",
    "pti",
    "ani",
    "ians",
    "aap",
    "associated press",
    "the associated press",
    "press association",
    "agencies",
    "xinhua",
    "bloomberg",
];

/// Bytes of a credit, at most.
const LONGEST: usize = 500;

/// Closing lines taken, at most. More of them are a list, not credits.
const MOST: usize = 8;

/// Takes credits and end marks off the end; returns the reporters whom they name. One block of text always stays.
pub(super) fn take(blocks: &mut Vec<Block<'_>>) -> Vec<String> {
    let closers = blocks.iter().rev().take_while(|block| is_closer(&block.text)).take(MOST).count();
    let start = blocks.len() - closers.min(blocks.len().saturating_sub(1));
    blocks.drain(start..).flat_map(|block| names(&block.text)).collect()
}

/// Returns true for `(Reporting by …; Editing by …)`, `-ends-`, `© 2025 Reuters`, `By Ann Lee` and the like.
pub(super) fn is_closer(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let bare = bare(text).to_lowercase();
    END_MARKS.contains(&bare.as_str())
        || SOURCES.contains(&bare.as_str())
        || NOTICES.iter().any(|notice| bare.starts_with(notice))
        || is_copyright(text)
        || is_agency_credit(text)
        || is_name_credit(text)
        || byline::read(text)
            .is_some_and(|byline| byline.names.iter().any(|name| name.contains(' ')))
}

/// Returns true for `Copyright 2025 The Daily Post`, `(c) 2025 Reuters`; false for sentences about copyright.
fn is_copyright(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let year = |word: &str| {
        let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
        digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if let Some(rest) = lower.strip_prefix("(c)") {
        return rest.split_whitespace().next().is_some_and(year);
    }
    let Some(rest) = bare(&lower).strip_prefix("copyright") else { return false };
    let first = rest.split_whitespace().next().unwrap_or_default();
    let short = shape::words(&lower, MOST_COPYRIGHT_WORDS + 1) <= MOST_COPYRIGHT_WORDS;
    let stated = first.starts_with('©') || first == "(c)" || year(first);
    let dated = short && !shape::ends_with_stop(text) && rest.split_whitespace().any(year);
    !rest.starts_with(char::is_alphabetic) && (stated || dated || rest.contains("all rights"))
}

/// Returns true for a credit in brackets, one that another follows, and one that is names and no sentence.
fn is_agency_credit(text: &str) -> bool {
    let Some(people) = after_credit(bare(text), AGENCY_CREDITS) else { return false };
    let lower = people.to_lowercase();
    text.trim_start().starts_with(['(', '['])
        || AGENCY_CREDITS.iter().any(|credit| lower.contains(credit))
        || people.starts_with(char::is_uppercase) && !shape::ends_with_stop(text)
        || names_full(people)
}

fn is_name_credit(text: &str) -> bool {
    !shape::ends_with_stop(text) && after_credit(bare(text), NAME_CREDITS).is_some_and(names_full)
}

/// Returns what follows the credit that opens the text.
fn after_credit<'t>(text: &'t str, credits: &[&str]) -> Option<&'t str> {
    let opens = |credit: &&&str| {
        text.get(..credit.len()).is_some_and(|start| start.eq_ignore_ascii_case(credit))
    };
    credits.iter().find(opens).map(|credit| &text[credit.len()..])
}

/// Returns true if the text is a list of names, one of them with given name and surname.
fn names_full(text: &str) -> bool {
    byline::only_names(text).is_some_and(|names| names.iter().any(|name| name.contains(' ')))
}

fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| {
        matches!(c, '(' | ')' | '[' | ']' | '-' | '–' | '—' | '*' | '#' | '.' | '/' | ' ' | '_')
    })
}

/// Returns the reporters named in a credit. Editors and translators are not authors.
fn names(text: &str) -> Vec<String> {
    let bare = bare(text);
    if let Some(byline) = byline::read(bare).filter(|_| !bare.to_lowercase().starts_with("editing"))
    {
        return byline.names;
    }
    let roles = bare.split(';').map(str::trim);
    let reported = roles.filter(|role| {
        let role = role.to_lowercase();
        ["reporting by", "additional reporting by", "reporting and writing by", "writing by"]
            .iter()
            .any(|start| role.starts_with(start))
    });
    let mut names = Vec::new();
    for role in reported {
        let at = role.to_lowercase().find(" by ").map_or(0, |at| at + " by ".len());
        for name in byline::names(role.get(at..).unwrap_or_default()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::layout;

    #[test]
    fn closers() {
        for (line, expected) in [
            ("(Reporting by Sabine Krier; Editing by Paul Moss)", &["Sabine Krier"][..]),
            ("Reporting by Ann Lee and Bo Ek; Editing by Cy Fo", &["Ann Lee", "Bo Ek"]),
            (
                "(Reporting by Ann Lee; additional reporting by Bo Ek in Oslo; Editing by Cy Fo)",
                &["Ann Lee", "Bo Ek"],
            ),
            ("(Editing by Cy Fo)", &[]),
            ("ends", &[]),
            ("-ENDS-", &[]),
            ("- 30 -", &[]),
            ("(AFP)", &[]),
            ("© 2025 Reuters", &[]),
            ("(c) 2025 Reuters", &[]),
            ("Copyright 2025 The Daily Post. All rights reserved.", &[]),
            ("Copyright © The Daily Post", &[]),
            ("Copyright The Daily Post 2025", &[]),
            ("Compiled by Cy Fo", &["Cy Fo"]),
            ("Translated by Cy Fo and Bo Ek", &[]),
            ("By Ann Lee", &["Ann Lee"]),
        ] {
            let text = format!("The strike goes on.\n\n{line}");
            let mut blocks = layout::blocks(&text);
            assert_eq!(take(&mut blocks), expected, "{line}");
            assert_eq!(blocks.len(), 1, "{line}");
        }
    }

    #[test]
    fn no_closers() {
        for line in [
            "The strike ends.",
            "Copyrights were sold.",
            "Copyright holders will appeal, their lawyer said.",
            "Copyright law of 1998 is to be changed next year, ministers said.",
            "Written by hand, the letters go on show in May.",
            "Compiled by the OECD, the figures show a fall.",
            "Translated by machines, the book sold badly.",
            "Reporting by the newspaper led to three arrests.",
            "Editing by hand takes a week.",
            "(c) A third way is open.",
            "By Monday it was over.",
            "More rain is due",
            "Correction: it was Leeds.",
        ] {
            assert!(!is_closer(line), "{line}");
        }
    }
}
