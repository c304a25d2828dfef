//! Civil dates ↔ moments (seconds since 1970), and the periods by which articles are counted.
//!
//! No time zone is converted: a moment is the civil date and time that the article states. The engine's own date
//! type counts nanoseconds and ends in 2262; a mistyped year must not overflow.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::Count;
use crate::model::Period;
use crate::model::Published;

const SECONDS_PER_DAY: i64 = 86_400;
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Most periods that are listed with their gaps filled: a hundred years of days. A stray year 1066 beyond that
/// leaves the gaps out.
const MAX_FILLED: usize = 36_600;

/// Returns the moment of publication.
pub(super) fn moment(published: &Published) -> Option<i64> {
    let time = published.time().and_then(seconds).unwrap_or_default();
    Some(day_number(published.date())? * SECONDS_PER_DAY + time)
}

/// Returns the first and last second of the days from `first` to `last`.
pub(super) fn seconds_of(first: Date, last: Date) -> Option<(i64, i64)> {
    let start = day_number(first)? * SECONDS_PER_DAY;
    let end = day_number(last)? * SECONDS_PER_DAY + SECONDS_PER_DAY - 1;
    Some((start, end))
}

/// Returns the day on which a moment lies, counted from 1970-01-01.
pub(super) fn day_of(moment: i64) -> i64 {
    moment.div_euclid(SECONDS_PER_DAY)
}

/// Returns the date of a day counted from 1970-01-01.
pub(super) fn date(day: i64) -> Option<Date> {
    EPOCH.checked_add(day.days()).ok()
}

/// Returns the number of articles in each period, oldest first, with the empty periods between.
pub(super) fn counts(days: &BTreeMap<i64, u64>, period: Period) -> Vec<Count> {
    let mut counts: BTreeMap<Date, u64> = BTreeMap::new();
    for (day, count) in days {
        if let Some(start) = date(*day).map(|date| start_of(date, period)) {
            *counts.entry(start).or_default() += count;
        }
    }
    fill(&mut counts, period);
    counts.into_iter().map(|(start, count)| Count { value: name(start, period), count }).collect()
}

fn fill(counts: &mut BTreeMap<Date, u64>, period: Period) {
    let (Some((&first, _)), Some((&last, _))) = (counts.first_key_value(), counts.last_key_value())
    else {
        return;
    };
    let step = match period {
        Period::Day => 1.day(),
        Period::Month => 1.month(),
        Period::Year => 1.year(),
    };
    let periods: Vec<_> =
        first.series(step).take_while(|start| *start <= last).take(MAX_FILLED + 1).collect();
    if periods.len() <= MAX_FILLED {
        periods.into_iter().for_each(|start| {
            counts.entry(start).or_default();
        });
    }
}

fn start_of(date: Date, period: Period) -> Date {
    match period {
        Period::Day => date,
        Period::Month => date.first_of_month(),
        Period::Year => date.first_of_year(),
    }
}

fn name(start: Date, period: Period) -> String {
    let day = start.to_string();
    let length = match period {
        Period::Day => day.len(),
        Period::Month => day.len().saturating_sub(3),
        Period::Year => day.len().saturating_sub(6),
    };
    day[..length].to_owned()
}

fn day_number(date: Date) -> Option<i64> {
    Some(i64::from(EPOCH.until(date).ok()?.get_days()))
}

/// Returns the seconds since midnight of `09:30` or `09:30:15.5+01:00`.
fn seconds(time: &str) -> Option<i64> {
    let number = |at: usize| time.get(at..at + 2).and_then(|digits| digits.parse::<i64>().ok());
    let (hours, minutes) = (number(0)?, number(3)?);
    let seconds =
        if time.as_bytes().get(5) == Some(&b':') { number(6).unwrap_or_default() } else { 0 };
    (hours < 24 && minutes < 60 && seconds < 60).then_some(hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_keep_the_civil_day() {
        for (text, day) in [
            ("1970-01-01", 0),
            ("2025-12-17", 20_439),
            ("2025-12-17T23:59:59+09:00", 20_439),
            ("1969-12-31T01:00", -1),
            ("2025-12-17T99:99", 20_439),
        ] {
            let moment = moment(&Published::parse(text).unwrap()).unwrap();
            assert_eq!(day_of(moment), day, "{text}");
        }
    }

    #[test]
    fn gaps_are_filled() {
        let check = |days: &[&str], period, expected: &[(&str, u64)]| {
            let days =
                days.iter().map(|day| (day_number(day.parse().unwrap()).unwrap(), 2)).collect();
            let found = counts(&days, period);
            let found: Vec<_> =
                found.iter().map(|count| (count.value.as_str(), count.count)).collect();
            assert_eq!(found, expected);
        };
        check(&[], Period::Day, &[]);
        check(
            &["2024-02-28", "2024-03-01"],
            Period::Day,
            &[("2024-02-28", 2), ("2024-02-29", 0), ("2024-03-01", 2)],
        );
        check(
            &["2024-11-28", "2024-11-30", "2025-01-31"],
            Period::Month,
            &[("2024-11", 4), ("2024-12", 0), ("2025-01", 2)],
        );
        check(
            &["2023-11-28", "2025-01-31"],
            Period::Year,
            &[("2023", 2), ("2024", 0), ("2025", 2)],
        );
        check(&["1066-10-14", "2025-01-31"], Period::Day, &[("1066-10-14", 2), ("2025-01-31", 2)]);
    }
}
