//! Rule folders → rule files and gazetteers, read and checked for their shape.
//!
//! Start at [`read_folder`].

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::error::Error;
use crate::error::Result;
use crate::rules::format::RulesFile;

/// Largest rule file or gazetteer, in bytes.
const MAX_FILE: u64 = 256 << 20;

/// Most folders inside one another in a rules folder.
const MAX_DEPTH: u32 = 16;

/// One file, read.
pub(super) struct Source {
    /// As it is shown.
    pub(super) name: String,
    /// Its path within its rules folder.
    pub(super) relative: String,
    pub(super) text: String,
    pub(super) content: Content,
}

/// What a file holds.
pub(super) enum Content {
    /// Rules, clues and lists.
    Rules(Box<RulesFile>),
    /// A gazetteer of a kind; the second is the list's name.
    Gazetteer(String, String),
}

/// Files that are read by nobody though they look like lists.
const NO_LISTS: [&str; 5] = ["csv", "tab", "txt", "xls", "xlsx"];

/// What rule folders hold.
#[derive(Default)]
pub(super) struct Found {
    /// The files, in the order in which they apply.
    pub(super) sources: Vec<Source>,
    /// What is doubtful in the folders.
    pub(super) remarks: Vec<String>,
}

/// Reads every `*.toml` and `*.tsv` below a folder of the rules folder `root`, in order of their paths.
pub(super) fn read_folder(root: &Path, folder: &Path, found: &mut Found, depth: u32) -> Result<()> {
    if depth > MAX_DEPTH {
        return Err(refuse(
            &folder.display().to_string(),
            None,
            "folders are nested too deep; is there a link to itself?",
        ));
    }
    let entries = fs::read_dir(folder).map_err(Error::io(folder))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(Error::io(folder))?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_folder(root, &path, found, depth + 1)?;
            continue;
        }
        let name = path.display().to_string();
        let mut source = match path.extension().and_then(|suffix| suffix.to_str()) {
            Some("toml") => parse_toml(name, read_file(&path)?)?,
            Some("tsv") => gazetteer(&path, name, read_file(&path)?)?,
            Some(suffix) if path.parent() != Some(root) && NO_LISTS.contains(&suffix) => {
                let remedy = "lists are *.tsv, with a tab between cells; save it so";
                found.remarks.push(format!("{name}: this file is not read; {remedy}"));
                continue;
            }
            _ => continue,
        };
        source.relative = relative(root, &path);
        found.sources.push(source);
    }
    Ok(())
}

/// Returns the path within the rules folder, written alike on every system.
fn relative(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn read_file(path: &Path) -> Result<String> {
    let size = fs::metadata(path).map_err(Error::io(path))?.len();
    if size > MAX_FILE {
        return Err(refuse(
            &path.display().to_string(),
            None,
            &format!("larger than {MAX_FILE} bytes; split it"),
        ));
    }
    let bytes = fs::read(path).map_err(Error::io(path))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let sound = error.utf8_error().valid_up_to();
        let line = memchr::memchr_iter(b'\n', &error.as_bytes()[..sound]).count() + 1;
        refuse(&format!("{}:{line}", path.display()), None, "this is not UTF-8; save the file so")
    })?;
    // Spreadsheets write a byte order mark.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Reads one rule file.
pub(super) fn parse_toml(name: String, text: String) -> Result<Source> {
    let file: RulesFile = toml::from_str(&text).map_err(|error| {
        let at = error.span().map(|span| span.start);
        let line = at.map(|at| format!(":{}", line_of(&text, at))).unwrap_or_default();
        let rule = at.and_then(|at| rule_at(&text, at));
        refuse(&format!("{name}{line}"), rule, &plain(error.message()))
    })?;
    if file.kind.is_some() && file.fact.is_some() {
        return Err(refuse(&name, None, "a file has either kind or fact, not both; split it"));
    }
    Ok(Source { relative: name.clone(), name, text, content: Content::Rules(Box::new(file)) })
}

/// Returns the name of the rule around a byte of a rule file that cannot be read as a whole.
fn rule_at(text: &str, at: usize) -> Option<&str> {
    const HEAD: &str = "[[rule]]";
    let head = text.get(..at.saturating_add(HEAD.len()).min(text.len())).unwrap_or(text);
    let rule = &text[head.rfind(HEAD)? + HEAD.len()..];
    let lines = rule.lines().skip(1).take_while(|line| !line.starts_with('['));
    let mut names =
        lines.filter_map(|line| line.trim().strip_prefix("name")?.trim().strip_prefix('='));
    names.next()?.split('"').nth(1)
}

/// Returns what the parser says in words for those who write rules.
fn plain(message: &str) -> String {
    let message = message.trim().replace('`', "\"").replace('\n', " ");
    if let Some((key, known)) =
        message.strip_prefix("unknown field ").and_then(|rest| rest.split_once(", expected "))
    {
        let known = known.trim_start_matches("one of ");
        return format!("unknown key {key}; remove it or write one of {known}");
    }
    if let Some(key) = message.strip_prefix("missing field ") {
        return format!("{key} is missing; add it");
    }
    if let Some((found, wanted)) =
        message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
    {
        return format!("{found} stands where {wanted} is wanted; write that");
    }
    if message.contains("untagged enum Patterns") {
        return "a pattern is a string or a list of strings; write it so".to_owned();
    }
    if message.contains("untagged enum ListDef") {
        return "a list is [\"words\"] or \"word\" = \"normal form\"; write it so".to_owned();
    }
    format!("{message}; mend it, the shape of a rule file is in CONTRIBUTING.md")
}

/// A gazetteer's kind is the name of its folder, its list the name of the file.
fn gazetteer(path: &Path, name: String, text: String) -> Result<Source> {
    let part =
        |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().to_lowercase());
    let kind = part(path.parent().and_then(Path::file_name));
    let kind = kind.ok_or_else(|| {
        refuse(&name, None, "put the list into a folder named after its kind, such as ship/")
    })?;
    let list = part(path.file_stem()).unwrap_or_default();
    Ok(Source { relative: name.clone(), name, text, content: Content::Gazetteer(kind, list) })
}

/// Returns the error for a rule file.
pub(super) fn refuse(file: &str, rule: Option<&str>, message: &str) -> Error {
    Error::Rules {
        file: file.to_owned(),
        rule: rule.map(str::to_owned),
        message: message.to_owned(),
    }
}

/// Returns the line of a byte, counted from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count() + 1
}
