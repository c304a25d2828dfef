//! Syntax trees → one automaton for many patterns.
//!
//! Start at [`Compiler::add`], which adds the instructions of a pattern to a [`Machine`].

use std::collections::BTreeMap;

use crate::rules::atom::Atom;
use crate::rules::atom::Atoms;
use crate::rules::atom::Part;
use crate::rules::atom::Property;
use crate::rules::atom::SHAPE_CLASSES;
use crate::rules::lexicon::ClassId;
use crate::rules::lexicon::Lexicon;
use crate::rules::machine::Capture;
use crate::rules::machine::Inst;
use crate::rules::machine::MENTION;
use crate::rules::machine::Machine;
use crate::rules::pattern::Node;
use crate::rules::pattern::Step;
use crate::rules::pattern::Term;
use crate::rules::pattern::TermTest;
use crate::rules::scope::Scope;

/// Most captures in one pattern.
const MAX_CAPTURES: usize = 24;

/// Most instructions of one pattern.
const MAX_PROGRAM: usize = 20_000;

/// Adds patterns to a machine.
pub(super) struct Compiler<'c> {
    /// The lists; words of patterns are added.
    pub lexicon: &'c mut Lexicon,
    /// The atoms.
    pub atoms: &'c mut Atoms,
    /// Parts that patterns may name.
    pub parts: &'c BTreeMap<String, Node>,
    /// What names in angle brackets stand for.
    pub scope: &'c mut Scope,
    /// Patterns are matched from their end to their start.
    pub backward: bool,
}

impl Compiler<'_> {
    /// Adds a pattern; its number in the machine is that of calls before.
    ///
    /// # Errors
    /// A message that names the unknown list, part or broken expression.
    pub(super) fn add(&mut self, machine: &mut Machine, node: &Node) -> Result<(), String> {
        let before = machine.insts.len();
        let mut captures = Vec::new();
        let number = machine.starts.len() as u32;
        machine.insts.push(Inst::Match(number));
        let end = (machine.insts.len() - 1) as u32;
        let start = self.node(machine, node, end, &mut captures, 0)?;
        if machine.insts.len() - before > MAX_PROGRAM {
            return Err(format!("the pattern is too large: more than {MAX_PROGRAM} steps"));
        }
        if can_be_empty(machine, start) {
            return Err("the pattern matches the empty text; make one step obligatory".to_owned());
        }
        machine.starts.push(start);
        machine.mention.push(captures.iter().position(|capture| capture.name == MENTION));
        machine.captures.push(captures);
        Ok(())
    }

    /// Compiles a node that goes on at `next`; returns its first instruction.
    fn node(
        &mut self,
        machine: &mut Machine,
        node: &Node,
        next: u32,
        captures: &mut Vec<Capture>,
        depth: u32,
    ) -> Result<u32, String> {
        if depth > 64 || machine.insts.len() > 4 * MAX_PROGRAM * (machine.starts.len() + 1) {
            return Err("parts are nested too deep".to_owned());
        }
        match node {
            Node::Step(step) => self.step(machine, step, next),
            Node::Sequence(nodes) => {
                let forward = nodes.iter().rev();
                let order: Vec<&Node> =
                    if self.backward { nodes.iter().collect() } else { forward.collect() };
                order.into_iter().try_fold(next, |next, node| {
                    self.node(machine, node, next, captures, depth + 1)
                })
            }
            Node::Either(nodes) => {
                let starts =
                    nodes.iter().map(|node| self.node(machine, node, next, captures, depth + 1));
                let starts = starts.collect::<Result<Vec<_>, _>>()?;
                Ok(either(machine, &starts))
            }
            Node::Repeat(node, low, high) => {
                self.repeat(machine, node, (*low, *high), next, captures, depth)
            }
            Node::Capture(name, node) => self.capture(machine, name, node, next, captures, depth),
            Node::Mention(node) => self.capture(machine, MENTION, node, next, captures, depth),
            Node::Part(name) => {
                let parts = self.parts;
                let part = parts.get(name).ok_or_else(|| format!("there is no part {{{name}}}"))?;
                self.node(machine, part, next, captures, depth + 1)
            }
        }
    }

    fn repeat(
        &mut self,
        machine: &mut Machine,
        node: &Node,
        (low, high): (u32, Option<u32>),
        next: u32,
        captures: &mut Vec<Capture>,
        depth: u32,
    ) -> Result<u32, String> {
        let mut start = next;
        match high {
            Some(high) => {
                for _ in low..high {
                    let inner = self.node(machine, node, start, captures, depth + 1)?;
                    start = push(machine, Inst::Split(inner, next));
                }
            }
            None => {
                let split = push(machine, Inst::Split(next, next));
                let inner = self.node(machine, node, split, captures, depth + 1)?;
                if can_be_empty_before(machine, inner, split) {
                    return Err(
                        "what is repeated without end may be empty; make one step of it obligatory"
                            .to_owned(),
                    );
                }
                machine.insts[split as usize] = Inst::Split(inner, next);
                start = split;
            }
        }
        (0..low).try_fold(start, |next, _| self.node(machine, node, next, captures, depth + 1))
    }

    fn capture(
        &mut self,
        machine: &mut Machine,
        name: &str,
        node: &Node,
        next: u32,
        captures: &mut Vec<Capture>,
        depth: u32,
    ) -> Result<u32, String> {
        let list = self.single_list(node);
        let known = captures.iter().position(|capture| capture.name == name);
        let number = known.unwrap_or(captures.len());
        if known.is_none() {
            captures.push(Capture { name: name.to_owned(), list });
        } else if captures[number].list != list {
            captures[number].list = None;
        }
        if captures.len() > MAX_CAPTURES {
            return Err(format!("more than {MAX_CAPTURES} captures in one pattern"));
        }
        let (open, close) = (2 * number as u8, 2 * number as u8 + 1);
        let (first, last) = if self.backward { (close, open) } else { (open, close) };
        let end = push(machine, Inst::Save(last, next));
        let inner = self.node(machine, node, end, captures, depth + 1)?;
        Ok(push(machine, Inst::Save(first, inner)))
    }

    /// Returns the list of a node that is one step naming one list.
    fn single_list(&mut self, node: &Node) -> Option<ClassId> {
        let Node::Step(step) = node else { return None };
        let [terms] = step.either.as_slice() else { return None };
        let mut lists =
            terms.iter().filter(|term| !term.negated).filter_map(|term| match &term.test {
                TermTest::Named(name) => self.scope.class(name, self.lexicon),
                _ => None,
            });
        lists.next().filter(|_| lists.next().is_none())
    }

    fn step(&mut self, machine: &mut Machine, step: &Step, next: u32) -> Result<u32, String> {
        let mut starts = Vec::new();
        for terms in &step.either {
            let conjunction = self.conjunction(terms)?;
            starts.push(self.single(machine, &conjunction, step, next));
            if let Some(class) = conjunction.class.filter(|class| self.lexicon.is_multiword(*class))
            {
                starts.push(self.several(machine, &conjunction, class, step, next));
            }
        }
        Ok(either(machine, &starts))
    }

    fn conjunction(&mut self, terms: &[Term]) -> Result<Conjunction, String> {
        let mut conjunction = Conjunction::default();
        for term in terms {
            let property = match &term.test {
                TermTest::Number(low, high) => Property::Number(*low, *high),
                TermTest::Digits(count) => Property::Digits(*count),
                TermTest::Regex(text) => Property::Regex(self.atoms.expression(text)?),
                TermTest::Word(word) => Property::Class(self.word(word)?, Part::Single),
                TermTest::Named(name) => self.named(name)?,
            };
            match property {
                Property::Class(class, _) if !term.negated && conjunction.class.is_none() => {
                    conjunction.class = Some(class)
                }
                property => conjunction.others.push((property, !term.negated)),
            }
        }
        Ok(conjunction)
    }

    fn named(&mut self, name: &str) -> Result<Property, String> {
        if let Some((_, shape)) = SHAPE_CLASSES.iter().find(|(known, _)| *known == name) {
            return Ok(Property::Shape(*shape));
        }
        match name {
            "glued" => return Ok(Property::Glued),
            "first" => return Ok(Property::First),
            "headline" => return Ok(Property::Headline),
            "sport" => return Ok(Property::Sport),
            "initials" => return Ok(Property::Initials),
            _ => {}
        }
        let class = self
            .scope
            .class(name, self.lexicon)
            .ok_or_else(|| format!("there is no list <{name}>; define it under [list.{name}]"))?;
        Ok(Property::Class(class, Part::Single))
    }

    fn word(&mut self, word: &str) -> Result<ClassId, String> {
        let word = word.to_lowercase();
        let name = format!("'{word}'");
        if let Some(class) = self.lexicon.class(&name) {
            return Ok(class);
        }
        let class = self.lexicon.class_or_new(&name);
        let class = class.ok_or("the rules name too many lists and words")?;
        self.lexicon.add(class, &word, None, None);
        Ok(class)
    }

    fn single(
        &mut self,
        machine: &mut Machine,
        conjunction: &Conjunction,
        step: &Step,
        next: u32,
    ) -> u32 {
        self.atom(machine, conjunction.tests(Part::Single, step.glued, step.first), next)
    }

    /// An entry of several words: begin, inside, end. What else is asked is asked of each word.
    fn several(
        &mut self,
        machine: &mut Machine,
        conjunction: &Conjunction,
        class: ClassId,
        step: &Step,
        next: u32,
    ) -> u32 {
        debug_assert_eq!(conjunction.class, Some(class));
        let (first, last) =
            if self.backward { (Part::End, Part::Begin) } else { (Part::Begin, Part::End) };
        let flags = |part| (part == Part::Begin && step.glued, part == Part::Begin && step.first);
        let atom = |compiler: &mut Self, machine: &mut Machine, part, next| {
            let (glued, first) = flags(part);
            compiler.atom(machine, conjunction.tests(part, glued, first), next)
        };
        let end = atom(self, machine, last, next);
        let split = push(machine, Inst::Split(end, end));
        let inside = atom(self, machine, Part::Inside, split);
        machine.insts[split as usize] = Inst::Split(inside, end);
        atom(self, machine, first, split)
    }

    fn atom(&mut self, machine: &mut Machine, mut tests: Vec<(Property, bool)>, next: u32) -> u32 {
        tests.sort();
        tests.dedup();
        let atom = self.atoms.number(Atom { tests });
        push(machine, Inst::Atom(atom, next))
    }
}

/// One alternative of a step, with its list apart.
#[derive(Default)]
struct Conjunction {
    class: Option<ClassId>,
    others: Vec<(Property, bool)>,
}

impl Conjunction {
    fn tests(&self, part: Part, glued: bool, first: bool) -> Vec<(Property, bool)> {
        let mut tests = self.others.clone();
        tests.extend(self.class.map(|class| (Property::Class(class, part), true)));
        tests.extend(glued.then_some((Property::Glued, true)));
        tests.extend(first.then_some((Property::First, true)));
        tests
    }
}

fn push(machine: &mut Machine, inst: Inst) -> u32 {
    machine.insts.push(inst);
    machine.insts.len() as u32 - 1
}

fn either(machine: &mut Machine, starts: &[u32]) -> u32 {
    let Some((last, rest)) = starts.split_last() else { return 0 };
    rest.iter().rev().fold(*last, |later, start| push(machine, Inst::Split(*start, later)))
}

/// Returns true if the end of a pattern can be reached from `start` without a token.
fn can_be_empty(machine: &Machine, start: u32) -> bool {
    reaches(machine, start, |at| matches!(machine.insts[at as usize], Inst::Match(_)))
}

/// Returns true if `goal` can be reached from `start` without a token.
fn can_be_empty_before(machine: &Machine, start: u32, goal: u32) -> bool {
    reaches(machine, start, |at| at == goal)
}

fn reaches(machine: &Machine, start: u32, is_goal: impl Fn(u32) -> bool) -> bool {
    let mut open = vec![start];
    let mut seen = rustc_hash::FxHashSet::default();
    while let Some(at) = open.pop() {
        if is_goal(at) {
            return true;
        }
        if !seen.insert(at) {
            continue;
        }
        match machine.insts[at as usize] {
            Inst::Split(one, other) => open.extend([one, other]),
            Inst::Save(_, next) => open.push(next),
            Inst::Atom(..) | Inst::Match(_) => {}
        }
    }
    false
}
