//! One JSON array, one element a line.

use std::io;
use std::io::Write;

use crate::export::Row;
use crate::export::RowSink;
use crate::export::Tables;

/// A single JSON document, written as it grows.
pub(super) const JSON: Tables = Tables {
    name: "json",
    about: "one JSON array",
    is_binary: false,
    begin: |_, out| Box::new(Array { out, any: false }),
};

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
