//! Page → its blocks of text in reading order, each with the figures by which it is judged.
//!
//! A block is what a reader sees as one paragraph, heading, list item or table row. Nothing is left out here except
//! what is never text (buttons, titles in the head). Start at [`blocks`].

use crate::parse::html::page::Page;
use crate::parse::html::page::push_collapsed;
use crate::parse::html::tags::Tag;
use crate::parse::html::vocabulary::Groups;

/// Bytes of text read from one page at most: ten novels.
const MAX_TEXT_BYTES: usize = 8 << 20;

/// Inline elements for these purposes are not part of the sentence around them.
const UNREAD: Groups = Groups::HIDDEN.or(Groups::SHARE).or(Groups::OVERLAY).or(Groups::AD);

/// Digits of the number of a footnote.
const NOTE_DIGITS: usize = 3;

/// What a block looks like on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text.
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    /// One entry of a list.
    Item,
    /// One row of a table, cells separated by tabs.
    Row,
    /// Preformatted text.
    Pre,
}

/// One block of text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What it looks like.
    pub(super) kind: Kind,
    /// Its text, with line breaks where the page has them.
    pub(super) text: String,
    /// The innermost block element that holds it.
    pub(super) node: usize,
    /// Its first text node, and the node after its last.
    pub(super) nodes: (usize, usize),
    /// Characters; ideographs count double, for they say as much as a syllable or two.
    pub(super) chars: usize,
    /// Characters inside links.
    pub(super) link_chars: usize,
    /// Links.
    pub(super) links: usize,
    /// Characters in bold type.
    pub(super) bold_chars: usize,
    /// Sentence ends and commas.
    pub(super) marks: usize,
    /// What its elements, from the innermost block element down, say it is for.
    pub(super) groups: Groups,
}

impl Block {
    /// Returns the share of its characters that lie inside links.
    pub(super) fn link_share(&self) -> f32 {
        self.link_chars as f32 / self.chars.max(1) as f32
    }

    /// Returns true if it ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        let text = self
            .text
            .trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']', '」', ' ', '*', '›']);
        text.ends_with(['.', '!', '?', '…', '。', '！', '？', ':', '．', '।', '؟', ';'])
    }

    /// Returns true if it is a heading, or a short paragraph all in bold that stands for one.
    pub(super) fn is_heading(&self) -> bool {
        let bold =
            self.bold_chars * 10 >= self.chars * 9 && self.chars < 120 && !self.ends_sentence();
        matches!(self.kind, Kind::Heading(_)) || (self.kind == Kind::Paragraph && bold)
    }
}

/// Returns the blocks of a page; the flag tells whether some were left out because of their size.
pub(super) fn blocks(page: &Page<'_>) -> (Vec<Block>, bool) {
    let mut writer = Writer {
        page,
        blocks: Vec::new(),
        current: None,
        bytes: 0,
        link_until: 0,
        bold_until: 0,
        pre_until: 0,
    };
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < page.nodes.len() && writer.bytes < MAX_TEXT_BYTES {
        while open.last().is_some_and(|&node| page.nodes[node].end as usize <= at) {
            writer.close(open.pop().unwrap_or(0));
        }
        let node = &page.nodes[at];
        let unread =
            matches!(node.tag, Tag::Inline | Tag::A | Tag::Strong) && node.groups.has(UNREAD);
        if unread || matches!(node.tag, Tag::Head | Tag::Title | Tag::Button | Tag::Unread) {
            at = node.end as usize;
            continue;
        }
        if node.tag == Tag::Text {
            writer.text(at, open.last().copied().unwrap_or(0));
        } else {
            writer.open(at);
            if node.tag.is_block() {
                open.push(at);
            }
        }
        at += 1;
    }
    writer.flush();
    (writer.blocks, at < page.nodes.len())
}

struct Writer<'p, 'a> {
    page: &'p Page<'a>,
    blocks: Vec<Block>,
    current: Option<Block>,
    bytes: usize,
    link_until: usize,
    bold_until: usize,
    pre_until: usize,
}

impl Writer<'_, '_> {
    fn open(&mut self, at: usize) {
        let node = &self.page.nodes[at];
        let end = node.end as usize;
        match node.tag {
            Tag::Br => self.line_break(),
            Tag::Cell => self.cell(at),
            Tag::A if !node.attr("href").is_none_or(|href| href.starts_with('#')) => {
                self.link_until = self.link_until.max(end);
                if let Some(block) = &mut self.current {
                    block.links += 1;
                }
            }
            Tag::Strong => self.bold_until = self.bold_until.max(end),
            Tag::Pre => {
                self.flush();
                self.pre_until = end;
            }
            tag if tag.is_block() => self.flush(),
            _ => {}
        }
    }

    fn close(&mut self, _node: usize) {
        self.flush();
    }

    /// A line break; a second one ends the paragraph.
    fn line_break(&mut self) {
        let Some(block) = &mut self.current else { return };
        let length = block.text.trim_end_matches([' ', '\t']).len();
        block.text.truncate(length);
        if block.text.ends_with('\n') {
            self.flush();
        } else {
            block.text.push('\n');
        }
    }

    /// A table cell: within one row a tab separates it from the last one.
    fn cell(&mut self, at: usize) {
        let row = self.row_of(at);
        let Some(block) = &mut self.current else { return };
        if row.is_some()
            && row
                == self
                    .page
                    .ancestors(block.node)
                    .chain([block.node])
                    .find(|&node| Some(node) == row)
        {
            block.text.truncate(block.text.trim_end().len());
            block.text.push('\t');
        } else {
            self.flush();
        }
    }

    fn row_of(&self, at: usize) -> Option<usize> {
        let parent = self.page.nodes[at].parent as usize;
        (self.page.nodes[parent].tag == Tag::Row).then_some(parent)
    }

    fn text(&mut self, at: usize, container: usize) {
        let page = self.page;
        let text = page.nodes[at].text;
        let blank = text.trim().is_empty();
        if self.current.is_none() {
            if blank {
                return;
            }
            self.current = Some(self.start(at, container));
        }
        let is_note = is_note(page, at);
        let Some(block) = &mut self.current else { return };
        let before = block.text.len();
        if at < self.pre_until {
            block.text.push_str(text);
        } else if is_note && block.text.ends_with(|char: char| !char.is_whitespace()) {
            block.text.push_str(&format!(" [{}]", text.trim()));
        } else {
            let before = block.nodes.1.saturating_sub(1);
            if is_glued(&block.text, text) && are_beside(page, before, at, container) {
                block.text.push(' ');
            }
            push_collapsed(&mut block.text, text);
        }
        if blank {
            return;
        }
        self.bytes += block.text.len() - before;
        let measure = measure(&block.text[before..]);
        block.chars += measure.chars;
        block.marks += measure.marks;
        if at < self.link_until {
            block.link_chars += measure.chars;
        }
        if at < self.bold_until {
            block.bold_chars += measure.chars;
        }
        block.nodes.1 = at + 1;
    }

    fn start(&self, at: usize, container: usize) -> Block {
        let page = self.page;
        let mut groups = page.nodes[container].groups;
        // Inline elements between the container and the text: <div><span class="credit">…
        let mut inline = page.nodes[at].parent as usize;
        while inline > container {
            groups |= page.nodes[inline].groups;
            inline = page.nodes[inline].parent as usize;
        }
        Block {
            kind: self.kind(at, container),
            text: String::new(),
            node: container,
            nodes: (at, at + 1),
            chars: 0,
            link_chars: 0,
            links: usize::from(at < self.link_until),
            bold_chars: 0,
            marks: 0,
            groups,
        }
    }

    fn kind(&self, at: usize, container: usize) -> Kind {
        if at < self.pre_until {
            return Kind::Pre;
        }
        let near = [container].into_iter().chain(self.page.ancestors(container).take(4));
        for node in near {
            match self.page.nodes[node].tag {
                Tag::Heading(level) => return Kind::Heading(level),
                Tag::Item | Tag::Term => return Kind::Item,
                Tag::Row => return Kind::Row,
                Tag::Quote | Tag::Section | Tag::Article | Tag::Main | Tag::P => break,
                _ => {}
            }
        }
        Kind::Paragraph
    }

    fn flush(&mut self) {
        if let Some(mut block) = self.current.take() {
            if block.kind == Kind::Pre {
                block.text = block.text.trim_matches('\n').trim_end().replace("\n\n", "\n");
            } else {
                block.text.truncate(block.text.trim_end().len());
            }
            if block.chars > 0 {
                self.blocks.push(block);
            }
        }
    }
}

/// Returns true for the number of a footnote: digits that are raised and lead to it.
fn is_note(page: &Page<'_>, at: usize) -> bool {
    let number = page.nodes[at].text.trim();
    if number.is_empty()
        || number.len() > NOTE_DIGITS
        || !number.bytes().all(|byte| byte.is_ascii_digit())
    {
        return false;
    }
    let around = || page.ancestors(at).take(3);
    let is_raised =
        |&node: &usize| page.nodes[node].element.is_some_and(|element| element.name() == "sup");
    around().any(|node| page.nodes[node].tag == Tag::A) && around().any(|node| is_raised(&node))
}

/// Returns true if two texts stand in inline elements of their own, one beside the other: `Mac<b>Book</b>` does not.
fn are_beside(page: &Page<'_>, before: usize, at: usize, container: usize) -> bool {
    let (first, second) = (page.nodes[before].parent as usize, page.nodes[at].parent as usize);
    let inner = |node: usize| page.inside(container).contains(&node);
    inner(first)
        && inner(second)
        && !page.inside(first).contains(&at)
        && !page.inside(second).contains(&before)
}

/// Returns true if a text ends and another begins as words do that their style alone sets apart: "Ann Lee" and
/// "December 17", "2026" and "1h 54m".
fn is_glued(text: &str, more: &str) -> bool {
    let (Some(last), Some(first)) = (text.chars().next_back(), more.chars().next()) else {
        return false;
    };
    if last.is_numeric() {
        return first.is_uppercase() || (first.is_numeric() && more.contains(' '));
    }
    last.is_lowercase() && (first.is_uppercase() || first.is_numeric())
}

struct Measure {
    chars: usize,
    marks: usize,
}

/// Counts characters and punctuation of running text.
fn measure(text: &str) -> Measure {
    let mut measure = Measure { chars: 0, marks: 0 };
    for char in text.chars() {
        measure.chars +=
            1 + usize::from(matches!(char, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'));
        measure.marks += usize::from(matches!(
            char,
            '.' | ',' | '!' | '?' | '。' | '，' | '、' | '،' | ';' | '।'
        ));
    }
    measure
}

#[cfg(test)]
mod tests {
    use crate::parse::html;

    fn text(inner: &str) -> String {
        let told = "The mill by the river has ground no corn since the flood, and its owner says it never will again.";
        html::article(
            &format!("<article><p>{told}</p><p>{inner}</p><p>{told} Really.</p></article>"),
            None,
        )
        .0
        .text
    }

    #[test]
    fn words_that_only_their_style_sets_apart_are_set_apart() {
        for (inner, expected) in [
            (
                "The miller, <em class=a>Ann Lee</em><em class=b>December 17</em>, is gone.",
                "Ann Lee December 17,",
            ),
            (
                "The miller, <span>Ann Lee</span><span>December 17</span>, is gone.",
                "Ann Lee December 17,",
            ),
            (
                "The miller sold <i class=a>2026</i><i class=b>12 sacks</i><i class=b>Oats</i>, he said.",
                "sold 2026 12 sacks Oats,",
            ),
            (
                "The miller reads e<a href=/bay>Bay</a> and a Mac<b>Book</b> manual, he said.",
                "reads eBay and a MacBook manual",
            ),
            (
                "<span class=cap>T</span>he miller, Ann <b>L</b>ee, has gone to the sea.",
                "The miller, Ann Lee,",
            ),
            ("The mill has a wheel of 40 m<sup>2</sup>, and it turns no more.", "40 m2,"),
            (
                "The mill was sold<sup><a href=#n1>1</a></sup> to a stranger, he said.",
                "sold [1] to",
            ),
            (
                "The mill was sold<a href=#n1><sup>12</sup></a> to a stranger, he said.",
                "sold [12] to",
            ),
        ] {
            assert!(text(inner).contains(expected), "{inner}: {}", text(inner));
        }
    }
}
