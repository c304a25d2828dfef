//! Dates that a page states and shows → the day of first publication.
//!
//! Order of trust: what the page states about the article, its address, what readers see near the title, what the page
//! states about itself. Where two of them agree against a third, they win; where the page states a moment in universal
//! time and shows the day before or after, the day that it shows is the civil date. Start at [`published`].

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::Published;
use crate::parse::html::date;
use crate::parse::html::date::Order;
use crate::parse::html::dated::in_text;
use crate::parse::html::dated::is_of_change;
use crate::parse::html::jsonld::Stated;
use crate::parse::html::key;
use crate::parse::html::midnight;
use crate::parse::html::source::Source;

/// Places with dates looked at, and how far from the title, in nodes, they belong to it.
const MAX_PLACES: usize = 40;
const NEAR_NODES: usize = 400;

/// The same where the place is a menu or a column by its name.
const BESIDE_NODES: usize = 60;

/// Paragraphs that may open with the date, and bytes looked at.
const OPENING_BLOCKS: usize = 8;
const OPENING_CHARS: usize = 60;

/// How far before a date its label stands, in nodes, and how long a label is, in bytes.
const NODES_BEFORE: usize = 6;
const MAX_LABEL_BYTES: usize = 40;

/// Days by which the date in an address must be before the one that the page states, to be the first.
const DAYS_OLDER: i32 = 30;

/// Returns the day, and the time where it is stated, of first publication.
pub(super) fn published(
    source: &Source<'_, '_>,
    stated: &Stated,
    url: Option<&str>,
    order: Order,
    language: Option<&str>,
) -> Option<Published> {
    let read = |text: &str| date::read(text, order);
    let meta = |keys| source.metas(keys).find_map(read);
    let strong = meta(key::PUBLISHED);
    let article = stated.published.as_deref().and_then(read);
    let (of_article, of_page) = if stated.is_article { (article, None) } else { (None, article) };
    let url = url.and_then(date::in_url);
    let shown = shown(source, order);
    let first = shown.first.as_ref().map(Published::date);
    if moves(stated, strong.as_ref(), order)
        && let Some(day) = of_article.as_ref()
        && let Some(before) = before(day, shown.first.iter().chain(&strong))
    {
        return Some(before);
    }
    if let Some(day) = chosen(of_article, strong, first.or(url)) {
        return Some(match url.filter(|url| is_older(*url, day.date())) {
            Some(url) => Published::day(url),
            None => as_shown(day, [first, url], language),
        });
    }
    let url = url.filter(|url| first != Some(*url)).map(Published::day);
    let page = of_page.or_else(|| meta(key::DATES));
    let modified = || stated.modified.as_deref().and_then(read).or_else(|| meta(key::MODIFIED));
    seen(source, order, shown, url, page).or_else(modified)
}

/// Returns the best of what no source states as first publication: the address, the page on itself, what it shows.
fn seen(
    source: &Source<'_, '_>,
    order: Order,
    shown: Shown,
    url: Option<Published>,
    page: Option<Published>,
) -> Option<Published> {
    let lines = in_lines(source, order);
    let seen = url.or(shown.first);
    // The same day with its time is better than the day alone.
    let same = |day: &Published| page.as_ref().is_some_and(|page| page.date() == day.date());
    // What the page states about itself may be its last change; a line around the title that is older is not.
    let older = lines
        .first
        .clone()
        .filter(|line| page.as_ref().is_some_and(|page| line.date() < page.date()));
    seen.filter(|day| day.time().is_some() || !same(day))
        .or(older)
        .or(page)
        .or(lines.first)
        .or(shown.far)
        .or_else(|| opening(source, order).map(Published::day))
        .or(shown.changed)
        .or(lines.changed)
}

/// Returns true if the page states one moment for the first publication and the last change, and no meta tag confirms
/// it: many systems set both anew with each change.
fn moves(stated: &Stated, strong: Option<&Published>, order: Order) -> bool {
    let day = stated.published.as_deref().and_then(|text| date::read(text, order));
    let confirmed = strong.is_some() && strong.map(Published::date) == day.map(|day| day.date());
    stated.published.is_some() && stated.published == stated.modified && !confirmed
}

/// Returns the first of `others` that lies before the day by more than a time zone can make.
fn before<'d>(
    day: &Published,
    mut others: impl Iterator<Item = &'d Published>,
) -> Option<Published> {
    others.find(|other| other.date() < day.date() && !is_next_to(other.date(), day.date())).cloned()
}

/// Returns the first of two statements, or the second if only that agrees with what else is known.
fn chosen(a: Option<Published>, b: Option<Published>, witness: Option<Date>) -> Option<Published> {
    match (&a, &b) {
        (Some(first), Some(second)) => {
            let agrees = |date: &Published| Some(date.date()) == witness;
            if agrees(second) && !agrees(first) { b } else { a }
        }
        _ => a.or(b),
    }
}

/// Returns true for a date so long before another that the page must have moved to another system since.
fn is_older(day: Date, stated: Date) -> bool {
    day.checked_add(DAYS_OLDER.days()).is_ok_and(|limit| limit < stated)
}

/// Returns a moment, or the day that the page shows for it if they differ by a time zone, or that begins with it.
fn as_shown(stated: Published, shown: [Option<Date>; 2], language: Option<&str>) -> Published {
    if shown.contains(&Some(stated.date())) || !is_universal(&stated) {
        return stated;
    }
    let neighbours = [stated.date().yesterday().ok(), stated.date().tomorrow().ok()];
    let day = shown.into_iter().flatten().find(|day| neighbours.contains(&Some(*day)));
    let day = day.or_else(|| midnight::day_of(&stated, language));
    day.map_or(stated, Published::day)
}

/// Returns true for moments in universal time, which is nobody's civil time.
fn is_universal(moment: &Published) -> bool {
    moment.time().is_some_and(|time| {
        let zone =
            time.trim_start_matches(|char: char| char.is_ascii_digit() || ":.".contains(char));
        matches!(zone, "Z" | "z" | "+00:00" | "+0000" | "+00" | "UTC" | "GMT")
    })
}

/// The dates nearest to the title.
#[derive(Debug, Default)]
struct Shown {
    /// Of publication.
    first: Option<Published>,
    /// Of the last change.
    changed: Option<Published>,
    /// Of either, in a place that may speak of something else.
    far: Option<Published>,
}

impl Shown {
    /// Keeps the nearest date, with its time where another place gives that too.
    fn take(&mut self, date: Published, changed: bool) {
        let slot = if changed { &mut self.changed } else { &mut self.first };
        let same_day = |known: &Published| known.date() == date.date() && known.time().is_none();
        if slot.as_ref().is_none_or(same_day) {
            *slot = Some(date);
        }
    }
}

/// Returns the dates that elements mark, or that fill a line of their own.
fn shown(source: &Source<'_, '_>, order: Order) -> Shown {
    let mut shown = Shown::default();
    let places = source.dates.iter().filter(|place| !source.is_foreign(place.node));
    let places = places.take(MAX_PLACES).filter_map(|place| {
        let (date, changed) = in_place(source, place.node, order)?;
        // An element that says that it is the day of publication may stand below the text.
        let says_so = source.page.nodes[place.node].attr("pubdate").is_some();
        let distance = if says_so { place.distance.min(NEAR_NODES) } else { place.distance };
        Some((place.doubtful, distance, date, changed))
    });
    // "Minutes of 10 October" is a title.
    let lines = source.lines.iter().filter_map(|&(line, text)| {
        let block = &source.blocks[line];
        let text = dated_part(source, line, text)?;
        let (date, changed) = in_text(&text, order)?;
        Some((
            source.is_doubtful(block.node),
            source.distance(block.nodes.0),
            Published::day(date),
            changed,
        ))
    });
    let mut all: Vec<(bool, usize, Published, bool)> = places.chain(lines).collect();
    all.sort_by_key(|(doubtful, distance, ..)| (*doubtful && *distance > BESIDE_NODES, *distance));
    for (doubtful, distance, date, changed) in all {
        match distance > if doubtful { BESIDE_NODES } else { NEAR_NODES } {
            true => {
                shown.far.get_or_insert(date);
            }
            false => shown.take(date, changed),
        }
    }
    shown
}

/// Returns a line that is a date with little else, or the part of it between marks that is. Of a title only a part set
/// apart counts: "Minutes of 10 October" is a title.
fn dated_part(source: &Source<'_, '_>, line: usize, text: &str) -> Option<String> {
    let title = source.is_title(line);
    if !title && date::is_date(text) {
        return Some(text.to_owned());
    }
    let parts = if title { source.line_parts((line, text)) } else { text.to_owned() };
    let mut parts = parts.split(['\n', '|', '•', '·']).skip(usize::from(title));
    parts.find(|part| date::is_date(part)).map(str::to_owned)
}

/// Returns the date of an element, and whether it is the last change.
fn in_place(source: &Source<'_, '_>, at: usize, order: Order) -> Option<(Published, bool)> {
    let node = &source.page.nodes[at];
    let text = source.parts(at).unwrap_or_default();
    let seen = in_text(&text, order);
    let attribute = node.attr("datetime").or_else(|| node.attr("content"));
    let stated = attribute.and_then(|value| date::read(value, order));
    // What readers see is the civil day, unless only the machine's version is clear.
    let date = match (stated, seen) {
        (Some(stated), Some((seen, _)))
            if stated.date() == seen || !is_next_to(stated.date(), seen) =>
        {
            stated
        }
        (_, Some((seen, _))) => Published::day(seen),
        (stated, None) => stated?,
    };
    let name = |attribute: &str, part: &str| {
        node.attr(attribute).is_some_and(|value| value.contains(part))
    };
    let class = |part: &str| name("class", part);
    let first = class("ublish") || class("entry-date") || class("created");
    let changed = name("itemprop", "odified")
        || seen.is_some_and(|(_, changed)| changed)
        || (!first && (class("odified") || class("pdated")))
        || changed_before(source, at);
    Some((date, changed))
}

/// Returns true if the words right before an element say that its date is the last change.
fn changed_before(source: &Source<'_, '_>, at: usize) -> bool {
    let nodes = &source.page.nodes;
    let texts = (at.saturating_sub(NODES_BEFORE)..at).rev().map(|before| nodes[before].text.trim());
    let label = texts.into_iter().find(|text| !text.is_empty());
    label.is_some_and(|label| label.len() <= MAX_LABEL_BYTES && is_of_change(label))
}

/// Returns true for two dates that a time zone can set apart.
fn is_next_to(a: Date, b: Date) -> bool {
    a == b || a.yesterday().ok() == Some(b) || a.tomorrow().ok() == Some(b)
}

/// Returns the first dates in lines around the title.
fn in_lines(source: &Source<'_, '_>, order: Order) -> Shown {
    let mut found = Shown::default();
    for (_, text) in source.lines.iter().filter(|(line, _)| !source.is_title(*line)) {
        if let Some((date, changed)) = in_text(text, order) {
            found.take(Published::day(date), changed);
        }
    }
    found
}

/// Returns the date with which one of the first paragraphs opens: "17 December 2025 - The", "Press release of 17
/// December 2025 | The".
fn opening(source: &Source<'_, '_>, order: Order) -> Option<Date> {
    let after = source.blocks.iter().filter(|block| source.is_after_title(block.nodes.0));
    after.take(OPENING_BLOCKS).find_map(|block| {
        let head = block.text.char_indices().nth(OPENING_CHARS);
        let head = &block.text[..head.map_or(block.text.len(), |(at, _)| at)];
        let part = head.split(['|', '–', '—', '\n']).next().filter(|part| part.len() < head.len());
        let dated =
            part.filter(|part| date::is_date(part)).and_then(|part| date::find(part, order));
        dated.or_else(|| date::opening(head, order))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_shown_is_the_civil_day() {
        let moment = |text: &str| Published::parse(text).unwrap();
        for (stated, shown, expected) in [
            ("2025-12-17T23:30:00Z", "2025-12-18", "2025-12-18"),
            ("2025-12-17T03:30:00+00:00", "2025-12-16", "2025-12-16"),
            ("2025-12-17T23:30:00+01:00", "2025-12-18", "2025-12-17T23:30:00+01:00"),
            ("2025-12-17T23:30:00Z", "2025-12-24", "2025-12-17T23:30:00Z"),
        ] {
            let date = as_shown(moment(stated), [Some(moment(shown).date()), None], None);
            assert_eq!(date.to_string(), expected, "{stated}");
        }
    }

    #[test]
    fn two_witnesses_win() {
        let day = |text: &str| Published::parse(text);
        let witness = day("2025-12-17").map(|day| day.date());
        assert_eq!(chosen(day("2025-12-16"), day("2025-12-17"), witness), day("2025-12-17"));
        assert_eq!(chosen(day("2025-12-16"), day("2025-12-17"), None), day("2025-12-16"));
    }
}
