//! Precision and recall of roles and affiliations on the project's own sentences, held against floors that only rise.
//!
//! `tests/data/gold/roles.txt` says who is what where, and whether still; `roles-prose.txt` the same of longer
//! sentences as reports have them; `roles-reports.txt` of still longer ones, written when the rules had their shape. The
//! rules were written with an eye on the odd sentences of each; the even ones are held out. The rules were fitted to all
//! of `roles-wire.txt`; `roles-wire-held.txt` and `roles-wire-long.txt` were counted before.

use std::collections::BTreeMap;

use dateline::text::key::name_key;
use serde_json::Value;
use serde_json::json;

use crate::quality::Score;
use crate::quality::hold;
use crate::support::extract;

/// Words of a role that only say whether it holds, which the status says too.
const STATUS_WORDS: &[&str] = &[
    "former",
    "ex",
    "late",
    "retired",
    "then",
    "acting",
    "interim",
    "incoming",
    "outgoing",
    "caretaker",
    "elect",
    "designate",
];

/// Who is what where, and whether still.
#[derive(Clone, Debug)]
struct Triple {
    person: String,
    role: String,
    organisation: String,
    status: String,
}

struct Sentence {
    text: String,
    wanted: Vec<Triple>,
}

/// Reads the gold: a sentence a line, below it `person | role | organisation | status`, the last two where they are.
fn gold(text: &str) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let Some(triple) = line.strip_prefix('\t') else {
            sentences.push(Sentence { text: line.to_owned(), wanted: Vec::new() });
            continue;
        };
        let mut cells = triple.split('|').map(|cell| cell.trim().to_owned());
        let mut next = |missing: &str| cells.next().unwrap_or_else(|| missing.to_owned());
        let (person, role) = (next(""), next("-"));
        let (organisation, status) = (next("-"), next("current"));
        let sentence = sentences.last_mut().unwrap();
        sentence.wanted.push(Triple { person, role, organisation, status });
    }
    sentences
}

fn records(sentences: &[Sentence]) -> Vec<Value> {
    let line = |sentence: &Sentence| json!({"text": sentence.text});
    extract(sentences.iter().map(line), &[])
}

/// The words of an argument; `-` where there is none.
fn words(fact: &Value, name: &str) -> String {
    let arg = &fact["args"][name];
    let words = arg["name"].as_str().or(arg.as_str());
    words.unwrap_or("-").to_owned()
}

/// What a record says: its roles, and affiliations that no role implies.
fn found(record: &Value) -> Vec<Triple> {
    let facts = |kind: &'static str| {
        record["facts"].as_array().unwrap().iter().filter(move |fact| fact["kind"] == kind)
    };
    let triple = |fact: &Value| Triple {
        person: words(fact, "person"),
        role: words(fact, "role"),
        organisation: words(fact, "organisation"),
        status: fact["args"]["status"].as_str().unwrap_or("current").to_owned(),
    };
    let mut found: Vec<Triple> = facts("role").map(triple).collect();
    for fact in facts("affiliation").map(triple) {
        let known = found
            .iter()
            .any(|one| one.person == fact.person && one.organisation == fact.organisation);
        if !known {
            found.push(fact);
        }
    }
    found
}

/// Returns true if a role is one of those wanted: `senator/sen.`, with words in brackets that may be missing.
fn is_role(wanted: &str, found: &str) -> bool {
    let key = name_key(found);
    let mut words: Vec<&str> = key.split('-').collect();
    while words.len() > 1 && STATUS_WORDS.contains(&words[0]) {
        words.remove(0);
    }
    while words.len() > 1 && STATUS_WORDS.contains(&words[words.len() - 1]) {
        words.pop();
    }
    let found = if found == "-" { found.to_owned() } else { words.join("-") };
    wanted.split('/').any(|one| {
        let parts: Vec<&str> = one.split(['(', ')']).collect();
        // Between brackets stands every second part; each may be there or not.
        (0..1_u32 << (parts.len() / 2)).any(|chosen| {
            let kept = parts
                .iter()
                .enumerate()
                .filter(|(at, _)| at % 2 == 0 || chosen >> (at / 2) & 1 == 1);
            name_key(&kept.map(|(_, part)| *part).collect::<Vec<_>>().join(" ")) == found
        })
    })
}

/// Returns true if the status is one of those wanted.
fn is_status(wanted: &str, found: &str) -> bool {
    wanted.split('/').any(|one| one == found)
}

/// Returns true if one of the names wanted is that of the entity found, canonical or as it stands there.
fn is_organisation(wanted: &str, found: &str, record: &Value) -> bool {
    wanted.split('/').any(|one| is_name(one, found, record))
}

fn is_name(wanted: &str, found: &str, record: &Value) -> bool {
    let is_form = |entity: &Value| {
        let forms = entity["mentions"].as_array().unwrap().iter();
        let mut forms = forms.map(|at| &record["mentions"][at.as_u64().unwrap() as usize]["text"]);
        entity["name"] == found
            && forms.any(|form| name_key(form.as_str().unwrap()) == name_key(wanted))
    };
    name_key(wanted) == name_key(found)
        || record["entities"].as_array().unwrap().iter().any(is_form)
}

fn is_same(wanted: &Triple, found: &Triple, record: &Value) -> bool {
    name_key(&wanted.person) == name_key(&found.person)
        && is_status(&wanted.status, &found.status)
        && is_role(&wanted.role, &found.role)
        && is_organisation(&wanted.organisation, &found.organisation, record)
}

/// Scores of the odd sentences, whose errors are printed, and of the even ones.
fn scores(sentences: &[Sentence]) -> [Score; 2] {
    let mut scores = [Score::default(); 2];
    for (number, (sentence, record)) in sentences.iter().zip(records(sentences)).enumerate() {
        let score = &mut scores[number % 2];
        let mut left = sentence.wanted.clone();
        score.wanted += left.len() as f64;
        for triple in found(&record) {
            score.found += 1.0;
            match left.iter().position(|wanted| is_same(wanted, &triple, &record)) {
                Some(at) => {
                    left.remove(at);
                    score.right += 1.0;
                }
                None if number % 2 == 0 => println!("wrong: {triple:?}\n    {}", sentence.text),
                None => {}
            }
        }
        if number % 2 == 0 {
            left.iter().for_each(|wanted| println!("missed: {wanted:?}\n    {}", sentence.text));
        }
    }
    scores
}

#[test]
fn roles_and_affiliations_hold_their_floors() {
    let mut all = BTreeMap::new();
    for (set, text, least) in [
        ("", include_str!("../data/gold/roles.txt"), 300),
        ("prose-", include_str!("../data/gold/roles-prose.txt"), 120),
        ("reports-", include_str!("../data/gold/roles-reports.txt"), 80),
    ] {
        let sentences = gold(text);
        assert!(sentences.len() >= least);
        for (half, score) in ["seen", "held"].into_iter().zip(scores(&sentences)) {
            all.insert(format!("{set}precision-{half}"), score.precision());
            all.insert(format!("{set}recall-{half}"), score.recall());
        }
    }
    for (half, text, least) in [
        ("seen", include_str!("../data/gold/roles-wire.txt"), 50),
        ("held", include_str!("../data/gold/roles-wire-held.txt"), 30),
        ("long", include_str!("../data/gold/roles-wire-long.txt"), 28),
    ] {
        let sentences = gold(text);
        assert!(sentences.len() >= least);
        let [odd, even] = scores(&sentences);
        let score = Score {
            right: odd.right + even.right,
            found: odd.found + even.found,
            wanted: odd.wanted + even.wanted,
        };
        all.insert(format!("wire-precision-{half}"), score.precision());
        all.insert(format!("wire-recall-{half}"), score.recall());
    }
    hold("roles", &all);
}
