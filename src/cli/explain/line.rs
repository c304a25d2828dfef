//! A line of a file → the place in the article that its words became.

use crate::cli::terminal::counted;
use crate::cli::usage;
use crate::error::Result;
use crate::model::Article;
use crate::model::RawDocument;
use crate::model::Span;
use crate::model::TextField;
use crate::text::charset;

/// A line that is to be explained.
#[derive(Debug)]
pub(super) struct Line {
    path: String,
    number: u32,
    words: String,
    /// Where the words stand in the article, if they stand there unbroken.
    place: Option<Span>,
}

impl Line {
    /// Finds a line, numbered from 1, in the article that its file gave.
    ///
    /// # Errors
    /// The file has no such line.
    pub(super) fn new(raw: &RawDocument, number: u32, article: &Article) -> Result<Line> {
        let text = charset::decode(&raw.bytes, None).text;
        let path = raw.origin.path.clone();
        let Some(line) = text.lines().nth(number as usize - 1) else {
            let lines = counted(text.lines().count(), "line", "lines");
            let message = format!("{path}: there is no line {number}; it has {lines}");
            return Err(usage(message));
        };
        let words = line.trim();
        // A slice of the text that it was taken from: its own place is the distance of the two.
        let start = words.as_ptr() as usize - text.as_ptr() as usize;
        let around = (&text[..start], &text[start + words.len()..]);
        let place = place(words, around, article);
        Ok(Line { path, number, words: words.to_owned(), place })
    }

    /// Returns true if what stands at `span` is to be explained.
    pub(super) fn shows(&self, article: &Article, span: Span) -> bool {
        match self.place {
            Some(place) => place.overlaps(span),
            None => self.words.contains(article.text(span)),
        }
    }

    /// Returns what the user must know if the place was not found.
    pub(super) fn remark(&self) -> Option<String> {
        let Line { path, number, words, place } = self;
        match (words.is_empty(), place) {
            (true, _) => Some(format!("{path}:{number}: the line is empty")),
            (false, None) => Some(format!(
                "{path}:{number}: the article does not have this line word for word; mentions of the same words are shown"
            )),
            (false, Some(_)) => None,
        }
    }
}

/// Returns where in the article the `words` stand that had these texts before and after them in the file.
fn place(words: &str, (before, after): (&str, &str), article: &Article) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    let found: Vec<usize> = article.text.match_indices(words).map(|(at, _)| at).collect();
    let (earlier, later) = (before.matches(words).count(), after.matches(words).count());
    // Of a line that the file repeats, heading and byline are left out sooner than what follows the story.
    let nth = match earlier + 1 + later <= found.len() {
        true => Some(earlier),
        false => found.len().checked_sub(1 + later),
    };
    let in_title = || Some((TextField::Title, article.title.as_deref()?.find(words)?));
    let in_text = |nth: usize| Some((TextField::Text, *found.get(nth)?));
    let (field, at) = nth
        .and_then(in_text)
        .or_else(in_title)
        .or_else(|| in_text(earlier.min(found.len().checked_sub(1)?)))?;
    Some(Span::new(field, at..at + words.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u32) -> Result<Line> {
        let text = "Strike\n\nStrike\nYes\nStrike\nYes, they can\nhyphen-\n";
        let raw = RawDocument { bytes: text.into(), ..RawDocument::default() };
        let article = Article {
            title: Some("Strike".to_owned()),
            text: "Strike\nYes\nStrike\nYes, they can\nhyphen".to_owned(),
            ..Article::default()
        };
        Line::new(&raw, number, &article)
    }

    #[test]
    fn a_repeated_line_has_its_own_place() {
        let text = |start: usize, end: usize| Some(Span::new(TextField::Text, start..end));
        let cases = [
            (1, Some(Span::new(TextField::Title, 0..6))),
            (2, None),
            (3, text(0, 6)),
            (4, text(7, 10)),
            (5, text(11, 17)),
            (6, text(18, 31)),
            (7, None),
        ];
        for (number, wanted) in cases {
            let line = line(number).expect("a line");
            assert_eq!(line.place, wanted, "line {number}");
            assert_eq!(line.remark().is_none(), wanted.is_some(), "line {number}");
        }
    }

    #[test]
    fn a_line_beyond_the_end_is_an_error() {
        let message = line(8).expect_err("no such line").to_string();
        assert!(message.contains("it has 7 lines"), "{message}");
    }
}
