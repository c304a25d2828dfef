//! Counted and measured amounts: "2,660 patients a day", "12 miles", "five doctors".
//!
//! Start at [`quantity`].

use crate::extract::value::Match;
use crate::extract::value::metre::is_letter;
use crate::extract::value::metre::is_million;
use crate::extract::value::money::is_weight;
use crate::extract::value::number::Bounds;
use crate::extract::value::number::bounds;
use crate::model::Measure;
use crate::model::Number;
use crate::model::Value;
use crate::text::token::Token;
use crate::text::token::tokenize;

/// `quantity`: `number`, or `low` and `high`; `unit` from the list of units, or `noun`; `per` for a rate.
pub(super) fn quantity(found: &Match<'_>) -> Option<Value> {
    if is_money(found) || ends_a_name(found) || is_vague(found) || is_verb(found) {
        return None;
    }
    if let Some(letter) = letter(found)
        && is_million(found, letter) == is_letter(found, "unit")
    {
        return None;
    }
    let compound = found.words_of(found.tokens.clone()).contains('-');
    if found.range("weight").is_some() && !compound && !is_weight(found, "weight") {
        return None;
    }
    let unit = match found.listed("quantity.unit", "unit") {
        Some(unit) => unit.to_owned(),
        None => match found.listed("quantity.weight", "weight") {
            Some(pound) => pound.to_owned(),
            None => singular(found.words("noun").or_else(|| found.words("verbal"))?)?,
        },
    };
    let Bounds { number, low, high, compare } = bounds(found)?;
    let per = found.listed("quantity.per", "per").map(str::to_owned);
    let si = si(found, number, &unit);
    Some(Value::Quantity { number, low, high, compare, unit, per, si })
}

/// Returns a measurement in the unit of the International System that `quantity.si` gives for its unit: a factor, and
/// the name of the unit.
fn si(found: &Match<'_>, number: Number, unit: &str) -> Option<Measure> {
    let lexicon = &found.rules.lexicon;
    let mut words = Vec::new();
    tokenize(unit, &mut words);
    let (factor, unit) =
        lexicon.normal_form(lexicon.class("quantity.si")?, &words)?.split_once(' ')?;
    let number = number.0.checked_mul(factor.parse().ok()?)?.normalize();
    Some(Measure { number: Number(number), unit: unit.to_owned() })
}

/// Most tokens of a rate after an amount.
const MAX_RATE: usize = 3;

/// Words behind "a year" with which it is no rate.
const NO_RATE: &[&str] =
    &["ago", "earlier", "later", "before", "after", "on", "from", "hence", "previously", "prior"];

/// Returns what the words after a mention make its rate: "a barrel", "per share".
pub(super) fn rate<'m>(found: &Match<'m>, list: &str) -> Option<&'m str> {
    let lexicon = &found.rules.lexicon;
    let class = lexicon.class(list)?;
    let (end, sentence) = (found.tokens.end, found.sentence());
    // "$5m-a-year"
    if end + 3 < sentence.end && [0, 2].iter().all(|at| found.story.word(end + at) == "-") {
        let tokens = [found.story.tokens[end + 1], found.story.tokens[end + 3]];
        return lexicon.normal_form(class, &tokens);
    }
    (1..=MAX_RATE.min(sentence.end - end)).rev().find_map(|width| {
        let tokens = &found.story.tokens[end..end + width];
        // "£2m a year earlier" is a sum, and then a date.
        if NO_RATE.contains(&found.story.word(end + width)) {
            return None;
        }
        lexicon.has_phrase(tokens, class).then(|| lexicon.normal_form(class, tokens)).flatten()
    })
}

/// Returns the token of an "m" right behind the digits: the unit, or the scale of the number.
fn letter(found: &Match<'_>) -> Option<usize> {
    if is_letter(found, "unit") {
        return found.range("unit").map(|unit| unit.start);
    }
    let number = found.range("number").filter(|_| found.range("unit").is_none())?;
    (number.len() == 2 && found.story.word(number.end - 1) == "m").then_some(number.end - 1)
}

/// "the top 100 offers", "version 2 aims": behind a name or a bare number, what may be a verb is one.
fn is_verb(found: &Match<'_>) -> bool {
    let first = found.tokens.start;
    found.range("verbal").is_some()
        && first > found.sentence().start
        && found.story.tokens[first - 1].is_capitalised()
}

/// "League Two visitors": a capital makes the number the end of a name.
fn ends_a_name(found: &Match<'_>) -> bool {
    let (tokens, first) = (&found.story.tokens, found.tokens.start);
    let sentence = &found.story.sentences[found.story.sentence_of(first)];
    if first <= sentence.tokens.start as usize || sentence.headline {
        return false;
    }
    let before = &tokens[first - 1];
    before.is_capitalised() && (tokens[first].is_capitalised() || is_numbered(found))
        || found.story.word(first - 1) == "/"
}

/// Digits of a number that may be part of a name.
const MAX_NAME_DIGITS: usize = 4;

/// "Fortune 500 companies", "Unreal Engine 5 titles"; but "in Derby 300 jobs".
fn is_numbered(found: &Match<'_>) -> bool {
    let (story, first) = (found.story, found.tokens.start);
    let start = found.sentence().start;
    let number = story.word(first);
    let is_short =
        number.len() <= MAX_NAME_DIGITS && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = |at: usize| {
        let class = found.rules.lexicon.class("parts.calendar-name");
        class.is_some_and(|class| found.rules.lexicon.has(&story.tokens[at], class))
    };
    let is_place =
        first >= start + 2 && matches!(&*story.word(first - 2).to_lowercase(), "in" | "at" | "on");
    found.range("unit").is_none()
        && is_short
        && first > start + 1
        && !is_place
        && !is_time(first - 1)
}

/// "two ways", "two points to make": only in digits, or as a lead, are they counted.
fn is_vague(found: &Match<'_>) -> bool {
    let lexicon = &found.rules.lexicon;
    let in_list = |list: &str, tokens: Option<&[Token]>| {
        lexicon
            .class(list)
            .zip(tokens)
            .is_some_and(|(class, tokens)| lexicon.has_phrase(tokens, class))
    };
    let beside = |at: Option<usize>| {
        in_list("quantity.point-cue", at.and_then(|at| found.story.tokens.get(at..=at)))
    };
    let number = found.words("number").or_else(|| found.words("high"));
    let spelled = number.is_some_and(|number| !number.bytes().any(|byte| byte.is_ascii_digit()));
    let compared = beside(found.tokens.start.checked_sub(1)) || beside(Some(found.tokens.end));
    spelled
        && in_list("quantity.vague-noun", found.tokens("noun"))
        && !(compared && found.words("noun") == Some("points"))
}

/// A currency before the number, or as the thing counted, makes it a sum of money.
fn is_money(found: &Match<'_>) -> bool {
    let lexicon = &found.rules.lexicon;
    let has = |list: &str, tokens: &[Token]| {
        lexicon.class(list).is_some_and(|class| lexicon.has_phrase(tokens, class))
    };
    let start = found.tokens.start;
    let before = found.story.tokens.get(start.saturating_sub(1)..start).unwrap_or_default();
    let noun = found.tokens("noun").unwrap_or_default();
    has("money.sign", before) || has("money.code", before) || has("money.name", noun)
}

/// Plurals that do not end in "s".
const IRREGULAR: &[(&str, &str)] = &[
    ("children", "child"),
    ("feet", "foot"),
    ("fishermen", "fisherman"),
    ("firemen", "fireman"),
    ("geese", "goose"),
    ("men", "man"),
    ("mice", "mouse"),
    ("oxen", "ox"),
    ("people", "person"),
    ("police", "police"),
    ("policemen", "policeman"),
    ("sheep", "sheep"),
    ("teeth", "tooth"),
    ("troops", "troop"),
    ("women", "woman"),
    ("aircraft", "aircraft"),
    ("cattle", "cattle"),
    ("crew", "crew"),
    ("data", "datum"),
    ("fish", "fish"),
    ("media", "medium"),
    ("series", "series"),
    ("species", "species"),
    ("personnel", "personnel"),
    ("staff", "staff"),
    ("offspring", "offspring"),
    ("lives", "life"),
    ("knives", "knife"),
    ("wives", "wife"),
    ("halves", "half"),
    ("shelves", "shelf"),
    ("wolves", "wolf"),
    ("thieves", "thief"),
    ("leaves", "leaf"),
    ("loaves", "loaf"),
    ("movies", "movie"),
    ("cookies", "cookie"),
    ("ties", "tie"),
    ("pies", "pie"),
    ("lies", "lie"),
    ("shoes", "shoe"),
    ("viruses", "virus"),
    ("buses", "bus"),
    ("campuses", "campus"),
    ("bonuses", "bonus"),
    ("crises", "crisis"),
    ("analyses", "analysis"),
    ("criteria", "criterion"),
    ("alumni", "alumnus"),
    ("refugees", "refugee"),
];

/// Endings that lose "es".
const ES: &[&str] = &["sses", "shes", "ches", "xes", "tzes", "oes"];

/// Words in "s" that are no plurals.
const NO_PLURALS: &[&str] = &["ss", "us", "is", "'s", "’s"];

/// Returns the singular of a plural noun; `None` for a word that is none.
pub(super) fn singular(noun: &str) -> Option<String> {
    let noun = noun.to_lowercase();
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == noun) {
        return Some((*singular).to_owned());
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return Some(format!("{stem}y"));
    }
    if ES.iter().any(|ending| noun.ends_with(ending)) {
        return Some(noun[..noun.len() - 2].to_owned());
    }
    if noun.ends_with("men") && noun.len() > 5 {
        return Some(format!("{}man", &noun[..noun.len() - 3]));
    }
    let plural = noun.len() > 2
        && noun.ends_with('s')
        && !NO_PLURALS.iter().any(|ending| noun.ends_with(ending));
    plural.then(|| noun[..noun.len() - 1].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_have_a_singular() {
        let cases = [
            ("patients", "patient"),
            ("cities", "city"),
            ("boxes", "box"),
            ("sizes", "size"),
            ("waltzes", "waltz"),
            ("people", "person"),
            ("houses", "house"),
            ("classes", "class"),
            ("women", "woman"),
            ("salesmen", "salesman"),
            ("heroes", "hero"),
            ("lives", "life"),
            ("Votes", "vote"),
        ];
        for (plural, wanted) in cases {
            assert_eq!(singular(plural).as_deref(), Some(wanted), "{plural}");
        }
        for word in ["bus", "glass", "crisis", "hope", "is"] {
            assert_eq!(singular(word), None, "{word}");
        }
    }
}
