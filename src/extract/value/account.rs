//! How a value follows from its words: `1.1 × 1000000000 = 1100000000 GBP`, "published 2025-12-17 is a Wednesday → the
//! same day".
//!
//! Works from the value and the words alone, so it can say nothing that the value is not. Start at [`account`].

use jiff::civil::Date;
use jiff::civil::Weekday;
use rust_decimal::Decimal;

use crate::extract::reference::Reference;
use crate::extract::value::number::comma_digits;
use crate::extract::value::number::digits;
use crate::model::Anchor;
use crate::model::DateValue;
use crate::model::Number;
use crate::model::Value;

/// Decimal places of a factor beyond which the number is not a product of the digits: "2 1/3".
const MAX_FACTOR_SCALE: u32 = 4;

/// Returns the arithmetic of a value; `None` for names.
pub(in crate::extract) fn account(
    value: &Value,
    words: &str,
    reference: &Reference,
) -> Option<String> {
    let written = (words, !reference.speaks("en"));
    match value {
        Value::Date(date) => Some(of_date(date, words, reference)),
        Value::Percentage { number, low, high, unit, .. } => {
            Some(of_number(written, *number, (*low, *high), unit))
        }
        Value::Money { number, low, high, currency, candidates, per, .. } => {
            let open = match &candidates[..] {
                [] => "of a currency that is left open".to_owned(),
                some => format!("of a currency that is left open ({})", some.join(", ")),
            };
            let currency = currency.as_deref().unwrap_or(&open);
            let per = per.as_ref().map(|per| format!(" per {per}")).unwrap_or_default();
            Some(of_number(written, *number, (*low, *high), &format!("{currency}{per}")))
        }
        Value::Quantity { number, low, high, unit, per, si, .. } => {
            let per = per.as_ref().map(|per| format!(" per {per}")).unwrap_or_default();
            let told = of_number(written, *number, (*low, *high), &format!("{unit}{per}"));
            let si = si.as_ref().map(|si| format!(" = {} {}{per}", si.number.0, si.unit));
            Some(told + &si.unwrap_or_default())
        }
        Value::Text(_) => None,
    }
}

fn of_number(
    (words, comma): (&str, bool),
    number: Number,
    ends: (Option<Number>, Option<Number>),
    unit: &str,
) -> String {
    if let (Some(low), Some(high)) = ends {
        return format!("from {} to {} {unit}", low.0.normalize(), high.0.normalize());
    }
    let whole = number.0.normalize();
    let product = written(words, comma).and_then(|written| {
        let factor = whole.checked_div(written)?.normalize();
        let is_exact = factor.scale() <= MAX_FACTOR_SCALE && factor.checked_mul(written)? == whole;
        is_exact.then_some((written.normalize(), factor))
    });
    match product {
        Some((written, factor)) if factor != Decimal::ONE => {
            format!("{written} × {factor} = {whole} {unit}")
        }
        Some(_) => format!("{whole} {unit}, as written"),
        None => format!("{words} = {whole} {unit}"),
    }
}

/// The first number in digits.
fn written(words: &str, comma: bool) -> Option<Decimal> {
    let start = words.find(|letter: char| letter.is_ascii_digit())?;
    let rest = &words[start..];
    let in_number = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',');
    let end = rest.find(|letter| !in_number(letter)).unwrap_or(rest.len());
    // "10 000" is told in words.
    if rest[end..]
        .strip_prefix(' ')
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
    {
        return None;
    }
    let rest = rest[..end].trim_end_matches(['.', ',']);
    let number = if comma { comma_digits(rest) } else { digits(rest) };
    number.filter(|number| !number.is_zero())
}

fn of_date(date: &DateValue, words: &str, reference: &Reference) -> String {
    let DateValue { iso, anchor, .. } = date;
    match (anchor, reference.date) {
        (Some(Anchor::Text), _) => format!("{words} → counted from a date in the text → {iso}"),
        (Some(anchor), Some((day, _))) => {
            let from = if *anchor == Anchor::Published { "published" } else { "dateline" };
            let step = step(iso, day).unwrap_or_else(|| iso.clone());
            format!("{words} → {from} {day} is a {} → {step}", weekday(day))
        }
        _ if iso.contains('X') => format!("{words} → {iso}: the text leaves it open"),
        _ => format!("{words} → {iso}, as written"),
    }
}

/// How far a day lies from the reference day.
fn step(iso: &str, from: Date) -> Option<String> {
    let day: Date = iso.get(..10)?.parse().ok()?;
    let days = from.until(day).ok()?.get_days();
    Some(match days {
        0 => "the same day".to_owned(),
        1 => format!("the day after, {iso}"),
        -1 => format!("the day before, {iso}"),
        days if days > 0 => format!("{days} days later, {iso}, a {}", weekday(day)),
        days => format!("{} days earlier, {iso}, a {}", -days, weekday(day)),
    })
}

fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::model::Published;
    use crate::rules::RuleSet;

    #[test]
    fn the_arithmetic_of_each_kind_is_told() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        let cases = [
            ("It cost £1.1bn.", "1.1 × 1000000000 = 1100000000 GBP"),
            ("It cost US$8.50.", "8.5 USD, as written"),
            ("It cost 9 kroner.", "9 of a currency that is left open (NOK, DKK), as written"),
            ("It cost two million euros.", "two million euros = 2000000 EUR"),
            ("It rose by 50 basis points.", "50 × 0.01 = 0.5 percentage-point"),
            ("It rose by 29 per cent.", "29 percent, as written"),
            ("It rose by 3 to 5 percent.", "from 3 to 5 percent"),
            ("They saw 3.35 million voters.", "3.35 × 1000000 = 3350000 voter"),
            (
                "He left on Wednesday.",
                "Wednesday → published 2025-12-17 is a Wednesday → the same day",
            ),
            (
                "He left on Monday.",
                "Monday → published 2025-12-17 is a Wednesday → 2 days earlier, 2025-12-15, a Monday",
            ),
            ("They drove 12 miles.", "12 mile, as written = 19312.128 metre"),
            ("Oil rose above $78.20 a barrel.", "78.2 USD per barrel, as written"),
            ("He left last week.", "last week → published 2025-12-17 is a Wednesday → 2025-W50"),
            ("He left on 3 May 2020.", "3 May 2020 → 2020-05-03, as written"),
        ];
        for (text, expected) in cases {
            let article = Article {
                text: text.to_owned(),
                published: Some(Published::day(date(2025, 12, 17))),
                ..Article::default()
            };
            let (_, explanation) = annotator.explain(&article);
            let told: Vec<_> =
                explanation.mentions.iter().filter_map(|one| one.arithmetic.as_deref()).collect();
            assert_eq!(told, [expected], "{text}");
        }
    }
}
