//! The fields of the index: one table, with what fills each and what it answers.
//!
//! Adding a searchable, countable word about an article is adding one row to [`FIELDS`]. Entity kinds are no
//! fields: they are keys inside `entity`, `name` and `number`, so that a rule folder may invent one.

use std::borrow::Cow;

use tantivy::schema::BytesOptions;
use tantivy::schema::Field;
use tantivy::schema::IndexRecordOption;
use tantivy::schema::JsonObjectOptions;
use tantivy::schema::NumericOptions;
use tantivy::schema::Schema;
use tantivy::schema::TextFieldIndexing;
use tantivy::schema::TextOptions;
use tantivy::tokenizer::TextAnalyzer;
use tantivy::tokenizer::TokenizerManager;

use crate::index::tokens::Form;
use crate::index::tokens::Words;
use crate::model::Record;

/// Words as written, folded to lower case without accents. The number is the version of the index: it is raised
/// when what is put into a field changes, and an index of another version is refused.
pub(super) const WORDS: &str = "words-2";
/// The English stems of the same words, of those that are none themselves.
pub(super) const STEMS: &str = "stems-2";
/// The whole value is one term.
const WHOLE: &str = "raw";

/// What the engine can do with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One exact term; never shown.
    Key,
    /// One exact term, kept with the article.
    StoredKey,
    /// Stems of words that are none themselves, with frequencies: with the words, finds every form of a word.
    Stems,
    /// Words with positions: finds words and phrases exactly as written.
    Words,
    /// Words with positions, and the whole value as a column: finds, counts, sorts.
    Label,
    /// A moment as a column: seconds since 1970, see calendar.rs.
    Moment,
    /// A number as a column.
    Rank,
    /// Whole values as columns, one for each kind.
    KindLabels,
    /// Words with positions, apart for each kind.
    KindWords,
    /// Numbers as columns, one for each kind.
    KindNumbers,
    /// Bytes kept with the article.
    Stored,
    /// Bytes as a column.
    Blob,
    /// No field of the engine.
    Derived,
}

/// The values of one record for a field.
type Values = for<'r> fn(&'r Record) -> Vec<Cow<'r, str>>;

/// One row of the table.
pub(super) struct FieldRow {
    /// Name in the engine, and in queries unless the shape is internal.
    pub(super) name: &'static str,
    /// What the engine does with it.
    pub(super) shape: Shape,
    /// The record's part that fills it; `None` where `document.rs` fills it in its own way.
    pub(super) values: Option<Values>,
    /// What it answers.
    #[cfg_attr(not(test), expect(dead_code, reason = "it is for those who read the table"))]
    pub(super) about: &'static str,
}

const fn row(
    name: &'static str,
    shape: Shape,
    values: Option<Values>,
    about: &'static str,
) -> FieldRow {
    FieldRow { name, shape, values, about }
}

/// Every field. The order is part of the index: new rows go to the end of their block, and raise the version.
#[rustfmt::skip]
pub(super) const FIELDS: &[FieldRow] = &[
    // What each document of the engine is, and what it belongs to.
    row("doc", Shape::Key, None, "article, file or failure: what NOT and * range over"),
    row("key", Shape::StoredKey, None, "ArticleId in hex, or \"file <path>\": one live document for each"),
    row("file", Shape::Key, None, "path of the file it came from: the unit that is replaced and removed"),
    row("rank", Shape::Rank, None, "first eight bytes of the ArticleId: ties are broken the same way everywhere"),
    row("record", Shape::Stored, None, "the record as JSON, once: hits, show and export read it"),
    row("state", Shape::Blob, None, "what is known of an ingested file, see state.rs; a column, so that all load fast"),
    row("failure", Shape::Blob, None, "one entry of a file that gave no article, with the reason"),
    row("note", Shape::Blob, None, "what learning keeps of a web page; a column, so that a site is surveyed without its records"),
    row("shingles", Shape::Blob, None, "by which copies of the body are found, see copies/; a column, so that all are gone through without their records"),
    // The words of the article.
    row("title", Shape::Stems, Some(|r| one(&r.article.title)), "words of the title, any form"),
    row("text", Shape::Stems, None, "words of the body, any form"),
    row("title_exact", Shape::Words, Some(|r| one(&r.article.title)), "\"phrases\" and prefixes in the title"),
    row("text_exact", Shape::Words, None, "\"phrases\" and prefixes in the body"),
    row("quote", Shape::Words, Some(quotes), "what somebody said"),
    row("path", Shape::Words, Some(|r| vec![r.article.origin.path.as_str().into()]), "where the file lies"),
    row("url", Shape::Words, Some(|r| one(&r.article.url)), "where it was published"),
    row("id", Shape::Key, Some(|r| vec![r.article.record_id().into()]), "the id that records show: show ID"),
    // What the article says about itself.
    row("published", Shape::Moment, None, "ranges, order, counts by day, month and year (all three from the one column)"),
    row("site", Shape::Label, Some(|r| one(&r.article.site)), "the publication"),
    row("section", Shape::Label, Some(|r| one(&r.article.section)), "its section or category"),
    row("keyword", Shape::Label, Some(|r| many(&r.article.keywords)), "its tags"),
    row("language", Shape::Label, Some(|r| one(&r.article.language)), "two-letter code"),
    row("author", Shape::Label, Some(|r| many(&r.article.authors)), "who wrote it"),
    row("format", Shape::Label, Some(|r| vec![r.article.format.into()]), "the input format"),
    row("warning", Shape::Label, Some(|r| r.warnings.iter().map(|w| w.code.as_str().into()).collect()), "codes of the remarks"),
    // What was found in it.
    row("kind", Shape::Label, Some(kinds), "kinds of things mentioned: which kinds the index knows"),
    row("fact", Shape::Label, Some(|r| r.annotations.facts.iter().map(|f| f.kind.as_str().into()).collect()), "kinds of facts stated"),
    row("role", Shape::Label, Some(|r| r.annotations.entities.iter().flat_map(|e| many(&e.roles)).collect()), "roles given to somebody"),
    row("affiliation", Shape::Label, Some(|r| r.annotations.entities.iter().flat_map(|e| many(&e.affiliations)).collect()), "organisations that somebody is placed in"),
    row("speaker", Shape::Label, Some(speakers), "who is quoted"),
    row("addressee", Shape::Words, Some(addressees), "to whom somebody speaks: lawmakers"),
    row("entity", Shape::KindLabels, None, "canonical names, dates and amounts of each kind: counts, exact values, ranges of dates"),
    row("name", Shape::KindWords, None, "every mention's words, by kind: person:streeting; often mentioned ranks higher"),
    row("number", Shape::KindNumbers, None, "percentages, sums, quantities, by kind, by kind and unit, and by slot of facts: ranges"),
    row("slot", Shape::KindWords, None, "words in the slots of facts, by slot: subject:rents"),
];

/// What a query may ask for and the engine does not know: it follows from the whole index.
const DERIVED: &[FieldRow] = &[
    row(
        "copies",
        Shape::Derived,
        None,
        "number of copies in the index: copies:>3; 0 for most articles",
    ),
    row(
        "copy-of",
        Shape::Derived,
        None,
        "the copies of an article: copy-of:ID; copy-of:* every article but the first of each group",
    ),
];

/// Names that open a field in a query.
pub(super) fn query_names() -> impl Iterator<Item = &'static FieldRow> {
    FIELDS.iter().filter(|row| is_queryable(row)).chain(DERIVED)
}

fn is_queryable(row: &FieldRow) -> bool {
    match row.shape {
        Shape::Stems | Shape::Words => !row.name.ends_with("_exact"),
        Shape::Label | Shape::Moment => true,
        Shape::Key => row.name == "id",
        _ => false,
    }
}

/// Returns the engine's handle of the field `name`, which must be in the table.
pub(super) fn field(name: &str) -> Field {
    let at = FIELDS.iter().position(|row| row.name == name);
    debug_assert!(at.is_some(), "no field {name}");
    Field::from_field_id(u32::try_from(at.unwrap_or_default()).unwrap_or_default())
}

/// Returns the schema that the table describes.
pub(super) fn schema() -> Schema {
    let mut builder = Schema::builder();
    for FieldRow { name, shape, .. } in FIELDS {
        match shape {
            Shape::Key => builder.add_text_field(name, indexed(WHOLE, IndexRecordOption::Basic)),
            Shape::StoredKey => {
                builder.add_text_field(name, indexed(WHOLE, IndexRecordOption::Basic).set_stored())
            }
            Shape::Stems => {
                builder.add_text_field(name, indexed(STEMS, IndexRecordOption::WithFreqs))
            }
            Shape::Words => builder
                .add_text_field(name, indexed(WORDS, IndexRecordOption::WithFreqsAndPositions)),
            Shape::Label => {
                let words = indexed(WORDS, IndexRecordOption::WithFreqsAndPositions);
                builder.add_text_field(name, words.set_fast(WHOLE))
            }
            Shape::Moment => builder.add_i64_field(name, NumericOptions::default().set_fast()),
            Shape::Rank => builder.add_u64_field(name, NumericOptions::default().set_fast()),
            Shape::KindLabels => {
                builder.add_json_field(name, JsonObjectOptions::default().set_fast(WHOLE))
            }
            Shape::KindWords => {
                let words = indexing(WORDS, IndexRecordOption::WithFreqsAndPositions);
                builder
                    .add_json_field(name, JsonObjectOptions::default().set_indexing_options(words))
            }
            Shape::KindNumbers => {
                builder.add_json_field(name, JsonObjectOptions::default().set_fast(WHOLE))
            }
            Shape::Stored => builder.add_bytes_field(name, BytesOptions::default().set_stored()),
            Shape::Blob => builder.add_bytes_field(name, BytesOptions::default().set_fast()),
            Shape::Derived => continue,
        };
    }
    builder.build()
}

fn indexing(tokenizer: &str, option: IndexRecordOption) -> TextFieldIndexing {
    // Lengths matter for ranking by words, not for keys; a text is as long as its words as they are written.
    TextFieldIndexing::default()
        .set_tokenizer(tokenizer)
        .set_index_option(option)
        .set_fieldnorms(![WHOLE, STEMS].contains(&tokenizer))
}

fn indexed(tokenizer: &str, option: IndexRecordOption) -> TextOptions {
    TextOptions::default().set_indexing_options(indexing(tokenizer, option))
}

/// Returns the analyzer that splits into folded words; with `stemmed`, into their stems, one for each word.
pub(super) fn analyzer(stemmed: bool) -> TextAnalyzer {
    TextAnalyzer::from(Words::new(if stemmed { Form::Stem } else { Form::Written }))
}

/// Returns the field of the words of title or body as they are written.
pub(super) fn exact(name: &str) -> &'static str {
    if name == "title" { "title_exact" } else { "text_exact" }
}

/// Returns the tokenizers that the schema names.
pub(super) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(WORDS, analyzer(false));
    manager.register(STEMS, TextAnalyzer::from(Words::new(Form::OtherStem)));
    manager
}

fn one(value: &Option<String>) -> Vec<Cow<'_, str>> {
    value.iter().map(|value| value.as_str().into()).collect()
}

fn many(values: &[String]) -> Vec<Cow<'_, str>> {
    values.iter().map(|value| value.as_str().into()).collect()
}

fn quotes(record: &Record) -> Vec<Cow<'_, str>> {
    record.annotations.quotes.iter().map(|quote| record.article.text(quote.span).into()).collect()
}

fn kinds(record: &Record) -> Vec<Cow<'_, str>> {
    let mentions = record.annotations.mentions.iter().map(|mention| mention.kind.as_str());
    let entities = record.annotations.entities.iter().map(|entity| entity.kind.as_str());
    mentions.chain(entities).map(Cow::from).collect()
}

fn speakers(record: &Record) -> Vec<Cow<'_, str>> {
    let quotes = record.annotations.quotes.iter();
    let speakers = quotes.flat_map(|quote| quote.speaker.iter().chain(&quote.joint));
    speakers
        .copied()
        .filter_map(|speaker| record.annotations.entities.get(speaker as usize))
        .map(|entity| entity.name.as_str().into())
        .collect()
}

fn addressees(record: &Record) -> Vec<Cow<'_, str>> {
    let told = record.annotations.quotes.iter().filter_map(|quote| quote.addressee.as_ref());
    told.map(|told| record.article.text(told.span).into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_and_the_engine_agree_on_every_field() {
        let schema = schema();
        for row in FIELDS {
            assert_eq!(schema.get_field(row.name).unwrap(), field(row.name));
            assert!(!row.about.is_empty());
        }
    }

    #[test]
    fn names_are_unique() {
        let names: std::collections::BTreeSet<_> = FIELDS.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), FIELDS.len());
    }
}
