//! Cross tables for a terminal, as CSV, and as lines of JSON: periods below one another, values beside one another.

use std::collections::BTreeMap;
use std::io;
use std::io::Write;

use serde::Serialize;
use serde_json::Value;

use crate::cli::counts::ARTICLES;
use crate::cli::counts::UNDATED;
use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::export::Sheet;
use crate::model::Count;
use crate::model::CrossTable;

/// Widest line of a heading, in characters; longer headings take several lines, longer words are cut.
const HEADING: usize = 14;

/// Widest table, in characters: further values stand in a table of their own below.
const WIDTH: usize = 100;

/// All articles by period, and those of no period.
type All<'a> = (&'a [Count], Option<u64>);

/// A column of a table: heading and cells, one for each line.
struct Column {
    heading: Vec<String>,
    cells: Vec<u64>,
}

impl Column {
    fn new(heading: &str, cells: Vec<u64>) -> Column {
        Column { heading: lines_of(heading), cells }
    }

    fn width(&self) -> usize {
        let heading = self.heading.iter().map(|line| line.chars().count()).max().unwrap_or(0);
        let cells = self.cells.iter().map(|cell| cell.to_string().len()).max().unwrap_or(0);
        heading.max(cells)
    }
}

/// Prints a table; where it is too wide, as several.
pub(super) fn print(
    field: &str,
    table: &CrossTable,
    (all, undated): All<'_>,
    painter: Painter,
    output: &mut Output,
) -> io::Result<()> {
    let undated = undated.filter(|undated| *undated > 0);
    let mut names = table.periods.clone();
    names.extend(undated.map(|_| UNDATED.to_owned()));
    names.push("all".to_owned());
    let total: u64 = all.iter().map(|count| count.count).sum();
    let mut cells: Vec<u64> = all.iter().map(|count| count.count).collect();
    cells.extend(undated);
    cells.push(total + undated.unwrap_or(0));
    let mut columns = vec![Column::new(ARTICLES, cells)];
    for row in &table.rows {
        let mut cells = row.counts.clone();
        cells.extend(undated.map(|_| row.undated));
        cells.push(row.count);
        columns.push(Column::new(&one_line(&row.value), cells));
    }
    writeln!(output, "{}", painter.paint(BOLD, &format!("{} by {}", field, table.by)))?;
    let first = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let mut left = columns.as_slice();
    while !left.is_empty() {
        let mut width = 2 + first;
        let fits = |column: &&Column| {
            width += 2 + column.width();
            width <= WIDTH
        };
        let count = left.iter().take_while(fits).count().max(1);
        let (these, rest) = left.split_at(count);
        print_part(&names, these, painter, output)?;
        left = rest;
    }
    Ok(())
}

fn print_part(
    names: &[String],
    columns: &[Column],
    painter: Painter,
    output: &mut Output,
) -> io::Result<()> {
    let first = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = columns.iter().map(Column::width).collect();
    let rows = columns.iter().map(|column| column.heading.len()).max().unwrap_or(0);
    for row in 0..rows {
        let mut line = format!("  {:first$}", "");
        for (column, width) in columns.iter().zip(&widths) {
            // Headings stand on the line of the numbers.
            let skipped = rows - column.heading.len();
            let part = row.checked_sub(skipped).and_then(|at| column.heading.get(at));
            line.push_str(&format!("  {:>width$}", part.map_or("", String::as_str)));
        }
        writeln!(output, "{}", painter.paint(DIM, line.trim_end()))?;
    }
    for (at, name) in names.iter().enumerate() {
        let mut line = format!("  {name:first$}");
        for (column, width) in columns.iter().zip(&widths) {
            line.push_str(&format!("  {:>width$}", column.cells.get(at).unwrap_or(&0)));
        }
        let is_sum = at + 1 == names.len();
        writeln!(output, "{}", if is_sum { painter.paint(BOLD, &line) } else { line })?;
    }
    writeln!(output)
}

/// Returns a heading in lines.
fn lines_of(heading: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in heading.split_whitespace() {
        let word: String = match word.chars().count() {
            count if count > HEADING => word.chars().take(HEADING - 1).chain(['…']).collect(),
            _ => word.to_owned(),
        };
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= HEADING => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

/// Writes a table as comma-separated values, a line for each period.
pub(super) fn write_csv(
    table: &CrossTable,
    (all, undated): All<'_>,
    output: &mut Output,
) -> io::Result<()> {
    let values = table.rows.iter().map(|row| row.value.as_str());
    let mut sheet = Sheet::new(output, [table.by.as_str(), ARTICLES].into_iter().chain(values))?;
    let mut line = |period: &str, count: u64, cells: &mut dyn Iterator<Item = Value>| {
        let line: Vec<Value> =
            [Value::from(period), Value::from(count)].into_iter().chain(cells).collect();
        sheet.line(line.iter().map(Some))
    };
    for (at, Count { value, count }) in all.iter().enumerate() {
        let cells = table.rows.iter().map(|row| Value::from(row.counts.get(at).copied()));
        line(value, *count, &mut { cells })?;
    }
    if let Some(undated) = undated.filter(|undated| *undated > 0) {
        let cells = table.rows.iter().map(|row| Value::from(row.undated));
        line(UNDATED, undated, &mut { cells })?;
    }
    sheet.finish()
}

/// Writes each cell of some tables as a line of JSON.
pub(super) fn lines(tables: &BTreeMap<String, CrossTable>, output: &mut Output) -> io::Result<()> {
    #[derive(Serialize)]
    struct Cell<'a> {
        field: &'a str,
        value: &'a str,
        by: &'a str,
        period: &'a str,
        count: u64,
    }
    for (field, table) in tables {
        for row in &table.rows {
            let undated = Some((UNDATED, row.undated)).filter(|(_, count)| *count > 0);
            let dated = table.periods.iter().map(String::as_str).zip(row.counts.iter().copied());
            for (period, count) in dated.chain(undated) {
                let (value, by) = (&row.value, &table.by);
                output.ndjson(&Cell { field, value, by, period, count })?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_narrow() {
        for (heading, wanted) in [
            ("NHS England", "NHS England"),
            ("Department of Health and Social Care", "Department of|Health and|Social Care"),
            ("Donaudampfschifffahrtsgesellschaft AG", "Donaudampfsch…|AG"),
            ("", ""),
        ] {
            assert_eq!(lines_of(heading).join("|"), wanted);
        }
    }
}
