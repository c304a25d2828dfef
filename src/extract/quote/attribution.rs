//! The rules that fit a quotation → its quote: who says it, by which cue, to whom, and how sure that is.
//!
//! Start at [`told`], which takes a rule with a cue or speaker of its own, and [`untold`] where there is none.

use std::ops::Range;

use crate::extract::quote::Saying;
use crate::extract::quote::Scene;
use crate::extract::quote::Verdict;
use crate::extract::quote::form::Form;
use crate::extract::quote::form::Quotation;
use crate::extract::quote::kind;
use crate::extract::quote::kind::VeilClasses;
use crate::extract::quote::report::ReportClasses;
use crate::extract::quote::setting;
use crate::extract::quote::speaker::Cast;
use crate::model::Quote;
use crate::model::Span;

/// How sure the speaker of such a quote is. Estimates: in the gold 28 of 30, 4 of 4 and 6 of 6 are right.
const SURE_SAME: f64 = 0.95;
const SURE_OTHER: f64 = 0.9;
const SURE_INTRODUCED: f64 = 0.85;

/// The quote of a quotation with a cue or speaker of its own.
pub(super) fn told(
    cast: &mut Cast<'_>,
    quotation: &Quotation,
    verdict: &Verdict,
    sayings: &[Saying],
    classes: (VeilClasses, ReportClasses),
) -> Option<Quote> {
    let saying = &sayings[verdict.told?];
    let tokens = quotation.tokens.start as usize..quotation.tokens.end as usize;
    let quote = quote(cast, saying, tokens, classes);
    let unknown = quote.speaker.is_none() && cast.is_unknown(saying);
    cast.hear(quotation, quote.speaker, unknown.then_some(quote.anonymous));
    Some(quote)
}

/// The quote of some tokens that a saying is about.
pub(super) fn quote(
    cast: &mut Cast<'_>,
    saying: &Saying,
    tokens: Range<usize>,
    (veil, report): (VeilClasses, ReportClasses),
) -> Quote {
    let scene = cast.scene;
    let speaker = cast.speaker(saying);
    let veiled = |items: &Range<usize>| {
        let tokens = scene.tokens(items);
        kind::is_anonymous(scene.story, &scene.rules.lexicon, veil, &tokens)
            || cast.comes_back_veiled(&tokens)
    };
    // "told reporters": the listeners are no part of the cue.
    let cue = saying.cue.as_ref().map(|items| scene.tokens(items)).map(|cue| {
        let tells = scene.rules.lexicon.has(&scene.story.tokens[cue.start], report.tell);
        if tells { cue.start..cue.start + 1 } else { cue }
    });
    let words = |tokens: Range<usize>| {
        scene.story.words(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let setting = setting::setting(scene, cast.annotations, saying, &tokens, report);
    let rule = scene.rules.rules[saying.rule as usize].id;
    Quote {
        factuality: report.factuality(scene, saying),
        speaker: speaker.map(|(speaker, _)| speaker),
        speaker_span: cast.speaker_words(saying).map(|tokens| scene.story.span(tokens)),
        joint: cast.with_others(saying),
        anonymous: speaker.is_none() && saying.speaker.as_ref().is_some_and(veiled),
        cue: cue.clone().map(words),
        cue_span: cue.map(|cue| scene.story.span(cue)),
        confidence: speaker.map(|(_, sure)| sure),
        addressee: setting.addressee,
        place: setting.place,
        time: setting.time,
        ..Quote::new(scene.story.span(tokens), rule)
    }
}

/// The quote of a quotation without a cue: the other of two who talk, whoever spoke last, who was just introduced, or
/// nobody.
pub(super) fn untold(
    cast: &mut Cast<'_>,
    quotation: &Quotation,
    verdict: &Verdict,
    sayings: &[Saying],
) -> Option<Quote> {
    let Form::Utterance { complete } = quotation.form else { return None };
    let scene = cast.scene;
    if !complete && !cast.goes_on(quotation) {
        return None;
    }
    let other = || Some((verdict.other?, Some(cast.takes_turn(quotation)?), Some(SURE_OTHER)));
    let same = || Some((verdict.same?, Some(cast.still_speaking(quotation)?), Some(SURE_SAME)));
    let introduced =
        || Some((verdict.introduced?, Some(cast.introduced(quotation)?), Some(SURE_INTRODUCED)));
    let nobody = || Some((verdict.nobody?, None, None));
    // "…," with a comma asks for a cue: if none was understood, nobody is known to say it, but for "…," she nodded.
    let open = ends_with_comma(scene, quotation);
    let open = open && cast.pronoun(&behind(scene, quotation)).is_none();
    let (number, speaker, confidence) = match (complete, open) {
        (true, true) => nobody()?,
        (true, false) => other().or_else(same).or_else(introduced).or_else(nobody)?,
        (false, _) => same()?,
    };
    cast.hear(quotation, speaker, None);
    let rule = scene.rules.rules[sayings[number].rule as usize].id;
    Some(Quote { speaker, confidence, ..Quote::new(span(scene, quotation), rule) })
}

fn behind(scene: Scene<'_>, quotation: &Quotation) -> Range<usize> {
    let end = quotation.tokens.end as usize;
    end..(end + 1).min(scene.story.tokens.len())
}

fn ends_with_comma(scene: Scene<'_>, quotation: &Quotation) -> bool {
    let end = quotation.tokens.end as usize;
    (end.saturating_sub(2)..end).any(|at| scene.story.word(at) == ",")
}

fn span(scene: Scene<'_>, quotation: &Quotation) -> Span {
    scene.story.span(quotation.tokens.start as usize..quotation.tokens.end as usize)
}
