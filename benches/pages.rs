//! A file of web pages, one `{"html": …}` a line → how long dateline takes to turn them into articles, beside the crate
//! dom_smoothie and beside the tree builder alone.
//!
//! One thread; the three take turns on each page, so that what else the machine does falls on all alike. Times are
//! processor time where the system tells it (Linux), else time that passed. What is found is not judged here.
//!
//! ```sh
//! cargo bench --bench pages -- pages.jsonl [ROUNDS]
//! ```

use std::fs;
use std::fs::File;
use std::hint::black_box;
use std::io::BufRead;
use std::io::BufReader;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Duration;
use std::time::Instant;

use dateline::model::RawDocument;
use dateline::parse::ParseOptions;
use dom_smoothie::Readability;
use scraper::Html;
use serde_json::Value;

/// One way to read a page; what it returns keeps the work from being optimised away.
type Run = fn(&str) -> usize;

const RUNS: [(&str, Run); 3] =
    [("dateline", dateline), ("dom_smoothie", dom_smoothie), ("parse_document alone", tree)];

/// The whole way from a page's bytes to its article.
fn dateline(html: &str) -> usize {
    let raw = RawDocument {
        format: Some("html".to_owned()),
        bytes: html.as_bytes().to_vec(),
        ..RawDocument::default()
    };
    dateline::parse::parse(&raw, &ParseOptions::default()).articles.len()
}

/// The same with dom_smoothie, as its documentation shows it.
fn dom_smoothie(html: &str) -> usize {
    let article = Readability::new(html, None, None).and_then(|mut page| page.parse());
    article.map_or(0, |article| article.text_content.len())
}

/// The tree and nothing else, as scraper builds it.
fn tree(html: &str) -> usize {
    Html::parse_document(html).tree.nodes().len()
}

fn pages(path: &str) -> std::io::Result<Vec<String>> {
    let mut pages = Vec::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let page: Value = serde_json::from_str(&line?)?;
        pages.extend(page["html"].as_str().map(str::to_owned));
    }
    Ok(pages)
}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Returns the processor time that this thread has used, or else the time that passed since the start.
fn now() -> Duration {
    let nanoseconds = fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

/// Returns the time of each run over all pages.
fn round(pages: &[String], first: usize) -> [Duration; 3] {
    let mut times = [Duration::ZERO; 3];
    for (number, page) in pages.iter().enumerate() {
        for turn in 0..RUNS.len() {
            let at = (first + number + turn) % RUNS.len();
            let start = now();
            black_box((RUNS[at].1)(black_box(page)));
            times[at] += now().saturating_sub(start);
        }
    }
    times
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let Some(path) = args.first() else {
        println!("pages: give a file of pages: cargo bench --bench pages -- pages.jsonl [ROUNDS]");
        return ExitCode::SUCCESS;
    };
    let pages = match pages(path) {
        Ok(pages) => pages,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    let rounds = args.get(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(3);
    let bytes: usize = pages.iter().map(String::len).sum();
    println!("{} pages, {:.1} MB, {rounds} rounds", pages.len(), bytes as f64 / 1e6);
    let mut sums = [Duration::ZERO; 3];
    for number in 0..rounds {
        for (sum, time) in sums.iter_mut().zip(round(&pages, number)) {
            *sum += time;
        }
    }
    let alone = sums[2].as_secs_f64();
    println!("{:<22}{:>9}{:>9}{:>18}", "", "pages/s", "MB/s", "× tree alone");
    for ((name, _), sum) in RUNS.iter().zip(sums) {
        let seconds = sum.as_secs_f64() / rounds as f64;
        println!(
            "{name:<22}{:>9.0}{:>9.1}{:>18.2}",
            pages.len() as f64 / seconds,
            bytes as f64 / 1e6 / seconds,
            sum.as_secs_f64() / alone
        );
    }
    ExitCode::SUCCESS
}
