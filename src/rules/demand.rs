//! What an entry of a list asks of the capitals in the text: `Paris` is not "paris", `US` is not "us".

/// Bit: the first word must start with a capital.
pub(super) const FIRST_CAPITAL: u8 = 1;
/// Bit: the last word must start with a capital.
pub(super) const LAST_CAPITAL: u8 = 2;
/// Bit: every letter must be a capital.
pub(super) const ALL_CAPITALS: u8 = 4;
/// Bits that a demand takes.
pub(super) const BITS: u32 = 3;

/// Returns what the entry asks, from the way it is written.
pub(super) fn demand(entry: &str) -> u8 {
    let mut words =
        entry.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let capital = |word: Option<&str>| {
        word.and_then(|word| word.chars().next()).is_some_and(char::is_uppercase)
    };
    let letters = entry.chars().filter(|letter| letter.is_alphabetic());
    let upper = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
    let first = capital(words.clone().next());
    let last = capital(words.next_back());
    u8::from(first) * FIRST_CAPITAL + u8::from(last) * LAST_CAPITAL + u8::from(upper) * ALL_CAPITALS
}
