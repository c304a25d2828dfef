//! The text of a list → its rows.
//!
//! Empty lines, and lines that begin with `#`, say nothing; but a line whose first cell is `name` or `#name` names the
//! columns, if it stands above all names. What only looks like such a line, or like a row of another format, is refused
//! and never taken for a name. Start at [`Table::new`].

use crate::rules::name;

mod slip;

/// Most columns of a list.
const MAX_COLUMNS: usize = 64;

/// Bytes of the longest value of an attribute: it is repeated in the record of each article that names the entity.
const MAX_VALUE: usize = 4096;

/// What the second column is where no line names the columns.
const CANONICAL: &str = "canonical";

/// How a line names the columns, for those who have to write one.
const EXAMPLE: &str = "#name<TAB>canonical<TAB>party";

/// A line with its number, counted from 1.
pub(in crate::rules) type Line<'t> = (usize, &'t str);

/// The line that cannot be understood, and why.
pub(in crate::rules) type Fault = (usize, String);

/// A list, its columns understood.
pub(in crate::rules) struct Table<'t> {
    text: &'t str,
    /// The line that names the columns; 0 if none does.
    head: usize,
    /// What the cells are, but for the first.
    columns: Vec<&'t str>,
}

/// A row of a list.
#[derive(Debug, PartialEq)]
pub(in crate::rules) struct Row<'t> {
    /// The name as it is written.
    pub(in crate::rules) surface: &'t str,
    /// The canonical name, where it differs.
    pub(in crate::rules) canonical: Option<&'t str>,
    /// Columns and values of all other cells that are not empty.
    pub(in crate::rules) cells: Vec<(&'t str, &'t str)>,
}

impl<'t> Table<'t> {
    /// Returns the list that `text` is.
    pub(in crate::rules) fn new(text: &'t str) -> Result<Table<'t>, Fault> {
        let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let is_remark = |line: &str| line.trim_start().starts_with('#');
        let top =
            lines.find(|(line, _)| !is_remark(line) || is_head(line) || slip::head(line).is_some());
        let Some((line, head)) = top.filter(|(line, _)| is_head(line)) else {
            return match top.and_then(|(line, at)| Some((at, slip::head(line)?.to_owned()))) {
                Some(fault) => Err(fault),
                None => Ok(Table { text, head: 0, columns: vec![CANONICAL] }),
            };
        };
        let columns: Vec<&str> = line.split('\t').skip(1).map(str::trim).collect();
        let fail = |message: String| Err((head, message));
        if columns.len() >= MAX_COLUMNS {
            return fail(format!("a list has at most {MAX_COLUMNS} columns; remove some"));
        }
        for (at, column) in columns.iter().enumerate() {
            if let Err(message) = name::check("column", column) {
                return fail(message);
            }
            if *column == "name" || columns[..at].contains(column) {
                return fail(format!("column {column:?} stands twice; rename one"));
            }
        }
        Ok(Table { text, head, columns })
    }

    /// Returns the lines that are not empty.
    pub(in crate::rules) fn lines(&self) -> impl Iterator<Item = Line<'t>> + use<'t> {
        self.text.lines().zip(1..).filter(|(line, _)| !line.is_empty()).map(|(line, at)| (at, line))
    }

    /// Returns the row that a line is; none if it is a remark, or names the columns.
    pub(in crate::rules) fn row(&self, (at, line): Line<'t>) -> Result<Option<Row<'t>>, Fault> {
        if line.trim_start().starts_with('#') || at == self.head {
            return match is_plain_head(line) && at != self.head {
                true => Err((
                    at,
                    "a line that names the columns stands above all names; move it there"
                        .to_owned(),
                )),
                false => Ok(None),
            };
        }
        let mut cells = line.split('\t').map(str::trim);
        let surface = cells.next().unwrap_or_default();
        if let Some(message) = slip::row(line) {
            return Err((at, message.to_owned()));
        }
        let mut row = Row { surface, canonical: None, cells: Vec::new() };
        for (number, cell) in cells.enumerate().filter(|(_, cell)| !cell.is_empty()) {
            match self.columns.get(number) {
                _ if surface.is_empty() => {
                    return Err((at, "the first cell is empty; write a name into it".to_owned()));
                }
                None => return Err((at, self.surplus(number, cell))),
                Some(&CANONICAL) => row.canonical = Some(cell),
                Some(column) if cell.len() > MAX_VALUE => {
                    let message = format!("{column} has more than {MAX_VALUE} bytes; shorten it");
                    return Err((at, message));
                }
                Some(column) => row.cells.push((column, cell)),
            }
        }
        Ok((!surface.is_empty()).then_some(row))
    }

    /// Returns what to do with a cell that is in no column.
    fn surplus(&self, number: usize, cell: &str) -> String {
        let cell: String = cell.chars().take(40).collect();
        let number = number + 2;
        match self.head {
            0 => format!(
                "cell {number} ({cell:?}) is in no column; name the columns in a first line, such as {EXAMPLE}, or \
                 remove it"
            ),
            head => format!(
                "cell {number} ({cell:?}) is in no column; line {head} names {}",
                number - 1
            ),
        }
    }

    /// Returns the first name of the list.
    pub(in crate::rules) fn example(&self) -> Option<&'t str> {
        self.lines().find_map(|line| Some(self.row(line).ok()??.surface))
    }
}

/// Returns true if the line names the columns: its first cell is `name`, in capitals or not.
fn is_head(line: &str) -> bool {
    first_cell(line).is_some_and(|first| first.eq_ignore_ascii_case("name"))
}

/// Returns true if it does so letter by letter: below the first name, `Name` may be one.
fn is_plain_head(line: &str) -> bool {
    first_cell(line) == Some("name")
}

/// Returns the first cell of several, without the sign of a remark.
fn first_cell(line: &str) -> Option<&str> {
    let (first, _) = line.split_once('\t')?;
    let first = first.trim();
    Some(first.strip_prefix('#').unwrap_or(first).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let fault = |(line, message): Fault| format!("{line}: {message}");
        let table = Table::new(text).map_err(fault)?;
        let mut shown = Vec::new();
        for line in table.lines() {
            let Some(row) = table.row(line).map_err(fault)? else { continue };
            let cells: Vec<_> =
                row.cells.iter().map(|(of, cell)| format!(" {of}={cell}")).collect();
            let canonical = row.canonical.map(|name| format!(" ({name})")).unwrap_or_default();
            shown.push(format!("{}{canonical}{}", row.surface, cells.concat()));
        }
        Ok(shown.join("; "))
    }

    #[test]
    fn cells_are_what_their_columns_say() {
        for (text, wanted) in [
            ("Vasa\nMars \t The Mars\t\n\n# a remark\ttoo\n", "Vasa; Mars (The Mars)"),
            ("name\n", "name"),
            ("#name\tcanonical\tflag\nVasa\t\tSE\nMars\tMV Mars\n", "Vasa flag=SE; Mars (MV Mars)"),
            ("name\tflag\tcanonical\r\nVasa\tSE\tHMS Vasa\r\n", "Vasa (HMS Vasa) flag=SE"),
            ("# Ships.\n\n# name\tflag\tbuilt\nVasa\t\t1628\n \t \n", "Vasa built=1628"),
            ("# names, and flags\n# name of the ship\nVasa\n", "Vasa"),
            ("Vasa\n#name\n", "Vasa"),
            ("Vasa\nName\tThe Name\n", "Vasa; Name (The Name)"),
            ("Smith, John\n\"Weird Al\" Yankovic\n", "Smith, John; \"Weird Al\" Yankovic"),
            ("", ""),
        ] {
            assert_eq!(read(text).as_deref(), Ok(wanted), "{text:?}");
        }
        assert_eq!(Table::new("#name\tx\n# y\nVasa\t1\n").unwrap().example(), Some("Vasa"));
    }

    #[test]
    fn what_is_not_understood_is_told_with_line_and_remedy() {
        for (text, wanted) in [
            (
                "Vasa\n\nMars\tMV Mars\tSE\n",
                "3: cell 3 (\"SE\") is in no column; name the columns in a first line",
            ),
            (
                "#name\tflag\nVasa\tSE\t1628\n",
                "2: cell 3 (\"1628\") is in no column; line 1 names 2",
            ),
            ("#name\tFlag State\nVasa\tSE\n", "1: column \"Flag State\": a name is small letters"),
            ("#name\tflag\tflag\n", "1: column \"flag\" stands twice"),
            ("#name\tcanonical\t\n", "1: column \"\""),
            ("Vasa\n#name\tflag\n", "2: a line that names the columns stands above all names"),
            ("#name\tflag\n\tSE\n", "2: the first cell is empty"),
            ("Name\tFlag\nVasa\tSE\n", "1: column \"Flag\": a name is small letters"),
            ("#name,flag\nVasa,SE\n", "1: columns are separated by tabs"),
            ("name,flag\nVasa,SE\n", "1: columns are separated by tabs"),
            ("\"name\";\"flag\"\n", "1: columns are separated by tabs"),
            ("# Ships.\n#name  flag\nVasa\n", "2: columns are separated by tabs"),
            ("name flag\nVasa SE\n", "1: columns are separated by tabs"),
            ("Ship\tCanonical\nVasa\tHMS Vasa\n", "1: the first column is called name"),
            ("Vasa  HMS Vasa\n", "1: there are several spaces in a row"),
            ("Mars\n\"Vasa\"\tHMS Vasa\n", "2: a cell stands in quotation marks"),
            ("Mars\t\"the old\n", "1: a cell begins with a quotation mark"),
            ("Vasa\rMars\r", "1: lines end with carriage returns alone"),
        ] {
            let told = read(text).unwrap_err();
            assert!(told.starts_with(wanted), "{text:?}: {told}");
        }
        let long = format!("#name\tnote\nVasa\t{}\n", "x".repeat(MAX_VALUE + 1));
        assert!(read(&long).unwrap_err().starts_with("2: note has more than 4096 bytes"));
        let wide =
            format!("#name{}\n", (0..MAX_COLUMNS).map(|at| format!("\tc{at}")).collect::<String>());
        assert!(read(&wide).unwrap_err().starts_with("1: a list has at most 64 columns"));
    }
}
