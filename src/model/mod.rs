//! Plain data, in the order in which it comes into being: a source gives [`RawDocument`]s, a document gives
//! [`Article`]s, an article gives [`Annotations`], both together are a [`Record`].
//!
//! No I/O and no logic beyond keeping a type's own promise. Start at [`RawDocument`].

mod account;
mod alias;
mod annotation;
mod article;
mod document;
mod known;
mod note;
mod query;
mod record;
mod relation;
mod span;
mod symbol;
pub(crate) mod value;

pub use account::FieldScore;
pub use account::PartScore;
pub use alias::{Aliases, Around, Fate, Part};
pub use annotation::{
    Annotations, Arg, Circumstance, Entity, EntityKind, Fact, Factuality, Mention, Quote,
    QuoteKind, RuleId,
};
pub use article::{Article, ArticleId, CopyGroup, Dateline, Published};
pub use document::{Origin, RawDocument, ReadFailure};
pub use known::{AmbiguousName, KnownEntities, KnownEntity, MonthOfSources, Source, Sources};
pub use note::{BlockNote, PageNote};
pub use query::{Count, CrossRow, CrossTable, Filter, Hit, Hits, Order, Period, Query, Snippet};
pub use record::{ParseFailure, Parsed, Record, SCHEMA_VERSION, Warning};
pub use relation::{
    Company, Comparison, Difference, Event, EventFilter, Grain, Related, Relation, Sample, Side,
    Similar, Timeline, Unit, When,
};
pub use span::{Span, TextField};
pub use symbol::Symbol;
pub use value::{Anchor, Compare, DateValue, Measure, Number, TimexType, Value};
