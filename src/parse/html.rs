//! Web page → [`Article`](crate::model::Article).

use crate::model::Article;
use crate::model::Warning;

/// Returns the article of a web page; `url` is where it was found, if known. Never fails.
pub(super) fn article(html: &str, url: Option<&str>) -> (Article, Vec<Warning>) {
    let _ = (html, url);
    (Article::default(), Vec::new())
}

/// Returns the encoding label that the page declares in its first bytes.
pub(super) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let _ = bytes;
    None
}
