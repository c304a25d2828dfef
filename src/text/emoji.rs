//! Pictures among words (emoji, arrows, dingbats) → where there are any, and the words without them.

use std::borrow::Cow;

/// Returns a line without its pictures and the white space around them, if it has any.
pub fn without_pictures(line: &str) -> Cow<'_, str> {
    if line.is_ascii() || !line.contains(is_picture) {
        return Cow::Borrowed(line);
    }
    let mut plain = String::with_capacity(line.len());
    let mut words = 0..0;
    let mut in_picture = false;
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        let follows = || line[end..].starts_with(is_picture);
        in_picture = is_picture(c) || (is_shaper(c) && (in_picture || follows()));
        if in_picture {
            push_words(&mut plain, &line[words]);
            words = end..end;
        } else {
            words.end = end;
        }
    }
    push_words(&mut plain, &line[words]);
    Cow::Owned(plain)
}

fn push_words(plain: &mut String, words: &str) {
    let words = words.trim();
    if !plain.is_empty() && !words.is_empty() {
        plain.push(' ');
    }
    plain.push_str(words);
}

fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{20e3}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'
        | '\u{e0020}'..='\u{e007f}')
}

/// Returns true for what joins or shapes pictures beside it. Beside letters it belongs to them: Sinhala, Malayalam and
/// Devanagari join letters so.
fn is_shaper(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
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
            (
                "\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3} Lanka",
                "\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3} Lanka",
            ),
            ("\u{d28}\u{d4d}\u{200d} \u{1f4f7}", "\u{d28}\u{d4d}\u{200d}"),
            ("\u{915}\u{94d}\u{200d}\u{937} \u{270d}\u{fe0f}", "\u{915}\u{94d}\u{200d}\u{937}"),
            ("1\u{fe0f}\u{20e3} Ann", "1 Ann"),
            ("葛\u{fe00}西", "葛\u{fe00}西"),
        ] {
            assert_eq!(without_pictures(line), expected, "{line}");
        }
    }
}
