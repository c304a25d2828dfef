//! Entities across all articles of an index.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Count;

/// One thing across articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownEntity {
    /// Its key: `person/wes-streeting`.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// Canonical name: the one in most articles, or that of the aliases.
    pub name: String,
    /// Number of articles that name it.
    pub articles: u64,
    /// Number of its mentions in them.
    pub mentions: u64,
    /// The ways in which they write it, with the number of mentions; most frequent first.
    pub variants: Vec<Count>,
    /// What the user's lists say of it, by column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
}

/// Who is quoted how much: the source audit of some articles. What is said in parts counts once.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sources {
    /// Articles looked at.
    pub articles: u64,
    /// Those that quote somebody.
    pub quoting: u64,
    /// Quotes in them.
    pub quotes: u64,
    /// Words of the quotes.
    pub words: u64,
    /// Quotes of people whose name is held back.
    pub anonymous: u64,
    /// Their share of all quotes, from 0 to 1.
    pub anonymous_share: f64,
    /// Quotes whose speaker is not told, or is not certain.
    pub unnamed: u64,
    /// Number of speakers with a name, listed or not.
    pub total: usize,
    /// Month by month, oldest first.
    pub months: Vec<MonthOfSources>,
    /// The speakers, most quoted first.
    pub speakers: Vec<Source>,
}

/// The quotes of one month.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MonthOfSources {
    /// `2025-12`, or `undated`.
    pub month: String,
    /// Quotes.
    pub quotes: u64,
    /// Those of people whose name is held back.
    pub anonymous: u64,
    /// Their share, from 0 to 1.
    pub anonymous_share: f64,
}

/// Somebody who is quoted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Source {
    /// Key: `person/wes-streeting`.
    pub key: String,
    /// Canonical name.
    pub name: String,
    /// Quotes.
    pub quotes: u64,
    /// Words of the quotes.
    pub words: u64,
    /// Articles with a quote.
    pub articles: u64,
    /// Share of all quotes, from 0 to 1.
    pub share: f64,
    /// Quotes month by month.
    pub months: BTreeMap<String, u64>,
}

/// A name in a query that several entities have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AmbiguousName {
    /// The field it is asked of: `person`.
    pub field: String,
    /// The words asked for: `Streeting`.
    pub words: String,
    /// The entities, with the number of articles found that name them; most frequent first.
    pub entities: Vec<Count>,
}

/// Entities, those in most articles first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KnownEntities {
    /// Number of entities asked for, on this page or not.
    pub total: usize,
    /// The page.
    pub entities: Vec<KnownEntity>,
}
