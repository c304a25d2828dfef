//! What one step of a pattern asks of one token.

use rustc_hash::FxHashMap;

use crate::rules::lexicon::ClassId;
use crate::text::shape::Shape;

/// Where in an entry of a list a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Part {
    /// It is the whole entry.
    Single,
    /// It is the first of several words.
    Begin,
    /// It stands inside.
    Inside,
    /// It is the last.
    End,
}

/// A property of a token.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Property {
    /// It is (part of) an entry of a class.
    Class(ClassId, Part),
    /// Its letters look so.
    Shape(ShapeClass),
    /// No white space before it.
    Glued,
    /// It is the first of its sentence.
    First,
    /// Its sentence says nothing by capitals: a headline in title case or capitals.
    Headline,
    /// Capital letters, each with a full stop: `J.R.`.
    Initials,
    /// The article reports a match, where places stand for their teams.
    Sport,
    /// A whole number within bounds.
    Number(i64, i64),
    /// A number written with exactly so many digits and nothing else.
    Digits(u8),
    /// Its text matches the expression with this index.
    Regex(u16),
}

/// Groups of [`Shape`]s that patterns can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShapeClass {
    /// `<any>`: every token.
    Any,
    /// `<word>`: letters.
    Word,
    /// `<cap>`: starts with a capital.
    Capitalised,
    /// `<lower>`
    Lower,
    /// `<upper>`: two or more capitals.
    Upper,
    /// `<initial>`: one capital letter.
    Initial,
    /// `<mixed>`: capitals inside.
    Mixed,
    /// `<number>`
    Number,
    /// `<mark>`: punctuation.
    Mark,
}

/// Names of the shape classes, as patterns write them.
pub(super) const SHAPE_CLASSES: &[(&str, ShapeClass)] = &[
    ("any", ShapeClass::Any),
    ("word", ShapeClass::Word),
    ("cap", ShapeClass::Capitalised),
    ("lower", ShapeClass::Lower),
    ("upper", ShapeClass::Upper),
    ("initial", ShapeClass::Initial),
    ("mixed", ShapeClass::Mixed),
    ("number", ShapeClass::Number),
    ("mark", ShapeClass::Mark),
];

impl ShapeClass {
    /// Returns true if a token of this shape belongs.
    pub fn has(self, shape: Shape) -> bool {
        let word = !matches!(shape, Shape::Number | Shape::Mark | Shape::Address);
        match self {
            ShapeClass::Any => true,
            ShapeClass::Word => word,
            ShapeClass::Capitalised => {
                matches!(shape, Shape::Capital | Shape::Upper | Shape::Initial | Shape::Mixed)
            }
            ShapeClass::Lower => shape == Shape::Lower,
            ShapeClass::Upper => shape == Shape::Upper,
            ShapeClass::Initial => shape == Shape::Initial,
            ShapeClass::Mixed => shape == Shape::Mixed,
            ShapeClass::Number => shape == Shape::Number,
            ShapeClass::Mark => shape == Shape::Mark,
        }
    }
}

/// One step of a pattern: all tests must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Atom {
    /// Properties, each with whether the token must have it or must not.
    pub tests: Vec<(Property, bool)>,
}

/// Everything that atoms of all machines refer to, made while patterns are compiled.
#[derive(Debug, Default)]
pub struct Atoms {
    /// The atoms; the index is their number.
    pub list: Vec<Atom>,
    numbers: FxHashMap<Atom, u32>,
    /// Expressions on single tokens.
    pub expressions: Vec<String>,
}

impl Atoms {
    /// Returns the number of an atom, the same for the same atom.
    pub fn number(&mut self, atom: Atom) -> u32 {
        let next = self.list.len() as u32;
        *self.numbers.entry(atom).or_insert_with_key(|atom| {
            self.list.push(atom.clone());
            next
        })
    }

    /// Returns the number of an expression on one token.
    ///
    /// # Errors
    /// A message that says what is wrong with it.
    pub fn expression(&mut self, text: &str) -> Result<u16, String> {
        // Anchored: an expression describes the whole token.
        let anchored = format!("^(?:{text})$");
        regex::Regex::new(&anchored).map_err(|error| format!("/{text}/: {error}"))?;
        let known = self.expressions.iter().position(|known| *known == anchored);
        Ok(known.unwrap_or_else(|| {
            self.expressions.push(anchored);
            self.expressions.len() - 1
        }) as u16)
    }
}
