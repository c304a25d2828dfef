//! `dateline export`: what the index holds, in a form for other tools.

use std::io;
use std::io::IsTerminal as _;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::DayArgs;
use crate::cli::args::OffsetArgs;
use crate::cli::args::Quotes;
use crate::cli::context::Context;
use crate::cli::indirect;
use crate::cli::nothing::nothing;
use crate::cli::output::Output;
use crate::cli::show::stored;
use crate::cli::usage;
use crate::error::Error;
use crate::export;
use crate::export::Exporter;
use crate::export::exporters_of;
use crate::index::Searcher;
use crate::model::Query;
use crate::model::Record;

/// Write articles, entities, facts or quotes for other tools
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Write articles, entities, facts or quotes for other tools.\n\n\
        Each line names its article; a fact brings its sentence and its rule. Oldest articles first. The result is \
        written as it is found, whatever its size. Of quotes and facts those are written that meet \
        what the query asks of them. In CSV, text that a spreadsheet would run as a formula gets an \
        apostrophe in front.\n\n\
        Parquet has the keys of ndjson as typed columns: lists, structs and maps where those are nested, \
        `published` as DATE with `published_at` (UTC, where time and zone are told) and `published_text`, numbers of \
        values as DECIMAL(38,9); what a column cannot hold (a year before 1, less than a billionth) is null. HTML is one page with all articles, which loads nothing.",
    after_help = "\
Examples:
  dateline export facts > facts.ndjson
  dateline export quotes 'person:\"Wes Streeting\"' --to csv -o quotes.csv
  dateline export facts -o facts.parquet
  duckdb -c \"select kind, count(*) from 'facts.parquet' group by kind\"
  dateline export articles 'person:\"Wes Streeting\"' -o articles.html
  dateline export quotes --schema > quotes.schema.json
  dateline export annotations 'Gaza' --to spacy > docs.ndjson
  dateline export mentions --since 2025-12-01 | jq -r 'select(.args.kind == \"money\") | .text'"
)]
pub(super) struct Export {
    /// What is written: articles, entities of an article, facts (mentions included), mentions, quotes; annotations: texts
    /// with all that was found in them; graph: entities that share a paragraph; speaker-graph: speakers and whom they
    /// speak of
    what: What,
    /// Only articles that match, in the query language of `dateline search`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    days: DayArgs,
    /// Which quotes: those in quotation marks, or indirect speech too, if it was ingested (`ingest --quotes all`)
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    quotes: Quotes,
    /// Format: for tables ndjson, json, csv or parquet; for articles also json-ld, tei, markdown or html; for annotations
    /// spacy, conll, web-annotation, json-ld, tei, markdown, html, brat or timeml; for graphs graphml or gexf [default: the suffix of the
    /// file, else the first of these]
    #[arg(long, value_name = "FORMAT")]
    to: Option<String>,
    /// File to write, replaced in one step when everything is written [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The same as --to json
    #[arg(long, conflicts_with_all = ["ndjson", "to"])]
    json: bool,
    /// The same as --to ndjson
    #[arg(long, conflicts_with = "to")]
    ndjson: bool,
    /// Begin CSV with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
    /// Print the JSON Schema of ndjson, or with --json that of the array, and nothing else; needs no index
    #[arg(long, conflicts_with_all = ["query", "bom"])]
    schema: bool,
    #[command(flatten)]
    offsets: OffsetArgs,
}

/// Returns true for a device or a pipe, whose name says nothing of what is written to it.
fn is_device(path: Option<&Path>) -> bool {
    let metadata = path.and_then(|path| path.metadata().ok());
    metadata.is_some_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// The byte order mark.
const BOM: &[u8] = "\u{feff}".as_bytes();

impl Export {
    /// Returns the format asked for, else the one that the suffix of the output names, else the first that fits.
    fn exporter(&self) -> anyhow::Result<&'static dyn Exporter> {
        let what = self.what.into();
        let named = match &self.to {
            _ if self.json => Some("json"),
            _ if self.ndjson => Some("ndjson"),
            to => to.as_deref(),
        };
        if let Some(name) = named {
            let found = exporters_of(what).find(|exporter| exporter.name() == name);
            return Ok(found.ok_or_else(|| self.unfit(&format!("--to {name}")))?);
        }
        let suffix = self.output.as_deref().and_then(|path| path.extension()?.to_str());
        let is_meant = |exporter: &&'static dyn Exporter| {
            let suffix = suffix.map(|suffix| if suffix == "jsonl" { "ndjson" } else { suffix });
            suffix.is_some() && (exporter.suffix() == suffix || Some(exporter.name()) == suffix)
        };
        let found = exporters_of(what).find(is_meant);
        // A suffix is a wish; what cannot be granted is not to be guessed at.
        let is_wish = suffix.is_some() && !is_device(self.output.as_deref());
        match (found, &self.output) {
            (None, Some(path)) if is_wish => Err(self.unfit(&path.display().to_string()).into()),
            (found, _) => {
                let found = found.or_else(|| exporters_of(what).next());
                Ok(found.ok_or_else(|| self.unfit("export"))?)
            }
        }
    }

    /// Prints what stands in a row, for programs that check it.
    fn print_schema(&self) -> anyhow::Result<Status> {
        let named = self.to.as_deref().unwrap_or(if self.json { "json" } else { "ndjson" });
        let schema = match (export::json_schema(self.what.into()), named) {
            (Some(row), "ndjson") => row,
            (Some(row), "json") => export::array_schema(row),
            _ => {
                let message = "--schema tells what ndjson and json hold; use it with articles, entities, facts, \
                    mentions or quotes";
                return Err(usage(message).into());
            }
        };
        let mut output = Output::to(self.output.as_deref())?;
        output.json(&schema)?;
        output.finish()?;
        Ok(Status::Done)
    }

    /// Refuses bytes that a terminal would obey or garble.
    fn refuse_to_show(&self, exporter: &dyn Exporter, is_terminal: bool) -> Result<(), Error> {
        if !is_terminal || !exporter.is_binary() {
            return Ok(());
        }
        let (name, what) = (exporter.name(), self.what.name());
        let suffix = exporter.suffix().unwrap_or("tar");
        Err(usage(format!(
            "{name} is not for terminals; write it to a file with -o {what}.{suffix}, or into a pipe"
        )))
    }

    fn unfit(&self, asked: &str) -> Error {
        let known: Vec<_> = exporters_of(self.what.into()).map(|one| one.name()).collect();
        let what = self.what.name();
        usage(format!("{asked}: not a format for {what}; use --to with {}", known.join(", ")))
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum What {
    Articles,
    Entities,
    Facts,
    Mentions,
    Quotes,
    Annotations,
    Graph,
    SpeakerGraph,
}

impl What {
    /// Returns true if a record has anything of it.
    fn is_in(self, record: &Record) -> bool {
        let found = &record.annotations;
        match self {
            What::Articles | What::Annotations | What::Graph | What::SpeakerGraph => true,
            What::Entities => !found.entities.is_empty(),
            What::Facts => !found.facts.is_empty() || !found.mentions.is_empty(),
            What::Mentions => !found.mentions.is_empty(),
            What::Quotes => !found.quotes.is_empty(),
        }
    }

    /// Returns the word by which users ask for it.
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

impl From<What> for export::What {
    fn from(what: What) -> export::What {
        match what {
            What::Articles => export::What::Articles,
            What::Entities => export::What::Entities,
            What::Facts => export::What::Facts,
            What::Mentions => export::What::Mentions,
            What::Quotes => export::What::Quotes,
            What::Annotations => export::What::Annotations,
            What::Graph => export::What::Graph,
            What::SpeakerGraph => export::What::SpeakerGraph,
        }
    }
}

impl Verb for Export {
    const NAME: &'static str = "export";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        if self.schema {
            return self.print_schema();
        }
        let exporter = self.exporter()?;
        if self.bom && exporter.name() != "csv" {
            return Err(usage("--bom is for CSV; use it with --to csv").into());
        }
        let to_stdout = self.output.as_deref().is_none_or(|path| path.as_os_str() == "-");
        if to_stdout {
            self.refuse_to_show(exporter, io::stdout().is_terminal())?;
        }
        let folder = context.index();
        let aliases = context.aliases()?;
        let searcher = Searcher::open(&folder)?.with_aliases(aliases.clone());
        let text = self.query.join(" ");
        let query = Query { text, filters: self.days.filters(), ..Query::default() };
        let mut output = Output::to(self.output.as_deref())?;
        let target = self.output.clone().unwrap_or_else(|| "standard output".into());
        if self.bom {
            output.write_all(BOM).map_err(Error::io(&target))?;
        }
        let mut export = export::Export::new(
            exporter,
            self.what.into(),
            context.offsets(self.offsets),
            Box::new(&mut output),
        );
        let copies = searcher.copies()?;
        let mut picker = searcher.picker(&query)?;
        let mut found = false;
        searcher.for_each(&query, |_, json| {
            let mut record = stored(&folder, json)?;
            match self.what {
                What::Quotes => picker.keep(json, &mut record)?,
                // No mention meets what is asked of facts.
                What::Facts if picker.keep_facts(json, &mut record)? => {
                    record.annotations.mentions.clear();
                }
                _ => {}
            }
            record.annotations.quotes.retain(|quote| self.quotes.takes(quote));
            export::apply(&mut record, &aliases);
            record.article.copies = copies.of(record.article.id);
            found |= self.what.is_in(&record);
            export.record(&record).map_err(Error::io(&target))
        })?;
        export.finish().map_err(Error::io(&target))?;
        output.finish()?;
        indirect::remark(self.quotes, &searcher, context)?;
        if found { Ok(Status::Done) } else { Ok(nothing(context, &searcher, &query, "")?) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Args as _;
    use clap::FromArgMatches as _;

    use crate::export::EXPORTERS;

    #[test]
    fn what_is_binary_is_not_shown() {
        let command = Export::augment_args(clap::Command::new("export"));
        let matches = command.get_matches_from(["export", "facts"]);
        let export = Export::from_arg_matches(&matches).unwrap();
        for exporter in EXPORTERS {
            let binary = matches!(exporter.name(), "parquet" | "brat" | "timeml");
            let refused = export.refuse_to_show(*exporter, true);
            assert_eq!(refused.is_err(), binary, "{}", exporter.name());
            assert!(export.refuse_to_show(*exporter, false).is_ok());
            let said = refused.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(!binary || said.contains("-o facts."), "{said}");
        }
    }
}
