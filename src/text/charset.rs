//! Bytes → text, in whatever encoding a file was saved.
//!
//! Order of trust: byte order mark, then the bytes themselves (strict UTF-8 is never an accident), then the declared
//! label, then a guess. Never fails: what belongs to no encoding becomes U+FFFD and is reported. Start at [`decode`].

use std::borrow::Cow;

use encoding_rs::Encoding;
use encoding_rs::ISO_2022_JP;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

use crate::text::charset::guess::guess;
use crate::text::control::without_sequences;

mod borrowed;
mod guess;

/// Bytes shown to the guesser, from shortly before the first byte that is not ASCII. Its verdict on articles does
/// not change beyond a few thousand; the cap keeps a huge file from being guessed at for seconds.
const GUESS_BYTES: usize = 64 << 10;

/// Valid multi-byte sequences needed for each damaged one to call damaged bytes UTF-8. Latin text that happens to
/// hold a valid sequence has far more damaged ones.
const UTF8_PROOF: usize = 4;

/// Bytes looked at to tell text from binary data.
const BINARY_SAMPLE: usize = 16 << 10;

/// One control byte in this many makes data binary. Random bytes have one in ten, text has practically none.
const CONTROL_SHARE: usize = 50;

/// Share of units whose high byte is zero (one in this many is the exception allowed) in UTF-16 without a mark.
const UTF16_EXCEPTIONS: usize = 4;

/// First bytes of file types that people store beside articles, and what to call them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"BZh", "bzip2 data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\0", "a SQLite database"),
    (b"{\\rtf", "an RTF document"),
];

/// A document's bytes as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without a byte order mark; borrowed where the bytes were UTF-8 already.
    pub text: Cow<'b, str>,
    /// Name of the encoding (WHATWG label), such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// Bytes that are not of this encoding, or NULs, were replaced by U+FFFD.
    pub had_errors: bool,
    /// Commands to a terminal that were taken out: colours, titles, links.
    pub sequences: usize,
}

/// Returns the text of `bytes`. `declared` is a label from a header or meta tag and is believed only where the bytes
/// allow it. UTF-32 is read only with its byte order mark.
pub fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Decoded<'b> {
    if let Some(decoded) = decode_marked(bytes) {
        return decoded;
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decode_as(encoding, bytes);
    }
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match std::str::from_utf8(bytes) {
        Ok(_) if is_iso_2022_jp(bytes, declared) => decode_as(ISO_2022_JP, bytes),
        Ok(text) => finished(Cow::Borrowed(text), UTF_8.name(), false),
        Err(_) => decode_foreign(bytes, declared),
    }
}

/// Returns what `bytes` seem to be if they are no text in any encoding: `a PDF document`, `binary data`.
pub fn looks_binary(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(BINARY_SAMPLE)];
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| sample.starts_with(signature))
    {
        return Some(name);
    }
    let marked = Encoding::for_bom(sample).is_some() || sample.starts_with(&[0, 0, 0xfe, 0xff]);
    if marked || unmarked_utf16(sample).is_some() {
        return None;
    }
    let control = sample.iter().filter(|&&byte| is_binary_control(byte)).count();
    (control * CONTROL_SHARE > sample.len()).then_some("binary data")
}

/// Returns true for control bytes that no text file needs: not bell, tab, line ends, form feed, backspace, escape, EOF
/// mark.
fn is_binary_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, 0x07..=0x0d | 0x1a | 0x1b)) || byte == 0x7f
}

fn decode_marked(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe, 0, 0]) {
        return Some(decode_utf32(rest, u32::from_le_bytes, "UTF-32LE"));
    }
    if let Some(rest) = bytes.strip_prefix(&[0, 0, 0xfe, 0xff]) {
        return Some(decode_utf32(rest, u32::from_be_bytes, "UTF-32BE"));
    }
    let (encoding, mark) = Encoding::for_bom(bytes)?;
    Some(decode_as(encoding, &bytes[mark..]))
}

fn decode_utf32(
    bytes: &[u8],
    unit: fn([u8; 4]) -> u32,
    encoding: &'static str,
) -> Decoded<'static> {
    let mut had_errors = !bytes.len().is_multiple_of(4);
    let mut text = String::with_capacity(bytes.len() / 4);
    for four in bytes.chunks_exact(4) {
        let known =
            char::from_u32(unit([four[0], four[1], four[2], four[3]])).filter(|&c| c != '\0');
        had_errors |= known.is_none();
        text.push(known.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    finished(Cow::Owned(text), encoding, had_errors)
}

fn decode_as<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Decoded<'b> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    finished(text, encoding.name(), had_errors)
}

/// Returns the text with each NUL made visible, since no format has a meaning for it and tools downstream stop at it, and
/// without commands to a terminal, of which else a "0m" would remain.
fn finished<'b>(text: Cow<'b, str>, encoding: &'static str, had_errors: bool) -> Decoded<'b> {
    let (text, sequences) = without_sequences(text);
    let has_nuls = memchr::memchr(0, text.as_bytes()).is_some();
    let text = if has_nuls { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { text };
    Decoded { text, encoding, had_errors: had_errors || has_nuls, sequences }
}

/// Returns the encoding of UTF-16 saved without a mark: mostly Latin text, so that every second byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(BINARY_SAMPLE) & !1];
    memchr::memchr(0, &sample[..sample.len().min(1 << 10)])?;
    let units = sample.len() / 2;
    let zeros =
        |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let mostly = |zeros: usize| units - zeros <= units / UTF16_EXCEPTIONS;
    let rarely = |zeros: usize| zeros <= units / CONTROL_SHARE;
    match (zeros(0), zeros(1)) {
        (even, odd) if rarely(even) && mostly(odd) => Some(UTF_16LE),
        (even, odd) if mostly(even) && rarely(odd) => Some(UTF_16BE),
        _ => None,
    }
}

/// Returns true for bytes that switch character sets by escape sequences, which is valid UTF-8 by accident.
fn is_iso_2022_jp(bytes: &[u8], declared: Option<&'static Encoding>) -> bool {
    let Some(escape) = memchr::memchr(0x1b, bytes) else { return false };
    declared == Some(ISO_2022_JP)
        || (matches!(bytes.get(escape + 1..escape + 3), Some(b"$B" | b"$@")) && bytes.is_ascii())
}

/// Returns the text of bytes that are not valid UTF-8.
fn decode_foreign<'b>(bytes: &'b [u8], declared: Option<&'static Encoding>) -> Decoded<'b> {
    if is_damaged_utf8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    let declared =
        declared.filter(|&encoding| encoding != UTF_8).map(|encoding| decode_as(encoding, bytes));
    match declared {
        Some(decoded) if !decoded.had_errors => decoded,
        other => {
            let guessed = decode_as(guess(bytes), bytes);
            other.filter(|_| guessed.had_errors).unwrap_or(guessed)
        }
    }
}

/// Returns true if most sequences beyond ASCII are valid UTF-8, so that the rest is damage and not another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let start = first_foreign(bytes);
    let sample = &bytes[start..bytes.len().min(start + GUESS_BYTES)];
    let (mut valid, mut damaged) = (0, 0);
    for chunk in sample.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| byte & 0xc0 == 0xc0).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    valid >= UTF8_PROOF * damaged.max(1)
}

/// Returns the place of the first byte beyond ASCII.
fn first_foreign(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, text: &str, encoding: &str, had_errors: bool) {
        let decoded = decode(bytes, declared);
        assert_eq!(
            (&*decoded.text, decoded.encoding, decoded.had_errors),
            (text, encoding, had_errors),
            "{bytes:?}"
        );
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn byte_order_marks_win() {
        check(b"\xef\xbb\xbfcaf\xc3\xa9", Some("windows-1252"), "café", "UTF-8", false);
        check(b"\xff\xfeO\0k\0", None, "Ok", "UTF-16LE", false);
        check(b"\xfe\xff\0O\0k", Some("utf-8"), "Ok", "UTF-16BE", false);
        check(b"\xff\xfe\0\0O\0\0\0", None, "O", "UTF-32LE", false);
        check(b"\0\0\xfe\xff\0\0\0O\0\x11\0\0", None, "O\u{fffd}", "UTF-32BE", true);
    }

    #[test]
    fn utf8_is_proved_by_its_bytes() {
        check("Ålesund".as_bytes(), Some("iso-8859-1"), "Ålesund", "UTF-8", false);
        check(b"", None, "", "UTF-8", false);
        check(b"plain", None, "plain", "UTF-8", false);
        check(
            "é è à ü \u{201c}a\u{201d} ".repeat(3).as_bytes(),
            None,
            &"é è à ü “a” ".repeat(3),
            "UTF-8",
            false,
        );
    }

    #[test]
    fn damaged_utf8_stays_utf8() {
        let mut bytes = "é è à ü “a” “b” €5 ".as_bytes().to_vec();
        bytes.push(0xe9);
        assert_eq!(decode(&bytes, None).text, "é è à ü “a” “b” €5 \u{fffd}");
    }

    #[test]
    fn declared_and_guessed() {
        check(b"na\xefve \x93quote\x94", Some("latin1"), "naïve “quote”", "windows-1252", false);
        check(b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251"), "Привет", "windows-1251", false);
        check(b"the caf\xe9 said \x93no\x94", None, "the café said “no”", "windows-1252", false);
        check(
            b"a caf\xe9, declared wrongly",
            Some("utf-8"),
            "a café, declared wrongly",
            "windows-1252",
            false,
        );
        check(
            b"a caf\xe9, unknown label",
            Some("martian"),
            "a café, unknown label",
            "windows-1252",
            false,
        );
        check(
            b"a \xa33.2bn bid, 18\xbdp a share",
            None,
            "a £3.2bn bid, 18½p a share",
            "windows-1252",
            false,
        );
        check(b"\x1b$B$3$s\x1b(B", None, "こん", "ISO-2022-JP", false);
    }

    #[test]
    fn commands_to_a_terminal_are_taken_out() {
        let coloured = "Oslo \u{1b}[1;31mrose\u{1b}[0m 5%";
        let decoded = decode(coloured.as_bytes(), None);
        assert_eq!((&*decoded.text, decoded.sequences), ("Oslo rose 5%", 2));
        let wide = utf16(&format!("\u{feff}{coloured}"), u16::to_le_bytes);
        assert_eq!(decode(&wide, None).text, "Oslo rose 5%");
    }

    #[test]
    fn nuls_become_visible() {
        check(b"a\0b and more text", None, "a\u{fffd}b and more text", "UTF-8", true);
    }

    #[test]
    fn utf16_without_mark() {
        let text = "Japan backs hydrogen ferry line with ¥20bn";
        check(&utf16(text, u16::to_le_bytes), None, text, "UTF-16LE", false);
        check(&utf16(text, u16::to_be_bytes), None, text, "UTF-16BE", false);
    }

    #[test]
    fn binary_data_is_named() {
        let junk: Vec<u8> =
            (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(looks_binary(&junk), Some("binary data"));
        assert_eq!(looks_binary(&[0; 100]), Some("binary data"));
        assert_eq!(looks_binary(b"%PDF-1.7 ..."), Some("a PDF document"));
        assert_eq!(looks_binary(b""), None);
        assert_eq!(looks_binary(b"plain text\r\n\x0c\twith tabs"), None);
        assert_eq!(looks_binary(&utf16("Plain text in sixteen bits", u16::to_le_bytes)), None);
        assert_eq!(looks_binary("Привет, мир".as_bytes()), None);
    }
}
