//! Names of months in many languages → their numbers. A table with its two look-ups.

/// What a month is called.
struct Month {
    /// Names in full, in lower case, in the languages of large agencies. Three letters or more of one stand for it.
    names: &'static [&'static str],
    /// Beginnings of names in these and other languages, for whatever ending follows. Between months the longer one
    /// wins: Czech has "červen" and "červenec".
    beginnings: &'static [&'static str],
}

const MONTHS: [Month; 12] = [
    // January
    Month {
        names: &[
            "january", "januar", "jänner", "janvier", "enero", "gennaio", "janeiro", "januari",
        ],
        beginnings: &[
            "jan",
            "ene",
            "gen",
            "styczn",
            "янв",
            "led",
            "ιαν",
            "ocak",
            "tammi",
            "січ",
            "يناير",
            "ינואר",
            "जनवरी",
            "ianuarie",
            "sausis",
            "sausio",
            "siječ",
            "január",
            "gener",
            "ژانویه",
        ],
    },
    // February
    Month {
        names: &["february", "februar", "février", "febrero", "febbraio", "fevereiro", "februari"],
        beginnings: &[
            "feb",
            "fév",
            "fev",
            "lut",
            "фев",
            "únor",
            "φεβ",
            "şub",
            "helmi",
            "лют",
            "فبراير",
            "شباط",
            "פברואר",
            "फरवरी",
            "vasario",
            "فوریه",
        ],
    },
    // March
    Month {
        names: &["march", "märz", "mars", "marzo", "março", "maart", "marts", "mrt"],
        beginnings: &[
            "mar",
            "mär",
            "mrz",
            "мар",
            "břez",
            "μαρ",
            "maalis",
            "бер",
            "مارس",
            "آذار",
            "מרץ",
            "मार्च",
            "kovo",
            "ožuj",
        ],
    },
    // April
    Month {
        names: &["april", "avril", "abril", "aprile"],
        beginnings: &[
            "apr",
            "avr",
            "abr",
            "kwi",
            "апр",
            "dub",
            "απρ",
            "nis",
            "huhti",
            "квіт",
            "أبريل",
            "ابريل",
            "نيسان",
            "אפריל",
            "अप्रैल",
            "balandž",
            "ápr",
            "آوریل",
        ],
    },
    // May
    Month {
        names: &["may", "mai", "mayo", "maggio", "maio", "mei", "maj"],
        beginnings: &[
            "may",
            "mai",
            "maj",
            "mei",
            "mag",
            "май",
            "мая",
            "květ",
            "μαΐ",
            "μαι",
            "touko",
            "трав",
            "مايو",
            "أيار",
            "מאי",
            "मई",
            "gegužės",
            "svib",
            "máj",
            "maig",
            "मे",
        ],
    },
    // June
    Month {
        names: &["june", "juni", "juin", "junio", "giugno", "junho"],
        beginnings: &[
            "jun",
            "giu",
            "cze",
            "июн",
            "červn",
            "červen",
            "ιουν",
            "haz",
            "kesä",
            "черв",
            "يونيو",
            "حزيران",
            "יוני",
            "जून",
            "birželio",
            "jún",
            "iun",
            "ژوئن",
        ],
    },
    // July
    Month {
        names: &["july", "juli", "juillet", "julio", "luglio", "julho"],
        beginnings: &[
            "jul",
            "juil",
            "lug",
            "lip",
            "июл",
            "červenc",
            "ιουλ",
            "tem",
            "heinä",
            "лип",
            "يوليو",
            "تموز",
            "יולי",
            "जुलाई",
            "liepos",
            "júl",
            "iul",
            "ژوئیه",
        ],
    },
    // August
    Month {
        names: &["august", "août", "agosto", "augustus", "augusti"],
        beginnings: &[
            "aug",
            "aoû",
            "aout",
            "ago",
            "sie",
            "авг",
            "srp",
            "αυγ",
            "ağu",
            "elo",
            "серп",
            "أغسطس",
            "آب",
            "אוגוסט",
            "अगस्त",
            "rugpjūčio",
            "اوت",
        ],
    },
    // September
    Month {
        names: &["september", "septembre", "septiembre", "settembre", "setembro"],
        beginnings: &[
            "sep",
            "set",
            "wrz",
            "сен",
            "zář",
            "σεπ",
            "eyl",
            "syys",
            "вер",
            "سبتمبر",
            "أيلول",
            "ספטמבר",
            "सितंबर",
            "rugsėjo",
            "szept",
        ],
    },
    // October
    Month {
        names: &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
        beginnings: &[
            "oct",
            "okt",
            "ott",
            "out",
            "paź",
            "окт",
            "říj",
            "οκτ",
            "eki",
            "loka",
            "жов",
            "أكتوبر",
            "اكتوبر",
            "אוקטובר",
            "अक्टूबर",
            "spalio",
        ],
    },
    // November
    Month {
        names: &["november", "novembre", "noviembre", "novembro"],
        beginnings: &[
            "nov",
            "lis",
            "ноя",
            "νοε",
            "kas",
            "marras",
            "نوفمبر",
            "נובמבר",
            "नवंबर",
            "lapkričio",
            "noi",
        ],
    },
    // December
    Month {
        names: &[
            "december",
            "dezember",
            "décembre",
            "diciembre",
            "dicembre",
            "dezembro",
            "desember",
        ],
        beginnings: &[
            "dec",
            "dez",
            "déc",
            "dic",
            "des",
            "gru",
            "дек",
            "pros",
            "δεκ",
            "ara",
            "joulu",
            "груд",
            "ديسمبر",
            "דצמבר",
            "दिसंबर",
            "gruodžio",
        ],
    },
];
/// Longest name of a month, in characters; longer words only start like one.
const MAX_CHARS: usize = 12;

/// Shortest part of a name that stands for it, in bytes.
const MIN_BYTES: usize = 3;

/// Words that start like a month and are none.
const NO_MONTHS: &[&str] = &[
    "market",
    "markets",
    "marketing",
    "maybe",
    "mark",
    "marc",
    "maria",
    "marie",
    "margin",
    "major",
    "make",
    "decide",
    "design",
    "desk",
    "describe",
    "setting",
    "settings",
    "outlook",
    "outdoor",
    "lists",
    "list",
    "pros",
    "general",
    "gender",
    "augsburg",
    "apropos",
    "again",
    "agora",
    "novel",
    "serpent",
];

/// Returns the number of the month with these three letters in English; in other languages they are words too: `mag`,
/// `out`, `set`.
pub(super) fn english(letters: &str) -> Option<i8> {
    let is_start = |month: &Month| {
        month.names[0].get(..3).is_some_and(|start| start.eq_ignore_ascii_case(letters))
    };
    let at = MONTHS.iter().position(is_start)?;
    i8::try_from(at + 1).ok()
}

/// Returns the number of a month named in full or by its first letters: `dec`, `sept`, `janv`.
pub(super) fn named(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let known = |month: &Month| month.names.iter().any(|name| name.starts_with(&word));
    let at = MONTHS.iter().position(known).filter(|_| word.len() >= MIN_BYTES)?;
    i8::try_from(at + 1).ok()
}

/// Returns the number of the month that a word names, or begins like, in any language; fit for words between numbers.
pub(super) fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    if word.chars().count() > MAX_CHARS || NO_MONTHS.contains(&word.as_str()) {
        return None;
    }
    if let Some(month) = named(&word) {
        return Some(month);
    }
    let longest = |names: &[&str]| {
        names.iter().filter(|name| word.starts_with(**name)).map(|name| name.len()).max()
    };
    let known =
        (1..).zip(&MONTHS).filter_map(|(month, known)| Some((longest(known.beginnings)?, month)));
    known.max_by_key(|(length, _)| *length).map(|(_, month)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_many_languages() {
        for (word, expected) in [
            ("December", Some(12)),
            ("déc", Some(12)),
            ("Mär", Some(3)),
            ("června", Some(6)),
            ("července", Some(7)),
            ("października", Some(10)),
            ("декабря", Some(12)),
            ("يناير", Some(1)),
            ("out", Some(10)),
            ("Marketing", None),
            ("Monday", None),
        ] {
            assert_eq!(month_of(word), expected, "{word}");
        }
    }

    #[test]
    fn beginnings_of_names_are_no_other_words() {
        for (word, expected) in [
            ("Dec", Some(12)),
            ("sept", Some(9)),
            ("janv", Some(1)),
            ("mai", Some(5)),
            ("Marseille", None),
            ("ma", None),
        ] {
            assert_eq!(named(word), expected, "{word}");
        }
    }
}
