//! The parts of a query that are about one thing (a quote, a fact, a person) → what one of them has to meet.
//!
//! The engine knows which articles have each of them somewhere; where a query joins several, one and the same quote, fact
//! or person must meet all. `NOT` is about the whole article. Start at [`Conditions::of`].

use crate::index::query::Node;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::alias::Named;

/// What a query asks of one thing.
#[derive(Debug)]
pub(in crate::index) enum Conditions<C> {
    /// Nothing: it is about other fields.
    None,
    /// All of it.
    All(Vec<Conditions<C>>),
    /// Some of it.
    Any(Vec<Conditions<C>>),
    /// This.
    One(C),
}

/// A condition on things of one sort.
pub(in crate::index) trait Condition: Sized {
    /// Returns what a test of a field asks of such a thing; `None` if it is about something else.
    fn of(field: &Piece, test: &Test, named: &Named<'_>) -> Option<Self>;

    /// Returns true if the engine alone cannot tell in which articles it holds.
    fn is_rough(&self) -> bool {
        false
    }

    /// Returns what several conditions ask together.
    fn join(all: Vec<Conditions<Self>>) -> Conditions<Self> {
        Conditions::All(all)
    }
}

impl<C: Condition> Conditions<C> {
    /// Returns what a part of a query asks of a thing.
    pub(in crate::index) fn of(node: &Node, named: &Named<'_>) -> Conditions<C> {
        match node {
            Node::All | Node::Not(_) | Node::Group(_) => Conditions::None,
            Node::Boost(node, _) => Conditions::of(node, named),
            Node::And(nodes) => Conditions::of_all(nodes, named),
            Node::Or(nodes) => {
                let any: Vec<_> = nodes.iter().map(|node| Conditions::of(node, named)).collect();
                match any.iter().any(Conditions::is_none) {
                    true => Conditions::None,
                    false => Conditions::Any(any),
                }
            }
            Node::Leaf { field: Some(field), test } => {
                C::of(field, test, named).map_or(Conditions::None, Conditions::One)
            }
            Node::Leaf { .. } => Conditions::None,
        }
    }

    /// Returns what joined parts of a query ask of a thing.
    pub(super) fn of_all(nodes: &[Node], named: &Named<'_>) -> Conditions<C> {
        let all = nodes.iter().map(|node| Conditions::of(node, named));
        let all: Vec<_> = all.filter(|one| !one.is_none()).collect();
        if all.is_empty() { Conditions::None } else { C::join(all) }
    }

    /// Returns all that is asked of such things, as if no part offered a choice.
    pub(super) fn anywhere(nodes: &[Node], named: &Named<'_>) -> Conditions<C> {
        let mut open: Vec<&Node> = nodes.iter().collect();
        let mut all = Vec::new();
        while let Some(node) = open.pop() {
            match node {
                Node::All | Node::Not(_) | Node::Group(_) | Node::Leaf { field: None, .. } => {}
                Node::Boost(node, _) => open.push(node),
                Node::And(nodes) | Node::Or(nodes) => open.extend(nodes),
                Node::Leaf { field: Some(field), test } => {
                    all.extend(C::of(field, test, named).map(Conditions::One));
                }
            }
        }
        C::join(all)
    }

    /// Returns true if nothing is asked.
    pub(in crate::index) fn is_none(&self) -> bool {
        matches!(self, Conditions::None)
    }

    /// Returns true if records have to decide: several conditions hold for the same thing, or one is rough.
    pub(super) fn are_joined(&self) -> bool {
        self.count() > 1 || self.are_rough()
    }

    /// Number of conditions that have to hold together.
    fn count(&self) -> usize {
        match self {
            Conditions::None => 0,
            Conditions::All(all) => all.iter().map(Conditions::count).sum(),
            Conditions::Any(any) => any.iter().map(Conditions::count).max().unwrap_or(0),
            Conditions::One(_) => 1,
        }
    }

    fn are_rough(&self) -> bool {
        match self {
            Conditions::None => false,
            Conditions::All(several) | Conditions::Any(several) => {
                several.iter().any(Conditions::are_rough)
            }
            Conditions::One(one) => one.is_rough(),
        }
    }

    /// Returns true if a thing meets the conditions; `holds` says of each whether it does.
    pub(in crate::index) fn hold(&self, holds: &mut dyn FnMut(&C) -> bool) -> bool {
        match self {
            Conditions::None => true,
            Conditions::All(all) => all.iter().all(|one| one.hold(holds)),
            Conditions::Any(any) => any.iter().any(|one| one.hold(holds)),
            Conditions::One(one) => holds(one),
        }
    }
}
