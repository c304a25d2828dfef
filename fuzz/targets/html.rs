//! A web page → articles, and its copy for looking at.
#![no_main]

use dateline::model::RawDocument;
use dateline::parse;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    dateline_fuzz::parse_as("html", bytes);
    let format = Some("html".to_owned());
    let raw = RawDocument { format, bytes: bytes.to_vec(), ..RawDocument::default() };
    parse::copy(&raw, &parse::blocks(&raw));
});
