//! One article → the user's browser or pager.
//!
//! Programs are started with their arguments as they are: no shell sees a word of an article, a path or an address. Start
//! at [`open`].

use std::env;
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::PathBuf;
use std::process;
use std::process::Command;
use std::process::Stdio;

use clap::ValueEnum;

use crate::cli::context::Context;
use crate::cli::output::Output;
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
            let path = write_page(&page(record))?;
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

/// Most names that are tried for the file of a page.
const MAX_NAMES: usize = 1_000;

/// Writes a page into a new file of the folder for temporary files, which nobody else may read.
fn write_page(page: &str) -> Result<PathBuf> {
    let folder = env::temp_dir();
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..MAX_NAMES {
        let path = folder.join(format!("dateline-{}-{number}.html", process::id()));
        match options.open(&path) {
            Ok(mut file) => {
                file.write_all(page.as_bytes()).map_err(Error::io(&path))?;
                return Ok(path);
            }
            Err(error) => last = error,
        }
        if last.kind() != io::ErrorKind::AlreadyExists {
            break;
        }
    }
    Err(Error::Io { path: folder, source: last })
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
