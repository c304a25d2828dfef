//! Counts of a search: what is asked for, and how it is printed: lists with bars, cross tables, CSV, sparklines, charts.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::Value;

use crate::cli::cross;
use crate::cli::output::Output;
use crate::cli::search::print_counts;
use crate::cli::sparkline;
use crate::cli::sparkline::Style;
use crate::cli::terminal::Painter;
use crate::cli::usage;
use crate::error::Result;
use crate::export::Sheet;
use crate::model::Count;
use crate::model::Hits;
use crate::model::Period;

/// What is counted over all matching articles.
#[derive(clap::Args, Debug)]
pub(super) struct CountArgs {
    /// Count the values of a field over all matching articles, such as person or site (repeatable)
    #[arg(long, value_name = "FIELD", help_heading = "Counts")]
    pub(super) count_by: Vec<String>,
    /// Count matching articles by calendar period; with --count-by, as a cross table
    #[arg(long, value_name = "PERIOD", help_heading = "Counts")]
    by: Option<By>,
    /// Most values to show for each counted field; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 10, help_heading = "Counts")]
    pub(super) top: usize,
    /// Print counts by period as a line of bars, each row to its own scale; `ascii` writes digits from 0 to 9, for
    /// terminals and fonts without block characters
    #[arg(
        long,
        value_name = "STYLE",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "blocks",
        requires = "by",
        conflicts_with_all = ["json", "ndjson", "csv"],
        help_heading = "Counts"
    )]
    sparkline: Option<Style>,
    /// Draw the counts into a file, .svg or .png: columns by period, bars by value, or a line for each value
    #[arg(long, value_name = "FILE", value_parser = picture, help_heading = "Counts")]
    pub(super) plot: Option<PathBuf>,
    /// Title of the chart [default: what is counted]
    #[arg(long, value_name = "TITLE", requires = "plot", help_heading = "Counts")]
    pub(super) plot_title: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum By {
    Day,
    /// Monday to Sunday, numbered as in ISO 8601
    Week,
    Month,
    Quarter,
    Year,
}

/// The heading of the number of all articles.
pub(super) const ARTICLES: &str = "articles";

/// The row of articles without a date.
pub(super) const UNDATED: &str = "undated";

impl CountArgs {
    /// Returns the period by which articles are counted.
    pub(super) fn period(&self) -> Option<Period> {
        self.by.map(|by| match by {
            By::Day => Period::Day,
            By::Week => Period::Week,
            By::Month => Period::Month,
            By::Quarter => Period::Quarter,
            By::Year => Period::Year,
        })
    }

    /// Returns true if something is to be counted.
    pub(super) fn is_any(&self) -> bool {
        !self.count_by.is_empty() || self.by.is_some()
    }

    /// Refuses what cannot be done, before a search is run; `is_csv` if the counts are to be written as CSV.
    pub(super) fn check(&self, is_csv: bool) -> Result<()> {
        for (flag, is_given) in [("--csv", is_csv), ("--plot", self.plot.is_some())] {
            if is_given && !self.is_any() {
                let message =
                    format!("{flag} is for counts here; add --by month or --count-by FIELD");
                return Err(usage(message));
            }
            if is_given && self.count_by.len() > 1 {
                let message = format!("{flag} takes one field; give one --count-by at a time");
                return Err(usage(message));
            }
        }
        Ok(())
    }

    /// Prints the counts for people.
    pub(super) fn print(
        &self,
        hits: &Hits,
        painter: Painter,
        output: &mut Output,
    ) -> io::Result<()> {
        let periods = self.period().and_then(|period| hits.counts.get(period.word()));
        let all = periods.map(Vec::as_slice).unwrap_or_default();
        if hits.total == 0 {
            return Ok(());
        }
        if let (Some(style), Some(period)) = (self.sparkline, self.period()) {
            return sparkline::print(hits, period.word(), style, painter, output);
        }
        for (field, table) in &hits.tables {
            cross::print(field, table, (all, hits.undated), painter, output)?;
        }
        if hits.tables.is_empty() {
            for (field, counts) in &hits.counts {
                match hits.undated {
                    Some(undated) if undated > 0 => {
                        let undated = Count { value: UNDATED.to_owned(), count: undated };
                        let counts: Vec<_> = counts.iter().cloned().chain([undated]).collect();
                        print_counts(painter, output, field, &counts)?;
                    }
                    _ => print_counts(painter, output, field, counts)?,
                }
            }
        }
        Ok(())
    }

    /// Writes the counts as a table: values, or periods, below one another.
    pub(super) fn write_csv(&self, hits: &Hits, output: &mut Output) -> io::Result<()> {
        let by = self.period().map(Period::word);
        if let (Some(by), Some((_, table))) = (by, hits.tables.first_key_value()) {
            let all = hits.counts.get(by).map(Vec::as_slice).unwrap_or_default();
            return cross::write_csv(table, (all, hits.undated), output);
        }
        let field = by.or(self.count_by.first().map(String::as_str)).unwrap_or_default();
        let mut sheet = Sheet::new(output, [field, ARTICLES].into_iter())?;
        let mut line = |value: &str, count: u64| {
            sheet.line([Value::from(value), Value::from(count)].iter().map(Some))
        };
        for Count { value, count } in hits.counts.get(field).into_iter().flatten() {
            line(value, *count)?;
        }
        if let Some(undated) = hits.undated.filter(|undated| *undated > 0) {
            line(UNDATED, undated)?;
        }
        sheet.finish()
    }
}

/// Returns true for a file that is to be a PNG, by its suffix.
pub(super) fn is_png(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|end| end.eq_ignore_ascii_case("png"))
}

fn picture(text: &str) -> std::result::Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let suffix = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    match suffix.as_str() {
        "svg" | "png" => Ok(path),
        _ => Err("the name of a chart ends in .svg or .png".to_owned()),
    }
}
