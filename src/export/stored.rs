//! Record ↔ the bytes in which an index keeps it.
//!
//! The stored form is the public JSON form with offsets in bytes, and with paragraphs and sentences, so that nothing is
//! lost between ingest and export. Start at [`to_stored`].

use std::io;

use crate::export::record::JsonEntity;
use crate::export::record::JsonFact;
use crate::export::record::JsonMention;
use crate::export::record::JsonQuote;
use crate::export::record::JsonRange;
use crate::export::record::JsonRecord;
use crate::export::record::JsonSpan;
use crate::model::Annotations;
use crate::model::Article;
use crate::model::ArticleId;
use crate::model::Entity;
use crate::model::Fact;
use crate::model::Mention;
use crate::model::Origin;
use crate::model::Published;
use crate::model::Quote;
use crate::model::Record;
use crate::model::Span;
use crate::model::Symbol;
use crate::model::TextField;
use crate::text::offset::OffsetUnit;

/// Returns the stored form of a record.
///
/// # Errors
/// A number that JSON cannot hold, which no record has.
pub fn to_stored(record: &Record) -> io::Result<Vec<u8>> {
    let mut json = JsonRecord::new(record, OffsetUnit::Byte);
    json.paragraphs =
        record.article.paragraphs.iter().map(|span| JsonRange { start: span.start(), end: span.end() }).collect();
    let sentences = record.annotations.sentences.iter();
    json.sentences =
        sentences.map(|span| JsonSpan { field: span.field(), start: span.start(), end: span.end() }).collect();
    Ok(serde_json::to_vec(&json)?)
}

/// Returns the record of a stored form.
///
/// # Errors
/// The bytes are not such a form.
pub fn from_stored(bytes: &[u8]) -> io::Result<Record> {
    let mut json: JsonRecord<'_> = serde_json::from_slice(bytes)?;
    let annotations = Annotations {
        mentions: std::mem::take(&mut json.mentions).into_iter().map(mention).collect(),
        entities: std::mem::take(&mut json.entities).into_iter().map(entity).collect(),
        quotes: std::mem::take(&mut json.quotes).into_iter().map(quote).collect(),
        facts: std::mem::take(&mut json.facts).into_iter().map(fact).collect(),
        sentences: json.sentences.iter().map(|at| Span::new(at.field, at.start..at.end)).collect(),
    };
    let warnings = std::mem::take(&mut json.warnings).into_owned();
    Ok(Record { article: article(json), annotations, warnings })
}

fn article(json: JsonRecord<'_>) -> Article {
    let origin = Origin { path: json.source.path.into_owned(), item: json.source.item };
    // The id is the declared one, or the hash that the origin alone gives.
    let hash = ArticleId::new(&origin, None);
    let given_id = (json.id != hash.to_string()).then(|| json.id.into_owned());
    let body = |ranges: &[JsonRange]| ranges.iter().map(|&range| in_text(range)).collect();
    Article {
        id: ArticleId::new(&origin, given_id.as_deref()),
        given_id,
        origin,
        format: json.source.format.map_or("", |format| Symbol::new(&format).as_str()),
        url: json.url.map(Into::into),
        site: json.site.map(Into::into),
        title: json.title.map(Into::into),
        authors: json.authors.into_owned(),
        dateline: json.dateline.map(|dateline| dateline.into_owned()),
        section: json.section.map(Into::into),
        keywords: json.keywords.into_owned(),
        language: json.language.map(Into::into),
        published: json.published.and_then(|moment| Published::parse(&moment)),
        modified: json.modified.and_then(|moment| Published::parse(&moment)),
        text: json.text.into_owned(),
        paragraphs: body(&json.paragraphs),
        headings: body(&json.headings),
        related: json.related.into_owned(),
    }
}

fn in_text(range: JsonRange) -> Span {
    Span::new(TextField::Text, range.start..range.end)
}

fn mention(json: JsonMention<'_>) -> Mention {
    Mention {
        kind: json.kind,
        span: Span::new(json.field, json.start..json.end),
        value: json.value.map(|value| value.into_owned()),
        rule: json.rule,
        entity: json.entity,
    }
}

fn entity(json: JsonEntity<'_>) -> Entity {
    Entity {
        kind: json.kind,
        name: json.name.into_owned(),
        roles: json.roles.into_owned(),
        affiliations: json.affiliations.into_owned(),
        mentions: json.mentions.into_owned(),
    }
}

fn quote(json: JsonQuote<'_>) -> Quote {
    Quote {
        span: Span::new(TextField::Text, json.start..json.end),
        speaker: json.speaker,
        speaker_span: json.speaker_span.map(in_text),
        cue: json.cue.map(Into::into),
        rule: json.rule,
    }
}

fn fact(json: JsonFact<'_>) -> Fact {
    Fact {
        kind: json.kind,
        args: json.args.into_owned(),
        evidence: Span::new(json.field, json.start..json.end),
        rule: json.rule,
    }
}
