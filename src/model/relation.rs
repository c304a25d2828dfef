//! What articles have to do with one another: entities in company, similar articles, dates told, terms that set apart.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::Count;
use crate::model::value::iso_date;

/// Where two entities must stand to be together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// In one article.
    #[default]
    Article,
    /// In one paragraph of a body.
    Paragraph,
}

/// Who and what is asked for beside an entity.
#[derive(Clone, Debug, Default)]
pub struct Company {
    /// The name: a whole one, or words of it.
    pub name: String,
    /// Its kind; any, if none is given.
    pub kind: Option<String>,
    /// The kind of the others; any, if none is given.
    pub with: Option<String>,
    /// Where they must stand.
    pub unit: Unit,
    /// Fewest times together.
    pub min: u64,
    /// Highest lift first; else most often together first.
    pub by_lift: bool,
    /// Most of the others to return; 0 returns all.
    pub limit: usize,
}

/// An entity, and those in its company.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Related {
    /// Key of the entity.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// Its canonical name.
    pub name: String,
    /// What is counted.
    pub unit: Unit,
    /// Articles, or paragraphs, that were looked at.
    pub total: u64,
    /// Those with the entity.
    pub count: u64,
    /// Number of others that were together with it often enough, listed or not.
    pub found: usize,
    /// The others.
    pub related: Vec<Relation>,
    /// Other entities that the name fits, with their number of articles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Count>,
}

/// An entity in the company of another.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Relation {
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// Its canonical name.
    pub name: String,
    /// Units with both.
    pub together: u64,
    /// Units with this one.
    pub count: u64,
    /// How many times more often they are together than chance would have it: 1 is chance.
    pub lift: f64,
}

/// The article to which others are compared.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Its key in the index, if it is there: it is not similar to itself.
    pub key: Option<String>,
    /// Publication.
    pub site: Option<String>,
    /// Title.
    pub title: String,
    /// Body.
    pub text: String,
    /// Kind and name of its entities.
    pub entities: Vec<(String, String)>,
}

/// An article that is like another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Similar {
    /// The record's id.
    pub id: String,
    /// From 0 (nothing in common) to 1 (the same words and entities).
    pub score: f64,
    /// Title.
    pub title: Option<String>,
    /// Publication.
    pub site: Option<String>,
    /// Moment of publication, ISO 8601.
    pub published: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// Path of the file.
    pub path: String,
    /// Words that both have, those that tell most first.
    pub terms: Vec<String>,
    /// Entities that both name, those that tell most first.
    pub entities: Vec<String>,
}

/// How exactly a time is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// To the day.
    #[default]
    Day,
    /// To the week.
    Week,
    /// To the month.
    Month,
    /// To a quarter, a season or half a year.
    Quarter,
    /// To the year.
    Year,
    /// To ten years or a hundred.
    Decade,
}

/// On which side of its article's publication an event lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Before.
    Past,
    /// On the day, or in the period that holds it.
    Present,
    /// After.
    Future,
}

/// Which events are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventFilter {
    /// The coarsest dates that count.
    pub grain: Grain,
    /// Only events that end on this day or later.
    pub since: Option<Date>,
    /// Only events that begin on this day or earlier.
    pub until: Option<Date>,
    /// Only events on one side of publication.
    pub when: Option<When>,
    /// Most events to return; 0 returns all.
    pub limit: usize,
    /// Events to skip.
    pub offset: usize,
}

/// What articles tell of a time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// The time as TIMEX3 writes it: `2025-12-17`, `2025-W51`, `2025-Q4`.
    pub date: String,
    /// Its first day.
    #[serde(serialize_with = "iso_date::serialize")]
    pub start: Option<Date>,
    /// Its last day.
    #[serde(serialize_with = "iso_date::serialize")]
    pub end: Option<Date>,
    /// How exactly it is told.
    pub grain: Grain,
    /// Where it lies, seen from the article; `None` if that states no date.
    pub when: Option<When>,
    /// The words that tell the time.
    pub mention: String,
    /// The sentence in which they stand.
    pub sentence: String,
    /// Articles with this very sentence on this time, of which the earliest is named here.
    pub articles: u64,
    /// The record's id.
    pub id: String,
    /// Title of the article.
    pub title: Option<String>,
    /// Publication.
    pub site: Option<String>,
    /// Its moment of publication.
    pub published: Option<String>,
    /// URL.
    pub url: Option<String>,
    /// Path of the file.
    pub path: String,
}

/// Events in the order of time.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Timeline {
    /// Articles that match.
    pub articles: u64,
    /// Number of events, on this page or not.
    pub total: usize,
    /// Dates left out since they are told less exactly than asked for.
    pub coarser: u64,
    /// The page.
    pub events: Vec<Event>,
}

/// One side of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Side {
    /// The query; `None` for everything else.
    pub query: Option<String>,
    /// Articles of this side alone.
    pub articles: u64,
    /// Words of these articles that were compared.
    pub words: u64,
    /// Terms that it has more often than the other side, the surest first.
    pub terms: Vec<Difference>,
    /// Entities that it names more often than the other side.
    pub entities: Vec<Difference>,
}

/// A term or an entity of which one side has more than the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Difference {
    /// The word, folded to small letters without accents, or the entity's name.
    pub value: String,
    /// Kind of the entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Occurrences of the word, or articles that name the entity, on this side.
    pub here: u64,
    /// The same on the other side.
    pub there: u64,
    /// Difference of the log-odds, with the whole index as prior.
    pub log_odds: f64,
    /// The difference in standard deviations: above 1.96 it is hardly chance.
    pub z: f64,
}

/// Two groups of articles, and what sets them apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Articles that match both queries, and count on neither side.
    pub both: u64,
    /// The first side.
    pub a: Side,
    /// The second side.
    pub b: Side,
}
