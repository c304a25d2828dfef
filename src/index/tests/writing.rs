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
    let known = writer.files().unwrap();
    assert_eq!(
        (known["x.jsonl"].articles, known["x.jsonl"].failures, known["y.txt"].articles),
        (2, 2, 1)
    );

    writer.replace_file(&state("x.jsonl"), [(&second.0, &two[..])], &[]).unwrap();
    writer.replace_file(&state("x.jsonl"), [(&second.0, &two[..])], &[]).unwrap();
    writer.touch(&FileState { modified_ns: 7, articles: 1, ..state("y.txt") }).unwrap();
    writer.commit().unwrap();
    assert_eq!((total(), searcher.failures().unwrap().len()), (2, 0));
    let known = writer.files().unwrap();
    assert_eq!((known.len(), known["x.jsonl"].articles, known["y.txt"].modified_ns), (2, 1, 7));

    writer.remove_file("x.jsonl").unwrap();
    writer.close().unwrap();
    assert_eq!((total(), searcher.files().unwrap().len()), (1, 1));
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
    assert_eq!(Writer::open(folder.path(), options()).unwrap().files().unwrap().len(), 3);
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
    assert_eq!(Searcher::open(folder.path()).unwrap().files().unwrap().len(), 2);
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
