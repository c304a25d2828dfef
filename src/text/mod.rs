//! Pure functions on strings.

pub mod charset;
pub mod control;
pub mod elision;
pub mod emoji;
pub mod fold;
pub mod key;
pub mod markup;
pub mod nickname;
pub mod offset;
pub mod sentence;
pub mod shape;
pub mod sniff;
pub mod token;
mod word;
