//! Articles of an index → which are copies of one another: wire copy, cut or under another headline, live pages as they
//! grew, pages saved twice.
//!
//! Each article has a sketch of its body (`sketch.rs`) as a column, written with it in the same commit. Groups follow
//! from the set of all sketches (`find.rs`), never from the order or the history of ingests: they are worked out anew
//! when an ingest ends, and kept beside the index in a file that names the segments it was made of (`file.rs`). A
//! searcher for which that file does not speak (an ingest is running, or was killed) works them out itself
//! (`gather.rs`). Start at [`Groups::of`].

mod choose;
mod code;
mod file;
mod find;
mod gather;
mod groups;
mod sketch;
#[cfg(test)]
mod tests;
mod told;
mod words;

pub(super) use choose::Choose;
pub(super) use file::refresh;
pub(super) use gather::note;
pub(super) use groups::Chosen;
pub(super) use groups::Groups;
pub(super) use groups::Place;
pub(super) use groups::rank_of;
pub use told::Copies;

/// Returns true if one text is a copy of the other, as an ingest judges it: most of the shorter one stands in the longer
/// one, word for word. Titles do not count. Texts of a few lines are never copies.
///
/// ```
/// let text: Vec<String> = (0..200).map(|word| format!("word{}", word * word)).collect();
/// let (whole, half) = (text.join(" "), text[..100].join(" "));
/// assert!(dateline::index::are_copies(&whole, &half));
/// assert!(!dateline::index::are_copies(&whole, "another story altogether"));
/// ```
pub fn are_copies(one: &str, other: &str) -> bool {
    let sketches = [one, other].map(sketch::Sketch::of);
    let [Some(one), Some(other)] = sketches else { return false };
    find::parents(&[one, other])[1].is_some()
}
