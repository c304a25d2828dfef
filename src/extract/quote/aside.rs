//! Names among the words for a speaker that are not the speaker's: "a fan from Leeds", "lawyers for Mr Singh".
//!
//! Start at [`Cast::is_aside`].

use std::ops::Range;

use crate::extract::quote::speaker::Cast;
use crate::extract::relate::Item;
use crate::extract::relate::What;
use crate::rules::ClassId;
use crate::text::shape::Shape;

/// Words after which a place tells where somebody is from.
const WHENCE: [&str; 6] = ["from", "in", "at", "of", "near", "outside"];

/// Words after which a person is the one that somebody speaks for or knows.
const WHOSE: [&str; 6] = ["for", "of", "to", "with", "from", "by"];

/// Words of titles before a name that are looked at: "for former Secretary of State".
const TITLES: usize = 8;

impl Cast<'_> {
    /// "a fan from Leeds" is not Leeds, nor are "lawyers for Mr Singh" Mr Singh; "mayor of London Ann Lee" is Ann Lee.
    pub(super) fn is_aside(&self, items: &Range<usize>, item: &Item, mention: u32) -> bool {
        let story = self.scene.story;
        let start = item.tokens.start as usize;
        let before = start.checked_sub(1).map_or("", |at| story.word(at));
        if self.annotations.mentions[mention as usize].kind != "person" {
            let kind = self.annotations.mentions[mention as usize].kind;
            return kind == "place" && WHENCE.contains(&before);
        }
        let words = self.scene.tokens(items).start..start;
        let is_known = |until: usize| {
            (words.start..until).any(|at| self.is_one_of(at, &[self.classes.known_to]))
        };
        if words.start < start && WHOSE.contains(&before) {
            let is_office = start.checked_sub(2).filter(|head| words.contains(head));
            let is_office =
                is_office.is_some_and(|head| self.is_one_of(head, &self.classes.titles));
            return !is_office || is_known(start - 1);
        }
        let is_between =
            |at: &usize| story.tokens[*at].shape != Shape::Mark || story.word(*at) == ".";
        let titled = words.clone().rev().take(TITLES).take_while(is_between);
        let mut whose = titled.filter(|at| WHOSE.contains(&story.word(*at)));
        whose.any(|at| {
            (at + 1..start).any(|title| self.is_one_of(title, &self.classes.titles)) && is_known(at)
        })
    }

    /// Returns true if a word is in one of some classes.
    fn is_one_of(&self, at: usize, classes: &[ClassId]) -> bool {
        let (lexicon, token) = (&self.scene.rules.lexicon, &self.scene.story.tokens[at]);
        classes.iter().any(|class| lexicon.has_in_any_case(token, *class))
    }

    /// Returns true if words for a speaker hold the name of the person for whom that one speaks.
    pub(super) fn is_for_somebody(&self, items: &Range<usize>) -> bool {
        self.scene.items[items.clone()].iter().any(|item| match item.what {
            What::Mention(mention) => {
                let kind = self.annotations.mentions[mention as usize].kind;
                kind == "person" && self.is_aside(items, item, mention)
            }
            _ => false,
        })
    }
}
