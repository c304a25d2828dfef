//! Joined parts of a query, some of which offer a choice → lists without that choice, one of which must hold.
//!
//! `role:minister (person:Streeting OR strike)` asks for one person in the first case and for nobody in the second, so
//! that the two have to be looked at apart. Start at [`alternatives`].

use crate::index::query::Conditions;
use crate::index::query::Node;
use crate::index::query::alias::Named;
use crate::index::query::conditions::Condition;

/// Most lists that a query is taken apart into; each is a search of its own.
const MAX_LISTS: usize = 64;

/// Returns the lists; `None` if there are too many. One list is the parts as they are.
pub(super) fn alternatives<C: Condition>(
    nodes: &[Node],
    named: &Named<'_>,
) -> Option<Vec<Vec<Node>>> {
    let mut open = vec![nodes.to_vec()];
    let mut lists = Vec::new();
    while let Some(mut list) = open.pop() {
        let choice = list.iter().position(|node| is_mixed::<C>(node, named));
        match choice.map(|at| list.remove(at)) {
            None => lists.push(list),
            Some(node) => match bare(&node) {
                Node::Or(branches) => open.extend(branches.iter().rev().map(|branch| {
                    let mut list = list.clone();
                    list.push(branch.clone());
                    list
                })),
                Node::And(nodes) => {
                    list.extend(nodes.iter().cloned());
                    open.push(list);
                }
                _ => lists.push(list),
            },
        }
        if open.len() + lists.len() > MAX_LISTS {
            return None;
        }
    }
    Some(lists)
}

/// Returns the node without its weight.
fn bare(node: &Node) -> &Node {
    match node {
        Node::Boost(node, _) => bare(node),
        node => node,
    }
}

/// Returns true if the node offers a choice between what is asked of such a thing and something else.
fn is_mixed<C: Condition>(node: &Node, named: &Named<'_>) -> bool {
    match bare(node) {
        Node::And(nodes) => nodes.iter().any(|node| is_mixed::<C>(node, named)),
        Node::Or(branches) => {
            let asks = |node: &Node| !Conditions::<C>::of(node, named).is_none();
            let asking = branches.iter().filter(|branch| asks(branch)).count();
            asking > 0 && asking < branches.len()
                || branches.iter().any(|branch| is_mixed::<C>(branch, named))
        }
        _ => false,
    }
}
