//! Tokens → exact numbers: digits, words, fractions and scales, with the bounds that the words around them set.
//!
//! Numbers are decimal throughout; what is no well-formed number ("five two hundred") is none. Start at [`bounds`].

use std::ops::Range;

use rust_decimal::Decimal;

use crate::extract::story::Story;
use crate::extract::value::ENGLISH;
use crate::extract::value::Match;
use crate::extract::value::compare::compare;
use crate::extract::value::local;
use crate::model::Compare;
use crate::model::Number;
use crate::rules::Lexicon;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// Most digits of a number; longer ones are serial numbers or damage, and would not be exact.
const MAX_DIGITS: usize = 24;

/// A number, or a range, with how it bounds the real one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) number: Number,
    pub(super) low: Option<Number>,
    pub(super) high: Option<Number>,
    pub(super) compare: Compare,
}

impl Bounds {
    /// Returns the bounds with every number multiplied.
    pub(super) fn times(self, factor: Decimal) -> Option<Bounds> {
        let scaled = |number: Number| {
            number.0.checked_mul(factor).map(|product| Number(product.normalize()))
        };
        let number = scaled(self.number)?;
        let (low, high) = (self.low.and_then(scaled), self.high.and_then(scaled));
        Some(Bounds { number, low, high, ..self })
    }
}

/// Returns what the captures `number`, or `low` and `high`, and the words around the mention say.
pub(super) fn bounds(found: &Match<'_>) -> Option<Bounds> {
    if dash_stands_apart(found) || is_margin(found) {
        return None;
    }
    let Some(range) = found.range("number") else { return ends(found) };
    if is_piece(found, &range) {
        return None;
    }
    let number = parse(found, range)?;
    let sign = if found.range("minus").is_some() { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
    Some(Bounds {
        number: Number((number * sign).normalize()),
        low: None,
        high: None,
        compare: compare(found),
    })
}

/// A dash with a space behind it is no minus.
fn dash_stands_apart(found: &Match<'_>) -> bool {
    let Some(minus) = found.range("minus") else { return false };
    let is_word = found.story.tokens[minus.start].shape != Shape::Mark;
    let next = found.story.tokens.get(minus.end);
    !is_word && next.is_some_and(|token| !token.glued)
}

/// A piece of a number whose signs are not those of the rule's language is no number: "50" of "10,50".
fn is_piece(found: &Match<'_>, number: &Range<usize>) -> bool {
    let tokens = &found.story.tokens;
    let glued = |at: usize| tokens.get(at).is_some_and(|token| token.glued);
    let comma = |at: usize| glued(at) && found.story.word(at) == ",";
    let digits = |at: usize| tokens.get(at).is_some_and(|token| token.shape == Shape::Number);
    let (start, end) = (number.start, number.end);
    let after = start >= 2 && glued(start) && comma(start - 1) && digits(start - 2);
    // "10 000": groups that spaces part.
    let group = |at: usize| digits(at) && found.story.word(at).len() == 3;
    let few = |at: usize| digits(at) && found.story.word(at).len() <= 3;
    let follows = start > found.sentence().start && group(start) && few(start - 1);
    let goes_on = few(end.saturating_sub(1)) && end < found.sentence().end && group(end);
    // "million" of a number too long to be exact.
    let is_scale = |at: usize| {
        let class = found.rules.lexicon.class("parts.scale");
        class.is_some_and(|class| found.rules.lexicon.has(&tokens[at], class))
    };
    let scale = start > found.sentence().start && is_scale(start) && digits(start - 1);
    after || follows || goes_on || scale || (comma(end) && glued(end + 1) && digits(end + 1))
}

/// "plus or minus 3 points" is a margin of 3.
fn is_margin(found: &Match<'_>) -> bool {
    let minus = found.range("minus").filter(|minus| minus.start > found.sentence().start);
    minus.is_some_and(|minus| found.story.word(minus.start - 1) == "or")
}

/// Tokens before a range among which a verb of change, or "from", makes its ends what was gained and what was reached.
const MOVE_REACH: usize = 3;

/// Words before a verb with which it tells what will be: there a range is a range.
const FUTURE: &[&str] =
    &["to", "will", "would", "could", "may", "might", "should", "can", "must", "shall"];

/// "rose £3m to £5m", "from £3m to £5m": two sums, and no range.
fn is_move(found: &Match<'_>) -> bool {
    let (start, first) = (found.tokens.start, found.sentence().start);
    let verbs = found.rules.lexicon.class("parts.ch-trigger");
    let moves = |at: usize| {
        let token = &found.story.tokens[at];
        let future = at > first && FUTURE.contains(&found.story.word(at - 1));
        verbs.is_some_and(|class| found.rules.lexicon.has(token, class)) && !future
    };
    (first.max(start.saturating_sub(MOVE_REACH))..start)
        .rev()
        .take_while(|at| !matches!(found.story.word(*at), "," | ";" | ":" | "(" | "of" | "between"))
        .any(|at| found.story.word(at).eq_ignore_ascii_case("from") || moves(at))
}

/// A range: `low` and `high`. "2-3 million" means millions on both ends.
fn ends(found: &Match<'_>) -> Option<Bounds> {
    let (low, high) = (found.range("low")?, found.range("high")?);
    // "12 million to 7 million" is no range from a million.
    let start = found.tokens.start;
    let is_tail =
        start > found.sentence().start && found.story.tokens[start - 1].shape == Shape::Number;
    if is_tail || found.range("again").is_some() && is_move(found) {
        return None;
    }
    let mut first = parse(found, low.clone())?;
    let last = parse(found, high.clone())?;
    if !has_scale(found, low) {
        first = first.checked_mul(scale_of(found, high))?;
    }
    if first >= last {
        return None;
    }
    let (low, high) = (Number(first.normalize()), Number(last.normalize()));
    Some(Bounds { number: low, low: Some(low), high: Some(high), compare: compare(found) })
}

/// Returns the number that the tokens write.
pub(super) fn parse(found: &Match<'_>, range: Range<usize>) -> Option<Decimal> {
    let comma = found.with("decimal") == Some(",");
    Writing { story: found.story, lexicon: &found.rules.lexicon, language: found.language(), comma }
        .total(range)
}

/// How a language writes numbers.
#[derive(Clone, Copy)]
struct Writing<'w> {
    story: &'w Story,
    lexicon: &'w Lexicon,
    language: &'w str,
    /// A comma stands before the fraction, and points between thousands.
    comma: bool,
}

impl Writing<'_> {
    fn total(self, range: Range<usize>) -> Option<Decimal> {
        if is_article(self.story, range.clone()) {
            return Some(Decimal::ONE);
        }
        let mut sum = Sum::default();
        let text = &self.story.text;
        let mut tokens = self.story.tokens.get(range)?.iter().peekable();
        while let Some(token) = tokens.next() {
            if token.shape == Shape::Number {
                let mut number = self.digits(token.text(text))?;
                let in_groups = token.text(text).len() <= GROUP;
                while let Some(group) = tokens.next_if(|next| in_groups && is_group(next, text)) {
                    let thousands = number.checked_mul(Decimal::ONE_THOUSAND)?;
                    number = thousands.checked_add(self.digits(group.text(text))?)?;
                }
                let next =
                    tokens.peek().filter(|next| next.glued).map_or("", |next| next.text(text));
                if next == "," && self.comma {
                    tokens.next();
                    let fraction = digits(&format!("0.{}", tokens.next()?.text(text)))?;
                    number = number.checked_add(fraction)?;
                }
                if next == "/" {
                    tokens.next();
                    let below = self.digits(tokens.next()?.text(text))?;
                    sum.add_fraction(number.checked_div(below)?)?;
                } else {
                    sum.add(number)?;
                }
            } else if let Some((list, number)) = listed(self.lexicon, self.language, token) {
                match list {
                    List::Cardinal => sum.add(number)?,
                    List::Scale => sum.scale(number)?,
                    List::Fraction => sum.add_fraction(number)?,
                }
            }
        }
        sum.total()
    }

    fn digits(self, written: &str) -> Option<Decimal> {
        if self.comma { comma_digits(written) } else { digits(written) }
    }
}

/// Returns the number that digits write where the comma stands before the fraction: `3,4`, `1.250,50`.
pub(super) fn comma_digits(written: &str) -> Option<Decimal> {
    let (whole, fraction) = written.split_once(',').unwrap_or((written, ""));
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let is_grouped = groups.clone().next().is_none() || first.len() <= 3;
    let good = is_grouped && groups.all(|group| group.len() == 3) && !fraction.contains([',', '.']);
    if !good || written.len() > MAX_DIGITS {
        return None;
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{}{point}{fraction}", whole.replace('.', "")).parse().ok()
}

/// "a dollar": one.
fn is_article(story: &Story, range: Range<usize>) -> bool {
    range.len() == 1 && matches!(story.word(range.start), "a" | "A")
}

/// Digits between the spaces of "2 500 000".
const GROUP: usize = 3;

fn is_group(token: &Token, text: &str) -> bool {
    let is_apart = !token.glued && token.breaks == 0 && token.shape == Shape::Number;
    is_apart && token.text(text).len() == GROUP
}

/// A number under construction, read from left to right.
#[derive(Default)]
struct Sum {
    /// Groups that a scale has closed: the millions, the thousands.
    closed: Decimal,
    /// The open group.
    open: Option<Decimal>,
    /// The last scale of thousands or more; the next must be smaller.
    last: Option<Decimal>,
}

impl Sum {
    fn add(&mut self, number: Decimal) -> Option<()> {
        let ten = Decimal::TEN;
        let hundred = Decimal::ONE_HUNDRED;
        self.open = Some(match self.open {
            None => number,
            Some(open) if !open.is_zero() && (open % hundred).is_zero() && number < hundred => {
                open + number
            }
            Some(open)
                if open >= ten * Decimal::TWO
                    && open < hundred * ten
                    && (open % ten).is_zero()
                    && number < ten =>
            {
                open + number
            }
            Some(_) => return None,
        });
        Some(())
    }

    fn scale(&mut self, scale: Decimal) -> Option<()> {
        let open = self.open.take();
        if scale == Decimal::ONE_HUNDRED {
            self.open = Some(open.unwrap_or(Decimal::ONE).checked_mul(scale)?);
            return Some(());
        }
        if self.closed.is_zero() || self.last.is_some_and(|last| scale < last) {
            let counted = open.unwrap_or(Decimal::ONE).checked_mul(scale)?;
            self.closed = self.closed.checked_add(counted)?;
        } else {
            // "five thousand billion", "two hundred thousand million": the later scale takes all.
            let counted = self.closed.checked_add(open.unwrap_or_default())?;
            self.closed = counted.checked_mul(scale)?;
        }
        self.last = Some(scale);
        Some(())
    }

    /// "a million and a half" counts in millions, "two and a half" in ones.
    fn add_fraction(&mut self, fraction: Decimal) -> Option<()> {
        match (self.open, self.last) {
            (None, Some(last)) => {
                self.closed = self.closed.checked_add(fraction.checked_mul(last)?)?
            }
            (open, _) => self.open = Some(open.unwrap_or_default().checked_add(fraction)?),
        }
        Some(())
    }

    fn total(self) -> Option<Decimal> {
        if self.open.is_none() && self.last.is_none() {
            return None;
        }
        self.closed.checked_add(self.open.unwrap_or_default()).map(|total| total.normalize())
    }
}

/// Returns the number that tokens write outside of any mention: `3.20`, `1.5 million`, `two`.
pub(in crate::extract) fn written_number(
    story: &Story,
    lexicon: &Lexicon,
    range: Range<usize>,
) -> Option<Decimal> {
    Writing { story, lexicon, language: ENGLISH, comma: false }.total(range)
}

enum List {
    Cardinal,
    Scale,
    Fraction,
}

/// Returns what a word means as part of a number; "and", "a" and hyphens mean nothing.
fn listed(lexicon: &Lexicon, language: &str, token: &Token) -> Option<(List, Decimal)> {
    let look = |name: &str| {
        let own = local(language, name);
        let class = lexicon.class(own.as_deref().unwrap_or(name))?;
        lexicon.normal_form(class, std::slice::from_ref(token))?.parse().ok()
    };
    let cardinal = || Some((List::Cardinal, look("parts.cardinal")?));
    let scale = || Some((List::Scale, look("parts.scale").or_else(|| look("parts.scale-short"))?));
    let fraction =
        || Some((List::Fraction, look("parts.fraction").or_else(|| look("parts.fraction-sign"))?));
    cardinal().or_else(scale).or_else(fraction)
}

fn has_scale(found: &Match<'_>, range: Range<usize>) -> bool {
    scale_of(found, range) != Decimal::ONE
}

/// Returns the product of the scales in a number.
fn scale_of(found: &Match<'_>, range: Range<usize>) -> Decimal {
    let tokens = found.story.tokens.get(range).unwrap_or_default();
    let scales =
        tokens.iter().filter(|token| token.shape != Shape::Number).filter_map(
            |token| match listed(&found.rules.lexicon, found.language(), token)? {
                (List::Scale, scale) => Some(scale),
                _ => None,
            },
        );
    scales.fold(Decimal::ONE, |product, scale| product.checked_mul(scale).unwrap_or(product))
}

/// Returns the number that digits with commas and points write: `2,660`, `5.4`, `1.234.567`.
pub(super) fn digits(written: &str) -> Option<Decimal> {
    if written.len() > MAX_DIGITS {
        return None;
    }
    let points = written.bytes().filter(|byte| *byte == b'.').count();
    let skip = |letter: &char| *letter != ',' && (points < 2 || *letter != '.');
    let plain: String = written.chars().filter(skip).collect();
    let groups = written.split('.').skip(1).all(|group| group.len() == 3);
    if points >= 2 && !groups {
        return None;
    }
    plain.parse().ok()
}
