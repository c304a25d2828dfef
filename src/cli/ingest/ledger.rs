//! Steps that were done → the index, and the numbers of the closing line.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt;
use std::io;

use serde::Serialize;

use crate::cli::extract::describe;
use crate::cli::ingest::place::Reach;
use crate::cli::ingest::plan::Step;
use crate::cli::progress::Progress;
use crate::error::Result;
use crate::export;
use crate::index::FileFailure;
use crate::index::FileState;
use crate::index::Writer;
use crate::model::ReadFailure;
use crate::model::Record;
use crate::pipeline::Failure;
use crate::pipeline::Outcome;

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
pub(super) struct Ledger<'k> {
    writer: Writer,
    known: &'k BTreeMap<String, FileState>,
    progress: &'k Progress,
    seen: BTreeSet<String>,
    unreachable: BTreeSet<String>,
    /// Suffix → number of files that were left out for it.
    passed_over: BTreeMap<String, usize>,
    open: Open,
    numbers: Numbers,
}

impl<'k> Ledger<'k> {
    pub(super) fn new(
        writer: Writer,
        known: &'k BTreeMap<String, FileState>,
        progress: &'k Progress,
    ) -> Ledger<'k> {
        let (seen, unreachable, passed_over, open, numbers) = Default::default();
        Ledger { writer, known, progress, seen, unreachable, passed_over, open, numbers }
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
                self.see(path);
            }
            Step::Touched(state) => {
                self.numbers.unchanged += 1;
                self.writer.touch(&state)?;
                self.see(state.path);
            }
            Step::Begin(path) => {
                self.writer.begin(&path)?;
                self.open = Open { path, ..Open::default() };
            }
            Step::Document => self.document(&records, failures)?,
            Step::Unreadable(ReadFailure { origin, message }) => {
                self.fail(Failure { origin, given_id: None, message })?;
            }
            Step::End(state) => self.end(state)?,
            Step::Unreachable(failure) => self.unreachable(failure)?,
            Step::PassedOver(left_out) => self.passed_over = left_out,
        }
        Ok(())
    }

    fn see(&mut self, path: String) {
        self.progress.count(&path);
        self.seen.insert(path);
    }

    fn document(&mut self, records: &[(Record, Vec<u8>)], failures: Vec<Failure>) -> Result<()> {
        for (record, json) in records {
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

    fn end(&mut self, state: FileState) -> Result<()> {
        // A file that gave nothing but failures is counted as these alone.
        if self.open.articles > 0 || self.open.failures == 0 {
            match self.known.get(&state.path) {
                None => self.numbers.new += 1,
                Some(known) => {
                    self.numbers.changed += 1;
                    let only_in_fingerprint =
                        known.hash == state.hash && known.fingerprint != state.fingerprint;
                    self.numbers.reprocessed += u64::from(only_in_fingerprint);
                }
            }
        }
        self.writer.finish(&state)?;
        self.see(state.path);
        Ok(())
    }

    /// Notes a place that cannot be reached. Articles that came from there stay: a disk may be away for a day.
    fn unreachable(&mut self, failure: ReadFailure) -> Result<()> {
        let ReadFailure { origin, message } = failure;
        let state = FileState { path: origin.path.clone(), ..FileState::default() };
        let failure = Failure { origin, given_id: None, message };
        self.unreachable.insert(state.path.clone());
        if let Some(known) = self.known.get(&state.path).filter(|known| known.articles > 0) {
            let failure = self.say(failure);
            self.writer.keep(known, &failure)?;
            self.see(state.path);
            return Ok(());
        }
        self.writer.begin(&state.path)?;
        self.open = Open { path: state.path.clone(), ..Open::default() };
        self.fail(failure)?;
        self.end(state)
    }

    /// Returns the places that could not be reached.
    pub(super) fn take_unreachable(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.unreachable)
    }

    /// Forgets the places that an earlier run could not reach and this one went past: folders that can be read again.
    pub(super) fn forget_places(&mut self, reach: &Reach<'_>) -> Result<()> {
        for (path, state) in self.known {
            // What was never read has no hash.
            let is_place = state.articles == 0 && state.hash.is_empty();
            if is_place && !self.seen.contains(path) && reach.covers(path) {
                self.writer.remove_file(path)?;
                self.seen.insert(path.clone());
            }
        }
        Ok(())
    }

    /// Returns the files of the index that this run did not meet.
    pub(super) fn unseen(&self) -> impl Iterator<Item = &'k str> {
        self.known.keys().map(String::as_str).filter(|path| !self.seen.contains(*path))
    }

    /// Removes the files that are gone if they are to be pruned, makes everything lasting, and returns the numbers.
    pub(super) fn close(mut self, gone: &BTreeSet<&str>, prune: bool) -> Result<Numbers> {
        for path in gone {
            if prune {
                self.writer.remove_file(path)?;
            }
        }
        let count = gone.len() as u64;
        (self.numbers.removed, self.numbers.gone) = if prune { (count, 0) } else { (0, count) };
        self.writer.commit()?;
        self.numbers.articles = self.writer.files()?.values().map(|state| state.articles).sum();
        self.writer.close()?;
        Ok(self.numbers)
    }
}
