//! Copies of stories: the project's own pairs of texts, held against floors that only rise, and what the commands show.
//!
//! `tests/data/gold/copies/pairs.txt` says what is a copy of what, and what an editor did to it. Thresholds were chosen
//! on the odd lines; the even ones were held out.

use std::collections::BTreeMap;
use std::fs;

use dateline::index::are_copies;

use crate::quality::Score;
use crate::quality::hold;
use crate::quality::root;
use crate::support::Sandbox;

/// Name → paragraphs. `@name` stands for those of another text.
type Texts = BTreeMap<String, Vec<String>>;

fn texts() -> Texts {
    let folder = root().join("tests/data/gold/copies");
    let mut texts = Texts::new();
    for number in 1.. {
        let Ok(file) = fs::read_to_string(folder.join(format!("texts-{number}.txt"))) else {
            break;
        };
        let mut name = String::new();
        for line in file.lines().filter(|line| !line.is_empty()) {
            match line.strip_prefix("== ") {
                Some(new) => name = new.to_owned(),
                None => texts.entry(name.clone()).or_default().push(line.to_owned()),
            }
        }
    }
    texts
}

fn paragraphs(texts: &Texts, name: &str) -> Vec<String> {
    let own = texts.get(name).unwrap_or_else(|| panic!("no text {name}"));
    let expand = |line: &String| match line.strip_prefix('@') {
        Some(other) => paragraphs(texts, other),
        None => vec![line.clone()],
    };
    own.iter().flat_map(expand).collect()
}

/// Returns a text as an editor left it: `name > edit > edit`.
fn edited(texts: &Texts, expression: &str) -> String {
    let mut steps = expression.split(" > ");
    let mut text = paragraphs(texts, steps.next().unwrap().trim());
    for step in steps {
        let (verb, rest) = step.trim().split_once(' ').unwrap_or((step.trim(), ""));
        text = edit(texts, text, verb, rest);
    }
    text.join("\n\n")
}

fn edit(texts: &Texts, mut text: Vec<String>, verb: &str, rest: &str) -> Vec<String> {
    let numbers = || rest.split(' ').map(|number| number.parse::<usize>().unwrap() - 1);
    match verb {
        "cut" => text.truncate(rest.parse().unwrap()),
        "drop" => {
            let numbers: Vec<_> = numbers().collect();
            let mut at = 0..;
            text.retain(|_| !numbers.contains(&at.next().unwrap()));
        }
        "only" => text = numbers().map(|number| text[number].clone()).collect(),
        "lead" => text[0] = rest.to_owned(),
        "top" => text.insert(0, rest.to_owned()),
        "plus" => text.push(rest.to_owned()),
        "agency" => {
            let old = text[0].split_once(") - ").map_or(text[0].as_str(), |(_, story)| story);
            text[0] = format!("{rest} {old}");
        }
        "say" => {
            let (old, new) = rest.split_once(" => ").unwrap();
            assert!(text.iter().any(|line| line.contains(old)), "{old} does not occur");
            text.iter_mut().for_each(|line| *line = line.replace(old, new));
        }
        "add" => text.extend(paragraphs(texts, rest)),
        "join" => text = vec![text.join(" ")],
        "lines" => {
            let split = |line: &String| line.split(". ").map(str::to_owned).collect::<Vec<_>>();
            text = text.iter().flat_map(split).collect();
        }
        "curly" => text.iter_mut().for_each(|line| *line = curly(line)),
        "upper" => text[0] = text[0].to_uppercase(),
        _ => panic!("no such edit: {verb}"),
    }
    text
}

fn curly(line: &str) -> String {
    let mut open = false;
    let letter = |letter| match letter {
        '"' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        '\'' => '’',
        letter => letter,
    };
    line.chars().map(letter).collect()
}

#[test]
fn copies_are_found_as_good_as_before() {
    let texts = texts();
    assert!(texts.len() >= 60);
    let mut halves = [Score::default(), Score::default()];
    let pairs = fs::read_to_string(root().join("tests/data/gold/copies/pairs.txt")).unwrap();
    let pairs = pairs.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (number, line) in pairs.enumerate() {
        let [verdict, one, other] = line.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("three cells: {line}")
        };
        let wanted = verdict == "copy";
        let (one, other) = (edited(&texts, one), edited(&texts, other));
        let found = are_copies(&one, &other);
        assert_eq!(are_copies(&other, &one), found, "{line}");
        if found != wanted {
            println!("{} {line}", if found { "wrongly a copy:" } else { "missed:" });
        }
        let score = &mut halves[number % 2];
        score.wanted += f64::from(u8::from(wanted));
        score.found += f64::from(u8::from(found));
        score.right += f64::from(u8::from(found && wanted));
    }
    let mut scores = BTreeMap::new();
    for (half, score) in ["seen", "held"].into_iter().zip(halves) {
        let (precision, recall) = (score.precision(), score.recall());
        scores.insert(format!("precision-{half}"), precision);
        scores.insert(format!("recall-{half}"), recall);
        scores.insert(format!("f1-{half}"), 2.0 * precision * recall / (precision + recall));
    }
    hold("copies", &scores);
}

/// A folder with a wire story in three papers, another story in two, and one alone.
fn news() -> Sandbox {
    let sandbox = Sandbox::new();
    let texts = texts();
    let line = |id: &str, site: &str, day: &str, text: &str| {
        serde_json::json!({
            "id": id, "site": site, "title": format!("{id} title"), "published": format!("2025-11-{day}"),
            "text": edited(&texts, text),
        })
        .to_string()
    };
    let lines = [
        line("wire", "Wire", "03", "ferry-a"),
        line("post", "Post", "04", "ferry-a > cut 4 > curly"),
        line("times", "Times", "05", "ferry-a > lead A ferry hit a rock. > lines"),
        line("essay", "Post", "04", "ferry-b"),
        line("bees", "Wire", "01", "bees"),
        line("bees-2", "Times", "02", "bees > cut 3"),
    ];
    sandbox.write("news.jsonl", lines.join("\n"));
    sandbox.run(["ingest", "news.jsonl"]).succeeds();
    sandbox
}

#[test]
fn a_search_shows_one_of_each_group() {
    let sandbox = news();
    sandbox
        .run(["search", "--collapse", "ferry"])
        .succeeds()
        .prints(&["wire title  Wire  +2 copies", "essay title  Post\n"])
        .says(&["2 articles, and 2 copies of them"]);
    let all = sandbox.run(["search", "--collapse", "--sort", "-date", "--json"]).succeeds().json();
    let found: Vec<_> =
        all["hits"].as_array().unwrap().iter().map(|hit| (&hit["id"], &hit["copies"])).collect();
    let found = serde_json::json!(found);
    assert_eq!(found, serde_json::json!([["bees", 1], ["wire", 2], ["essay", 0]]));
    assert_eq!((&all["total"], &all["copies"]), (&3.into(), &3.into()));
    let plain = sandbox.run(["search", "--json"]).succeeds().json();
    assert_eq!(plain["total"], 6);
    assert!(plain["copies"].is_null() && plain["hits"][0]["copies"].is_null());
    sandbox.run(["search", "--collapse", "nowhere"]).ends_with(1).says(&["nothing found"]);
}

#[test]
fn counts_come_with_and_without_copies() {
    let sandbox = news();
    let counts = |flag: &[&str]| {
        let args = ["search", "--limit", "0", "--count-by", "site", "--by", "month", "--json"];
        let counts = sandbox.run(args.iter().chain(flag)).succeeds().json()["counts"].clone();
        let list = |field: &str| {
            let each = counts[field].as_array().unwrap().iter();
            each.map(|one| format!("{}:{}", one["value"].as_str().unwrap(), one["count"]))
                .collect::<Vec<_>>()
                .join(" ")
        };
        format!("{} {}", list("site"), list("month"))
    };
    assert_eq!(counts(&[]), "Post:2 Times:2 Wire:2 2025-11:6");
    assert_eq!(counts(&["--collapse"]), "Wire:2 Post:1 2025-11:3");
}

#[test]
fn copies_are_fields_of_queries_and_numbers_of_the_index() {
    let sandbox = news();
    for (query, wanted) in [
        ("copies:>1", "post times wire"),
        ("copy-of:wire", "post times"),
        ("copy-of:times", "post wire"),
        ("copy-of:*", "bees-2 post times"),
        ("ferry -copy-of:*", "essay wire"),
        ("copies:0", "essay"),
    ] {
        let hits = sandbox.run(["search", query, "--json"]).succeeds().json();
        let mut ids: Vec<_> = hits["hits"]
            .as_array()
            .unwrap()
            .iter()
            .map(|hit| hit["id"].as_str().unwrap())
            .collect();
        ids.sort_unstable();
        assert_eq!(ids.join(" "), wanted, "{query}");
    }
    sandbox.run(["search", "copy-of:nobody"]).ends_with(2).says(&["no article has the id nobody"]);
    let shown = sandbox.run(["show", "wire"]).succeeds().prints(&["2; this is the first"]);
    assert!(!shown.stdout.contains("the first is"));
    let post = sandbox.run(["show", "post", "--json"]).succeeds().json();
    let group = post["copies"]["group"].as_str().unwrap();
    assert_eq!((&post["copies"]["size"], &post["copies"]["first"]), (&3.into(), &false.into()));
    sandbox.run(["show", group]).succeeds().prints(&["wire title"]);
    sandbox.run(["show", "times"]).succeeds().prints(&[&format!("2; the first is {group}")]);
    let essay = sandbox.run(["show", "essay"]).succeeds();
    assert!(!essay.stdout.contains("copies"));
    let csv = sandbox.run(["export", "articles", "path:news", "--to", "csv"]).succeeds().stdout;
    assert!(csv.lines().next().unwrap().ends_with("copy_group,copy_group_size,first_appearance"));
    assert!(csv.contains(&format!("{group},3,true")) && csv.contains(&format!("{group},3,false")));
    sandbox.run(["stats"]).succeeds().prints(&["copies        3 of 2 stories"]);
    let stats = sandbox.run(["stats", "--json"]).succeeds().json();
    assert_eq!((&stats["copies"], &stats["copied"]), (&3.into(), &2.into()));
}
