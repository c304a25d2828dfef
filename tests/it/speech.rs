//! Quotes and their speakers in the project's own articles, held against floors that only rise.
//!
//! `tests/data/gold/speech.txt` shows every construction in which news quotes somebody, and what only looks like it. The
//! rules were written with an eye on its odd articles; the even ones are held out, and their errors are not printed.

use std::collections::BTreeMap;

use dateline::text::key::name_key;
use serde_json::Value;

use crate::quality::Score;
use crate::quality::hold;
use crate::support::Sandbox;

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
}

#[derive(Debug, Default)]
struct Sample {
    about: String,
    text: String,
    wanted: Vec<Said>,
}

/// Reads the gold; its form is told at its head.
fn gold() -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let mut told = 0;
    let text = include_str!("../data/gold/speech.txt");
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
        while let Some(at) = rest.find(['[', ']']) {
            let (head, tail) = rest.split_at(at);
            self.text.push_str(head);
            let place = self.text.chars().count();
            rest = if let Some(tail) = tail.strip_prefix("[[") {
                self.wanted.push(Said { start: place, ..Said::default() });
                tail
            } else if let Some(tail) = tail.strip_prefix("]]") {
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
    let sandbox = Sandbox::new();
    let line = |sample: &Sample| {
        serde_json::json!({"text": sample.text, "language": "en"}).to_string() + "\n"
    };
    sandbox.write("gold.jsonl", samples.iter().map(line).collect::<String>());
    let output = sandbox.command(["extract", "gold.jsonl"]).output().unwrap();
    let records = String::from_utf8(output.stdout).unwrap();
    records.lines().map(|record| serde_json::from_str(record).unwrap()).collect()
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
        kind: quote["type"].as_str().unwrap_or("direct").to_owned(),
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
            name == name_key(&self.speaker) || self.forms.contains(&name)
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
}

impl Scores {
    fn add(&mut self, sample: &Sample, found: &[Said], shows: bool) {
        self.quotes.wanted += sample.wanted.len() as f64;
        self.quotes.found += found.len() as f64;
        for wanted in &sample.wanted {
            let hit = found.iter().find(|said| said.core() == wanted.core());
            let right = hit.is_some_and(|said| said.is_by(wanted));
            self.quotes.right += f64::from(u8::from(hit.is_some()));
            self.speakers.found += f64::from(u8::from(hit.is_some()));
            self.speakers.right += f64::from(u8::from(right));
            if shows && !right {
                let got = hit.map_or("missed", |said| said.speaker.as_str());
                println!("{}: {} | {} but {got}", sample.about, wanted.words, wanted.speaker);
            }
        }
        for said in found.iter().filter(|_| shows) {
            if sample.wanted.iter().all(|wanted| wanted.core() != said.core()) {
                println!("{}: no quote: {}", sample.about, said.words);
            }
        }
    }

    fn list(&self, half: &str) -> [(String, f64); 3] {
        [
            (format!("precision-{half}"), self.quotes.precision()),
            (format!("recall-{half}"), self.quotes.recall()),
            (format!("speaker-{half}"), self.speakers.precision()),
        ]
    }
}

#[test]
fn quotes_in_every_construction_hold_their_floors() {
    let samples = gold();
    assert!(samples.iter().map(|sample| sample.wanted.len()).sum::<usize>() >= 400);
    let mut halves = [Scores::default(), Scores::default()];
    for (number, (sample, record)) in samples.iter().zip(records(&samples)).enumerate() {
        let direct: Vec<Said> =
            found(&record).into_iter().filter(|said| said.kind != "indirect").collect();
        halves[number % 2].add(sample, &direct, number % 2 == 0);
    }
    let [seen, held] = &halves;
    for (name, half) in [("seen", seen), ("held", held)] {
        let (p, r) = (half.quotes.precision(), half.quotes.recall());
        println!("speech f1-{name}: {:.3} of {}", 2.0 * p * r / (p + r), half.quotes.wanted);
    }
    let scores: BTreeMap<_, _> = seen.list("seen").into_iter().chain(held.list("held")).collect();
    hold("speech", &scores);
}
