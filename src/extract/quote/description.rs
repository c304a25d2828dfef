//! Descriptions beside names → who is meant by them later: "harbour master Johan Lund … the harbour master said".
//!
//! Knows no list of offices: what stands before a name, or in apposition to it, describes that person, and the last word of
//! a body's name says what it is. Made once for an article, in one pass over its names. Start at [`Descriptions::new`].

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::extract::quote::speaker::Cast;
use crate::extract::story::Story;
use crate::text::fold::fold;
use crate::text::shape::Shape;

/// Most words of a description.
const WORDS: usize = 3;

/// Tokens after a name in which a description in apposition ends: ", a retired heart surgeon".
const REACH: usize = 7;

/// Words that open a description in apposition.
const OPENERS: &[&str] = &["a", "an", "the", "its", "their", "his", "her"];

/// Words after which a description is over.
const ENDS: &[&str] =
    &["of", "at", "in", "for", "from", "who", "which", "with", "and", "to", "on", "by"];

/// Letters of the longest word of a name that says nothing of its kind: of, and, plc.
const SHORT: usize = 3;

/// Whom each description fits; `None` where it fits several.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    holders: FxHashMap<String, Option<u32>>,
}

impl Descriptions {
    /// Reads what stands beside the names of an article.
    pub(super) fn new(cast: &Cast<'_>) -> Descriptions {
        let mut descriptions = Descriptions::default();
        let story = cast.scene.story;
        for named in &cast.named {
            let entity = &cast.annotations.entities[named.entity as usize];
            if entity.kind != "person" {
                descriptions.note_body(&entity.name, named.entity);
                continue;
            }
            let start = named.token as usize;
            let sentence = story.sentences.get(named.sentence as usize);
            let first = sentence.map_or(start, |sentence| sentence.tokens.start as usize);
            let number = cast.scene.places.partition_point(|place| place.start < named.token);
            let end = cast.scene.places.get(number).map_or(start, |place| place.end as usize);
            // "Senators Ann Lee and Tom Price": neither of them is "the senators".
            let title = start.checked_sub(1).map_or("", |at| story.word(at));
            let several = title.ends_with('s') && !title.ends_with("ss");
            if !several || !matches!(story.word(end), "and" | "," | "&") {
                descriptions.note(story, first..start, named.entity);
            }
            if let Some(beside) = apposition(story, end) {
                descriptions.note(story, beside, named.entity);
            }
        }
        descriptions
    }

    /// Returns the only one whom the words describe: "the harbour master".
    pub(super) fn whom(&self, story: &Story, words: &Range<usize>) -> Option<u32> {
        if !story.word(words.start).eq_ignore_ascii_case("the") {
            return None;
        }
        *self.holders.get(&fold(story.words(words.start + 1..words.end)))?
    }

    /// Notes what kind of body a name says that it is: Leeds Council is "the council", and so is the Council of Europe. Any
    /// body may be "the company", so only one that is named alone is meant by it.
    fn note_body(&mut self, name: &str, entity: u32) {
        for word in ["company", "firm"] {
            self.hold(word.to_owned(), entity);
        }
        if !name.contains(' ') {
            return;
        }
        let words = name.split(' ').filter(|word| word.chars().count() > SHORT);
        words.for_each(|word| self.hold(fold(word), entity));
    }

    fn hold(&mut self, words: String, entity: u32) {
        let holder = self.holders.entry(words).or_insert(Some(entity));
        if *holder != Some(entity) {
            *holder = None;
        }
    }

    /// Notes the last words of a range, up to three, as descriptions.
    fn note(&mut self, story: &Story, range: Range<usize>, entity: u32) {
        let words = range.clone().rev().take(WORDS);
        for at in words.take_while(|at| story.tokens[*at].shape != Shape::Mark) {
            self.hold(fold(story.words(at..range.end)), entity);
        }
    }
}

/// Returns the words of a description after a name: ", a retired surgeon from Leeds".
fn apposition(story: &Story, end: usize) -> Option<Range<usize>> {
    let opens = story.word(end) == "," && OPENERS.contains(&story.word(end + 1));
    let start = Some(end + 2).filter(|_| opens)?;
    let until = (start + REACH).min(story.tokens.len());
    let stop = (start..until).find(|at| {
        story.tokens[*at].shape == Shape::Mark && !story.tokens[*at].glued
            || matches!(story.word(*at), "," | "." | ";" | ":")
            || ENDS.contains(&story.word(*at))
    });
    Some(start..stop.unwrap_or(until)).filter(|range| !range.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    #[test]
    fn what_describes_somebody_stands_for_them() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        for (text, wanted) in [
            (
                "Harbour master Anna Berg came. “We must go now,” the harbour master said.",
                "Anna Berg",
            ),
            (
                "Anna Berg, a retired surgeon, came. “We must go now,” said the surgeon.",
                "Anna Berg",
            ),
            (
                "Harbour master Anna Berg met harbour master Tom Miller. “We must go,” the harbour master said.",
                "?",
            ),
            ("Harbour master Anna Berg came. “We must go now,” a harbour master said.", "?"),
            ("Leeds Council met. “We must go now,” the council said.", "Leeds Council"),
            ("Barnsley Council met Leeds Council. “We must go now,” the council said.", "?"),
            ("The Bank of England fined Deutsche Bank. “We must go now,” the bank said.", "?"),
            ("Tesla sued Acme Widgets Ltd. “We must go now,” the company said.", "?"),
        ] {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let (annotations, _) = annotator.annotate(&article);
            let speaker = annotations.quotes[0].speaker;
            let name = speaker.map(|id| annotations.entities[id as usize].name.as_str());
            assert_eq!(name.unwrap_or("?"), wanted, "{text}");
        }
    }
}
