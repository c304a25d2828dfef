//! What the rule files say together → automata, ready to run.
//!
//! Start at [`compile`].

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::Symbol;
use crate::rules::Clue;
use crate::rules::PatternSet;
use crate::rules::Rule;
use crate::rules::RuleSet;
use crate::rules::Weights;
use crate::rules::alphabet::Alphabet;
use crate::rules::alphabet::CHANGE;
use crate::rules::alphabet::Watched;
use crate::rules::atom::Atom;
use crate::rules::atom::Atoms;
use crate::rules::atom::Part;
use crate::rules::atom::Property;
use crate::rules::lexicon::ClassId;
use crate::rules::lexicon::Lexicon;
use crate::rules::need;
use crate::rules::pattern;
use crate::rules::pattern::Node;
use crate::rules::program::Compiler;
use crate::rules::scope::Scope;
use crate::rules::source::refuse;

/// Rules, clues and lists of all files, later files laid over earlier ones.
pub(super) struct Collected {
    /// All lists.
    pub lexicon: Lexicon,
    /// The rules.
    pub rules: Vec<Rule>,
    /// The clues.
    pub clues: Vec<ClueSource>,
    /// Parts that patterns may name.
    pub parts: BTreeMap<String, Node>,
}

/// A clue with its patterns, before they are compiled.
pub(super) struct ClueSource {
    /// The clue.
    pub clue: Clue,
    /// Patterns that end before a candidate.
    pub before: Vec<String>,
    /// Patterns that start after it.
    pub after: Vec<String>,
    /// Patterns that are it.
    pub inside: Vec<String>,
}

/// Compiles all patterns.
pub(super) fn compile(collected: Collected, fingerprint: String) -> Result<RuleSet> {
    let Collected { mut lexicon, rules, clues, parts } = collected;
    let kind_classes = kind_classes(&mut lexicon, &rules)?;
    let mut patterns =
        Patterns { lexicon, atoms: Atoms::default(), parts: &parts, scopes: BTreeMap::new() };
    let (mut mentions, mut facts) = (PatternSet::default(), PatternSet::default());
    for (number, rule) in rules.iter().enumerate() {
        let set = if rule.is_fact { &mut facts } else { &mut mentions };
        let owner =
            Owner { number, kind: rule.kind, is_fact: rule.is_fact, file: &rule.file, id: rule.id };
        for pattern in &rule.patterns {
            patterns.add(set, &owner, pattern, false)?;
        }
    }
    let (mut before, mut after, mut inside) = <(PatternSet, PatternSet, PatternSet)>::default();
    for (number, source) in clues.iter().enumerate() {
        let clue = &source.clue;
        let owner =
            Owner { number, kind: clue.kind, is_fact: false, file: &clue.file, id: clue.id };
        let sides = [
            (&source.before, &mut before, true),
            (&source.after, &mut after, false),
            (&source.inside, &mut inside, false),
        ];
        for (texts, set, backward) in sides {
            for pattern in texts {
                patterns.add(set, &owner, pattern, backward)?;
            }
        }
    }
    let Patterns { lexicon, mut atoms, .. } = patterns;
    let watched = Watched::ALL.map(|watched| {
        let class = lexicon.class(watched.list())?;
        Some(atoms.number(Atom { tests: vec![(Property::Class(class, Part::Single), true)] }))
    });
    for set in [&mut mentions, &mut facts, &mut before, &mut after, &mut inside] {
        set.machine.finish().map_err(|message| refuse("rules", None, &message))?;
    }
    // The last bit is that of words of change, which are no kind.
    let change = lexicon.class(CHANGE).unwrap_or(ClassId::MAX);
    let classes: Vec<ClassId> = kind_classes.values().copied().chain([change]).collect();
    let fact_needs = need::needs(&facts.machine, &atoms.list, &classes);
    let alphabet =
        Alphabet::new(atoms, watched).map_err(|message| refuse("rules", None, &message))?;
    let weights: Weights = toml::from_str(include_str!("weights.toml"))
        .map_err(|error| refuse("weights.toml", None, &error.to_string()))?;
    let clues = clues.into_iter().map(|source| source.clue).collect();
    Ok(RuleSet {
        lexicon,
        alphabet,
        rules,
        clues,
        mentions,
        facts,
        before,
        after,
        inside,
        kind_classes,
        fact_needs,
        weights,
        fingerprint,
    })
}

/// Kinds that fact patterns may name even if no rule finds them: quotations (`fragment`: just some words of speech),
/// places in which people work (`facility`: hospitals, hotels) and the kinds of the shipped rules, which a user may have switched off.
const KINDS_IN_FACTS: &[&str] = &[
    "date",
    "facility",
    "fragment",
    "money",
    "organisation",
    "percentage",
    "person",
    "place",
    "quantity",
    "quote",
];

/// A class for the mentions of each kind, under which fact patterns see them.
fn kind_classes(lexicon: &mut Lexicon, rules: &[Rule]) -> Result<BTreeMap<Symbol, ClassId>> {
    let kinds = rules.iter().filter(|rule| !rule.is_fact).map(|rule| rule.kind);
    let mut classes = BTreeMap::new();
    for kind in kinds.chain(KINDS_IN_FACTS.iter().map(|kind| Symbol::new(kind))) {
        let class = lexicon.class_or_new(&format!("@{kind}"));
        classes.insert(kind, class.ok_or_else(|| refuse("rules", None, "too many kinds"))?);
    }
    Ok(classes)
}

/// The rule or clue that a pattern belongs to.
struct Owner<'o> {
    number: usize,
    kind: Symbol,
    is_fact: bool,
    file: &'o str,
    id: Symbol,
}

/// What compiling patterns needs and fills.
struct Patterns<'p> {
    lexicon: Lexicon,
    atoms: Atoms,
    parts: &'p BTreeMap<String, Node>,
    /// Kind, and whether it is a fact → what names mean in its patterns.
    scopes: BTreeMap<(Symbol, bool), Scope>,
}

impl Patterns<'_> {
    fn add(
        &mut self,
        set: &mut PatternSet,
        owner: &Owner<'_>,
        text: &str,
        backward: bool,
    ) -> Result<()> {
        let fail = |message: String| refuse(owner.file, Some(owner.id.as_str()), &message);
        let node = pattern::parse(text).map_err(fail)?;
        let (kind, is_fact) = (owner.kind, owner.is_fact);
        let scope = self.scopes.entry((kind, is_fact));
        let mut compiler = Compiler {
            lexicon: &mut self.lexicon,
            atoms: &mut self.atoms,
            parts: self.parts,
            scope: scope.or_insert_with(|| Scope::new(kind, is_fact)),
            backward,
        };
        compiler.add(&mut set.machine, &node).map_err(fail)?;
        set.owner.push(owner.number as u32);
        Ok(())
    }
}
