//! Values → comma-separated lines, as safe for spreadsheets as those of `--to csv`.

use std::io;
use std::io::Write;

use serde_json::Value;

use crate::export::csv::cell;
use crate::export::csv::io_error;

/// Writes comma-separated lines.
pub struct Sheet<W: Write> {
    out: ::csv::Writer<W>,
}

impl<W: Write> std::fmt::Debug for Sheet<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sheet")
    }
}

impl<W: Write> Sheet<W> {
    /// Begins a sheet with a line of headings.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn new<'h>(out: W, headings: impl Iterator<Item = &'h str>) -> io::Result<Sheet<W>> {
        let mut out = ::csv::Writer::from_writer(out);
        out.write_record(headings).map_err(io_error)?;
        Ok(Sheet { out })
    }

    /// Writes one line; an absent value is an empty cell.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn line<'v>(&mut self, values: impl Iterator<Item = Option<&'v Value>>) -> io::Result<()> {
        self.out.write_record(values.map(cell)).map_err(io_error)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

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
