//! Text → text of HTML and XML. Nothing of an article, a path or a query becomes markup. Start at [`escape`].

use std::borrow::Cow;

use crate::text::control::picture;

/// Start of every page that is written, up to its styles. Forbids everything but these, whatever an article smuggled in.
pub const PAGE_HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<style>
";

/// Returns `text` as text of HTML and XML, fit for attributes too. Control codes and noncharacters, which both forbid,
/// are shown as their pictures. A carriage return is named, since readers would take it for the end of a line.
pub fn escape(text: &str) -> Cow<'_, str> {
    let control = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\r') || control(c);
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
            '\r' => html.push_str("&#13;"),
            other if control(other) => html.push(picture(other)),
            other => html.push(other),
        }
    }
    Cow::Owned(html)
}
