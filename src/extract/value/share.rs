//! Shares told without a percent sign: "two-thirds of voters", "by a fifth", "one in five".
//!
//! Parts of what is measured ("half an hour", "a quarter of a mile") and halves of a match are none. Start at [`share`].

use rust_decimal::Decimal;

use crate::extract::value::Match;
use crate::extract::value::compare::compare;
use crate::extract::value::number::parse;
use crate::extract::value::quantity::singular;
use crate::model::Number;
use crate::model::Value;

/// Decimal places of a share that is no round number of percent: thirds, sixths.
const PLACES: u32 = 2;

/// The unit of the value.
const UNIT: &str = "percent";

/// Years in digits, of which nothing is a share: "two in 1998".
const YEARS: std::ops::Range<i64> = 1500..2100;

/// `share`: captures `unit` for the part and `number` for how many of them; else `low` of `high`.
pub(super) fn share(found: &Match<'_>) -> Option<Value> {
    let (part, whole) = match found.range("unit") {
        Some(_) => of_part(found)?,
        None => of_ratio(found)?,
    };
    let percent = part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole)?;
    let number = Number(percent.round_dp(PLACES).normalize());
    let compare = compare(found);
    Some(Value::Percentage { number, low: None, high: None, compare, unit: UNIT.to_owned() })
}

/// Wholes of which so many are told in digits: 9 in 10 adults.
const ROUND: &[Decimal] = &[Decimal::TEN, Decimal::ONE_HUNDRED];

/// The words around a match.
struct Around<'a, 'm>(&'a Match<'m>);

impl Around<'_, '_> {
    /// Returns true if a token of the sentence is in a list.
    fn is(&self, at: Option<usize>, list: &str) -> bool {
        let Match { story, rules, .. } = self.0;
        let in_sentence = at.filter(|at| self.0.sentence().contains(at));
        let class = rules.lexicon.class(list);
        in_sentence
            .zip(class)
            .is_some_and(|(at, class)| rules.lexicon.has(&story.tokens[at], class))
    }

    /// Returns a word of the sentence; nothing outside of it.
    fn word(&self, at: Option<usize>) -> &str {
        at.filter(|at| self.0.sentence().contains(at)).map_or("", |at| self.0.story.word(at))
    }
}

/// "Two-thirds": how many of the parts that make a whole.
fn of_part(found: &Match<'_>) -> Option<(Decimal, Decimal)> {
    let around = Around(found);
    let whole: Decimal = found.normal_in(&["share.one", "share.many"], "unit")?.parse().ok()?;
    let part = found.range("number").and_then(|range| parse(found, range)).unwrap_or(Decimal::ONE);
    if part >= whole {
        return None;
    }
    let before = found.tokens.start.checked_sub(1);
    let next = found.tokens.end;
    let is_half = found.range("number").is_none();
    let is_one = found.words("number").is_none_or(|number| number.eq_ignore_ascii_case("a"));
    if is_half && around.is(before, "share.ordinal") {
        return None;
    }
    let opens = if is_half {
        around.is(Some(next), "share.whole")
    } else {
        around.word(Some(next)) == "of"
    };
    if opens {
        return is_whole(found, &around, next).then_some((part, whole));
    }
    let hyphen = !is_one && found.words_of(found.tokens.clone()).contains('-');
    let next_word = around.word(Some(next));
    let ends = around.is(Some(next), "share.after")
        || !next_word.starts_with(char::is_alphanumeric)
            && !matches!(next_word, "-" | "–" | "'s" | "’s");
    (hyphen || around.is(before, "share.degree") && ends).then_some((part, whole))
}

/// Returns true if what follows a part, from "of" or a determiner on, is what it is a share of.
fn is_whole(found: &Match<'_>, around: &Around<'_, '_>, next: usize) -> bool {
    let after = Some(next + 1);
    let word = around.word(after);
    if around.word(Some(next)) != "of" {
        return !around.is(after, "share.measure");
    }
    // "three quarters of growth" are nine months.
    let is_time = found.words("unit").is_some_and(|unit| unit.starts_with("quarter"));
    let is_said = !is_time
        || around.is(after, "share.whole")
        || word.starts_with(char::is_uppercase)
        || found.words_of(found.tokens.clone()).contains('-');
    let is_year = word.len() == 4 && word.parse().is_ok_and(|year: i64| YEARS.contains(&year));
    !word.is_empty() && !matches!(word, "a" | "an") && !is_year && (is_said || is_single(found))
}

/// "A quarter of", where one alone is seldom a time.
fn is_single(found: &Match<'_>) -> bool {
    found.words("unit").is_some_and(|unit| !unit.ends_with('s'))
}

/// "One in five".
fn of_ratio(found: &Match<'_>) -> Option<(Decimal, Decimal)> {
    let around = Around(found);
    let (low, high) = (found.range("low")?, found.range("high")?);
    let (part, whole) = (parse(found, low.clone())?, parse(found, high.clone())?);
    let next = Some(found.tokens.end);
    let before = around.word(found.tokens.start.checked_sub(1));
    let is_in = around.word(Some(low.end)) == "in";
    let digits = around.word(Some(low.start)).starts_with(|letter: char| letter.is_ascii_digit());
    // "2 in 30" is a score, or a place in a list; "9 in 10 adults" are nearly all of them.
    let counted = || singular(around.word(next)).is_some();
    let in_words = !digits
        || part == Decimal::ONE
        || !is_in
        || ROUND.contains(&whole) && around.is(next, "noun-any")
        || whole < Decimal::TEN && counted();
    let year = around.word(Some(high.start));
    let is_year =
        is_in && year.len() == 4 && year.parse().is_ok_and(|year: i64| YEARS.contains(&year));
    let is_count = around.is(next, "share.within")
        || matches!(before, "No" | "No." | "number" | "Number")
        || digits && matches!(before, "-" | "/" | ":" | ".");
    let good = part < whole && part > Decimal::ZERO && in_words && !is_year && !is_count;
    good.then_some((part, whole))
}
