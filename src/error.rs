//! What stops a command. A document that cannot be read is not an error but a failure in the report.

use std::io;
use std::path::PathBuf;

/// Why a command stopped. Messages are lower case, name the thing and say what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A rule file is not usable.
    #[error("{file}{}: {message}", name_rule(rule))]
    Rules {
        /// The file, with the line where it is known.
        file: String,
        /// The rule, where one can be named.
        rule: Option<String>,
        /// What is wrong and what to do.
        message: String,
    },
    /// The query cannot be understood.
    #[error("query: {message}")]
    Query {
        /// The query as typed.
        text: String,
        /// Byte of `text` that the message speaks of.
        at: Option<usize>,
        /// What is wrong and what to do.
        message: String,
    },
    /// The index cannot be used.
    #[error("index {path}: {message}")]
    Index {
        /// Folder of the index.
        path: PathBuf,
        /// What is wrong and what to do.
        message: String,
    },
    /// The command was called wrongly.
    #[error("{message}")]
    Usage {
        /// What is wrong and what to do.
        message: String,
    },
}

/// A result with our [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Returns a closure that names the path at which an I/O error happened.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
        let path = path.into();
        move |source| Error::Io { path, source }
    }
}

fn name_rule(rule: &Option<String>) -> String {
    rule.as_ref().map(|rule| format!(": rule \"{rule}\"")).unwrap_or_default()
}
