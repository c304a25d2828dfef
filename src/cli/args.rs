//! Arguments that several commands share. Nothing here acts: parsing only checks what was typed.

use std::iter;
use std::path::PathBuf;

use clap::ArgMatches;
use clap::Args;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use clap::builder::PossibleValuesParser;
use jiff::civil::Date;
use serde::Deserialize;

use crate::cli::usage;
use crate::error::Result;
use crate::model::Filter;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::parse;
use crate::read::Limits;
use crate::read::Select;
use crate::text::offset::OffsetUnit;

/// The end of `dateline help`.
pub(super) const ROOT_HELP: &str = "\
Examples:
  dateline ingest corpus                      read a folder of articles into the index
  dateline search 'strike person:\"Wes Streeting\"' --since 2025-12-01
  dateline search --count-by organisation --limit 0
  dateline quotes strike --speaker 'Wes Streeting'
  dateline export facts --to csv -o facts.csv
  dateline extract article.html | jq .mentions
  dateline explain article.txt:7              why each name of line 7 was found

Settings: flags, then the environment (DATELINE_INDEX, NO_COLOR), then the nearest
dateline.toml from here upward, then ~/.config/dateline/dateline.toml.
Keys: index, aliases, rules, threads, color, offsets, and [alerts] (see help alerts).

Exit status: 0 done; 1 nothing was found; 2 wrong usage or an error;
3 done, but some documents failed; 130 an ingest that was ended by Ctrl-C or kill.";

/// Turns folders of news articles into searchable, checkable facts, with rules.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Globals {
    /// Folder of the index [env: DATELINE_INDEX] [default: index]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) index: Option<PathBuf>,
    /// File that says which names are one, as `dateline help entities` explains [default: aliases.toml, if it is there]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) aliases: Option<PathBuf>,
    /// Use colours: always, never, or on a terminal unless NO_COLOR is set [default: auto]
    #[arg(long, global = true, value_name = "WHEN", hide_possible_values = true)]
    pub(super) color: Option<ColorWhen>,
    /// Show no progress and no remarks; failures are still named
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The unit of offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Offsets {
    /// Unicode code points, as Python counts
    Codepoint,
    /// Bytes of UTF-8
    Byte,
    /// UTF-16 code units, as JavaScript and Java count
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(offsets: Offsets) -> OffsetUnit {
        match offsets {
            Offsets::Codepoint => OffsetUnit::CodePoint,
            Offsets::Byte => OffsetUnit::Byte,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}

/// In which unit offsets are printed.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct OffsetArgs {
    /// Unit of start and end: codepoint, byte or utf16 [default: codepoint]
    #[arg(long, value_name = "UNIT", hide_possible_values = true)]
    pub(super) offsets: Option<Offsets>,
}

/// The days between which articles were published.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct DayArgs {
    /// Only articles published on this day or later; a month or a year counts from its first day
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    pub(super) since: Option<Date>,
    /// Only articles published on this day or earlier; a month or a year counts to its last day
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    pub(super) until: Option<Date>,
}

impl DayArgs {
    /// Returns the conditions that they stand for.
    pub(super) fn filters(self) -> Vec<Filter> {
        let since = self.since.map(Filter::Since);
        since.into_iter().chain(self.until.map(Filter::Until)).collect()
    }
}

/// Refuses days of which the first is after the last, whatever the command.
pub(super) fn refuse_no_days(matches: &ArgMatches) -> Result<()> {
    let day = |name: &str| matches.try_get_one::<Date>(name).ok().flatten();
    match (day("since"), day("until")) {
        (Some(since), Some(until)) if since > until => Err(usage(format!(
            "--since {since} is after --until {until}: no day is between them; exchange the two"
        ))),
        _ => Ok(()),
    }
}

/// Which of the two JSON forms to print.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct JsonArgs {
    /// Print one JSON document
    #[arg(long, conflicts_with = "ndjson")]
    pub(super) json: bool,
    /// Print one JSON object a line
    #[arg(long)]
    pub(super) ndjson: bool,
}

/// Which quotes are meant.
#[derive(ValueEnum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Direct and mixed ones: words in quotation marks
    #[default]
    Direct,
    /// Indirect speech too
    All,
}

impl Quotes {
    /// Returns true if a quote is meant.
    pub(super) fn takes(self, quote: &Quote) -> bool {
        self == Quotes::All || quote.kind != QuoteKind::Indirect
    }
}

/// Which rules apply.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct RuleArgs {
    /// Add the rules and lists of a folder (repeatable; later folders override earlier ones)
    #[arg(id = "rules", long, value_name = "DIR")]
    pub(super) folders: Vec<PathBuf>,
}

/// How documents are read.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct InputArgs {
    /// Input format; auto tells it from the content
    #[arg(long, value_name = "FORMAT", default_value = AUTO, value_parser = formats(), help_heading = "Input")]
    pub(super) from: String,
    /// Publication date of articles that state none, such as 2025-12-17
    #[arg(long, value_name = "DATE", value_parser = date, help_heading = "Input")]
    pub(super) published: Option<Date>,
    /// Number of threads [default: one for each processor]
    #[arg(long, short = 'j', value_name = "N", value_parser = threads)]
    pub(super) threads: Option<usize>,
    /// In folders, read only files whose name or path matches (repeatable)
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub(super) include: Vec<String>,
    /// In folders, leave out files and folders whose name or path matches (repeatable)
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub(super) exclude: Vec<String>,
    /// In folders, read hidden files too
    #[arg(long, help_heading = "Input")]
    pub(super) hidden: bool,
    /// Largest article in MiB; a longer file is a failure
    #[arg(long, value_name = "MIB", value_parser = mebibytes, help_heading = "Input")]
    pub(super) max_size: Option<usize>,
}

/// Most that `--max-size` takes, in MiB: an article is held in memory several times over, and no machine bears more.
const MAX_MEBIBYTES: usize = 64 << 10;

/// The word for "no format named".
const AUTO: &str = "auto";

/// Returns a parser that takes the names of the input formats.
fn formats() -> PossibleValuesParser {
    let named =
        parse::formats().map(|format| PossibleValue::new(format.name()).help(format.about()));
    PossibleValuesParser::new(iter::once(PossibleValue::new(AUTO).help("by content")).chain(named))
}

impl InputArgs {
    /// Returns the format that was named; `None` for `auto`.
    pub(super) fn format(&self) -> Option<&str> {
        Some(self.from.as_str()).filter(|&name| name != AUTO)
    }

    /// Returns which files of folders are read.
    ///
    /// # Errors
    /// A glob that cannot be understood.
    pub(super) fn select(&self) -> Result<Select> {
        Select::new(&self.include, &self.exclude, self.hidden)
    }

    /// Returns how much of a file is read.
    pub(super) fn limits(&self) -> Limits {
        let limits = Limits::default();
        Limits { file: self.max_size.unwrap_or(limits.file), ..limits }
    }
}

/// Returns the date that was typed.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "write a date that exists as YEAR-MONTH-DAY, such as 2025-12-17".to_owned())
}

/// Returns the day that was typed, or the first day of the month or year.
pub(super) fn first_day(text: &str) -> Result<Date, String> {
    period(text).map(|(first, _)| first)
}

/// Returns the day that was typed, or the last day of the month or year.
pub(super) fn last_day(text: &str) -> Result<Date, String> {
    period(text).map(|(_, last)| last)
}

fn period(text: &str) -> Result<(Date, Date), String> {
    let is_shaped = text.bytes().enumerate().all(|(at, byte)| match at {
        4 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let first = |rest: &str| format!("{text}{rest}").parse::<Date>().ok();
    let month = || first("-01").map(|first| (first, first.last_of_month()));
    let year = || first("-01-01").map(|first| (first, first.last_of_year()));
    let found = match text.len() {
        7 if is_shaped => month(),
        4 if is_shaped => year(),
        _ => date(text).ok().map(|day| (day, day)),
    };
    found.ok_or_else(|| {
        "write a day that exists as YEAR-MONTH-DAY, such as 2025-12-17, a month or a year"
            .to_owned()
    })
}

fn threads(text: &str) -> Result<usize, String> {
    at_least_one(text, "a number of threads")
}

fn mebibytes(text: &str) -> Result<usize, String> {
    let number = at_least_one(text, "a number of MiB")?;
    let bytes = number.checked_mul(1 << 20).filter(|_| number <= MAX_MEBIBYTES);
    bytes.ok_or_else(|| format!("write a number of MiB, at most {MAX_MEBIBYTES}"))
}

fn at_least_one(text: &str, what: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|&number| number >= 1);
    number.ok_or_else(|| format!("write {what}, at least 1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_where_they_are_typed() {
        assert_eq!(date("2025-12-17"), Ok(jiff::civil::date(2025, 12, 17)));
        for wrong in ["2025-02-30", "17.12.2025", "yesterday", ""] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
        for (typed, first, last) in [
            ("2025-12-17", (2025, 12, 17), (2025, 12, 17)),
            ("2024-02", (2024, 2, 1), (2024, 2, 29)),
            ("2025", (2025, 1, 1), (2025, 12, 31)),
        ] {
            let day = |(year, month, day)| Ok(jiff::civil::date(year, month, day));
            assert_eq!((first_day(typed), last_day(typed)), (day(first), day(last)), "{typed}");
        }
        for wrong in ["2025-13", "2025-02-30", "20a5", "20é5", "2025-1", ""] {
            assert!(first_day(wrong).is_err(), "{wrong}");
        }
        assert_eq!(threads("8"), Ok(8));
        assert_eq!(mebibytes("2"), Ok(2 << 20));
        for wrong in ["0", "65537", "17592186044416", "99999999999999999999"] {
            assert!(mebibytes(wrong).is_err(), "{wrong}");
        }
        for wrong in ["0", "-1", "many", ""] {
            assert!(threads(wrong).is_err(), "{wrong}");
        }
    }
}
