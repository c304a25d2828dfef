//! Text → tokens with byte offsets, shape and look-up key, in one pass.
//!
//! A token is a word (with inner apostrophes and, for acronyms, inner full stops), a number as written, or one
//! punctuation mark. A possessive `'s` is a token of its own; hyphens always stand alone. White space is dropped, but
//! each token knows whether it touches the one before and whether a line ended between them.
//! Start at [`tokenize`].

use crate::text::fold::hash_ascii;
use crate::text::fold::hash_word;
use crate::text::shape::Shape;
use crate::text::shape::ascii_shape;
use crate::text::shape::shape_of;
use crate::text::shape::wide_shape;
use crate::text::word::Word;
use crate::text::word::ascii_word;

/// The smallest unit that rules see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Letters' shape.
    pub shape: Shape,
    /// No white space between this token and the one before.
    pub glued: bool,
    /// Line ends between the token before and this one, at most 2: 1 is a new line, 2 a new paragraph.
    pub breaks: u8,
    /// Hash of the folded word; dots inside acronyms do not count. For numbers the hash of the digits as written.
    pub key: u64,
}

impl Token {
    /// Returns the token's text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Returns true if the first letter is a capital.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial | Shape::Mixed)
    }
}

/// Longest word in bytes; longer runs of letters are cut, so that no token is unbounded.
pub(super) const MAX_WORD: usize = 200;

/// Appends the tokens of `text` to `tokens`. Linear in the text.
///
/// ```
/// use dateline::text::token::tokenize;
///
/// let text = "NHS England's U.S. rival gained 2,660 (5.4%).";
/// let mut tokens = Vec::new();
/// tokenize(text, &mut tokens);
/// let words: Vec<_> = tokens.iter().map(|token| token.text(text)).collect();
/// let expected = ["NHS", "England", "'s", "U.S.", "rival", "gained", "2,660", "(", "5.4", "%", ")", "."];
/// assert_eq!(words, expected);
/// ```
pub fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut gap = Gap { glued: false, breaks: 2 };
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_whitespace() {
            gap.see(byte);
            at += 1;
            continue;
        }
        let (end, shape, key) = if byte.is_ascii_digit() {
            number(bytes, at)
        } else if byte.is_ascii_alphabetic() {
            word(text, at)
        } else if byte.is_ascii() {
            mark(bytes, at)
        } else {
            let Some(letter) = text[at..].chars().next() else { break };
            if letter.is_whitespace() || is_ignorable(letter) {
                gap.see_wide(letter);
                at += letter.len_utf8();
                continue;
            }
            if letter.is_alphabetic() { word(text, at) } else { wide_mark(text, at, letter) }
        };
        let Gap { glued, breaks } = std::mem::take(&mut gap);
        tokens.push(Token { start: at as u32, end: end as u32, shape, glued, breaks, key });
        at = end;
    }
}

/// What stands between two tokens.
struct Gap {
    glued: bool,
    breaks: u8,
}

impl Default for Gap {
    fn default() -> Gap {
        Gap { glued: true, breaks: 0 }
    }
}

impl Gap {
    fn see(&mut self, byte: u8) {
        self.glued = false;
        match byte {
            b'\n' => self.breaks = (self.breaks + 1).min(2),
            // The next cell of a table is another line.
            b'\t' => self.breaks = self.breaks.max(1),
            _ => {}
        }
    }

    fn see_wide(&mut self, letter: char) {
        if matches!(letter, '\u{2028}' | '\u{2029}' | '\u{85}') {
            self.see(b'\n');
        } else if letter.is_whitespace() {
            self.see(b' ');
        }
    }
}

/// Returns true for characters that show nothing: soft hyphens, joiners, byte order marks, direction marks.
fn is_ignorable(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Digits with inner commas and points: `2,660`, `5.4`, `1.234.567`.
fn number(bytes: &[u8], start: usize) -> (usize, Shape, u64) {
    let digits = |from: usize| {
        bytes[from..].iter().take(MAX_WORD).take_while(|byte| byte.is_ascii_digit()).count()
    };
    let mut end = start + digits(start);
    while end - start < MAX_WORD && matches!(bytes.get(end), Some(b',' | b'.')) {
        let more = digits(end + 1);
        if more == 0 {
            break;
        }
        // "in 2008,2009" and "3,000,5" are lists; thousands come in threes.
        if bytes[end] == b',' && more != 3 && !(more == 2 && is_lakh(&bytes[end..])) {
            break;
        }
        end += 1 + more;
    }
    (end, Shape::Number, hash_ascii(&bytes[start..end]))
}

/// Indian groups of two digits before the last of three: `,34,567`.
fn is_lakh(rest: &[u8]) -> bool {
    let digits = |range: std::ops::Range<usize>| {
        rest.get(range).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    };
    let mut at = 0;
    while rest.get(at) == Some(&b',')
        && digits(at + 1..at + 3)
        && rest.get(at + 3) == Some(&b',')
        && at < 12
    {
        at += 3;
    }
    at > 0 && digits(at + 1..at + 4) && !rest.get(at + 4).is_some_and(u8::is_ascii_digit)
}

fn mark(bytes: &[u8], at: usize) -> (usize, Shape, u64) {
    if bytes[at] == b'\''
        && let Some(end) = possessive(bytes, at, 1)
    {
        return (end, Shape::Lower, possessive_key());
    }
    (at + 1, Shape::Mark, mark_key(char::from(bytes[at])))
}

/// Returns the key of a punctuation mark. Marks of one meaning share a key: quotes of one level, dashes, hyphens.
pub fn mark_key(mark: char) -> u64 {
    let one = match mark {
        '’' | '‘' | '‛' | '`' | '´' => '\'',
        '“' | '”' | '„' | '‟' => '"',
        '‐' | '‑' | '−' => '-',
        '—' | '―' => '–',
        other => other,
    };
    (u64::from(u32::from(one)) + 1).wrapping_mul(0xd6e8_feb8_6659_fd93)
}

/// Returns the key of the possessive ending, whichever apostrophe it is written with.
pub fn possessive_key() -> u64 {
    hash_ascii(b"'s")
}

/// Returns the end of `'s` at `at`, where the apostrophe takes `width` bytes, if no letter follows.
fn possessive(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    // A pattern or list may name the ending by itself.
    let alone = at == 0 && bytes.len() == width + 1;
    let touches = at > 0
        && !bytes[at - 1].is_ascii_whitespace()
        && bytes[at - 1] != b'('
        && bytes[at - 1] != b'"';
    let letter = matches!(bytes.get(at + width), Some(b's' | b'S'));
    let ends =
        bytes.get(at + width + 1).is_none_or(|next| !next.is_ascii_alphanumeric() && *next < 0x80)
            || bytes.get(at + width + 1).is_some_and(|next| *next == 0xe2 || *next == 0xc2);
    ((alone || touches) && letter && ends).then_some(at + width + 1)
}

fn wide_mark(text: &str, at: usize, letter: char) -> (usize, Shape, u64) {
    if letter == '’'
        && let Some(end) = possessive(text.as_bytes(), at, letter.len_utf8())
    {
        return (end, Shape::Lower, possessive_key());
    }
    (at + letter.len_utf8(), Shape::Mark, mark_key(letter))
}

fn word(text: &str, start: usize) -> (usize, Shape, u64) {
    let bytes = text.as_bytes();
    let Word { length, capitals, digits, key } = ascii_word(bytes, start);
    let end = start + length;
    match bytes.get(end) {
        Some(b'.') if length == 1 => acronym(text, start, end),
        Some(b'\'' | b'@' | b':' | 0x80..) if !ends_plainly(bytes, end) => long_word(text, start),
        Some(b'.') if is_web(&bytes[start..end]) => address(text, start),
        _ => (end, shape_of(length - digits, capitals, bytes[start].is_ascii_uppercase()), key),
    }
}

/// Returns true if a common mark ends the word: nothing after it needs a closer look.
fn ends_plainly(bytes: &[u8], end: usize) -> bool {
    let width = match bytes[end..] {
        [b'\'', ..] => 1,
        // A right single quotation mark.
        [0xe2, 0x80, 0x99, ..] => 3,
        // Dashes, the other quotation marks, an ellipsis, a no-break space.
        [0xe2, 0x80, 0x93 | 0x94 | 0x98 | 0x9c | 0x9d | 0xa6, ..] | [0xc2, 0xa0, ..] => {
            return true;
        }
        _ => return false,
    };
    bytes.get(end + width).is_none_or(|next| next.is_ascii() && !next.is_ascii_alphabetic())
        || possessive(bytes, end, width).is_some()
}

fn is_web(word: &[u8]) -> bool {
    word.eq_ignore_ascii_case(b"www")
}

/// `U.S.`, `a.m.`, `J.K.`: single letters, each with a full stop. One letter alone stays a plain word.
fn acronym(text: &str, start: usize, end: usize) -> (usize, Shape, u64) {
    let bytes = text.as_bytes();
    let mut letters = [0; 12];
    let (mut count, mut at) = (0, start);
    while count < letters.len()
        && bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(at + 1) == Some(&b'.')
    {
        letters[count] = bytes[at];
        count += 1;
        at += 2;
    }
    // "U.S" at the end of a sentence leaves its last full stop out.
    let open_end = bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
        && bytes
            .get(at + 1)
            .is_none_or(|next| !next.is_ascii_alphanumeric() && *next != b'\'' && *next < 0x80)
        && count < letters.len();
    if open_end {
        letters[count] = bytes[at];
        count += 1;
        at += 1;
    }
    if count < 2 {
        return (end, ascii_shape(&bytes[start..end]), hash_ascii(&bytes[start..end]));
    }
    (at, ascii_shape(&letters[..count]), hash_ascii(&letters[..count]))
}

/// A word with an apostrophe or letters beyond ASCII, or an address.
fn long_word(text: &str, start: usize) -> (usize, Shape, u64) {
    let mut end = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let at = start + offset;
        if offset >= MAX_WORD {
            break;
        }
        let inside = letter.is_alphanumeric()
            || is_mark_of_word(letter)
            || (matches!(letter, '\'' | '’')
                && letters.peek().is_some_and(|(_, next)| next.is_alphabetic())
                && possessive(text.as_bytes(), at, letter.len_utf8()).is_none());
        if !inside {
            if letter == '@' || (letter == ':' && text[at..].starts_with("://")) {
                return address(text, start);
            }
            break;
        }
        end = at + letter.len_utf8();
    }
    let word = &text[start..end];
    (end, wide_shape(word), hash_word(word))
}

/// Combining marks and invisible characters inside a word belong to it.
fn is_mark_of_word(letter: char) -> bool {
    !letter.is_ascii()
        && (is_ignorable(letter) || unicode_normalization::char::is_combining_mark(letter))
}

/// Everything up to the next white space, without closing punctuation.
fn address(text: &str, start: usize) -> (usize, Shape, u64) {
    let rest = &text[start..];
    let stop = rest.char_indices().find(|(at, letter)| {
        letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '”') || *at > 2000
    });
    let length = stop.map_or(rest.len(), |(at, _)| at);
    let trimmed =
        rest[..length].trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?', '\'', '’']);
    let end = start + trimmed.len().max(1);
    (end, Shape::Address, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        let words: Vec<_> = tokens.iter().map(|token| token.text(text)).collect();
        assert_eq!(words.join("|"), expected, "{text}");
    }

    #[test]
    fn text_falls_into_tokens() {
        check("O'Brien's don't St Thomas' d’Ivoire", "O'Brien|'s|don't|St|Thomas|'|d’Ivoire");
        check("U.S.-led a.m. J.K. Rowling J. Smith", "U.S.|-|led|a.m.|J.K.|Rowling|J|.|Smith");
        check("in the U.S. The", "in|the|U.S.|The");
        check(
            "$3.2m, £1,500.50 2008-2010 1990s 1st 5%",
            "$|3.2|m|,|£|1,500.50|2008|-|2010|1990|s|1|st|5|%",
        );
        check("12,34,567.89 12,34 1,2,3", "12,34,567.89|12|,|34|1|,|2|,|3");
        check("2008,2009 3.14.15", "2008|,|2009|3.14.15");
        check(
            "see https://a.org/b?c=d, or mail x@y.org.",
            "see|https://a.org/b?c=d|,|or|mail|x@y.org|.",
        );
        check("www.a.org (b)", "www.a.org|(|b|)");
        check("Łódź—naïve co\u{ad}operate 東京", "Łódź|—|naïve|co\u{ad}operate|東京");
        check("“He’s” ‘Well’", "“|He|’s|”|‘|Well|’");
        check("", "");
    }

    #[test]
    fn shapes() {
        let cases = [
            ("nhs", Shape::Lower),
            ("Nhs", Shape::Capital),
            ("NHS", Shape::Upper),
            ("N", Shape::Initial),
        ];
        let more = [
            ("McDonald", Shape::Mixed),
            ("東京", Shape::Uncased),
            ("U.S.", Shape::Upper),
            ("Élan", Shape::Capital),
        ];
        for (text, shape) in cases.into_iter().chain(more) {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            assert_eq!(tokens[0].shape, shape, "{text}");
        }
    }

    #[test]
    fn acronyms_with_and_without_stops_have_one_key() {
        let mut tokens = Vec::new();
        tokenize("U.S. US U.S", &mut tokens);
        assert_eq!(tokens[0].key, tokens[1].key);
        assert_eq!(tokens[0].key, tokens[2].key);
    }

    #[test]
    fn gaps_are_known() {
        let mut tokens = Vec::new();
        tokenize("a b\nc\n\nd-e\tf", &mut tokens);
        let gaps: Vec<_> = tokens.iter().map(|token| (token.glued, token.breaks)).collect();
        assert_eq!(
            gaps,
            [(false, 2), (false, 0), (false, 1), (false, 2), (true, 0), (true, 0), (false, 1)]
        );
    }
}
