//! The JSON form of a record: a public format, documented key by key here.
//!
//! A field is renamed or dropped only with a changelog line and a new [`SCHEMA_VERSION`]; additions are free. Offsets
//! count code points unless another unit was asked for, which the key `offsets` then names. Start at [`JsonRecord`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::export::place::Places;
use crate::export::quote::JsonQuote;
use crate::model::Arg;
use crate::model::Article;
use crate::model::ArticleId;
use crate::model::CopyGroup;
use crate::model::Dateline;
use crate::model::Entity;
use crate::model::EntityKind;
use crate::model::Fact;
use crate::model::Mention;
use crate::model::Origin;
use crate::model::Record;
use crate::model::RuleId;
use crate::model::SCHEMA_VERSION;
use crate::model::TextField;
use crate::model::Value;
use crate::model::Warning;
use crate::text::key::entity_key;
use crate::text::offset::OffsetUnit;

/// A record as it is printed. Borrows from the [`Record`], so that building it copies no text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonRecord<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema: u32,
    /// The id that the input declared, else a hash of its place.
    pub id: Cow<'a, str>,
    /// Where the article came from.
    pub source: JsonSource<'a>,
    /// Unit of all offsets, where it is not the code point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offsets: Option<Cow<'a, str>>,
    /// Canonical URL.
    pub url: Option<Cow<'a, str>>,
    /// Name of the publication.
    pub site: Option<Cow<'a, str>>,
    /// Title.
    pub title: Option<Cow<'a, str>>,
    /// Names of the authors, in order.
    pub authors: Cow<'a, [String]>,
    /// First publication, ISO 8601, as precise as the article states it.
    pub published: Option<Cow<'a, str>>,
    /// Last change.
    pub modified: Option<Cow<'a, str>>,
    /// Section, as named by the publication.
    pub section: Option<Cow<'a, str>>,
    /// Keywords, as named by the publication.
    #[serde(default)]
    pub keywords: Cow<'a, [String]>,
    /// ISO 639-1 code.
    pub language: Option<Cow<'a, str>>,
    /// Place, day and agency at the head of the story.
    pub dateline: Option<Cow<'a, Dateline>>,
    /// The body.
    pub text: Cow<'a, str>,
    /// Headings inside the body.
    #[serde(default)]
    pub headings: Vec<JsonRange>,
    /// Paragraphs of the body; only in the stored form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paragraphs: Vec<JsonRange>,
    /// Sentences of title and body; only in the stored form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<JsonSpan>,
    /// Headlines of other articles that stood in the file.
    pub related: Cow<'a, [String]>,
    /// The copies of the story in the index; absent if it has none, or no index was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<Cow<'a, CopyGroup>>,
    /// Persons, organisations, places and the like, in order of first mention.
    pub entities: Vec<JsonEntity<'a>>,
    /// Mentions in text order, title first.
    pub mentions: Vec<JsonMention<'a>>,
    /// Quotes of the body.
    pub quotes: Vec<JsonQuote<'a>>,
    /// Facts.
    pub facts: Vec<JsonFact<'a>>,
    /// Remarks of parsing and extraction.
    pub warnings: Cow<'a, [Warning]>,
}

/// Where an article came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonSource<'a> {
    /// Path as given or as stored; `-` is standard input.
    pub path: Cow<'a, str>,
    /// Input format; none if it could not be told.
    pub format: Option<Cow<'a, str>>,
    /// Place within a file of many articles, counted from 1.
    pub item: Option<u32>,
}

/// A half-open range of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonRange {
    /// First unit.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
}

/// A half-open range of title or body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JsonSpan {
    /// `title` or `text`.
    pub field: TextField,
    /// First unit.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
}

/// An entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonEntity<'a> {
    /// Its number in this record, which mentions, quotes and facts refer to.
    pub id: u32,
    /// Its key in every record: kind and folded name. Not in the stored form, which the name alone tells.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub key: Cow<'a, str>,
    /// Its kind.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: Cow<'a, str>,
    /// Roles, in order of appearance.
    pub roles: Cow<'a, [String]>,
    /// Organisations the article places it in.
    #[serde(default)]
    pub affiliations: Cow<'a, [String]>,
    /// What the user's lists say of it, by column; absent if that is nothing.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub attributes: Cow<'a, BTreeMap<String, String>>,
    /// Its mentions, as places in `mentions`.
    pub mentions: Cow<'a, [u32]>,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonMention<'a> {
    /// Its kind.
    pub kind: EntityKind,
    /// `title` or `text`.
    pub field: TextField,
    /// First unit.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
    /// The words.
    pub text: Cow<'a, str>,
    /// The entity it names.
    pub entity: Option<u32>,
    /// What a date, number or amount means.
    pub value: Option<Cow<'a, Value>>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonFact<'a> {
    /// Its predicate.
    pub kind: EntityKind,
    /// `title` or `text`.
    pub field: TextField,
    /// First unit of the words that state it.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
    /// Its slots.
    pub args: Cow<'a, BTreeMap<String, Arg>>,
    /// The rule that found it.
    pub rule: RuleId,
}

impl<'a> JsonRecord<'a> {
    /// Returns the JSON form of `record`, with offsets counted in `unit`.
    pub fn new(record: &'a Record, unit: OffsetUnit) -> JsonRecord<'a> {
        let Record { article, annotations, warnings } = record;
        let place = Places::new(article, unit);
        let entities =
            annotations.entities.iter().zip(0..).map(|(entity, id)| JsonEntity::new(entity, id));
        let mentions =
            annotations.mentions.iter().map(|mention| JsonMention::new(mention, article, &place));
        let quotes = annotations.quotes.iter().map(|quote| JsonQuote::new(quote, article, &place));
        let facts = annotations.facts.iter().map(|fact| JsonFact::new(fact, &place));
        JsonRecord {
            schema: SCHEMA_VERSION,
            id: record_id(article),
            source: JsonSource::new(&article.origin, article.format),
            offsets: unit_name(unit).map(Cow::Borrowed),
            url: borrow(&article.url),
            site: borrow(&article.site),
            title: borrow(&article.title),
            authors: Cow::Borrowed(&article.authors),
            published: article.published.as_ref().map(|moment| Cow::Owned(moment.to_string())),
            modified: article.modified.as_ref().map(|moment| Cow::Owned(moment.to_string())),
            section: borrow(&article.section),
            keywords: Cow::Borrowed(&article.keywords),
            language: borrow(&article.language),
            dateline: article.dateline.as_ref().map(Cow::Borrowed),
            text: Cow::Borrowed(&article.text),
            headings: article.headings.iter().map(|&span| place.range(span)).collect(),
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            related: Cow::Borrowed(&article.related),
            copies: article.copies.as_ref().map(Cow::Borrowed),
            entities: entities.collect(),
            mentions: mentions.collect(),
            quotes: quotes.collect(),
            facts: facts.collect(),
            warnings: Cow::Borrowed(warnings),
        }
    }
}

/// The line that stands for an entry which gave no record, so that lines in and lines out stay in step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonFailure<'a> {
    /// [`SCHEMA_VERSION`].
    pub schema: u32,
    /// The id that the entry declared, else a hash of its place.
    pub id: Cow<'a, str>,
    /// What is wrong and what to do.
    pub error: Cow<'a, str>,
    /// Where the entry stands.
    pub source: JsonSource<'a>,
}

impl<'a> JsonFailure<'a> {
    /// Returns the line of an entry.
    pub fn new(origin: &'a Origin, given_id: Option<&'a str>, message: &'a str) -> JsonFailure<'a> {
        let hash = || Cow::Owned(ArticleId::new(origin).to_string());
        JsonFailure {
            schema: SCHEMA_VERSION,
            id: given_id.map_or_else(hash, Cow::Borrowed),
            error: Cow::Borrowed(message),
            source: JsonSource::new(origin, ""),
        }
    }
}

impl<'a> JsonSource<'a> {
    /// Returns the JSON form of an origin; `format` is empty where it is not known.
    pub fn new(origin: &'a Origin, format: &'a str) -> JsonSource<'a> {
        let format = (!format.is_empty()).then_some(Cow::Borrowed(format));
        JsonSource { path: Cow::Borrowed(&origin.path), format, item: origin.item }
    }
}

impl<'a> JsonEntity<'a> {
    fn new(entity: &'a Entity, id: u32) -> JsonEntity<'a> {
        JsonEntity {
            id,
            key: Cow::Owned(entity_key(entity.kind.as_str(), &entity.name)),
            kind: entity.kind,
            name: Cow::Borrowed(&entity.name),
            roles: Cow::Borrowed(&entity.roles),
            affiliations: Cow::Borrowed(&entity.affiliations),
            attributes: Cow::Borrowed(&entity.attributes),
            mentions: Cow::Borrowed(&entity.mentions),
        }
    }
}

impl<'a> JsonMention<'a> {
    fn new(mention: &'a Mention, article: &'a Article, place: &Places<'_>) -> JsonMention<'a> {
        let JsonRange { start, end } = place.range(mention.span);
        JsonMention {
            kind: mention.kind,
            field: mention.span.field(),
            start,
            end,
            text: Cow::Borrowed(article.text(mention.span)),
            entity: mention.entity,
            value: mention.value.as_ref().map(Cow::Borrowed),
            rule: mention.rule,
        }
    }
}

impl<'a> JsonFact<'a> {
    fn new(fact: &'a Fact, place: &Places<'_>) -> JsonFact<'a> {
        let JsonRange { start, end } = place.range(fact.evidence);
        let field = fact.evidence.field();
        JsonFact {
            kind: fact.kind,
            field,
            start,
            end,
            args: Cow::Borrowed(&fact.args),
            rule: fact.rule,
        }
    }
}

/// Returns the id that records show, without copying a declared one.
pub(super) fn record_id(article: &Article) -> Cow<'_, str> {
    match &article.given_id {
        Some(given) => Cow::Borrowed(given),
        None => Cow::Owned(article.id.to_string()),
    }
}

pub(super) fn borrow(text: &Option<String>) -> Option<Cow<'_, str>> {
    text.as_deref().map(Cow::Borrowed)
}

fn is_empty(attributes: &BTreeMap<String, String>) -> bool {
    attributes.is_empty()
}

fn unit_name(unit: OffsetUnit) -> Option<&'static str> {
    match unit {
        OffsetUnit::CodePoint => None,
        OffsetUnit::Byte => Some("byte"),
        OffsetUnit::Utf16 => Some("utf16"),
    }
}
