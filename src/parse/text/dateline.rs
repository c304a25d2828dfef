//! `LONDON, Dec 17 (Agency) - Doctors …` → place, day and agency. The words stay in the text.

use jiff::civil::Date;

use crate::model::Dateline;
use crate::parse::date;
use crate::parse::date::DayMonth;
use crate::parse::text::shape;

/// Bytes within which the dash of a dateline stands: `NEW YORK/SAN FRANCISCO, California, Dec. 17, 2025 (Agency) --`.
const LONGEST: usize = 110;

/// Words of a day: `Wednesday 17 de diciembre de 2025`.
const MOST_DAY_WORDS: usize = 6;

/// Marks between a dateline and the story. The plain hyphen needs its spaces: `JOHN-PAUL`.
const MARKS: &[&str] = &[" - ", " – ", " — ", " -- ", " − ", " ― ", "—", "--", ": "];

/// Words in capitals that open a paragraph and are no place.
const LABELS: &[&str] = &[
    "ADVISORY",
    "ANALYSIS",
    "BREAKING",
    "BREAKINGVIEWS",
    "BRIEF",
    "COLUMN",
    "COMMENT",
    "COMMENTARY",
    "CORRECTED",
    "CORRECTION",
    "EDITORIAL",
    "EXCLUSIVE",
    "EXPLAINED",
    "EXPLAINER",
    "EYEWITNESS",
    "FACT CHECK",
    "FACTBOX",
    "FEATURE",
    "FOCUS",
    "GRAPHIC",
    "INSIGHT",
    "INTERVIEW",
    "LATEST",
    "LETTER",
    "LETTERS",
    "LIVE",
    "NEW",
    "NOTE",
    "OBITUARY",
    "OPINION",
    "PHOTOS",
    "PICTURES",
    "PODCAST",
    "PROFILE",
    "QUIZ",
    "Q&A",
    "REFILE",
    "REPORT",
    "REVIEW",
    "SPECIAL REPORT",
    "SPORT",
    "TIMELINE",
    "UPDATE",
    "UPDATED",
    "URGENT",
    "VIDEO",
    "WATCH",
    "WRAPUP",
    "Q",
    "A",
    "PS",
    "NB",
    "WARNING",
];

/// Agencies that are written in small letters too; all others show themselves by capitals.
const AGENCIES: &[&str] = &[
    "reuters",
    "bloomberg",
    "xinhua",
    "dpa",
    "ansa",
    "efe",
    "lusa",
    "belga",
    "interfax",
    "tass",
    "kyodo",
    "yonhap",
    "bernama",
    "antara",
    "anadolu",
    "ritzau",
    "apa",
    "mti",
    "upi",
    "stt",
    "swissinfo",
];

/// Words in the name of an agency that is written out.
const AGENCY_WORDS: &[&str] = &[
    "press", "news", "agency", "agence", "wire", "service", "newswire", "media", "agencia",
    "agentur",
];

/// Small words inside names of places.
const PARTICLES: &[&str] = &[
    "of", "the", "de", "del", "la", "le", "les", "sur", "am", "an", "der", "upon", "on", "and",
    "do", "da", "al", "el",
];

/// Returns the dateline at the start of a paragraph. A day without a year is the last one before `anchor`.
pub(in crate::parse) fn read(paragraph: &str, anchor: Option<Date>) -> Option<Dateline> {
    let mut end = paragraph.len().min(LONGEST);
    while !paragraph.is_char_boundary(end) {
        end -= 1;
    }
    let head = &paragraph[..end];
    let mut marks = first_marks(head);
    marks.sort_by_key(|(at, mark)| (*at, std::cmp::Reverse(mark.len())));
    let found =
        marks.iter().find_map(|(at, mark)| Opening::read(&head[..*at], mark.starts_with(':')));
    // Some copies put the dateline on a line of its own; only a day or an agency can prove that.
    let alone = || {
        Opening::read(paragraph, true)
            .filter(|opening| opening.day.is_some() || opening.agency.is_some())
    };
    let opening = found.or_else(|| if paragraph.len() <= LONGEST { alone() } else { None })?;
    Some(Dateline {
        place: opening.place,
        date: opening.day.and_then(|day| day.resolve(anchor)),
        agency: opening.agency,
    })
}

/// Returns where each of [`MARKS`] that the text has stands first.
fn first_marks(head: &str) -> Vec<(usize, &'static str)> {
    let mut firsts: Vec<(usize, &str)> = Vec::new();
    // The bytes that marks begin with, after the space that some have: few texts have one.
    for at in memchr::memchr3_iter(b'-', b':', "–".as_bytes()[0], head.as_bytes()) {
        for mark in MARKS {
            let Some(start) = at.checked_sub(mark.len() - mark.trim_start().len()) else {
                continue;
            };
            let is_new = || firsts.iter().all(|(_, known)| known != mark);
            if head.as_bytes()[start..].starts_with(mark.as_bytes()) && is_new() {
                firsts.push((start, mark));
            }
        }
    }
    firsts
}

/// Returns true for a word that names the kind of a story: `EXCLUSIVE`, `Obituary`.
pub(super) fn is_story_label(text: &str) -> bool {
    LABELS.iter().any(|label| text.eq_ignore_ascii_case(label))
}

/// What stands before the dash.
#[derive(Debug, Default)]
struct Opening {
    place: Option<String>,
    day: Option<DayMonth>,
    agency: Option<String>,
}

impl Opening {
    /// Reads `PLACE, Region, DATE (AGENCY)`, each part optional, or `None` if anything else is in it. `weak` asks for
    /// more, since a colon follows many words that are no place.
    fn read(head: &str, weak: bool) -> Option<Opening> {
        let mut opening = Opening::default();
        let head = head.trim().trim_end_matches([':', ',']);
        let rest = opening.take_agency(head)?;
        let mut pieces: Vec<&str> =
            rest.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
        let weekday = pieces.len() > 1 && pieces.pop_if(|last| date::is_weekday(last)).is_some();
        opening.take_day(&mut pieces);
        let dated = opening.day.is_some() || weekday;
        let (caps, place) = match pieces.first() {
            None => return (opening.agency.is_some()).then_some(opening),
            Some(first) => (shape::is_caps(first), *first),
        };
        let proved = dated || opening.agency.is_some();
        let is_label = is_story_label(place);
        if is_label || !(caps || proved) || (weak && !proved && place.split(' ').count() > 2) {
            return None;
        }
        // "PRICES: …" and "POLICE - …" have no further proof; a second piece must not be a clause.
        if pieces.len() > 3 || !pieces.iter().all(|piece| is_place(piece)) {
            return None;
        }
        opening.place = Some(pieces.join(", "));
        Some(opening)
    }

    /// Takes `(Agency)` or `/PRNewswire/` off the end. `None` if the brackets hold something else.
    fn take_agency<'h>(&mut self, head: &'h str) -> Option<&'h str> {
        let (open, close) = match head.chars().last() {
            Some(')') => ('(', ')'),
            Some(']') => ('[', ']'),
            Some('/') => ('/', '/'),
            _ => return Some(head),
        };
        let inner = head.strip_suffix(close)?;
        let at = inner.rfind(open)?;
        let name = inner[at + 1..].trim();
        if !is_agency(name) {
            return None;
        }
        self.agency = Some(name.to_owned());
        Some(inner[..at].trim().trim_end_matches(','))
    }

    /// Takes the day off the end: its own piece, with the year in another, or the last words of the place.
    fn take_day(&mut self, pieces: &mut Vec<&str>) {
        let is_year =
            |piece: &&str| piece.len() == 4 && piece.bytes().all(|byte| byte.is_ascii_digit());
        let year = pieces
            .last()
            .filter(|piece| pieces.len() > 1 && is_year(piece))
            .and_then(|year| year.parse().ok());
        let at = pieces.len().saturating_sub(1 + usize::from(year.is_some()));
        let Some(piece) = pieces.get(at).copied() else { return };
        if !piece.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let mut starts: Vec<usize> = piece
            .rmatch_indices(' ')
            .map(|(at, _)| at + 1)
            .chain([0])
            .take(MOST_DAY_WORDS)
            .collect();
        starts.reverse();
        let found = starts.iter().find_map(|start| Some((*start, date::day(&piece[*start..])?)));
        if let Some((start, day)) = found {
            self.day = Some(DayMonth { year: day.year.or(year), ..day });
            pieces.truncate(at);
            let place = piece[..start].trim();
            if !place.is_empty() {
                pieces.push(place);
            }
        }
    }
}

fn is_agency(name: &str) -> bool {
    let words: Vec<String> = name.split([' ', '/', '-']).map(str::to_lowercase).collect();
    let known = words
        .iter()
        .any(|word| AGENCIES.contains(&word.as_str()) || AGENCY_WORDS.contains(&word.as_str()));
    let camel = name.starts_with("PR") || name.ends_with("wire") || name.ends_with("WIRE");
    let short = (2..=12).contains(&name.len())
        && shape::is_caps(name)
        && !name.contains(|c: char| c.is_ascii_digit());
    words.len() <= 4 && (known || camel || short)
}

/// Returns true for names such as `NEW YORK/LONDON`, `South Korea`, `Esch-sur-Alzette`, `Wash.`.
fn is_place(piece: &str) -> bool {
    piece.split('/').all(|place| {
        let words: Vec<&str> = place.split_whitespace().collect();
        let fits = |word: &&str| {
            let letters =
                word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
            letters && (word.starts_with(char::is_uppercase) || PARTICLES.contains(word))
        };
        (1..=4).contains(&words.len())
            && words.iter().all(fits)
            && words[0].starts_with(char::is_uppercase)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paragraph: &str, expected: (Option<&str>, Option<&str>, Option<&str>)) {
        let dateline = read(paragraph, "2025-12-20".parse().ok());
        let date =
            dateline.as_ref().and_then(|dateline| dateline.date).map(|date| date.to_string());
        let got = dateline.as_ref().map(|dateline| {
            (dateline.place.as_deref(), date.as_deref(), dateline.agency.as_deref())
        });
        assert_eq!(got, Some(expected), "{paragraph}");
    }

    #[test]
    fn datelines() {
        let dec17 = Some("2025-12-17");
        check("LONDON, Dec 17 (Agency) - Doctors began", (Some("LONDON"), dec17, Some("Agency")));
        check("LONDON, December 17 (Reuters) – Doctors", (Some("LONDON"), dec17, Some("Reuters")));
        check("BERLIN — The cabinet met", (Some("BERLIN"), None, None));
        check("BERLIN—The cabinet met", (Some("BERLIN"), None, None));
        check("OSLO (NWA) – Norway's central bank", (Some("OSLO"), None, Some("NWA")));
        check("Oslo (NWA) – Norway's central bank", (Some("Oslo"), None, Some("NWA")));
        check(
            "WASHINGTON, Jan. 5 (UPI) -- A storm",
            (Some("WASHINGTON"), Some("2025-01-05"), Some("UPI")),
        );
        check(
            "NEW YORK/LONDON, 3 March - Shares",
            (Some("NEW YORK/LONDON"), Some("2025-03-03"), None),
        );
        check("NEW YORK/LONDON, 3 March", (Some("NEW YORK/LONDON"), Some("2025-03-03"), None));
        check("SEOUL, South Korea (AP) — A court", (Some("SEOUL, South Korea"), None, Some("AP")));
        check(
            "ESCH-SUR-ALZETTE, Luxembourg, Dec. 17, 2024 (NWA) - A",
            (Some("ESCH-SUR-ALZETTE, Luxembourg"), Some("2024-12-17"), Some("NWA")),
        );
        check(
            "NEW YORK, Dec. 17, 2025 /PRNewswire/ -- Acme",
            (Some("NEW YORK"), dec17, Some("PRNewswire")),
        );
        check(
            "OVIEDO, Spain, Nov 16 (NWA) - At least",
            (Some("OVIEDO, Spain"), Some("2025-11-16"), Some("NWA")),
        );
        check(
            "THORNBRIDGE, England, Jan 10 (Anglo Press) - A",
            (Some("THORNBRIDGE, England"), Some("2025-01-10"), Some("Anglo Press")),
        );
        check("Dec 17 (Reuters) - Shares fell", (None, dec17, Some("Reuters")));
        check("(CNN) — A judge", (None, None, Some("CNN")));
        check("NEW DELHI: The government", (Some("NEW DELHI"), None, None));
        check("NEW DELHI, Dec 17 (PTI): The government", (Some("NEW DELHI"), dec17, Some("PTI")));
        check("Berlin (dpa) - Die Regierung", (Some("Berlin"), None, Some("dpa")));
        check(
            "BERLIN, 17. Dezember (Reuters) - Die Regierung",
            (Some("BERLIN"), dec17, Some("Reuters")),
        );
        check("HAMBURG, 5.6.2025 - Zwei", (Some("HAMBURG"), Some("2025-06-05"), None));
        check("HAMBURG, 17/12/2025 (dpa) - Zwei", (Some("HAMBURG"), dec17, Some("dpa")));
        check("TOKYO Dec 17 (Kyodo) - The", (Some("TOKYO"), dec17, Some("Kyodo")));
        check("Paris, Dec 17 — The", (Some("Paris"), dec17, None));
        check("LUXEMBOURG, Wednesday (NWA) - Two", (Some("LUXEMBOURG"), None, Some("NWA")));
        check("LONDON, Dec 17 (Reuters)", (Some("LONDON"), dec17, Some("Reuters")));
    }

    #[test]
    fn no_datelines() {
        for paragraph in [
            "Doctors in England began a strike - the fifth this year - on Wednesday",
            "EXCLUSIVE - Ministers plan a tax",
            "UPDATE: The road is open again",
            "Q: Did the strike achieve anything?",
            "Paul Smith (Labour) - the winner - thanked",
            "London - the city that never pays - is",
            "A CHARITY boss who used money",
            "LONDON",
            "London",
            "December 17",
            "THE BANK SAID ON WEDNESDAY - AND NOT FOR THE FIRST TIME",
            "May, a former prime minister — and others",
            "\"It is over,\" he said - and left",
            "",
        ] {
            assert_eq!(read(paragraph, None), None, "{paragraph}");
        }
    }
}
