//! Rule files → [`RuleSet`]: reads, checks, overlays, compiles.
//!
//! Start at [`load`]. The steps: read all files, let later files override earlier ones, put all lists into the
//! lexicon, parse all parts, compile all patterns.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use toml::Spanned;

use crate::error::Error;
use crate::error::Result;
use crate::model::Symbol;
use crate::rules::Clue;
use crate::rules::PatternSet;
use crate::rules::Rule;
use crate::rules::RuleSet;
use crate::rules::VALUES;
use crate::rules::Weights;
use crate::rules::builtin::BUILTIN;
use crate::rules::format::ClueDef;
use crate::rules::format::ListDef;
use crate::rules::format::RuleDef;
use crate::rules::format::RulesFile;
use crate::rules::lexicon::ClassId;
use crate::rules::lexicon::Lexicon;
use crate::rules::need;
use crate::rules::pattern;
use crate::rules::pattern::Node;
use crate::rules::program::Atoms;
use crate::rules::program::Compiler;
use crate::rules::symbol::Alphabet;

/// Evidence of a match of a rule that names no weight: a value is a value.
const DEFAULT_WEIGHT: f32 = 8.0;

/// Evidence of an entry of a user's gazetteer: above shipped rules, below nothing.
const GAZETTEER_WEIGHT: f32 = 10.0;

/// Kinds that fact patterns may name even if no rule finds them: quotations (`fragment`: just some words of speech) and
/// the kinds of the shipped rules, which a user may have switched off.
const KINDS_IN_FACTS: &[&str] =
    &["date", "fragment", "money", "organisation", "percentage", "person", "place", "quantity", "quote"];

/// Largest rule file or gazetteer, in bytes.
const MAX_FILE: u64 = 256 << 20;

/// Most folders inside one another in a rules folder.
const MAX_DEPTH: u32 = 16;

/// One file, read.
struct Source {
    name: String,
    text: String,
    content: Content,
}

enum Content {
    Rules(Box<RulesFile>),
    /// A gazetteer of a kind; the second is the list's name.
    Gazetteer(String, String),
}

/// Returns the shipped rules, overlaid with those of `folders` in order.
pub(super) fn load(folders: &[PathBuf]) -> Result<RuleSet> {
    let mut sources = Vec::new();
    for (name, text) in BUILTIN {
        sources.push(parse_toml((*name).to_owned(), (*text).to_owned())?);
    }
    for folder in folders {
        read_folder(folder, &mut sources, 0)?;
    }
    let mut loader = Loader::default();
    for source in &sources {
        loader.collect(source)?;
    }
    loader.check_disabled()?;
    let fingerprint = fingerprint(&sources);
    loader.compile(fingerprint)
}

/// Hash of all that can change what is extracted.
fn fingerprint(sources: &[Source]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin")));
    hasher.update(include_bytes!("weights.toml"));
    for source in sources {
        hasher.update(source.name.as_bytes()).update(b"\0").update(source.text.as_bytes()).update(b"\0");
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Reads every `*.toml` and `*.tsv` below a folder, in order of their paths.
fn read_folder(folder: &Path, sources: &mut Vec<Source>, depth: u32) -> Result<()> {
    if depth > MAX_DEPTH {
        return Err(refuse(&folder.display().to_string(), None, "folders are nested too deep; is there a link to itself?"));
    }
    let entries = fs::read_dir(folder).map_err(Error::io(folder))?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(Error::io(folder))?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_folder(&path, sources, depth + 1)?;
            continue;
        }
        let name = path.display().to_string();
        match path.extension().and_then(|suffix| suffix.to_str()) {
            Some("toml") => sources.push(parse_toml(name, read_file(&path)?)?),
            Some("tsv") => sources.push(gazetteer(&path, name, read_file(&path)?)?),
            _ => {}
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Result<String> {
    let size = fs::metadata(path).map_err(Error::io(path))?.len();
    if size > MAX_FILE {
        return Err(refuse(&path.display().to_string(), None, &format!("larger than {MAX_FILE} bytes; split it")));
    }
    fs::read_to_string(path).map_err(Error::io(path))
}

fn parse_toml(name: String, text: String) -> Result<Source> {
    let file: RulesFile = toml::from_str(&text).map_err(|error| {
        let line = error.span().map(|span| format!(":{}", line_of(&text, span.start))).unwrap_or_default();
        refuse(&format!("{name}{line}"), None, error.message().trim())
    })?;
    if file.kind.is_some() && file.fact.is_some() {
        return Err(refuse(&name, None, "a file has either kind or fact, not both; split it"));
    }
    Ok(Source { name, text, content: Content::Rules(Box::new(file)) })
}

/// A gazetteer's kind is the name of its folder, its list the name of the file.
fn gazetteer(path: &Path, name: String, text: String) -> Result<Source> {
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().to_lowercase());
    let kind = part(path.parent().and_then(Path::file_name));
    let kind = kind.ok_or_else(|| refuse(&name, None, "put the list into a folder named after its kind, such as ship/"))?;
    let list = part(path.file_stem()).unwrap_or_default();
    Ok(Source { name, text, content: Content::Gazetteer(kind, list) })
}

fn refuse(file: &str, rule: Option<&str>, message: &str) -> Error {
    Error::Rules { file: file.to_owned(), rule: rule.map(str::to_owned), message: message.to_owned() }
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// A clue with its patterns, before they are compiled.
struct ClueSource {
    clue: Clue,
    before: Vec<String>,
    after: Vec<String>,
    inside: Vec<String>,
}

/// What the files say together.
#[derive(Default)]
struct Loader {
    lexicon: Option<Lexicon>,
    rules: Vec<Rule>,
    clues: Vec<ClueSource>,
    parts: BTreeMap<String, Node>,
    disabled: Vec<(String, String)>,
    /// Ids that a `disable` has removed.
    removed: BTreeSet<String>,
}

impl Loader {
    fn lexicon(&mut self) -> &mut Lexicon {
        self.lexicon.get_or_insert_with(Lexicon::shipped)
    }

    fn collect(&mut self, source: &Source) -> Result<()> {
        match &source.content {
            Content::Gazetteer(kind, list) => self.gazetteer(source, kind, list),
            Content::Rules(file) => self.file(source, file),
        }
    }

    fn file(&mut self, source: &Source, file: &RulesFile) -> Result<()> {
        let place = |at: usize| format!("{}:{}", source.name, line_of(&source.text, at));
        let space = file.kind.as_deref().or(file.fact.as_deref()).unwrap_or("parts");
        for (name, list) in &file.list {
            self.list(source, &format!("{space}.{name}"), list)?;
        }
        for (name, part) in &file.part {
            let node = pattern::parse(part.get_ref());
            let node = node.map_err(|message| refuse(&place(part.span().start), None, &format!("part {name}: {message}")))?;
            self.parts.insert(name.clone(), node);
        }
        for id in &file.disable {
            self.disable(id.get_ref(), place(id.span().start));
        }
        if (!file.rule.is_empty() || !file.clue.is_empty()) && file.kind.is_none() && file.fact.is_none() {
            return Err(refuse(&source.name, None, "say what the rules find: add kind = \"…\" or fact = \"…\" at the top"));
        }
        for rule in &file.rule {
            let rule = self.rule(file, space, rule, place(rule.span().start))?;
            self.rules.retain(|known| known.id != rule.id);
            self.rules.push(rule);
        }
        for clue in &file.clue {
            let clue = self.clue(file, space, clue, place(clue.span().start))?;
            self.clues.retain(|known| known.clue.id != clue.clue.id);
            self.clues.push(clue);
        }
        Ok(())
    }

    fn list(&mut self, source: &Source, name: &str, list: &ListDef) -> Result<()> {
        let lexicon = self.lexicon();
        let class = lexicon.class_or_new(name);
        let class = class.ok_or_else(|| refuse(&source.name, None, "the rules name too many lists and words"))?;
        let entries: Vec<(&str, Option<&str>)> = match list {
            ListDef::Words(words) => words.iter().map(|word| (word.as_str(), None)).collect(),
            ListDef::NormalForms(forms) => forms.iter().map(|(word, form)| (word.as_str(), Some(form.as_str()))).collect(),
        };
        for (entry, normal) in entries {
            if !lexicon.add(class, entry, normal, None) {
                return Err(refuse(&source.name, None, &format!("list {name}: entry {entry:?} has no word, or too many")));
            }
        }
        Ok(())
    }

    fn gazetteer(&mut self, source: &Source, kind: &str, list: &str) -> Result<()> {
        let lexicon = self.lexicon();
        let name = format!("{kind}.{list}");
        let class = lexicon.class_or_new(&name);
        let class = class.ok_or_else(|| refuse(&source.name, None, "the rules name too many lists and words"))?;
        let mut example = None;
        for (number, line) in source.text.lines().enumerate() {
            let mut cells = line.split('\t').map(str::trim);
            let surface = cells.next().unwrap_or_default();
            if surface.is_empty() || surface.starts_with('#') {
                continue;
            }
            let canonical = cells.next().filter(|canonical| !canonical.is_empty());
            if !lexicon.add(class, surface, None, canonical) {
                let place = format!("{}:{}", source.name, number + 1);
                return Err(refuse(&place, None, &format!("entry {surface:?} has no word, or too many")));
            }
            example.get_or_insert_with(|| surface.to_owned());
        }
        let Some(example) = example else { return Ok(()) };
        let rule = Rule {
            id: Symbol::new(&format!("{kind}/{list}")),
            kind: Symbol::new(kind),
            is_fact: false,
            about: format!("An entry of {}.", source.name),
            patterns: vec![format!("<{name}>")],
            recall: None,
            file: source.name.clone(),
            language: None,
            value: None,
            weight: GAZETTEER_WEIGHT,
            with: BTreeMap::new(),
            accept: vec![(example.clone(), example)],
            reject: Vec::new(),
        };
        self.rules.retain(|known| known.id != rule.id);
        self.rules.push(rule);
        Ok(())
    }

    fn rule(&self, file: &RulesFile, space: &str, rule: &Spanned<RuleDef>, place: String) -> Result<Rule> {
        let rule = rule.get_ref();
        let fail = |message: &str| refuse(&place, Some(&rule.name), message);
        if rule.accept.is_empty() {
            return Err(fail("has no accept case; add one"));
        }
        if rule.reject.is_empty() {
            return Err(fail("has no reject case; add one"));
        }
        if rule.pattern.is_some() == rule.recall.is_some() {
            return Err(fail("a rule has either pattern or recall"));
        }
        if let Some(value) = rule.value.as_deref().filter(|value| !VALUES.contains(value)) {
            return Err(fail(&format!("there is no value {value:?}; use one of {}", VALUES.join(", "))));
        }
        Ok(Rule {
            id: Symbol::new(&format!("{space}/{}", rule.name)),
            kind: Symbol::new(space),
            is_fact: file.fact.is_some(),
            about: rule.about.clone(),
            patterns: rule.pattern.iter().flat_map(|patterns| patterns.iter()).map(str::to_owned).collect(),
            recall: rule.recall,
            file: place.clone(),
            language: file.language.clone(),
            value: rule.value.clone(),
            weight: rule.weight.unwrap_or(DEFAULT_WEIGHT),
            with: rule.with.clone(),
            accept: rule.accept.iter().map(|(text, wanted)| (text.clone(), wanted.clone())).collect(),
            reject: rule.reject.clone(),
        })
    }

    fn clue(&self, file: &RulesFile, space: &str, clue: &Spanned<ClueDef>, place: String) -> Result<ClueSource> {
        let clue = clue.get_ref();
        let patterns = |patterns: &Option<crate::rules::format::Patterns>| -> Vec<String> {
            patterns.iter().flat_map(|patterns| patterns.iter()).map(str::to_owned).collect()
        };
        let sides = [patterns(&clue.before), patterns(&clue.after), patterns(&clue.inside)];
        if sides.iter().filter(|side| !side.is_empty()).count() != 1 {
            return Err(refuse(&place, Some(&clue.name), "a clue has exactly one of before, after and inside"));
        }
        let [before, after, inside] = sides;
        let clue = Clue {
            id: Symbol::new(&format!("{space}/{}", clue.name)),
            kind: Symbol::new(space),
            about: clue.about.clone(),
            file: place,
            language: file.language.clone(),
            weight: clue.weight,
        };
        Ok(ClueSource { clue, before, after, inside })
    }

    /// Removes rules and clues loaded so far; those that follow may define the id anew.
    fn disable(&mut self, id: &str, place: String) {
        let before = self.rules.len() + self.clues.len();
        self.rules.retain(|rule| rule.id != id);
        self.clues.retain(|clue| clue.clue.id != id);
        if self.rules.len() + self.clues.len() < before {
            self.removed.insert(id.to_owned());
        }
        self.disabled.push((id.to_owned(), place));
    }

    fn check_disabled(&self) -> Result<()> {
        match self.disabled.iter().find(|(id, _)| !self.removed.contains(id)) {
            Some((id, place)) => {
                Err(refuse(place, Some(id), "cannot be switched off: there is no such rule; see dateline rules list"))
            }
            None => Ok(()),
        }
    }

    fn compile(mut self, fingerprint: String) -> Result<RuleSet> {
        let mut lexicon = self.lexicon.take().unwrap_or_else(Lexicon::shipped);
        let mut kinds: BTreeSet<Symbol> = self.rules.iter().filter(|rule| !rule.is_fact).map(|rule| rule.kind).collect();
        kinds.extend(KINDS_IN_FACTS.iter().map(|kind| Symbol::new(kind)));
        let mut kind_classes = BTreeMap::new();
        for kind in kinds {
            let class = lexicon.class_or_new(&format!("@{kind}"));
            kind_classes.insert(kind, class.ok_or_else(|| refuse("rules", None, "too many kinds"))?);
        }
        let mut patterns = Patterns { lexicon, atoms: Atoms::default(), parts: &self.parts };
        let (mut mentions, mut facts) = (PatternSet::default(), PatternSet::default());
        for (number, rule) in self.rules.iter().enumerate() {
            let set = if rule.is_fact { &mut facts } else { &mut mentions };
            for pattern in &rule.patterns {
                patterns.add(set, number, pattern, rule.kind, rule.is_fact, false, (&rule.file, &rule.id))?;
            }
        }
        let (mut before, mut after, mut inside) = <(PatternSet, PatternSet, PatternSet)>::default();
        for (number, source) in self.clues.iter().enumerate() {
            let clue = &source.clue;
            let sides = [(&source.before, &mut before, true), (&source.after, &mut after, false), (&source.inside, &mut inside, false)];
            for (texts, set, backward) in sides {
                for pattern in texts {
                    patterns.add(set, number, pattern, clue.kind, false, backward, (&clue.file, &clue.id))?;
                }
            }
        }
        let Patterns { lexicon, atoms, .. } = patterns;
        let classes: Vec<ClassId> = kind_classes.values().copied().collect();
        let fact_needs = need::needs(&facts.machine, &atoms.list, &classes);
        let alphabet = Alphabet::new(atoms).map_err(|message| refuse("rules", None, &message))?;
        let weights: Weights = toml::from_str(include_str!("weights.toml"))
            .map_err(|error| refuse("weights.toml", None, &error.to_string()))?;
        let clues = self.clues.into_iter().map(|source| source.clue).collect();
        let rules = self.rules;
        Ok(RuleSet { lexicon, alphabet, rules, clues, mentions, facts, before, after, inside, kind_classes, fact_needs, weights, fingerprint })
    }
}

/// What compiling patterns needs and fills.
struct Patterns<'p> {
    lexicon: Lexicon,
    atoms: Atoms,
    parts: &'p BTreeMap<String, Node>,
}

impl Patterns<'_> {
    #[expect(clippy::too_many_arguments, reason = "one call site a set; a struct would name each thing twice")]
    fn add(&mut self, set: &mut PatternSet, owner: usize, text: &str, kind: Symbol, is_fact: bool, backward: bool, (file, id): (&str, &Symbol)) -> Result<()> {
        let fail = |message: String| refuse(file, Some(id.as_str()), &message);
        let node = pattern::parse(text).map_err(fail)?;
        let names: BTreeSet<String> = names(&self.lexicon, &node, self.parts, kind, is_fact);
        let resolve = |name: &str| candidates(name, kind, is_fact).into_iter().find(|name| names.contains(name));
        let mut compiler = Compiler { lexicon: &mut self.lexicon, atoms: &mut self.atoms, parts: self.parts, resolve: &resolve, backward };
        compiler.add(&mut set.machine, &node).map_err(fail)?;
        set.owner.push(owner as u32);
        Ok(())
    }
}

/// Full names of the lists that exist among those a pattern may mean.
fn names(lexicon: &Lexicon, node: &Node, parts: &BTreeMap<String, Node>, kind: Symbol, is_fact: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node {
            Node::Sequence(nodes) | Node::Either(nodes) => open.extend(nodes),
            Node::Repeat(node, ..) | Node::Capture(_, node) | Node::Mention(node) => open.push(node),
            Node::Part(name) => open.extend(parts.get(name).filter(|_| seen.insert(name.clone()))),
            Node::Step(step) => {
                for term in step.either.iter().flatten() {
                    if let pattern::TermTest::Named(name) = &term.test {
                        let candidates = candidates(name, kind, is_fact);
                        found.extend(candidates.into_iter().filter(|name| lexicon.class(name).is_some()));
                    }
                }
            }
        }
    }
    found
}

/// What a name in angle brackets may mean, best first: a mention (in facts), a list of the same kind, a shared list,
/// any other list by its full name.
fn candidates(name: &str, kind: Symbol, is_fact: bool) -> Vec<String> {
    let mention = is_fact.then(|| format!("@{name}"));
    mention.into_iter().chain([format!("{kind}.{name}"), format!("parts.{name}"), name.to_owned()]).collect()
}
