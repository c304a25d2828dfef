//! Days that no calendar has: "29 February 2027", "31 April".
//!
//! They have no value, and neither has a piece of them: what a rule finds with [`impossible`] is of the kind that is not told.

use crate::extract::value::Match;
use crate::extract::value::calendar;
use crate::extract::value::date::day_of_month;
use crate::extract::value::date::month;
use crate::extract::value::date::timex_value;
use crate::extract::value::date::year;
use crate::model::TimexType;
use crate::model::Value;

/// A year with a 29 February, where none is told.
const LEAP: i64 = 2000;

/// `impossible-date`: `day` and `month`, perhaps of a `year`, if there is no such day.
pub(super) fn impossible(found: &Match<'_>) -> Option<Value> {
    let (month, day) = (month(found)?, day_of_month(found)?);
    let missing = calendar::day(year(found).unwrap_or(LEAP), month, day).is_none();
    missing.then(|| timex_value(found, TimexType::Date, String::new(), None))
}
