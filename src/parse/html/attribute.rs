//! Bytes of a start tag → where each attribute ends, and which of them are read later.
//!
//! It reads names and the bounds of values, and decodes nothing.

use memchr::memchr;
use memchr::memmem;

/// Attributes that are read later; all others are dropped.
const ATTRIBUTES: &[&str] = &[
    "id",
    "class",
    "role",
    "itemprop",
    "itemtype",
    "itemscope",
    "property",
    "name",
    "content",
    "href",
    "datetime",
    "rel",
    "hidden",
    "lang",
    "pubdate",
    "aria-hidden",
    "data-testid",
    "data-component",
    "data-qa",
    "data-type",
];

/// Bounds of one attribute.
pub(super) struct Attribute {
    /// After its name.
    pub(super) name_end: usize,
    /// After its value.
    pub(super) end: usize,
}

/// Returns the place of an attribute in [`ATTRIBUTES`], or `None` for those that nothing reads.
pub(super) fn place_of(name: &[u8]) -> Option<usize> {
    ATTRIBUTES.iter().position(|known| known.as_bytes().eq_ignore_ascii_case(name))
}

/// Finds the ends of the name and of the value of the attribute at `at`.
pub(super) fn attribute(bytes: &[u8], at: usize) -> Attribute {
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/');
    // A name may start with "=": the tree builder reads it so.
    let name_end = 1 + at + bytes[at + 1..].iter().position(is_end).unwrap_or(bytes.len() - at - 1);
    let space = |from: usize| {
        from + bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count()
    };
    let equals = space(name_end);
    if bytes.get(equals) != Some(&b'=') {
        return Attribute { name_end, end: name_end };
    }
    let value = space(equals + 1);
    let end = match bytes.get(value) {
        Some(&quote @ (b'"' | b'\'')) => {
            memchr(quote, &bytes[value + 1..]).map_or(bytes.len(), |found| value + found + 2)
        }
        _ => {
            let unquoted = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
            bytes[value..].iter().position(unquoted).map_or(bytes.len(), |found| value + found)
        }
    };
    Attribute { name_end, end }
}

/// Returns true if an inline style takes the element off the page.
pub(super) fn is_hidden(style: &[u8]) -> bool {
    let style: Vec<u8> = style.iter().filter(|byte| !byte.is_ascii_whitespace()).copied().collect();
    memmem::find(&style, b"display:none").is_some()
        || memmem::find(&style, b"visibility:hidden").is_some()
}
