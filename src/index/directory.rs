//! The engine's view of the folder: mapped files, readable even where nothing may be written.
//!
//! A writer reads its files piece by piece instead. It goes through all of them when it merges, and what was mapped
//! and looked at counts as memory of the process: it would seem to grow with the index.
//!
//! The engine takes a lock file before it opens segments, so that a writer does not delete them meanwhile. In a
//! folder without write permission that file cannot be made, and no other process of the same rights can delete
//! anything either: there the lock is granted without one.

use std::fs::File;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use tantivy::Directory;
use tantivy::HasLen;
use tantivy::directory::DirectoryLock;
use tantivy::directory::FileHandle;
use tantivy::directory::Lock;
use tantivy::directory::META_LOCK;
use tantivy::directory::MmapDirectory;
use tantivy::directory::OwnedBytes;
use tantivy::directory::WatchCallback;
use tantivy::directory::WatchHandle;
use tantivy::directory::WritePtr;
use tantivy::directory::error::DeleteError;
use tantivy::directory::error::LockError;
use tantivy::directory::error::OpenReadError;
use tantivy::directory::error::OpenWriteError;

/// A folder of files of the engine.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    mapped: MmapDirectory,
    /// Where files are read and not mapped.
    in_pieces: Option<PathBuf>,
}

impl Folder {
    /// Opens the folder for searching.
    pub(super) fn open(path: &Path) -> tantivy::Result<Folder> {
        Ok(Folder { mapped: MmapDirectory::open(path)?, in_pieces: None })
    }

    /// Opens the folder for writing.
    pub(super) fn open_to_write(path: &Path) -> tantivy::Result<Folder> {
        let in_pieces = cfg!(unix).then(|| path.to_owned());
        Ok(Folder { in_pieces, ..Folder::open(path)? })
    }
}

/// A file that is read where it is asked for.
#[derive(Debug)]
struct Pieces {
    file: File,
    length: usize,
}

impl Pieces {
    fn open(path: &Path) -> io::Result<Pieces> {
        let file = File::open(path)?;
        let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Pieces { file, length })
    }
}

impl HasLen for Pieces {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for Pieces {
    #[cfg(unix)]
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        std::os::unix::fs::FileExt::read_exact_at(&self.file, &mut bytes, range.start as u64)?;
        Ok(OwnedBytes::new(bytes))
    }

    #[cfg(not(unix))]
    fn read_bytes(&self, _: Range<usize>) -> io::Result<OwnedBytes> {
        Err(io::Error::from(io::ErrorKind::Unsupported))
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let Some(folder) = &self.in_pieces else { return self.mapped.get_file_handle(path) };
        match Pieces::open(&folder.join(path)) {
            Ok(pieces) => Ok(Arc::new(pieces)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                Err(OpenReadError::FileDoesNotExist(path.to_owned()))
            }
            Err(cause) => Err(OpenReadError::wrap_io_error(cause, path.to_owned())),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.mapped.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.mapped.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.mapped.acquire_lock(lock) {
            Err(LockError::IoError(cause))
                if lock.filepath == META_LOCK.filepath && is_read_only(&cause) =>
            {
                Ok(DirectoryLock::from(Box::new(())))
            }
            outcome => outcome,
        }
    }
}

fn is_read_only(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}
