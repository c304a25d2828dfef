//! The query language as it is documented, and what a search prints: fields, tables, accounts of scores, pages, what is
//! opened; and what all commands say where nothing is found.

use std::path::Path;

use crate::support::Sandbox;

/// Returns a sandbox with the sample articles in its index.
fn samples() -> Sandbox {
    let sandbox = Sandbox::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    sandbox.run(["ingest".as_ref(), corpus.as_os_str()]).succeeds();
    sandbox
}

/// Returns a sandbox with two articles.
fn two() -> Sandbox {
    let sandbox = Sandbox::new();
    let lines = concat!(
        r#"{"id": "rail", "title": "Rail fares to rise", "published": "2025-11-02", "authors": ["Ann Lee"], "#,
        r#""url": "https://example.org/rail?a=1&b=2", "text": "Rail fares will rise by 4 percent, ministers said."}"#,
        "\n",
        r#"{"id": "evil", "title": "=cmd|' /C calc'!A0", "url": "javascript:alert(1)", "published": "2025-11-03", "#,
        r#""text": "A zebra paid fares of £5m to a rail firm."}"#,
        "\n",
    );
    sandbox.write("news.jsonl", lines);
    sandbox.run(["ingest", "news.jsonl"]).succeeds();
    sandbox
}

#[test]
fn every_documented_query_finds_something() {
    let sandbox = samples();
    let help = sandbox.run(["help", "query"]).succeeds().stdout;
    assert_eq!(sandbox.run(["query", "strike"]).ends_with(2).stdout, "");
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let section = readme.split("\n## ").find(|part| part.starts_with("Searching")).unwrap();
    let cells = section.lines().filter_map(|line| line.strip_prefix("| `")?.split('|').next());
    let in_readme = cells.flat_map(|cell| cell.split('`').step_by(2)).map(str::trim);
    let is_query = |line: &&str| line.starts_with("    ") && !line.starts_with("     ");
    let in_help = help.lines().filter(is_query).map(str::trim);
    let queries: Vec<&str> = in_help.chain(in_readme).filter(|query| !query.is_empty()).collect();
    assert!(queries.len() > 60, "{}", queries.len());
    let mut wrong = Vec::new();
    for query in queries {
        let ran = sandbox.run(["search", "--json", "--limit", "0", "--", query]);
        if ran.status != 0 {
            wrong.push(format!("{query}: {}", ran.stderr));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn fields_of_hits_are_chosen() {
    let sandbox = two();
    let fields = ["--fields", "title,authors,published"];
    let run = |args: &[&str]| sandbox.run([&["search", "ministers"], args].concat());
    let line = "{\"title\":\"Rail fares to rise\",\"authors\":[\"Ann Lee\"],\"published\":\"2025-11-02\"}\n";
    assert_eq!(run(&[&["--ndjson"][..], &fields].concat()).succeeds().stdout, line);
    let json = run(&[&["--json"][..], &fields].concat()).succeeds().json();
    assert_eq!((&json["total"], json["hits"][0].as_object().unwrap().len()), (&1.into(), 3));
    assert_eq!(
        run(&[&["--csv"][..], &fields].concat()).succeeds().stdout,
        "title,authors,published\nRail fares to rise,Ann Lee,2025-11-02\n"
    );
    run(&fields).ends_with(2).says(&["add --json, --ndjson or --csv"]);
    run(&["--csv", "--fields", "titel"]).ends_with(2).says(&["titel", "title"]);
    run(&["--csv", "--json"]).ends_with(2);
}

#[test]
fn tables_are_safe_to_open() {
    let sandbox = two();
    let hits = sandbox.run(["search", "fares", "--csv", "--sort", "date"]).succeeds().stdout;
    assert!(hits.starts_with("id,score,published,site,section,title,"), "{hits}");
    assert!(hits.contains("\nevil,,2025-11-03,,,'=cmd|"), "{hits}");
    let counts = ["search", "--csv", "--limit", "0", "--by", "month"];
    assert_eq!(sandbox.run(counts).succeeds().stdout, "month,articles\n2025-11,2\n");
    let none = sandbox.run(["search", "wombat", "--csv", "--fields", "id"]).ends_with(1);
    assert_eq!(none.stdout, "id\n");
}

#[test]
fn a_score_is_accounted_for() {
    let sandbox = two();
    let ran = sandbox.run(["search", "ministers^2 OR fares", "--explain-score"]).succeeds();
    ran.prints(&["ministers (weight 2)", "text, any form: ", "title, any form: 3 × ", "1 time in"]);
    let json = ["search", "ministers^2 fares", "--explain-score", "--json", "-n1"];
    let hit = &sandbox.run(json).succeeds().json()["hits"][0];
    let parts = hit["account"].as_array().unwrap();
    let sum: f64 = parts.iter().map(|part| part["score"].as_f64().unwrap()).sum();
    assert!((sum - hit["score"].as_f64().unwrap()).abs() < 0.001, "{hit}");
    sandbox.run(["search", "fares", "--explain-score", "--sort", "date"]).ends_with(2);
    let plain = sandbox.run(["search", "fares", "--json"]).succeeds().json();
    assert!(plain["hits"][0].get("account").is_none());
}

#[test]
fn accounts_of_all_documented_queries_add_up() {
    let sandbox = samples();
    for query in [
        "nurses strike",
        "(nurses OR doctors^3)^0.5 -wales hospital*",
        "person:\"Eleanor Marsh\" role:secretary pay~1",
        "fact:percent-change subject:rents number:>20 \"pay deal\"^2 OR rents",
        "published:2025-12 site:* money.GBP:>1e6",
    ] {
        let json = sandbox.run(["search", query, "--explain-score", "--json"]).succeeds().json();
        for hit in json["hits"].as_array().unwrap() {
            let parts = hit["account"].as_array().unwrap();
            let sum: f64 = parts.iter().map(|part| part["score"].as_f64().unwrap()).sum();
            let score = hit["score"].as_f64().unwrap();
            assert!((sum - score).abs() < 0.01 * score.max(1.0), "{query}: {sum} {hit}");
        }
    }
}

#[test]
fn facts_that_are_asked_for_are_exported_alone() {
    let sandbox = samples();
    let query = "fact:percent-change subject:rents number:>20";
    let lines = sandbox.run(["export", "facts", query]).succeeds().ndjson();
    assert!(!lines.is_empty());
    for line in lines {
        let percent = line["args"]["percent"].as_f64().unwrap_or_default();
        assert!(line["kind"] == "percent-change" && percent > 20.0, "{line}");
    }
    let all = sandbox.run(["export", "facts", "rents"]).succeeds().ndjson();
    assert!(all.iter().any(|line| line["kind"] == "mention"));
}

#[test]
fn pages_end_with_a_word() {
    let sandbox = two();
    for args in [&["--offset", "2"][..], &["--offset", "99", "--json"]] {
        let ran = sandbox.run([&["search", "fares"], args].concat()).succeeds();
        ran.says(&["beyond the end: 2 articles"]);
    }
    sandbox.run(["search", "fares", "--offset", "1"]).succeeds().says(&["2-2 of 2 articles"]);
}

#[test]
fn nothing_found_is_the_same_everywhere() {
    let sandbox = two();
    let commands: &[&[&str]] =
        &[&["search"], &["search", "--json"], &["export", "facts"], &["quotes"], &["entities"]];
    for command in commands {
        let run = |args: &[&str]| sandbox.run([*command, args].concat());
        run(&["wombat"]).ends_with(1).says(&["nothing found\n"]);
        run(&["fares", "or", "wombat"]).ends_with(1).says(&["written in capitals"]);
        run(&["fares", "--until", "2024"]).ends_with(1).says(&["without --since and --until: 2"]);
        let turned = run(&["--since", "2026", "--until", "2025-12-31"]).ends_with(2);
        turned.says(&["--since 2026-01-01 is after --until 2025-12-31"]);
        assert!(run(&["wombat", "--quiet"]).ends_with(1).stderr.is_empty());
    }
    sandbox.write("empty.jsonl", "");
    sandbox.run(["ingest", "empty.jsonl", "--index", "none"]);
    sandbox.run(["search", "--index", "none"]).ends_with(1).says(&["the index is empty"]);
}

#[test]
fn an_index_that_is_none_is_named() {
    let sandbox = two();
    sandbox.run(["search", "--index", "news.jsonl"]).ends_with(2).says(&["this is a file"]);
    sandbox.run(["search", "--index", "nowhere"]).ends_with(2).says(&["no index here"]);
    let mut unset = sandbox.command(["search", "fares"]);
    assert!(unset.env("DATELINE_INDEX", "").status().unwrap().success());
    let mut named = sandbox.command(["search", "fares"]);
    assert_eq!(named.env("DATELINE_INDEX", "nowhere").status().unwrap().code(), Some(2));
    std::fs::write(sandbox.path("index/meta.json"), "{").unwrap();
    sandbox.run(["search", "fares"]).ends_with(2).says(&["damaged", "--rebuild"]);
}

#[test]
fn errors_point_and_help() {
    let sandbox = two();
    for (query, parts) in [
        ("fares persn:x", ["did you mean person", "\n        ^"]),
        ("has:quotes", ["did you mean quote", "\n      ^"]),
        ("money.gbp:much", ["no number", "\n            ^"]),
        ("fares^x", ["wants a weight", "\n        ^"]),
        ("strike~7", ["1 or 2", "\n         ^"]),
        ("mentions-date:soon", ["2008-05-12", "\n                ^"]),
        ("https://example.org", ["url:", "\n  ^"]),
    ] {
        sandbox.run(["search", query]).ends_with(2).says(&parts);
    }
}

#[cfg(unix)]
#[test]
fn a_hit_is_opened_without_a_shell() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = two();
    let script = sandbox.write("show", "#!/bin/sh\nprintf '%s\\n' \"$@\" > opened\n");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    let run = |args: &[&str]| {
        let mut command = sandbox.command([&["search"], args].concat());
        let browser = format!("{} --new", script.display());
        command.env("BROWSER", browser).env("PAGER", "cat").env("TMPDIR", sandbox.path(""));
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(run(&["ministers", "--open=url"]), (Some(0), String::new()));
    assert_eq!(sandbox.read("opened"), "--new\nhttps://example.org/rail?a=1&b=2\n");
    assert_eq!(run(&["zebra", "--open=url"]).0, Some(2));
    let page = |args: &[&str]| {
        assert_eq!(run(args).0, Some(0));
        std::fs::read_to_string(sandbox.read("opened").lines().nth(1).unwrap()).unwrap()
    };
    let rail = page(&["fares", "--sort", "date", "--offset", "1", "--open"]);
    assert!(rail.contains("<title>Rail fares to rise</title>"), "{rail}");
    let (status, shown) = run(&["ministers", "--open=pager"]);
    assert!(status == Some(0) && shown.starts_with("Rail fares to rise\n"), "{shown}");
    assert_eq!(run(&["wombat", "--open"]).0, Some(1));
    assert_eq!(run(&["fares", "--open", "--json"]).0, Some(2));
    // Two articles of one file with one id, and more pages than are kept.
    let line = |title: &str| {
        format!("{{\"id\": \"same\", \"title\": \"{title}\", \"text\": \"Wombats sleep.\"}}\n")
    };
    let lines: String = (0..30).map(|number| line(&format!("Story{number}"))).collect();
    sandbox.write("same.jsonl", lines);
    sandbox.run(["ingest", "same.jsonl"]).succeeds();
    for number in [0, 7, 29, 12, 13, 14, 15, 16, 17, 18] {
        let title = format!("Story{number}");
        let shown = page(&[&format!("title:{title}"), "--open"]);
        assert!(shown.contains(&format!("<title>{title}</title>")), "{title}: {shown}");
    }
    let pages = std::fs::read_dir(sandbox.path(".cache/dateline/pages")).unwrap().count();
    assert_eq!(pages, 8);
    sandbox.run(["show", "same"]).ends_with(2).says(&["several articles", "and 10 more"]);
    let hit = sandbox.run(["search", "title:Story29", "--json"]).succeeds().json();
    let hit = &hit["hits"][0];
    assert_eq!((&hit["id"], &hit["item"]), (&"same".into(), &30.into()));
    sandbox.run(["show", hit["key"].as_str().unwrap()]).succeeds().prints(&["Story29"]);
}
