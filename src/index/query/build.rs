//! The fields: [`Node`] → a query of the engine, and the words to mark in snippets.
//!
//! Start at [`Builder::build`]. What a name before a colon may be stands in [`Builder::target`].

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::query::BooleanQuery;
use tantivy::query::BoostQuery;
use tantivy::query::DisjunctionMaxQuery;
use tantivy::query::ExistsQuery;
use tantivy::query::Occur;
use tantivy::query::Query;

use crate::error::Result;
use crate::index::query::Complaint;
use crate::index::query::Conditions;
use crate::index::query::Node;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::alias::Named;
use crate::index::query::bound;
use crate::index::query::columns::between_labels;
use crate::index::query::columns::between_numbers;
use crate::index::query::columns::column;
use crate::index::query::columns::has_label;
use crate::index::query::copies;
use crate::index::query::range;
use crate::index::query::suggest;
use crate::index::query::words::Channel;
use crate::index::query::words::Phrase;
use crate::index::query::words::Words;
use crate::index::query::words::every;
use crate::index::schema::Shape;
use crate::index::schema::query_names;

/// How much a word in the title counts more than one in the body.
const TITLE_BOOST: f32 = 3.0;

/// Share of the weaker field's score that is added to the stronger one's: a word in both beats a word in one.
const TIE_BREAKER: f32 = 0.2;

/// Kinds that rules ship with: asking for one is never a mistake, even if no article has it.
const SHIPPED_KINDS: &[&str] =
    &["person", "organisation", "place", "percentage", "share", "date", "money", "quantity"];

/// Kinds whose plain numbers are values and not words: `percentage:29` is not "29.5 per cent".
pub(super) const NUMBER_KINDS: &[&str] = &["percentage", "share", "money", "quantity"];

/// Fields whose words stand in the text, so that snippets mark them.
const MARKED_FIELDS: &[&str] = &["quote", "speaker", "addressee", "role", "affiliation"];

/// The words that a query looks for: what snippets mark.
#[derive(Debug, Default)]
pub(in crate::index) struct Wanted {
    /// Words in sequence, exactly.
    pub(in crate::index) phrases: BTreeSet<Vec<String>>,
    /// Stems of words in any form.
    pub(in crate::index) stems: BTreeSet<String>,
    /// Beginnings of words.
    pub(in crate::index) prefixes: BTreeSet<String>,
}

/// What stands before a colon.
enum Target {
    /// Title, body, or both.
    Prose(&'static [&'static str]),
    Words(&'static str),
    Label(&'static str),
    Key(&'static str),
    Published,
    Kind(String),
}

/// Builds one query.
pub(in crate::index) struct Builder<'q> {
    complaint: Complaint<'q>,
    kinds: &'q BTreeSet<String>,
    named: &'q Named<'q>,
    words: Words,
    wanted: Wanted,
    negations: usize,
}

impl<'q> Builder<'q> {
    /// Returns a builder for the query `text` on an index that knows these kinds of things.
    pub(in crate::index) fn new(
        text: &'q str,
        kinds: &'q BTreeSet<String>,
        named: &'q Named<'q>,
    ) -> Builder<'q> {
        let complaint = Complaint(text);
        Builder {
            complaint,
            kinds,
            named,
            words: Words::default(),
            wanted: Wanted::default(),
            negations: 0,
        }
    }

    /// Returns the engine's query, and the words it looks for.
    ///
    /// # Errors
    /// A field that does not exist, a value that its field cannot have, or no word at all.
    pub(in crate::index) fn build(mut self, node: &Node) -> Result<(Box<dyn Query>, Wanted)> {
        match self.node(node)? {
            Some(query) => Ok((query, self.wanted)),
            None => Err(self
                .complaint
                .at(0, "no word to search for; write a word, or * for every article")),
        }
    }

    /// Returns `None` for words without a letter or digit, such as `&`.
    fn node(&mut self, node: &Node) -> Result<Option<Box<dyn Query>>> {
        match node {
            Node::All => Ok(Some(every())),
            Node::Leaf { field, test } => self.leaf(field.as_ref(), test),
            Node::Not(_) => self.all(std::slice::from_ref(node)),
            Node::And(nodes) => self.all(nodes),
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
        let mut clauses = Vec::with_capacity(nodes.len() + 1);
        for node in nodes {
            let (occur, inner) = match node {
                Node::Not(inner) => (Occur::MustNot, &**inner),
                node => (Occur::Must, node),
            };
            let is_negation = usize::from(occur == Occur::MustNot);
            self.negations += is_negation;
            clauses.extend(self.node(inner)?.map(|query| (occur, query)));
            self.negations -= is_negation;
        }
        let conditions = Conditions::of_all(nodes, self.named);
        if clauses.iter().any(|(occur, _)| *occur == Occur::Must) && conditions.are_joined() {
            let copies = clauses.iter().map(|(occur, query)| (*occur, query.box_clone()));
            let narrowed = BooleanQuery::new(copies.collect());
            let among = self.named.same_quote(&conditions, &narrowed)?;
            clauses.push((Occur::Must, Box::new(among)));
        }
        if !clauses.is_empty() && clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, every()));
        }
        Ok((!clauses.is_empty()).then(|| Box::new(BooleanQuery::new(clauses)) as Box<dyn Query>))
    }

    fn leaf(&mut self, name: Option<&Piece>, test: &Test) -> Result<Option<Box<dyn Query>>> {
        let Some(name) = name else { return self.prose(0, &["title", "text"], test) };
        if let Some(query) = copies::query(self.complaint, self.named, name, test)? {
            return Ok(Some(query));
        }
        self.refuse_kind(name, test)?;
        let query = match self.target(name)? {
            Target::Prose(fields) => self.prose(name.at, fields, test)?,
            Target::Words(field) => self.in_words(name, Channel::Field(field), test)?,
            Target::Label(label) => match test {
                Test::Any => {
                    Some(Box::new(ExistsQuery::new(label.to_owned(), false)) as Box<dyn Query>)
                }
                Test::Exact(value) => {
                    let found = has_label(label, &value.text);
                    self.named.rename(label, &value.text, true, Some(found))?
                }
                test => {
                    let found = self.in_words(name, Channel::Field(label), test)?;
                    self.renamed(label, test, found)?
                }
            },
            Target::Key(key) => Some(self.key(name, key, test)?),
            Target::Published => Some(range::published(self.complaint, name, test)?),
            Target::Kind(kind) => self.kind(name, &kind, test)?,
        };
        let missing = || format!("no word after {}:; write letters or digits", name.text);
        query.map(Some).ok_or_else(|| self.complaint.at(name.at, missing()))
    }

    /// Refuses `kind:` with a word that is no kind.
    fn refuse_kind(&self, name: &Piece, test: &Test) -> Result<()> {
        let (Test::Word(value) | Test::Phrase { words: value, .. } | Test::Exact(value)) = test
        else {
            return Ok(());
        };
        if name.text != "kind" || knows_kind(&value.text.to_lowercase(), self.kinds) {
            return Ok(());
        }
        let known: BTreeSet<&str> = all_kinds(self.kinds).collect();
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        let message = format!("there is no kind \"{}\"; kinds are {known}", value.text);
        Err(self.complaint.at(value.at, message))
    }

    fn target(&self, name: &Piece) -> Result<Target> {
        if let Some(row) = query_names().find(|row| row.name == name.text) {
            return Ok(match (row.name, row.shape) {
                ("title", _) => Target::Prose(&["title"]),
                ("text", _) => Target::Prose(&["text"]),
                (name, Shape::Words) => Target::Words(name),
                (name, Shape::Key | Shape::StoredKey) => Target::Key(name),
                (_, Shape::Moment) => Target::Published,
                (name, _) => Target::Label(name),
            });
        }
        if knows_kind(&name.text, self.kinds) {
            return Ok(Target::Kind(name.text.clone()));
        }
        Err(self.unknown(name))
    }

    fn unknown(&self, name: &Piece) -> crate::error::Error {
        let mut known: Vec<_> =
            query_names().map(|row| row.name).chain(all_kinds(self.kinds)).collect();
        known.sort_unstable();
        known.dedup();
        let near = suggest::nearest(&name.text, known.iter().copied());
        let remedy = match near.as_slice() {
            [] => format!("fields are {}", known.join(", ")),
            near => format!("did you mean {}?", near.join(" or ")),
        };
        let quote = "in a text with a colon, use quotation marks";
        self.complaint.at(name.at, format!("unknown field \"{}\"; {remedy} ({quote})", name.text))
    }

    /// Words of title and body: a bare word in any form, a quoted one exactly.
    fn prose(
        &mut self,
        at: usize,
        fields: &[&'static str],
        test: &Test,
    ) -> Result<Option<Box<dyn Query>>> {
        let mut queries = Vec::new();
        for name in fields {
            let exact = Channel::Field(if *name == "title" { "title_exact" } else { "text_exact" });
            let phrase = self.phrase_of(at, test)?;
            let stems = self.words.stems(&phrase.text);
            let found = match (test, stems.as_slice()) {
                (Test::Word(_), [stem]) => {
                    self.want(|wanted| wanted.stems.insert(stem.clone()));
                    let any = self.words.term(Channel::Field(name), stem);
                    // A name or an ending matched exactly is worth more: its word is rarer than its stem.
                    let same = self.words.phrase(exact, &phrase);
                    Some(union([Some(any), same].into_iter().flatten().collect()))
                }
                _ => {
                    self.want_phrase(&phrase);
                    self.words.phrase(exact, &phrase)
                }
            };
            let boost = if *name == "title" { TITLE_BOOST } else { 1.0 };
            queries.extend(
                found.map(|query| Box::new(BoostQuery::new(query, boost)) as Box<dyn Query>),
            );
        }
        let best = |queries| {
            Box::new(DisjunctionMaxQuery::with_tie_breaker(queries, TIE_BREAKER)) as Box<dyn Query>
        };
        Ok((!queries.is_empty()).then(|| best(queries)))
    }

    fn in_words(
        &mut self,
        name: &Piece,
        channel: Channel<'_>,
        test: &Test,
    ) -> Result<Option<Box<dyn Query>>> {
        let phrase = self.phrase_of(name.at, test)?;
        if matches!(channel, Channel::Kind(_)) || MARKED_FIELDS.contains(&name.text.as_str()) {
            self.want_phrase(&phrase);
        }
        Ok(self.words.phrase(channel, &phrase))
    }

    fn key(&self, name: &Piece, key: &str, test: &Test) -> Result<Box<dyn Query>> {
        let phrase = match test {
            Test::Exact(value) => Phrase::whole(&value.text),
            test => self.phrase_of(name.at, test)?,
        };
        Ok(self.words.key(key, &phrase))
    }

    fn kind(&mut self, name: &Piece, kind: &str, test: &Test) -> Result<Option<Box<dyn Query>>> {
        let is_date = kind == "date";
        match test {
            Test::Any => Ok(Some(has_label("kind", kind))),
            Test::Exact(value) => {
                let column = column(kind);
                let found = has_label(&column, &value.text);
                self.named.rename(&column, &value.text, true, Some(found))
            }
            Test::Range(lower, upper) => {
                Ok(Some(range::of_kind(self.complaint, name, kind, lower, upper)?))
            }
            Test::Word(value) | Test::Prefix(value)
                if is_date && value.text.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                Ok(Some(between_labels(kind, Bound::Included(value), Bound::Included(value))))
            }
            Test::Word(value)
                if NUMBER_KINDS.contains(&kind) && bound::number(&value.text).is_some() =>
            {
                let number = bound::number(&value.text).unwrap_or_default();
                Ok(Some(between_numbers(kind, Bound::Included(number), Bound::Included(number))))
            }
            // Sums and quantities have words of their own: currencies and units.
            Test::Word(value) | Test::Prefix(value) if kind == "percentage" => {
                let message = format!(
                    "\"{}\" is no number; write one such as 20, >20 or [20 TO 30], or quote words",
                    value.text
                );
                Err(self.complaint.at(value.at, message))
            }
            test => {
                let found = self.in_words(name, Channel::Kind(kind), test)?;
                self.renamed(&column(kind), test, found)
            }
        }
    }

    /// Returns what words find among the names in a column, as the aliases have it.
    fn renamed(
        &self,
        column: &str,
        test: &Test,
        found: Option<Box<dyn Query>>,
    ) -> Result<Option<Box<dyn Query>>> {
        match test {
            Test::Word(words) | Test::Phrase { words, .. } => {
                self.named.rename(column, &words.text, false, found)
            }
            _ => Ok(found),
        }
    }

    /// Returns the words of a test; ranges and whole values have no meaning for words.
    fn phrase_of(&self, at: usize, test: &Test) -> Result<Phrase> {
        let wrong = |at, what| {
            Err(self.complaint.at(at, format!("this field holds words, not {what}; write a word")))
        };
        match test {
            Test::Word(words) => Ok(Phrase { text: words.text.clone(), slop: 0, prefix: false }),
            Test::Prefix(words) => Ok(Phrase { text: words.text.clone(), slop: 0, prefix: true }),
            Test::Phrase { words, slop, prefix } => {
                Ok(Phrase { text: words.text.clone(), slop: *slop, prefix: *prefix })
            }
            Test::Any => wrong(at, "values to count"),
            Test::Exact(value) => wrong(value.at, "whole values"),
            Test::Range(Bound::Included(value) | Bound::Excluded(value), _) => {
                wrong(value.at, "ranges")
            }
            Test::Range(..) => wrong(at, "ranges"),
        }
    }

    fn want(&mut self, want: impl FnOnce(&mut Wanted) -> bool) {
        if self.negations == 0 {
            want(&mut self.wanted);
        }
    }

    fn want_phrase(&mut self, phrase: &Phrase) {
        let mut words: Vec<_> =
            self.words.exact(&phrase.text).into_iter().map(|(_, word)| word).collect();
        if phrase.prefix
            && let Some(last) = words.pop()
        {
            self.want(|wanted| wanted.prefixes.insert(last));
        }
        if phrase.slop > 0 {
            words
                .into_iter()
                .for_each(|word| self.want(|wanted| wanted.phrases.insert(vec![word])));
        } else if !words.is_empty() {
            self.want(|wanted| wanted.phrases.insert(words));
        }
    }
}

fn union(queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    Box::new(BooleanQuery::union(queries))
}

/// Returns every kind that may be asked for.
pub(in crate::index) fn all_kinds(seen: &BTreeSet<String>) -> impl Iterator<Item = &str> {
    seen.iter().map(String::as_str).chain(SHIPPED_KINDS.iter().copied())
}

/// Returns true if the kind may be asked for.
pub(in crate::index) fn knows_kind(kind: &str, seen: &BTreeSet<String>) -> bool {
    all_kinds(seen).any(|known| known == kind)
}
