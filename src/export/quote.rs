//! The JSON form of a quote in a record: a public format, documented key by key here.
//!
//! What is said of fields in `record.rs` holds here too. Start at [`JsonQuote`].

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::export::place::Places;
use crate::export::record::JsonRange;
use crate::export::record::borrow;
use crate::model::Article;
use crate::model::Circumstance;
use crate::model::Factuality;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::model::RuleId;

/// A quote. Always in the body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonQuote<'a> {
    /// First unit, the opening mark.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
    /// The words with their marks.
    pub text: Cow<'a, str>,
    /// `direct`, `mixed` or `indirect`.
    #[serde(rename = "type", default)]
    pub kind: QuoteKind,
    /// `said`, `denied` or `not-said`.
    #[serde(default)]
    pub factuality: Factuality,
    /// The entity that speaks.
    pub speaker: Option<u32>,
    /// Other entities that say it together with the speaker; absent where there are none.
    #[serde(default, skip_serializing_if = "<[u32]>::is_empty")]
    pub joint: Cow<'a, [u32]>,
    /// The words that name the speaker here.
    #[serde(default)]
    pub speaker_span: Option<JsonRange>,
    /// The speaker's name is held back.
    #[serde(default)]
    pub anonymous: bool,
    /// The verb or phrase of saying.
    pub cue: Option<Cow<'a, str>>,
    /// Where it stands.
    #[serde(default)]
    pub cue_span: Option<JsonRange>,
    /// How sure the speaker is, from 0 to 1.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// To whom it was said; absent where that is not told, as are the next two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<JsonCircumstance<'a>>,
    /// Where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<JsonCircumstance<'a>>,
    /// When it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<JsonCircumstance<'a>>,
    /// The first part of the speech that this is a later part of; absent in first parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<JsonRange>,
    /// The rule that attributed it.
    pub rule: RuleId,
}

/// To whom, where or when something was said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JsonCircumstance<'a> {
    /// First unit.
    pub start: usize,
    /// Unit after the last.
    pub end: usize,
    /// The words.
    pub text: Cow<'a, str>,
    /// The entity that they name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<u32>,
    /// The calendar value of a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iso: Option<Cow<'a, str>>,
}

impl<'a> JsonQuote<'a> {
    pub(super) fn new(quote: &'a Quote, article: &'a Article, place: &Places<'_>) -> JsonQuote<'a> {
        let JsonRange { start, end } = place.range(quote.span);
        JsonQuote {
            start,
            end,
            text: Cow::Borrowed(article.text(quote.span)),
            kind: quote.kind,
            factuality: quote.factuality,
            speaker: quote.speaker,
            joint: Cow::Borrowed(&quote.joint),
            speaker_span: quote.speaker_span.map(|span| place.range(span)),
            anonymous: quote.anonymous,
            cue: borrow(&quote.cue),
            cue_span: quote.cue_span.map(|span| place.range(span)),
            confidence: quote.confidence,
            addressee: JsonCircumstance::new(&quote.addressee, article, place),
            place: JsonCircumstance::new(&quote.place, article, place),
            time: JsonCircumstance::new(&quote.time, article, place),
            part_of: quote.part_of.map(|span| place.range(span)),
            rule: quote.rule,
        }
    }
}

impl<'a> JsonCircumstance<'a> {
    fn new(
        told: &'a Option<Circumstance>,
        article: &'a Article,
        place: &Places<'_>,
    ) -> Option<JsonCircumstance<'a>> {
        let Circumstance { span, entity, iso } = told.as_ref()?;
        let JsonRange { start, end } = place.range(*span);
        let text = Cow::Borrowed(article.text(*span));
        Some(JsonCircumstance { start, end, text, entity: *entity, iso: borrow(iso) })
    }
}
