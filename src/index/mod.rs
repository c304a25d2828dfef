//! [`Record`](crate::model::Record)s → an index on disk → [`Hits`](crate::model::Hits): the only module that knows
//! the search engine (tantivy), none of whose types leave it.
//!
//! A [`Writer`] replaces what a file gave before, file by file; a [`Searcher`] answers queries, counts, and hands
//! out the stored records. The index also remembers each file ([`FileState`]) and what failed in it
//! ([`FileFailure`]): in the same commits as the articles, so that the two never disagree, whenever the power goes.
//!
//! ```
//! use dateline::index::{FileState, Searcher, Writer, WriterOptions};
//! use dateline::model::{Annotations, Article, ArticleId, Origin, Query, Record};
//!
//! # fn main() -> dateline::error::Result<()> {
//! # let folder = std::env::temp_dir().join(format!("dateline-doc-{}", std::process::id()));
//! let origin = Origin { path: "news/strike.txt".to_owned(), item: None };
//! let article = Article {
//!     id: ArticleId::new(&origin),
//!     origin,
//!     text: "Doctors went on strike.".to_owned(),
//!     ..Article::default()
//! };
//! let record = Record { article, annotations: Annotations::default(), warnings: Vec::new() };
//! let json = br#"{"id": "1", "source": {"path": "news/strike.txt"}, "text": "Doctors went on strike."}"#;
//!
//! let mut writer = Writer::open(&folder, WriterOptions::default())?;
//! let known = writer.files()?;
//! assert_eq!(known.get("news/strike.txt")?, None);
//! let state = FileState { path: "news/strike.txt".to_owned(), hash: "c0ffee".to_owned(), ..FileState::default() };
//! writer.replace_file(&state, [(&record, &json[..])], &[])?;
//! writer.close()?;
//!
//! let searcher = Searcher::open(&folder)?;
//! let query = Query { text: "striking doctors".to_owned(), limit: 10, ..Query::default() };
//! let hits = searcher.search(&query)?;
//! assert_eq!(hits.total, 1);
//! assert_eq!(hits.hits[0].snippet.highlights, [0..7, 16..22]);
//! # std::fs::remove_dir_all(&folder).ok();
//! # Ok(())
//! # }
//! ```
//!
//! Read `schema.rs` first: the table of fields. Then `document.rs` (record → fields), `query/` (text → query),
//! `collect.rs` (one pass over what matches).

mod account;
mod alias;
mod alike;
mod ambiguous;
mod calendar;
mod collect;
mod compare;
mod copies;
mod counts;
mod cross;
mod directory;
mod document;
mod doubts;
mod engine;
mod entities;
mod fetch;
mod iso;
mod known;
mod labels;
mod lock;
mod log_odds;
mod novelty;
mod query;
mod queue;
mod quotes;
mod related;
mod schema;
mod searcher;
mod similar;
mod snippet;
mod sources;
mod speech;
mod state;
mod statement;
mod statistics;
mod stats;
mod strangers;
mod tally;
#[cfg(test)]
mod tests;
mod timeline;
mod together;
mod tokens;
mod told;
mod untold;
mod vector;
mod walk;
mod writer;

pub(crate) use alias::is_named;
pub use alike::Alike;
pub use alike::alike;
pub use copies::Copies;
pub use copies::are_copies;
pub use engine::exists;
pub use fetch::Named;
pub use known::KnownFiles;
pub use novelty::Content;
pub use query::check_syntax;
pub use quotes::QuotePicker;
pub use searcher::Searcher;
pub use state::FileFailure;
pub use state::FileState;
pub use stats::Stats;
pub use untold::Untold;
pub use writer::Writer;
pub use writer::WriterOptions;
