//! Writing: replacing, committing, crashing, many threads.

use super::*;

#[test]
fn a_file_replaces_itself_and_nothing_else() {
    let folder = TempDir::new().unwrap();
    let first = |text| Draft::new("x.jsonl", "First", text).given("1");
    let second = Draft::new("x.jsonl", "Second", "two").given("2");
    let other = Draft::new("y.txt", "Other", "three");
    let mut writer = Writer::open(folder.path(), options()).unwrap();
    let failure = FileFailure {
        path: "x.jsonl".to_owned(),
        item: Some(3),
        given_id: None,
        message: "no text".to_owned(),
    };
    let (one, again, two) = (first("one"), first("one again"), second.json());
    let (json, later) = (one.json(), again.json());
    let records = [(&one.0, &json[..]), (&second.0, &two[..]), (&again.0, &later[..])];
    writer.replace_file(&state("x.jsonl"), records, &[failure.clone(), failure.clone()]).unwrap();
    writer.replace_file(&state("y.txt"), [(&other.0, &other.json()[..])], &[]).unwrap();
    writer.commit().unwrap();
    let searcher = Searcher::open(folder.path()).unwrap();
    let total = || searcher.reload().and_then(|()| searcher.search(&query(""))).unwrap().total;
    assert_eq!((total(), searcher.search(&query("again")).unwrap().total), (3, 1));
    assert_eq!(searcher.failures().unwrap(), [failure.clone(), failure]);
    let known = |writer: &Writer, file| writer.files().unwrap().get(file).unwrap().unwrap();
    let (one, other_one) = (known(&writer, "x.jsonl"), known(&writer, "y.txt"));
    assert_eq!((one.articles, one.failures, other_one.articles), (2, 2, 1));

    writer.replace_file(&state("x.jsonl"), [(&second.0, &two[..])], &[]).unwrap();
    writer.replace_file(&state("x.jsonl"), [(&second.0, &two[..])], &[]).unwrap();
    writer.touch(&FileState { modified_ns: 7, articles: 1, ..state("y.txt") }).unwrap();
    writer.commit().unwrap();
    assert_eq!((total(), searcher.failures().unwrap().len()), (2, 0));
    assert_eq!(writer.files().unwrap().count().unwrap(), 2);
    assert_eq!((known(&writer, "x.jsonl").articles, known(&writer, "y.txt").modified_ns), (1, 7));

    writer.remove_file("x.jsonl").unwrap();
    writer.close().unwrap();
    assert_eq!((total(), searcher.files().unwrap().count().unwrap()), (1, 1));
}

#[test]
fn what_was_not_committed_is_gone_whole() {
    let folder = news();
    let mut writer = Writer::open(folder.path(), options()).unwrap();
    let draft = Draft::new("a/strike.txt", "New", "new");
    writer.replace_file(&state("a/strike.txt"), [(&draft.0, &draft.json()[..])], &[]).unwrap();
    drop(writer);
    let searcher = Searcher::open(folder.path()).unwrap();
    assert_eq!(searcher.search(&query("streeting")).unwrap().total, 3);
    assert_eq!(searcher.search(&query("new")).unwrap().total, 0);
    assert_eq!(
        Writer::open(folder.path(), options()).unwrap().files().unwrap().count().unwrap(),
        3
    );
}

#[test]
fn a_full_batch_is_committed_between_files() {
    let folder = TempDir::new().unwrap();
    let mut writer =
        Writer::open(folder.path(), WriterOptions { batch_documents: 4, ..options() }).unwrap();
    for number in 0..3 {
        let draft = Draft::new(&format!("{number}.txt"), "t", "word");
        writer
            .replace_file(
                &state(&draft.0.article.origin.path),
                [(&draft.0, &draft.json()[..])],
                &[],
            )
            .unwrap();
    }
    drop(writer);
    assert_eq!(Searcher::open(folder.path()).unwrap().files().unwrap().count().unwrap(), 2);
}

#[test]
fn threads_do_not_change_what_is_found() {
    let answers = [1, 8].map(|threads| {
        let folder = TempDir::new().unwrap();
        let mut writer = Writer::open(
            folder.path(),
            WriterOptions { threads, batch_documents: 50, ..options() },
        )
        .unwrap();
        for number in 0..200 {
            let draft = Draft::new(&format!("{number}.txt"), "Same title", "same text")
                .published("2025-01-01");
            writer
                .replace_file(
                    &state(&draft.0.article.origin.path),
                    [(&draft.0, &draft.json()[..])],
                    &[],
                )
                .unwrap();
        }
        writer.close().unwrap();
        let searcher = Searcher::open(folder.path()).unwrap();
        [Order::Relevance, Order::Newest, Order::Oldest].map(|order| {
            let hits = searcher.search(&Query { order, limit: 50, ..query("text") }).unwrap();
            hits.hits.iter().map(|hit| format!("{} {:?}", hit.path, hit.score)).collect::<Vec<_>>()
        })
    });
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn what_was_known_is_told_as_of_its_commit() {
    let folder = TempDir::new().unwrap();
    let mut writer = Writer::open(folder.path(), options()).unwrap();
    let draft = Draft::new("x.jsonl", "t", "word");
    let json = draft.json();
    for size in [1, 2] {
        let state = FileState { size, ..state("x.jsonl") };
        writer.replace_file(&state, [(&draft.0, &json[..])], &[]).unwrap();
        writer.commit().unwrap();
    }
    let before = writer.files().unwrap();
    assert_eq!(before.get("x.jsonl").unwrap().map(|state| state.size), Some(2));
    assert_eq!(before.get("x.json").unwrap(), None);
    writer.remove_file("x.jsonl").unwrap();
    writer.commit().unwrap();
    assert_eq!(before.get("x.jsonl").unwrap().map(|state| state.size), Some(2));
    assert_eq!(writer.files().unwrap().get("x.jsonl").unwrap(), None);
}

#[test]
fn what_is_new_is_remembered_by_the_commit_that_publishes_it() {
    let folder = tempfile::tempdir().unwrap();
    let draft = Draft::new("a.txt", "One", "The ferry ran.").0;
    let key = draft.article.id.to_string();
    let write = |ends: bool| {
        let mut writer = Writer::open(folder.path(), WriterOptions::default()).unwrap();
        writer.announce(&key, crate::index::Content::of(&draft.article));
        if ends {
            writer.commit().unwrap();
        }
    };
    let untold = || {
        let writer = Writer::open(folder.path(), WriterOptions::default()).unwrap();
        writer.close_to_tell().unwrap().keys("alert").len()
    };
    write(false);
    assert_eq!(untold(), 0, "what was never committed is no news");
    write(true);
    assert_eq!((untold(), untold()), (1, 1), "nobody told it");
}
