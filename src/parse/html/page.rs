//! Tree of the page → one flat list of nodes in document order, each knowing where its subtree ends.
//!
//! Everything after this works on ranges of the list: no recursion, no selectors, one look at each class name.
//! It judges nothing. Start at [`Page::new`].

use rustc_hash::FxHashMap;
use scraper::Html;
use scraper::Node as TreeNode;
use scraper::node::Element;

use crate::parse::html::tags::Tag;
use crate::parse::html::tags::tag_of;
use crate::parse::html::vocabulary::Groups;
use crate::parse::html::vocabulary::groups_of;

/// One element or text.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    /// What it is.
    pub(super) tag: Tag,
    /// Index of its parent.
    pub(super) parent: u32,
    /// Index after its last descendant.
    pub(super) end: u32,
    /// What its names say it is for.
    pub(super) groups: Groups,
    /// The text of a text node.
    pub(super) text: &'a str,
    /// The element, for its attributes.
    pub(super) element: Option<&'a Element>,
}

impl<'a> Node<'a> {
    /// Returns an attribute's value.
    pub(super) fn attr(&self, name: &str) -> Option<&'a str> {
        self.element.and_then(|element| element.attr(name))
    }
}

/// A page in document order. Node 0 is the document.
pub(super) struct Page<'a> {
    /// Its nodes.
    pub(super) nodes: Vec<Node<'a>>,
}

impl<'a> Page<'a> {
    /// Returns the flat form of a tree.
    pub(super) fn new(html: &'a Html) -> Page<'a> {
        let mut names = FxHashMap::default();
        let mut nodes = vec![ROOT];
        let mut open: Vec<u32> = vec![0];
        let mut at = html.tree.root();
        loop {
            let mut child = at.first_child();
            while child.is_none() {
                // The node is complete: on to the next one after it.
                if let Some(done) = open.pop() {
                    nodes[done as usize].end = nodes.len() as u32;
                }
                child = at.next_sibling();
                if child.is_none() {
                    let Some(parent) = at.parent() else { return Page { nodes } };
                    at = parent;
                }
            }
            let Some(next) = child else { return Page { nodes } };
            at = next;
            open_node(at.value(), &mut nodes, &mut open, &mut names);
        }
    }

    /// Returns about how many characters of text the page has, white space left aside.
    pub(super) fn chars(&self) -> usize {
        self.nodes.iter().map(|node| node.text.trim().len()).sum()
    }

    /// Returns the indices of a node's descendants.
    pub(super) fn inside(&self, node: usize) -> std::ops::Range<usize> {
        node + 1..self.nodes[node].end as usize
    }

    /// Returns the text of a node with white space collapsed, up to about `limit` bytes.
    pub(super) fn text(&self, node: usize, limit: usize) -> String {
        let mut text = String::new();
        for node in &self.nodes[node..self.nodes[node].end as usize] {
            if node.tag == Tag::Text {
                let head =
                    node.text.char_indices().nth(limit).map_or(node.text.len(), |(at, _)| at);
                push_collapsed(&mut text, &node.text[..head]);
            } else if node.tag.is_block() || matches!(node.tag, Tag::Br | Tag::Cell) {
                push_collapsed(&mut text, " ");
            }
            if text.len() > limit {
                break;
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// Returns a node's ancestors, nearest first.
    pub(super) fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = node;
        std::iter::from_fn(move || {
            (at != 0).then(|| {
                at = self.nodes[at].parent as usize;
                at
            })
        })
    }
}

const ROOT: Node<'static> =
    Node { tag: Tag::Block, parent: 0, end: 0, groups: Groups::NONE, text: "", element: None };

fn open_node<'a>(
    value: &'a TreeNode,
    nodes: &mut Vec<Node<'a>>,
    open: &mut Vec<u32>,
    names: &mut FxHashMap<&'a str, Groups>,
) {
    let parent = open.last().copied().unwrap_or(0);
    let index = nodes.len() as u32;
    let node = match value {
        TreeNode::Element(element) => {
            let tag = tag_of(element.name());
            // A heading that unfolds its section is a button inside.
            let unfolds = tag == Tag::Button && opens_heading(nodes, open);
            let tag = if unfolds { Tag::Inline } else { tag };
            Node {
                tag,
                parent,
                groups: named_groups(tag, element, names).without(unhidden(element, nodes, parent)),
                element: Some(element),
                ..ROOT
            }
        }
        TreeNode::Text(text) => Node { tag: Tag::Text, parent, text, ..ROOT },
        _ => Node { tag: Tag::Inline, parent, ..ROOT },
    };
    open.push(index);
    nodes.push(node);
}

/// Returns true right inside a heading that has no text so far: one beside its text does something else.
fn opens_heading(nodes: &[Node<'_>], open: &[u32]) -> bool {
    let is_heading = |node: &&u32| matches!(nodes[**node as usize].tag, Tag::Heading(_));
    let heading = open.iter().rev().take(3).find(is_heading);
    heading.is_some_and(|&heading| {
        nodes[heading as usize..].iter().all(|node| node.text.trim().is_empty())
    })
}

/// Returns what an element's attributes say it is for.
fn named_groups<'a>(
    tag: Tag,
    element: &'a Element,
    names: &mut FxHashMap<&'a str, Groups>,
) -> Groups {
    // The classes of <html> and <body> describe the whole page.
    if matches!(tag, Tag::Body | Tag::Meta | Tag::Link) || element.name() == "html" {
        return Groups::NONE;
    }
    // <my-teaser>: the name of a custom element is as good as a class.
    let custom = element.name();
    let mut groups = match custom {
        "dialog" => Groups::OVERLAY,
        _ if tag == Tag::Block && custom.contains('-') => {
            *names.entry(custom).or_insert_with(|| groups_of(custom))
        }
        _ => Groups::NONE,
    };
    for (name, value) in &element.attrs {
        let value: &'a str = value;
        groups |= match &*name.local {
            // The id of a heading is made of its words.
            "id" if matches!(tag, Tag::Heading(_)) => Groups::NONE,
            "class" | "id" | "data-testid" | "data-component" | "data-qa" | "data-type" => {
                *names.entry(value).or_insert_with(|| groups_of(value))
            }
            "role" => groups_of_role(value),
            "itemprop" | "property" => groups_of_property(value),
            "rel" if value.split_ascii_whitespace().any(|rel| rel == "author") => Groups::AUTHOR,
            "hidden" if value == "until-found" || is_panel(element) => Groups::NONE,
            "hidden" => Groups::HIDDEN,
            // Folded sections say so too, and hold text.
            "aria-hidden" if value == "true" && tag == Tag::Inline => Groups::HIDDEN,
            "aria-hidden" if value == "true" => Groups::META,
            _ => Groups::NONE,
        };
    }
    groups
}

/// Nodes of the longest heading that unfolds the element behind it.
const MAX_UNFOLDING: usize = 16;

/// Returns `HIDDEN` for an element that is hidden by its attribute alone, and right behind a heading whose button shows
/// it.
fn unhidden(element: &Element, nodes: &[Node<'_>], parent: u32) -> Groups {
    if element.attr("hidden").is_none() {
        return Groups::NONE;
    }
    let near = &nodes[nodes.len().saturating_sub(MAX_UNFOLDING)..];
    let heading =
        near.iter().rposition(|node| matches!(node.tag, Tag::Heading(_)) && node.parent == parent);
    let unfolds = |node: &Node<'_>| node.element.is_some_and(|it| it.name() == "button");
    let behind = heading.is_some_and(|heading| {
        near[heading..].iter().any(unfolds)
            && near[heading + 1..].iter().all(|node| node.parent != parent || node.tag == Tag::Text)
    });
    if behind { Groups::HIDDEN } else { Groups::NONE }
}

/// Returns true for what a click on its tab or heading shows.
fn is_panel(element: &Element) -> bool {
    matches!(element.attr("role"), Some("tabpanel" | "region"))
}

fn groups_of_role(role: &str) -> Groups {
    match role {
        "navigation" | "menu" | "menubar" | "search" | "tablist" | "toolbar" => Groups::NAV,
        "complementary" => Groups::SIDEBAR,
        "contentinfo" => Groups::FOOTER,
        "dialog" | "alertdialog" | "alert" | "tooltip" => Groups::OVERLAY,
        "main" | "article" => Groups::ARTICLE,
        _ => Groups::NONE,
    }
}

fn groups_of_property(property: &str) -> Groups {
    let property = property.rsplit(':').next().unwrap_or_default();
    match property {
        "articleBody" | "reviewBody" => Groups::STATED_BODY,
        "author" | "creator" => Groups::AUTHOR,
        "datePublished" | "dateCreated" | "published" => Groups::DATE,
        "headline" => Groups::TITLE,
        "comment" => Groups::COMMENTS,
        "breadcrumb" => Groups::NAV,
        "caption" => Groups::CAPTION,
        "keywords" => Groups::TAGS,
        _ => Groups::NONE,
    }
}

/// Appends `more` with white space collapsed to single spaces, and without characters that are not there to be read.
pub(super) fn push_collapsed(text: &mut String, more: &str) {
    for char in more.chars() {
        match char {
            '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' | '\0' => {}
            char if char.is_whitespace() || char.is_control() => {
                if !text.is_empty() && !text.ends_with([' ', '\n', '\t']) {
                    text.push(' ');
                }
            }
            char => text.push(char),
        }
    }
}
