//! What relative expressions count from, and in which language the article speaks.

use jiff::civil::Date;

use crate::extract::story::Story;
use crate::model::Anchor;
use crate::model::Article;
use crate::text::shape::Shape;

/// The language that has rules.
const ENGLISH: &str = "en";

/// What a rule file writes for languages without rules of their own.
const OTHER: &str = "other";

/// The day that relative dates count from, with where it comes from; never the clock.
#[derive(Clone, Debug, Default)]
pub(super) struct Reference {
    /// The day; `None` leaves relative dates open.
    pub date: Option<(Date, Anchor)>,
    /// Two-letter language code; `None` counts as English.
    pub language: Option<String>,
    /// Where the article is read, the day stands before the month in dates in digits.
    pub day_first: bool,
}

impl Reference {
    /// Returns what an article's expressions count from: publication, else its dateline.
    pub(super) fn new(article: &Article) -> Reference {
        let published =
            article.published.as_ref().map(|published| (published.date(), Anchor::Published));
        let dateline = article
            .dateline
            .as_ref()
            .and_then(|dateline| dateline.date)
            .map(|date| (date, Anchor::Dateline));
        Reference {
            date: published.or(dateline),
            language: article.language.clone(),
            day_first: article.day_first(),
        }
    }

    /// Lets the dates in digits that can be read in one way only speak for the others of the article.
    pub(super) fn learn_order(&mut self, story: &Story) {
        let (mut day_first, mut month_first) = (0_usize, 0_usize);
        for at in 2..story.tokens.len() {
            let separates = story.tokens[at].glued
                && story.tokens[at].shape == Shape::Number
                && story.tokens[at - 1].glued
                && matches!(story.word(at - 1), "/" | "-");
            // "24/7" and "9/16" say nothing: the year has to stand behind.
            let whole = || story.word(at + 1) == story.word(at - 1) && is_year(story.word(at + 2));
            if !separates || !whole() {
                continue;
            }
            match (small(story.word(at - 2)), small(story.word(at))) {
                (Some(13..=31), Some(1..=12)) => day_first += 1,
                (Some(1..=12), Some(13..=31)) => month_first += 1,
                _ => {}
            }
        }
        if day_first != month_first {
            self.day_first = day_first > month_first;
        }
    }

    /// Returns true if rules of this language apply. An article of unknown language counts as English; `other` stands
    /// for every language that has no rules of its own.
    pub(super) fn speaks(&self, language: &str) -> bool {
        let spoken = self.language.as_deref().unwrap_or(ENGLISH);
        match language {
            OTHER => spoken != ENGLISH,
            language => spoken == language,
        }
    }

    /// Returns the article's language if it has no rules of its own.
    pub(super) fn language_without_rules(&self) -> Option<&str> {
        self.language.as_deref().filter(|language| *language != ENGLISH)
    }
}

fn small(word: &str) -> Option<u8> {
    word.parse().ok()
}

fn is_year(word: &str) -> bool {
    matches!(word.len(), 2 | 4) && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_stands_first_where_it_is_the_custom() {
        for (language, region, expected) in [
            (Some("en"), Some("GB"), true),
            (Some("en"), Some("US"), false),
            (Some("en"), None, false),
            (Some("de"), None, true),
            (None, None, false),
        ] {
            let [language, region] = [language, region].map(|code| code.map(str::to_owned));
            let article = Article { language, region, ..Article::default() };
            assert_eq!(Reference::new(&article).day_first, expected, "{article:?}");
        }
    }
}
