//! One writer at a time: a lock that the system drops with the process, and a message that names its holder.

use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::path::Path;

use crate::error::Result;
use crate::index::engine;

/// The file that is locked. It stays behind; only the lock on it counts.
pub(super) const LOCK_FILE: &str = ".dateline.lock";

/// Held as long as it lives.
#[derive(Debug)]
pub(super) struct WriteLock {
    _file: File,
}

impl WriteLock {
    /// Takes the lock on the index in the folder.
    ///
    /// # Errors
    /// Another process holds it (the message names its number), or the folder cannot be written.
    pub(super) fn take(folder: &Path) -> Result<WriteLock> {
        let path = folder.join(LOCK_FILE);
        let options =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = options.map_err(|cause| engine::explain_io(folder, &cause))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let message = format!(
                    "{} is writing to it; wait until it is done or stop it",
                    holder(&mut file)
                );
                return Err(engine::error(folder, message));
            }
            Err(TryLockError::Error(cause)) => return Err(engine::explain_io(folder, &cause)),
        }
        let named = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()));
        named.map_err(|cause| engine::explain_io(folder, &cause))?;
        Ok(WriteLock { _file: file })
    }
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => format!("another dateline (process {})", text.trim()),
        _ => "another dateline".to_owned(),
    }
}
