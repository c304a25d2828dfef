//! Text → text of HTML and XML. Nothing of an article, a path or a query becomes markup. Start at [`escape`].

use std::borrow::Cow;

use crate::text::control::picture;

/// Returns `text` as text of HTML and XML, fit for attributes too. Control codes and noncharacters, which both forbid,
/// are shown as their pictures.
pub fn escape(text: &str) -> Cow<'_, str> {
    let control = |c: char| {
        (c.is_control() && c != '\n' && c != '\t') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
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
