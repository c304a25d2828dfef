//! Lists of names of the user's → entries of the [`Lexicon`].
//!
//! A list is a TSV file in a folder named after its kind: a name as it is written, and, where it differs, the canonical
//! name of the entity. Start at [`absorb`].

use crate::error::Result;
use crate::rules::cache::Cache;
use crate::rules::lexicon::ClassId;
use crate::rules::lexicon::Lexicon;
use crate::rules::source::Source;
use crate::rules::source::refuse;

/// Bytes of lists from which on they are kept compiled: shorter ones are added as fast as a file is read.
const LONG: usize = 1 << 20;

/// A list that is to be added.
pub(super) struct Gazetteer<'s> {
    pub(super) source: &'s Source,
    pub(super) kind: &'s str,
    pub(super) class: ClassId,
}

/// A row of a list.
pub(super) struct Row<'t> {
    /// Its line, counted from 1.
    line: usize,
    /// The name as it is written.
    pub(super) surface: &'t str,
    /// The canonical name, where it differs.
    canonical: Option<&'t str>,
}

/// Returns the rows of a list, without empty lines and comments.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines().zip(1..).filter_map(|(line, number)| {
        let mut cells = line.split('\t').map(str::trim);
        let surface = cells.next().filter(|cell| !cell.is_empty() && !cell.starts_with('#'))?;
        let canonical = cells.next().filter(|canonical| !canonical.is_empty());
        Some(Row { line: number, surface, canonical })
    })
}

/// Adds the entries of all lists, from the cache where it has them.
///
/// # Errors
/// An entry without a word, or with too many; file and line are named.
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
    for Gazetteer { source, kind, class } in gazetteers {
        for Row { line, surface, canonical } in rows(&source.text) {
            if !lexicon.add(*class, surface, None, canonical.map(|name| (*kind, name))) {
                let message = format!("entry {surface:?} has no word, or too many");
                return Err(refuse(&format!("{}:{line}", source.name), None, &message));
            }
        }
    }
    if let Some(cache) = cache {
        cache.write(lexicon);
    }
    Ok(())
}
