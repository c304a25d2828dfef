//! Mistakes that are easily made, and what the program says of them: never a guess, never silence.

use serde_json::json;

use crate::support::Sandbox;

/// Returns a sandbox with a fact, a sum, a quote and an indirect one.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = "Rents rose by 12 percent to £900, the council said.\n\n\"We are short of homes,\" said Mary Carter, the \
                mayor of Leeds. Mrs Carter said that rents would rise again.";
    let article = json!({"id": "rents", "title": "Rents rise", "published": "2025-11-02", "language": "en", "text": text});
    sandbox.write("news.jsonl", format!("{article}\n"));
    sandbox.run(["ingest", "news.jsonl"]).succeeds();
    sandbox
}

#[test]
fn names_that_the_index_does_not_have_are_told() {
    let sandbox = sandbox();
    for (query, parts) in [
        ("fact.directon:up", ["no fact has a slot \"directon\"", "direction"]),
        ("fact.zzzzzz:up", ["slots are", "direction"]),
        ("money.gpb:>1", ["money has the unit \"gpb\"", "did you mean gbp?"]),
        ("quantity.furlong:>1", ["quantity has the unit \"furlong\"", "none"]),
        ("language:english", ["in the language \"english\"", "en"]),
        ("author:=\"Mary\"", [":= compares letter by letter", "--count-by"]),
    ] {
        sandbox.run(["search", query]).ends_with(1).says(&["nothing found"]).says(&parts);
    }
    let known = sandbox.run(["search", "fact.direction:down"]).ends_with(1);
    assert_eq!(known.stderr.trim(), "nothing found");
    sandbox.run(["search", "fact.direction:up money.GBP:900 language:en"]).succeeds();
}

#[test]
fn a_file_is_written_in_the_format_of_its_suffix_or_not_at_all() {
    let sandbox = sandbox();
    let export = |file: &str| sandbox.run(["export", "articles", "-o", file]);
    for file in ["x.xlsx", "x.txt", "x.csv.gz"] {
        export(file).ends_with(2).says(&[file, "--to", "ndjson", "parquet"]);
        assert!(!sandbox.path(file).exists());
    }
    sandbox.run(["export", "graph", "-o", "x.csv"]).ends_with(2).says(&["--to", "graphml"]);
    export("x.jsonl").succeeds();
    export("plain").succeeds();
    assert!(
        sandbox.read("x.jsonl") == sandbox.read("plain") && sandbox.read("plain").starts_with('{')
    );
    sandbox.run(["export", "articles", "--to", "csv", "-o", "x.xlsx"]).succeeds();
    assert!(sandbox.read("x.xlsx").starts_with("id,"));
}

#[test]
fn a_file_is_no_index_and_an_index_out_of_reach_is_not_absent() {
    let sandbox = sandbox();
    sandbox
        .run(["--index", "news.jsonl", "ingest", "news.jsonl"])
        .ends_with(2)
        .says(&["this is a file"]);
    #[cfg(unix)]
    {
        std::fs::create_dir(sandbox.path("loop")).unwrap();
        std::os::unix::fs::symlink("meta.json", sandbox.path("loop/meta.json")).unwrap();
        for args in [&["search", "rents"][..], &["ingest", "news.jsonl"]] {
            let ran = sandbox.run([&["--index", "loop"], args].concat()).ends_with(2);
            assert!(!ran.stderr.contains("no index here"), "{ran:#?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_is_an_error() {
    let sandbox = Sandbox::new();
    for args in [&["help", "query"][..], &["--help"], &["query", "--help"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = sandbox.command(args).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn lines_and_articles_are_counted_from_one() {
    let sandbox = sandbox();
    sandbox.run(["explain", "news.jsonl:0"]).ends_with(2).says(&["no line 0", "counted from 1"]);
    sandbox.run(["explain", "news.jsonl:99999999999"]).ends_with(2).says(&["no line 99999999999"]);
    sandbox.run(["explain", "news.jsonl:1"]).succeeds();
    let two = sandbox.read("news.jsonl").repeat(2);
    sandbox.write("two.jsonl", two);
    sandbox.run(["similar", "two.jsonl"]).succeeds().says(&["has several articles", "the first"]);
    sandbox.write("one.jsonl", sandbox.read("news.jsonl"));
    assert_eq!(sandbox.run(["similar", "one.jsonl"]).succeeds().stderr, "");
}

#[test]
fn counts_of_quotes_are_no_list() {
    let sandbox = sandbox();
    let count = |args: &[&str]| sandbox.run([&["quotes", "--count-by", "speaker"], args].concat());
    for args in [&["--limit", "3"][..], &["--offset", "1"], &["--oldest"]] {
        count(args).ends_with(2).says(&["--top"]);
    }
    count(&["--limit", "0"]).succeeds().prints(&["Mary Carter"]);
    let untold = sandbox.run(["quotes", "--count-by", "addressee"]).succeeds();
    assert_eq!(untold.stdout, "");
    untold.says(&["no quote tells its addressee"]);
}

#[test]
fn indirect_speech_that_nobody_looked_for_is_not_told_as_none() {
    let sandbox = sandbox();
    let all = ["quotes", "--quotes", "all"];
    sandbox.run(all).succeeds().says(&["1 of 1 file", "ingest --quotes all"]);
    sandbox.run(["export", "quotes", "--quotes", "all"]).succeeds().says(&["ingest --quotes all"]);
    assert!(!sandbox.run(["quotes"]).succeeds().stderr.contains("indirect"));
    sandbox.run(["ingest", "--quotes", "all", "news.jsonl"]).succeeds();
    let found = sandbox.run(all).succeeds().prints(&["would rise again"]);
    assert!(!found.stderr.contains("ingest --quotes all"), "{found:#?}");
}

#[test]
fn an_empty_index_is_named_by_every_command() {
    let sandbox = Sandbox::new();
    sandbox.write("empty.jsonl", "");
    sandbox.run(["ingest", "empty.jsonl"]);
    let commands: &[&[&str]] = &[
        &["search", "rents"],
        &["timeline"],
        &["compare", "rents", "homes"],
        &["compare", "rents"],
        &["quotes", "--count-by", "speaker"],
        &["entities"],
        &["related-entities", "Mary Carter"],
    ];
    for command in commands {
        let ran = sandbox.run(*command).ends_with(1).says(&["the index is empty"]);
        assert_eq!(ran.stdout, "", "{command:?}");
    }
}
