//! Rules as data: what the shipped files and those of the user say, compiled and ready to run.
//!
//! Knows nothing of articles. Start at [`RuleSet::load`]; the shape of a file is in [`mod@format`], the language of
//! patterns in [`pattern`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;

use crate::error::Result;
use crate::model::EntityKind;
use crate::model::RuleId;

mod alphabet;
mod atom;
mod attribute;
mod builtin;
mod cache;
mod captures;
mod classes;
mod compile;
mod demand;
mod dfa;
mod expression;
mod format;
mod gazetteer;
mod keyed;
mod known_word;
mod lexicon;
mod load;
mod machine;
mod name;
mod need;
mod pattern;
mod program;
mod scope;
mod shipped;
mod source;
mod symbol;
mod table;
mod transitions;

pub use alphabet::Alphabet;
pub use alphabet::Watched;
pub use captures::Captures;
pub use dfa::Dfa;
pub use lexicon::ClassId;
pub use lexicon::Lexicon;
pub use lexicon::hash_tokens;
pub use machine::Capture;
pub use machine::MENTION;
pub use machine::Machine;
pub use need::least;
pub use symbol::Setting;
pub use symbol::Symbols;

/// Names of the value builders that rules may ask for; `extract/value` has one for each.
pub const VALUES: &[&str] = &[
    "ago",
    "date",
    "day-part",
    "dotted-date",
    "duration",
    "impossible-date",
    "money",
    "numeric-date",
    "percentage",
    "period",
    "quantity",
    "relative",
    "report",
    "set",
    "share",
    "text",
    "time",
    "timex",
    "week-of",
    "week-on",
    "weekday-by",
    "weekend",
    "year",
];

/// A way in which a document comes back to a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recall {
    /// The whole name.
    SameName,
    /// The surname of a person.
    Surname,
    /// The given name of a person.
    GivenName,
    /// The initials, or the short form given in brackets.
    Acronym,
    /// The first words.
    ShortForm,
}

/// A rule: a pattern that makes mentions of a kind, or facts.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `kind/name`.
    pub id: RuleId,
    /// Kind of mention, or predicate of the fact.
    pub kind: EntityKind,
    /// It makes facts, not mentions.
    pub is_fact: bool,
    /// What it finds, in a sentence.
    pub about: String,
    /// The patterns, as written.
    pub patterns: Vec<String>,
    /// The way in which it meets names again that the document has elsewhere; such a rule has no pattern.
    pub recall: Option<Recall>,
    /// The file it stands in, with the line.
    pub file: String,
    /// Language of the articles that it is for; `None`: all.
    pub language: Option<String>,
    /// Builder of the value.
    pub value: Option<String>,
    /// Evidence that a match is a mention.
    pub weight: f32,
    /// Constants for the builder.
    pub with: BTreeMap<String, String>,
    /// Texts in which it must find something, and what.
    pub accept: Vec<(String, String)>,
    /// Texts in which it must find nothing.
    pub reject: Vec<String>,
}

/// A clue beside or inside a candidate.
#[derive(Clone, Debug)]
pub struct Clue {
    /// `kind/name`.
    pub id: RuleId,
    /// The kind it speaks for or against.
    pub kind: EntityKind,
    /// What it sees, in a sentence.
    pub about: String,
    /// The file it stands in, with the line.
    pub file: String,
    /// Language of the articles that it is for; `None`: all.
    pub language: Option<String>,
    /// Evidence for the kind; negative against it.
    pub weight: f32,
}

/// Evidence that is not tied to one rule; `weights.toml` explains each.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(missing_docs, reason = "documented where the numbers are")]
pub struct Weights {
    pub threshold: f32,
    pub strong: f32,
    pub per_word: f32,
    pub headline: f32,
    pub sentence_start: f32,
    /// In a text about programs or goods, for what these rules find, or names of these kinds.
    pub wares: BTreeMap<String, f32>,
    /// The same for what these rules find, where it is one word of capitals.
    pub wares_capitals: BTreeMap<String, f32>,
}

/// Patterns of one place, and what each belongs to.
#[derive(Debug, Default)]
pub struct PatternSet {
    /// The patterns as one automaton.
    pub machine: Machine,
    /// Pattern → index of its rule or clue.
    pub owner: Vec<u32>,
}

/// The shipped rules and lists, with those of the user's folders over them.
#[derive(Debug)]
pub struct RuleSet {
    /// All lists.
    pub lexicon: Lexicon,
    /// What patterns ask of tokens.
    pub alphabet: Alphabet,
    /// All rules; a pattern's owner is an index into this.
    pub rules: Vec<Rule>,
    /// All clues.
    pub clues: Vec<Clue>,
    /// Patterns of mentions.
    pub mentions: PatternSet,
    /// Patterns of facts, over tokens and mentions.
    pub facts: PatternSet,
    /// Patterns of clues that end before a candidate, compiled backward.
    pub before: PatternSet,
    /// Patterns of clues that start after a candidate.
    pub after: PatternSet,
    /// Patterns of clues that are a candidate.
    pub inside: PatternSet,
    /// Kind → class that stands for its mentions in fact patterns.
    pub kind_classes: BTreeMap<EntityKind, ClassId>,
    /// Pattern of facts → sets of kinds of which it cannot match without mentions of one set, as bits in the order of
    /// `kind_classes`, and after them one bit for words of change.
    pub fact_needs: Vec<Vec<u64>>,
    /// Evidence that is not tied to one rule.
    pub weights: Weights,
    fingerprint: String,
}

impl RuleSet {
    /// Returns the shipped rules, overlaid with those of `folders` in order.
    ///
    /// ```
    /// let rules = dateline::rules::RuleSet::load(&[])?;
    /// assert!(rules.rules.iter().any(|rule| rule.id == "date/day-month-year"));
    /// # Ok::<(), dateline::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Rules`](crate::error::Error::Rules) names file, line, rule and remedy.
    pub fn load(folders: &[PathBuf]) -> Result<RuleSet> {
        load::load(folders, None)
    }

    /// Returns the same as [`RuleSet::load`]. Long lists are compiled once and kept in the folder `cache`, which is made
    /// where it is missing; one that cannot be written, and a damaged file in it, only cost time.
    ///
    /// # Errors
    /// As [`RuleSet::load`].
    pub fn load_with_cache(folders: &[PathBuf], cache: &Path) -> Result<RuleSet> {
        load::load(folders, Some(cache))
    }

    /// Returns the kinds of mentions that the rules find, in order.
    pub fn kinds(&self) -> Vec<&'static str> {
        let kinds = self.rules.iter().filter(|rule| !rule.is_fact).map(|rule| rule.kind.as_str());
        kinds.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns a hash of everything that can change what is extracted: rules, lists and code.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}
