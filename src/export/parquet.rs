//! Parquet: typed columns for DuckDB, pandas and Polars, compressed with zstd.
//!
//! Columns, groups and lists are those of the JSON form, from the same table (`schema/fields.rs`). A time keeps what the
//! article states and gets typed columns besides, as [`shape`] says. Rows are gathered into groups of bounded size, so
//! memory does not grow with the result. Start at [`Table`].

use std::io;
use std::io::Write;
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::basic::ZstdLevel;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::EnabledStatistics;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;

use crate::export::FORMAT_VERSION;
use crate::export::Row;
use crate::export::RowSink;
use crate::export::Tables;
use crate::export::What;
use crate::export::parquet::column::Column;
use crate::export::parquet::shape::Shape;
use crate::export::schema::fields;

mod column;
mod shape;

/// Most of a group. Readers skip whole groups and work on several at a time, so they should be neither small nor all.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// Memory that the values may take, in bytes.
    bytes: usize,
    /// Rows.
    rows: usize,
}

/// The rows are what DuckDB takes in one step.
const GROUP: Group = Group { bytes: 32 << 20, rows: 122_880 };

/// Typed columns in one file.
pub(super) const PARQUET: Tables = Tables {
    name: "parquet",
    about: "typed columns for DuckDB, pandas and Polars",
    is_binary: true,
    begin: |what, out| Box::new(Table::new(what, GROUP, out)),
};

/// A file in writing.
struct Table<'w> {
    shape: Shape,
    /// The values of the group in writing.
    columns: Vec<Column>,
    rows: usize,
    most: Group,
    /// Writes to memory, which is emptied after each group.
    writer: Option<SerializedFileWriter<Vec<u8>>>,
    out: Box<dyn Write + 'w>,
}

impl<'w> Table<'w> {
    fn new(what: What, most: Group, out: Box<dyn Write + 'w>) -> Table<'w> {
        let (shape, columns) = Shape::new(fields(what));
        Table { shape, columns, rows: 0, most, writer: None, out }
    }

    /// Writes the rows gathered as a group.
    fn group(&mut self) -> io::Result<()> {
        let writer = match &mut self.writer {
            Some(writer) => writer,
            none => none.insert(start(&self.shape).map_err(io_error)?),
        };
        if self.rows > 0 {
            write_group(writer, &mut self.columns).map_err(io_error)?;
            self.rows = 0;
        }
        writer.flush()?;
        self.out.write_all(writer.inner())?;
        writer.inner_mut().clear();
        Ok(())
    }
}

impl RowSink for Table<'_> {
    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        self.shape.put(&serde_json::to_value(row)?, &mut self.columns)?;
        self.rows += 1;
        let bytes: usize = self.columns.iter().map(Column::bytes).sum();
        let is_full = self.rows >= self.most.rows || bytes >= self.most.bytes;
        if is_full { self.group() } else { Ok(()) }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.group()?;
        if let Some(writer) = self.writer.take() {
            self.out.write_all(&writer.into_inner().map_err(io_error)?)?;
        }
        self.out.flush()
    }
}

fn start(shape: &Shape) -> Result<SerializedFileWriter<Vec<u8>>, ParquetError> {
    let version = KeyValue::new("dateline".to_owned(), FORMAT_VERSION.to_owned());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by(concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(vec![version]))
        .build();
    SerializedFileWriter::new(Vec::new(), shape.root()?, Arc::new(properties))
}

fn write_group(
    writer: &mut SerializedFileWriter<Vec<u8>>,
    columns: &mut [Column],
) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for column in columns {
        if let Some(mut writer) = group.next_column()? {
            column.write(&mut writer)?;
            writer.close()?;
        }
    }
    group.close().map(|_| ())
}

/// Only memory is written to, so this is no failure of a disk or pipe.
fn io_error(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests;
