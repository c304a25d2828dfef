//! Groups of copies ↔ the file that keeps them beside the index, so that a search does not work them out.
//!
//! It is never trusted further than it goes: it names the segments that it was made of, and its own hash. If either is
//! not what it should be, the groups are worked out anew. Start at [`Groups::of`].

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;

use crate::error::Result;
use crate::index::copies::gather::gather;
use crate::index::copies::groups::Groups;
use crate::index::engine;

/// Name of the file in the folder of the index.
const FILE: &str = ".dateline.copies";

/// Its name while it is written.
const NEW_FILE: &str = ".dateline.copies.new";

/// First bytes of the file. The number is raised when its form, or what makes a copy, changes.
const MAGIC: &[u8; 16] = b"dateline-copies2";

/// Bytes of a hash.
const HASH: usize = 32;

impl Groups {
    /// Returns the groups of a snapshot of the index in the folder: from the file if it speaks of this snapshot, else
    /// from the sketches, which takes some seconds for each million articles.
    ///
    /// # Errors
    /// The index is damaged.
    pub(in crate::index) fn of(path: &Path, snapshot: &tantivy::Searcher) -> Result<Groups> {
        match read(path, &segments(snapshot)) {
            Some(groups) => Ok(groups),
            None => engine::guard(path, || gather(snapshot.segment_readers())),
        }
    }
}

/// Makes the file speak of a snapshot.
///
/// # Errors
/// The index is damaged.
pub(in crate::index) fn refresh(path: &Path, snapshot: &tantivy::Searcher) -> Result<()> {
    let segments = segments(snapshot);
    if read(path, &segments).is_some() {
        return Ok(());
    }
    let groups = engine::guard(path, || gather(snapshot.segment_readers()))?;
    // Without the file, or with an old one, a search works the groups out for itself.
    write(path, &to_bytes(&groups, &segments)).unwrap_or_default();
    Ok(())
}

/// Returns what tells one state of an index from all others: its segments, whose names are never given twice, with
/// their deletions.
fn segments(snapshot: &tantivy::Searcher) -> [u8; HASH] {
    let mut hash = blake3::Hasher::new();
    for (segment, deletions) in snapshot.generation().segments() {
        hash.update(segment.uuid_string().as_bytes());
        hash.update(&deletions.map_or(0, |stamp| stamp.saturating_add(1)).to_le_bytes());
    }
    *hash.finalize().as_bytes()
}

/// Writes the file in one step.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.join(NEW_FILE);
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(new, path.join(FILE))
}

fn read(path: &Path, segments: &[u8; HASH]) -> Option<Groups> {
    from_bytes(&fs::read(path.join(FILE)).ok()?, segments)
}

/// Magic, segments, hash of the rest; then each group as its size and its members.
fn to_bytes(groups: &Groups, segments: &[u8; HASH]) -> Vec<u8> {
    let mut rest = Vec::new();
    for group in groups.all() {
        rest.extend((group.len() as u32).to_le_bytes());
        group.iter().for_each(|rank| rest.extend(rank.to_le_bytes()));
    }
    let hash = blake3::hash(&rest);
    [&MAGIC[..], segments, hash.as_bytes(), &rest].concat()
}

fn from_bytes(bytes: &[u8], segments: &[u8; HASH]) -> Option<Groups> {
    let bytes = bytes.strip_prefix(MAGIC)?.strip_prefix(segments)?;
    let (hash, mut rest) = bytes.split_first_chunk::<HASH>()?;
    if blake3::hash(rest).as_bytes() != hash {
        return None;
    }
    let mut groups = Vec::new();
    while let Some((size, members)) = rest.split_first_chunk::<4>() {
        let (members, after) = members.split_at_checked(u32::from_le_bytes(*size) as usize * 8)?;
        let (ranks, _) = members.as_chunks::<8>();
        groups.push(ranks.iter().map(|rank| u64::from_le_bytes(*rank)).collect());
        rest = after;
    }
    rest.is_empty().then(|| Groups::new(groups))
}
