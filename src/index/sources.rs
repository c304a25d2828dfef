//! The quotes of all articles, or those of a query → who has how much say: the source audit.
//!
//! What is said in parts counts once. Start at [`Searcher::sources`].

use std::collections::BTreeMap;

use crate::error::Result;
use crate::index::collect::Gather;
use crate::index::searcher::Searcher;
use crate::index::speech::Speech;
use crate::index::speech::Told;
use crate::index::speech::speeches;
use crate::index::walk::map_records;
use crate::model::MonthOfSources;
use crate::model::Order;
use crate::model::Query;
use crate::model::Source;
use crate::model::Sources;
use crate::text::key::entity_key;

/// The month of articles without a date.
const UNDATED: &str = "undated";

/// What one article adds.
#[derive(Default)]
struct Share {
    month: String,
    anonymous: u64,
    unnamed: u64,
    words: u64,
    /// Key → name, quotes and words.
    speakers: BTreeMap<String, (String, u64, u64)>,
}

/// What is known of a speaker so far.
#[derive(Default)]
struct Voice {
    names: BTreeMap<String, u64>,
    source: Source,
    months: BTreeMap<String, u64>,
}

impl Searcher {
    /// Returns who is quoted in the articles of a query, with the `top` most quoted (0: all); indirect speech counts if
    /// it is wanted and was ingested.
    ///
    /// # Errors
    /// As [`Searcher::search`].
    pub fn sources(&self, query: &Query, indirect: bool, top: usize) -> Result<Sources> {
        let snapshot = self.snapshot();
        let kinds = self.kinds(&snapshot)?;
        let view = self.view(&kinds);
        let plan = Gather { keep: usize::MAX, ..Gather::none(Order::Oldest) };
        let (gathered, _) = self.gather(&snapshot, query, &kinds, &plan)?;
        let places: Vec<_> = gathered.best.iter().map(|found| found.address).collect();
        let shares = map_records(&self.path, &snapshot, &places, |record| {
            speeches(record, &view, |told, _, all| share(told, all, indirect))
        })?;
        Ok(sum(gathered.total as u64, shares, top))
    }
}

/// Returns what the speeches of an article add.
fn share(told: &Told<'_>, speeches: &[Speech<'_>], indirect: bool) -> Share {
    let month = told.published.as_deref().and_then(|moment| moment.get(..7));
    let mut share = Share { month: month.unwrap_or(UNDATED).to_owned(), ..Share::default() };
    for speech in speeches.iter().filter(|speech| indirect || !speech.indirect) {
        let words: u64 = speech.parts.iter().map(|(_, text)| count_words(text)).sum();
        share.words += words;
        match speech.speaker {
            Some(name) => {
                let key = entity_key(speech.kind, name);
                let (_, quotes, sum) =
                    share.speakers.entry(key).or_insert_with(|| (name.to_owned(), 0, 0));
                (*quotes, *sum) = (*quotes + 1, *sum + words);
            }
            None if speech.anonymous => share.anonymous += 1,
            None => share.unnamed += 1,
        }
    }
    share
}

/// Number of words of a quote, without marks that stand alone.
fn count_words(text: &str) -> u64 {
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    text.split_whitespace().filter(is_word).count() as u64
}

fn sum(articles: u64, shares: Vec<Share>, top: usize) -> Sources {
    let mut sources = Sources { articles, ..Sources::default() };
    let mut voices: BTreeMap<String, Voice> = BTreeMap::new();
    let mut months: BTreeMap<String, MonthOfSources> = BTreeMap::new();
    for share in shares {
        let named: u64 = share.speakers.values().map(|(_, quotes, _)| quotes).sum();
        let quotes = named + share.anonymous + share.unnamed;
        if quotes == 0 {
            continue;
        }
        sources.quotes += quotes;
        sources.words += share.words;
        sources.quoting += 1;
        sources.anonymous += share.anonymous;
        sources.unnamed += share.unnamed;
        let month = months.entry(share.month.clone()).or_default();
        month.quotes += quotes;
        month.anonymous += share.anonymous;
        for (key, (name, quotes, words)) in share.speakers {
            let voice = voices.entry(key).or_default();
            *voice.names.entry(name).or_default() += quotes;
            voice.source.quotes += quotes;
            voice.source.words += words;
            voice.source.articles += 1;
            *voice.months.entry(share.month.clone()).or_default() += quotes;
        }
    }
    sources.anonymous_share = fraction(sources.anonymous, sources.quotes);
    sources.months = months.into_iter().map(|(name, month)| finish_month(name, month)).collect();
    sources.total = voices.len();
    sources.speakers = ranked(voices, sources.quotes, top);
    sources
}

fn finish_month(name: String, month: MonthOfSources) -> MonthOfSources {
    let anonymous_share = fraction(month.anonymous, month.quotes);
    MonthOfSources { month: name, anonymous_share, ..month }
}

/// The speakers with most quotes, then most words, then by key.
fn ranked(voices: BTreeMap<String, Voice>, quotes: u64, top: usize) -> Vec<Source> {
    let finish = |(key, voice): (String, Voice)| {
        let usual = voice.names.into_iter().rev().max_by_key(|(_, quotes)| *quotes);
        Source {
            key,
            name: usual.map(|(name, _)| name).unwrap_or_default(),
            share: fraction(voice.source.quotes, quotes),
            months: voice.months,
            ..voice.source
        }
    };
    let mut speakers: Vec<Source> = voices.into_iter().map(finish).collect();
    speakers.sort_by(|one, other| {
        (other.quotes, other.words)
            .cmp(&(one.quotes, one.words))
            .then_with(|| one.key.cmp(&other.key))
    });
    if top > 0 {
        speakers.truncate(top);
    }
    speakers
}

/// Returns a share to three decimals.
fn fraction(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64 * 1000.0).round() / 1000.0 }
}
