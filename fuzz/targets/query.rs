//! A query → hits, or a complaint that points into it.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use dateline::error::Error;
use dateline::export;
use dateline::index::FileState;
use dateline::index::Searcher;
use dateline::index::Writer;
use dateline::index::WriterOptions;
use dateline::model::Query;
use dateline::model::RawDocument;
use dateline::parse::ParseOptions;
use dateline::pipeline;
use dateline::rules::RuleSet;
use libfuzzer_sys::Corpus;
use tempfile::TempDir;

static INDEX: LazyLock<(TempDir, Searcher)> = LazyLock::new(|| {
    let folder = TempDir::new().expect("a temporary folder");
    let rules = RuleSet::load(&[]).expect("the shipped rules are sound");
    let text = "Pay strike\n\nLONDON, Dec 17 - Wes Streeting said 29% of doctors struck on Friday. It cost £20m.";
    let raw = RawDocument { bytes: text.into(), ..RawDocument::default() };
    let mut annotator = dateline::extract::Annotator::new(&rules);
    let outcomes = pipeline::process(&raw, &ParseOptions::default(), &mut annotator);
    let mut writer = Writer::open(folder.path(), WriterOptions::default()).expect("a writer");
    for record in outcomes.into_iter().flatten() {
        let json = export::to_stored(&record).expect("a record can be written");
        let state = FileState { path: "a.txt".to_owned(), ..FileState::default() };
        writer.replace_file(&state, [(&record, &json[..])], &[]).expect("room");
    }
    writer.close().expect("a commit");
    let searcher = Searcher::open(&PathBuf::from(folder.path())).expect("an index");
    (folder, searcher)
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else { return Corpus::Reject };
    let query = Query { text: text.to_owned(), limit: 3, ..Query::default() };
    match INDEX.1.search(&query) {
        Ok(hits) => assert!(hits.total <= 1),
        Err(Error::Query { at, message, .. }) => {
            assert!(at.is_none_or(|at| text.is_char_boundary(at)), "{message}: no place {at:?}");
        }
        Err(other) => panic!("{other}"),
    }
    Corpus::Keep
});
