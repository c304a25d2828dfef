//! Plain texts → articles: heading, byline, dateline and body.

use super::*;
use crate::model::Origin;
use crate::model::Warning;

fn parse(path: &str, text: &str) -> (Article, Vec<Warning>) {
    let origin = Origin { path: path.to_owned(), item: None };
    let raw = RawDocument { origin, format: None, bytes: text.as_bytes().to_vec() };
    match Text.parse(&raw, &ParseOptions::default()).articles.pop() {
        Some(Ok(parsed)) => parsed,
        other => panic!("{other:?}"),
    }
}

fn codes(warnings: &[Warning]) -> Vec<&str> {
    warnings.iter().map(|warning| warning.code.as_str()).collect()
}

const STORY: &str = "Nurses in England began a five-day strike on Monday, forcing hospitals to cancel operations.\n\n\
                     Pickets formed outside more than 180 hospitals before dawn, the union said.\n";

fn title_of(head: &str) -> Option<String> {
    parse("a.txt", &format!("{head}{STORY}")).0.title
}

#[test]
fn titles() {
    for (head, expected) in [
        ("Nurses begin strike\n\n", Some("Nurses begin strike")),
        ("Nurses begin strike\n", Some("Nurses begin strike")),
        ("NURSES BEGIN STRIKE\n", Some("NURSES BEGIN STRIKE")),
        ("Will nurses strike?\n\n", Some("Will nurses strike?")),
        ("Strike hits Washington D.C.\n\nBy Ann Lee\n\n", Some("Strike hits Washington D.C.")),
        ("They strike. We stay.\nBy Ann Lee\n", Some("They strike. We stay.")),
        ("Title: Nurses begin strike\nDate: 2025-12-01\n\n", Some("Nurses begin strike")),
        ("", None),
        ("It is the first strike for years.\n\n", None),
        ("By Ann Lee\n\n", None),
        ("LONDON, Dec 1 (NWA)\n\n", None),
        ("The reasons are these:\n", None),
        ("\"We had no choice,\" the union's leader said on Monday\n", None),
    ] {
        assert_eq!(title_of(head).as_deref(), expected, "{head:?}");
    }
}

#[test]
fn a_kicker_is_the_section() {
    let (article, _) =
        parse("a.txt", &format!("OBITUARY\n\nDame Ann Lee, surgeon who rebuilt hands\n\n{STORY}"));
    assert_eq!(article.section.as_deref(), Some("OBITUARY"));
    assert_eq!(article.title.as_deref(), Some("Dame Ann Lee, surgeon who rebuilt hands"));
}

#[test]
fn a_single_line_is_text_and_no_title() {
    let (article, warnings) = parse("a.txt", "Nurses begin strike");
    assert_eq!((article.title, &*article.text), (None, "Nurses begin strike"));
    assert_eq!(codes(&warnings), ["no-title", "no-date"]);
}

#[test]
fn nothing_gives_an_empty_article() {
    for text in ["", " \n\n\t", "\u{feff}", "* * *"] {
        let (article, warnings) = parse("a.txt", text);
        assert_eq!((&*article.text, article.paragraphs.len()), ("", 0), "{text:?}");
        assert_eq!(codes(&warnings), ["no-text", "no-title", "no-date"], "{text:?}");
    }
}

#[test]
fn the_head_is_taken_off() {
    let head = "Nurses begin strike\nThe longest walkout in its history starts\nBy Ann Lee and Bo Ek in Leeds\n\
                Published: 1 December 2025\nhttps://example.org/nurses\n\n";
    let (article, warnings) = parse("a.txt", &format!("{head}{STORY}"));
    assert_eq!(article.title.as_deref(), Some("Nurses begin strike"));
    assert_eq!(article.authors, ["Ann Lee", "Bo Ek"]);
    assert_eq!(
        article.published.map(|published| published.to_string()).as_deref(),
        Some("2025-12-01")
    );
    assert_eq!(article.url.as_deref(), Some("https://example.org/nurses"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert!(
        article.text.starts_with("The longest walkout in its history starts\n\nNurses in England")
    );
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn a_header_of_keys() {
    let head = "Headline: Nurses begin strike\nAuthor: Ann Lee, Bo Ek\nSource: Daily North\nURL: https://example.org/n\n\
                Section: Health\nDate: 1 Dec 2025\n\n";
    let (article, _) = parse("a.txt", &format!("{head}{STORY}"));
    assert_eq!(article.authors, ["Ann Lee", "Bo Ek"]);
    assert_eq!(
        (article.site.as_deref(), article.section.as_deref()),
        (Some("Daily North"), Some("Health"))
    );
    assert!(article.text.starts_with("Nurses in England"));
}

#[test]
fn the_dateline_stays_in_the_text_and_dates_the_article() {
    let text = format!("LONDON, Dec 1 (NWA) - {STORY}");
    let (article, _) = parse("2025/12/02/a.txt", &text);
    let dateline = article.dateline.clone().unwrap_or_default();
    assert_eq!(
        (dateline.place.as_deref(), dateline.agency.as_deref()),
        (Some("LONDON"), Some("NWA"))
    );
    assert_eq!(
        article.published.as_ref().map(|published| published.to_string()).as_deref(),
        Some("2025-12-01")
    );
    assert!(article.text.starts_with("LONDON, Dec 1 (NWA) - Nurses"));
}

#[test]
fn the_date_of_an_article_is_its_own_then_that_of_its_place() {
    let dated = |path: &str, head: &str, option: Option<&str>| {
        let origin = Origin { path: path.to_owned(), item: None };
        let raw =
            RawDocument { origin, format: None, bytes: format!("{head}{STORY}").into_bytes() };
        let options = ParseOptions {
            published: option.and_then(|date| date.parse().ok()),
            ..ParseOptions::default()
        };
        let article = Text
            .parse(&raw, &options)
            .articles
            .pop()
            .and_then(Result::ok)
            .map(|(article, _)| article);
        article.and_then(|article| article.published).map(|published| published.to_string())
    };
    let line = "Strike\n1 December 2025\n\n";
    for (path, head, option, expected) in [
        ("2025/12/05/a.txt", line, Some("2025-12-03"), Some("2025-12-01")),
        ("2025/12/05/a.txt", "LONDON, Dec 2 (NWA) - ", Some("2025-12-03"), Some("2025-12-02")),
        ("2025/12/05/a.txt", "LONDON, Dec 2, 2024 (NWA) - ", None, Some("2024-12-02")),
        ("2025/12/05/a.txt", "LONDON (NWA) - ", Some("2025-12-03"), Some("2025-12-03")),
        ("2025/12/05/a.txt", "", None, Some("2025-12-05")),
        ("a.txt", "LONDON, Dec 2 (NWA) - ", None, None),
        ("a.txt", "", None, None),
    ] {
        assert_eq!(dated(path, head, option).as_deref(), expected, "{path} {head} {option:?}");
    }
}

#[test]
fn credits_at_the_end_name_the_authors() {
    let (article, _) =
        parse("a.txt", &format!("{STORY}(Reporting by Ann Lee; Editing by Bo Ek)\nends\n"));
    assert_eq!(article.authors, ["Ann Lee"]);
    assert!(article.text.ends_with("the union said."));
}

#[test]
fn spans_lie_on_their_paragraphs() {
    let (article, _) =
        parse("a.txt", &format!("Nurses strike\n\n{STORY}\nTALKS FAIL\n\nNo talks are planned.\n"));
    let texts: Vec<&str> = article.paragraphs.iter().map(|span| article.text(*span)).collect();
    assert_eq!(texts.join(PARAGRAPH_BREAK), article.text);
    assert_eq!(
        article.headings.iter().map(|span| article.text(*span)).collect::<Vec<_>>(),
        ["TALKS FAIL"]
    );
}

#[test]
fn damaged_bytes_are_remarked() {
    let origin = Origin { path: "a.txt".to_owned(), item: None };
    let bytes = b"Nurses\0 strike on Monday.\n".to_vec();
    let parsed = Text.parse(&RawDocument { origin, format: None, bytes }, &ParseOptions::default());
    let warnings = parsed
        .articles
        .into_iter()
        .flatten()
        .flat_map(|(_, warnings)| warnings)
        .collect::<Vec<_>>();
    assert!(codes(&warnings).contains(&"replaced-characters"));
}
