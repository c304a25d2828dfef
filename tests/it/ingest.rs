//! Reading again only what changed, and nothing stale.

use std::fs;
use std::fs::File;
use std::time::Duration;
use std::time::SystemTime;

use crate::support::Ran;
use crate::support::Sandbox;

#[track_caller]
fn check(ran: Ran, numbers: &str) -> Ran {
    assert_eq!(ran.stdout.trim_end(), numbers, "{ran:#?}");
    ran
}

/// Returns a sandbox with three articles that are not yet ingested.
fn corpus() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/a.txt",
        "Rail fares to rise\n\nRail fares will rise in Leeds, ministers said on Sunday.\n",
    );
    sandbox.write(
        "corpus/b.txt",
        "Doctors vote for strike\n\nDoctors voted for a strike in Oslo, the union said.\n",
    );
    sandbox.write(
        "corpus/sub/c.jsonl",
        "{\"id\": \"c-1\", \"text\": \"A zebra crossed the road in Paris on Monday.\"}\n",
    );
    sandbox
}

/// Returns every record, without what may differ between two indexes.
fn everything(sandbox: &Sandbox) -> String {
    let articles = sandbox.run(["export", "articles"]).succeeds().stdout;
    articles + &sandbox.run(["export", "facts"]).succeeds().stdout
}

#[test]
fn only_what_changed_is_read_again() {
    let sandbox = corpus();
    let ingest = || sandbox.run(["ingest", "corpus"]).succeeds();
    check(ingest(), "new 3, changed 0, unchanged 0, removed 0, failed 0 (articles 3)");
    check(ingest(), "new 0, changed 0, unchanged 3, removed 0, failed 0 (articles 3)");

    let later = SystemTime::now() + Duration::from_secs(5);
    File::options()
        .write(true)
        .open(sandbox.path("corpus/a.txt"))
        .unwrap()
        .set_modified(later)
        .unwrap();
    check(ingest(), "new 0, changed 0, unchanged 3, removed 0, failed 0 (articles 3)");

    sandbox.write(
        "corpus/b.txt",
        "Nurses vote for walkout\n\nNurses voted for a walkout in Bergen, the union said.\n",
    );
    sandbox.write(
        "corpus/d.txt",
        "A new day\n\nA new day dawned over the harbour of Bergen, they said.\n",
    );
    check(ingest(), "new 1, changed 1, unchanged 2, removed 0, failed 0 (articles 4)");
    sandbox.run(["search", "doctors"]).ends_with(1);
    sandbox.run(["search", "nurses"]).succeeds();
}

#[test]
fn vanished_files_stay_until_pruned() {
    let sandbox = corpus();
    sandbox.run(["ingest", "corpus"]).succeeds();
    fs::remove_file(sandbox.path("corpus/a.txt")).unwrap();
    fs::remove_file(sandbox.path("corpus/sub/c.jsonl")).unwrap();
    check(
        sandbox.run(["ingest", "corpus"]).succeeds().says(&["2 files no longer exist", "--prune"]),
        "new 0, changed 0, unchanged 1, removed 0, failed 0 (articles 3)",
    );
    check(
        sandbox.run(["ingest", "--prune", "corpus/sub"]).succeeds(),
        "new 0, changed 0, unchanged 0, removed 1, failed 0 (articles 2)",
    );
    check(
        sandbox.run(["ingest", "--prune", "corpus"]).succeeds(),
        "new 0, changed 0, unchanged 1, removed 1, failed 0 (articles 1)",
    );
}

#[test]
fn an_article_has_one_id_however_its_path_is_typed() {
    let sandbox = corpus();
    sandbox.run(["ingest", "corpus"]).succeeds();
    let first = everything(&sandbox);
    let absolute = sandbox.path("corpus");
    for path in ["./corpus", "corpus/sub/../", absolute.to_str().unwrap()] {
        check(
            sandbox.run(["ingest", path]).succeeds(),
            "new 0, changed 0, unchanged 3, removed 0, failed 0 (articles 3)",
        );
    }
    let mut inside = sandbox.command(["ingest", "--index", "../index", ".", "--json"]);
    let output = inside.current_dir(sandbox.path("corpus")).output().unwrap();
    let numbers: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&numbers["unchanged"], &numbers["new"]), (&3.into(), &0.into()));
    // The folder that holds the index may be ingested as a whole.
    sandbox.run(["ingest", "."]).succeeds();
    assert_eq!(everything(&sandbox), first);
}

#[test]
fn the_index_does_not_depend_on_threads_or_order() {
    let one = corpus();
    one.run(["ingest", "-j1", "corpus/a.txt", "corpus/b.txt", "corpus/sub"]).succeeds();
    let eight = corpus();
    eight.run(["ingest", "-j8", "corpus/sub", "corpus/b.txt", "corpus/a.txt"]).succeeds();
    assert_eq!(everything(&one), everything(&eight));
}

#[test]
fn other_rules_or_options_read_everything_again() {
    let sandbox = corpus();
    sandbox.run(["ingest", "corpus"]).succeeds();
    let dated = ["ingest", "corpus", "--published", "2025-12-17"];
    check(
        sandbox.run(dated).succeeds().says(&["3 unchanged files were read again"]),
        "new 0, changed 3, unchanged 0, removed 0, failed 0 (articles 3)",
    );
    check(
        sandbox.run(dated).succeeds(),
        "new 0, changed 0, unchanged 3, removed 0, failed 0 (articles 3)",
    );
}

#[test]
fn a_mistyped_path_makes_no_index() {
    let sandbox = corpus();
    for paths in [&["corpsu"][..], &["corpsu", "missing.txt"]] {
        let ran = sandbox.run(["ingest"].iter().chain(paths)).ends_with(2);
        ran.says(&["corpsu", "no such file or folder", "no index"]);
        assert!(!sandbox.path("index").exists());
    }
    sandbox.run(["ingest", "corpsu", "corpus"]).ends_with(3).says(&["corpsu"]);
    let articles = || sandbox.run(["stats", "--json"]).succeeds().json()["articles"].clone();
    let before = articles();
    let rebuilt = sandbox.run(["ingest", "--rebuild", "corpsu"]).ends_with(2);
    rebuilt.says(&["corpsu: no such file or folder", "nothing removed"]);
    assert_eq!((articles(), before.as_u64() > Some(0)), (before, true));
    // An index that is there hears of places that cannot be reached.
    sandbox.run(["ingest", "corpsu"]).ends_with(3).says(&["corpsu"]);
}

#[test]
fn failures_are_named_listed_and_tried_again() {
    let sandbox = corpus();
    sandbox
        .write("corpus/sub/c.jsonl", "{\"id\": \"c-1\", \"text\": \"A zebra crossed.\"}\nbroken\n");
    sandbox.write("corpus/junk.txt", b"\x7fELF\0\0\x01\x02".repeat(200));
    let ingest = || sandbox.run(["ingest", "corpus", "missing.txt"]);
    let says: &[&str] = &["corpus/sub/c.jsonl:2: ", "corpus/junk.txt: ", "missing.txt: "];
    check(
        ingest().ends_with(3).says(says),
        "new 3, changed 0, unchanged 0, removed 0, failed 3 (articles 3)",
    );
    check(
        ingest().ends_with(3).says(says),
        "new 0, changed 1, unchanged 2, removed 0, failed 3 (articles 3)",
    );
    let failures = sandbox.run(["stats", "--failures", "--json"]).succeeds().json();
    assert_eq!(failures.as_array().unwrap().len(), 3, "{failures}");

    sandbox.write("corpus/sub/c.jsonl", "{\"id\": \"c-1\", \"text\": \"A zebra crossed.\"}\n");
    sandbox.write(
        "corpus/junk.txt",
        "No longer\n\nThis file is no longer junk, its author said in Bonn.\n",
    );
    sandbox.write(
        "missing.txt",
        "Here it is\n\nThis file was missing for a while, its author said.\n",
    );
    ingest().succeeds();
    sandbox.run(["stats", "--failures"]).succeeds().prints(&[""]);
    assert_eq!(sandbox.run(["stats", "--json"]).json()["failures"], 0);
}

#[test]
fn a_stream_can_be_ingested() {
    let sandbox = Sandbox::new();
    let line = "{\"id\": \"s-1\", \"text\": \"A zebra crossed the road.\"}\n";
    check(
        sandbox.feed(line, ["ingest", "--from", "jsonl", "-"]).succeeds(),
        "new 1, changed 0, unchanged 0, removed 0, failed 0 (articles 1)",
    );
    sandbox.run(["show", "s-1"]).succeeds();
}

#[test]
fn pruning_spares_what_is_out_of_reach() {
    let sandbox = corpus();
    sandbox.run(["ingest", "corpus"]).succeeds();
    // The given folder is away, as a disk may be.
    fs::rename(sandbox.path("corpus"), sandbox.path("elsewhere")).unwrap();
    check(
        sandbox.run(["ingest", "--prune", "corpus"]).ends_with(3).says(&["corpus: "]),
        "new 0, changed 0, unchanged 0, removed 0, failed 1 (articles 3)",
    );
    check(
        sandbox.run(["ingest", "--prune", ".", "corpus"]).ends_with(3),
        "new 3, changed 0, unchanged 0, removed 0, failed 1 (articles 6)",
    );
    fs::rename(sandbox.path("elsewhere"), sandbox.path("corpus")).unwrap();
    check(
        sandbox.run(["ingest", "--prune", "."]).succeeds(),
        "new 0, changed 0, unchanged 3, removed 3, failed 0 (articles 3)",
    );
    // The folder can be read again: that it could not is no failure any more.
    sandbox.run(["stats", "--failures"]).succeeds().prints(&[""]);
    assert_eq!(sandbox.run(["stats", "--json"]).json()["failures"], 0);
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_utf8_are_not_pruned() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let sandbox = Sandbox::new();
    let folder = sandbox.path("news").join(OsStr::from_bytes(b"jan\xff"));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(OsStr::from_bytes(b"caf\xe9.txt"));
    fs::write(&file, "OSLO - The harbour reopened on Monday, officials said.").unwrap();
    let numbers = |new, unchanged, removed, articles| {
        format!(
            "new {new}, changed 0, unchanged {unchanged}, removed {removed}, failed 0 (articles {articles})"
        )
    };
    check(sandbox.run(["ingest", "news"]).succeeds(), &numbers(1, 0, 0, 1));
    let again = sandbox.run(["ingest", "--prune", "news"]).succeeds();
    assert!(!again.stderr.contains("no longer"), "{again:#?}");
    check(again, &numbers(0, 1, 0, 1));
    fs::remove_file(&file).unwrap();
    check(sandbox.run(["ingest", "--prune", "news"]).succeeds(), &numbers(0, 0, 1, 0));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_opened_keeps_its_articles() {
    let sandbox = corpus();
    sandbox.run(["ingest", "corpus"]).succeeds();
    let file = sandbox.path("corpus/a.txt");
    let text = fs::read(&file).unwrap();
    fs::remove_file(&file).unwrap();
    // A link to itself is there and cannot be read, not even by root.
    std::os::unix::fs::symlink("a.txt", &file).unwrap();
    for _ in 0..2 {
        check(
            sandbox.run(["ingest", "--prune", "corpus"]).ends_with(3).says(&["corpus/a.txt: "]),
            "new 0, changed 0, unchanged 2, removed 0, failed 1 (articles 3)",
        );
        let failures = sandbox.run(["stats", "--failures", "--json"]).succeeds().json();
        assert_eq!(failures.as_array().unwrap().len(), 1, "{failures}");
    }
    sandbox.run(["search", "fares"]).succeeds();
    fs::remove_file(&file).unwrap();
    fs::write(&file, text).unwrap();
    check(
        sandbox.run(["ingest", "corpus"]).succeeds(),
        "new 0, changed 1, unchanged 2, removed 0, failed 0 (articles 3)",
    );
    assert_eq!(sandbox.run(["stats", "--json"]).json()["failures"], 0);
}
