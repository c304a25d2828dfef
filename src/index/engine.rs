//! The folder of an index: opened, created, emptied; and every way in which the engine can fail, as one message.
//!
//! Start at [`open`]. No type of the engine leaves `src/index`.

use std::fs;
use std::io;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;

use tantivy::IndexReader;
use tantivy::IndexSettings;
use tantivy::ReloadPolicy;
use tantivy::TantivyError;
use tantivy::store::Compressor;
use tantivy::store::ZstdCompressor;

use crate::error::Error;
use crate::error::Result;
use crate::index::directory::Folder;
use crate::index::lock::LOCK_FILE;
use crate::index::schema;

/// The engine's list of segments and fields; it replaces it in one step at each commit.
const META: &str = "meta.json";
/// The engine's own list of its files.
const MANAGED: &str = ".managed.json";

/// Last names of the engine's files of a segment.
const PARTS: &[&str] = &["idx", "pos", "term", "store", "fast", "fieldnorm", "del", "temp"];

/// Threads that go through the segments of an index for one query.
const SEARCH_THREADS: usize = 4;

/// How hard records are compressed: beyond it, time grows faster than what is saved.
const STORE_LEVEL: i32 = 3;

/// Bytes of records that are compressed together, and unpacked for each that is read (some 0.1 ms).
const STORE_BLOCK: usize = 128 << 10;

/// Unpacked blocks kept of each segment. Articles are read in an order that has little to do with where they stand, so
/// that more would mostly take memory.
const CACHED_BLOCKS: usize = 8;

/// Fields that our indexes of every version have, and hardly any other program's.
const SIGNATURE: [&str; 3] = ["doc", "key", "record"];

const REBUILD: &str = "`dateline ingest --rebuild PATH…` makes it anew";

/// Returns true if there is an index of ours in the folder. A list of segments alone does not make one: other programs
/// have a `meta.json` too. It comes with our lock file, or else names our fields.
///
/// # Errors
/// The folder is a file, or cannot be looked into, which is another thing than no index.
pub fn exists(path: &Path) -> Result<bool> {
    if path.is_file() {
        return Err(error(path, "this is a file; name the folder of an index"));
    }
    match fs::metadata(path.join(META)) {
        Ok(meta) => {
            Ok(meta.is_file() && (path.join(LOCK_FILE).is_file() || names_our_fields(path)))
        }
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(cause) => Err(explain_io(path, &cause)),
    }
}

fn names_our_fields(path: &Path) -> bool {
    let meta = fs::read(path.join(META)).unwrap_or_default();
    let meta: serde_json::Value = serde_json::from_slice(&meta).unwrap_or_default();
    let fields = meta["schema"].as_array().map(Vec::as_slice).unwrap_or_default();
    SIGNATURE.iter().all(|name| fields.iter().any(|field| field["name"] == *name))
}

/// Gives the lists of segments the permissions of our lock file, which are what the user's own files get. The engine
/// writes them for their owner alone, and nobody else could search.
pub(super) fn share(path: &Path) {
    let Ok(lock) = fs::metadata(path.join(LOCK_FILE)) else { return };
    for name in [META, MANAGED] {
        // A file system without permissions has nothing to be mended.
        let _ = fs::set_permissions(path.join(name), lock.permissions());
    }
}

/// Opens the index in the folder for searching.
pub(super) fn open(path: &Path) -> Result<tantivy::Index> {
    let mut index = open_in(path, Folder::open)?;
    guard(path, || index.set_multithread_executor(SEARCH_THREADS))?;
    Ok(index)
}

/// Opens the index in the folder for writing.
pub(super) fn open_to_write(path: &Path) -> Result<tantivy::Index> {
    open_in(path, Folder::open_to_write)
}

fn open_in(
    path: &Path,
    folder: impl FnOnce(&Path) -> tantivy::Result<Folder>,
) -> Result<tantivy::Index> {
    if !exists(path)? {
        return Err(error(
            path,
            "there is no index here; `dateline ingest PATH… --index DIR` makes one",
        ));
    }
    let mut index = guard(path, || tantivy::Index::open(folder(path)?))?;
    if index.schema() != schema::schema() {
        let message =
            format!("made by another version of dateline, which kept other fields; {REBUILD}");
        return Err(error(path, message));
    }
    index.set_tokenizers(schema::tokenizers());
    Ok(index)
}

/// Creates an empty index in the folder, in place of one that is there.
pub(super) fn create(path: &Path) -> Result<()> {
    clear(path)?;
    guard(path, || {
        let builder = tantivy::Index::builder().schema(schema::schema()).settings(settings());
        let builder = builder.tokenizers(schema::tokenizers());
        builder.open_or_create(Folder::open(path)?).map(drop)
    })
}

/// Records say the same words over and over: a stronger compressor in larger blocks takes three fifths of the room that
/// the engine's own choice takes, at the same speed.
fn settings() -> IndexSettings {
    let level = ZstdCompressor { compression_level: Some(STORE_LEVEL) };
    IndexSettings {
        docstore_compression: Compressor::Zstd(level),
        docstore_blocksize: STORE_BLOCK,
        ..IndexSettings::default()
    }
}

/// Removes the files of the index, and nothing else, from the folder. The list of segments goes first: whoever kills
/// the process meanwhile leaves an empty folder to the next one, not an index that lacks files.
fn clear(path: &Path) -> Result<()> {
    match fs::remove_file(path.join(META)) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            return Err(explain_io(path, &cause));
        }
        _ => {}
    }
    for entry in fs::read_dir(path).map_err(|cause| explain_io(path, &cause))? {
        let entry = entry.map_err(|cause| explain_io(path, &cause))?;
        if is_ours(&entry.file_name().to_string_lossy()) {
            fs::remove_file(entry.path()).map_err(|cause| explain_io(path, &cause))?;
        }
    }
    Ok(())
}

/// Makes the folder of an index, where there is none. Refuses one that is no index and holds other things: a mistyped
/// `--index` must not mix the engine's files into a folder of articles.
pub(super) fn make_folder(path: &Path) -> Result<()> {
    if exists(path)? {
        return Ok(());
    }
    fs::create_dir_all(path).map_err(|cause| explain_io(path, &cause))?;
    for entry in fs::read_dir(path).map_err(|cause| explain_io(path, &cause))? {
        let name = entry.map_err(|cause| explain_io(path, &cause))?.file_name();
        let name = name.to_string_lossy();
        if name == META || (!name.starts_with('.') && !is_ours(&name)) {
            let message = format!(
                "the folder holds other files (such as {name}); name an empty or a new folder"
            );
            return Err(error(path, message));
        }
    }
    Ok(())
}

/// Returns true for the engine's files: the two lists, and the parts of segments, named by 32 hexadecimal digits.
/// Articles may be named so too, but end otherwise.
fn is_ours(name: &str) -> bool {
    let (stem, rest) = name.split_once('.').unwrap_or((name, ""));
    let is_segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_part = PARTS.contains(&rest.rsplit('.').next().unwrap_or_default());
    name == META || name == MANAGED || (is_segment && is_part)
}

/// Returns a reader that shows the last commit, until it is told to look again.
pub(super) fn reader(path: &Path, index: &tantivy::Index) -> Result<IndexReader> {
    guard(path, || {
        let builder = index.reader_builder().doc_store_cache_num_blocks(CACHED_BLOCKS);
        builder.reload_policy(ReloadPolicy::Manual).try_into()
    })
}

/// Runs a piece of engine work; what it returns as an error, and a panic over damaged bytes, become our error.
pub(super) fn guard<T>(path: &Path, work: impl FnOnce() -> tantivy::Result<T>) -> Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome.map_err(|cause| explain(path, &cause)),
        // Only bytes that no writer of ours has written make it panic; what it says of them helps nobody.
        Err(_) => Err(error(path, format!("its files are damaged; {REBUILD}"))),
    }
}

/// Returns our error for one of the engine.
pub(super) fn explain(path: &Path, cause: &TantivyError) -> Error {
    use tantivy::directory::error::LockError;
    use tantivy::directory::error::OpenDirectoryError;
    use tantivy::directory::error::OpenReadError;
    use tantivy::directory::error::OpenWriteError;
    match cause {
        TantivyError::IoError(cause)
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: cause, .. })
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: cause, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
            io_error: cause, ..
        })
        | TantivyError::LockFailure(LockError::IoError(cause), _) => explain_io(path, cause),
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            error(path, format!("its file {} is missing; {REBUILD}", file.display()))
        }
        TantivyError::ErrorInThread(_) | TantivyError::Poisoned => {
            error(path, "a thread of the search engine stopped; run it again")
        }
        TantivyError::LockFailure(..) => {
            error(path, "another program is writing to it; wait until it is done or stop it")
        }
        TantivyError::DataCorruption(_) => error(path, damaged_file(&cause.to_string())),
        TantivyError::IncompatibleIndex(_) => {
            error(path, format!("made by another version of dateline; {REBUILD}"))
        }
        _ => error(path, format!("its files are damaged; {REBUILD}")),
    }
}

/// Returns our error for one of the file system.
pub(super) fn explain_io(path: &Path, cause: &io::Error) -> Error {
    use io::ErrorKind as Kind;
    let remedy = match cause.kind() {
        Kind::StorageFull | Kind::QuotaExceeded => {
            "free some space and run again; what was committed before is safe".to_owned()
        }
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => {
            "this user may not write or read here; name another folder with --index".to_owned()
        }
        Kind::UnexpectedEof | Kind::InvalidData => {
            return error(path, format!("its files are damaged; {REBUILD}"));
        }
        _ => "see to the cause and run again; what was committed before is safe".to_owned(),
    };
    // What the system says is for people; what the engine says in its place is not.
    let told = match cause.raw_os_error() {
        Some(_) => cause.to_string(),
        None => cause.kind().to_string(),
    };
    error(path, format!("{told}; {remedy}"))
}

/// Returns our error for a record that cannot be read.
pub(super) fn unreadable(path: &Path, cause: &serde_json::Error) -> Error {
    error(path, format!("a record is unreadable ({cause}); {REBUILD}"))
}

/// Returns an error about the index in the folder.
pub(super) fn error(path: &Path, message: impl Into<String>) -> Error {
    Error::Index { path: path.to_owned(), message: message.into() }
}

/// Returns what to say of damage of which the engine says `told`: the file, if it names one, and nothing else of that.
fn damaged_file(told: &str) -> String {
    let is_file = |word: &&str| {
        word.split_once('.').is_some_and(|(stem, _)| stem.len() == 32) || *word == META
    };
    let mut words = told.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    match words.find(is_file) {
        Some(file) => format!("its file {file} is damaged; {REBUILD}"),
        None => format!("its files are damaged; {REBUILD}"),
    }
}
