//! Copies of one story: the groups follow from the set of articles alone.

use super::*;

/// Returns so many words that only texts of this seed have.
fn words(seed: u64, count: u64) -> String {
    let mixed = |number: u64| (number ^ (number >> 15)).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 40;
    let word = |at: u64| format!("w{}", mixed(mixed(seed + 1) + (at << 32)));
    (0..count).map(word).collect::<Vec<_>>().join(" ")
}

/// Four stories: one in four versions, one in three that appeared on a day, one in two, one alone; and a note.
fn drafts() -> Vec<Draft> {
    let story = words(1, 300);
    let cut = words(1, 120);
    let grown = format!("{story} {}", words(50, 80));
    let draft = |path: &str, text: &str, date: &str| Draft::new(path, path, text).published(date);
    vec![
        draft("wire/a.txt", &story, "2024-03-02"),
        draft("times/a.txt", &cut, "2024-03-03").site("Times"),
        draft("post/a.txt", &grown, "2024-03-04").site("Post"),
        draft("mail/a.txt", &format!("{} {cut}", words(60, 30)), "2024-03-02").site("Mail"),
        draft("c.txt", &words(2, 200), "2024-03-05"),
        draft("b.txt", &words(2, 190), "2024-03-05"),
        Draft::new("a.txt", "undated", &words(2, 200)),
        draft("x/1.txt", &words(3, 200), "2024-01-01"),
        draft("x/2.txt", &words(3, 200), "2023-01-01"),
        draft("alone.txt", &words(4, 200), "2024-01-01"),
        draft("note.txt", "Read the whole story.", "2024-01-01"),
        draft("note-2.txt", "Read the whole story.", "2024-01-01"),
    ]
}

fn collapsed(text: &str) -> Query {
    Query { collapse: true, order: Order::Oldest, limit: 100, ..query(text) }
}

/// Returns what a search of everything shows: path and number of copies.
fn shown(folder: &Path) -> Vec<(String, Option<u64>)> {
    let hits = Searcher::open(folder).unwrap().search(&collapsed("")).unwrap();
    hits.hits.into_iter().map(|hit| (hit.path, hit.copies)).collect()
}

fn paths(folder: &Path, text: &str) -> Vec<String> {
    let hits = Searcher::open(folder).unwrap();
    let query = Query { order: Order::Oldest, limit: 100, ..query(text) };
    let mut paths: Vec<_> =
        hits.search(&query).unwrap().hits.into_iter().map(|hit| hit.path).collect();
    paths.sort_unstable();
    paths
}

#[test]
fn one_of_each_group_is_shown_and_counted() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &drafts());
    let wanted = [
        ("x/2.txt", 1),
        ("alone.txt", 0),
        ("note-2.txt", 0),
        ("note.txt", 0),
        ("mail/a.txt", 3),
        ("b.txt", 2),
    ];
    let mut found = shown(folder.path());
    found[1..4].sort();
    let wanted: Vec<_> = wanted.map(|(path, copies)| (path.to_owned(), Some(copies))).to_vec();
    assert_eq!(found, wanted);
    let searcher = Searcher::open(folder.path()).unwrap();
    let hits = searcher
        .search(&Query {
            count_by: vec!["site".to_owned()],
            by: Some(Period::Month),
            ..collapsed("")
        })
        .unwrap();
    assert_eq!((hits.total, hits.copies), (6, Some(6)));
    let sites: Vec<_> = hits.counts["site"].iter().map(|count| count.value.as_str()).collect();
    assert_eq!(sites, ["Mail"]);
    let months: u64 = hits.counts["month"].iter().map(|count| count.count).sum();
    assert_eq!(months, 6);
    // Only what matches counts: the first of the group that was published since.
    let hits = searcher
        .search(&Query {
            filters: vec![Filter::Since("2024-03-03".parse().unwrap())],
            ..collapsed("w999 OR *")
        })
        .unwrap();
    let found: Vec<_> = hits.hits.iter().map(|hit| (hit.path.as_str(), hit.copies)).collect();
    assert_eq!(found, [("times/a.txt", Some(1)), ("b.txt", Some(1))]);
    let stats = searcher.stats(0).unwrap();
    assert_eq!((stats.copies, stats.copied), (6, 3));
}

#[test]
fn copies_can_be_asked_for() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &drafts());
    let id = Searcher::open(folder.path()).unwrap().search(&query("path:wire")).unwrap();
    let id = &id.hits[0].id;
    for (text, wanted) in [
        ("copies:>2", vec!["mail/a.txt", "post/a.txt", "times/a.txt", "wire/a.txt"]),
        ("copies:1", vec!["x/1.txt", "x/2.txt"]),
        ("copies:[2 TO 2]", vec!["a.txt", "b.txt", "c.txt"]),
        ("copies:* path:x", vec!["x/1.txt", "x/2.txt"]),
        ("copies:0 path:alone", vec!["alone.txt"]),
        ("copies:0 path:x", vec![]),
        ("copy-of:* -path:a", vec!["c.txt", "x/1.txt"]),
        (&format!("copy-of:{id}"), vec!["mail/a.txt", "post/a.txt", "times/a.txt"]),
        (&format!("copy-of:{} site:Post", &id[..8]), vec!["post/a.txt"]),
    ] {
        assert_eq!(paths(folder.path(), text), wanted, "{text}");
    }
    for (text, wanted) in [
        ("copies:many", "copies:>3"),
        ("copies:3*", "copies:>3"),
        ("copy-of:zzzz", "search shows ids"),
        ("copy-of:>3", "the id of an article"),
    ] {
        let searcher = Searcher::open(folder.path()).unwrap();
        let message = searcher.search(&query(text)).unwrap_err().to_string();
        assert!(message.contains(wanted), "{text}: {message}");
    }
}

#[test]
fn groups_depend_on_the_set_of_articles_alone() {
    let fresh = TempDir::new().unwrap();
    write(fresh.path(), &drafts());
    let wanted = shown(fresh.path());
    for round in 0..12_usize {
        let folder = TempDir::new().unwrap();
        let mut drafts = drafts();
        let length = drafts.len();
        for at in 0..length {
            drafts.swap(at, (at * 7 + round * 5 + round * round) % length);
        }
        // Other articles come and go, and some are replaced on the way.
        let at = |path: &str, seed| Draft::new(path, "old", &words(seed, 250));
        write(folder.path(), &[at("gone.txt", 1), at("alone.txt", 2), at("x/1.txt", 9)]);
        for (part, some) in drafts.chunks(1 + round % 5).enumerate() {
            write(folder.path(), some);
            if part == 1 {
                let mut writer = Writer::open(folder.path(), options()).unwrap();
                writer.remove_file("gone.txt").unwrap();
                // Killed before its groups were worked out.
                writer.commit().unwrap();
                drop(writer);
            }
        }
        assert_eq!(shown(folder.path()), wanted, "round {round}");
    }
}

#[test]
fn a_file_of_groups_that_is_stale_or_damaged_is_not_believed() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), &drafts());
    let wanted = shown(folder.path());
    let file = folder.path().join(".dateline.copies");
    let sound = fs::read(&file).unwrap();
    for at in [0, 20, 50, sound.len() - 1] {
        let mut damaged = sound.clone();
        damaged[at] ^= 1;
        fs::write(&file, damaged).unwrap();
        assert_eq!(shown(folder.path()), wanted);
    }
    fs::remove_file(&file).unwrap();
    assert_eq!(shown(folder.path()), wanted);
    write(folder.path(), &[Draft::new("late.txt", "late", &words(4, 200))]);
    let after = shown(folder.path());
    assert!(after.contains(&("alone.txt".to_owned(), Some(1))));
    fs::write(&file, sound).unwrap();
    assert_eq!(shown(folder.path()), after);
}
