//! Collects the arguments, runs the command, exits with its status.

use std::process::ExitCode;

/// The engine's threads allocate and free much at a time; the system's allocator keeps what each of them freed.
#[cfg(not(target_env = "msvc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    dateline::cli::run(std::env::args_os())
}
