//! Ctrl-C and `kill` → a flag that ends the reading, so that what was read is committed and not lost.
//!
//! It counts to the end of the run, so that no later part swallows a signal. A second signal ends the process at once,
//! which the index survives. Start at [`Stop::listen`].

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use signal_hook::consts::SIGINT;
use signal_hook::consts::SIGTERM;
use signal_hook::flag;

use crate::cli::Status;
use crate::cli::ingest::plan::Step;
use crate::cli::progress::Progress;
use crate::pipeline::Job;

/// Time between two looks at the flag by the thread that answers the user: at once, for a human.
const LOOK: Duration = Duration::from_millis(50);

/// Whether the user wants the run to end.
#[derive(Clone, Debug, Default)]
pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Starts to listen, and to answer the first signal.
    pub(super) fn listen(progress: &Progress) -> io::Result<Stop> {
        let stop = Stop::default();
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first signal finds the flag down and raises it, the second finds it raised.
            let status = Status::Interrupted as i32;
            flag::register_conditional_shutdown(signal, status, Arc::clone(&stop.0))?;
            flag::register(signal, Arc::clone(&stop.0))?;
        }
        let (heard, progress) = (stop.clone(), progress.clone());
        // A thread of its own: the others may wait for standard input, for the disk or for a command.
        thread::Builder::new().spawn(move || {
            while !heard.is_wanted() {
                thread::sleep(LOOK);
            }
            progress.say("stopping as soon as no file is half replaced; again to end at once");
        })?;
        Ok(stop)
    }

    /// Returns true once a signal has come.
    pub(super) fn is_wanted(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Returns the steps up to the one at which the run may end. A file whose articles are in the index goes to its end,
/// since its beginning has given them up; any other file may be cut off.
pub(super) fn until_stopped(
    steps: impl Iterator<Item = Job<Step>>,
    stop: &Stop,
) -> impl Iterator<Item = Job<Step>> {
    let (mut replaces, mut is_begun) = (false, false);
    steps.take_while(move |job| {
        // What follows the beginning was read before it, and the end of a file costs nothing.
        let is_owed = replaces || is_begun || matches!(job.tag, Step::End(..));
        is_begun = matches!(job.tag, Step::Begin(..));
        match job.tag {
            Step::Begin(_, has_articles) => replaces = has_articles,
            Step::End(..) => replaces = false,
            _ => {}
        }
        is_owed || !stop.is_wanted()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::FileState;

    /// Steps of two files: `b` begins a file, `B` one with articles in the index, `d` is a document, `e` an end.
    fn step(letter: char) -> Job<Step> {
        let tag = match letter {
            'b' => Step::Begin(String::new(), false),
            'B' => Step::Begin(String::new(), true),
            'd' => Step::Document,
            _ => Step::End(FileState::default(), None),
        };
        Job { tag, document: None }
    }

    #[test]
    fn files_of_the_index_are_read_to_their_end() {
        for (steps, signal_at, read) in [
            ("bddebde", 99, "bddebde"),
            ("bddebde", 0, ""),
            ("bddebde", 1, "bd"),
            ("bddebde", 2, "bd"),
            ("bddebde", 3, "bdde"),
            ("bddebde", 4, "bdde"),
            ("Bdddebde", 0, ""),
            ("Bdddebde", 1, "Bddde"),
            ("Bdddebde", 2, "Bddde"),
            ("BdeBde", 1, "Bde"),
            ("BdeBde", 4, "BdeBde"),
            ("bdeBde", 1, "bde"),
            ("BdebddE", 4, "Bdebd"),
        ] {
            let stop = Stop::default();
            let signalled = steps.chars().enumerate().map(|(place, letter)| {
                // The signal comes while this step is being read.
                stop.0.fetch_or(place == signal_at, Ordering::Relaxed);
                step(letter)
            });
            let count = until_stopped(signalled, &stop).count();
            assert_eq!(&steps[..count], read, "{steps}, signal at {signal_at}");
        }
    }
}
