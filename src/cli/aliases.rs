//! `aliases.toml` → [`Aliases`]: what the user says of entities across articles.
//!
//! ```toml
//! [[merge]]                       # these names are one
//! kind = "person"
//! name = "Wes Streeting"
//! variants = ["Wesley Streeting", "W. Streeting"]
//!
//! [[split]]                       # this name is another in articles that name one of these as well
//! kind = "person"
//! name = "John Smith"
//! into = "John Smith (footballer)"
//! with = ["Arsenal", "Premier League"]      # or: sites = ["Goal News"]
//!
//! [[rename]]
//! kind = "organisation"
//! name = "Facebook"
//! to = "Meta"
//!
//! [[ignore]]                      # not an entity
//! kind = "person"
//! name = "Reuters Staff"
//! ```
//!
//! Names are compared by their keys. The file is read by every command that shows entities, and never changes the
//! index: what it says holds at once and is undone as easily. Start at [`load`].

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::error::Error;
use crate::error::Result;
use crate::index::is_named;
use crate::model::Aliases;
use crate::model::Fate;
use crate::model::Part;
use crate::text::key::name_key;

/// The file that is used where nobody names one, if it is there.
pub(super) const FILE_NAME: &str = "aliases.toml";

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
#[derive(Default)]
struct File {
    merge: Vec<Merge>,
    split: Vec<Split>,
    rename: Vec<Rename>,
    ignore: Vec<Ignore>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Merge {
    kind: String,
    name: Spanned<String>,
    variants: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Split {
    kind: String,
    name: Spanned<String>,
    into: String,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    sites: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    kind: String,
    name: Spanned<String>,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ignore {
    kind: String,
    name: Spanned<String>,
}

impl File {
    /// Returns kind, name and new name of all that are renamed.
    fn called(&self) -> impl Iterator<Item = (&str, &Spanned<String>, &str)> {
        let merged = self.merge.iter().flat_map(|Merge { kind, name, variants }| {
            variants.iter().map(move |variant| (kind.as_str(), variant, name.get_ref().as_str()))
        });
        let renamed = self.rename.iter();
        merged.chain(renamed.map(|Rename { kind, name, to }| (kind.as_str(), name, to.as_str())))
    }
}

/// Returns the aliases of a file.
///
/// # Errors
/// [`Error::Usage`] names file, line and remedy; [`Error::Io`] if the file cannot be read.
pub(super) fn load(file: &Path) -> Result<Aliases> {
    parse(file, &fs::read_to_string(file).map_err(Error::io(file))?)
}

fn parse(file: &Path, text: &str) -> Result<Aliases> {
    let read: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let message = plain(error.message());
        refuse(
            file,
            text,
            at,
            &format!("{message}; mend it, `dateline help entities` shows an example"),
        )
    })?;
    let mut reading = Reading { file, text, aliases: Aliases::default() };
    for Merge { kind, name, variants } in &read.merge {
        for variant in variants {
            // A name may be listed as its own variant: what is pasted need not be tidied.
            if name_key(variant.get_ref()) != name_key(name.get_ref()) {
                reading.call(kind, variant, name.get_ref())?;
            }
        }
    }
    for Rename { kind, name, to } in &read.rename {
        reading.call(kind, name, to)?;
    }
    for Ignore { kind, name } in &read.ignore {
        reading.entry(kind, name)?.ignored = true;
    }
    for split in &read.split {
        reading.split(split, &read)?;
    }
    reading.refuse_chains(&read)?;
    Ok(reading.aliases)
}

/// Returns what the parser says in words for those who write names.
fn plain(message: &str) -> String {
    let message = message.trim().replace('\n', " ").replace('`', "\"");
    match message.strip_suffix(", expected a sequence") {
        Some("invalid type: map") => "write the head of an entry in two brackets, [[…]]".to_owned(),
        Some(_) => "write a list in brackets here, even of one name: [\"…\"]".to_owned(),
        None => message,
    }
}

/// What is written for the kinds of the shipped rules.
const KINDS: [(&str, &str); 6] = [
    ("organization", "organisation"),
    ("organizations", "organisation"),
    ("organisations", "organisation"),
    ("people", "person"),
    ("persons", "person"),
    ("places", "place"),
];

/// A file in reading.
struct Reading<'f> {
    file: &'f Path,
    text: &'f str,
    aliases: Aliases,
}

impl Reading<'_> {
    fn refuse(&self, at: &Spanned<String>, message: &str) -> Error {
        refuse(self.file, self.text, at.span().start, message)
    }

    /// Refuses what can be no entity.
    fn check(&self, kind: &str, name: &Spanned<String>) -> Result<()> {
        if name.get_ref().trim().is_empty() || kind.trim().is_empty() {
            return Err(self.refuse(name, "kind or name is empty; write both"));
        }
        if let Some((_, known)) = KINDS.iter().find(|(wrong, _)| *wrong == kind) {
            let message = format!("no kind is called \"{kind}\"; write \"{known}\"");
            return Err(self.refuse(name, &message));
        }
        if !is_named(kind) {
            let message = format!(
                "things of kind \"{kind}\" have values and no names; take it out, or write another kind"
            );
            return Err(self.refuse(name, &message));
        }
        Ok(())
    }

    /// Returns the fate of a name that is neither renamed nor ignored yet.
    fn entry(&mut self, kind: &str, name: &Spanned<String>) -> Result<&mut Fate> {
        self.check(kind, name)?;
        let key = name_key(name.get_ref());
        let known = self.aliases.fate(kind, &key);
        let shown = name.get_ref();
        if let Some(other) = known.and_then(|fate| fate.name.as_deref()) {
            let message =
                format!("\"{shown}\" is called \"{other}\" already; take it out of one of the two");
            return Err(self.refuse(name, &message));
        }
        if known.is_some_and(|fate| fate.ignored) {
            let message = format!("\"{shown}\" is ignored already; take it out of one of the two");
            return Err(self.refuse(name, &message));
        }
        Ok(self.aliases.entry(kind, &key))
    }

    fn call(&mut self, kind: &str, name: &Spanned<String>, to: &str) -> Result<()> {
        if to.trim().is_empty() {
            return Err(self.refuse(name, "the new name is empty; write one, or use [[ignore]]"));
        }
        self.entry(kind, name)?.name = Some(to.trim().to_owned());
        Ok(())
    }

    fn split(&mut self, split: &Split, read: &File) -> Result<()> {
        self.check(&split.kind, &split.name)?;
        let keys = |names: &[String]| names.iter().map(|name| name_key(name)).collect();
        let mut part = Part {
            name: split.into.trim().to_owned(),
            with: keys(&split.with),
            sites: keys(&split.sites),
        };
        // Articles have the names before merging; the user writes those that commands show.
        let called = read.called().filter(|(_, _, name)| part.with.contains(&name_key(name)));
        let before: Vec<_> = called.map(|(_, before, _)| name_key(before.get_ref())).collect();
        part.with.extend(before);
        if part.with.is_empty() && part.sites.is_empty() {
            let message = "say in which articles: add with = [\"another name in them\"] or sites = [\"a publication\"]";
            return Err(self.refuse(&split.name, message));
        }
        if part.name.is_empty() || name_key(&part.name) == name_key(split.name.get_ref()) {
            let message = "the two names are one; write another after into, such as \"John Smith (footballer)\"";
            return Err(self.refuse(&split.name, message));
        }
        let key = name_key(split.name.get_ref());
        // A name is divided with all that are called so.
        let variants =
            read.called().filter(|(kind, _, name)| *kind == split.kind && name_key(name) == key);
        let variants = variants.map(|(_, variant, _)| name_key(variant.get_ref()));
        for key in variants.chain([key.clone()]).collect::<BTreeSet<_>>() {
            self.aliases.entry(&split.kind, &key).parts.push(part.clone());
        }
        Ok(())
    }

    /// Refuses names that are given to something and taken from it again: A is B, B is C.
    fn refuse_chains(&self, read: &File) -> Result<()> {
        let merged =
            read.merge.iter().map(|merge| (&merge.kind, &merge.name, merge.name.get_ref()));
        let renamed = read.rename.iter().map(|rename| (&rename.kind, &rename.name, &rename.to));
        let split = read.split.iter().map(|split| (&split.kind, &split.name, &split.into));
        for (kind, at, name) in merged.chain(renamed).chain(split) {
            let fate = self.aliases.fate(kind, &name_key(name));
            // A rename may change case or accents alone.
            let further = fate.and_then(|fate| fate.name.as_deref());
            let further = further.filter(|further| name_key(further) != name_key(name));
            if let Some(further) = further {
                let message = format!(
                    "\"{name}\" is called \"{further}\" elsewhere; write \"{further}\" here too"
                );
                return Err(self.refuse(at, &message));
            }
            if fate.is_some_and(|fate| fate.ignored) {
                let message =
                    format!("\"{name}\" is ignored elsewhere; ignore its variants instead");
                return Err(self.refuse(at, &message));
            }
        }
        for split in &read.split {
            let further = self.aliases.fate(&split.kind, &name_key(&split.into));
            if further.is_some_and(|further| !further.parts.is_empty()) {
                let message = format!(
                    "\"{into}\" is divided elsewhere; divide \"{name}\" into its parts instead",
                    into = split.into,
                    name = split.name.get_ref(),
                );
                return Err(self.refuse(&split.name, &message));
            }
        }
        Ok(())
    }
}

fn refuse(file: &Path, text: &str, at: usize, message: &str) -> Error {
    let line = 1 + text[..at.min(text.len())].matches('\n').count();
    Error::Usage { message: format!("{}:{line}: {message}", file.display()) }
}

#[cfg(test)]
mod tests;
