//! Record → rows: what one line of an export says.
//!
//! Every row can be read alone: it names its article, and a fact brings the sentence it stands in and its rule. Start
//! at [`rows`].

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::export::What;
use crate::export::place::Places;
use crate::export::record::JsonRange;
use crate::export::record::JsonRecord;
use crate::export::record::borrow;
use crate::export::record::record_id;
use crate::model::Arg;
use crate::model::Article;
use crate::model::Circumstance;
use crate::model::Entity;
use crate::model::EntityKind;
use crate::model::Fact;
use crate::model::Factuality;
use crate::model::Mention;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::model::Record;
use crate::model::RuleId;
use crate::model::Span;
use crate::model::TextField;
use crate::model::Value;
use crate::text::key::entity_key;
use crate::text::offset::OffsetUnit;

/// One line of an export.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Row<'a> {
    /// A whole record.
    Article(Box<JsonRecord<'a>>),
    /// An entity.
    Entity(EntityRow<'a>),
    /// A fact or a mention.
    Fact(FactRow<'a>),
    /// A quote.
    Quote(Box<QuoteRow<'a>>),
}

/// The article that a row belongs to.
#[derive(Clone, Debug, Serialize)]
pub struct Context<'a> {
    /// Id of the record.
    pub id: Cow<'a, str>,
    /// Path of the file.
    pub path: Cow<'a, str>,
    /// Title.
    pub title: Option<Cow<'a, str>>,
    /// Moment of publication, ISO 8601.
    pub published: Option<Cow<'a, str>>,
}

/// An entity of one article.
#[derive(Debug, Serialize)]
pub struct EntityRow<'a> {
    /// Its article.
    #[serde(flatten)]
    pub article: Context<'a>,
    /// Its key in every article: kind and folded name.
    pub key: String,
    /// Its kind.
    pub kind: EntityKind,
    /// Canonical name.
    pub name: &'a str,
    /// Roles that the article gives it.
    pub roles: &'a [String],
    /// Organisations that the article places it in.
    pub affiliations: &'a [String],
    /// What the user's lists say of it, by column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: &'a BTreeMap<String, String>,
    /// The different ways in which the article writes it, in order of appearance.
    pub forms: Vec<&'a str>,
    /// Number of mentions.
    pub mentions: usize,
}

/// A fact of one article; a mention is a fact of kind `mention` whose arguments are its kind and its entity.
#[derive(Debug, Serialize)]
pub struct FactRow<'a> {
    /// Its article.
    #[serde(flatten)]
    pub article: Context<'a>,
    /// Its predicate.
    pub kind: &'a str,
    /// `title` or `text`.
    pub field: TextField,
    /// First unit of the words that state it.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
    /// The words that state it.
    pub text: &'a str,
    /// Its slots.
    pub args: Cow<'a, BTreeMap<String, Arg>>,
    /// What a mentioned date, number or amount means.
    pub value: Option<&'a Value>,
    /// The sentence it stands in.
    pub sentence: Option<&'a str>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// To whom, where or when something was said.
#[derive(Debug, Serialize)]
pub struct CircumstanceRow<'a> {
    /// First unit.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
    /// The words.
    pub text: &'a str,
    /// Canonical name of the entity that they name.
    pub name: Option<&'a str>,
    /// The calendar value of a time.
    pub iso: Option<&'a str>,
}

/// A quote of one article.
#[derive(Debug, Serialize)]
pub struct QuoteRow<'a> {
    /// Its article.
    #[serde(flatten)]
    pub article: Context<'a>,
    /// The publication.
    pub site: Option<&'a str>,
    /// Where the article was published.
    pub url: Option<&'a str>,
    /// First unit, the opening mark.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
    /// The words with their marks.
    pub text: &'a str,
    /// `direct`, `mixed` or `indirect`.
    #[serde(rename = "type")]
    pub kind: QuoteKind,
    /// `said`, `denied` or `not-said`.
    pub factuality: Factuality,
    /// Canonical name of the speaker.
    pub speaker: Option<&'a str>,
    /// Key of the speaker, as in the entities of all articles: `person/wes-streeting`.
    pub speaker_key: Option<String>,
    /// Canonical names of others who say it together with the speaker.
    pub joint: Vec<&'a str>,
    /// The words that name the speaker here, be it a name, a pronoun or "a source close to the talks".
    pub speaker_words: Option<&'a str>,
    /// The speaker's name is held back.
    pub anonymous: bool,
    /// The verb or phrase of saying.
    pub cue: Option<&'a str>,
    /// How sure the speaker is, from 0 to 1.
    pub confidence: Option<f64>,
    /// To whom it was said.
    pub addressee: Option<CircumstanceRow<'a>>,
    /// Where it was said.
    pub place: Option<CircumstanceRow<'a>>,
    /// When it was said.
    pub time: Option<CircumstanceRow<'a>>,
    /// The first part of the speech that this is a later part of.
    pub part_of: Option<JsonRange>,
    /// The sentence in which the quote starts.
    pub sentence: Option<&'a str>,
    /// The rule that attributed it.
    pub rule: RuleId,
}

/// Passes each row of `what` in `record` to `take`, in text order; facts stand before mentions.
pub(super) fn rows<'a>(
    what: What,
    record: &'a Record,
    unit: OffsetUnit,
    take: &mut dyn FnMut(Row<'a>) -> io::Result<()>,
) -> io::Result<()> {
    if what == What::Articles {
        return take(Row::Article(Box::new(JsonRecord::new(record, unit))));
    }
    let view = View::new(record, unit);
    let annotations = &record.annotations;
    match what {
        What::Articles | What::Annotations | What::Graph | What::SpeakerGraph => Ok(()),
        What::Entities => {
            annotations.entities.iter().try_for_each(|entity| take(view.entity(entity)))
        }
        What::Quotes => annotations.quotes.iter().try_for_each(|quote| take(view.quote(quote))),
        What::Mentions => {
            annotations.mentions.iter().try_for_each(|mention| take(view.mention(mention)))
        }
        What::Facts => {
            annotations.facts.iter().try_for_each(|fact| take(view.fact(fact)))?;
            annotations.mentions.iter().try_for_each(|mention| take(view.mention(mention)))
        }
    }
}

/// A record with what its rows share.
struct View<'a> {
    record: &'a Record,
    context: Context<'a>,
    places: Places<'a>,
}

impl<'a> View<'a> {
    fn new(record: &'a Record, unit: OffsetUnit) -> View<'a> {
        let article: &Article = &record.article;
        let context = Context {
            id: record_id(article),
            path: Cow::Borrowed(&article.origin.path),
            title: borrow(&article.title),
            published: article.published.as_ref().map(|moment| Cow::Owned(moment.to_string())),
        };
        View { record, context, places: Places::new(article, unit) }
    }

    fn entity(&self, entity: &'a Entity) -> Row<'a> {
        let mentions = &self.record.annotations.mentions;
        let mut forms: Vec<&str> = Vec::new();
        for mention in entity.mentions.iter().filter_map(|&at| mentions.get(at as usize)) {
            let form = self.record.article.text(mention.span);
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        Row::Entity(EntityRow {
            article: self.context.clone(),
            key: entity_key(entity.kind.as_str(), &entity.name),
            kind: entity.kind,
            name: &entity.name,
            roles: &entity.roles,
            affiliations: &entity.affiliations,
            attributes: &entity.attributes,
            forms,
            mentions: entity.mentions.len(),
        })
    }

    fn fact(&self, fact: &'a Fact) -> Row<'a> {
        self.fact_row(fact.kind.as_str(), fact.evidence, Cow::Borrowed(&fact.args), None, fact.rule)
    }

    fn mention(&self, mention: &'a Mention) -> Row<'a> {
        let mut args =
            BTreeMap::from([("kind".to_owned(), Arg::Text(mention.kind.as_str().to_owned()))]);
        let named = mention.entity.and_then(|id| Some((id, self.name_of(id)?)));
        if let Some((entity, name)) = named {
            args.insert("entity".to_owned(), Arg::Entity { entity, name: name.to_owned() });
        }
        self.fact_row(
            "mention",
            mention.span,
            Cow::Owned(args),
            mention.value.as_ref(),
            mention.rule,
        )
    }

    fn fact_row(
        &self,
        kind: &'a str,
        span: Span,
        args: Cow<'a, BTreeMap<String, Arg>>,
        value: Option<&'a Value>,
        rule: RuleId,
    ) -> Row<'a> {
        let JsonRange { start, end } = self.places.range(span);
        Row::Fact(FactRow {
            article: self.context.clone(),
            kind,
            field: span.field(),
            start,
            end,
            text: self.record.article.text(span),
            args,
            value,
            sentence: self.sentence(span),
            rule,
        })
    }

    fn quote(&self, quote: &'a Quote) -> Row<'a> {
        let JsonRange { start, end } = self.places.range(quote.span);
        Row::Quote(Box::new(QuoteRow {
            article: self.context.clone(),
            site: self.record.article.site.as_deref(),
            url: self.record.article.url.as_deref(),
            start,
            end,
            text: self.record.article.text(quote.span),
            kind: quote.kind,
            factuality: quote.factuality,
            speaker: quote.speaker.and_then(|id| self.name_of(id)),
            speaker_key: quote.speaker.and_then(|id| self.key_of(id)),
            joint: quote.joint.iter().filter_map(|id| self.name_of(*id)).collect(),
            speaker_words: quote.speaker_span.map(|span| self.record.article.text(span)),
            anonymous: quote.anonymous,
            cue: quote.cue.as_deref(),
            confidence: quote.confidence,
            addressee: self.circumstance(&quote.addressee),
            place: self.circumstance(&quote.place),
            time: self.circumstance(&quote.time),
            part_of: quote.part_of.map(|span| self.places.range(span)),
            sentence: self.sentence(quote.span),
            rule: quote.rule,
        }))
    }

    fn circumstance(&self, told: &'a Option<Circumstance>) -> Option<CircumstanceRow<'a>> {
        let told = told.as_ref()?;
        let JsonRange { start, end } = self.places.range(told.span);
        let text = self.record.article.text(told.span);
        let name = told.entity.and_then(|id| self.name_of(id));
        Some(CircumstanceRow { start, end, text, name, iso: told.iso.as_deref() })
    }

    fn key_of(&self, entity: u32) -> Option<String> {
        let entity = self.record.annotations.entities.get(entity as usize)?;
        Some(entity_key(entity.kind.as_str(), &entity.name))
    }

    fn name_of(&self, entity: u32) -> Option<&'a str> {
        self.record.annotations.entities.get(entity as usize).map(|entity| entity.name.as_str())
    }

    /// Returns the sentence in which `span` starts.
    fn sentence(&self, span: Span) -> Option<&'a str> {
        let sentences = &self.record.annotations.sentences;
        let place = (span.field(), span.start());
        let after =
            sentences.partition_point(|sentence| (sentence.field(), sentence.start()) <= place);
        let sentence = sentences.get(after.checked_sub(1)?)?;
        let holds = sentence.field() == span.field() && span.start() < sentence.end();
        holds.then(|| self.record.article.text(*sentence))
    }
}
