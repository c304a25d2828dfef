//! Lines of other formats → what is wrong with them, so that none is taken for a name.
//!
//! Knows what spreadsheets and editors make of tabs, quotation marks and line ends. Start at [`head`] and [`row`].

/// Separators of other formats.
const SEPARATORS: [char; 3] = [',', ';', '|'];

/// Returns what is wrong with a line above all names that is meant to name the columns but does not.
pub(super) fn head(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let (text, is_remark) = match line.strip_prefix('#') {
        Some(text) => (text, true),
        None => (line, false),
    };
    if !is_remark
        && text.split('\t').skip(1).any(|cell| cell.trim().eq_ignore_ascii_case("canonical"))
    {
        return Some(
            "the first column is called name; begin the line that names the columns with it, as in \
             #name<TAB>canonical",
        );
    }
    let text = text.strip_prefix('"').unwrap_or(text);
    let rest = text.get(.."name".len()).filter(|word| word.eq_ignore_ascii_case("name"));
    let rest = rest.and_then(|word| text.get(word.len()..))?;
    let rest = rest.strip_prefix('"').unwrap_or(rest);
    let is_other = rest.starts_with(SEPARATORS) || rest.starts_with(' ');
    (is_other && !rest.contains('\t'))
        .then_some("columns are separated by tabs; write them so, as in #name<TAB>canonical")
}

/// Returns what is wrong with a row.
pub(super) fn row(line: &str) -> Option<&'static str> {
    if line.trim_end().contains('\r') {
        return Some("lines end with carriage returns alone; save the file with line feeds");
    }
    if !line.contains('\t') {
        if line.trim().contains("  ") {
            return Some(
                "there are several spaces in a row; write a tab between cells, or one space within a name",
            );
        }
        return quoted(line.trim());
    }
    line.split('\t').find_map(|cell| quoted(cell.trim()))
}

/// Spreadsheets put cells into quotation marks, which would be taken for a part of the name.
fn quoted(cell: &str) -> Option<&'static str> {
    let inner = cell.strip_prefix('"')?;
    if inner.len() > 1 && inner.ends_with('"') {
        return Some("a cell stands in quotation marks, which are no part of it; remove them");
    }
    (!inner.contains('"')).then_some(
        "a cell begins with a quotation mark that is never closed; remove it, and write the cell in one line",
    )
}
