//! Pictures among words (emoji, arrows, dingbats) → where there are any, and the words without them.

use std::borrow::Cow;

/// Returns true for a picture, and for what joins, colours or shapes one.
pub fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{200d}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}'
        | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'
        | '\u{e0020}'..='\u{e007f}')
}

/// Returns a line without its pictures and the white space around them, if it has any.
pub fn without_pictures(line: &str) -> Cow<'_, str> {
    if line.is_ascii() || !line.contains(is_picture) {
        return Cow::Borrowed(line);
    }
    let words = line.split(is_picture).map(str::trim).filter(|words| !words.is_empty());
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay() {
        for (line, expected) in [
            ("By Ann Lee", "By Ann Lee"),
            ("By Ann Lee \u{1f4f7}", "By Ann Lee"),
            ("\u{270d}\u{fe0f} By Ann Lee", "By Ann Lee"),
            ("Ann Lee \u{1f469}\u{200d}\u{1f4bb} and Bo Ek", "Ann Lee and Bo Ek"),
            ("\u{1f1ec}\u{1f1e7}", ""),
            ("Zoë – £5", "Zoë – £5"),
        ] {
            assert_eq!(without_pictures(line), expected, "{line}");
        }
    }
}
