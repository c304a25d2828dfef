//! Names among the words for a speaker that are not the speaker's: "a fan from Leeds", "lawyers for Mr Singh".
//!
//! Start at [`Cast::is_aside`].

use std::ops::Range;

use crate::extract::quote::speaker::Cast;
use crate::extract::relate::Item;
use crate::extract::relate::What;

/// Words after which a place tells where somebody is from.
const WHENCE: [&str; 6] = ["from", "in", "at", "of", "near", "outside"];

/// Words after which a person is the one that somebody speaks for or knows.
const WHOSE: [&str; 6] = ["for", "of", "to", "with", "from", "by"];

impl Cast<'_> {
    /// "a fan from Leeds" is not Leeds, nor are "lawyers for Mr Singh" Mr Singh.
    pub(super) fn is_aside(&self, items: &Range<usize>, item: &Item, mention: u32) -> bool {
        let story = self.scene.story;
        let start = item.tokens.start as usize;
        let before = start.checked_sub(1).map_or("", |at| story.word(at));
        if self.annotations.mentions[mention as usize].kind != "person" {
            let kind = self.annotations.mentions[mention as usize].kind;
            return kind == "place" && WHENCE.contains(&before);
        }
        let first = self.scene.tokens(items).start;
        let is_title = |at: &usize| story.tokens[*at].is_capitalised() || story.word(*at) == ".";
        let titles = (first..start).rev().take_while(is_title).count();
        (start - titles)
            .checked_sub(1)
            .is_some_and(|at| at >= first && WHOSE.contains(&story.word(at)))
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
