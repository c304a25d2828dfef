//! Paths → the names under which the index knows files.
//!
//! A file below the folder that holds the index is named relative to that folder, any other by its absolute path: the
//! same file has the same name wherever the command is started and however the path is typed.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::error::Error;
use crate::error::Result;
use crate::read::STDIN;
use crate::read::shown;

/// The folder that names are relative to.
#[derive(Clone, Debug)]
pub(super) struct Base {
    /// The folder that holds the index.
    folder: PathBuf,
    /// Name of the index itself, whose files are no articles.
    index: String,
    /// The last folder asked for, and its real path: neighbours come one after the other.
    last: Option<(PathBuf, PathBuf)>,
}

impl Base {
    /// Returns the base of the index in `index`, which exists.
    pub(super) fn new(index: &Path) -> Result<Base> {
        let real = fs::canonicalize(index).map_err(Error::io(index))?;
        let folder = real.parent().unwrap_or(&real).to_owned();
        let mut base = Base { folder, index: String::new(), last: None };
        base.index = base.relative(&real);
        Ok(base)
    }

    /// Returns the name of a file or folder named by the user.
    pub(super) fn name(&self, path: &Path) -> String {
        if path.as_os_str() == STDIN {
            return STDIN.to_owned();
        }
        let real = fs::canonicalize(path).or_else(|_| std::path::absolute(path));
        self.relative(real.as_deref().unwrap_or(path))
    }

    /// Returns the name of a file found in a walk. A link keeps its own name.
    pub(super) fn file_name(&mut self, path: &Path) -> String {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return self.name(path);
        };
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if self.last.as_ref().is_none_or(|(asked, _)| asked != folder) {
            let Ok(real) = fs::canonicalize(folder) else { return self.name(path) };
            self.last = Some((folder.to_owned(), real));
        }
        let real = self.last.as_ref().map_or(folder, |(_, real)| real);
        self.relative(&real.join(name))
    }

    /// Returns true for a file of the index itself.
    pub(super) fn is_index(&self, name: &str) -> bool {
        is_below(name, &self.index)
    }

    /// Returns true if the file `name` should lie below one of `roots` and does not exist any more.
    pub(super) fn is_gone(&self, name: &str, roots: &[String]) -> bool {
        let asked = roots.iter().any(|root| is_below(name, root));
        name != STDIN && asked && fs::symlink_metadata(self.folder.join(name)).is_err()
    }

    fn relative(&self, real: &Path) -> String {
        shown(real.strip_prefix(&self.folder).unwrap_or(real))
    }
}

/// Returns true if `name` is `folder` or lies in it; both are names of one base.
fn is_below(name: &str, folder: &str) -> bool {
    match folder {
        "." => !name.starts_with('/'),
        _ => name
            .strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || folder == "/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_is_by_whole_components() {
        let cases = [
            ("corpus/a.txt", "corpus", true),
            ("corpus", "corpus", true),
            ("corpus2/a.txt", "corpus", false),
            ("a.txt", ".", true),
            ("/data/a.txt", ".", false),
            ("/data/a.txt", "/", true),
            ("/data/a.txt", "/data", true),
        ];
        for (name, folder, wanted) in cases {
            assert_eq!(is_below(name, folder), wanted, "{name} below {folder}");
        }
    }

    #[test]
    fn a_file_has_one_name() {
        let sandbox = tempfile::tempdir().expect("a temporary folder");
        let corpus = sandbox.path().join("corpus");
        fs::create_dir_all(corpus.join("text")).expect("a folder");
        fs::create_dir(sandbox.path().join("index")).expect("a folder");
        let file = corpus.join("text/a.txt");
        fs::write(&file, "x").expect("a file");
        let mut base = Base::new(&sandbox.path().join("index")).expect("a base");
        for path in [file.clone(), corpus.join("./text/../text/a.txt")] {
            assert_eq!(base.file_name(&path), "corpus/text/a.txt");
            assert_eq!(base.name(&path), "corpus/text/a.txt");
        }
        assert_eq!(base.name(sandbox.path()), ".");
        assert!(base.is_index("index/meta.json") && !base.is_index("indexes/a.txt"));
        assert!(!base.is_gone("corpus/text/a.txt", &[".".to_owned()]));
        assert!(base.is_gone("corpus/text/b.txt", &["corpus".to_owned()]));
        assert!(!base.is_gone("corpus/text/b.txt", &["other".to_owned()]));
    }
}
