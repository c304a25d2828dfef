//! Saved searches during an ingest: which articles are new or say something else than before, and which of these match.
//!
//! An article that is read again and says the same (a file touched, other rules) is not told a second time. What is told
//! is struck out one by one; what a killed run, or a command that failed, leaves untold is for the next ingest. Start at
//! [`report`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::io::Write;
use std::ops::ControlFlow;
use std::process::Command;
use std::process::Stdio;

use serde::Serialize;

use crate::cli::alerts::complain;
use crate::cli::context::Context;
use crate::cli::ingest::stop::Stop;
use crate::cli::output::Output;
use crate::cli::settings::Alert;
use crate::cli::show::stored;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::one_line;
use crate::cli::terminal::remark;
use crate::error::Error;
use crate::error::Result;
use crate::export;
use crate::export::JsonRecord;
use crate::index::Content;
use crate::index::Searcher;
use crate::index::Untold;
use crate::index::Writer;
use crate::model::Filter;
use crate::model::Order;
use crate::model::Query;
use crate::model::Record;

/// The variable in which a command finds the name of the alert.
const NAME: &str = "DATELINE_ALERT";

/// Finds what is new in a run.
#[derive(Default)]
pub(super) struct Watch {
    /// What the articles of the file in writing said before.
    before: BTreeMap<String, Content>,
}

impl Watch {
    /// Notes what a file said before it is replaced.
    pub(super) fn begin(&mut self, writer: &Writer, file: &str) -> Result<()> {
        self.before = writer.contents(file)?;
        Ok(())
    }

    /// Has the writer note an article that is new.
    pub(super) fn add(&mut self, record: &Record, writer: &mut Writer) {
        let key = record.article.id.to_string();
        let content = Content::of(&record.article);
        if self.before.get(&key) != Some(&content) {
            writer.announce(&key, content);
        }
    }
}

/// What was told.
pub(super) struct Told {
    /// Alert → its matches, where they are wanted as one document.
    pub(super) matches: BTreeMap<String, Vec<Match>>,
    /// Key of an article → the alerts that could not tell it.
    pub(super) left: BTreeMap<String, BTreeSet<String>>,
    /// Whether everything went well.
    pub(super) is_well: bool,
}

/// Tells the new articles that match each alert, newest first, and runs the command for each, if there is one.
pub(super) fn report(
    untold: &mut Untold,
    context: &Context,
    teller: &mut Teller<'_>,
) -> anyhow::Result<Told> {
    let mut told = Told { matches: BTreeMap::new(), left: BTreeMap::new(), is_well: true };
    let searcher = context.searcher()?;
    for alert in context.alerts() {
        let new = untold.keys(&alert.name);
        if new.is_empty() {
            continue;
        }
        let filters = vec![Filter::Among(new.clone())];
        let query = Query { text: alert.query.clone(), filters, ..Query::default() };
        let mut look = Look { alert, matches: Vec::new(), left: new };
        let mut is_answered = true;
        match look.through(&searcher, &query, untold, (context, &mut *teller)) {
            Ok(()) => {}
            // A closed pipe ends the run, and so do notes that cannot be written; a query that this index cannot answer
            // does not.
            Err(Error::Io { path, source }) => return Err(Error::Io { path, source }.into()),
            Err(error) => {
                complain(alert, &error);
                is_answered = false;
            }
        }
        told.leave(look.left, &alert.name);
        if is_answered || !look.matches.is_empty() {
            told.matches.insert(alert.name.clone(), look.matches);
        }
    }
    Ok(told)
}

impl Told {
    /// Notes what an alert could not tell.
    fn leave(&mut self, keys: BTreeSet<String>, alert: &str) {
        self.is_well &= keys.is_empty();
        for key in keys {
            self.left.entry(key).or_default().insert(alert.to_owned());
        }
    }
}

/// A new article that matches an alert.
#[derive(Serialize)]
pub(super) struct Match {
    id: String,
    title: Option<String>,
    site: Option<String>,
    published: Option<String>,
    url: Option<String>,
    path: String,
}

impl Match {
    fn new(record: &Record) -> Match {
        let article = &record.article;
        Match {
            id: article.record_id(),
            title: article.title.clone(),
            site: article.site.clone(),
            published: article.published.as_ref().map(ToString::to_string),
            url: article.url.clone(),
            path: article.origin.path.clone(),
        }
    }
}

/// Prints matches, and runs the command.
pub(super) struct Teller<'o> {
    pub(super) output: &'o mut Output,
    /// How they are printed.
    pub(super) form: Form,
    /// Program and arguments that are run for each match; empty for none.
    pub(super) exec: &'o [String],
    /// Ends the telling between two matches.
    pub(super) stop: &'o Stop,
}

/// How matches are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// For people.
    Text,
    /// A line of JSON each.
    Lines,
    /// Not here: they are part of a document.
    Document,
}

/// An alert at its new articles.
struct Look<'a> {
    alert: &'a Alert,
    /// What it told, where that is wanted as one document.
    matches: Vec<Match>,
    /// Keys of the articles that it has yet to tell: those that it did not come to, or for which the command failed.
    left: BTreeSet<String>,
}

impl Look<'_> {
    /// Tells what the alert finds. What it did before an error or a signal is not left.
    fn through(
        &mut self,
        searcher: &Searcher,
        query: &Query,
        untold: &mut Untold,
        (context, teller): (&Context, &mut Teller<'_>),
    ) -> Result<()> {
        let (aliases, folder) = (context.aliases()?, context.index());
        let (mut failed, mut any, mut is_stopped) = (BTreeSet::new(), false, false);
        searcher.for_each_until(query, Order::Newest, |key, json| {
            is_stopped = teller.stop.is_wanted();
            if is_stopped {
                return Ok(ControlFlow::Break(()));
            }
            let mut record = stored(&folder, json)?;
            if !untold.is_current(key, &record.article) {
                return Ok(ControlFlow::Continue(()));
            }
            export::apply(&mut record, &aliases);
            let found = Match::new(&record);
            let printed = teller.print(&self.alert.name, &found, !any, context);
            printed.map_err(Error::io("standard output"))?;
            any = true;
            let is_done = teller.exec(&self.alert.name, &record, context);
            match is_done {
                true => self.left.remove(key),
                false => failed.insert(key.to_owned()),
            };
            if teller.form == Form::Document {
                // It is told when the document is printed.
                self.matches.push(found);
            } else if is_done {
                untold.strike(key, &self.alert.name)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        // An article that the query does not find is none to tell; one that was not come to may be.
        if !is_stopped {
            self.left = failed;
        }
        Ok(())
    }
}

impl Teller<'_> {
    fn print(
        &mut self,
        alert: &str,
        found: &Match,
        first: bool,
        context: &Context,
    ) -> io::Result<()> {
        #[derive(Serialize)]
        struct Line<'a> {
            alert: &'a str,
            #[serde(flatten)]
            found: &'a Match,
        }
        match self.form {
            Form::Document => return Ok(()),
            Form::Lines => {
                self.output.ndjson(&Line { alert, found })?;
                return self.output.flush();
            }
            Form::Text => {}
        }
        let painter = context.painter();
        if first {
            writeln!(self.output, "alert {}", painter.paint(BOLD, &one_line(alert)))?;
        }
        let Match { id, title, site, published, path, .. } = found;
        let day = published.as_deref().map_or("undated   ", |day| day.get(..10).unwrap_or(day));
        let title = one_line(title.as_deref().unwrap_or("(no title)"));
        let site = site.as_deref().map(|site| format!("  {}", one_line(site))).unwrap_or_default();
        let place = format!("{site}  {}  {}", one_line(id), one_line(path));
        writeln!(self.output, "  {day}  {title}{}", painter.paint(DIM, &place))?;
        // What is struck out has left us.
        self.output.flush()
    }

    /// Runs the command with the article as JSON on its standard input; names what fails. Never through a shell: no
    /// word of an article becomes one of a command.
    fn exec(&self, alert: &str, record: &Record, context: &Context) -> bool {
        let Some((program, args)) = self.exec.split_first() else { return true };
        let failed = |reason: String| {
            let id = record.article.record_id();
            remark(&format!("dateline: alert {alert}: {program} failed for {id}: {reason}"));
            false
        };
        let mut command = Command::new(program);
        // What it prints must not mix with our own data.
        command.args(args).env(NAME, alert).stdin(Stdio::piped()).stdout(io::stderr());
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) => return failed(error.to_string()),
        };
        let json = JsonRecord::new(record, context.offsets(Default::default()));
        if let (Some(mut stdin), Ok(mut json)) = (child.stdin.take(), serde_json::to_vec(&json)) {
            json.push(b'\n');
            // A command that does not read what it is given has its reasons.
            let _ = stdin.write_all(&json);
        }
        match child.wait() {
            Ok(status) if status.success() => true,
            Ok(status) => failed(status.to_string()),
            Err(error) => failed(error.to_string()),
        }
    }
}
