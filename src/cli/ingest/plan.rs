//! Files and what the index knows of them → what is to be done, as jobs for the pipeline.
//!
//! A file whose size, time and fingerprint are as before is not opened, unless other boilerplate was learnt for its
//! pages. One whose time alone changed is read and hashed, but not parsed. Everything else is read, hashed on the way,
//! and parsed. What the index knows is looked up file by file, so that memory does not grow with their number.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cli::ingest::place::Base;
use crate::error::Error;
use crate::error::Result;
use crate::index::FileState;
use crate::index::KnownFiles;
use crate::model::RawDocument;
use crate::model::ReadFailure;
use crate::pipeline::Job;
use crate::read;
use crate::read::Documents;
use crate::read::FileEntry;
use crate::read::Files;
use crate::read::Limits;
use crate::read::Source;
use crate::site::Learnt;

/// A step of an ingest. The steps of one file follow each other.
#[derive(Debug)]
pub(super) enum Step {
    /// The file is as the index knows it.
    Unchanged(String),
    /// The file was touched; its content is as the index knows it.
    Touched(FileState),
    /// A file that will be replaced, and whether articles of it are in the index, which go with this step. Never true of
    /// standard input, whose end may be far.
    Begin(String, bool),
    /// A document of the file that was begun; it travels beside the step.
    Document,
    /// A part of the file that was begun cannot be read.
    Unreadable(ReadFailure),
    /// The file that was begun is complete. Its content may be as before, only read in another way.
    End(FileState, Before),
    /// A place that cannot be reached, or a file that cannot be opened or read from its start.
    Unreachable(ReadFailure, Before),
    /// The index cannot tell what it knows.
    Broken(Error),
    /// All files are planned; so many were left out, by suffix.
    PassedOver(BTreeMap<String, usize>),
}

/// What the index knew of a file before this run.
pub(super) type Before = Option<Box<FileState>>;

/// What the articles of a file depend on besides its bytes.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    /// Rules, program and options, in one word.
    pub(super) fingerprint: String,
    /// What the pages of a site have in common, if that was asked for.
    pub(super) learnt: Option<Arc<Learnt>>,
}

/// Iterator over the steps.
pub(super) struct Plan<'k> {
    files: Files,
    base: Base,
    known: &'k KnownFiles,
    terms: Terms,
    format: Option<String>,
    limits: Limits,
    open: Option<OpenFile>,
    /// What was left out has been told.
    is_told: bool,
}

/// The file in reading.
struct OpenFile {
    state: FileState,
    before: Before,
    /// The first document, which was read before the file was begun.
    first: Option<Result<RawDocument, ReadFailure>>,
    documents: Documents,
    hash: blake3::Hasher,
}

impl<'k> Plan<'k> {
    pub(super) fn new(
        source: &Source,
        base: Base,
        known: &'k KnownFiles,
        terms: Terms,
        format: Option<String>,
        limits: Limits,
    ) -> Plan<'k> {
        let files = read::files(source);
        Plan { files, base, known, terms, format, limits, open: None, is_told: false }
    }

    /// Returns the next step of the open file.
    fn continue_file(&mut self) -> Option<Job<Step>> {
        let file = self.open.as_mut()?;
        match file.first.take().or_else(|| file.documents.next()) {
            Some(Ok(document)) => {
                hash_document(&mut file.hash, &document);
                Some(Job { tag: Step::Document, document: Some(document) })
            }
            Some(Err(failure)) => {
                hash_failure(&mut file.hash, &failure);
                Some(step(Step::Unreadable(failure)))
            }
            None => {
                let OpenFile { mut state, before, hash, .. } = self.open.take()?;
                state.hash = hash.finalize().to_hex().to_string();
                Some(step(Step::End(state, before)))
            }
        }
    }

    /// Returns, once, what was left out.
    fn passed_over(&mut self) -> Option<Job<Step>> {
        let left_out = !self.is_told && !self.files.passed_over().is_empty();
        self.is_told = true;
        left_out.then(|| step(Step::PassedOver(self.files.passed_over().clone())))
    }

    /// Returns the first step of the next file.
    fn next_file(&mut self) -> Option<Job<Step>> {
        loop {
            let Some(found) = self.files.next() else { return self.passed_over() };
            let mut entry = match found {
                Ok(entry) => entry,
                Err(mut failure) => {
                    failure.origin.path = self.base.name(failure.origin.path.as_ref());
                    let before = self.before(&failure.origin.path);
                    let unreachable = before.map(|before| Step::Unreachable(failure, before));
                    return Some(step(unreachable.unwrap_or_else(Step::Broken)));
                }
            };
            if !entry.is_stdin() {
                entry.shown = self.base.file_name(&entry.path);
            }
            if !self.base.is_index(&entry.shown) {
                return Some(step(self.open_file(&entry).unwrap_or_else(Step::Broken)));
            }
        }
    }

    fn before(&self, name: &str) -> Result<Before> {
        Ok(self.known.get(name)?.map(Box::new))
    }

    fn open_file(&mut self, entry: &FileEntry) -> Result<Step> {
        let mut state = FileState {
            path: entry.shown.clone(),
            size: entry.length,
            modified_ns: entry.modified.unwrap_or_default(),
            fingerprint: self.terms.fingerprint.clone(),
            ..FileState::default()
        };
        let before = self.before(&state.path)?;
        let alike = before.as_deref().filter(|known| {
            let settled = known.failures == 0 && !entry.is_stdin();
            settled && known.size == state.size && known.fingerprint == state.fingerprint
        });
        let agrees = alike.is_none() || self.agrees(&state.path)?;
        if let Some(known) = alike.filter(|_| agrees) {
            if entry.modified.is_some() && known.modified_ns == state.modified_ns {
                return Ok(Step::Unchanged(state.path));
            }
            if self.hash(entry) == known.hash {
                state.hash.clone_from(&known.hash);
                state.articles = known.articles;
                return Ok(Step::Touched(state));
            }
        }
        let mut documents = read::documents(entry, self.format.as_deref(), &self.limits);
        let first = match documents.next() {
            // To begin a file is to drop what it gave before, which is too much for a disk that is away.
            Some(Err(failure)) if documents.is_broken() => {
                return Ok(Step::Unreachable(failure, before));
            }
            // A file that comes in pieces may break off after the first; what is at stake is worth a second reading.
            Some(Ok(piece)) if piece.origin.item.is_some() && is_at_stake(entry, &before) => {
                match self.trouble(entry) {
                    Some(failure) => return Ok(Step::Unreachable(failure, before)),
                    None => Some(Ok(piece)),
                }
            }
            first => first,
        };
        let name = state.path.clone();
        let replaces = !entry.is_stdin() && has_articles(&before);
        self.open = Some(OpenFile { state, before, first, documents, hash: blake3::Hasher::new() });
        Ok(Step::Begin(name, replaces))
    }

    /// Returns true if what is learnt now leaves the pages of a file as they are in the index.
    fn agrees(&self, name: &str) -> Result<bool> {
        let Some(learnt) = &self.terms.learnt else { return Ok(true) };
        let mut agrees = true;
        self.known.notes(name, |note| {
            agrees = learnt.agrees(&note);
            agrees
        })?;
        Ok(agrees)
    }

    /// Returns what keeps the system from reading a file to its end.
    fn trouble(&self, entry: &FileEntry) -> Option<ReadFailure> {
        let mut documents = read::documents(entry, self.format.as_deref(), &self.limits);
        while let Some(document) = documents.next() {
            match document {
                Err(failure) if documents.is_broken() => return Some(failure),
                _ => {}
            }
        }
        None
    }

    fn hash(&self, entry: &FileEntry) -> String {
        let mut hash = blake3::Hasher::new();
        for document in read::documents(entry, self.format.as_deref(), &self.limits) {
            match document {
                Ok(document) => hash_document(&mut hash, &document),
                Err(failure) => hash_failure(&mut hash, &failure),
            }
        }
        hash.finalize().to_hex().to_string()
    }
}

impl Iterator for Plan<'_> {
    type Item = Job<Step>;

    fn next(&mut self) -> Option<Job<Step>> {
        if self.open.is_some() { self.continue_file() } else { self.next_file() }
    }
}

/// Returns true if the file, which can be read twice, has articles in the index.
fn is_at_stake(entry: &FileEntry, before: &Before) -> bool {
    entry.length > 0 && !entry.is_stdin() && has_articles(before)
}

fn has_articles(before: &Before) -> bool {
    before.as_deref().is_some_and(|known| known.articles > 0)
}

fn step(tag: Step) -> Job<Step> {
    Job { tag, document: None }
}

/// Adds a document to the hash of its file. Its place counts, since a document's records depend on it.
fn hash_document(hash: &mut blake3::Hasher, document: &RawDocument) {
    hash.update(&document.origin.item.unwrap_or_default().to_le_bytes());
    hash.update(&(document.bytes.len() as u64).to_le_bytes());
    hash.update(&document.bytes);
}

fn hash_failure(hash: &mut blake3::Hasher, failure: &ReadFailure) {
    hash.update(failure.message.as_bytes());
}
