//! `dateline.toml` → [`Settings`]: what holds where neither a flag nor the environment says otherwise.
//!
//! The nearest file from the current folder upward counts, else the one in the user's configuration folder. Paths in
//! it are relative to the file. An unknown key is an error, since a misspelt one would otherwise be ignored in silence.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use crate::cli::args::ColorWhen;
use crate::cli::args::Offsets;
use crate::error::Error;
use crate::error::Result;

const FILE_NAME: &str = "dateline.toml";

/// What a settings file may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Settings {
    /// Folder of the index.
    pub(super) index: Option<PathBuf>,
    /// File of aliases.
    pub(super) aliases: Option<PathBuf>,
    /// Folders of rules, applied in this order before those of `--rules`.
    pub(super) rules: Vec<PathBuf>,
    /// Number of threads.
    pub(super) threads: Option<usize>,
    /// When to use colours.
    pub(super) color: Option<ColorWhen>,
    /// Unit of offsets.
    pub(super) offsets: Option<Offsets>,
    /// Saved searches as they are written.
    alerts: BTreeMap<String, Spanned<String>>,
    /// Saved searches by name, with their places.
    #[serde(skip)]
    pub(super) saved: Vec<Alert>,
}

/// A saved search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alert {
    /// What the user calls it.
    pub(super) name: String,
    /// The query.
    pub(super) query: String,
    /// File and line where it stands.
    pub(super) place: String,
}

impl Settings {
    /// Returns the settings that hold in the current folder; the defaults if there is no file.
    ///
    /// # Errors
    /// The file cannot be read or understood; the message names file and line.
    pub(super) fn load() -> Result<Settings> {
        let here = env::current_dir().ok();
        let upward =
            here.iter().flat_map(|here| here.ancestors()).map(|folder| folder.join(FILE_NAME));
        match upward.chain(configured()).find(|file| file.is_file()) {
            Some(file) => {
                Settings::parse(&file, &fs::read_to_string(&file).map_err(Error::io(&file))?)
            }
            None => Ok(Settings::default()),
        }
    }

    fn parse(file: &Path, text: &str) -> Result<Settings> {
        let mut settings: Settings = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            usage(file, line, error.message())
        })?;
        if settings.threads == Some(0) {
            return Err(usage(file, line_of(text, "threads"), "`threads` must be at least 1"));
        }
        for (name, query) in std::mem::take(&mut settings.alerts) {
            let line = 1 + text[..query.span().start].matches('\n').count();
            let place = format!("{}:{line}", file.display());
            let query = query.into_inner();
            if name.trim().is_empty() {
                return Err(usage(file, line, "a saved search needs a name before the ="));
            }
            if query.trim().is_empty() {
                let message =
                    format!("alerts.{name}: the query is empty; \"*\" finds every article");
                return Err(usage(file, line, &message));
            }
            settings.saved.push(Alert { name, query, place });
        }
        let folder = file.parent().unwrap_or(Path::new(""));
        for path in
            settings.index.iter_mut().chain(&mut settings.aliases).chain(&mut settings.rules)
        {
            *path = folder.join(&*path);
        }
        Ok(settings)
    }
}

/// Returns the file in the user's configuration folder, by the XDG convention.
fn configured() -> Option<PathBuf> {
    Some(own_folder("XDG_CONFIG_HOME", ".config")?.join(FILE_NAME))
}

/// Returns the user's folder for what can be made again, by the XDG convention.
pub(super) fn cache() -> Option<PathBuf> {
    own_folder("XDG_CACHE_HOME", ".cache")
}

fn own_folder(name: &str, usual: &str) -> Option<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set(name).or_else(|| Some(set("HOME")?.join(usual)))?;
    Some(folder.join("dateline"))
}

fn usage(file: &Path, line: usize, message: &str) -> Error {
    Error::Usage {
        message: format!("{}:{line}: {}", file.display(), message.trim().replace('\n', " ")),
    }
}

fn line_of(text: &str, key: &str) -> usize {
    1 + text.lines().position(|line| line.trim_start().starts_with(key)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Settings> {
        Settings::parse(Path::new("/home/ada/dateline.toml"), text)
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let settings = parse(
            "index = \"news\"\nrules = [\"own\", \"/shared/rules\"]\nthreads = 2\ncolor = \"never\"",
        );
        let settings = settings.expect("valid settings");
        assert_eq!(settings.index, Some(PathBuf::from("/home/ada/news")));
        assert_eq!(
            settings.rules,
            [PathBuf::from("/home/ada/own"), PathBuf::from("/shared/rules")]
        );
        assert_eq!((settings.threads, settings.color), (Some(2), Some(ColorWhen::Never)));
    }

    #[test]
    fn saved_searches_know_their_place() {
        let settings = parse("index = \"a\"\n[alerts]\nwalk = 'walkout'\n\"a b\" = \"strike pay\"");
        let saved = settings.expect("valid settings").saved;
        let saved = saved.iter().map(|it| format!("{} {} {}", it.place, it.name, it.query));
        let saved: Vec<String> = saved.collect();
        let wanted =
            ["/home/ada/dateline.toml:4 a b strike pay", "/home/ada/dateline.toml:3 walk walkout"];
        assert_eq!(saved, wanted);
    }

    #[test]
    fn errors_name_file_line_and_key() {
        let cases = [
            ("index = \"a\"\nindx = \"b\"", "dateline.toml:2: unknown field `indx`"),
            ("# x\n\nthreads = \"many\"", "dateline.toml:3: invalid type"),
            ("\nthreads = 0", "dateline.toml:2: `threads` must be at least 1"),
            ("color = \"blue\"", "dateline.toml:1: unknown variant `blue`"),
            ("index = ", "dateline.toml:1: "),
            ("[alerts]\nstrike = 3", "dateline.toml:2: invalid type"),
            (
                "[alerts]\nok = 'a'\nstrike = ' '",
                "dateline.toml:3: alerts.strike: the query is empty",
            ),
            ("[alerts]\n\"\" = 'a'", "dateline.toml:2: a saved search needs a name"),
        ];
        for (text, wanted) in cases {
            let message = parse(text).expect_err(text).to_string();
            assert!(message.contains(wanted), "{text:?}: {message}");
        }
    }
}
