//! Lists of names of the user's → entries of the [`Lexicon`], and attributes of what they name.
//!
//! A list is a TSV file in a folder named after its kind: a name as it is written, and, where it differs, the canonical
//! name of the entity. A first line `name TAB canonical TAB party` names further columns. Of rows that contradict one
//! another the last counts, and a remark names both. Start at [`absorb`]; the rows are read by [`table`].

use crate::error::Result;
use crate::rules::cache::Cache;
use crate::rules::gazetteer::clash::Clashes;
use crate::rules::lexicon::ClassId;
use crate::rules::lexicon::Lexicon;
use crate::rules::source::Source;
use crate::rules::source::refuse;

mod clash;
mod table;

pub(super) use table::Table;

/// Bytes of lists from which on they are kept compiled: shorter ones are added as fast as a file is read.
const LONG: usize = 1 << 20;

/// A list that is to be added.
pub(super) struct Gazetteer<'s> {
    pub(super) source: &'s Source,
    pub(super) kind: &'s str,
    pub(super) class: ClassId,
}

/// Adds the entries of all lists, from the cache where it has them.
///
/// # Errors
/// A row that cannot be understood; file and line are named.
pub(super) fn absorb(
    lexicon: &mut Lexicon,
    gazetteers: &[Gazetteer<'_>],
    cache: Option<Cache>,
) -> Result<()> {
    let bytes: usize = gazetteers.iter().map(|one| one.source.text.len()).sum();
    let cache = cache.filter(|_| bytes >= LONG);
    if cache.as_ref().is_some_and(|cache| cache.read(lexicon)) {
        return Ok(());
    }
    let lines =
        gazetteers.iter().map(|one| memchr::memchr_iter(b'\n', one.source.text.as_bytes()).count());
    lexicon.make_room_for(lines.sum());
    let mut clashes = Clashes::default();
    for gazetteer in gazetteers {
        let added = add(lexicon, gazetteer, &mut clashes);
        added.map_err(|(line, message)| {
            refuse(&format!("{}:{line}", gazetteer.source.name), None, &message)
        })?;
    }
    lexicon.remarks = clashes.remarks();
    if let Some(cache) = cache {
        cache.write(lexicon);
    }
    Ok(())
}

/// Adds the entries of a list; else the line that cannot be understood, and why.
fn add<'s>(
    lexicon: &mut Lexicon,
    Gazetteer { source, kind, class }: &Gazetteer<'s>,
    clashes: &mut Clashes<'s>,
) -> std::result::Result<(), (usize, String)> {
    let table = Table::new(&source.text)?;
    for line in table.lines() {
        let Some(row) = table.row(line)? else { continue };
        clashes.see(lexicon, kind, &row, (&source.name, line.0));
        let canonical = row.canonical.map(|name| (*kind, name));
        if !lexicon.add(*class, row.surface, None, canonical) {
            let message = format!("entry {:?} has no word, or too many", row.surface);
            return Err((line.0, message));
        }
        if !row.cells.is_empty() {
            let name = row.canonical.unwrap_or(row.surface);
            lexicon.describe(kind, name, &row.cells);
        }
    }
    Ok(())
}
