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
        let message = error.message().trim().replace('\n', " ").replace('`', "\"");
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
mod tests {
    use super::*;
    use crate::model::Around;

    fn read(text: &str) -> Result<Aliases> {
        parse(Path::new("aliases.toml"), text)
    }

    #[test]
    fn names_are_called_what_the_file_says() {
        let aliases = read(
            "[[merge]]\nkind = \"person\"\nname = \"Wes Streeting\"\nvariants = [\"W. Streeting\", \"WES STREETING\"]\n\
             [[rename]]\nkind = \"organisation\"\nname = \"Facebook\"\nto = \"Meta\"\n\
             [[ignore]]\nkind = \"person\"\nname = \"Reuters Staff\"\n",
        )
        .expect("sound aliases");
        let around = Around::default();
        for (kind, name, wanted) in [
            ("person", "W Streeting", Some("Wes Streeting")),
            ("person", "Wes Streeting", Some("Wes Streeting")),
            ("organisation", "FACEBOOK", Some("Meta")),
            ("person", "Facebook", Some("Facebook")),
            ("person", "Reuters Staff", None),
        ] {
            assert_eq!(aliases.name(kind, &name_key(name), name, &around), wanted, "{name}");
        }
    }

    #[test]
    fn a_name_is_divided_with_its_variants() {
        let aliases = read(
            "[[merge]]\nkind = \"person\"\nname = \"John Smith\"\nvariants = [\"J. Smith\"]\n\
             [[split]]\nkind = \"person\"\nname = \"John Smith\"\ninto = \"John Smith (footballer)\"\nwith = [\"Arsenal\"]\n",
        )
        .expect("sound aliases");
        for (beside, wanted) in [("arsenal", "John Smith (footballer)"), ("labour", "John Smith")] {
            let around = Around { names: [beside.to_owned()].into(), site: None };
            for (key, name) in [("john-smith", "John Smith"), ("j-smith", "J. Smith")] {
                assert_eq!(aliases.name("person", key, name, &around), Some(wanted), "{name}");
            }
        }
    }

    #[test]
    fn articles_of_a_split_are_told_by_names_as_they_are_shown() {
        let aliases = read(
            "[[split]]\nkind = \"person\"\nname = \"John Smith\"\ninto = \"John Smith (footballer)\"\nwith = [\"Arsenal\"]\n\
             [[merge]]\nkind = \"organisation\"\nname = \"Arsenal\"\nvariants = [\"Arsenal FC\"]\n\
             [[rename]]\nkind = \"organisation\"\nname = \"The Gunners\"\nto = \"Arsenal\"\n",
        )
        .expect("sound aliases");
        for (beside, wanted) in [
            ("arsenal", "John Smith (footballer)"),
            ("arsenal-fc", "John Smith (footballer)"),
            ("gunners", "John Smith (footballer)"),
            ("labour", "John Smith"),
        ] {
            let around = Around { names: [beside.to_owned()].into(), site: None };
            let found = aliases.name("person", "john-smith", "John Smith", &around);
            assert_eq!(found, Some(wanted), "{beside}");
        }
    }

    #[test]
    fn errors_name_file_line_and_remedy() {
        let split = |kind: &str, name: &str, into: &str| {
            format!(
                "[[split]]\nkind = \"{kind}\"\nname = \"{name}\"\ninto = \"{into}\"\nwith = [\"X\"]\n"
            )
        };
        let ignore = "[[ignore]]\nkind = \"person\"\nname = \"A B\"\n";
        for (text, wanted) in [
            ("[[merge]]\nkind = 3\n".to_owned(), "aliases.toml:2: invalid type"),
            ("[[merg]]\n".to_owned(), "aliases.toml:1: unknown field \"merg\""),
            (format!("{ignore}{ignore}"), "aliases.toml:6: \"A B\" is ignored already"),
            (
                format!("{ignore}[[rename]]\nkind = \"person\"\nname = \"C\"\nto = \"A B\"\n"),
                "aliases.toml:6: \"A B\" is ignored elsewhere",
            ),
            (
                "[[split]]\nkind = \"person\"\nname = \"A\"\ninto = \"B\"\n".to_owned(),
                "aliases.toml:3: say in which articles",
            ),
            (split("", "A", "B"), "aliases.toml:3: kind or name is empty"),
            (split("person", " ", "B"), "aliases.toml:3: kind or name is empty"),
            (split("money", "A", "B"), "aliases.toml:3: things of kind \"money\" have values"),
            (
                format!("{}{ignore}", split("person", "A", "A B")),
                "aliases.toml:3: \"A B\" is ignored elsewhere",
            ),
            (
                split("person", "A", "B") + &split("person", "B", "C"),
                "aliases.toml:3: \"B\" is divided elsewhere",
            ),
            (
                "[[rename]]\nkind = \"person\"\nname = \"A\"\nto = \"B\"\n\
                 [[rename]]\nkind = \"person\"\nname = \"B\"\nto = \"C\"\n"
                    .to_owned(),
                "aliases.toml:3: \"B\" is called \"C\" elsewhere",
            ),
        ] {
            let message = read(&text).expect_err(&text).to_string();
            assert!(message.starts_with(wanted), "{text}: {message}");
        }
    }
}
