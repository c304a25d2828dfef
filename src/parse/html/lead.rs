//! Byline → the part of it that holds names, and its pieces: without the words before, between and behind them.
//!
//! It judges no name. Start at [`without_lead`]; the words are in `author_words`.

use crate::parse::html::author_words::JOINTS;
use crate::parse::html::author_words::LEADS;
use crate::parse::html::author_words::MARKS;
use crate::parse::html::author_words::NAME_LIKE;
use crate::parse::html::author_words::NOBODY;
use crate::parse::html::author_words::OTHERS;

/// Returns a byline up to the people who only reviewed, edited or illustrated.
pub(super) fn without_others(line: &str) -> &str {
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

/// Leads that stand one after the other: "Published: Text and photos by".
const MOST_LEADS: usize = 6;

/// Returns a byline without the words before the name, and the first of these words.
pub(super) fn without_lead(line: &str) -> (&str, Option<&'static str>) {
    let mut line = line.trim_start_matches([':', ' ', '-', '–', '—', '|', '·', '•', ',', '/']);
    let mut first = None;
    for _ in 0..MOST_LEADS {
        let leads = LEADS.iter().filter_map(|&lead| Some((lead, after_lead(line, lead)?)));
        let Some((lead, rest)) = leads.max_by_key(|(lead, _)| lead.len()) else { break };
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
pub(super) fn strip_prefix<'l>(line: &'l str, prefix: &str) -> Option<&'l str> {
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
pub(super) fn split(line: &str) -> impl Iterator<Item = &str> {
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

/// Returns true for characters of Chinese, Japanese and Korean.
pub(super) fn is_ideograph(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_name_goes() {
        for (line, expected) in [
            ("By Ann Lee", "Ann Lee"),
            ("Von: Karl Beck", "Karl Beck"),
            ("Text und Fotos von Karl Beck", "Karl Beck"),
            ("Published by: Ann Lee", "Ann Lee"),
            ("Von Miller", "Von Miller"),
            ("Byron Lee", "Byron Lee"),
            ("Ann Lee", "Ann Lee"),
            ("By", "By"),
            ("", ""),
        ] {
            assert_eq!(without_lead(line).0, expected, "{line}");
        }
    }

    #[test]
    fn several_names_are_told_apart() {
        for (line, expected) in [
            ("Ann Lee and Bob Ray", vec!["Ann Lee", "Bob Ray"]),
            ("Ann Lee, Bob Ray", vec!["Ann Lee", "Bob Ray"]),
            ("Karl Beck und Ida Roth", vec!["Karl Beck", "Ida Roth"]),
            ("Sandy Anders", vec!["Sandy Anders"]),
        ] {
            let parts: Vec<&str> = split(line).map(str::trim).collect();
            assert_eq!(parts, expected, "{line}");
        }
    }

    #[test]
    fn those_who_only_reviewed_are_left_out() {
        for (line, expected) in
            [("Ann Lee, reviewed by Bob Ray", "Ann Lee, "), ("Ann Lee", "Ann Lee")]
        {
            assert_eq!(
                without_others(line).trim_end_matches(", "),
                expected.trim_end_matches(", "),
                "{line}"
            );
        }
    }
}
