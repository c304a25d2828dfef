//! Counts of a search → a chart in a file. Says in its foot which articles were counted, and what is left out.

use std::io::Write;

use crate::chart::Chart;
use crate::chart::Data;
use crate::chart::MAX_BARS;
use crate::chart::MAX_LINES;
use crate::cli::args::DayArgs;
use crate::cli::context::Context;
use crate::cli::counts::CountArgs;
use crate::cli::counts::is_png;
use crate::cli::output::Output;
use crate::cli::terminal::counted;
use crate::cli::terminal::one_line;
use crate::error::Error;
use crate::error::Result;
use crate::model::Count;
use crate::model::Hits;
use crate::model::Period;

impl CountArgs {
    /// Draws the counts into the file that is asked for; nothing if there are none.
    pub(super) fn plot(
        &self,
        hits: &Hits,
        asked: (&str, DayArgs),
        context: &Context,
    ) -> Result<()> {
        let Some(path) = &self.plot else { return Ok(()) };
        let Some((data, left_out)) = self.data(hits) else {
            context.remark(&format!("nothing to draw; {} is not written", path.display()));
            return Ok(());
        };
        let chart = self.chart(hits, asked, data, left_out);
        let bytes = if is_png(path) { chart.png()? } else { chart.svg().into_bytes() };
        if is_png(path) && chart.lacks_letters() {
            context.remark("the fonts of PNG charts know Latin, Greek and Cyrillic letters; others are boxes: write .svg");
        }
        let mut output = Output::to(Some(path))?;
        output.write_all(&bytes).map_err(Error::io(path))?;
        output.finish()
    }

    /// Returns what is drawn, and how many values do not fit.
    fn data(&self, hits: &Hits) -> Option<(Data, usize)> {
        let by = self.period().map(Period::word);
        let counted = |name: &str| hits.counts.get(name).filter(|counts| !counts.is_empty());
        if let Some((_, table)) = hits.tables.first_key_value() {
            let series = table.rows.iter().take(MAX_LINES);
            let series: Vec<_> =
                series.map(|row| (one_line(&row.value), row.counts.clone())).collect();
            let left_out = table.rows.len() - series.len();
            let is_empty = series.is_empty() || table.periods.is_empty();
            let periods = table.periods.clone();
            return (!is_empty).then_some((Data::Lines { periods, series }, left_out));
        }
        if let Some(by) = by {
            let (periods, counts) =
                counted(by)?.iter().map(|Count { value, count }| (value.clone(), *count)).unzip();
            return Some((Data::Columns { periods, counts }, 0));
        }
        let counts = counted(self.count_by.first()?)?;
        let rows = counts.iter().take(MAX_BARS);
        let rows: Vec<_> = rows.map(|Count { value, count }| (one_line(value), *count)).collect();
        let left_out = counts.len() - rows.len();
        Some((Data::Bars(rows), left_out))
    }

    fn chart(
        &self,
        hits: &Hits,
        (query, days): (&str, DayArgs),
        data: Data,
        left_out: usize,
    ) -> Chart {
        let query = one_line(query);
        let field = self.count_by.first().map(|field| one_line(field));
        let by = self.period().map(Period::word);
        let is_all = matches!(query.as_str(), "" | "*");
        let about = if is_all {
            "All articles".to_owned()
        } else {
            format!("Articles that match “{query}”")
        };
        let title = self.plot_title.clone().unwrap_or_else(|| match &field {
            Some(field) => format!("{about}, by {field}"),
            None => about,
        });
        let unit = match by {
            Some(by) => format!("Articles per {by}"),
            None => "Articles".to_owned(),
        };
        let matching = if is_all { String::new() } else { format!(" for the query “{query}”") };
        let articles = counted(hits.total, "article", "articles");
        let mut source = format!("Source: {articles}{matching}{}", span(days));
        if let Some(undated) = hits.undated.filter(|undated| *undated > 0) {
            let undated = counted(undated as usize, "without a date is", "without a date are");
            source.push_str(&format!("; {undated} not shown"));
        }
        if left_out > 0 {
            let values = counted(left_out, "further value is", "further values are");
            source.push_str(&format!("; {values} not shown"));
        }
        source.push_str(". Counted by dateline.");
        Chart { title: one_line(&title), unit, source, data }
    }
}

/// Returns the days of publication that were asked for.
fn span(days: DayArgs) -> String {
    match (days.since, days.until) {
        (Some(since), Some(until)) => format!(", published from {since} to {until}"),
        (Some(since), None) => format!(", published since {since}"),
        (None, Some(until)) => format!(", published until {until}"),
        (None, None) => String::new(),
    }
}
