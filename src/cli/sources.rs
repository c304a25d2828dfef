//! The source audit as text or JSON: who is quoted, how much, and how often nobody is named.

use std::io;
use std::io::Write;

use serde::Serialize;

use crate::cli::args::JsonArgs;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::counted;
use crate::cli::terminal::one_line;
use crate::model::MonthOfSources;
use crate::model::Source;
use crate::model::Sources;

/// Widest column of names, in characters.
const WIDEST: usize = 40;

/// Most months that the line of a speaker shows, the last ones.
const SHOWN_MONTHS: usize = 4;

/// Writes the audit.
pub(super) fn print(
    found: &Sources,
    json: JsonArgs,
    painter: Painter,
    output: &mut Output,
) -> io::Result<()> {
    if json.json {
        return output.json(found);
    }
    if json.ndjson {
        return lines(found, output);
    }
    totals(found, painter, output)?;
    if !found.months.is_empty() {
        let head = format!("\n{:10}  {:>8}  {:>9}", "month", "quotes", "anonymous");
        writeln!(output, "{}", painter.paint(BOLD, &head))?;
    }
    for MonthOfSources { month, quotes, anonymous_share, .. } in &found.months {
        writeln!(output, "{month:10}  {quotes:>8}  {:>8.1}%", anonymous_share * 100.0)?;
    }
    let names: Vec<String> = found.speakers.iter().map(|source| one_line(&source.name)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).clamp(7, WIDEST);
    if !names.is_empty() {
        let head = format!(
            "\n{:width$}  {:>8}  {:>8}  {:>8}  {:>6}  months",
            "speaker", "quotes", "words", "articles", "share"
        );
        writeln!(output, "{}", painter.paint(BOLD, &head))?;
    }
    for (name, source) in names.iter().zip(&found.speakers) {
        let Source { quotes, words, articles, share, .. } = source;
        let months = painter.paint(DIM, &months(source));
        let share = share * 100.0;
        writeln!(
            output,
            "{name:width$}  {quotes:>8}  {words:>8}  {articles:>8}  {share:>5.1}%  {months}"
        )?;
    }
    Ok(())
}

/// One line for the whole, one for each month, one for each speaker.
fn lines(found: &Sources, output: &mut Output) -> io::Result<()> {
    #[derive(Serialize)]
    #[serde(untagged)]
    enum Line<'s> {
        Month(&'s MonthOfSources),
        Speaker(&'s Source),
    }
    let whole = Sources { months: Vec::new(), speakers: Vec::new(), ..found.clone() };
    output.ndjson(&whole)?;
    found.months.iter().try_for_each(|month| output.ndjson(&Line::Month(month)))?;
    found.speakers.iter().try_for_each(|source| output.ndjson(&Line::Speaker(source)))
}

fn totals(found: &Sources, painter: Painter, output: &mut Output) -> io::Result<()> {
    let Sources { articles, quoting, quotes, words, anonymous, unnamed, total, .. } = found;
    let share = found.anonymous_share * 100.0;
    let lines = [
        (
            "quotes",
            format!(
                "{quotes} with {}, in {quoting} of {}",
                counted(*words as usize, "word", "words"),
                counted(*articles as usize, "article", "articles")
            ),
        ),
        ("speakers", total.to_string()),
        ("anonymous", format!("{anonymous} ({share:.1}%)")),
        ("not named", unnamed.to_string()),
    ];
    for (name, value) in lines {
        writeln!(output, "{}  {value}", painter.paint(BOLD, &format!("{name:12}")))?;
    }
    Ok(())
}

/// The last months in which somebody was quoted, with the numbers.
fn months(source: &Source) -> String {
    let skipped = source.months.len().saturating_sub(SHOWN_MONTHS);
    let shown =
        source.months.iter().skip(skipped).map(|(month, quotes)| format!("{month} {quotes}"));
    let shown: Vec<String> = shown.collect();
    let more = if skipped > 0 { "… · " } else { "" };
    format!("{more}{}", shown.join(" · "))
}
