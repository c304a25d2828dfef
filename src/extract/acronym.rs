//! An acronym in brackets → the ordinary words that it stands for: "rich text formatting (RTF)".
//!
//! Judges only whether words spell the acronym; what those words are a name of is the business of the candidates. Start at
//! [`spelt`].

use std::ops::Range;
use std::ops::RangeInclusive;

use crate::extract::name::NameClasses;
use crate::extract::name::is_ordinary;
use crate::extract::story::Story;
use crate::rules::Lexicon;
use crate::text::shape::Shape;

/// Letters of the acronyms looked at: one letter is spelt by anything.
const LETTERS: RangeInclusive<usize> = 2..=6;

/// Returns the ordinary words that spell the acronym at a token: before it, where it stands in brackets, or in brackets
/// after it.
pub(super) fn spelt(
    story: &Story,
    at: usize,
    lexicon: &Lexicon,
    classes: NameClasses,
) -> Option<Range<usize>> {
    let next = story.word(at + 1);
    if !matches!(next, "(" | ")") {
        return None;
    }
    let acronym = story.word(at).as_bytes();
    if !LETTERS.contains(&acronym.len()) || !acronym.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let words = if next == "(" {
        after(story, at + 2, acronym)?
    } else if at > 1 && story.word(at - 1) == "(" {
        before(story, at - 1, acronym)?
    } else {
        return None;
    };
    let plain = |word: usize| is_ordinary(&story.tokens[word], lexicon, classes);
    words.clone().all(plain).then_some(words)
}

/// Returns the words that end before a token and start with these letters.
fn before(story: &Story, end: usize, letters: &[u8]) -> Option<Range<usize>> {
    let mut at = end;
    for letter in letters.iter().rev() {
        at = at.checked_sub(1)?;
        if story.word(at) == "-" {
            at = at.checked_sub(1)?;
        }
        starts_with(story, at, *letter)?;
    }
    Some(at..end)
}

/// Returns the words that start at a token, with these letters, and end before a bracket.
fn after(story: &Story, start: usize, letters: &[u8]) -> Option<Range<usize>> {
    let mut at = start;
    for letter in letters {
        if story.word(at) == "-" {
            at += 1;
        }
        starts_with(story, at, *letter)?;
        at += 1;
    }
    (story.word(at) == ")").then_some(start..at)
}

fn starts_with(story: &Story, at: usize, letter: u8) -> Option<()> {
    let token = story.tokens.get(at).filter(|token| token.shape != Shape::Mark)?;
    let first = token.text(&story.text).bytes().next()?;
    first.eq_ignore_ascii_case(&letter).then_some(())
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    #[test]
    fn what_ordinary_words_spell_is_nothing_unless_it_is_a_body() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        for (text, wanted) in [
            ("He wrote raw query tables (RQT). The RQT met.", 0),
            ("He met the national health service (NHS). The NHS met.", 2),
        ] {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let (annotations, _) = annotator.annotate(&article);
            let bodies = annotations.mentions.iter().filter(|one| one.kind == "organisation");
            assert_eq!(bodies.count(), wanted, "{text}");
        }
    }
}
