//! One JSON object a line.

use std::io;
use std::io::Write;

use crate::export::ByRow;
use crate::export::Exporter;
use crate::export::Row;
use crate::export::RowSink;
use crate::export::Sink;
use crate::export::What;
use crate::text::offset::OffsetUnit;

/// Newline-delimited JSON: streams, and every tool reads it.
pub(super) struct Ndjson;

impl Exporter for Ndjson {
    fn name(&self) -> &'static str {
        "ndjson"
    }

    fn about(&self) -> &'static str {
        "one JSON object a line"
    }

    fn begin<'w>(
        &self,
        what: What,
        unit: OffsetUnit,
        out: Box<dyn Write + 'w>,
    ) -> Box<dyn Sink + 'w> {
        Box::new(ByRow { what, unit, table: Lines { out } })
    }
}

struct Lines<'w> {
    out: Box<dyn Write + 'w>,
}

impl RowSink for Lines<'_> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, row)?;
        self.out.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
