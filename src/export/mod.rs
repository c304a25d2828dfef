//! Records → bytes: what is exported ([`What`]) and in which form ([`EXPORTERS`]).
//!
//! A record is turned into [`Row`]s and each row is written at once, so memory does not grow with the result. Never
//! opens a file: the caller passes the writer. Start at [`Export`].

use std::io;
use std::io::Write;

use crate::model::Record;
use crate::text::offset::OffsetUnit;

mod alias;
mod csv;
mod json;
mod ndjson;
mod place;
mod quote;
mod record;
mod row;
mod stored;

pub use alias::apply;
pub use quote::{JsonCircumstance, JsonQuote};
pub use record::{JsonEntity, JsonFact, JsonFailure, JsonMention};
pub use record::{JsonRange, JsonRecord, JsonSource, JsonSpan};
pub use row::{CircumstanceRow, Context, EntityRow, FactRow, QuoteRow, Row};
pub use stored::{from_stored, to_stored};

/// Every export format. The first is the default.
pub const EXPORTERS: &[&dyn Exporter] = &[&ndjson::Ndjson, &json::Json, &csv::Csv];

/// One export format.
pub trait Exporter: Sync {
    /// Returns the word after `--to`.
    fn name(&self) -> &'static str;

    /// Returns what it is, in one line of help.
    fn about(&self) -> &'static str;

    /// Returns a sink that writes rows of `what` in this format to `out`.
    fn begin<'w>(&self, what: What, out: Box<dyn Write + 'w>) -> Box<dyn Sink + 'w>;
}

/// Writes rows in one format.
pub trait Sink {
    /// Writes one row.
    ///
    /// # Errors
    /// What the writer says.
    fn row(&mut self, row: &Row<'_>) -> io::Result<()>;

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

/// What a row of an export is.
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
}

/// Writes records to a sink as rows of one sort.
pub struct Export<'w> {
    what: What,
    unit: OffsetUnit,
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
        Export { what, unit, sink: exporter.begin(what, out) }
    }

    /// Writes the rows of one record.
    ///
    /// # Errors
    /// What the writer says.
    pub fn record(&mut self, record: &Record) -> io::Result<()> {
        let sink = &mut self.sink;
        row::rows(self.what, record, self.unit, &mut |row| sink.row(&row))
    }

    /// Ends the export.
    ///
    /// # Errors
    /// What the writer says.
    pub fn finish(mut self) -> io::Result<()> {
        self.sink.finish()
    }
}
