//! One folder → its entries in order of names, whatever their number, in little memory.
//!
//! The system gives names in any order. Up to [`MOST_NAMES`] are held and sorted; a larger folder is read once more
//! for each further so many, which costs time where it would cost memory. Start at [`Listing::next`].

use std::collections::BinaryHeap;
use std::ffi::OsStr;
use std::ffi::OsString;
use std::fs::FileType;
use std::path::Path;
use std::path::PathBuf;
use std::vec;

use walkdir::WalkDir;

/// Most names of one folder that are held at once: some five megabytes of typical ones.
const MOST_NAMES: usize = 50_000;

/// The entries of one folder.
#[derive(Debug)]
pub(super) struct Listing {
    folder: PathBuf,
    held: vec::IntoIter<Entry>,
    /// The last name of those held before: the next ones come after it.
    last: Option<OsString>,
    /// Names after those held were left for another reading.
    is_cut: bool,
    failures: Vec<walkdir::Error>,
    most: usize,
}

/// A name in a folder, and what bears it.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: Box<OsStr>,
    pub(super) kind: FileType,
}

impl Listing {
    /// Returns the entries of `folder`, of which nothing is read before the first `next`.
    pub(super) fn new(folder: PathBuf) -> Listing {
        let (held, failures) = (Vec::new().into_iter(), Vec::new());
        Listing { folder, held, last: None, is_cut: true, failures, most: MOST_NAMES }
    }

    /// Returns the folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the next entry, or what keeps the system from naming one.
    pub(super) fn next(&mut self) -> Option<walkdir::Result<Entry>> {
        loop {
            if let Some(failure) = self.failures.pop() {
                return Some(Err(failure));
            }
            if let Some(entry) = self.held.next() {
                return Some(Ok(entry));
            }
            if !self.is_cut {
                return None;
            }
            self.read();
        }
    }

    /// Holds the least names after the last.
    fn read(&mut self) {
        self.is_cut = false;
        let mut least = BinaryHeap::new();
        for entry in WalkDir::new(&self.folder).min_depth(1).max_depth(1) {
            let entry = match entry {
                Ok(entry) => entry,
                // Further readings would fail alike; the first one says so.
                Err(failure) if self.last.is_none() => {
                    self.failures.push(failure);
                    continue;
                }
                Err(_) => continue,
            };
            if self.last.as_deref().is_some_and(|last| entry.file_name() <= last) {
                continue;
            }
            let (name, kind) = (entry.file_name().into(), entry.file_type());
            least.push(Entry { name, kind });
            if least.len() > self.most {
                least.pop();
                self.is_cut = true;
            }
        }
        let least = least.into_sorted_vec();
        self.last = least.last().map(|entry| entry.name.to_os_string());
        self.held = least.into_iter();
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Entry) -> std::cmp::Ordering {
        self.name.cmp(&other.name)
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Entry) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Entry) -> bool {
        self.name == other.name
    }
}

impl Eq for Entry {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_order_however_few_are_held() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut expected: Vec<String> = (0..40).map(|number| format!("{number}.txt")).collect();
        for name in &expected {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        expected.sort();
        for most in [1, 7, 39, 40, 41] {
            let mut listing = Listing { most, ..Listing::new(folder.path().to_owned()) };
            let names: Vec<String> = std::iter::from_fn(|| listing.next())
                .map(|entry| entry.expect("an entry").name.to_string_lossy().into_owned())
                .collect();
            assert_eq!(names, expected, "{most} at once");
        }
    }

    #[test]
    fn a_folder_that_cannot_be_read_fails_once() {
        let mut listing = Listing::new(PathBuf::from("no/such/folder"));
        assert!(listing.next().is_some_and(|entry| entry.is_err()));
        assert!(listing.next().is_none());
    }
}
