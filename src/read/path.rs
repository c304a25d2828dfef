//! Paths → the names under which documents are shown, hashed and kept.
//!
//! Purely lexical: the same path gives the same name on every machine, whether it exists or not.

use std::ffi::OsStr;
use std::fmt::Write;
use std::path::Component;
use std::path::Path;

use rustc_hash::FxHashSet;

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// Returns `path` as it was given, with forward slashes and without `./` and doubled slashes. Relative paths stay
/// relative and `..` stays, since it may cross a link. Bytes that are no UTF-8 become `\xNN`, so that two such names
/// stay two.
pub fn shown(path: &Path) -> String {
    let mut shown = String::with_capacity(path.as_os_str().len());
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                shown.push('/');
                continue;
            }
            _ => {}
        }
        if !shown.is_empty() && !shown.ends_with('/') {
            shown.push('/');
        }
        push_name(&mut shown, component.as_os_str());
    }
    if shown.is_empty() { ".".to_owned() } else { shown }
}

/// A set of paths in sixteen bytes each: of hashes, of which no two paths that ever were share one.
#[derive(Debug, Default)]
pub(super) struct PathSet(FxHashSet<[u8; 16]>);

impl PathSet {
    /// Adds a path; returns false if it was there.
    pub(super) fn insert(&mut self, path: &Path) -> bool {
        self.0.insert(PathSet::hash(path))
    }

    /// Returns true if the path is in the set.
    pub(super) fn contains(&self, path: &Path) -> bool {
        !self.0.is_empty() && self.0.contains(&PathSet::hash(path))
    }

    fn hash(path: &Path) -> [u8; 16] {
        let mut short = [0; 16];
        let hash = blake3::hash(path.as_os_str().as_encoded_bytes());
        short.copy_from_slice(&hash.as_bytes()[..16]);
        short
    }
}

/// Appends one name, with bytes that are no UTF-8 as `\xNN`.
pub(super) fn push_name(shown: &mut String, name: &OsStr) {
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\x{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalised_lexically() {
        for (path, expected) in [
            ("./corpus//a.txt", "corpus/a.txt"),
            ("corpus/./text/", "corpus/text"),
            ("../a/../b.txt", "../a/../b.txt"),
            ("/data/x.html", "/data/x.html"),
            (".", "."),
            ("", "."),
        ] {
            assert_eq!(shown(Path::new(path)), expected, "{path:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf8_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes| shown(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(name(b"caf\xe9.txt"), "caf\\xE9.txt");
        assert_ne!(name(b"caf\xe9.txt"), name(b"caf\xe8.txt"));
    }
}
