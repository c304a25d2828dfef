//! What each HTML tag means to the preparation of a page, to its block structure and to its tree.
//!
//! A table; it holds no logic.

/// How the preparation treats a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TagKind {
    /// Content is not markup, and goes with the tag; without an end tag the rest of the page goes too.
    Raw,
    /// Goes with its content.
    Skipped,
    /// The tag goes, its content stays.
    Dropped,
    /// Has no content.
    Void,
    /// The tree builder closes it by itself.
    Implied,
    /// Text up to its end tag.
    Title,
    /// Carries emphasis only: kept as a span where it has a class, else dropped.
    Inline,
    /// The tree builder re-opens it across blocks.
    Formatting,
    /// The same, but a second one closes the first.
    Link,
    /// A container.
    Block,
    /// A container that an end tag inside it cannot leave.
    Table,
    /// Anything else.
    Unknown,
}

/// Returns how to treat the tag with this lower-case name.
pub(super) fn kind_of(name: &[u8]) -> TagKind {
    match name {
        b"script" | b"style" | b"textarea" | b"iframe" | b"noembed" | b"noframes" | b"noscript"
        | b"xmp" => TagKind::Raw,
        b"svg" | b"select" | b"template" | b"video" | b"audio" | b"canvas" | b"map"
        | b"datalist" => TagKind::Skipped,
        b"source" | b"input" | b"track" | b"param" | b"embed" | b"area" | b"col" | b"wbr"
        | b"base" | b"path" | b"plaintext" | b"picture" | b"frameset" | b"frame" | b"image"
        | b"math" => TagKind::Dropped,
        b"br" | b"hr" | b"img" | b"meta" | b"link" => TagKind::Void,
        b"p" | b"li" | b"dd" | b"dt" | b"tr" | b"td" | b"th" | b"tbody" | b"thead" | b"tfoot"
        | b"option" | b"optgroup" | b"rt" | b"rp" | b"colgroup" | b"caption" | b"html"
        | b"head" | b"body" => TagKind::Implied,
        b"title" => TagKind::Title,
        b"span" | b"i" | b"em" | b"u" | b"s" | b"font" | b"big" | b"tt" | b"nobr" | b"mark"
        | b"ins" | b"abbr" | b"small" | b"strike" | b"acronym" | b"q" | b"kbd" | b"samp"
        | b"var" | b"dfn" | b"code" | b"label" | b"bdi" | b"bdo" | b"cite" => TagKind::Inline,
        b"a" => TagKind::Link,
        b"b" | b"strong" => TagKind::Formatting,
        b"table" | b"object" | b"marquee" | b"applet" => TagKind::Table,
        b"address" | b"article" | b"aside" | b"blockquote" | b"button" | b"center" | b"details"
        | b"dir" | b"div" | b"dl" | b"fieldset" | b"figcaption" | b"figure" | b"footer"
        | b"form" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"header" | b"hgroup"
        | b"listing" | b"main" | b"menu" | b"nav" | b"ol" | b"pre" | b"search" | b"section"
        | b"summary" | b"ul" => TagKind::Block,
        _ => TagKind::Unknown,
    }
}

/// The elements that the page model tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Tag {
    Text,
    Inline,
    Block,
    Body,
    Head,
    Title,
    Meta,
    Link,
    Br,
    Hr,
    A,
    Strong,
    Time,
    P,
    Div,
    Section,
    Article,
    Main,
    Header,
    Footer,
    Aside,
    Nav,
    Form,
    Button,
    List,
    Item,
    Term,
    Table,
    Row,
    Cell,
    Quote,
    Pre,
    Figure,
    Caption,
    Img,
    Address,
    Details,
    Unread,
    Heading(u8),
}

/// Returns the element with this lower-case name.
pub(super) fn tag_of(name: &str) -> Tag {
    match name {
        "p" => Tag::P,
        "div" | "center" => Tag::Div,
        "a" => Tag::A,
        "br" => Tag::Br,
        "hr" => Tag::Hr,
        "b" | "strong" => Tag::Strong,
        "li" | "dd" => Tag::Item,
        "ul" | "ol" | "dl" | "menu" | "dir" => Tag::List,
        "dt" => Tag::Term,
        "img" => Tag::Img,
        "section" => Tag::Section,
        "article" => Tag::Article,
        "main" => Tag::Main,
        "header" | "hgroup" => Tag::Header,
        "footer" => Tag::Footer,
        "aside" => Tag::Aside,
        "nav" => Tag::Nav,
        "form" | "search" => Tag::Form,
        "button" => Tag::Button,
        "table" => Tag::Table,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "blockquote" => Tag::Quote,
        "pre" | "listing" => Tag::Pre,
        "figure" => Tag::Figure,
        "figcaption" | "caption" => Tag::Caption,
        "address" => Tag::Address,
        "details" => Tag::Details,
        "del" | "rt" | "rp" => Tag::Unread,
        "time" => Tag::Time,
        "body" => Tag::Body,
        "head" => Tag::Head,
        "title" => Tag::Title,
        "meta" => Tag::Meta,
        "link" => Tag::Link,
        "html" | "thead" | "tbody" | "tfoot" | "fieldset" | "summary" | "colgroup" => Tag::Block,
        _ if name.contains('-') => Tag::Block,
        _ if is_heading(name) => Tag::Heading(name.as_bytes()[1] - b'0'),
        _ => Tag::Inline,
    }
}

/// Returns true for `h1` to `h6`.
fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

impl Tag {
    /// Returns true for elements that break a line.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Tag::Text
                | Tag::Inline
                | Tag::Br
                | Tag::A
                | Tag::Strong
                | Tag::Time
                | Tag::Img
                | Tag::Unread
                | Tag::Cell
                | Tag::Meta
                | Tag::Link
                | Tag::Button
        )
    }
}
