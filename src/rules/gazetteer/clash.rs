//! Rows of lists that contradict one another → remarks that name both.
//!
//! Decides nothing: the row that is read later counts. Start at [`Clashes::see`].

use rustc_hash::FxHashMap;

use crate::rules::gazetteer::table::Row;
use crate::rules::lexicon::Lexicon;
use crate::text::fold::hash_next;
use crate::text::fold::hash_word;
use crate::text::token::tokenize;

/// Contradictions that are told one by one; a list that contradicts another as a whole would fill the screen.
const MOST_TOLD: usize = 10;

/// File and line of a row.
type Place<'s> = (&'s str, usize);

/// The contradictions met so far.
#[derive(Debug, Default)]
pub(super) struct Clashes<'s> {
    /// Files, by their numbers.
    files: Vec<&'s str>,
    /// What is said → the number of the file and the line that said it last.
    said: FxHashMap<u64, (u32, u32)>,
    told: Vec<String>,
    untold: usize,
}

impl<'s> Clashes<'s> {
    /// Notes what a row says against those before it. The row is not in the lexicon yet.
    pub(super) fn see(&mut self, lexicon: &Lexicon, kind: &str, row: &Row<'_>, place: Place<'s>) {
        if let Some(name) = row.canonical {
            let mut tokens = Vec::new();
            tokenize(row.surface, &mut tokens);
            let (key, known) = lexicon.given_name(kind, &tokens);
            let known = known.filter(|known| *known != name).map(str::to_owned);
            self.note(key, place, known.map(|known| (row.surface, known, name.to_owned())));
        }
        if row.cells.is_empty() {
            return;
        }
        let entity = row.canonical.unwrap_or(row.surface);
        let (entity_key, known) = lexicon.described(kind, entity);
        for (column, value) in &row.cells {
            let before = known.get(*column).filter(|before| **before != *value);
            let said = |value: &str| format!("{column}={value}");
            let before = before.map(|before| (entity, said(before), said(value)));
            self.note(hash_next(entity_key, hash_word(column)), place, before);
        }
    }

    /// Notes who says something; and tells it, if it was said otherwise before.
    fn note(&mut self, key: u64, place: Place<'s>, clash: Option<(&str, String, String)>) {
        let (file, line) = place;
        if self.files.last() != Some(&file) {
            self.files.push(file);
        }
        let here = (self.files.len() as u32 - 1, line as u32);
        let before = self.said.insert(key, here);
        let (Some((name, before_value, value)), Some((before_file, before_line))) = (clash, before)
        else {
            return;
        };
        if self.told.len() == MOST_TOLD {
            self.untold += 1;
            return;
        }
        let before_file = self.files[before_file as usize];
        self.told.push(format!(
            "{file}:{line}: {name:?} is {value:?} here, and {before_value:?} in {before_file}:{before_line}; this line \
             counts, as it comes later: remove one of the two"
        ));
    }

    /// Returns all of them in words.
    pub(super) fn remarks(self) -> Vec<String> {
        let more = format!("{} more rows of lists contradict those before them", self.untold);
        self.told.into_iter().chain((self.untold > 0).then_some(more)).collect()
    }
}
