//! One document as it lies in its source: where it came from and its bytes.

/// Where one document came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Path with forward slashes, as shown to the user; `-` is standard input.
    pub path: String,
    /// Place within a file that holds many articles, counted from 1 (a line of JSONL).
    pub item: Option<u32>,
}

/// The bytes of one document, before anything is known about them.
#[derive(Clone, Debug, Default)]
pub struct RawDocument {
    /// Where it came from. In a file of many articles that is read in pieces, `item` is the place of the first
    /// article of this piece.
    pub origin: Origin,
    /// Input format named by the user (`--from`); `None` lets the parsers claim it by content.
    pub format: Option<String>,
    /// The bytes, decompressed but otherwise as found.
    pub bytes: Vec<u8>,
}

/// A file, or a line of one, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFailure {
    /// Which.
    pub origin: Origin,
    /// What is wrong and what to do, without the path.
    pub message: String,
}
