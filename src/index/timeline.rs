//! A query → what its articles tell of certain times, with the sentence, in the order of the times told.
//!
//! The same sentence on the same time in several articles is one event. Start at [`Searcher::timeline`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

use crate::error::Result;
use crate::index::collect::Gather;
use crate::index::events::days;
use crate::index::searcher::Searcher;
use crate::index::walk::map_records;
use crate::model::Event;
use crate::model::EventFilter;
use crate::model::Order;
use crate::model::Query;
use crate::model::Timeline;
use crate::model::When;

/// Records that are held at once.
const BATCH: usize = 4_096;

/// The longest sentence that is shown whole, in bytes; of a longer one, as tables give them, its beginning.
const MAX_SENTENCE: usize = 1_000;

/// What of a record tells of times.
#[derive(Deserialize)]
struct Told<'r> {
    #[serde(borrow)]
    id: Cow<'r, str>,
    #[serde(borrow)]
    title: Option<Cow<'r, str>>,
    #[serde(borrow)]
    site: Option<Cow<'r, str>>,
    #[serde(borrow)]
    published: Option<Cow<'r, str>>,
    #[serde(borrow)]
    url: Option<Cow<'r, str>>,
    #[serde(borrow)]
    source: Source<'r>,
    #[serde(borrow)]
    text: Cow<'r, str>,
    #[serde(borrow)]
    mentions: Vec<Mention<'r>>,
    #[serde(borrow, default)]
    sentences: Vec<Sentence<'r>>,
}

#[derive(Deserialize)]
struct Source<'r> {
    #[serde(borrow)]
    path: Cow<'r, str>,
}

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
        let mut timeline = Timeline { articles: gathered.total as u64, ..Timeline::default() };
        let mut events: Vec<Event> = Vec::new();
        // First and last day, and the sentence → place among the events.
        let mut known: BTreeMap<(Option<Date>, Option<Date>, String), usize> = BTreeMap::new();
        for batch in places.chunks(BATCH) {
            let told = map_records(&self.path, &snapshot, batch, |json| told(json, filter))?;
            for (found, coarser) in told {
                timeline.coarser += coarser;
                let mut here = Vec::new();
                for event in found {
                    let key = (event.start, event.end, event.sentence.clone());
                    let at = *known.entry(key).or_insert(events.len());
                    match events.get_mut(at) {
                        // Two mentions of one time in a sentence are one.
                        Some(event) => event.articles += u64::from(!here.contains(&at)),
                        None => events.push(event),
                    }
                    here.push(at);
                }
            }
        }
        // Stable: events of one time keep the order of publication.
        events.sort_by_key(|event| (event.start, event.end));
        timeline.total = events.len();
        let most = if filter.limit == 0 { usize::MAX } else { filter.limit };
        timeline.events = events.into_iter().skip(filter.offset).take(most).collect();
        Ok(timeline)
    }
}

/// Returns the events of a record, and how many of its dates are too coarse.
fn told(json: &[u8], filter: &EventFilter) -> serde_json::Result<(Vec<Event>, u64)> {
    let told: Told<'_> = serde_json::from_slice(json)?;
    let published: Option<Date> =
        told.published.as_deref().and_then(|moment| moment.get(..10)?.parse().ok());
    let (mut events, mut coarser) = (Vec::new(), 0);
    for mention in told.mentions.iter().filter(|mention| mention.kind == "date") {
        let Some(Value { timex: Some(timex), iso: Some(iso) }) = &mention.value else { continue };
        if !matches!(timex.as_str(), "DATE" | "TIME") {
            continue;
        }
        let Some((start, end, grain)) = days(iso) else { continue };
        let when = published.map(|day| match () {
            () if end < day => When::Past,
            () if start > day => When::Future,
            () => When::Present,
        });
        let is_wanted = filter.since.is_none_or(|since| end >= since)
            && filter.until.is_none_or(|until| start <= until)
            && filter.when.is_none_or(|wanted| when == Some(wanted));
        if !is_wanted {
            continue;
        }
        if grain > filter.grain {
            coarser += 1;
            continue;
        }
        let (words, sentence) = (on_one_line(&mention.text), told.sentence(mention));
        // A line that holds the time alone, as live blogs have them, tells nothing.
        if sentence.trim_end_matches(['.', ':']) == words.trim_end_matches(['.', ':']) {
            continue;
        }
        let owned = |text: &Option<Cow<'_, str>>| text.as_deref().map(str::to_owned);
        events.push(Event {
            date: iso.clone(),
            start: Some(start),
            end: Some(end),
            grain,
            when,
            mention: words,
            sentence,
            articles: 1,
            id: told.id.to_string(),
            title: owned(&told.title),
            site: owned(&told.site),
            published: owned(&told.published),
            url: owned(&told.url),
            path: told.source.path.to_string(),
        });
    }
    Ok((events, coarser))
}

impl Told<'_> {
    /// Returns the sentence in which a mention stands.
    fn sentence(&self, mention: &Mention<'_>) -> String {
        let is_here = |sentence: &&Sentence<'_>| {
            sentence.field == mention.field
                && sentence.start <= mention.start
                && mention.start < sentence.end
        };
        let field = match mention.field.as_ref() {
            "title" => self.title.as_deref().unwrap_or_default(),
            _ => self.text.as_ref(),
        };
        let words = self.sentences.iter().find(is_here);
        let words = words.and_then(|sentence| field.get(sentence.start..sentence.end));
        on_one_line(words.unwrap_or(&mention.text))
    }
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
