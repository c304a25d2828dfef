//! Lines of any values → comma-separated lines that are safe to open in a spreadsheet, as those of `--to csv`.

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
