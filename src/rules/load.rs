//! Rule files → [`RuleSet`]: reads, checks, overlays, compiles.
//!
//! Start at [`load`]. The steps: read all files, let later files override earlier ones, put all lists into the
//! lexicon, parse all parts, compile all patterns.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

use toml::Spanned;

use crate::error::Result;
use crate::model::Symbol;
use crate::rules::Clue;
use crate::rules::Rule;
use crate::rules::RuleSet;
use crate::rules::VALUES;
use crate::rules::builtin::BUILTIN;
use crate::rules::cache::Cache;
use crate::rules::compile;
use crate::rules::compile::ClueSource;
use crate::rules::compile::Collected;
use crate::rules::format::ClueDef;
use crate::rules::format::ListDef;
use crate::rules::format::Patterns;
use crate::rules::format::RuleDef;
use crate::rules::format::RulesFile;
use crate::rules::gazetteer;
use crate::rules::gazetteer::Gazetteer;
use crate::rules::gazetteer::Table;
use crate::rules::lexicon::Lexicon;
use crate::rules::name;
use crate::rules::pattern;
use crate::rules::pattern::Node;
use crate::rules::source::Content;
use crate::rules::source::Found;
use crate::rules::source::Source;
use crate::rules::source::line_of;
use crate::rules::source::parse_toml;
use crate::rules::source::read_folder;
use crate::rules::source::refuse;

/// Evidence of a match of a rule that names no weight: a value is a value.
const DEFAULT_WEIGHT: f32 = 8.0;

/// Evidence of an entry of a user's gazetteer: above shipped rules, below nothing.
const GAZETTEER_WEIGHT: f32 = 10.0;

/// Returns the shipped rules, overlaid with those of `folders` in order.
pub(super) fn load(folders: &[PathBuf], cache: Option<&Path>) -> Result<RuleSet> {
    let mut found = Found::default();
    for (name, text) in BUILTIN {
        found.sources.push(parse_toml((*name).to_owned(), (*text).to_owned())?);
    }
    for folder in folders {
        let before = found.sources.len();
        read_folder(folder, folder, &mut found, 0)?;
        if found.sources.len() == before {
            let message =
                "no rules (*.toml) and no lists (KIND/*.tsv) in this folder; see CONTRIBUTING.md";
            return Err(refuse(&folder.display().to_string(), None, message));
        }
    }
    let Found { sources, remarks } = found;
    let mut loader = Loader::default();
    for source in &sources {
        loader.collect(source)?;
    }
    loader.check_disabled()?;
    let hash = hash(&sources);
    loader.absorb(cache.map(|folder| Cache::new(folder, &hash_with_places(&hash, &sources))))?;
    loader.lexicon().remarks.extend(remarks);
    let collected = Collected {
        lexicon: loader.lexicon.unwrap_or_else(Lexicon::shipped),
        rules: loader.rules,
        clues: loader.clues,
        parts: loader.parts,
    };
    compile::compile(collected, hash[..16].to_owned())
}

/// Hash of all that can change what is extracted: code, lists, rules. Where a folder of rules lies does not.
/// Returns the hash of the rules and of where their lists lie: remarks on lists name their files, and are kept with them.
fn hash_with_places(hash: &str, sources: &[Source]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(hash.as_bytes());
    for source in sources.iter().filter(|one| matches!(one.content, Content::Gazetteer(..))) {
        hasher.update(b"\0").update(source.name.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

fn hash(sources: &[Source]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("DATELINE_CODE_HASH").as_bytes());
    for source in sources {
        hasher
            .update(source.relative.as_bytes())
            .update(b"\0")
            .update(source.text.as_bytes())
            .update(b"\0");
        // The kind of a list at the top of its folder is the name of that folder.
        if let Content::Gazetteer(kind, list) = &source.content {
            hasher.update(kind.as_bytes()).update(b"\0").update(list.as_bytes()).update(b"\0");
        }
    }
    hasher.finalize().to_hex().to_string()
}

/// Refuses names that queries and ids could not hold, and names given twice.
fn check_names(source: &Source, file: &RulesFile) -> Result<()> {
    let line = |at: usize| line_of(&source.text, at);
    let fail =
        |at: usize, message: &str| refuse(&format!("{}:{}", source.name, line(at)), None, message);
    let fact = |name: &str| name::check("fact", name);
    let one = |name: &Option<Spanned<String>>, check: &dyn Fn(&str) -> Checked| match name {
        Some(name) => check(name.get_ref()).map_err(|message| fail(name.span().start, &message)),
        None => Ok(()),
    };
    one(&file.kind, &name::check_kind)?;
    one(&file.fact, &fact)?;
    one(&file.language, &name::check_language)?;
    for list in file.list.keys() {
        name::check("list", list.get_ref()).map_err(|message| fail(list.span().start, &message))?;
    }
    let rules = file.rule.iter().map(|rule| ("rule", &rule.get_ref().name, rule.span().start));
    let clues = file.clue.iter().map(|clue| ("clue", &clue.get_ref().name, clue.span().start));
    let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (what, name, at) in rules.chain(clues) {
        name::check(what, name).map_err(|message| fail(at, &message))?;
        if let Some(first) = seen.insert((what, name), at) {
            let first = line(first);
            return Err(fail(
                at,
                &format!("{what} {name:?} stands in line {first} too; rename one"),
            ));
        }
    }
    Ok(())
}

type Checked = std::result::Result<(), String>;

/// What the files say together.
#[derive(Default)]
struct Loader<'s> {
    lexicon: Option<Lexicon>,
    gazetteers: Vec<Gazetteer<'s>>,
    rules: Vec<Rule>,
    clues: Vec<ClueSource>,
    parts: BTreeMap<String, Node>,
    disabled: Vec<(String, String)>,
    /// Ids that a `disable` has removed.
    removed: BTreeSet<String>,
}

impl<'s> Loader<'s> {
    fn lexicon(&mut self) -> &mut Lexicon {
        self.lexicon.get_or_insert_with(Lexicon::shipped)
    }

    fn collect(&mut self, source: &'s Source) -> Result<()> {
        match &source.content {
            Content::Gazetteer(kind, list) => self.gazetteer(source, kind, list),
            Content::Rules(file) => self.file(source, file),
        }
    }

    fn file(&mut self, source: &Source, file: &RulesFile) -> Result<()> {
        let place = |at: usize| format!("{}:{}", source.name, line_of(&source.text, at));
        check_names(source, file)?;
        let space = file.kind.as_ref().or(file.fact.as_ref());
        let space = space.map_or("parts", |space| space.get_ref().as_str());
        for (name, list) in &file.list {
            self.list(source, &format!("{space}.{}", name.get_ref()), list)?;
        }
        for (name, part) in &file.part {
            let node = pattern::parse(part.get_ref());
            let node = node.map_err(|message| {
                refuse(&place(part.span().start), None, &format!("part {name}: {message}"))
            })?;
            self.parts.insert(name.clone(), node);
        }
        for id in &file.disable {
            self.disable(id.get_ref(), place(id.span().start));
        }
        if (!file.rule.is_empty() || !file.clue.is_empty())
            && file.kind.is_none()
            && file.fact.is_none()
        {
            return Err(refuse(
                &source.name,
                None,
                "say what the rules find: add kind = \"…\" or fact = \"…\" at the top",
            ));
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
        let class = class
            .ok_or_else(|| refuse(&source.name, None, "the rules name too many lists and words"))?;
        let entries: Vec<(&str, Option<&str>)> = match list {
            ListDef::Words(words) => words.iter().map(|word| (word.as_str(), None)).collect(),
            ListDef::NormalForms(forms) => {
                forms.iter().map(|(word, form)| (word.as_str(), Some(form.as_str()))).collect()
            }
        };
        for (entry, normal) in entries {
            if !lexicon.add(class, entry, normal, None) {
                return Err(refuse(
                    &source.name,
                    None,
                    &format!("list {name}: entry {entry:?} has no word, or too many"),
                ));
            }
        }
        Ok(())
    }

    /// Notes a gazetteer; its entries come last, all at once.
    fn gazetteer(&mut self, source: &'s Source, kind: &'s str, list: &str) -> Result<()> {
        name::check_kind(kind)
            .and_then(|()| name::check("list", list))
            .map_err(|message| refuse(&source.name, None, &message))?;
        let lexicon = self.lexicon();
        let name = format!("{kind}.{list}");
        let class = lexicon.class_or_new(&name);
        let class = class
            .ok_or_else(|| refuse(&source.name, None, "the rules name too many lists and words"))?;
        self.gazetteers.push(Gazetteer { source, kind, class });
        let table = Table::new(&source.text).map_err(|(line, message)| {
            refuse(&format!("{}:{line}", source.name), None, &message)
        })?;
        let Some(example) = table.example().map(str::to_owned) else { return Ok(()) };
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

    fn rule(
        &self,
        file: &RulesFile,
        space: &str,
        rule: &Spanned<RuleDef>,
        place: String,
    ) -> Result<Rule> {
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
            return Err(fail(&format!(
                "there is no value {value:?}; use one of {}",
                VALUES.join(", ")
            )));
        }
        Ok(Rule {
            id: Symbol::new(&format!("{space}/{}", rule.name)),
            kind: Symbol::new(space),
            is_fact: file.fact.is_some(),
            about: rule.about.clone(),
            patterns: rule
                .pattern
                .iter()
                .flat_map(|patterns| patterns.iter())
                .map(str::to_owned)
                .collect(),
            recall: rule.recall,
            file: place.clone(),
            language: file.language.clone().map(Spanned::into_inner),
            value: rule.value.clone(),
            weight: rule.weight.unwrap_or(DEFAULT_WEIGHT),
            with: rule.with.clone(),
            accept: rule
                .accept
                .iter()
                .map(|(text, wanted)| (text.clone(), wanted.clone()))
                .collect(),
            reject: rule.reject.clone(),
        })
    }

    fn clue(
        &self,
        file: &RulesFile,
        space: &str,
        clue: &Spanned<ClueDef>,
        place: String,
    ) -> Result<ClueSource> {
        let clue = clue.get_ref();
        let patterns = |patterns: &Option<Patterns>| -> Vec<String> {
            patterns.iter().flat_map(|patterns| patterns.iter()).map(str::to_owned).collect()
        };
        let sides = [patterns(&clue.before), patterns(&clue.after), patterns(&clue.inside)];
        if sides.iter().filter(|side| !side.is_empty()).count() != 1 {
            return Err(refuse(
                &place,
                Some(&clue.name),
                "a clue has exactly one of before, after and inside",
            ));
        }
        let [before, after, inside] = sides;
        let clue = Clue {
            id: Symbol::new(&format!("{space}/{}", clue.name)),
            kind: Symbol::new(space),
            about: clue.about.clone(),
            file: place,
            language: file.language.clone().map(Spanned::into_inner),
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

    /// Adds the entries of all gazetteers, or takes them from the cache.
    fn absorb(&mut self, cache: Option<Cache>) -> Result<()> {
        let gazetteers = std::mem::take(&mut self.gazetteers);
        match gazetteers.is_empty() {
            true => Ok(()),
            false => gazetteer::absorb(self.lexicon(), &gazetteers, cache),
        }
    }

    fn check_disabled(&self) -> Result<()> {
        match self.disabled.iter().find(|(id, _)| !self.removed.contains(id)) {
            Some((id, place)) => Err(refuse(
                place,
                Some(id),
                "cannot be switched off: there is no such rule; see dateline rules list",
            )),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
