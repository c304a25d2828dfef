//! The command line: the table of commands, and what all of them share.
//!
//! Each command is one file with a `Verb`: its arguments (clap derives help, completions and the manual page from
//! them) and what it does. Data goes to standard output, everything else to standard error. A closed pipe is not an
//! error. Start at [`run`]; a new command is one file and one line in [`COMMANDS`].

use std::ffi::OsString;
use std::io;
use std::io::Write;
use std::process::ExitCode;

use clap::ArgMatches;
use clap::Args as _;
use clap::Command;
use clap::FromArgMatches as _;

use crate::cli::args::Globals;
use crate::cli::context::Context;
use crate::error::Error;

mod account;
mod alerts;
mod aliases;
mod ambiguous;
mod args;
mod compare;
mod completions;
mod context;
mod counts;
mod cross;
mod entities;
mod explain;
mod export;
mod extract;
mod highlight;
mod hit_fields;
mod indirect;
mod ingest;
mod man;
mod negation;
mod nothing;
mod open;
mod output;
mod plot;
mod progress;
mod query;
mod quotes;
mod related;
mod rules;
mod search;
mod settings;
mod show;
mod similar;
mod sources;
mod sparkline;
mod stats;
mod terminal;
mod timeline;

/// Every command, in the order of the help.
const COMMANDS: &[Entry] = &[
    entry::<ingest::Ingest>(),
    entry::<search::Search>(),
    entry::<query::QueryHelp>(),
    entry::<show::Show>(),
    entry::<entities::Entities>(),
    entry::<quotes::ListQuotes>(),
    entry::<related::RelatedEntities>(),
    entry::<similar::FindSimilar>(),
    entry::<timeline::ListEvents>(),
    entry::<compare::Compare>(),
    entry::<alerts::ListAlerts>(),
    entry::<export::Export>(),
    entry::<extract::Extract>(),
    entry::<explain::Explain>(),
    entry::<rules::Rules>(),
    entry::<stats::Stats>(),
    entry::<completions::Completions>(),
    entry::<man::Man>(),
];

/// A command: its arguments, and what it does with them.
trait Verb: clap::Args {
    /// The word after `dateline`.
    const NAME: &'static str;

    /// Does it.
    fn run(self, context: &Context) -> anyhow::Result<Status>;
}

/// How a command ended: the exit status of the process, a promise to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Everything was done.
    Done = 0,
    /// Nothing was found.
    Nothing = 1,
    /// Wrong usage, or an error that stopped the command.
    Stopped = 2,
    /// Done, but some documents failed; each was named.
    Partial = 3,
    /// Ended by the user before its end; what was done is kept.
    Interrupted = 130,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(status as u8)
    }
}

/// A line of [`COMMANDS`].
struct Entry {
    name: &'static str,
    build: fn() -> Command,
    run: fn(&ArgMatches, &Context) -> anyhow::Result<Status>,
}

const fn entry<V: Verb>() -> Entry {
    Entry { name: V::NAME, build: || V::augment_args(Command::new(V::NAME)), run: run_verb::<V> }
}

fn run_verb<V: Verb>(matches: &ArgMatches, context: &Context) -> anyhow::Result<Status> {
    V::from_arg_matches(matches)?.run(context)
}

/// Returns the whole command line, as clap sees it.
fn command() -> Command {
    let root = Globals::augment_args(Command::new("dateline"))
        .version(env!("CARGO_PKG_VERSION"))
        .about("Turns folders of news articles into searchable, checkable facts, with rules")
        .after_help(args::ROOT_HELP)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .max_term_width(100);
    root.subcommands(COMMANDS.iter().map(|entry| (entry.build)()))
}

/// Runs one command and returns the exit status of the process.
pub fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let matches = match command().try_get_matches_from(negation::spell_negations(args)) {
        Ok(matches) => matches,
        Err(error) => {
            let printed = error.print().and_then(|()| io::stdout().flush());
            return match printed {
                _ if error.use_stderr() => Status::Stopped.into(),
                // Help and version are such an "error" too; who closed the pipe has read enough of them.
                Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => {
                    terminal::remark(&format!("dateline: standard output: {cause}"));
                    Status::Stopped.into()
                }
                _ => ExitCode::SUCCESS,
            };
        }
    };
    match dispatch(&matches) {
        Ok(status) => status.into(),
        Err(error) if is_closed_pipe(&error) => Status::Done.into(),
        Err(error) => {
            report(&error);
            Status::Stopped.into()
        }
    }
}

fn dispatch(matches: &ArgMatches) -> anyhow::Result<Status> {
    let context = Context::new(Globals::from_arg_matches(matches)?)?;
    let (name, matches) =
        matches.subcommand().ok_or_else(|| usage("name a command; `dateline help` lists them"))?;
    let entry = COMMANDS.iter().find(|entry| entry.name == name);
    let entry = entry
        .ok_or_else(|| usage(format!("`{name}` is not a command; `dateline help` lists them")))?;
    args::refuse_no_days(matches)?;
    (entry.run)(matches, &context)
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let mut io_errors = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    io_errors.any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Says what stopped the command; for a query, where.
fn report(error: &anyhow::Error) {
    terminal::remark(&format!("dateline: {error}"));
    if let Some(Error::Query { text, at, .. }) = error.downcast_ref::<Error>() {
        terminal::caret(text, *at).lines().for_each(terminal::remark);
    }
}

/// Returns an error about how the command was called.
fn usage(message: impl Into<String>) -> Error {
    Error::Usage { message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn every_command_explains_itself() {
        for entry in COMMANDS {
            let command = (entry.build)();
            assert!(command.get_about().is_some(), "{} has no line of help", entry.name);
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{} {} has no help", entry.name, arg.get_id());
            }
        }
    }
}
