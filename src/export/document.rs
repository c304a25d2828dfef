//! Formats that write an article whole, with what was found in it, for tools that annotate, publish or archive.
//!
//! Each is a [`Document`], or an [`Archive`](archive::Archive) where each article has files of its own: a constant of its own file, listed in [`EXPORTERS`](crate::export::EXPORTERS). Offsets are those
//! that the format prescribes.

use std::io;
use std::io::Write;

use crate::export::Exporter;
use crate::export::Sink;
use crate::export::What;
use crate::model::Record;
use crate::text::offset::OffsetUnit;

mod annotation;
mod archive;
mod brat;
mod conll;
mod html;
mod markdown;
mod schema_org;
mod spacy;
mod tei;
mod timeml;
mod words;

pub(super) use annotation::WEB_ANNOTATION;
pub(super) use brat::BRAT;
pub(super) use conll::CONLL;
pub(super) use html::HTML;
pub use html::page;
pub(super) use markdown::MARKDOWN;
pub(super) use schema_org::SCHEMA_ORG;
pub(super) use spacy::SPACY;
pub(super) use tei::TEI;
pub(super) use timeml::TIMEML;

/// What stands before the first article and after the last, in pieces.
type Around = [&'static [&'static str]; 2];

/// A format that writes one article after the other.
pub(super) struct Document {
    name: &'static str,
    about: &'static str,
    suffix: Option<&'static str>,
    writes: &'static [What],
    /// What stands before the first article and after the last.
    around: Around,
    /// Writes an article.
    write: fn(&Record, &mut dyn Write) -> io::Result<()>,
}

impl Exporter for Document {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn suffix(&self) -> Option<&'static str> {
        self.suffix
    }

    fn writes(&self) -> &'static [What] {
        self.writes
    }

    fn begin<'w>(&self, _: What, _: OffsetUnit, out: Box<dyn Write + 'w>) -> Box<dyn Sink + 'w> {
        Box::new(Documents { around: self.around, write: self.write, out, any: false })
    }
}

struct Documents<'w> {
    around: Around,
    write: fn(&Record, &mut dyn Write) -> io::Result<()>,
    out: Box<dyn Write + 'w>,
    any: bool,
}

impl Documents<'_> {
    fn write_all(&mut self, side: usize) -> io::Result<()> {
        self.around[side].iter().try_for_each(|piece| self.out.write_all(piece.as_bytes()))
    }

    fn head(&mut self) -> io::Result<()> {
        match std::mem::replace(&mut self.any, true) {
            true => Ok(()),
            false => self.write_all(0),
        }
    }
}

impl Sink for Documents<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        self.head()?;
        (self.write)(record, &mut self.out)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.head()?;
        self.write_all(1)?;
        self.out.flush()
    }
}
