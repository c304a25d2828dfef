//! Web page → [`Article`](crate::model::Article).

use crate::model::Parsed;
use crate::model::RawDocument;

/// Returns the article of a web page.
pub(super) fn parse(raw: &RawDocument) -> Parsed {
    let _ = raw;
    Parsed::default()
}
