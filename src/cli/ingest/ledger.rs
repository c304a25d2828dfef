//! Steps that were done → the index, and the numbers of the closing line.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;
use std::io;

use serde::Serialize;

use crate::cli::extract::describe;
use crate::cli::ingest::place::Reach;
use crate::cli::ingest::plan::Before;
use crate::cli::ingest::plan::Step;
use crate::cli::ingest::watch::Watch;
use crate::cli::progress::Progress;
use crate::error::Result;
use crate::export;
use crate::index::FileFailure;
use crate::index::FileState;
use crate::index::Untold;
use crate::index::Writer;
use crate::model::ReadFailure;
use crate::model::Record;
use crate::pipeline::Failure;
use crate::pipeline::Outcome;
use crate::read::STDIN;

/// A step with what its document gave. Made on the workers, so that serialising is done by all threads.
pub(super) struct Processed {
    step: Step,
    records: Vec<(Record, Vec<u8>)>,
    failures: Vec<Failure>,
}

impl Processed {
    pub(super) fn new(step: Step, outcomes: Vec<Outcome>) -> io::Result<Processed> {
        let mut processed =
            Processed { step, records: Vec::with_capacity(outcomes.len()), failures: Vec::new() };
        for outcome in outcomes {
            match outcome {
                Ok(record) => {
                    let json = export::to_stored(&record)?;
                    processed.records.push((record, json));
                }
                Err(failure) => processed.failures.push(failure),
            }
        }
        Ok(processed)
    }
}

/// What an ingest did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Numbers {
    /// Files that the index did not know.
    pub(super) new: u64,
    /// Files that were read again.
    pub(super) changed: u64,
    /// Of these, files whose content is as before.
    pub(super) reprocessed: u64,
    /// Of the changed ones, those whose pages lose or keep other paragraphs than before, by what was learnt.
    pub(super) relearnt: u64,
    /// Files that were not read, or not parsed.
    pub(super) unchanged: u64,
    /// Files that were removed from the index.
    pub(super) removed: u64,
    /// Files that no longer exist and stay in the index.
    pub(super) gone: u64,
    /// Documents, and entries of documents, that gave no article.
    pub(super) failed: u64,
    /// Articles in the index now.
    pub(super) articles: u64,
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Numbers { new, changed, unchanged, removed, failed, articles, .. } = self;
        write!(
            f,
            "new {new}, changed {changed}, unchanged {unchanged}, removed {removed}, failed {failed} (articles {articles})"
        )
    }
}

/// The file in writing.
#[derive(Default)]
struct Open {
    path: String,
    articles: u64,
    failures: u64,
}

/// Writes steps to the index in their order, and counts.
pub(super) struct Ledger<'p> {
    writer: Writer,
    progress: &'p Progress,
    unreachable: BTreeSet<String>,
    /// Suffix → number of files that were left out for it.
    passed_over: BTreeMap<String, usize>,
    open: Open,
    numbers: Numbers,
    /// Finds what is new, if anybody wants to know.
    watch: Option<Watch>,
}

impl<'p> Ledger<'p> {
    pub(super) fn new(writer: Writer, progress: &'p Progress, watch: Option<Watch>) -> Ledger<'p> {
        let (unreachable, passed_over, open, numbers) = Default::default();
        Ledger { writer, progress, unreachable, passed_over, open, numbers, watch }
    }

    /// Returns a remark about the files that were left out for their suffix; `None` if there were none.
    pub(super) fn left_out(&self) -> Option<String> {
        let each = |(suffix, count): (&String, &usize)| format!("{count} {suffix}");
        let list = self.passed_over.iter().map(each).collect::<Vec<_>>().join(", ");
        (!list.is_empty()).then(|| {
            format!("left out for their suffix: {list}; name a file, or use --include, to read it all the same")
        })
    }

    /// Writes one step.
    pub(super) fn note(&mut self, processed: Processed) -> anyhow::Result<()> {
        let Processed { step, records, failures } = processed;
        match step {
            Step::Unchanged(path) => {
                self.numbers.unchanged += 1;
                self.progress.count(&path);
            }
            Step::Touched(state) => {
                self.numbers.unchanged += 1;
                self.writer.touch(&state)?;
                self.progress.count(&state.path);
            }
            Step::Begin(path, _) => {
                if let Some(watch) = &mut self.watch {
                    watch.begin(&self.writer, &path)?;
                }
                self.writer.begin(&path)?;
                self.open = Open { path, ..Open::default() };
            }
            Step::Document => self.document(&records, failures)?,
            Step::Unreadable(ReadFailure { origin, message }) => {
                self.fail(Failure { origin, given_id: None, message })?;
            }
            Step::End(state, before) => self.end(&state, before)?,
            Step::Unreachable(failure, before) => self.unreachable(failure, before)?,
            Step::Broken(error) => return Err(error.into()),
            Step::PassedOver(left_out) => self.passed_over = left_out,
        }
        Ok(())
    }

    fn document(&mut self, records: &[(Record, Vec<u8>)], failures: Vec<Failure>) -> Result<()> {
        for (record, json) in records {
            if let Some(watch) = &mut self.watch {
                watch.add(record, &mut self.writer);
            }
            self.writer.add(&self.open.path, record, json)?;
        }
        self.open.articles += records.len() as u64;
        failures.into_iter().try_for_each(|failure| self.fail(failure))
    }

    fn fail(&mut self, failure: Failure) -> Result<()> {
        let failure = self.say(failure);
        self.open.failures += 1;
        self.writer.fail(&FileFailure { path: self.open.path.clone(), ..failure })
    }

    /// Names and counts a failure, and returns it as the index keeps it.
    fn say(&mut self, failure: Failure) -> FileFailure {
        self.progress.say(&format!("dateline: {}", describe(&failure)));
        self.numbers.failed += 1;
        let Failure { origin, given_id, message } = failure;
        FileFailure { path: origin.path, item: origin.item, given_id, message }
    }

    fn end(&mut self, state: &FileState, before: Before) -> Result<()> {
        // A file that gave nothing but failures is counted as these alone.
        if self.open.articles > 0 || self.open.failures == 0 {
            match before {
                None => self.numbers.new += 1,
                Some(known) => {
                    self.numbers.changed += 1;
                    let is_same = known.hash == state.hash;
                    let other_terms = known.fingerprint != state.fingerprint;
                    let is_settled = known.failures == 0 && state.path != STDIN;
                    self.numbers.reprocessed += u64::from(is_same && other_terms);
                    self.numbers.relearnt += u64::from(is_same && !other_terms && is_settled);
                }
            }
        }
        self.writer.finish(state)?;
        self.open = Open::default();
        self.progress.count(&state.path);
        Ok(())
    }

    /// Ends a file that was begun and will not be read on: what it gave is known as its own, and the next run begins it
    /// again. Never one that replaces articles: these would be lost. Returns its name, and how many articles it gave.
    pub(super) fn break_off(&mut self) -> Result<Option<(String, u64)>> {
        let Open { path, articles, .. } = std::mem::take(&mut self.open);
        if path.is_empty() {
            return Ok(None);
        }
        self.writer.finish(&FileState { path: path.clone(), ..FileState::default() })?;
        Ok(Some((path, articles)))
    }

    /// Notes a place that cannot be reached. Articles that came from there stay: a disk may be away for a day.
    fn unreachable(&mut self, failure: ReadFailure, before: Before) -> Result<()> {
        let ReadFailure { origin, message } = failure;
        let state = FileState { path: origin.path.clone(), ..FileState::default() };
        let failure = Failure { origin, given_id: None, message };
        self.unreachable.insert(state.path.clone());
        if let Some(known) = before.as_deref().filter(|known| known.articles > 0) {
            let failure = self.say(failure);
            self.writer.keep(known, &failure)?;
            self.progress.count(&state.path);
            return Ok(());
        }
        self.writer.begin(&state.path)?;
        self.open = Open { path: state.path.clone(), ..Open::default() };
        self.fail(failure)?;
        self.end(&state, before)
    }

    /// Returns the places that could not be reached.
    pub(super) fn take_unreachable(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.unreachable)
    }

    /// Removes what is gone, if it is to be pruned, makes everything lasting, and returns the numbers. Goes through the
    /// files that the index knows now, which also forgets the places that an earlier run could not reach and this one
    /// went past. A run that was stopped went past nothing for certain. Returns too what is to be told.
    pub(super) fn close(
        mut self,
        reach: &Reach<'_>,
        prune: bool,
        is_stopped: bool,
    ) -> Result<(Numbers, Untold)> {
        self.writer.commit()?;
        let Ledger { mut writer, mut numbers, .. } = self;
        let known = writer.files()?;
        known.for_each(|state| {
            // What was never read has no hash.
            let is_place = state.articles == 0 && state.hash.is_empty();
            if is_place && !is_stopped && reach.covers(&state.path) {
                return writer.remove_file(&state.path);
            }
            match (reach.is_gone(&state.path), prune && !is_stopped) {
                (true, true) => {
                    numbers.removed += 1;
                    return writer.remove_file(&state.path);
                }
                (is_gone, _) => numbers.gone += u64::from(is_gone),
            }
            numbers.articles += state.articles;
            Ok(())
        })?;
        Ok((numbers, writer.close_to_tell()?))
    }
}
