//! What the pages of a site have in common is left out, whatever the order, and nothing of their stories.

use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use crate::support::Ran;
use crate::support::Sandbox;

const APPEAL: &str = "The Gazette belongs to the people of the town, and each of them has one vote at the meeting in March.";
const MORE: &str =
    "Whoever pays four pounds a month keeps its three reporters at work for another year.";

/// What the stories are about: a title, and words that stand in its paragraphs.
const STORIES: &[(&str, &str, &str)] = &[
    ("Ferry to Calder stops for the winter", "the ferry", "Calder"),
    ("Library in Thornbridge gets a new roof", "the library", "Thornbridge"),
    ("School kitchen in Ashby burns down", "the kitchen", "Ashby"),
    ("Bakers of Lowmoor raise the price of bread", "the bakery", "Lowmoor"),
    ("Tram line to Eastholm is opened", "the tram", "Eastholm"),
    ("Otters return to the river at Wick", "the river", "Wick"),
    ("Theatre in Marlow finds its old curtain", "the theatre", "Marlow"),
    ("Swimming pool of Penrose leaks again", "the pool", "Penrose"),
];

/// Returns a page of the Gazette; `tail` stands below its story.
fn page(story: usize, tail: &str) -> String {
    let (title, thing, place) = STORIES[story % STORIES.len()];
    let number = story + 2;
    let mut page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title} {number}</title>\
         <link rel=canonical href=\"https://www.gazette.example/{story}\"></head>\
         <body><article><h1>{title} {number}</h1><div class=\"article-body\">"
    );
    for (sign, words) in [
        (
            "A",
            "said on Monday that it had known of the matter since the spring, and that nobody was to blame",
        ),
        (
            "B",
            "had asked the council for money three times, but the answer was the same in each of the years",
        ),
        (
            "C",
            "will be looked at again in autumn, when the committee meets, and until then all stays as it is",
        ),
    ] {
        let _ =
            write!(page, "<p>The board of {thing} in {place}, case {number}{sign}, {words}.</p>");
    }
    page + tail + "</div></article></body></html>"
}

/// Returns what stands below each story.
fn tail() -> String {
    format!("<p>{APPEAL}</p><p>{MORE}</p>")
}

/// Returns a sandbox with the first pages of a site.
fn site(pages: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    (0..pages).for_each(|number| add(&sandbox, number));
    sandbox
}

fn add(sandbox: &Sandbox, number: usize) {
    sandbox.write(&format!("in/{number}.html"), page(number, &tail()));
}

fn learn(sandbox: &Sandbox) -> Ran {
    sandbox.run(["ingest", "--learn-boilerplate", "in"]).succeeds()
}

fn everything(sandbox: &Sandbox) -> String {
    let articles = sandbox.run(["export", "articles"]).succeeds().stdout;
    articles + &sandbox.run(["export", "facts"]).succeeds().stdout
}

/// Returns in how many of the articles a text stands.
fn articles_with(sandbox: &Sandbox, text: &str) -> usize {
    let articles = sandbox.run(["export", "articles"]).succeeds().ndjson();
    articles.iter().filter(|article| article["text"].as_str().unwrap().contains(text)).count()
}

#[track_caller]
fn has_numbers(ran: &Ran, numbers: &str) {
    assert!(ran.stdout.starts_with(numbers), "{numbers} is not at the start of {ran:#?}");
}

#[test]
fn what_many_pages_of_a_site_have_is_left_out_where_asked_for() {
    let sandbox = site(5);
    sandbox.run(["ingest", "in"]).succeeds();
    assert_eq!(articles_with(&sandbox, APPEAL), 5);
    learn(&sandbox).says(&["learnt 2 paragraphs of 1 site"]);
    assert_eq!(articles_with(&sandbox, APPEAL) + articles_with(&sandbox, MORE), 0);
    assert_eq!(articles_with(&sandbox, "until then all stays as it is"), 5);
    let found = sandbox.run(["search", "warning:boilerplate", "--json"]).succeeds().json();
    assert_eq!(found["total"], 5);
    let id = found["hits"][0]["id"].as_str().unwrap();
    sandbox.run(["show", id]).succeeds().prints(&["left out 2 paragraphs", "The Gazette belongs"]);
    // Without the flag all is as it was.
    sandbox.run(["ingest", "in"]).succeeds();
    assert_eq!(articles_with(&sandbox, APPEAL), 5);
}

#[test]
fn few_pages_teach_nothing() {
    let sandbox = site(2);
    learn(&sandbox).says(&["learnt nothing"]);
    assert_eq!(articles_with(&sandbox, APPEAL), 2);
}

#[test]
fn threads_and_order_make_no_difference() {
    let one = site(8);
    let forward: Vec<String> = (0..8).map(|number| format!("in/{number}.html")).collect();
    let ingest = |sandbox: &Sandbox, threads, files: &[&String]| {
        let args = ["ingest", "--learn-boilerplate", threads];
        let files = files.iter().map(|file| file.as_str());
        sandbox.run(args.into_iter().chain(files)).succeeds();
        everything(sandbox)
    };
    let wanted = ingest(&one, "-j1", &forward.iter().collect::<Vec<_>>());
    let backward = forward.iter().rev().collect::<Vec<_>>();
    assert_eq!(ingest(&site(8), "-j8", &backward), wanted);
    let shuffled = [3, 0, 6, 1, 7, 5, 2, 4].map(|at| &forward[at]);
    assert_eq!(ingest(&site(8), "-j2", &shuffled), wanted);
}

#[test]
fn pages_that_come_later_give_what_all_at_once_give() {
    let sandbox = site(2);
    has_numbers(&learn(&sandbox), "new 2, changed 0, unchanged 0");
    // With the third page the paragraph is on enough of them: the first two are read again, a fourth changes nothing.
    add(&sandbox, 2);
    let ran = learn(&sandbox).says(&["2 unchanged files were read again"]);
    has_numbers(&ran, "new 1, changed 2, unchanged 0");
    add(&sandbox, 3);
    has_numbers(&learn(&sandbox), "new 1, changed 0, unchanged 3");
    has_numbers(&learn(&sandbox), "new 0, changed 0, unchanged 4");
    let at_once = site(4);
    learn(&at_once);
    assert_eq!(everything(&sandbox), everything(&at_once));
    // A page that is gone teaches no more.
    fs::remove_file(sandbox.path("in/0.html")).unwrap();
    fs::remove_file(sandbox.path("in/1.html")).unwrap();
    let ran = sandbox.run(["ingest", "--learn-boilerplate", "--prune", "in"]).succeeds();
    has_numbers(&ran, "new 0, changed 2, unchanged 0, removed 2");
    assert_eq!(articles_with(&sandbox, APPEAL), 2);
}

#[test]
fn a_touched_page_goes_on_teaching() {
    let sandbox = site(3);
    learn(&sandbox);
    let file = fs::File::options().write(true).open(sandbox.path("in/1.html")).unwrap();
    file.set_modified(std::time::SystemTime::now() + Duration::from_secs(5)).unwrap();
    has_numbers(&learn(&sandbox), "new 0, changed 0, unchanged 3");
    has_numbers(&learn(&sandbox), "new 0, changed 0, unchanged 3");
    assert_eq!(articles_with(&sandbox, APPEAL), 0);
}

#[test]
fn copies_and_states_of_a_story_keep_all_of_it() {
    let sandbox = Sandbox::new();
    for copy in 0..5 {
        // The address and the title of each are its own, and each state is longer than the last.
        let later =
            "<p>Later that day the chairman came to the gate, and had nothing to add to it.</p>";
        let text = page(0, &format!("{}<p>{MORE}</p>", later.repeat(copy.min(1))));
        let text = text.replace("stops for the winter", &format!("stops for {copy} weeks"));
        let text = text.replace("gazette.example/0", &format!("gazette.example/0-{copy}"));
        sandbox.write(&format!("in/{copy}.html"), text);
    }
    learn(&sandbox).says(&["learnt nothing"]);
    assert_eq!(articles_with(&sandbox, "until then all stays as it is"), 5);
    assert_eq!(articles_with(&sandbox, MORE), 5);
}

#[test]
fn what_speaks_of_the_title_stays() {
    let sandbox = site(4);
    let text = page(5, &tail()).replace("Otters return", "Gazette is sold: otters return");
    sandbox.write("in/5.html", text);
    learn(&sandbox);
    assert_eq!((articles_with(&sandbox, APPEAL), articles_with(&sandbox, MORE)), (1, 0));
}

#[test]
fn wire_copy_and_given_text_are_left_alone() {
    let sandbox = site(4);
    for copy in 0..4 {
        let text = format!("Story {copy} of the day\n\nThe town met on day {copy}.\n\n{APPEAL}\n");
        sandbox.write(&format!("in/wire-{copy}.txt"), &text);
        let mut line = serde_json::json!({"title": format!("Story {copy}"), "text": text});
        line["url"] = format!("https://www.gazette.example/json-{copy}").into();
        sandbox.write(&format!("in/{copy}.jsonl"), format!("{line}\n"));
    }
    learn(&sandbox);
    assert_eq!(articles_with(&sandbox, APPEAL), 8);
}

#[test]
fn pages_in_lines_of_json_teach_and_are_cleaned() {
    let sandbox = Sandbox::new();
    let line =
        |number| serde_json::json!({"id": number, "html": page(number, &tail())}).to_string();
    let lines: Vec<String> = (0..6).map(line).collect();
    sandbox.write("in/pages.jsonl", lines.join("\n") + "\n");
    learn(&sandbox);
    assert_eq!(articles_with(&sandbox, APPEAL), 0);
    has_numbers(&learn(&sandbox), "new 0, changed 0, unchanged 1");
}

#[test]
fn a_killed_ingest_is_completed_by_the_next() {
    let sandbox = site(120);
    let args = ["ingest", "--learn-boilerplate", "-j2", "--batch", "10", "in", "--index"];
    let ingest = |index| sandbox.command(args.into_iter().chain([index]));
    let started = std::time::Instant::now();
    assert!(ingest("calm").output().unwrap().status.success());
    let whole = started.elapsed();
    for kill in 1..8 {
        let mut child =
            ingest("killed").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(whole.mul_f64(f64::from(kill) / 9.0).min(Duration::from_secs(20)));
        child.kill().unwrap();
        child.wait().unwrap();
        if kill == 5 {
            let _ = fs::remove_dir_all(sandbox.path("killed"));
        }
    }
    assert!(ingest("killed").output().unwrap().status.success());
    let all = |index| sandbox.run(["export", "articles", "--index", index]).succeeds().stdout;
    assert_eq!(all("killed"), all("calm"));
}
