//! One article → the user's browser or pager.
//!
//! Programs are started with their arguments as they are: no shell sees a word of an article, a path or an address. Start
//! at [`open`].

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::fs::DirBuilder;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;

use clap::ValueEnum;

use crate::cli::context::Context;
use crate::cli::output::Output;
use crate::cli::settings;
use crate::cli::show;
use crate::cli::usage;
use crate::error::Error;
use crate::error::Result;
use crate::export::page;
use crate::model::Record;

/// In what an article is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Where {
    /// Its page as `show --html` makes it, in $BROWSER or the system's browser
    Page,
    /// The address where it was published, in the same browser
    Url,
    /// The article as `show` prints it, in $PAGER, or else less
    Pager,
}

/// Opens an article.
pub(super) fn open(record: &Record, place: Where, context: &Context) -> Result<()> {
    match place {
        Where::Pager => page_through(record, context),
        Where::Url => {
            let url = record.article.url.as_deref().unwrap_or_default();
            browse(OsStr::new(address(url)?))
        }
        Where::Page => {
            let path = write_page(&record.article.id.to_string(), &page(record))?;
            context.remark(&format!("opening {}", path.display()));
            browse(path.as_os_str())
        }
    }
}

/// Returns the address of an article. Only one of the web is opened: a page may claim any.
fn address(url: &str) -> Result<&str> {
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    });
    let is_plain = !url.contains(|c: char| c.is_control() || c.is_whitespace());
    match is_web && is_plain {
        true => Ok(url),
        false => {
            Err(usage("the article has no address of the web; --open=page shows it as it was read"))
        }
    }
}

/// Most pages that are kept. Nobody tells when a browser has read one; the oldest go.
const MAX_PAGES: usize = 8;

/// Writes a page into a file of the user's cache, which nobody else may read; an article has one, whenever it is opened.
fn write_page(key: &str, page: &str) -> Result<PathBuf> {
    let folder = match settings::cache() {
        Some(cache) => {
            let folder = cache.join("pages");
            own_folder().recursive(true).create(&folder).map_err(Error::io(&folder))?;
            folder
        }
        None => fresh_folder(&env::temp_dir())?,
    };
    let path = folder.join(format!("{key}.html"));
    match fs::remove_file(&path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Error::io(&path)(error));
        }
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(Error::io(&path))?;
    file.write_all(page.as_bytes()).map_err(Error::io(&path))?;
    tidy(&folder, &path);
    Ok(path)
}

/// Most folders of one process's number that are gone past: leftovers of earlier ones.
const MAX_LEFTOVERS: u32 = 1000;

/// Makes a folder in `shared`, where others may write too: one that was not there before, so that it is nobody else's.
fn fresh_folder(shared: &Path) -> Result<PathBuf> {
    let mut number = 0;
    loop {
        let folder = shared.join(format!("dateline-{}-{number}", std::process::id()));
        match own_folder().create(&folder) {
            Ok(()) => return Ok(folder),
            Err(error)
                if error.kind() == io::ErrorKind::AlreadyExists && number < MAX_LEFTOVERS =>
            {
                number += 1;
            }
            Err(error) => return Err(Error::io(folder)(error)),
        }
    }
}

/// Returns what makes folders that nobody else may look into.
fn own_folder() -> DirBuilder {
    #[allow(unused_mut, reason = "rights are set on Unix alone")]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Removes the oldest pages but `last`. What cannot be removed harms nobody.
fn tidy(folder: &Path, last: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut pages: Vec<_> = entries
        .filter(|entry| entry.path() != last && entry.path().extension() == Some("html".as_ref()))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    pages.sort();
    for (_, path) in pages.iter().rev().skip(MAX_PAGES - 1) {
        let _ = fs::remove_file(path);
    }
}

/// Returns the words of a setting such as `less -R`.
fn words(name: &str) -> Vec<String> {
    let set = env::var(name).unwrap_or_default();
    set.split_whitespace().map(str::to_owned).collect()
}

/// Starts a browser and waits until it gives the terminal back.
fn browse(target: &OsStr) -> Result<()> {
    let mut command = words("BROWSER");
    if command.is_empty() {
        command = SYSTEM_BROWSER.iter().map(|&word| word.to_owned()).collect();
    }
    let mut started = Command::new(&command[0]);
    let mut is_named = false;
    for word in &command[1..] {
        is_named |= word == "%s";
        started.arg(if word == "%s" { target } else { OsStr::new(word) });
    }
    if !is_named {
        started.arg(target);
    }
    // What a browser says is no data of ours.
    let status = started.stdin(Stdio::null()).stdout(Stdio::null()).status();
    let target = target.to_string_lossy();
    let failed = |why: String| {
        let name = &command[0];
        usage(format!("{name}: {why}; set BROWSER to a program that opens {target}"))
    };
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(status.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}

#[cfg(target_os = "macos")]
const SYSTEM_BROWSER: &[&str] = &["open"];
#[cfg(target_os = "windows")]
const SYSTEM_BROWSER: &[&str] = &["rundll32", "url.dll,FileProtocolHandler"];
#[cfg(not(any(target_os = "macos", target_os = "windows")))]
const SYSTEM_BROWSER: &[&str] = &["xdg-open"];

/// Shows the article in a pager.
fn page_through(record: &Record, context: &Context) -> Result<()> {
    let mut command = words("PAGER");
    if command.is_empty() {
        command = vec!["less".to_owned()];
    }
    let mut pager = Command::new(&command[0]);
    pager.args(&command[1..]).stdin(Stdio::piped());
    if env::var_os("LESS").is_none() {
        // Colours as they are; leave a text that fits on the screen.
        pager.env("LESS", "FRX");
    }
    let failed =
        |error: io::Error| usage(format!("{}: {error}; set PAGER to another program", command[0]));
    let mut child = pager.spawn().map_err(failed)?;
    if let Some(stdin) = child.stdin.take() {
        let mut output = Output::of(Box::new(stdin), None);
        let shown = show::print(record, context.painter(), &mut output);
        let shown = shown.map_err(Error::io("the pager")).and_then(|()| output.finish());
        let is_closed = |error: &Error| matches!(error, Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe);
        // Who leaves the pager early has seen enough.
        if let Err(error) = shown
            && !is_closed(&error)
        {
            return Err(error);
        }
    }
    child.wait().map_err(failed)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_folder_among_those_of_others_is_new_and_our_own() {
        use std::os::unix::fs::PermissionsExt;
        let shared = tempfile::tempdir().unwrap();
        let folders = [(); 2].map(|()| fresh_folder(shared.path()).unwrap());
        assert_ne!(folders[0], folders[1]);
        for folder in folders {
            assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
        assert!(fresh_folder(&shared.path().join("missing")).is_err());
    }

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for (url, opened) in [
            ("https://example.org/a?b=c&d", true),
            ("HTTP://example.org", true),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("--help", false),
            ("https://a b", false),
            ("", false),
        ] {
            assert_eq!(address(url).is_ok(), opened, "{url}");
        }
    }
}
