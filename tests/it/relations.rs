//! What articles have to do with one another: entities in company, similar articles, times told, words that set apart.

use serde_json::json;

use crate::support::Sandbox;
use crate::support::golden;
use crate::support::sample_files;

/// Returns a sandbox with the sample articles under their own paths, in an index.
fn samples() -> Sandbox {
    let sandbox = Sandbox::new();
    for file in sample_files() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
        sandbox.write(&file, std::fs::read(path).unwrap());
    }
    sandbox.run(["ingest", "--quiet", "corpus"]).succeeds();
    sandbox
}

#[test]
fn entities_have_company() {
    let sandbox = Sandbox::new();
    let line = |text: &str| format!("{}\n", json!({"published": "2025-12-01", "text": text}));
    let both = "Wes Streeting met Rachel Reeves in London on Monday.";
    let apart = "Wes Streeting spoke in Leeds.\n\nRachel Reeves spoke in Leeds, too.";
    let alone = "Rachel Reeves spoke in Leeds on Friday.";
    let lines = [both, apart, alone, alone, "Nothing happened in Leeds."].map(line).concat();
    sandbox.write("a.jsonl", lines);
    sandbox.run(["ingest", "a.jsonl"]).succeeds();
    let find = |args: &[&str]| {
        let asked = ["related-entities", "Wes Streeting", "--with", "person", "--json"];
        sandbox.run(asked.iter().chain(args)).succeeds().json()
    };
    let by_article = find(&[]);
    assert_eq!((&by_article["count"], &by_article["total"]), (&json!(2), &json!(5)));
    let wanted = json!([{"key": "person/rachel-reeves", "kind": "person", "name": "Rachel Reeves",
        "together": 2, "count": 4, "lift": 1.25}]);
    assert_eq!(by_article["related"], wanted);
    let by_paragraph = find(&["--in", "paragraph", "--min", "1"]);
    assert_eq!((&by_paragraph["count"], &by_paragraph["total"]), (&json!(2), &json!(6)));
    let one = &by_paragraph["related"][0];
    assert_eq!(
        (&one["together"], &one["count"], &one["lift"]),
        (&json!(1), &json!(4), &json!(0.75))
    );
    sandbox.write(
        "aliases.toml",
        "[[merge]]\nkind = \"person\"\nname = \"The Chancellor\"\nvariants = [\"Rachel Reeves\"]\n",
    );
    assert_eq!(find(&[])["related"][0]["name"], "The Chancellor");
    let merged = sandbox.run(["related-entities", "Rachel Reeves", "--json"]).succeeds().json();
    assert_eq!(merged["key"], "person/chancellor");
}

#[test]
fn company_of_a_sample() {
    let sandbox = samples();
    let ran = sandbox.run(["related-entities", "Okoro", "--min", "3"]).succeeds();
    golden("relations/related.txt", &ran.stdout);
    let csv = sandbox.run(["related-entities", "Okoro", "--min", "3", "--sort", "lift", "--csv"]);
    golden("relations/related.csv", &csv.succeeds().stdout);
}

#[test]
fn nobody_is_said_to_be_nobody() {
    let sandbox = samples();
    sandbox.run(["related-entities", "Nemo Nobody"]).ends_with(1).says(&["no entity is called"]);
    sandbox.run(["related-entities", "?"]).ends_with(2).says(&["the name is empty"]);
    sandbox.run(["related-entities", "Okoro", "--kind", "ship"]).ends_with(2).says(&["kinds are"]);
    sandbox.run(["related-entities", "Okoro", "--with", "ship"]).ends_with(2).says(&["kinds are"]);
    sandbox.run(["related-entities", "Okoro", "--query", "zebra"]).ends_with(1);
}

#[test]
fn articles_are_alike_for_reasons() {
    let sandbox = samples();
    let story = "corpus/text/2025/12/01/nurses-begin-five-day-strike.txt";
    let ran = sandbox.run(["similar", story, "--limit", "4"]).succeeds();
    golden("relations/similar.txt", &ran.stdout);
    let hits = sandbox.run(["search", "path:begin path:five", "--json"]).json();
    let id = hits["hits"][0]["id"].as_str().unwrap().to_owned();
    let known = sandbox.run(["similar", &id, "--json"]).succeeds().json();
    let known = known.as_array().unwrap();
    assert!(known.iter().all(|other| other["id"] != id.as_str()), "not like itself");
    assert!(known.iter().all(|other| !other["terms"].as_array().unwrap().is_empty()));
    let scores: Vec<f64> = known.iter().map(|other| other["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|one, next| one >= next) && scores[0] < 1.0, "{scores:?}");
    let piped = sandbox.feed(sandbox.read(story), ["similar", "-", "--ndjson", "-n1"]).succeeds();
    assert!(piped.ndjson()[0]["score"].as_f64().unwrap() > 0.9, "the same story is in the index");
    sandbox.run(["similar", &id, "--csv"]).succeeds().prints(&["score,id,published,title"]);
}

#[test]
fn nothing_is_like_nothing() {
    let sandbox = samples();
    sandbox.run(["similar", "no-such-id"]).ends_with(2).says(&["no article of the index"]);
    sandbox.write("empty.txt", "");
    let ran = sandbox.run(["similar", "empty.txt"]);
    assert!(matches!(ran.status, 1 | 2) && !ran.stderr.is_empty(), "{ran:#?}");
    sandbox.write("strange.txt", "Qwxyz vbnmk\n\nZzyzx qqq wwwx.\n");
    sandbox.run(["similar", "strange.txt"]).ends_with(1).says(&["no article is like it"]);
}

#[test]
fn times_told_are_in_their_order() {
    let sandbox = Sandbox::new();
    let told = json!({"id": "a", "title": "Talks", "published": "2025-12-17", "text":
        "Talks began on 3 November 2025.\n\nThey go on in March 2026.\n\nThe next round is on Friday.\n\nIn 2019 there were none."});
    let copy = json!({"id": "b", "title": "Talks again", "published": "2025-12-18",
        "text": "Talks began on 3 November 2025."});
    sandbox.write("a.jsonl", format!("{told}\n{copy}\n"));
    sandbox.run(["ingest", "a.jsonl"]).succeeds();
    let days = |args: &[&str]| -> String {
        let ran = sandbox.run(["timeline", "--ndjson"].iter().chain(args));
        let told = ran.ndjson();
        let told = told.iter().map(|event| {
            format!(
                "{} {} {}",
                event["date"].as_str().unwrap(),
                event["when"].as_str().unwrap(),
                event["articles"]
            )
        });
        told.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(days(&[]), "2025-11-03 past 2, 2025-12-19 future 1");
    let all = "2019 past 1, 2025-11-03 past 2, 2025-12-19 future 1, 2026-03 future 1";
    assert_eq!(days(&["--grain", "year"]), all);
    assert_eq!(
        days(&["--grain", "month", "--when", "future"]),
        "2025-12-19 future 1, 2026-03 future 1"
    );
    assert_eq!(days(&["--grain", "year", "--until", "2025-11"]), "2019 past 1, 2025-11-03 past 2");
    assert_eq!(days(&["--grain", "month", "--since", "2026-03-15"]), "2026-03 future 1");
    assert_eq!(days(&["--limit", "1", "--offset", "1"]), "2025-12-19 future 1");
    let ran = sandbox.run(["timeline", "talks"]).succeeds();
    golden("relations/timeline.txt", &ran.stdout);
    ran.says(&["2 of 2 events in 2 articles; 2 times are told less exactly"]);
    golden("relations/timeline.csv", &sandbox.run(["timeline", "--csv"]).succeeds().stdout);
    sandbox.run(["timeline", "zebra"]).ends_with(1).says(&["nothing found"]);
    sandbox.run(["timeline", "--since", "soon"]).ends_with(2);
}

#[test]
fn groups_are_set_apart() {
    let sandbox = samples();
    let asked = ["compare", "nurses", "election", "--top", "6"];
    golden("relations/compare.txt", &sandbox.run(asked).succeeds().stdout);
    let found = sandbox.run(asked.iter().chain(&["--json"])).succeeds().json();
    let turned = sandbox.run(["compare", "election", "nurses", "--top", "6", "--json"]).json();
    assert_eq!((&found["a"], &found["b"]), (&turned["b"], &turned["a"]), "no side comes first");
    let z = |at: usize| found["a"]["terms"][at]["z"].as_f64().unwrap();
    assert!(z(0) > 1.96 && z(0) >= z(1));
    let rest = sandbox.run(["compare", "nurses", "--csv"]).succeeds();
    rest.prints(&["side,of,value,kind,here,there,log_odds,z\n", "a,term,nurses,,"]);
}

#[test]
fn groups_that_are_one_are_not_compared() {
    let sandbox = samples();
    let ran = sandbox.run(["compare", "nurses", "*"]).ends_with(1);
    ran.says(&["match both", "nothing found; no article of nurses alone"]);
    sandbox.run(["compare", "zebra", "nurses"]).ends_with(1).says(&["no article of zebra"]);
    sandbox.run(["compare", "nurses", "person:\"Wes"]).ends_with(2).says(&["person:\"Wes", "^"]);
    sandbox
        .run(["compare", "nosuchfield:x", "nurses"])
        .ends_with(2)
        .says(&["  nosuchfield:x\n  ^"]);
}
