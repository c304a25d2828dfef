//! A surname that several in the article have, or a word that fits many → who is meant by it, or nobody: "Ashcroft said",
//! "the nominee said".
//!
//! Never guesses: of two who were both named just before, neither is taken. Start at [`Cast::namesake`] and
//! [`Cast::called`].

use std::ops::Range;

use crate::extract::name::title_before;
use crate::extract::quote::speaker::Cast;
use crate::extract::quote::speaker::MENTION_REACH;

/// How sure the only namesake is who was named in full of late: an estimate, at the threshold.
const SURE_BY_SURNAME: f64 = 0.85;

impl Cast<'_> {
    /// Returns whom a mention means that is only a surname of several people; the outer `None` says that it is not.
    pub(super) fn namesake(&mut self, mention: usize) -> Option<Option<(u32, f64)>> {
        let story = self.scene.story;
        let place = &self.scene.places[mention];
        let start = place.start as usize;
        let is_person = self.annotations.mentions[mention].kind == "person";
        if place.len() != 1
            || !is_person
            || title_before(story, start).is_some_and(|at| self.tells_gender(at))
        {
            return None;
        }
        let surname = story.word(start);
        if !self.register().is_shared(surname) {
            return None;
        }
        let linked = self.annotations.mentions[mention].entity;
        let meant = self.named_of_late(surname, place.start, linked);
        Some(meant.map(|entity| (entity, SURE_BY_SURNAME)))
    }

    /// Returns true if a word tells a man from a woman: Mr, councilwoman.
    fn tells_gender(&self, at: usize) -> bool {
        let token = self.scene.story.tokens.get(at);
        let has = |class| token.is_some_and(|token| self.scene.rules.lexicon.has(token, class));
        has(self.classes.male) || has(self.classes.female)
    }

    /// The only one of this surname who was named in full in this paragraph and the one before; of several, whoever
    /// spoke last, if the others have not been named since. Where none was, whom the article means by the surname.
    fn named_of_late(&self, surname: &str, token: u32, linked: Option<u32>) -> Option<u32> {
        let paragraph = self.pairs.paragraph_of(token);
        let until = self.named.partition_point(|named| named.token < token);
        let last = self.named[until.saturating_sub(MENTION_REACH)..until].iter().rev();
        let near = last
            .take_while(|one| self.pairs.paragraph_of(one.token) + 1 >= paragraph)
            .filter(|one| self.is_in_full(one.token) && self.has_surname(one.entity, surname));
        let Some(first) = near.clone().next() else { return linked };
        if near.clone().all(|one| one.entity == first.entity) {
            return Some(first.entity);
        }
        let (speaker, end) = self.turns.spoke_last()?;
        let mut since = near.take_while(|one| one.token >= end);
        let goes_on = self.has_surname(speaker, surname) && since.all(|one| one.entity == speaker);
        goes_on.then_some(speaker)
    }

    /// Returns true if the name at a token has several words.
    fn is_in_full(&self, token: u32) -> bool {
        let number = self.scene.places.partition_point(|place| place.start < token);
        self.scene.places.get(number).is_some_and(|place| place.len() > 1)
    }

    fn has_surname(&self, entity: u32, surname: &str) -> bool {
        self.annotations.entities[entity as usize].name.rsplit(' ').next() == Some(surname)
    }
}

impl Cast<'_> {
    /// Returns the only person named before words such as "the Republican nominee" in their paragraph, or in the sentence
    /// before it.
    pub(super) fn called(&self, words: Range<usize>) -> Option<u32> {
        let story = self.scene.story;
        let last = story.tokens.get(words.clone())?.last()?;
        if !self.scene.rules.lexicon.has(last, self.classes.epithet) {
            return None;
        }
        let token = words.start as u32;
        let (paragraph, sentence) =
            (self.pairs.paragraph_of(token), story.sentence_of(words.start) as u32);
        let until = self.named.partition_point(|named| named.token < token);
        let mut near = self.named[..until]
            .iter()
            .rev()
            .take(MENTION_REACH)
            .take_while(|one| {
                self.pairs.paragraph_of(one.token) == paragraph || one.sentence + 1 >= sentence
            })
            .filter(|one| self.annotations.entities[one.entity as usize].kind == "person");
        let first = near.next()?.entity;
        near.all(|one| one.entity == first).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    #[test]
    fn a_shared_surname_is_nobodys_unless_one_was_named_of_late() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        for (text, wanted) in [
            ("Jane Ashcroft met Mike Ashcroft. “We must go now,” Ashcroft said.", "?"),
            (
                "Jane Ashcroft met Mike Ashcroft. “We must go now,” Mr Ashcroft said.",
                "Mike Ashcroft",
            ),
            (
                "Mike Ashcroft is a plumber.\n\nHe left.\n\nJane Ashcroft came. “We must go now,” Ashcroft said.",
                "Jane Ashcroft",
            ),
            (
                "Mike Ashcroft and Jane Ashcroft came. “It is late,” Jane Ashcroft said. “We must go now,” Ashcroft added.",
                "Jane Ashcroft",
            ),
            ("Jane Ashcroft came. “We must go now,” Ashcroft said.", "Jane Ashcroft"),
        ] {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let (annotations, _) = annotator.annotate(&article);
            let speaker = annotations.quotes.last().unwrap().speaker;
            let name = speaker.map(|id| annotations.entities[id as usize].name.as_str());
            assert_eq!(name.unwrap_or("?"), wanted, "{text}");
        }
    }
}
