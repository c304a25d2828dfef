//! Comma-separated values for spreadsheets.
//!
//! A cell of text that a spreadsheet would run as a formula (it opens with a sign of [`FORMULA`]) gets an apostrophe in
//! front, which spreadsheets hide; numbers stay as they are. Control codes but tab and line ends become pictures (`␛`).
//! Lists are joined with `; `, anything deeper is JSON in the cell.

use std::io;
use std::io::Write;

use serde_json::Value;

use crate::export::Row;
use crate::export::RowSink;
use crate::export::Tables;
use crate::export::schema::columns;
use crate::export::schema::fields;
use crate::text::control::is_control;
use crate::text::control::picture;

/// Comma-separated values with a header line.
pub(super) const CSV: Tables = Tables {
    name: "csv",
    about: "comma-separated values with a header, safe to open in a spreadsheet",
    is_binary: false,
    begin: |what, out| {
        let columns = columns(fields(what));
        Box::new(Table { columns, out: ::csv::Writer::from_writer(out), headed: false })
    },
};

struct Table<'w> {
    /// Heading, and where in a row the cells stand.
    columns: Vec<(&'static str, String)>,
    out: ::csv::Writer<Box<dyn Write + 'w>>,
    headed: bool,
}

impl Table<'_> {
    fn head(&mut self) -> io::Result<()> {
        if !self.headed {
            self.headed = true;
            self.out
                .write_record(self.columns.iter().map(|(heading, _)| heading))
                .map_err(io_error)?;
        }
        Ok(())
    }
}

impl RowSink for Table<'_> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.head()?;
        let row = serde_json::to_value(row)?;
        let cells = self.columns.iter().map(|(_, pointer)| cell(row.pointer(pointer)));
        self.out.write_record(cells).map_err(io_error)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.head()?;
        self.out.flush()
    }
}

/// Returns what the writer said: the library wraps it, and a closed pipe must stay recognisable.
pub(super) fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Returns the text of a cell.
pub(super) fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => inert(text),
        Some(Value::Array(items)) if items.iter().all(Value::is_string) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            inert(&items.join("; "))
        }
        Some(other) => seen(&other.to_string()),
    }
}

/// Signs that open a formula in some spreadsheet; the wide ones do where Japanese or Chinese is typed, and white space is
/// passed over.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Returns `text` in a form that no spreadsheet runs and no terminal obeys.
fn inert(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{}", seen(text)) } else { seen(text) }
}

/// Returns `text` with its control codes, but for tab and line ends, as pictures.
fn seen(text: &str) -> String {
    let show = |c: char| if is_control(c) && c != '\r' { picture(c) } else { c };
    text.chars().map(show).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn cells_are_readable_and_inert() {
        let cases = [
            (json!(null), ""),
            (json!("Meghana Pandit"), "Meghana Pandit"),
            (json!("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")"),
            (json!("+1"), "'+1"),
            (json!("-5 degrees"), "'-5 degrees"),
            (json!("@SUM(A1)"), "'@SUM(A1)"),
            (json!("\t=1"), "'\t=1"),
            (json!("\r=1"), "'\r=1"),
            (json!("\n=1"), "'\n=1"),
            (json!("＝1"), "'＝1"),
            (json!("\u{1b}[2Jred\nline"), "\u{241b}[2Jred\nline"),
            (json!(-5), "-5"),
            (json!(5.4), "5.4"),
            (json!(["=a", "b"]), "'=a; b"),
            (json!([]), ""),
            (json!({"number": 29}), "{\"number\":29}"),
        ];
        for (value, wanted) in cases {
            assert_eq!(cell(Some(&value)), wanted, "{value}");
        }
        assert_eq!(cell(None), "");
    }
}
