//! What `scripts/bench search` measures beside dateline: invented articles, and the search engine alone on the same text.
//!
//! ```sh
//! cargo bench --bench search -- articles FOLDER 20000    # JSON Lines, 5,000 a file
//! cargo bench --bench search -- pages FOLDER 5000        # web pages
//! cargo bench --bench search -- queries 50               # words, phrases and names that articles have, as JSON
//! cargo bench --bench search -- engine FOLDER INDEX      # tantivy alone: title and body with positions, text stored
//! cargo bench --bench search -- records FOLDER INDEX     # the same, and the whole line is stored instead of the text
//! ```

use std::error::Error;
use std::fs;
use std::fs::File;
use std::io::BufRead;
use std::io::BufReader;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use serde_json::Value;
use serde_json::json;
use tantivy::Index;
use tantivy::IndexWriter;
use tantivy::TantivyDocument;
use tantivy::schema::FAST;
use tantivy::schema::STORED;
use tantivy::schema::STRING;
use tantivy::schema::Schema;
use tantivy::schema::TEXT;

use crate::news::News;

mod news;

/// Articles in a file.
const OF_FILE: usize = 5_000;

/// Indexing threads and their memory: what dateline gives its own.
const THREADS: usize = 2;
const MEMORY: usize = 32 << 20;

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["articles", folder, number] => articles(Path::new(folder), number),
        ["pages", folder, number] => pages(Path::new(folder), number),
        ["queries", number] => queries(number),
        ["engine", folder, index] => engine(Path::new(folder), Path::new(index), false),
        ["records", folder, index] => engine(Path::new(folder), Path::new(index), true),
        _ => {
            println!("search: see scripts/bench search, or the head of benches/search/main.rs");
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("search: {error}");
            ExitCode::FAILURE
        }
    }
}

fn articles(folder: &Path, number: &str) -> Outcome {
    let news = News::new();
    fs::create_dir_all(folder)?;
    let number: usize = number.parse()?;
    for start in (0..number).step_by(OF_FILE) {
        let mut file = BufWriter::new(File::create(
            folder.join(format!("news-{:04}.jsonl", start / OF_FILE)),
        )?);
        for article in start..number.min(start + OF_FILE) {
            writeln!(file, "{}", news.article(article))?;
        }
        file.flush()?;
    }
    Ok(())
}

fn pages(folder: &Path, number: &str) -> Outcome {
    let news = News::new();
    let number: usize = number.parse()?;
    for page in 0..number {
        let folder = folder.join(format!("{:03}", page / 100));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{page}.html")), news.page(page))?;
    }
    Ok(())
}

/// Prints words of all frequencies, and what follows from them: the same for every run.
fn queries(number: &str) -> Outcome {
    let news = News::new();
    let number: usize = number.parse()?;
    let rank = |at: usize| (120.0 * 1.1_f64.powi((at % 60) as i32)) as usize;
    let words: Vec<&str> = (0..number).map(|at| news.word(rank(at))).collect();
    let pairs: Vec<String> = (0..number)
        .map(|at| format!("{} {}", news.word(rank(at)), news.word(rank(at + 7))))
        .collect();
    let phrases: Vec<String> = (0..number)
        .filter_map(|at| {
            let article = news.article(at * 11);
            let words: Vec<&str> = article["text"].as_str()?.split(' ').skip(30).take(3).collect();
            let plain = words.join(" ").replace(['"', '\n'], " ");
            Some(format!("\"{}\"", plain.trim()))
        })
        .collect();
    let names: Vec<&str> = (0..number).map(|at| news.surname(at * 3)).collect();
    println!("{}", json!({"words": words, "pairs": pairs, "phrases": phrases, "names": names}));
    Ok(())
}

/// Indexes the articles with tantivy alone, as its own examples do it, and prints the seconds it took.
fn engine(folder: &Path, path: &Path, whole: bool) -> Outcome {
    let mut builder = Schema::builder();
    let id = builder.add_text_field("id", STRING | STORED);
    let site = builder.add_text_field("site", STRING | STORED | FAST);
    let published = builder.add_text_field("published", STRING | STORED | FAST);
    let words = if whole { TEXT } else { TEXT | STORED };
    let title = builder.add_text_field("title", words.clone());
    let text = builder.add_text_field("text", words);
    let record = builder.add_bytes_field("record", STORED);
    fs::create_dir_all(path)?;
    let index = Index::create_in_dir(path, builder.build())?;
    let start = Instant::now();
    let mut writer: IndexWriter =
        index.writer_with_num_threads(THREADS, MEMORY.max(THREADS * 15_000_000))?;
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut articles = 0;
    for file in files {
        for line in BufReader::new(File::open(file)?).lines() {
            let line = line?;
            let article: Value = serde_json::from_str(&line)?;
            let mut document = TantivyDocument::default();
            if whole {
                document.add_bytes(record, line.as_bytes());
            }
            for (field, key) in [
                (id, "id"),
                (site, "site"),
                (published, "published"),
                (title, "title"),
                (text, "text"),
            ] {
                document.add_text(field, article[key].as_str().unwrap_or_default());
            }
            writer.add_document(document)?;
            articles += 1;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    println!("{}", json!({"articles": articles, "seconds": start.elapsed().as_secs_f64()}));
    Ok(())
}
