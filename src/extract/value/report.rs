//! Quarters as reports of companies and offices speak of them: "the year-ago quarter", "the latest period", and "a year
//! earlier" where a quarter is compared.
//!
//! The quarter told last before the mention counts; else the one that ended last. Start at [`report`].

use jiff::civil::Date;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::reference;
use crate::extract::value::date::timex_value;
use crate::extract::value::date::year;
use crate::extract::value::teller::month_at;
use crate::extract::value::told::year_at;
use crate::model::Anchor;
use crate::model::TimexType;
use crate::model::Value;

/// Tokens before a mention among which a quarter is the one that it speaks of.
const REACH: usize = 150;

/// Tokens before "a year earlier" among which a word of comparison stands.
const COMPARE_REACH: usize = 10;

/// Days of a quarter.
const QUARTER_DAYS: i32 = 91;

/// Words that compare an amount with one of another time.
const COMPARING: &[&str] =
    &["from", "than", "compared", "with", "against", "versus", "vs", "share"];

/// Counts of months that reports sum up; where one is told, the quarter is no longer spoken of.
const SUMMED: &[&str] = &["six", "nine", "twelve", "6", "9", "12", "26", "39", "52"];

/// What a report spoke of last.
enum Told {
    /// A quarter of a year.
    Quarter(i64, i64),
    /// A month, several quarters, or the year.
    Longer,
    Nothing,
}

/// `report`: "the latest quarter", "the 1988 period" (`year`), "the same quarter last year" (`back` years).
pub(super) fn report(found: &Match<'_>) -> Option<Value> {
    // "the quarter-final"
    let next = found.story.tokens.get(found.tokens.end);
    if next.is_some_and(|next| next.glued) && found.story.word(found.tokens.end) == "-" {
        return None;
    }
    let (date, anchor) = reference(found);
    if let Some(iso) = quarter_ended(found) {
        return Some(timex_value(found, TimexType::Date, iso, anchor));
    }
    let written = found.range("year").and_then(|_| year(found));
    let names_quarter =
        found.words("period").is_none_or(|word| word.eq_ignore_ascii_case("quarter"));
    let back: i64 = found.with("back").and_then(|back| back.parse().ok()).unwrap_or_default();
    let told = match told(found) {
        Told::Quarter(year, quarter) => Some((year, quarter, Some(Anchor::Text))),
        // A period may be any, unless a quarter is spoken of.
        Told::Longer | Told::Nothing if (back != 0 || written.is_some()) && !names_quarter => None,
        _ => date.map(last_quarter).map(|(year, quarter)| (year, quarter, anchor)),
    };
    let (iso, anchor) = match (told, written, date) {
        (Some((_, quarter, anchor)), Some(year), _) => (format!("{year:04}-Q{quarter}"), anchor),
        (Some((year, quarter, anchor)), None, _) => {
            (format!("{:04}-Q{quarter}", year - back), anchor)
        }
        (None, Some(year), _) => (format!("{year:04}"), None),
        (None, None, Some(date)) => (format!("{:04}", i64::from(date.year()) - back), anchor),
        (None, None, None) if !names_quarter => ("XXXX".to_owned(), None),
        (None, None, None) => ("XXXX-QX".to_owned(), None),
    };
    Some(timex_value(found, TimexType::Date, iso, anchor))
}

/// "the quarter ended July 31": the one that holds most of the three months; without a year the last that is over.
fn quarter_ended(found: &Match<'_>) -> Option<String> {
    let word = |at: usize| found.story.word(at);
    let over = |at: usize, fillers: &[&str]| at + usize::from(fillers.contains(&word(at)));
    let verb = over(found.tokens.end, &["that", "which"]);
    let is_quarter = found.words("period")?.eq_ignore_ascii_case("quarter");
    if !is_quarter || !matches!(word(verb), "ended" | "ending") {
        return None;
    }
    let first = over(verb + 1, &["on", "in"]);
    let (month, day, end) = match month_at(found, first) {
        Some(month) => {
            let day = over(first + 1, &["."]);
            (month, word(day).parse::<i64>().ok(), day + 1)
        }
        None => (month_at(found, first + 1)?, Some(word(first).parse().ok()?), first + 2),
    };
    let end = over(if day.is_some() { end } else { first + 1 }, &[","]);
    let (date, _) = reference(found);
    let last = |year: i64| calendar::day(year, month, day.unwrap_or(28));
    let near = |date: Date| {
        let this = i64::from(date.year());
        let ahead = date.until(last(this)?).map_or(0, |span| span.get_days());
        let limit = if word(verb) == "ended" { 0 } else { QUARTER_DAYS };
        Some(this - i64::from(ahead > limit))
    };
    let year = year_at(found, end).or_else(|| near(date?))?;
    let middle = calendar::shift(last(year)?, Unit::Day, -i64::from(QUARTER_DAYS) / 2)?;
    Some(at(Unit::Quarter, middle))
}

/// Returns the quarter that "a year earlier" and "the year-ago quarter" mean: the one told, a year before.
pub(super) fn year_ago(found: &Match<'_>) -> Option<(String, Option<Anchor>)> {
    let period = found.words("period");
    if period.is_none() && !compares(found) {
        return None;
    }
    let (date, anchor) = reference(found);
    let (year, quarter, anchor) = match told(found) {
        Told::Quarter(year, quarter) => (year, quarter, Some(Anchor::Text)),
        Told::Nothing if period.is_some() || is_per_share(found) => {
            let (year, quarter) = last_quarter(date?);
            (year, quarter, anchor)
        }
        _ => return None,
    };
    Some((format!("{:04}-Q{quarter}", year - 1), anchor))
}

/// Returns the quarter that the text told last.
pub(super) fn told_quarter(found: &Match<'_>) -> Option<(i64, i64)> {
    match told(found) {
        Told::Quarter(year, quarter) => Some((year, quarter)),
        Told::Longer | Told::Nothing => None,
    }
}

fn told(found: &Match<'_>) -> Told {
    let first = found.tokens.start.saturating_sub(REACH);
    (first..found.tokens.start).rev().find_map(|at| told_at(found, at)).unwrap_or(Told::Nothing)
}

/// What the token at `at` tells: "third quarter", "Q3", "nine months", "the full year".
fn told_at(found: &Match<'_>, at: usize) -> Option<Told> {
    let word = |back: usize| at.checked_sub(back).map_or("", |at| found.story.word(at));
    let is = |one: &str, two: &str| one.eq_ignore_ascii_case(two);
    if is(word(0), "months") && SUMMED.iter().any(|count| is(word(1), count)) {
        return Some(Told::Longer);
    }
    let whole = ["full", "whole", "fiscal"].iter().any(|word_one| is(word(1), word_one));
    if is(word(0), "year") && (whole || (is(word(1), "the") && is(word(2), "for"))) {
        return Some(Told::Longer);
    }
    if is_month(found, at) {
        return Some(Told::Longer);
    }
    let number = quarter_at(found, at)?;
    Some(match year_of_quarter(found, at, number) {
        Some(year) => Told::Quarter(year, number),
        None => Told::Nothing,
    })
}

/// A month without a day: figures of the month are spoken of.
fn is_month(found: &Match<'_>, at: usize) -> bool {
    let lexicon = &found.rules.lexicon;
    let listed = |token| lexicon.class("date.month").is_some_and(|class| lexicon.has(token, class));
    let month =
        found.story.tokens.get(at).is_some_and(|token| token.is_capitalised() && listed(token));
    let day = |at: usize| found.story.word(at).parse::<i64>().is_ok_and(|day| day <= 31);
    month && !day(at + 1) && !(found.story.word(at + 1) == "." && day(at + 2))
}

/// Returns the number of the quarter whose last word stands at this token.
fn quarter_at(found: &Match<'_>, at: usize) -> Option<i64> {
    let number = |list: &str, at: usize| {
        let lexicon = &found.rules.lexicon;
        let token = found.story.tokens.get(at..=at)?;
        lexicon.normal_form(lexicon.class(list)?, token)?.parse::<i64>().ok()
    };
    if !found.story.word(at).eq_ignore_ascii_case("quarter") {
        return number("date.quarter-code", at);
    }
    let before = at.checked_sub(1)?;
    let hyphen = found.story.word(before) == "-";
    let ordinal = if hyphen { before.checked_sub(1)? } else { before };
    number("date.ordinal", ordinal).filter(|number| (1..=4).contains(number))
}

/// The year beside a quarter, else that of the last such quarter.
fn year_of_quarter(found: &Match<'_>, at: usize, quarter: i64) -> Option<i64> {
    let of = |at: usize| if found.story.word(at) == "of" { at + 1 } else { at };
    let behind = of(at + 1);
    let before = || at.checked_sub(2).and_then(|at| year_at(found, at));
    if let Some(year) = year_at(found, behind).or_else(before) {
        return Some(year);
    }
    let (date, _) = found.reference.date?;
    let this = i64::from(date.year());
    let last_year = found.story.word(behind) == "last" && found.story.word(behind + 1) == "year";
    let begun = i64::from(date.month()) > (quarter - 1) * 3;
    Some(if last_year || !begun { this - 1 } else { this })
}

/// The quarter that ended last before a day.
fn last_quarter(date: Date) -> (i64, i64) {
    let (year, running) = (i64::from(date.year()), i64::from(date.month() - 1) / 3 + 1);
    if running == 1 { (year - 1, 4) } else { (year, running - 1) }
}

/// "from $70.1 million a year ago", "$1.16 a share, a year ago".
fn compares(found: &Match<'_>) -> bool {
    let first = found.tokens.start.saturating_sub(COMPARE_REACH).max(found.sentence().start);
    (first..found.tokens.start).any(|at| COMPARING.contains(&found.story.word(at)))
}

/// "$1.16 a share, a year ago": earnings by the share are told by the quarter.
fn is_per_share(found: &Match<'_>) -> bool {
    let word =
        |back: usize| found.tokens.start.checked_sub(back).map_or("", |at| found.story.word(at));
    let share = if word(1) == "," { 2 } else { 1 };
    word(share) == "share" && matches!(word(share + 1), "a" | "per")
}
