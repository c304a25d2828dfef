//! Wire copy → articles.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    dateline_fuzz::parse_as("text", bytes);
});
