//! An article as recovered from a document: what it says about itself, and its clean body.

use std::fmt;

use jiff::civil::Date;
use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::model::Origin;
use crate::model::PageNote;
use crate::model::Span;
use crate::model::TextField;

/// The copies of one story in an index, as an article among them sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyGroup {
    /// The head of the first appearance's key: `show` takes it for an id.
    pub group: String,
    /// Number of articles in the group.
    pub size: u64,
    /// This article is the first appearance.
    pub first: bool,
}

/// Names one article for ever: a hash of the place it came from, so that ingesting it twice replaces it.
///
/// The place and not the URL: two saved copies of one URL are two documents, and neither may silently replace the
/// other depending on the order in which they were read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ArticleId([u8; 16]);

impl ArticleId {
    /// Returns the id of the article at `origin`. The id that the input itself declares plays no part: two lines of a
    /// file may bear the same, and neither may vanish.
    pub fn new(origin: &Origin) -> ArticleId {
        let mut hasher = blake3::Hasher::new();
        hasher.update(origin.path.as_bytes());
        if let Some(item) = origin.item {
            hasher.update(b"\0item\0").update(&item.to_le_bytes());
        }
        let mut id = [0; 16];
        id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        ArticleId(id)
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A moment of publication: always a civil date, in the time zone in which the article states it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    date: Date,
    time: Option<String>,
}

impl Published {
    /// Returns the moment "some time on this day".
    pub fn day(date: Date) -> Published {
        Published { date, time: None }
    }

    /// Returns the moment in an ISO 8601 or RFC 3339 string such as `2025-12-17`, `2025-12-17T09:30:00+01:00` or
    /// `2025-12-17 09:30:00Z`, or `None` if it does not start with a date that exists.
    pub fn parse(text: &str) -> Option<Published> {
        let text = text.trim();
        // Calendars have no year 0, and other programs take no date of it.
        let date: Date = text.get(..10)?.parse().ok().filter(|date: &Date| date.year() > 0)?;
        let rest = &text[10..];
        let time = rest.strip_prefix(['T', 't', ' ']).map(str::trim).filter(|time| is_time(time));
        (rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z', '+']))
            .then(|| Published { date, time: time.map(str::to_owned) })
    }

    /// Returns the civil date, as stated: no time zone is ever converted.
    pub fn date(&self) -> Date {
        self.date
    }

    /// Returns the time with its zone offset as stated, such as `09:30:00+01:00`.
    pub fn time(&self) -> Option<&str> {
        self.time.as_deref()
    }
}

/// Longest time of day with its zone, in bytes: nanoseconds and an offset, or the name of a zone.
const LONGEST_TIME: usize = 32;

/// Returns true for `HH:MM`, optionally with seconds, a fraction and a zone, if a clock can show it.
fn is_time(time: &str) -> bool {
    let of_clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
    let (clock, zone) = time.split_at(time.find(|c| !of_clock(c)).unwrap_or(time.len()));
    // The parser takes a leap second at any time of the day; most readers of what we write take none.
    let leaps = clock.get(6..8) == Some("60");
    time.len() <= LONGEST_TIME
        && clock.as_bytes().get(2) == Some(&b':')
        && !leaps
        && clock.parse::<Time>().is_ok()
        && is_zone(zone)
}

/// Returns true for a zone by name (`GMT`, `[Europe/Oslo]`), and for `+01:00`, `+0100` and `+01` if there can be such an
/// offset.
fn is_zone(zone: &str) -> bool {
    let of_zone = |c: char| c.is_ascii_alphanumeric() || " +-:/_[]()".contains(c);
    let Some(offset) = zone.trim_start().strip_prefix(['+', '-']) else {
        // With a half of the day the hour is another than it looks.
        let is_half = |word: &str| ["am", "pm"].iter().any(|half| word.eq_ignore_ascii_case(half));
        return zone.chars().all(of_zone) && !zone.split_whitespace().any(is_half);
    };
    let digits: Vec<u8> =
        offset.bytes().filter(|byte| *byte != b':').take_while(u8::is_ascii_digit).collect();
    let number = |two: &[u8]| two.iter().fold(0, |number, digit| number * 10 + (digit - b'0'));
    match digits[..] {
        [_, _] => number(&digits) < 24,
        [_, _, _, _] => number(&digits[..2]) < 24 && number(&digits[2..]) < 60,
        _ => false,
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.time {
            Some(time) => write!(f, "{}T{time}", self.date),
            None => write!(f, "{}", self.date),
        }
    }
}

/// The opening of an agency story: `LONDON, Dec 17 (Agency) -`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dateline {
    /// The place or places, as written: `LONDON`.
    pub place: Option<String>,
    /// The day, with the year taken from the publication date where the dateline has none.
    #[serde(with = "crate::model::value::iso_date")]
    pub date: Option<Date>,
    /// The agency in brackets, as written.
    pub agency: Option<String>,
}

/// Countries in which the month stands first in dates in digits.
const MONTH_FIRST: &[&str] = &["US", "PH", "PR", "GU", "VI", "AS", "FM", "PW", "MH", "KY", "BZ"];

/// One article: its metadata and its clean body text.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Its name in the index.
    pub id: ArticleId,
    /// The id that the input declared, kept for the record.
    pub given_id: Option<String>,
    /// Where it came from.
    pub origin: Origin,
    /// The input format that it was parsed from: `html`, `text`, `jsonl`.
    pub format: &'static str,
    /// Canonical URL.
    pub url: Option<String>,
    /// Name of the publication.
    pub site: Option<String>,
    /// Title, without the publication's name.
    pub title: Option<String>,
    /// Names of the people (or desks) who wrote it, in order.
    pub authors: Vec<String>,
    /// Place and day at the head of an agency story.
    pub dateline: Option<Dateline>,
    /// Section or category, as named by the publication.
    pub section: Option<String>,
    /// Keywords or tags, as named by the publication.
    pub keywords: Vec<String>,
    /// Two-letter language code (ISO 639-1).
    pub language: Option<String>,
    /// Two-letter code of the country that it is written for (ISO 3166-1), which tells in which order dates in digits
    /// stand.
    pub region: Option<String>,
    /// First publication.
    pub published: Option<Published>,
    /// Last change.
    pub modified: Option<Published>,
    /// The body: paragraphs joined by a blank line (verbatim where the input gave plain text as JSON).
    pub text: String,
    /// The paragraphs of `text`, headings included, in order and without white space at their ends.
    pub paragraphs: Vec<Span>,
    /// Those of `paragraphs` that are headings inside the story.
    pub headings: Vec<Span>,
    /// Headlines of other articles that stood in the document.
    pub related: Vec<String>,
    /// What learning keeps of a web page; `None` where nothing is to be learnt. It is no part of the record.
    pub note: Option<PageNote>,
    /// The group of copies that it is in, where somebody asked the index. It is no part of the record.
    pub copies: Option<CopyGroup>,
}

impl Article {
    /// Returns the text under `span`; empty if the span does not fit the field.
    pub fn text(&self, span: Span) -> &str {
        let field = match span.field() {
            TextField::Title => self.title.as_deref().unwrap_or_default(),
            TextField::Text => &self.text,
        };
        field.get(span.range()).unwrap_or_default()
    }

    /// Keeps the paragraphs at some places of the list, and takes the others out of the text.
    pub fn keep_paragraphs(&mut self, mut is_kept: impl FnMut(usize) -> bool) {
        let whole = std::mem::take(&mut self.text);
        let headings = std::mem::take(&mut self.headings);
        let mut headings = headings.into_iter().peekable();
        for (place, old) in std::mem::take(&mut self.paragraphs).into_iter().enumerate() {
            let is_heading = headings.next_if_eq(&old).is_some();
            if !is_kept(place) {
                continue;
            }
            let gap = if self.text.is_empty() { "" } else { "\n\n" };
            let start = self.text.len() + gap.len();
            self.text.push_str(gap);
            self.text.push_str(whole.get(old.range()).unwrap_or_default());
            let span = Span::new(TextField::Text, start..self.text.len());
            self.paragraphs.push(span);
            self.headings.extend(is_heading.then_some(span));
        }
    }

    /// Returns true if the day stands before the month in dates in digits where the article is read: everywhere but in
    /// the United States and a few countries around them. English of no country counts as theirs.
    pub fn day_first(&self) -> bool {
        let english = self.language.as_deref().is_none_or(|language| language.starts_with("en"));
        self.region.as_deref().map_or(!english, |region| !MONTH_FIRST.contains(&region))
    }

    /// Returns the id that records show: the one the input declared, else the hash of its origin.
    pub fn record_id(&self) -> String {
        self.given_id.clone().unwrap_or_else(|| self.id.to_string())
    }

    /// Returns the day that relative dates count from: publication, else the dateline's own; never the clock.
    pub fn reference_date(&self) -> Option<Date> {
        let stated = self.published.as_ref().map(Published::date);
        stated.or_else(|| self.dateline.as_ref().and_then(|dateline| dateline.date))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_no_clock_shows_leaves_the_day() {
        for (text, expected) in [
            ("2025-03-04T23:59:59+01:00", "2025-03-04T23:59:59+01:00"),
            ("2025-03-04 09:30:00.123Z", "2025-03-04T09:30:00.123Z"),
            ("2025-03-04T09:30-0500", "2025-03-04T09:30-0500"),
            ("2025-03-04T09:30 GMT", "2025-03-04T09:30 GMT"),
            ("2025-03-04T09:30+01:00[Europe/Oslo]", "2025-03-04T09:30+01:00[Europe/Oslo]"),
            ("2025-03-04T25:00", "2025-03-04"),
            ("2025-03-04T24:00", "2025-03-04"),
            ("2025-03-04T10:60", "2025-03-04"),
            ("2025-03-04T10:00:60Z", "2025-03-04"),
            ("2025-03-04T10:00:99Z", "2025-03-04"),
            ("2025-03-04T10:00+99:00", "2025-03-04"),
            ("2025-03-04T10:00+01:75", "2025-03-04"),
            ("2025-03-04T1:00", "2025-03-04"),
            ("2025-03-04T09:30 <b>", "2025-03-04"),
            ("2025-03-04 09:30 PM", "2025-03-04"),
            ("2025-03-04T09:30\u{1b}[0m", "2025-03-04"),
        ] {
            let found = Published::parse(text).map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        for text in ["2025-02-30T10:00", "0000-03-04"] {
            assert_eq!(Published::parse(text), None, "{text}");
        }
    }
}
