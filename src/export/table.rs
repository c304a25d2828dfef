//! Values → comma-separated lines, as safe for spreadsheets as those of `--to csv`.

use std::io;
use std::io::Write;

use serde::Serialize;
use serde_json::Value;

use crate::export::csv::cell;
use crate::export::csv::io_error;

/// Writes comma-separated lines.
pub struct Sheet<W: Write> {
    out: ::csv::Writer<W>,
    headings: Vec<String>,
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
        let headings: Vec<String> = headings.map(str::to_owned).collect();
        let mut sheet = Sheet { out: ::csv::Writer::from_writer(out), headings: Vec::new() };
        let cells: Vec<Value> = headings.iter().map(|heading| heading.as_str().into()).collect();
        sheet.line(cells.iter().map(Some))?;
        Ok(Sheet { headings, ..sheet })
    }

    /// Writes one line: what stands in a value under keys that are called as the headings are.
    ///
    /// # Errors
    /// `out` cannot be written.
    pub fn record(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_value(value)?;
        let cells = self.headings.iter().map(|heading| cell(json.get(heading)));
        self.out.write_record(cells).map_err(io_error)
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
