//! Tests of the mentions of one kind → queries of the engine: names, dates, numbers.

use std::ops::Bound;

use tantivy::query::Query;

use crate::error::Result;
use crate::index::engine;
use crate::index::iso;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::among::Among;
use crate::index::query::bound;
use crate::index::query::build::Builder;
use crate::index::query::columns::between_labels;
use crate::index::query::columns::between_numbers;
use crate::index::query::columns::column;
use crate::index::query::columns::has_label;
use crate::index::query::name::Name;
use crate::index::query::range;
use crate::index::query::range::is_told;
use crate::index::query::wanted::Mentioned;
use crate::index::query::wanted::What;
use crate::index::query::words::Channel;

/// Kinds whose plain numbers are values and not words: `percentage:29` is not "29.5 per cent".
pub(super) const NUMBER_KINDS: &[&str] = &["percentage", "share", "money", "quantity"];

/// The kind whose values are dates.
const DATE: &str = "date";

impl Builder<'_> {
    pub(super) fn kind(
        &mut self,
        name: &Piece,
        kind: &str,
        test: &Test,
    ) -> Result<Option<Box<dyn Query>>> {
        match test {
            Test::Any => {
                self.mark(kind, What::Anything);
                Ok(Some(has_label("kind", kind)))
            }
            Test::Word(value) | Test::Exact(value)
                if kind == DATE && iso::days(&value.text).is_some() =>
            {
                self.mentioned_date(name, test).map(Some)
            }
            Test::Range(..) if kind == DATE => self.mentioned_date(name, test).map(Some),
            Test::Exact(value) => {
                let column = column(kind);
                let found = has_label(&column, &value.text);
                self.mark_name(&column, kind, test);
                self.named.rename(&column, &value.text, true, Some(found))
            }
            Test::Range(lower, upper) => {
                let found = range::of_kind(self.complaint, name, kind, lower, upper)?;
                if let Ok(ends) = range::numbers(self.complaint, name, lower, upper) {
                    self.mark_numbers(kind, None, ends);
                }
                Ok(Some(found))
            }
            Test::Word(value) | Test::Prefix(value)
                if kind == DATE && value.text.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                Ok(Some(between_labels(kind, Bound::Included(value), Bound::Included(value))))
            }
            Test::Word(value)
                if NUMBER_KINDS.contains(&kind) && bound::number(&value.text).is_some() =>
            {
                let number = bound::number(&value.text).unwrap_or_default();
                let ends = (Bound::Included(number), Bound::Included(number));
                self.mark_numbers(kind, None, ends);
                Ok(Some(between_numbers(kind, ends.0, ends.1)))
            }
            // Sums and quantities have words of their own: currencies and units.
            Test::Word(value) | Test::Prefix(value) | Test::Fuzzy(value, _)
                if kind == "percentage" =>
            {
                let message = format!(
                    "\"{}\" is no number; write one such as 20, >20 or [20 TO 30], or quote words",
                    value.text
                );
                Err(self.complaint.at(value.at, message))
            }
            test => {
                let found = self.in_words(name, Channel::Kind(kind), test)?;
                self.mark_name(&column(kind), kind, test);
                self.renamed(&column(kind), test, found)
            }
        }
    }

    /// Returns what words find among the names in a column, as the aliases have it.
    pub(super) fn renamed(
        &self,
        column: &str,
        test: &Test,
        found: Option<Box<dyn Query>>,
    ) -> Result<Option<Box<dyn Query>>> {
        match test {
            Test::Word(words) | Test::Phrase { words, .. } => {
                self.named.rename(column, &words.text, false, found)
            }
            _ => Ok(found),
        }
    }

    /// Returns the articles whose text speaks of a time within the days asked for. A value that is longer than these
    /// days is left out, though it may hold them: "in 2008" is not about May 2008.
    pub(super) fn mentioned_date(&mut self, name: &Piece, test: &Test) -> Result<Box<dyn Query>> {
        if *test == Test::Any {
            self.mark(DATE, What::Anything);
            return Ok(has_label("kind", DATE));
        }
        let asked = range::mentioned(self.complaint, name, test)?;
        self.mark(DATE, What::Days(asked.0, asked.1));
        let fits = |label: &str| iso::days(label).is_some_and(|days| is_told(days, asked));
        let snapshot = self.named.snapshot;
        let places = engine::guard(self.named.path, || {
            let mut places = Vec::new();
            for (number, segment) in snapshot.segment_readers().iter().enumerate() {
                let Some(dates) = segment.fast_fields().str(&column(DATE))? else { continue };
                let mut wanted = vec![false; dates.num_terms()];
                let mut terms = dates.dictionary().stream()?;
                while terms.advance() {
                    wanted[terms.term_ord() as usize] =
                        std::str::from_utf8(terms.key()).is_ok_and(fits);
                }
                let is_wanted = |ord: u64| wanted.get(ord as usize).copied().unwrap_or_default();
                let docs =
                    segment.doc_ids_alive().filter(|doc| dates.term_ords(*doc).any(is_wanted));
                places.extend(docs.map(|doc| tantivy::DocAddress::new(number as u32, doc)));
            }
            Ok(places)
        })?;
        Ok(Box::new(Among::new(snapshot, &places)))
    }

    fn mark(&mut self, kind: &str, what: What) {
        self.want(|wanted| wanted.mentions.push(Mentioned { kind: kind.to_owned(), what }));
    }

    fn mark_name(&mut self, column: &str, kind: &str, test: &Test) {
        if let Some(name) = Name::of(column, test, self.named) {
            self.mark(kind, What::Name(name));
        }
    }

    pub(super) fn mark_numbers(
        &mut self,
        kind: &str,
        unit: Option<&str>,
        range: (Bound<f64>, Bound<f64>),
    ) {
        let key = unit.map(|unit| crate::index::query::unit_key(kind, unit));
        self.mark(kind, What::Number { key, range });
    }
}
