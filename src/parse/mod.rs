//! [`RawDocument`] → [`Article`]s.

use jiff::civil::Date;

use crate::model::Parsed;
use crate::model::RawDocument;

mod html;

/// What the caller knows about a document beyond its bytes.
#[derive(Clone, Debug, Default)]
pub struct ParseOptions {
    /// Publication date of articles that state none (`--published`).
    pub published: Option<Date>,
}

/// Returns the articles of a document. Never fails as a whole: a damaged entry is an error among the articles.
pub fn parse(raw: &RawDocument, options: &ParseOptions) -> Parsed {
    let _ = options;
    html::parse(raw)
}
