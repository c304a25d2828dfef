//! Indirect speech: what somebody said in the words of the writer, "Anna Berg denied that it was late".
//!
//! A rule finds speaker and cue; [`report`] says which part of the sentence is what they said. It gives up where the
//! sentence holds a quotation, which is reported as such, and where the verb may mean a deed: "announced a plan".

use std::cmp::Reverse;
use std::ops::Range;

use crate::extract::quote::Saying;
use crate::extract::quote::Scene;
use crate::extract::quote::attribution::quote;
use crate::extract::quote::is_report;
use crate::extract::quote::kind::VeilClasses;
use crate::extract::quote::speaker::Cast;
use crate::extract::story::Story;
use crate::model::Factuality;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::rules::ClassId;
use crate::rules::Lexicon;
use crate::text::shape::Shape;

/// Tokens after a cue in which "that" is looked for: "told reporters in Geneva on Monday that".
const REACH: usize = 12;

/// Fewest words of what somebody said.
const LEAST_WORDS: usize = 2;

/// Most tokens from a comma to the name behind it: ", chief executive Sara Lind said".
const TITLE: usize = 7;

/// Words that open what was said, and belong to it.
const OPENERS: &[&str] = &["whether", "if", "when", "where", "why", "how", "who", "what"];

/// Classes of words around indirect speech.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct ReportClasses {
    denial: ClassId,
    silence: ClassId,
    pub(super) free: ClassId,
    pub(super) tell: ClassId,
    pub(super) stop: ClassId,
    preposition: ClassId,
    pub(super) determiner: ClassId,
    pub(super) pronoun: ClassId,
    pub(super) reaction: ClassId,
}

/// Words before a cue without a speaker among which its auxiliaries stand: "did not".
const AUXILIARIES: usize = 2;

/// Words for a speaker that say that there is none.
const NOBODY: &[&str] = &["no", "nobody", "none", "neither"];

/// Words before a speaker over which a denial reaches: "denied the claim that she said".
const DENIAL_REACH: usize = 7;

/// What is denied when somebody denies that it was said: "denied the claim that she called".
const CLAIMS: &[&str] = &[
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "claim",
    "claims",
    "report",
    "reports",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "suggestion",
    "suggestions",
];

/// Tokens in which a dateline ends: "NEW YORK, March 5 (Example) -".
const DATELINE: usize = 12;

impl ReportClasses {
    /// Looks the classes up; a missing one is a class without entries.
    pub(in crate::extract) fn new(lexicon: &Lexicon) -> ReportClasses {
        let class = |name| lexicon.class(name).unwrap_or(ClassId::MAX);
        ReportClasses {
            denial: class("quote.denial"),
            silence: class("quote.silence"),
            free: class("quote.free"),
            tell: class("quote.tell"),
            stop: class("quote.stop"),
            preposition: class("quote.preposition"),
            determiner: class("quote.determiner"),
            pronoun: class("quote.pronoun"),
            reaction: class("quote.reaction"),
        }
    }

    /// Returns whether a speaker says, denies or does not say something: by the cue and by what stands between them.
    pub(super) fn factuality(self, scene: Scene<'_>, saying: &Saying) -> Factuality {
        let Some(cue) = saying.cue.as_ref().map(|items| scene.tokens(items)) else {
            return Factuality::Said;
        };
        let lexicon = &scene.rules.lexicon;
        let has = |tokens: Range<usize>, class| {
            scene
                .story
                .tokens
                .get(tokens)
                .is_some_and(|tokens| tokens.iter().any(|token| lexicon.has(token, class)))
        };
        let sentence = &scene.story.sentences[scene.story.sentence_of(cue.start)].tokens;
        let first = sentence.start as usize;
        let near = cue.start.saturating_sub(AUXILIARIES).max(sentence.start as usize);
        let speaker = saying.speaker.as_ref().map_or(near, |items| scene.tokens(items).end);
        // What stands between commas is about something else: "Ann Poe, who is not a member, said".
        let between = speaker.min(cue.start)..cue.start;
        let aside = between.rev().find(|at| matches!(scene.story.word(*at), "," | "and" | "but"));
        let speaker = aside.map_or(speaker, |comma| comma + 1);
        let clause = saying.speaker.as_ref().map_or(cue.start, |items| scene.tokens(items).start);
        // "No 10 said", "Mr None said".
        let is_nobody = |at: usize| {
            let word = scene.story.word(at);
            let is_name = at > first && scene.story.tokens[at].is_capitalised();
            let is_number =
                scene.story.tokens.get(at + 1).is_some_and(|next| next.shape == Shape::Number);
            !is_name && !is_number && NOBODY.iter().any(|nobody| nobody.eq_ignore_ascii_case(word))
        };
        let before = clause.saturating_sub(1).max(first);
        let nobody = is_nobody(clause) || is_nobody(before) || scene.story.word(before) == "nor";
        let denied = self.is_denied(scene, first..clause.min(cue.start));
        if denied || has(speaker.min(cue.start)..cue.end, self.denial) {
            Factuality::Denied
        } else if nobody || speaker < cue.start && has(speaker..cue.start, self.silence) {
            Factuality::NotSaid
        } else {
            Factuality::Said
        }
    }

    /// Returns true if a denial before a speaker is about what follows: "Berg denied that she had called".
    fn is_denied(self, scene: Scene<'_>, before: Range<usize>) -> bool {
        let story = scene.story;
        let near = before.start.max(before.end.saturating_sub(DENIAL_REACH))..before.end;
        let mut clause = near
            .rev()
            .take_while(|at| story.tokens[*at].shape != Shape::Mark || story.tokens[*at].glued);
        let denial = clause.find(|at| scene.rules.lexicon.has(&story.tokens[*at], self.denial));
        denial.is_some_and(|at| {
            // "did not deny that he had said"
            let mut around = before.start.max(at.saturating_sub(AUXILIARIES))..at;
            if around.any(|at| scene.rules.lexicon.has(&story.tokens[at], self.silence)) {
                return false;
            }
            let words: Vec<&str> = (at + 1..before.end).map(|at| story.word(at)).collect();
            match words.as_slice() {
                [] | ["that"] => true,
                [.., noun, "that"] => CLAIMS.contains(noun),
                _ => false,
            }
        })
    }
}

/// Adds what is told in indirect speech, where it was asked for.
pub(super) fn add_reports(
    mut cast: Cast<'_>,
    sayings: &[Saying],
    classes: (VeilClasses, ReportClasses),
    quotes: &mut Vec<Quote>,
) {
    let scene = cast.scene;
    let mut found: Vec<(usize, Range<usize>, &Saying)> = sayings
        .iter()
        .filter(|saying| is_report(&scene.rules.rules[saying.rule as usize]))
        .filter_map(|saying| {
            let cue = scene.tokens(saying.cue.as_ref()?).start;
            Some((cue, report(scene, saying, classes.1)?, saying))
        })
        .collect();
    // Of the matches around one cue the widest knows the speaker best.
    found.sort_by_key(|(cue, said, saying)| (*cue, Reverse(saying.items.len()), said.start));
    cut_at_next(scene, &mut found);
    let mut end = 0;
    for (cue, said, saying) in found {
        if said.start.max(cue) >= end {
            end = said.end.max(cue + 1);
            let mut quote = quote(&mut cast, saying, said, classes);
            quote.kind = QuoteKind::Indirect;
            quotes.push(quote);
        }
    }
    quotes.sort_by_key(|quote| quote.span.start());
}

/// Ends what one says where the next one begins to speak: "Ann Lee said it was late, but Tom Price said it was early".
fn cut_at_next(scene: Scene<'_>, found: &mut [(usize, Range<usize>, &Saying)]) {
    let mut next = None;
    for at in (0..found.len()).rev() {
        let (cue, said, saying) = &mut found[at];
        let speaker = saying.speaker.as_ref().map_or(*cue, |items| scene.tokens(items).start);
        let begins = speaker.min(*cue);
        if let Some((other, start)) = next
            && other != *cue
            && said.contains(&start)
            && start > *cue
        {
            let join = (said.start..start).rev().take(JOIN).find(|at| scene.story.word(*at) == ",");
            said.end = join.filter(|at| opens_clause(scene.story, at + 1)).unwrap_or(said.end);
        }
        if next.is_none_or(|(other, start)| other != *cue || begins < start) {
            next = Some((*cue, begins));
        }
    }
}

/// Tokens from the comma before a clause to its subject: ", but finance minister".
const JOIN: usize = 6;

fn opens_clause(story: &Story, at: usize) -> bool {
    matches!(story.word(at), "but" | "and" | "while" | "whereas" | "though" | "although")
}

/// Returns the tokens of what was said, or `None` where that cannot be told.
pub(super) fn report(
    scene: Scene<'_>,
    saying: &Saying,
    classes: ReportClasses,
) -> Option<Range<usize>> {
    let story = scene.story;
    let cue = scene.tokens(saying.cue.as_ref()?);
    let speaker = scene.tokens(saying.speaker.as_ref()?);
    let sentence = story.sentences.get(story.sentence_of(cue.start))?;
    let sentence = sentence.tokens.start as usize..sentence.tokens.end as usize;
    let next = scene.quotations.partition_point(|one| (one.tokens.end as usize) <= sentence.start);
    if scene.quotations.get(next).is_some_and(|one| (one.tokens.start as usize) < sentence.end) {
        return None;
    }
    let clause = cue.start.min(speaker.start);
    let after = cue.end.max(speaker.end)..last_word(story, &sentence);
    let phrase = cue.len() > 1 && story.words(cue.clone()).ends_with("to");
    let said = if phrase && clause == sentence.start {
        (story.word(after.start) == ",").then_some(after.start + 1..after.end)
    } else if phrase {
        None
    } else {
        behind(scene, &cue, after.clone(), classes)
    };
    let said = said.or_else(|| before(story, &sentence, clause))?;
    let words = story.tokens[said.clone()].iter().filter(|token| token.shape != Shape::Mark);
    (words.take(LEAST_WORDS).count() == LEAST_WORDS).then_some(said)
}

/// What stands behind the cue: after "that", or at once if the verb needs no "that".
fn behind(
    scene: Scene<'_>,
    cue: &Range<usize>,
    after: Range<usize>,
    classes: ReportClasses,
) -> Option<Range<usize>> {
    let story = scene.story;
    let has = |at: usize, class| {
        story.tokens.get(at).is_some_and(|token| scene.rules.lexicon.has(token, class))
    };
    let any = |class| cue.clone().any(|at| has(at, class));
    let reach = after.start..after.end.min(after.start + REACH);
    let opener = |at: &usize| {
        let word = story.word(*at);
        word == "that" || OPENERS.contains(&word)
    };
    let plain = reach.clone().take_while(|at| !matches!(story.word(*at), "," | ";" | ":"));
    let opens = plain.clone().find(opener);
    let near = opens.filter(|at| {
        *at == after.start || any(classes.tell) || is_aside(scene, after.start, classes)
    });
    if let Some(at) = near {
        let start = at + usize::from(story.word(at) == "that");
        return (start < after.end).then_some(start..after.end);
    }
    if any(classes.tell) {
        // told reporters the road was shut
        let start = after.start + usize::from(cue.len() == 1);
        return (start < after.end && !is_aside(scene, start, classes)).then_some(start..after.end);
    }
    let at_once = any(classes.free) && !after.is_empty() && !is_aside(scene, after.start, classes);
    at_once.then_some(after)
}

/// Words that say where, when or to whom, not what.
fn is_aside(scene: Scene<'_>, at: usize, classes: ReportClasses) -> bool {
    let story = scene.story;
    let Some(token) = story.tokens.get(at) else { return true };
    let has = |class| scene.rules.lexicon.has(token, class);
    token.shape == Shape::Mark
        || ((has(classes.stop) || has(classes.preposition)) && token.shape == Shape::Lower)
}

/// The clause before the comma in front of speaker and cue.
fn before(story: &Story, sentence: &Range<usize>, clause: usize) -> Option<Range<usize>> {
    let title = sentence.start.max(clause.saturating_sub(TITLE))..clause;
    let comma = title.rev().find(|at| story.tokens[*at].shape == Shape::Mark)?;
    let start = behind_dateline(story, sentence);
    (story.word(comma) == "," && start < comma).then_some(start..comma)
}

/// First token of a sentence behind a dateline: "LONDON -".
fn behind_dateline(story: &Story, sentence: &Range<usize>) -> usize {
    let first = &story.tokens[sentence.start];
    let opens = sentence.start == 0 || first.breaks > 0;
    let shouts = first.shape == Shape::Upper && first.end - first.start > 1;
    let mut head = sentence.start + 1..sentence.end.min(sentence.start + DATELINE);
    let dash =
        head.find(|at| matches!(story.word(*at), "-" | "–" | "—") && !story.tokens[*at].glued);
    dash.filter(|_| opens && shouts).map_or(sentence.start, |dash| dash + 1)
}

/// End of the last word of a sentence.
fn last_word(story: &Story, sentence: &Range<usize>) -> usize {
    let last = story.tokens[sentence.clone()].iter().rposition(|token| {
        !matches!(token.text(&story.text), "." | "!" | "?" | "…" | ")" | "\"" | "”" | "’")
    });
    last.map_or(sentence.end, |last| sentence.start + last + 1)
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::model::Factuality;
    use crate::rules::RuleSet;

    #[test]
    fn a_negation_counts_between_speaker_and_cue_alone() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        for (text, wanted) in [
            ("Ann Poe, who is not a member, said: “We are glad to be here.”", Factuality::Said),
            ("Ann Poe denied saying “we are glad to be here today”.", Factuality::Denied),
        ] {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let (annotations, _) = annotator.annotate(&article);
            assert_eq!(annotations.quotes[0].factuality, wanted, "{text}");
        }
    }
}
