//! Places in an article's text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The part of an article that a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextField {
    /// The title.
    Title,
    /// The body text.
    Text,
}

/// A half-open range of bytes in one field. On character boundaries, `start <= end`.
///
/// Inside the program spans are bytes; exports convert to code points (or UTF-16) at the rim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    field: TextField,
    start: u32,
    end: u32,
}

impl Span {
    /// Returns the span of `range` in `field`. A range that ends before it starts becomes empty.
    pub fn new(field: TextField, range: Range<usize>) -> Span {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        let end = u32::try_from(range.end).unwrap_or(u32::MAX);
        Span { field, start, end: end.max(start) }
    }

    /// Returns the field.
    pub fn field(self) -> TextField {
        self.field
    }

    /// Returns the first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// Returns the byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Returns the bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Returns true if the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.field == other.field && self.start < other.end && other.start < self.end
    }

    /// Returns true if `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.field == other.field && self.start <= other.start && other.end <= self.end
    }
}
