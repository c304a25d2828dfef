//! Values → a line of comma-separated cells, as safe for spreadsheets as the exports are.

use std::io;
use std::io::Write;

use serde_json::Value;

use crate::export::csv::cell;
use crate::export::csv::io_error;

/// Writes one line of cells.
///
/// # Errors
/// What the writer says.
pub fn write_cells<'v>(
    out: &mut dyn Write,
    cells: impl IntoIterator<Item = &'v Value>,
) -> io::Result<()> {
    let mut line = ::csv::Writer::from_writer(out);
    line.write_record(cells.into_iter().map(|value| cell(Some(value)))).map_err(io_error)?;
    line.flush()
}
