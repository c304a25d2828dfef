//! Records → web pages that need no other file, run no script and load nothing: one page of many articles, or of one.
//!
//! Each kind is told by colour and by the line under it, and listed in words below its article. Start at [`HTML`].

use std::borrow::Cow;
use std::fmt;
use std::fmt::Write as _;
use std::io;
use std::io::Write;

use crate::export::What;
use crate::export::document::Document;
use crate::export::piece::pieces;
use crate::export::sheet::about;
use crate::export::sheet::entity_line;
use crate::export::sheet::kinds;
use crate::model::Record;
use crate::model::TextField;
use crate::text::markup::PAGE_HEAD;
use crate::text::markup::escape;

/// One page with all articles.
pub(in crate::export) const HTML: Document = Document {
    name: "html",
    about: "one web page with what was found in colours, without scripts",
    suffix: Some("html"),
    writes: &[What::Articles, What::Annotations],
    around: [&[PAGE_HEAD, STYLES, OPENING], &["</main>\n</html>\n"]],
    write,
};

/// Styles of the page.
const STYLES: &str = "body { font: 1.05rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff }
h1, h2 { font-size: 1.7rem; line-height: 1.25 }
article { margin-top: 4rem }
dl, .legend { font: .85rem/1.6 sans-serif; color: #555 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem }
dd { margin: 0; overflow-wrap: anywhere }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
mark { color: #1c1c1c; border-radius: .2em; padding: 0 .1em; background: #f6cfcb; text-decoration: underline #b03a2e; text-underline-offset: .2em }
.person { background: #bfe6ee; text-decoration: underline solid #1f7a8c }
.organisation { background: #f8e2a8; text-decoration: underline double #8a6500 }
.place { background: #cdeac0; text-decoration: underline dashed #3d7a22 }
.date { background: #e8d3f3; text-decoration: underline dotted #7a3f9a }
.number { background: #cfdcf8; text-decoration: underline wavy #3f5fa8 }
.quote { font-style: italic }
@media print { article { break-before: page; margin: 0 } }
</style>
";

/// Head of a page of many articles.
const OPENING: &str = "<title>Articles</title>
<header>
<h1>Articles</h1>
<p class=\"legend\">Marked: <mark class=\"person\">people</mark> <mark class=\"organisation\">organisations</mark> \
<mark class=\"place\">places</mark> <mark class=\"date\">dates and times</mark> <mark class=\"number\">numbers</mark> \
<mark>other kinds</mark> <span class=\"quote\">quotes</span></p>
</header>
<main>
";

/// The styles of the kinds that everybody has. Kinds of a user's own have that of `mark`.
const CLASSES: &[(&str, &str)] = &[
    ("person", "person"),
    ("organisation", "organisation"),
    ("place", "place"),
    ("date", "date"),
    ("percentage", "number"),
    ("share", "number"),
    ("money", "number"),
    ("quantity", "number"),
];

/// Returns the page of one record.
pub fn page(record: &Record) -> String {
    let title = escape(record.article.title.as_deref().unwrap_or(NO_TITLE));
    let mut page = format!("{PAGE_HEAD}{STYLES}<title>{title}</title>\n<main>\n");
    // Writing to a text cannot fail.
    let _ = article(record, "h1", &mut page);
    page.push_str("</main>\n</html>\n");
    page
}

fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let mut html = String::with_capacity(2 * record.article.text.len() + 1024);
    // Writing to a text cannot fail.
    let _ = article(record, "h2", &mut html);
    out.write_all(html.as_bytes())
}

/// What stands where a title should.
const NO_TITLE: &str = "(no title)";

/// Appends an article below a heading of this level.
fn article(record: &Record, heading: &str, html: &mut String) -> fmt::Result {
    let id = record.article.id;
    let language = escape(record.article.language.as_deref().unwrap_or_default());
    writeln!(html, "<article id=\"a-{id}\" aria-labelledby=\"t-{id}\">")?;
    write!(html, "<{heading} id=\"t-{id}\" lang=\"{language}\">")?;
    match record.article.title.as_deref().unwrap_or_default() {
        "" => html.push_str(NO_TITLE),
        _ => marked(record, TextField::Title, html)?,
    }
    writeln!(html, "</{heading}>")?;
    list(
        html,
        about(record).iter().map(|(name, value)| (Cow::Borrowed(*name), value_html(value))),
    )?;
    write!(html, "<div class=\"text\" lang=\"{language}\">")?;
    marked(record, TextField::Text, html)?;
    html.push_str("</div>\n");
    list(
        html,
        kinds(record)
            .into_iter()
            .map(|kind| (Cow::Owned(mark(kind, "", &escape(kind))), found(record, kind))),
    )?;
    let related = record.article.related.iter();
    list(html, related.map(|headline| (Cow::Borrowed("related"), escape(headline).into())))?;
    html.push_str("</article>\n");
    Ok(())
}

/// Appends a list of terms and descriptions, both HTML.
fn list<'a>(html: &mut String, lines: impl Iterator<Item = (Cow<'a, str>, String)>) -> fmt::Result {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return Ok(());
    }
    html.push_str("<dl>\n");
    for (term, description) in lines {
        writeln!(html, "<dt>{term}</dt><dd>{description}</dd>")?;
    }
    html.push_str("</dl>\n");
    Ok(())
}

/// Appends a field with its mentions and quotes marked.
fn marked(record: &Record, field: TextField, html: &mut String) -> fmt::Result {
    for piece in pieces(record, field) {
        let text = escape(piece.text);
        let inner = match piece.mention {
            None => text,
            Some(mention) => {
                let named =
                    mention.entity.and_then(|id| record.annotations.entities.get(id as usize));
                let name = named.map(|entity| format!("{}, ", entity.name)).unwrap_or_default();
                let title = format!("{name}{} ({})", mention.kind, mention.rule);
                Cow::Owned(mark(mention.kind.as_str(), &title, &text))
            }
        };
        match piece.quoted {
            true => write!(html, "<span class=\"quote\">{inner}</span>")?,
            false => html.push_str(&inner),
        }
    }
    Ok(())
}

/// Returns the words, which are HTML, marked as of a kind, with a title that is shown to who points at them.
fn mark(kind: &str, title: &str, words: &str) -> String {
    let class = CLASSES.iter().find(|(name, _)| *name == kind);
    let class = class.map(|(_, class)| format!(" class=\"{class}\"")).unwrap_or_default();
    let title = match title {
        "" => String::new(),
        title => format!(" title=\"{}\"", escape(title)),
    };
    format!("<mark{class}{title}>{words}</mark>")
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
