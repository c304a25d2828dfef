//! The ends of a range, as typed → days or numbers.

use std::ops::Bound;

use jiff::civil::Date;

/// Returns the first and last day of `2025-12-17`, `2025-12` or `2025`.
pub(super) fn days(text: &str) -> Option<(Date, Date)> {
    let is_shaped = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let (first, length) = match (is_shaped, text.len()) {
        (true, 10) => (text.to_owned(), 10),
        (true, 7) => (format!("{text}-01"), 7),
        (true, 4) => (format!("{text}-01-01"), 4),
        _ => return None,
    };
    let first: Date = first.parse().ok()?;
    let last = match length {
        10 => first,
        7 => first.last_of_month(),
        _ => first.last_of_year(),
    };
    Some((first, last))
}

/// Returns the first and last day that lie in a range whose ends are days, months or years.
///
/// An end that is left out leaves out the whole of its day, month or year.
pub(super) fn day_range(lower: Bound<(Date, Date)>, upper: Bound<(Date, Date)>) -> (Date, Date) {
    let lower = match lower {
        Bound::Included((first, _)) => first,
        Bound::Excluded((_, last)) => last.tomorrow().unwrap_or(Date::MAX),
        Bound::Unbounded => Date::MIN,
    };
    let upper = match upper {
        Bound::Included((_, last)) => last,
        Bound::Excluded((first, _)) => first.yesterday().unwrap_or(Date::MIN),
        Bound::Unbounded => Date::MAX,
    };
    (lower, upper)
}

/// Endings of short numbers in news, with what they multiply by; longer ones first.
const FACTORS: &[(&str, f64)] = &[
    ("tn", 1e12),
    ("bn", 1e9),
    ("mn", 1e6),
    ("k", 1e3),
    ("m", 1e6),
    ("b", 1e9),
    ("t", 1e12),
    ("%", 1.0),
];

/// Returns the number in `20`, `-3.5`, `1e6`, `1,000,000`, `20%`, `£5bn` or `5m`.
pub(super) fn number(text: &str) -> Option<f64> {
    let text = text.trim_start_matches(['£', '$', '€']).to_ascii_lowercase();
    let ending =
        FACTORS.iter().find_map(|(ending, factor)| Some((text.strip_suffix(ending)?, *factor)));
    let (digits, factor) = ending.unwrap_or((&text, 1.0));
    let plain: String = digits.chars().filter(|digit| *digit != ',').collect();
    // The standard parser also takes "inf" and "nan".
    let looks =
        plain.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.'));
    let number: f64 = plain.parse().ok()?;
    (looks && number.is_finite()).then_some(number * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years() {
        for (text, expected) in [
            ("2025-12-17", Some(("2025-12-17", "2025-12-17"))),
            ("2024-02", Some(("2024-02-01", "2024-02-29"))),
            ("2025", Some(("2025-01-01", "2025-12-31"))),
            ("2025-13", None),
            ("2025-02-30", None),
            ("20251217", None),
            ("17 Dec", None),
            ("20é5", None),
        ] {
            let found = days(text).map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(
                found,
                expected.map(|(first, last)| (first.to_owned(), last.to_owned())),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, expected) in [
            ("20", Some(20.0)),
            ("-3.5", Some(-3.5)),
            ("1e6", Some(1e6)),
            ("1,000,000", Some(1e6)),
            ("20%", Some(20.0)),
            ("£5m", Some(5e6)),
            ("2bn", Some(2e9)),
            ("inf", None),
            ("1e999", None),
            ("", None),
            ("m", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
