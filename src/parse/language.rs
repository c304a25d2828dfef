//! Text → its language, where the article does not declare one.

use std::ops::RangeInclusive;

use whatlang::Lang;

/// Bytes of text looked at. Beyond a paragraph or two the verdict no longer changes.
const SAMPLE_BYTES: usize = 2 << 10;

/// Words below which no language is named: a name or a score is written the same in many.
const FEWEST_WORDS: usize = 8;

/// Words looked at, and how many of a hundred must be function words of English to call it that without further
/// search: few words with a high bar first, then more with a lower one. Most of the world's news copies are English,
/// and counting is a hundred times faster than comparing trigrams of seventy languages.
const ENGLISH: [(RangeInclusive<usize>, usize); 2] = [(FEWEST_WORDS..=80, 18), (80..=400, 14)];

/// Returns the two-letter code of the language that a page or line declares: `en-GB`, `en_US`, `eng` give `en`.
pub(super) fn declared(label: &str) -> Option<String> {
    let primary = label.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    match primary.len() {
        2 if primary.bytes().all(|byte| byte.is_ascii_lowercase()) => Some(primary),
        3 => Lang::from_code(primary).and_then(two_letters).map(str::to_owned),
        _ => None,
    }
}

/// Returns the language of a text: the declared one, unless it is plain that the text is in another. Templates of sites
/// declare English over text of any language.
pub(super) fn of(declared: Option<String>, text: &str) -> Option<String> {
    match declared {
        Some(declared) if declared != "en" || !lacks_english(text) => Some(declared),
        declared => detect(text).or(declared),
    }
}

/// Words that show a lack of English, and how many of a hundred may be function words of it.
const LACKING: (usize, usize) = (100, 8);

/// Returns true if a text is long enough to tell, and has next to none of the small words of English.
fn lacks_english(text: &str) -> bool {
    let sample = &text[..floor(text, SAMPLE_BYTES)];
    let (words, percent) = LACKING;
    sample.split_whitespace().nth(words).is_some() && !is_english(sample, &(words..=400), percent)
}

/// Returns the two-letter code of the language that `text` is written in, if that is beyond doubt.
fn detect(text: &str) -> Option<String> {
    let sample = &text[..floor(text, SAMPLE_BYTES)];
    if ENGLISH.iter().any(|(words, percent)| is_english(sample, words, *percent)) {
        return Some("en".to_owned());
    }
    if sample.split_whitespace().take(FEWEST_WORDS).count() < FEWEST_WORDS && sample.is_ascii() {
        return None;
    }
    let info = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    two_letters(info.lang()).map(str::to_owned)
}

/// Returns the last boundary of a character within the first `most` bytes.
fn floor(text: &str, most: usize) -> usize {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

fn is_english(sample: &str, wanted: &RangeInclusive<usize>, percent: usize) -> bool {
    let (mut words, mut english) = (0, 0);
    // No byte of a character beyond ASCII is a letter of a function word, so all of them may pass for letters.
    let between = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphabetic();
    let all = sample.as_bytes().split(between).filter(|word| !word.is_empty());
    for word in all.take(*wanted.end()) {
        words += 1;
        english += usize::from(is_function_word(word));
    }
    wanted.contains(&words) && english * 100 >= words * percent
}

/// Letters of the longest function word.
const LONGEST_FUNCTION_WORD: usize = 7;

/// Returns true for the small words of English that no other language has so many of.
#[rustfmt::skip]
fn is_function_word(word: &[u8]) -> bool {
    let mut small = [0; LONGEST_FUNCTION_WORD];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word);
    small.make_ascii_lowercase();
    matches!(&*small, b"a" | b"about" | b"after" | b"an" | b"and" | b"are" | b"as" | b"at" | b"be" | b"been" |
        b"between" | b"but" | b"by" | b"could" | b"during" | b"for" | b"from" | b"had" | b"has" | b"have" | b"he" |
        b"her" | b"his" | b"if" | b"in" | b"into" | b"is" | b"it" | b"its" | b"more" | b"most" | b"no" | b"not" |
        b"of" | b"on" | b"or" | b"other" | b"said" | b"she" | b"than" | b"that" | b"the" | b"their" | b"them" |
        b"there" | b"these" | b"they" | b"this" | b"to" | b"was" | b"we" | b"were" | b"when" | b"which" | b"while" |
        b"who" | b"will" | b"with" | b"would" | b"you")
}

/// Returns the ISO 639-1 code of a language; `None` for those that have none.
fn two_letters(lang: Lang) -> Option<&'static str> {
    Some(match lang.code() {
        "epo" => "eo",
        "eng" => "en",
        "rus" => "ru",
        "cmn" => "zh",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "ben" => "bn",
        "fra" => "fr",
        "deu" => "de",
        "ukr" => "uk",
        "kat" => "ka",
        "ara" => "ar",
        "hin" => "hi",
        "jpn" => "ja",
        "heb" => "he",
        "yid" => "yi",
        "pol" => "pl",
        "amh" => "am",
        "jav" => "jv",
        "kor" => "ko",
        "nob" => "no",
        "dan" => "da",
        "swe" => "sv",
        "fin" => "fi",
        "tur" => "tr",
        "nld" => "nl",
        "hun" => "hu",
        "ces" => "cs",
        "ell" => "el",
        "bul" => "bg",
        "bel" => "be",
        "mar" => "mr",
        "kan" => "kn",
        "ron" => "ro",
        "slv" => "sl",
        "hrv" => "hr",
        "srp" => "sr",
        "mkd" => "mk",
        "lit" => "lt",
        "lav" => "lv",
        "est" => "et",
        "tam" => "ta",
        "vie" => "vi",
        "urd" => "ur",
        "tha" => "th",
        "guj" => "gu",
        "uzb" => "uz",
        "pan" => "pa",
        "aze" => "az",
        "ind" => "id",
        "tel" => "te",
        "pes" => "fa",
        "mal" => "ml",
        "ori" => "or",
        "mya" => "my",
        "nep" => "ne",
        "sin" => "si",
        "khm" => "km",
        "tuk" => "tk",
        "aka" => "ak",
        "zul" => "zu",
        "sna" => "sn",
        "afr" => "af",
        "lat" => "la",
        "slk" => "sk",
        "cat" => "ca",
        "tgl" => "tl",
        "hye" => "hy",
        "cym" => "cy",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (text, expected) in [
            (
                "Doctors in England began a five-day strike on Wednesday over pay and working conditions.",
                Some("en"),
            ),
            (
                "Die Bundesregierung hat am Mittwoch beschlossen, dass die Steuern im nächsten Jahr nicht steigen \
              sollen, wie ein Sprecher in Berlin sagte.",
                Some("de"),
            ),
            (
                "Le gouvernement a annoncé mercredi que les impôts ne seraient pas augmentés l'année prochaine, a \
              déclaré un porte-parole à Paris.",
                Some("fr"),
            ),
            (
                "El Gobierno anunció el miércoles que no subirá los impuestos el próximo año, según dijo un portavoz en \
 Madrid.",
                Some("es"),
            ),
            ("政府は水曜日、来年の増税を見送ると発表した。", Some("ja")),
            ("Oslo 2 Bergen 1", None),
            ("", None),
        ] {
            assert_eq!(detect(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_declaration_of_english_over_another_language_is_not_believed() {
        let german = "Der Rat der Stadt hat am Abend den Plan für die neue Brücke mit großer Mehrheit beschlossen. ";
        let english =
            "The council of the town has passed the plan for the new bridge after a long debate. ";
        for (label, text, expected) in [
            ("en", german.repeat(10), "de"),
            ("en", german.to_owned(), "en"),
            ("en", english.repeat(10), "en"),
            ("de", english.repeat(10), "de"),
            ("en", "Harlow Kerlan Ostvik ".repeat(60), "en"),
        ] {
            assert_eq!(
                of(Some(label.to_owned()), &text).as_deref(),
                Some(expected),
                "{label}: {text}"
            );
        }
    }

    #[test]
    fn declarations() {
        for (label, expected) in [
            ("en-GB", Some("en")),
            ("DE", Some("de")),
            ("eng", Some("en")),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(declared(label).as_deref(), expected, "{label}");
        }
    }
}
