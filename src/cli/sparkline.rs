//! Counts by period → lines of small bars, one character for each period.

use std::io;
use std::io::Write;

use clap::ValueEnum;

use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::model::Hits;

/// What sparklines are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Style {
    /// Block characters, which need a terminal that shows Unicode
    Blocks,
    /// Digits from 0 to 9
    Ascii,
}

/// Widest names, in characters.
const NAMES: usize = 40;

/// Prints a line for all articles, and one for each value of the cross tables.
pub(super) fn print(
    hits: &Hits,
    by: &str,
    style: Style,
    painter: Painter,
    output: &mut Output,
) -> io::Result<()> {
    let all = hits.counts.get(by).map(Vec::as_slice).unwrap_or_default();
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return writeln!(output, "no article states a date");
    };
    let periods: Vec<&str> = all.iter().map(|count| count.value.as_str()).collect();
    let counts: Vec<u64> = all.iter().map(|count| count.count).collect();
    let mut rows = vec![("all".to_owned(), counts)];
    for row in hits.tables.values().flat_map(|table| &table.rows) {
        rows.push((one_line(&row.value).chars().take(NAMES).collect(), row.counts.clone()));
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let head = format!("{by}  {} to {}", first.value, last.value);
    writeln!(output, "{}", painter.paint(BOLD, &head))?;
    for (name, counts) in &rows {
        let sum: u64 = counts.iter().sum();
        let most = counts.iter().copied().max().unwrap_or(0);
        let at = counts.iter().position(|count| *count == most).unwrap_or(0);
        let articles = if sum == 1 { "article" } else { "articles" };
        let peak = format!("{sum} {articles}, most {most} in {}", periods.get(at).unwrap_or(&""));
        writeln!(
            output,
            "  {name:width$}  {}  {}",
            sparkline(counts, style),
            painter.paint(DIM, &peak)
        )?;
    }
    match hits.undated.filter(|undated| *undated > 0) {
        Some(undated) => writeln!(output, "  {undated} without a date are not in it"),
        None => Ok(()),
    }
}

/// Returns the numbers as bars; only zero looks like nothing.
fn sparkline(counts: &[u64], style: Style) -> String {
    let bars: &[char] = match style {
        Style::Blocks => &['·', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
        Style::Ascii => &['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
    };
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let highest = bars.len() as u64 - 1;
    let level = |count: &u64| u128::from(*count) * u128::from(highest);
    counts.iter().map(|count| bars[level(count).div_ceil(u128::from(most)) as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_zero_looks_like_nothing() {
        for (counts, blocks, digits) in [
            (&[0, 1, 4, 8][..], "·▁▄█", "0259"),
            (&[0, 1, 1_000], "·▁█", "019"),
            (&[0, 0], "··", "00"),
            (&[u64::MAX, 1], "█▁", "91"),
            (&[], "", ""),
        ] {
            assert_eq!(sparkline(counts, Style::Blocks), blocks);
            assert_eq!(sparkline(counts, Style::Ascii), digits);
        }
    }
}
