//! First bytes of a page → the character encoding that it declares.
//!
//! Follows the prescan of the HTML standard in what it finds, not step by step. It decodes nothing.

use memchr::memmem;

/// Bytes in which a declaration is looked for; the standard says 1,024, real pages put it later.
const PRESCAN_BYTES: usize = 4096;

/// Returns the label in `<meta charset>` or `<meta http-equiv content="…; charset=…">`, in lower case.
pub(crate) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(PRESCAN_BYTES)].to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &head[at..]) {
        at += found;
        let rest = &head[at..];
        if rest.starts_with(b"<!--") {
            at += memmem::find(rest, b"-->")?;
        } else if rest.starts_with(b"<meta")
            && rest.get(5).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'/')
        {
            let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
            if let Some(label) = charset_of(&rest[..end]) {
                return Some(label);
            }
        }
        at += 1;
    }
    None
}

/// Returns the label after `charset=` in a meta tag.
fn charset_of(tag: &[u8]) -> Option<String> {
    let at = memmem::find(tag, b"charset")? + b"charset".len();
    let rest = tag[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or_else(|| rest.strip_prefix(b"'"))
        .unwrap_or(rest)
        .trim_ascii_start();
    let is_label = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.' | b'+')
    };
    let end = rest.iter().position(|byte| !is_label(byte)).unwrap_or(rest.len());
    let label = std::str::from_utf8(&rest[..end]).ok()?;
    // A page that can be read so far is not in UTF-16, whatever it says.
    let label = if label.starts_with("utf-16") { "utf-8" } else { label };
    (!label.is_empty()).then(|| label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found() {
        for (page, expected) in [
            ("<html><META CharSet=\"ISO-8859-1\">", Some("iso-8859-1")),
            (
                "<meta http-equiv=content-type content='text/html; charset=windows-1251'>",
                Some("windows-1251"),
            ),
            ("<!-- <meta charset=x> --><meta charset = utf-8 >", Some("utf-8")),
            ("<meta name=charset><p>", None),
            ("<meta charset=utf-16le>", Some("utf-8")),
            ("<metal charset=x>", None),
            ("", None),
        ] {
            assert_eq!(declared_charset(page.as_bytes()).as_deref(), expected, "{page}");
        }
    }
}
