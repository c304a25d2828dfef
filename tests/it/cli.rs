//! What the commands do, with the real binary: output, remarks, exit status.

use std::process::Stdio;

use crate::support::Sandbox;

const STRIKE: &str = "Doctors vote for new strike\n\nBy Jane Smith\n\n\
    LONDON, Dec 17 (Example) - Wes Streeting said on Wednesday that the strike was wrong.\n\n\
    \"We must value doctors,\" said Jack Fletcher of the British Medical Association.\n";

/// Returns a sandbox with two ingested articles.
fn news() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("news/2025/12/17/strike.txt", STRIKE);
    let lines = concat!(
        r#"{"id": "rail-1", "title": "Rail fares to rise", "published": "2025-11-02", "text": "Rail fares will rise by 4 percent, ministers said in Leeds on Sunday."}"#,
        "\n",
        r#"{"id": "evil-1", "title": "Evil \u001b[31mtitle\u202e", "published": "2025-11-03", "text": "A zebra \u001b]0;owned\u0007 crossed."}"#,
        "\n",
    );
    sandbox.write("news/rail.jsonl", lines);
    sandbox.run(["ingest", "news"]).succeeds();
    sandbox
}

#[test]
fn exit_statuses_are_a_contract() {
    let sandbox = news();
    let cases: &[(&[&str], i32)] = &[
        (&["--version"], 0),
        (&["help"], 0),
        (&["help", "search"], 0),
        (&["ingest", "--help"], 0),
        (&[], 2),
        (&["frobnicate"], 2),
        (&["search", "--since", "yesterday"], 2),
        (&["search", "zebra"], 0),
        (&["search", "wombat"], 1),
        (&["search", "zebra", "--index", "nowhere"], 2),
        (&["search", "title:"], 2),
        (&["search", "--count-by", "nonsense"], 2),
        (&["show", "rail-1"], 0),
        (&["show", "no-such-id"], 1),
        (&["export", "facts"], 0),
        (&["export", "everything"], 2),
        (&["export", "facts", "--to", "xml"], 2),
        (&["extract", "news"], 0),
        (&["extract", "missing.txt"], 3),
        (&["extract", "--from", "tex", "news"], 2),
        (&["ingest", "missing.txt"], 3),
        (&["rules", "list"], 0),
        (&["rules", "check", "no-such-folder"], 2),
        (&["stats"], 0),
        (&["completions", "bash"], 0),
        (&["man"], 0),
        (&["man", "search"], 0),
        (&["man", "frobnicate"], 2),
    ];
    for (args, status) in cases {
        let ran = sandbox.run(*args);
        assert_eq!(ran.status, *status, "{args:?}: {ran:#?}");
        assert!(!ran.stderr.contains("panicked"), "{args:?}: {ran:#?}");
        if *status == 2 {
            assert!(!ran.stderr.is_empty() && ran.stdout.is_empty(), "{args:?}: {ran:#?}");
        }
    }
}

#[test]
fn search_is_for_people_and_for_programs() {
    let sandbox = news();
    let ran = sandbox.run(["search", "strikes"]).succeeds();
    ran.prints(&["2025-12-17", "Doctors vote for new strike", "news/2025/12/17/strike.txt"])
        .says(&["1 article"]);

    let json = sandbox.run(["search", "fares", "--json"]).succeeds().json();
    assert_eq!((&json["total"], &json["hits"][0]["id"]), (&1.into(), &"rail-1".into()));
    assert_eq!(json["hits"][0]["path"], "news/rail.jsonl");
    let lines =
        sandbox.run(["search", "--ndjson", "--sort", "date", "--by", "month"]).succeeds().ndjson();
    assert_eq!(lines[0]["title"], "Doctors vote for new strike");
    assert_eq!(lines.last().unwrap()["field"], "month");

    let oldest =
        sandbox.run(["search", "--sort", "-date", "--limit", "1", "--json"]).succeeds().json();
    assert_eq!(oldest["hits"][0]["id"], "rail-1");
    let since = sandbox.run(["search", "--since", "2025-12-01", "--json"]).succeeds().json();
    assert_eq!(since["total"], 1);
}

#[test]
fn highlights_count_code_points() {
    let sandbox = Sandbox::new();
    sandbox
        .write("a.jsonl", r#"{"id": "a", "text": "Ärzte, Köche und Maler streiken für zebras."}"#);
    sandbox.run(["ingest", "a.jsonl"]).succeeds();
    for (unit, slice) in [("codepoint", 0), ("utf16", 0), ("byte", 3)] {
        let json = sandbox.run(["search", "zebras", "--json", "--offsets", unit]).json();
        let hit = &json["hits"][0];
        let before = hit["snippet"].as_str().unwrap().find("zebras").unwrap() - 3 + slice;
        assert_eq!(
            hit["highlights"][0]["start"].as_u64().unwrap() as usize,
            before,
            "{unit}: {hit}"
        );
    }
}

#[test]
fn a_wrong_query_gets_a_caret() {
    let sandbox = news();
    sandbox.run(["search", "strike person:\"Wes"]).ends_with(2).says(&[
        "strike person:\"Wes",
        "\n         ",
        "^",
    ]);
}

#[test]
fn nothing_of_an_article_commands_the_terminal() {
    let sandbox = news();
    for args in
        [&["search", "zebra"][..], &["show", "evil-1"], &["show", "evil-1", "--color", "always"]]
    {
        let ran = sandbox.run(args).succeeds();
        let hostile = ["\x1b[31mtitle", "\x1b]0;", "\u{202e}", "\x07"];
        assert!(!hostile.iter().any(|part| ran.stdout.contains(part)), "{ran:#?}");
    }
    let page = sandbox.run(["show", "evil-1", "--html"]).succeeds();
    assert!(page.stdout.starts_with("<!DOCTYPE html>") && page.stdout.contains("crossed."));
}

#[test]
fn colors_obey_flag_and_environment() {
    let sandbox = news();
    let colored = |args: &[&str], environment: &[(&str, &str)]| {
        let mut command = sandbox.command(["search", "strike"].iter().chain(args));
        let output = command.envs(environment.iter().copied()).output().unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!colored(&[], &[]), "a pipe is no terminal");
    assert!(colored(&["--color", "always"], &[]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]), "the flag is stronger");
    assert!(!colored(&["--color", "never"], &[]));
}

#[test]
fn show_finds_by_id_hash_and_prefix() {
    let sandbox = news();
    let record = sandbox.run(["show", "rail-1", "--json"]).succeeds().json();
    assert_eq!((&record["id"], &record["schema"]), (&"rail-1".into(), &1.into()));
    assert_eq!(record["source"]["path"], "news/rail.jsonl");
    assert!(record.get("sentences").is_none(), "the stored form is not the public one");
    let hits = sandbox.run(["search", "streeting", "--json"]).json();
    let id = hits["hits"][0]["id"].as_str().unwrap().to_owned();
    for id in [&id[..], &id[..6]] {
        sandbox
            .run(["show", id])
            .succeeds()
            .prints(&["Doctors vote for new strike", "Jack Fletcher"]);
    }
}

#[test]
fn extract_gives_a_line_for_a_line() {
    let sandbox = Sandbox::new();
    let input = concat!(
        r#"{"id": "one", "text": "First – story."}"#,
        "\nbroken\n\n",
        r#"{"id": "three", "url": "https://example.org", "title": "T", "text": "Third story."}"#,
        "\n"
    );
    let ran =
        sandbox.feed(input, ["extract", "--from", "jsonl", "-"]).ends_with(3).says(&["-:2: "]);
    let lines = ran.ndjson();
    assert_eq!(lines.len(), 3, "{ran:#?}");
    assert_eq!((&lines[0]["id"], &lines[0]["text"]), (&"one".into(), &"First – story.".into()));
    assert_eq!((&lines[1]["source"]["item"], &lines[1]["schema"]), (&2.into(), &1.into()));
    assert!(lines[1]["error"].is_string() && lines[1]["id"].is_string());
    assert_eq!((&lines[2]["id"], &lines[2]["source"]["item"]), (&"three".into(), &4.into()));

    let array =
        sandbox.feed(input, ["extract", "--from", "jsonl", "-", "--json"]).ends_with(3).json();
    assert_eq!(array.as_array().unwrap().len(), 3);
}

#[test]
fn output_does_not_depend_on_threads() {
    let sandbox = Sandbox::new();
    let story = |n: usize| {
        format!(
            "{{\"id\": \"{n}\", \"text\": \"{}\"}}\n",
            "On Monday, Wes Streeting spoke. ".repeat(n % 40)
        )
    };
    sandbox.write("many.jsonl", (0..3_000).map(story).collect::<String>());
    for n in 0..50 {
        sandbox.write(&format!("stories/{n}.txt"), STRIKE);
    }
    let one = sandbox.run(["extract", "-j1", "many.jsonl", "stories"]).succeeds();
    let eight = sandbox.run(["extract", "-j8", "many.jsonl", "stories"]).succeeds();
    assert!(one.stdout == eight.stdout, "-j1 and -j8 differ");
    assert_eq!(one.stdout.lines().count(), 3_050);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let sandbox = Sandbox::new();
    sandbox.write("many.jsonl", "{\"text\": \"A story.\"}\n".repeat(20_000));
    for args in [
        &["extract", "many.jsonl"][..],
        &["extract", "-j4", "many.jsonl"],
        &["help"],
        &["rules", "list"],
    ] {
        let mut child =
            sandbox.command(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {stderr}");
        assert!(stderr.is_empty(), "{args:?}: {stderr}");
    }
}

#[test]
fn settings_hold_below_environment_and_flags() {
    let sandbox = news();
    let found = |index: &[&str], environment: Option<&str>| {
        let mut command = sandbox.command(["search", "zebra", "--json"].iter().chain(index));
        command.envs(environment.map(|index| ("DATELINE_INDEX", index)));
        command.current_dir(sandbox.path("news/2025")).output().unwrap().status.code()
    };
    assert_eq!(found(&[], None), Some(2), "no index here");
    sandbox.write("dateline.toml", "index = \"index\"\n");
    assert_eq!(found(&[], None), Some(0), "found upward, relative to the file");
    assert_eq!(found(&[], Some("nowhere")), Some(2), "the environment is stronger");
    assert_eq!(
        found(&["--index", "../../index"], Some("nowhere")),
        Some(0),
        "the flag is strongest"
    );
    sandbox.write("dateline.toml", "index = \"index\"\ncolour = \"never\"\n");
    sandbox.run(["stats"]).ends_with(2).says(&["dateline.toml:2: unknown field `colour`"]);
}

#[test]
fn exports_reach_a_file_in_one_step() {
    let sandbox = news();
    sandbox.run(["export", "articles", "-o", "out.ndjson"]).succeeds();
    assert_eq!(sandbox.read("out.ndjson").lines().count(), 3);
    sandbox.run(["export", "articles", "--to", "csv", "-o", "out.csv"]).succeeds();
    assert!(sandbox.read("out.csv").starts_with("id,path,"));
    sandbox.run(["export", "articles", "-o", "named.csv"]).succeeds();
    assert_eq!(sandbox.read("named.csv"), sandbox.read("out.csv"), "the suffix names the format");
    sandbox.run(["export", "facts", "title:", "-o", "out.csv"]).ends_with(2);
    assert!(sandbox.read("out.csv").starts_with("id,path,"), "an error leaves the old file");
    let files: Vec<_> = std::fs::read_dir(sandbox.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(files.iter().all(|name| !name.to_string_lossy().ends_with(".part")), "{files:?}");
    let dates = |what| -> Vec<_> {
        let lines = sandbox.run(["export", what]).succeeds().ndjson();
        lines
            .into_iter()
            .map(|line| line["published"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert!(dates("articles").is_sorted());
    assert!(sandbox.run(["export", "mentions", "--json"]).succeeds().json().is_array());
}

#[test]
fn stats_counts_what_is_there() {
    let sandbox = news();
    let stats = sandbox.run(["stats", "--json"]).succeeds().json();
    assert_eq!((&stats["articles"], &stats["failures"]), (&3.into(), &0.into()));
    sandbox.run(["stats"]).succeeds().prints(&["articles", "2025-11-02 to 2025-12-17"]);
}

#[test]
fn every_command_has_examples_or_says_enough() {
    let sandbox = Sandbox::new();
    let help = sandbox.run(["help"]).succeeds().stdout;
    for command in ["ingest", "search", "show", "export", "extract", "explain", "rules", "stats"] {
        assert!(help.contains(command), "{help}");
        sandbox.run([command, "--help"]).succeeds().prints(&["Examples:", "dateline"]);
    }
    sandbox.run(["completions", "zsh"]).succeeds().prints(&["#compdef dateline"]);
    sandbox.run(["man"]).succeeds().prints(&[".TH"]);
}

#[test]
fn explain_says_where_there_is_no_such_line() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", "A strike\n\nDoctors went on strike in Oslo on Monday, they said.\n");
    sandbox.write("b.jsonl", "{\"text\": \"Doctors went on strike in Oslo on Monday.\"}\n");
    sandbox.run(["explain", "a.txt:3"]).succeeds().prints(&["Oslo"]);
    sandbox.run(["explain", "a.txt:9999"]).ends_with(2).says(&["a.txt", "no line 9999"]);
    sandbox.run(["explain", "b.jsonl:1"]).succeeds().prints(&["Oslo"]);
    sandbox.run(["explain", "b.jsonl:9999"]).ends_with(2).says(&["b.jsonl", "line 9999"]);
}

#[test]
fn kinds_that_nobody_knows_are_refused_with_those_there_are() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", "Story\n\nThe Vasa sank near Oslo. Sam \"Ace\" Hill wept.\n");
    sandbox.write("rules/ship/fleet.tsv", "Vasa\n");
    let kinds = "kinds are affiliation, change, date, money, nothing, organisation, percent-change";
    sandbox.run(["explain", "a.txt", "--kind", "typo"]).ends_with(2).says(&["\"typo\"", kinds]);
    let ours = ["explain", "a.txt", "--rules", "rules", "--kind"];
    sandbox.run(ours.iter().chain(&["typo"])).ends_with(2).says(&["share, ship"]);
    sandbox.run(ours.iter().chain(&["ship"])).succeeds().prints(&["Vasa"]);
    sandbox.run(["rules", "list", "typo"]).ends_with(2).says(&["\"typo\"", "percent-change"]);
    sandbox.run(["ingest", "a.txt"]).succeeds();
    sandbox.run(["search", "kind:typo"]).ends_with(2).says(&["\"typo\"; kinds are date"]);
    sandbox.run(["search", "kind:place"]).succeeds();
    sandbox.run(["entities", "--kind", "typo"]).ends_with(2).says(&["kinds are"]);
    let broken = "person:=\"Sam \"Ace\" Hill\"";
    sandbox.run(["search", broken]).ends_with(2).says(&["write \\\" for a quotation mark"]);
    sandbox.run(["search", "person:=\"Sam \\\"Ace\\\" Hill\""]).succeeds();
    sandbox.run(["search", "place:=oslo"]).ends_with(1).says(&["capitals too"]);
}

#[test]
fn explain_tells_what_is_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", "A strike\n\nWes Streeting said in Oslo on Monday that 29% struck.\n");
    let kinds = |args: &[&str]| -> Vec<String> {
        let ran = sandbox.run(["explain", "--json", "a.txt"].iter().chain(args)).succeeds();
        let mentions = ran.json()[0]["mentions"].as_array().unwrap().clone();
        mentions.iter().map(|mention| mention["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert!(kinds(&[]).len() >= 3);
    assert_eq!(kinds(&["--kind", "percentage"]), ["percentage"]);
    assert_eq!(kinds(&["--mention", "streeting"]), ["person"]);
    let (short, all) = (["explain", "a.txt"], ["explain", "a.txt", "--all"]);
    let length = |args: &[&str]| sandbox.run(args).succeeds().stdout.len();
    assert!(length(&short) < length(&all));
}

#[test]
fn leftovers_of_other_query_languages_are_pointed_at() {
    let sandbox = news();
    for (query, part) in
        [("ho*p", "end of a word"), ("strikes~9", "1 or 2"), ("percentage:abc", "no number")]
    {
        sandbox.run(["search", query]).ends_with(2).says(&[part, "^"]);
    }
    sandbox.run(["search", "-zebra", "--limit", "1"]).succeeds();
    sandbox.run(["search", "--since", "2025", "--until", "2025-12"]).succeeds();
    sandbox.run(["show", ""]).ends_with(2).says(&["id is empty"]);
}

#[test]
fn explain_shows_what_of_a_page_was_taken() {
    let sandbox = Sandbox::new();
    let story = "Doctors went on strike in Oslo on Monday, they said, and patients had to wait.";
    let page = format!("<html><body><p>{story}</p><div class=share>Share</div></body></html>");
    sandbox.write("a.html", &page);
    sandbox.write("a.txt", "A strike\n\nDoctors went on strike in Oslo on Monday.\n");
    let sharing = "in an element named for sharing";
    sandbox.run(["explain", "a.html"]).succeeds().prints(&["kept", sharing, "Oslo"]);
    sandbox.run(["explain", "a.html", "--json"]).succeeds().prints(&["\"kept\"", sharing]);
    let shown = ["class=\"dateline-kept\"", "class=\"dateline-left\"", sharing];
    sandbox.run(["explain", "a.html", "--html"]).succeeds().prints(&shown);
    sandbox.run(["explain", "a.txt", "--html"]).ends_with(3).says(&["a.txt", "no web page"]);
}

#[test]
fn too_much_is_refused_or_cut_to_size() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", "A strike\n\nDoctors went on strike in Oslo on Monday, they said.\n");
    sandbox.run(["extract", "-j", "100000000", "a.txt"]).succeeds().says(&["256 are used"]);
    let most = usize::MAX.to_string();
    sandbox.run(["extract", "--max-size", &most, "a.txt"]).ends_with(2).says(&["at most"]);
}

#[test]
fn the_numbers_of_an_ingest_come_as_json() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", "A strike\n\nDoctors went on strike in Oslo on Monday, they said.\n");
    assert_eq!(sandbox.run(["ingest", "--json", "a.txt"]).succeeds().json()["new"], 1);
    let lines = sandbox.run(["ingest", "--ndjson", "a.txt"]).succeeds().ndjson();
    assert_eq!((lines.len(), &lines[0]["unchanged"]), (1, &1.into()));
}
