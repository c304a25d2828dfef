//! Two counts at once → cross tables: the most frequent values of a field by calendar period.
//!
//! The first pass over the matching articles tells which values and which periods there are; this is the second, which
//! looks at those values alone. Start at [`Searcher::tables`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use tantivy::DocId;
use tantivy::Score;
use tantivy::SegmentOrdinal;
use tantivy::SegmentReader;
use tantivy::collector::Collector;
use tantivy::collector::SegmentCollector;
use tantivy::columnar::Column;
use tantivy::query::BooleanQuery;

use crate::error::Error;
use crate::error::Result;
use crate::index::alias::View;
use crate::index::calendar;
use crate::index::calendar::Periods;
use crate::index::copies::Chosen;
use crate::index::copies::rank_of;
use crate::index::labels::Key;
use crate::index::labels::Keys;
use crate::index::labels::Labels;
use crate::index::searcher::Searcher;
use crate::model::Count;
use crate::model::CrossRow;
use crate::model::CrossTable;
use crate::model::Filter;
use crate::model::Query;

/// Most cells of a table: forty years of days for two hundred values. More is no table to be read.
const MAX_CELLS: usize = 3_000_000;

/// A slot that is in no row.
const NO_ROW: u32 = u32::MAX;

/// What the first pass found.
pub(super) struct Counted<'c> {
    /// Where the values of each counted field stand.
    pub(super) columns: &'c [String],
    /// Field → its values.
    pub(super) values: &'c BTreeMap<String, Vec<Count>>,
    /// All periods.
    pub(super) periods: &'c Periods,
    /// Which articles stand for their copies, where that is asked for.
    pub(super) chosen: Option<Arc<Chosen>>,
}

impl Searcher {
    /// Returns a table for each counted field of a query, `built` before: to build one may read many records.
    ///
    /// # Errors
    /// As [`Searcher::search`]; [`Error::Usage`] if a table would be too large.
    pub(super) fn tables(
        &self,
        snapshot: &tantivy::Searcher,
        (query, built, kinds): (&Query, &BooleanQuery, &BTreeSet<String>),
        Counted { columns, values, periods, chosen }: Counted<'_>,
    ) -> Result<BTreeMap<String, CrossTable>> {
        let Some(by) = query.by else { return Ok(BTreeMap::new()) };
        let values = |name: &String| values.get(name).map(Vec::as_slice).unwrap_or_default();
        let mut plan = Cross {
            fields: Vec::new(),
            periods: Arc::new(periods.clone()),
            view: self.view(kinds),
            chosen,
        };
        for (name, column) in query.count_by.iter().zip(columns) {
            if values(name).len().saturating_mul(periods.len()) > MAX_CELLS {
                let message = format!(
                    "{} values of {name} in {} periods are too many for a table; use --top or a longer period",
                    values(name).len(),
                    periods.len()
                );
                return Err(Error::Usage { message });
            }
            plan.fields.push(CrossField::new(column, values(name), &plan.view));
        }
        let cells = self.run(snapshot, built, &plan)?;
        let table = |(name, cells): (&String, Cells)| {
            let row = |(Count { value, count }, counts): (&Count, &[u64])| {
                let (undated, counts) = counts.split_last().unwrap_or((&0, &[]));
                CrossRow {
                    value: value.clone(),
                    count: *count,
                    counts: counts.to_vec(),
                    undated: *undated,
                }
            };
            let rows = values(name).iter().zip(cells.chunks(plan.width())).map(row);
            let (by, periods) = (by.word().to_owned(), periods.names());
            (name.clone(), CrossTable { by, periods, rows: rows.collect() })
        };
        Ok(query.count_by.iter().zip(cells).map(table).collect())
    }
}

/// Returns the first and the last day that the filters of a query name.
pub(super) fn asked_days(filters: &[Filter]) -> (Option<Date>, Option<Date>) {
    let first = filters.iter().filter_map(|filter| match filter {
        Filter::Since(date) => Some(*date),
        _ => None,
    });
    let last = filters.iter().filter_map(|filter| match filter {
        Filter::Until(date) => Some(*date),
        _ => None,
    });
    (first.max(), last.min())
}

/// Numbers of articles: rows of as many cells as there are periods, and one for the undated.
type Cells = Vec<u64>;

/// What to count.
#[derive(Clone)]
struct Cross {
    fields: Vec<CrossField>,
    periods: Arc<Periods>,
    view: View,
    /// Which articles stand for their copies; these count for nothing then.
    chosen: Option<Arc<Chosen>>,
}

impl Cross {
    fn width(&self) -> usize {
        self.periods.len() + 1
    }
}

/// The rows of one field.
#[derive(Clone)]
struct CrossField {
    column: String,
    /// Key of a value → row.
    rows: Arc<FxHashMap<Key, u32>>,
    /// Number of rows, one for each value.
    height: usize,
}

impl CrossField {
    fn new(column: &str, values: &[Count], view: &View) -> CrossField {
        let mut keys = Keys::of(column, view);
        let rows = values.iter().zip(0..).map(|(count, row)| (keys.key(&count.value), row));
        let rows = Arc::new(rows.collect());
        CrossField { column: column.to_owned(), rows, height: values.len() }
    }
}

impl Collector for Cross {
    type Fruit = Vec<Cells>;
    type Child = SegmentCross;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentCross> {
        let mut fields = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let Some(labels) = Labels::open(segment, &field.column, &self.view)? else {
                fields.push(None);
                continue;
            };
            let row = |key: &Key| field.rows.get(key).copied().unwrap_or(NO_ROW);
            let rows = labels.names.keys.iter().map(row).collect();
            fields.push(Some((labels, rows)));
        }
        let cells = self.fields.iter().map(|field| vec![0; field.height * self.width()]);
        Ok(SegmentCross {
            cells: cells.collect(),
            fields,
            periods: Arc::clone(&self.periods),
            chosen: self.chosen.clone(),
            published: segment.fast_fields().column_opt::<i64>("published")?,
            rank: segment.fast_fields().column_opt::<u64>("rank")?,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Vec<Cells>>) -> tantivy::Result<Vec<Cells>> {
        let none = self.fields.iter().map(|field| vec![0; field.height * self.width()]);
        let mut all: Vec<Cells> = none.collect();
        for (sum, part) in segments.iter().flat_map(|segment| (0..).zip(segment)) {
            all[sum].iter_mut().zip(part).for_each(|(sum, part): (&mut u64, &u64)| *sum += part);
        }
        Ok(all)
    }
}

/// Counts in one segment.
struct SegmentCross {
    fields: Vec<Option<(Labels, Vec<u32>)>>,
    cells: Vec<Cells>,
    periods: Arc<Periods>,
    chosen: Option<Arc<Chosen>>,
    published: Option<Column<i64>>,
    rank: Option<Column<u64>>,
}

impl SegmentCollector for SegmentCross {
    type Fruit = Vec<Cells>;

    fn collect(&mut self, document: DocId, _: Score) {
        let is_left_out =
            |chosen: &Arc<Chosen>| chosen.is_left_out(rank_of(self.rank.as_ref(), document));
        if self.chosen.as_ref().is_some_and(is_left_out) {
            return;
        }
        let published = self.published.as_ref().and_then(|column| column.first(document));
        let undated = self.periods.len();
        let day = published.map(calendar::day_of);
        let at = day.and_then(|day| self.periods.at(day)).unwrap_or(undated);
        for (field, cells) in self.fields.iter_mut().zip(&mut self.cells) {
            let Some((labels, rows)) = field else { continue };
            labels.each(document, |slot| {
                if rows[slot] != NO_ROW {
                    cells[rows[slot] as usize * (undated + 1) + at] += 1;
                }
            });
        }
    }

    fn harvest(self) -> Vec<Cells> {
        self.cells
    }
}
