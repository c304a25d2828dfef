//! The shape of a rules file. Unknown keys are errors, so that a slip of the pen is found.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::rules::Recall;

/// One `*.toml` of a rules folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RulesFile {
    /// Kind of the mentions that the rules make. Absent in a file of facts or of shared parts.
    pub kind: Option<Spanned<String>>,
    /// Predicate of the facts that the rules make.
    pub fact: Option<Spanned<String>>,
    /// Language of the articles that the file is for; absent: all.
    pub language: Option<Spanned<String>>,
    /// Rules of other folders that are switched off, by id.
    #[serde(default)]
    pub disable: Vec<Spanned<String>>,
    /// Words used inside patterns, with their normal forms.
    #[serde(default)]
    pub list: BTreeMap<Spanned<String>, ListDef>,
    /// Parts that several patterns share.
    #[serde(default)]
    pub part: BTreeMap<String, Spanned<String>>,
    /// The rules.
    #[serde(default)]
    pub rule: Vec<Spanned<RuleDef>>,
    /// Clues for or against candidates.
    #[serde(default)]
    pub clue: Vec<Spanned<ClueDef>>,
}

/// A list: words alone, or words with their normal forms.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum ListDef {
    /// `["said", "told"]`
    Words(Vec<String>),
    /// `"March" = "3"`
    NormalForms(BTreeMap<String, String>),
}

/// One pattern or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Patterns {
    /// One.
    One(String),
    /// Several, any of which may match.
    Several(Vec<String>),
}

impl Patterns {
    /// Returns the patterns.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Patterns::One(pattern) => std::slice::from_ref(pattern).iter(),
            Patterns::Several(patterns) => patterns.iter(),
        }
        .map(String::as_str)
    }
}

/// A rule: a pattern that makes mentions (or facts).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleDef {
    /// Name within the kind.
    pub name: String,
    /// What it finds, in a sentence.
    pub about: String,
    /// What it looks like.
    pub pattern: Option<Patterns>,
    /// Instead of a pattern: the way in which a name is met again; see [`Recall`].
    pub recall: Option<Recall>,
    /// Builder of the value.
    pub value: Option<String>,
    /// Evidence that a match is a mention; see `weights.toml` for the scale.
    #[serde(default)]
    pub weight: Option<f32>,
    /// Constants for the builder.
    #[serde(default)]
    pub with: BTreeMap<String, String>,
    /// Texts in which the rule must find something, with what it finds: the value of a value kind, the words of a name.
    pub accept: BTreeMap<String, String>,
    /// Texts in which it must find nothing.
    pub reject: Vec<String>,
}

/// A clue: something beside or inside a candidate that speaks for or against a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClueDef {
    /// Name within the file's kind.
    pub name: String,
    /// What it sees, in a sentence.
    pub about: String,
    /// Pattern that ends right before the candidate.
    pub before: Option<Patterns>,
    /// Pattern that starts right after it.
    pub after: Option<Patterns>,
    /// Pattern that is exactly the candidate.
    pub inside: Option<Patterns>,
    /// Evidence for the kind; negative against it.
    pub weight: f32,
}
