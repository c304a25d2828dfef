//! Hits of a search → JSON and comma-separated lines with the fields that are asked for, in the order asked for.

use std::io;

use clap::ValueEnum;
use serde::Serialize;
use serde::Serializer;
use serde::ser::SerializeMap;
use serde_json::Value;

use crate::cli::output::Output;
use crate::export::Sheet;
use crate::model::Hit;
use crate::model::Hits;

/// A field of a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum HitField {
    Id,
    Key,
    Score,
    Published,
    Site,
    Section,
    Title,
    Authors,
    Language,
    Url,
    Path,
    Item,
    Snippet,
    Highlights,
    Copies,
    Account,
}

/// The columns where none are asked for. Highlights and accounts are no text.
const COLUMNS: &[HitField] = &[
    HitField::Id,
    HitField::Score,
    HitField::Published,
    HitField::Site,
    HitField::Section,
    HitField::Title,
    HitField::Authors,
    HitField::Language,
    HitField::Url,
    HitField::Path,
    HitField::Snippet,
];

impl HitField {
    /// Returns the key of the field in JSON, and its heading.
    fn name(self) -> &'static str {
        match self {
            HitField::Id => "id",
            HitField::Key => "key",
            HitField::Score => "score",
            HitField::Published => "published",
            HitField::Site => "site",
            HitField::Section => "section",
            HitField::Title => "title",
            HitField::Authors => "authors",
            HitField::Language => "language",
            HitField::Url => "url",
            HitField::Path => "path",
            HitField::Item => "item",
            HitField::Snippet => "snippet",
            HitField::Highlights => "highlights",
            HitField::Copies => "copies",
            HitField::Account => "account",
        }
    }
}

/// A hit with some of its fields.
pub(super) struct Chosen<'f> {
    fields: &'f [HitField],
    hit: Value,
}

impl<'f> Chosen<'f> {
    /// Returns a hit with these fields, or with all if none are named.
    pub(super) fn new(hit: &Hit, fields: &'f [HitField]) -> io::Result<Chosen<'f>> {
        Ok(Chosen { fields, hit: serde_json::to_value(hit)? })
    }
}

impl Serialize for Chosen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.fields.is_empty() {
            return self.hit.serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for field in self.fields {
            map.serialize_entry(field.name(), &self.hit[field.name()])?;
        }
        map.end()
    }
}

/// Writes everything as one JSON document.
pub(super) fn json(hits: &Hits, fields: &[HitField], output: &mut Output) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'h> {
        hits: Vec<Chosen<'h>>,
        #[serde(flatten)]
        rest: Value,
    }
    if fields.is_empty() {
        return output.json(hits);
    }
    let chosen = hits.hits.iter().map(|hit| Chosen::new(hit, fields));
    let chosen = chosen.collect::<io::Result<_>>()?;
    let mut rest = serde_json::to_value(Hits { hits: Vec::new(), ..hits.clone() })?;
    rest.as_object_mut().and_then(|rest| rest.remove("hits"));
    output.json(&Document { hits: chosen, rest })
}

/// Writes the hits as comma-separated lines.
pub(super) fn csv(hits: &Hits, fields: &[HitField], output: &mut Output) -> io::Result<()> {
    let fields = if fields.is_empty() { COLUMNS } else { fields };
    let mut sheet = Sheet::new(output, fields.iter().map(|field| field.name()))?;
    for hit in &hits.hits {
        sheet.record(hit)?;
    }
    sheet.finish()
}
