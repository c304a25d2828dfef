//! Precision and recall of people, organisations and places on the project's own items in the manner of newswires, held
//! against floors that only rise.
//!
//! `tests/data/gold/newswire.txt` has what the wires of the nineties are full of: score tables, line-ups, headlines in
//! capitals, datelines, tickers, markets, courts. The rules were fitted to it; `newswire-held.txt` was counted before.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde_json::json;

use crate::quality::Score;
use crate::quality::hold;
use crate::support::extract;

/// A name: its kind, and the code points between which it stands.
type Name = (String, usize, usize);

/// One item and the names in it.
struct Item {
    text: String,
    names: BTreeSet<Name>,
}

/// Reads the items, in which `{p:Ann Lee}` is a person, `{o:…}` an organisation, `{l:…}` a place.
fn items(gold: &str) -> Vec<Item> {
    gold.split("\n%%\n").skip(1).map(|marked| item(marked.trim_end())).collect()
}

fn item(marked: &str) -> Item {
    let mut item = Item { text: String::new(), names: BTreeSet::new() };
    let mut rest = marked;
    while let Some((before, marked)) = rest.split_once('{') {
        let (letter, after) = marked.split_once(':').unwrap();
        let (name, after) = after.split_once('}').unwrap();
        let kind = match letter {
            "p" => "person",
            "o" => "organisation",
            "l" => "place",
            other => panic!("no kind has the letter {other}"),
        };
        item.text += before;
        let start = item.text.chars().count();
        item.text += name;
        item.names.insert((kind.to_owned(), start, item.text.chars().count()));
        rest = after;
    }
    item.text += rest;
    item
}

/// The scores of each kind; what is wrong is printed where `shown`.
fn scores(items: &[Item], shown: bool) -> BTreeMap<String, Score> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let lines = items.iter().map(|item| json!({"text": item.text}));
    for (item, record) in items.iter().zip(extract(lines, &[])) {
        let place =
            |mention: &serde_json::Value, name: &str| mention[name].as_u64().unwrap() as usize;
        let name = |mention: &serde_json::Value| {
            let kind = mention["kind"].as_str().unwrap().to_owned();
            (kind, place(mention, "start"), place(mention, "end"))
        };
        let found: BTreeSet<Name> = record["mentions"]
            .as_array()
            .unwrap()
            .iter()
            .map(name)
            .filter(|name| matches!(name.0.as_str(), "person" | "organisation" | "place"))
            .collect();
        for name in item.names.union(&found) {
            let score = scores.entry(name.0.clone()).or_default();
            let (wanted, found) = (item.names.contains(name), found.contains(name));
            score.wanted += f64::from(u8::from(wanted));
            score.found += f64::from(u8::from(found));
            score.right += f64::from(u8::from(wanted && found));
            if shown && wanted != found {
                let words: String = item.text.chars().skip(name.1).take(name.2 - name.1).collect();
                println!("{}: {} {words}", if wanted { "missed" } else { "wrong" }, name.0);
            }
        }
    }
    scores
}

#[test]
fn names_of_newswires_hold_their_floors() {
    let mut all = BTreeMap::new();
    for (set, text, least) in [
        ("seen", include_str!("../data/gold/newswire.txt"), 30),
        ("held", include_str!("../data/gold/newswire-held.txt"), 12),
    ] {
        let items = items(text);
        assert!(items.len() >= least);
        for (kind, score) in scores(&items, set == "seen") {
            all.insert(format!("{kind}-precision-{set}"), score.precision());
            all.insert(format!("{kind}-recall-{set}"), score.recall());
        }
    }
    hold("newswire", &all);
}
