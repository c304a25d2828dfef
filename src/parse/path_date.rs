//! A path or URL → the date that it carries: `/2025/12/17/`, `2025-12-17-slug`, `20251217`, `/2025/dec/17/`.

use jiff::civil::Date;

use crate::parse::month;

/// Years in which a bare row of eight digits is taken for a date; outside it is a number.
const BARE_YEARS: std::ops::RangeInclusive<i16> = 1950..=2099;

/// How a date is written in a path, the weakest sign of a publication date first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Digits in a row, or a date in the middle of a name, which may be the day that the story speaks of.
    Inside,
    /// At the start of a name.
    Leading,
    /// Folders of year, month and day.
    Folders,
}

/// Returns the date that a path or URL carries. Folders count more than names, later ones more than earlier ones.
pub(super) fn date_in_path(path: &str) -> Option<Date> {
    let bytes = path.as_bytes();
    let starts = (0..bytes.len()).filter(|&at| {
        bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
    });
    starts.filter_map(|at| date_at(bytes, at)).max_by_key(|(form, _)| *form).map(|(_, date)| date)
}

/// Returns the date that starts at a byte and ends before a byte that is no digit.
fn date_at(bytes: &[u8], at: usize) -> Option<(Form, Date)> {
    let rest = &bytes[at..];
    let year = number(rest.get(..4)?)?;
    let separator = *rest.get(4)?;
    let (month, day, length) = match separator {
        b'/' | b'-' | b'_' | b'.' => {
            let (month, after) = month(&rest[5..])?;
            let day = &rest[5 + after..];
            (day.first() == Some(&separator)).then_some(())?;
            let digits = day[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            ((1..=2).contains(&digits)).then_some(())?;
            (month, number(&day[1..=digits])?, 5 + after + 1 + digits)
        }
        b'0'..=b'9' => {
            BARE_YEARS.contains(&year).then_some(())?;
            (number(rest.get(4..6)?)?, number(rest.get(6..8)?)?, 8)
        }
        _ => return None,
    };
    if rest.get(length).is_some_and(u8::is_ascii_alphanumeric) && rest.get(length) != Some(&b'T') {
        return None;
    }
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let leads = at == 0 || bytes[at - 1] == b'/';
    let form = match separator {
        b'/' => Form::Folders,
        _ if leads => Form::Leading,
        _ => Form::Inside,
    };
    (year >= 1000).then_some((form, date))
}

/// Returns a month of two digits or three letters and its length.
fn month(rest: &[u8]) -> Option<(i16, usize)> {
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if (1..=2).contains(&digits) {
        return Some((number(&rest[..digits])?, digits));
    }
    let name = std::str::from_utf8(rest.get(..3)?).ok()?;
    Some((month::english(name)?.into(), 3))
}

fn number(digits: &[u8]) -> Option<i16> {
    std::str::from_utf8(digits)
        .ok()
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_paths() {
        for (path, expected) in [
            ("data/2025/12/17/nurses-strike.txt", Some("2025-12-17")),
            ("data/2025/1/7/nurses-strike.txt", Some("2025-01-07")),
            ("data/2025-12-17-nurses-strike.txt", Some("2025-12-17")),
            ("data/2025-12-17.txt", Some("2025-12-17")),
            ("nurses_20251217.html", Some("2025-12-17")),
            ("20251217T0930.html", Some("2025-12-17")),
            ("https://example.org/world/2025/dec/17/nurses", Some("2025-12-17")),
            ("https://example.org/2025/12/17/anniversary-of-2001-09-11", Some("2025-12-17")),
            ("archive/2020-01-01/2025-12-17-slug.txt", Some("2025-12-17")),
            ("data/2025/12/nurses.txt", None),
            ("2025/mag/12/nurses.txt", None),
            ("2025/out/12/nurses.txt", None),
            ("data/2025/13/17/nurses.txt", None),
            ("photo-120251217.txt", None),
            ("id-2025121712345.txt", None),
            ("data/19991.txt", None),
            ("", None),
        ] {
            let date = date_in_path(path).map(|date| date.to_string());
            assert_eq!(date.as_deref(), expected, "{path}");
        }
    }
}
