//! Words in a row, as a query asks for them ↔ the words of a quote, a role or a slot of a fact.

use tantivy::tokenizer::TextAnalyzer;

use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::suggest;
use crate::index::schema;

/// Words in a row; without one, anything.
#[derive(Debug, Default)]
pub(in crate::index) struct Row {
    words: Vec<String>,
    /// Words that may stand between them.
    slop: usize,
    /// The last one only begins so.
    prefix: bool,
    /// Letters that may differ.
    fuzzy: usize,
    /// There is no other word.
    whole: bool,
}

impl Row {
    /// Returns the words of a test; `None` if it has none.
    pub(super) fn of(test: &Test) -> Option<Row> {
        let row = match test {
            Test::Word(word) => Row::new(word),
            Test::Prefix(word) => Row { prefix: true, ..Row::new(word) },
            Test::Fuzzy(word, letters) => Row { fuzzy: usize::from(*letters), ..Row::new(word) },
            Test::Phrase { words, slop, prefix } => {
                Row { slop: *slop as usize, prefix: *prefix, ..Row::new(words) }
            }
            Test::Exact(value) => Row { whole: true, ..Row::new(value) },
            Test::Any | Test::Range(..) => return None,
        };
        (!row.words.is_empty()).then_some(row)
    }

    fn new(piece: &Piece) -> Row {
        Row { words: words(&mut schema::analyzer(false), &piece.text), ..Row::default() }
    }

    /// Returns the same words, which may have others beside them.
    pub(super) fn anywhere(self) -> Row {
        Row { whole: false, ..self }
    }

    /// Returns the same words, which have no other beside them.
    pub(super) fn alone(self) -> Row {
        Row { whole: true, ..self }
    }

    /// Returns true if other words than those given may stand for them, or between them.
    pub(super) fn is_loose(&self) -> bool {
        self.prefix || self.slop > 0 || self.fuzzy > 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns true if the words stand in a text.
    pub(super) fn is_in(&self, text: &str, analyzer: &mut TextAnalyzer) -> bool {
        self.stands_in(&words(analyzer, text))
    }

    /// Returns true if the words stand in others in their order, at most as far apart as they may; no word always does.
    fn stands_in(&self, others: &[String]) -> bool {
        if self.whole {
            return self.words == others;
        }
        (0..others.len()).any(|start| self.starts_at(&others[start..])) || self.words.is_empty()
    }

    fn starts_at(&self, others: &[String]) -> bool {
        let mut at = 0;
        let mut left = self.slop;
        for (number, word) in self.words.iter().enumerate() {
            let is_last = number + 1 == self.words.len();
            let same = |other: &String| match (self.prefix && is_last, self.fuzzy) {
                (true, _) => other.starts_with(word.as_str()),
                (_, 0) => other == word,
                (_, letters) => suggest::distance(word, other) <= letters,
            };
            let room = if number == 0 { 0 } else { left };
            let Some(skipped) = others.iter().skip(at).take(room + 1).position(same) else {
                return false;
            };
            left -= skipped;
            at += skipped + 1;
        }
        true
    }
}

fn words(analyzer: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut words = Vec::new();
    analyzer.token_stream(text).process(&mut |token| words.push(token.text.clone()));
    words
}
