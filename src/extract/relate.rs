//! Mentions → facts and quotes: fact rules over sentences in which a mention or quotation is one step.
//!
//! Finds quotations, lays the article out as items, runs all fact patterns in one pass, and hands the matches on: those
//! of `quote` say who speaks, all others become facts. Start at [`Relater::relate`].

mod change;
mod fact;
mod item;

use std::ops::Range;

use crate::extract::language::ByLanguage;
use crate::extract::language::Spoken;
use crate::extract::quote;
use crate::extract::quote::Guess;
use crate::extract::quote::Quotation;
use crate::extract::quote::Saying;
use crate::extract::quote::Speech;
use crate::extract::reference::Reference;
use crate::extract::relate::fact::Match;
use crate::extract::relate::fact::View;
use crate::extract::relate::item::Kinds;
use crate::extract::relate::item::Parts;
use crate::extract::story::Story;
use crate::model::Annotations;
use crate::model::TextField;
use crate::rules::Captures;
use crate::rules::Dfa;
use crate::rules::MENTION;
use crate::rules::RuleSet;
use crate::rules::Symbols;
use crate::rules::least;

pub(super) use crate::extract::relate::item::Item;
pub(super) use crate::extract::relate::item::Items;
pub(super) use crate::extract::relate::item::What;

/// The predicate whose rules say who speaks.
const QUOTE: &str = "quote";

/// Matches of fact patterns kept in one article; what more there is (hostile text) is left out.
const MAX_MATCHES: usize = 100_000;

/// Relates mentions. One per thread.
#[derive(Debug)]
pub(super) struct Relater<'r> {
    rules: &'r RuleSet,
    automata: ByLanguage<'r, Automata<'r>>,
    captures: Captures,
    kinds: Kinds,
    items: Items,
    speech: Speech,
    quotations: Vec<Quotation>,
    matches: Vec<Match>,
    sayings: Vec<Saying>,
    /// Who may have said the quotes without a speaker, where that is `asked` for.
    doubts: Vec<Vec<Guess>>,
    asked: bool,
    /// Indirect speech is wanted too.
    indirect: bool,
    ends: Vec<(u32, u32)>,
}

/// What runs over documents of some language.
#[derive(Debug)]
struct Automata<'r> {
    /// The patterns that need no quotation.
    plain: Dfa<'r>,
    /// All patterns that are wanted, for segments around quotations.
    full: Dfa<'r>,
    /// What a segment without quotation has to have: sets of kinds.
    needs: Vec<u64>,
}

impl<'r> Automata<'r> {
    fn new(rules: &'r RuleSet, spoken: &Spoken<'r>, indirect: bool) -> Automata<'r> {
        let rule = |pattern: usize| &rules.rules[rules.facts.owner[pattern] as usize];
        let speaks = |pattern: usize| spoken.has(rule(pattern).language.as_deref());
        let is_plain = |pattern: usize| rule(pattern).kind != QUOTE && speaks(pattern);
        let is_wanted = |pattern: usize| indirect || !quote::is_report(rule(pattern));
        let plain = (0..rules.facts.owner.len()).filter(|pattern| is_plain(*pattern));
        let needs = plain.flat_map(|pattern| rules.fact_needs[pattern].iter().copied());
        Automata {
            plain: Dfa::of_patterns(&rules.facts.machine, is_plain),
            full: Dfa::of_patterns(&rules.facts.machine, |pattern| {
                speaks(pattern) && is_wanted(pattern)
            }),
            // Any sentence may hold indirect speech.
            needs: if indirect { vec![0] } else { least(needs) },
        }
    }
}

impl<'r> Relater<'r> {
    /// Returns a relater that applies `rules`.
    pub(super) fn new(rules: &'r RuleSet) -> Relater<'r> {
        Relater {
            rules,
            automata: ByLanguage::new(rules, |spoken| Automata::new(rules, spoken, false)),
            captures: Captures::default(),
            kinds: Kinds::new(rules),
            items: Items::default(),
            speech: Speech::new(&rules.lexicon),
            quotations: Vec::new(),
            matches: Vec::new(),
            sayings: Vec::new(),
            doubts: Vec::new(),
            asked: false,
            indirect: false,
            ends: Vec::new(),
        }
    }

    /// Also finds indirect speech, which any sentence may hold.
    pub(super) fn with_indirect(self) -> Relater<'r> {
        let rules = self.rules;
        let automata = ByLanguage::new(rules, |spoken| Automata::new(rules, spoken, true));
        Relater { automata, indirect: true, ..self }
    }

    /// Keeps for the next articles, if it is `asked` for, who may have said what has no speaker.
    pub(super) fn ask(&mut self, asked: bool) {
        self.asked = asked;
    }

    /// Returns who may have said each quote of the last article, and empties the list.
    pub(super) fn take_doubts(&mut self) -> Vec<Vec<Guess>> {
        std::mem::take(&mut self.doubts)
    }

    /// Forgets what was built upon symbols that are no longer valid.
    pub(super) fn forget(&mut self) {
        for automata in self.automata.all() {
            automata.plain.forget();
            automata.full.forget();
        }
        self.kinds.forget();
    }

    /// Adds quotes and facts to annotations that have mentions and entities; `places` are the tokens of the mentions.
    pub(super) fn relate(
        &mut self,
        story: &Story,
        symbols: &mut Symbols<'_>,
        reference: &Reference,
        places: &[Range<u32>],
        annotations: &mut Annotations,
    ) {
        let (rules, indirect) = (self.rules, self.indirect);
        self.automata.begin(reference, |spoken| Automata::new(rules, spoken, indirect));
        self.quotations.clear();
        self.speech.quotations(story, &self.rules.lexicon, &mut self.quotations);
        self.kinds.refresh(symbols);
        let parts = Parts {
            story,
            lexicon: &self.rules.lexicon,
            symbols,
            mentions: &annotations.mentions,
            places,
            quotations: &self.quotations,
            needs: &self.automata.now().needs,
        };
        self.items.load(parts, &self.kinds);
        self.run(symbols);
        let view = View { story, rules: self.rules, items: &self.items.list };
        fact::facts(view, &mut self.matches, annotations);
        let scene = quote::Scene {
            story,
            rules: self.rules,
            items: &self.items.list,
            places,
            quotations: &self.quotations,
        };
        annotations.quotes = self.speech.attribute(scene, &self.sayings, annotations);
        // A headline tells in its own words what the body says.
        annotations.quotes.retain(|quote| quote.span.field() == TextField::Text);
        if self.asked {
            self.doubts = self.speech.doubts(scene, annotations, &annotations.quotes);
        }
    }

    /// Runs all patterns over all segments.
    fn run(&mut self, symbols: &Symbols<'_>) {
        self.matches.clear();
        self.sayings.clear();
        let mut ends = std::mem::take(&mut self.ends);
        for segment in 0..self.items.segments.len() {
            let item::Segment { items: Range { start, end }, speech } =
                self.items.segments[segment].clone();
            for at in start..end {
                let Automata { plain, full, .. } = self.automata.now();
                let dfa = if speech || self.indirect { full } else { plain };
                dfa.matches(self.items.symbols[at..end].iter().copied(), symbols.sets(), &mut ends);
                for (pattern, length) in &ends {
                    self.take(*pattern, at..at + *length as usize, &(start..end), symbols);
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
        segment: &Range<usize>,
        symbols: &Symbols<'_>,
    ) {
        let set = &self.rules.facts;
        let owner = set.owner[pattern as usize];
        let rule = &self.rules.rules[owner as usize];
        if self.matches.len() + self.sayings.len() >= MAX_MATCHES {
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
        if rule.kind == QUOTE {
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
            let mut one = Match {
                rule: owner,
                pattern,
                items: items.clone(),
                captures: Vec::new(),
                segment: segment.clone(),
            };
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

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    #[test]
    fn hostile_speech_takes_linear_time() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        let started = std::time::Instant::now();
        let units = [
            "\"",
            "“We go now.\n\n",
            "\" said ",
            "Anna Berg, ",
            "Anna Berg said \"we ",
            "‘a ",
            "5% rise ",
        ];
        for unit in units {
            let text = unit.repeat(1_000_000 / unit.len());
            annotator.annotate(&Article { text, ..Article::default() });
        }
        // A square would take hours.
        assert!(started.elapsed().as_secs() < 120);
    }

    #[test]
    fn a_person_gets_roles_and_affiliations_once() {
        let rules = RuleSet::load(&[]).unwrap();
        let text = "Then health minister Anna Berg left. Health Minister Anna Berg, NHS England's former chief, \
                    and Tom Miller of NHS England spoke. Tom Miller, chief executive of NHS England, left.";
        let article = Article { text: text.to_owned(), ..Article::default() };
        let (annotations, _) = Annotator::new(&rules).annotate(&article);
        let person =
            |name: &str| annotations.entities.iter().find(|entity| entity.name == name).unwrap();
        assert_eq!(person("Anna Berg").roles, ["health minister"]);
        assert!(person("Anna Berg").affiliations.is_empty());
        assert_eq!(person("Tom Miller").roles, ["chief executive"]);
        assert_eq!(person("Tom Miller").affiliations, ["NHS England"]);
    }
}
