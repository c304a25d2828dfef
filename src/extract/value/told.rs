//! The day that the text spoke of last: what "the next morning", "two days earlier" and "at 9 a.m." count from.
//!
//! Reads weekdays, "yesterday" and days of months in the paragraph of the mention; never looks further than
//! [`REACH`]. Start at [`told_day`].

use std::cmp::Ordering;
use std::ops::Range;

use jiff::civil::Date;
use jiff::civil::Weekday;

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::calendar::Unit;
use crate::extract::value::range::weekday_to_range;
use crate::extract::value::tense::Direction;
use crate::extract::value::tense::direction_at;
use crate::text::shape::Shape;

/// Tokens before a mention among which a day is what it counts from.
const REACH: usize = 50;

/// Tokens before a mention among which, beyond its paragraph, the day stands that "the next day" counts from.
const STORY_REACH: usize = 150;

/// Tokens behind a time of day among which its weekday stands: "10:35 a.m. (0735 GMT) Friday".
const BEHIND: usize = 6;

/// Tokens behind a time of day among which its day stands in the same clause, and words that end the clause.
const CLAUSE: usize = 12;
const CLAUSE_ENDS: &[&str] = &[
    ".", ",", ";", ":", "and", "but", "when", "after", "before", "\"", "”", "(", "since", "until",
];

/// Words that bound a stretch of time by a day, and tokens before the day among which they stand.
const ASIDES: &[&str] = &["since", "until", "till", "before", "by", "from"];
const ASIDE_REACH: usize = 4;

/// Tokens at the start of a sentence among which a date of another year begins a story: "On the night of May 4, 1967,".
const OPENING: usize = 9;

/// Days from the article beyond which a day is part of another story.
const FAR_DAYS: i32 = 300;

/// Tokens before a day among which its hour stands: "10 p.m. on Saturday, 15 November".
const EVENING_REACH: usize = 6;

/// Tokens before "the Monday" among which the day stands that it counts from.
const DEFINITE_REACH: usize = 90;

/// Tokens behind a length of time among which the day of an event stands: "two weeks after the vote on 3 May".
const EVENT_REACH: usize = 8;

/// Days ahead from which on a day without a year is taken for a past one, unless the sentence looks ahead.
const DAYS_AHEAD: i32 = 60;

/// Verbs that date what is said, not what it is about: "bought in May 2019, said in January".
const SAYING: &[&str] =
    &["sagte", "teilte", "said", "says", "told", "announced", "reported", "added", "published"];

/// Tokens before a weekday among which they stand: "told reporters on Tuesday".
const SAID_BEFORE: usize = 3;

/// Tokens before a month among which they stand.
const SAID_REACH: usize = 5;

/// Years that four digits are taken for.
const YEARS: Range<i64> = 1500..2100;

/// A day that the text has told.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToldDay {
    pub(super) date: Date,
    /// It is written with its month, so that weeks count from the very day.
    pub(super) written: bool,
    /// The token that tells it.
    pub(super) at: usize,
}

/// Returns the day told last before the mention, in its paragraph.
pub(super) fn told_day(found: &Match<'_>) -> Option<ToldDay> {
    let days = || told_days(found);
    days().find(|day| !is_of_saying(found, day.at)).or_else(|| days().next())
}

/// Returns the day told last before the mention: in its paragraph, else in those before it.
pub(super) fn told_day_of_story(found: &Match<'_>) -> Option<ToldDay> {
    let first = found.tokens.start.saturating_sub(STORY_REACH);
    let days = || (first..found.tokens.start).rev().filter_map(|at| day_at(found, at));
    told_day(found).or_else(|| days().find(|told| !is_aside(found, told)))
}

/// The days told before the mention in its paragraph, the last one first.
fn told_days<'f>(found: &'f Match<'_>) -> impl Iterator<Item = ToldDay> + 'f {
    paragraph_before(found, REACH).rev().filter_map(|at| day_at(found, at))
}

/// "police said Tuesday": the day on which it was said; what is told happened on another.
fn is_of_saying(found: &Match<'_>, at: usize) -> bool {
    (at.saturating_sub(SAID_BEFORE)..at).any(|at| SAYING.contains(&found.story.word(at)))
        && !found.story.tokens[at].text(&found.story.text).starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the day of an hour that the text tells: in its sentence, else the one told last, or the next where night has
/// come between ("10 p.m. on Saturday. At 1 a.m.").
pub(super) fn day_of_hour(found: &Match<'_>, hour: i64) -> Option<Date> {
    if let Some(date) = weekday_behind(found) {
        return Some(date);
    }
    let opens = found.sentence().start;
    // "after Monday's talks, they will meet at 9 a.m.": not on Monday.
    let looks = direction_at(found, &found.tokens);
    let agrees = |told: &ToldDay| {
        let order = found.reference.date.map(|(day, _)| told.date.cmp(&day));
        match looks {
            Some(Direction::Future) => order != Some(Ordering::Less),
            Some(Direction::Past) => order != Some(Ordering::Greater),
            None => true,
        }
    };
    let told = told_day(found)
        .filter(|told| told.at >= opens && agrees(told))
        .or_else(|| day_behind(found))
        .or_else(|| told_days(found).find(|told| agrees(told) && !is_aside(found, told)))?;
    let evening = (told.at.saturating_sub(EVENING_REACH)..told.at)
        .any(|at| matches!(found.story.word(at), "p.m." | "pm" | "p.m"));
    let next = told.at < found.tokens.start && follows_next_day(found);
    let nights = if next || (evening && hour < 12) { 1 } else { 0 };
    calendar::shift(told.date, Unit::Day, nights)
}

/// "the next day at 9 a.m.".
fn follows_next_day(found: &Match<'_>) -> bool {
    let word =
        |back: usize| found.tokens.start.checked_sub(back).map_or("", |at| found.story.word(at));
    let day = if matches!(word(1), "at" | "around" | "about" | ",") { 2 } else { 1 };
    word(day) == "day" && matches!(word(day + 1), "next" | "following")
}

/// Returns the day that stands behind an hour in its clause: "at 9 p.m. outside the school on Friday".
fn day_behind(found: &Match<'_>) -> Option<ToldDay> {
    let mut at = found.tokens.end;
    let until = (at + CLAUSE).min(found.sentence().end);
    while at < until {
        at = aside_end(found, at..until).unwrap_or(at);
        if CLAUSE_ENDS.contains(&found.story.word(at)) {
            return None;
        }
        if let Some(day) = day_at(found, at) {
            return Some(day);
        }
        at += 1;
    }
    None
}

/// Returns what comes after an aside that opens here: "- an hour after dawn - on Friday".
fn aside_end(found: &Match<'_>, tokens: Range<usize>) -> Option<usize> {
    let word = |at: usize| found.story.word(at);
    let stands_apart = |at: usize| !found.story.tokens[at].glued;
    let closing = match word(tokens.start) {
        "(" => ")",
        "," => ",",
        dash @ ("-" | "–" | "—") if stands_apart(tokens.start) => dash,
        _ => return None,
    };
    let is_dash = !matches!(closing, ")" | ",");
    let mut inside = tokens.start + 1..tokens.end;
    let end = inside.find(|at| word(*at) == closing && (!is_dash || stands_apart(*at)))? + 1;
    (closing != "," || word(end) == "on").then_some(end)
}

/// "closed since 4 May", "the fire on May 4, 1967, killed three": days of something else than what the paragraph tells.
fn is_aside(found: &Match<'_>, told: &ToldDay) -> bool {
    let opens = found.story.sentences[found.story.sentence_of(told.at)].tokens.start as usize;
    let far = found.reference.date.is_some_and(|(day, _)| {
        day.until(told.date).is_ok_and(|span| span.get_days().abs() > FAR_DAYS)
    });
    let leads = matches!(found.story.word(opens), "On" | "In" | "By" | "At" | "Late" | "Early");
    let reach = if leads { OPENING } else { 1 };
    if is_of_saying(found, told.at) || (far && told.at - opens > reach) {
        return true;
    }
    (told.at.saturating_sub(ASIDE_REACH)..told.at).any(|at| ASIDES.contains(&found.story.word(at)))
}

/// Returns the weekday nearest to the day told: "at 8 p.m. today (0100 GMT Wednesday)".
pub(super) fn weekday_beside(found: &Match<'_>, weekday: Weekday) -> Option<Date> {
    let opens = found.tokens.start.checked_sub(1).map(|at| found.story.word(at));
    let told = told_day(found).filter(|_| opens == Some("("))?.date;
    (-3..=3)
        .filter_map(|days| calendar::shift(told, Unit::Day, days))
        .find(|date| date.weekday() == weekday)
}

/// Returns the weekday that stands right behind a time of day, beyond what is in brackets.
fn weekday_behind(found: &Match<'_>) -> Option<Date> {
    let end = found.tokens.end;
    if found.story.word(end) != "(" {
        return None;
    }
    let behind = end..(end + BEHIND).min(found.sentence().end);
    let closes = behind.into_iter().find(|at| found.story.word(*at) == ")")?;
    let at = if found.story.word(closes + 1) == "on" { closes + 2 } else { closes + 1 };
    weekday_at(found, at)
}

/// Returns the day of the event that a length of time counts from: "after the vote on 3 May".
pub(super) fn event_behind(found: &Match<'_>) -> Option<(Date, i64)> {
    let end = found.tokens.end;
    let word = |at: usize| found.story.word(at);
    let way = match word(end) {
        "after" | "following" => 1,
        "before" => -1,
        _ => return None,
    };
    if !matches!(word(end + 1), "the" | "a" | "an" | "his" | "her" | "its" | "their") {
        return None;
    }
    let behind = end + 2..(end + EVENT_REACH).min(found.sentence().end);
    let on = behind.into_iter().find(|at| word(*at) == "on")?;
    Some((day_within(found, on + 1..on + 6)?, way))
}

/// Returns the day that some tokens tell: the last one, as the year stands last and says most.
pub(super) fn day_within(found: &Match<'_>, tokens: Range<usize>) -> Option<Date> {
    let tokens = tokens.start..tokens.end.min(found.sentence().end);
    tokens.rev().find_map(|at| day_at(found, at)).map(|day| day.date)
}

/// Returns the year of a month in a passage that tells of the past: "signed in May 2019, and in July work began".
pub(super) fn narrative_year(found: &Match<'_>, month: i64) -> Option<i64> {
    let (reference, _) = found.reference.date?;
    let start = found.tokens.start;
    let says = |at: usize| SAYING.contains(&found.story.word(at));
    if (start.saturating_sub(SAID_REACH)..start).any(says)
        || direction_at(found, &found.tokens) == Some(Direction::Future)
    {
        return None;
    }
    let at = paragraph_before(found, REACH).rev().find(|at| year_at(found, *at).is_some())?;
    let before = |back: usize| listed(found, "date.month", at.checked_sub(back)?);
    let comma = at > 0 && found.story.word(at - 1) == ",";
    let months_back = if comma { 3 } else { 1 };
    let told_month = before(months_back)?;
    // "the lowest since April 2021" compares with another time; "in April 2021" tells of it.
    let leads = |at: usize| matches!(found.story.word(at), "in" | "In" | "on" | "On");
    let first = at - months_back;
    // What follows "born on 3 May 1986" happened long after.
    if (first.saturating_sub(SAID_REACH)..first).any(|at| found.story.word(at) == "born") {
        return None;
    }
    if !(leads(first.saturating_sub(1)) || leads(first.saturating_sub(2))) {
        return None;
    }
    let year = year_at(found, at)? + i64::from(month < told_month);
    (year < i64::from(reference.year())).then_some(year)
}

/// Returns the tokens of the paragraph before the mention, `reach` at most.
pub(super) fn paragraph_before(found: &Match<'_>, reach: usize) -> Range<usize> {
    let (tokens, start) = (&found.story.tokens, found.tokens.start);
    let first = start.saturating_sub(reach);
    let opens = (first..=start).rev().find(|at| tokens.get(*at).is_some_and(|t| t.breaks >= 2));
    opens.unwrap_or(first)..start
}

/// Returns the year that a token writes.
pub(super) fn year_at(found: &Match<'_>, at: usize) -> Option<i64> {
    let token = found.story.tokens.get(at).filter(|token| token.shape == Shape::Number)?;
    let written = Some(token.text(&found.story.text)).filter(|word| word.len() == 4)?;
    // "the 2000s" are no year.
    if found
        .story
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.glued && found.story.word(at + 1) == "s")
    {
        return None;
    }
    written.parse().ok().filter(|year| YEARS.contains(year))
}

/// Returns the day whose year, month, weekday or word ("yesterday") stands at this token.
fn day_at(found: &Match<'_>, at: usize) -> Option<ToldDay> {
    let written = |date| ToldDay { date, written: true, at };
    let named = |date| ToldDay { date, written: false, at };
    let weekday = || weekday_at(found, at).filter(|_| !opens_date(found, at));
    match found.story.tokens.get(at)?.shape {
        Shape::Mark => None,
        Shape::Number => date_at(found, at).map(written),
        Shape::Lower => day_word_at(found, at).map(named),
        _ => day_of_month_at(found, at)
            .map(written)
            .or_else(|| weekday().or_else(|| day_word_at(found, at)).map(named)),
    }
}

/// Returns the date whose year stands at this token: "14 May 2018", "May 14, 2018".
fn date_at(found: &Match<'_>, at: usize) -> Option<Date> {
    let year = year_at(found, at)?;
    let comma = found.story.word(at.checked_sub(1)?) == ",";
    let (day, month) =
        if comma { (at.checked_sub(2)?, at.checked_sub(3)?) } else { (at.checked_sub(2)?, at - 1) };
    // "Jan. 27, 1967".
    let month = if found.story.word(month) == "." { month.checked_sub(1)? } else { month };
    calendar::day(year, listed(found, "date.month", month)?, day_number(found, day)?)
}

/// Returns the day whose month stands at this token, beside its number: the nearest one.
fn day_of_month_at(found: &Match<'_>, at: usize) -> Option<Date> {
    found.story.tokens.get(at).filter(|token| token.is_capitalised())?;
    let (reference, _) = found.reference.date?;
    let month = listed(found, "date.month", at)?;
    let after_stop = if found.story.word(at + 1) == "." { at + 2 } else { at + 1 };
    let before = || at.checked_sub(1).and_then(|at| day_number(found, at));
    // "3. Mai" in German.
    let ordinal = || at.checked_sub(2).filter(|_| found.story.word(at - 1) == ".");
    let day = day_number(found, after_stop).or_else(before);
    let day = day.or_else(|| day_number(found, ordinal()?))?;
    let in_year = |year: i16| calendar::day(year.into(), month, day);
    let comma = after_stop + 1 + usize::from(found.story.word(after_stop + 1) == ",");
    if let Some(year) = year_at(found, at + 1).or_else(|| year_at(found, comma)) {
        return calendar::day(year, month, day);
    }
    let this = in_year(reference.year())?;
    let ahead = reference.until(this).map_or(0, |span| span.get_days());
    let future = direction_at(found, &(at..at + 1)) == Some(Direction::Future);
    if ahead > DAYS_AHEAD && !future { in_year(reference.year() - 1) } else { Some(this) }
}

/// "Saturday, 15 November": the rest of the date tells the day.
fn opens_date(found: &Match<'_>, at: usize) -> bool {
    let next = if found.story.word(at + 1) == "," { at + 2 } else { at + 1 };
    let month = |at: usize| listed(found, "date.month", at).is_some();
    let capital = found.story.tokens.get(next).is_some_and(|token| token.is_capitalised());
    (capital && month(next)) || (day_number(found, next).is_some() && month(next + 1))
}

/// Returns the day that a capitalised weekday names.
pub(super) fn weekday_at(found: &Match<'_>, at: usize) -> Option<Date> {
    let weekday = weekday_named(found, at)?;
    let (reference, _) = found.reference.date?;
    let before = at.checked_sub(1).map_or("", |at| found.story.word(at));
    if before == "the"
        && let Some(date) = definite_weekday(found, at, weekday)
    {
        return Some(date);
    }
    match before {
        "last" => calendar::weekday_before(reference, weekday, false),
        "next" => calendar::weekday_after(reference, weekday, false),
        _ if let Some(date) = weekday_to_range(found, at, weekday) => Some(date),
        _ if direction_at(found, &(at..at + 1)) == Some(Direction::Future) => {
            calendar::weekday_after(reference, weekday, true)
        }
        _ => calendar::weekday_before(reference, weekday, true),
    }
}

/// Returns the weekday whose capitalised name stands at this token.
pub(super) fn weekday_named(found: &Match<'_>, at: usize) -> Option<Weekday> {
    let token = found.story.tokens.get(at).filter(|token| token.shape == Shape::Capital)?;
    let full = found.class("date.weekday-full")?;
    found.rules.lexicon.has(token, full).then_some(())?;
    calendar::weekday(listed(found, "date.weekday", at)?)
}

/// Returns the day of "on the Monday": the first such weekday from the day on that the text told with its month.
pub(super) fn definite_weekday(found: &Match<'_>, at: usize, weekday: Weekday) -> Option<Date> {
    let written = |at| date_at(found, at).or_else(|| day_of_month_at(found, at));
    let day = (at.saturating_sub(DEFINITE_REACH)..at).rev().find_map(written)?;
    calendar::weekday_after(day, weekday, true)
}

/// "yesterday", "today", "tomorrow".
fn day_word_at(found: &Match<'_>, at: usize) -> Option<Date> {
    let word = found.story.word(at);
    if !["yesterday", "today", "tomorrow"].iter().any(|day| day.eq_ignore_ascii_case(word)) {
        return None;
    }
    let (reference, _) = found.reference.date?;
    calendar::shift(reference, Unit::Day, listed(found, "date.day-word", at)?)
}

fn day_number(found: &Match<'_>, at: usize) -> Option<i64> {
    found.story.word(at).parse().ok().filter(|day| (1..=31).contains(day))
}

/// Returns the number that a token stands for in a list.
fn listed(found: &Match<'_>, list: &str, at: usize) -> Option<i64> {
    let lexicon = &found.rules.lexicon;
    lexicon.normal_form(found.class(list)?, found.story.tokens.get(at..=at)?)?.parse().ok()
}
