//! `dateline extract`: documents → records on standard output, without an index.
//!
//! One line out for each entry in, in the order of the input: an entry that gives no record gives a line with `error`.

use std::io;
use std::io::Write;
use std::iter;
use std::path::PathBuf;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::InputArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::OffsetArgs;
use crate::cli::args::Quotes;
use crate::cli::args::RuleArgs;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::export;
use crate::export::JsonFailure;
use crate::export::JsonRecord;
use crate::model::ReadFailure;
use crate::pipeline;
use crate::pipeline::Failure;
use crate::pipeline::Job;
use crate::pipeline::Options;
use crate::pipeline::Outcome;
use crate::read;
use crate::read::Limits;
use crate::read::Source;
use crate::text::offset::OffsetUnit;

/// Turn documents into records, without an index
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Turn documents into records, without an index.\n\n\
        Prints one JSON record a line for each article, in the order of the input. Nothing is kept. With `--from jsonl` \
        each line of the input gives exactly one line of output; one that cannot be read gives an object with the key \
        `error`, is named on standard error, and the exit status is 3.",
    after_help = "\
Examples:
  dateline extract article.html
  dateline extract --published 2025-12-17 stories/ > records.ndjson
  dateline extract --from jsonl - < articles.jsonl | jq '.entities[].name'"
)]
pub(super) struct Extract {
    /// Files, folders, or - for standard input
    #[arg(required_unless_present = "schema", value_name = "FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    input: InputArgs,
    /// Which quotes: those in quotation marks, or indirect speech ("said that …") too
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    quotes: Quotes,
    #[command(flatten)]
    rules: RuleArgs,
    #[command(flatten)]
    offsets: OffsetArgs,
    #[command(flatten)]
    json: JsonArgs,
    /// Print the JSON Schema of a line, or with --json that of the array, and nothing else
    #[arg(long, conflicts_with = "paths")]
    schema: bool,
}

impl Verb for Extract {
    const NAME: &'static str = "extract";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        if self.schema {
            return print_schema(self.json.json);
        }
        let source = Source { paths: self.paths.clone(), select: self.input.select()? };
        let jobs = jobs(&source, self.input.format().map(str::to_owned), self.input.limits());
        let rules = context.rules(&self.rules)?;
        let aliases = context.aliases()?;
        let unit = context.offsets(self.offsets);
        let progress = Progress::new(context, "documents");
        let mut output = Output::stdout();
        let as_array = self.json.json;
        let mut list = List { as_array, any: false };
        let mut failed = false;
        let finish = |unread: Option<ReadFailure>, mut outcomes: Vec<Outcome>| {
            for record in outcomes.iter_mut().flatten() {
                export::apply(record, &aliases);
            }
            Lines::new(unread, outcomes, as_array, unit)
        };
        pipeline::run(
            jobs,
            &rules,
            &Options { indirect: self.quotes == Quotes::All, ..context.pipeline(&self.input) },
            finish,
            |lines: io::Result<Lines>| {
                let lines = lines?;
                for failure in &lines.failures {
                    failed = true;
                    progress.say(&format!("dateline: {}", describe(failure)));
                }
                progress.count("");
                list.write(&lines.bytes, &mut output)
            },
        )?;
        list.end(&mut output)?;
        progress.finish();
        output.finish()?;
        Ok(if failed { Status::Partial } else { Status::Done })
    }
}

/// Prints what stands in a line, for programs that check it.
fn print_schema(as_array: bool) -> anyhow::Result<Status> {
    let schema = export::extract_schema();
    let mut output = Output::stdout();
    output.json(&if as_array { export::array_schema(schema) } else { schema })?;
    output.finish()?;
    Ok(Status::Done)
}

/// Returns a job for each document of the source; a place that cannot be read gives one without a document.
pub(super) fn jobs(
    source: &Source,
    format: Option<String>,
    limits: Limits,
) -> impl Iterator<Item = Job<Option<ReadFailure>>> + Send + use<> {
    type Documents =
        Box<dyn Iterator<Item = Result<crate::model::RawDocument, ReadFailure>> + Send>;
    let documents = read::files(source).flat_map(move |entry| -> Documents {
        match entry {
            Ok(entry) => Box::new(read::documents(&entry, format.as_deref(), &limits)),
            Err(failure) => Box::new(iter::once(Err(failure))),
        }
    });
    documents.map(|document| match document {
        Ok(document) => Job { tag: None, document: Some(document) },
        Err(failure) => Job { tag: Some(failure), document: None },
    })
}

/// Returns `path:line: message` for people.
pub(super) fn describe(failure: &Failure) -> String {
    let Failure { origin, message, .. } = failure;
    match origin.item {
        Some(item) => format!("{}:{item}: {message}", origin.path),
        None => format!("{}: {message}", origin.path),
    }
}

/// What one document gives to standard output and to the list of failures.
struct Lines {
    bytes: Vec<u8>,
    failures: Vec<Failure>,
}

impl Lines {
    /// Returns the lines of a document. Runs on the workers, so that serialising is done by all threads.
    fn new(
        unread: Option<ReadFailure>,
        outcomes: Vec<Outcome>,
        as_array: bool,
        unit: OffsetUnit,
    ) -> io::Result<Lines> {
        let mut lines = Lines { bytes: Vec::new(), failures: Vec::new() };
        let unread = unread.map(|ReadFailure { origin, message }| {
            Err(Failure { origin, given_id: None, message })
        });
        for outcome in unread.into_iter().chain(outcomes) {
            if as_array {
                lines.bytes.extend_from_slice(b",\n");
            }
            match outcome {
                Ok(record) => {
                    serde_json::to_writer(&mut lines.bytes, &JsonRecord::new(&record, unit))?
                }
                Err(failure) => {
                    let Failure { origin, given_id, message } = &failure;
                    let json = JsonFailure::new(origin, given_id.as_deref(), message);
                    serde_json::to_writer(&mut lines.bytes, &json)?;
                    lines.failures.push(failure);
                }
            }
            if !as_array {
                lines.bytes.push(b'\n');
            }
        }
        Ok(lines)
    }
}

/// Puts lines together to NDJSON, or to one array.
struct List {
    as_array: bool,
    any: bool,
}

impl List {
    fn write(&mut self, lines: &[u8], output: &mut Output) -> io::Result<()> {
        let opens = self.as_array && !self.any && !lines.is_empty();
        self.any |= !lines.is_empty();
        if opens {
            // The first element has no comma before it.
            output.write_all(b"[")?;
            return output.write_all(&lines[1..]);
        }
        output.write_all(lines)
    }

    fn end(&self, output: &mut Output) -> io::Result<()> {
        match (self.as_array, self.any) {
            (false, _) => Ok(()),
            (true, true) => output.write_all(b"\n]\n"),
            (true, false) => output.write_all(b"[]\n"),
        }
    }
}
