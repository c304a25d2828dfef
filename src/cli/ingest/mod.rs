//! `dateline ingest`: files → the index, reading again only what changed.
//!
//! Three parts: `plan` decides, on the reader's thread, what is to be read; the pipeline does it; [`Ledger`] writes it
//! down and counts. A file's articles, failures and state are committed together, so that a run that is killed leaves
//! whole files behind and the next one does the rest.

mod ledger;
mod place;
mod plan;
mod stop;
mod survey;
mod watch;

use std::path::Path;
use std::path::PathBuf;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::alerts::complain;
use crate::cli::args::InputArgs;
use crate::cli::args::JsonArgs;
use crate::cli::args::Quotes;
use crate::cli::args::RuleArgs;
use crate::cli::context::Context;
use crate::cli::indirect::MARK;
use crate::cli::ingest::ledger::Ledger;
use crate::cli::ingest::ledger::Numbers;
use crate::cli::ingest::ledger::Processed;
use crate::cli::ingest::place::Base;
use crate::cli::ingest::place::Reach;
use crate::cli::ingest::plan::Plan;
use crate::cli::ingest::plan::Terms;
use crate::cli::ingest::stop::Stop;
use crate::cli::ingest::stop::until_stopped;
use crate::cli::ingest::watch::Form;
use crate::cli::ingest::watch::Match;
use crate::cli::ingest::watch::Teller;
use crate::cli::ingest::watch::Watch;
use crate::cli::ingest::watch::report;
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::cli::terminal::counted;
use crate::cli::usage;
use crate::error::Error;
use crate::index::Untold;
use crate::index::Writer;
use crate::index::WriterOptions;
use crate::index::check_syntax;
use crate::index::exists;
use crate::pipeline;
use crate::read::Source;

/// Read articles into the index
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Read articles into the index.\n\n\
        Only new and changed files are read. What the index knows of a file is replaced as a whole; a file that failed \
        is tried again each time. Change the rules, the program, --published or --from, and what was read before is \
        read again. Ends with a line of numbers; the exit status is 3 if some documents failed. Ctrl-C ends the \
        reading and keeps what was read (exit status 130), once a file that is being replaced has been read to its \
        end; the same command goes on from there, also with alerts. A second Ctrl-C ends at once: the index is as it \
        was last saved.",
    after_help = "\
Examples:
  dateline ingest corpus
  dateline ingest --include '*.html' --exclude drafts archive/ extra/story.txt
  dateline ingest --learn-boilerplate archive and leave out what each site repeats
  dateline ingest --quotes all corpus         and find indirect speech too
  dateline ingest --prune corpus              and forget the files that are gone
  zcat articles.jsonl.gz | dateline ingest --from jsonl -
  dateline ingest inbox --exec ./notify --to desk     for each new match of a saved search (help alerts)

Paths are kept relative to the folder that holds the index, so the ids of articles do not depend on where the
command was started. Articles from standard input replace those of the standard input before.

With --learn-boilerplate the files are gone through twice. A paragraph that stands on three stories of a site or more,
and on a quarter of those compared, is left out where it has nothing to do with the title; each page that loses one says
so (search warning:boilerplate). What is learnt follows from the files of this run, in whatever order: give the whole
folder each time. Standard input cannot be read twice and teaches nothing. Unchanged files are read again if other
paragraphs were learnt for their pages, or the run before was without the flag. Without it the text of a page depends on
that page alone."
)]
pub(super) struct Ingest {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    rules: RuleArgs,
    /// Which quotes: those in quotation marks, or indirect speech ("said that …") too, which takes longer
    #[arg(long, value_name = "WHICH", value_enum, default_value_t)]
    quotes: Quotes,
    /// Leave out of web pages the paragraphs that many pages of their site have
    #[arg(long)]
    learn_boilerplate: bool,
    /// Remove the articles of files below the given paths that no longer exist
    #[arg(long)]
    prune: bool,
    /// Empty the index first: the remedy when it is damaged or was made by another version
    #[arg(long)]
    rebuild: bool,
    #[command(flatten)]
    json: JsonArgs,
    /// Run a command for each new match of a saved search, with the article as JSON on its standard input and the name
    /// of the search in DATELINE_ALERT; all words up to a ; or the end are the command and its arguments. It may search the
    /// index, but not write to it
    #[arg(long, value_name = "CMD", num_args = 1.., allow_hyphen_values = true, value_terminator = ";")]
    exec: Vec<String>,
    /// Commit after every N files and articles: what a crash can cost
    #[arg(long, hide = true, value_name = "N")]
    batch: Option<usize>,
}

impl Verb for Ingest {
    const NAME: &'static str = "ingest";

    fn run(self, context: &Context) -> anyhow::Result<Status> {
        self.check_alerts(context)?;
        let source = Source { paths: self.paths.clone(), select: self.input.select()? };
        let format = self.input.format().map(str::to_owned);
        let rules = context.rules(&self.rules)?;
        let mut options = context.pipeline(&self.input);
        options.indirect = self.quotes == Quotes::All;
        let folder = context.index();
        self.refuse_nothing(&folder)?;
        let writer = self.writer(&folder, options.threads)?;
        let known = writer.files()?;

        let mut terms = Terms { fingerprint: self.fingerprint(rules.fingerprint()), learnt: None };
        let base = Base::new(&folder)?;
        let plan = |source: &Source, terms: &Terms| {
            let (base, format) = (base.clone(), format.clone());
            Plan::new(source, base, &known, terms.clone(), format, self.input.limits())
        };
        if self.learn_boilerplate {
            if survey::has_stdin(&source) {
                context
                    .remark("boilerplate: standard input cannot be read twice and teaches nothing");
            }
            let plan = plan(&survey::readable_twice(&source), &terms);
            terms.learnt = Some(survey::learn(context, plan, &known, &rules, &options)?);
            options.parse.learnt.clone_from(&terms.learnt);
        }
        let progress = Progress::new(context, "files");
        let watch = (!context.alerts().is_empty()).then(Watch::default);
        let mut ledger = Ledger::new(writer, &progress, watch);
        let stop = Stop::listen(&progress)?;
        let steps = until_stopped(plan(&source, &terms), &stop);
        pipeline::run(steps, &rules, &options, Processed::new, |processed| {
            ledger.note(processed?)
        })?;
        let is_stopped = stop.is_wanted();
        let partly = ledger.break_off()?;
        let left_out = ledger.left_out();
        let unreachable = ledger.take_unreachable();
        let reach = Reach::new(&base, &self.paths, &unreachable);
        let (numbers, untold) = ledger.close(&reach, self.prune, is_stopped)?;
        progress.finish();

        if let Some(left_out) = left_out {
            context.remark(&left_out);
        }
        remark(context, &numbers);
        let is_well = self.print(&numbers, untold, context, &stop)?;
        if stop.is_wanted() {
            context.remark(&stopped(partly));
            return Ok(Status::Interrupted);
        }
        Ok(if numbers.failed > 0 || !is_well { Status::Partial } else { Status::Done })
    }
}

/// Returns what to say of a run that the user ended, and of the file that it was reading.
fn stopped(partly: Option<(String, u64)>) -> String {
    let partly = partly.filter(|(_, articles)| *articles > 0).map(|(file, articles)| {
        let articles = counted(articles as usize, "article", "articles");
        format!(", of {file} the first {articles}")
    });
    let partly = partly.unwrap_or_default();
    format!("stopped: what was read is in the index{partly}; the same command goes on from there")
}

/// Says what was read again, and what is no longer there.
fn remark(context: &Context, numbers: &Numbers) {
    let again = |number: u64| {
        counted(number as usize, "unchanged file was read again", "unchanged files were read again")
    };
    if numbers.reprocessed > 0 {
        let files = again(numbers.reprocessed);
        context
            .remark(&format!("rules, program or options changed since the last ingest: {files}"));
    }
    if numbers.relearnt > 0 {
        let files = again(numbers.relearnt);
        context.remark(&format!("other boilerplate was learnt than before: {files}"));
    }
    match numbers.gone {
        0 => {}
        1 => context.remark("1 file no longer exists; its articles stay until --prune"),
        gone => context
            .remark(&format!("{gone} files no longer exist; their articles stay until --prune")),
    }
}

impl Ingest {
    fn writer(&self, folder: &Path, threads: usize) -> Result<Writer, Error> {
        let usual = WriterOptions::default();
        let batch_documents = self.batch.unwrap_or(usual.batch_documents);
        let options = WriterOptions { rebuild: self.rebuild, threads, batch_documents, ..usual };
        Writer::open(folder, options)
    }

    /// Refuses to make an index, or to empty one, where there is nothing to read: a path was mistyped.
    fn refuse_nothing(&self, folder: &Path) -> Result<(), Error> {
        let is_missing =
            |path: &&PathBuf| path.as_os_str() != "-" && matches!(path.try_exists(), Ok(false));
        if !self.paths.iter().all(|path| is_missing(&path)) {
            return Ok(());
        }
        let outcome = match (exists(folder)?, self.rebuild) {
            (true, false) => return Ok(()),
            (true, true) => "nothing was read, and nothing removed from the index in",
            (false, _) => "nothing was read, and no index made in",
        };
        let paths: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
        let (paths, index) = (paths.join(", "), folder.display());
        Err(usage(format!("{paths}: no such file or folder; {outcome} {index}")))
    }

    /// Refuses saved searches with mistakes before anything is read: an hour of reading must not end with them.
    fn check_alerts(&self, context: &Context) -> anyhow::Result<()> {
        if !self.exec.is_empty() && context.alerts().is_empty() {
            let message = "--exec is for saved searches, and dateline.toml has none; see `dateline help alerts`";
            return Err(usage(message).into());
        }
        let mistakes = context.alerts().iter().filter_map(|alert| {
            let error = check_syntax(&alert.query).err()?;
            Some(complain(alert, &error))
        });
        match mistakes.count() {
            0 => Ok(()),
            _ => {
                Err(usage("nothing was read; mend the saved searches in dateline.toml first")
                    .into())
            }
        }
    }

    /// Prints new matches of the saved searches and the numbers of a run; returns whether all went well.
    fn print(
        &self,
        numbers: &Numbers,
        mut untold: Untold,
        context: &Context,
        stop: &Stop,
    ) -> anyhow::Result<bool> {
        #[derive(serde::Serialize)]
        struct Report<'n> {
            #[serde(flatten)]
            numbers: &'n Numbers,
            #[serde(skip_serializing_if = "Option::is_none")]
            alerts: Option<&'n std::collections::BTreeMap<String, Vec<Match>>>,
        }
        let form = match (self.json.json, self.json.ndjson) {
            (true, _) => Form::Document,
            (_, true) => Form::Lines,
            _ => Form::Text,
        };
        let mut output = Output::stdout();
        let mut teller = Teller { output: &mut output, form, exec: &self.exec, stop };
        let is_asked = !context.alerts().is_empty();
        let told = is_asked.then(|| report(&mut untold, context, &mut teller)).transpose()?;
        let alerts = told.as_ref().map(|told| &told.matches);
        match form {
            Form::Document => output.json(&Report { numbers, alerts })?,
            Form::Lines => output.ndjson(&numbers)?,
            Form::Text => std::io::Write::write_fmt(&mut output, format_args!("{numbers}\n"))?,
        }
        output.finish()?;
        let Some(told) = told else { return Ok(true) };
        if !told.left.is_empty() {
            let articles = counted(told.left.len(), "article remains", "articles remain");
            context.remark(&format!("{articles} to be told: the next ingest tries again"));
        }
        untold.settle(told.left)?;
        Ok(told.is_well)
    }

    /// Returns what the articles of a file depend on besides its bytes.
    fn fingerprint(&self, rules: &str) -> String {
        let published = self.input.published.map(|date| date.to_string()).unwrap_or_default();
        let learning = if self.learn_boilerplate { " learning" } else { "" };
        let indirect = if self.quotes == Quotes::All { MARK } else { "" };
        let InputArgs { from, .. } = &self.input;
        format!("{rules} {published} {from} {}{learning}{indirect}", self.input.limits().file)
    }
}
