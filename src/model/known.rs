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
