//! Percentages and differences in percentage points.

use rust_decimal::Decimal;

use crate::extract::value::Match;
use crate::extract::value::number::bounds;
use crate::model::Value;

/// Basis points to percentage points.
const BASIS_POINT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// `percentage`: captures `number`, or `low` and `high`, and `unit`.
pub(super) fn percentage(found: &Match<'_>) -> Option<Value> {
    let bounds = bounds(found)?;
    let (bounds, unit) = match found.normal("unit")? {
        "basis-point" => (bounds.times(BASIS_POINT)?, "percentage-point"),
        unit => (bounds, unit),
    };
    let super::number::Bounds { number, low, high, compare } = bounds;
    Some(Value::Percentage { number, low, high, compare, unit: unit.to_owned() })
}
