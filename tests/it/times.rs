//! Precision and recall of time expressions, and how many of their values are right, on the project's own sentences in the
//! manner of newswires.
//!
//! `tests/data/gold/times.txt` says what stands where, and its type and value. Its sentences were written before the rules
//! were run on them; those above the line `# held` have been looked at since, those below were counted once before.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value;
use serde_json::json;

use crate::quality::Score;
use crate::quality::hold;
use crate::support::extract;

/// The line of the file below which no sentence was looked at before it was counted.
const HELD: &str = "# held";

struct Wanted {
    span: Range<usize>,
    /// TIMEX3 type and value; nothing where it may be found or not.
    told: Option<(String, String)>,
}

struct Article {
    text: String,
    published: String,
    wanted: Vec<Wanted>,
    part: &'static str,
}

fn gold() -> Vec<Article> {
    let mut articles = Vec::new();
    let (mut published, mut part) = ("", "seen");
    for line in include_str!("../data/gold/times.txt").lines() {
        if line == HELD {
            part = "held";
        } else if line.len() == 10 && line.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
        {
            published = line;
        } else if !line.starts_with('#') {
            articles.push(article(line, published, part));
        }
    }
    articles
}

/// Reads `on [Wednesday](DATE 2024-03-06), police said`.
fn article(line: &str, published: &str, part: &'static str) -> Article {
    let (mut text, mut wanted, mut rest) = (String::new(), Vec::new(), line);
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (words, after) = after.split_once("](").unwrap();
        let (told, after) = after.split_once(')').unwrap();
        let start = text.len();
        text.push_str(words);
        let told = told.split_once(' ').map(|(timex, iso)| (timex.to_owned(), iso.to_owned()));
        wanted.push(Wanted { span: start..text.len(), told });
        rest = after;
    }
    text.push_str(rest);
    Article { text, published: published.to_owned(), wanted, part }
}

#[derive(Clone, Copy, Default)]
struct Count {
    spans: Score,
    values: Score,
}

fn count(article: &Article, record: &Value, count: &mut Count) {
    let dates = record["mentions"].as_array().unwrap().iter().filter(|one| one["kind"] == "date");
    let dates: Vec<_> = dates
        .map(|one| {
            let [start, end] = ["start", "end"].map(|name| one[name].as_u64().unwrap() as usize);
            (start..end, &one["value"])
        })
        .collect();
    for wanted in &article.wanted {
        let Some((timex, iso)) = &wanted.told else { continue };
        count.spans.wanted += 1.0;
        let words = &article.text[wanted.span.clone()];
        let Some((_, value)) = dates.iter().find(|(span, _)| *span == wanted.span) else {
            println!("missed: {words}\n    {}", article.text);
            continue;
        };
        count.spans.right += 1.0;
        count.values.found += 1.0;
        let is_right = value["type"] == **timex && (iso == "any" || value["iso"] == **iso);
        count.values.right += f64::from(u8::from(is_right));
        if !is_right {
            println!("value: {words} = {value}, not {timex} {iso}\n    {}", article.text);
        }
    }
    for (span, _) in &dates {
        let touches =
            |wanted: &&Wanted| wanted.span.start < span.end && span.start < wanted.span.end;
        let excused =
            article.wanted.iter().find(touches).is_some_and(|wanted| wanted.told.is_none());
        count.spans.found += f64::from(u8::from(!excused));
        if !article.wanted.iter().any(|wanted| wanted.span == *span) {
            println!("wrong: {}\n    {}", &article.text[span.clone()], article.text);
        }
    }
}

#[test]
fn times_are_as_good_as_they_were() {
    let articles = gold();
    assert!(articles.len() >= 100);
    let line =
        |one: &Article| json!({"text": one.text, "published": one.published, "language": "en"});
    let records = extract(articles.iter().map(line), &["--offsets", "byte"]);
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for (article, record) in articles.iter().zip(records) {
        count(article, &record, counts.entry(article.part).or_default());
    }
    let named = |(part, count): (&&str, &Count)| {
        [
            (format!("precision-{part}"), count.spans.precision()),
            (format!("recall-{part}"), count.spans.recall()),
            (format!("value-{part}"), count.values.precision()),
        ]
    };
    hold("times", &counts.iter().flat_map(named).collect());
}
