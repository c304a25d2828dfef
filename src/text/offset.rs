//! Byte offsets ↔ code points ↔ UTF-16 code units.

/// The unit in which an export counts offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points: what Python slices count.
    #[default]
    CodePoint,
    /// Bytes of UTF-8.
    Byte,
    /// UTF-16 code units: what JavaScript and Java count.
    Utf16,
}
