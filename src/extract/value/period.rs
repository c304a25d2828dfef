//! Named and relative stretches of the calendar: "last week", "the third quarter", "last summer", "the 1990s".
//!
//! Start at [`relative`].

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::calendar::at;
use crate::extract::value::date::nearest;
use crate::extract::value::date::offset;
use crate::extract::value::date::reference;
use crate::extract::value::date::timex_value;
use crate::extract::value::date::year;
use crate::extract::value::duration::unit;
use crate::extract::value::report::told_quarter;
use crate::extract::value::teller::month_at;
use crate::extract::value::teller::tells;
use crate::extract::value::teller::text_month;
use crate::extract::value::teller::text_year;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction;
use crate::extract::value::told::event_behind;
use crate::extract::value::told::told_day;
use crate::model::Anchor;
use crate::model::TimexType;
use crate::model::Value;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// `relative`: `rel` (last, this, next) with `unit`.
pub(super) fn relative(found: &Match<'_>) -> Option<Value> {
    let unit = unit(found, "unit")?;
    if matches!(unit, Unit::Week | Unit::Year) && is_of_any_week(found) {
        return None;
    }
    let offset = offset(found, "rel").or_else(|| found.with("rel")?.parse().ok())?;
    if found.range("rel").is_none() && found.range("mod").is_none() {
        if unit == Unit::Year && is_ended(found) {
            return Some(timex_value(found, TimexType::Duration, "P1Y".to_owned(), None));
        }
        if let Some((iso, anchor)) = of_event(found, unit) {
            return Some(timex_value(found, TimexType::Date, iso, anchor));
        }
    }
    let (iso, anchor) = match (told(found, unit, offset), reference(found)) {
        (Some(told), _) => (told, Some(Anchor::Text)),
        (None, (Some(date), anchor)) => {
            let years: i64 = found.with("years").map_or(Some(0), |years| years.parse().ok())?;
            // The same week lies 52 weeks back.
            let (step, years) = match unit {
                Unit::Week => (Unit::Week, years * 52),
                _ => (Unit::Year, years),
            };
            let date = calendar::shift(date, step, years)?;
            (at(unit, calendar::shift(date, unit, offset)?), anchor)
        }
        (None, (None, _)) => (open(unit), None),
    };
    Some(timex_value(found, TimexType::Date, iso, anchor))
}

/// "the year ended March 31", "the year to March 2023".
fn is_ended(found: &Match<'_>) -> bool {
    let end = found.tokens.end;
    let next = found.story.word(end);
    let month = || month_at(found, end + 1).is_some();
    matches!(next, "ended" | "ending" | "through") || (next == "to" && month())
}

/// "the week after the vote on 3 May", "the day before he left": counted from an event, whose day the text may tell.
fn of_event(found: &Match<'_>, unit: Unit) -> Option<(String, Option<Anchor>)> {
    if !matches!(found.story.word(found.tokens.end), "before" | "after" | "following") {
        return None;
    }
    let day = event_behind(found).and_then(|(day, way)| calendar::shift(day, unit, way));
    Some(day.map_or_else(|| (open(unit), None), |day| (at(unit, day), Some(Anchor::Text))))
}

/// "the following year", "that month", "the same day": counted from what the text has told.
fn told(found: &Match<'_>, unit: Unit, offset: i64) -> Option<String> {
    if unit == Unit::Year {
        return Some(format!("{:04}", text_year(found, "rel")? + offset));
    }
    let next_day = unit == Unit::Day
        && found.language() == "en"
        && found.words("rel").is_some_and(|rel| rel.to_ascii_lowercase().ends_with("next"));
    if !next_day && !tells(found, "rel") {
        return None;
    }
    let base = match unit {
        Unit::Quarter => {
            let (year, quarter) = told_quarter(found)?;
            calendar::day(year, quarter * 3, 1)?
        }
        Unit::Month => text_month(found)
            .or_else(|| Some(told_day(found).filter(|day| day.written)?.date.first_of_month()))?,
        Unit::Day | Unit::Week | Unit::Weekend => told_day(found)?.date,
        _ => return None,
    };
    Some(at(unit, calendar::shift(base, unit, offset)?))
}

/// "any day of the week" means no one week; "the week 31" and "the year 79" are told by their numbers.
fn is_of_any_week(found: &Match<'_>) -> bool {
    if found.range("rel").is_some() {
        return false;
    }
    let numbered = |next: &Token| next.shape == Shape::Number && !next.glued;
    if found.story.tokens.get(found.tokens.end).is_some_and(numbered) {
        return true;
    }
    let word = |back: usize| found.tokens.start.checked_sub(back).map(|at| found.story.word(at));
    word(1) == Some("of") && word(2) == Some("day")
}

/// The placeholder of a stretch whose year is not known.
pub(super) fn open(unit: Unit) -> String {
    match unit {
        Unit::Year | Unit::Half => "XXXX".to_owned(),
        Unit::Month => "XXXX-XX".to_owned(),
        Unit::Week | Unit::Fortnight => "XXXX-WXX".to_owned(),
        Unit::Weekend => "XXXX-WXX-WE".to_owned(),
        Unit::Quarter => "XXXX-QX".to_owned(),
        Unit::Decade => "XXX".to_owned(),
        Unit::Century | Unit::Millennium => "XX".to_owned(),
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX".to_owned(),
    }
}

/// `period`: a `quarter`, `half` or `season`, of a `year`, of last or this year, or the nearest; `decade` and `century`.
pub(super) fn period(found: &Match<'_>) -> Option<Value> {
    let anchored = |iso: String, absolute: bool| {
        let anchor = if absolute { None } else { reference(found).1 };
        Some(timex_value(found, TimexType::Date, iso, anchor))
    };
    if let Some(decade) = decade(found) {
        return anchored(decade, true);
    }
    if let Some(century) = numeral(found, "century") {
        let iso = if found.with("era") == Some("BC") {
            format!("BC{century:02}")
        } else {
            format!("{:02}", century - 1)
        };
        return anchored(iso, true);
    }
    if let Some(month) = numeral(found, "nth_month") {
        let year = year(found)?;
        return (1..=12)
            .contains(&month)
            .then(|| anchored(format!("{year:04}-{month:02}"), true))?;
    }
    if let Some(week) = numeral(found, "week") {
        let month = found.number_of("date.month", "month");
        let near = || Some(nearest(found, reference(found).0?, month.unwrap_or(1), None)?.year());
        let this = || Some(reference(found).0?.year());
        let year = year(found).or_else(|| month.map_or_else(this, |_| near()).map(i64::from))?;
        let month = month.map(|month| format!("-{month:02}")).unwrap_or_default();
        return (1..=53)
            .contains(&week)
            .then(|| anchored(format!("{year:04}{month}-W{week:02}"), false))
            .flatten();
    }
    let (name, first, months) = part_of_year(found)?;
    let written = year(found);
    let nearest = || nearest_year(found, first, months);
    let year = written.map(|year| format!("{year:04}")).or_else(nearest);
    let absolute =
        found.range("year").is_some() || found.range("short").is_some() || year.is_none();
    anchored(format!("{}-{name}", year.unwrap_or_else(|| "XXXX".to_owned())), absolute)
}

/// `31`, `3rd`, `first`.
fn numeral(found: &Match<'_>, name: &str) -> Option<i64> {
    let range = found.range(name)?;
    found.number_of("date.ordinal", name).or_else(|| found.story.word(range.start).parse().ok())
}

/// "the 1990s", "the '90s", "the nineties".
fn decade(found: &Match<'_>) -> Option<String> {
    if let Some(decade) = found.words("decade") {
        let decade = decade.trim_end_matches("er");
        return Some(decade.get(..3)?.to_owned())
            .filter(|_| decade.len() == 4 && decade.ends_with('0'));
    }
    let short = found
        .words("short_decade")
        .map(|decade| decade.trim_end_matches("er"))
        .filter(|decade| decade.len() == 2 && decade.ends_with('0'))
        .map(|decade| decade.get(..1));
    let tens = match short {
        Some(tens) => tens?,
        None => found.listed("date.nineties", "nineties")?,
    };
    let century = if tens <= "2" { "20" } else { "19" };
    Some(format!("{century}{tens}"))
}

/// Returns the TIMEX3 code of the part of a year, its first month and how many it has.
fn part_of_year(found: &Match<'_>) -> Option<(String, i8, i8)> {
    let ordinal = || {
        found
            .number_of("date.ordinal", "quarter")
            .or_else(|| found.number_of("date.quarter-code", "quarter"))
            .or_else(|| found.number_of("date.last-quarter", "quarter"))
    };
    if let Some(quarter) = ordinal().filter(|quarter| (1..=4).contains(quarter)) {
        return Some((format!("Q{quarter}"), quarter as i8 * 3 - 2, 3));
    }
    let half = found.number_of("date.half-of-year", "half_year");
    if let Some(half) = half.or_else(|| found.number_of("date.half-code", "half_year")) {
        return Some((format!("H{half}"), half as i8 * 6 - 5, 6));
    }
    let season = found.listed("date.season", "season").filter(|_| !is_drop(found))?;
    let month = match season {
        "SP" => 3,
        "SU" => 6,
        "FA" => 9,
        _ => 12,
    };
    Some((season.to_owned(), month, 3))
}

/// "the fall in real pay", "the size of that fall": a drop.
fn is_drop(found: &Match<'_>) -> bool {
    let word = |at: usize| found.story.word(at);
    let before = found.tokens.start.checked_sub(1).map(word);
    let that = word(found.tokens.start) == "that" && before == Some("of");
    let dated = found.range("rel").is_some() || year(found).is_some();
    let of_something = !dated && word(found.tokens.end) == "in";
    found.words("season") == Some("fall") && (that || of_something)
}

/// The year of a part that starts in this month: by "last" and "next", by tense, else the latest that has begun.
fn nearest_year(found: &Match<'_>, month: i8, months: i8) -> Option<String> {
    let date = reference(found).0?;
    let begun = date.month() >= month;
    // A winter is named after the year in which it starts.
    let this = i64::from(date.year());
    let past = if begun { this } else { this - 1 };
    let looks_ahead = direction(found) == Some(Direction::Future);
    let (since, until) = (date.month() - (month + months), month + 12 - date.month());
    let comes_sooner = since > 0 && until < since;
    let looks_back = direction(found) == Some(Direction::Past);
    let year = match offset(found, "rel").or_else(|| found.with("rel")?.parse().ok()) {
        Some(-1) if month == 12 || date.month() < month + 3 => this - 1,
        Some(-1) => past,
        Some(1) => past + 1,
        Some(_) => this,
        None if looks_ahead && !begun => this,
        None if looks_ahead && comes_sooner => this + 1,
        None if looks_back && months == 3 && !begun => past,
        None if month - date.month() <= 2 => this,
        None => past,
    };
    Some(format!("{year:04}"))
}
