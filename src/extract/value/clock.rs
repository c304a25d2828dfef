//! Times of day: "9:30 a.m. EST", "noon Thursday", "this morning", and expressions with a value of their own ("now").
//!
//! Start at [`clock`].

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::Point;
use crate::extract::value::date::offset;
use crate::extract::value::date::point;
use crate::extract::value::date::reference;
use crate::extract::value::date::timex_value;
use crate::extract::value::teller::tells;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction;
use crate::extract::value::told::day_of_hour;
use crate::extract::value::told::told_day;
use crate::extract::value::told::told_day_of_story;
use crate::model::Anchor;
use crate::model::DateValue;
use crate::model::TimexType;
use crate::model::Value;

/// Lists that say which half of the day an hour is of.
const MERIDIEMS: &[&str] = &["date.meridiem", "date.in-the-part", "date.o-clock"];

/// `time`: `hour`, `minute` and `meridiem`, or `named` (noon), on the day of the point captures, else of the article.
pub(super) fn clock(found: &Match<'_>) -> Option<Value> {
    let (hour, minute) = match found.listed("date.clock", "named") {
        Some(named) => (named.parse().ok()?, 0),
        None => hour_and_minute(found)?,
    };
    let (day, anchor) = day(found, hour)?;
    Some(timex_value(found, TimexType::Time, format!("{day}T{hour:02}:{minute:02}"), anchor))
}

/// `day-part`: "this morning", "last night", "the evening".
pub(super) fn day_part(found: &Match<'_>) -> Option<Value> {
    let part = found.listed("date.part", "part").or_else(|| found.with("part"))?;
    if found.with("bare").is_some() && found.story.word(found.tokens.end) == "of" {
        return None;
    }
    let offset =
        offset(found, "rel").or_else(|| found.with("rel")?.parse().ok()).unwrap_or_default();
    // "that night", "the next morning", "in the evening" count from the day told; "this morning", "last night" from the
    // article.
    let tonight = found.words("part").is_some_and(|part| part.eq_ignore_ascii_case("tonight"));
    let counts = tells(found, "rel")
        || (found.range("rel").is_none() && found.with("rel").is_none() && !tonight)
        || found.words("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("the next"));
    // "In the evening" is of the day that its own paragraph tells.
    let told = if found.range("rel").is_some() { told_day_of_story } else { told_day };
    let told = told(found).filter(|_| counts).map(|day| (day.date, Some(Anchor::Text)));
    // Rain that fell overnight began to fall the day before.
    let overnight = found.with("rel") == Some("overnight");
    let nights = i64::from(overnight && direction(found) != Some(Direction::Future));
    let offset = offset - nights;
    let base = told.or_else(|| found.reference.date.map(|(date, anchor)| (date, Some(anchor))));
    let (iso, anchor) = match base {
        Some((date, anchor)) => (at(Unit::Day, calendar::shift(date, Unit::Day, offset)?), anchor),
        None => ("XXXX-XX-XX".to_owned(), None),
    };
    Some(timex_value(found, TimexType::Time, format!("{iso}{part}"), anchor))
}

/// The day of a time, and what it was counted from.
fn day(found: &Match<'_>, hour: i64) -> Option<(String, Option<Anchor>)> {
    let has_point =
        ["word", "weekday", "month", "day"].iter().any(|name| found.range(name).is_some());
    if has_point {
        let Point { iso, anchor, .. } = point(found)?;
        return Some((iso, anchor));
    }
    if let (true, Some(told)) = (found.range("next_day").is_some(), told_day_of_story(found)) {
        let day = found.words("next_day").unwrap_or_default().to_ascii_lowercase();
        let days = match day.as_str() {
            "next" | "following" => 1,
            "same" => 0,
            _ => -1,
        };
        let date = calendar::shift(told.date, Unit::Day, days)?;
        return Some((at(Unit::Day, date), Some(Anchor::Text)));
    }
    if let Some(date) = day_of_hour(found, hour) {
        return Some((at(Unit::Day, date), Some(Anchor::Text)));
    }
    match reference(found) {
        (Some(date), anchor) => Some((at(Unit::Day, date), anchor)),
        (None, _) => Some(("XXXX-XX-XX".to_owned(), None)),
    }
}

/// `9`, `9:30`, `9.30`, `1730` with "a.m." or "p.m.".
fn hour_and_minute(found: &Match<'_>) -> Option<(i64, i64)> {
    // "T10:15:00" goes on.
    let first = found.tokens.start;
    let inside = found.story.tokens.get(first).is_some_and(|token| token.glued);
    if inside && first > 0 && matches!(found.story.word(first - 1), ":" | ".") {
        return None;
    }
    let written = found.words("hour")?;
    let spelled = || found.number_of("parts.cardinal", "hour");
    let (hour, minute) = match written.split_once('.') {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse().ok()?, minute.parse().ok()?),
        Some(_) => return None,
        None if written.len() == 4 && written.bytes().all(|byte| byte.is_ascii_digit()) => {
            (written[..2].parse().ok()?, written[2..].parse().ok()?)
        }
        None => (written.parse().ok().or_else(spelled)?, 0),
    };
    let minute = match found.words("minute") {
        Some(minute) => minute.parse().ok()?,
        None => minute,
    };
    if let Some(past) = past_or_to(found, hour) {
        return past;
    }
    let hour = match MERIDIEMS.iter().find_map(|list| found.number_of(list, "meridiem")) {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(afternoon) => hour % 12 + afternoon,
        None => hour,
    };
    ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// "half past ten", "a quarter to six".
fn past_or_to(found: &Match<'_>, hour: i64) -> Option<Option<(i64, i64)>> {
    let minutes = found.number_of("date.minutes-past", "minutes")?;
    let afternoon = found.number_of("date.in-the-part", "meridiem").unwrap_or_default();
    let hour = hour % 12 + afternoon;
    let is_hour = (0..24).contains(&hour);
    Some(
        is_hour
            .then(|| if minutes < 0 { ((hour + 23) % 24, 60 + minutes) } else { (hour, minutes) }),
    )
}

/// `timex`: the expression's list entry or rule says it all: "now" is `PRESENT_REF`, "daily" is a set of `P1D`.
pub(super) fn fixed(found: &Match<'_>) -> Option<Value> {
    if found.is_name() || is_excluded(found) {
        return None;
    }
    let iso = found.normal("iso")?.to_owned();
    let timex = match found.with("type") {
        Some("SET") => TimexType::Set,
        Some("DURATION") => TimexType::Duration,
        Some("TIME") => TimexType::Time,
        _ => TimexType::Date,
    };
    Some(timex_value(found, timex, iso, None))
}

/// One of the words before (`not_after`) or behind (`not_before`) that makes it another expression: "as soon as".
fn is_excluded(found: &Match<'_>) -> bool {
    let after = found.tokens.start.checked_sub(1).map(|at| found.story.word(at));
    let before = found.story.word(found.tokens.end);
    let is = |name: &str, word: &str| {
        let mut excluded = found.with(name).unwrap_or_default().split_whitespace();
        excluded.any(|excluded| excluded.eq_ignore_ascii_case(word))
    };
    after.is_some_and(|word| is("not_after", word)) || is("not_before", before)
}

/// `set`: "every Monday", "each year", "every two weeks", "twice a week".
pub(super) fn set(found: &Match<'_>) -> Option<Value> {
    let iso = if found.range("nth").is_some() {
        let nth = found.number_of("date.ordinal", "nth");
        let week = nth.map_or("XX".to_owned(), |nth| format!("{nth:02}"));
        format!("XXXX-XX-W{week}-{}", found.number_of("date.weekday", "weekday")?)
    } else if let Some(weekday) = found.number_of("date.weekday", "weekday") {
        format!("XXXX-WXX-{weekday}{}", found.listed("date.part", "part").unwrap_or_default())
    } else if let Some(month) = found.number_of("date.month", "month") {
        format!("XXXX-{month:02}")
    } else if let Some(season) = found.listed("date.season", "season") {
        format!("XXXX-{season}")
    } else if let Some(part) = found.listed("date.part", "part") {
        format!("XXXX-XX-XX{part}")
    } else if found.range("holiday").is_some() {
        let rule = found.listed("date.holiday", "holiday")?;
        format!("XXXX-{}", rule.strip_prefix("on ").unwrap_or("XX-XX"))
    } else {
        super::duration::length(found)?
    };
    Some(Value::Date(DateValue { timex: TimexType::Set, iso, modifier: None, anchor: None }))
}
