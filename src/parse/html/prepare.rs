//! Web page → a smaller page with the same content, for the tree builder.
//!
//! Scripts, styles, drawings, comments and attributes that nothing here reads are left out; JSON-LD is set aside.
//! This is also where hostile pages lose their sting: nesting depth, number of tags and size are bounded, and
//! everything is one forward pass. It decodes nothing and builds no tree. Start at [`prepare`].

use memchr::memchr;
use memchr::memmem;

use crate::parse::html::attribute::attribute;
use crate::parse::html::attribute::is_hidden;
use crate::parse::html::attribute::place_of;
use crate::parse::html::tags::TagKind;
use crate::parse::html::tags::kind_of;

/// Bytes handed to the tree builder at most: twenty times the largest news page seen, two seconds of parsing.
const MAX_KEPT_BYTES: usize = 24 << 20;

/// Tags handed to the tree builder at most; the largest real pages have about 60,000.
const MAX_TAGS: usize = 400_000;

/// Elements open at once at most (browsers stop at 512): the tree builder's scope checks are linear in it.
const MAX_DEPTH: usize = 400;

/// Bytes of JSON-LD set aside at most.
const MAX_JSON_BYTES: usize = 8 << 20;

/// What is left of a page.
#[derive(Debug, Default)]
pub(super) struct Prepared<'a> {
    /// The page for the tree builder.
    pub(super) html: String,
    /// Contents of JSON-LD scripts, in page order.
    pub(super) json: Vec<&'a str>,
    /// Something was left out because of its size.
    pub(super) capped: bool,
}

/// Returns `source` without what extraction never reads; with `inert`, what browsers do not show at first is kept:
/// the content of `noscript` and `template`.
pub(super) fn prepare(source: &str, inert: bool) -> Prepared<'_> {
    let mut reducer = Reducer::new(source);
    reducer.inert = inert;
    reducer.run();
    Prepared { html: reducer.out, json: reducer.json, capped: reducer.capped }
}

/// An element that is open at the current place.
struct Open {
    name: u128,
    kind: TagKind,
    written: bool,
}

struct Reducer<'a> {
    source: &'a str,
    bytes: &'a [u8],
    out: String,
    json: Vec<&'a str>,
    json_bytes: usize,
    open: Vec<Open>,
    tags: usize,
    /// Elements beyond [`MAX_DEPTH`] whose end tags are still to come.
    overflow: usize,
    /// Names of skipped elements known to have no further end tag, so that it is searched for only once.
    unclosed: Vec<u128>,
    capped: bool,
    /// Whether `noscript` and `template` are read.
    inert: bool,
}

impl<'a> Reducer<'a> {
    fn new(source: &'a str) -> Reducer<'a> {
        Reducer {
            source,
            bytes: source.as_bytes(),
            out: String::with_capacity(source.len().min(MAX_KEPT_BYTES) / 2),
            json: Vec::new(),
            json_bytes: 0,
            open: Vec::new(),
            tags: 0,
            overflow: 0,
            unclosed: Vec::new(),
            capped: false,
            inert: false,
        }
    }

    /// Returns how to treat a tag.
    fn kind(&self, name: &Name) -> TagKind {
        match &name.bytes[..name.len] {
            b"noscript" | b"template" if self.inert => TagKind::Dropped,
            name => kind_of(name),
        }
    }

    fn run(&mut self) {
        // Pages without a doctype would be read in quirks mode, in which a table stays inside its paragraph.
        self.out.push_str("<!DOCTYPE html>");
        let mut at = 0;
        while let Some(found) = memchr(b'<', &self.bytes[at..]) {
            self.text(at, at + found);
            at += found;
            if self.out.len() > MAX_KEPT_BYTES || self.tags > MAX_TAGS {
                self.capped = true;
                return;
            }
            at = match self.bytes.get(at + 1) {
                Some(b'!') => self.declaration(at),
                Some(b'?') => self.skip_past(at, b">"),
                Some(b'/') if self.letter(at + 2) => self.end_tag(at),
                Some(_) if self.letter(at + 1) => self.start_tag(at),
                _ => {
                    self.out.push_str("&lt;");
                    self.tags += 1;
                    at + 1
                }
            };
        }
        self.text(at, self.bytes.len());
    }

    fn letter(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
    }

    /// Copies text, as far as the cap allows.
    fn text(&mut self, start: usize, end: usize) {
        let mut stop = end.min(start + MAX_KEPT_BYTES.saturating_sub(self.out.len()));
        while !self.source.is_char_boundary(stop) {
            stop -= 1;
        }
        self.capped |= stop < end;
        self.out.push_str(&self.source[start..stop]);
    }

    fn skip_past(&self, at: usize, end: &[u8]) -> usize {
        memmem::find(&self.bytes[at..], end)
            .map_or(self.bytes.len(), |found| at + found + end.len())
    }

    /// Skips a comment, a doctype or whatever else starts with `<!`.
    fn declaration(&mut self, at: usize) -> usize {
        let rest = &self.bytes[at..];
        if rest.starts_with(b"<!-->") {
            at + 5
        } else if rest.starts_with(b"<!--") {
            self.skip_past(at + 4, b"-->")
        } else if rest.starts_with(b"<![CDATA[") {
            self.skip_past(at, b"]]>")
        } else {
            self.skip_past(at, b">")
        }
    }

    fn end_tag(&mut self, at: usize) -> usize {
        let (name, after) = self.name(at + 2);
        let end = self.skip_past(after, b">");
        self.tags += 1;
        let kind = self.kind(&name);
        match kind {
            TagKind::Skipped | TagKind::Raw | TagKind::Void | TagKind::Dropped | TagKind::Title => {
                return end;
            }
            TagKind::Implied => {}
            _ => match self.close(&name, kind) {
                Closed::Written(TagKind::Inline) => {
                    self.out.push_str("</span>");
                    return end;
                }
                Closed::Written(_) => {}
                Closed::Silent => return end,
            },
        }
        self.out.push_str("</");
        self.out.push_str(&self.source[at + 2..at + 2 + name.full]);
        self.out.push('>');
        end
    }

    /// Finds what an end tag closes, as the tree builder would.
    fn close(&mut self, name: &Name, kind: TagKind) -> Closed {
        if self.overflow > 0 {
            self.overflow -= 1;
            return Closed::Silent;
        }
        for place in (0..self.open.len()).rev() {
            let open = &self.open[place];
            if open.name == name.key {
                let written = open.written;
                if matches!(kind, TagKind::Formatting | TagKind::Link) {
                    self.open.remove(place);
                } else {
                    self.open.truncate(place);
                }
                return if written { Closed::Written(kind) } else { Closed::Silent };
            }
            let barrier = match kind {
                TagKind::Inline | TagKind::Unknown => {
                    matches!(open.kind, TagKind::Block | TagKind::Table)
                }
                _ => open.kind == TagKind::Table,
            };
            if barrier {
                break;
            }
        }
        Closed::Silent
    }

    fn start_tag(&mut self, at: usize) -> usize {
        let (name, after) = self.name(at + 1);
        let kind = self.kind(&name);
        self.tags += 1;
        let mark = self.out.len();
        let inline = kind == TagKind::Inline;
        self.out.push('<');
        self.out.push_str(if inline { "span" } else { &self.source[at + 1..at + 1 + name.full] });
        let tag = self.attributes(after, kind);
        self.out.push('>');
        let keep = match kind {
            TagKind::Raw | TagKind::Skipped | TagKind::Dropped => false,
            TagKind::Inline => tag.kept > 0 && self.room(),
            TagKind::Block
            | TagKind::Table
            | TagKind::Unknown
            | TagKind::Formatting
            | TagKind::Link => self.room(),
            TagKind::Void | TagKind::Implied | TagKind::Title => true,
        };
        if !keep {
            self.out.truncate(mark);
            if inline && self.is_glued(at, tag.end) {
                self.out.push(' ');
            }
        }
        match kind {
            TagKind::Raw | TagKind::Skipped => return self.skip_element(at, &name, kind, tag.end),
            TagKind::Title => return self.copy_title(&name, tag.end),
            TagKind::Void | TagKind::Implied | TagKind::Dropped => {}
            _ if self.open.len() >= MAX_DEPTH => self.overflow += 1,
            _ => self.open.push(Open { name: name.key, kind, written: keep }),
        }
        tag.end
    }

    /// Returns true for an element that follows another without a space, where one word ends and the next begins.
    fn is_glued(&self, at: usize, end: usize) -> bool {
        self.bytes[..at].ends_with(b">")
            && self.out.ends_with(|char: char| char.is_ascii_lowercase())
            && self.bytes.get(end).is_some_and(u8::is_ascii_uppercase)
    }

    fn room(&mut self) -> bool {
        let room = self.open.len() < MAX_DEPTH;
        self.capped |= !room;
        room
    }

    /// Copies a title to its end tag: tags inside it are text.
    fn copy_title(&mut self, name: &Name, start: usize) -> usize {
        let end = if self.unclosed.contains(&name.key) {
            None
        } else {
            find_end_tag(self.bytes, start, b"title")
        };
        let stop = end.unwrap_or(start);
        self.out.push_str(&self.source[start..stop].replace('<', "&lt;"));
        self.out.push_str("</title>");
        if end.is_none() {
            self.unclosed.push(name.key);
        }
        end.map_or(start, |end| self.skip_past(end, b">"))
    }

    /// Skips an element with its content; sets JSON-LD aside.
    fn skip_element(&mut self, at: usize, name: &Name, kind: TagKind, start: usize) -> usize {
        if self.unclosed.contains(&name.key) {
            return start;
        }
        match find_end_tag(self.bytes, start, &name.bytes[..name.len]) {
            Some(end) => {
                let json = name.bytes[..name.len] == *b"script"
                    && memmem::find(&self.bytes[at..start], b"ld+json").is_some();
                if json && self.json_bytes + end - start <= MAX_JSON_BYTES {
                    self.json_bytes += end - start;
                    self.json.push(&self.source[start..end]);
                }
                self.skip_past(end, b">")
            }
            // A script without an end swallows the rest of a page; a drawing without one is only its tag.
            None if kind == TagKind::Raw => self.bytes.len(),
            None => {
                self.unclosed.push(name.key);
                start
            }
        }
    }

    /// Returns the tag name at `at`, in lower case, and the place after it.
    fn name(&self, at: usize) -> (Name, usize) {
        let rest = &self.bytes[at..];
        let full = rest
            .iter()
            .position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
            .unwrap_or(rest.len());
        let mut bytes = [0; 16];
        let len = full.min(16);
        bytes[..len].copy_from_slice(&rest[..len]);
        bytes.make_ascii_lowercase();
        (Name { key: u128::from_le_bytes(bytes), bytes, len, full }, at + full)
    }

    /// Copies the attributes that are read later, and finds the end of the tag.
    fn attributes(&mut self, mut at: usize, kind: TagKind) -> Tag {
        let mut seen = 0u32;
        let mut kept = 0;
        loop {
            while self.bytes.get(at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'/')
            {
                at += 1;
            }
            match self.bytes.get(at) {
                None => return Tag { end: at, kept },
                Some(b'>') => return Tag { end: at + 1, kept },
                Some(_) => {}
            }
            let attribute = attribute(self.bytes, at);
            let name = &self.bytes[at..attribute.name_end];
            let which = place_of(name);
            if let Some(which) =
                which.filter(|which| seen & (1 << which) == 0 && kind != TagKind::Formatting)
            {
                seen |= 1 << which;
                kept += 1;
                self.out.push(' ');
                self.out.push_str(&self.source[at..attribute.end]);
            } else if name.eq_ignore_ascii_case(b"style")
                && is_hidden(&self.bytes[at..attribute.end])
            {
                kept += 1;
                self.out.push_str(" hidden");
            }
            at = attribute.end;
        }
    }
}

enum Closed {
    Written(TagKind),
    Silent,
}

struct Name {
    key: u128,
    bytes: [u8; 16],
    len: usize,
    full: usize,
}

struct Tag {
    end: usize,
    kept: usize,
}

/// Returns the place of the next end tag `name` (in lower case).
fn find_end_tag(bytes: &[u8], mut at: usize, name: &[u8]) -> Option<usize> {
    while let Some(found) = memmem::find(&bytes[at..], b"</") {
        at += found;
        let rest = &bytes[at + 2..];
        let same = rest.len() > name.len() && rest[..name.len()].eq_ignore_ascii_case(name);
        if same && !rest[name.len()].is_ascii_alphanumeric() {
            return Some(at);
        }
        at += 2;
    }
    None
}
