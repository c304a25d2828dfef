//! Saved searches: what an ingest tells of them, the command they run, and their mistakes.

use serde_json::json;

use crate::support::Sandbox;

const SETTINGS: &str = "[alerts]\nferries = \"ferry OR ferries\"\nzebras = 'zebra'\n";

/// Returns a line with an article.
fn line(id: &str, text: &str) -> String {
    format!(
        "{}\n",
        json!({"id": id, "title": format!("Story {id}"), "published": "2025-12-01", "text": text})
    )
}

fn saved(settings: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("dateline.toml", settings);
    sandbox.write("a.jsonl", line("one", "The ferry ran.") + &line("two", "A train ran."));
    sandbox
}

#[test]
fn only_what_is_new_is_told() {
    let sandbox = saved(SETTINGS);
    let first = sandbox.run(["ingest", "a.jsonl"]).succeeds();
    assert_eq!(
        first.stdout,
        "alert ferries\n  2025-12-01  Story one  one  a.jsonl\n\
         new 1, changed 0, unchanged 0, removed 0, failed 0 (articles 2)\n"
    );
    let again = sandbox.run(["ingest", "a.jsonl"]).succeeds();
    assert!(again.stdout.starts_with("new 0"), "{again:#?}");
    let more = line("one", "The ferry ran.")
        + &line("two", "A ferry ran.")
        + &line("three", "Ferries ran.");
    sandbox.write("a.jsonl", more);
    let changed = sandbox.run(["ingest", "a.jsonl", "--ndjson"]).succeeds().ndjson();
    let told: Vec<_> = changed.iter().filter_map(|line| line["id"].as_str()).collect();
    assert_eq!(told.len(), 2, "{changed:#?}");
    assert!(told.contains(&"two") && told.contains(&"three"), "{told:?}");
    assert_eq!(changed[0]["alert"], "ferries");
    assert_eq!(changed[2]["changed"], 1);
    let rules = sandbox.run(["ingest", "a.jsonl", "--published", "2025-01-01"]).succeeds();
    assert!(rules.stdout.starts_with("new 0, changed 1"), "read again, nothing new: {rules:#?}");
    sandbox.write("b.jsonl", line("four", "A zebra took the ferry."));
    let both = sandbox.run(["ingest", "b.jsonl", "--json"]).succeeds().json();
    assert_eq!((&both["new"], &both["alerts"]["zebras"][0]["id"]), (&json!(1), &json!("four")));
    assert_eq!(both["alerts"]["ferries"][0]["path"], "b.jsonl");
}

#[test]
fn without_saved_searches_nothing_is_told() {
    let sandbox = saved("threads = 1\n");
    let json = sandbox.run(["ingest", "a.jsonl", "--json"]).succeeds().json();
    assert!(json.get("alerts").is_none());
    sandbox
        .run(["ingest", "a.jsonl", "--exec", "cat"])
        .ends_with(2)
        .says(&["--exec is for saved searches"]);
    sandbox.run(["alerts"]).succeeds().says(&["no saved searches"]);
}

#[cfg(unix)]
#[test]
fn a_command_gets_the_article_and_no_shell() {
    let sandbox = saved("[alerts]\n\"a; touch harm\" = 'ran'\n");
    let script =
        "#!/bin/sh\ncat > \"got-$1.json\"\nprintf %s \"$DATELINE_ALERT\" > name\necho said\n";
    let path = sandbox.write("take", script);
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    sandbox.write("a.jsonl", line("one", "The ferry ran."));
    let args = ["ingest", "a.jsonl", "--exec", "./take", "$(touch harm)", ";", "--ndjson"];
    let ran = sandbox.run(args).succeeds().says(&["said"]);
    assert_eq!(ran.ndjson().len(), 2, "what the command prints is no data of ours: {ran:#?}");
    let got: serde_json::Value =
        serde_json::from_str(&sandbox.read("got-$(touch harm).json")).unwrap();
    assert_eq!((&got["id"], &got["text"]), (&json!("one"), &json!("The ferry ran.")));
    assert_eq!(sandbox.read("name"), "a; touch harm");
    assert!(!sandbox.path("harm").exists());
}

#[cfg(unix)]
#[test]
fn a_command_that_fails_is_named_and_the_rest_is_done() {
    let sandbox = saved("[alerts]\nran = 'ran'\n");
    let ran = sandbox.run(["ingest", "a.jsonl", "--exec", "false"]).ends_with(3);
    assert_eq!(ran.stderr.matches("false failed for").count(), 2, "{ran:#?}");
    ran.prints(&["(articles 2)"]).says(&["2 articles remain to be told"]);
    let again = sandbox.run(["ingest", "a.jsonl", "--exec", "true"]).succeeds();
    assert!(again.stdout.contains("Story one") && again.stdout.contains("Story two"), "{again:#?}");
    let told = sandbox.run(["ingest", "a.jsonl", "--exec", "false"]).succeeds();
    assert!(told.stdout.starts_with("new 0"), "{told:#?}");
    let missing =
        sandbox.run(["ingest", "--rebuild", "a.jsonl", "--exec", "./no-such"]).ends_with(3);
    missing.says(&["./no-such failed for one"]);
}

#[test]
fn mistakes_are_found_before_anything_is_read() {
    let sandbox = saved("index = 'i'\n[alerts]\ngood = 'ferry'\nbad = 'person:\"Wes'\n");
    let ran = sandbox.run(["ingest", "a.jsonl"]).ends_with(2);
    ran.says(&["dateline.toml:4: alerts.bad: ", "  person:\"Wes\n", "^", "nothing was read"]);
    assert!(!sandbox.path("i").exists());
    let listed = sandbox.run(["alerts"]).ends_with(2).says(&["dateline.toml:4: alerts.bad: "]);
    listed.prints(&["good", "bad"]);
    let sandbox = saved("[alerts]\ngood = 'ferry'\nbad = 'nosuchfield:x'\n");
    sandbox.run(["ingest", "a.jsonl"]).ends_with(3).says(&["dateline.toml:3: alerts.bad: "]);
    let lines = sandbox.run(["alerts", "--json"]).ends_with(2).json();
    assert_eq!((&lines[1]["name"], &lines[1]["articles"]), (&json!("good"), &json!(1)));
    assert!(lines[0]["error"].is_string());
}

#[cfg(unix)]
#[test]
fn a_kill_loses_no_alert() {
    let sandbox = saved("[alerts]\nran = 'ran'\nferries = 'ferry'\n");
    let script = "#!/bin/sh\nread line\necho \"$DATELINE_ALERT $line\" >> told\n\
                  if mkdir killed 2> /dev/null; then kill -9 $PPID; fi\n";
    let path = sandbox.write("take", script);
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let ingest = || sandbox.run(["ingest", "a.jsonl", "--exec", "./take"]);
    let told = || {
        let lines = sandbox.read("told");
        let ids = lines.lines().map(|line| {
            let (alert, record) = line.split_once(' ').unwrap();
            let record: serde_json::Value = serde_json::from_str(record).unwrap();
            format!("{alert} {}", record["id"].as_str().unwrap())
        });
        ids.collect::<Vec<_>>()
    };
    assert_eq!(ingest().status, -1, "killed");
    assert_eq!(told(), ["ferries one"]);
    let second = ingest().succeeds();
    assert!(
        second
            .stdout
            .ends_with("new 0, changed 0, unchanged 1, removed 0, failed 0 (articles 2)\n")
    );
    let mut all = told();
    all.sort();
    assert_eq!(all, ["ferries one", "ferries one", "ran one", "ran two"]);
    ingest().succeeds();
    assert_eq!(told().len(), 4, "told once otherwise");
}

#[test]
fn a_query_that_is_mended_tells_what_it_missed() {
    let sandbox = saved("[alerts]\ngood = 'ferry'\nbad = 'nosuchfield:x'\n");
    sandbox.run(["ingest", "a.jsonl"]).ends_with(3).prints(&["alert good"]);
    sandbox.write("dateline.toml", "[alerts]\ngood = 'ferry'\nbad = 'train'\n");
    let ran = sandbox.run(["ingest", "a.jsonl", "--json"]).succeeds().json();
    assert_eq!(ran["alerts"]["bad"][0]["id"], "two");
    assert_eq!(ran["alerts"].get("good"), None);
    // What changed meanwhile is told as it is now, and once.
    sandbox.write("dateline.toml", "[alerts]\nbad = 'nosuchfield:x'\n");
    sandbox.write("a.jsonl", line("one", "The ferry sank."));
    sandbox.run(["ingest", "a.jsonl"]).ends_with(3);
    sandbox.write("a.jsonl", line("one", "The ferry was raised."));
    sandbox.write("dateline.toml", "[alerts]\nbad = 'ferry'\n");
    let ran = sandbox.run(["ingest", "a.jsonl", "--ndjson"]).succeeds().ndjson();
    assert_eq!(ran.len(), 2, "{ran:#?}");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_telling_and_loses_no_alert() {
    let sandbox = saved("[alerts]\nran = 'ran'\nferries = 'ferry'\n");
    let script = "#!/bin/sh\nread line\necho \"$DATELINE_ALERT\" >> told\n\
                  if mkdir signalled 2> /dev/null; then kill -INT $PPID; fi\n";
    let path = sandbox.write("take", script);
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    for form in [None, Some("--json")] {
        let ingest = || {
            sandbox.run(
                ["ingest", "--rebuild", "a.jsonl"]
                    .into_iter()
                    .chain(form)
                    .chain(["--exec", "./take"]),
            )
        };
        ingest().ends_with(130).says(&["articles remain to be told", "stopped: "]);
        assert_eq!(sandbox.read("told"), "ferries\n");
        let again = sandbox.run(["ingest", "a.jsonl", "--exec", "./take"]).succeeds();
        assert!(again.stdout.contains("unchanged 1"), "{again:#?}");
        let told = sandbox.read("told");
        let mut told: Vec<_> = told.lines().collect();
        told.sort_unstable();
        assert_eq!(told, ["ferries", "ran", "ran"], "{form:?}: each once");
        std::fs::remove_file(sandbox.path("told")).unwrap();
        std::fs::remove_dir(sandbox.path("signalled")).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn notes_that_cannot_be_written_are_no_mistake_of_the_query() {
    let sandbox = saved("[alerts]\nran = 'ran'\n");
    let notes = "index/.dateline.untold";
    let script = format!("#!/bin/sh\nrm {notes}\nmkdir {notes}\n");
    let path = sandbox.write("take", script);
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let ran = sandbox.run(["ingest", "a.jsonl", "--exec", "./take"]).ends_with(2);
    let ran = ran.says(&[".dateline.untold: "]);
    assert!(!ran.stderr.contains("alerts.ran"), "{ran:#?}");
}
