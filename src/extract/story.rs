//! An article laid out for the rules: title and body as one run of tokens, sentences and symbols.
//!
//! Title and body are joined by a blank line, so that one pass sees both; spans are translated back by
//! [`Story::span`]. Its memory is used again for the next article. Start at [`Story::load`].

use std::ops::Range;

use crate::model::Article;
use crate::model::Span;
use crate::model::TextField;
use crate::rules::ClassId;
use crate::rules::Lexicon;
use crate::rules::Setting;
use crate::rules::Symbols;
use crate::rules::Watched;
use crate::text::elision;
use crate::text::sentence::Stop;
use crate::text::sentence::Words;
use crate::text::sentence::sentences;
use crate::text::shape::Shape;
use crate::text::token::Token;
use crate::text::token::mark_key;
use crate::text::token::tokenize;

/// Bytes of body text that are annotated. Longer bodies are books or damaged files; the rest is kept unannotated.
pub(super) const MAX_TEXT: usize = 4 << 20;

/// Words of sport that make a report of a match, and the share of the text that they have to be: one in so many tokens.
const FEWEST_SPORT_WORDS: usize = 3;
const SPORT_SHARE: usize = 45;

/// Languages that write "12. Dezember" for the twelfth.
const ORDINALS: &[&str] =
    &["cs", "da", "de", "et", "fi", "hr", "hu", "lb", "nb", "nn", "no", "sk", "sl"];

/// The same of words about programs and goods, whose names look like those of people, places and organisations. Of 300
/// web pages nearly all instructions, shops and reviews have the share, and of news only what is about such things.
const FEWEST_WARE_WORDS: usize = 10;
const WARE_SHARE: usize = 110;

/// Between title and body.
const JOINT: &str = "\n\n";

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its capitals say nothing: a headline in title case or capitals.
    pub headline: bool,
}

/// An article as tokens.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// Title, blank line, body.
    pub text: String,
    /// First byte of the body in `text`.
    body: usize,
    /// All tokens.
    pub tokens: Vec<Token>,
    /// The symbol of each token.
    pub symbols: Vec<u32>,
    /// The sentences; they cover all tokens.
    pub sentences: Vec<Sentence>,
    /// The article is about programs or goods.
    pub on_wares: bool,
    /// The body was longer than [`MAX_TEXT`].
    pub was_cut: bool,
    ranges: Vec<Range<u32>>,
}

/// Classes of the lexicon that the layout needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct LayoutClasses {
    abbreviation: ClassId,
    abbreviation_end: ClassId,
    abbreviation_word: ClassId,
    common: ClassId,
    small_word: ClassId,
}

impl LayoutClasses {
    /// Looks the classes up; a missing one is a class without entries.
    pub(super) fn new(lexicon: &Lexicon) -> LayoutClasses {
        let class = |name| lexicon.class(name).unwrap_or(ClassId::MAX);
        LayoutClasses {
            abbreviation: class("abbreviation"),
            abbreviation_end: class("abbreviation-end"),
            abbreviation_word: class("abbreviation-word"),
            common: class("common"),
            small_word: class("small-word"),
        }
    }
}

impl Story {
    /// Lays an article out.
    pub(super) fn load(
        &mut self,
        article: &Article,
        lexicon: &Lexicon,
        classes: LayoutClasses,
        symbols: &mut Symbols<'_>,
    ) {
        self.text.clear();
        self.tokens.clear();
        self.symbols.clear();
        self.sentences.clear();
        self.ranges.clear();
        if let Some(title) = &article.title {
            self.text.push_str(title);
            self.text.push_str(JOINT);
        }
        self.body = self.text.len();
        let cut = floor_boundary(&article.text, MAX_TEXT);
        self.was_cut = cut < article.text.len();
        self.text.push_str(&article.text[..cut]);
        tokenize(&self.text, &mut self.tokens);
        if article.language.as_deref().is_some_and(|code| elision::LANGUAGES.contains(&code)) {
            // D'Annunzio, L'Oréal.
            let is_name = |token: &Token| {
                let word = token.text(&self.text);
                word.starts_with("D'") || word.starts_with("D’") || lexicon.get(token.key).is_some()
            };
            elision::split(&self.text, &mut self.tokens, is_name);
        }
        let ordinals = article.language.as_deref().is_some_and(|code| ORDINALS.contains(&code));
        let words = Lookup { lexicon, classes, ordinals };
        sentences(&self.text, &self.tokens, &words, &mut self.ranges);
        for range in self.ranges.drain(..) {
            let tokens = &self.tokens[range.start as usize..range.end as usize];
            let headline = is_headline(&self.text, tokens, lexicon, classes);
            self.sentences.push(Sentence { tokens: range, headline });
        }
        self.spell(symbols, false);
        let [sport, wares] = [Watched::SportWord, Watched::WareWord]
            .map(|list| self.symbols.iter().filter(|symbol| symbols.is_in(**symbol, list)).count());
        self.on_wares = wares >= FEWEST_WARE_WORDS && wares * WARE_SHARE >= self.tokens.len();
        // A report of a match is full of its words.
        if sport >= FEWEST_SPORT_WORDS && sport * SPORT_SHARE >= self.tokens.len() {
            self.spell(symbols, true);
        }
    }

    /// Makes the symbols of all tokens.
    fn spell(&mut self, symbols: &mut Symbols<'_>, sport: bool) {
        self.symbols.clear();
        for Sentence { tokens, headline } in &self.sentences {
            let tokens = &self.tokens[tokens.start as usize..tokens.end as usize];
            let setting = Setting { headline: *headline, sport };
            symbols.sentence(&self.text, tokens, setting, &mut self.symbols);
        }
    }

    /// Returns the text of a range of tokens, from the first to the last.
    pub(super) fn words(&self, tokens: Range<usize>) -> &str {
        let Some(tokens) = self.tokens.get(tokens).filter(|tokens| !tokens.is_empty()) else {
            return "";
        };
        &self.text[tokens[0].start as usize..tokens[tokens.len() - 1].end as usize]
    }

    /// Returns the text of one token.
    pub(super) fn word(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| token.text(&self.text))
    }

    /// Returns the number of words among some tokens: hyphens are none, the stops of initials speak for a name.
    pub(super) fn count_words(&self, tokens: Range<usize>) -> usize {
        let hyphen = |token: &&Token| token.shape == Shape::Mark && token.text(&self.text) == "-";
        tokens.len() - self.tokens[tokens].iter().filter(hyphen).count()
    }

    /// Returns true if a token starts its sentence, or what follows a colon, a bullet or an opening quotation mark: its
    /// capital says little.
    pub(super) fn opens(&self, token: u32, sentence: &Sentence) -> bool {
        token == sentence.tokens.start
            || matches!(
                self.word(token as usize - 1),
                ":" | "•" | "·" | "*" | "“" | "\"" | "‘" | "–"
            )
    }

    /// Returns where in the article a range of tokens lies.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        let (first, last) = (self.tokens[tokens.start], self.tokens[tokens.end - 1]);
        self.span_of_bytes(first.start as usize..last.end as usize)
    }

    /// Returns where in the article a range of bytes of `text` lies.
    pub(super) fn span_of_bytes(&self, range: Range<usize>) -> Span {
        if range.start < self.body {
            Span::new(TextField::Title, range)
        } else {
            Span::new(TextField::Text, range.start - self.body..range.end - self.body)
        }
    }

    /// Returns the first byte of the body in `text`.
    pub(super) fn body(&self) -> usize {
        self.body
    }

    /// Returns the sentence that holds a token.
    pub(super) fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end as usize <= token)
    }
}

/// Answers the sentence splitter from the lexicon.
struct Lookup<'l> {
    lexicon: &'l Lexicon,
    classes: LayoutClasses,
    /// A full stop after a small number makes it an ordinal.
    ordinals: bool,
}

impl Words for Lookup<'_> {
    fn stop(&self, word: &Token) -> Stop {
        if self.ordinals && word.shape == Shape::Number && word.end - word.start <= 2 {
            return Stop::Inside;
        }
        // The list has abbreviations as they are written: word and full stop.
        let stop =
            Token { start: word.end, shape: Shape::Mark, glued: true, key: mark_key('.'), ..*word };
        let both = [*word, stop];
        let (single, pair) = (self.lexicon.classes(&both[..1]), self.lexicon.classes(&both));
        let has = |class| single.clone().chain(pair.clone()).any(|known| known == class);
        if has(self.classes.abbreviation_word) && word.shape == Shape::Lower {
            Stop::Ends
        } else if has(self.classes.abbreviation) {
            Stop::Inside
        } else if has(self.classes.abbreviation_end) {
            Stop::Either
        } else {
            Stop::Ends
        }
    }

    fn is_common(&self, word: &Token) -> bool {
        self.lexicon.has(word, self.classes.common)
    }

    fn is_small(&self, word: &Token) -> bool {
        self.lexicon.has(word, self.classes.small_word)
    }
}

/// Letters of the longest of the words that title case leaves small ("until").
const LONGEST_SMALL_WORD: u32 = 5;

/// Fewest capitalised words of a headline whose capitals mean nothing.
const HEADLINE_WORDS: usize = 3;

/// Returns true if nearly every word has a capital, also words that are usually written small.
fn is_headline(text: &str, tokens: &[Token], lexicon: &Lexicon, classes: LayoutClasses) -> bool {
    let (mut capitalised, mut small, mut common) = (0, 0, 0);
    let upper = |token: &Token| !matches!(token.shape, Shape::Lower | Shape::Capital);
    // "The Royal Society met." is short and full of capitals, yet a sentence; "TALKS FAIL." is a headline.
    if tokens.last().is_some_and(|last| last.text(text) == ".") && !tokens.iter().all(upper) {
        return false;
    }
    // Running text is told apart by its shapes alone.
    let long_small = |token: &&Token| {
        token.shape == Shape::Lower && token.end - token.start > LONGEST_SMALL_WORD
    };
    let capitals = tokens.iter().filter(|token| token.is_capitalised()).count();
    if capitals < HEADLINE_WORDS || tokens.iter().filter(long_small).count() * 6 > capitals {
        return false;
    }
    for (at, token) in tokens.iter().enumerate() {
        if token.is_capitalised() {
            capitalised += 1;
            // "U.S." is no "us".
            let word = at > 0 && !token.text(text).contains('.');
            common += usize::from(word && lexicon.has(token, classes.common));
        } else if token.shape == Shape::Lower
            && token.end - token.start > 3
            && !lexicon.has(token, classes.small_word)
        {
            small += 1;
        }
    }
    capitalised >= HEADLINE_WORDS && small * 6 <= capitalised && common * 4 >= capitalised
}

fn floor_boundary(text: &str, most: usize) -> usize {
    let mut cut = most.min(text.len());
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    cut
}
