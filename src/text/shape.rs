//! Words → what their letters look like.
//!
//! Start at [`Shape`].

/// What the letters of a token look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Shape {
    /// `strike`
    Lower,
    /// `Strike`
    Capital,
    /// `NHS`, `U.S.`
    Upper,
    /// `J`
    Initial,
    /// `McDonald`, `iPhone`
    Mixed,
    /// Letters of a script without case.
    Uncased,
    /// `2,660`
    Number,
    /// Anything else, one character.
    Mark,
    /// A web or mail address.
    Address,
}

/// Returns the shape of a word of ASCII letters and digits.
pub(crate) fn ascii_shape(word: &[u8]) -> Shape {
    let capitals = word.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let letters = word.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    shape_of(letters, capitals, word.first().is_some_and(u8::is_ascii_uppercase))
}

/// Returns the shape of any word.
pub(crate) fn wide_shape(word: &str) -> Shape {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    let cased = word.chars().any(|letter| letter.is_uppercase() || letter.is_lowercase());
    let first = word.chars().next().is_some_and(char::is_uppercase);
    if cased { shape_of(letters, capitals, first) } else { Shape::Uncased }
}

/// Returns the shape of a word with so many letters, of which so many are capitals.
pub(crate) fn shape_of(letters: usize, capitals: usize, first: bool) -> Shape {
    match (capitals, letters) {
        (0, _) => Shape::Lower,
        (1, 1) => Shape::Initial,
        (capitals, letters) if capitals == letters => Shape::Upper,
        (1, _) if first => Shape::Capital,
        _ => Shape::Mixed,
    }
}
