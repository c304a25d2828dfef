//! Quotations and the rules that matched around them → [`Quote`]s with speakers.
//!
//! [`Speech::quotations`] finds what stands in quotation marks; [`relate`](crate::extract::relate) runs the rules of
//! `facts/quote` over sentences in which a quotation is one step; [`Speech::attribute`] weighs their matches and says
//! who speaks. It never guesses: without evidence a quote has no speaker.

mod aside;
mod attribution;
mod description;
mod doubt;
mod form;
mod interview;
mod kind;
mod mark;
mod namesake;
mod pair;
mod part;
mod register;
mod report;
mod setting;
mod speaker;
mod together;
mod turn;

use std::ops::Range;

use crate::extract::quote::attribution::told;
use crate::extract::quote::attribution::untold;
use crate::extract::quote::form::FormClasses;
use crate::extract::quote::kind::VeilClasses;
use crate::extract::quote::pair::Pairs;
use crate::extract::quote::part::Parts;
use crate::extract::quote::report::ReportClasses;
use crate::extract::quote::speaker::Cast;
use crate::extract::quote::speaker::CastClasses;
use crate::extract::relate::Item;
use crate::extract::relate::What;
use crate::extract::story::Story;
use crate::model::Annotations;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::rules::Lexicon;
use crate::rules::Rule;
use crate::rules::RuleSet;

pub use crate::extract::quote::doubt::Guess;
pub(super) use crate::extract::quote::form::Form;
pub(super) use crate::extract::quote::form::Quotation;

/// A quote rule that matched.
#[derive(Clone, Debug)]
pub(super) struct Saying {
    /// The rule, by index.
    pub rule: u32,
    /// The items.
    pub items: Range<usize>,
    /// The items that name the speaker.
    pub speaker: Option<Range<usize>>,
    /// The items of the cue.
    pub cue: Option<Range<usize>>,
}

/// An article while its quotes are attributed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'s> {
    /// The article.
    pub story: &'s Story,
    /// The rules.
    pub rules: &'s RuleSet,
    /// All items.
    pub items: &'s [Item],
    /// The tokens of each mention.
    pub places: &'s [Range<u32>],
    /// The quotations that may be speech.
    pub quotations: &'s [Quotation],
}

impl Scene<'_> {
    /// Returns the tokens of a range of items.
    pub(super) fn tokens(&self, items: &Range<usize>) -> Range<usize> {
        self.items[items.start].tokens.start as usize..self.items[items.end - 1].tokens.end as usize
    }
}

/// Constant of a rule that says who speaks where the pattern does not: `same` (whoever spoke last, if that is certain),
/// `other` (the other of two who talk), `introduced` (the only one named just before) or `nobody` (a quote without a
/// speaker). All need a complete quotation.
const SPEAKER: &str = "speaker";

/// Who speaks by a rule without a speaker of its own.
const SAME: &str = "same";
const OTHER: &str = "other";
const INTRODUCED: &str = "introduced";
const NOBODY: &str = "nobody";

/// Constant of a rule whose sayings are indirect speech.
const KIND: &str = "type";
const INDIRECT: &str = "indirect";

/// The rule of what stands after a label.
const LABEL: &str = "label";

/// What a cue after a quotation loses that a colon stands before: who said it was told there.
const COLON_COST: i64 = 5000;

/// What the rules say about one quotation.
#[derive(Clone, Copy, Debug, Default)]
struct Verdict {
    /// The best saying with a cue or speaker of its own, by index.
    told: Option<usize>,
    /// The best saying that continues.
    same: Option<usize>,
    /// The best saying by the other of two.
    other: Option<usize>,
    /// The best saying by who was introduced.
    introduced: Option<usize>,
    /// The best saying without speaker.
    nobody: Option<usize>,
}

/// Finds and attributes quotes; its memory is used again for the next article.
#[derive(Debug)]
pub(super) struct Speech {
    pairs: Pairs,
    form: FormClasses,
    cast: CastClasses,
    veil: VeilClasses,
    report: ReportClasses,
    verdicts: Vec<Verdict>,
    /// Sayings without a quotation: indirect speech, which tells who has the word.
    reports: Vec<usize>,
}

impl Speech {
    /// Returns a finder that has seen nothing yet.
    pub(super) fn new(lexicon: &Lexicon) -> Speech {
        Speech {
            pairs: Pairs::default(),
            form: FormClasses::new(lexicon),
            cast: CastClasses::new(lexicon),
            veil: VeilClasses::new(lexicon),
            report: ReportClasses::new(lexicon),
            verdicts: Vec::new(),
            reports: Vec::new(),
        }
    }

    /// Appends what stands in quotation marks and may be speech.
    pub(super) fn quotations(
        &mut self,
        story: &Story,
        lexicon: &Lexicon,
        out: &mut Vec<Quotation>,
    ) {
        self.pairs.load(story);
        for pair in &self.pairs.list {
            let form = form::form(story, pair, lexicon, self.form);
            if form != Form::Other {
                let alone = form::is_alone(story, pair);
                out.push(Quotation { tokens: pair.tokens.clone(), form, alone });
            }
        }
    }

    /// Returns the quotes of an article, in text order.
    pub(super) fn attribute(
        &mut self,
        scene: Scene<'_>,
        sayings: &[Saying],
        annotations: &Annotations,
    ) -> Vec<Quote> {
        self.judge(scene, sayings);
        let quotes = self.quoted(scene, sayings, annotations);
        let mut quotes = self.add_turns(scene, annotations, quotes);
        if sayings.iter().any(|saying| is_report(&scene.rules.rules[saying.rule as usize])) {
            let cast = Cast::new(scene, annotations, &self.pairs, self.cast);
            report::add_reports(cast, sayings, (self.veil, self.report), &mut quotes);
        }
        quotes
    }

    /// Returns, for each quote without a speaker, who may have said it.
    pub(super) fn doubts(
        &self,
        scene: Scene<'_>,
        annotations: &Annotations,
        quotes: &[Quote],
    ) -> Vec<Vec<Guess>> {
        let mut cast = Cast::new(scene, annotations, &self.pairs, self.cast);
        quotes.iter().map(|quote| cast.guesses(quote)).collect()
    }

    /// The quotes of the quotations.
    fn quoted(
        &self,
        scene: Scene<'_>,
        sayings: &[Saying],
        annotations: &Annotations,
    ) -> Vec<Quote> {
        let mut quotes = Vec::new();
        if scene.quotations.is_empty() {
            return quotes;
        }
        let mut cast = Cast::new(scene, annotations, &self.pairs, self.cast);
        let mut mixed = u32::MAX;
        let mut parts = Parts::default();
        let mut reports = self.reports.iter().peekable();
        for (quotation, verdict) in scene.quotations.iter().zip(&self.verdicts) {
            while let Some(report) =
                reports.next_if(|report| start(scene, &sayings[**report]) < quotation.tokens.start)
            {
                cast.hear_report(&sayings[*report]);
            }
            let classes = (self.veil, self.report);
            if let Some(mut quote) = told(&mut cast, quotation, verdict, sayings, classes)
                .or_else(|| untold(&mut cast, quotation, verdict, sayings))
            {
                quote.kind = kind::kind(scene.story, quotation, mixed);
                if quote.kind == QuoteKind::Mixed {
                    mixed = quotation.tokens.end;
                }
                let saying = verdict.told.map(|told| &sayings[told]);
                parts.join(scene, quotation, saying, &mut quote);
                quotes.push(quote);
            }
        }
        quotes
    }

    /// Adds what is said in interviews without quotation marks; what is quoted inside belongs to it.
    fn add_turns(
        &self,
        scene: Scene<'_>,
        annotations: &Annotations,
        quotes: Vec<Quote>,
    ) -> Vec<Quote> {
        let is_label = |rule: &&Rule| rule.with.get(SPEAKER).is_some_and(|who| who == LABEL);
        let turns = interview::turns(scene, annotations, self.pairs.paragraphs());
        let Some(rule) = scene.rules.rules.iter().find(is_label).filter(|_| !turns.is_empty())
        else {
            return quotes;
        };
        let mut merged = Vec::new();
        let mut quotes = quotes.into_iter().peekable();
        for turn in turns {
            let span = scene.story.span(turn.tokens);
            while let Some(quote) = quotes.next_if(|quote| quote.span.start() < span.start()) {
                merged.push(quote);
            }
            if quotes.peek().is_some_and(|quote| quote.span.start() == span.start()) {
                continue;
            }
            while quotes.next_if(|quote| quote.span.start() < span.end()).is_some() {}
            merged.push(Quote {
                speaker: turn.speaker,
                speaker_span: Some(scene.story.span(turn.label)),
                confidence: turn.speaker.map(|_| interview::SURE),
                ..Quote::new(span, rule.id)
            });
        }
        merged.extend(quotes);
        merged
    }

    /// Lets the sayings compete for each quotation.
    fn judge(&mut self, scene: Scene<'_>, sayings: &[Saying]) {
        self.verdicts.clear();
        self.verdicts.resize(scene.quotations.len(), Verdict::default());
        self.reports.clear();
        for (number, saying) in sayings.iter().enumerate() {
            let rule = &scene.rules.rules[saying.rule as usize];
            if is_report(rule) {
                continue;
            }
            let mut quotes = false;
            for at in saying.items.clone() {
                let What::Quotation(quotation) = scene.items[at].what else { continue };
                quotes = true;
                let verdict = &mut self.verdicts[quotation as usize];
                let best = match rule.with.get(SPEAKER).map(String::as_str) {
                    Some(LABEL) => continue,
                    Some(SAME) => &mut verdict.same,
                    Some(OTHER) => &mut verdict.other,
                    Some(INTRODUCED) => &mut verdict.introduced,
                    Some(NOBODY) => &mut verdict.nobody,
                    _ => &mut verdict.told,
                };
                if best
                    .is_none_or(|best| merit(scene, saying, at) > merit(scene, &sayings[best], at))
                {
                    *best = Some(number);
                }
            }
            if !quotes && saying.speaker.is_some() {
                self.reports.push(number);
            }
        }
        self.reports.sort_by_key(|report| start(scene, &sayings[*report]));
    }
}

/// Returns true if a rule is about indirect speech.
pub(super) fn is_report(rule: &Rule) -> bool {
    rule.with.get(KIND).is_some_and(|kind| kind == INDIRECT)
}

fn start(scene: Scene<'_>, saying: &Saying) -> u32 {
    scene.items[saying.items.start].tokens.start
}

/// How well a saying fits the quotation at an item: the weight of its rule, then how near the cue is, then how much of
/// the sentence it explains.
fn merit(scene: Scene<'_>, saying: &Saying, at: usize) -> (i64, i64, usize, i64) {
    let weight = (scene.rules.rules[saying.rule as usize].weight * 1000.0) as i64;
    let cue = saying.cue.as_ref().unwrap_or(&saying.items);
    let distance = if cue.start > at { cue.start - at } else { at.saturating_sub(cue.end) };
    let quotation = scene.items[at].tokens.start as usize;
    let colon = cue.start > at && quotation > 0 && scene.story.word(quotation - 1) == ":";
    let weight = weight - if colon { COLON_COST } else { 0 };
    (weight, -(distance as i64), saying.items.len(), -i64::from(saying.rule))
}
