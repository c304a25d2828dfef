//! JSON-LD in the vocabulary of schema.org, a `NewsArticle` a line, with the people, organisations and places it
//! mentions and the quotes it brings.

use std::io;
use std::io::Write;

use serde_json::Value;
use serde_json::json;

use crate::export::What;
use crate::export::document::Document;
use crate::export::record::record_id;
use crate::model::Entity;
use crate::model::Quote;
use crate::model::Record;
use crate::text::key::entity_key;

/// One `NewsArticle` a line.
pub(in crate::export) const SCHEMA_ORG: Document = Document {
    name: "json-ld",
    about: "a schema.org NewsArticle a line, with its mentions and quotes",
    suffix: None,
    writes: &[What::Articles, What::Annotations],
    around: [&[]; 2],
    write,
};

/// Kinds with a type of their own; the rest are things.
const TYPES: &[(&str, &str)] =
    &[("person", "Person"), ("organisation", "Organization"), ("place", "Place")];

fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let article = &record.article;
    let annotations = &record.annotations;
    let mut news = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": record_id(article),
        "headline": article.title,
        "url": article.url,
        "inLanguage": article.language,
        "datePublished": article.published.as_ref().map(ToString::to_string),
        "dateModified": article.modified.as_ref().map(ToString::to_string),
        "dateline": article.dateline.as_ref().and_then(|dateline| dateline.place.as_ref()),
        "articleSection": article.section,
        "keywords": article.keywords,
        "author": article.authors.iter().map(|name| person(name)).collect::<Vec<_>>(),
        "publisher": article.site.as_ref().map(|site| json!({"@type": "Organization", "name": site})),
        "articleBody": article.text,
        "mentions": annotations.entities.iter().map(entity).collect::<Vec<_>>(),
        "hasPart": annotations.quotes.iter().map(|one| quote(record, one)).collect::<Vec<_>>(),
    });
    prune(&mut news);
    serde_json::to_writer(&mut *out, &news)?;
    out.write_all(b"\n")
}

fn person(name: &str) -> Value {
    json!({ "@type": "Person", "name": name })
}

fn entity(entity: &Entity) -> Value {
    let kind = entity.kind.as_str();
    let organisations = entity.affiliations.iter();
    json!({
        "@type": type_of(kind),
        "identifier": entity_key(kind, &entity.name),
        "name": entity.name,
        "jobTitle": entity.roles,
        "affiliation": organisations
            .map(|name| json!({ "@type": "Organization", "name": name }))
            .collect::<Vec<_>>(),
    })
}

fn type_of(kind: &str) -> &'static str {
    TYPES.iter().find(|(name, _)| *name == kind).map_or("Thing", |(_, kind)| *kind)
}

fn quote(record: &Record, quote: &Quote) -> Value {
    let speaker = quote.speaker.and_then(|at| record.annotations.entities.get(at as usize));
    json!({
        "@type": "Quotation",
        "text": record.article.text(quote.span),
        "spokenByCharacter": speaker.map(|speaker| json!({
            "@type": type_of(speaker.kind.as_str()),
            "name": speaker.name,
        })),
    })
}

/// Takes out what is not known: a consumer reads `null` as "there is none".
fn prune(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, field| {
                !field.is_null() && !field.as_array().is_some_and(Vec::is_empty)
            });
            fields.values_mut().for_each(prune);
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}
