//! Read → parse → annotate → sink: the only place where the stages meet.
//!
//! [`process`] is the path of one document and pure. [`run`] drives it over many on several threads and hands results
//! on in the order of the input. The sink is passed in: this module has never heard of files, of the index or of JSON.

use std::collections::BTreeMap;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread;

use crossbeam_channel::Receiver;
use crossbeam_channel::Sender;
use crossbeam_channel::bounded;

use crate::extract::Annotator;
use crate::model::Annotations;
use crate::model::Article;
use crate::model::Origin;
use crate::model::RawDocument;
use crate::model::Record;
use crate::model::Warning;
use crate::parse::ParseOptions;
use crate::rules::RuleSet;

/// Bytes of documents between reader and sink, above which reading waits. A larger document travels alone, so memory is
/// bounded by this or the largest document, whatever the number of documents.
const BYTES_IN_FLIGHT: usize = 32 << 20;

/// Bytes that a document counts for beyond its own, so that empty documents are bounded too.
const DOCUMENT_OVERHEAD: usize = 4 << 10;

/// Stack of a worker in bytes: that of a main thread, so that one thread and eight fail on the same inputs.
const WORKER_STACK: usize = 8 << 20;

/// A document, or an entry of one, that gave no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which.
    pub origin: Origin,
    /// The id that the entry declared, if that much could be read.
    pub given_id: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// What one entry of a document gave.
pub type Outcome = Result<Record, Failure>;

/// Something to do: what the caller knows it by, and the document. Without a document it goes straight to the sink,
/// which so hears of skipped and unreadable ones in their place.
#[derive(Debug)]
pub struct Job<T> {
    /// The caller's own.
    pub tag: T,
    /// The document to process.
    pub document: Option<RawDocument>,
}

/// How to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Threads that parse and annotate, at least 1.
    pub threads: usize,
    /// What is known about every document beyond its bytes.
    pub parse: ParseOptions,
    /// Whether articles are annotated, and not only recovered.
    pub annotate: bool,
    /// Whether indirect speech is found too.
    pub indirect: bool,
}

/// Returns the records of one document, with a failure for each entry that gave none. Pure.
pub fn process(
    raw: &RawDocument,
    options: &ParseOptions,
    annotator: &mut Annotator<'_>,
) -> Vec<Outcome> {
    outcomes(raw, options, |article| annotator.annotate(article))
}

fn outcomes(
    raw: &RawDocument,
    options: &ParseOptions,
    mut annotate: impl FnMut(&Article) -> (Annotations, Vec<Warning>),
) -> Vec<Outcome> {
    let parsed = crate::parse::parse(raw, options);
    let mut outcomes = Vec::with_capacity(parsed.articles.len());
    for entry in parsed.articles {
        outcomes.push(match entry {
            Ok((article, mut warnings)) => {
                let (annotations, remarks) = annotate(&article);
                warnings.extend(remarks);
                Ok(Record { article, annotations, warnings })
            }
            Err(failure) => Err(Failure {
                origin: Origin { path: raw.origin.path.clone(), item: failure.item },
                given_id: failure.given_id,
                message: failure.message,
            }),
        });
    }
    outcomes
}

/// Processes `jobs` on `options.threads` threads. `finish` runs on those threads; `sink` runs on the caller's and gets
/// what `finish` returned in the order of `jobs`. A document that makes the program panic is a failure like any other;
/// a panic of `finish` ends the run and is passed on.
///
/// # Errors
/// The first error of `sink` stops the run and is returned.
pub fn run<T, R, E>(
    jobs: impl Iterator<Item = Job<T>> + Send,
    rules: &RuleSet,
    options: &Options,
    finish: impl Fn(T, Vec<Outcome>) -> R + Sync,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send,
    R: Send,
{
    if options.threads <= 1 {
        return alone(jobs, Worker::new(rules, options), &finish, sink);
    }
    let budget = Budget::default();
    let jobs = Mutex::new(jobs);
    let (to_workers, from_reader) = bounded(options.threads);
    let (to_sink, from_workers) = bounded(options.threads);
    thread::scope(|scope| {
        let start = |_: &usize| {
            let (from_reader, to_sink, finish) = (from_reader.clone(), to_sink.clone(), &finish);
            let work = move || work(Worker::new(rules, options), &from_reader, &to_sink, finish);
            thread::Builder::new().stack_size(WORKER_STACK).spawn_scoped(scope, work).is_ok()
        };
        // Where the system gives fewer threads than asked for, those that run do all the work.
        if (0..options.threads).take_while(start).count() == 0 {
            return alone(&mut *lock(&jobs), Worker::new(rules, options), &finish, sink);
        }
        drop((from_reader, to_sink));
        // However the sink ends, the reader must not wait for room for ever.
        let _close = CloseOnDrop(&budget);
        let (shared, room) = (&jobs, &budget);
        let read = move || dispatch(&mut *lock(shared), room, &to_workers);
        match thread::Builder::new().spawn_scoped(scope, read) {
            Ok(_) => in_order(from_workers, &budget, &mut sink),
            Err(_) => alone(&mut *lock(&jobs), Worker::new(rules, options), &finish, sink),
        }
    })
}

/// Does everything on the caller's thread.
fn alone<T, R, E>(
    mut jobs: impl Iterator<Item = Job<T>>,
    mut worker: Worker<'_>,
    finish: &impl Fn(T, Vec<Outcome>) -> R,
    mut sink: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    jobs.try_for_each(|job| sink(finish(job.tag, worker.process(job.document))))
}

/// A job or its result on the way, with its place in the input and its weight.
struct Parcel<T> {
    place: usize,
    weight: usize,
    content: T,
}

/// Reads the jobs and hands them to the workers, as fast as the budget allows.
fn dispatch<T>(
    jobs: impl Iterator<Item = Job<T>>,
    budget: &Budget,
    to_workers: &Sender<Parcel<Job<T>>>,
) {
    for (place, content) in jobs.enumerate() {
        let bytes = content.document.as_ref().map_or(0, |document| document.bytes.len());
        let weight = bytes + DOCUMENT_OVERHEAD;
        if !budget.acquire(weight) || to_workers.send(Parcel { place, weight, content }).is_err() {
            return;
        }
    }
}

/// Processes jobs until there are no more, or nobody wants the results.
fn work<T, R>(
    mut worker: Worker<'_>,
    from_reader: &Receiver<Parcel<Job<T>>>,
    to_sink: &Sender<Parcel<thread::Result<R>>>,
    finish: &impl Fn(T, Vec<Outcome>) -> R,
) {
    for Parcel { place, weight, content } in from_reader {
        // A place without a parcel would be waited for as long as the others take, and hold back their room.
        let content = panic::catch_unwind(AssertUnwindSafe(|| {
            finish(content.tag, worker.process(content.document))
        }));
        if to_sink.send(Parcel { place, weight, content }).is_err() {
            return;
        }
    }
}

/// Hands the results to the sink in the order of the input. Early ones wait; the budget bounds how many. Takes the
/// receiver, since workers learn from its end that nobody wants their results.
fn in_order<R, E>(
    from_workers: Receiver<Parcel<thread::Result<R>>>,
    budget: &Budget,
    sink: &mut impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let mut next = 0;
    let mut early = BTreeMap::new();
    for parcel in from_workers {
        early.insert(parcel.place, parcel);
        while let Some(parcel) = early.remove(&next) {
            sink(parcel.content.unwrap_or_else(|panicked| panic::resume_unwind(panicked)))?;
            budget.release(parcel.weight);
            next += 1;
        }
    }
    Ok(())
}

/// One thread's annotator.
struct Worker<'r> {
    rules: &'r RuleSet,
    options: &'r Options,
    annotator: Annotator<'r>,
}

impl<'r> Worker<'r> {
    fn new(rules: &'r RuleSet, options: &'r Options) -> Worker<'r> {
        Worker { rules, options, annotator: Annotator::new(rules).with_indirect(options.indirect) }
    }

    fn process(&mut self, document: Option<RawDocument>) -> Vec<Outcome> {
        let Some(raw) = document else { return Vec::new() };
        let outcomes = panic::catch_unwind(AssertUnwindSafe(|| match self.options.annotate {
            true => process(&raw, &self.options.parse, &mut self.annotator),
            false => outcomes(&raw, &self.options.parse, |_| Default::default()),
        }));
        outcomes.unwrap_or_else(|panicked| {
            // The annotator may have stopped half-way through an article.
            self.annotator = Annotator::new(self.rules).with_indirect(self.options.indirect);
            let message =
                format!("internal error, please report it with this file: {}", words(&*panicked));
            vec![Err(Failure { origin: raw.origin, given_id: None, message })]
        })
    }
}

/// Locks, whatever happened to another thread that held the lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the message of a panic.
fn words(panicked: &(dyn std::any::Any + Send)) -> &str {
    let text = panicked.downcast_ref::<&str>().copied();
    text.or_else(|| panicked.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

/// Bytes between reader and sink.
#[derive(Default)]
struct Budget {
    state: Mutex<BudgetState>,
    changed: Condvar,
}

#[derive(Default)]
struct BudgetState {
    used: usize,
    closed: bool,
}

impl Budget {
    /// Waits until there is room for `weight` or nothing else is on the way. Returns false once the budget is closed.
    fn acquire(&self, weight: usize) -> bool {
        let full = |state: &mut BudgetState| {
            !state.closed && state.used > 0 && state.used.saturating_add(weight) > BYTES_IN_FLIGHT
        };
        let state = self.changed.wait_while(self.lock(), full);
        let mut state = state.unwrap_or_else(|poisoned| poisoned.into_inner());
        state.used = state.used.saturating_add(weight);
        !state.closed
    }

    fn release(&self, weight: usize) {
        let mut state = self.lock();
        state.used = state.used.saturating_sub(weight);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, BudgetState> {
        lock(&self.state)
    }
}

struct CloseOnDrop<'b>(&'b Budget);

impl Drop for CloseOnDrop<'_> {
    fn drop(&mut self) {
        self.0.lock().closed = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(threads: usize) -> Options {
        Options { threads, parse: ParseOptions::default(), annotate: true, indirect: false }
    }

    fn jobs(number: usize) -> impl Iterator<Item = Job<usize>> + Send {
        (0..number).map(|tag| {
            let bytes = vec![b'x'; (tag * 7919) % 5000];
            Job {
                tag,
                document: (tag % 3 > 0).then(|| RawDocument { bytes, ..RawDocument::default() }),
            }
        })
    }

    #[test]
    fn results_come_in_the_order_of_the_input() {
        let rules = RuleSet::load(&[]).expect("the shipped rules are sound");
        for threads in [1, 2, 8] {
            let mut seen = Vec::new();
            let done: Result<(), ()> = run(
                jobs(500),
                &rules,
                &options(threads),
                |tag, _| tag,
                |tag| {
                    seen.push(tag);
                    Ok(())
                },
            );
            assert_eq!(done, Ok(()));
            assert_eq!(seen, (0..500).collect::<Vec<_>>(), "{threads} threads");
        }
    }

    #[test]
    fn an_error_of_the_sink_ends_an_endless_run() {
        let rules = RuleSet::load(&[]).expect("the shipped rules are sound");
        for threads in [1, 4] {
            let done = run(
                jobs(usize::MAX),
                &rules,
                &options(threads),
                |tag, _| tag,
                |tag| {
                    if tag == 100 { Err("enough") } else { Ok(()) }
                },
            );
            assert_eq!(done, Err("enough"), "{threads} threads");
        }
    }

    #[test]
    fn a_panic_of_finish_ends_an_endless_run() {
        let rules = RuleSet::load(&[]).expect("the shipped rules are sound");
        for threads in [1, 4] {
            let done = panic::catch_unwind(AssertUnwindSafe(|| {
                let finish = |tag, _| {
                    assert!(tag != 100, "place {tag} never comes");
                    tag
                };
                run(jobs(usize::MAX), &rules, &options(threads), finish, |_| Ok::<(), ()>(()))
            }));
            let panicked = done.expect_err("the panic is passed on");
            assert_eq!(words(&*panicked), "place 100 never comes", "{threads} threads");
        }
    }

    #[test]
    fn documents_over_the_budget_travel_alone() {
        let rules = RuleSet::load(&[]).expect("the shipped rules are sound");
        let large = (0..3).map(|tag| {
            let bytes = vec![b' '; BYTES_IN_FLIGHT + 1];
            Job { tag, document: Some(RawDocument { bytes, ..RawDocument::default() }) }
        });
        let mut seen = Vec::new();
        let done: Result<(), ()> = run(
            large,
            &rules,
            &options(2),
            |tag, _| tag,
            |tag| {
                seen.push(tag);
                Ok(())
            },
        );
        assert_eq!((done, seen), (Ok(()), vec![0, 1, 2]));
    }
}
