//! What a mention means: typed, normalised values and their one JSON form.

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An exact decimal number as written. JSON shows it as a number, whole ones without a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Number(pub Decimal);

impl Number {
    /// Returns the nearest binary floating-point number, for ranges in the index.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Number {
        Number(Decimal::from(number))
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let whole = self.0.is_integer().then(|| self.0.to_i64()).flatten();
        match whole {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.to_f64()),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        deserializer.deserialize_any(AsWritten)
    }
}

/// Reads a number without a detour over binary fractions: whole ones as they are, others by the fewest digits that
/// name them, which are those that were written, up to fifteen.
struct AsWritten;

impl Visitor<'_> for AsWritten {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_i64<E>(self, number: i64) -> Result<Number, E> {
        Ok(Number(Decimal::from(number)))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Number, E> {
        Ok(Number(Decimal::from(number)))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Number, E> {
        let digits = number.to_string();
        digits.parse().map(|number: Decimal| Number(number.normalize())).map_err(E::custom)
    }
}

/// The four types of a time expression (TimeML, TIMEX3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar point, however coarse.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// The day that a relative date was counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// The article's publication date.
    Published,
    /// The article's dateline.
    Dateline,
    /// Another date in the text, or the expression itself.
    Text,
}

/// The value of a date, time, duration or set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateValue {
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub timex: TimexType,
    /// TIMEX3 value: `2025-12-17`, `2025-W50`, `P10Y`, `XXXX-WXX-3`.
    pub iso: String,
    /// TIMEX3 modifier: `START`, `END`, `APPROX`, `MORE_THAN`, …
    #[serde(rename = "mod")]
    pub modifier: Option<String>,
    /// What a relative expression was resolved against; `None` if it is absolute or stayed open.
    pub anchor: Option<Anchor>,
}

/// How the written number bounds the real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Compare {
    /// Exactly (as far as the text says).
    #[default]
    #[serde(rename = "=")]
    Equal,
    /// More than, at least.
    #[serde(rename = ">")]
    Above,
    /// Less than, at most.
    #[serde(rename = "<")]
    Below,
    /// About.
    #[serde(rename = "~")]
    About,
}

/// A number of units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// How many; for a range of its lower end.
    pub number: Number,
    /// Singular noun: `metre`.
    pub unit: String,
}

/// The normalised value of a mention. Names have none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)] // a quantity is no percentage with a `per` too many
pub enum Value {
    /// A time expression.
    Date(DateValue),
    /// A percentage or a difference in percentage points.
    Percentage {
        /// The number; for a range its lower end.
        number: Number,
        /// Lower end of a range.
        low: Option<Number>,
        /// Upper end of a range.
        high: Option<Number>,
        /// How the number bounds the real one.
        compare: Compare,
        /// `percent` or `percentage-point`.
        unit: String,
    },
    /// A sum of money.
    Money {
        /// The amount in whole units of the currency; for a range its lower end.
        number: Number,
        /// Lower end of a range.
        low: Option<Number>,
        /// Upper end of a range.
        high: Option<Number>,
        /// How the number bounds the real one.
        compare: Compare,
        /// ISO 4217 code; `None` where the article leaves it open.
        currency: Option<String>,
        /// The codes that an open currency may be, the most traded first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        candidates: Vec<String>,
        /// Singular noun of the rate: `barrel` in "$78 a barrel".
        #[serde(default)]
        per: Option<String>,
    },
    /// A counted or measured amount.
    Quantity {
        /// The number; for a range its lower end.
        number: Number,
        /// Lower end of a range.
        low: Option<Number>,
        /// Upper end of a range.
        high: Option<Number>,
        /// How the number bounds the real one.
        compare: Compare,
        /// Singular noun or unit: `patient`, `mile`.
        unit: String,
        /// Singular noun of the rate: `day` in "2,660 patients a day".
        per: Option<String>,
        /// The same in the unit of the International System, for units of measurement that it has not itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        si: Option<Measure>,
    },
    /// A canonical text, from a list or rule of the user's own.
    Text(String),
}

impl fmt::Display for Value {
    /// Writes the value's one canonical text: `2024-03-05`, `P10Y MORE_THAN`, `>50%`, `0.5pp`, `3..5%`,
    /// `3200000 GBP`, `2660 patient/day`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Date(date) => match &date.modifier {
                Some(modifier) => write!(f, "{} {modifier}", date.iso),
                None => f.write_str(&date.iso),
            },
            Value::Percentage { number, low, high, compare, unit } => {
                write_number(f, *number, (*low, *high), *compare)?;
                f.write_str(if unit == "percent" { "%" } else { "pp" })
            }
            Value::Money { number, low, high, compare, currency, per, .. } => {
                write_number(f, *number, (*low, *high), *compare)?;
                write!(f, " {}", currency.as_deref().unwrap_or("?"))?;
                per.as_ref().map_or(Ok(()), |per| write!(f, "/{per}"))
            }
            Value::Quantity { number, low, high, compare, unit, per, .. } => {
                write_number(f, *number, (*low, *high), *compare)?;
                write!(f, " {unit}")?;
                per.as_ref().map_or(Ok(()), |per| write!(f, "/{per}"))
            }
            Value::Text(text) => f.write_str(text),
        }
    }
}

fn write_number(
    f: &mut fmt::Formatter<'_>,
    number: Number,
    (low, high): (Option<Number>, Option<Number>),
    compare: Compare,
) -> fmt::Result {
    f.write_str(match compare {
        Compare::Equal => "",
        Compare::Above => ">",
        Compare::Below => "<",
        Compare::About => "~",
    })?;
    match (low, high) {
        (Some(low), Some(high)) => write!(f, "{}..{}", low.0.normalize(), high.0.normalize()),
        _ => write!(f, "{}", number.0.normalize()),
    }
}

/// Reads and writes `Option<Date>` as `YYYY-MM-DD`.
pub(crate) mod iso_date {
    use super::*;
    use jiff::civil::Date;

    pub(crate) fn serialize<S: Serializer>(
        date: &Option<Date>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => serializer.collect_str(date),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same on every run.
    fn mix(seed: u64) -> u64 {
        let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb)
    }

    #[test]
    fn numbers_of_fifteen_digits_survive_json() {
        for seed in 0..20_000 {
            let digits = (mix(seed) % 1_000_000_000_000_000) as i64;
            let number = Number(Decimal::new(digits, (seed % 12) as u32).normalize());
            let json = serde_json::to_string(&number).unwrap();
            assert_eq!(json.trim_end_matches(".0"), number.0.to_string(), "{number:?}");
            assert_eq!(serde_json::from_str::<Number>(&json).unwrap(), number, "{json}");
        }
    }

    #[test]
    fn sums_are_decimal() {
        let tenth = |tenths: i64| Decimal::new(tenths, 1);
        assert_eq!((tenth(1) + tenth(2)).to_string(), "0.3");
        let largest = serde_json::from_str::<Number>("9007199254740993").unwrap();
        assert_eq!(serde_json::to_string(&largest).unwrap(), "9007199254740993");
    }
}
