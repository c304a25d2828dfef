//! First bytes → is it a file of many articles: one a line, or a JSON value over several lines?
//!
//! Asked by reading (may this stream be cut at line ends?) and by parsing (who takes it?), so that both agree.

/// Bytes of a document that are looked at to recognise its format.
pub const SAMPLE_BYTES: usize = 16 << 10;

/// Suffixes of files that hold one JSON object a line.
pub const JSONL_SUFFIXES: &[&str] = &["jsonl", "ndjson"];

/// Returns true if `head`, the first bytes of a document, starts with a line that is one JSON object (or with one
/// that does not end within the sample).
pub fn looks_like_json_lines(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let Some(inner) = head.strip_prefix(b"{") else { return false };
    let line_end = memchr::memchr(b'\n', head);
    let opens = inner.iter().find(|byte| !matches!(byte, b' ' | b'\t'));
    let closes = line_end.is_none_or(|end| head[..end].trim_ascii_end().ends_with(b"}"));
    matches!(opens, Some(b'"' | b'}')) && closes
}

/// Returns true if `head` starts a list of JSON objects, or a JSON object that goes on over several lines. Such a
/// document cannot be cut at line ends.
pub fn looks_like_json_value(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    match head {
        [b'[', inner @ ..] => inner.trim_ascii_start().starts_with(b"{"),
        [b'{', ..] => {
            let Some(end) = memchr::memchr(b'\n', head) else { return false };
            let first = head[..end].trim_ascii_end();
            let key = first == b"{" || (first.ends_with(b",") && opens_with_key(&first[1..]));
            key && opens_with_key(&head[end..])
        }
        _ => false,
    }
}

fn opens_with_key(inner: &[u8]) -> bool {
    inner.trim_ascii_start().starts_with(b"\"")
}

/// Returns the last suffix of a path, `""` if it has none. Dots that start a name start no suffix.
pub fn suffix(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((stem, suffix)) if !stem.is_empty() => suffix,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_lines_are_told_by_their_first_line() {
        for (head, expected) in [
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", true),
            ("\u{feff}\n  { \"text\": \"a\"} \r\n", true),
            ("{\"text\": \"a long line that does not end here", true),
            ("{\n  \"text\": \"a\"\n}\n", false),
            ("{curly} brackets open this story\n", false),
            ("[{\"text\": \"a\"}]", false),
            ("Doctors began a strike.", false),
            ("", false),
        ] {
            assert_eq!(looks_like_json_lines(head.as_bytes()), expected, "{head:?}");
        }
    }

    #[test]
    fn json_values_over_several_lines_are_told_by_their_first_lines() {
        for (head, expected) in [
            ("[{\"text\": \"a\"}]", true),
            ("\u{feff}\n[\r\n  {\r\n", true),
            ("[ {\"text\": \"a\"},", true),
            ("{\n  \"text\": \"a\"\n}\n", true),
            ("{\"id\": 1,\n \"text\": \"a\"}\n", true),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", false),
            ("{\"id\": 1,\n{\"text\": \"b\"}\n", false),
            ("{\n{\"text\": \"b\"}\n", false),
            ("[Photo] Doctors began a strike.", false),
            ("[1]", false),
            ("", false),
        ] {
            assert_eq!(looks_like_json_value(head.as_bytes()), expected, "{head:?}");
        }
    }

    #[test]
    fn suffixes() {
        for (path, expected) in
            [("a/b.txt", "txt"), ("a.b/c", ""), (".hidden", ""), ("x.tar.gz", "gz"), ("-", "")]
        {
            assert_eq!(suffix(path), expected, "{path:?}");
        }
    }
}
