//! Long lists, compiled: written once, read at each start.
//!
//! A file is named after the hash of everything that made it (program, rules, lists), says so inside, and ends with the
//! hash of its bytes: one that is stale, cut off or damaged is never used. It gets its name when it is complete. What
//! goes wrong with it only costs time. Start at [`Cache::read`].

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process;

use crate::rules::lexicon::Lexicon;

/// Head of a file: what it is, and the version of its layout.
const HEAD: &[u8] = b"dateline lists 3\n";

/// First letters of the names of files.
const NAME: &str = "lists-";

/// Files that are kept: lists that are edited, or used in turns, would otherwise fill the disk.
const MOST_FILES: usize = 4;

/// Number of sections of a file.
pub(super) const SECTIONS: usize = 10;

/// Bytes of the longest section: what the places of names can point to.
const MAX_SECTION: usize = u32::MAX as usize;

/// Bytes of a hash.
const HASH: usize = 32;

/// One file of a folder of compiled lists.
pub(super) struct Cache {
    folder: PathBuf,
    hash: String,
}

impl Cache {
    /// Returns the cache of what has this hash; touches nothing.
    pub(super) fn new(folder: &Path, hash: &str) -> Cache {
        Cache { folder: folder.to_owned(), hash: hash.to_owned() }
    }

    fn file(&self) -> PathBuf {
        self.folder.join(format!("{NAME}{}.bin", &self.hash[..16.min(self.hash.len())]))
    }

    /// Takes the lists over. Returns false if there is no sound file.
    pub(super) fn read(&self, lexicon: &mut Lexicon) -> bool {
        let Ok(bytes) = fs::read(self.file()) else { return false };
        self.sections(&bytes).is_some_and(|sections| lexicon.restore(sections))
    }

    /// Returns the sections of a file that is ours, whole and undamaged.
    fn sections<'b>(&self, bytes: &'b [u8]) -> Option<[&'b [u8]; SECTIONS]> {
        let (content, sum) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
        let rest = content.strip_prefix(HEAD)?.strip_prefix(self.hash.as_bytes())?;
        if blake3::hash(content).as_bytes() != sum {
            return None;
        }
        let (lengths, mut rest) = rest.split_at_checked(SECTIONS * 8)?;
        let mut sections = [&rest[..0]; SECTIONS];
        for (section, length) in sections.iter_mut().zip(lengths.chunks_exact(8)) {
            let length = u64::from_le_bytes(length.try_into().ok()?);
            (*section, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
        }
        rest.is_empty().then_some(sections)
    }

    /// Keeps the lists, if the folder can be written.
    pub(super) fn write(&self, lexicon: &Lexicon) {
        let sections = lexicon.to_sections();
        if sections.iter().any(|section| section.len() > MAX_SECTION) {
            return;
        }
        let mut bytes = HEAD.to_vec();
        bytes.extend_from_slice(self.hash.as_bytes());
        for section in &sections {
            bytes.extend_from_slice(&(section.len() as u64).to_le_bytes());
        }
        sections.iter().for_each(|section| bytes.extend_from_slice(section));
        let sum = blake3::hash(&bytes);
        bytes.extend_from_slice(sum.as_bytes());
        let partial = self.folder.join(format!(".{NAME}{}.part", process::id()));
        let written = fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&partial, &bytes))
            .and_then(|()| fs::rename(&partial, self.file()));
        match written {
            Ok(()) => self.tidy(),
            Err(_) => drop(fs::remove_file(&partial)),
        }
    }

    /// Removes all but the newest files.
    fn tidy(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let ours = entries.filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with(NAME) && name.ends_with(".bin")
                // What a killed run left half-written.
                || name.starts_with(&format!(".{NAME}")) && name.ends_with(".part")
        });
        let mut files: Vec<_> = ours
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .filter(|(_, path)| *path != self.file())
            .collect();
        files.sort();
        let surplus = files.len().saturating_sub(MOST_FILES - 1);
        for (_, path) in &files[..surplus] {
            let _ = fs::remove_file(path);
        }
    }
}
