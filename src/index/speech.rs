//! A stored record → what is said in it: speeches of one or several parts, with their speakers as the aliases have them.
//!
//! Reads the few keys that it needs, so that going through many records is cheap. Start at [`speeches`].

use std::borrow::Cow;

use serde::Deserialize;

use crate::index::alias::View;
use crate::index::told::Entity;
use crate::model::Around;
use crate::model::QuoteKind;
use crate::text::key::name_key;

/// What of a record tells who says what.
#[derive(Deserialize)]
pub(super) struct Told<'r> {
    /// The publication.
    #[serde(borrow)]
    pub(super) site: Option<Cow<'r, str>>,
    /// Moment of publication.
    #[serde(borrow)]
    pub(super) published: Option<Cow<'r, str>>,
    #[serde(borrow, default)]
    entities: Vec<Entity<'r>>,
    #[serde(borrow, default)]
    quotes: Vec<Quote<'r>>,
}

#[derive(Deserialize)]
struct Quote<'r> {
    start: usize,
    #[serde(borrow)]
    text: Cow<'r, str>,
    #[serde(rename = "type", default)]
    kind: QuoteKind,
    speaker: Option<u32>,
    #[serde(default)]
    joint: Vec<u32>,
    #[serde(borrow, default)]
    addressee: Option<Words<'r>>,
    #[serde(default)]
    anonymous: bool,
    #[serde(default)]
    part_of: Option<Start>,
}

#[derive(Deserialize)]
struct Words<'r> {
    #[serde(borrow)]
    text: Cow<'r, str>,
}

#[derive(Deserialize)]
struct Start {
    start: usize,
}

/// What somebody says at a time, be it in several parts.
#[derive(Debug)]
pub(super) struct Speech<'s> {
    /// Its parts: place among the quotes of the record, and words.
    pub(super) parts: Vec<(usize, &'s str)>,
    /// Kind and name of the speaker.
    pub(super) kind: &'s str,
    pub(super) speaker: Option<&'s str>,
    /// The name of the speaker in the article, whatever the aliases make of it.
    pub(super) own: &'s str,
    /// Others who say it together with the speaker.
    pub(super) joint: Vec<&'s str>,
    /// To whom each part is said.
    pub(super) addressees: Vec<&'s str>,
    /// The speaker's name is held back.
    pub(super) anonymous: bool,
    /// It is told in the words of the writer.
    pub(super) indirect: bool,
}

/// Calls `take` with the record, the number of its quotes and its speeches in text order.
///
/// # Errors
/// The bytes are no record.
pub(super) fn speeches<T>(
    record: &[u8],
    view: &View,
    take: impl FnOnce(&Told<'_>, usize, &[Speech<'_>]) -> T,
) -> serde_json::Result<T> {
    let told: Told<'_> = serde_json::from_slice(record)?;
    let names = told.entities.iter().map(|entity| entity.name.as_ref());
    let around = view.around(names, told.site.as_deref());
    let mut speeches: Vec<Speech<'_>> = Vec::new();
    // The first part of a speech stands just before the others: only the last speech can go on.
    let mut first = usize::MAX;
    for (place, quote) in told.quotes.iter().enumerate() {
        let goes_on = quote.part_of.as_ref().is_some_and(|of| of.start == first);
        if let Some(last) = speeches.last_mut().filter(|_| goes_on) {
            last.parts.push((place, &quote.text));
            last.addressees.extend(quote.addressee.iter().map(|told| &*told.text));
            continue;
        }
        first = quote.start;
        let entity_of = |id: u32| told.entities.get(id as usize);
        let name = |entity| called(view, entity, &around);
        let entity = quote.speaker.and_then(entity_of);
        speeches.push(Speech {
            parts: vec![(place, &quote.text)],
            kind: entity.map_or("", |entity| &entity.kind),
            speaker: entity.and_then(name),
            own: entity.map_or("", |entity| &entity.name),
            joint: quote.joint.iter().filter_map(|id| name(entity_of(*id)?)).collect(),
            addressees: quote.addressee.iter().map(|told| &*told.text).collect(),
            anonymous: quote.anonymous,
            indirect: quote.kind == QuoteKind::Indirect,
        });
    }
    Ok(take(&told, told.quotes.len(), &speeches))
}

/// Returns the name of an entity as the aliases have it, if they do not leave it out.
fn called<'s>(view: &'s View, entity: &'s Entity<'_>, around: &Around) -> Option<&'s str> {
    let key = if view.aliases.is_empty() { String::new() } else { name_key(&entity.name) };
    view.aliases.name(&entity.kind, &key, &entity.name, around)
}
