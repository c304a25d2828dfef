//! The values of one column of a group, with the levels that say in which list and under which empty parent each
//! stands. Start at [`Column`].

use ::parquet::basic::LogicalType;
use ::parquet::basic::TimeUnit;
use ::parquet::basic::Type as Physical;
use ::parquet::data_type::BoolType;
use ::parquet::data_type::ByteArray;
use ::parquet::data_type::ByteArrayType;
use ::parquet::data_type::DataType;
use ::parquet::data_type::DoubleType;
use ::parquet::data_type::FixedLenByteArray;
use ::parquet::data_type::FixedLenByteArrayType;
use ::parquet::data_type::Int32Type;
use ::parquet::data_type::Int64Type;
use ::parquet::errors::ParquetError;
use ::parquet::file::writer::SerializedColumnWriter;
use jiff::Timestamp;
use jiff::Unit;
use jiff::civil::Date;
use jiff::civil::DateTime;
use jiff::civil::date;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::model::Number;

/// Digits of a decimal, and those behind the point: every whole number that can be written, and billionths.
pub(super) const DECIMAL: (i32, i32) = (38, 9);

/// Bytes of a decimal.
pub(super) const DECIMAL_BYTES: i32 = 16;

/// Memory that a value takes besides its text, in bytes: its place in the vector, and its levels.
const VALUE_BYTES: usize = 40;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text,
    Whole,
    Decimal,
    Double,
    Flag,
    /// The day of a time that has one.
    Day,
    /// The moment of a time with a zone.
    Instant,
    /// The reading of a clock, wherever it hangs.
    Clock,
}

impl Cell {
    /// Returns the types of the column.
    pub(super) fn types(self) -> (Physical, Option<LogicalType>) {
        let timestamp = |utc| Some(LogicalType::timestamp(utc, TimeUnit::MICROS));
        match self {
            Cell::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Cell::Whole => (Physical::INT64, None),
            Cell::Decimal => {
                let (precision, scale) = DECIMAL;
                (Physical::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::decimal(scale, precision)))
            }
            Cell::Double => (Physical::DOUBLE, None),
            Cell::Flag => (Physical::BOOLEAN, None),
            Cell::Day => (Physical::INT32, Some(LogicalType::Date)),
            Cell::Instant => (Physical::INT64, timestamp(true)),
            Cell::Clock => (Physical::INT64, timestamp(false)),
        }
    }
}

/// Values in the form in which the file has them.
#[derive(Debug)]
enum Values {
    Text(Vec<ByteArray>),
    Decimal(Vec<FixedLenByteArray>),
    Long(Vec<i64>),
    Int(Vec<i32>),
    Double(Vec<f64>),
    Flag(Vec<bool>),
}

/// How deep in lists and optional groups a value stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Levels {
    /// Optional and repeated groups that are there.
    pub(super) definition: i16,
    /// The list in which this is a further element.
    pub(super) repetition: i16,
    /// Lists around it.
    pub(super) depth: i16,
}

/// A column of the group in writing.
#[derive(Debug)]
pub(super) struct Column {
    cell: Cell,
    values: Values,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    text_bytes: usize,
}

impl Column {
    pub(super) fn new(cell: Cell) -> Column {
        let values = match cell {
            Cell::Text => Values::Text(Vec::new()),
            Cell::Decimal => Values::Decimal(Vec::new()),
            Cell::Double => Values::Double(Vec::new()),
            Cell::Flag => Values::Flag(Vec::new()),
            Cell::Day => Values::Int(Vec::new()),
            Cell::Whole | Cell::Instant | Cell::Clock => Values::Long(Vec::new()),
        };
        Column { cell, values, definitions: Vec::new(), repetitions: Vec::new(), text_bytes: 0 }
    }

    /// Returns about how much memory the values take.
    pub(super) fn bytes(&self) -> usize {
        self.text_bytes + self.definitions.len() * VALUE_BYTES
    }

    /// Appends a value, and returns false if it is none of the column's kind.
    pub(super) fn push(&mut self, value: &Value, at: Levels) -> bool {
        let is_pushed = self.push_value(value).is_some();
        if is_pushed {
            self.push_null(at);
        }
        is_pushed
    }

    /// Appends that there is no value.
    pub(super) fn push_null(&mut self, at: Levels) {
        self.definitions.push(at.definition);
        self.repetitions.push(at.repetition);
    }

    fn push_value(&mut self, value: &Value) -> Option<()> {
        match &mut self.values {
            Values::Text(values) => {
                let text = value.as_str()?;
                self.text_bytes += text.len();
                values.push(ByteArray::from(text));
            }
            Values::Decimal(values) => {
                let number = Number::deserialize(value).ok()?;
                values.push(ByteArray::from(unscaled(number.0)?.to_be_bytes().to_vec()).into());
            }
            Values::Long(values) => values.push(match self.cell {
                Cell::Instant => instant(value.as_str()?)?,
                Cell::Clock => clock(value.as_str()?)?,
                _ => value.as_i64()?,
            }),
            Values::Int(values) => values.push(day(value.as_str()?)?),
            Values::Double(values) => values.push(value.as_f64()?),
            Values::Flag(values) => values.push(value.as_bool()?),
        }
        Some(())
    }

    /// Writes the values, and starts anew.
    pub(super) fn write(
        &mut self,
        to: &mut SerializedColumnWriter<'_>,
    ) -> Result<(), ParquetError> {
        let definitions = std::mem::take(&mut self.definitions);
        let repetitions = std::mem::take(&mut self.repetitions);
        let levels = (&definitions[..], &repetitions[..]);
        self.text_bytes = 0;
        match &mut self.values {
            Values::Text(values) => write::<ByteArrayType>(values, levels, to),
            Values::Decimal(values) => write::<FixedLenByteArrayType>(values, levels, to),
            Values::Long(values) => write::<Int64Type>(values, levels, to),
            Values::Int(values) => write::<Int32Type>(values, levels, to),
            Values::Double(values) => write::<DoubleType>(values, levels, to),
            Values::Flag(values) => write::<BoolType>(values, levels, to),
        }
    }
}

fn write<T: DataType>(
    values: &mut Vec<T::T>,
    (definitions, repetitions): (&[i16], &[i16]),
    to: &mut SerializedColumnWriter<'_>,
) -> Result<(), ParquetError> {
    let values = std::mem::take(values);
    to.typed::<T>().write_batch(&values, Some(definitions), Some(repetitions)).map(|_| ())
}

/// Returns the number in units of the last digit that columns have; `None` for one so small that only zero would be left.
fn unscaled(number: Decimal) -> Option<i128> {
    let was_zero = number.is_zero();
    let number = Some(number.round_dp(DECIMAL.1 as u32)).filter(|it| was_zero || !it.is_zero())?;
    let missing = (DECIMAL.1 as u32).checked_sub(number.scale())?;
    number.mantissa().checked_mul(10_i128.checked_pow(missing)?)
}

/// First day that readers know: Python's and with it pandas' calendars have no year before 1, and refuse the whole column.
const FIRST_DAY: Date = Date::constant(1, 1, 1);

/// Returns the days since 1970 of a time that starts with a whole day.
fn day(time: &str) -> Option<i32> {
    let is_whole = time.len() == 10 || time.as_bytes().get(10) == Some(&b'T');
    let day: Date = time.get(..10).filter(|_| is_whole)?.parse().ok()?;
    let since = date(1970, 1, 1).until((Unit::Day, day)).ok()?;
    (day >= FIRST_DAY).then(|| since.get_days())
}

/// Returns the microseconds since 1970 of a time with a zone.
fn instant(time: &str) -> Option<i64> {
    let micros = time.parse::<Timestamp>().ok()?.as_microsecond();
    let first = date(1970, 1, 1).duration_since(FIRST_DAY).as_micros();
    (i128::from(micros) >= -first).then_some(micros)
}

/// Returns the microseconds since 1970 of a day and a reading of the clock there.
fn clock(time: &str) -> Option<i64> {
    let told: DateTime =
        time.get(..16).filter(|_| time.as_bytes()[10] == b'T').and(Some(time))?.parse().ok()?;
    let told = Some(told).filter(|told| told.date() >= FIRST_DAY)?;
    let since = told.duration_since(date(1970, 1, 1).at(0, 0, 0, 0));
    i64::try_from(since.as_micros()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact_to_billionths() {
        for (number, wanted) in [
            ("0", 0),
            ("-2.5", -2_500_000_000),
            ("0.1", 100_000_000),
            ("0.33333333333333", 333_333_333),
            ("0.0000000007", 1),
            ("3200000", 3_200_000_000_000_000),
            ("79228162514264337593543950335", 79_228_162_514_264_337_593_543_950_335_000_000_000),
        ] {
            assert_eq!(unscaled(number.parse().unwrap()), Some(wanted), "{number}");
        }
        for number in ["0.0000000003", "-0.000000000001"] {
            assert_eq!(unscaled(number.parse().unwrap()), None, "{number}");
        }
    }

    #[test]
    fn times_are_as_exact_as_they_say() {
        const DAY: i64 = 86_400_000_000;
        for (time, wanted) in [
            ("1970-01-02", (Some(1), None, None)),
            ("1969-12-31T00:00", (Some(-1), None, Some(-DAY))),
            ("1970-01-01T01:00:00+01:00", (Some(0), Some(0), Some(DAY / 24))),
            ("1970-01-01T00:00:01Z", (Some(0), Some(1_000_000), None)),
            ("1970-01-02TMO", (Some(1), None, None)),
            ("1970-01-02T09", (Some(1), None, None)),
            ("2025-12", (None, None, None)),
            ("2025-W50", (None, None, None)),
            ("XXXX-WXX-3", (None, None, None)),
            ("2025-02-30", (None, None, None)),
            ("2025-12-17é", (None, None, None)),
            ("P10Y", (None, None, None)),
            ("0000-03-04T09:30:00Z", (None, None, None)),
            ("0001-01-01T00:00", (Some(-719_162), None, Some(-719_162 * DAY))),
            ("0001-01-01T00:00:00+05:00", (Some(-719_162), None, Some(-719_162 * DAY))),
            ("", (None, None, None)),
        ] {
            assert_eq!((day(time), instant(time), clock(time)), wanted, "{time}");
        }
    }
}
