//! Web page → a copy of it for looking at: its layout and its words, with nothing that runs.
//!
//! One forward pass over the source. Only tags and attributes of two lists come through, and they are made anew from
//! these lists: whatever a page smuggles in, a copy holds nothing else. What its styles would load, whoever shows it
//! has to forbid. It judges nothing. Start at [`copy`].

use memchr::memchr;
use memchr::memmem;
use scraper::Html;

use crate::parse::html::account::BlockAccount;
use crate::parse::html::attribute::attribute;
use crate::parse::html::entity;
use crate::parse::html::tags::TagKind;
use crate::parse::html::tags::kind_of;

mod place;

/// Elements that shape a page. None of them has content that is not markup.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "main",
    "mark",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Attributes that shape an element. None of them is an address or a script.
const ATTRIBUTES: &[&str] = &[
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "colspan",
    "dir",
    "height",
    "hidden",
    "id",
    "lang",
    "open",
    "rowspan",
    "start",
    "style",
    "valign",
    "width",
];

/// Elements without an end.
const VOID: &[&str] = &["br", "col", "hr", "img", "wbr"];

/// Bytes of a page that are copied at most.
const MAX_BYTES: usize = 24 << 20;

/// A piece of the copy, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A start tag with its attributes, their values as text.
    Open(&'static str, Vec<(&'static str, String)>),
    /// An end tag.
    Close(&'static str),
    /// Text, and the block that it belongs to: its place in the list of accounts.
    Text(String, Option<usize>),
    /// The content of a `style` element, which no end tag interrupts.
    Style(String),
}

/// Returns the copy of a page with its blocks in their places. A block that was not shown by the page has none.
pub(in crate::parse) fn copy(html: &str, blocks: &[BlockAccount]) -> Vec<Piece> {
    let mut end = html.len().min(MAX_BYTES);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let mut reader = Reader { html: &html[..end], pieces: Vec::new(), unclosed: Vec::new() };
    reader.run();
    place::place(reader.pieces, blocks)
}

struct Reader<'a> {
    html: &'a str,
    pieces: Vec<Piece>,
    /// Names of elements known to have no further end tag, so that it is searched for only once.
    unclosed: Vec<String>,
}

impl Reader<'_> {
    fn run(&mut self) {
        let bytes = self.html.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            self.text(at, at + found);
            at += found;
            at = match bytes.get(at + 1) {
                Some(b'!') if bytes[at..].starts_with(b"<!--") => self.skip_past(at + 4, b"-->"),
                Some(b'!' | b'?') => self.skip_past(at, b">"),
                Some(b'/') if letter(bytes, at + 2) => self.end_tag(at + 2),
                Some(_) if letter(bytes, at + 1) => self.start_tag(at + 1),
                _ => {
                    self.text(at, at + 1);
                    at + 1
                }
            };
        }
        self.text(at, bytes.len());
    }

    fn text(&mut self, start: usize, end: usize) {
        let text = &self.html[start..end];
        if text.is_empty() {
            return;
        }
        let decoded = match text.contains('&') {
            // The tree builder knows all two thousand references.
            true => Html::parse_fragment(text).root_element().text().collect(),
            false => text.to_owned(),
        };
        self.pieces.push(Piece::Text(decoded, None));
    }

    fn skip_past(&self, at: usize, end: &[u8]) -> usize {
        let found = memmem::find(&self.html.as_bytes()[at..], end);
        found.map_or(self.html.len(), |found| at + found + end.len())
    }

    /// Returns the name at `at` in lower case, and the place after it.
    fn name(&self, at: usize) -> (String, usize) {
        let rest = &self.html.as_bytes()[at..];
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
        let end = at + rest.iter().position(is_end).unwrap_or(rest.len());
        (self.html[at..end].to_ascii_lowercase(), end)
    }

    fn end_tag(&mut self, at: usize) -> usize {
        let (name, after) = self.name(at);
        if let Some(element) = element(&name).filter(|element| !VOID.contains(element)) {
            self.pieces.push(Piece::Close(element));
        }
        self.skip_past(after, b">")
    }

    fn start_tag(&mut self, at: usize) -> usize {
        let (name, after) = self.name(at);
        let (attributes, end) = self.attributes(after);
        match kind_of(name.as_bytes()) {
            TagKind::Raw | TagKind::Skipped | TagKind::Title => return self.skip(&name, end),
            _ => {}
        }
        if let Some(element) = element(&name) {
            self.pieces.push(Piece::Open(element, attributes));
        }
        end
    }

    /// Returns the attributes that shape an element, and the end of its tag.
    fn attributes(&self, mut at: usize) -> (Vec<(&'static str, String)>, usize) {
        let bytes = self.html.as_bytes();
        let mut found: Vec<(&'static str, String)> = Vec::new();
        loop {
            let is_gap = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'/';
            at += bytes[at..].iter().take_while(|byte| is_gap(byte)).count();
            match bytes.get(at) {
                None => return (found, at),
                Some(b'>') => return (found, at + 1),
                Some(_) => {}
            }
            let attribute = attribute(bytes, at);
            let name = self.html[at..attribute.name_end].to_ascii_lowercase();
            let known = ATTRIBUTES.binary_search(&name.as_str()).ok().map(|at| ATTRIBUTES[at]);
            if let Some(known) = known.filter(|known| found.iter().all(|(name, _)| name != known)) {
                let value = self.html[attribute.name_end..attribute.end].trim();
                let value = value.strip_prefix('=').unwrap_or(value).trim();
                found.push((known, entity::decode(value.trim_matches(['"', '\'']))));
            }
            at = attribute.end;
        }
    }

    /// Skips an element with its content; keeps what a `style` says.
    fn skip(&mut self, name: &str, start: usize) -> usize {
        let is_raw = kind_of(name.as_bytes()) == TagKind::Raw;
        if self.unclosed.iter().any(|unclosed| unclosed == name) {
            return start;
        }
        let Some(end) = end_tag(self.html.as_bytes(), start, name.as_bytes()) else {
            self.unclosed.push(name.to_owned());
            return if is_raw { self.html.len() } else { start };
        };
        let content = &self.html[start..end];
        if name == "style" && !content.contains("</") {
            self.pieces.push(Piece::Style(content.to_owned()));
        }
        self.skip_past(end, b">")
    }
}

fn letter(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
}

/// Returns the element that stands for the one with this name: custom ones and forms are mere boxes here.
fn element(name: &str) -> Option<&'static str> {
    let listed = ELEMENTS.binary_search(&name).ok().map(|at| ELEMENTS[at]);
    listed.or_else(|| (name == "form" || name.contains('-')).then_some("div"))
}

/// Returns the place of the next end tag `name` (in lower case).
fn end_tag(bytes: &[u8], from: usize, name: &[u8]) -> Option<usize> {
    let is_end = |&at: &usize| {
        let rest = &bytes[at + 2..];
        rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            && !rest.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
    };
    memmem::find_iter(&bytes[from..], "</").map(|found| from + found).find(is_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned(), None)
    }

    #[test]
    fn lists_are_sorted_for_the_search() {
        assert!(ELEMENTS.is_sorted() && ATTRIBUTES.is_sorted());
    }

    #[test]
    fn layout_and_words_come_through() {
        let html = "<!DOCTYPE html><html><head><title>T</title><style>p{color:red}</style></head>\
            <body class='a b'><P STYLE=\"margin:0\" onclick=x()>1 &lt; 2 &Eacute;<br>a<b</p><my-box>x</my-box>";
        let open = |name, attributes: &[(&'static str, &str)]| {
            let attributes = attributes.iter().map(|&(name, value)| (name, value.to_owned()));
            Piece::Open(name, attributes.collect())
        };
        let expected = [
            Piece::Style("p{color:red}".to_owned()),
            open("body", &[("class", "a b")]),
            open("p", &[("style", "margin:0")]),
            text("1 < 2 É"),
            open("br", &[]),
            text("a"),
            // What follows is one tag to every browser, and no element that is known.
            open("div", &[]),
            text("x"),
            Piece::Close("div"),
        ];
        assert_eq!(copy(html, &[]), expected);
    }

    #[test]
    fn nothing_runs_or_loads() {
        for html in [
            "<script>alert(1)</script>",
            "<SCRIPT src=x></SCRIPT >",
            "<svg onload=x><style></style><script>y</script></svg>",
            "<iframe src=x></iframe><object data=x></object><embed src=x>",
            "<base href=x><link rel=preconnect href=x><meta http-equiv=refresh content='0;url=x'>",
            "<img src=x onerror=y srcset=z><a href='javascript:x' ping=y target=z></a>",
            "<style>@import url(x);</sty</style>",
            "<textarea><script></textarea><template><img src=x></template>",
            "<form action=x><input formaction=y autofocus onfocus=z></form>",
            "<!--><script>x</script>-->",
        ] {
            for piece in copy(html, &[]) {
                let is_bare = match &piece {
                    Piece::Open(name, attributes) => {
                        ELEMENTS.contains(name) && attributes.is_empty()
                    }
                    Piece::Close(_) | Piece::Text(..) => true,
                    Piece::Style(_) => false,
                };
                assert!(is_bare, "{html}: {piece:?}");
            }
        }
    }

    #[test]
    fn hostile_pages_are_copied_in_bounded_time() {
        for piece in ["<div>", "<script>", "<svg>", "<style>", "<!--", "</", "<a b=\"", "&", "<"] {
            copy(&piece.repeat(200_000), &[]);
        }
    }
}
