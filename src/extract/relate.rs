//! Mentions → facts and quotes: fact rules over sentences in which a mention or quotation is one step.
//!
//! Finds quotations, lays the article out as items, runs all fact patterns in one pass, and hands the matches on: those
//! of `quote` say who speaks, all others become facts. Start at [`Relater::relate`].

mod fact;
mod item;

use std::ops::Range;

use crate::extract::quote;
use crate::extract::quote::Quotation;
use crate::extract::quote::Saying;
use crate::extract::quote::Speech;
use crate::extract::reference::Reference;
use crate::extract::relate::fact::Match;
use crate::extract::relate::fact::View;
use crate::extract::relate::fact::speaks;
use crate::extract::relate::item::Kinds;
use crate::extract::relate::item::Parts;
use crate::extract::story::Story;
use crate::model::Annotations;
use crate::rules::Captures;
use crate::rules::Dfa;
use crate::rules::MENTION;
use crate::rules::RuleSet;
use crate::rules::Symbols;

pub use crate::extract::relate::item::Item;
pub use crate::extract::relate::item::Items;
pub use crate::extract::relate::item::What;

/// Matches of fact patterns kept in one article; what more there is (hostile text) is left out.
const MAX_MATCHES: usize = 100_000;

/// Relates mentions. One per thread.
#[derive(Debug)]
pub struct Relater<'r> {
    rules: &'r RuleSet,
    dfa: Dfa<'r>,
    captures: Captures,
    kinds: Kinds,
    items: Items,
    speech: Speech,
    quotations: Vec<Quotation>,
    places: Vec<Range<u32>>,
    matches: Vec<Match>,
    sayings: Vec<Saying>,
    ends: Vec<(u32, u32)>,
}

impl<'r> Relater<'r> {
    /// Returns a relater that applies `rules`.
    pub fn new(rules: &'r RuleSet) -> Relater<'r> {
        Relater {
            rules,
            dfa: Dfa::new(&rules.facts.machine),
            captures: Captures::default(),
            kinds: Kinds::new(rules),
            items: Items::default(),
            speech: Speech::new(&rules.lexicon),
            quotations: Vec::new(),
            places: Vec::new(),
            matches: Vec::new(),
            sayings: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Forgets what was built upon symbols that are no longer valid.
    pub fn forget(&mut self) {
        self.dfa.forget();
    }

    /// Adds quotes and facts to annotations that have mentions and entities.
    pub fn relate(
        &mut self,
        story: &Story,
        symbols: &mut Symbols<'_>,
        reference: &Reference,
        annotations: &mut Annotations,
    ) {
        self.quotations.clear();
        self.speech.quotations(story, &self.rules.lexicon, &mut self.quotations);
        if self.quotations.is_empty() && annotations.mentions.is_empty() {
            return;
        }
        self.places.clear();
        self.places
            .extend(annotations.mentions.iter().map(|mention| story.tokens_of(mention.span)));
        let parts = Parts {
            story,
            mentions: &annotations.mentions,
            places: &self.places,
            quotations: &self.quotations,
            needs: &self.rules.fact_needs,
        };
        self.items.load(parts, &mut self.kinds, symbols);
        self.run(symbols, reference);
        let view = View { story, rules: self.rules, items: &self.items.list };
        fact::facts(view, &mut self.matches, annotations);
        let scene = quote::Scene {
            story,
            rules: self.rules,
            items: &self.items.list,
            places: &self.places,
            quotations: &self.quotations,
        };
        annotations.quotes = self.speech.attribute(scene, &self.sayings, annotations);
    }

    /// Runs all patterns over all segments.
    fn run(&mut self, symbols: &Symbols<'_>, reference: &Reference) {
        self.matches.clear();
        self.sayings.clear();
        let mut ends = std::mem::take(&mut self.ends);
        for segment in 0..self.items.segments.len() {
            let Range { start, end } = self.items.segments[segment];
            for at in start..end {
                self.dfa.matches(
                    self.items.symbols[at..end].iter().copied(),
                    symbols.sets(),
                    &mut ends,
                );
                for (pattern, length) in &ends {
                    self.take(*pattern, at..at + *length as usize, symbols, reference);
                }
            }
        }
        self.ends = ends;
    }

    /// Notes one match with its captures.
    fn take(
        &mut self,
        pattern: u32,
        items: Range<usize>,
        symbols: &Symbols<'_>,
        reference: &Reference,
    ) {
        let set = &self.rules.facts;
        let owner = set.owner[pattern as usize];
        let rule = &self.rules.rules[owner as usize];
        if self.matches.len() + self.sayings.len() >= MAX_MATCHES || !speaks(rule, reference) {
            return;
        }
        let captures = &set.machine.captures[pattern as usize];
        let exact = &self.items.symbols[items.clone()];
        if !captures.is_empty() && !self.captures.find(&set.machine, pattern, exact, symbols.sets())
        {
            return;
        }
        let found = captures.iter().enumerate().filter_map(|(number, capture)| {
            let range = self.captures.range(number).filter(|range| !range.is_empty())?;
            Some((
                number,
                capture.name.as_str(),
                items.start + range.start..items.start + range.end,
            ))
        });
        if rule.kind == "quote" {
            let mut saying = Saying { rule: owner, items: items.clone(), speaker: None, cue: None };
            for (_, name, range) in found {
                match name {
                    "speaker" => saying.speaker = Some(range),
                    "cue" => saying.cue = Some(range),
                    _ => {}
                }
            }
            self.sayings.push(saying);
        } else {
            let mut one =
                Match { rule: owner, pattern, items: items.clone(), captures: Vec::new() };
            for (number, name, range) in found {
                if name == MENTION {
                    one.items = range;
                } else {
                    one.captures.push((number, range));
                }
            }
            self.matches.push(one);
        }
    }
}
