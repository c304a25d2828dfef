//! Character references inside strings that are not markup, such as JSON-LD values → characters.
//!
//! Knows numeric references and the few names that publishing systems write; others stay as they are.

/// Names that occur in exported strings, with their characters.
const NAMES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("sbquo", "‚"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("hellip", "…"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("iacute", "í"),
    ("oacute", "ó"),
    ("uacute", "ú"),
    ("ntilde", "ñ"),
    ("ccedil", "ç"),
    ("euro", "€"),
    ("shy", ""),
];

/// Longest reference, in bytes without its marks.
const MAX_REFERENCE_BYTES: usize = 8;

/// Returns `text` with character references replaced, also where they were escaped twice.
pub(super) fn decode(text: &str) -> String {
    let once = decode_once(text);
    if once.contains('&') && once != text { decode_once(&once) } else { once }
}

fn decode_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(MAX_REFERENCE_BYTES + 2).position(|byte| byte == b';');
        match end.and_then(|end| Some((character(&rest[1..end])?, end))) {
            Some((character, end)) => {
                out.push_str(&character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(reference: &str) -> Option<String> {
    if let Some(number) = reference.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        return char::from_u32(code?).map(String::from);
    }
    NAMES.iter().find(|(name, _)| *name == reference).map(|(_, text)| (*text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        for (text, expected) in [
            ("A &amp; B", "A & B"),
            ("it&#8217;s", "it’s"),
            ("&amp;quot;x&amp;quot;", "\"x\""),
            ("R&D; &unknown; & &#xD800;", "R&D; &unknown; & &#xD800;"),
            ("&", "&"),
        ] {
            assert_eq!(decode(text), expected);
        }
    }
}
