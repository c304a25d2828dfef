//! What a name before a colon means: a field of the index, a kind of things, or something derived from both.
//!
//! Start at [`Builder::target`].

use std::collections::BTreeSet;

use crate::error::Error;
use crate::error::Result;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::build::Builder;
use crate::index::query::slot::slot_of;
use crate::index::query::suggest;
use crate::index::schema::Shape;
use crate::index::schema::query_names;

/// Kinds that rules ship with: asking for one is never a mistake, even if no article has it.
const SHIPPED_KINDS: &[&str] =
    &["person", "organisation", "place", "percentage", "share", "date", "money", "quantity"];

/// Kinds of facts that rules ship with.
const SHIPPED_FACTS: &[&str] = &["affiliation", "change", "percent-change", "role"];

/// Names that are no field of the index and no kind: what an article has at all, dates that its text speaks of, slots of
/// facts, numbers of one unit.
const COMPUTED: &[&str] = &["has", "mentions-date", "subject", "number", "fact.SLOT", "KIND.UNIT"];

/// What stands before a colon.
pub(super) enum Target {
    /// Title, body, or both.
    Prose(&'static [&'static str]),
    Words(&'static str),
    Label(&'static str),
    Key(&'static str),
    Published,
    Kind(String),
    /// Numbers of a kind in one unit.
    Unit(String, String),
    Slot(String),
    MentionedDate,
    Copies,
    Has,
}

impl Builder<'_> {
    /// Returns what a name means.
    ///
    /// # Errors
    /// There is no such field; the message names the nearest ones.
    pub(super) fn target(&self, name: &Piece) -> Result<Target> {
        // To the engine a zero ends a name; what follows would be taken for a value.
        if name.text.contains('\0') {
            return Err(self.unknown(name));
        }
        if let Some(row) = query_names().find(|row| row.name == name.text) {
            return Ok(match (row.name, row.shape) {
                ("title", _) => Target::Prose(&["title"]),
                ("text", _) => Target::Prose(&["text"]),
                (name, Shape::Words) => Target::Words(name),
                (name, Shape::Key | Shape::StoredKey) => Target::Key(name),
                (_, Shape::Moment) => Target::Published,
                (_, Shape::Derived) => Target::Copies,
                (name, _) => Target::Label(name),
            });
        }
        if knows_kind(&name.text, self.kinds) {
            return Ok(Target::Kind(name.text.clone()));
        }
        if let Some(slot) = slot_of(&name.text) {
            return Ok(Target::Slot(slot.to_owned()));
        }
        match (name.text.as_str(), name.text.rsplit_once('.')) {
            ("has", _) => Ok(Target::Has),
            ("mentions-date", _) => Ok(Target::MentionedDate),
            (_, Some((kind, unit))) if knows_kind(kind, self.kinds) => {
                Ok(Target::Unit(kind.to_owned(), unit.to_owned()))
            }
            _ => Err(self.unknown(name)),
        }
    }

    fn unknown(&self, name: &Piece) -> Error {
        let quote = "in a text with a colon, use quotation marks";
        if matches!(name.text.as_str(), "http" | "https") {
            let message = format!("an address is sought with url:\"…\" ({quote})");
            return self.complaint.at(name.at, message);
        }
        let fields = query_names().map(|row| row.name);
        let known: BTreeSet<_> =
            fields.chain(all_kinds(self.kinds)).chain(COMPUTED.iter().copied()).collect();
        let head = name.text.split('.').next().unwrap_or_default();
        let near = suggest::nearest(head, known.iter().copied());
        let remedy = match near.as_slice() {
            [] => {
                let mut known: Vec<_> = known.into_iter().collect();
                known.sort_by_key(|name| name.to_lowercase());
                format!("fields are {}", known.join(", "))
            }
            near => format!("did you mean {}?", near.join(" or ")),
        };
        self.complaint.at(name.at, format!("unknown field \"{}\"; {remedy} ({quote})", name.text))
    }

    /// Refuses `kind:` and `fact:` with a word that is none.
    pub(super) fn refuse_unknown(&self, name: &Piece, test: &Test) -> Result<()> {
        let (Test::Word(value) | Test::Phrase { words: value, .. } | Test::Exact(value)) = test
        else {
            return Ok(());
        };
        let known: BTreeSet<String> = match name.text.as_str() {
            "kind" => all_kinds(self.kinds).map(str::to_owned).collect(),
            "fact" => self.facts()?,
            _ => return Ok(()),
        };
        if known.contains(&value.text.to_lowercase()) {
            return Ok(());
        }
        Err(self.none_of(&format!("{} \"{}\"", noun(&name.text), value.text), value, &known))
    }

    /// Returns the kinds of facts that may be asked for.
    pub(super) fn facts(&self) -> Result<BTreeSet<String>> {
        let mut known = self.named.labels("fact", &|_| true)?;
        known.extend(SHIPPED_FACTS.iter().map(|&kind| kind.to_owned()));
        Ok(known)
    }

    /// Returns the error for a value that is none of those that there are.
    pub(super) fn none_of(&self, what: &str, value: &Piece, known: &BTreeSet<String>) -> Error {
        let near = suggest::nearest(&value.text.to_lowercase(), known.iter().map(String::as_str));
        let meant = match near.as_slice() {
            [] => String::new(),
            near => format!(", did you mean {}", near.join(" or ")),
        };
        let all = known.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let plural = what.split(' ').next().unwrap_or_default();
        let message = match meant.is_empty() {
            true => format!("there is no {what}; {plural}s are {all}"),
            false => format!("there is no {what}{meant}? {plural}s are {all}"),
        };
        self.complaint.at(value.at, message)
    }
}

fn noun(field: &str) -> &str {
    if field == "fact" { "kind of fact" } else { field }
}

/// Returns every kind that may be asked for.
pub(in crate::index) fn all_kinds(seen: &BTreeSet<String>) -> impl Iterator<Item = &str> {
    seen.iter().map(String::as_str).chain(SHIPPED_KINDS.iter().copied())
}

/// Returns true if the kind may be asked for.
pub(in crate::index) fn knows_kind(kind: &str, seen: &BTreeSet<String>) -> bool {
    all_kinds(seen).any(|known| known == kind)
}
