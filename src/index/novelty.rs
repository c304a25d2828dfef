//! What the articles of a file said before it is read again: so that only what is new or says something else counts as
//! new. Start at [`Writer::contents`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use tantivy::TantivyDocument;
use tantivy::Term;
use tantivy::collector::DocSetCollector;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::Value as _;

use crate::error::Result;
use crate::index::engine;
use crate::index::schema::field;
use crate::index::writer::Writer;
use crate::model::Article;

/// A hash of what an article says: title, body and moment of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Content([u8; 32]);

impl Content {
    /// Returns the hash of an article.
    pub fn of(article: &Article) -> Content {
        let published = article.published.as_ref().map(ToString::to_string);
        Content::new(article.title.as_deref(), published.as_deref(), &article.text)
    }

    fn new(title: Option<&str>, published: Option<&str>, text: &str) -> Content {
        let mut hasher = blake3::Hasher::new();
        for part in [title.unwrap_or_default(), published.unwrap_or_default(), text] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        Content(hasher.finalize().into())
    }

    /// Returns the hash in hexadecimal digits.
    pub(super) fn hex(self) -> String {
        blake3::Hash::from(self.0).to_hex().to_string()
    }
}

/// What of a stored record says something.
#[derive(Deserialize)]
struct Said<'r> {
    #[serde(borrow)]
    title: Option<Cow<'r, str>>,
    #[serde(borrow)]
    published: Option<Cow<'r, str>>,
    #[serde(borrow)]
    text: Cow<'r, str>,
}

impl Writer {
    /// Returns what the articles of a file say, by key, as of the last commit.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn contents(&self, file: &str) -> Result<BTreeMap<String, Content>> {
        let snapshot = self.reader.searcher();
        let of_file = Term::from_field_text(field("file"), file);
        let query = TermQuery::new(of_file, IndexRecordOption::Basic);
        let places = engine::guard(&self.path, || snapshot.search(&query, &DocSetCollector))?;
        let mut contents = BTreeMap::new();
        for place in places {
            let document: TantivyDocument = engine::guard(&self.path, || snapshot.doc(place))?;
            let record = document.get_first(field("record")).and_then(|record| record.as_bytes());
            let key = document.get_first(field("key")).and_then(|key| key.as_str());
            // Notes about the file have no record.
            let (Some(record), Some(key)) = (record, key) else { continue };
            let said: Said<'_> = serde_json::from_slice(record)
                .map_err(|cause| engine::unreadable(&self.path, &cause))?;
            let content =
                Content::new(said.title.as_deref(), said.published.as_deref(), &said.text);
            contents.insert(key.to_owned(), content);
        }
        Ok(contents)
    }
}
