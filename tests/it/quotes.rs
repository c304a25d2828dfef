//! Quotes across articles: listed, counted, searched by speaker and words at once, exported, and audited.

use std::time::Duration;
use std::time::Instant;

use serde_json::Value;

use crate::support::Sandbox;

const DISPUTE: &str = "Offer is final, says minister\n\nBy Jane Smith\n\nLONDON, Dec 17 (Example) - Health \
    Secretary Wes Streeting defended the offer. \"It is a fair offer in a long pay dispute,\" Streeting told lawmakers on \
    Wednesday. \"Nobody gets more.\"\n\nUnion leader Jack Fletcher disagreed. \"This is an insult,\" Fletcher said in \
    Leeds.\n\nA source close to the talks said: \"They may meet again.\"\n\nThe treasury said that the money had been spent.\n";

const WALKOUT: &str = "Walkout begins\n\nBy Jane Smith\n\nLEEDS, Nov 3 (Example) - \"This pay dispute is not about \
    greed,\" said Jack Fletcher. \"We have waited for years,\" he added. Wes Streeting called it \"a mistake\".\n";

/// A sandbox with an index of two articles.
fn newsroom(quotes: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("news/2025/12/17/dispute.txt", DISPUTE);
    sandbox.write("news/2025/11/03/walkout.txt", WALKOUT);
    sandbox.run(["ingest", "news", "--quotes", quotes]).succeeds();
    sandbox
}

fn rows(sandbox: &Sandbox, args: &[&str]) -> Vec<Value> {
    sandbox.run(args.iter().copied().chain(["--ndjson"])).ndjson()
}

/// `speaker: words` of the quotes that a command prints.
fn said(sandbox: &Sandbox, args: &[&str]) -> Vec<String> {
    let line = |row: Value| {
        let speaker = row["speaker"].as_str().unwrap_or("-");
        format!("{speaker}: {}", row["text"].as_str().unwrap().trim_matches('"'))
    };
    rows(sandbox, args).into_iter().map(line).collect()
}

#[test]
fn quotes_are_listed_with_source_date_and_article() {
    let sandbox = newsroom("direct");
    let ran = sandbox.run(["quotes"]).succeeds();
    ran.prints(&[
        "2025-12-17  Wes Streeting",
        "(told · lawmakers · Wednesday)",
        "Offer is final",
        "(anonymous)",
    ]);
    assert_eq!(
        said(&sandbox, &["quotes"]),
        [
            "Wes Streeting: It is a fair offer in a long pay dispute,",
            "Wes Streeting: Nobody gets more.",
            "Jack Fletcher: This is an insult,",
            "-: They may meet again.",
            "Jack Fletcher: This pay dispute is not about greed,",
            "Jack Fletcher: We have waited for years,",
            "Wes Streeting: a mistake",
        ]
    );
    let row = &rows(&sandbox, &["quotes", "--limit", "2"])[1];
    assert_eq!(row["part_of"]["start"], rows(&sandbox, &["quotes"])[0]["start"]);
    let row = &rows(&sandbox, &["quotes", "--limit", "1"])[0];
    assert_eq!(
        (&row["addressee"]["text"], &row["time"]["iso"]),
        (&"lawmakers".into(), &"2025-12-17".into())
    );
    sandbox.run(["quotes", "--limit", "1"]).succeeds().says(&["--limit 0 lists all"]);
    assert_eq!(
        said(&sandbox, &["quotes", "-n", "1", "--offset", "2"]),
        ["Jack Fletcher: This is an insult,"]
    );
    assert_eq!(said(&sandbox, &["quotes", "-n", "1", "--oldest"]).len(), 1);
    let csv = sandbox.run(["quotes", "--csv"]).succeeds();
    assert_eq!(csv.stdout.lines().count(), 8);
    csv.prints(&["id,path,title,published,site,url,start"]);
}

#[test]
fn words_and_speaker_hold_for_one_quote() {
    let sandbox = newsroom("direct");
    for (args, wanted) in [
        (
            &["quotes", "quote:\"pay dispute\"", "--speaker", "Wes Streeting"][..],
            &[
                "Wes Streeting: It is a fair offer in a long pay dispute,",
                "Wes Streeting: Nobody gets more.",
            ][..],
        ),
        (
            &["quotes", "quote:dispute speaker:fletcher"],
            &["Jack Fletcher: This pay dispute is not about greed,"],
        ),
        (&["quotes", "quote:insult", "--speaker", "streeting"], &[]),
        (
            &["quotes", "--speaker", "fletcher", "--since", "2025-12"],
            &["Jack Fletcher: This is an insult,"],
        ),
        (&["quotes", "quote:mistake", "--until", "2025-11"], &["Wes Streeting: a mistake"]),
        (&["quotes", "title:walkout quote:mistake"], &["Wes Streeting: a mistake"]),
        (
            &["export", "quotes", "quote:(insult OR mistake)"],
            &["Wes Streeting: a mistake", "Jack Fletcher: This is an insult,"],
        ),
    ] {
        assert_eq!(said(&sandbox, args), wanted, "{args:?}");
    }
    let total = |query: &str| sandbox.run(["search", query, "--json"]).json()["total"].as_u64();
    assert_eq!(total("quote:\"pay dispute\" speaker:\"Wes Streeting\""), Some(1));
    assert_eq!(total("quote:insult speaker:streeting"), Some(0));
    sandbox
        .run(["quotes", "quote:insult", "--speaker", "streeting"])
        .ends_with(1)
        .says(&["nothing found"]);
    sandbox.run(["quotes", "--speaker", "?"]).ends_with(2).says(&["no name in it"]);
    sandbox.run(["quotes", "quot:x"]).ends_with(2).says(&["did you mean quote"]);
    sandbox.run(["quotes", "--csv", "--json"]).ends_with(2);
}

#[test]
fn aliases_join_speakers_at_once() {
    let sandbox = newsroom("direct");
    let merge =
        "[[merge]]\nkind = \"person\"\nname = \"Bob Stone\"\nvariants = [\"Jack Fletcher\"]\n";
    sandbox.write("aliases.toml", merge);
    let found = said(&sandbox, &["quotes", "quote:insult", "--speaker", "Bob Stone"]);
    assert_eq!(found, ["Bob Stone: This is an insult,"]);
    let found = said(&sandbox, &["quotes", "quote:insult speaker:Fletch*"]);
    assert_eq!(found, ["Bob Stone: This is an insult,"]);
    let counts = rows(&sandbox, &["quotes", "--count-by", "speaker"]);
    let shown: Vec<_> =
        counts.iter().map(|row| format!("{} {}", row["value"], row["count"])).collect();
    assert_eq!(shown, ["\"Bob Stone\" 3", "\"Wes Streeting\" 2"]);
    let found = sandbox.run(["stats", "--sources", "--json"]).succeeds().json();
    assert_eq!(found["speakers"][0]["key"], "person/bob-stone");
}

#[test]
fn indirect_speech_comes_only_if_it_is_asked_for_twice() {
    let with = newsroom("all");
    let indirect =
        |args: &[&str]| rows(&with, args).iter().filter(|row| row["type"] == "indirect").count();
    assert_eq!(indirect(&["quotes"]), 0);
    assert_eq!(indirect(&["export", "quotes"]), 0);
    assert!(indirect(&["quotes", "--quotes", "all"]) > 0);
    assert!(indirect(&["export", "quotes", "--quotes", "all"]) > 0);
    let without = newsroom("direct");
    assert_eq!(rows(&without, &["quotes", "--quotes", "all"]).len(), 7);
    let again = without.run(["ingest", "news", "--quotes", "all"]).succeeds();
    again.says(&["2 unchanged files were read again"]);
    assert!(rows(&without, &["quotes", "--quotes", "all"]).len() > 7);
}

#[test]
fn the_source_audit_counts_voices() {
    let sandbox = newsroom("direct");
    let found = sandbox.run(["stats", "--sources", "--json"]).succeeds().json();
    assert_eq!(
        (&found["quotes"], &found["anonymous"], &found["articles"]),
        (&6.into(), &1.into(), &2.into())
    );
    assert_eq!(found["speakers"][0]["name"], "Jack Fletcher");
    assert_eq!(found["speakers"][0]["months"]["2025-11"], 2);
    assert_eq!(found["months"][1]["month"], "2025-12");
    let ran = sandbox.run(["stats", "--sources"]).succeeds();
    ran.prints(&["anonymous     1 (16.7%)", "Jack Fletcher", "2025-11 2 · 2025-12 1"]);
    let since =
        sandbox.run(["stats", "--sources", "--since", "2025-12", "--json"]).succeeds().json();
    assert_eq!(since["quotes"], 3);
    sandbox.run(["stats", "--since", "2025-12"]).ends_with(2).says(&["--sources"]);
}

#[test]
fn explain_lists_who_may_have_spoken() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.txt",
        "Late talks\n\nAnna Berg met Clara Moss in Leeds on Monday. \"It was too late for all of us,\" she said.\n\n\
         The crowd had left long before. Then it began to rain. \"Nobody will come back tomorrow.\"\n",
    );
    let ran = sandbox.run(["explain", "a.txt", "--kind", "quote"]).succeeds();
    ran.prints(&["quote/open", "below the threshold", "Anna Berg"]);
    let account = sandbox.run(["explain", "a.txt", "--kind", "quote", "--json"]).succeeds().json();
    let quotes = account[0]["quotes"].as_array().unwrap();
    for quote in quotes {
        let candidates = quote["candidates"].as_array().unwrap();
        assert_eq!(quote["speaker"].is_null(), !candidates.is_empty(), "{quote}");
        for candidate in candidates {
            assert!(candidate["confidence"].as_f64().unwrap() < 0.85);
        }
    }
    assert!(quotes.iter().any(|quote| quote["speaker"].is_null()));
}

/// Longest time for one hostile file, on a slow machine with tests running beside.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn hostile_quotes_take_linear_time() {
    let sandbox = Sandbox::new();
    for (name, text) in [
        ("marks", "\"".repeat(1_000_000)),
        ("curly", "“".repeat(300_000)),
        ("unbalanced", "“We go now, ‘he said. \"No".repeat(40_000)),
        ("paragraphs", "“We shall all go there now.\n\n".repeat(100_000)),
        ("parts", "\"We go,\" Anna Berg said, \"now.\" ".repeat(30_000)),
        ("told", "\"We go,\" Anna Berg told lawmakers in Geneva on Monday. ".repeat(20_000)),
        (
            "untold",
            "Anna Berg met Tom Miller.\n\n\"We shall all go there now.\"\n\n".repeat(20_000),
        ),
    ] {
        sandbox.write("in.txt", format!("A title of it\n\n{text}\n"));
        let started = Instant::now();
        sandbox.run(["ingest", "in.txt", "--quotes", "all"]).succeeds();
        sandbox.run(["quotes", "quote:we speaker:berg", "--limit", "0"]);
        sandbox.run(["stats", "--sources"]).succeeds();
        sandbox.run(["explain", "in.txt", "--kind", "quote"]).succeeds();
        assert!(started.elapsed() < PATIENCE, "{name} took {:?}", started.elapsed());
    }
}

#[test]
fn whoever_speaks_together_is_found_by_each_name() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "a.txt",
        "Letter sent\n\n\"We must go now,\" Anna Berg and Tom Miller said in a joint statement on Monday.\n",
    );
    sandbox.run(["ingest", "a.txt"]).succeeds();
    for name in ["Anna Berg", "Tom Miller"] {
        let row = &rows(&sandbox, &["quotes", "quote:go", "--speaker", name])[0];
        assert_eq!(
            (&row["speaker"], &row["joint"][0]),
            (&"Anna Berg".into(), &"Tom Miller".into())
        );
        assert_eq!(row["speaker_key"], "person/anna-berg");
        assert_eq!(row["speaker_words"], "Anna Berg and Tom Miller");
    }
    sandbox.run(["quotes"]).succeeds().prints(&["Anna Berg, Tom Miller"]);
    sandbox.run(["quotes", "--csv"]).succeeds().prints(&["person/anna-berg,Tom Miller"]);
}

#[test]
fn an_addressee_can_be_asked_for() {
    let sandbox = newsroom("direct");
    let total = |query: &str| sandbox.run(["search", query, "--json"]).json()["total"].as_u64();
    assert_eq!(total("addressee:lawmakers"), Some(1));
    assert_eq!(total("addressee:lawmakers speaker:streeting"), Some(1));
    assert_eq!(total("addressee:lawmakers speaker:fletcher"), Some(0));
    let found = said(&sandbox, &["quotes", "addressee:lawmakers"]);
    assert_eq!(found.len(), 2, "one speech in two parts");
}

#[test]
fn counts_are_tables_too_and_say_if_there_is_nothing() {
    let sandbox = newsroom("all");
    let table = sandbox.run(["quotes", "--count-by", "speaker", "--csv"]).succeeds();
    assert_eq!(
        table.stdout,
        "field,value,count\nspeaker,Jack Fletcher,3\nspeaker,Wes Streeting,2\n"
    );
    let nothing = sandbox.run(["quotes", "quote:nowhere", "--count-by", "speaker"]).ends_with(1);
    assert_eq!(nothing.stdout, "");
    nothing.says(&["nothing found"]);
    let only = sandbox.run(["quotes", "quote:\"money had been spent\""]).ends_with(1);
    only.says(&["only indirect speech; --quotes all"]);
}
