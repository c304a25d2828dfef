//! Pure functions on strings.

pub mod charset;
pub mod fold;
pub mod offset;
pub mod sentence;
pub mod sniff;
pub mod token;
