//! Tokens → quotation marks: what kind each is and which way it faces.
//!
//! Apostrophes that stand for left-out letters are no marks. Start at [`MarkList::load`].

use crate::extract::story::Story;
use crate::text::shape::Shape;
use crate::text::token::Token;
use crate::text::token::mark_key;

/// Words that lose their first letters to an apostrophe.
const ELISIONS: &[&str] = &[
    "em", "til", "till", "tis", "twas", "cause", "cos", "cuz", "bout", "n", "round", "neath", "ere",
];

/// Kinds of marks that do not close one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Level {
    /// `"` `“` `„`, and `''`.
    Double,
    /// `«` `‹`
    Angle,
    /// `'` `‘` `‚`, and every apostrophe.
    Single,
}

/// Which way a mark faces, from its form and the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Side {
    /// It opens.
    Open,
    /// It closes.
    Close,
    /// It may do either.
    Either,
}

/// One quotation mark, or an apostrophe that may be one.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Mark {
    /// Its token.
    pub token: u32,
    /// Number of tokens: `''` is one mark of two.
    pub width: u32,
    /// As written; `"` for `''`.
    pub letter: char,
    /// Its kind.
    pub level: Level,
    /// Which way it faces.
    pub side: Side,
    /// Its paragraph, counted from 1.
    pub paragraph: u32,
    /// It is the first token of its paragraph.
    pub leads: bool,
    /// A single mark that ends a quotation rather than a plural's possessive.
    pub sure: bool,
}

/// The marks of an article's body, with its paragraphs.
#[derive(Debug, Default)]
pub(in crate::extract) struct MarkList {
    /// The marks, in text order.
    pub marks: Vec<Mark>,
    /// First token of every paragraph of the body.
    pub paragraphs: Vec<u32>,
}

impl MarkList {
    /// Lists the marks of the body and where its paragraphs start.
    pub(in crate::extract) fn load(&mut self, story: &Story) {
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
