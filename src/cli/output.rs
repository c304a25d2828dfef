//! Where data goes: standard output, or a file that appears whole or not at all.

use std::fs;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process;

use serde::Serialize;

use crate::error::Error;
use crate::error::Result;

/// Bytes gathered before they are written: a pipe's worth.
const BUFFER: usize = 64 << 10;

/// A buffered writer to standard output or to a file.
pub(super) struct Output {
    writer: BufWriter<Box<dyn Write>>,
    /// The name of a file in writing and the one it gets in the end.
    pending: Option<(PathBuf, PathBuf)>,
}

impl Output {
    /// Returns standard output.
    pub(super) fn stdout() -> Output {
        Output::of(Box::new(io::stdout().lock()), None)
    }

    /// Returns a writer to `path`; without one, or for `-`, standard output. The file takes its name in
    /// [`Output::finish`], so that nobody ever sees half of it.
    pub(super) fn to(path: Option<&Path>) -> Result<Output> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Output::stdout());
        };
        // A device or a pipe cannot be replaced, only written to.
        if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir()) {
            return Ok(Output::of(Box::new(File::create(path).map_err(Error::io(path))?), None));
        }
        let path = &target(path);
        let name = path
            .file_name()
            .filter(|_| !path.is_dir())
            .ok_or_else(|| io::Error::from(io::ErrorKind::IsADirectory));
        let mut partial = std::ffi::OsString::from(".");
        partial.push(name.map_err(Error::io(path))?);
        partial.push(format!(".{}.part", process::id()));
        let partial = path.with_file_name(partial);
        let file = File::create(&partial).map_err(Error::io(path))?;
        Ok(Output::of(Box::new(file), Some((partial, path.to_owned()))))
    }

    /// Returns a writer to `writer`; a file in writing is `pending` until it gets its name.
    pub(super) fn of(writer: Box<dyn Write>, pending: Option<(PathBuf, PathBuf)>) -> Output {
        Output { writer: BufWriter::with_capacity(BUFFER, writer), pending }
    }

    /// Writes a value as JSON on lines of its own.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *self, value)?;
        self.write_all(b"\n")
    }

    /// Writes a value as one line of JSON.
    pub(super) fn ndjson(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut *self, value)?;
        self.write_all(b"\n")
    }

    /// Writes what is still held back, and gives a file its name.
    pub(super) fn finish(mut self) -> Result<()> {
        let name =
            self.pending.as_ref().map_or(Path::new("standard output"), |(_, path)| path).to_owned();
        self.writer.flush().map_err(Error::io(&name))?;
        if let Some((partial, path)) = &self.pending {
            fs::rename(partial, path).map_err(Error::io(&name))?;
        }
        self.pending = None;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Drop for Output {
    /// Leaves no half-written file behind.
    fn drop(&mut self) {
        if let Some((partial, _)) = &self.pending {
            let _ = fs::remove_file(partial);
        }
    }
}

/// Most links that are followed from one path, as the system itself does.
const MAX_LINKS: usize = 40;

/// Returns what `path` leads to: a link is to stay one, and the file behind it, which may not exist yet, is written.
fn target(path: &Path) -> PathBuf {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(next) = fs::read_link(&path) else { break };
        path = path.parent().unwrap_or(Path::new("")).join(next);
    }
    path
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn write(path: &Path) -> Result<()> {
        let mut output = Output::to(Some(path))?;
        output.write_all(b"new").expect("room in the buffer");
        output.finish()
    }

    #[test]
    fn a_link_stays_and_its_target_is_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("sub")).expect("a folder");
        fs::write(path("sub/old.csv"), "old").expect("a file");
        symlink("sub/old.csv", path("to-old.csv")).expect("a link");
        symlink("sub/fresh.csv", path("to-fresh.csv")).expect("a link");
        for (link, file) in [("to-old.csv", "sub/old.csv"), ("to-fresh.csv", "sub/fresh.csv")] {
            write(&path(link)).expect("written");
            assert!(path(link).is_symlink());
            assert_eq!(fs::read_to_string(path(file)).expect("a file"), "new");
        }
    }

    #[test]
    fn nothing_is_left_where_the_name_cannot_be_taken() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.csv");
        let mut output = Output::to(Some(&path)).expect("a writer");
        output.write_all(b"new").expect("room in the buffer");
        fs::create_dir(&path).expect("a folder in the way");
        assert!(output.finish().is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
