//! `dateline man`: the manual pages.

use std::io::Write;

use clap_mangen::Man as Page;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::command;
use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::usage;

/// Print the manual page of dateline or of one command
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  dateline man | man -l -
  dateline man search > dateline-search.1")]
pub(super) struct Man {
    /// The command; without one, the page of dateline itself
    command: Option<String>,
}

impl Verb for Man {
    const NAME: &'static str = "man";

    fn run(self, _: &Context) -> anyhow::Result<Status> {
        let mut root = command();
        root.build();
        let command = match &self.command {
            None => Some(root),
            Some(name) => root.find_subcommand(name).cloned(),
        };
        let name = self.command.as_deref();
        let command = command.ok_or_else(|| {
            usage(format!(
                "`{}` is not a command; `dateline help` lists them",
                name.unwrap_or_default()
            ))
        })?;
        let title = name.map_or_else(|| "dateline".to_owned(), |name| format!("dateline-{name}"));
        let mut output = Output::stdout();
        Page::new(command).title(title).render(&mut output)?;
        output.flush()?;
        output.finish()?;
        Ok(Status::Done)
    }
}
