//! Formats that want files of their own for each article: written as one tar archive.
//!
//! Entries are named by the id that the input declared, where it is fit for a file name anywhere, with the first
//! characters of dateline's own, else by that alone.
//! They carry no time, so the same articles give the same archive.

use std::io;
use std::io::Write;

use crate::export::Exporter;
use crate::export::Sink;
use crate::export::What;
use crate::export::record::record_id;
use crate::model::Article;
use crate::model::Record;
use crate::text::offset::OffsetUnit;

/// Characters of our own id behind a declared one.
const OWN_CHARS: usize = 8;

/// Longest declared id that names a file, in bytes; tar has room for a hundred.
const MAX_NAME_BYTES: usize = 80;

/// A format with files of its own for each article.
pub(in crate::export) struct Archive {
    pub name: &'static str,
    pub about: &'static str,
    /// Returns the files of an article: suffix and content.
    pub files: fn(&Record) -> Vec<(&'static str, String)>,
}

impl Exporter for Archive {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn suffix(&self) -> Option<&'static str> {
        None
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn writes(&self) -> &'static [What] {
        &[What::Annotations]
    }

    fn begin<'w>(&self, _: What, _: OffsetUnit, out: Box<dyn Write + 'w>) -> Box<dyn Sink + 'w> {
        Box::new(Files { files: self.files, out: tar::Builder::new(out) })
    }
}

struct Files<'w> {
    files: fn(&Record) -> Vec<(&'static str, String)>,
    out: tar::Builder<Box<dyn Write + 'w>>,
}

impl Sink for Files<'_> {
    fn record(&mut self, record: &Record) -> io::Result<()> {
        let name = file_name(&record.article);
        for (suffix, content) in (self.files)(record) {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            self.out.append_data(&mut header, format!("{name}{suffix}"), content.as_bytes())?;
        }
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.finish()?;
        self.out.get_mut().flush()
    }
}

/// Returns the name of an article's files, without suffix. Declared ids may come twice, so part of our own follows.
fn file_name(article: &Article) -> String {
    let (own, given) = (article.id.to_string(), record_id(article));
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let fits = !given.is_empty() && given.len() <= MAX_NAME_BYTES && given.bytes().all(is_plain);
    match fits && given != own {
        true => format!("{given}-{}", &own[..OWN_CHARS]),
        false => own,
    }
}
