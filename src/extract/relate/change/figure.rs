//! The numbers of a change: by how much, from what, to what. Start at [`fill`].

use crate::extract::relate::change::Args;
use crate::extract::relate::change::Change;
use crate::extract::relate::change::phrase;
use crate::extract::relate::fact::tokens;
use crate::extract::relate::item::What;
use crate::extract::value::written_number;
use crate::model::Arg;
use crate::model::Number;
use crate::model::Value;

/// Captures that hold a number.
const NUMBERS: &[&str] = &["percent", "amount", "from", "to"];

/// A range that is the two ends of a change: from 4.1 to 4.4 per cent.
const SPAN: &str = "_span";

/// Years in digits, which are no plain numbers.
const YEARS: std::ops::Range<i64> = 1900..2100;

/// A number with what it counts.
struct Figure {
    number: Number,
    low: Option<Number>,
    high: Option<Number>,
    unit: Option<String>,
    per: Option<String>,
}

/// Fills in the numbers. Returns false if there is none, or one that cannot be.
pub(super) fn fill(change: Change<'_>, mode: &str, args: &mut Args) -> bool {
    let mut unit = None;
    for name in NUMBERS {
        let Some(items) = change.items(name) else { continue };
        let Some(figure) = figure(change, items) else {
            args.remove(*name);
            continue;
        };
        args.insert((*name).to_owned(), Arg::Number(figure.number));
        if let (Some(high), "percent" | "amount") = (figure.high, *name) {
            args.insert("high".to_owned(), Arg::Number(high));
        }
        if unit.is_none() {
            unit = figure.unit;
            if let Some(per) = figure.per {
                args.insert("per".to_owned(), Arg::Text(per));
            }
        }
    }
    if let Some(figure) = change.items(SPAN).and_then(|items| self::figure(change, items)) {
        let (Some(low), Some(high)) = (figure.low, figure.high) else { return false };
        args.insert("from".to_owned(), Arg::Number(low));
        args.insert("to".to_owned(), Arg::Number(high));
        unit = figure.unit;
    }
    // "£84m, down from £97m": the level stands before the comma.
    let level = (mode == "aside" && !NUMBERS[..2].iter().any(|name| args.contains_key(*name)))
        .then(|| {
            phrase::level(change, change.found.items.start)
                .and_then(|at| self::figure(change, at..at + 1))
        })
        .flatten();
    if let Some(level) = level {
        args.insert("to".to_owned(), Arg::Number(level.number));
        unit = level.unit.or(unit);
    }
    if let Some(unit) = unit.filter(|unit| unit != "percent" || !args.contains_key("percent")) {
        args.insert("unit".to_owned(), Arg::Text(unit));
    }
    ["percent", "amount", "to"].iter().any(|name| args.contains_key(*name))
}

/// Returns what a number of these items counts.
pub(super) fn unit(change: Change<'_>, name: &str) -> Option<String> {
    figure(change, change.items(name)?)?.unit
}

/// Money from here on is earned or spent; prices move by less.
const LARGE: i64 = 1000;

/// Returns true if a number is large for a price.
pub(super) fn is_large(change: Change<'_>, name: &str) -> bool {
    let figure = change.items(name).and_then(|items| figure(change, items));
    figure.is_some_and(|figure| figure.number >= Number::from(LARGE))
}

/// Returns true if the amount is a length.
pub(super) fn is_length(change: Change<'_>) -> bool {
    unit(change, "amount").is_some_and(|unit| listed(change, "parts.ch-length", &unit))
}

/// Returns true if a word is in a list.
pub(super) fn listed(change: Change<'_>, list: &str, word: &str) -> bool {
    let mut words = Vec::new();
    crate::text::token::tokenize(word, &mut words);
    let lexicon = &change.view.rules.lexicon;
    lexicon.class(list).is_some_and(|class| lexicon.has_phrase(&words, class))
}

fn figure(change: Change<'_>, items: std::ops::Range<usize>) -> Option<Figure> {
    if let (What::Mention(mention), 1) = (change.view.items[items.start].what, items.len()) {
        let (number, low, high, unit, per) =
            match change.annotations.mentions[mention as usize].value.as_ref()? {
                Value::Percentage { number, low, high, unit, .. } => {
                    (number, low, high, Some(unit.clone()), None)
                }
                Value::Money { number, low, high, currency, .. } => {
                    (number, low, high, currency.clone(), None)
                }
                Value::Quantity { number, low, high, unit, per, .. } => {
                    (number, low, high, Some(unit.clone()), per.clone())
                }
                _ => return None,
            };
        return Some(Figure { number: *number, low: *low, high: *high, unit, per });
    }
    let range = tokens(change.view, items.clone());
    let number = written_number(change.view.story, &change.view.rules.lexicon, range.clone())?;
    let whole = i64::try_from(number).ok().filter(|_| number.is_integer());
    let is_year = range.len() == 1
        && change.view.story.word(range.start).len() == 4
        && whole.is_some_and(|number| YEARS.contains(&number));
    let counts_more = change.view.items.get(items.end).is_some_and(|_| follows(change, items.end));
    let unit =
        (range.len() > 1 && change.is(items.end - 1, "parts.ch-point")).then(|| "point".to_owned());
    let figure = Figure { number: Number(number), low: None, high: None, unit, per: None };
    (!is_year && !counts_more).then_some(figure)
}

/// Returns true if the word after a plain number makes it something else: a noun that it counts, a score, a time.
fn follows(change: Change<'_>, next: usize) -> bool {
    if next >= change.found.segment.end {
        return false;
    }
    let glued = change.view.story.tokens[change.view.items[next].tokens.start as usize].glued;
    let word = change.word(next);
    let number = |at: usize| {
        at < change.found.segment.end
            && change.word(at).starts_with(|letter: char| letter.is_ascii_digit())
    };
    // "lost 1 – 2": a score.
    let is_score = matches!(word, "-" | "–" | "/" | ":") && number(next + 1);
    is_score
        || glued && matches!(word, "-" | "–" | "/" | ":" | "%")
        || change.is(next, "noun")
            && ![
                "parts.ch-preposition",
                "parts.ch-adverb",
                "parts.ch-clause",
                "parts.ch-number",
                "function",
            ]
            .iter()
            .any(|list| change.is(next, list))
}
