//! Who or what a change is said of: the noun phrase before it, and its head.
//!
//! Goes from a change to the left, over helping verbs and asides, and takes words as long as they can belong to one
//! noun phrase. Start at [`before`].

use std::ops::Range;

use crate::extract::relate::change::Change;
use crate::extract::relate::item::What;
use crate::model::Arg;

/// Items of an aside between commas, and of a noun phrase, at most.
const MAX_ASIDE: usize = 20;
const MAX_PHRASE: usize = 24;

/// Items of the name of who brings a change about, at most.
const MAX_ACTOR: usize = 8;

/// Words that no such name ends with.
const NOBODY: &[&str] =
    &["parts.article", "parts.ch-adverb", "parts.ch-helper", "parts.ch-preposition"];

/// Returns the noun phrase before a verb, over what may stand between them.
pub(super) fn before(change: Change<'_>, verb: usize) -> Option<Range<usize>> {
    let start = change.found.segment.start;
    let mut at = over_helpers(change, verb);
    if at > start
        && at == verb
        && change.is(at - 1, "parts.ch-after")
        && change.word(verb).ends_with("ing")
    {
        let main = (start..at).rev().find(|item| {
            ["parts.ch-moves", "parts.ch-goes", "parts.ch-equals"]
                .iter()
                .any(|list| change.is(*item, list))
        });
        return main.and_then(|main| before(change, main));
    }
    if at > start && matches!(change.word(at - 1), "," | ")" | "–" | "—") {
        at = over_aside(change, at - 1)?;
    }
    if at > start && change.is(at - 1, "parts.ch-relative") && at - 1 > start {
        at -= 1;
        if change.is(at - 1, "says") || change.is(at - 1, "parts.ch-clause") {
            return None;
        }
        at -= usize::from(change.word(at - 1) == ",");
    }
    phrase(change, at)
}

/// Skips helping verbs, adverbs and dates to the left.
fn over_helpers(change: Change<'_>, mut at: usize) -> usize {
    while at > change.found.segment.start {
        let last = at - 1;
        if change.is(last, "parts.ch-helper") || change.is(last, "parts.ch-adverb") {
            at = last;
        } else if is_preparing(change, last) {
            // "is preparing to cut"
            at = last;
        } else if change.kind(last) == Some("date") {
            at = last
                - usize::from(
                    last > change.found.segment.start && is_preposition(change, last - 1),
                );
        } else {
            break;
        }
    }
    at
}

fn is_preparing(change: Change<'_>, item: usize) -> bool {
    let before = item.checked_sub(1).filter(|before| *before >= change.found.segment.start);
    change.word(item).ends_with("ing")
        && change.word(item + 1) == "to"
        && before.is_some_and(|before| change.is(before, "parts.ch-helper"))
}

/// Skips an aside that ends at an item: ", which makes turbines,"; "(of 2019)". Returns its start.
fn over_aside(change: Change<'_>, end: usize) -> Option<usize> {
    let first = change.found.segment.start.max(end.saturating_sub(MAX_ASIDE));
    let opens = |at: &usize| match change.word(end) {
        ")" => change.word(*at) == "(",
        mark => change.word(*at) == mark,
    };
    (first..end).rev().find(opens).filter(|at| *at > change.found.segment.start)
}

fn is_preposition(change: Change<'_>, item: usize) -> bool {
    change.is(item, "parts.ch-preposition")
}

/// Returns true if a noun phrase cannot go on to the left over an item.
fn is_end(change: Change<'_>, item: usize, next: usize) -> bool {
    match change.view.items[item].what {
        What::Quotation(_) => true,
        What::Mention(_) => change.kind(item) == Some("percentage"),
        What::Token => {
            let word = change.word(item);
            let is_mark = !word.starts_with(char::is_alphanumeric)
                && !matches!(word, "-" | "'s" | "’s" | "'" | "’" | "&" | "$" | "£" | "€")
                || word == "-" && !is_glued(change, item);
            if change.is(item, "parts.ch-after") && change.is(next, "parts.ch-charge") {
                return false;
            }
            // "claims for benefits", "claims rose": a noun, though one may also claim.
            let is_noun =
                change.is(item, "noun-any") && (next == item || is_preposition(change, next));
            let is_clause = ["parts.ch-clause", "parts.ch-moves", "parts.ch-relative"]
                .iter()
                .any(|list| change.is(item, list))
                || change.is(item, "says") && !is_noun;
            let is_verb = is_verb(change, item)
                && !word.ends_with("ing")
                && word.starts_with(char::is_lowercase)
                && !is_preposition(change, next)
                && !is_preposition(change, item);
            is_mark || is_clause || is_verb
        }
    }
}

/// A hyphen inside of a word, not the dash behind a dateline.
fn is_glued(change: Change<'_>, item: usize) -> bool {
    change.view.story.tokens[change.view.items[item].tokens.start as usize].glued
}

/// Returns true for a word that is a verb and no noun.
fn is_verb(change: Change<'_>, item: usize) -> bool {
    change.is(item, "verb") && !change.is(item, "noun-any")
}

/// Returns the noun phrase that ends before an item.
fn phrase(change: Change<'_>, end: usize) -> Option<Range<usize>> {
    let first = change.found.segment.start.max(end.saturating_sub(MAX_PHRASE));
    let (mut start, mut and) = (end, None);
    while start > first && !is_end(change, start - 1, start.min(end - 1)) {
        start -= 1;
        if change.word(start) == "and" {
            and = Some(start + 1);
        }
    }
    // "Thefts fell and burglaries rose": what stands before "and" has a verb of its own.
    let has_verb = start > first && change.word(start - 1).starts_with(char::is_alphanumeric);
    if let Some(and) = and.filter(|and| has_verb && *and < end) {
        start = and;
    }
    trim(change, start..end)
}

/// Takes off what stands before a noun phrase: articles, "In Spain".
fn trim(change: Change<'_>, Range { mut start, mut end }: Range<usize>) -> Option<Range<usize>> {
    while start < end {
        let next_is_mention =
            start + 1 < end && matches!(change.kind(start + 1), Some("date" | "place"));
        if is_preposition(change, start) && next_is_mention && start + 2 < end {
            start += 2;
        } else if change.is(start, "parts.ch-first")
            || change.is(start, "parts.ch-adverb")
            || change.kind(start) == Some("date") && start + 1 < end
            || is_preposition(change, start)
        {
            start += 1;
        } else {
            break;
        }
    }
    while end > start
        && (change.is(end - 1, "parts.ch-adverb") || change.kind(end - 1) == Some("date"))
    {
        end -= 1;
    }
    (start < end).then_some(start..end)
}

/// Takes off the prepositions that a captured phrase ends with: "reservations in 2024".
pub(super) fn without_rest(change: Change<'_>, phrase: Range<usize>) -> Range<usize> {
    let last = phrase.clone().rev().find(|item| !is_preposition(change, *item));
    phrase.start..last.map_or(phrase.end, |last| last + 1)
}

/// Returns who or what brings a change about, of the words before its verb; `None` if they name nobody.
pub(super) fn actor(change: Change<'_>, phrase: Range<usize>) -> Option<Range<usize>> {
    // "a study found firms can cut costs": the firms.
    let speaks = |item: &usize| {
        change.is(*item, "parts.ch-clause")
            || change.is(*item, "parts.ch-relative")
            || change.is(*item, "says")
    };
    let mut start = phrase.clone().rev().find(speaks).map_or(phrase.start, |item| item + 1);
    start += usize::from(start < phrase.end && change.word(start) == "-");
    let last = phrase.end.checked_sub(1).filter(|last| *last >= start)?;
    let names_nobody = NOBODY.iter().any(|list| change.is(last, list))
        || ["-", "'re", "’re"].iter().any(|end| change.word(last).ends_with(end));
    (!names_nobody && phrase.end - start <= MAX_ACTOR).then_some(start..phrase.end)
}

/// Forms of "to be" before a participle.
const PASSIVE: &[&str] = &["was", "were", "is", "are", "be", "been", "being"];

/// Returns who did it behind a participle: "was raised by 5 per cent by the council".
pub(super) fn agent(change: Change<'_>) -> Option<Range<usize>> {
    let Range { start, end } = change.found.segment;
    let (verb, next) = (change.items("verb")?.start, change.found.items.end);
    let is_passive = verb > start && PASSIVE.contains(&change.word(verb - 1));
    let first = match next < end && change.word(next) == "by" {
        true => next + 1,
        false => Some(next).filter(|next| change.word(next - 1) == "by")?,
    };
    let first = first + usize::from(first < end && change.is(first, "parts.article"));
    let ends = |item: &usize| {
        is_preposition(change, *item)
            || is_end(change, *item, *item)
            || change.date(*item).is_some()
    };
    let limit = end.min(first + MAX_ACTOR);
    let last = (first..limit).find(ends).or(Some(limit).filter(|limit| *limit == end))?;
    let is_name =
        |item| matches!(change.kind(item), None | Some("person" | "organisation" | "place"));
    (is_passive && first < last && is_name(first)).then_some(first..last)
}

/// Returns what is said to have changed where particle or noun may stand after a comma: "Profit was £84m, up 5 per cent".
pub(super) fn aside(change: Change<'_>, start: usize) -> Option<Range<usize>> {
    let first = change.found.segment.start;
    let at = over_article(change, over_helpers(change, start));
    if at == first {
        return None;
    }
    if !matches!(change.word(at - 1), "," | "(" | "–" | "—" | "-") {
        return before(change, start);
    }
    let comma = at - 1;
    let clause = first.max(comma.saturating_sub(MAX_PHRASE))..comma;
    let level = clause.clone().rev().find(|item| change.is(*item, "parts.ch-equals"));
    if let Some(subject) = level.and_then(|verb| before(change, verb)) {
        return Some(subject);
    }
    let last = comma.checked_sub(1).filter(|last| *last >= first)?;
    if change.kind(last) == Some("quantity") {
        return Some(last..comma);
    }
    let is_sum =
        matches!(change.kind(last), Some("money" | "percentage")) || is_number(change, last);
    if is_sum && last > first {
        let of = (clause.start..last).rev().take(4).find(|item| change.word(*item) == "of")?;
        return phrase(change, of);
    }
    phrase(change, comma)
}

/// Skips an article to the left.
fn over_article(change: Change<'_>, at: usize) -> usize {
    at - usize::from(at > change.found.segment.start && change.is(at - 1, "parts.article"))
}

/// Returns the sum, share or count before the comma before an item.
pub(super) fn level(change: Change<'_>, start: usize) -> Option<usize> {
    let first = change.found.segment.start.max(start.saturating_sub(MAX_ASIDE));
    let is_level =
        |item: &usize| matches!(change.kind(*item), Some("money" | "percentage" | "quantity"));
    (first..start).rev().find(is_level)
}

fn is_number(change: Change<'_>, item: usize) -> bool {
    change.word(item).starts_with(|letter: char| letter.is_ascii_digit())
}

/// Returns the nouns right before a noun of change: "sales growth".
pub(super) fn compound(change: Change<'_>, noun: usize) -> Option<Range<usize>> {
    let first = change.found.segment.start;
    let mut start = noun;
    while start > first && noun - start < 3 && is_naming(change, start - 1) {
        start -= 1;
    }
    (start < noun).then_some(start..noun)
}

/// Returns the words among modifiers that name what changes: "pay" in "annual pay".
pub(super) fn naming(change: Change<'_>, items: Range<usize>) -> Option<Range<usize>> {
    let mut start = items.end;
    // "a 14 percent rate increase": of all else than the increase itself, only a rate is increased.
    if start > items.start && change.word(start - 1) == "rate" {
        start -= 1;
    }
    while start > items.start && is_naming(change, start - 1) {
        start -= 1;
    }
    (start < items.end).then_some(start..items.end)
}

fn is_naming(change: Change<'_>, item: usize) -> bool {
    let lists = [
        "parts.ch-plain",
        "parts.ch-first",
        "parts.ch-clause",
        "parts.ch-having",
        "parts.ch-preposition",
        "parts.ch-noun",
    ];
    change.is(item, "noun-any") && !lists.iter().any(|list| change.is(item, list))
        || matches!(change.kind(item), Some("organisation"))
}

/// Returns the subject of a verb of having: "exports saw a 5 per cent fall"; else what stands before a comma.
pub(super) fn having(change: Change<'_>, start: usize) -> Option<Range<usize>> {
    let mut at = start;
    while at > change.found.segment.start
        && (change.is(at - 1, "parts.article")
            || change.is(at - 1, "parts.ch-plain")
            || change.is(at - 1, "parts.ch-about"))
    {
        at -= 1;
    }
    let last = at.checked_sub(1).filter(|last| *last >= change.found.segment.start)?;
    if change.is(last, "parts.ch-having") {
        return before(change, last);
    }
    matches!(change.word(last), "," | "–" | "—").then(|| aside(change, at)).flatten()
}

/// Returns the item that is the head of a noun phrase: the last before its complement.
pub(super) fn head_item(change: Change<'_>, phrase: Range<usize>) -> usize {
    let hyphened = |item: usize| change.word(item - 1) == "-" && is_glued(change, item - 1);
    // "quarterly loss", "operating loss": what describes.
    let describes = |item: usize| item + 1 < phrase.end && is_naming(change, item + 1);
    let ends = |item: &usize| {
        is_preposition(change, *item) && !hyphened(*item)
            || matches!(change.word(*item), "(" | ",")
            || change.kind(*item) == Some("date") && !describes(*item)
            || is_verb(change, *item)
                && change.word(*item - 1) != "-"
                && !(change.word(*item).ends_with("ing") && describes(*item))
    };
    let end = (phrase.start + 1..phrase.end).find(ends).unwrap_or(phrase.end);
    let adverb = |item: usize| change.is(item, "parts.ch-adverb");
    let last = (phrase.start..end).rev().find(|item| !adverb(*item));
    last.unwrap_or(phrase.start)
}

/// Returns the head of a noun phrase; of a count what it counts.
pub(super) fn head(change: Change<'_>, phrase: Range<usize>) -> String {
    let head = change.word(head_item(change, phrase.clone()));
    match change.kind(phrase.start) {
        Some("quantity") if phrase.len() == 1 => counted(head).to_owned(),
        _ => head.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// The noun of "2,660 patients a day".
fn counted(words: &str) -> &str {
    let rate = [" a ", " an ", " per ", " each ", " every "];
    let end = rate.iter().filter_map(|word| words.find(word)).min().unwrap_or(words.len());
    words[..end].rsplit([' ', '-']).next().unwrap_or(words)
}

/// Returns a noun phrase as an argument: the entity where it is one.
pub(super) fn arg(change: Change<'_>, phrase: Range<usize>) -> Arg {
    if let (What::Mention(number), 1) = (change.view.items[phrase.start].what, phrase.len())
        && let Some(entity) = change.annotations.mentions[number as usize].entity
        && let Some(named) = change.annotations.entities.get(entity as usize)
    {
        return Arg::Entity { entity, name: named.name.clone() };
    }
    Arg::Text(change.words(phrase))
}
