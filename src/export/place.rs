//! Spans of an article → ranges in the unit of the export. Start at [`Places`].

use crate::export::record::JsonRange;
use crate::model::Article;
use crate::model::Span;
use crate::model::TextField;
use crate::text::offset::OffsetUnit;
use crate::text::offset::Offsets;

/// Spans of both fields of an article → ranges in the unit of the export.
#[derive(Debug)]
pub(super) struct Places<'a> {
    title: Offsets<'a>,
    text: Offsets<'a>,
}

impl<'a> Places<'a> {
    pub(super) fn new(article: &'a Article, unit: OffsetUnit) -> Places<'a> {
        let title = article.title.as_deref().unwrap_or_default();
        Places { title: Offsets::new(title, unit), text: Offsets::new(&article.text, unit) }
    }

    pub(super) fn range(&self, span: Span) -> JsonRange {
        let offsets = match span.field() {
            TextField::Title => &self.title,
            TextField::Text => &self.text,
        };
        JsonRange { start: offsets.at(span.start()), end: offsets.at(span.end()) }
    }
}
