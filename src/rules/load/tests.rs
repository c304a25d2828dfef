//! What rule folders may say, and what they are told when they may not.

use std::fs;
use std::path::Path;

use super::*;

const RULE: &str = "[[rule]]\nname = \"NAME\"\nabout = \"A ship.\"\npattern = \"'Vasa'\"\naccept = { \"Vasa sank.\" = \"Vasa\" }\nreject = [\"It sank.\"]\n";

fn rule(name: &str) -> String {
    RULE.replace("NAME", name)
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn bad_names_are_refused_with_line_and_remedy() {
    for (path, text, expected) in [
        ("a.toml", format!("\nkind = \"Ship\"\n{}", rule("a")), "a.toml:2: kind \"Ship\""),
        (
            "a.toml",
            format!("kind = \"title\"\n{}", rule("a")),
            "a.toml:1: kind \"title\": that is a field",
        ),
        ("a.toml", format!("fact = \"sinks at\"\n{}", rule("a")), "write \"sinks-at\""),
        (
            "a.toml",
            format!("kind = \"ship\"\nlanguage = \"en-GB\"\n{}", rule("a")),
            "a.toml:2: language",
        ),
        (
            "a.toml",
            "kind = \"ship\"\n\n[list]\nOld_Ships = [\"Vasa\"]\n".to_owned(),
            "a.toml:4: list \"Old_Ships\"",
        ),
        ("a.toml", format!("kind = \"ship\"\n{}", rule("A b")), "a.toml:2: rule \"A b\""),
        (
            "a.toml",
            format!("kind = \"ship\"\n{}{}", rule("a"), rule("a")),
            "a.toml:8: rule \"a\" stands in line 2 too",
        ),
        (
            "a.toml",
            format!("kind = \"ship\"\n{}wieght = 3\n", rule("a")),
            "a.toml:8: rule \"a\": unknown key \"wieght\"; remove it or write one of",
        ),
        (
            "a.toml",
            format!("kind = \"ship\"\n{}weight = \"big\"\n", rule("a")),
            "a.toml:8: rule \"a\": string \"big\" stands where",
        ),
        (
            "a.toml",
            "kind = \"ship\"\n[[rule]]\nname = \"a\"\npattern = 3\n".to_owned(),
            "rule \"a\": a pattern is a string or a list of strings",
        ),
        ("a.toml", "kind = \"ship\"\n[[rule]]\nname = \"a\"\n".to_owned(), "rule \"a\": \""),
        ("a.toml", "kind = \"ship\"\n[list]\na = 3\n".to_owned(), "a list is"),
        ("a.toml", "kind = \"ship\n".to_owned(), "mend it"),
        ("my ship/fleet.tsv", "Vasa\n".to_owned(), "write \"my-ship\""),
        ("ship/fleet_2.tsv", "Vasa\n".to_owned(), "write \"fleet-2\""),
        ("ship/fleet.tsv", "#name\tFlag\nVasa\tSE\n".to_owned(), "fleet.tsv:1: column \"Flag\""),
        (
            "ship/fleet.tsv",
            "# Ships\nMars\nVasa\t\tSE\n".to_owned(),
            "fleet.tsv:3: cell 3 (\"SE\") is in no column; name the columns in a first line",
        ),
        ("ship/fleet.tsv", format!("Mars\n{}\n", "Vasa ".repeat(17)), "fleet.tsv:2: entry \"Vasa"),
        ("author/fleet.tsv", "Vasa\n".to_owned(), "that is a field"),
        (
            "ship/fleet.tsv",
            "name,flag\nVasa,SE\n".to_owned(),
            "fleet.tsv:1: columns are separated by tabs",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), path, &text);
        let loaded = load(&[folder.path().to_owned()], None).map(drop);
        let message = loaded.unwrap_err().to_string();
        assert!(message.contains(expected), "{text}: {message}");
    }
}

#[test]
fn good_names_are_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "kind = \"ship\"\nlanguage = \"en\"\n[list]\nold-ships = [\"Vasa\"]\n{}{}",
        rule("a"),
        rule("b")
    );
    write(folder.path(), "a.toml", &text);
    write(folder.path(), "ship/fleet.tsv", "Apple\tMV Apple\n");
    let rules = load(&[folder.path().to_owned()], None).unwrap();
    for id in ["ship/a", "ship/b", "ship/fleet"] {
        assert!(rules.rules.iter().any(|rule| rule.id == id), "{id}");
    }
}

#[test]
fn the_fingerprint_is_of_what_the_files_say() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let print = |folder: &Path| load(&[folder.to_owned()], None).unwrap().fingerprint().to_owned();
    for folder in [&one, &two] {
        write(folder.path(), "ship/fleet.tsv", "Vasa\n");
    }
    let same = print(one.path());
    assert_eq!(same, print(two.path()));
    assert_eq!(same, print(&one.path().join(".").join("ship").join("..")));
    write(two.path(), "ship/fleet.tsv", "Vasa\nMars\n");
    assert_ne!(same, print(two.path()));
    assert_ne!(same, load(&[], None).unwrap().fingerprint());
}

#[test]
fn a_cache_changes_nothing_but_the_time() {
    let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let long = |last: &str| {
        let names =
            (0..60_000).map(|number| format!("Vasa Ship{number}\tMV Vasa {number}\t{number}\n"));
        format!("#name\tcanonical\tnumber\n{}{last}", names.collect::<String>())
    };
    let known = |rules: &RuleSet, name: &str| {
        let mut tokens = Vec::new();
        crate::text::token::tokenize(name, &mut tokens);
        let class = rules.lexicon.class("ship.fleet").unwrap();
        let found = rules.lexicon.has_phrase(&tokens, class);
        let name = rules.lexicon.canonical_name("ship", &tokens).unwrap_or(name);
        let attributes = rules.lexicon.attributes("ship", name);
        let number = attributes.get("number").map(|number| format!(" {number}"));
        found.then(|| format!("{name}{}", number.unwrap_or_default()))
    };
    let read = || {
        let rules = load(&[folder.path().to_owned()], Some(cache.path())).unwrap();
        let names = ["Vasa Ship7", "Vasa Ship", "Mars", "London"];
        (rules.fingerprint().to_owned(), names.map(|name| known(&rules, name)))
    };
    let files = || {
        let files = fs::read_dir(cache.path()).unwrap().map(|file| file.unwrap().path());
        files.collect::<Vec<_>>()
    };
    write(folder.path(), "ship/fleet.tsv", &long("Mars\n"));
    let first = read();
    assert_eq!(first.1, [Some("MV Vasa 7 7".to_owned()), None, Some("Mars".to_owned()), None]);
    assert_eq!(files().len(), 1);
    assert_eq!(read(), first);
    // Another list is never taken for this one.
    write(folder.path(), "ship/fleet.tsv", &long(""));
    let second = read();
    assert!(second.1[2].is_none() && second.0 != first.0);
    // Damage anywhere is seen, and mended.
    for file in files() {
        let whole = fs::read(&file).unwrap();
        for at in [0, 20, 100, whole.len() / 2, whole.len() - 1] {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(&file, &damaged).unwrap();
            assert_eq!(read(), second);
        }
        fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        assert_eq!(read(), second);
    }
    // A file where the folder should be: no cache, the same rules.
    let rules = load(&[folder.path().to_owned()], Some(&folder.path().join("ship/fleet.tsv")));
    assert_eq!(rules.unwrap().fingerprint(), second.0);
}

#[test]
fn lists_that_contradict_one_another_are_told() {
    let long = (0..60_000).map(|number| format!("Vasa Ship{number}\tMV Vasa {number}\n"));
    for (more, cache) in
        [(String::new(), None), (long.collect(), Some(tempfile::tempdir().unwrap()))]
    {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "ship/a.tsv", "#name\tcanonical\tflag\nVasa\tHMS Vasa\tSE\nMars\n");
        write(folder.path(), "ship/b.tsv", &format!("Mars\tMV Mars\nVasa\tMV Vasa\n{more}"));
        write(folder.path(), "ship/c.tsv", "#name\tflag\nHMS Vasa\tDE\nMars\tDE\n");
        write(folder.path(), "person/a.tsv", "Vasa\tGustav Vasa\n");
        write(folder.path(), "ship/d.csv", "Mars,DE\n");
        // The second time from the cache, where there is one.
        for _ in 0..2 {
            let cache = cache.as_ref().map(tempfile::TempDir::path);
            let rules = load(&[folder.path().to_owned()], cache).unwrap();
            let told: Vec<String> = rules
                .lexicon
                .remarks()
                .iter()
                .map(|one| one.replace(&folder.path().display().to_string(), ""))
                .collect();
            assert_eq!(told.len(), 3, "{told:?}");
            let [name, flag, other] = [&told[0], &told[1], &told[2]];
            let wanted =
                "/ship/b.tsv:2: \"Vasa\" is \"MV Vasa\" here, and \"HMS Vasa\" in /ship/a.tsv:2; ";
            assert!(name.starts_with(wanted), "{name}");
            let wanted = "/ship/c.tsv:2: \"HMS Vasa\" is \"flag=DE\" here, and \"flag=SE\" in /ship/a.tsv:2; ";
            assert!(flag.starts_with(wanted), "{flag}");
            assert!(other.starts_with("/ship/d.csv: this file is not read; "), "{other}");
        }
    }
}
