//! Language tag and address → the country that an article is written for, and in which order its dates stand.
//!
//! Start at [`order`].

use crate::model::Article;
use crate::parse::html::Order;

/// Countries in which English is written, by the ending of their hosts.
const ENDINGS: &[(&str, &str)] = &[
    ("uk", "GB"),
    ("scot", "GB"),
    ("wales", "GB"),
    ("ie", "IE"),
    ("au", "AU"),
    ("nz", "NZ"),
    ("in", "IN"),
    ("pk", "PK"),
    ("bd", "BD"),
    ("lk", "LK"),
    ("sg", "SG"),
    ("my", "MY"),
    ("hk", "HK"),
    ("za", "ZA"),
    ("ng", "NG"),
    ("ke", "KE"),
    ("gh", "GH"),
    ("ug", "UG"),
    ("jm", "JM"),
    ("tt", "TT"),
    ("mt", "MT"),
    ("eu", "IE"),
    ("ca", "CA"),
    ("ph", "PH"),
    ("us", "US"),
    ("gov", "US"),
    ("edu", "US"),
    ("mil", "US"),
];

/// Endings of two letters that say nothing about a country.
const WORLDWIDE: &[&str] = &["ai", "co", "fm", "gg", "io", "ly", "me", "sh", "so", "to", "tv"];

/// Returns a language tag as `en` or `en-GB`; `None` if the text is none.
pub(super) fn tag(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['-', '_', ',', ' ', ';', '.']);
    let letters =
        |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let language = parts.next().filter(letters)?.to_ascii_lowercase();
    // Between them the script may stand: zh-Hant-TW.
    let region = parts.take(2).find(letters).map(str::to_ascii_uppercase);
    Some(match region {
        Some(region) => format!("{language}-{region}"),
        None => language,
    })
}

/// Returns the region of a language tag, or the country of a host in English.
pub(super) fn region(tag: Option<&str>, host: &str) -> Option<String> {
    let stated = tag.and_then(self::tag);
    if let Some((_, region)) = stated.as_deref().and_then(|tag| tag.split_once('-')) {
        return Some(region.to_owned());
    }
    let english = stated.as_deref().is_none_or(|language| language == "en");
    let ending = host.rsplit('.').next().filter(|_| english)?;
    let (_, region) = ENDINGS.iter().find(|(known, _)| *known == ending)?;
    Some((*region).to_owned())
}

/// Returns the order of day and month on a page: as where it is read; pages of no language and no country are taken for
/// English.
pub(super) fn order(tag: Option<&str>, host: &str) -> Order {
    let ending = host.rsplit('.').next().unwrap_or_default();
    let national = ending.len() == 2 && !WORLDWIDE.contains(&ending);
    let region = region(tag, host);
    let language = tag.map(str::to_owned).or_else(|| national.then(|| ending.to_owned()));
    let language = language.filter(|_| tag.is_some() || region.is_none());
    match (Article { language, region, ..Article::default() }).day_first() {
        true => Order::DayFirst,
        false => Order::MonthFirst,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_dates_is_the_countrys() {
        for (tag, host, expected) in [
            (Some("en-GB"), "paper.example", Order::DayFirst),
            (Some("en_US"), "paper.example", Order::MonthFirst),
            (Some("en"), "paper.co.uk", Order::DayFirst),
            (Some("en"), "paper.example", Order::MonthFirst),
            (Some("de"), "paper.example", Order::DayFirst),
            (None, "paper.com.au", Order::DayFirst),
            (None, "zeitung.at", Order::DayFirst),
            (None, "paper.io", Order::MonthFirst),
        ] {
            assert_eq!(order(tag, host), expected, "{tag:?} {host}");
        }
    }

    #[test]
    fn tags() {
        for (text, expected) in [
            ("EN_gb", Some("en-GB")),
            ("zh-Hant-TW", Some("zh-TW")),
            ("de", Some("de")),
            ("de, en", Some("de-EN")),
            ("german", None),
            ("", None),
        ] {
            assert_eq!(tag(text).as_deref(), expected, "{text}");
        }
    }
}
