//! One JSON object a line.

use std::io;
use std::io::Write;

use crate::export::Row;
use crate::export::RowSink;
use crate::export::Tables;

/// Newline-delimited JSON: streams, and every tool reads it.
pub(super) const NDJSON: Tables = Tables {
    name: "ndjson",
    about: "one JSON object a line",
    is_binary: false,
    begin: |_, out| Box::new(Lines { out }),
};

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
