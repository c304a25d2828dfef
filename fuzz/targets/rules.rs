//! A rule file → rules, or a refusal that names the file. Rules that load are run.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use dateline::error::Error;
use dateline::extract::Annotator;
use dateline::model::Article;
use dateline::rules::RuleSet;
use libfuzzer_sys::Corpus;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| TempDir::new().expect("a temporary folder"));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else { return Corpus::Reject };
    let file = FOLDER.path().join("rules.toml");
    fs::write(&file, text).expect("a file");
    match RuleSet::load(&[PathBuf::from(FOLDER.path())]) {
        Ok(rules) => {
            let text = "MV Ever Given ran aground on 3 March 2024, said John Smith.".to_owned();
            Annotator::new(&rules).annotate(&Article { text, ..Article::default() });
        }
        Err(Error::Rules { message, .. }) => assert!(!message.is_empty()),
        Err(other) => panic!("{other}"),
    }
    Corpus::Keep
});
