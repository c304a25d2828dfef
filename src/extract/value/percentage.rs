//! Percentages and differences in percentage points.

use rust_decimal::Decimal;

use crate::extract::value::Match;
use crate::extract::value::number::bounds;
use crate::extract::value::number::parse;
use crate::model::Value;

/// Basis points to percentage points.
const BASIS_POINT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Returns what part of the number is meant: a tenth of 1 percent.
fn part(found: &Match<'_>) -> Option<Decimal> {
    if found.range("part").is_none() {
        return Some(Decimal::ONE);
    }
    let whole = found.normal_in(&["share.one", "share.many"], "part")?.parse().ok()?;
    let parts = found.range("parts").and_then(|range| parse(found, range));
    parts.unwrap_or(Decimal::ONE).checked_div(whole)
}

/// `percentage`: captures `number`, or `low` and `high`, and `unit`; `parts` and `part` for a part of it.
pub(super) fn percentage(found: &Match<'_>) -> Option<Value> {
    let bounds = bounds(found)?.times(part(found)?)?;
    let (bounds, unit) = match found.normal("unit")? {
        "basis-point" => (bounds.times(BASIS_POINT)?, "percentage-point"),
        unit => (bounds, unit),
    };
    let super::number::Bounds { number, low, high, compare } = bounds;
    Some(Value::Percentage { number, low, high, compare, unit: unit.to_owned() })
}
