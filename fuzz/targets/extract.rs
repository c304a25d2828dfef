//! Text → record: the text is kept as it is, and every offset points at what it says.
#![no_main]

use std::cell::RefCell;
use std::sync::LazyLock;

use dateline::extract::Annotator;
use dateline::model::RawDocument;
use dateline::parse::ParseOptions;
use dateline::pipeline;
use dateline::rules::RuleSet;
use libfuzzer_sys::Corpus;

static RULES: LazyLock<RuleSet> =
    LazyLock::new(|| RuleSet::load(&[]).expect("the shipped rules are sound"));

thread_local! {
    static ANNOTATOR: RefCell<Annotator<'static>> = RefCell::new(Annotator::new(&RULES));
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else { return Corpus::Reject };
    let line = serde_json::json!({"id": "1", "published": "2025-12-17", "text": text});
    let raw = RawDocument {
        format: Some("jsonl".to_owned()),
        bytes: line.to_string().into_bytes(),
        ..RawDocument::default()
    };
    let outcomes = ANNOTATOR
        .with_borrow_mut(|annotator| pipeline::process(&raw, &ParseOptions::default(), annotator));
    for record in outcomes.into_iter().flatten() {
        // Commands to a terminal are taken out, and nothing else.
        if !text.contains(['\u{1b}', '\u{9b}']) {
            assert_eq!(record.article.text, text);
        }
        dateline_fuzz::check_record(&record);
    }
    Corpus::Keep
});
