//! The text of an article + what a query looks for → the passage that shows most of it, on one line.
//!
//! Words are found here; where the names, numbers and facts stand that a query asks for, the record tells
//! ([`Wanted::places`]). No markup: highlights are byte ranges. Start at `Snippets`.

use std::ops::Range;

use rustc_hash::FxHashSet;
use tantivy::tokenizer::TextAnalyzer;

use crate::index::alias::View;
use crate::index::document::cut;
use crate::index::query::Wanted;
use crate::index::query::distance;
use crate::index::schema;
use crate::index::statement::statements;
use crate::index::statement::values;
use crate::model::Snippet;

/// Length of a passage in bytes, before it is widened to whole words: two or three lines of a terminal.
const LENGTH: usize = 240;

/// Bytes of text before the first hit of a passage, so that it does not begin in the middle of a thought.
const LEAD: usize = 60;

/// Most bytes of a body that are searched for a passage.
const MAX_SEARCHED: usize = 1 << 20;

/// Marks a passage that is cut.
const CUT: &str = "…";

/// A place in the text that the query asks for.
struct Mark {
    range: Range<usize>,
    /// Which of the wanted things it is: a passage with two different ones beats one with the same twice.
    what: u64,
}

/// Makes snippets for the hits of one query.
pub(super) struct Snippets<'w> {
    wanted: &'w Wanted,
    view: View,
    exact: TextAnalyzer,
    stems: TextAnalyzer,
}

impl<'w> Snippets<'w> {
    /// Returns a maker of snippets that show this, with names as the aliases have them.
    pub(super) fn new(wanted: &'w Wanted, view: View) -> Snippets<'w> {
        Snippets { wanted, view, exact: schema::analyzer(false), stems: schema::analyzer(true) }
    }

    /// Returns the best passage of the text of a record; its beginning if it has nothing that is wanted.
    ///
    /// # Errors
    /// The record is unreadable.
    pub(super) fn snippet(&mut self, text: &str, record: &[u8]) -> serde_json::Result<Snippet> {
        let wanted = self.wanted;
        let places = match wanted.needs_record() {
            true => {
                let values = values(record)?;
                statements(record, &self.view, |told| {
                    wanted.places(told, &values, &mut self.exact)
                })?
            }
            false => Vec::new(),
        };
        Ok(self.passage(text, &places))
    }

    /// Returns the passage with most of the words and of the places.
    fn passage(&mut self, text: &str, places: &[(Range<usize>, usize)]) -> Snippet {
        let text = cut(text, MAX_SEARCHED);
        let mut marks = self.marks(text);
        let is_there = |range: &Range<usize>| text.get(range.clone()).is_some();
        let places = places.iter().filter(|(range, _)| is_there(range));
        // No hash of a word is that small, but for one in very many.
        marks.extend(places.map(|(range, what)| Mark { range: range.clone(), what: *what as u64 }));
        marks.sort_by_key(|mark| mark.range.start);
        let passage = widen(text, best_window(&marks, text.len()));
        on_one_line(text, passage, &marks)
    }

    fn marks(&mut self, text: &str) -> Vec<Mark> {
        if !self.wanted.has_words() {
            return Vec::new();
        }
        let mut words: Vec<(Range<usize>, String)> = Vec::new();
        self.exact.token_stream(text).process(&mut |token| {
            words.push((token.offset_from..token.offset_to, token.text.clone()));
        });
        let mut marks = Vec::new();
        // Both analyzers cut the text alike, so that the nth stem is that of the nth word.
        let mut at = 0;
        let wanted = self.wanted;
        self.stems.token_stream(text).process(&mut |token| {
            if wanted.stems.contains(&token.text) {
                marks.push(Mark {
                    range: token.offset_from..token.offset_to,
                    what: identity(&token.text),
                });
            }
            if let Some(mark) = words.get(at..).and_then(|rest| longest_match(wanted, rest)) {
                marks.push(mark);
            }
            at += 1;
        });
        marks
    }
}

/// Returns the longest wanted phrase or prefix that begins at the first of `words`.
fn longest_match(wanted: &Wanted, words: &[(Range<usize>, String)]) -> Option<Mark> {
    let (first, word) = words.first()?;
    // Phrases are sorted, so that those beginning with this word stand together.
    let from = std::slice::from_ref(word);
    let phrases = wanted
        .phrases
        .range::<[String], _>((std::ops::Bound::Included(from), std::ops::Bound::Unbounded));
    let fits = |phrase: &&Vec<String>| {
        words.len() >= phrase.len() && phrase.iter().zip(words).all(|(want, (_, has))| want == has)
    };
    let phrase = phrases
        .take_while(|phrase| phrase.first() == Some(word))
        .filter(fits)
        .max_by_key(|phrase| phrase.len());
    if let Some(phrase) = phrase {
        let end = words.get(phrase.len().checked_sub(1)?)?.0.end;
        return Some(Mark { range: first.start..end, what: identity(&phrase.join(" ")) });
    }
    let prefix = wanted.prefixes.iter().find(|prefix| word.starts_with(prefix.as_str()));
    let near = || wanted.fuzzy.iter().find(|(near, letters)| distance(near, word) <= *letters);
    let what = prefix.or_else(|| near().map(|(near, _)| near))?;
    Some(Mark { range: first.clone(), what: identity(what) })
}

fn identity(text: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Returns the window with the most different marks, then the most marks, then the earliest.
fn best_window(marks: &[Mark], length: usize) -> Range<usize> {
    let mut best = (0, 0, 0..length.min(LENGTH));
    for (at, first) in marks.iter().enumerate() {
        let start = first.range.start;
        let inside =
            || marks[at..].iter().take_while(|mark| mark.range.end <= start + LENGTH - LEAD);
        let all = inside().count();
        if all < best.0 {
            continue;
        }
        let different = inside().map(|mark| mark.what).collect::<FxHashSet<_>>().len();
        if (different, all) > (best.0, best.1) {
            let start = start.saturating_sub(LEAD);
            best = (different, all, start..(start + LENGTH).min(length));
        }
    }
    best.2
}

/// Moves the ends of a window to whole words, and its start to the start of its paragraph where that is near.
fn widen(text: &str, window: Range<usize>) -> Range<usize> {
    let mut start = cut(text, window.start).len();
    let head = &text[..start];
    let paragraph = head.rfind('\n').map_or(0, |at| at + 1);
    if start - paragraph <= LEAD {
        start = paragraph;
    } else if let Some(space) =
        text[start..].find(char::is_whitespace).filter(|space| *space < LEAD)
    {
        start += space;
    }
    let end = cut(text, window.end).len();
    let rest = text[end..]
        .find(char::is_whitespace)
        .filter(|rest| *rest < LEAD)
        .map_or(end, |rest| end + rest);
    start.min(rest)..if text[end..].len() < LEAD { text.len() } else { rest }
}

/// Returns the passage with its white space folded, and the marks inside it.
fn on_one_line(text: &str, passage: Range<usize>, marks: &[Mark]) -> Snippet {
    let mut line = String::new();
    if text[..passage.start].chars().any(|before| !before.is_whitespace()) {
        line.push_str(CUT);
    }
    let mut highlights: Vec<Range<usize>> = Vec::new();
    let mut marks = marks.iter().skip_while(|mark| mark.range.start < passage.start).peekable();
    let mut pending_space = false;
    let mut end_of_mark = 0;
    for (at, letter) in text[passage.clone()].char_indices() {
        let at = at + passage.start;
        if letter.is_whitespace() {
            pending_space = !line.is_empty() && line != CUT;
            continue;
        }
        if std::mem::take(&mut pending_space) {
            line.push(' ');
        }
        while marks.peek().is_some_and(|mark| mark.range.start <= at) {
            let Some(mark) = marks.next() else { break };
            if mark.range.end <= passage.end && mark.range.end > end_of_mark {
                if at >= end_of_mark {
                    highlights.push(line.len()..line.len());
                }
                end_of_mark = mark.range.end;
            }
        }
        line.push(letter);
        if let Some(last) = highlights.last_mut().filter(|_| at < end_of_mark) {
            last.end = line.len();
        }
    }
    if text[passage.end..].chars().any(|after| !after.is_whitespace()) {
        line.push_str(CUT);
    }
    Snippet { text: line, highlights }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str, stems: &[&str], phrases: &[&str], prefixes: &[&str]) -> String {
        let wanted = Wanted {
            stems: stems.iter().map(|stem| (*stem).to_owned()).collect(),
            phrases: phrases
                .iter()
                .map(|phrase| phrase.split(' ').map(str::to_owned).collect())
                .collect(),
            prefixes: prefixes.iter().map(|prefix| (*prefix).to_owned()).collect(),
            ..Wanted::default()
        };
        let snippet = Snippets::new(&wanted, View::default()).passage(text, &[]);
        let mut shown = snippet.text.clone();
        for range in snippet.highlights.iter().rev() {
            shown.insert(range.end, ']');
            shown.insert(range.start, '[');
        }
        shown
    }

    #[test]
    fn hits_are_marked() {
        let text = "Doctors went  on strike.\n\nThe strikers’ café said: \"resident doctors\" don’t strike.";
        for (stems, phrases, prefixes, expected) in [
            (
                vec!["strike"],
                vec![],
                vec![],
                "Doctors went on [strike]. The strikers’ café said: \"resident doctors\" don’t [strike].",
            ),
            (
                vec![],
                vec!["resident doctors"],
                vec!["caf"],
                "Doctors went on strike. The strikers’ [café] said: \"[resident doctors]\" don’t strike.",
            ),
            (
                vec!["doctor"],
                vec!["resident doctors"],
                vec![],
                "[Doctors] went on strike. The strikers’ café said: \"[resident doctors]\" don’t strike.",
            ),
            (
                vec![],
                vec![],
                vec![],
                "Doctors went on strike. The strikers’ café said: \"resident doctors\" don’t strike.",
            ),
        ] {
            assert_eq!(show(text, &stems, &phrases, &prefixes), expected);
        }
    }

    #[test]
    fn the_passage_is_where_the_words_meet() {
        let text = format!(
            "{}\n\nA strike over pay.\n\n{}",
            "A strike came. ".repeat(40),
            "Nothing more. ".repeat(40)
        );
        let shown = show(&text, &["strike", "pay"], &[], &[]);
        assert!(
            shown.contains("A [strike] over [pay]. Nothing")
                && shown.starts_with('…')
                && shown.ends_with('…'),
            "{shown}"
        );
    }

    #[test]
    fn any_text_has_a_snippet() {
        for text in
            ["", " \n ", "é", &"é".repeat(5_000), &"x ".repeat(5_000), &"\u{10348}\n".repeat(900)]
        {
            let shown = show(text, &["x"], &["x x"], &["é"]);
            assert!(shown.len() < 4_000);
        }
    }
}
