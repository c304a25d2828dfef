//! Markdown (CommonMark): title, where it comes from, and the body with its names in bold and its values in italics.

use std::io;
use std::io::Write;

use crate::export::What;
use crate::export::document::Document;
use crate::export::piece::pieces;
use crate::model::Record;
use crate::model::TextField;
use crate::text::control::is_control;
use crate::text::control::is_direction;
use crate::text::control::picture;

/// One article after the other, with a rule between them.
pub(in crate::export) const MARKDOWN: Document = Document {
    name: "markdown",
    about: "readable text, names in bold, dates and numbers in italics",
    suffix: Some("md"),
    writes: &[What::Articles, What::Annotations],
    around: [&[]; 2],
    write,
};

fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let article = &record.article;
    let title = article.title.as_deref().unwrap_or("(no title)");
    writeln!(out, "# {}\n", one_line(title))?;
    let authors = article.authors.join(", ");
    let published = article.published.as_ref().map(ToString::to_string);
    let lines = [Some(authors.as_str()), published.as_deref(), article.site.as_deref()];
    let known: Vec<String> =
        lines.into_iter().flatten().filter(|line| !line.is_empty()).map(one_line).collect();
    if !known.is_empty() {
        writeln!(out, "{}\n", known.join(" · "))?;
    }
    if let Some(url) = article.url.as_deref().filter(|url| is_web(url)) {
        writeln!(out, "<{url}>\n")?;
    }
    let mut body = String::with_capacity(article.text.len() + 256);
    for piece in pieces(record, TextField::Text) {
        let mark = match piece.mention {
            None => "",
            Some(mention) if mention.value.is_none() => "**",
            Some(_) => "*",
        };
        body.push_str(mark);
        escape(piece.text, &mut body);
        body.push_str(mark);
    }
    writeln!(out, "{body}\n\n---\n")
}

/// Returns true for an address that can stand between angle brackets.
fn is_web(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>'))
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "), &mut line);
    line
}

/// Where in its line a character stands, as far as markup goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing but white space is before it.
    Start,
    /// Nothing but a number.
    Numbered,
    Inside,
}

/// Appends text so that nothing of it is markup, commands a terminal, or turns the direction of writing.
fn escape(text: &str, out: &mut String) {
    let mut place =
        if out.is_empty() || out.ends_with('\n') { Place::Start } else { Place::Inside };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // The end of a line is one character here.
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        if is_direction(c) {
            continue;
        }
        // White space at the start of a line could make it code.
        if place == Place::Start && c.is_whitespace() && c != '\n' {
            continue;
        }
        let is_markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' => true,
            '#' => true,
            '+' | '-' | '=' => place == Place::Start,
            '.' | ')' => place == Place::Numbered,
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(if is_control(c) { picture(c) } else { c });
        place = match place {
            _ if c == '\n' => Place::Start,
            Place::Start | Place::Numbered if c.is_ascii_digit() => Place::Numbered,
            _ => Place::Inside,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_article_becomes_markup() {
        for (text, wanted) in [
            ("£2.4m on 2025-10-08.", "£2.4m on 2025-10-08."),
            ("1. Who\n12) What\n# No", "1\\. Who\n12\\) What\n\\# No"),
            ("- a\n    + b\n= c # d", "\\- a\n\\+ b\n\\= c \\# d"),
            ("<b>[x](y)*_`", "\\<b\\>\\[x\\](y)\\*\\_\\`"),
            ("a\u{1b}b\\", "a\u{241b}b\\\\"),
            ("a\r\n- b\rc", "a\n\\- b\u{240d}c"),
            ("pay \u{202e}xof.exe\u{202c} to \u{2066}- me\u{2069}", "pay xof.exe to - me"),
            ("\u{202e}- a", "\\- a"),
        ] {
            let mut out = String::new();
            escape(text, &mut out);
            assert_eq!(out, wanted);
        }
    }
}
