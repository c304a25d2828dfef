//! What the index holds, in numbers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::error::Result;
use crate::index::alias;
use crate::index::calendar;
use crate::index::collect::Gather;
use crate::index::copies::Groups;
use crate::index::counts;
use crate::index::engine;
use crate::index::query;
use crate::index::searcher::Searcher;
use crate::index::state;
use crate::model::Count;
use crate::model::Order;
use crate::model::Query;

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: usize,
    /// Files that were read.
    pub files: usize,
    /// Files and entries that gave no article.
    pub failures: usize,
    /// Publications named by the articles.
    pub sources: usize,
    /// Day of the oldest article.
    #[serde(serialize_with = "crate::model::value::iso_date::serialize")]
    pub first: Option<Date>,
    /// Day of the newest article.
    #[serde(serialize_with = "crate::model::value::iso_date::serialize")]
    pub last: Option<Date>,
    /// Articles without a date.
    pub undated: usize,
    /// Articles that are copies of an earlier one.
    pub copies: usize,
    /// Articles that have copies and are the first of them.
    pub copied: usize,
    /// The publications with most articles.
    pub sites: Vec<Count>,
    /// Articles in each language.
    pub languages: Vec<Count>,
    /// Articles from each input format.
    pub formats: Vec<Count>,
    /// Articles with each remark.
    pub warnings: Vec<Count>,
    /// For each kind, the names and values in most articles.
    pub entities: BTreeMap<String, Vec<Count>>,
}

impl Searcher {
    /// Returns what the index holds, with the `top` most frequent names of each kind (0: all).
    ///
    /// # Errors
    /// The index is damaged.
    pub fn stats(&self, top: usize) -> Result<Stats> {
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let fixed = ["site", "language", "format", "warning"];
        let columns = fixed
            .iter()
            .map(|name| (*name).to_owned())
            .chain(kinds.iter().map(|kind| query::column(kind)));
        let plan = Gather {
            columns: columns.collect(),
            top: 0,
            days: true,
            view: self.view(&kinds),
            ..Gather::none(Order::Oldest)
        };
        let (gathered, _) = self.gather(&snapshot, &Query::default(), &kinds, &plan)?;
        let notes =
            |column| engine::guard(&self.path, || state::count(snapshot.segment_readers(), column));
        let groups = Groups::of(&self.path, &snapshot)?;
        let mut tallies = gathered.tallies.into_iter();
        let sites = tallies.next().unwrap_or_default();
        let sources = sites.len();
        let mut next = || counts::ranked(tallies.next().unwrap_or_default(), 0);
        let (languages, formats, warnings) = (next(), next(), next());
        let entities = kinds.iter().zip(tallies).map(|(kind, tally)| {
            let tally = if alias::is_named(kind) { counts::by_key(tally) } else { tally };
            (kind.clone(), counts::ranked(tally, top))
        });
        Ok(Stats {
            articles: gathered.total,
            files: notes("state")?,
            failures: notes("failure")?,
            sources,
            first: gathered.days.keys().next().and_then(|day| calendar::date(*day)),
            last: gathered.days.keys().next_back().and_then(|day| calendar::date(*day)),
            undated: gathered.total - gathered.dated,
            copies: groups.copies(),
            copied: groups.len(),
            sites: counts::ranked(sites, top),
            languages,
            formats,
            warnings,
            entities: entities.filter(|(_, counts)| !counts.is_empty()).collect(),
        })
    }
}
