//! `dateline show`: one article of the index with what was found in it.

use std::io;
use std::io::Write;
use std::path::Path;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::args::OffsetArgs;
use crate::cli::context::Context;
use crate::cli::highlight;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::ITALIC;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::cli::terminal::remark;
use crate::cli::usage;
use crate::error::Error;
use crate::export;
use crate::export::JsonRecord;
use crate::export::about;
use crate::export::entity_line;
use crate::export::kinds;
use crate::export::pieces;
use crate::index::Searcher;
use crate::model::Record;
use crate::model::TextField;

/// Show one article of the index, with what was found in it
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  dateline show 5f0a                          the article whose id begins so, if there is but one
  dateline show guardian-2025-12-17 --json
  dateline show 5f0a91c2 --html > article.html")]
pub(super) struct Show {
    /// Id of the article as search shows it, or the first two or more digits of its hash
    #[arg(value_name = "ID")]
    id: String,
    /// Print a web page that needs no other file
    #[arg(long, conflicts_with_all = ["json", "ndjson"])]
    html: bool,
    /// Print the record as one JSON document
    #[arg(long, conflicts_with = "ndjson")]
    json: bool,
    /// Print the record as one line of JSON
    #[arg(long)]
    ndjson: bool,
    #[command(flatten)]
    offsets: OffsetArgs,
}

impl Verb for Show {
    const NAME: &'static str = "show";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        if self.id.trim().is_empty() {
            return Err(usage("the id is empty; `dateline search` shows ids".to_owned()).into());
        }
        let folder = context.index();
        let searcher = Searcher::open(&folder)?;
        let found = searcher.get(&self.id)?;
        let mut records: Vec<Record> =
            found.records.iter().map(|json| stored(&folder, json)).collect::<Result<_, _>>()?;
        let aliases = context.aliases()?;
        let copies = searcher.copies()?;
        for record in &mut records {
            export::apply(record, &aliases);
            record.article.copies = copies.of(record.article.id);
        }
        let [record] = &records[..] else { return Ok(self.not_one(&records, found.total)) };
        let mut output = Output::stdout();
        let json = || JsonRecord::new(record, context.offsets(self.offsets));
        if self.json {
            output.json(&json())?;
        } else if self.ndjson {
            output.ndjson(&json())?;
        } else if self.html {
            output.write_all(export::page(record).as_bytes())?;
        } else {
            Sheet { painter: context.painter(), output: &mut output }.print(record)?;
        }
        output.finish()?;
        Ok(Status::Done)
    }
}

impl Show {
    /// Says why there is not exactly one article.
    fn not_one(&self, records: &[Record], total: usize) -> Status {
        if records.is_empty() {
            remark(&format!(
                "dateline: no article has the id {}; `dateline search` shows ids",
                self.id
            ));
            return Status::Nothing;
        }
        remark(&format!(
            "dateline: {} is the id of several articles; use the hash of one:",
            self.id
        ));
        for Record { article, .. } in records {
            let title = one_line(article.title.as_deref().unwrap_or("(no title)"));
            remark(&format!("  {}  {}  {title}", article.id, one_line(&article.origin.path)));
        }
        if total > records.len() {
            remark(&format!(
                "  and {} more; `dateline search QUERY --csv --fields key,title` shows the hash of each article",
                total - records.len()
            ));
        }
        Status::Stopped
    }
}

/// Writes the article for a terminal.
pub(super) fn print(record: &Record, painter: Painter, output: &mut Output) -> io::Result<()> {
    Sheet { painter, output }.print(record)
}

/// Returns the record in a stored form.
pub(super) fn stored(index: &Path, json: &[u8]) -> Result<Record, Error> {
    export::from_stored(json).map_err(|error| Error::Index {
        path: index.to_owned(),
        message: format!(
            "a record is damaged ({error}); run `dateline ingest --rebuild` on your folders"
        ),
    })
}

/// An article for a terminal.
struct Sheet<'o> {
    painter: Painter,
    output: &'o mut Output,
}

impl Sheet<'_> {
    fn print(&mut self, record: &Record) -> io::Result<()> {
        let title = record.article.title.as_deref().unwrap_or("(no title)");
        writeln!(self.output, "{}", self.painter.paint(BOLD, &one_line(title)))?;
        for (name, value) in about(record) {
            writeln!(
                self.output,
                "{}  {}",
                self.painter.paint(DIM, &format!("{name:9}")),
                one_line(&value)
            )?;
        }
        writeln!(self.output)?;
        self.text(record)?;
        self.entities(record)?;
        for headline in &record.article.related {
            writeln!(
                self.output,
                "{}  {}",
                self.painter.paint(DIM, "related"),
                one_line(headline)
            )?;
        }
        for warning in &record.warnings {
            writeln!(
                self.output,
                "{}  {}",
                self.painter.paint(DIM, "warning"),
                one_line(&warning.message)
            )?;
        }
        Ok(())
    }

    fn text(&mut self, record: &Record) -> io::Result<()> {
        for piece in pieces(record, TextField::Text) {
            let color = piece.mention.map(|mention| highlight::color(mention.kind.as_str()));
            let shown = match (color, piece.quoted) {
                (Some(color), _) => self.painter.paint(color, piece.text),
                (None, true) => self.painter.paint(ITALIC, piece.text),
                (None, false) => crate::cli::terminal::clean(piece.text).into_owned(),
            };
            self.output.write_all(shown.as_bytes())?;
        }
        writeln!(self.output, "\n")
    }

    /// Prints what was found by kind; the kinds are the legend of the colours.
    fn entities(&mut self, record: &Record) -> io::Result<()> {
        for kind in kinds(record) {
            let of_kind = record.annotations.entities.iter().filter(|entity| entity.kind == kind);
            let mut found: Vec<String> = of_kind.map(entity_line).collect();
            if found.is_empty() {
                let mentions =
                    record.annotations.mentions.iter().filter(|mention| mention.kind == kind);
                found =
                    mentions.map(|mention| one_line(record.article.text(mention.span))).collect();
            }
            let label = self.painter.paint(highlight::color(kind), kind);
            writeln!(self.output, "{label}  {}", one_line(&found.join(" · ")))?;
        }
        if !record.annotations.quotes.is_empty() {
            let label = self.painter.paint(ITALIC, "quotes");
            writeln!(self.output, "{label}  {}", record.annotations.quotes.len())?;
        }
        Ok(())
    }
}
