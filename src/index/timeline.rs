//! A query → what its articles tell of certain times, with the sentence, in the order of the times told.
//!
//! The same sentence on the same time in several articles is one event. Start at [`Searcher::timeline`].

use std::borrow::Cow;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::Result;
use crate::index::collect::Gather;
use crate::index::iso;
use crate::index::searcher::Searcher;
use crate::index::told::Told;
use crate::index::told::Unread;
use crate::index::walk::map_records;
use crate::model::Event;
use crate::model::EventFilter;
use crate::model::Grain;
use crate::model::Order;
use crate::model::Query;
use crate::model::Timeline;
use crate::model::When;

/// Records that are held at once.
const BATCH: usize = 4_096;

/// The longest sentence that is shown whole, in bytes; of a longer one, as tables give them, its beginning.
const MAX_SENTENCE: usize = 1_000;

/// What of a record tells of times.
type Read<'r> = Told<'r, Unread, Vec<Mention<'r>>, Vec<Sentence<'r>>>;

#[derive(Deserialize)]
struct Mention<'r> {
    #[serde(borrow)]
    kind: Cow<'r, str>,
    #[serde(borrow)]
    field: Cow<'r, str>,
    start: usize,
    #[serde(borrow)]
    text: Cow<'r, str>,
    value: Option<Value>,
}

/// The value of a mention; of others than dates nothing is read.
#[derive(Deserialize)]
struct Value {
    #[serde(rename = "type", default)]
    timex: Option<String>,
    #[serde(default)]
    iso: Option<String>,
}

#[derive(Deserialize)]
struct Sentence<'r> {
    #[serde(borrow)]
    field: Cow<'r, str>,
    start: usize,
    end: usize,
}

/// An event as it is held until it is known which are shown: small, since there may be millions.
struct Brief {
    start: Date,
    end: Date,
    /// Hash of the sentence.
    sentence: [u8; 16],
    /// Place of the mention in its record.
    mention: u32,
    /// Place of the article among those found.
    article: u32,
    /// Articles with it.
    articles: u32,
}

impl Searcher {
    /// Returns the events that the articles of a query tell of, earliest first; at one time, in the order in which they
    /// were published.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn timeline(&self, query: &Query, filter: &EventFilter) -> Result<Timeline> {
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let plan = Gather { keep: usize::MAX, ..Gather::none(Order::Oldest) };
        let (gathered, _) = self.gather(&snapshot, query, &kinds, &plan)?;
        let places: Vec<_> = gathered.best.iter().map(|found| found.address).collect();
        let mut collected = Collected::default();
        for (batch, first) in places.chunks(BATCH).zip((0..).step_by(BATCH)) {
            let briefs = map_records(&self.path, &snapshot, batch, |json| brief(json, filter))?;
            for (brief, article) in briefs.into_iter().zip(first..) {
                collected.add(brief, article);
            }
        }
        let Collected { mut events, coarser, .. } = collected;
        // Stable: events of one time keep the order of publication.
        events.sort_by_key(|event| (event.start, event.end));
        let total = events.len();
        let most = if filter.limit == 0 { usize::MAX } else { filter.limit };
        let page: Vec<Brief> = events.into_iter().skip(filter.offset).take(most).collect();
        let mut events = Vec::with_capacity(page.len());
        for brief in &page {
            let place = &places[brief.article as usize..][..1];
            events.extend(map_records(&self.path, &snapshot, place, |json| event(json, brief))?);
        }
        let events = events.into_iter().flatten().collect();
        Ok(Timeline { articles: gathered.total as u64, total, coarser, events })
    }
}

/// The events of all articles.
#[derive(Default)]
struct Collected {
    events: Vec<Brief>,
    /// First and last day and sentence → place among the events.
    known: FxHashMap<(Date, Date, [u8; 16]), usize>,
    coarser: u64,
}

impl Collected {
    /// Adds the events of an article.
    fn add(&mut self, (found, coarser): (Vec<Brief>, u64), article: u32) {
        self.coarser += coarser;
        let before = self.events.len();
        let mut seen = Vec::new();
        for brief in found {
            let key = (brief.start, brief.end, brief.sentence);
            let at = *self.known.entry(key).or_insert(self.events.len());
            if at == self.events.len() {
                self.events.push(Brief { article, ..brief });
            } else if at < before && !seen.contains(&at) {
                // Two mentions of one time in a sentence are one.
                self.events[at].articles += 1;
                seen.push(at);
            }
        }
    }
}

/// Returns the events of a record, and how many of its dates are too coarse.
fn brief(json: &[u8], filter: &EventFilter) -> serde_json::Result<(Vec<Brief>, u64)> {
    let told: Read<'_> = serde_json::from_slice(json)?;
    let published = told.day();
    let (mut briefs, mut coarser) = (Vec::new(), 0);
    for (mention, at) in told.mentions.iter().zip(0..) {
        let Some((start, end, grain)) = mention.days() else { continue };
        let when = published.map(|day| side(start, end, day));
        let is_wanted = filter.since.is_none_or(|since| end >= since)
            && filter.until.is_none_or(|until| start <= until)
            && filter.when.is_none_or(|wanted| when == Some(wanted));
        if !is_wanted {
            continue;
        }
        let (words, sentence) = (on_one_line(&mention.text), sentence(&told, mention));
        // A line that holds the time alone, as live blogs have them, tells nothing.
        if sentence.trim_end_matches(['.', ':']) == words.trim_end_matches(['.', ':']) {
            continue;
        }
        if grain > filter.grain {
            coarser += 1;
            continue;
        }
        let mut hash = [0; 16];
        hash.copy_from_slice(&blake3::hash(sentence.as_bytes()).as_bytes()[..16]);
        briefs.push(Brief { start, end, sentence: hash, mention: at, article: 0, articles: 1 });
    }
    Ok((briefs, coarser))
}

/// Returns on which side of a day a time lies.
fn side(start: Date, end: Date, day: Date) -> When {
    match () {
        () if end < day => When::Past,
        () if start > day => When::Future,
        () => When::Present,
    }
}

/// Returns an event in full.
fn event(json: &[u8], brief: &Brief) -> serde_json::Result<Option<Event>> {
    let told: Read<'_> = serde_json::from_slice(json)?;
    let Some(mention) = told.mentions.get(brief.mention as usize) else { return Ok(None) };
    let Some((start, end, grain)) = mention.days() else { return Ok(None) };
    let owned = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
    let date = mention.value.as_ref().and_then(|value| value.iso.clone());
    Ok(Some(Event {
        date: date.unwrap_or_default(),
        start: Some(start),
        end: Some(end),
        grain,
        when: told.day().map(|day| side(start, end, day)),
        mention: on_one_line(&mention.text),
        sentence: sentence(&told, mention),
        articles: u64::from(brief.articles),
        id: told.id.to_string(),
        title: owned(&told.title),
        site: owned(&told.site),
        published: owned(&told.published),
        url: owned(&told.url),
        path: told.source.path.to_string(),
    }))
}

impl Mention<'_> {
    /// Returns the days of a date; `None` for anything else.
    fn days(&self) -> Option<(Date, Date, Grain)> {
        let Some(Value { timex: Some(timex), iso: Some(iso) }) = &self.value else { return None };
        let is_date = self.kind == "date" && matches!(timex.as_str(), "DATE" | "TIME");
        if is_date { iso::graded(iso) } else { None }
    }
}

/// Returns the sentence in which a mention stands.
fn sentence(told: &Read<'_>, mention: &Mention<'_>) -> String {
    // Sentences stand in text order, those of the title first.
    let place = |field: &str, at: usize| (field != "title", at);
    let wanted = place(&mention.field, mention.start);
    let next = told.sentences.partition_point(|one| place(&one.field, one.start) <= wanted);
    let is_here =
        |sentence: &&Sentence<'_>| sentence.field == mention.field && mention.start < sentence.end;
    let field = match mention.field.as_ref() {
        "title" => told.title.as_deref().unwrap_or_default(),
        _ => told.text.as_ref(),
    };
    let words = told.sentences[..next].last().filter(is_here);
    let words = words.and_then(|sentence| field.get(sentence.start..sentence.end));
    on_one_line(words.unwrap_or(&mention.text))
}

fn on_one_line(text: &str) -> String {
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() > MAX_SENTENCE {
        let end = (0..=MAX_SENTENCE).rev().find(|end| line.is_char_boundary(*end));
        line.truncate(end.unwrap_or_default());
        line.push('…');
    }
    line
}
