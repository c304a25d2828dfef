//! Whatever kills an ingest, the index stays readable and the next run completes it: nothing lost, nothing twice.

use std::io::Write;
use std::process::Command;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::support::Sandbox;

/// Files of the test corpus.
const FILES: usize = 300;

/// How often the binary is killed.
const KILLS: usize = 24;

/// Files and articles in one commit: few, so that most kills fall between two.
const BATCH: &str = "40";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for number in 0..FILES {
        let text = format!(
            "Story {number} of the harbour\n\nBERGEN, Dec {} (NWA) - The harbour of Bergen handled {number} ships on Monday, \
             said Ingrid Solberg of the Port Authority.\n\n\"We counted {number} ships,\" she said, up {number} per cent.\n",
            number % 28 + 1
        );
        sandbox.write(
            &format!("news/2025/12/{:02}/story-{number}.txt", number % 28 + 1),
            text.repeat(1 + number % 3),
        );
    }
    sandbox
}

/// Everything an index holds, in the order of its export.
fn everything(sandbox: &Sandbox, index: &str) -> String {
    ["articles", "facts", "quotes"]
        .map(|what| sandbox.run(["--index", index, "export", what]).succeeds().stdout)
        .join("\n")
}

/// A fixed sequence of numbers, spread over 0..1.
fn fractions() -> impl Iterator<Item = f64> {
    (1..).map(|number: u32| (f64::from(number) * 0.618_033_988_749_895).fract())
}

#[test]
fn a_killed_ingest_is_completed_by_the_next() {
    let sandbox = sandbox();
    let ingest = |index, rebuild: bool| {
        let args = ["--index", index, "ingest", "-j2", "--batch", BATCH, "news"];
        sandbox.command(args.into_iter().chain(rebuild.then_some("--rebuild")))
    };
    let started = std::time::Instant::now();
    assert!(ingest("calm", false).output().unwrap().status.success());
    let whole = started.elapsed();
    let wanted = everything(&sandbox, "calm");

    let mut partial = 0;
    for (kill, fraction) in fractions().take(KILLS).enumerate() {
        // What was there before matters as little as what a killed rebuild left of it.
        let mut child = ingest("killed", kill % 4 == 3)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(whole.mul_f64(fraction).min(Duration::from_secs(20)));
        child.kill().unwrap();
        child.wait().unwrap();
        if sandbox.path("killed").join("meta.json").exists() {
            let stats = sandbox.run(["--index", "killed", "stats", "--json"]).succeeds().json();
            let articles = stats["articles"].as_u64().unwrap();
            partial += usize::from((1..FILES as u64).contains(&articles));
        }
        // Begin anew now and then, so that every stage of a first run is interrupted too.
        if kill % 6 == 5 {
            let _ = std::fs::remove_dir_all(sandbox.path("killed"));
        } else if kill % 3 == 2 {
            let changed = format!("Changed {kill}\n\nThe pier of Bergen was closed on Monday.\n");
            sandbox.write("news/2025/12/01/story-0.txt", &changed);
        }
    }
    assert!(partial > 0, "no kill left an index with some of the articles");
    sandbox.run(["--index", "calm", "ingest", "news"]).succeeds();
    let wanted_now = everything(&sandbox, "calm");
    assert_ne!(wanted, wanted_now);
    sandbox.run(["--index", "killed", "ingest", "news"]).succeeds();
    assert_eq!(everything(&sandbox, "killed"), wanted_now);
}

#[test]
fn a_second_writer_is_told_who_holds_the_index() {
    let sandbox = sandbox();
    let mut first = sandbox
        .command(["ingest", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    // The first writer holds the index until its input ends.
    for _ in 0..200 {
        if sandbox.path("index").join("meta.json").exists() {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    sleep(Duration::from_millis(200));
    let second = sandbox.run(["ingest", "news"]);
    drop(first.stdin.take());
    first.wait().unwrap();
    second.ends_with(2).says(&["index", &format!("process {}", first.id())]);
    sandbox.run(["ingest", "news"]).succeeds();
}

/// Bytes written before the signal: more than pipe and buffers hold, so that some were read when all are written.
#[cfg(unix)]
const BEFORE_SIGNAL: usize = 2 << 20;

#[cfg(unix)]
#[test]
fn an_interrupted_ingest_keeps_what_it_read() {
    let some = |numbers: std::ops::Range<usize>| -> String {
        numbers.map(|number| format!("{{\"id\": \"{number}\", \"text\": \"The harbour of Bergen reopened on Monday, after {number} days, officials said.\"}}\n")).collect()
    };
    let half = BEFORE_SIGNAL / 100;
    let (lines, later) = (some(0..half), some(half..2 * half));
    for signal in ["INT", "TERM"] {
        let sandbox = Sandbox::new();
        let mut child = sandbox
            .command(["ingest", "--from", "jsonl", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(lines.as_bytes()).unwrap();
        let id = child.id().to_string();
        assert!(
            Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap().success()
        );
        sleep(Duration::from_millis(200));
        // What comes after the signal is not read any more.
        let _ = stdin.write_all(later.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(130), "{signal}: {said}");
        assert!(said.contains("stopped: what was read is in the index, of - the first"), "{said}");
        let stats = sandbox.run(["stats", "--json"]).succeeds().json();
        let kept = stats["articles"].as_u64().unwrap();
        assert!(kept > 0, "{signal}: {stats}");
        let whole = format!("{lines}{later}");
        sandbox.feed(&whole, ["ingest", "--from", "jsonl", "-"]).succeeds();
        let all = sandbox.run(["stats", "--json"]).succeeds().json()["articles"].as_u64().unwrap();
        assert_eq!(all, 2 * half as u64);
        assert!(kept < all);
    }
}
