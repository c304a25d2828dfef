//! Sums of money with their ISO 4217 currency.

use rust_decimal::Decimal;

use crate::extract::value::Match;
use crate::extract::value::number::Bounds;
use crate::extract::value::number::bounds;
use crate::extract::value::number::parse;
use crate::extract::value::quantity::rate;
use crate::model::Number;
use crate::model::Value;

/// Stands in lists for a currency that the word leaves open: "francs".
const OPEN: &str = "?";

/// The currency whose name is also a weight.
const POUND: &str = "GBP";

/// Tokens before an amount of pounds among which a verb of weighing makes them a weight.
const WEIGHT_REACH: usize = 4;

/// Lists of names and signs, in the order in which they are asked.
const CURRENCIES: &[&str] =
    &["money.sign", "money.code", "money.code-million", "money.name", "money.pence"];

/// Cents, pence and the like to whole units.
const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// `money`: captures `number`, or `low` and `high`; `currency`, else `prefix` for the country of a dollar; `cents` for
/// the small coins after it; `million` for codes such as MUSD.
pub(super) fn money(found: &Match<'_>) -> Option<Value> {
    let mut amount = bounds(found)?;
    let (code, factor) = unit(currency(found)?);
    if code == POUND && is_weight(found) {
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
    let Bounds { number, low, high, compare } = amount;
    let currency = (code != OPEN).then(|| code.to_owned());
    let per = rate(found, "money.per").map(str::to_owned);
    Some(Value::Money { number, low, high, compare, currency, per })
}

/// Returns the captured currency, as the lists write it.
fn currency<'m>(found: &Match<'m>) -> Option<&'m str> {
    let listed = || CURRENCIES.iter().find_map(|list| found.listed(list, "currency"));
    found.listed("money.dollar-prefix", "prefix").or_else(listed).or_else(|| found.with("currency"))
}

/// Pounds are a weight beside a word such as "weighed", or when they are "of" something.
fn is_weight(found: &Match<'_>) -> bool {
    let lexicon = &found.rules.lexicon;
    let written = found.tokens("currency").is_some_and(|tokens| {
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
