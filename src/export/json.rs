//! One JSON array, one element a line.

use std::io;
use std::io::Write;

use crate::export::ByRow;
use crate::export::Exporter;
use crate::export::Row;
use crate::export::RowSink;
use crate::export::Sink;
use crate::export::What;
use crate::text::offset::OffsetUnit;

/// A single JSON document, written as it grows.
pub(super) struct Json;

impl Exporter for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "one JSON array"
    }

    fn begin<'w>(
        &self,
        what: What,
        unit: OffsetUnit,
        out: Box<dyn Write + 'w>,
    ) -> Box<dyn Sink + 'w> {
        Box::new(ByRow { what, unit, table: Array { out, any: false } })
    }
}

struct Array<'w> {
    out: Box<dyn Write + 'w>,
    any: bool,
}

impl RowSink for Array<'_> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.out.write_all(if self.any { b",\n" } else { b"[\n" })?;
        self.any = true;
        Ok(serde_json::to_writer(&mut self.out, row)?)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(if self.any { b"\n]\n" } else { b"[]\n" })?;
        self.out.flush()
    }
}
