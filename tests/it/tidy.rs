//! The rules of ARCHITECTURE.md that a program can check.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// Who may use whom: a module and the modules of ours that it may name.
const FLOORS: &[(&str, &[&str])] = &[
    ("model", &["error"]),
    ("error", &["model"]),
    ("text", &["model", "error"]),
    ("site", &["model", "error"]),
    ("chart", &["text", "model", "error"]),
    ("read", &["text", "model", "error"]),
    ("parse", &["site", "text", "model", "error"]),
    ("rules", &["text", "model", "error"]),
    ("index", &["text", "model", "error"]),
    ("export", &["text", "model", "error"]),
    ("extract", &["rules", "text", "model", "error"]),
    ("pipeline", &["extract", "rules", "parse", "read", "text", "model", "error"]),
    (
        "cli",
        &[
            "pipeline", "extract", "chart", "export", "index", "rules", "parse", "read", "site",
            "text", "model", "error",
        ],
    ),
];

/// Packages that one floor alone may use.
const CONFINED: &[(&str, &[&str])] = &[
    ("tantivy", &["index"]),
    ("scraper", &["parse"]),
    ("walkdir", &["read"]),
    ("globset", &["read"]),
    ("encoding_rs", &["text"]),
    ("chardetng", &["text"]),
    ("toml", &["rules", "cli"]),
    ("csv", &["export"]),
    ("parquet", &["export"]),
    ("tar", &["export"]),
    ("resvg", &["chart"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("signal_hook", &["cli"]),
    ("anyhow", &["cli"]),
    ("whatlang", &["parse"]),
    ("crossbeam_channel", &["pipeline"]),
];

/// Longest file in lines.
const CEILING: usize = 400;

/// Files that may be longer, since each is one table with its look-up.
const TABLES: &[&str] =
    &["parse/html/author_words.rs", "parse/html/phrase_words.rs", "parse/html/vocabulary_words.rs"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, suffix: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == suffix) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, String)> {
    let root = root().join("src");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).unwrap())
    };
    files(&root, "rs").into_iter().map(read).collect()
}

/// The module that a file belongs to: `index/schema.rs` → `index`.
fn module(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The part of a file before its unit tests; nothing of a file of tests.
fn without_tests<'t>(file: &str, text: &'t str) -> &'t str {
    if is_test(file) {
        return "";
    }
    let starts = ["#[cfg(test)]\nmod tests {", "#[cfg(all(test, unix))]\nmod tests {"];
    let start = starts.iter().filter_map(|start| text.find(start)).min();
    &text[..start.unwrap_or(text.len())]
}

fn is_test(file: &str) -> bool {
    file.ends_with("/tests.rs") || file.contains("/tests/")
}

fn is_rim(module: &str) -> bool {
    matches!(module, "lib" | "main")
}

#[test]
fn modules_use_only_floors_below() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let module = module(&file);
        let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == module) else {
            assert!(is_rim(module), "src/{file}: module {module} has no floor; add it to FLOORS");
            continue;
        };
        for (number, line) in without_tests(&file, &text).lines().enumerate() {
            assert!(!line.contains("use crate::{"), "src/{file}:{}: one import a line", number + 1);
            for used in line.match_indices("crate::").map(|(at, _)| &line[at + 7..]) {
                let used = used
                    .split(|letter: char| !letter.is_ascii_lowercase() && letter != '_')
                    .next()
                    .unwrap_or("");
                if !used.is_empty() && used != module && !allowed.contains(&used) {
                    wrong.push(format!("src/{file}:{}: {module} may not use {used}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn packages_stay_on_their_floor() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let module = module(&file);
        for (package, allowed) in CONFINED {
            let named = without_tests(&file, &text).lines().any(|line| {
                let code = line.split("//").next().unwrap_or("");
                code.contains(&format!("{package}::")) || code.contains(&format!("use {package}"))
            });
            if named && !allowed.contains(&module) {
                wrong.push(format!("src/{file}: {package} belongs to {}", allowed.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_below_the_command_line_prints_exits_or_reads_clock_and_environment() {
    let banned = [
        "println!",
        "eprintln!",
        "print!(",
        "process::exit",
        "SystemTime::now",
        "Instant::now",
        "env::var",
        "Zoned::now",
        "Timestamp::now",
    ];
    for (file, text) in sources() {
        if matches!(module(&file), "cli" | "main") {
            continue;
        }
        for word in banned {
            assert!(!without_tests(&file, &text).contains(word), "src/{file} contains {word}");
        }
    }
}

#[test]
fn files_open_with_a_header_and_stay_short() {
    let mut long = Vec::new();
    for (file, text) in sources() {
        assert!(
            text.starts_with("//! "),
            "src/{file} does not open with //!: what it turns into what"
        );
        let lines = text.lines().count();
        let is_bounded = !is_test(&file) && !TABLES.contains(&file.as_str());
        if is_bounded && lines > CEILING {
            long.push(format!("src/{file} has {lines} lines; split it by idea"));
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_unwrap_outside_tests() {
    for (file, text) in sources() {
        assert!(
            !without_tests(&file, &text).replace("/// ", "").contains(".unwrap()"),
            "src/{file} unwraps"
        );
    }
}

#[test]
fn every_rule_file_is_registered() {
    let root = root().join("src/rules");
    let builtin = fs::read_to_string(root.join("builtin.rs")).unwrap();
    for path in files(&root, "toml") {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let known =
            name == "weights.toml" || builtin.contains(&format!("include_str!(\"{name}\")"));
        assert!(known, "src/rules/{name} is not in src/rules/builtin.rs");
    }
}

#[test]
fn every_sample_names_its_source() {
    let corpus = root().join("corpus");
    let listed = fs::read_to_string(corpus.join("SOURCES.md")).unwrap();
    for suffix in ["txt", "html", "jsonl"] {
        for path in files(&corpus, suffix) {
            let name = path.strip_prefix(&corpus).unwrap().to_string_lossy().replace('\\', "/");
            assert!(listed.contains(&name), "corpus/{name} has no line in corpus/SOURCES.md");
        }
    }
}

#[test]
fn every_word_list_names_its_source() {
    let folder = root().join("src/lexicon");
    let listed = fs::read_to_string(folder.join("SOURCES.md")).unwrap();
    for path in files(&folder, "tsv") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(
            name == "classes.tsv" || listed.contains(&name),
            "src/lexicon/{name} is not in SOURCES.md"
        );
    }
}
