//! First bytes and name of a document → which format it is, or why it is none.

use std::borrow::Cow;

use crate::parse::Parser;
use crate::text::charset;
use crate::text::sniff;

/// How sure a parser is that a document is its own. The strongest claim gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It is not.
    No,
    /// Nothing speaks against it.
    Possible,
    /// The file is named like one.
    Named,
    /// The bytes are such as no other format has.
    Certain,
}

/// The first bytes of a document and its name.
#[derive(Clone, Debug)]
pub struct Sample<'b> {
    /// First bytes, in UTF-8 or another encoding that contains ASCII, without byte order mark and leading white space.
    pub head: Cow<'b, [u8]>,
    /// Suffix of the name in lower case; empty if there is none.
    pub suffix: String,
}

impl<'b> Sample<'b> {
    /// Returns the sample of a document.
    pub fn new(bytes: &'b [u8], path: &str) -> Sample<'b> {
        // A multiple of four keeps the units of UTF-16 and UTF-32 whole.
        let start = &bytes[..bytes.len().min(sniff::SAMPLE_BYTES)];
        let wide = matches!(start, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
            || memchr::memchr(0, start).is_some();
        let binary = charset::looks_binary(start).is_some();
        let head = match wide && !binary {
            true => Cow::Owned(charset::decode(start, None).text.trim_start().as_bytes().to_vec()),
            false => Cow::Borrowed(
                start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start(),
            ),
        };
        Sample { head, suffix: sniff::suffix(path).to_ascii_lowercase() }
    }

    /// Returns `Named` if the suffix is one of the parser's, else `otherwise`.
    pub fn by_suffix(&self, parser: &dyn Parser, otherwise: Claim) -> Claim {
        if parser.suffixes().contains(&self.suffix.as_str()) { Claim::Named } else { otherwise }
    }

    /// Returns true if the head starts with `prefix`, whatever its case.
    pub fn starts_with(&self, prefix: &str) -> bool {
        self.head
            .get(..prefix.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
    }

    /// Returns why a document cannot be an article in any format, if so.
    pub(super) fn refusal(&self) -> Option<String> {
        if let Some(kind) = charset::looks_binary(&self.head) {
            let shown: Vec<String> =
                self.head.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
            let bytes = shown.join(" ");
            return Some(format!(
                "not text: {kind} (starts with bytes {bytes}); if it is text, say --from text"
            ));
        }
        let feed = ["<rss", "<feed", "<rdf:RDF"]
            .iter()
            .any(|root| memchr::memmem::find(&self.head, root.as_bytes()).is_some());
        (self.starts_with("<?xml") && feed)
            .then(|| "an RSS or Atom feed, which is not read yet; save the pages it lists, or say --from text".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Origin;
    use crate::model::RawDocument;
    use crate::parse::Parser;
    use crate::parse::choose;

    fn claimed(path: &str, bytes: &[u8]) -> Result<&'static str, String> {
        let origin = Origin { path: path.to_owned(), item: None };
        choose(&RawDocument { origin, format: None, bytes: bytes.to_vec() }).map(Parser::name)
    }

    #[test]
    fn content_first_and_suffix_second() {
        for (path, bytes, expected) in [
            ("a.txt", "Doctors began a strike.", "text"),
            ("a.txt", "<!DOCTYPE html><html><p>Doctors began a strike.", "html"),
            ("a.txt", "\u{feff}\n <!-- saved --> <HTML lang=en>", "html"),
            ("a.txt", "<p>Doctors began a <b>strike</b>.</p><p>It is the third.</p>", "html"),
            ("a.txt", "<3 is a heart, and 2 < 3; a <b> tag here is talk", "text"),
            ("a.txt", "If x < 3 then y > 4, the minister said.", "text"),
            ("a.txt", "{\"text\": \"Doctors\"}\n{\"text\": \"Nurses\"}\n", "jsonl"),
            ("a", "{\"text\": \"Doctors\"}", "jsonl"),
            ("a.jsonl", "not json", "jsonl"),
            ("a.json", "{\n  \"text\": \"Doctors\"\n}\n", "jsonl"),
            ("a.html", "Doctors began a strike.", "html"),
            ("a.HTM", "Doctors", "html"),
            ("a.md", "# Doctors", "text"),
            ("-", "", "text"),
        ] {
            assert_eq!(
                claimed(path, bytes.as_bytes()).as_deref(),
                Ok(expected),
                "{path} {bytes:?}"
            );
        }
        let wide: Vec<u8> =
            "\u{feff}<html><p>One".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(claimed("a.txt", &wide).as_deref(), Ok("html"));
    }

    #[test]
    fn what_is_no_article_is_refused() {
        for (bytes, start) in [
            (&b"%PDF-1.7\n..."[..], "not text: a PDF document (starts with bytes 25 50 44 46)"),
            (&[0, 1, 2, 3, 200, 7, 5, 4], "not text: binary data"),
            (b"<?xml version='1.0'?><rss><channel>", "an RSS or Atom feed"),
        ] {
            assert!(
                claimed("a.txt", bytes).is_err_and(|message| message.starts_with(start)),
                "{bytes:?}"
            );
        }
    }
}
