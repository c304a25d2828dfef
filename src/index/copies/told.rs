//! What is told of an article's copies where it is shown or exported.

use crate::error::Result;
use crate::index::copies::groups::Groups;
use crate::index::document::rank;
use crate::index::searcher::Searcher;
use crate::model::ArticleId;
use crate::model::CopyGroup;

/// The copies of all articles of an index, as of one moment.
#[derive(Debug)]
pub struct Copies(Groups);

impl Copies {
    /// Returns the group that an article is in; `None` if it has no copies.
    pub fn of(&self, id: ArticleId) -> Option<CopyGroup> {
        let place = self.0.place(rank(id))?;
        let members = self.0.members(place.group);
        let first = members.first().copied().unwrap_or_default();
        Some(CopyGroup {
            group: format!("{first:016x}"),
            size: members.len() as u64,
            first: place.place == 0,
        })
    }
}

impl Searcher {
    /// Returns which articles are copies of one another.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn copies(&self) -> Result<Copies> {
        Groups::of(&self.path, &self.snapshot()).map(Copies)
    }
}
