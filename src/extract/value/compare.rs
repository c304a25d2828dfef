//! How the words around a number compare it: "more than", "or less", "about". Start at [`compare`].

use std::ops::Range;

use crate::extract::story::Story;
use crate::extract::value::ENGLISH;
use crate::extract::value::Match;
use crate::extract::value::local;
use crate::model::Compare;
use crate::rules::ClassId;
use crate::rules::Lexicon;

/// Most tokens of comparing words around a number.
const MAX_COMPARE: usize = 4;

/// Returns how the words before or after the mention compare: "more than", "or less".
pub(super) fn compare(found: &Match<'_>) -> Compare {
    let lexicon = &found.rules.lexicon;
    compare_at(found.story, lexicon, found.language(), found.tokens.clone(), found.sentence())
}

/// Returns how the words around some tokens of a sentence compare.
fn compare_at(
    story: &Story,
    lexicon: &Lexicon,
    language: &str,
    Range { start, end }: Range<usize>,
    sentence: Range<usize>,
) -> Compare {
    let class = |list: &str| {
        let own = local(language, list);
        lexicon.class(own.as_deref().unwrap_or(list))
    };
    let look = |class: Option<ClassId>, range: Range<usize>| {
        let (class, tokens) = (class?, story.tokens.get(range)?);
        lexicon.has_phrase(tokens, class).then(|| lexicon.normal_form(class, tokens)).flatten()
    };
    let (listed_before, listed_after) =
        (class("parts.compare-before"), class("parts.compare-after"));
    let before = (1..=MAX_COMPARE.min(start - sentence.start)).rev();
    let before = before.filter_map(|width| look(listed_before, start - width..start)).next();
    let mut after = (2..=MAX_COMPARE.min(sentence.end - end))
        .filter_map(|width| look(listed_after, end..end + width));
    match before.or_else(|| after.next_back()) {
        Some(">") => Compare::Above,
        Some("<") => Compare::Below,
        Some("~") => Compare::About,
        _ => Compare::Equal,
    }
}

/// Returns how the words around a number in English compare it.
pub(in crate::extract) fn written_compare(
    story: &Story,
    lexicon: &Lexicon,
    range: Range<usize>,
) -> Compare {
    let sentence = &story.sentences[story.sentence_of(range.start)].tokens;
    let sentence = sentence.start as usize..sentence.end as usize;
    compare_at(story, lexicon, ENGLISH, range, sentence)
}
