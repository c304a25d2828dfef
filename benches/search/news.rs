//! A number → an invented news article of three kilobytes, the same on every machine.
//!
//! Words follow Zipf's law over a vocabulary of common English words and made-up ones; sentences name people, places,
//! organisations, dates, amounts and percentages, and some are quotes. One article in ten is a copy of an earlier one,
//! cut and under another headline. Start at [`News::article`].

use std::fmt::Write;

use serde_json::Value;
use serde_json::json;

/// Made-up words behind the common ones.
const RARE_WORDS: usize = 60_000;

/// Length of a body in bytes, about.
const LENGTH: usize = 3_000;

/// Every so many articles one is a copy.
const COPY_EVERY: usize = 10;

/// How many articles earlier the copied one is.
const COPY_BACK: usize = 7;

const COMMON: &str = "the of to and a in that is for on was with as it at by be from are this have has but not had \
    his they which were an or we their been more one would who when will there all about said out can if up her into \
    new than other some time two after no its could only over years people first also last most because now before \
    between under week year month city state company group report market public country plan work court school water \
    party power board talks price health home house road money local service system members workers rules bank energy";

const SYLLABLES: [&str; 32] = [
    "ba", "cor", "den", "el", "fa", "gri", "hol", "in", "ja", "kel", "lo", "mar", "net", "or",
    "pel", "qui", "ran", "sol", "ter", "un", "vel", "wen", "xi", "yor", "zan", "sta", "pri", "tro",
    "ness", "ment", "ing", "er",
];

const FIRST: [&str; 24] = [
    "James", "Mary", "Ahmed", "Elena", "David", "Priya", "Thomas", "Ingrid", "Carlos", "Fatima",
    "Peter", "Grace", "Martin", "Laura", "Samuel", "Nina", "George", "Helen", "Omar", "Julia",
    "Simon", "Clara", "Victor", "Ruth",
];

const PLACES: [&str; 24] = [
    "London", "Berlin", "Madrid", "Oslo", "Chicago", "Nairobi", "Mumbai", "Lima", "Toronto",
    "Warsaw", "Glasgow", "Lyon", "Seoul", "Dublin", "Boston", "Leeds", "Prague", "Vienna", "Accra",
    "Sydney", "Milan", "Osaka", "Quito", "Cardiff",
];

const BODIES: [&str; 8] = [
    "Council",
    "University",
    "Bank",
    "Energy Group",
    "Police",
    "Institute",
    "Airlines",
    "Ministry",
];

const ROLES: [&str; 8] = [
    "mayor",
    "chief executive",
    "health minister",
    "spokeswoman",
    "professor",
    "director",
    "analyst",
    "chairman",
];

const SITES: [&str; 12] = [
    "Daily Herald",
    "Evening Post",
    "The Courier",
    "Morning Star",
    "City Gazette",
    "The Record",
    "Northern Echo",
    "Coast Times",
    "Wire",
    "The Tribune",
    "Weekly View",
    "Metro Report",
];

/// Months and their days, for dates of one year.
const DAYS: usize = 365;

/// A generator of numbers (SplitMix64), so that no other package decides what is generated.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    /// Returns a number from 0 to 1.
    fn fraction(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// The vocabulary.
pub(crate) struct News {
    words: Vec<String>,
    surnames: Vec<String>,
}

impl News {
    /// Returns the vocabulary, most frequent words first.
    pub(crate) fn new() -> News {
        let mut dice = Dice(1);
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_owned).collect();
        let mut made_up = |least: usize, most: usize| {
            let syllables = least + dice.below(most - least + 1);
            (0..syllables).map(|_| dice.pick(&SYLLABLES)).collect::<String>()
        };
        words.extend((0..RARE_WORDS).map(|_| made_up(2, 4)));
        let capital = |name: String| name[..1].to_uppercase() + &name[1..];
        let surnames = (0..2_000).map(|_| capital(made_up(2, 3))).collect();
        News { words, surnames }
    }

    /// Returns the word of this rank, 0 being the most frequent.
    pub(crate) fn word(&self, rank: usize) -> &str {
        &self.words[rank.min(self.words.len() - 1)]
    }

    /// Returns the surname of this number.
    pub(crate) fn surname(&self, number: usize) -> &str {
        &self.surnames[number % self.surnames.len()]
    }

    /// Returns the article of this number as a line of JSON Lines.
    pub(crate) fn article(&self, number: usize) -> Value {
        let is_copy = number % COPY_EVERY == COPY_EVERY - 1;
        let source = if is_copy { number - COPY_BACK } else { number };
        let mut text = self.text(source);
        if is_copy
            && let Some(end) =
                text.char_indices().filter(|(_, c)| *c == '\n').map(|(at, _)| at).nth(11)
        {
            text.truncate(end);
        }
        let mut dice = Dice(number as u64 ^ 0x5eed);
        let title = self.sentence(&mut dice, 7).trim_end_matches('.').to_owned();
        let day = if is_copy { source } else { number } * 7 % DAYS;
        json!({
            "id": format!("n{number}"),
            "url": format!("https://news.example/{number}"),
            "site": SITES[number * 5 % SITES.len()],
            "title": title,
            "published": date(day),
            "text": text,
        })
    }

    /// Returns the same article as a small web page.
    pub(crate) fn page(&self, number: usize) -> String {
        let article = self.article(number);
        let text = |key: &str| article[key].as_str().unwrap_or_default().to_owned();
        let paragraphs: String =
            text("text").split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
        format!(
            "<!DOCTYPE html><html lang=\"en\"><head><title>{title}</title>\n<meta property=\"og:site_name\" \
             content=\"{}\"><meta property=\"article:published_time\" content=\"{}\"></head>\n<body><nav><a href=\"/\">\
             Home</a> <a href=\"/news\">News</a></nav><article><h1>{title}</h1>\n{paragraphs}</article>\
             <footer>All rights reserved</footer></body></html>\n",
            text("site"),
            text("published"),
            title = text("title"),
        )
    }

    fn text(&self, number: usize) -> String {
        let mut dice = Dice(number as u64);
        let person = format!("{} {}", dice.pick(&FIRST), self.surname(zipf(&mut dice, 2_000)));
        let body = format!("{} {}", dice.pick(&PLACES), dice.pick(&BODIES));
        let mut text = String::with_capacity(LENGTH + 400);
        let mut sentences = 0;
        while text.len() < LENGTH {
            if sentences > 0 {
                text.push_str(if sentences % 3 == 0 { "\n\n" } else { " " });
            }
            let sentence = self.news_sentence(&mut dice, &person, &body, sentences);
            text.push_str(&sentence);
            sentences += 1;
        }
        text
    }

    /// Returns a sentence: every other one names something.
    fn news_sentence(&self, dice: &mut Dice, person: &str, body: &str, place: usize) -> String {
        let length = 8 + dice.below(14);
        let plain = self.sentence(dice, length);
        let surname = person.rsplit(' ').next().unwrap_or(person);
        let clause = plain.trim_end_matches('.');
        match (place, dice.below(14)) {
            (0, _) => format!(
                "{person}, {} of {body}, said on Monday that {}.",
                dice.pick(&ROLES),
                lower(clause)
            ),
            (_, 0) => format!("\"{plain}\" {surname} said."),
            (_, 1) => format!(
                "{clause}, up {} percent from {}.",
                1 + dice.below(60),
                2000 + dice.below(25)
            ),
            (_, 2) => format!("{clause} in {} and {}.", dice.pick(&PLACES), dice.pick(&PLACES)),
            (_, 3) => {
                format!("{body} spent ${} million on {}.", 1 + dice.below(900), lower(clause))
            }
            (_, 4) => {
                let other = self.surname(zipf(dice, 2_000));
                format!(
                    "{} {other} told reporters in {} that {}.",
                    dice.pick(&FIRST),
                    dice.pick(&PLACES),
                    lower(clause)
                )
            }
            (_, 5) => format!("On {} March {clause}.", 1 + dice.below(28)),
            _ => plain,
        }
    }

    fn sentence(&self, dice: &mut Dice, length: usize) -> String {
        let mut sentence = String::new();
        for at in 0..length {
            let word = self.word(zipf(dice, self.words.len()));
            match at {
                0 => sentence.push_str(&(word[..1].to_uppercase() + &word[1..])),
                _ => write!(sentence, " {word}").unwrap_or_default(),
            }
        }
        sentence + "."
    }
}

fn lower(clause: &str) -> String {
    clause[..1].to_lowercase() + &clause[1..]
}

/// Returns a rank below `end` with a chance of about one through the rank.
fn zipf(dice: &mut Dice, end: usize) -> usize {
    let rank = ((end as f64).ln() * dice.fraction()).exp() as usize;
    rank.clamp(1, end) - 1
}

/// Returns a day of 2025.
fn date(day: usize) -> String {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut left = day % DAYS;
    for (month, length) in (1..).zip(lengths) {
        if left < length {
            return format!("2025-{month:02}-{:02}", left + 1);
        }
        left -= length;
    }
    "2025-12-31".to_owned()
}
