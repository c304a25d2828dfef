//! A text → its words as the index keeps them: folded to small letters without accents, or reduced to their stems.
//!
//! The index keeps stems only of words that are none themselves: a word that is its own stem is found as it is written.
//!
//! Gives what the engine's own chain of splitter and filters gives, at a fraction of the time: plain words are folded
//! where they stand, and the stem of each is looked up among those met before. Words with other letters go through that
//! chain, one by one. Start at [`Words`].

use rustc_hash::FxHashMap;
use tantivy::tokenizer::AsciiFoldingFilter;
use tantivy::tokenizer::Language;
use tantivy::tokenizer::LowerCaser;
use tantivy::tokenizer::RawTokenizer;
use tantivy::tokenizer::SimpleTokenizer;
use tantivy::tokenizer::Stemmer;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::tokenizer::Token;
use tantivy::tokenizer::TokenStream;
use tantivy::tokenizer::Tokenizer;

/// Longest word that is indexed, in bytes. Longer ones are encoded data, not words.
const MAX_WORD: usize = 79;

/// Most stems that are remembered: most of the vocabulary of thousands of articles. Then it begins anew.
const MAX_STEMS: usize = 1 << 15;

/// What stands for a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Itself, folded.
    Written,
    /// Its English stem.
    Stem,
    /// Its English stem, unless that is the word itself: then nothing.
    OtherStem,
}

/// Splits texts into words.
#[derive(Clone)]
pub(super) struct Words {
    token: Token,
    /// For words with letters beyond ASCII.
    fold: TextAnalyzer,
    form: Form,
    stems: Option<Stems>,
}

/// Words and their stems, as far as they differ.
#[derive(Clone)]
struct Stems {
    known: FxHashMap<Box<str>, Option<Box<str>>>,
    stem: TextAnalyzer,
}

impl Words {
    /// Returns a splitter into words of one form.
    pub(super) fn new(form: Form) -> Words {
        let fold = TextAnalyzer::builder(SimpleTokenizer::default());
        let fold = fold.filter(LowerCaser).filter(AsciiFoldingFilter).build();
        let stem = TextAnalyzer::builder(RawTokenizer::default());
        let stem = stem.filter(Stemmer::new(Language::English)).build();
        let stems = (form != Form::Written).then(|| Stems { known: FxHashMap::default(), stem });
        Words { token: Token::default(), fold, form, stems }
    }

    /// Makes a word of the text the current token; returns false if it is none in this form.
    fn take(&mut self, word: &str) -> bool {
        self.token.text.clear();
        if word.is_ascii() {
            self.token.text.push_str(word);
            self.token.text.make_ascii_lowercase();
        } else {
            let text = &mut self.token.text;
            self.fold.token_stream(word).process(&mut |token| text.push_str(&token.text));
        }
        let is_reduced =
            self.stems.as_mut().is_some_and(|stems| stems.reduce(&mut self.token.text));
        is_reduced || self.form != Form::OtherStem
    }
}

impl Stems {
    /// Puts its stem in a word's place; returns true if it is another.
    fn reduce(&mut self, word: &mut String) -> bool {
        if let Some(known) = self.known.get(word.as_str()) {
            if let Some(stem) = known {
                word.clear();
                word.push_str(stem);
            }
            return known.is_some();
        }
        if self.known.len() == MAX_STEMS {
            self.known.clear();
        }
        let mut stem = String::new();
        self.stem.token_stream(word).process(&mut |token| stem.push_str(&token.text));
        let is_other = stem != *word;
        self.known.insert(word.as_str().into(), is_other.then(|| stem.as_str().into()));
        *word = stem;
        is_other
    }
}

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream { text, at: 0, words: self }
    }
}

/// The words of one text.
pub(super) struct WordStream<'a> {
    text: &'a str,
    at: usize,
    words: &'a mut Words,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let Some(start) = find(self.text, self.at, true) else { return false };
            let end = find(self.text, start, false).unwrap_or(self.text.len());
            self.at = end;
            let token = &mut self.words.token;
            token.position = token.position.wrapping_add(1);
            if end - start <= MAX_WORD {
                (token.offset_from, token.offset_to) = (start, end);
                if self.words.take(&self.text[start..end]) {
                    return true;
                }
            }
        }
    }

    fn token(&self) -> &Token {
        &self.words.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.words.token
    }
}

/// Returns the place of the first letter or digit from `at` on; with `wanted` false, of the first other sign.
fn find(text: &str, at: usize, wanted: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at;
    while let Some(&byte) = bytes.get(at) {
        let (is_word, length) = match byte.is_ascii() {
            true => (byte.is_ascii_alphanumeric(), 1),
            false => {
                let letter = text[at..].chars().next()?;
                (letter.is_alphanumeric(), letter.len_utf8())
            }
        };
        if is_word == wanted {
            return Some(at);
        }
        at += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use tantivy::tokenizer::RemoveLongFilter;

    use super::*;

    /// The engine's own chain.
    fn chain(stemmed: bool) -> TextAnalyzer {
        let words = TextAnalyzer::builder(SimpleTokenizer::default())
            .filter(RemoveLongFilter::limit(MAX_WORD + 1))
            .filter(LowerCaser)
            .filter(AsciiFoldingFilter);
        match stemmed {
            true => words.filter(Stemmer::new(Language::English)).build(),
            false => words.build(),
        }
    }

    fn tokens(mut analyzer: TextAnalyzer, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        analyzer.token_stream(text).process(&mut |token| tokens.push(token.clone()));
        tokens
    }

    #[test]
    fn words_are_those_of_the_engine_s_own_chain() {
        let long = "x".repeat(MAX_WORD);
        let longer = format!("a {long} b {long}x c é{long} d");
        for text in [
            "",
            " – ",
            "Striking doctors' strikes, struck; STRIKES 1,000.5",
            "Ŀe Łódź – ÆON ﬁnd ǅ İstanbul Straße naïve",
            "北京 東京で会議 ①② ½ x²",
            "e\u{301}tude a\u{200b}b \u{a0}c",
            "running-runs_ran the the the",
            &longer,
        ] {
            for (form, stemmed) in [(Form::Written, false), (Form::Stem, true)] {
                let mine = TextAnalyzer::from(Words::new(form));
                assert_eq!(tokens(mine, text), tokens(chain(stemmed), text), "{text}");
            }
        }
    }

    #[test]
    fn words_that_are_their_own_stems_have_no_other() {
        let other = TextAnalyzer::from(Words::new(Form::OtherStem));
        let found = tokens(other, "Doctors strike; strikes, striking doctors");
        let found: Vec<_> = found.iter().map(|token| (token.position, &*token.text)).collect();
        assert_eq!(found, [(0, "doctor"), (2, "strike"), (3, "strike"), (4, "doctor")]);
    }
}
