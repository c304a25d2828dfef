//! `dateline similar`: articles like one of the index, or like one in a file, with the reasons.

use std::io;
use std::io::Write;
use std::iter;
use std::path::Path;
use std::path::PathBuf;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::DayArgs;
use crate::cli::args::InputArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::RuleArgs;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::show::stored;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::cli::usage;
use crate::export::Sheet;
use crate::extract::Annotator;
use crate::index::Searcher;
use crate::model::Query;
use crate::model::Record;
use crate::model::Sample;
use crate::model::Similar;
use crate::pipeline;
use crate::read;
use crate::read::Source;

/// Find articles like one of the index, or like a file
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Find articles like one of the index, or like a file.\n\n\
        Compares the words of title and body, rare ones most, and the entities: from 0 (nothing in common) to 1 (the \
        same). Each article comes with the words and entities that it shares. A file need not be in the index; it is \
        read and its entities found first.",
    after_help = "\
Examples:
  dateline similar 5f0a91c2                     by the id that search shows, or the first digits of its hash
  dateline similar press-release.html --since 2025-12
  pbpaste | dateline similar - --json | jq '.[].terms'"
)]
pub(super) struct FindSimilar {
    /// Id of an article, or a file (- for standard input)
    #[arg(value_name = "ID|FILE")]
    article: PathBuf,
    /// Only articles that match, in the query language of `dateline search`
    #[arg(long, value_name = "QUERY", default_value = "", hide_default_value = true)]
    query: String,
    #[command(flatten)]
    days: DayArgs,
    /// Most articles to list
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, value_parser = limit)]
    limit: usize,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    json: JsonArgs,
    /// Print comma-separated values with a header
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    csv: bool,
}

/// Most articles to list: each costs a comparison with its whole text.
const MAX_LIMIT: usize = 1_000;

fn limit(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=MAX_LIMIT).contains(number));
    number.ok_or_else(|| format!("write a number of articles from 1 to {MAX_LIMIT}"))
}

impl Verb for FindSimilar {
    const NAME: &'static str = "similar";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        let searcher = context.searcher()?;
        let record = match self.article == Path::new("-") || self.article.exists() {
            true => self.read(context)?,
            false => self.known(&searcher, context)?,
        };
        let query = Query {
            text: self.query.clone(),
            filters: self.days.filters(),
            limit: self.limit,
            ..Query::default()
        };
        let found = searcher.similar(&query, &sample(&record))?;
        let mut output = Output::stdout();
        if self.json.json {
            output.json(&found)?;
        } else if self.json.ndjson {
            found.iter().try_for_each(|similar| output.ndjson(similar))?;
        } else if self.csv {
            write_csv(&found, &mut output)?;
        } else {
            found.iter().try_for_each(|similar| print(similar, context.painter(), &mut output))?;
        }
        output.finish()?;
        if found.is_empty() {
            context.remark("no article is like it");
        }
        Ok(if found.is_empty() { Status::Nothing } else { Status::Done })
    }
}

impl FindSimilar {
    /// Returns the article of the index that is named.
    fn known(&self, searcher: &Searcher, context: &Context) -> anyhow::Result<Record> {
        let id = self.article.to_string_lossy();
        let found = searcher.get(&id)?;
        match &found.records[..] {
            [one] => Ok(stored(&context.index(), one)?),
            [] => {
                let message = format!(
                    "there is no file {id}, and no article of the index has this id; `dateline search` shows ids"
                );
                Err(usage(message).into())
            }
            _ => Err(usage(format!(
                "{id} is the id of several articles; `dateline show {id}` lists them"
            ))
            .into()),
        }
    }

    /// Returns the first article of the file; says so if there are others.
    fn read(&self, context: &Context) -> anyhow::Result<Record> {
        let name = self.article.display();
        let source = Source { paths: vec![self.article.clone()], select: self.input.select()? };
        let rules = context.rules(&self.rules)?;
        let mut annotator = Annotator::new(&rules);
        let options = context.pipeline(&self.input).parse;
        let (mut failure, mut first) = (None, None);
        for entry in read::files(&source) {
            let documents: Box<dyn Iterator<Item = _>> = match entry {
                Ok(entry) => {
                    Box::new(read::documents(&entry, self.input.format(), &self.input.limits()))
                }
                Err(failure) => Box::new(iter::once(Err(failure))),
            };
            for document in documents {
                let outcomes = match document {
                    Ok(raw) => pipeline::process(&raw, &options, &mut annotator),
                    Err(unread) => {
                        failure.get_or_insert(unread.message);
                        continue;
                    }
                };
                for outcome in outcomes {
                    match outcome {
                        Ok(record) => match first.take() {
                            None => first = Some(record),
                            Some(first) => {
                                context.remark(&format!(
                                    "{name} has several articles, of which the first is compared; ingest it and name the \
                                     id of another"
                                ));
                                return Ok(first);
                            }
                        },
                        Err(lost) => drop(failure.get_or_insert(lost.message)),
                    }
                }
            }
        }
        if let Some(first) = first {
            return Ok(first);
        }
        let reason = failure.unwrap_or_else(|| "there is no article in it".to_owned());
        Err(usage(format!("{name}: {reason}")).into())
    }
}

/// Returns what of a record is compared.
fn sample(record: &Record) -> Sample {
    let Record { article, annotations, .. } = record;
    let entities = annotations.entities.iter();
    Sample {
        key: Some(article.id.to_string()),
        site: article.site.clone(),
        title: article.title.clone().unwrap_or_default(),
        text: article.text.clone(),
        entities: entities
            .map(|entity| (entity.kind.as_str().to_owned(), entity.name.clone()))
            .collect(),
    }
}

fn print(similar: &Similar, painter: Painter, output: &mut Output) -> io::Result<()> {
    let date =
        similar.published.as_deref().map_or("undated   ", |day| day.get(..10).unwrap_or(day));
    let title = one_line(similar.title.as_deref().unwrap_or("(no title)"));
    let site = similar.site.as_deref().map(|site| format!("  {}", one_line(site)));
    writeln!(
        output,
        "{:.3}  {}  {}{}",
        similar.score,
        painter.paint(DIM, date),
        painter.paint(BOLD, &title),
        painter.paint(DIM, &site.unwrap_or_default())
    )?;
    for (what, shared) in [("words", &similar.terms), ("names", &similar.entities)] {
        if !shared.is_empty() {
            let shared: Vec<String> = shared.iter().map(|word| one_line(word)).collect();
            writeln!(output, "       {} {}", painter.paint(DIM, what), shared.join(" · "))?;
        }
    }
    let place = format!("       {}  {}", one_line(&similar.id), one_line(&similar.path));
    writeln!(output, "{}\n", painter.paint(DIM, &place))
}

fn write_csv(found: &[Similar], output: &mut Output) -> io::Result<()> {
    let head = ["score", "id", "published", "title", "site", "url", "path", "terms", "entities"];
    let mut sheet = Sheet::new(output, head.into_iter())?;
    found.iter().try_for_each(|similar| sheet.record(similar))?;
    sheet.finish()
}
