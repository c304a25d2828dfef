//! What is asked of the index, and what comes back. No type of the search engine appears here.

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::PartScore;

/// A question to the index.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// In the query language; empty asks for every article.
    pub text: String,
    /// Further conditions, all of which must hold.
    pub filters: Vec<Filter>,
    /// Order of the hits.
    pub order: Order,
    /// Most hits to return.
    pub limit: usize,
    /// Hits to skip.
    pub offset: usize,
    /// Fields whose values are counted over all matching articles (`person`, `site`, …).
    pub count_by: Vec<String>,
    /// Calendar period by which matching articles are counted.
    pub by: Option<Period>,
    /// Most values to return for each counted field.
    pub top: usize,
    /// Whether one article of each group of copies stands for all: the first that matches.
    pub collapse: bool,
    /// Whether each hit tells how its score comes about.
    pub account: bool,
}

/// A condition beside the query text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Published on this day or later.
    Since(Date),
    /// Published on this day or earlier.
    Until(Date),
    /// Quotes somebody of this name; together with what the query asks of quotes, about one and the same.
    Speaker(String),
    /// One of these articles, by key.
    Among(std::collections::BTreeSet<String>),
}

/// Order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Best first; equal scores by id.
    #[default]
    Relevance,
    /// Newest first; undated last.
    Newest,
    /// Oldest first; undated last.
    Oldest,
}

/// A calendar period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// `2025-12-17`
    Day,
    /// `2025-W51`: Monday to Sunday, counted as ISO 8601 does
    Week,
    /// `2025-12`
    Month,
    /// `2025-Q4`
    Quarter,
    /// `2025`
    Year,
}

impl Period {
    /// Returns the word for it, under which its counts are returned.
    pub fn word(self) -> &'static str {
        match self {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
            Period::Quarter => "quarter",
            Period::Year => "year",
        }
    }
}

/// The answer to a query.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hits {
    /// Number of matching articles.
    pub total: usize,
    /// Number of matching articles that others stand for, where copies were collapsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<usize>,
    /// The page of hits asked for.
    pub hits: Vec<Hit>,
    /// For each counted field (or `day`, `month`, `year`) its values with their number of articles.
    pub counts: std::collections::BTreeMap<String, Vec<Count>>,
    /// Articles that are in no period, since they state no date; `None` if periods are not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undated: Option<u64>,
    /// Each counted field by period, where both are asked for.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub tables: std::collections::BTreeMap<String, CrossTable>,
}

/// The values of a field by calendar period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CrossTable {
    /// What the periods are: `month`.
    pub by: String,
    /// Every period, oldest first, also those without an article.
    pub periods: Vec<String>,
    /// The values in most articles, most frequent first.
    pub rows: Vec<CrossRow>,
}

/// One value by period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CrossRow {
    /// The value.
    pub value: String,
    /// Its number of articles, dated or not.
    pub count: u64,
    /// Those of each period.
    pub counts: Vec<u64>,
    /// Those that state no date.
    pub undated: u64,
}

/// A value and the number of articles that have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value.
    pub value: String,
    /// Number of articles.
    pub count: u64,
}

/// One matching article.
#[derive(Clone, Debug, Serialize)]
pub struct Hit {
    /// The record's id. An input may give one to several articles.
    pub id: String,
    /// The hash of its place, which no other article has; `show` takes it for an id.
    pub key: String,
    /// BM25 score; `None` when sorted by date.
    pub score: Option<f32>,
    /// Title.
    pub title: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Publication.
    pub site: Option<String>,
    /// Its section or category.
    pub section: Option<String>,
    /// Two-letter code.
    pub language: Option<String>,
    /// Moment of publication, ISO 8601.
    pub published: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// Path of the file.
    pub path: String,
    /// Place within the file, counted from 1, where that holds several articles.
    pub item: Option<u32>,
    /// The passage that matches best.
    #[serde(flatten)]
    pub snippet: Snippet,
    /// Number of other matching articles that it stands for, where copies were collapsed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<u64>,
    /// How the score comes about, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<Vec<PartScore>>,
}

/// A passage of an article with the matching words marked. Markup is the caller's business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// The passage, on one line.
    #[serde(rename = "snippet")]
    pub text: String,
    /// Matching words: bytes of `text` here, converted to code points where they are printed.
    pub highlights: Vec<Range<usize>>,
}
