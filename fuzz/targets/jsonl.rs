//! JSON lines, and lists → articles, or a failure for an entry that gives none.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    dateline_fuzz::parse_as("jsonl", bytes);
});
