//! Runs all patterns over a sentence: one pass finds the candidates of every kind, with the clues around each.
//!
//! Start at [`Finder::sentence`].

use crate::extract::candidate::Candidate;
use crate::extract::candidate::Candidates;
use crate::extract::candidate::Evidence;
use crate::extract::candidate::Source;
use crate::extract::clue::Clues;
use crate::extract::clue::KindNumber;
use crate::extract::clue::kind_number;
use crate::extract::language::ByLanguage;
use crate::extract::language::Spoken;
use crate::extract::reference::Reference;
use crate::extract::story::Story;
use crate::extract::value;
use crate::extract::value::Builder;
use crate::extract::value::Match;
use crate::rules::Captures;
use crate::rules::Dfa;
use crate::rules::Rule;
use crate::rules::RuleSet;
use crate::rules::Symbols;
use crate::rules::Watched;
use crate::text::shape::Shape;

/// Candidates kept in one sentence; what more there is (hostile text) is left out.
const MAX_CANDIDATES: usize = 2_000;

/// Finds candidates. One per thread.
#[derive(Debug)]
pub(super) struct Finder<'r> {
    rules: &'r RuleSet,
    automata: ByLanguage<'r, Automata<'r>>,
    captures: Captures,
    ends: Vec<(u32, u32)>,
    /// What is asked of a rule for every match, away from its texts.
    outlines: Vec<Outline>,
}

/// What runs over documents of some language.
#[derive(Debug)]
struct Automata<'r> {
    mentions: Dfa<'r>,
    clues: Clues<'r>,
}

impl<'r> Automata<'r> {
    fn new(rules: &'r RuleSet, spoken: &Spoken<'r>) -> Automata<'r> {
        let rule = |pattern: usize| &rules.rules[rules.mentions.owner[pattern] as usize];
        let speaks = |pattern: usize| spoken.has(rule(pattern).language.as_deref());
        Automata {
            mentions: Dfa::of_patterns(&rules.mentions.machine, speaks),
            clues: Clues::new(rules, spoken),
        }
    }
}

/// A rule without its texts.
#[derive(Clone, Copy, Debug)]
struct Outline {
    kind: KindNumber,
    weight: f32,
    builder: Option<Builder>,
    recalls: bool,
    /// Evidence in a text about programs or goods, whose names what it finds may be.
    wares: f32,
    /// The same for one word of capitals.
    wares_capitals: f32,
}

impl<'r> Finder<'r> {
    /// Returns a finder that applies `rules`.
    pub(super) fn new(rules: &'r RuleSet) -> Finder<'r> {
        let capitals = &rules.weights.wares_capitals;
        let outline = |rule: &'r Rule| Outline {
            kind: kind_number(rules, rule.kind),
            weight: rule.weight,
            builder: rule.value.as_deref().and_then(value::builder),
            recalls: rule.recall.is_some(),
            wares: wares(rules, rule),
            wares_capitals: capitals.get(rule.id.as_str()).copied().unwrap_or_default(),
        };
        Finder {
            outlines: rules.rules.iter().map(outline).collect(),
            rules,
            automata: ByLanguage::new(rules, |spoken| Automata::new(rules, spoken)),
            captures: Captures::default(),
            ends: Vec::new(),
        }
    }

    /// Forgets what was built upon symbols that are no longer valid.
    pub(super) fn forget(&mut self) {
        for automata in self.automata.all() {
            automata.mentions.forget();
            automata.clues.forget();
        }
    }

    /// Prepares for another document.
    pub(super) fn begin(&mut self, reference: &Reference) {
        let rules = self.rules;
        self.automata.begin(reference, |spoken| Automata::new(rules, spoken));
        self.automata.now().clues.begin();
    }

    /// Adds the candidates of one sentence.
    pub(super) fn sentence(
        &mut self,
        story: &Story,
        number: usize,
        symbols: &Symbols<'_>,
        reference: &Reference,
        out: &mut Candidates,
    ) {
        let sentence = &story.sentences[number].tokens;
        let (start, end) = (sentence.start as usize, sentence.end as usize);
        let first = out.list.len();
        for at in start..end {
            let mut ends = std::mem::take(&mut self.ends);
            self.automata.now().mentions.matches(
                story.symbols[at..end].iter().copied(),
                symbols.sets(),
                &mut ends,
            );
            for (pattern, length) in &ends {
                if out.list.len() - first < MAX_CANDIDATES {
                    self.candidate(
                        story,
                        number,
                        symbols,
                        reference,
                        (*pattern, at, at + *length as usize),
                        out,
                    );
                }
            }
            self.ends = ends;
        }
    }

    /// Makes a candidate of one match of a pattern.
    fn candidate(
        &mut self,
        story: &Story,
        number: usize,
        symbols: &Symbols<'_>,
        reference: &Reference,
        (pattern, start, end): (u32, usize, usize),
        out: &mut Candidates,
    ) {
        let rules = self.rules;
        let set = &rules.mentions;
        let owner = set.owner[pattern as usize];
        let outline = self.outlines[owner as usize];
        let captures = &set.machine.captures[pattern as usize];
        let mut tokens = start..end;
        let mut built = None;
        if !captures.is_empty() || outline.builder.is_some() {
            if !self.captures.find(
                &set.machine,
                pattern,
                &story.symbols[start..end],
                symbols.sets(),
            ) {
                return;
            }
            let mention = set.machine.mention[pattern as usize];
            if let Some(range) = mention.and_then(|at| self.captures.range(at)) {
                tokens = start + range.start..start + range.end;
            }
            let rule = &rules.rules[owner as usize];
            if let Some(build) = outline.builder {
                let found = Match {
                    story,
                    rules,
                    rule,
                    captures,
                    slots: &self.captures,
                    start,
                    tokens: tokens.clone(),
                    reference,
                };
                let Some(value) = build(&found) else { return };
                built = Some(Box::new(value));
            }
        }
        if outline.builder.is_none()
            && tokens.len() > 1
            && symbols.is_in(story.symbols[tokens.start], Watched::Article)
            // A. Berg.
            && story.word(tokens.start + 1) != "."
        {
            tokens.start += 1;
        }
        if tokens.is_empty() {
            return;
        }
        let open = out.open();
        out.evidence.push(Evidence { source: Source::Rule(owner), weight: outline.weight });
        let mut candidate = Candidate {
            start: tokens.start as u32,
            end: tokens.end as u32,
            sentence: number as u32,
            rule: owner,
            score: 0.0,
            evidence: 0..0,
            value: built,
            chosen: false,
        };
        self.weigh(story, symbols, &mut candidate, out);
        out.close(candidate, open);
    }

    /// Notes the evidence of a candidate beyond its rule: its width, its sentence, the clues around it.
    pub(super) fn weigh(
        &mut self,
        story: &Story,
        symbols: &Symbols<'_>,
        candidate: &mut Candidate,
        out: &mut Candidates,
    ) {
        let weights = &self.rules.weights;
        let outline = self.outlines[candidate.rule as usize];
        let mut note =
            |name, weight| out.evidence.push(Evidence { source: Source::Weight(name), weight });
        if candidate.value.is_some() {
            // Grows faster than the width, so that a whole value beats the sum of its parts.
            let width = candidate.width() as f32;
            note("per-word", outline.weight * (width * width.sqrt() - 1.0));
            return;
        }
        let words = story.count_words(candidate.tokens());
        if words > 1 {
            note("per-word", weights.per_word * (words - 1) as f32);
        }
        let sentence = &story.sentences[candidate.sentence as usize];
        // A name that the document has elsewhere needs no capitals to be known.
        if sentence.headline && !outline.recalls {
            note("headline", weights.headline);
        }
        if story.on_wares {
            let word = &story.tokens[candidate.start as usize];
            let capitals = candidate.width() == 1 && word.shape == Shape::Upper;
            let doubt = outline.wares + if capitals { outline.wares_capitals } else { 0.0 };
            if doubt != 0.0 {
                note("wares", doubt);
            }
        }
        if candidate.width() == 1
            && symbols.is_in(story.symbols[candidate.start as usize], Watched::Common)
            && (sentence.headline || story.opens(candidate.start, sentence))
        {
            note("sentence-start", weights.sentence_start);
        }
        self.automata.now().clues.note(story, symbols, candidate, outline.kind, out);
    }
}

/// Returns the evidence that a text about programs or goods gives to what a rule finds: its own weight, else that of its
/// kind. A name that the document has elsewhere was weighed there.
fn wares(rules: &RuleSet, rule: &Rule) -> f32 {
    let known = &rules.weights.wares;
    let of_kind = || known.get(rule.kind.as_str()).filter(|_| rule.recall.is_none());
    known.get(rule.id.as_str()).or_else(of_kind).copied().unwrap_or_default()
}
