//! `dateline alerts`: the saved searches of `dateline.toml`, with what they find now.

use std::io::Write;

use serde::Serialize;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::JsonArgs;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::settings::Alert;
use crate::cli::terminal;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::one_line;
use crate::cli::terminal::remark;
use crate::error::Error;
use crate::index::Searcher;
use crate::index::check_syntax;
use crate::model::Query;

/// List the saved searches, with what they find now
#[derive(clap::Args, Debug)]
#[command(
    long_about = "List the saved searches, with what they find now.\n\n\
        Saved searches are names with queries in dateline.toml. Each `dateline ingest` prints the articles that are new, \
        or say something else than before, and match; with --exec it runs a command for each. Each is told once; what a run \
        did not come to tell, or a command failed to take, the next ingest tells. A query with a mistake is \
        named with file, line and place, and the exit status is 2.",
    after_help = "\
dateline.toml:
  [alerts]
  strikes = \"strike OR walkout\"
  \"Streeting speaks\" = 'speaker:\"Wes Streeting\"'

Examples:
  dateline alerts
  dateline alerts --json | jq '.[] | select(.articles > 0).name'
  dateline ingest inbox --exec ./send-mail desk@example.org"
)]
pub(super) struct ListAlerts {
    #[command(flatten)]
    json: JsonArgs,
}

/// A saved search as it is printed.
#[derive(Serialize)]
struct Line<'a> {
    name: &'a str,
    query: &'a str,
    articles: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

impl Verb for ListAlerts {
    const NAME: &'static str = "alerts";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let alerts = context.alerts();
        if alerts.is_empty() {
            context.remark("no saved searches; `dateline help alerts` shows how to write [alerts] in dateline.toml");
        }
        // Mistakes of the file are told even where there is no index yet.
        let has_mistakes = alerts.iter().any(|alert| check_syntax(&alert.query).is_err());
        let searcher = match context.searcher() {
            Ok(searcher) => Some(searcher),
            Err(_) if has_mistakes || alerts.is_empty() => None,
            Err(error) => return Err(error.into()),
        };
        let mut is_well = true;
        let lines: Vec<Line<'_>> = alerts
            .iter()
            .map(|alert| {
                let counted = count(alert, searcher.as_ref());
                let error = counted.as_ref().err().map(|error| complain(alert, error));
                is_well &= error.is_none();
                let (name, query) = (alert.name.as_str(), alert.query.as_str());
                Line { name, query, articles: counted.ok().flatten(), error }
            })
            .collect();
        let mut output = Output::stdout();
        if self.json.json {
            output.json(&lines)?;
        } else if self.json.ndjson {
            lines.iter().try_for_each(|line| output.ndjson(line))?;
        } else {
            print(&lines, context, &mut output)?;
        }
        output.finish()?;
        Ok(if is_well { Status::Done } else { Status::Stopped })
    }
}

fn count(alert: &Alert, searcher: Option<&Searcher>) -> Result<Option<usize>, Error> {
    check_syntax(&alert.query)?;
    let query = Query { text: alert.query.clone(), ..Query::default() };
    searcher.map(|searcher| searcher.search(&query).map(|hits| hits.total)).transpose()
}

/// Says what is wrong with a saved search, and where; returns the message.
pub(super) fn complain(alert: &Alert, error: &Error) -> String {
    let message = match error {
        Error::Query { message, .. } => message.clone(),
        other => other.to_string(),
    };
    let message = format!("{}: alerts.{}: {message}", alert.place, one_line(&alert.name));
    remark(&format!("dateline: {message}"));
    if let Error::Query { text, at, .. } = error {
        terminal::caret(text, *at).lines().for_each(remark);
    }
    message
}

fn print(lines: &[Line<'_>], context: &Context, output: &mut Output) -> std::io::Result<()> {
    let painter = context.painter();
    let names: Vec<String> = lines.iter().map(|line| one_line(line.name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    for (name, line) in names.iter().zip(lines) {
        let name = painter.paint(BOLD, &format!("{name:width$}"));
        let count = line.articles.map_or("-".to_owned(), |count| count.to_string());
        writeln!(output, "{name}  {count:>7}  {}", painter.paint(DIM, &one_line(line.query)))?;
    }
    Ok(())
}
