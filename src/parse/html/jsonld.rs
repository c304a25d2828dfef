//! JSON-LD scripts → what they say about the article of the page.
//!
//! Reads `@graph`, arrays, nested entities and references by `@id`, and repairs the usual damage (raw line breaks in
//! strings, trailing commas, wrong escapes, comment marks). It believes nothing: values go to `metadata` as found.
//! Start at [`read`].

use std::collections::BTreeMap;

use serde_json::Map;
use serde_json::Value;

use crate::model::Published;
use crate::parse::html::entity::decode;

/// Objects looked at on one page at most; the richest real pages have a few thousand.
const MAX_OBJECTS: usize = 20_000;

/// Entries of a live blog read at most: more than a day has minutes.
const MAX_ENTRIES: usize = 2_000;

/// Types of entities that are articles, the most telling first.
const ARTICLE_TYPES: &[&str] = &[
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "Article",
    "Report",
    "ScholarlyArticle",
    "TechArticle",
    "MedicalScholarlyArticle",
    "SatiricalArticle",
    "AdvertiserContentArticle",
    "APIReference",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "Recipe",
    "HowTo",
    "Review",
    "VideoObject",
    "PodcastEpisode",
    "QAPage",
    "MedicalWebPage",
    "ItemPage",
    "AboutPage",
    "Product",
    "Event",
    "WebPage",
];

/// How many of them are articles; the others are pages, and things on them.
const ARTICLES: usize = 22;

/// What the JSON-LD of a page says. Text is decoded and trimmed, lists are in order.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// Type of the entity: `NewsArticle`.
    pub(super) kind: Option<String>,
    /// The entity is an article, not the page or something on it.
    pub(super) is_article: bool,
    /// Headlines, the best first.
    pub(super) titles: Vec<String>,
    /// Authors; the flag is true for organisations.
    pub(super) authors: Vec<(String, bool)>,
    /// First publication.
    pub(super) published: Option<String>,
    /// Last change.
    pub(super) modified: Option<String>,
    /// Name of the publisher.
    pub(super) publisher: Option<String>,
    /// Section.
    pub(super) section: Option<String>,
    /// Keywords.
    pub(super) keywords: Vec<String>,
    /// Language code.
    pub(super) language: Option<String>,
    /// Address.
    pub(super) url: Option<String>,
    /// The body.
    pub(super) body: Option<String>,
    /// Only part of the article is free to read.
    pub(super) locked: bool,
}

/// Returns what the scripts of a page say about its article; `url` helps to choose among several.
pub(super) fn read(scripts: &[&str], url: Option<&str>) -> Stated {
    let roots: Vec<Value> = scripts.iter().flat_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    roots.iter().for_each(|root| collect(root, &mut objects));
    let known: BTreeMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let Some(main) = choose(&objects, url) else { return Stated::default() };
    let mut stated = describe(main, &known);
    stated.publisher = stated.publisher.or_else(|| site_name(&objects));
    stated
}

/// Returns the values of a script: usually one, sometimes several in a row, none if it cannot be repaired.
fn parse(script: &str) -> Vec<Value> {
    let script = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let strict: Result<Vec<Value>, _> =
        serde_json::Deserializer::from_str(script).into_iter().collect();
    strict.unwrap_or_else(|_| {
        let repaired = repair(script);
        serde_json::Deserializer::from_str(&repaired).into_iter().map_while(Result::ok).collect()
    })
}

/// Returns `script` with the usual damage undone.
fn repair(script: &str) -> String {
    let mut out = String::with_capacity(script.len() + 16);
    let mut chars = script.chars().peekable();
    let mut in_string = false;
    while let Some(char) = chars.next() {
        match char {
            '"' => {
                in_string = !in_string;
                out.push(char);
            }
            '\\' if in_string => match chars.next() {
                Some(next @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => {
                    out.extend(['\\', next])
                }
                Some(next) => out.push(next),
                None => {}
            },
            char if in_string && char.is_control() => out.push(' '),
            '}' | ']' if !in_string => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
                out.push(char);
            }
            char => out.push(char),
        }
    }
    out
}

/// Collects objects, outer before inner, without recursion.
fn collect<'v>(root: &'v Value, objects: &mut Vec<&'v Map<String, Value>>) {
    let mut stack = vec![root];
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(items) => stack.extend(items.iter().rev()),
            Value::Object(object) if objects.len() < MAX_OBJECTS => {
                objects.push(object);
                // Lists of other articles and what readers wrote describe something else.
                let inner = object.iter().filter(|(key, _)| {
                    !matches!(&***key, "itemListElement" | "comment" | "liveBlogUpdate" | "hasPart")
                });
                stack.extend(inner.map(|(_, value)| value));
            }
            _ => {}
        }
    }
}

/// Returns the rank of an object's type; lower is more telling.
fn rank(object: &Map<String, Value>) -> Option<usize> {
    let types = strings(object.get("@type"));
    let place = |name: &String| {
        let name = name.rsplit(['/', ':']).next().unwrap_or_default();
        ARTICLE_TYPES.iter().position(|known| known.eq_ignore_ascii_case(name))
    };
    types.iter().filter_map(place).min()
}

/// Returns the object that describes the article of the page.
fn choose<'v>(
    objects: &[&'v Map<String, Value>],
    url: Option<&str>,
) -> Option<&'v Map<String, Value>> {
    let key = |object: &&&'v Map<String, Value>| {
        let rank = rank(object).unwrap_or(usize::MAX);
        let same =
            url.is_some_and(|url| addresses(object).iter().any(|address| same_page(address, url)));
        let bare = !(object.contains_key("headline") || object.contains_key("datePublished"));
        (bare, rank >= ARTICLE_TYPES.len() - 1, !same, rank)
    };
    objects.iter().filter(|object| rank(object).is_some()).min_by_key(key).copied()
}

fn addresses(object: &Map<String, Value>) -> Vec<String> {
    let main = object.get("mainEntityOfPage");
    let nested = main.and_then(|main| main.get("@id").or_else(|| main.get("url")));
    [object.get("url"), main, nested, object.get("@id")].into_iter().flat_map(strings).collect()
}

/// Returns true if two addresses name one page, whatever scheme, query and fragment.
pub(super) fn same_page(a: &str, b: &str) -> bool {
    fn path(url: &str) -> &str {
        let url = url.split(['?', '#']).next().unwrap_or_default();
        url.split_once("//")
            .map_or(url, |(_, rest)| rest)
            .trim_start_matches("www.")
            .trim_end_matches('/')
    }
    !path(a).is_empty() && path(a) == path(b)
}

fn describe(object: &Map<String, Value>, known: &BTreeMap<&str, &Map<String, Value>>) -> Stated {
    let text = |key: &str| strings(object.get(key)).into_iter().find(|text| !text.is_empty());
    let authors = ["author", "authors", "creator"].iter().find_map(|key| {
        let people = people(object.get(*key)?, known);
        (!people.is_empty()).then_some(people)
    });
    let keywords = strings(object.get("keywords"));
    let publisher = object.get("publisher").map(|publisher| people(publisher, known));
    Stated {
        kind: strings(object.get("@type")).into_iter().next(),
        is_article: rank(object).is_some_and(|rank| rank < ARTICLES),
        titles: ["headline", "name", "alternativeHeadline"]
            .iter()
            .filter_map(|key| text(key))
            .collect(),
        authors: authors.unwrap_or_default(),
        published: text("datePublished")
            .or_else(|| text("dateCreated"))
            .or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        publisher: publisher.and_then(|names| names.into_iter().next()).map(|(name, _)| name),
        section: text("articleSection"),
        keywords: keywords
            .iter()
            .flat_map(|text| text.split(','))
            .map(|word| word.trim().to_owned())
            .collect(),
        language: text("inLanguage"),
        url: text("url").or_else(|| addresses(object).into_iter().next()),
        body: text("articleBody").or_else(|| text("reviewBody")).or_else(|| entries(object)),
        locked: object.get("isAccessibleForFree").is_some_and(is_false),
    }
}

/// Returns the entries of a live blog in their order, each with the time of its day and its headline above it.
fn entries(object: &Map<String, Value>) -> Option<String> {
    let entries = match object.get("liveBlogUpdate")? {
        Value::Array(entries) => entries.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut lines = Vec::new();
    for entry in entries.iter().take(MAX_ENTRIES) {
        let text = |key: &str| strings(entry.get(key)).into_iter().next();
        let Some(body) = text("articleBody") else { continue };
        let moment = text("datePublished").and_then(|moment| Published::parse(&moment));
        let time = moment.and_then(|moment| Some(moment.time()?.get(..5)?.to_owned()));
        lines.extend(time.into_iter().chain(text("headline")).chain([body]));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn is_false(value: &Value) -> bool {
    match value {
        Value::Bool(value) => !value,
        Value::String(text) => text.eq_ignore_ascii_case("false"),
        _ => false,
    }
}

/// Returns the names of people and organisations; the flag is true for organisations.
fn people(value: &Value, known: &BTreeMap<&str, &Map<String, Value>>) -> Vec<(String, bool)> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut people = Vec::new();
    for item in items {
        let Value::Object(object) = item else {
            people.extend(strings(Some(item)).into_iter().map(|name| (name, false)));
            continue;
        };
        let reference =
            object.get("@id").and_then(Value::as_str).and_then(|id| known.get(id).copied());
        let name = object.get("name").or_else(|| reference.and_then(|object| object.get("name")));
        let kind = object.get("@type").or_else(|| reference.and_then(|object| object.get("@type")));
        let organisation =
            strings(kind).iter().any(|kind| kind.contains("Organization") || kind == "Corporation");
        people.extend(strings(name).into_iter().map(|name| (name, organisation)));
    }
    people
}

fn site_name(objects: &[&Map<String, Value>]) -> Option<String> {
    let is_site = |object: &&&Map<String, Value>| {
        strings(object.get("@type")).iter().any(|kind| kind == "WebSite")
    };
    strings(objects.iter().find(is_site)?.get("name")).into_iter().next()
}

/// Returns the strings of a value: itself, those of a list, the `@value` or `name` of an object.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => vec![decode(text).trim().to_owned()],
        Some(Value::Array(items)) => items
            .iter()
            .filter(|item| !item.is_array())
            .flat_map(|item| strings(Some(item)))
            .collect(),
        Some(Value::Object(object)) => {
            let text =
                object.get("@value").or_else(|| object.get("name")).or_else(|| object.get("@list"));
            text.filter(|text| !text.is_object())
                .map(|text| strings(Some(text)))
                .unwrap_or_default()
        }
        Some(Value::Number(number)) => vec![number.to_string()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, title: &str, authors: &[&str]) {
        let stated = read(&[script], Some("https://example.org/a"));
        assert_eq!(stated.titles.first().map(String::as_str), Some(title), "{script}");
        let names: Vec<&str> = stated.authors.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, authors, "{script}");
    }

    #[test]
    fn articles_are_found_in_every_shape() {
        check(
            r#"{"@type":"NewsArticle","headline":"A &amp; B","author":{"name":"Ann Lee"}}"#,
            "A & B",
            &["Ann Lee"],
        );
        check(
            r#"[{"@type":"WebPage","name":"x"},{"@type":["Article"],"headline":"T","author":["Ann","Bob"]}]"#,
            "T",
            &["Ann", "Bob"],
        );
        check(
            r##"{"@graph":[{"@type":"Person","@id":"#p","name":"Ann"},{"@type":"Article","headline":"T","author":{"@id":"#p"}}]}"##,
            "T",
            &["Ann"],
        );
        check(
            r#"{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"T","author":"Ann"}}"#,
            "T",
            &["Ann"],
        );
        check(
            "{\"@type\":\"Article\",\"headline\":\"T\nU\",\"author\":[{\"name\":\"Ann\"},],}",
            "T U",
            &["Ann"],
        );
        check(
            r#"[{"@type":"Article","headline":"Other","url":"https://example.org/b"},{"@type":"Article","headline":"T","url":"http://www.example.org/a/"}]"#,
            "T",
            &[],
        );
    }

    #[test]
    fn damage_gives_nothing() {
        assert!(read(&["{", "\u{0}", "[[[", &"[".repeat(100_000)], None).titles.is_empty());
    }
}
