//! Paths → the names under which the index knows files.
//!
//! A file below the folder that holds the index is named relative to that folder, any other by its absolute path: the
//! same file has the same name wherever the command is started and however the path is typed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
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

    /// Returns true if the system says that there is no file `name`. That it cannot say so is no proof.
    fn is_missing(&self, name: &str) -> bool {
        let found = fs::symlink_metadata(self.folder.join(name));
        let is_absent = found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
        is_absent && !(name.contains("\\x") && self.is_there_as_shown(name))
    }

    /// Returns true if some file is shown as `name`: names that are no UTF-8 are kept with their bytes written out.
    fn is_there_as_shown(&self, name: &str) -> bool {
        let mut place = self.folder.clone();
        for part in Path::new(name) {
            let next = place.join(part);
            if fs::symlink_metadata(&next).is_ok() {
                place = next;
                continue;
            }
            // A folder that cannot be read proves nothing.
            let Ok(entries) = fs::read_dir(&place) else { return true };
            let is_part = |found: &fs::DirEntry| {
                part.to_str() == Some(shown(Path::new(&found.file_name())).as_str())
            };
            let Some(found) = entries.flatten().find(is_part) else { return false };
            place = found.path();
        }
        true
    }

    fn relative(&self, real: &Path) -> String {
        shown(real.strip_prefix(&self.folder).unwrap_or(real))
    }
}

/// Where a run looked: what it did not meet there is gone, what lies elsewhere may be anything.
#[derive(Debug)]
pub(super) struct Reach<'r> {
    base: &'r Base,
    /// The paths that were given and exist: of a disk that is away nothing is gone.
    roots: Vec<String>,
    /// Places that could not be reached.
    unreachable: &'r BTreeSet<String>,
}

impl<'r> Reach<'r> {
    /// Returns the reach of a run over `paths` that did not get to the `unreachable` places.
    pub(super) fn new(
        base: &'r Base,
        paths: &[PathBuf],
        unreachable: &'r BTreeSet<String>,
    ) -> Reach<'r> {
        let there = paths.iter().filter(|path| path.exists());
        Reach { base, roots: there.map(|path| base.name(path)).collect(), unreachable }
    }

    /// Returns true if the run went past the place of `name`.
    pub(super) fn covers(&self, name: &str) -> bool {
        name != STDIN
            && self.roots.iter().any(|root| is_below(name, root))
            && !folders_of(name).any(|folder| self.unreachable.contains(folder))
    }

    /// Returns true if the run went past the place of `name`, and no such file exists any more.
    pub(super) fn is_gone(&self, name: &str) -> bool {
        self.covers(name) && self.base.is_missing(name)
    }
}

/// Returns `name` and the names of all folders that it lies in.
fn folders_of(name: &str) -> impl Iterator<Item = &str> {
    let folders = Path::new(name).ancestors().filter_map(Path::to_str);
    folders.map(|folder| if folder.is_empty() { "." } else { folder })
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
    }

    #[test]
    fn only_what_was_looked_for_is_gone() {
        let sandbox = tempfile::tempdir().expect("a temporary folder");
        let path = |name: &str| sandbox.path().join(name);
        for folder in ["corpus/text", "other", "index"] {
            fs::create_dir_all(path(folder)).expect("a folder");
        }
        fs::write(path("corpus/text/a.txt"), "x").expect("a file");
        let base = Base::new(&path("index")).expect("a base");
        let cases = [
            ("corpus/text/a.txt", "", "", false),
            ("corpus/text/b.txt", "corpus", "", true),
            ("corpus/text/b.txt", "other", "", false),
            ("corpus/text/b.txt", "", "corpus", false),
            ("corpus/text/b.txt", "", ".", false),
            ("corpus/text/b.txt", "", "corpus/text/b.txt", false),
            ("corpus/text/b.txt", "", "corpus/texts", true),
            // The root itself is away, and a file where there was a folder says nothing clear.
            ("disk/b.txt", "disk", "", false),
            ("corpus/text/a.txt/b.txt", "corpus", "", false),
        ];
        for (name, root, unreachable, wanted) in cases {
            let unreachable = BTreeSet::from([unreachable.to_owned()]);
            let reach = Reach::new(&base, &[path(root)], &unreachable);
            assert_eq!(reach.is_gone(name), wanted, "{name} below {root}, without {unreachable:?}");
        }
    }
}
