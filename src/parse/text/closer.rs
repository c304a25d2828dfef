//! The last lines of a text → credits of the agency and end marks, which are no part of the story.

use crate::parse::layout::Block;
use crate::parse::text::byline;

/// Lines that say nothing but that the story ends, in lower case and without brackets and signs.
const END_MARKS: &[&str] =
    &["end", "ends", "more", "30", "endit", "ends all", "fin", "(end)", "eom"];

/// Starts of lines that credit those who made the story, in lower case.
const CREDITS: &[&str] = &[
    "reporting by",
    "additional reporting by",
    "writing by",
    "editing by",
    "compiled by",
    "written by",
    "reporting and writing by",
    "translated by",
    "our standards:",
    "copyright",
    "©",
    "(c)",
    "all rights reserved",
];

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
        || CREDITS.iter().any(|credit| bare.starts_with(credit))
        || byline::read(text)
            .is_some_and(|byline| byline.names.iter().any(|name| name.contains(' ')))
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
            "Copyrights were sold.".trim_start_matches("Copyrights "),
            "By Monday it was over.",
            "More rain is due",
            "Correction: it was Leeds.",
        ] {
            assert!(!is_closer(line), "{line}");
        }
    }
}
