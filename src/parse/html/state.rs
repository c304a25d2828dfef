//! Data that the scripts of a page carry → the day of publication, where nothing that readers or machines see tells it.
//!
//! Pages that scripts build hold their article as data: `"publishedDate":"2025-12-17T…"`. A key counts only if all its
//! values on the page are of one day: otherwise they are of other articles too. Start at [`published`].

use jiff::civil::Date;
use memchr::memmem;

use crate::model::Published;
use crate::parse::html::date;
use crate::parse::html::date::Order;

/// Names of the day of publication in such data, the most telling first.
const KEYS: &[&str] = &[
    "datePublished",
    "publishedDate",
    "publicationDate",
    "publishDate",
    "publishedAt",
    "first_publish_date",
    "publish_date",
    "published_at",
    "publication_date",
    "publication_time",
];

/// Bytes of a value at most; a date with its time and zone has 35.
const MAX_VALUE_BYTES: usize = 40;

/// Returns the day of publication in the data of a page.
pub(super) fn published(html: &str) -> Option<Published> {
    KEYS.iter().find_map(|key| one_day(html, key))
}

/// Returns the value of a key, if it has one and no other of another day.
fn one_day(html: &str, key: &str) -> Option<Published> {
    let bytes = html.as_bytes();
    // "last_published_at" is another key.
    let starts = memmem::find_iter(bytes, key).filter(|&at| bytes[..at].ends_with(b"\""));
    let ends = starts.map(|at| at + key.len());
    let mut values = ends.filter_map(|end| value(&html[end..]));
    let first = values.next()?;
    let day: Date = first.date();
    values.all(|other| other.date() == day).then_some(first)
}

/// Returns the date that follows a key: `":"2025-12-17"`, with or without escapes.
fn value(rest: &str) -> Option<Published> {
    let colon = rest.trim_start_matches(['\\', '"']);
    let value = colon.strip_prefix([':', ' '])?.trim_start_matches([' ', ':', '\\']);
    let value = value.strip_prefix('"')?;
    let end = value.bytes().take(MAX_VALUE_BYTES).position(|byte| matches!(byte, b'"' | b'\\'))?;
    date::read(&value[..end], Order::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_counts_and_two_do_not() {
        for (html, expected) in [
            (r#"<script>{"publishedDate":"2025-12-17T20:37:27Z"}</script>"#, Some("2025-12-17")),
            (r#"{\"publishDate\": \"2025-12-17\"}"#, Some("2025-12-17")),
            (
                r#"{"publicationDate" : "2025-12-17"},{"publicationDate":"2025-12-17"}"#,
                Some("2025-12-17"),
            ),
            (r#"{"publishedAt":"2025-12-17"},{"publishedAt":"2025-12-18"}"#, None),
            (r#"{"publishedAt":null}"#, None),
            (r#"{"publishedAtÜ":"2025-12-17"}"#, None),
            (r#"{"last_published_at":"2025-12-17","republishedAt":"2025-12-17"}"#, None),
            ("publishedAt", None),
        ] {
            let day = published(html).map(|day| day.date().to_string());
            assert_eq!(day.as_deref(), expected, "{html}");
        }
    }
}
