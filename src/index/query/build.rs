//! The tree of a query: [`Node`] → a query of the engine, and what snippets mark.
//!
//! Start at [`Builder::build`]. What a name before a colon may be stands in `meaning.rs`, what its tests find in
//! `prose.rs`, `kind.rs`, `slot.rs` and `range.rs`.

use std::collections::BTreeSet;

use tantivy::query::BooleanQuery;
use tantivy::query::BoostQuery;
use tantivy::query::Occur;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::query::Complaint;
use crate::index::query::Conditions;
use crate::index::query::Node;
use crate::index::query::Part;
use crate::index::query::Piece;
use crate::index::query::Sought;
use crate::index::query::Test;
use crate::index::query::alias::Named;
use crate::index::query::columns::any_label;
use crate::index::query::columns::has_label;
use crate::index::query::copies;
use crate::index::query::fact::OfFact;
use crate::index::query::meaning::Target;
use crate::index::query::part::label;
use crate::index::query::person::OfPerson;
use crate::index::query::range;
use crate::index::query::speech::OfQuote;
use crate::index::query::wanted::Wanted;
use crate::index::query::words::Channel;
use crate::index::query::words::Words;
use crate::index::query::words::every;
use crate::index::schema;

/// Conditions of a query, all of which count.
pub(super) type Clauses = Vec<(Occur, Box<dyn Query>)>;

/// Builds one query.
pub(in crate::index) struct Builder<'q> {
    pub(super) complaint: Complaint<'q>,
    pub(super) kinds: &'q BTreeSet<String>,
    pub(super) named: &'q Named<'q>,
    pub(super) words: Words,
    wanted: Wanted,
    negations: usize,
    /// The weight of all brackets around.
    weight: f32,
    /// Whether the parts are kept that add to the score, and where the last one was sought.
    accounts: bool,
    pub(super) sought: Vec<Sought>,
}

impl<'q> Builder<'q> {
    /// Returns a builder for the query `text` on an index that knows these kinds of things.
    pub(in crate::index) fn new(
        text: &'q str,
        kinds: &'q BTreeSet<String>,
        named: &'q Named<'q>,
    ) -> Builder<'q> {
        Builder {
            complaint: Complaint(text),
            kinds,
            named,
            words: Words::default(),
            wanted: Wanted::default(),
            negations: 0,
            weight: 1.0,
            accounts: false,
            sought: Vec::new(),
        }
    }

    /// Returns the builder, which also keeps what adds to the score if it is `asked` to.
    pub(in crate::index) fn accounting(self, asked: bool) -> Builder<'q> {
        Builder { accounts: asked, ..self }
    }

    /// Returns the engine's query, and what it looks for.
    ///
    /// # Errors
    /// A field that does not exist, a value that its field cannot have, or no word at all.
    pub(in crate::index) fn build(mut self, node: &Node) -> Result<(Box<dyn Query>, Wanted)> {
        let Some(query) = self.node(node)? else {
            let message = "no word to search for; write a word, or * for every article";
            return Err(self.complaint.at(0, message));
        };
        let facts = Conditions::<OfFact>::of(node, self.named);
        if !facts.is_none() {
            self.wanted.facts.push(facts);
        }
        Ok((query, self.wanted))
    }

    /// Returns `None` for words without a letter or digit, such as `&`.
    fn node(&mut self, node: &Node) -> Result<Option<Box<dyn Query>>> {
        match node {
            Node::All => Ok(Some(every())),
            Node::Leaf { .. } | Node::Not(_) => self.all(std::slice::from_ref(node)),
            Node::And(nodes) => self.all(nodes),
            Node::Group(node) => self.node(node),
            Node::Boost(node, weight) => {
                let around = self.weight;
                self.weight *= weight;
                let query = self.node(node)?;
                self.weight = around;
                let boosted = |query| Box::new(BoostQuery::new(query, *weight)) as Box<dyn Query>;
                Ok(query.map(boosted))
            }
            Node::Or(nodes) => {
                let queries: Vec<_> = nodes
                    .iter()
                    .filter_map(|node| self.node(node).transpose())
                    .collect::<Result<_>>()?;
                Ok((!queries.is_empty()).then(|| union(queries)))
            }
        }
    }

    fn all(&mut self, nodes: &[Node]) -> Result<Option<Box<dyn Query>>> {
        let first_part = self.wanted.parts.len();
        let mut clauses = self.clauses(nodes)?;
        if clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
            // What only chooses articles adds nothing to their scores.
            let accounts = std::mem::take(&mut self.accounts);
            let same = [
                self.same::<OfQuote>(nodes, &clauses)?,
                self.same::<OfFact>(nodes, &clauses)?,
                self.same::<OfPerson>(nodes, &clauses)?,
            ];
            self.accounts = accounts;
            let same = same.into_iter().flatten();
            clauses.extend(same.map(|among| (Occur::Must, Box::new(among) as Box<dyn Query>)));
        }
        let query = match clauses.len() {
            0 => None,
            1 if clauses[0].0 == Occur::Must => clauses.pop().map(|(_, query)| query),
            _ => Some(Box::new(BooleanQuery::new(clauses)) as Box<dyn Query>),
        };
        let parts = self.wanted.parts.get_mut(first_part..).unwrap_or_default();
        for (part, query) in parts.iter_mut().zip(query.iter().cycle()) {
            part.around.push(query.box_clone());
        }
        Ok(query)
    }

    /// Returns what each of joined parts finds, whatever they ask together of one thing.
    pub(super) fn clauses(&mut self, nodes: &[Node]) -> Result<Clauses> {
        let mut clauses = Vec::with_capacity(nodes.len() + 1);
        for node in nodes {
            let query = match node {
                Node::Not(inner) => {
                    self.negations += 1;
                    let query = self.node(inner)?;
                    self.negations -= 1;
                    query.map(|query| (Occur::MustNot, query))
                }
                Node::Leaf { field, test } => {
                    let query = self.leaf(field.as_ref(), test)?;
                    self.note(field.as_ref(), test, query.as_deref());
                    query.map(|query| (Occur::Must, query))
                }
                node => self.node(node)?.map(|query| (Occur::Must, query)),
            };
            clauses.extend(query);
        }
        if !clauses.is_empty() && clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, every()));
        }
        Ok(clauses)
    }

    fn leaf(&mut self, name: Option<&Piece>, test: &Test) -> Result<Option<Box<dyn Query>>> {
        let Some(name) = name else { return self.prose(0, &["title", "text"], test) };
        self.refuse_unknown(name, test)?;
        let query = match self.target(name)? {
            Target::Prose(fields) if *test == Test::Any => {
                Some(self.filled(schema::exact(fields[0]))?)
            }
            Target::Prose(fields) => self.prose(name.at, fields, test)?,
            Target::Words(field) if *test == Test::Any => Some(self.filled(field)?),
            Target::Words(field) => self.in_words(name, Channel::Field(field), test)?,
            Target::Label(label) => self.in_label(name, label, test)?,
            Target::Key(key) => Some(self.key(name, key, test)?),
            Target::Published => Some(range::published(self.complaint, name, test)?),
            Target::Kind(kind) => self.kind(name, &kind, test)?,
            Target::Unit(kind, unit) => Some(self.in_unit(name, (&kind, &unit), test)?),
            Target::Slot(slot) => self.in_slot(name, &slot, test)?,
            Target::MentionedDate => Some(self.mentioned_date(name, test)?),
            Target::Copies => copies::query(self.complaint, self.named, name, test)?,
            Target::Has => return self.has(name, test),
        };
        let missing = || format!("no word after {}:; write letters or digits", name.text);
        query.map(Some).ok_or_else(|| self.complaint.at(name.at, missing()))
    }

    fn in_label(
        &mut self,
        name: &Piece,
        label: &'static str,
        test: &Test,
    ) -> Result<Option<Box<dyn Query>>> {
        match test {
            Test::Any => Ok(Some(any_label(label))),
            // Kinds are one word each, though some have a dash in it: `change` is not `percent-change`.
            Test::Word(value) | Test::Phrase { words: value, .. }
                if matches!(label, "kind" | "fact") =>
            {
                Ok(Some(has_label(label, &value.text.to_lowercase())))
            }
            Test::Exact(value) => {
                let found = has_label(label, &value.text);
                self.named.rename(label, &value.text, true, Some(found))
            }
            test => {
                let found = self.in_words(name, Channel::Field(label), test)?;
                self.renamed(label, test, found)
            }
        }
    }

    /// `has:quote` is `quote:*`; `has:percent-change`, a fact of that kind.
    fn has(&mut self, name: &Piece, test: &Test) -> Result<Option<Box<dyn Query>>> {
        let (Test::Word(value) | Test::Exact(value) | Test::Phrase { words: value, .. }) = test
        else {
            let message = "has: wants the name of a field, a kind or a fact, such as has:quote";
            return Err(self.complaint.at(name.at, message));
        };
        let what = Piece { text: value.text.to_lowercase(), at: value.at };
        let facts = self.facts()?;
        let query = match self.target(&what) {
            Ok(Target::Has) | Err(_) if facts.contains(&what.text) => has_label("fact", &what.text),
            Ok(target) if !matches!(target, Target::Has) => {
                return self.leaf(Some(&what), &Test::Any);
            }
            _ => {
                let fields = crate::index::schema::query_names().map(|row| row.name.to_owned());
                let kinds = crate::index::query::all_kinds(self.kinds).map(str::to_owned);
                let known = fields.chain(kinds).chain(facts).collect();
                return Err(self.none_of(&format!("field \"{}\"", what.text), &what, &known));
            }
        };
        Ok(Some(query))
    }

    /// Notes a part of the query that adds to the score.
    fn note(&mut self, name: Option<&Piece>, test: &Test, query: Option<&dyn Query>) {
        let sought = std::mem::take(&mut self.sought);
        if let Some(query) = query.filter(|_| self.accounts && self.negations == 0) {
            let (label, weight) = (label(name, test), self.weight);
            let query = query.box_clone();
            self.wanted.parts.push(Part { label, weight, query, sought, around: Vec::new() });
        }
    }

    /// Notes what snippets mark, unless it is what articles must not have.
    pub(super) fn want(&mut self, want: impl FnOnce(&mut Wanted)) {
        if self.negations == 0 {
            want(&mut self.wanted);
        }
    }
}

pub(super) fn union(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries))
}
