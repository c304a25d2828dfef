//! Tokens → quotations: which quotation marks belong together, paragraph by paragraph.
//!
//! Knows straight, curly, low, angle and single marks, tells apostrophes from single marks, joins speech over several
//! paragraphs (each opened anew) and gives up marks that have no partner. Only the outermost of nested quotations is
//! reported. One pass, linear in the tokens. Start at [`Marks::load`].

use std::ops::Range;

use crate::extract::story::Story;
use crate::text::token::Shape;
use crate::text::token::Token;
use crate::text::token::mark_key;

/// A pair of quotation marks with what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The tokens, marks included.
    pub tokens: Range<u32>,
    /// Tokens of the opening mark.
    pub opening: u32,
    /// Tokens of the closing mark; 0 where the closing mark is missing.
    pub closing: u32,
}

/// Most paragraphs of one speech; a mark open for longer is a slip.
const MAX_PARAGRAPHS: u32 = 40;

/// Words that lose their first letters to an apostrophe.
const ELISIONS: &[&str] = &[
    "em", "til", "till", "tis", "twas", "cause", "cos", "cuz", "bout", "n", "round", "neath", "ere",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Double,
    Angle,
    Single,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    token: u32,
    /// Number of tokens: `''` is one mark of two.
    width: u32,
    letter: char,
    level: Level,
    side: Side,
    paragraph: u32,
    /// It is the first token of its paragraph.
    leads: bool,
    /// A single mark that ends a quotation rather than a plural's possessive.
    sure: bool,
}

/// A quotation whose end has not been met.
#[derive(Clone, Copy, Debug)]
struct Open {
    mark: Mark,
    /// Paragraph that it has reached.
    paragraph: u32,
    /// Quotations of the same level inside it.
    depth: u32,
}

/// Finds quotations; its memory is used again for the next article.
#[derive(Debug, Default)]
pub struct Marks {
    marks: Vec<Mark>,
    /// First token of every paragraph of the body.
    paragraphs: Vec<u32>,
    /// Mark → the next single mark that surely closes, that may close, that opens, in the same paragraph.
    ahead: Vec<[u32; 3]>,
}

/// No such mark in the paragraph.
const NONE: u32 = u32::MAX;

impl Marks {
    /// Returns the first tokens of the paragraphs of the body.
    pub fn paragraphs(&self) -> &[u32] {
        &self.paragraphs
    }

    /// Returns the number of the paragraph that holds a token.
    pub fn paragraph_of(&self, token: u32) -> u32 {
        self.paragraphs.partition_point(|start| *start <= token) as u32
    }

    /// Appends the quotations of the body of `story` to `out`, in text order, none inside another.
    pub fn load(&mut self, story: &Story, out: &mut Vec<Pair>) {
        self.collect(story);
        if self.marks.is_empty() {
            return;
        }
        self.look_ahead();
        let mut open: Option<Open> = None;
        let mut at = 0;
        while at < self.marks.len() {
            let mark = self.marks[at];
            at += 1;
            if let Some(one) = open.filter(|one| one.paragraph != mark.paragraph) {
                if continues(one, mark) {
                    open = Some(Open { paragraph: mark.paragraph, depth: 0, ..one });
                    if one.mark.level != Level::Single {
                        continue;
                    }
                } else {
                    self.give_up(story, one, out);
                    open = None;
                }
            }
            match open {
                Some(one) if one.mark.level == Level::Single => {
                    if let Some(close) = self.closing_single(at - 1) {
                        out.push(pair(one.mark, self.marks[close]));
                        open = None;
                        at = close + 1;
                    }
                }
                Some(one) if closes(one.mark, mark) => {
                    open = (one.depth > 0).then(|| Open { depth: one.depth - 1, ..one });
                    if open.is_none() {
                        out.push(pair(one.mark, mark));
                    }
                }
                Some(one) if mark.level == one.mark.level && mark.side == Side::Open => {
                    let nested = self.two_close(at, mark.level);
                    open = Some(if nested {
                        Open { depth: one.depth + 1, ..one }
                    } else {
                        start(mark)
                    });
                }
                Some(_) => {}
                None if mark.level == Level::Single => {
                    if let Some(close) = self.closing_single(at - 1) {
                        out.push(pair(mark, self.marks[close]));
                        at = close + 1;
                    } else if mark.side == Side::Open && mark.leads {
                        open = Some(start(mark));
                    }
                }
                None => open = may_open(story, mark).then(|| start(mark)),
            }
        }
        if let Some(one) = open {
            self.give_up(story, one, out);
        }
    }

    /// Lists the marks of the body and where its paragraphs start.
    fn collect(&mut self, story: &Story) {
        self.marks.clear();
        self.paragraphs.clear();
        let keys = [
            mark_key('"'),
            mark_key('\''),
            mark_key('«'),
            mark_key('»'),
            mark_key('‹'),
            mark_key('›'),
            mark_key('‚'),
            mark_key('＂'),
        ];
        let first = story.tokens.partition_point(|token| (token.start as usize) < story.body());
        for (at, token) in story.tokens.iter().enumerate().skip(first) {
            let leads = at == first
                || token.breaks == 2
                || (token.breaks == 1 && starts_sentence(story, at));
            if leads {
                self.paragraphs.push(at as u32);
            }
            if token.shape == Shape::Mark && keys.contains(&token.key) {
                self.note(story, at, leads);
            }
        }
    }

    fn note(&mut self, story: &Story, at: usize, leads: bool) {
        let Some(letter) = story.word(at).chars().next() else { return };
        let glued = |at: usize| story.tokens.get(at).is_some_and(|token| token.glued);
        if let Some(last) =
            self.marks.last_mut().filter(|last| is_doubled(last, letter, at) && glued(at))
        {
            // `` and '' are double marks of two characters.
            last.width = 2;
            last.level = Level::Double;
            last.letter = '"';
            last.side = side(story, at - 1, at, letter);
            return;
        }
        let level = match letter {
            '«' | '»' | '‹' | '›' => Level::Angle,
            '\'' | '‘' | '’' | '‛' | '‚' | '`' | '´' => Level::Single,
            _ => Level::Double,
        };
        let side = side(story, at, at, letter);
        if level == Level::Single && side == Side::Open && is_elision(story, at) {
            return;
        }
        let sure = level == Level::Single && is_sure_end(story, at);
        let paragraph = self.paragraphs.len() as u32;
        self.marks.push(Mark {
            token: at as u32,
            width: 1,
            letter,
            level,
            side,
            paragraph,
            leads,
            sure,
        });
    }

    /// For every mark the next single marks of its paragraph that close or open.
    fn look_ahead(&mut self) {
        self.ahead.clear();
        self.ahead.resize(self.marks.len(), [NONE; 3]);
        let mut next = [NONE; 3];
        let mut paragraph = NONE;
        for (at, mark) in self.marks.iter().enumerate().rev() {
            if mark.paragraph != paragraph {
                (next, paragraph) = ([NONE; 3], mark.paragraph);
            }
            self.ahead[at] = next;
            if mark.level == Level::Single {
                match mark.side {
                    Side::Open => next[2] = at as u32,
                    _ => next[1] = at as u32,
                }
                if mark.sure && mark.side != Side::Open {
                    next[0] = at as u32;
                }
            }
        }
    }

    /// The mark that closes the single mark at `at`, if that opens a quotation at all.
    fn closing_single(&self, at: usize) -> Option<usize> {
        if self.marks[at].side != Side::Open {
            return None;
        }
        let [sure, maybe, opens] = self.ahead[at];
        if sure != NONE && (opens == NONE || sure < opens) {
            return Some(sure as usize);
        }
        (maybe != NONE && (opens == NONE || maybe < opens)).then_some(maybe as usize)
    }

    /// Returns true if the next two marks of the level, from `at` on, both close: what opened was nested.
    fn two_close(&self, at: usize, level: Level) -> bool {
        let paragraph = self.marks.get(at).map(|mark| mark.paragraph);
        let mut next = self.marks[at..]
            .iter()
            .take(8)
            .filter(|mark| mark.level == level && Some(mark.paragraph) == paragraph);
        let mut closes = || next.next().is_some_and(|mark| mark.side == Side::Close);
        closes() && closes()
    }

    /// An open quotation met the end of its paragraph. It is kept if nothing else can be meant: its mark starts the
    /// paragraph or follows a colon.
    fn give_up(&self, story: &Story, open: Open, out: &mut Vec<Pair>) {
        let end = self
            .paragraphs
            .get(open.paragraph as usize)
            .map_or(story.tokens.len() as u32, |end| *end);
        let colon = open.mark.token > 0 && matches!(story.word(open.mark.token as usize - 1), ":");
        let several = open.paragraph > open.mark.paragraph;
        if open.mark.level != Level::Single && (open.mark.leads || colon || several) {
            out.push(Pair { tokens: open.mark.token..end, opening: open.mark.width, closing: 0 });
        }
    }
}

fn start(mark: Mark) -> Open {
    Open { mark, paragraph: mark.paragraph, depth: 0 }
}

fn pair(open: Mark, close: Mark) -> Pair {
    Pair {
        tokens: open.token..close.token + close.width,
        opening: open.width,
        closing: close.width,
    }
}

fn starts_sentence(story: &Story, at: usize) -> bool {
    let sentence = story.sentences.get(story.sentence_of(at));
    sentence.is_some_and(|sentence| sentence.tokens.start as usize == at)
}

fn is_doubled(last: &Mark, letter: char, at: usize) -> bool {
    last.token as usize + 1 == at
        && last.width == 1
        && last.letter == letter
        && matches!(letter, '\'' | '`')
}

/// Which way the mark of tokens `first..=last` faces, from its form and from the white space around it.
fn side(story: &Story, first: usize, last: usize, letter: char) -> Side {
    let before = story.tokens.get(first).is_some_and(|token| token.glued);
    let after = story.tokens.get(last + 1).is_some_and(|token| token.glued);
    match letter {
        '“' | '‘' | '‛' | '„' | '‟' | '‚' if !before || after => Side::Open,
        '”' if before => Side::Close,
        // An apostrophe that starts a word was meant as one, or as an opening mark.
        '’' if before && !after => Side::Close,
        '’' | '´' if before => {
            if is_mark(story, last + 1) {
                Side::Close
            } else {
                Side::Either
            }
        }
        _ => match (before, after) {
            (false, true) => Side::Open,
            (true, false) => Side::Close,
            _ if after
                && first > 0
                && matches!(
                    story.word(first - 1),
                    "(" | "[" | "—" | "–" | "-" | "/" | "\"" | "“" | "‘" | "'"
                ) =>
            {
                Side::Open
            }
            _ if after && is_mark(story, last + 1) => Side::Close,
            _ => Side::Either,
        },
    }
}

fn is_mark(story: &Story, at: usize) -> bool {
    story.tokens.get(at).is_some_and(|token| token.shape == Shape::Mark)
}

/// 'em, '90s: the apostrophe stands for what was left out.
fn is_elision(story: &Story, at: usize) -> bool {
    let Some(next) = story.tokens.get(at + 1) else { return false };
    let short = next.shape == Shape::Number && next.end - next.start == 2;
    short || ELISIONS.iter().any(|word| word.eq_ignore_ascii_case(story.word(at + 1)))
}

/// Returns true for a single mark at the end of a word that cannot be a plural's possessive.
fn is_sure_end(story: &Story, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| story.tokens.get(at)) else { return false };
    let next: Option<&Token> = story.tokens.get(at + 1);
    before.shape == Shape::Mark
        || next.is_none_or(|next| next.shape == Shape::Mark || next.breaks > 0)
        || !story.word(at - 1).ends_with(['s', 'S'])
}

fn may_open(story: &Story, mark: Mark) -> bool {
    let feet = mark.token > 0
        && mark.letter == '"'
        && story.tokens[mark.token as usize - 1].shape == Shape::Number;
    match mark.side {
        Side::Open => true,
        Side::Either => !feet && !mark.letter.eq(&'”'),
        // said," We go: the space is on the wrong side.
        Side::Close => {
            matches!(mark.letter, '"')
                && mark.token > 0
                && matches!(story.word(mark.token as usize - 1), "," | ":")
        }
    }
}

fn closes(open: Mark, mark: Mark) -> bool {
    if open.level != mark.level {
        return false;
    }
    match (open.letter, mark.letter) {
        ('«', '»') | ('»', '«') | ('‹', '›') | ('›', '‹') => true,
        ('«' | '»' | '‹' | '›', _) => false,
        ('„', '“' | '”' | '"') => true,
        (_, '”') => true,
        // A mark of the wrong form, but with white space on the side of an end.
        (_, '“') => mark.side == Side::Close,
        (_, '„') => false,
        _ => mark.side != Side::Open,
    }
}

/// Returns true if the mark opens the quotation anew at the head of the next paragraph.
fn continues(open: Open, mark: Mark) -> bool {
    mark.leads
        && mark.paragraph == open.paragraph + 1
        && mark.level == open.mark.level
        && mark.side != Side::Close
        && (mark.letter == open.mark.letter || mark.level == Level::Double)
        && mark.paragraph - open.mark.paragraph < MAX_PARAGRAPHS
}
