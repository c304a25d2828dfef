//! Whatever kills an ingest, the index stays readable and the next run completes it: nothing lost, nothing twice.

#[cfg(unix)]
use std::io::BufRead;
#[cfg(unix)]
use std::io::BufReader;
#[cfg(unix)]
use std::io::Read;
#[cfg(unix)]
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

/// Returns lines with an article each.
#[cfg(unix)]
fn lines(numbers: std::ops::Range<usize>) -> String {
    numbers.map(|number| format!("{{\"id\": \"{number}\", \"text\": \"The harbour of Bergen reopened on Monday, after {number} days, officials said.\"}}\n")).collect()
}

#[cfg(unix)]
fn send(signal: &str, child: &std::process::Child) {
    let (signal, id) = (format!("-{signal}"), child.id().to_string());
    assert!(Command::new("kill").args([&signal, &id]).status().unwrap().success());
}

/// Feeds an ingest, and goes on with `later` once it has answered a signal; returns its status and what it said.
#[cfg(unix)]
fn interrupted(
    sandbox: &Sandbox,
    paths: &[&str],
    signal: &str,
    (before, later): (&str, &str),
) -> (Option<i32>, String) {
    let mut child = sandbox
        .command(["ingest", "--from", "jsonl"].iter().chain(paths))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(before.as_bytes()).unwrap();
    send(signal, &child);
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    while !said.contains("stopping") {
        assert!(stderr.read_line(&mut said).unwrap() > 0, "{said}");
    }
    // What comes after the signal is not read any more.
    let _ = stdin.write_all(later.as_bytes());
    drop(stdin);
    stderr.read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code(), said)
}

#[cfg(unix)]
fn articles(sandbox: &Sandbox) -> usize {
    let stats = sandbox.run(["stats", "--json"]).succeeds().json();
    stats["articles"].as_u64().unwrap().try_into().unwrap()
}

#[cfg(unix)]
#[test]
fn an_interrupted_ingest_keeps_what_it_read() {
    let half = BEFORE_SIGNAL / 100;
    let (before, later) = (lines(0..half), lines(half..2 * half));
    for signal in ["INT", "TERM"] {
        let sandbox = Sandbox::new();
        let (status, said) = interrupted(&sandbox, &["-"], signal, (&before, &later));
        assert_eq!(status, Some(130), "{signal}: {said}");
        assert!(said.contains("again to end at once"), "{said}");
        assert!(said.contains("stopped: what was read is in the index, of - the first"), "{said}");
        let kept = articles(&sandbox);
        assert!(kept > 0, "{signal}");
        sandbox.feed(before.clone() + &later, ["ingest", "--from", "jsonl", "-"]).succeeds();
        assert_eq!(articles(&sandbox), 2 * half);
        assert!(kept < 2 * half);
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_ingest_loses_no_article_of_before() {
    /// Articles of a file that is read while the signal comes.
    const ARTICLES: usize = 3000;
    let sandbox = Sandbox::new();
    sandbox.write("grows.jsonl", lines(0..ARTICLES));
    let started = std::time::Instant::now();
    sandbox.run(["ingest", "grows.jsonl"]).succeeds();
    let whole = started.elapsed();
    let (mut before, mut stopped) = (ARTICLES, 0);
    for (more, fraction) in fractions().take(6).enumerate() {
        let now = ARTICLES + more + 1;
        sandbox.write("grows.jsonl", lines(0..now));
        let mut child = sandbox
            .command(["ingest", "grows.jsonl"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        sleep(whole.mul_f64(fraction));
        send("INT", &child);
        stopped += usize::from(child.wait().unwrap().code() == Some(130));
        let kept = articles(&sandbox);
        assert!(kept == before || kept == now, "{kept} of {before} or {now}");
        before = kept;
    }
    assert!(stopped > 0, "no signal came while the ingest was listening");
}

#[cfg(unix)]
#[test]
fn an_interrupted_ingest_forgets_no_failure_that_it_never_came_to() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "news/good.txt",
        "Ferries\n\nThe ferry to Bergen sailed on Monday, officials said.\n",
    );
    std::os::unix::fs::symlink("nowhere", sandbox.path("news/away.txt")).unwrap();
    sandbox.run(["ingest", "news"]).ends_with(3);
    let failures = || sandbox.run(["stats", "--failures", "--json"]).succeeds().json();
    let before = failures();
    assert_eq!(before.as_array().unwrap().len(), 1, "{before}");
    let half = BEFORE_SIGNAL / 100;
    let fed = (&*lines(0..half), &*lines(half..half + 9));
    assert_eq!(interrupted(&sandbox, &["-", "news"], "INT", fed).0, Some(130));
    assert_eq!(failures(), before);
}
