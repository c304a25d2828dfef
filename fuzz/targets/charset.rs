//! Bytes in any encoding → text. The first byte picks what is declared.
#![no_main]

use dateline::text::charset;

const DECLARED: &[&str] = &[
    "utf-8",
    "utf-16",
    "utf-16be",
    "windows-1252",
    "iso-8859-2",
    "shift_jis",
    "euc-jp",
    "gb18030",
    "big5",
    "euc-kr",
    "iso-2022-jp",
    "koi8-r",
    "nonsense",
    "",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let declared = bytes.first().and_then(|&first| DECLARED.get(first as usize % 16)).copied();
    let decoded = charset::decode(bytes, declared);
    assert!(!decoded.text.contains('\0'), "a NUL in text");
    assert!(!decoded.text.contains('\u{1b}'), "a command to a terminal in text");
    if let (Ok(text), "UTF-8", false, 0) =
        (std::str::from_utf8(bytes), decoded.encoding, decoded.had_errors, decoded.sequences)
    {
        assert_eq!(decoded.text, text.trim_start_matches('\u{feff}'));
    }
    charset::looks_binary(bytes);
});
