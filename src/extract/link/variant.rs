//! Other ways of writing one name in one article: nicknames, spellings, Saint and St.
//!
//! Joins only what the rest of the name agrees on, and nothing where several fit. Start at [`join`].

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::extract::link::ByForm;
use crate::extract::link::Group;
use crate::extract::story::Story;
use crate::rules::Recall;
use crate::text::fold::hash_next;
use crate::text::fold::hash_word;
use crate::text::nickname::full_names;
use crate::text::token::Token;

/// Words that are written in several ways when they come from other alphabets, or short; the first stands for all.
const SPELLINGS: &[&[&str]] = &[
    &["mohammed", "mohammad", "muhammad", "mohamed", "mohamad", "muhammed", "mohamet"],
    &["ahmed", "ahmad"],
    &["hussein", "husain", "hossein", "hussain", "husayn"],
    &["hassan", "hasan"],
    &["abdullah", "abdallah", "abdulla"],
    &["yusuf", "youssef", "yousef", "yousuf", "yusef"],
    &["ibrahim", "ebrahim"],
    &["muammar", "moammar", "muammer"],
    &["mustafa", "mustapha", "moustafa"],
    &["omar", "umar"],
    &["osama", "usama"],
    &["khaled", "khalid"],
    &["sergei", "sergey", "serguei"],
    &["andrei", "andrey"],
    &["alexei", "aleksei", "alexey", "aleksey"],
    &["alexander", "aleksandr", "alexandr", "aleksander"],
    &["dmitry", "dmitri", "dmitriy", "dimitri"],
    &["yuri", "yury", "yuriy"],
    &["nikolai", "nikolay"],
    &["yevgeny", "evgeny", "evgeni", "yevgeni", "yevgeniy"],
    &["volodymyr", "wolodymyr"],
    &["gaddafi", "gadhafi", "qaddafi", "kadafi", "gadafi", "qadhafi"],
    &["saint", "st"],
    &["fort", "ft"],
    &["mount", "mt"],
];

/// Ends of surnames from other alphabets that are written in several ways; the first stands for all.
const ENDS: &[&str] = &["sky", "skyy", "skiy", "skii", "skyi", "skij"];

/// Hash of a word → that of the spelling that stands for it.
static SPELLING: LazyLock<FxHashMap<u64, u64>> = LazyLock::new(|| {
    let rows = SPELLINGS.iter().filter_map(|row| row.split_first());
    rows.flat_map(|(first, others)| others.iter().map(|other| (hash_word(other), hash_word(first))))
        .collect()
});

/// Gives groups that have no fuller name yet the one whose other way of writing they are.
pub(in crate::extract) fn join(
    story: &Story,
    groups: &[Group],
    by_form: &ByForm,
    targets: &mut [Vec<usize>],
) {
    let mut first: FxHashMap<_, usize> = FxHashMap::default();
    for (number, group) in groups.iter().enumerate() {
        let tokens = &story.tokens[group.tokens.clone()];
        let is_person = group.kind == "person";
        if !targets[number].is_empty() || tokens.len() < 2 || !(is_person || group.kind == "place")
        {
            continue;
        }
        let known = *first.entry((group.kind, spelt(&story.text, tokens))).or_insert(number);
        if known != number {
            targets[number]
                .extend(Some(known).filter(|known| apart(story, groups, number, *known)));
        } else if is_person {
            let full = full(&story.text, tokens, number, group, by_form);
            targets[number].extend(full.filter(|full| apart(story, groups, number, *full)));
        }
    }
}

/// Returns true unless one sentence introduces both: "Bob Kilroy and Robert Kilroy, father and son" are two.
fn apart(story: &Story, groups: &[Group], one: usize, other: usize) -> bool {
    let sentence = |group: usize| story.sentence_of(groups[group].tokens.start);
    sentence(one) != sentence(other)
}

/// Returns the hash of a name in the spellings that stand for others.
fn spelt(text: &str, tokens: &[Token]) -> u64 {
    let words = tokens.iter().filter(|token| token.text(text) != ".");
    let keys = words.map(|token| {
        let ended = || ended(token.text(text)).unwrap_or(token.key);
        SPELLING.get(&token.key).copied().unwrap_or_else(ended)
    });
    keys.reduce(hash_next).unwrap_or(0)
}

/// Returns the hash of a surname with the end that stands for its own: Zelenskyy is Zelensky.
fn ended(word: &str) -> Option<u64> {
    let (standard, others) = ENDS.split_first()?;
    let stem = others.iter().find_map(|end| word.strip_suffix(end))?;
    Some(hash_word(&format!("{stem}{standard}")))
}

/// Returns the one full name that a nickname may stand for: Bob Kilroy is Robert Kilroy.
fn full(
    text: &str,
    tokens: &[Token],
    number: usize,
    group: &Group,
    by_form: &ByForm,
) -> Option<usize> {
    let rest = || tokens[1..].iter().filter(|token| token.text(text) != ".");
    let mut found = None;
    for name in full_names(tokens[0].key) {
        let hash = rest().fold(hash_word(name), |hash, token| hash_next(hash, token.key));
        let known = by_form.get(&(group.kind, hash)).into_iter().flatten();
        let named = known.filter(|(other, recall)| *recall == Recall::SameName && *other != number);
        for (other, _) in named {
            if found.is_some_and(|found| found != *other) {
                return None;
            }
            found = Some(*other);
        }
    }
    found
}
