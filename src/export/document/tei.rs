//! TEI P5 (Text Encoding Initiative): a corpus of texts whose names, dates, measures and quotes are marked inline.

use std::io;
use std::io::Write;
use std::ops::Range;

use crate::export::What;
use crate::export::document::Document;
use crate::export::record::record_id;
use crate::model::Mention;
use crate::model::Quote;
use crate::model::Record;
use crate::model::TextField;
use crate::model::TimexType;
use crate::model::Value;
use crate::text::key::entity_key;
use crate::text::markup::escape;

/// A `teiCorpus` with a `TEI` for each article.
pub(in crate::export) const TEI: Document = Document {
    name: "tei",
    about: "TEI P5: an XML corpus with names, dates, measures and quotes marked",
    suffix: Some("xml"),
    writes: &[What::Articles, What::Annotations],
    around: [
        &["<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n\
         <teiHeader><fileDesc><titleStmt><title>News articles</title></titleStmt>\
         <publicationStmt><p>Exported by dateline.</p></publicationStmt>\
         <sourceDesc><p>News articles; each names its source.</p></sourceDesc></fileDesc></teiHeader>\n"],
        &["</teiCorpus>\n"],
    ],
    write,
};

/// A range of the body that becomes an element.
struct Marked<'a> {
    range: Range<usize>,
    found: Found<'a>,
}

/// What stands in such a range.
enum Found<'a> {
    Mention(&'a Mention),
    Quote(&'a Quote),
}

fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    header(record, out)?;
    writeln!(out, "<text><body>")?;
    if let Some(title) = &record.article.title {
        writeln!(out, "<head>{}</head>", escape(title))?;
    }
    let marked = marked(record);
    let mut next = 0;
    for paragraph in paragraphs(record) {
        write!(out, "<p>")?;
        while marked.get(next).is_some_and(|one| one.range.end <= paragraph.start) {
            next += 1;
        }
        let inside: Vec<&Marked<'_>> =
            marked[next..].iter().take_while(|one| one.range.start < paragraph.end).collect();
        text(record, paragraph, &inside, out)?;
        writeln!(out, "</p>")?;
    }
    writeln!(out, "</body></text></TEI>")
}

fn header(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let article = &record.article;
    let title = escape(article.title.as_deref().unwrap_or("(no title)"));
    write!(out, "<TEI><teiHeader><fileDesc><titleStmt><title>{title}</title>")?;
    for author in &article.authors {
        write!(out, "<author>{}</author>", escape(author))?;
    }
    write!(out, "</titleStmt><publicationStmt>")?;
    match &article.site {
        Some(site) => write!(out, "<publisher>{}</publisher>", escape(site))?,
        None => write!(out, "<publisher>unknown</publisher>")?,
    }
    if let Some(published) = &article.published {
        let stated = published.to_string();
        write!(out, "<date when=\"{}\">{}</date>", published.date(), escape(&stated))?;
    }
    write!(out, "<idno>{}</idno></publicationStmt>", escape(&record_id(article)))?;
    let source = article.url.as_ref().unwrap_or(&article.origin.path);
    writeln!(out, "<sourceDesc><p>{}</p></sourceDesc></fileDesc></teiHeader>", escape(source))
}

/// Returns the paragraphs of the body; a body without any is one.
fn paragraphs(record: &Record) -> Vec<Range<usize>> {
    let article = &record.article;
    let mut paragraphs: Vec<Range<usize>> =
        article.paragraphs.iter().map(|span| span.range()).collect();
    if paragraphs.is_empty() {
        paragraphs.push(0..article.text.len());
    }
    paragraphs
}

/// Returns what is marked in the body, in text order, the longer first.
fn marked(record: &Record) -> Vec<Marked<'_>> {
    let annotations = &record.annotations;
    let mentions = annotations.mentions.iter().filter(|one| one.span.field() == TextField::Text);
    let quotes = annotations.quotes.iter().filter(|one| one.span.field() == TextField::Text);
    let mut marked: Vec<Marked<'_>> = mentions
        .map(|one| Marked { range: one.span.range(), found: Found::Mention(one) })
        .chain(quotes.map(|one| Marked { range: one.span.range(), found: Found::Quote(one) }))
        .collect();
    marked.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end)));
    marked
}

/// Writes a paragraph with its elements. One that would cross another, or leaves the paragraph, is left out or cut.
fn text(
    record: &Record,
    paragraph: Range<usize>,
    marked: &[&Marked<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    let body = &record.article.text;
    let mut at = paragraph.start;
    let mut open: Vec<(usize, &str)> = Vec::new();
    for one in marked {
        let (start, end) = (one.range.start.max(paragraph.start), one.range.end.min(paragraph.end));
        at = close(body, &mut open, at, start, out)?;
        if start >= end || open.last().is_some_and(|(outer, _)| end > *outer) {
            continue;
        }
        write!(out, "{}", escape(&body[at..start]))?;
        at = start;
        open.push((end, element(record, &one.found, out)?));
    }
    at = close(body, &mut open, at, paragraph.end, out)?;
    write!(out, "{}", escape(&body[at..paragraph.end]))
}

/// Closes the elements that end up to `until`; returns how far the text is written.
fn close(
    body: &str,
    open: &mut Vec<(usize, &str)>,
    mut at: usize,
    until: usize,
    out: &mut dyn Write,
) -> io::Result<usize> {
    while let Some((end, name)) = open.pop_if(|(end, _)| *end <= until) {
        write!(out, "{}</{name}>", escape(&body[at..end]))?;
        at = end;
    }
    Ok(at)
}

/// Writes the start of an element; returns its name.
fn element(record: &Record, found: &Found<'_>, out: &mut dyn Write) -> io::Result<&'static str> {
    let entity = |at: Option<u32>| at.and_then(|at| record.annotations.entities.get(at as usize));
    let mention = match found {
        Found::Mention(mention) => mention,
        Found::Quote(quote) => {
            match entity(quote.speaker) {
                Some(speaker) => {
                    let key = entity_key(speaker.kind.as_str(), &speaker.name);
                    write!(out, "<q who=\"{}\">", escape(&key))?;
                }
                None => write!(out, "<q>")?,
            }
            return Ok("q");
        }
    };
    let key = entity(mention.entity)
        .map(|named| format!(" key=\"{}\"", escape(&entity_key(named.kind.as_str(), &named.name))))
        .unwrap_or_default();
    let name = match mention.kind.as_str() {
        "person" => "persName",
        "organisation" => "orgName",
        "place" => "placeName",
        _ => return value(mention, out),
    };
    write!(out, "<{name}{key}>")?;
    Ok(name)
}

/// Writes the start of an element for a value; returns its name.
fn value(mention: &Mention, out: &mut dyn Write) -> io::Result<&'static str> {
    let kind = escape(mention.kind.as_str());
    match &mention.value {
        Some(Value::Date(date)) if is_when(&date.iso) => {
            write!(out, "<date when=\"{}\">", escape(&date.iso))?;
            Ok("date")
        }
        Some(Value::Date(date)) if date.timex == TimexType::Duration && is_dur(&date.iso) => {
            write!(out, "<date dur=\"{}\">", escape(&date.iso))?;
            Ok("date")
        }
        Some(Value::Date(_)) => {
            write!(out, "<date>")?;
            Ok("date")
        }
        Some(value) => {
            write!(out, "<measure type=\"{kind}\" n=\"{}\">", escape(&value.to_string()))?;
            Ok("measure")
        }
        None => {
            write!(out, "<rs type=\"{kind}\">")?;
            Ok("rs")
        }
    }
}

/// Returns true for a duration in whole years, months, days and hours, which `@dur` may say; weeks it may not.
fn is_dur(iso: &str) -> bool {
    let plain =
        |c: char| c.is_ascii_digit() || matches!(c, 'P' | 'Y' | 'M' | 'D' | 'T' | 'H' | 'S');
    iso.chars().all(plain) && iso.contains(|c: char| c.is_ascii_digit())
}

/// Returns true for a year, a month or a day, which `@when` may say; quarters and weeks it may not.
fn is_when(iso: &str) -> bool {
    let digits = iso.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    digits && matches!(iso.len(), 4 | 7 | 10)
}
