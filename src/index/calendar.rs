//! Civil dates ↔ moments (seconds since 1970), and the periods by which articles are counted.
//!
//! No time zone is converted: a moment is the civil date and time that the article states. The engine's own date
//! type counts nanoseconds and ends in 2262; a mistyped year must not overflow.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::error::Error;
use crate::error::Result;
use crate::model::Count;
use crate::model::Period;
use crate::model::Published;

const SECONDS_PER_DAY: i64 = 86_400;
const EPOCH: Date = Date::constant(1970, 1, 1);

/// Most periods that are counted: a hundred years of days. Gaps are never left out, so that a stray year 1066 is told
/// instead of drawing a line between two days a thousand years apart.
const MAX_PERIODS: usize = 36_600;

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

/// Periods in a row, oldest first.
#[derive(Clone, Debug)]
pub(super) struct Periods {
    period: Period,
    /// The first day of each.
    starts: Vec<i64>,
}

impl Periods {
    /// Returns the periods of some days, those from `since` and up to `until`, and all between. Without a day there is
    /// none.
    ///
    /// # Errors
    /// [`Error::Usage`] if there are too many.
    pub(super) fn over(
        days: &BTreeMap<i64, u64>,
        period: Period,
        (since, until): (Option<Date>, Option<Date>),
    ) -> Result<Periods> {
        let starts = |day: &i64| Some(start_of(date(*day)?, period));
        let told = (days.keys().find_map(starts), days.keys().rev().find_map(starts));
        let (Some(first), Some(last)) = told else {
            return Ok(Periods { period, starts: Vec::new() });
        };
        let wider = |day: Option<Date>| day.map(|day| start_of(day, period));
        let (first, last) = (wider(since).unwrap_or(first), wider(until).unwrap_or(last));
        let all = between(first, last, period).ok_or_else(|| {
            let word = period.word();
            let message = format!(
                "from {first} to {last} there are more than {MAX_PERIODS} periods of a {word}; count by a longer one \
                 (--by year), or leave out stray dates with --since and --until"
            );
            Error::Usage { message }
        })?;
        Ok(Periods { period, starts: all.into_iter().filter_map(day_number).collect() })
    }

    /// Returns the number of periods.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Returns the place of the period of a day.
    pub(super) fn at(&self, day: i64) -> Option<usize> {
        self.starts.partition_point(|start| *start <= day).checked_sub(1)
    }

    /// Returns what the periods are called.
    pub(super) fn names(&self) -> Vec<String> {
        let dates = self.starts.iter().filter_map(|start| date(*start));
        dates.map(|start| name(start, self.period)).collect()
    }

    /// Returns the number of articles in each.
    pub(super) fn counts(&self, days: &BTreeMap<i64, u64>) -> Vec<Count> {
        let mut counts = vec![0; self.len()];
        for (day, count) in days {
            if let Some(at) = self.at(*day) {
                counts[at] += count;
            }
        }
        let counted = self.names().into_iter().zip(counts);
        counted.map(|(value, count)| Count { value, count }).collect()
    }
}

/// Returns the first days of all periods from one to another; `None` if there are too many.
fn between(first: Date, last: Date, period: Period) -> Option<Vec<Date>> {
    let step = match period {
        Period::Day => 1.day(),
        Period::Week => 1.week(),
        Period::Month => 1.month(),
        Period::Quarter => 3.months(),
        Period::Year => 1.year(),
    };
    let series = first.series(step).take_while(|start| *start <= last);
    let starts: Vec<_> = series.take(MAX_PERIODS + 1).collect();
    (starts.len() <= MAX_PERIODS).then_some(starts)
}

/// Returns the first day of the period of a date; of the week in which time begins, its first day that exists.
pub(super) fn start_of(date: Date, period: Period) -> Date {
    match period {
        Period::Day => date,
        Period::Week => {
            let back = i64::from(date.weekday().to_monday_zero_offset());
            date.checked_sub(back.days()).unwrap_or(date)
        }
        Period::Month => date.first_of_month(),
        Period::Quarter => {
            let months = i64::from((date.month() - 1) % 3);
            date.first_of_month().checked_sub(months.months()).unwrap_or(date)
        }
        Period::Year => date.first_of_year(),
    }
}

/// Returns what the period is called that begins on a day.
pub(super) fn name(start: Date, period: Period) -> String {
    let day = start.to_string();
    let length = match period {
        Period::Day => day.len(),
        Period::Month => day.len().saturating_sub(3),
        Period::Year => day.len().saturating_sub(6),
        Period::Week => {
            let week = start.iso_week_date();
            return format!("{:04}-W{:02}", week.year(), week.week());
        }
        Period::Quarter => {
            return format!("{:04}-Q{}", start.year(), (start.month() - 1) / 3 + 1);
        }
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
            let found = Periods::over(&days, period, (None, None)).unwrap().counts(&days);
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
        check(
            &["2024-12-30", "2025-01-05", "2025-01-13"],
            Period::Week,
            &[("2025-W01", 4), ("2025-W02", 0), ("2025-W03", 2)],
        );
        check(&["2020-12-31", "2021-01-03"], Period::Week, &[("2020-W53", 4)]);
        check(
            &["2024-03-31", "2024-10-01"],
            Period::Quarter,
            &[("2024-Q1", 2), ("2024-Q2", 0), ("2024-Q3", 0), ("2024-Q4", 2)],
        );
    }

    #[test]
    fn periods_reach_as_far_as_they_are_asked_for() {
        let day = |day: &str| Some(day.parse::<Date>().unwrap());
        let days = BTreeMap::from([(day_number(day("2025-02-03").unwrap()).unwrap(), 1)]);
        for (since, until, wanted) in [
            (None, None, "2025-02"),
            (day("2024-12-31"), None, "2024-12 2025-01 2025-02"),
            (day("2025-02-02"), day("2025-04-01"), "2025-02 2025-03 2025-04"),
        ] {
            let periods = Periods::over(&days, Period::Month, (since, until)).unwrap();
            assert_eq!(periods.names().join(" "), wanted);
            let counts = periods.counts(&days);
            assert_eq!(counts.iter().map(|count| count.count).sum::<u64>(), 1);
        }
        let none = Periods::over(&BTreeMap::new(), Period::Day, (day("2025-01-01"), None));
        assert_eq!(none.unwrap().len(), 0);
    }
    #[test]
    fn no_gap_is_ever_left_out() {
        let number = |day: &str| day_number(day.parse().unwrap()).unwrap();
        let days = BTreeMap::from([(number("1066-10-14"), 1), (number("2025-01-31"), 1)]);
        let over = |period, since| Periods::over(&days, period, (since, None));
        let error = over(Period::Day, None).unwrap_err().to_string();
        assert!(error.contains("from 1066-10-14 to 2025-01-31"), "{error}");
        assert_eq!(over(Period::Month, None).unwrap().len(), 12 * (2025 - 1066) - 9 + 1);
        assert!(over(Period::Month, Some(Date::MIN)).is_err());
    }
}
