//! Words with an elided word before them → both: l'Assemblée, dell'Università, d'Orléans.
//!
//! Such a word is three tokens then: the letters before the apostrophe, the apostrophe, the word. Names that begin so
//! (L'Oréal, D'Annunzio) are for the caller to keep. Start at [`split`].

use crate::text::fold::hash_word;
use crate::text::shape::Shape;
use crate::text::shape::wide_shape;
use crate::text::token::Token;
use crate::text::token::mark_key;

/// Languages in which short words lose their end before a vowel.
pub const LANGUAGES: [&str; 2] = ["fr", "it"];

/// What stands before the apostrophe.
const ELIDED: &[&str] = &[
    "l", "d", "s", "c", "n", "j", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "un",
    "dell", "all", "dall", "nell", "sull", "coll", "quell", "quest", "anch", "com", "dov", "cos",
];

/// Splits all words with an elided word before them that are not names by themselves, as `is_name` says of those that
/// begin with a capital.
pub fn split(text: &str, tokens: &mut Vec<Token>, is_name: impl Fn(&Token) -> bool) {
    let parts = |token: &Token| {
        let word = token.text(text);
        let (before, mark) = word.char_indices().find(|(_, letter)| is_apostrophe(*letter))?;
        let elided = word.get(..before)?;
        let is_elided = ELIDED.iter().any(|known| elided.eq_ignore_ascii_case(known));
        let is_kept = elided.starts_with(|first: char| first.is_uppercase()) && is_name(token);
        (is_elided && !is_kept).then_some((before, before + mark.len_utf8()))
    };
    let is_elided = |token: &Token| {
        let is_word = token.shape != Shape::Address && token.end - token.start > 2;
        if is_word { parts(token) } else { None }
    };
    let Some(first) = tokens.iter().position(|token| is_elided(token).is_some()) else { return };
    let rest = tokens.split_off(first);
    for token in rest {
        match is_elided(&token) {
            None => tokens.push(token),
            Some((before, after)) => tokens.extend(pieces(text, &token, before, after)),
        }
    }
}

/// Returns the three tokens of a word whose apostrophe lies between these bytes of it.
fn pieces(text: &str, token: &Token, before: usize, after: usize) -> [Token; 3] {
    let word = token.text(text);
    let piece = |from: usize, to: usize| {
        let part = &word[from..to];
        let (start, end) = (token.start + from as u32, token.start + to as u32);
        Token { start, end, shape: wide_shape(part), key: hash_word(part), glued: true, breaks: 0 }
    };
    let elided = Token { glued: token.glued, breaks: token.breaks, ..piece(0, before) };
    let mark = Token { shape: Shape::Mark, key: mark_key('\''), ..piece(before, after) };
    [elided, mark, piece(after, word.len())]
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::tokenize;

    #[test]
    fn elided_words_stand_alone() {
        for (text, wanted) in [
            ("de l'Assemblée d’Orléans", "de|l|'|Assemblée|d|’|Orléans"),
            ("L'OTAN et L'Oréal", "L|'|OTAN|et|L'Oréal"),
            ("dell'Università Dall'Onu", "dell|'|Università|Dall|'|Onu"),
            ("aujourd'hui D'Artagnan O'Brien", "aujourd'hui|D'Artagnan|O'Brien"),
            ("l'", "l|'"),
        ] {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            let is_name = |token: &Token| ["L'Oréal", "D'Artagnan"].contains(&token.text(text));
            split(text, &mut tokens, is_name);
            let words: Vec<_> = tokens.iter().map(|token| token.text(text)).collect();
            assert_eq!(words.join("|"), wanted);
        }
    }
}
