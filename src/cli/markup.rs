//! The start of every page that is written: [`HEAD`].

/// Start of every page that is written, up to its styles. Forbids everything but these, whatever an article smuggled in.
pub(super) const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<style>
";
