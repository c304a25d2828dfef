//! Records → the index: a file's articles replace those that it gave before, in one step with the note about it.
//!
//! Start at [`Writer::replace_file`], or, for a file too large to hold, at [`Writer::begin`], [`Writer::add`] and
//! [`Writer::finish`]. Nothing is visible, and nothing survives a crash, before a commit; commits come by
//! themselves between files. A file is therefore always in the index as a whole, old or new.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::path::Path;
use std::path::PathBuf;

use rustc_hash::FxBuildHasher;
use rustc_hash::FxHashSet;
use tantivy::IndexReader;
use tantivy::IndexWriter;
use tantivy::TantivyDocument;
use tantivy::Term;
use tantivy::indexer::IndexWriterOptions;
use tantivy::merge_policy::LogMergePolicy;

use crate::error::Result;
use crate::index::copies;
use crate::index::document;
use crate::index::engine;
use crate::index::known::KnownFiles;
use crate::index::lock::WriteLock;
use crate::index::novelty::Content;
use crate::index::queue::Queue;
use crate::index::queue::Queued;
use crate::index::schema::field;
use crate::index::state::FileFailure;
use crate::index::state::FileState;
use crate::index::untold;
use crate::index::untold::Untold;
use crate::model::Record;

/// Most indexing threads: the engine takes no more.
const MAX_THREADS: usize = 8;

/// Bytes of memory that one indexing thread gets at least and at most: the engine's own limits.
const THREAD_MEMORY: (usize, usize) = (15_000_000, 2_000_000_000);

/// Merging is disk work; more threads would only take memory.
const MERGE_THREADS: usize = 1;

/// Most documents of a segment that is merged with others: bounds what a merge holds. Larger ones stay as they are.
const MOST_MERGED: usize = 10_000;

/// How a [`Writer`] works.
#[derive(Clone, Debug)]
pub struct WriterOptions {
    /// Bytes of memory for all indexing threads together.
    pub memory: usize,
    /// Indexing threads; more than eight count as eight.
    pub threads: usize,
    /// Bytes of records after which the next whole file is followed by a commit: what a crash can cost.
    pub batch_bytes: usize,
    /// The same, counted in files and articles.
    pub batch_documents: usize,
    /// Empties the index first: the remedy when it is damaged or of another version.
    pub rebuild: bool,
}

impl Default for WriterOptions {
    fn default() -> WriterOptions {
        WriterOptions {
            memory: 128 << 20,
            threads: 2,
            batch_bytes: 128 << 20,
            batch_documents: 20_000,
            rebuild: false,
        }
    }
}

/// Writes to an index. There is one at a time.
pub struct Writer {
    pub(super) path: PathBuf,
    options: WriterOptions,
    engine: IndexWriter<Queued>,
    queue: Queue,
    /// Shows the last commit: whether a file has anything to be removed.
    pub(super) reader: IndexReader,
    /// Files begun and not finished.
    open: BTreeMap<String, OpenFile>,
    /// Hashes of the files touched since the last commit. Two that share one cost a needless deletion, no more.
    touched: FxHashSet<u64>,
    bytes: usize,
    documents: usize,
    /// Whether anything was added or removed since the last commit.
    is_changed: bool,
    /// Set by an engine failure: part of the batch is lost, so that committing the rest would lie about it.
    broken: Option<String>,
    /// Notes of the new articles that the next commit publishes, for those who tell them.
    news: String,
    lock: WriteLock,
}

#[derive(Default)]
struct OpenFile {
    articles: u64,
    failures: u64,
    /// Place of the article furthest on in the file.
    furthest: Option<Option<u32>>,
}

impl OpenFile {
    /// Counts an article; returns false for one whose place was reached before, which thus replaces another.
    fn goes_on(&mut self, item: Option<u32>) -> bool {
        let is_new = self.furthest.is_none_or(|furthest| item > furthest);
        if is_new {
            (self.furthest, self.articles) = (Some(item), self.articles + 1);
        }
        is_new
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer")
            .field("path", &self.path)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Writer {
    /// Opens the index in the folder for writing; makes both where they are missing.
    ///
    /// # Errors
    /// [`Error::Index`](crate::error::Error::Index) if another process is writing (it is named), the folder cannot be
    /// written or holds other things, or the index is damaged or of another version.
    pub fn open(path: &Path, options: WriterOptions) -> Result<Writer> {
        engine::make_folder(path)?;
        let lock = WriteLock::take(path)?;
        if options.rebuild || !engine::exists(path)? {
            engine::create(path)?;
        }
        let index = engine::open_to_write(path)?;
        let threads = options.threads.clamp(1, MAX_THREADS);
        let memory = (options.memory / threads).clamp(THREAD_MEMORY.0, THREAD_MEMORY.1);
        let engine_options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(memory)
            .num_merge_threads(MERGE_THREADS)
            .build();
        let engine: IndexWriter<Queued> =
            engine::guard(path, || index.writer_with_options(engine_options))?;
        let mut merging = LogMergePolicy::default();
        merging.set_max_docs_before_merge(MOST_MERGED);
        engine.set_merge_policy(Box::new(merging));
        Ok(Writer {
            path: path.to_owned(),
            reader: engine::reader(path, &index)?,
            options,
            engine,
            queue: Queue::default(),
            open: BTreeMap::new(),
            touched: FxHashSet::default(),
            bytes: 0,
            documents: 0,
            is_changed: false,
            broken: None,
            news: String::new(),
            lock,
        })
    }

    /// Returns what the last commit knows of the files.
    ///
    /// # Errors
    /// The index is damaged.
    pub fn files(&self) -> Result<KnownFiles> {
        KnownFiles::new(&self.path, &self.reader.searcher())
    }

    /// Replaces everything that a file gave before by these records and failures; `articles` and `failures` of
    /// `state` are counted here.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn replace_file<'r>(
        &mut self,
        state: &FileState,
        records: impl IntoIterator<Item = (&'r Record, &'r [u8])>,
        failures: &[FileFailure],
    ) -> Result<()> {
        self.begin(&state.path)?;
        for (record, json) in records {
            self.add(&state.path, record, json)?;
        }
        for failure in failures {
            self.fail(failure)?;
        }
        self.finish(state)
    }

    /// Removes what the file gave before, as the first step of replacing it.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn begin(&mut self, file: &str) -> Result<()> {
        self.delete_file(file)?;
        self.open.insert(file.to_owned(), OpenFile::default());
        Ok(())
    }

    /// Adds an article of a file that was begun; `json` is its record. The articles of a file come in the order of
    /// their places in it; one at the place of an earlier one replaces that.
    ///
    /// # Errors
    /// [`Error::Index`](crate::error::Error::Index) if the engine failed: a full disk, for example. The batch is
    /// lost then, what was committed is not, and every further call fails in the same way.
    pub fn add(&mut self, file: &str, record: &Record, json: &[u8]) -> Result<()> {
        self.check()?;
        let open = self.open.entry(file.to_owned()).or_default();
        if !open.goes_on(record.article.origin.item) {
            self.delete(Term::from_field_text(field("key"), &record.article.id.to_string()));
        }
        self.send(document::article(file, record, json), json.len())
    }

    /// Adds a failure in a file that was begun.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn fail(&mut self, failure: &FileFailure) -> Result<()> {
        self.open.entry(failure.path.clone()).or_default().failures += 1;
        self.send(document::failure(failure), 0)
    }

    /// Ends a file: with this note it counts as ingested. Commits if the batch is full.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn finish(&mut self, state: &FileState) -> Result<()> {
        let OpenFile { articles, failures, .. } = self.open.remove(&state.path).unwrap_or_default();
        self.send(document::state(&FileState { articles, failures, ..state.clone() }), 0)?;
        self.commit_if_full()
    }

    /// Notes a new size or time of a file whose content is as before; its articles stay.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn touch(&mut self, state: &FileState) -> Result<()> {
        self.check()?;
        self.delete(Term::from_field_text(field("key"), &document::state_key(&state.path)));
        self.is_untouched(&state.path);
        self.send(document::state(state), 0)?;
        self.commit_if_full()
    }

    /// Notes that a file cannot be read now; what it gave before stays, and it does not count as ingested.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn keep(&mut self, state: &FileState, failure: &FileFailure) -> Result<()> {
        self.check()?;
        let mut note = document::failure(failure);
        let key = document::kept_key(&state.path);
        note.add_text(field("key"), &key);
        self.delete(Term::from_field_text(field("key"), &key));
        self.send(note, 0)?;
        self.touch(&FileState { failures: state.failures.max(1), ..state.clone() })
    }

    /// Removes a file with everything that it gave.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn remove_file(&mut self, file: &str) -> Result<()> {
        self.open.remove(file);
        self.delete_file(file)?;
        self.documents += 1;
        self.commit_if_full()
    }

    /// Notes that the article of this key is new, with what it says: what the next commit publishes is to be told.
    pub fn announce(&mut self, key: &str, content: Content) {
        self.news.push_str(&untold::news(key, content));
    }

    /// Makes everything so far visible and lasting. A file that was begun and not finished has no note yet, and
    /// the next ingest begins it again.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn commit(&mut self) -> Result<()> {
        self.check()?;
        let news = std::mem::take(&mut self.news);
        if !news.is_empty() {
            untold::append(&self.path, &news, true)?;
        }
        // A commit of nothing costs the engine's threads, and a new list of the same segments.
        if std::mem::take(&mut self.is_changed) {
            let outcome = engine::guard(&self.path, || {
                self.engine.commit()?;
                self.reader.reload()
            });
            self.note(outcome)?;
        }
        engine::share(&self.path);
        self.touched.clear();
        (self.bytes, self.documents) = (0, 0);
        Ok(())
    }

    /// Commits, waits until the engine has tidied its files, and works out which articles are copies.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn close(self) -> Result<()> {
        self.close_to_tell().map(drop)
    }

    /// The same; returns what is to be told, of this run and of earlier ones that did not come to it.
    ///
    /// # Errors
    /// As [`Writer::add`].
    pub fn close_to_tell(mut self) -> Result<Untold> {
        self.commit()?;
        let Writer { path, engine, reader, lock, .. } = self;
        engine::guard(&path, || {
            engine.wait_merging_threads()?;
            reader.reload()
        })?;
        engine::share(&path);
        copies::refresh(&path, &reader.searcher())?;
        Untold::open(&path, lock)
    }

    fn commit_if_full(&mut self) -> Result<()> {
        let is_full = self.bytes >= self.options.batch_bytes
            || self.documents >= self.options.batch_documents;
        if is_full && self.open.is_empty() { self.commit() } else { Ok(()) }
    }

    fn delete_file(&mut self, file: &str) -> Result<()> {
        self.check()?;
        let term = Term::from_field_text(field("file"), file);
        // A deletion is looked up in every segment at commit; most files of a first ingest have none to look for.
        if !self.is_untouched(file) || self.is_committed(&term)? {
            self.delete(term);
        }
        Ok(())
    }

    fn delete(&mut self, term: Term) {
        self.is_changed = true;
        self.engine.delete_term(term);
    }

    /// Notes that a file is touched; returns true if it was not since the last commit.
    fn is_untouched(&mut self, file: &str) -> bool {
        self.touched.insert(FxBuildHasher.hash_one(file))
    }

    fn is_committed(&self, term: &Term) -> Result<bool> {
        engine::guard(&self.path, || {
            for segment in self.reader.searcher().segment_readers() {
                if segment.inverted_index(term.field())?.get_term_info(term)?.is_some() {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn send(&mut self, document: TantivyDocument, bytes: usize) -> Result<()> {
        self.check()?;
        self.is_changed = true;
        self.bytes += bytes;
        self.documents += 1;
        let document = self.queue.enter(document, bytes);
        let outcome = engine::guard(&self.path, || match self.engine.add_document(document) {
            Ok(_) => Ok(()),
            // The engine says only that a thread died; joining the threads tells why.
            Err(sent) => Err(self.engine.prepare_commit().err().unwrap_or(sent)),
        });
        self.note(outcome)
    }

    fn note(&mut self, outcome: Result<()>) -> Result<()> {
        if let Err(crate::error::Error::Index { message, .. }) = &outcome {
            self.broken = Some(message.clone());
        }
        outcome
    }

    fn check(&self) -> Result<()> {
        match &self.broken {
            Some(message) => Err(engine::error(&self.path, message.clone())),
            None => Ok(()),
        }
    }
}
