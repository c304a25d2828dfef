//! A surname that several in the article have, or a word that fits many → who is meant by it, or nobody: "Ashcroft said",
//! "the nominee said".
//!
//! Never guesses: of two who were both named just before, neither is taken; where none was, only who alone has been named
//! so far, was named last with a title, or has the word. Start at [`Cast::namesake`] and
//! [`Cast::called`].

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::extract::name::title_before;
use crate::extract::quote::speaker::Cast;
use crate::extract::quote::speaker::MENTION_REACH;
use crate::extract::quote::speaker::Named;

/// Surname → who was named with it in full first, and the token at which another was.
pub(super) type Firsts = FxHashMap<String, (u32, Option<u32>)>;

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
        let meant = match self.named_of_late(surname, place.start) {
            Some(meant) => meant,
            None => self
                .named_alone(surname, place.start)
                .or_else(|| self.titled_last(surname, place.start))
                .or_else(|| self.has_word(surname)),
        };
        Some(meant.map(|entity| (entity, SURE_BY_SURNAME)))
    }

    /// Returns true if a word tells a man from a woman: Mr, councilwoman.
    fn tells_gender(&self, at: usize) -> bool {
        let token = self.scene.story.tokens.get(at);
        let has = |class| token.is_some_and(|token| self.scene.rules.lexicon.has(token, class));
        has(self.classes.male) || has(self.classes.female)
    }

    /// The only one of this surname who was named in full in this paragraph and the one before; of several, whoever
    /// spoke last, if the others have not been named since. The outer `None` says that none was named there.
    fn named_of_late(&self, surname: &str, token: u32) -> Option<Option<u32>> {
        let paragraph = self.pairs.paragraph_of(token);
        let until = self.named.partition_point(|named| named.token < token);
        let last = self.named[until.saturating_sub(MENTION_REACH)..until].iter().rev();
        let near = last
            .take_while(|one| self.pairs.paragraph_of(one.token) + 1 >= paragraph)
            .filter(|one| self.is_in_full(one.token) && self.has_surname(one.entity, surname));
        let first = near.clone().next()?;
        if near.clone().all(|one| one.entity == first.entity) {
            return Some(Some(first.entity));
        }
        let Some((speaker, end)) = self.turns.spoke_last() else { return Some(None) };
        let mut since = near.take_while(|one| one.token >= end);
        let goes_on = self.has_surname(speaker, surname) && since.all(|one| one.entity == speaker);
        Some(goes_on.then_some(speaker))
    }

    /// The only one of this surname whom the article has named in full before a token.
    fn named_alone(&mut self, surname: &str, token: u32) -> Option<u32> {
        if self.firsts.is_none() {
            self.firsts = Some(self.firsts());
        }
        let (entity, other) = self.firsts.as_ref()?.get(surname)?;
        let first = self.annotations.entities[*entity as usize].mentions.first()?;
        let named = self.scene.places[*first as usize].start < token;
        (named && other.is_none_or(|other| other > token)).then_some(*entity)
    }

    /// Who of each surname was named in full first.
    fn firsts(&self) -> Firsts {
        let mut firsts = Firsts::default();
        for one in self.named.iter().filter(|one| self.is_in_full(one.token)) {
            let entity = &self.annotations.entities[one.entity as usize];
            let Some(surname) = entity.name.rsplit(' ').next() else { continue };
            if entity.kind != "person" {
                continue;
            }
            let (first, other) = firsts.entry(surname.to_owned()).or_insert((one.entity, None));
            if *first != one.entity {
                other.get_or_insert(one.token);
            }
        }
        firsts
    }

    /// Who was named last by this surname, if with a title that tells one from the other: "Mrs Ashcroft".
    fn titled_last(&self, surname: &str, token: u32) -> Option<u32> {
        let until = self.named.partition_point(|named| named.token < token);
        let title = |one: &Named| title_before(self.scene.story, one.token as usize);
        let titled = |one: &Named| title(one).is_some_and(|at| self.tells_gender(at));
        let mut last = self.named[until.saturating_sub(MENTION_REACH)..until].iter().rev();
        let told = last.find(|one| {
            self.has_surname(one.entity, surname) && (titled(one) || self.is_in_full(one.token))
        });
        told.filter(|one| titled(one)).map(|one| one.entity)
    }

    /// Whoever spoke last, if by this surname.
    fn has_word(&self, surname: &str) -> Option<u32> {
        let (speaker, _) = self.turns.spoke_last()?;
        self.has_surname(speaker, surname).then_some(speaker)
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
            (
                "Jane Ashcroft met Mike Ashcroft.\n\nIt rained.\n\nIt blew.\n\n“We must go now,” Ashcroft said.",
                "?",
            ),
            (
                "Jane Ashcroft met Mike Ashcroft.\n\nA lawyer asked Mrs Ashcroft.\n\nIt rained.\n\nIt blew.\n\n“We must go now,” Ashcroft said.",
                "Jane Ashcroft",
            ),
            (
                "Jane Ashcroft came.\n\nIt rained.\n\nIt blew.\n\nAshcroft said: “We must go now.”\n\nShe left.\n\nThen Mike Ashcroft came.",
                "Jane Ashcroft",
            ),
        ] {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let (annotations, _) = annotator.annotate(&article);
            let speaker = annotations.quotes.last().unwrap().speaker;
            let name = speaker.map(|id| annotations.entities[id as usize].name.as_str());
            assert_eq!(name.unwrap_or("?"), wanted, "{text}");
        }
    }
}
