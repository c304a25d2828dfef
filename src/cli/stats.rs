//! `dateline stats`: what the index holds.

use std::io::Write;

use jiff::civil::Date;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::DayArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::Quotes;
use crate::cli::args::first_day;
use crate::cli::args::last_day;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::sources;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::index::FileFailure;
use crate::index::Stats as Numbers;
use crate::model::Count;
use crate::model::Query;

/// Show what the index holds
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  dateline stats
  dateline stats --failures                   every document that gave no article, and why
  dateline stats --sources --top 50           who is quoted: quotes, words, articles, months; share of anonymous ones
  dateline stats --json | jq .entities.person")]
pub(super) struct Stats {
    /// List the documents that gave no article
    #[arg(long)]
    failures: bool,
    /// Show who is quoted, how much, and how often nobody is named: the source audit
    #[arg(long, conflicts_with = "failures")]
    sources: bool,
    /// With --sources, also count indirect speech, if it was ingested (`ingest --quotes all`)
    #[arg(long, value_name = "WHICH", value_enum, default_value_t, requires = "sources")]
    quotes: Quotes,
    /// With --sources, only articles published on this day or later; a month or a year counts from its first day
    #[arg(long, value_name = "DATE", value_parser = first_day, requires = "sources")]
    since: Option<Date>,
    /// With --sources, only articles published on this day or earlier; a month or a year counts to its last day
    #[arg(long, value_name = "DATE", value_parser = last_day, requires = "sources")]
    until: Option<Date>,
    /// Most names to show of each kind; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    #[command(flatten)]
    json: JsonArgs,
}

impl Verb for Stats {
    const NAME: &'static str = "stats";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let searcher = context.searcher()?;
        let mut output = Output::stdout();
        if self.failures {
            self.print_failures(&searcher.failures()?, &mut output)?;
        } else if self.sources {
            let filters = DayArgs { since: self.since, until: self.until }.filters();
            let query = Query { filters, ..Query::default() };
            let found = searcher.sources(&query, self.quotes == Quotes::All, self.top)?;
            sources::print(&found, self.json, context.painter(), &mut output)?;
        } else {
            let numbers = searcher.stats(self.top)?;
            match (self.json.json, self.json.ndjson) {
                (true, _) => output.json(&numbers)?,
                (_, true) => output.ndjson(&numbers)?,
                _ => print(&numbers, context.painter(), &mut output)?,
            }
        }
        output.finish()?;
        Ok(Status::Done)
    }
}

impl Stats {
    fn print_failures(&self, failures: &[FileFailure], output: &mut Output) -> std::io::Result<()> {
        if self.json.json {
            return output.json(&failures);
        }
        for failure in failures {
            if self.json.ndjson {
                output.ndjson(failure)?;
                continue;
            }
            let item = failure.item.map(|item| format!(":{item}")).unwrap_or_default();
            writeln!(output, "{}{item}: {}", one_line(&failure.path), one_line(&failure.message))?;
        }
        Ok(())
    }
}

fn print(numbers: &Numbers, painter: Painter, output: &mut Output) -> std::io::Result<()> {
    let dates = match (numbers.first, numbers.last) {
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "none".to_owned(),
    };
    let undated =
        if numbers.undated > 0 { format!(" ({} undated)", numbers.undated) } else { String::new() };
    let lines = [
        ("articles", numbers.articles.to_string()),
        ("files", numbers.files.to_string()),
        ("failures", numbers.failures.to_string()),
        ("sources", numbers.sources.to_string()),
        ("dates", format!("{dates}{undated}")),
        ("copies", format!("{} of {} stories", numbers.copies, numbers.copied)),
    ];
    for (name, value) in lines {
        writeln!(output, "{}  {value}", painter.paint(BOLD, &format!("{name:12}")))?;
    }
    let tables = [
        ("site", &numbers.sites),
        ("language", &numbers.languages),
        ("format", &numbers.formats),
        ("warning", &numbers.warnings),
    ];
    let kinds = numbers.entities.iter().map(|(kind, counts)| (kind.as_str(), counts));
    for (name, counts) in tables.into_iter().chain(kinds) {
        if !counts.is_empty() {
            writeln!(output, "{}  {}", painter.paint(BOLD, &format!("{name:12}")), joined(counts))?;
        }
    }
    Ok(())
}

fn joined(counts: &[Count]) -> String {
    let counts: Vec<String> = counts
        .iter()
        .map(|Count { value, count }| format!("{} {count}", one_line(value)))
        .collect();
    counts.join(" · ")
}
