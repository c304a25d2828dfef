//! Pages of one site → the blocks that they share, which are no part of any of their stories.
//!
//! 1. [`read`] makes a [`PageNote`](crate::model::PageNote) of each web page: which blocks it has, and which of them
//!    speak of its title.
//! 2. [`Survey`] takes the notes in any order, and keeps a sample of each site: memory does not grow with their number.
//! 3. [`Survey::learn`] gives what stands on many pages of a site: [`Learnt`].
//! 4. [`read`] with that leaves those blocks out, and says so in a warning.
//!
//! What is learnt depends on the set of pages alone, never on their order. It never looks at wire copy or at a text
//! given as JSON, and never takes more than half of a page.

mod clean;
mod learnt;
mod note;
mod survey;

pub use clean::read;
pub use learnt::Learnt;
pub use survey::Survey;
