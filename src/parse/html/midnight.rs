//! A moment in universal time that is midnight where the page's language is at home → the day that begins there.
//!
//! Systems that keep a day without a time store its first moment, and state it in universal time: the day before.
//! Knows no zones but these few and their summer time. Start at [`day_of`].

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::civil::Weekday;

use crate::model::Published;

/// Language tags with the hours that their clocks are ahead of universal time in winter, and whether they have the
/// summer time of Europe. A language that is at home on several continents stands here with its regions only.
const CLOCKS: &[(i8, bool, &[&str])] = &[
    (
        1,
        true,
        &[
            "de", "it", "nl", "pl", "cs", "sk", "hu", "sl", "hr", "sr", "bs", "mk", "sq", "da",
            "nb", "nn", "no", "sv", "lb", "rm", "ca", "mt", "fr-FR", "fr-BE", "fr-CH", "fr-LU",
            "es-ES",
        ],
    ),
    (2, true, &["fi", "el", "ro", "bg", "uk", "lt", "lv", "et"]),
    (3, false, &["ru-RU", "tr"]),
    (7, false, &["th", "vi"]),
    (8, false, &["zh"]),
    (9, false, &["ja", "ko"]),
];

/// Returns the day that begins at a moment in universal time; `None` if none begins, to the second.
pub(super) fn day_of(moment: &Published, language: Option<&str>) -> Option<Date> {
    let (hour, rest) = moment.time()?.split_once(':')?;
    let whole = rest.trim_end_matches(|char: char| !char.is_ascii_digit());
    let whole = whole.trim_end_matches("+00:00").bytes().all(|byte| b"0:.+".contains(&byte));
    let hour: i8 = hour.parse().ok().filter(|hour| whole && *hour > 0)?;
    let tag = language?;
    let is_tag = |known: &&str| *known == tag || Some(*known) == tag.get(..2);
    let (ahead, summer, _) = CLOCKS.iter().find(|(_, _, tags)| tags.iter().any(is_tag))?;
    let next = moment.date().tomorrow().ok()?;
    let ahead = ahead + i8::from(*summer && is_summer(next));
    (hour + ahead == 24).then_some(next)
}

/// Returns true for days on which Europe has summer time at their beginning.
fn is_summer(day: Date) -> bool {
    let last_sunday = |month: i8| {
        let end = Date::new(day.year(), month, 31).ok()?;
        end.checked_sub(i32::from(end.weekday().since(Weekday::Sunday)).days()).ok()
    };
    match (last_sunday(3), last_sunday(10)) {
        (Some(start), Some(end)) => start < day && day <= end,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_opens_the_day_after() {
        for (moment, language, expected) in [
            ("2025-12-16T23:00:00Z", "de", Some("2025-12-17")),
            ("2025-12-16T23:00:00.000Z", "de-AT", Some("2025-12-17")),
            ("2025-12-16T23:00:00+00:00", "it", Some("2025-12-17")),
            ("2025-12-16T22:00:00Z", "de", None),
            ("2025-07-16T22:00:00Z", "de", Some("2025-07-17")),
            ("2025-10-25T22:00Z", "de", Some("2025-10-26")),
            ("2025-10-26T23:00Z", "de", Some("2025-10-27")),
            ("2025-12-16T15:00:00Z", "ja", Some("2025-12-17")),
            ("2025-12-16T23:00:00Z", "fr-CA", None),
            ("2025-12-16T23:00:01Z", "de", None),
            ("2025-12-16T23:10:00Z", "de", None),
            ("2025-12-16T00:00:00Z", "de", None),
            ("2025-12-16", "de", None),
        ] {
            let moment = Published::parse(moment).unwrap();
            let day = day_of(&moment, Some(language)).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{moment} {language}");
        }
    }
}
