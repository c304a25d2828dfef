//! A query → hits, counts, records. Reads what was last committed, while another process may be writing.
//!
//! Start at [`Searcher::search`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::iter;
use std::ops::ControlFlow;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use tantivy::IndexReader;
use tantivy::collector::Collector;
use tantivy::query::BooleanQuery;
use tantivy::query::Occur;
use tantivy::schema::Value as _;

use crate::error::Error;
use crate::error::Result;
use crate::index::alias;
use crate::index::alias::View;
use crate::index::calendar::Periods;
use crate::index::collect::Gather;
use crate::index::collect::Gathered;
use crate::index::copies::Choose;
use crate::index::copies::Chosen;
use crate::index::copies::Groups;
use crate::index::counts;
use crate::index::cross;
use crate::index::engine;
use crate::index::known::KnownFiles;
use crate::index::query;
use crate::index::query::Node;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::Wanted;
use crate::index::schema::field;
use crate::index::snippet::Snippets;
use crate::index::state;
use crate::index::state::FileFailure;
use crate::index::statistics::Statistics;
use crate::index::walk::each_document;
use crate::model::Aliases;
use crate::model::Filter;
use crate::model::Hits;
use crate::model::Order;
use crate::model::Period;
use crate::model::Query;

/// Reads an index. Cheap to open; may be shared by threads.
pub struct Searcher {
    pub(super) path: PathBuf,
    reader: IndexReader,
    pub(super) aliases: Arc<Aliases>,
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Searcher {
    /// Opens the index in the folder, as of its last commit.
    ///
    /// # Errors
    /// [`Error::Index`] if there is none, or it is damaged or of another version.
    pub fn open(path: &Path) -> Result<Searcher> {
        let index = engine::open(path)?;
        Ok(Searcher {
            path: path.to_owned(),
            reader: engine::reader(path, &index)?,
            aliases: Arc::default(),
        })
    }

    /// Returns a searcher for which entities are what these aliases make of them. Records stay as the rules made them.
    pub fn with_aliases(self, aliases: Aliases) -> Searcher {
        Searcher { aliases: Arc::new(aliases), ..self }
    }

    /// Looks again: later calls see what was committed meanwhile.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn reload(&self) -> Result<()> {
        engine::guard(&self.path, || self.reader.reload())
    }

    /// Returns the hits of a query, with the counts it asks for. `limit: 0` gives no hits, only numbers; `top: 0`
    /// gives all values.
    ///
    /// # Errors
    /// [`Error::Query`] names the place in the text that cannot be understood;
    /// [`Error::Usage`] a field that cannot be counted.
    pub fn search(&self, query: &Query) -> Result<Hits> {
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        refuse_one_name(query)?;
        let columns = query
            .count_by
            .iter()
            .map(|name| counts::column(name, &kinds))
            .collect::<Result<_>>()?;
        let plan = Gather {
            order: query.order,
            keep: if query.limit == 0 { 0 } else { query.offset.saturating_add(query.limit) },
            columns,
            top: query.top,
            days: query.by.is_some(),
            view: self.view(&kinds),
            chosen: None,
        };
        let (built, wanted) = self.build(&snapshot, query, &kinds)?;
        let gathered = self.gather_built(&snapshot, query, &built, &plan)?;
        let mut snippets = Snippets::new(&wanted, self.view(&kinds));
        let page = gathered.best.iter().skip(query.offset).take(query.limit);
        let hits = page.map(|found| {
            let score = (query.order == Order::Relevance).then_some(found.score);
            let copies = gathered.chosen.as_ref().map(|chosen| chosen.copies(found.rank));
            let mut hit = self.hit(&snapshot, found.address, score, &mut snippets)?;
            hit.copies = copies;
            if query.account && score.is_some() {
                hit.account = Some(self.account(&snapshot, found.address, &wanted.parts)?);
            }
            Ok(hit)
        });
        let hits = hits.collect::<Result<_>>()?;
        let mut counted = BTreeMap::new();
        for ((name, column), tally) in
            query.count_by.iter().zip(&plan.columns).zip(gathered.tallies)
        {
            let named = !alias::kinds_of(column, &kinds).is_empty();
            let tally = if named { counts::by_key(tally) } else { tally };
            counted.insert(name.clone(), counts::ranked(tally, query.top));
        }
        let copies = gathered.chosen.as_ref().map(|chosen| chosen.left_out());
        let Some(period) = query.by else {
            let total = gathered.total;
            return Ok(Hits { total, copies, hits, counts: counted, ..Hits::default() });
        };
        let periods = Periods::over(&gathered.days, period, cross::asked_days(&query.filters))?;
        let tables = match plan.columns.is_empty() {
            true => BTreeMap::new(),
            false => {
                let counted = cross::Counted {
                    columns: &plan.columns,
                    values: &counted,
                    periods: &periods,
                    chosen: gathered.chosen,
                };
                self.tables(&snapshot, (query, &built, &kinds), counted)?
            }
        };
        counted.insert(period.word().to_owned(), periods.counts(&gathered.days));
        let undated = Some((gathered.total - gathered.dated) as u64);
        Ok(Hits { total: gathered.total, copies, hits, counts: counted, undated, tables })
    }

    /// Calls `visit` with key and record of every matching article, oldest first, equal dates by key, undated last.
    /// Holds a few records at a time. `limit`, `offset` and counts of the query do not matter here.
    ///
    /// # Errors
    /// As [`Searcher::search`], and what `visit` returns, which also ends the walk.
    pub fn for_each(
        &self,
        query: &Query,
        mut visit: impl FnMut(&str, &[u8]) -> Result<()>,
    ) -> Result<()> {
        self.for_each_until(query, Order::Oldest, |key, record| {
            visit(key, record).map(|()| ControlFlow::Continue(()))
        })
    }

    /// The same in another order, until `visit` breaks off.
    ///
    /// # Errors
    /// As [`Searcher::for_each`].
    pub fn for_each_until(
        &self,
        query: &Query,
        order: Order,
        mut visit: impl FnMut(&str, &[u8]) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let plan = Gather { keep: usize::MAX, ..Gather::none(order) };
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let (gathered, _) = self.gather(&snapshot, query, &kinds, &plan)?;
        let places: Vec<_> = gathered.best.iter().map(|found| found.address).collect();
        each_document(&self.path, &snapshot, &places, |document| {
            let key = document.get_first(field("key")).and_then(|key| key.as_str());
            visit(key.unwrap_or_default(), self.record(document)?)
        })
    }

    /// Returns what is known of the ingested files.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn files(&self) -> Result<KnownFiles> {
        KnownFiles::new(&self.path, &self.snapshot())
    }

    /// Returns every file, or entry of one, that gave no article, by path and place.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn failures(&self) -> Result<Vec<FileFailure>> {
        engine::guard(&self.path, || state::failures(self.snapshot().segment_readers()))
    }

    /// Returns the index as it is now. Each call works on one: addresses of one mean nothing in another.
    pub(super) fn snapshot(&self) -> tantivy::Searcher {
        self.reader.searcher()
    }

    /// Returns the aliases for an index with these kinds of things.
    pub(super) fn view(&self, kinds: &BTreeSet<String>) -> View {
        View { aliases: Arc::clone(&self.aliases), kinds: Arc::new(kinds.clone()) }
    }

    /// Returns the kinds of things that the index has ever seen.
    pub(super) fn kinds(&self, snapshot: &tantivy::Searcher) -> Result<BTreeSet<String>> {
        engine::guard(&self.path, || {
            let mut kinds = BTreeSet::new();
            for segment in snapshot.segment_readers() {
                let Some(column) = segment.fast_fields().str("kind")? else { continue };
                let mut terms = column.dictionary().stream()?;
                while terms.advance() {
                    kinds.insert(String::from_utf8_lossy(terms.key()).into_owned());
                }
            }
            Ok(kinds)
        })
    }

    /// Runs a query over the index in one pass.
    pub(super) fn gather(
        &self,
        snapshot: &tantivy::Searcher,
        asked: &Query,
        kinds: &BTreeSet<String>,
        plan: &Gather,
    ) -> Result<(Gathered, Wanted)> {
        let (query, wanted) = self.build(snapshot, asked, kinds)?;
        Ok((self.gather_built(snapshot, asked, &query, plan)?, wanted))
    }

    fn gather_built(
        &self,
        snapshot: &tantivy::Searcher,
        asked: &Query,
        built: &BooleanQuery,
        plan: &Gather,
    ) -> Result<Gathered> {
        let plan = Gather { chosen: self.chosen(snapshot, asked, built)?, ..plan.clone() };
        self.run(snapshot, built, &plan)
    }

    /// Runs a query over the index in one pass, for something else than hits.
    pub(super) fn collect<C: Collector>(
        &self,
        snapshot: &tantivy::Searcher,
        asked: &Query,
        kinds: &BTreeSet<String>,
        plan: &C,
    ) -> Result<C::Fruit> {
        let (query, _) = self.build(snapshot, asked, kinds)?;
        self.run(snapshot, &query, plan)
    }

    pub(super) fn run<C: Collector>(
        &self,
        snapshot: &tantivy::Searcher,
        query: &dyn tantivy::query::Query,
        plan: &C,
    ) -> Result<C::Fruit> {
        engine::guard(&self.path, || {
            snapshot.search_with_statistics_provider(query, plan, &Statistics(snapshot))
        })
    }

    /// Returns a query as the engine understands it.
    pub(super) fn build(
        &self,
        snapshot: &tantivy::Searcher,
        asked: &Query,
        kinds: &BTreeSet<String>,
    ) -> Result<(BooleanQuery, Wanted)> {
        let node = with_speakers(query::parse(&asked.text)?, &asked.filters);
        let named = query::Named { path: &self.path, snapshot, view: self.view(kinds) };
        let (words, wanted) = query::Builder::new(&asked.text, kinds, &named)
            .accounting(asked.account)
            .build(&node)?;
        let chosen = asked.filters.iter().filter_map(query::chosen_by);
        let clauses = iter::once(words).chain(chosen).map(|clause| (Occur::Must, clause));
        Ok((BooleanQuery::new(clauses.collect()), wanted))
    }

    /// Returns which articles stand for their copies, if the query wants one of each group.
    fn chosen(
        &self,
        snapshot: &tantivy::Searcher,
        asked: &Query,
        query: &dyn tantivy::query::Query,
    ) -> Result<Option<Arc<Chosen>>> {
        if !asked.collapse {
            return Ok(None);
        }
        let groups = Arc::new(Groups::of(&self.path, snapshot)?);
        let chosen = engine::guard(&self.path, || snapshot.search(query, &Choose(groups)))?;
        Ok(Some(Arc::new(chosen)))
    }
}

/// Refuses to count by a kind and by a period of one name: both are told under it.
fn refuse_one_name(query: &Query) -> Result<()> {
    let Some(by) = query.by.map(Period::word) else { return Ok(()) };
    if !query.count_by.iter().any(|field| field == by) {
        return Ok(());
    }
    let message = format!("{by} is a kind of this index and a period; count by one at a time");
    Err(Error::Usage { message })
}

/// Returns a query with the speakers of its filters, as if they were typed behind it.
pub(super) fn with_speakers(node: Node, filters: &[Filter]) -> Node {
    let mut nodes = match node {
        Node::And(nodes) => nodes,
        node => vec![node],
    };
    for filter in filters {
        let Filter::Speaker(name) = filter else { continue };
        let piece = |text: &str| Piece { text: text.to_owned(), at: 0 };
        let test = Test::Phrase { words: piece(name), slop: 0, prefix: false };
        nodes.push(Node::Leaf { field: Some(piece("speaker")), test });
    }
    if nodes.len() == 1 { nodes.remove(0) } else { Node::And(nodes) }
}
