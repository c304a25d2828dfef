//! Sources → [`RawDocument`](crate::model::RawDocument)s: what the user points at becomes files, files become bytes.
//!
//! Knows nothing of articles. One unreadable file is a [`ReadFailure`](crate::model::ReadFailure) and the walk goes
//! on. Start at [`files`], then [`documents`].

mod document;
mod folder;
mod lines;
mod listing;
mod path;
mod select;

pub use document::{Documents, Limits, documents, documents_of};
pub use folder::{FileEntry, Files, Source, files};
pub use path::{STDIN, shown};
pub use select::Select;
