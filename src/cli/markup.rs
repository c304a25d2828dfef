//! Text → HTML text. Nothing of an article, a path or a query becomes markup. Start at [`escape`] and [`HEAD`].

use std::borrow::Cow;

use crate::text::control::picture;

/// Start of every page that is written, up to its styles. Forbids everything but these, whatever an article smuggled in.
pub(super) const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<style>
";

/// Returns `text` as HTML text, fit for attributes too. Control codes, which HTML forbids, are shown as their pictures.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || control(c);
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut html = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other if control(other) => html.push(picture(other)),
            other => html.push(other),
        }
    }
    Cow::Owned(html)
}
