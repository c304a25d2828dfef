//! Pure functions on strings.

pub mod charset;
pub mod offset;
pub mod sniff;
