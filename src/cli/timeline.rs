//! `dateline timeline`: what articles tell of past and future days, in the order of these days.

use std::io;
use std::io::Write;

use clap::ValueEnum;
use jiff::civil::Date;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::JsonArgs;
use crate::cli::args::first_day;
use crate::cli::args::last_day;
use crate::cli::context::Context;
use crate::cli::nothing::nothing;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::counted;
use crate::cli::terminal::one_line;
use crate::export::Sheet;
use crate::model::Event;
use crate::model::EventFilter;
use crate::model::Grain;
use crate::model::Query;
use crate::model::Timeline;
use crate::model::When;

/// List what articles tell of certain days, in the order of these days
#[derive(clap::Args, Debug)]
#[command(
    long_about = "List what articles tell of certain days, in the order of these days.\n\n\
        The days are those that the text itself mentions (\"on Tuesday\", \"in March 2026\"), each with its sentence and \
        article. Past and future are seen from the day on which the article was published, never from today. The same \
        sentence in several articles is told once, with their number.",
    after_help = "\
Examples:
  dateline timeline 'nurses strike'
  dateline timeline calder --since 2025-11 --until 2026-01 --grain month
  dateline timeline place:Luxembourg --when future            what was still to come
  dateline timeline 'published:2025-12' --limit 0 --csv > december.csv

--since and --until are about the days told of. For the day of publication write published:[… TO …] in the query."
)]
pub(super) struct ListEvents {
    /// Which articles, in the query language of `dateline search`; without one, all
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Only events on this day or later; a month or a year counts from its first day
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    since: Option<Date>,
    /// Only events on this day or earlier; a month or a year counts to its last day
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<Date>,
    /// How exactly a time must be told at least
    #[arg(long, value_name = "GRAIN", default_value = "day")]
    grain: Told,
    /// Only events before, on or after the day of publication
    #[arg(long, value_name = "WHEN")]
    when: Option<Side>,
    /// Most events to list; 0 lists all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    limit: usize,
    /// Events to skip
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    #[command(flatten)]
    json: JsonArgs,
    /// Print comma-separated values with a header
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    csv: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Told {
    Day,
    Week,
    Month,
    /// A quarter, a season or half a year
    Quarter,
    Year,
    /// Ten years or a hundred
    Decade,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Side {
    Past,
    /// On the day, or in the month or year that holds it
    Present,
    Future,
}

impl Verb for ListEvents {
    const NAME: &'static str = "timeline";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let query = Query { text: self.query.join(" "), ..Query::default() };
        let searcher = context.searcher()?;
        let found = searcher.timeline(&query, &self.filter())?;
        let mut output = Output::stdout();
        if self.json.json {
            output.json(&found)?;
        } else if self.json.ndjson {
            found.events.iter().try_for_each(|event| output.ndjson(event))?;
        } else if self.csv {
            write_csv(&found, &mut output)?;
        } else {
            print(&found, context.painter(), &mut output)?;
        }
        output.finish()?;
        if found.articles == 0 {
            return Ok(nothing(context, &searcher, &query, "")?);
        }
        self.remark(&found, context);
        Ok(if found.total > 0 { Status::Done } else { Status::Nothing })
    }
}

impl ListEvents {
    fn filter(&self) -> EventFilter {
        EventFilter {
            grain: match self.grain {
                Told::Day => Grain::Day,
                Told::Week => Grain::Week,
                Told::Month => Grain::Month,
                Told::Quarter => Grain::Quarter,
                Told::Year => Grain::Year,
                Told::Decade => Grain::Decade,
            },
            since: self.since,
            until: self.until,
            when: self.when.map(|side| match side {
                Side::Past => When::Past,
                Side::Present => When::Present,
                Side::Future => When::Future,
            }),
            limit: self.limit,
            offset: self.offset,
        }
    }

    fn remark(&self, found: &Timeline, context: &Context) {
        let coarser = match found.coarser as usize {
            0 => String::new(),
            1 => "; one time is told less exactly: --grain month or year lists it".to_owned(),
            more => {
                format!("; {more} times are told less exactly: --grain month or year lists them")
            }
        };
        let articles = counted(found.articles as usize, "article", "articles");
        let text = match found.events.len() {
            0 if found.total > 0 => {
                format!("--offset {} is beyond the end: {} events", self.offset, found.total)
            }
            0 => format!("no events in {articles}{coarser}"),
            shown => {
                let events = counted(found.total, "event", "events");
                format!("{shown} of {events} in {articles}{coarser}")
            }
        };
        context.remark(&text);
    }
}

fn print(found: &Timeline, painter: Painter, output: &mut Output) -> io::Result<()> {
    let mut last = "";
    let width = found.events.iter().map(|event| day(event).chars().count()).max().unwrap_or(0);
    for event in &found.events {
        let Event { sentence, articles, title, site, published, id, .. } = event;
        let shown = if day(event) == last { "" } else { day(event) };
        last = day(event);
        let copies = if *articles > 1 { format!("  ({articles} articles)") } else { String::new() };
        let date = painter.paint(BOLD, &format!("{:width$}", one_line(shown)));
        writeln!(output, "{date}  {}{}", one_line(sentence), painter.paint(DIM, &copies))?;
        let day = published.as_deref().map(|day| day.get(..10).unwrap_or(day)).unwrap_or("undated");
        let title = one_line(title.as_deref().unwrap_or("(no title)"));
        let site = site.as_deref().map(|site| format!("  {}", one_line(site))).unwrap_or_default();
        let source = format!("{:width$}  {day}  {title}{site}  {}", "", one_line(id));
        writeln!(output, "{}", painter.paint(DIM, &source))?;
    }
    Ok(())
}

/// Returns the date of an event without the time of day.
fn day(event: &Event) -> &str {
    event.date.split_once('T').map_or(&event.date, |(day, _)| day)
}

fn write_csv(found: &Timeline, output: &mut Output) -> io::Result<()> {
    let head = [
        "date",
        "start",
        "end",
        "grain",
        "when",
        "mention",
        "sentence",
        "articles",
        "id",
        "published",
        "title",
        "site",
        "url",
        "path",
    ];
    let mut sheet = Sheet::new(output, head.into_iter())?;
    found.events.iter().try_for_each(|event| sheet.record(event))?;
    sheet.finish()
}
