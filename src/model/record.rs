//! An article with its annotations: the unit that is indexed and exported.

use serde::{Deserialize, Serialize};

use crate::model::Annotations;
use crate::model::Article;

/// Version of the JSON form of a record; it changes when a field is renamed or dropped.
pub const SCHEMA_VERSION: u32 = 1;

/// A remark about one document that stops nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// A short word that programs can test: `no-date`.
    pub code: String,
    /// A sentence for people, with the remedy where there is one.
    pub message: String,
}

impl Warning {
    /// Returns a warning.
    pub fn new(code: &str, message: impl Into<String>) -> Warning {
        Warning { code: code.to_owned(), message: message.into() }
    }
}

/// What parsing one document gives: one article for each entry, in document order.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// One entry an article, with the remarks about it; a damaged entry is an error that names its place and remedy.
    pub articles: Vec<Result<(Article, Vec<Warning>), ParseFailure>>,
}

/// A document, or an entry of one, from which no article could be recovered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFailure {
    /// Place within the file, counted from 1.
    pub item: Option<u32>,
    /// The id that the entry declared, if that much could be read.
    pub given_id: Option<String>,
    /// What is wrong and what to do, without the path.
    pub message: String,
}

/// One article and all that was found in it.
#[derive(Clone, Debug)]
pub struct Record {
    /// The article.
    pub article: Article,
    /// What was found.
    pub annotations: Annotations,
    /// Remarks from parsing and extraction.
    pub warnings: Vec<Warning>,
}
