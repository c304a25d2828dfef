//! A stored record → what is read of it, without a copy. What nobody asks for is passed over, so that going through many
//! records is cheap: a part that is not wanted is [`Unread`].

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Deserialize;

/// A part of a record that is passed over.
pub(super) type Unread = serde::de::IgnoredAny;

/// An article as lists tell it, with those of its parts that are wanted.
#[derive(Deserialize)]
pub(super) struct Told<'r, Entities = Unread, Mentions = Unread, Sentences = Unread> {
    #[serde(borrow)]
    pub(super) id: Cow<'r, str>,
    #[serde(borrow)]
    pub(super) title: Option<Cow<'r, str>>,
    #[serde(borrow)]
    pub(super) site: Option<Cow<'r, str>>,
    #[serde(borrow)]
    pub(super) published: Option<Cow<'r, str>>,
    #[serde(borrow)]
    pub(super) url: Option<Cow<'r, str>>,
    #[serde(borrow)]
    pub(super) source: Source<'r>,
    #[serde(borrow)]
    pub(super) text: Cow<'r, str>,
    #[serde(default)]
    pub(super) entities: Entities,
    #[serde(default)]
    pub(super) mentions: Mentions,
    #[serde(default)]
    pub(super) sentences: Sentences,
}

/// Where an article comes from.
#[derive(Deserialize)]
pub(super) struct Source<'r> {
    #[serde(borrow)]
    pub(super) path: Cow<'r, str>,
}

/// An entity of an article, under the name that the rules found.
#[derive(Deserialize)]
pub(super) struct Entity<'r> {
    #[serde(borrow)]
    pub(super) kind: Cow<'r, str>,
    #[serde(borrow)]
    pub(super) name: Cow<'r, str>,
}

impl<Entities, Mentions, Sentences> Told<'_, Entities, Mentions, Sentences> {
    /// Returns the day of publication.
    pub(super) fn day(&self) -> Option<Date> {
        self.published.as_deref()?.get(..10)?.parse().ok()
    }
}
