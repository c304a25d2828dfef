//! Quotes and their speakers in the project's own articles, held against floors that only rise.
//!
//! `tests/data/gold/speech.txt` shows every construction in which news quotes somebody, and what only looks like it. The
//! rules were written with an eye on its odd articles; the even ones are held out, and their errors are not printed.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline::text::key::name_key;
use serde_json::Value;
use serde_json::json;

use crate::quality::Score;
use crate::quality::hold;
use crate::support::extract;

/// Articles that were added later, scored by themselves; they were written before the rules were tried on them.
const LATER: Range<usize> = 157..181;

/// From this article on indirect speech is marked too.
const FIRST_INDIRECT: usize = 181;

/// Letters that a span may have or lack at its ends.
const MARKS: &[char] = &['"', '\'', '“', '”', '„', '‘', '’', '‚', '«', '»', ' ', '\n'];

/// What an article says that somebody said, or what was found.
#[derive(Clone, Debug, Default)]
struct Said {
    /// Code points of the words.
    start: usize,
    end: usize,
    words: String,
    /// A name, `=words`, `!words` or `-`.
    speaker: String,
    /// The other forms of a name that was found.
    forms: Vec<String>,
    cue: String,
    kind: String,
    factuality: String,
}

#[derive(Debug, Default)]
struct Sample {
    about: String,
    text: String,
    wanted: Vec<Said>,
}

/// Reads the gold; its form is told at its head.
fn gold() -> Vec<Sample> {
    read(include_str!("../data/gold/speech.txt"))
}

fn read(text: &str) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let mut told = 0;
    for line in text.lines().filter(|line| !line.starts_with('%')) {
        if let Some(about) = line.strip_prefix("# ") {
            samples.push(Sample { about: about.to_owned(), ..Sample::default() });
            told = 0;
        } else if let Some(cells) = line.strip_prefix('\t') {
            let mut cells = cells.split(" | ").map(str::trim);
            let sample = samples.last_mut().unwrap();
            let said = sample.wanted.get_mut(told).unwrap_or_else(|| panic!("{}", sample.about));
            said.speaker = cells.next().unwrap().to_owned();
            said.cue = cells.next().unwrap().to_owned();
            said.kind = cells.next().unwrap_or("direct").to_owned();
            said.factuality = cells.next().unwrap_or("said").to_owned();
            told += 1;
        } else {
            samples.last_mut().unwrap().read(line);
        }
    }
    for sample in &mut samples {
        sample.text = sample.text.trim_end().to_owned();
        assert!(sample.wanted.iter().all(|said| !said.kind.is_empty()), "{}", sample.about);
    }
    samples
}

impl Sample {
    /// Appends a paragraph, taking the brackets out. A quote may end in a later one.
    fn read(&mut self, line: &str) {
        let mut rest = line;
        while let Some(at) = rest.find(['[', ']', '{', '}']) {
            let (head, tail) = rest.split_at(at);
            self.text.push_str(head);
            let place = self.text.chars().count();
            let opens = tail.strip_prefix("[[").or_else(|| tail.strip_prefix("{{"));
            let closes = tail.strip_prefix("]]").or_else(|| tail.strip_prefix("}}"));
            rest = if let Some(tail) = opens {
                self.wanted.push(Said { start: place, ..Said::default() });
                tail
            } else if let Some(tail) = closes {
                let said = self.wanted.last_mut().unwrap();
                said.end = place;
                said.words = self.text.chars().skip(said.start).take(place - said.start).collect();
                tail
            } else {
                self.text.push_str(&tail[..1]);
                &tail[1..]
            };
        }
        self.text.push_str(rest);
        self.text.push('\n');
    }
}

fn records(samples: &[Sample]) -> Vec<Value> {
    let line = |sample: &Sample| json!({"text": sample.text, "language": "en"});
    extract(samples.iter().map(line), &["--quotes", "all"])
}

fn found(record: &Value) -> Vec<Said> {
    let letters: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let words = |span: &Value| {
        let at = |name: &str| span[name].as_u64().unwrap() as usize;
        letters[at("start")..at("end")].iter().collect::<String>()
    };
    let forms = |entity: u64| {
        let mentions = record["entities"][entity as usize]["mentions"].as_array().unwrap().iter();
        let forms = mentions.map(|at| &record["mentions"][at.as_u64().unwrap() as usize]["text"]);
        forms.map(|form| name_key(form.as_str().unwrap())).collect()
    };
    let said = |quote: &Value| Said {
        forms: quote["speaker"].as_u64().map(forms).unwrap_or_default(),
        start: quote["start"].as_u64().unwrap() as usize,
        end: quote["end"].as_u64().unwrap() as usize,
        words: words(quote),
        speaker: match quote["speaker"].as_u64() {
            Some(entity) => {
                record["entities"][entity as usize]["name"].as_str().unwrap().to_owned()
            }
            None if quote["speaker_span"].is_object() => {
                format!("={}", words(&quote["speaker_span"]))
            }
            None => "-".to_owned(),
        },
        cue: quote["cue"].as_str().unwrap_or("-").to_owned(),
        kind: quote["type"].as_str().unwrap().to_owned(),
        factuality: quote["factuality"].as_str().unwrap().to_owned(),
    };
    record["quotes"].as_array().unwrap().iter().map(said).collect()
}

impl Said {
    /// First and last code point without the marks.
    fn core(&self) -> (usize, usize) {
        let head = self.words.chars().take_while(|letter| MARKS.contains(letter)).count();
        let tail = self.words.chars().rev().take_while(|letter| MARKS.contains(letter)).count();
        (self.start + head, self.end - tail.min(self.end - self.start - head))
    }

    /// Returns true if the speaker is the one wanted: the same name, or nobody with a name.
    fn is_by(&self, wanted: &Said) -> bool {
        if wanted.is_named() {
            let name = name_key(&wanted.speaker);
            self.is_named() && (name == name_key(&self.speaker) || self.forms.contains(&name))
        } else {
            !self.is_named()
        }
    }

    fn is_named(&self) -> bool {
        !self.speaker.starts_with(['=', '!', '-'])
    }
}

/// Scores of one half of the articles.
#[derive(Debug, Default)]
struct Scores {
    quotes: Score,
    speakers: Score,
    /// Type, and whether the words are denied.
    kinds: Score,
}

impl Scores {
    fn add(&mut self, sample: &Sample, wanted: &[&Said], found: &[&Said], shows: bool) {
        self.quotes.wanted += wanted.len() as f64;
        self.quotes.found += found.len() as f64;
        for wanted in wanted {
            let hit = found.iter().find(|said| said.core() == wanted.core());
            let right = hit.is_some_and(|said| said.is_by(wanted));
            self.quotes.right += f64::from(u8::from(hit.is_some()));
            self.speakers.found += f64::from(u8::from(hit.is_some()));
            self.speakers.right += f64::from(u8::from(right));
            let kind = |said: &&&Said| {
                said.kind == wanted.kind
                    && (said.kind == "direct" || said.factuality == wanted.factuality)
            };
            self.kinds.found += f64::from(u8::from(hit.is_some()));
            self.kinds.right += f64::from(u8::from(hit.is_some_and(|said| kind(&said))));
            if shows && !right {
                let got = hit.map_or("missed", |said| said.speaker.as_str());
                println!("{}: {} | {} but {got}", sample.about, wanted.words, wanted.speaker);
            }
        }
        for said in found.iter().filter(|_| shows) {
            if wanted.iter().all(|wanted| wanted.core() != said.core()) {
                println!("{}: no quote: {}", sample.about, said.words);
            }
        }
    }

    fn list(&self, half: &str) -> [(String, f64); 4] {
        [
            (format!("type-{half}"), self.kinds.precision()),
            (format!("precision-{half}"), self.quotes.precision()),
            (format!("recall-{half}"), self.quotes.recall()),
            (format!("speaker-{half}"), self.speakers.precision()),
        ]
    }
}

/// Scores the quotes of one sort, seen and held out apart.
fn score(section: &str, is_wanted: impl Fn(&Said) -> bool) {
    let samples = gold();
    let takes = |number: usize| LATER.contains(&number) == (section == "later-speech");
    // Only articles with indirect speech, and those that warn of it, mark all of it.
    let marked = |number: usize| section != "indirect-speech" || number >= FIRST_INDIRECT;
    score_samples(section, &samples, takes, marked, is_wanted);
}

fn score_samples(
    section: &str,
    samples: &[Sample],
    takes: impl Fn(usize) -> bool,
    marked: impl Fn(usize) -> bool,
    is_wanted: impl Fn(&Said) -> bool,
) {
    let mut halves = [Scores::default(), Scores::default()];
    for (number, (sample, record)) in samples.iter().zip(records(samples)).enumerate() {
        if !takes(number) {
            continue;
        }
        let found = found(&record);
        let wanted: Vec<&Said> = sample.wanted.iter().filter(|said| is_wanted(said)).collect();
        let found = found.iter().filter(|said| marked(number) && is_wanted(said));
        let found: Vec<&Said> = found.collect();
        halves[number % 2].add(sample, &wanted, &found, number % 2 == 0);
    }
    let [seen, held] = &halves;
    for (name, half) in [("seen", seen), ("held", held)] {
        let (p, r) = (half.quotes.precision(), half.quotes.recall());
        println!("{section} f1-{name}: {:.3} of {}", 2.0 * p * r / (p + r), half.quotes.wanted);
    }
    let scores: BTreeMap<_, _> = seen.list("seen").into_iter().chain(held.list("held")).collect();
    hold(section, &scores);
}

#[test]
fn the_gold_is_large() {
    let direct =
        |sample: &Sample| sample.wanted.iter().filter(|said| said.kind != "indirect").count();
    assert!(gold().iter().map(direct).sum::<usize>() >= 400);
}

#[test]
fn quotes_in_every_construction_are_as_good_as_they_were() {
    score("speech", |said| said.kind != "indirect");
}

#[test]
fn later_quotes_are_as_good_as_they_were() {
    score("later-speech", |said| said.kind != "indirect");
}

#[test]
fn quotes_of_agency_copy_are_as_good_as_they_were() {
    let samples = read(include_str!("../data/gold/speech-wires.txt"));
    let quoted = |said: &Said| said.kind != "indirect";
    score_samples("wire-speech", &samples, |_| true, |_| true, quoted);
}

#[test]
fn indirect_speech_is_as_good_as_it_was() {
    score("indirect-speech", |said| said.kind == "indirect");
}
