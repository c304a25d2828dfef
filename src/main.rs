//! Collects the arguments, runs the command, exits with its status.

use std::process::ExitCode;

fn main() -> ExitCode {
    dateline::cli::run(std::env::args_os())
}
