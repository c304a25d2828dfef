//! Damaged and huge inputs: a clear message for each, and the rest of the batch done.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::time::Instant;

use crate::support::Ran;
use crate::support::Sandbox;

/// An article that must come through whatever stands beside it.
const GOOD: &str = "Harbour reopens\n\nThe harbour of Bergen reopened on Monday, the port authority said. Ships will return.\n";

/// Longest time for one hostile file, on a slow machine with tests running beside.
const PATIENCE: Duration = Duration::from_secs(240);

fn beside_good(name: &str, content: impl AsRef<[u8]>) -> (Sandbox, Ran) {
    let sandbox = Sandbox::new();
    sandbox.write("in/a-good.txt", GOOD);
    sandbox.write(&format!("in/{name}"), content);
    sandbox.write("in/z-good.txt", GOOD.replace("Harbour", "Port"));
    let started = Instant::now();
    let ran = sandbox.run(["ingest", "in"]);
    assert!(started.elapsed() < PATIENCE, "{name} took {:?}", started.elapsed());
    let found = sandbox.run(["search", "--json", "harbour"]).succeeds().json();
    assert!(found["total"].as_u64().unwrap() >= 2, "{name}: {found}");
    (sandbox, ran)
}

/// The file is refused: named with the reason, listed, and the run ends with status 3.
#[track_caller]
fn refused(name: &str, content: impl AsRef<[u8]>, reason: &str) {
    let (sandbox, ran) = beside_good(name, content);
    ran.ends_with(3).says(&[name, reason]);
    sandbox.run(["stats", "--failures"]).succeeds().prints(&[name]);
}

/// The file gives an article, whatever is in it.
#[track_caller]
fn taken(name: &str, content: impl AsRef<[u8]>) -> Sandbox {
    let (sandbox, ran) = beside_good(name, content);
    ran.succeeds();
    sandbox
}

#[test]
fn an_empty_file_is_refused() {
    refused("empty.txt", "", "empty");
    refused("blank.txt", " \n\n\t\n", "");
    for (name, marks) in [
        ("mark.txt", &b"\xef\xbb\xbf"[..]),
        ("wide.html", b"\xff\xfe\n\0"),
        ("big.txt", b"\xfe\xff"),
    ] {
        refused(name, marks, "the file is empty");
    }
}

#[test]
fn colours_of_a_terminal_are_taken_out_and_told() {
    let text = "Storm \x1b[1;31mwarning\x1b[0m\n\nThe storm\x1b[0m reached \x1b]8;;http://x\x07Oslo\x1b]8;;\x07 on Monday.\n";
    let sandbox = taken("colours.txt", text);
    let record = sandbox.run(["extract", "in/colours.txt"]).succeeds().json();
    assert_eq!(record["title"], "Storm warning");
    assert_eq!(record["text"], "The storm reached Oslo on Monday.");
    assert!(record["mentions"].as_array().unwrap().iter().all(|one| one["kind"] != "quantity"));
    assert_eq!(record["warnings"][0]["code"], "escape-sequences");
}

#[test]
fn british_text_without_a_declared_encoding_is_read() {
    let text = b"Caf\xe9 chain sold\n\nThe na\xefve buyer of Ren\xe9e\x92s caf\xe9 paid \xa35m \x96 \xa32m too much.\n";
    let sandbox = taken("cafe.txt", text);
    let record = sandbox.run(["extract", "in/cafe.txt"]).succeeds().json();
    assert_eq!(record["title"], "Caf\u{e9} chain sold");
    assert_eq!(
        record["text"],
        "The na\u{ef}ve buyer of Ren\u{e9}e\u{2019}s caf\u{e9} paid \u{a3}5m \u{2013} \u{a3}2m too much."
    );
}

#[test]
fn a_folder_named_like_a_page_is_a_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("in/x.html/inside.txt", GOOD);
    sandbox.run(["ingest", "in"]).succeeds().prints(&["new 1"]);
}

#[test]
fn junk_named_text_is_refused() {
    let junk: Vec<u8> =
        (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("junk.txt", junk, "not text");
}

#[test]
fn invalid_utf8_and_nul_bytes_are_taken() {
    taken(
        "bytes.txt",
        b"Storm \xff\xfe warning\n\nThe storm \xc3\x28 reached Oslo on Monday, officials said.\n",
    );
    taken("nul.txt", b"Storm warning\n\nThe storm\0 reached Oslo on Monday, officials said.\n");
}

#[test]
fn a_file_of_one_long_line_is_taken() {
    let line = "The minister said on Monday that 5 per cent of ships left Bergen. "
        .repeat(200_000_000 / 66);
    let (_, ran) = beside_good("long.txt", line);
    ran.succeeds().prints(&["new 3, changed 0, unchanged 0, removed 0, failed 0"]);
}

#[test]
fn deep_and_wide_pages_are_taken() {
    let text = "<p>The storm reached Oslo on Monday, officials said, and 3,000 people left their homes.</p>";
    taken("deep.html", format!("<html><body>{}{text}", "<div>".repeat(100_000)));
    taken("wide.html", format!("<html><body>{}{text}", "<b>x</b>".repeat(500_000)));
    taken("inline.html", format!("<html><body>{}{text}", "<b><i><font>".repeat(100_000)));
    taken("table.html", format!("<html><body>{}{text}", "<table><tr><td>".repeat(30_000)));
}

#[test]
fn a_broken_line_costs_only_itself() {
    let good = "{\"id\": \"1\", \"text\": \"The harbour of Bergen reopened on Monday.\"}\n";
    let lines = format!("{good}{{\"id\": \"2\", \"text\": \n{}", good.replace("\"1\"", "\"3\""));
    let (sandbox, ran) = beside_good("lines.jsonl", lines);
    ran.ends_with(3).says(&["lines.jsonl", "2"]);
    for id in ["1", "3"] {
        sandbox.run(["show", id, "--json"]).succeeds();
    }
}

#[test]
fn an_unreadable_file_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("in/good.txt", GOOD);
    // A link to nowhere is unreadable for every user, a closed file not for root.
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nonexistent/file.txt", sandbox.path("in/gone.txt")).unwrap();
    sandbox.run(["ingest", "in", "missing.txt"]).ends_with(3).says(&["gone.txt", "missing.txt"]);
    sandbox.run(["search", "harbour"]).succeeds();
}

#[test]
fn repetition_stays_linear() {
    let texts = [
        "1".repeat(1 << 20),
        "1 ".repeat(1 << 19),
        "of the ".repeat(150_000),
        "Monday ".repeat(150_000),
        "a year earlier ".repeat(70_000),
        "the next day at 9 a.m. ".repeat(45_000),
        "from Monday to 3 May ".repeat(50_000),
        "two weeks after the vote on 3 May ".repeat(30_000),
        "3/4/2020 ".repeat(110_000),
        "\"".repeat(1 << 20),
        "“A ".repeat(200_000),
        "Smith ".repeat(150_000),
        "J. K. ".repeat(150_000),
        "said said ".repeat(100_000),
        "(".repeat(1 << 20),
        "a\n\n".repeat(300_000),
        "Aa Bb Cc. ".repeat(100_000),
        "$5 million percent ".repeat(50_000),
        "% of ".repeat(200_000),
        "$".repeat(1 << 20),
        "$ ".repeat(1 << 19),
        "half of a third of ".repeat(50_000),
        "one in five ".repeat(80_000),
        "rose 5 percent to $6m from $7m ".repeat(30_000),
        "by 1.2m to ".repeat(90_000),
    ];
    for (number, text) in texts.iter().enumerate() {
        let sandbox = Sandbox::new();
        sandbox.write("a.txt", format!("Title\n\n{text}"));
        let started = Instant::now();
        let ran = sandbox.run(["extract", "--from", "text", "a.txt"]);
        assert!(matches!(ran.status, 0 | 3), "{number}: {}", ran.stderr);
        assert!(started.elapsed() < PATIENCE, "text {number} took {:?}", started.elapsed());
    }
}

#[test]
fn a_damaged_index_gets_a_clear_message() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", GOOD);
    sandbox.run(["ingest", "a.txt"]).succeeds();
    fs::write(sandbox.path("index/meta.json"), "{\"broken").unwrap();
    for command in [["search", "harbour"], ["ingest", "a.txt"], ["export", "facts"]] {
        let ran = sandbox.run(command).ends_with(2).says(&["index"]);
        assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    }
}

#[test]
fn a_missing_index_says_what_to_do() {
    Sandbox::new().run(["search", "harbour"]).ends_with(2).says(&["index", "ingest"]);
}

/// Mounts a file system of a few megabytes; `None` where that is not allowed.
#[cfg(target_os = "linux")]
fn small_disk(at: &Path) -> Option<impl Drop + use<>> {
    struct Mounted(std::path::PathBuf);
    impl Drop for Mounted {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }
    fs::create_dir_all(at).unwrap();
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
        .arg(at)
        .output()
        .ok()?;
    mount.status.success().then(|| Mounted(at.to_owned()))
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_gets_a_clear_message_and_keeps_the_index() {
    // Not everybody may mount a disk; everybody may limit the length of files, which fails in the same calls.
    let sandbox = Sandbox::new();
    stays_whole_without_room(&sandbox, |args| sandbox.run_with_short_files(args));
    let sandbox = Sandbox::new();
    if let Some(_disk) = small_disk(&sandbox.path("disk")) {
        stays_whole_without_room(&sandbox, |args| sandbox.run(args));
    }
}

#[cfg(target_os = "linux")]
fn stays_whole_without_room(sandbox: &Sandbox, run: impl Fn([&str; 4]) -> Ran) {
    sandbox.write("first.txt", GOOD);
    run(["--index", "disk/index", "ingest", "first.txt"]).succeeds();
    for number in 0..60 {
        let words: String =
            (0..20_000).map(|word| format!("word{} ", word * 31 + number * 7_919)).collect();
        sandbox.write(&format!("many/{number}.txt"), words);
    }
    let ran = run(["--index", "disk/index", "ingest", "many"]).ends_with(2).says(&["index"]);
    assert!(!ran.stderr.contains("panicked"), "{}", ran.stderr);
    sandbox.run(["--index", "disk/index", "search", "harbour"]).succeeds();
    let ran = sandbox.run(["export", "articles", "--index", "disk/index", "-o", "/dev/full"]);
    assert_eq!(ran.status, 2, "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_read_only_index_gets_a_clear_message() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", GOOD);
    sandbox.run(["ingest", "a.txt"]).succeeds();
    let close = |mode| {
        for entry in fs::read_dir(sandbox.path("index")).unwrap() {
            let _ = fs::set_permissions(
                entry.unwrap().path(),
                fs::Permissions::from_mode(mode & 0o666),
            );
        }
        fs::set_permissions(sandbox.path("index"), fs::Permissions::from_mode(mode)).unwrap();
    };
    close(0o555);
    sandbox.run(["search", "harbour"]).succeeds();
    // Root may write anyway; everybody else gets the message.
    sandbox.write("b.txt", GOOD);
    let ran = sandbox.run(["ingest", "b.txt"]);
    close(0o755);
    assert!(ran.status == 0 || (ran.status == 2 && ran.stderr.contains("index")), "{ran:?}");
}
