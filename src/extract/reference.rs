//! What relative expressions count from, and in which language the article speaks.

use std::cell::OnceCell;

use jiff::civil::Date;

use crate::model::Anchor;
use crate::model::Article;

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
    /// The day stands before the month in dates in digits where the article is read; `None` if the country is not known.
    pub day_first: Option<bool>,
    /// Where the article was written, by its dateline.
    pub place: Option<String>,
    /// What [`Reference::order`] has worked out.
    order: OnceCell<bool>,
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
            day_first: day_first(article),
            place: article.dateline.as_ref().and_then(|dateline| dateline.place.clone()),
            order: OnceCell::new(),
        }
    }

    /// Returns true if the day stands first in dates in digits, as `read` finds at the first question.
    pub(super) fn order(&self, read: impl FnOnce() -> bool) -> bool {
        *self.order.get_or_init(read)
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

/// What the country of the article says about dates in digits; English of no country says nothing.
fn day_first(article: &Article) -> Option<bool> {
    let english = article.language.as_deref().is_none_or(|language| language.starts_with(ENGLISH));
    (article.region.is_some() || !english).then(|| article.day_first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_stands_first_where_it_is_the_custom() {
        for (language, region, expected) in [
            (Some("en"), Some("GB"), Some(true)),
            (Some("en"), Some("US"), Some(false)),
            (Some("en"), None, None),
            (Some("de"), None, Some(true)),
            (None, None, None),
        ] {
            let [language, region] = [language, region].map(|code| code.map(str::to_owned));
            let article = Article { language, region, ..Article::default() };
            assert_eq!(Reference::new(&article).day_first, expected, "{article:?}");
        }
    }
}
