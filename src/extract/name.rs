//! The forms under which a document comes back to a name: surname, acronym, short form.
//!
//! Shared by the two that need them: [`recall`](crate::extract::recall) finds such forms, [`link`](crate::extract::link)
//! joins them. Start at [`forms`].

use std::ops::Range;

use crate::extract::story::Story;
use crate::rules::ClassId;
use crate::rules::Lexicon;
use crate::rules::Recall;
use crate::text::fold::hash_next;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// Classes that decide what is the core of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameClasses {
    common: ClassId,
    dictionary: ClassId,
    surname: ClassId,
    given: ClassId,
    given_top: ClassId,
    /// Lists of the words of people's names.
    of_people: [ClassId; 8],
    known_thing: ClassId,
    demonym: ClassId,
    legal_suffix: ClassId,
    name_suffix: ClassId,
    particle: ClassId,
    places: [ClassId; 3],
    small_word: ClassId,
}

impl NameClasses {
    /// Looks the classes up; a missing one is a class without entries.
    pub(super) fn new(lexicon: &Lexicon) -> NameClasses {
        let class = |name| lexicon.class(name).unwrap_or(ClassId::MAX);
        NameClasses {
            common: class("common"),
            dictionary: class("dictionary"),
            surname: class("surname"),
            given: class("given"),
            given_top: class("given-top"),
            of_people: [
                "given",
                "given-word",
                "given-m",
                "given-f",
                "given-top",
                "surname",
                "surname-word",
                "surname-top",
            ]
            .map(class),
            known_thing: class("nothing.known"),
            demonym: class("demonym"),
            legal_suffix: class("legal-suffix"),
            name_suffix: class("name-suffix"),
            particle: class("particle"),
            places: [class("country"), class("region"), class("city")],
            small_word: class("small-word"),
        }
    }
}

/// Returns true if the words are a listed place.
pub(super) fn is_place(tokens: &[Token], lexicon: &Lexicon, classes: NameClasses) -> bool {
    classes.places.into_iter().any(|class| lexicon.has_phrase(tokens, class))
}

/// Returns true if the word is one of the language rather than a name, or a mark inside a word.
pub(super) fn is_ordinary(token: &Token, lexicon: &Lexicon, classes: NameClasses) -> bool {
    matches!(token.shape, Shape::Lower | Shape::Mark) || lexicon.has(token, classes.dictionary)
}

/// Returns true if lists know the word, and as nothing but a part of people's names.
pub(super) fn is_only_name(token: &Token, lexicon: &Lexicon, classes: NameClasses) -> bool {
    let mut known = lexicon.classes(std::slice::from_ref(token)).peekable();
    known.peek().is_some() && known.all(|class| classes.of_people.contains(&class))
}

/// Returns true if the word is a given name.
pub(super) fn is_given(token: &Token, lexicon: &Lexicon, classes: NameClasses) -> bool {
    lexicon.has(token, classes.given)
}

/// Returns true if the word is written small inside a name: of, on.
pub(super) fn is_small(token: &Token, lexicon: &Lexicon, classes: NameClasses) -> bool {
    lexicon.has(token, classes.small_word) || token.shape == Shape::Mark
}

/// Returns the word before a name, without the full stop of an abbreviated title.
pub(super) fn title_before(story: &Story, start: usize) -> Option<usize> {
    let before = start.checked_sub(1)?;
    if story.word(before) == "." { before.checked_sub(1) } else { Some(before) }
}

/// Returns the hash of a name; full stops after initials do not count.
pub(super) fn hash_name(text: &str, tokens: &[Token]) -> u64 {
    let mut words = tokens.iter().filter(|token| token.text(text) != ".");
    let first = words.next().map_or(0, |token| token.key);
    words.fold(first, |hash, token| hash_next(hash, token.key))
}

/// Letters of the longest short form in brackets.
const LONGEST_SHORT_FORM: u32 = 12;

/// Returns the short form in brackets after a name of several words: `British Medical Association (BMA)`.
pub(super) fn bracketed(story: &Story, name: Range<usize>) -> Option<&Token> {
    let short = story.tokens.get(name.end + 1)?;
    let stands = name.len() > 1 && story.word(name.end) == "(" && story.word(name.end + 2) == ")";
    let fits = matches!(short.shape, Shape::Upper | Shape::Mixed)
        && short.end - short.start <= LONGEST_SHORT_FORM
        && story.tokens.get(name.start).is_some_and(|long| long.key != short.key);
    (stands && fits).then_some(short)
}

/// Calls `found` for every form under which the document may come back to a name, with its hash.
pub(super) fn forms(
    text: &str,
    tokens: &[Token],
    kind: &str,
    lexicon: &Lexicon,
    classes: NameClasses,
    found: &mut dyn FnMut(Recall, u64),
) {
    found(Recall::SameName, hash_name(text, tokens));
    match kind {
        "person" => person(text, tokens, lexicon, classes, found),
        "organisation" => organisation(text, tokens, lexicon, classes, found),
        _ => {}
    }
}

fn person(
    text: &str,
    tokens: &[Token],
    lexicon: &Lexicon,
    classes: NameClasses,
    found: &mut dyn FnMut(Recall, u64),
) {
    let mut end = tokens.len();
    while end > 1
        && (tokens[end - 1].shape == Shape::Mark
            || lexicon.has(&tokens[end - 1], classes.name_suffix))
    {
        end -= 1;
    }
    let tokens = &tokens[..end];
    let mut start = end.saturating_sub(1);
    while start >= 2
        && tokens[start].glued
        && tokens[start - 1].glued
        && tokens[start - 1].text(text) == "-"
    {
        start -= 2;
    }
    if start == 0 {
        return;
    }
    if lexicon.has(&tokens[0], classes.given)
        || !is_only_place(&tokens[start..end], lexicon, classes)
    {
        found(Recall::Surname, hash_name(text, &tokens[start..]));
    }
    if start + 1 < end {
        // Anna Lindqvist-Moreau may come back as Moreau or as Lindqvist.
        found(Recall::Surname, tokens[end - 1].key);
    }
    let mut with_particles = start;
    while with_particles > 1 && is_particle(text, tokens, with_particles - 1, lexicon, classes) {
        with_particles -= 1;
    }
    if with_particles < start {
        found(Recall::Surname, hash_name(text, &tokens[with_particles..]));
    }
    let first = &tokens[0];
    if !matches!(first.shape, Shape::Initial) && !first.text(text).contains('.') {
        found(Recall::GivenName, first.key);
        // Without the middle: Jack M. Fletcher is Jack Fletcher.
        let short = tokens[with_particles..].iter().filter(|token| token.text(text) != ".");
        found(Recall::SameName, short.fold(first.key, |hash, token| hash_next(hash, token.key)));
    }
    if let [_, open, nickname, close, ..] = tokens
        && [open, close].iter().all(|mark| is_quote(mark.text(text)))
    {
        // William "Bill" Harper is Bill Harper.
        found(Recall::SameName, hash_next(nickname.key, hash_name(text, &tokens[start..])));
    }
    if let Some(letter) = first.text(text).chars().next() {
        // J. Fletcher is Jack Fletcher.
        let initial = crate::text::fold::hash_word(letter.encode_utf8(&mut [0; 4]));
        found(Recall::SameName, hash_next(initial, hash_name(text, &tokens[start..])));
    }
    if end - start == 1 && start >= 2 && is_two_surnames(text, tokens, lexicon, classes) {
        found(Recall::Surname, hash_name(text, &tokens[start - 1..]));
    }
}

/// A place that is no surname does not speak for a person without a given name: "Playa Cancun" is no Cancun.
fn is_only_place(tokens: &[Token], lexicon: &Lexicon, classes: NameClasses) -> bool {
    is_place(tokens, lexicon, classes)
        && !tokens.iter().any(|token| lexicon.has(token, classes.surname))
}

fn is_quote(mark: &str) -> bool {
    matches!(mark, "\"" | "“" | "”" | "'" | "‘" | "’")
}

/// María García Ortega comes back as García Ortega.
fn is_two_surnames(text: &str, tokens: &[Token], lexicon: &Lexicon, classes: NameClasses) -> bool {
    let middle = &tokens[tokens.len() - 2];
    tokens.len() == 3
        && middle.shape == Shape::Capital
        && !lexicon.has(middle, classes.particle)
        && middle.text(text) != "."
}

fn is_particle(
    text: &str,
    tokens: &[Token],
    at: usize,
    lexicon: &Lexicon,
    classes: NameClasses,
) -> bool {
    let token = &tokens[at];
    lexicon.has(token, classes.particle) || (token.text(text) == "-" && at > 1 && tokens[at].glued)
}

fn organisation(
    text: &str,
    tokens: &[Token],
    lexicon: &Lexicon,
    classes: NameClasses,
    found: &mut dyn FnMut(Recall, u64),
) {
    let core = without_legal_suffix(tokens, lexicon, classes);
    if core.len() < tokens.len() {
        found(Recall::ShortForm, hash_name(text, core));
    }
    if core.len() < 2 {
        return;
    }
    other_orders(text, core, found);
    acronyms(text, core, found);
    let first = &core[0];
    let plain = |class| lexicon.has(first, class);
    // "Marlow Brothers" may come back as "Marlow", but "National Rail" never as "National", nor "London Water" as "London",
    // nor "Dave Lindqvist Band" as "Dave".
    let telling = first.shape != Shape::Initial
        && first.is_capitalised()
        && (!plain(classes.dictionary) || plain(classes.surname))
        && !plain(classes.common)
        && !plain(classes.demonym)
        && !plain(classes.given_top)
        && !plain(classes.known_thing)
        && !classes.places.into_iter().any(plain)
        && !core[1].glued;
    if telling {
        found(Recall::ShortForm, first.key);
    }
}

/// Returns the words of a name of an organisation before its legal suffix.
pub(super) fn without_legal_suffix<'t>(
    tokens: &'t [Token],
    lexicon: &Lexicon,
    classes: NameClasses,
) -> &'t [Token] {
    let mut end = tokens.len();
    while end > 1 {
        let last = &tokens[end - 1];
        if !(lexicon.has(last, classes.legal_suffix)
            || (last.shape == Shape::Mark && end < tokens.len() + 1 && last.end - last.start == 1))
        {
            break;
        }
        end -= 1;
    }
    &tokens[..end]
}

/// Head words that stand before "of" or after the rest: University of Oxford, Oxford University.
const HEADS: &[&str] = &["University", "Ministry", "Department", "Archdiocese", "Diocese"];

/// Last words of the names of firms that reports leave out.
const LEFT_OUT: &[&str] = &["Group", "Holdings", "Holding", "Companies", "International"];

/// Defence Ministry for Ministry of Defence; Goldman Sachs for Goldman Sachs Group.
fn other_orders(text: &str, core: &[Token], found: &mut dyn FnMut(Recall, u64)) {
    let is = |token: &Token, words: &[&str]| words.contains(&token.text(text));
    if let [head, of, rest @ ..] = core
        && !rest.is_empty()
        && is(head, HEADS)
        && is(of, &["of", "for"])
    {
        found(Recall::ShortForm, hash_next(hash_name(text, rest), head.key));
    }
    if let [rest @ .., last] = core
        && rest.len() > 1
        && is(last, LEFT_OUT)
    {
        found(Recall::ShortForm, hash_name(text, rest));
    }
}

/// Most words of a name whose initials are put together.
const MAX_INITIALS: usize = 12;

/// BMA for British Medical Association; NHS England for National Health Service England.
fn acronyms(text: &str, tokens: &[Token], found: &mut dyn FnMut(Recall, u64)) {
    let words: Vec<usize> = (0..tokens.len())
        .filter(|at| tokens[*at].shape != Shape::Mark)
        .take(MAX_INITIALS)
        .collect();
    let mut letters = String::new();
    let mut with_small = String::new();
    for (count, at) in words.iter().enumerate() {
        let Some(initial) = tokens[*at].text(text).chars().next() else { return };
        with_small.extend(initial.to_lowercase());
        if tokens[*at].is_capitalised() {
            letters.extend(initial.to_lowercase());
        }
        if letters.chars().count() < 2 {
            continue;
        }
        let rest = &words[count + 1..];
        for acronym in [&letters, &with_small] {
            let hash = crate::text::fold::hash_word(acronym);
            found(
                Recall::Acronym,
                rest.iter().fold(hash, |hash, at| hash_next(hash, tokens[*at].key)),
            );
            if letters == with_small {
                break;
            }
        }
    }
}
