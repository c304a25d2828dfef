//! A letter beyond ASCII as windows-1252 reads it, and its neighbours → whether English text has such letters there.
//!
//! The same byte is `è` here and `č` in Central Europe, and names from there stand in English text one by one. Where
//! `è`, `ñ` or `ø` stand in a word tells them apart: `crème` and `Genève`, but `Kuèera` and `Rogliè`. Knows no words.
//! Start at [`is_borrowed`].

use crate::text::charset::guess::JOINTS;
use crate::text::charset::guess::is_letter;

/// Letters that are borrowed wherever they stand.
const ANYWHERE: &str = "áàâäåçéëíîóôöúü";

const VOWELS: &str = "aeiouyáàâäãåæéèêëíìîïóòôöõøœúùûüýÿ";

/// What follows `ê` in words of French: `fête`, `crêpe`, `même`. Polish `ę` stands before others too.
const AFTER_CIRCUMFLEX: &str = "tmpqvlnr";

/// Returns true if `c` is a letter of a language that English borrows from in windows-1252, judged by its neighbours, or
/// a sign that stands where signs do.
pub(super) fn is_borrowed(before: Option<char>, c: char, after: Option<char>) -> bool {
    let (before, after) = (small_letter(before), small_letter(after));
    if !is_letter(c) {
        let is_between = before.is_some() && after.is_some();
        return if JOINTS.contains(&c) { !is_between } else { before.is_none() && after.is_none() };
    }
    let is_in = |letters: &str, c: Option<char>| c.is_some_and(|c| letters.contains(c));
    let consonant = |c: Option<char>| c.is_some_and(|c| !VOWELS.contains(c));
    match small(c) {
        // crème, première; not Kučera, Jedlička
        'è' => {
            (consonant(before) || before == Some('i')) && consonant(after) && after != Some('k')
        }
        // fête; not Dębski, Zięba
        'ê' => consonant(before) && is_in(AFTER_CIRCUMFLEX, after),
        // señor; not Gdańsk, Poznań
        'ñ' => is_in(VOWELS, after),
        // naïve, Loïc; not Maďar
        'ï' => is_in(VOWELS, before) && !is_in("ao", after),
        // goût, brûlée; not gyűrű
        'û' => before != Some('y') && consonant(after),
        // Nicolò; not Plzeň
        'ò' => consonant(before) && after.is_none(),
        // São, Camões; not Băsescu, Győr
        'ã' | 'õ' => is_in("oe", after),
        // Bjørn, Tromsø, Kjær; not Dvořák, Modrić
        'ø' => !is_in(VOWELS, before) && !is_in(VOWELS, after),
        'æ' => !is_in(VOWELS, before) && consonant(after),
        // œuvre; not Śląsk
        'œ' => after == Some('u'),
        c => ANYWHERE.contains(c),
    }
}

fn small_letter(c: Option<char>) -> Option<char> {
    c.filter(|&c| is_letter(c)).map(small)
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Judges the first letter beyond ASCII of a word that is not the same in windows-1250.
    fn judge(word: &str) -> bool {
        let chars: Vec<char> = word.chars().collect();
        let at = chars.iter().position(|c| !c.is_ascii() && !"áéíóöüčäš".contains(*c)).unwrap();
        is_borrowed(at.checked_sub(1).map(|at| chars[at]), chars[at], chars.get(at + 1).copied())
    }

    #[test]
    fn words_from_the_west() {
        for word in [
            "crème",
            "Genève",
            "première",
            "très",
            "fête",
            "crêpe",
            "señor",
            "Núñez",
            "naïve",
            "Zaïre",
            "brûlée",
            "goût",
            "São",
            "Camões",
            "Nicolò",
            "Bjørn",
            "Tromsø",
            "Ørsted",
            "Kjær",
            "œuvre",
            "à",
            "Ålesund",
            "£5",
            "(½)",
            "‘no’",
        ] {
            assert!(judge(word), "{word}");
        }
    }

    #[test]
    fn words_from_elsewhere_in_the_wrong_letters() {
        for word in [
            "Dvoøák",
            "Jiøí",
            "Bìlohlávek",
            "Kuèera",
            "Rogliè",
            "Janáèek",
            "Jedlièka",
            "Èapek",
            "Plzeò",
            "Martinù",
            "Gdañsk",
            "Poznañ",
            "Dêbski",
            "Ziêba",
            "Gyõr",
            "Petõfi",
            "gyûrû",
            "Bãsescu",
            "Þiriac",
            "Erdoðan",
            "Kýlýç",
            "Modriæ",
            "Maïar",
            "œl¹sk",
            "£ódŸ",
            "Wa³êsa",
        ] {
            assert!(!judge(word), "{word}");
        }
    }
}
