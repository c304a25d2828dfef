//! Bytes whose encoding nobody declared → the likeliest one.
//!
//! The statistics of chardetng know what letters come together, not what an amount of money looks like: from a `£` and
//! an `é` they conclude Central Europe, whose `Ł` and `é` these bytes are too. So their verdict on single bytes is
//! weighed against windows-1252, by far the commonest: by what no text looks like in either reading ([`flaws`]), and
//! where that is even and the text English, by how few letters are at stake and whether they stand where English has them
//! ([`is_borrowed`]). Never looks at a declared label.
//! Start at [`guess`].

use chardetng::EncodingDetector;
use chardetng::Iso2022JpDetection;
use chardetng::Utf8Detection;
use encoding_rs::Encoding;
use encoding_rs::WINDOWS_1252;

use crate::text::charset::GUESS_BYTES;
use crate::text::charset::borrowed::is_borrowed;
use crate::text::charset::first_foreign;

/// Bytes of ASCII kept in front of the first other byte for the guesser, which reads words around it.
const GUESS_LEAD: usize = 64;

/// Letters read differently, at most, for an English text to be windows-1252 with a few loanwords. A story full of names
/// from elsewhere has more.
const LOANWORDS: usize = 8;

/// Words that English has far more of than other languages, and one word in how many of a text they are at least.
const ENGLISH: &[&str] = &["the", "of", "and", "that", "with", "was", "for", "by", "from", "said"];
const ENGLISH_SHARE: usize = 15;

/// Signs that may stand between letters: marks of punctuation.
pub(super) const JOINTS: &[char] = &[
    '’', '‘', '“', '”', '„', '‚', '–', '—', '…', '·', '•', '«', '»', '‹', '›', '\u{a0}', '\u{ad}',
    '®', '™', '©',
];

/// Returns the likeliest encoding of bytes that are no UTF-8.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let start = first_foreign(bytes).saturating_sub(GUESS_LEAD);
    let sample = &bytes[start..bytes.len().min(start + GUESS_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let is_rival = guessed.is_single_byte() && guessed != WINDOWS_1252;
    if is_rival && is_western(sample, guessed) { WINDOWS_1252 } else { guessed }
}

/// Returns true if windows-1252 reads the bytes better than `guessed`.
fn is_western(sample: &[u8], guessed: &'static Encoding) -> bool {
    let (west, _) = WINDOWS_1252.decode_without_bom_handling(sample);
    let (other, _) = guessed.decode_without_bom_handling(sample);
    // Letters tell alphabets apart. Where there are only signs (quotation marks, £, ½), the guess has nothing to go by.
    if !west.chars().any(|c| !c.is_ascii() && (c.is_alphabetic() || c.is_control())) {
        return true;
    }
    match flaws(&west).cmp(&flaws(&other)) {
        std::cmp::Ordering::Less => true,
        std::cmp::Ordering::Equal => {
            other.chars().all(is_latin) && are_loanwords(&west, &other) && is_english(&west)
        }
        std::cmp::Ordering::Greater => false,
    }
}

/// Returns true if the readings differ in few letters, each of which English has where it stands in the western one.
fn are_loanwords(west: &str, other: &str) -> bool {
    let letters: Vec<char> = west.chars().collect();
    let differing = letters.iter().zip(other.chars()).enumerate();
    let differing = differing.filter(|(_, (one, two))| *one != two).map(|(at, _)| at);
    let places: Vec<usize> = differing.take(LOANWORDS + 1).collect();
    let neighbour = |at: Option<usize>| at.and_then(|at| letters.get(at)).copied();
    let borrowed = |&at: &usize| {
        is_borrowed(neighbour(at.checked_sub(1)), letters[at], neighbour(at.checked_add(1)))
    };
    places.len() <= LOANWORDS && places.iter().all(borrowed)
}

/// Returns how many characters beyond ASCII stand where none of their kind does: a control code; a sign between letters
/// (`Wa³êsa`); a letter beside a digit (`Ł5m`), a capital alone or after a small letter (`£ódŸ`), a letter of another
/// script within a Latin word.
fn flaws(text: &str) -> usize {
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut flaws = 0;
    while let Some(c) = chars.next() {
        if !c.is_ascii() {
            flaws += usize::from(is_flaw(before, c, chars.peek().copied()));
        }
        before = Some(c);
    }
    flaws
}

fn is_flaw(before: Option<char>, c: char, after: Option<char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(is_letter);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    if c.is_control() {
        return true;
    }
    if !is_letter(c) {
        return letter(before) && letter(after) && !JOINTS.contains(&c);
    }
    let small_before = before.is_some_and(char::is_lowercase);
    let alone = !letter(before) && !letter(after) && after != Some('.');
    digit(before)
        || digit(after)
        || (c.is_uppercase() && (alone || small_before))
        || (!is_latin(c) && (ascii(before) || ascii(after)))
}

/// Returns true for letters; the raised ones and the micro sign are signs here.
pub(super) fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, 'ª' | 'º' | 'µ')
}

/// Returns true for letters of the Latin script, and for what is no letter.
fn is_latin(c: char) -> bool {
    !c.is_alphabetic() || c < '\u{250}'
}

fn is_english(text: &str) -> bool {
    let words = || text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let known = |word: &&str| ENGLISH.iter().any(|english| word.eq_ignore_ascii_case(english));
    let known = words().filter(known).count();
    known > 0 && known * ENGLISH_SHARE >= words().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1250;
    use encoding_rs::WINDOWS_1251;
    use encoding_rs::WINDOWS_1254;

    fn check(text: &str, encoding: &'static Encoding) {
        let (bytes, _, unfit) = encoding.encode(text);
        assert!(!unfit, "{text}");
        assert_eq!(guess(&bytes).decode_without_bom_handling(&bytes).0, text);
    }

    #[test]
    fn pounds_beside_accents_are_western() {
        for text in [
            "café £",
            "£5m, £6m and £7m for Chloé",
            "José Mourinho’s £20m",
            "Rosé £7",
            "Genève £",
            "Køge £",
            "£100 – “naïve”, says Blé",
            "Taoiseach Micheál Martin €1bn £",
            "Özil £42m",
            "The owner of the théâtre said it was naïve to ask for £5m.",
            "Plaid’s Siân won £1 from the council of Leeds",
        ] {
            check(text, WINDOWS_1252);
        }
    }

    #[test]
    fn other_alphabets_stay_theirs() {
        for text in [
            "Święto w Łodzi: pięć tysięcy złotych za żółtą gęś, powiedział burmistrz.",
            "Wałęsa: 5 tys. zł",
            "Příliš žluťoučký kůň úpěl ďábelské ódy v Brně.",
            "The visit of Lech Wałęsa and of Bolesław to Gdańsk was said to be long.",
        ] {
            check(text, WINDOWS_1250);
        }
        check(
            "Türkiye'nin başbakanı dün İstanbul'da yapılan toplantıda görüşmelerin süreceğini söyledi.",
            WINDOWS_1254,
        );
        check("Привет из Москвы, 5 рублей", WINDOWS_1251);
        check("The head of Привет and of Газпром said so", WINDOWS_1251);
    }
    #[test]
    fn names_from_elsewhere_in_english_text_stay_theirs() {
        for text in [
            "The conductor of the Dvořák festival in Brno, Jiří Bělohlávek, said on Monday that he was tired.",
            "The writer Karel Čapek was born in the north of the country, said Růžena Kučerová from Plzeň.",
            "The writer Erdős and the mayor of Hódmezővásárhely said that the wine of Gyöngyös was for Petőfi.",
            "The president, Traian Băsescu, was in Constanţa for talks with the mayor of Târgu Mureş.",
            "The poet Wisława Szymborska and Lech Wałęsa from Gdańsk said that the house in Łódź was for sale.",
        ] {
            check(text, WINDOWS_1250);
        }
    }

    #[test]
    fn loanwords_in_english_text_are_western() {
        for text in [
            "The première of the play in Genève was said to be naïve and full of clichés.",
            "The crème brûlée and the crêpes of the café were for the fête, said the chef from Orléans.",
            "The mayor of São Paulo said that João Magalhães was from the north of the country.",
            "The señor from España was with the Núñez family, and that was that.",
            "The works of Søren Kierkegaard and of Bjørn Jørgensen from Tromsø were said to be for sale.",
            "The vis-à-vis talks with Nicolò Barella of the club were said to be over.",
        ] {
            check(text, WINDOWS_1252);
        }
    }
}
