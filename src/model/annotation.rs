//! What was found in an article: mentions, the entities they name, quotes and facts.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::Number;
use crate::model::Span;
use crate::model::Symbol;
use crate::model::Value;

/// A short lower-case word such as `person`. An open set: a rule folder may add to it.
pub type EntityKind = Symbol;

/// Names a rule: `kind/name`, such as `date/day-month-year`.
pub type RuleId = Symbol;

/// One place in the text that names or states something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// What kind of thing.
    pub kind: EntityKind,
    /// Where.
    pub span: Span,
    /// Normalised value; names have none.
    pub value: Option<Value>,
    /// The rule that found it.
    pub rule: RuleId,
    /// The entity it names: an index into [`Annotations::entities`]. Dates, numbers and the like have none.
    pub entity: Option<u32>,
}

/// One thing across all its mentions in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What kind of thing.
    pub kind: EntityKind,
    /// Canonical name: the fullest form in the article, or the list's canonical form.
    pub name: String,
    /// Roles that the article gives it, in order of appearance: `health minister`.
    pub roles: Vec<String>,
    /// Organisations that the article places it in, by canonical name.
    pub affiliations: Vec<String>,
    /// What the user's lists say of it, by column: `party` → `Labour`.
    pub attributes: BTreeMap<String, String>,
    /// Indices into [`Annotations::mentions`], in text order.
    pub mentions: Vec<u32>,
}

/// How a quote gives somebody's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// Whole sentences, or an answer, in the speaker's own words.
    #[default]
    Direct,
    /// Some of the speaker's words in a sentence of the writer's: called it "a gift".
    Mixed,
    /// What the speaker said, in the writer's words: said that it was a gift. Found only when asked for.
    Indirect,
}

/// Whether the speaker stands by the words of a quote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Factuality {
    /// Says them.
    #[default]
    Said,
    /// Denies them.
    Denied,
    /// Does not say them: "declined to say who paid".
    NotSaid,
}

/// To whom, where or when something was said, as the article tells it beside the words.
#[derive(Clone, Debug, PartialEq)]
pub struct Circumstance {
    /// The words that tell it: `lawmakers`, `Geneva`, `Wednesday`.
    pub span: Span,
    /// The entity that they name: an index into [`Annotations::entities`].
    pub entity: Option<u32>,
    /// The calendar value of a time: `2025-12-17`.
    pub iso: Option<String>,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words, with quotation marks if they have any, in the body text.
    pub span: Span,
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// Whether the speaker says the words or denies them.
    pub factuality: Factuality,
    /// Who said it: an index into [`Annotations::entities`].
    pub speaker: Option<u32>,
    /// Others who say it together with the speaker: "Berg and Miller said".
    pub joint: Vec<u32>,
    /// The words that name the speaker at this quote.
    pub speaker_span: Option<Span>,
    /// The speaker is somebody whose name is held back: "a source close to the talks".
    pub anonymous: bool,
    /// The verb or phrase of saying.
    pub cue: Option<String>,
    /// Where it stands.
    pub cue_span: Option<Span>,
    /// How sure the speaker is, from 0 to 1; none where nobody is named.
    pub confidence: Option<f64>,
    /// To whom it was said.
    pub addressee: Option<Circumstance>,
    /// Where it was said.
    pub place: Option<Circumstance>,
    /// When it was said.
    pub time: Option<Circumstance>,
    /// The first part of the speech that this one goes on with: "We go," she said, "at once."
    pub part_of: Option<Span>,
    /// The rule that attributed it (or found it, where nobody could be named).
    pub rule: RuleId,
}

impl Quote {
    /// Returns a direct quote of which nothing is known but its words.
    pub fn new(span: Span, rule: RuleId) -> Quote {
        Quote {
            span,
            kind: QuoteKind::Direct,
            factuality: Factuality::Said,
            speaker: None,
            joint: Vec::new(),
            speaker_span: None,
            anonymous: false,
            cue: None,
            cue_span: None,
            confidence: None,
            addressee: None,
            place: None,
            time: None,
            part_of: None,
            rule,
        }
    }

    /// Returns what is told of its circumstances, to be changed.
    pub fn circumstances_mut(&mut self) -> impl Iterator<Item = &mut Circumstance> {
        [&mut self.addressee, &mut self.place, &mut self.time].into_iter().flatten()
    }
}

/// One slot of a fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Arg {
    /// An entity of the article.
    Entity {
        /// Index into [`Annotations::entities`].
        entity: u32,
        /// Its canonical name.
        name: String,
    },
    /// A number.
    Number(Number),
    /// Words of the text.
    Text(String),
}

/// A relation that a sentence states.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its predicate: `role`, `affiliation`, `percent-change`.
    pub kind: EntityKind,
    /// Its slots.
    pub args: BTreeMap<String, Arg>,
    /// The words that state it.
    pub evidence: Span,
    /// The rule that found it.
    pub rule: RuleId,
}

/// All that was found in one article. Everything is in text order, title first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    /// Mentions, never overlapping.
    pub mentions: Vec<Mention>,
    /// Entities, in order of first mention.
    pub entities: Vec<Entity>,
    /// Quotes of the body.
    pub quotes: Vec<Quote>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Sentences of title and body, for those who want to see a mention in its context.
    pub sentences: Vec<Span>,
}

impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Arg::Entity { name, .. } => f.write_str(name),
            Arg::Number(number) => write!(f, "{}", number.0.normalize()),
            Arg::Text(text) => f.write_str(text),
        }
    }
}
