//! Aliases that speak of nothing in the index: a kind or a name that no article has, perhaps misspelt.
//!
//! Only tells; an alias may well be written before the article that needs it. Start at [`Searcher::strangers`].

use std::collections::BTreeSet;

use crate::error::Result;
use crate::index::Searcher;
use crate::index::engine;
use crate::index::query::column;
use crate::text::key::name_key;

impl Searcher {
    /// Returns what the aliases speak of and no article has, as kind and key of the name, in order. Looks at the names of the kinds that they speak of,
    /// and at nothing if there are no aliases.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn strangers(&self) -> Result<Vec<(String, String)>> {
        let snapshot = self.snapshot();
        engine::guard(&self.path, || {
            let mut strangers = Vec::new();
            for kind in self.aliases.kinds() {
                let mut left: BTreeSet<&str> =
                    self.aliases.of_kind(kind).map(|(key, _)| key).collect();
                for segment in snapshot.segment_readers() {
                    let Some(labels) = segment.fast_fields().str(&column(kind))? else { continue };
                    let mut terms = labels.dictionary().stream()?;
                    while terms.advance() {
                        left.remove(name_key(&String::from_utf8_lossy(terms.key())).as_str());
                    }
                }
                strangers.extend(left.into_iter().map(|key| (kind.to_owned(), key.to_owned())));
            }
            Ok(strangers)
        })
    }
}
