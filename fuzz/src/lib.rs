//! What every record must hold, whatever it was made from.
//!
//! Start at [`check_article`] and [`check_record`].

use dateline::export;
use dateline::export::JsonRecord;
use dateline::model::Article;
use dateline::model::Parsed;
use dateline::model::RawDocument;
use dateline::model::Record;
use dateline::model::Span;
use dateline::parse;
use dateline::parse::ParseOptions;
use dateline::text::offset::OffsetUnit;
use serde_json::Value;

/// Parses bytes as one format, and checks every article.
pub fn parse_as(format: &str, bytes: &[u8]) -> Parsed {
    let raw = RawDocument {
        format: Some(format.to_owned()),
        bytes: bytes.to_vec(),
        ..RawDocument::default()
    };
    let parsed = parse::parse(&raw, &ParseOptions::default());
    for (article, _) in parsed.articles.iter().flatten() {
        check_article(article);
    }
    parsed
}

/// Fails unless paragraphs and headings are places in the text, in order.
pub fn check_article(article: &Article) {
    for spans in [&article.paragraphs, &article.headings] {
        let mut last = 0;
        for &span in spans {
            check_span(article, span);
            assert!(span.start() >= last, "{span:?} before {last}");
            last = span.end();
        }
    }
}

fn check_span(article: &Article, span: Span) {
    let words = article.text(span);
    assert_eq!(words.len(), span.range().len(), "{span:?}");
    assert!(!words.is_empty(), "{span:?} is empty");
}

/// Fails unless everything in a record stands in its article, and readers of its JSON find the same.
pub fn check_record(record: &Record) {
    let Record { article, annotations, .. } = record;
    check_article(article);
    for mention in &annotations.mentions {
        check_span(article, mention.span);
        let entities = annotations.entities.len();
        assert!(mention.entity.is_none_or(|entity| (entity as usize) < entities), "{mention:?}");
    }
    for entity in &annotations.entities {
        let mentions = annotations.mentions.len();
        assert!(entity.mentions.iter().all(|&at| (at as usize) < mentions), "{entity:?}");
    }
    annotations.quotes.iter().for_each(|quote| check_span(article, quote.span));
    annotations.facts.iter().for_each(|fact| check_span(article, fact.evidence));
    let json = export::to_stored(record).expect("a record can be written");
    let shown = JsonRecord::new(record, OffsetUnit::CodePoint);
    check_json(&serde_json::to_value(&shown).expect("a record is JSON"));
    let read = export::from_stored(&json).expect("a record can be read");
    assert_eq!(export::to_stored(&read).expect("a record can be written"), json);
    check_exports(record);
}

/// Fails unless every format takes the record, and what is text in it commands no terminal.
fn check_exports(record: &Record) {
    for exporter in export::EXPORTERS {
        for &what in exporter.writes() {
            let mut out = Vec::new();
            let to = Box::new(&mut out);
            let mut export = export::Export::new(*exporter, what, OffsetUnit::CodePoint, to);
            export.record(record).expect("room in memory");
            export.finish().expect("room in memory");
            let (name, is_text) = (exporter.name(), !exporter.is_binary());
            assert!(!is_text || !out.contains(&0x1b), "{name} has an escape code");
            assert!(!is_text || std::str::from_utf8(&out).is_ok(), "{name} is no UTF-8");
        }
    }
}

/// Fails unless every text of the JSON is what its code points say.
fn check_json(record: &Value) {
    for list in ["mentions", "quotes"] {
        for found in record[list].as_array().into_iter().flatten() {
            let field = found["field"].as_str().unwrap_or("text");
            let place = |name: &str| found[name].as_u64().expect("a place") as usize;
            let (start, end) = (place("start"), place("end"));
            let whole = record[field].as_str().expect("a field");
            let words: String = whole.chars().skip(start).take(end - start).collect();
            assert_eq!(Some(&*words), found["text"].as_str(), "{found}");
        }
    }
}
