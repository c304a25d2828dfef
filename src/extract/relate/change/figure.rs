//! The numbers of a change: by how much, from what, to what. Start at [`fill`].

use std::ops::Range;

use crate::extract::relate::change::Args;
use crate::extract::relate::change::Change;
use crate::extract::relate::change::phrase;
use crate::extract::relate::fact::tokens;
use crate::extract::relate::item::What;
use crate::extract::value::written_compare;
use crate::extract::value::written_number;
use crate::model::Arg;
use crate::model::Compare;
use crate::model::Number;
use crate::model::Value;
use crate::text::token::Token;

/// Captures that hold the amount of a change.
const AMOUNTS: &[&str] = &["percent", "amount"];

/// Captures that hold a level before or after it.
const LEVELS: &[&str] = &["from", "to"];

/// The upper end of an amount that is a range; of a level it is `from_high` or `to_high`.
const HIGH: &str = "high";

/// A range that is the two ends of a change: from 4.1 to 4.4 per cent.
const SPAN: &str = "_span";

/// Years in digits, which are no plain numbers.
const YEARS: Range<i64> = 1900..2100;

/// A number with what it counts.
struct Figure {
    number: Number,
    low: Option<Number>,
    high: Option<Number>,
    compare: Compare,
    unit: Option<String>,
    per: Option<String>,
}

/// What the amount and the levels of a change count, as far as it is said.
#[derive(Default)]
struct Units {
    amount: Option<String>,
    level: Option<String>,
    per: Option<String>,
    compare: Compare,
}

/// Fills in the numbers. Returns false if there is none, or one that cannot be.
pub(super) fn fill(change: Change<'_>, mode: &str, args: &mut Args) -> bool {
    let mut units = Units::default();
    for name in AMOUNTS.iter().chain(LEVELS) {
        let Some(items) = change.items(name) else { continue };
        let Some(figure) = figure(change, items) else {
            args.remove(*name);
            continue;
        };
        note(name, figure, &mut units, args);
    }
    if let Some(figure) = change.items(SPAN).and_then(|items| self::figure(change, items)) {
        let (Some(low), Some(high)) = (figure.low, figure.high) else { return false };
        args.insert("from".to_owned(), Arg::Number(low));
        args.insert("to".to_owned(), Arg::Number(high));
        units.level = figure.unit;
    }
    // "£84m, down from £97m": the level stands before the comma.
    let is_open = !AMOUNTS.iter().chain(&LEVELS[1..]).any(|name| args.contains_key(*name));
    let level = (mode == "aside" && is_open)
        .then(|| phrase::level(change, change.found.items.start))
        .flatten();
    let level = level.and_then(|at| self::figure(change, at..at + 1));
    if let Some(level) = level.filter(|level| agree(&level.unit, &units.level)) {
        args.insert("to".to_owned(), Arg::Number(level.number));
        units.level = level.unit.or(units.level);
    }
    tell(units, args);
    AMOUNTS.iter().chain(&LEVELS[1..]).any(|name| args.contains_key(*name))
}

/// Returns true unless the two are told in different units.
fn agree(one: &Option<String>, other: &Option<String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Notes one number.
fn note(name: &str, figure: Figure, units: &mut Units, args: &mut Args) {
    let is_amount = AMOUNTS.contains(&name);
    if !is_amount && !agree(&figure.unit, &units.level) {
        // "£1.2bn, up from $1bn": what changed the currency did not change so.
        args.remove(name);
        return;
    }
    args.insert(name.to_owned(), Arg::Number(figure.number));
    if let Some(high) = figure.high {
        let end = if is_amount { HIGH.to_owned() } else { format!("{name}_{HIGH}") };
        args.insert(end, Arg::Number(high));
    }
    let is_first = !AMOUNTS.iter().any(|amount| *amount != name && args.contains_key(*amount));
    if is_amount || is_first && name == LEVELS[1] {
        units.compare = figure.compare;
    }
    let unit = if is_amount { &mut units.amount } else { &mut units.level };
    if unit.is_none() {
        *unit = figure.unit;
        units.per = units.per.take().or(figure.per);
    }
}

/// Tells the units: that of the amount, and that of the levels where it is another.
fn tell(units: Units, args: &mut Args) {
    let Units { amount, level, per, compare } = units;
    let has_percent = args.contains_key("percent");
    let has_amount = has_percent || args.contains_key("amount");
    if let Some(level) = level.clone().filter(|_| has_amount && amount.is_some() && amount != level)
    {
        args.insert("level_unit".to_owned(), Arg::Text(level));
    }
    let unit = if has_percent { amount } else { amount.or(level) };
    if let Some(unit) = unit.filter(|unit| unit != "percent" || !has_percent) {
        args.insert("unit".to_owned(), Arg::Text(unit));
    }
    if let Some(per) = per {
        args.insert("per".to_owned(), Arg::Text(per));
    }
    if let Some(sign) = sign(compare) {
        args.insert("compare".to_owned(), Arg::Text(sign.to_owned()));
    }
}

/// How the number bounds the real one, as in the values of mentions.
fn sign(compare: Compare) -> Option<&'static str> {
    match compare {
        Compare::Equal => None,
        Compare::Above => Some(">"),
        Compare::Below => Some("<"),
        Compare::About => Some("~"),
    }
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

/// Returns true if the amount counts or measures, other than in points and degrees.
pub(super) fn is_count(change: Change<'_>) -> bool {
    let counts = |items: Range<usize>| change.kind(items.start) == Some("quantity");
    change.items("amount").is_some_and(counts)
        && !unit(change, "amount").is_some_and(|unit| listed(change, "parts.ch-scaled", &unit))
}

/// Returns true if a word is in a list.
pub(super) fn listed(change: Change<'_>, list: &str, word: &str) -> bool {
    let mut words = Vec::new();
    crate::text::token::tokenize(word, &mut words);
    let lexicon = &change.view.rules.lexicon;
    lexicon.class(list).is_some_and(|class| lexicon.has_phrase(&words, class))
}

fn figure(change: Change<'_>, items: Range<usize>) -> Option<Figure> {
    if let (What::Mention(mention), 1) = (change.view.items[items.start].what, items.len()) {
        let (number, low, high, compare, unit, per) =
            match change.annotations.mentions[mention as usize].value.as_ref()? {
                Value::Percentage { number, low, high, compare, unit } => {
                    (number, low, high, compare, Some(unit.clone()), None)
                }
                Value::Money { number, low, high, compare, currency, per, .. } => {
                    let unit = currency.clone().or_else(|| family(change, items.start));
                    (number, low, high, compare, unit, per.clone())
                }
                Value::Quantity { number, low, high, compare, unit, per, .. } => {
                    (number, low, high, compare, Some(unit.clone()), per.clone())
                }
                Value::Date(date) => return duration(&date.iso),
                _ => return None,
            };
        let (number, low, high, compare) = (*number, *low, *high, *compare);
        let high = high.or_else(|| other_end(change, items.start, number));
        return Some(Figure { number, low, high, compare, unit, per });
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
    let compare = written_compare(change.view.story, &change.view.rules.lexicon, range);
    let number = Number(number);
    let high = plain_end(change, &items, number);
    let figure = Figure { number, low: None, high, compare, unit, per: None };
    (!is_year && !counts_more).then_some(figure)
}

/// Returns the second of "between 60 and 65".
fn plain_end(change: Change<'_>, items: &Range<usize>, low: Number) -> Option<Number> {
    let segment = &change.found.segment;
    let is_first = items.start > segment.start
        && items.end + 1 < segment.end
        && change.word(items.start - 1) == "between"
        && change.word(items.end) == "and"
        && change.view.items[items.end + 1].what == What::Token;
    if !is_first {
        return None;
    }
    let range = tokens(change.view, items.end + 1..items.end + 2);
    let high = written_number(change.view.story, &change.view.rules.lexicon, range)?;
    Some(Number(high)).filter(|high| *high > low)
}

/// How many times the low end of a range its high end may be; beyond, a share tells where the change led.
const WIDEST_RANGE: f64 = 2.5;

/// "Sales rose by 4% to 5%": of what is itself no share, the second is no level but the end of a range.
pub(super) fn join_range(change: Change<'_>, head: &str, args: &mut Args) {
    let (Some(amount), Some(to)) = (change.items(AMOUNTS[0]), change.items(LEVELS[1])) else {
        return;
    };
    // "by 4% to 5% of the total" tells a level.
    let of_what = to.end < change.found.segment.end && change.word(to.end) == "of";
    let by = amount.start.checked_sub(1).filter(|by| *by >= change.found.segment.start);
    let joined = to.start == amount.end + 1
        && change.word(amount.end) == "to"
        && by.is_some_and(|by| change.word(by) == "by");
    let number = |name: &str| match args.get(name) {
        Some(Arg::Number(number)) => Some(*number),
        _ => None,
    };
    let (low, high) = (number(AMOUNTS[0]), number(LEVELS[1]));
    let is_level =
        change.kind(to.start) != Some("percentage") || listed(change, "parts.ch-rate", head);
    let is_level = is_level || of_what;
    let is_range =
        |low: Number, high: Number| low < high && high.to_f64() <= low.to_f64() * WIDEST_RANGE;
    let high = high.filter(|high| low.is_some_and(|low| is_range(low, *high)));
    if let (Some(high), true, false) = (high, joined, is_level) {
        args.remove(LEVELS[1]);
        args.insert(HIGH.to_owned(), Arg::Number(high));
    }
}

/// Returns the second of "between 3% and 5%".
fn other_end(change: Change<'_>, item: usize, low: Number) -> Option<Number> {
    let segment = &change.found.segment;
    let is_first = item > segment.start
        && item + 2 < segment.end
        && change.word(item - 1) == "between"
        && change.word(item + 1) == "and"
        && change.kind(item) == change.kind(item + 2);
    let What::Mention(mention) = change.view.items.get(item + 2)?.what else { return None };
    let value = change.annotations.mentions[mention as usize].value.as_ref()?;
    let number = match value {
        Value::Percentage { number, .. }
        | Value::Money { number, .. }
        | Value::Quantity { number, .. } => *number,
        _ => return None,
    };
    (is_first && number > low).then_some(number)
}

/// Letters of a TIMEX3 duration, and what they count; minutes stand behind a `T`.
const SPANS: &[(&str, &str)] = &[
    ("Y", "year"),
    ("M", "month"),
    ("W", "week"),
    ("D", "day"),
    ("TH", "hour"),
    ("TM", "minute"),
    ("TS", "second"),
];

/// A time by which something is longer: `PT20M` are 20 minutes.
fn duration(iso: &str) -> Option<Figure> {
    let span = iso.strip_prefix('P')?;
    let (clock, span) = span.strip_prefix('T').map_or(("", span), |span| ("T", span));
    let letter = span.get(span.len().checked_sub(1)?..)?;
    let number = Number(span.get(..span.len() - 1)?.parse().ok()?);
    let (_, unit) = SPANS.iter().find(|(known, _)| *known == format!("{clock}{letter}"))?;
    let unit = Some((*unit).to_owned());
    Some(Figure { number, low: None, high: None, compare: Compare::Equal, unit, per: None })
}

/// Lists of names and signs of currencies; those that several share begin with a question mark.
const CURRENCIES: &[&str] = &["money.sign", "money.name", "money.code"];

/// Returns the name that several currencies share, of a sum whose currency is open: dollar.
fn family(change: Change<'_>, item: usize) -> Option<String> {
    let lexicon = &change.view.rules.lexicon;
    let words = &change.view.story.tokens[tokens(change.view, item..item + 1)];
    let normal = |token: &Token| {
        CURRENCIES
            .iter()
            .find_map(|list| lexicon.normal_form(lexicon.class(list)?, std::slice::from_ref(token)))
    };
    let open = words.iter().filter_map(normal).find_map(|normal| normal.strip_prefix('?'))?;
    Some(open.split('/').next().unwrap_or(open).to_owned())
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
