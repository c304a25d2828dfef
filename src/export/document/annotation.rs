//! W3C Web Annotation Data Model (Recommendation of 2017), one annotation a line: each mention and each quote of the
//! body.
//!
//! Two selectors say where it stands: the position in code points of the body, and the words with those around them,
//! which find the place again in the page itself.

use std::io;
use std::io::Write;

use serde_json::Value;
use serde_json::json;

use crate::export::What;
use crate::export::document::Document;
use crate::export::record::record_id;
use crate::model::Article;
use crate::model::Record;
use crate::model::Span;
use crate::model::TextField;
use crate::text::key::entity_key;
use crate::text::offset::OffsetUnit;
use crate::text::offset::Offsets;

/// One annotation a line.
pub(in crate::export) const WEB_ANNOTATION: Document = Document {
    name: "web-annotation",
    about: "a W3C Web Annotation a line, one for each mention and quote of the body",
    suffix: Some("jsonld"),
    writes: &[What::Annotations],
    around: [&[]; 2],
    write,
};

/// Characters before and after the words that a selector quotes.
const CONTEXT_CHARS: usize = 32;

fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let offsets = Offsets::new(&record.article.text, OffsetUnit::CodePoint);
    let annotations = &record.annotations;
    let name = |entity: u32| annotations.entities.get(entity as usize).map(|entity| &entity.name);
    let mentions = annotations.mentions.iter().map(|mention| {
        let named = mention.entity.and_then(name);
        let mut body = vec![textual("tagging", mention.kind.as_str())];
        if let Some(name) = named {
            body.push(textual("identifying", name));
            body.push(textual("identifying", &entity_key(mention.kind.as_str(), name)));
        }
        if let Some(value) = &mention.value {
            body.push(textual("describing", &value.to_string()));
        }
        (mention.span, body)
    });
    let quotes = annotations.quotes.iter().map(|quote| {
        let mut body = vec![textual("tagging", "quote")];
        body.extend(quote.speaker.and_then(name).map(|name| textual("identifying", name)));
        (quote.span, body)
    });
    let in_body = |(span, _): &(Span, Vec<Value>)| span.field() == TextField::Text;
    for (number, (span, body)) in mentions.chain(quotes).filter(in_body).enumerate() {
        let annotation = annotation(&record.article, &offsets, number, span, &body);
        serde_json::to_writer(&mut *out, &annotation)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn textual(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "value": value })
}

fn annotation(
    article: &Article,
    offsets: &Offsets<'_>,
    number: usize,
    span: Span,
    body: &[Value],
) -> Value {
    let id = record_id(article);
    let text = &article.text;
    let before = text[..span.start()].char_indices().rev().nth(CONTEXT_CHARS - 1);
    let after = text[span.end()..].char_indices().nth(CONTEXT_CHARS);
    let prefix = &text[before.map_or(0, |(at, _)| at)..span.start()];
    let suffix = &text[span.end()..after.map_or(text.len(), |(at, _)| span.end() + at)];
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:dateline:{}:{}", uri(&id), number + 1),
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": {
            "source": article.url.clone().unwrap_or_else(|| format!("urn:dateline:{}", uri(&id))),
            "selector": [
                {
                    "type": "TextPositionSelector",
                    "start": offsets.at(span.start()),
                    "end": offsets.at(span.end()),
                },
                {
                    "type": "TextQuoteSelector",
                    "exact": article.text(span),
                    "prefix": prefix,
                    "suffix": suffix,
                },
            ],
        },
    })
}

/// Returns a name as part of a URN (RFC 8141): what may not stand there is written in hexadecimal.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
