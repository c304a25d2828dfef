//! Record ↔ the bytes in which an index keeps it.
//!
//! The stored form is the public JSON form with offsets in bytes, and with paragraphs and sentences, so that nothing is
//! lost between ingest and export. Start at [`to_stored`].

use std::borrow::Cow;
use std::io;

use crate::export::quote::JsonCircumstance;
use crate::export::quote::JsonQuote;
use crate::export::record::JsonEntity;
use crate::export::record::JsonFact;
use crate::export::record::JsonMention;
use crate::export::record::JsonRange;
use crate::export::record::JsonRecord;
use crate::export::record::JsonSpan;
use crate::model::Annotations;
use crate::model::Article;
use crate::model::ArticleId;
use crate::model::Circumstance;
use crate::model::Entity;
use crate::model::Fact;
use crate::model::Mention;
use crate::model::Origin;
use crate::model::Published;
use crate::model::Quote;
use crate::model::Record;
use crate::model::Span;
use crate::model::Symbol;
use crate::model::TextField;
use crate::text::offset::OffsetUnit;

/// Returns the stored form of a record.
///
/// # Errors
/// A number that JSON cannot hold, which no record has.
pub fn to_stored(record: &Record) -> io::Result<Vec<u8>> {
    let mut json = JsonRecord::new(record, OffsetUnit::Byte);
    json.entities.iter_mut().for_each(|entity| entity.key = Cow::Borrowed(""));
    json.paragraphs = record
        .article
        .paragraphs
        .iter()
        .map(|span| JsonRange { start: span.start(), end: span.end() })
        .collect();
    let sentences = record.annotations.sentences.iter();
    json.sentences = sentences
        .map(|span| JsonSpan { field: span.field(), start: span.start(), end: span.end() })
        .collect();
    Ok(serde_json::to_vec(&json)?)
}

/// Returns the record of a stored form.
///
/// # Errors
/// The bytes are not such a form.
pub fn from_stored(bytes: &[u8]) -> io::Result<Record> {
    let mut json: JsonRecord<'_> = serde_json::from_slice(bytes)?;
    let annotations = Annotations {
        mentions: std::mem::take(&mut json.mentions).into_iter().map(mention).collect(),
        entities: std::mem::take(&mut json.entities).into_iter().map(entity).collect(),
        quotes: std::mem::take(&mut json.quotes).into_iter().map(quote).collect(),
        facts: std::mem::take(&mut json.facts).into_iter().map(fact).collect(),
        sentences: json.sentences.iter().map(|at| Span::new(at.field, at.start..at.end)).collect(),
    };
    let warnings = std::mem::take(&mut json.warnings).into_owned();
    Ok(Record { article: article(json), annotations, warnings })
}

fn article(json: JsonRecord<'_>) -> Article {
    let origin = Origin { path: json.source.path.into_owned(), item: json.source.item };
    // The id is the declared one, or the hash that the origin alone gives.
    let id = ArticleId::new(&origin);
    let given_id = (json.id != id.to_string()).then(|| json.id.into_owned());
    let body = |ranges: &[JsonRange]| ranges.iter().map(|&range| in_text(range)).collect();
    Article {
        id,
        given_id,
        origin,
        format: json.source.format.map_or("", |format| Symbol::new(&format).as_str()),
        url: json.url.map(Into::into),
        site: json.site.map(Into::into),
        title: json.title.map(Into::into),
        authors: json.authors.into_owned(),
        dateline: json.dateline.map(|dateline| dateline.into_owned()),
        section: json.section.map(Into::into),
        keywords: json.keywords.into_owned(),
        language: json.language.map(Into::into),
        region: None,
        published: json.published.and_then(|moment| Published::parse(&moment)),
        modified: json.modified.and_then(|moment| Published::parse(&moment)),
        text: json.text.into_owned(),
        paragraphs: body(&json.paragraphs),
        headings: body(&json.headings),
        related: json.related.into_owned(),
        note: None,
        copies: None,
    }
}

fn in_text(range: JsonRange) -> Span {
    Span::new(TextField::Text, range.start..range.end)
}

fn mention(json: JsonMention<'_>) -> Mention {
    Mention {
        kind: json.kind,
        span: Span::new(json.field, json.start..json.end),
        value: json.value.map(|value| value.into_owned()),
        rule: json.rule,
        entity: json.entity,
    }
}

fn entity(json: JsonEntity<'_>) -> Entity {
    Entity {
        kind: json.kind,
        name: json.name.into_owned(),
        roles: json.roles.into_owned(),
        affiliations: json.affiliations.into_owned(),
        attributes: json.attributes.into_owned(),
        mentions: json.mentions.into_owned(),
    }
}

fn quote(json: JsonQuote<'_>) -> Quote {
    Quote {
        span: Span::new(TextField::Text, json.start..json.end),
        kind: json.kind,
        factuality: json.factuality,
        speaker: json.speaker,
        joint: json.joint.into_owned(),
        speaker_span: json.speaker_span.map(in_text),
        anonymous: json.anonymous,
        cue: json.cue.map(Into::into),
        cue_span: json.cue_span.map(in_text),
        confidence: json.confidence,
        addressee: json.addressee.map(circumstance),
        place: json.place.map(circumstance),
        time: json.time.map(circumstance),
        part_of: json.part_of.map(in_text),
        rule: json.rule,
    }
}

fn circumstance(json: JsonCircumstance<'_>) -> Circumstance {
    let span = Span::new(TextField::Text, json.start..json.end);
    Circumstance { span, entity: json.entity, iso: json.iso.map(Into::into) }
}

fn fact(json: JsonFact<'_>) -> Fact {
    Fact {
        kind: json.kind,
        args: json.args.into_owned(),
        evidence: Span::new(json.field, json.start..json.end),
        rule: json.rule,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::export;
    use crate::export::What;
    use crate::model::Arg;
    use crate::model::Compare;
    use crate::model::Dateline;
    use crate::model::Factuality;
    use crate::model::Number;
    use crate::model::QuoteKind;
    use crate::model::Value;
    use crate::model::Warning;
    use std::collections::BTreeMap;

    /// Returns a record that has a value in every field, with text that is not ASCII before every place.
    pub(in crate::export) fn full() -> Record {
        let origin = Origin { path: "corpus/strike.jsonl".to_owned(), item: Some(3) };
        let rule = Symbol::new("test/rule");
        let text = "Ämter “streiken” seit Dezember, sagt =Ada. 31 patients a day.".to_owned();
        let at = |words: &str| {
            let start = text.find(words).expect("words of the text");
            Span::new(TextField::Text, start..start + words.len())
        };
        let number = Number::from(31);
        let quantity = Value::Quantity {
            number,
            low: None,
            high: None,
            compare: Compare::Equal,
            unit: "patient".to_owned(),
            per: Some("day".to_owned()),
            si: None,
        };
        let mention = |kind: &str, words: &str, value, entity| Mention {
            kind: Symbol::new(kind),
            span: at(words),
            value,
            rule,
            entity,
        };
        let annotations = Annotations {
            mentions: vec![
                mention("person", "=Ada", None, Some(0)),
                mention("quantity", "31 patients a day", Some(quantity), None),
            ],
            entities: vec![Entity {
                kind: Symbol::new("person"),
                name: "=Ada".to_owned(),
                roles: vec!["Amtsleiterin".to_owned()],
                affiliations: vec!["Amt".to_owned()],
                attributes: BTreeMap::from([("party".to_owned(), "=SP".to_owned())]),
                mentions: vec![0],
            }],
            quotes: vec![Quote {
                span: at("“streiken”"),
                kind: QuoteKind::Mixed,
                factuality: Factuality::Said,
                speaker: Some(0),
                joint: vec![0],
                speaker_span: Some(at("=Ada")),
                anonymous: false,
                cue: Some("sagt".to_owned()),
                cue_span: Some(at("sagt")),
                confidence: Some(0.97),
                addressee: Some(Circumstance { span: at("31"), entity: None, iso: None }),
                place: Some(Circumstance { span: at("Ämter"), entity: Some(0), iso: None }),
                time: Some(Circumstance {
                    span: at("Dezember"),
                    entity: None,
                    iso: Some("2025-12".to_owned()),
                }),
                part_of: Some(at("“streiken”")),
                rule,
            }],
            facts: vec![Fact {
                kind: Symbol::new("role"),
                args: BTreeMap::from([
                    ("count".to_owned(), Arg::Number(number)),
                    ("person".to_owned(), Arg::Entity { entity: 0, name: "=Ada".to_owned() }),
                    ("role".to_owned(), Arg::Text("Amtsleiterin".to_owned())),
                ]),
                evidence: at("sagt =Ada"),
                rule,
            }],
            sentences: vec![
                Span::new(TextField::Title, 0..5),
                at("Ämter “streiken” seit Dezember, sagt =Ada."),
                at("31 patients a day."),
            ],
        };
        let article = Article {
            id: ArticleId::new(&origin),
            given_id: Some("a-1".to_owned()),
            origin,
            format: "jsonl",
            url: Some("https://example.org/1".to_owned()),
            site: Some("Example".to_owned()),
            title: Some("Süden".to_owned()),
            authors: vec!["Ada Lovelace".to_owned()],
            dateline: Some(Dateline { place: Some("KÖLN".to_owned()), ..Dateline::default() }),
            section: Some("Politik".to_owned()),
            keywords: vec!["Streik".to_owned()],
            language: Some("de".to_owned()),
            region: None,
            published: Published::parse("2025-12-17T09:30:00+01:00"),
            modified: Published::parse("2025-12-18"),
            paragraphs: vec![Span::new(TextField::Text, 0..text.len())],
            headings: vec![at("Ämter")],
            related: vec!["Another".to_owned()],
            note: None,
            copies: None,
            text,
        };
        Record { article, annotations, warnings: vec![Warning::new("no-date", "no date")] }
    }

    #[test]
    fn what_is_stored_comes_back() {
        let record = full();
        let back = from_stored(&to_stored(&record).expect("a stored form")).expect("a record");
        assert_eq!(format!("{back:?}"), format!("{record:?}"));
        let mut without_id = full();
        without_id.article.given_id = None;
        without_id.article.id = ArticleId::new(&without_id.article.origin);
        let back = from_stored(&to_stored(&without_id).expect("a stored form")).expect("a record");
        assert_eq!(format!("{back:?}"), format!("{without_id:?}"));
    }

    #[test]
    fn damaged_bytes_are_an_error() {
        for bytes in [&b""[..], b"{}", b"null", b"\xff", b"{\"schema\": 1}"] {
            assert!(from_stored(bytes).is_err());
        }
    }

    fn exported(format: &str, what: What, unit: OffsetUnit) -> String {
        let mut out = Vec::new();
        let exporter = export::exporter(format).expect("a format");
        let mut export = export::Export::new(exporter, what, unit, Box::new(&mut out));
        export.record(&full()).expect("written");
        export.finish().expect("written");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_record_is_the_contract() {
        let line = exported("ndjson", What::Articles, OffsetUnit::CodePoint);
        let wanted = concat!(
            r#"{"schema":1,"id":"a-1","source":{"path":"corpus/strike.jsonl","format":"jsonl","item":3},"#,
            r#""url":"https://example.org/1","site":"Example","title":"Süden","authors":["Ada Lovelace"],"#,
            r#""published":"2025-12-17T09:30:00+01:00","modified":"2025-12-18","section":"Politik","#,
            r#""keywords":["Streik"],"language":"de","dateline":{"place":"KÖLN","date":null,"agency":null},"#,
            r#""text":"Ämter “streiken” seit Dezember, sagt =Ada. 31 patients a day.","#,
            r#""headings":[{"start":0,"end":5}],"related":["Another"],"#,
            r#""entities":[{"id":0,"key":"person/ada","kind":"person","name":"=Ada","roles":["Amtsleiterin"],"#,
            r#""affiliations":["Amt"],"attributes":{"party":"=SP"},"mentions":[0]}],"#,
            r#""mentions":[{"kind":"person","field":"text","start":37,"end":41,"text":"=Ada","entity":0,"#,
            r#""value":null,"rule":"test/rule"},{"kind":"quantity","field":"text","start":43,"end":60,"#,
            r#""text":"31 patients a day","entity":null,"value":{"number":31,"low":null,"high":null,"#,
            r#""compare":"=","unit":"patient","per":"day"},"rule":"test/rule"}],"#,
            r#""quotes":[{"start":6,"end":16,"text":"“streiken”","type":"mixed","factuality":"said","speaker":0,"joint":[0],"#,
            r#""speaker_span":{"start":37,"end":41},"anonymous":false,"cue":"sagt","#,
            r#""cue_span":{"start":32,"end":36},"confidence":0.97,"#,
            r#""addressee":{"start":43,"end":45,"text":"31"},"place":{"start":0,"end":5,"text":"Ämter","entity":0},"#,
            r#""time":{"start":22,"end":30,"text":"Dezember","iso":"2025-12"},"part_of":{"start":6,"end":16},"#,
            r#""rule":"test/rule"}],"#,
            r#""facts":[{"kind":"role","field":"text","start":32,"end":41,"args":{"count":31,"#,
            r#""person":{"entity":0,"name":"=Ada"},"role":"Amtsleiterin"},"rule":"test/rule"}],"#,
            r#""warnings":[{"code":"no-date","message":"no date"}]}"#,
        );
        assert_eq!(line.trim_end(), wanted);
    }

    #[test]
    fn offsets_come_in_the_unit_asked_for() {
        let start = |unit| {
            let line = exported("ndjson", What::Mentions, unit);
            let row: serde_json::Value =
                serde_json::from_str(line.lines().next().expect("a row")).expect("JSON");
            row["start"].as_u64()
        };
        assert_eq!(start(OffsetUnit::CodePoint), Some(37));
        assert_eq!(start(OffsetUnit::Utf16), Some(37));
        assert_eq!(start(OffsetUnit::Byte), Some(42));
        assert!(
            exported("ndjson", What::Articles, OffsetUnit::Utf16).contains(r#""offsets":"utf16""#)
        );
    }

    #[test]
    fn facts_bring_their_sentence() {
        let lines = exported("ndjson", What::Facts, OffsetUnit::CodePoint);
        let rows: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let kinds: Vec<_> = rows.iter().map(|row| row["kind"].as_str().expect("a kind")).collect();
        assert_eq!(kinds, ["role", "mention", "mention"]);
        assert_eq!(rows[1]["args"]["entity"]["name"], "=Ada");
        assert_eq!(rows[0]["sentence"], "Ämter “streiken” seit Dezember, sagt =Ada.");
        assert_eq!(rows[2]["sentence"], "31 patients a day.");
    }

    #[test]
    fn csv_has_a_header_and_harmless_cells() {
        let table = exported("csv", What::Entities, OffsetUnit::CodePoint);
        let wanted = "id,path,title,published,key,kind,name,roles,affiliations,attributes,forms,mentions\n\
            a-1,corpus/strike.jsonl,Süden,2025-12-17T09:30:00+01:00,person/ada,person,'=Ada,Amtsleiterin,Amt,\"{\"\"party\"\":\"\"=SP\"\"}\",'=Ada,1\n";
        assert_eq!(table, wanted);
        assert_eq!(exported("json", What::Quotes, OffsetUnit::CodePoint).lines().count(), 3);
    }
}
