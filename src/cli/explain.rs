//! `dateline explain`: why each mention is one.
use crate::cli::Status;
use crate::cli::Verb;
use crate::cli::context::Context;
/// Show why each mention was found
#[derive(clap::Args, Debug)]
pub(super) struct Explain {}
impl Verb for Explain {
    const NAME: &'static str = "explain";
    fn run(self, _: &Context) -> anyhow::Result<Status> { Ok(Status::Done) }
}
