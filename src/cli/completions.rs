//! `dateline completions`: what a shell needs to complete our commands.

use clap_complete::Shell;

use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::command;
use crate::cli::context::Context;
use crate::cli::output::Output;

/// Print completions for a shell
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  dateline completions bash > ~/.local/share/bash-completion/completions/dateline
  dateline completions zsh > ~/.zfunc/_dateline
  dateline completions fish > ~/.config/fish/completions/dateline.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Verb for Completions {
    const NAME: &'static str = "completions";

    fn run(self, _: &Context) -> anyhow::Result<Status> {
        // The generator panics on a closed pipe, so it writes to memory.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command(), "dateline", &mut script);
        let mut output = Output::stdout();
        std::io::Write::write_all(&mut output, &script)?;
        output.finish()?;
        Ok(Status::Done)
    }
}
