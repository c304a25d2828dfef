//! Files read back, value by value.

use std::fs::File;

use ::parquet::file::reader::FileReader;
use ::parquet::file::reader::SerializedFileReader;

use super::*;
use crate::export::ByRow;
use crate::export::Sink;
use crate::export::TABLES;
use crate::export::stored::tests::full;
use crate::text::offset::OffsetUnit;

/// Returns the file of a table with this many times the record that has everything.
fn written(what: What, times: usize, most: Group) -> SerializedFileReader<File> {
    let file = tempfile::tempfile().expect("a file");
    let out = Box::new(file.try_clone().expect("the file again"));
    let table = Box::new(Table::new(what, most, out));
    let mut sink = ByRow { what, unit: OffsetUnit::CodePoint, table };
    for _ in 0..times {
        sink.record(&full()).expect("a record");
    }
    sink.finish().expect("the end");
    SerializedFileReader::new(file).expect("a Parquet file")
}

fn rows(what: What) -> Vec<String> {
    let rows = written(what, 1, GROUP);
    rows.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_string()).collect()
}

#[test]
fn rows_come_back_with_their_types() {
    let article = concat!(
        r#"id: "a-1", path: "corpus/strike.jsonl", title: "Süden", published: 2025-12-17, "#,
        r#"published_at: 2025-12-17 08:30:00.000000 +00:00, published_text: "2025-12-17T09:30:00+01:00", "#,
    );
    let quote = concat!(
        r#"site: "Example", url: "https://example.org/1", start: 6, end: 16, text: "“streiken”", type: "mixed", "#,
        r#"factuality: "said", speaker: "=Ada", speaker_key: "person/ada", "#,
        r#"joint: ["=Ada"], speaker_words: "=Ada", anonymous: false, cue: "sagt", confidence: 0.97, "#,
        r#"addressee: {start: 43, end: 45, text: "31", name: null, iso: null, iso_date: null, iso_at: null}, "#,
        r#"place: {start: 0, end: 5, text: "Ämter", name: "=Ada", iso: null, iso_date: null, iso_at: null}, "#,
        r#"time: {start: 22, end: 30, text: "Dezember", name: null, iso: "2025-12", iso_date: null, iso_at: null}, "#,
        r#"part_of: {start: 6, end: 16}, sentence: "Ämter “streiken” seit Dezember, sagt =Ada.", rule: "test/rule""#,
    );
    assert_eq!(rows(What::Quotes), [format!("{{{article}{quote}}}")]);
    let entity = concat!(
        r#"key: "person/ada", kind: "person", name: "=Ada", roles: ["Amtsleiterin"], affiliations: ["Amt"], "#,
        r#"attributes: {"party" -> "=SP"}, forms: ["=Ada"], mentions: 1"#,
    );
    assert_eq!(rows(What::Entities), [format!("{{{article}{entity}}}")]);
    let facts = rows(What::Facts);
    assert!(
        facts[0].contains(concat!(
            r#"args: {"count" -> {entity: null, name: null, number: 31.000000000, text: null}, "#,
            r#""person" -> {entity: 0, name: "=Ada", number: null, text: null}, "#,
            r#""role" -> {entity: null, name: null, number: null, text: "Amtsleiterin"}}, value: null"#,
        )),
        "{}",
        facts[0]
    );
    assert!(facts[2].contains(r#"number: 31.000000000, low: null"#), "{}", facts[2]);
}

#[test]
fn groups_end_when_they_are_full_and_nothing_is_lost() {
    for &what in TABLES {
        let whole = written(what, 40, GROUP);
        let wanted: Vec<String> = whole
            .get_row_iter(None)
            .expect("rows")
            .map(|row| row.expect("a row").to_string())
            .collect();
        assert_eq!(whole.num_row_groups(), 1);
        for most in [Group { rows: 7, ..GROUP }, Group { bytes: 1000, ..GROUP }] {
            let file = written(what, 40, most);
            assert!(file.num_row_groups() >= wanted.len() / 7, "{what:?}");
            let rows = file.get_row_iter(None).expect("rows");
            let rows: Vec<String> = rows.map(|row| row.expect("a row").to_string()).collect();
            assert_eq!(rows, wanted, "{what:?}");
        }
    }
}

#[test]
fn without_rows_there_are_columns() {
    for &what in TABLES {
        let file = written(what, 0, GROUP);
        assert_eq!(file.metadata().file_metadata().num_rows(), 0);
        assert!(file.metadata().file_metadata().schema_descr().num_columns() > 10, "{what:?}");
    }
}
