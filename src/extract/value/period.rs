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
use crate::extract::value::digits::counts_what_follows;
use crate::extract::value::duration::unit;
use crate::extract::value::report::told_quarter;
use crate::extract::value::teller::month_at;
use crate::extract::value::teller::tells;
use crate::extract::value::teller::text_month;
use crate::extract::value::teller::text_year;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction;
use crate::extract::value::told::day_within;
use crate::extract::value::told::event_behind;
use crate::extract::value::told::told_day;
use crate::extract::value::told::told_day_of_story;
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
    // "the month of fasting", "the year of the vote", "the last day of the trial".
    let bare = found.range("rel").is_none() && found.range("mod").is_none();
    let is_part = bare != (unit == Unit::Day);
    if is_part && found.story.word(found.tokens.end) == "of" {
        return None;
    }
    let mut offset = offset(found, "rel").or_else(|| found.with("rel")?.parse().ok())?;
    if unit == Unit::Year && found.range("full").is_some() && is_reported(found) {
        offset -= 1;
    }
    if bare {
        if unit == Unit::Year && is_ended(found) {
            return Some(timex_value(found, TimexType::Duration, "P1Y".to_owned(), None));
        }
        if let Some(week) = week_ended(found).filter(|_| unit == Unit::Week) {
            return Some(timex_value(found, TimexType::Date, week, Some(Anchor::Text)));
        }
        if let Some((iso, anchor)) = of_event(found, unit) {
            return Some(timex_value(found, TimexType::Date, iso, anchor));
        }
    }
    let (iso, anchor) = match (told(found, unit, offset), reference(found)) {
        (Some(told), _) => (told, Some(Anchor::Text)),
        (None, _) if is_lost(found, unit) => (open(unit), None),
        (None, (Some(date), anchor)) => {
            let years: i64 = found.with("years").map_or(Some(0), |years| years.parse().ok())?;
            // The same week lies 52 weeks back.
            let (step, years) = match unit {
                Unit::Week => (Unit::Week, years * 52),
                _ => (Unit::Year, years),
            };
            let told = || text_month(found).filter(|_| unit == Unit::Month && years != 0);
            let (date, anchor) = told().map_or((date, anchor), |told| (told, Some(Anchor::Text)));
            let date = calendar::shift(date, step, years)?;
            (at(unit, calendar::shift(date, unit, offset)?), anchor)
        }
        (None, (None, _)) => (open(unit), None),
    };
    Some(timex_value(found, TimexType::Date, iso, anchor))
}

/// "She left the next day": next to a day that the text has not told.
fn is_lost(found: &Match<'_>, unit: Unit) -> bool {
    let next = ["next", "following", "subsequent"];
    let rel = || found.words("rel")?.split_whitespace().last();
    unit == Unit::Day
        && rel().is_some_and(|word| next.iter().any(|one| word.eq_ignore_ascii_case(one)))
}

/// "the year ended March 31", "the year to March 2023", "the year to 31 March".
fn is_ended(found: &Match<'_>) -> bool {
    let end = found.tokens.end;
    let next = found.story.word(end);
    let day = || found.story.word(end + 1).parse::<u8>().is_ok();
    let month = || month_at(found, if day() { end + 2 } else { end + 1 }).is_some();
    matches!(next, "ended" | "ending" | "through") || (next == "to" && month())
}

/// "the week ended Jan. 10"
fn week_ended(found: &Match<'_>) -> Option<String> {
    let end = found.tokens.end;
    let next = found.story.tokens.get(end + 1);
    let dated = next.is_some_and(|next| next.is_capitalised() || next.shape == Shape::Number);
    let ends = dated && matches!(found.story.word(end), "ended" | "ending" | "to" | "through");
    let day = ends.then(|| day_within(found, end + 1..end + 6)).flatten()?;
    Some(at(Unit::Week, day))
}

/// Months at the start of a year in which "the full year" is the one before, of which reports tell.
const REPORTING: i8 = 3;

fn is_reported(found: &Match<'_>) -> bool {
    let early = reference(found).0.is_some_and(|date| date.month() <= REPORTING);
    early && direction(found) != Some(Direction::Future)
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
        Unit::Day => told_day_of_story(found)?.date,
        Unit::Week | Unit::Weekend => told_day(found)?.date,
        _ => return None,
    };
    Some(at(unit, calendar::shift(base, unit, offset)?))
}

/// "any day of the week" means no one week; "the week 31" and "the year 79" are told by their numbers.
fn is_of_any_week(found: &Match<'_>) -> bool {
    if found.range("rel").is_some() {
        return false;
    }
    // "ended the week 2 percent higher" counts percent.
    let lexicon = &found.rules.lexicon;
    let counted =
        found.story.tokens.get(found.tokens.end + 1).zip(found.class("date.no-day-before"));
    let counts = counted.is_some_and(|(token, class)| lexicon.has(token, class));
    let numbered = |next: &Token| next.shape == Shape::Number && !next.glued && !counts;
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
        // "ended the week 2 percent higher"
        if counts_what_follows(found) {
            return None;
        }
        let month = found.number_of("date.month", "month");
        let near = || Some(nearest(found, reference(found).0?, month.unwrap_or(1), None)?.year());
        let this = || Some(reference(found).0?.year());
        let year = year(found).or_else(|| month.map_or_else(this, |_| near()).map(i64::from))?;
        let weeks = if month.is_some() { 5 } else { calendar::weeks(year)? };
        let month = month.map(|month| format!("-{month:02}")).unwrap_or_default();
        return (1..=weeks)
            .contains(&week)
            .then(|| anchored(format!("{year:04}{month}-W{week:02}"), false))
            .flatten();
    }
    if found.range("last_week").is_some() {
        let month = found.number_of("date.month", "month")?;
        let near = || Some(nearest(found, reference(found).0?, month, None)?.year().into());
        let first = calendar::day(year(found).or_else(near)?, month, 1)?;
        return anchored(at(Unit::Week, first.last_of_month()), false);
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
        .filter(|decade| decade.len() == 2 && decade.ends_with('0') && !is_temperature(found))
        .map(|decade| decade.get(..1));
    let tens = match short {
        Some(tens) => tens?,
        None => found.listed("date.nineties", "nineties")?,
    };
    let century = if tens <= "2" { "20" } else { "19" };
    Some(format!("{century}{tens}"))
}

/// Tokens before and behind "the 20s" among which a word makes them degrees.
const WARM_BEFORE: usize = 12;
const WARM_BEHIND: usize = 4;

/// Words with which another clause begins, and those before a stretch of time.
const CLAUSES: &[&str] = &[",", ";", ":", "when", "as", "while", "and", "but", "where"];
const LASTING: &[&str] = &["since", "during", "throughout", "of", "for", "before", "after"];

/// "temperatures in the 20s", not "temperatures since the 70s"; "highs in the 80s" beside words for the weather.
fn is_temperature(found: &Match<'_>) -> bool {
    let Some(warm) = found.rules.lexicon.class("date.degree-cue") else { return false };
    let (start, end, sentence) = (found.tokens.start, found.tokens.end, found.sentence());
    let has = |at: usize, list| found.rules.lexicon.has_in_any_case(&found.story.tokens[at], list);
    let lists = ["date.degree-end", "date.weather"].map(|name| found.rules.lexicon.class(name));
    let [Some(end_word), Some(weather)] = lists else { return false };
    let near =
        start.saturating_sub(WARM_BEFORE).max(sentence.start)..sentence.end.min(end + WARM_BEFORE);
    let is_end =
        |at| has(at, end_word) && (at == sentence.start || near.clone().any(|at| has(at, weather)));
    let says = |at: usize| has(at, warm) || is_end(at);
    let lasts = start.checked_sub(1).is_some_and(|at| LASTING.contains(&found.story.word(at)));
    let before = start.saturating_sub(WARM_BEFORE).max(sentence.start)..start;
    let mut behind = (end..sentence.end.min(end + WARM_BEHIND))
        .take_while(|at| !CLAUSES.contains(&found.story.word(*at)));
    !lasts && (before.into_iter().any(says) || behind.any(says))
}

/// "the April-June quarter"
fn quarter_of_months(found: &Match<'_>) -> Option<i64> {
    let first = found.number_of("date.month", "first_month")?;
    let last = found.number_of("date.month", "last_month")?;
    (last == first + 2 && last % 3 == 0).then_some(last / 3)
}

/// Returns the TIMEX3 code of the part of a year, its first month and how many it has.
fn part_of_year(found: &Match<'_>) -> Option<(String, i8, i8)> {
    let ordinal = || {
        found
            .number_of("date.ordinal", "quarter")
            .or_else(|| found.number_of("date.quarter-code", "quarter"))
            .or_else(|| found.number_of("date.last-quarter", "quarter"))
            .or_else(|| quarter_of_months(found))
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
