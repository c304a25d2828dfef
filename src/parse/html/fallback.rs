//! The body that JSON-LD gives → paragraphs, for pages whose own text is missing: built by scripts, or cut.
//!
//! Where the page shows the text, its own paragraphs are better. Start at [`paragraphs`].

use crate::parse::html::page::push_collapsed;

/// Characters of a stated body that is worth having.
const MIN_BODY_CHARS: usize = 400;

/// How many times longer than the text found a stated body must be to replace it.
const LONGER: f32 = 1.5;

/// Probes compared with the text found, their length in characters, and the share that must be found in it.
const PROBES: usize = 20;
const PROBE_CHARS: usize = 40;
const FOUND_SHARE: f32 = 0.3;

/// Longest tag inside a stated body, in bytes.
const MAX_TAG_BYTES: usize = 2000;

/// Returns the paragraphs of `stated` if the page's own `text` lacks it, else none.
pub(super) fn paragraphs(stated: &str, text: &str) -> Vec<String> {
    let body = without_tags(stated);
    let (wanted, found) = (key(&body), key(text));
    if wanted.len() < MIN_BODY_CHARS
        || (wanted.len() as f32) < LONGER * found.len() as f32
        || holds(&found, &wanted)
    {
        return Vec::new();
    }
    let lines = body.split(['\n', '\r']).map(|line| {
        let mut paragraph = String::new();
        push_collapsed(&mut paragraph, line);
        paragraph.trim_end().to_owned()
    });
    lines.filter(|line| !line.is_empty()).collect()
}

/// Returns true if probes from all over `wanted` stand in `found`.
fn holds(found: &str, wanted: &str) -> bool {
    let chars: Vec<char> = wanted.chars().collect();
    let step = (chars.len() / PROBES).max(1);
    let probes =
        chars.windows(PROBE_CHARS).step_by(step).map(|window| window.iter().collect::<String>());
    let (hits, all) = probes
        .fold((0, 0), |(hits, all), probe| (hits + usize::from(found.contains(&probe)), all + 1));
    hits as f32 >= FOUND_SHARE * all as f32
}

/// Returns the letters and digits of a text in lower case.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns text without the tags that some exporters leave in it; block ends become line breaks.
pub(super) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_tag = rest[1..].starts_with(|char: char| char.is_ascii_alphabetic() || char == '/');
        let end = rest.bytes().take(MAX_TAG_BYTES).position(|byte| byte == b'>');
        match end.filter(|_| is_tag) {
            Some(end) => {
                let block = ["<p", "</p", "<br", "<li", "<h", "<div"]
                    .iter()
                    .any(|tag| rest.starts_with(tag));
                out.push_str(if block { "\n" } else { "" });
                rest = &rest[end + 1..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_body_fills_an_empty_page_only() {
        let body = format!("<p>{}</p><p>End.</p>", "Some sentence of a body. ".repeat(30));
        let found = paragraphs(&body, "Please enable scripts.");
        assert_eq!((found.len(), found[1].as_str()), (2, "End."));
        assert!(paragraphs(&body, &body).is_empty());
        assert!(paragraphs("Short.", "").is_empty());
    }
}
