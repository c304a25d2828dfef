//! Names → the gender that their title, given name or pronoun tells, so that a surname finds the right one of two.
//!
//! Start at [`Genders::asked`] and [`Genders::known`].

use std::ops::Range;

use crate::extract::link::Name;
use crate::extract::name::title_before;
use crate::extract::story::Story;
use crate::rules::ClassId;
use crate::rules::Lexicon;

/// The gender of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Gender {
    Male,
    Female,
}

/// Names looked at between a surname and the pronoun of the next sentence.
const MAX_BETWEEN: usize = 20;

/// What tells genders in an article.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Genders<'g> {
    story: &'g Story,
    lexicon: &'g Lexicon,
    pronoun: ClassId,
    /// Titles, then given names.
    male: [ClassId; 2],
    female: [ClassId; 2],
}

impl<'g> Genders<'g> {
    /// Looks the classes up; a missing one is a class without entries.
    pub(in crate::extract) fn new(story: &'g Story, lexicon: &'g Lexicon) -> Genders<'g> {
        let class = |name| lexicon.class(name).unwrap_or(ClassId::MAX);
        Genders {
            story,
            lexicon,
            pronoun: class("quote.pronoun"),
            male: [class("quote.male"), class("given-m")],
            female: [class("quote.female"), class("given-f")],
        }
    }

    /// Returns the gender of a full name by title, else by given name: Mrs Price, Kate Price.
    pub(in crate::extract) fn known(&self, name: &Range<usize>) -> Option<Gender> {
        let given = || (name.len() > 1).then(|| self.tell(name.start, 1))?;
        self.by_title(name).or_else(given)
    }

    /// Returns the gender that the words around the surname at `place` ask for: Mrs Price; Price wept. She left.
    pub(in crate::extract) fn asked(&self, names: &[Name], place: usize) -> Option<Gender> {
        let (name, later) = names[place..].split_first().filter(|(name, _)| is_person(name))?;
        self.by_title(&name.tokens).or_else(|| self.by_pronoun(name, later))
    }

    fn by_title(&self, name: &Range<usize>) -> Option<Gender> {
        let title = title_before(self.story, name.start)?;
        let near = self.story.sentence_of(title) == self.story.sentence_of(name.start);
        near.then(|| self.tell(title, 0))?
    }

    /// The pronoun that starts the next sentence, if nobody else is named before it.
    fn by_pronoun(&self, name: &Name, later: &[Name]) -> Option<Gender> {
        let next = self.story.sentence_of(name.tokens.start) + 1;
        let first = self.story.sentences.get(next)?.tokens.start as usize;
        let mut between =
            later.iter().take(MAX_BETWEEN).take_while(|name| name.tokens.start < first);
        let alone = !between.any(is_person);
        let token = self.story.tokens.get(first..=first).filter(|_| alone)?;
        match self.lexicon.normal_form(self.pronoun, token)? {
            "male" => Some(Gender::Male),
            "female" => Some(Gender::Female),
            _ => None,
        }
    }

    fn tell(&self, at: usize, nth: usize) -> Option<Gender> {
        let token = self.story.tokens.get(at)?;
        match (self.lexicon.has(token, self.male[nth]), self.lexicon.has(token, self.female[nth])) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }
}

fn is_person(name: &Name) -> bool {
    name.kind == "person"
}
