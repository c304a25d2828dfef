//! Sums of money with their ISO 4217 currency.

use rust_decimal::Decimal;

use crate::extract::value::Match;
use crate::extract::value::compare::compare;
use crate::extract::value::number::Bounds;
use crate::extract::value::number::bounds;
use crate::extract::value::number::digits;
use crate::extract::value::number::parse;
use crate::extract::value::quantity::rate;
use crate::model::Compare;
use crate::model::Number;
use crate::model::Value;
use crate::text::token::tokenize;

/// Begins in lists the family of a currency that the word leaves open: "?franc".
const OPEN: char = '?';

/// The currency whose name is also a weight.
const POUND: &str = "GBP";

/// Tokens before an amount of pounds among which a verb of weighing makes them a weight.
const WEIGHT_REACH: usize = 4;

/// Lists of names and signs, in the order in which they are asked.
const CURRENCIES: &[&str] = &[
    "money.sign",
    "money.code",
    "money.code-million",
    "money.name",
    "money.name-old",
    "money.pence",
];

/// Cents, pence and the like to whole units.
const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// `money`: captures `number`, or `low` and `high`; `currency`, else `prefix` for the country of a dollar; `cents` for
/// the small coins after it; `million` for codes such as MUSD; `glued` for code and amount in one word.
pub(super) fn money(found: &Match<'_>) -> Option<Value> {
    let (mut amount, currency) = match found.range("glued") {
        Some(_) => glued(found)?,
        None => (bounds(found)?, currency(found)?),
    };
    let (code, factor) = unit(currency);
    if code == POUND && is_weight(found, "currency") || is_other_word(found, amount) {
        return None;
    }
    amount = amount.times(factor)?;
    if let Some(scale) = found.range("scale") {
        amount = amount.times(parse(found, scale)?)?;
    }
    if let Some(cents) = found.range("cents") {
        let cents = parse(found, cents)?;
        if cents >= Decimal::ONE_HUNDRED {
            return None;
        }
        amount.number =
            Number(amount.number.0.checked_add(cents.checked_mul(HUNDREDTH)?)?.normalize());
    }
    let Bounds { number, low, high, mut compare } = amount;
    if compare == Compare::Equal && is_several(found) {
        compare = Compare::Above;
    }
    let per = rate(found, "money.per").map(str::to_owned);
    let (currency, candidates) = match code.strip_prefix(OPEN) {
        Some(family) => (None, self::family(found, family)),
        None => (Some(code.to_owned()), Vec::new()),
    };
    Some(Value::Money { number, low, high, compare, currency, candidates, per })
}

/// Letters of a code of ISO 4217.
const CODE: usize = 3;

/// Reads "EUR5.2bn".
fn glued<'m>(found: &Match<'m>) -> Option<(Bounds, &'m str)> {
    let (code, amount) = found.words_of(found.tokens.clone()).split_at_checked(CODE)?;
    let end = amount.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(amount.len());
    let number = digits(&amount[..end])?;
    let mut words = Vec::new();
    tokenize(&amount[end..], &mut words);
    let lexicon = &found.rules.lexicon;
    let scale =
        lexicon.class("parts.scale-short").and_then(|class| lexicon.normal_form(class, &words));
    let scale = if words.is_empty() { Decimal::ONE } else { scale?.parse().ok()? };
    let bounds = Bounds { number: Number(number), low: None, high: None, compare: compare(found) };
    Some((bounds.times(scale)?, code))
}

/// Returns the currencies of a family.
fn family(found: &Match<'_>, name: &str) -> Vec<String> {
    let lexicon = &found.rules.lexicon;
    let mut words = Vec::new();
    tokenize(name, &mut words);
    let listed = lexicon.class("money.family").and_then(|class| lexicon.normal_form(class, &words));
    listed.into_iter().flat_map(str::split_whitespace).map(str::to_owned).collect()
}

/// Words before a bare scale that make it many: several million dollars.
const SEVERAL: &[&str] = &["several", "few", "many", "multi"];

/// Returns true for "several million dollars".
fn is_several(found: &Match<'_>) -> bool {
    let number = found.range("number");
    let first = number.and_then(|range| found.story.tokens.get(range)?.first());
    let scale = found.rules.lexicon.class("parts.scale");
    let bare = first.zip(scale).is_some_and(|(token, class)| found.rules.lexicon.has(token, class));
    let before = found.tokens.start.checked_sub(1).filter(|at| *at >= found.sentence().start);
    bare && before.is_some_and(|at| {
        let word = found.story.word(at);
        SEVERAL.iter().any(|several| several.eq_ignore_ascii_case(word))
    })
}

/// Returns true if a name of a currency that is another word as well ("marks") is none here: without a scale, and
/// without coins behind a point.
fn is_other_word(found: &Match<'_>, amount: Bounds) -> bool {
    let old = found.rules.lexicon.class("money.name-old");
    let written = old.zip(found.tokens("currency"));
    let is_old =
        written.is_some_and(|(class, tokens)| found.rules.lexicon.has_phrase(tokens, class));
    let next = found.tokens.end;
    let takes = next < found.sentence().end && TAKEN.contains(&found.story.word(next));
    is_old && (takes || amount.number.0 < MILLION && amount.number.0.scale() < COINS)
}

/// What follows "won" where it is a verb.
const TAKEN: &[&str] = &["a", "an", "the", "their", "his", "her", "its", "by"];

/// Sums from here on are seldom marks of a school.
const MILLION: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// Places behind the point of a rate of exchange.
const COINS: u32 = 2;

/// Returns the captured currency, as the lists write it.
fn currency<'m>(found: &Match<'m>) -> Option<&'m str> {
    let listed = || CURRENCIES.iter().find_map(|list| found.listed(list, "currency"));
    found.listed("money.dollar-prefix", "prefix").or_else(listed).or_else(|| found.with("currency"))
}

/// Pounds are a weight beside a word such as "weighed", or when they are "of" something.
pub(super) fn is_weight(found: &Match<'_>, unit: &str) -> bool {
    let lexicon = &found.rules.lexicon;
    let written = found.tokens(unit).is_some_and(|tokens| {
        lexicon.class("money.weight-word").is_some_and(|class| lexicon.has_phrase(tokens, class))
    });
    let sentence = found.sentence();
    let before =
        found.tokens.start.saturating_sub(WEIGHT_REACH).max(sentence.start)..found.tokens.start;
    let after = found.tokens.end..(found.tokens.end + 1).min(sentence.end);
    let cue = |at: usize| {
        lexicon
            .class("money.weight-cue")
            .is_some_and(|class| lexicon.has(&found.story.tokens[at], class))
    };
    let has_scale =
        found.words("number").is_some_and(|number| number.chars().any(char::is_alphabetic));
    written
        && !has_scale
        && (before
            .into_iter()
            .rev()
            .take_while(|at| found.story.word(*at) != ",")
            .any(|at| found.story.word(at) != "of" && cue(at))
            || after.into_iter().any(cue))
}

/// Splits `GBP/100` into the currency and what one unit is worth in it, and `USD*1000000` likewise.
fn unit(normal: &str) -> (&str, Decimal) {
    if let Some(code) = normal.strip_suffix("/100") {
        return (code, HUNDREDTH);
    }
    match normal.split_once('*') {
        Some((code, factor)) => (code, factor.parse().unwrap_or(Decimal::ONE)),
        None => (normal, Decimal::ONE),
    }
}
