//! Lines, lists and single objects of JSON, sound and broken.

use super::*;

fn parse(text: &str) -> Vec<Outcome> {
    let origin = Origin { path: "a.jsonl".to_owned(), item: None };
    let raw = RawDocument { origin, format: None, bytes: text.as_bytes().to_vec() };
    JsonLines.parse(&raw, &ParseOptions::default()).articles
}

fn one(line: &str) -> (Article, Vec<Warning>) {
    match parse(line).pop() {
        Some(Ok(parsed)) => parsed,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn one_outcome_a_line_in_order() {
    let outcomes = parse(
        "\u{feff}{\"id\": \"a\", \"text\": \"One.\"}\r\n\n{\"id\": 7, \"text\": \"Two.\"}\n{\"id\": \"c\", \"text\": oops}\n{\"text\": \"Four.\"}",
    );
    let seen: Vec<(Option<u32>, Option<&str>, bool)> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok((article, _)) => (article.origin.item, article.given_id.as_deref(), true),
            Err(failure) => (failure.item, failure.given_id.as_deref(), false),
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Some(1), Some("a"), true),
            (Some(3), Some("7"), true),
            (Some(4), Some("c"), false),
            (Some(5), None, true)
        ]
    );
}

#[test]
fn text_is_kept_verbatim() {
    let (article, _) =
        one(r#"{"text": "  Title?\n\nBy Ann Lee\n\n A b.  \r\nMore stories\nC d e\n"}"#);
    assert_eq!(article.text, "  Title?\n\nBy Ann Lee\n\n A b.  \r\nMore stories\nC d e\n");
    let texts: Vec<&str> = article.paragraphs.iter().map(|span| article.text(*span)).collect();
    assert_eq!(texts, ["Title?", "By Ann Lee", "A b.", "More stories", "C d e"]);
    assert_eq!((article.title, article.authors.len(), article.related.len()), (None, 0, 0));
}

#[test]
fn keys() {
    let (article, warnings) = one(
        r#"{"id": "x", "url": "https://e.org/1", "title": " T ", "authors": [{"name": "Ann Lee"}, "Bo Ek", null],
            "published": "Wed, 17 Dec 2025 09:30:00 GMT", "modified": 1766000000, "site": "S", "section": "World",
            "language": "en-GB", "keywords": ["a"], "text": "One.", "unknown": {"deep": [1, 2]}}"#
            .replace('\n', "")
            .as_str(),
    );
    assert_eq!((article.title.as_deref(), article.site.as_deref()), (Some("T"), Some("S")));
    assert_eq!(article.authors, ["Ann Lee", "Bo Ek"]);
    assert_eq!(article.published.map(|p| p.to_string()).as_deref(), Some("2025-12-17T09:30:00Z"));
    assert_eq!(article.modified.map(|p| p.date().to_string()).as_deref(), Some("2025-12-17"));
    assert_eq!((article.language.as_deref(), article.format), (Some("en"), "jsonl"));
    assert_eq!(article.region.as_deref(), Some("GB"));
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn authors_in_all_forms() {
    for (authors, expected) in [
        (r#""Ann Lee and Bo Ek""#, &["Ann Lee", "Bo Ek"][..]),
        (r#""By Ann Lee""#, &["Ann Lee"]),
        (r#"["Ann Lee"]"#, &["Ann Lee"]),
        (r#"{"name": "Ann Lee"}"#, &["Ann Lee"]),
        (r#"[{"given": "Ann", "family": "Lee"}]"#, &["Ann Lee"]),
        ("[]", &[]),
        ("null", &[]),
    ] {
        let (article, _) = one(&format!(r#"{{"text": "One.", "authors": {authors}}}"#));
        assert_eq!(article.authors, expected, "{authors}");
    }
}

#[test]
fn dates_that_cannot_be_read_are_remarked() {
    for published in [r#""yesterday""#, "true", "[1]"] {
        let (article, warnings) = one(&format!(r#"{{"text": "One.", "published": {published}}}"#));
        assert!(article.published.is_none());
        assert!(
            warnings.iter().any(|warning| warning.code == "unread-date"),
            "{published}: {warnings:?}"
        );
    }
}

#[test]
fn a_time_that_cannot_be_is_remarked_and_the_day_kept() {
    let (article, warnings) = one(r#"{"text": "One.", "published": "2025-03-04T25:00"}"#);
    assert_eq!(article.published.map(|moment| moment.to_string()).as_deref(), Some("2025-03-04"));
    let remark = warnings.iter().find(|warning| warning.code == "unread-time");
    assert!(remark.is_some_and(|warning| warning.message.contains("2025-03-04T25:00")));
    let (_, warnings) = one(r#"{"text": "One.", "published": "Published: 4 March 2025"}"#);
    assert!(warnings.iter().all(|warning| warning.code != "unread-time"), "{warnings:?}");
}

#[test]
fn failures_name_place_and_remedy() {
    for (line, expected) in [
        (
            "{\"text\": \"a",
            "column 11: EOF while parsing a string; each line must be one complete JSON object",
        ),
        ("{\"text\" \"a\"}", "column 9: expected `:`; each line must be one complete JSON object"),
        ("true", "true, not a JSON object; write one object {\"text\": …} a line"),
        ("null", "null, not a JSON object; write one object {\"text\": …} a line"),
        ("5 ships", "plain text, not a JSON object; write one object {\"text\": …} a line"),
        ("just text", "plain text, not a JSON object; write one object {\"text\": …} a line"),
        ("[1,2,3]", "a list, not a JSON object; write one object {\"text\": …} a line"),
        (
            "[\"1\", \"https://example.org\", \"Title\"]",
            "a list, not a JSON object; write one object {\"text\": …} a line",
        ),
        ("\"a text\"", "a string, not a JSON object; write one object {\"text\": …} a line"),
        (" 5", "a number, not a JSON object; write one object {\"text\": …} a line"),
        ("{}", "neither \"text\" nor \"html\"; give one of them"),
        ("{\"text\": null}", "neither \"text\" nor \"html\"; give one of them"),
        ("{\"text\": 5}", "\"text\" must be a string, not a number"),
        ("{\"text\": \"a\", \"title\": []}", "\"title\" must be a string, not a list"),
        (
            "{\"text\": \"a\", \"authors\": [5]}",
            "\"authors\" must be a string, a list of strings or of objects with \"name\", not a number",
        ),
        ("{\"text\": \"a\", \"id\": {}}", "\"id\" must be a string or a number, not an object"),
    ] {
        let outcomes = parse(line);
        let [Err(failure)] = &outcomes[..] else { panic!("{line}: {outcomes:?}") };
        assert_eq!(failure.message, expected, "{line}");
    }
}

#[test]
fn deep_nesting_is_bounded() {
    let deep =
        format!("{{\"unknown\": {}{}, \"text\": \"a\"}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(parse(&deep).len(), 1);
    let deep = format!("{{\"text\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(
        matches!(&parse(&deep)[..], [Err(failure)] if failure.message.contains("recursion limit"))
    );
}

#[test]
fn lines_number_from_the_start_of_the_piece() {
    let origin = Origin { path: "a.jsonl".to_owned(), item: Some(41) };
    let raw = RawDocument {
        origin,
        format: Some("jsonl".to_owned()),
        bytes: b"{\"text\": \"a\"}\nbroken\n".to_vec(),
    };
    let outcomes = JsonLines.parse(&raw, &ParseOptions::default()).articles;
    assert!(matches!(&outcomes[0], Ok((article, _)) if article.origin.item == Some(41)));
    assert!(matches!(&outcomes[1], Err(failure) if failure.item == Some(42)));
}

#[test]
fn damaged_lines_harm_no_others() {
    let origin = Origin { path: "a.jsonl".to_owned(), item: None };
    let bytes = b"{\"text\": \"caf\xe9 and more\"}\n{\"text\": \"caf\xc3\xa9\"}\n".to_vec();
    let outcomes = JsonLines
        .parse(&RawDocument { origin, format: None, bytes }, &ParseOptions::default())
        .articles;
    let texts: Vec<&str> = outcomes.iter().flatten().map(|(article, _)| &*article.text).collect();
    assert_eq!(texts, ["café and more", "café"]);
}

#[test]
fn one_value_over_several_lines_is_read() {
    assert_eq!(parse("{\n  \"text\": \"One.\"\n}\n").iter().flatten().count(), 1);
    let outcomes = parse("[\n {\"text\": \"One.\"},\n {\"text\": \"Two.\"}\n]");
    let items: Vec<Option<u32>> =
        outcomes.iter().flatten().map(|(article, _)| article.origin.item).collect();
    assert_eq!(items, [Some(1), Some(2)]);
}

#[test]
fn a_bad_entry_of_a_list_costs_only_itself() {
    let outcomes = parse(
        "[\n  {\n    \"text\": \"One.\"\n  },\n  {\n    \"id\": \"b\",\n    \"text\": oops\n  },\n  7,\n  {\"text\": 5},\n  {\n    \"text\": \"Five.\"\n  }\n]\n",
    );
    let seen: Vec<String> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok((article, _)) => article.text.clone(),
            Err(failure) => format!("{:?} {}", failure.item, failure.message),
        })
        .collect();
    assert_eq!(
        seen,
        [
            "One.",
            "Some(2) line 7: expected value; each entry must be one complete JSON object",
            "Some(3) line 9: a number, not a JSON object; write objects {\"text\": …} into the list",
            "Some(4) \"text\" must be a string, not a number",
            "Five.",
        ]
    );
}

#[test]
fn long_metadata_is_cut() {
    let long = "word ".repeat(10_000);
    let (article, warnings) = one(&format!(
        "{{\"id\": \"{long}\", \"title\": \"{long}\", \"authors\": [{}\"Ann\"], \"text\": \"One.\"}}",
        format!("\"{long}\",").repeat(300)
    ));
    let title = article.title.unwrap_or_default();
    assert!(title.chars().count() <= 1_000 && title.starts_with("word word"), "{title}");
    assert!(article.given_id.unwrap_or_default().len() <= 1_000);
    assert!(article.authors.len() <= 100 && article.authors.iter().all(|name| name.len() <= 200));
    let capped = warnings.iter().filter(|warning| warning.code == "capped").count();
    assert_eq!(capped, 1, "{warnings:?}");
}

#[test]
fn commands_to_a_terminal_that_json_writes_out_go_and_are_told() {
    let (article, warnings) = one(
        r#"{"id": "a", "title": "Oslo \u001b[1mrose\u001b[0m", "authors": [{"name": "\u001b[1mAnn Lee"}],
            "text": "\u001b[1m One \u001b]8;;http://x\u0007two\u001b]8;;\u0007.\n\u001b[0m\nOslo \u001b[31mrose\u001b[0m 5%\r\n"}"#
            .replace('\n', "")
            .as_str(),
    );
    assert_eq!((article.title.as_deref(), &*article.authors[0]), (Some("Oslo rose"), "Ann Lee"));
    assert_eq!(article.text, " One two.\n\nOslo rose 5%\r\n");
    let texts: Vec<&str> = article.paragraphs.iter().map(|span| article.text(*span)).collect();
    assert_eq!(texts, ["One two.", "Oslo rose 5%"]);
    let told: Vec<&str> = warnings
        .iter()
        .filter(|warning| warning.code == "escape-sequences")
        .map(|warning| &*warning.message)
        .collect();
    assert!(matches!(told[..], [message] if message.contains("9 of them")), "{warnings:?}");
    let (_, warnings) = one(r#"{"html": "<h1>Oslo \u001b[1mrose</h1><p>One.</p>"}"#);
    assert!(warnings.iter().any(|warning| warning.code == "escape-sequences"), "{warnings:?}");
}

#[test]
fn wide_encodings_are_read() {
    let origin = Origin { path: "a.jsonl".to_owned(), item: None };
    let bytes = "\u{feff}{\"text\": \"One.\"}\n{\"text\": \"Två.\"}\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let outcomes = JsonLines
        .parse(&RawDocument { origin, format: None, bytes }, &ParseOptions::default())
        .articles;
    assert_eq!(outcomes.iter().flatten().count(), 2);
}
