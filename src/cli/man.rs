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
        let page = match &self.command {
            None => root,
            Some(name) => {
                let found = root.find_subcommand(name).cloned();
                let command = found.ok_or_else(|| usage(format!("`{name}` is not a command; `dateline help` lists them")))?;
                command.name(format!("dateline-{name}"))
            }
        };
        let mut output = Output::stdout();
        Page::new(page).render(&mut output)?;
        output.flush()?;
        output.finish()?;
        Ok(Status::Done)
    }
}
