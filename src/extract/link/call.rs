//! What an entity is called: the words of its best mention, on one line, with straight apostrophes.
//!
//! Headlines and datelines shout, so mentions in running text come first. Start at [`call`].

use std::ops::Range;

use crate::extract::name::NameClasses;
use crate::extract::name::is_place;
use crate::extract::name::is_small;
use crate::extract::story::Story;
use crate::model::EntityKind;
use crate::rules::Lexicon;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// How well the capitals of a mention show how the name is written, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Look {
    /// All in capitals.
    Capitals,
    /// In a headline, where every word has a capital.
    Headline,
    /// In running text.
    Plain,
}

impl Look {
    /// Returns how a mention looks.
    pub(in crate::extract) fn of(story: &Story, name: &Range<usize>) -> Look {
        let shouts = |token: &Token| {
            matches!(token.shape, Shape::Upper | Shape::Initial | Shape::Mark | Shape::Number)
        };
        if story.tokens[name.clone()].iter().all(shouts) {
            Look::Capitals
        } else if story
            .sentences
            .get(story.sentence_of(name.start))
            .is_some_and(|sentence| sentence.headline)
        {
            Look::Headline
        } else {
            Look::Plain
        }
    }
}

/// Letters of the longest word in capitals that may be an abbreviation of a place: NYC, NSW.
const LONGEST_ABBREVIATION: u32 = 4;

/// Returns what the entity with this best mention is called.
pub(in crate::extract) fn call(
    story: &Story,
    name: &Range<usize>,
    kind: EntityKind,
    look: Look,
    lexicon: &Lexicon,
    classes: NameClasses,
) -> String {
    let words = story.words(name.clone());
    let quiet = look == Look::Capitals
        && kind == "place"
        && is_shouted(&story.tokens[name.clone()], words, lexicon, classes);
    let words = if quiet { quieten(story, name, lexicon, classes) } else { words.to_owned() };
    let straight: String = words
        .chars()
        .map(|letter| if matches!(letter, '’' | 'ʼ') { '\'' } else { letter })
        .collect();
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns true if the capitals are those of a dateline, OSLO, not those of an abbreviation, UAE.
fn is_shouted(tokens: &[Token], words: &str, lexicon: &Lexicon, classes: NameClasses) -> bool {
    let capital: Vec<Token> =
        tokens.iter().map(|token| Token { shape: Shape::Capital, ..*token }).collect();
    let long = |token: &Token| token.end - token.start > LONGEST_ABBREVIATION;
    !words.contains('.') && (is_place(&capital, lexicon, classes) || tokens.iter().any(long))
}

/// STOKE-ON-TRENT → Stoke-on-Trent.
fn quieten(story: &Story, name: &Range<usize>, lexicon: &Lexicon, classes: NameClasses) -> String {
    let mut quiet = String::new();
    let mut end = story.tokens[name.start].start;
    for at in name.clone() {
        let token = &story.tokens[at];
        quiet.push_str(&story.text[end as usize..token.start as usize]);
        end = token.end;
        let mut letters = story.word(at).chars();
        if at == name.start || !is_small(token, lexicon, classes) {
            quiet.extend(letters.next());
        }
        quiet.extend(letters.flat_map(char::to_lowercase));
    }
    quiet
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    /// The entities of a text: name and number of mentions.
    fn check(annotator: &mut Annotator<'_>, title: &str, text: &str, wanted: &[(&str, usize)]) {
        let title = (!title.is_empty()).then(|| title.to_owned());
        let article = Article { title, text: text.to_owned(), ..Article::default() };
        let (annotations, _) = annotator.annotate(&article);
        let entities = &annotations.entities;
        let names: Vec<_> =
            entities.iter().map(|entity| (entity.name.as_str(), entity.mentions.len())).collect();
        assert_eq!(names, wanted, "{text}");
    }

    #[test]
    fn names_come_from_running_text() {
        let rules = RuleSet::load(&[]).unwrap();
        let annotator = &mut Annotator::new(&rules);
        for (title, text, wanted) in [
            ("WES STREETING GIVES UP", "Wes Streeting spoke.", ("Wes Streeting", 2)),
            ("", "OSLO: It rained.\n\nIn Oslo it rained again.", ("Oslo", 2)),
            ("", "It rained in OSLO again.", ("Oslo", 1)),
            ("", "It rained near St Thomas’ Hospital at noon.", ("St Thomas' Hospital", 1)),
        ] {
            check(annotator, title, text, &[wanted]);
        }
    }

    #[test]
    fn a_title_tells_whose_surname_it_is() {
        let rules = RuleSet::load(&[]).unwrap();
        let annotator = &mut Annotator::new(&rules);
        let (john, kate) = ("John Price", "Kate Price");
        for (text, wanted) in [
            ("John Price met Kate Price. Mr Price left.", [(john, 2), (kate, 1)]),
            ("John Price met Kate Price. Mrs Price left.", [(john, 1), (kate, 2)]),
            ("John Price met Kate Price. Dr Price left.", [(john, 1), (kate, 2)]),
            ("John Price met Kate Price. They told Price to sit. He sat.", [(john, 2), (kate, 1)]),
            ("Kate Price met John Price. They told Price to sit. She sat.", [(kate, 2), (john, 1)]),
        ] {
            check(annotator, "", text, &wanted);
        }
    }
}
