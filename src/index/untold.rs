//! New articles that an alert has yet to tell: a file beside the index, so that no kill and no failure loses one.
//!
//! The writer notes new articles in it before the commit that publishes them; who tells them strikes out each, alert by
//! alert. What is neither struck out nor settled, the next ingest tells: at least once, and once unless a run was
//! killed between telling and striking out. A line of JSON is one note; a line cut off belongs to a commit that never
//! came. Start at [`Untold::open`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::error::Error;
use crate::error::Result;
use crate::index::engine;
use crate::index::lock::WriteLock;
use crate::index::novelty::Content;
use crate::model::Article;

/// The file in the folder of the index.
const NAME: &str = ".dateline.untold";

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Note {
    /// Key of a new article, what it says, and the alerts that have yet to tell it; without any, all.
    New(String, String, Option<BTreeSet<String>>),
    /// Key of an article, and the alert that told it.
    Told(String, String),
}

/// A new article.
struct Open {
    content: String,
    alerts: Option<BTreeSet<String>>,
    told: BTreeSet<String>,
}

impl Open {
    fn is_for(&self, alert: &str) -> bool {
        !self.told.contains(alert) && self.alerts.as_ref().is_none_or(|left| left.contains(alert))
    }
}

/// What is to be told. As long as it lives, nobody else writes to the index.
pub struct Untold {
    folder: PathBuf,
    articles: BTreeMap<String, Open>,
    _lock: WriteLock,
}

impl Untold {
    /// Reads what is to be told of the index in the folder.
    pub(super) fn open(folder: &Path, lock: WriteLock) -> Result<Untold> {
        let text = match fs::read(folder.join(NAME)) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read.map_err(|cause| engine::explain_io(folder, &cause))?,
        };
        let mut articles = BTreeMap::new();
        for line in text.split(|byte| *byte == b'\n') {
            match serde_json::from_slice(line) {
                Ok(Note::New(key, content, alerts)) => {
                    articles.insert(key, Open { content, alerts, told: BTreeSet::new() });
                }
                Ok(Note::Told(key, alert)) => {
                    articles.get_mut(&key).map(|open: &mut Open| open.told.insert(alert));
                }
                Err(_) => {}
            }
        }
        Ok(Untold { folder: folder.to_owned(), articles, _lock: lock })
    }

    /// Returns the keys of the articles that an alert has yet to look at.
    pub fn keys(&self, alert: &str) -> BTreeSet<String> {
        let open = self.articles.iter().filter(|(_, open)| open.is_for(alert));
        open.map(|(key, _)| key.clone()).collect()
    }

    /// Returns true if the article of this key still says what was new.
    pub fn is_current(&self, key: &str, article: &Article) -> bool {
        self.articles.get(key).is_some_and(|open| open.content == Content::of(article).hex())
    }

    /// Notes that an alert told an article.
    ///
    /// # Errors
    /// [`Error::Io`]: the file, which it names, cannot be written.
    pub fn strike(&mut self, key: &str, alert: &str) -> Result<()> {
        if let Some(open) = self.articles.get_mut(key) {
            open.told.insert(alert.to_owned());
        }
        let note = line(&Note::Told(key.to_owned(), alert.to_owned()));
        write_notes(&self.folder, &note, false).map_err(Error::io(self.folder.join(NAME)))
    }

    /// Forgets everything but `left`: the alerts that have yet to tell an article, by its key.
    ///
    /// # Errors
    /// [`Error::Io`]: the file, which it names, cannot be written.
    pub fn settle(self, mut left: BTreeMap<String, BTreeSet<String>>) -> Result<()> {
        let path = self.folder.join(NAME);
        let explain = Error::io(&path);
        let notes = self.articles.into_iter().filter_map(|(key, open)| {
            let alerts = left.remove(&key)?;
            Some(line(&Note::New(key, open.content, Some(alerts))))
        });
        let notes: String = notes.collect();
        if notes.is_empty() {
            return match fs::remove_file(&path) {
                Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(explain(cause)),
                _ => Ok(()),
            };
        }
        let partial = self.folder.join(format!("{NAME}.part"));
        let write = || {
            let mut file = fs::File::create(&partial)?;
            file.write_all(notes.as_bytes())?;
            file.sync_data()?;
            fs::rename(&partial, &path)
        };
        write().map_err(explain)
    }
}

/// Returns the note that an article is new.
pub(super) fn news(key: &str, content: Content) -> String {
    line(&Note::New(key.to_owned(), content.hex(), None))
}

fn line(note: &Note) -> String {
    // Notes are words alone, which JSON can always hold.
    serde_json::to_string(note).map(|line| line + "\n").unwrap_or_default()
}

/// Adds notes to the file of the index in the folder; `lasting` if they have to survive a power cut.
pub(super) fn append(folder: &Path, notes: &str, lasting: bool) -> Result<()> {
    write_notes(folder, notes, lasting).map_err(|cause| engine::explain_io(folder, &cause))
}

fn write_notes(folder: &Path, notes: &str, lasting: bool) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join(NAME))?;
    // The line before may have been cut off.
    file.write_all(format!("\n{notes}").as_bytes())?;
    if lasting { file.sync_data() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Untold::open(folder.path(), WriteLock::take(folder.path()).unwrap()).unwrap();
        let article = |text: &str| Article { text: text.to_owned(), ..Article::default() };
        let note = |key: &str| news(key, Content::of(&article(key)));
        assert!(open().keys("alert").is_empty());
        append(folder.path(), &(note("one") + &note("two") + "{\"new\":[\"thr"), true).unwrap();
        append(folder.path(), &note("four"), true).unwrap();
        let mut untold = open();
        assert_eq!(untold.keys("alert").into_iter().collect::<Vec<_>>(), ["four", "one", "two"]);
        assert!(untold.is_current("one", &article("one")));
        assert!(!untold.is_current("one", &article("else")));
        untold.strike("one", "alert").unwrap();
        assert_eq!(untold.keys("alert").len(), 2);
        drop(untold);
        let untold = open();
        assert_eq!((untold.keys("alert").len(), untold.keys("other").len()), (2, 3));
        let left = BTreeMap::from([("two".to_owned(), BTreeSet::from(["other".to_owned()]))]);
        untold.settle(left).unwrap();
        let untold = open();
        assert_eq!((untold.keys("alert").len(), untold.keys("other").len()), (0, 1));
        untold.settle(BTreeMap::new()).unwrap();
        assert!(!folder.path().join(NAME).exists());
    }
}
