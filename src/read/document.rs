//! One file or stream → its documents: whole where a file is one article, in pieces of whole lines where each line is.
//!
//! Memory is bounded by [`Limits`], whatever the length of the stream. Start at [`documents`].

use std::fs::File;
use std::io;
use std::io::Cursor;
use std::io::Read;

use crate::model::Origin;
use crate::model::RawDocument;
use crate::model::ReadFailure;
use crate::read::folder::FileEntry;
use crate::read::folder::explain;
use crate::read::lines::Lines;
use crate::text::sniff;

/// How much of one input is held in memory at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file that is one article.
    pub file: usize,
    /// Bytes of one line in a file of many articles.
    pub line: usize,
    /// Bytes after which such a file is cut at the next end of a line. Large enough to make the hand-over between
    /// threads cheap, small enough to keep all of them busy.
    pub piece: usize,
}

impl Default for Limits {
    /// Returns 512 MiB for a file (no article is a hundredth of it, and a machine bears it), 64 MiB for a line and
    /// pieces of 256 KiB.
    fn default() -> Limits {
        Limits { file: 512 << 20, line: 64 << 20, piece: 256 << 10 }
    }
}

/// Returns the documents of a file or of standard input. `format` is the one named by the user (`--from`); without it
/// the first bytes and the suffix decide whether each line is an article. Nothing is opened before the first `next`.
pub fn documents(entry: &FileEntry, format: Option<&str>, limits: &Limits) -> Documents {
    let stage = match entry.length > limits.file as u64 && !may_be_lines(entry, format) {
        true => Stage::Failed(too_large(limits)),
        false => Stage::Closed(Box::new(entry.clone())),
    };
    Documents {
        path: entry.shown.clone(),
        format: format.map(str::to_owned),
        limits: *limits,
        stage,
        broken: false,
    }
}

/// Returns the documents of a stream, shown as `path`.
pub fn documents_of(
    stream: impl Read + Send + 'static,
    path: &str,
    format: Option<&str>,
    limits: &Limits,
) -> Documents {
    let stage = Stage::Open(Box::new(stream));
    let format = format.map(str::to_owned);
    Documents { path: path.to_owned(), format, limits: *limits, stage, broken: false }
}

type Stream = Box<dyn Read + Send>;

/// Iterator over the documents of one file or stream.
pub struct Documents {
    path: String,
    format: Option<String>,
    limits: Limits,
    stage: Stage,
    broken: bool,
}

enum Stage {
    Closed(Box<FileEntry>),
    Open(Stream),
    Lines(Lines<io::Chain<Cursor<Vec<u8>>, Stream>>),
    Failed(String),
    Done,
}

impl Iterator for Documents {
    type Item = Result<RawDocument, ReadFailure>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Done => None,
            Stage::Failed(message) => Some(Err(self.failure(None, message))),
            Stage::Closed(entry) => {
                self.stage = match open(&entry) {
                    Ok(stream) => Stage::Open(stream),
                    Err(error) => Stage::Failed(self.broke(&error)),
                };
                self.next()
            }
            Stage::Open(stream) => match self.begin(stream) {
                Ok(Some(bytes)) => Some(Ok(self.document(None, self.format.clone(), bytes))),
                Ok(None) => self.next(),
                Err(message) => Some(Err(self.failure(None, message))),
            },
            Stage::Lines(mut lines) => {
                let (item, piece) = lines.next()?;
                self.broken = lines.is_broken();
                self.stage = Stage::Lines(lines);
                Some(match piece {
                    // The pieces of one file have one format: a broken line at the start of a piece must not change it.
                    Ok(bytes) => Ok(self.document(Some(item), Some("jsonl".to_owned()), bytes)),
                    Err(message) => Err(self.failure(Some(item), message)),
                })
            }
        }
    }
}

impl Documents {
    /// Returns true if the last failure was one of the system, such as a disk that is away; what the file holds is
    /// not known then.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    fn broke(&mut self, error: &io::Error) -> String {
        self.broken = true;
        explain(error)
    }

    fn read_to_end(&mut self, mut from: impl Read, bytes: &mut Vec<u8>) -> Result<(), String> {
        from.read_to_end(bytes).map(drop).map_err(|error| self.broke(&error))
    }

    /// Reads the first bytes and then either the whole stream, or nothing more where it goes on in lines.
    fn begin(&mut self, mut stream: Stream) -> Result<Option<Vec<u8>>, String> {
        let mut bytes = Vec::new();
        let head = stream.by_ref().take(sniff::SAMPLE_BYTES as u64);
        self.read_to_end(head, &mut bytes)?;
        if self.is_lines(&bytes) {
            self.stage = Stage::Lines(Lines::new(Cursor::new(bytes).chain(stream), &self.limits));
            return Ok(None);
        }
        let room = self.limits.file.saturating_add(1).saturating_sub(bytes.len());
        self.read_to_end(stream.take(room as u64), &mut bytes)?;
        if bytes.len() > self.limits.file { Err(too_large(&self.limits)) } else { Ok(Some(bytes)) }
    }

    fn is_lines(&self, head: &[u8]) -> bool {
        // UTF-16 and UTF-32 cannot be cut at the byte of a line end; such files are read whole.
        let wide = matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
            || memchr::memchr(0, head).is_some();
        let named = is_lines_format(&self.path, self.format.as_deref());
        let lines = named.unwrap_or_else(|| sniff::looks_like_json_lines(head));
        !wide && lines && !sniff::looks_like_json_value(head)
    }

    fn document(&self, item: Option<u32>, format: Option<String>, bytes: Vec<u8>) -> RawDocument {
        RawDocument { origin: Origin { path: self.path.clone(), item }, format, bytes }
    }

    fn failure(&self, item: Option<u32>, message: String) -> ReadFailure {
        ReadFailure { origin: Origin { path: self.path.clone(), item }, message }
    }
}

/// Returns whether the user or the suffix says that each line is an article; `None` leaves it to the content.
fn is_lines_format(path: &str, format: Option<&str>) -> Option<bool> {
    match format {
        Some(format) => Some(format == "jsonl"),
        None => {
            let suffix = sniff::suffix(path).to_ascii_lowercase();
            sniff::JSONL_SUFFIXES.contains(&suffix.as_str()).then_some(true)
        }
    }
}

/// Returns false if a file is known to be one article before its first byte is read.
fn may_be_lines(entry: &FileEntry, format: Option<&str>) -> bool {
    is_lines_format(&entry.shown, format) != Some(false)
}

fn open(entry: &FileEntry) -> io::Result<Stream> {
    if entry.is_stdin() {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(&entry.path)?))
}

fn too_large(limits: &Limits) -> String {
    let cap = limits.file;
    format!(
        "longer than {} MiB, the most that one article may have; split it, or raise --max-size",
        cap >> 20
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { file: 40_000, line: 3_000, piece: 1_000 };

    fn read(
        bytes: Vec<u8>,
        path: &str,
        format: Option<&str>,
    ) -> Vec<Result<RawDocument, ReadFailure>> {
        documents_of(Cursor::new(bytes), path, format, &LIMITS).collect()
    }

    #[test]
    fn one_article_is_read_whole() {
        let bytes = b"<html>\n<p>One</p>\n".repeat(1_000);
        let documents = read(bytes.clone(), "a.html", None);
        let [Ok(document)] = &documents[..] else { panic!("{documents:?}") };
        assert_eq!(
            (document.bytes.len(), document.origin.item, &document.format),
            (bytes.len(), None, &None)
        );
    }

    #[test]
    fn lines_are_told_by_name_suffix_and_content() {
        for (text, path, format, expected) in [
            ("{\"text\": \"a\"}\n", "-", None, Some(1)),
            ("{\"text\": \"a\"}\n", "a.txt", None, Some(1)),
            ("{\"text\": \"a\"}\n", "a.txt", Some("text"), None),
            ("broken\n{}", "a.jsonl", None, Some(1)),
            ("broken\n{}", "-", Some("jsonl"), Some(1)),
            ("Doctors began a strike.", "-", None, None),
            ("", "-", None, None),
        ] {
            let documents = read(text.into(), path, format);
            let items: Vec<_> =
                documents.iter().flatten().map(|document| document.origin.item).collect();
            assert_eq!(items[0], expected, "{text:?} {path} {format:?}");
        }
    }

    #[test]
    fn a_json_list_is_read_whole() {
        let text = format!("[\n{}{{\"text\": \"z\"}}\n]", "{\"text\": \"a\"},\n".repeat(500));
        for (path, format) in
            [("a.json", None), ("a.jsonl", None), ("-", None), ("-", Some("jsonl"))]
        {
            let documents = read(text.clone().into(), path, format);
            let [Ok(document)] = &documents[..] else { panic!("{path} {format:?}") };
            assert_eq!(document.bytes.len(), text.len());
        }
    }

    #[test]
    fn a_file_over_the_cap_is_a_failure() {
        let documents = read(vec![b'a'; 50_000], "a.txt", None);
        assert!(
            matches!(&documents[..], [Err(failure)] if failure.message.contains("--max-size")),
            "{documents:?}"
        );
    }

    #[test]
    fn an_endless_pipe_streams() {
        let line = b"{\"text\": \"again and again\"}\n";
        let endless = line.iter().copied().cycle();
        let stream = Endless(Box::new(endless));
        let items: Vec<_> = documents_of(stream, "-", None, &LIMITS).take(50).flatten().collect();
        assert_eq!(items.len(), 50);
        assert!(items.iter().all(|document| document.bytes.len() <= 2 * LIMITS.piece));
    }

    struct Endless(Box<dyn Iterator<Item = u8> + Send>);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.iter_mut().zip(&mut self.0).for_each(|(to, byte)| *to = byte);
            Ok(buffer.len())
        }
    }
}
