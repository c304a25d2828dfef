//! Why an article has its score.

use serde::Serialize;

/// What a part of a query adds to the score of an article. The score is the sum of what all parts add.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartScore {
    /// The part, as it is typed: `nurses`, `person:"Eleanor Marsh"`.
    pub part: String,
    /// What it adds, weight and all; 0 where the article has nothing of it.
    pub score: f32,
    /// Its weight in the query: 2 for `nurses^2`.
    pub weight: f32,
    /// The fields in which it was sought and found. Of title and body the better one counts, with a fifth of the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldScore>,
}

/// What a word or phrase is worth in one field of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldScore {
    /// The field.
    pub field: String,
    /// `any form` or `exact`.
    pub found: String,
    /// What it is worth there by BM25, without the weight of the field.
    pub score: f32,
    /// The weight of the field.
    pub weight: f32,
    /// How rare the word is (BM25's idf). None where ranking does not depend on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rarity: Option<f32>,
    /// How often it stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Words in the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u32>,
    /// Words that articles have in this field on average.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average: Option<f32>,
}
