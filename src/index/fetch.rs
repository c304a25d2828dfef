//! Articles that were found → their records, and what hits show of them.
//!
//! Start at [`Searcher::get`].

use serde::Deserialize;
use tantivy::DocAddress;
use tantivy::TantivyDocument;
use tantivy::Term;
use tantivy::schema::Value as _;

use crate::error::Result;
use crate::index::collect::Gather;
use crate::index::engine;
use crate::index::schema::field;
use crate::index::searcher::Searcher;
use crate::index::snippet::Snippets;
use crate::model::ArticleId;
use crate::model::Hit;
use crate::model::Order;
use crate::model::Origin;

/// Fewest digits of a key that [`Searcher::get`] completes. One alone also begins the keys of notes about files.
const MIN_KEY_PREFIX: usize = 2;

/// Most records that [`Searcher::get`] returns for a key that is not complete.
const MAX_COMPLETIONS: usize = 20;

/// The parts of a record that a hit shows.
#[derive(Deserialize)]
struct Shown {
    id: String,
    title: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    site: Option<String>,
    section: Option<String>,
    language: Option<String>,
    published: Option<String>,
    url: Option<String>,
    source: ShownSource,
    text: String,
}

#[derive(Deserialize)]
struct ShownSource {
    path: String,
    item: Option<u32>,
}

/// The records that an id may mean.
#[derive(Debug, Default)]
pub struct Named {
    /// Their number.
    pub total: usize,
    /// The first of them.
    pub records: Vec<Vec<u8>>,
}

impl Searcher {
    /// Returns the record of the article with this key, all of it.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn article(&self, key: &str) -> Result<Option<Vec<u8>>> {
        let by_key = tantivy::query::TermQuery::new(
            Term::from_field_text(field("key"), key),
            Default::default(),
        );
        Ok(self.records(&self.snapshot(), &by_key)?.records.pop())
    }

    /// Returns the records with this id; if there are none, that of this key, or those whose key begins so (two
    /// digits at least). Twenty records at most, and how many there are.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn get(&self, id: &str) -> Result<Named> {
        let by_id = tantivy::query::TermQuery::new(
            Term::from_field_text(field("id"), id),
            Default::default(),
        );
        let snapshot = self.snapshot();
        let found = self.records(&snapshot, &by_id)?;
        let is_prefix =
            id.len() >= MIN_KEY_PREFIX && id.bytes().all(|digit| digit.is_ascii_hexdigit());
        if found.total > 0 || !is_prefix {
            return Ok(found);
        }
        let key = Term::from_field_text(field("key"), &id.to_ascii_lowercase());
        self.records(&snapshot, &tantivy::query::FuzzyTermQuery::new_prefix(key, 0, false))
    }

    fn records(
        &self,
        snapshot: &tantivy::Searcher,
        wanted: &dyn tantivy::query::Query,
    ) -> Result<Named> {
        let plan = Gather { keep: MAX_COMPLETIONS, ..Gather::none(Order::Newest) };
        let found = engine::guard(&self.path, || snapshot.search(wanted, &plan))?;
        let mut records = Vec::with_capacity(found.best.len());
        for article in &found.best {
            records.push(self.record(&self.document(snapshot, article.address)?)?.to_vec());
        }
        Ok(Named { total: found.total, records })
    }

    /// Returns what the engine keeps of an article.
    pub(super) fn document(
        &self,
        snapshot: &tantivy::Searcher,
        address: DocAddress,
    ) -> Result<TantivyDocument> {
        engine::guard(&self.path, || snapshot.doc(address))
    }

    /// Returns the record of an article, as JSON.
    pub(super) fn record<'d>(&self, document: &'d TantivyDocument) -> Result<&'d [u8]> {
        let record = document.get_first(field("record")).and_then(|record| record.as_bytes());
        record.ok_or_else(|| {
            engine::error(
                &self.path,
                "an article has no record; `dateline ingest --rebuild PATH…` makes the index anew",
            )
        })
    }

    /// Returns what a hit shows of an article.
    pub(super) fn hit(
        &self,
        snapshot: &tantivy::Searcher,
        address: DocAddress,
        score: Option<f32>,
        snippets: &mut Snippets<'_>,
    ) -> Result<Hit> {
        let document = self.document(snapshot, address)?;
        let record = self.record(&document)?;
        let unreadable = |cause| engine::unreadable(&self.path, &cause);
        let shown: Shown = serde_json::from_slice(record).map_err(unreadable)?;
        let snippet = snippets.snippet(&shown.text, record).map_err(unreadable)?;
        let origin = Origin { path: shown.source.path, item: shown.source.item };
        Ok(Hit {
            id: shown.id,
            key: ArticleId::new(&origin).to_string(),
            score,
            title: shown.title,
            authors: shown.authors,
            site: shown.site,
            section: shown.section,
            language: shown.language,
            published: shown.published,
            url: shown.url,
            path: origin.path,
            item: origin.item,
            snippet,
            copies: None,
            account: None,
        })
    }
}
