//! What a field or the text is tested for → [`Test`]: a word, a phrase, a whole value, a range.
//!
//! Knows no field. Start at [`Scanner::test`].

use std::ops::Bound;

use crate::error::Result;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::scan::Scanner;
use crate::index::query::scan::closing;

/// Most letters in which a fuzzy word may differ. The engine's automata go no further, and other words are another word.
const MAX_FUZZY: u8 = 2;

impl Scanner<'_> {
    /// A word, a phrase; and of a field also a range, a comparison or a whole value.
    pub(super) fn test(&mut self, of_field: bool) -> Result<Test> {
        let is_quoted = self.peek().is_some_and(|next| next == '=' || closing(next).is_some());
        let test = match self.peek() {
            Some('[' | '{') if of_field => self.range()?,
            Some('>' | '<') if of_field => self.comparison()?,
            Some('=') if of_field => {
                self.bump();
                self.skip_space();
                Test::Exact(self.value()?)
            }
            Some(mark) if closing(mark).is_some() => self.phrase()?,
            _ => self.word()?,
        };
        // A name with quotation marks of its own, as it is shown: person:="Sam "Ace" Hill".
        if of_field && is_quoted && self.peek().is_some_and(char::is_alphanumeric) {
            return Err(self.error("write \\\" for a quotation mark inside of quotation marks"));
        }
        Ok(test)
    }

    /// `"words"`, `"words"~2`, `"words"*`
    fn phrase(&mut self) -> Result<Test> {
        let words = self.quoted()?;
        if self.peek() == Some('*') {
            self.bump();
            return Ok(Test::Phrase { words, slop: 0, prefix: true });
        }
        let mut slop = 0;
        if self.peek() == Some('~') {
            self.bump();
            let start = self.at;
            slop = self.eat_number().parse().map_err(|_| {
                let message = "\"~\" after a phrase wants a number of words, such as \"~3\"";
                self.complaint.at(start, message)
            })?;
        }
        Ok(Test::Phrase { words, slop, prefix: false })
    }

    /// `strike`, `strik*`, `strike~1`, `*`
    fn word(&mut self) -> Result<Test> {
        let mut word = self.bare()?;
        if word.text == "*" {
            return Ok(Test::Any);
        }
        self.refuse_inner_star(word.at)?;
        if self.peek() == Some('~') {
            return self.fuzzy(word);
        }
        Ok(match word.text.strip_suffix('*') {
            Some(head) => {
                word.text.truncate(head.len());
                Test::Prefix(word)
            }
            None => Test::Word(word),
        })
    }

    fn fuzzy(&mut self, word: Piece) -> Result<Test> {
        self.bump();
        let at = self.at;
        let letters = match self.eat_number() {
            "" => Some(1),
            number => number.parse().ok().filter(|letters| (1..=MAX_FUZZY).contains(letters)),
        };
        match letters {
            Some(letters) if !word.text.ends_with('*') => Ok(Test::Fuzzy(word, letters)),
            Some(_) => Err(self.complaint.at(at - 1, "a word takes \"*\" or \"~\", not both")),
            None => Err(self.complaint.at(
                at,
                "\"~\" after a word wants the letters that may differ, 1 or 2, as in \"strike~1\"",
            )),
        }
    }

    /// Refuses a `*` inside the word that ends here: it would be taken for a space.
    fn refuse_inner_star(&self, start: usize) -> Result<()> {
        let mut letters = self.text[start..self.at].char_indices();
        while let Some((at, letter)) = letters.next() {
            match letter {
                '\\' => {
                    letters.next();
                }
                '*' if !letters.as_str().is_empty() => {
                    let message = "\"*\" stands only at the end of a word, as in \"ho*\" (in a text that has this \
                                   sign, use quotation marks)";
                    return Err(self.complaint.at(start + at, message));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// `[a TO b]`, `{a TO *]`
    fn range(&mut self) -> Result<Test> {
        let start = self.at;
        let open = self.bump();
        self.skip_space();
        let lower = self.bound(start)?;
        if !self.eat_operator("TO") {
            return Err(self.error("a range is written [first TO last]; \"TO\" is missing here"));
        }
        let upper = self.bound(start)?;
        let close = match self.peek() {
            Some(close @ (']' | '}')) => close,
            _ => return Err(self.complaint.at(start, "this range is never closed; add \"]\"")),
        };
        self.bump();
        let bound = |value: Option<Piece>, inclusive| match value {
            None => Bound::Unbounded,
            Some(value) if inclusive => Bound::Included(value),
            Some(value) => Bound::Excluded(value),
        };
        Ok(Test::Range(bound(lower, open == Some('[')), bound(upper, close == ']')))
    }

    fn bound(&mut self, start: usize) -> Result<Option<Piece>> {
        if matches!(self.peek(), None | Some(']' | '}')) || self.is_operator("TO") {
            let message = "a range is written [first TO last]; one of them is missing";
            return Err(self.complaint.at(start, message));
        }
        let value = self.value()?;
        self.skip_space();
        Ok((value.text != "*").then_some(value))
    }

    /// `>20`, `<=2025-11`
    fn comparison(&mut self) -> Result<Test> {
        let is_above = self.bump() == Some('>');
        let is_inclusive = self.peek() == Some('=');
        if is_inclusive {
            self.bump();
        }
        self.skip_space();
        let value = self.value()?;
        let bound = if is_inclusive { Bound::Included(value) } else { Bound::Excluded(value) };
        Ok(if is_above {
            Test::Range(bound, Bound::Unbounded)
        } else {
            Test::Range(Bound::Unbounded, bound)
        })
    }
}
