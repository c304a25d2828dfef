//! Records → bytes: what is exported ([`What`]) and in which form ([`EXPORTERS`]).
//!
//! Tables take a record apart into [`Row`]s; documents write it whole. Either way it is written at once, so memory does
//! not grow with the result. Never opens a file: the caller passes the writer. Start at [`Export`].

use std::io;
use std::io::Write;

use crate::model::Record;
use crate::text::offset::OffsetUnit;

mod alias;
mod csv;
mod document;
mod graph;
mod json;
mod ndjson;
mod parquet;
mod piece;
mod place;
mod quote;
mod record;
mod row;
mod schema;
mod sheet;
mod stored;
mod table;

pub use alias::apply;
pub use document::page;
pub use piece::{Piece, pieces};
pub use quote::{JsonCircumstance, JsonQuote};
pub use record::{JsonEntity, JsonFact, JsonFailure, JsonMention};
pub use record::{JsonRange, JsonRecord, JsonSource, JsonSpan};
pub use row::{CircumstanceRow, Context, EntityRow, FactRow, QuoteRow, Row};
pub use schema::{FORMAT_VERSION, array_schema, extract_schema, json_schema};
pub use sheet::{about, entity_line, kinds};
pub use stored::{from_stored, to_stored};
pub use table::Sheet;

/// Every export format. The first that writes what is wanted is the default.
pub const EXPORTERS: &[&dyn Exporter] = &[
    &ndjson::NDJSON,
    &json::JSON,
    &csv::CSV,
    &parquet::PARQUET,
    &document::SPACY,
    &document::CONLL,
    &document::WEB_ANNOTATION,
    &document::SCHEMA_ORG,
    &document::TEI,
    &document::BRAT,
    &document::TIMEML,
    &document::MARKDOWN,
    &document::HTML,
    &graph::GRAPHML,
    &graph::GEXF,
];

/// One export format.
pub trait Exporter: Sync {
    /// Returns the word after `--to`.
    fn name(&self) -> &'static str;

    /// Returns what it is, in one line of help.
    fn about(&self) -> &'static str;

    /// Returns the suffix by which files in this format are known, if it is theirs alone.
    fn suffix(&self) -> Option<&'static str> {
        Some(self.name())
    }

    /// Returns true for bytes that are nothing to look at.
    fn is_binary(&self) -> bool {
        false
    }

    /// Returns what can be written in it.
    fn writes(&self) -> &'static [What];

    /// Returns a sink that writes `what` in this format to `out`, with offsets in `unit` where the format leaves it open.
    fn begin<'w>(
        &self,
        what: What,
        unit: OffsetUnit,
        out: Box<dyn Write + 'w>,
    ) -> Box<dyn Sink + 'w>;
}

/// Writes records in one format.
pub trait Sink {
    /// Writes what is wanted of one record.
    ///
    /// # Errors
    /// What the writer says.
    fn record(&mut self, record: &Record) -> io::Result<()>;

    /// Writes what the format needs at its end, and flushes.
    ///
    /// # Errors
    /// What the writer says.
    fn finish(&mut self) -> io::Result<()>;
}

/// Returns the exporter of this name.
pub fn exporter(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.iter().copied().find(|exporter| exporter.name() == name)
}

/// Returns the exporters that write `what`.
pub fn exporters_of(what: What) -> impl Iterator<Item = &'static dyn Exporter> {
    EXPORTERS.iter().copied().filter(move |exporter| exporter.writes().contains(&what))
}

/// What tables can hold.
const TABLES: &[What] =
    &[What::Articles, What::Entities, What::Facts, What::Quotes, What::Mentions];

/// A format of tables.
struct Tables {
    name: &'static str,
    about: &'static str,
    is_binary: bool,
    /// Returns a table of `what` that is written to the writer.
    begin: for<'w> fn(What, Box<dyn Write + 'w>) -> Box<dyn RowSink + 'w>,
}

impl Exporter for Tables {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn is_binary(&self) -> bool {
        self.is_binary
    }

    fn writes(&self) -> &'static [What] {
        TABLES
    }

    fn begin<'w>(
        &self,
        what: What,
        unit: OffsetUnit,
        out: Box<dyn Write + 'w>,
    ) -> Box<dyn Sink + 'w> {
        Box::new(ByRow { what, unit, table: (self.begin)(what, out) })
    }
}

/// Writes the rows of a table.
trait RowSink {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()>;

    fn finish(&mut self) -> io::Result<()>;
}

/// Takes records apart for a table.
struct ByRow<'w> {
    what: What,
    unit: OffsetUnit,
    table: Box<dyn RowSink + 'w>,
}

impl Sink for ByRow<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        row::rows(self.what, record, self.unit, &mut |row| self.table.row(&row))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.table.finish()
    }
}

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A whole record.
    Articles,
    /// An entity of an article.
    Entities,
    /// A fact of an article; a mention counts as a fact of kind `mention`.
    Facts,
    /// A quote.
    Quotes,
    /// The facts of kind `mention` alone.
    Mentions,
    /// Texts with everything that was found in them, for tools that annotate.
    Annotations,
    /// The network of entities that stand in one paragraph.
    Graph,
    /// The network of speakers and those they speak of.
    SpeakerGraph,
}

/// Writes records in one format.
pub struct Export<'w> {
    sink: Box<dyn Sink + 'w>,
}

impl<'w> Export<'w> {
    /// Returns an export of `what` to `out`, with offsets in `unit`.
    pub fn new(
        exporter: &dyn Exporter,
        what: What,
        unit: OffsetUnit,
        out: Box<dyn Write + 'w>,
    ) -> Export<'w> {
        Export { sink: exporter.begin(what, unit, out) }
    }

    /// Writes what is wanted of one record.
    ///
    /// # Errors
    /// What the writer says.
    pub fn record(&mut self, record: &Record) -> io::Result<()> {
        self.sink.record(record)
    }

    /// Ends the export.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<()> {
        self.sink.finish()
    }
}
