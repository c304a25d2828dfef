//! `dateline stats`: what the index holds.

use std::io::Write;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::JsonArgs;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::index::FileFailure;
use crate::index::Stats as Numbers;
use crate::model::Count;

/// Show what the index holds
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  dateline stats
  dateline stats --failures                   every document that gave no article, and why
  dateline stats --json | jq .entities.person")]
pub(super) struct Stats {
    /// List the documents that gave no article
    #[arg(long)]
    failures: bool,
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
