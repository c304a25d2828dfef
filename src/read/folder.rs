//! What the user points at → files, in an order that depends on names alone.
//!
//! Folders are walked in sorted order, links are followed once, nothing is opened here. Memory does not grow with the
//! number of files, but for sixteen bytes for each that is named or linked to. Start at [`files`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

use crate::model::Origin;
use crate::model::ReadFailure;
use crate::read::listing::Entry;
use crate::read::listing::Listing;
use crate::read::path::PathSet;
use crate::read::path::STDIN;
use crate::read::path::push_name;
use crate::read::path::shown;
use crate::read::select::Place;
use crate::read::select::Select;

/// What the user points at.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Files, folders and `-` for standard input, in the order given.
    pub paths: Vec<PathBuf>,
    /// Which files of the folders.
    pub select: Select,
}

/// One file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    /// The path as shown to the user and kept in records; `-` is standard input.
    pub shown: String,
    /// The path to open.
    pub path: PathBuf,
    /// Length in bytes; 0 where it is not known beforehand (standard input, a pipe).
    pub length: u64,
    /// Last modification in nanoseconds since 1970; `None` where the system does not say.
    pub modified: Option<i64>,
}

impl FileEntry {
    /// Returns the entry of standard input.
    pub fn stdin() -> FileEntry {
        FileEntry { shown: STDIN.to_owned(), path: PathBuf::from(STDIN), length: 0, modified: None }
    }

    /// Returns true for standard input.
    pub fn is_stdin(&self) -> bool {
        self.shown == STDIN
    }

    fn new(shown: String, path: PathBuf, metadata: &Metadata) -> FileEntry {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = since.and_then(|since| i64::try_from(since.as_nanos()).ok());
        FileEntry { shown, path, length: metadata.len(), modified }
    }
}

/// Returns the files of a source: paths in the order given, folders walked in order of names, no file twice. What
/// cannot be reached is a failure in its place.
pub fn files(source: &Source) -> Files {
    let mut files = Files {
        select: source.select.clone(),
        queue: VecDeque::new(),
        walk: None,
        folders: BTreeSet::new(),
        single: PathSet::default(),
        passed_over: BTreeMap::new(),
    };
    for path in &source.paths {
        files.add(path);
    }
    files
}

/// Iterator over the files of a source.
#[derive(Debug)]
pub struct Files {
    select: Select,
    queue: VecDeque<Step>,
    walk: Option<Walk>,
    /// Real paths of the folders that are or will be walked from their top. A walk that meets one leaves it out, so
    /// that overlapping paths and links into the tree give each file once.
    folders: BTreeSet<PathBuf>,
    /// Real paths of the files that were named or linked to.
    single: PathSet,
    /// Suffix → number of files left out for it.
    passed_over: BTreeMap<String, usize>,
}

#[derive(Debug)]
enum Step {
    Give(Result<FileEntry, ReadFailure>),
    Walk { real: PathBuf, shown: String },
}

#[derive(Debug)]
struct Walk {
    /// The folders that were entered and not yet left.
    open: Vec<Listing>,
    real: PathBuf,
    shown: String,
}

impl Iterator for Files {
    type Item = Result<FileEntry, ReadFailure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.walk.as_mut().and_then(Walk::next) {
                match self.found(entry) {
                    Some(file) => return Some(file),
                    None => continue,
                }
            }
            self.walk = None;
            match self.queue.pop_front()? {
                Step::Give(file) => return Some(file),
                Step::Walk { real, shown } => {
                    let open = vec![Listing::new(real.clone())];
                    self.walk = Some(Walk { open, real, shown });
                }
            }
        }
    }
}

impl Files {
    /// Returns how many files of walked folders were left out so far because of their suffix (`pdf`, `jpg`) or name
    /// (`README.md`), by suffix. Naming a file, or `--include`, reads it all the same.
    pub fn passed_over(&self) -> &BTreeMap<String, usize> {
        &self.passed_over
    }

    /// Queues a path that the user named. Names are taken as they are: hidden ones too, of any suffix.
    fn add(&mut self, path: &Path) {
        if path.as_os_str() == STDIN {
            if self.single.insert(path) {
                self.queue.push_back(Step::Give(Ok(FileEntry::stdin())));
            }
            return;
        }
        let shown = shown(path);
        match resolve(path) {
            Err(error) => self.queue.push_back(Step::Give(Err(failure(shown, &error)))),
            Ok((real, metadata)) if metadata.is_dir() => self.add_folder(real, shown),
            Ok((real, metadata)) => {
                let name = shown.rsplit('/').next().unwrap_or(&shown);
                let place = Place { shown: &shown, below: name, name };
                if self.select.admits_file(place) && self.single.insert(&real) {
                    self.queue.push_back(Step::Give(Ok(FileEntry::new(
                        shown,
                        path.to_owned(),
                        &metadata,
                    ))));
                }
            }
        }
    }

    fn add_folder(&mut self, real: PathBuf, shown: String) {
        if self.folders.insert(real.clone()) {
            self.queue.push_back(Step::Walk { real, shown });
        }
    }

    /// Returns the file at an entry of the walk, if it is one to be read; enters a folder.
    fn found(
        &mut self,
        entry: walkdir::Result<(PathBuf, Entry)>,
    ) -> Option<Result<FileEntry, ReadFailure>> {
        let walk = self.walk.as_mut()?;
        let (path, Entry { kind, .. }) = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let (shown, _) = walk.shown_below(error.path().unwrap_or(&walk.real));
                let message = error.io_error().map_or_else(|| error.to_string(), explain);
                let origin = Origin { path: shown, item: None };
                return Some(Err(ReadFailure { origin, message }));
            }
        };
        let (shown, below_at) = walk.shown_below(&path);
        let name = shown.rsplit('/').next().unwrap_or(&shown);
        let place = Place { shown: &shown, below: &shown[below_at..], name };
        if kind.is_dir() {
            if self.select.admits_found_folder(place) && !self.folders.contains(&path) {
                walk.open.push(Listing::new(path));
            }
            return None;
        }
        if kind.is_symlink() {
            return self.found_link(&path, shown.clone(), place);
        }
        if kind.is_file() && self.select.passes_over(place) {
            let suffix = name.rsplit_once('.').map_or(name, |(_, suffix)| suffix);
            *self.passed_over.entry(suffix.to_lowercase()).or_default() += 1;
        }
        let wanted =
            kind.is_file() && self.select.admits_found_file(place) && !self.single.contains(&path);
        wanted.then(|| {
            let metadata =
                path.symlink_metadata().map_err(|error| failure(shown.clone(), &error))?;
            Ok(FileEntry::new(shown, path, &metadata))
        })
    }

    /// Returns the file that a link leads to, or queues the folder. A target that is read under its own name anyway
    /// is left to that, so no link can make a loop.
    fn found_link(
        &mut self,
        path: &Path,
        shown: String,
        place: Place<'_>,
    ) -> Option<Result<FileEntry, ReadFailure>> {
        if !self.select.admits_found_folder(place) {
            return None;
        }
        let (real, metadata) = match resolve(path) {
            Ok(target) => target,
            Err(error) => return Some(Err(failure(shown, &error))),
        };
        if self.is_reached(&real, metadata.is_dir()) {
            return None;
        }
        if metadata.is_dir() {
            self.add_folder(real, shown);
            return None;
        }
        let wanted =
            metadata.is_file() && self.select.admits_found_file(place) && self.single.insert(&real);
        wanted.then(|| Ok(FileEntry::new(shown, path.to_owned(), &metadata)))
    }

    /// Returns true if a walk reaches this real path without any link.
    fn is_reached(&self, real: &Path, is_folder: bool) -> bool {
        let walked = real.ancestors().filter(|&folder| self.folders.contains(folder));
        walked.filter_map(|folder| real.strip_prefix(folder).ok()).any(|below| {
            let below = below.to_string_lossy();
            let names: Vec<&str> = below.split('/').filter(|name| !name.is_empty()).collect();
            names.iter().enumerate().all(|(depth, name)| {
                let place = Place { shown: &below, below: &below, name };
                match depth + 1 < names.len() || is_folder {
                    true => self.select.admits_found_folder(place),
                    false => self.select.admits_found_file(place),
                }
            })
        })
    }
}

impl Walk {
    /// Returns the next entry with its path, folders before what is in them.
    fn next(&mut self) -> Option<walkdir::Result<(PathBuf, Entry)>> {
        loop {
            let listing = self.open.last_mut()?;
            match listing.next() {
                Some(entry) => {
                    let folder = listing.folder();
                    return Some(entry.map(|entry| (folder.join(&*entry.name), entry)));
                }
                None => drop(self.open.pop()),
            }
        }
    }

    /// Returns the shown form of a path of this walk, and where in it the part below the folder starts.
    fn shown_below(&self, path: &Path) -> (String, usize) {
        let mut shown = if self.shown == "." { String::new() } else { self.shown.clone() };
        let mut below_at = shown.len();
        let below = path.strip_prefix(&self.real).unwrap_or(path);
        for (depth, component) in below.components().enumerate() {
            if !shown.is_empty() && !shown.ends_with('/') {
                shown.push('/');
            }
            if depth == 0 {
                below_at = shown.len();
            }
            push_name(&mut shown, component.as_os_str());
        }
        if shown.is_empty() { (".".to_owned(), 0) } else { (shown, below_at) }
    }
}

/// Returns the real path behind all links, and what lies there.
fn resolve(path: &Path) -> io::Result<(PathBuf, Metadata)> {
    let metadata = path.metadata()?;
    match path.canonicalize() {
        Ok(real) => Ok((real, metadata)),
        Err(error) if metadata.is_file() || metadata.is_dir() => Err(error),
        // A pipe or a device need not have a path; its own name will do.
        Err(_) => Ok((path.to_owned(), metadata)),
    }
}

fn failure(shown: String, error: &io::Error) -> ReadFailure {
    ReadFailure { origin: Origin { path: shown, item: None }, message: explain(error) }
}

/// Returns what the system said in our words, with the remedy where there is one.
pub(super) fn explain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder, or a link to nothing".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "permission denied; allow reading it (chmod +r)".to_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(all(test, unix))]
mod tests;
