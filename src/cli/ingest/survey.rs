//! Files → what the pages of each site have in common, before any of them is ingested.
//!
//! A file that is as the index knows it is not opened: the notes of its pages are in the index. All others are parsed.
//! Writes nothing, and says nothing of failures: the ingest that follows meets them again. Start at [`learn`].

use std::path::Path;
use std::sync::Arc;

use crate::cli::context::Context;
use crate::cli::ingest::plan::Plan;
use crate::cli::ingest::plan::Step;
use crate::cli::progress::Progress;
use crate::error::Result;
use crate::index::KnownFiles;
use crate::model::PageNote;
use crate::pipeline;
use crate::pipeline::Options;
use crate::pipeline::Outcome;
use crate::read::STDIN;
use crate::read::Source;
use crate::rules::RuleSet;
use crate::site::Learnt;
use crate::site::Survey;

/// Returns true if standard input is part of the source.
pub(super) fn has_stdin(source: &Source) -> bool {
    source.paths.iter().any(|path| path.as_path() == Path::new(STDIN))
}

/// Returns the source without standard input, which cannot be read twice.
pub(super) fn readable_twice(source: &Source) -> Source {
    let paths = source.paths.iter().filter(|path| path.as_path() != Path::new(STDIN)).cloned();
    Source { paths: paths.collect(), select: source.select.clone() }
}

/// Returns what the pages in `plan` have in common; `options` are those of the ingest.
///
/// # Errors
/// The index is damaged.
pub(super) fn learn(
    context: &Context,
    plan: Plan<'_>,
    known: &KnownFiles,
    rules: &RuleSet,
    options: &Options,
) -> Result<Arc<Learnt>> {
    let progress = Progress::new(context, "files surveyed");
    let mut survey = Survey::default();
    let mut options = Options { annotate: false, ..options.clone() };
    // With nothing learnt yet, pages are noted as they are.
    options.parse.learnt = Some(Arc::default());
    pipeline::run(plan, rules, &options, notes, |(step, notes)| {
        notes.into_iter().for_each(|note| survey.add(note));
        let unchanged = match step {
            Step::Unchanged(path) => path,
            Step::Touched(state) => state.path,
            Step::End(state, _) => {
                progress.count(&state.path);
                return Ok(());
            }
            Step::Broken(error) => return Err(error),
            _ => return Ok(()),
        };
        progress.count(&unchanged);
        known.notes(&unchanged, |note| {
            survey.add(note);
            true
        })
    })?;
    progress.finish();
    let learnt = survey.learn();
    remark(context, &survey, &learnt);
    Ok(Arc::new(learnt))
}

/// Takes the notes out of what a document gave.
fn notes(step: Step, outcomes: Vec<Outcome>) -> (Step, Vec<PageNote>) {
    (step, outcomes.into_iter().flatten().filter_map(|record| record.article.note).collect())
}

fn remark(context: &Context, survey: &Survey, learnt: &Learnt) {
    context.remark(&match learnt.counts() {
        (0, _) => "boilerplate: learnt nothing; no site has a paragraph on enough pages".to_owned(),
        (blocks, sites) => {
            let (s, t) = (plural(blocks), plural(sites));
            format!("boilerplate: learnt {blocks} paragraph{s} of {sites} site{t}")
        }
    });
    let left_aside = survey.share_left_aside();
    if left_aside > 0.0 {
        context.remark(&format!(
            "too many sites to learn from all of them: {:.0} per cent were left aside; ingest them folder by folder",
            left_aside * 100.0
        ));
    }
}

fn plural(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}
