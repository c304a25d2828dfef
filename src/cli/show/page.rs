//! Record → a web page that needs no other file, runs no script and loads nothing.

use std::borrow::Cow;
use std::fmt::Write;

use crate::cli::highlight;
use crate::cli::markup::HEAD;
use crate::cli::show::about;
use crate::cli::show::entity_line;
use crate::cli::show::kinds;
use crate::export::pieces;
use crate::model::Record;
use crate::model::TextField;
use crate::text::markup::escape;

/// Styles of the page.
const STYLES: &str = "body { font: 1.05rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff }
h1 { font-size: 1.7rem; line-height: 1.25 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; font: .85rem/1.5 sans-serif; color: #555 }
dd { margin: 0; overflow-wrap: anywhere }
mark { color: inherit; border-radius: .2em; padding: 0 .1em }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
.quote { font-style: italic; text-decoration: underline dotted #888; text-underline-offset: .25em }
</style>
";

/// Returns the page of a record.
pub(super) fn page(record: &Record) -> String {
    let title = escape(record.article.title.as_deref().unwrap_or("(no title)"));
    let mut page = format!(
        "{HEAD}{STYLES}<title>{title}</title>\n<h1>{}</h1>\n",
        marked(record, TextField::Title)
    );
    list(
        &mut page,
        about(record).into_iter().map(|(name, value)| (Cow::Borrowed(name), value_html(&value))),
    );
    let _ = writeln!(page, "<div class=\"text\">{}</div>\n<hr>", marked(record, TextField::Text));
    list(&mut page, kinds(record).into_iter().map(|kind| (legend(kind), found(record, kind))));
    let related = record
        .article
        .related
        .iter()
        .map(|headline| (Cow::Borrowed("related"), escape(headline).into()));
    list(&mut page, related);
    page.push_str("</html>\n");
    page
}

/// Appends a list of terms and descriptions, both HTML.
fn list<'a>(page: &mut String, lines: impl Iterator<Item = (Cow<'a, str>, String)>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    page.push_str("<dl>\n");
    for (term, description) in lines {
        let _ = writeln!(page, "<dt>{term}<dd>{description}");
    }
    page.push_str("</dl>\n");
}

/// Returns a field with its mentions and quotes marked.
fn marked(record: &Record, field: TextField) -> String {
    let mut html = String::new();
    for piece in pieces(record, field) {
        let text = escape(piece.text);
        let inner = match piece.mention {
            None => text,
            Some(mention) => {
                let named =
                    mention.entity.and_then(|id| record.annotations.entities.get(id as usize));
                let name = named.map(|entity| format!("{}, ", entity.name)).unwrap_or_default();
                let title = format!("{name}{} ({})", mention.kind, mention.rule);
                let color = highlight::color(mention.kind.as_str()).page;
                let title = escape(&title);
                Cow::Owned(format!(
                    "<mark style=\"background:{color}\" title=\"{title}\">{text}</mark>"
                ))
            }
        };
        let _ = match piece.quoted {
            true => write!(html, "<span class=\"quote\">{inner}</span>"),
            false => write!(html, "{inner}"),
        };
    }
    // Without a title of its own the page still has a heading.
    if html.is_empty() && field == TextField::Title { "(no title)".to_owned() } else { html }
}

fn legend(kind: &str) -> Cow<'_, str> {
    Cow::Owned(format!(
        "<mark style=\"background:{}\">{}</mark>",
        highlight::color(kind).page,
        escape(kind)
    ))
}

/// Returns what of a kind was found: its entities, or where there are none the words.
fn found(record: &Record, kind: &str) -> String {
    let of_kind = record.annotations.entities.iter().filter(|entity| entity.kind == kind);
    let mut found: Vec<String> = of_kind.map(entity_line).collect();
    if found.is_empty() {
        let mentions = record.annotations.mentions.iter().filter(|mention| mention.kind == kind);
        found = mentions.map(|mention| record.article.text(mention.span).to_owned()).collect();
    }
    escape(&found.join(" · ")).into_owned()
}

/// Returns a value; a web address as a link. No other scheme is linked, since a page must not run what it quotes.
fn value_html(value: &str) -> String {
    let text = escape(value);
    let is_web = value.starts_with("https://") || value.starts_with("http://");
    if is_web {
        format!("<a rel=\"noreferrer\" href=\"{text}\">{text}</a>")
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Annotations;
    use crate::model::Article;
    use crate::model::Mention;
    use crate::model::Span;
    use crate::model::Symbol;

    #[test]
    fn nothing_of_an_article_becomes_markup() {
        let evil = "</title><script>alert('\"&')</script>\u{1b}[2J\u{7f}\u{9b}".to_owned();
        let kind = Symbol::new("\"><b>");
        let span = Span::new(TextField::Text, 0..8);
        let mention = Mention { kind, span, value: None, rule: kind, entity: None };
        let article = Article {
            title: Some(evil.clone()),
            text: evil.clone(),
            site: Some(evil.clone()),
            url: Some("javascript:alert(1)".to_owned()),
            related: vec![evil],
            ..Article::default()
        };
        let annotations = Annotations { mentions: vec![mention], ..Annotations::default() };
        let page = page(&Record { article, annotations, warnings: Vec::new() });
        assert!(
            !page.contains("<script")
                && !page.contains("<b>")
                && !page.contains("href=\"javascript"),
            "{page}"
        );
        assert!(page.contains("&lt;script&gt;alert(&#39;&quot;&amp;&#39;)"), "{page}");
        assert!(page.contains("\u{241b}[2J\u{2421}\u{fffd}"), "{page}");
    }
}
