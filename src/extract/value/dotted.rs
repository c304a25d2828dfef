//! Days in digits with points, as in German: `17.12.2025`.
//!
//! Start at [`dotted`].

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::date::timex_value;
use crate::model::TimexType;
use crate::model::Value;

/// Two-digit years up to this one are of this century.
const LAST_SHORT_YEAR: i64 = 39;

/// `dotted-date`: the capture `dotted`, day first, with the year in two digits or four.
pub(super) fn dotted(found: &Match<'_>) -> Option<Value> {
    let written = found.words("dotted")?;
    let mut parts = written.split('.');
    let [day, month, year] = [parts.next()?, parts.next()?, parts.next()?];
    let is_date = parts.next().is_none() && day.len() <= 2 && month.len() <= 2;
    let year = match (year.len(), year.parse::<i64>().ok()?) {
        (4, year) => year,
        (2, year) if year <= LAST_SHORT_YEAR => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let date = calendar::day(year, month.parse().ok()?, day.parse().ok()?).filter(|_| is_date)?;
    Some(timex_value(found, TimexType::Date, date.to_string(), None))
}
