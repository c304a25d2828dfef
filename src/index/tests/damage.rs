//! What stands in the way: another writer, wrong folders, damaged files, a full disk.

use super::*;

fn message(outcome: Result<impl Sized, Error>) -> String {
    outcome.err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn a_second_writer_is_told_who_the_first_is() {
    let folder = news();
    let first = Writer::open(folder.path(), options()).unwrap();
    let refusal = message(Writer::open(folder.path(), options()));
    assert!(refusal.contains(&std::process::id().to_string()), "{refusal}");
    drop(first);
    assert!(Writer::open(folder.path(), options()).is_ok());
}

#[test]
fn folders_that_are_no_index_are_refused() {
    let folder = TempDir::new().unwrap();
    assert!(message(Searcher::open(folder.path())).contains("no index here"));
    assert!(message(Searcher::open(&folder.path().join("none"))).contains("no index here"));
    fs::write(folder.path().join("story.txt"), "x").unwrap();
    assert!(message(Writer::open(folder.path(), options())).contains("story.txt"));
    assert!(message(Writer::open(&folder.path().join("story.txt"), options())).contains("index"));
    fs::remove_file(folder.path().join("story.txt")).unwrap();
    fs::write(folder.path().join(".gitkeep"), "").unwrap();
    assert!(Writer::open(folder.path(), options()).is_ok());
    let engine = tempfile::TempDir::new().unwrap();
    let mut schema = tantivy::schema::Schema::builder();
    for field in ["doc", "key", "record"] {
        schema.add_text_field(field, tantivy::schema::STORED);
    }
    tantivy::Index::create_in_dir(engine.path(), schema.build()).unwrap();
    assert!(message(Searcher::open(engine.path())).contains("another version"));
    assert!(message(Writer::open(engine.path(), options())).contains("another version"));
    assert!(Writer::open(engine.path(), WriterOptions { rebuild: true, ..options() }).is_ok());
}

#[test]
fn an_unwritable_folder_can_still_be_searched() {
    use std::os::unix::fs::PermissionsExt;
    let folder = news();
    fs::remove_file(folder.path().join(".tantivy-meta.lock")).unwrap();
    let mode = |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
    mode(0o555);
    // Root may write anywhere; then there is nothing to see here.
    let is_root = fs::write(folder.path().join("probe"), "").is_ok();
    assert_eq!(Searcher::open(folder.path()).unwrap().search(&query("doctors")).unwrap().total, 3);
    let fresh = folder.path().join("new");
    assert!(is_root || message(Writer::open(&fresh, options())).contains("--index"));
    mode(0o755);
}

/// Damages one file of an index in each way; whatever is still readable may be read, but nothing panics.
#[test]
fn damaged_files_are_an_error_and_no_panic() {
    let mut names: Vec<_> =
        fs::read_dir(news().path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let mut refused = 0;
    for at in 0..names.len() {
        for way in 0..6 {
            let folder = news();
            let mut paths: Vec<_> =
                fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
            paths.sort_by_key(|path| path.extension().map(ToOwned::to_owned));
            let Some(path) = paths.get(at) else { continue };
            let mut bytes = fs::read(path).unwrap();
            let length = bytes.len();
            match way {
                0 => bytes.clear(),
                1 => bytes.truncate(length / 2),
                2 => bytes.iter_mut().for_each(|byte| *byte ^= 0xff),
                3 => bytes.iter_mut().step_by(7).for_each(|byte| *byte ^= 0x55),
                4 => bytes.iter_mut().skip(length / 2).take(1).for_each(|byte| *byte ^= 0x80),
                _ => fs::remove_file(path).unwrap(),
            }
            if way < 5 {
                fs::write(path, bytes).unwrap();
            }
            let Err(error) = use_everything(folder.path()) else { continue };
            refused += 1;
            let message = error.to_string();
            for word in ["tantivy", "IoError", "corrupt", "panic", "unwrap", "Incompatib"] {
                assert!(!message.contains(word), "the engine's own words: {message}");
            }
        }
    }
    assert!(refused > 12, "{refused}");
}

fn use_everything(folder: &Path) -> Result<(), Error> {
    let searcher = Searcher::open(folder)?;
    let count_by = ["person", "site"].map(str::to_owned).to_vec();
    searcher.search(&Query {
        count_by,
        by: Some(Period::Day),
        ..query("doctors OR \"wes streeting\" OR percentage:>1")
    })?;
    searcher.for_each(&query(""), |_, _| Ok(()))?;
    searcher.stats(3)?;
    searcher.failures()?;
    let mut writer = Writer::open(folder, options())?;
    writer.files()?.for_each(|_| Ok(()))?;
    writer.remove_file("a/strike.txt")?;
    writer.close()
}

#[test]
fn a_damaged_index_can_be_rebuilt() {
    let folder = news();
    fs::write(folder.path().join("meta.json"), "{").unwrap();
    let refusal = message(Writer::open(folder.path(), options()));
    assert!(refusal.contains("rebuild"), "{refusal}");
    let writer = Writer::open(folder.path(), WriterOptions { rebuild: true, ..options() }).unwrap();
    assert_eq!(writer.files().unwrap().count().unwrap(), 0);
}

#[test]
fn a_folder_with_a_list_of_its_own_is_no_index() {
    let article = "d41d8cd98f00b204e9800998ecf8427e.html";
    for meta in ["{\"name\": \"my site\"}", "{", ""] {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("meta.json"), meta).unwrap();
        fs::write(folder.path().join(article), "<p>A story</p>").unwrap();
        assert!(message(Searcher::open(folder.path())).contains("no index here"));
        for rebuild in [false, true] {
            let refusal =
                message(Writer::open(folder.path(), WriterOptions { rebuild, ..options() }));
            assert!(refusal.contains("other files"), "{refusal}");
        }
        assert_eq!(fs::read_to_string(folder.path().join("meta.json")).unwrap(), meta);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}

#[test]
fn rebuilding_leaves_other_files_alone_and_survives_its_own_end() {
    let folder = news();
    let article = folder.path().join("d41d8cd98f00b204e9800998ecf8427e.html");
    fs::write(&article, "<p>A story</p>").unwrap();
    let rebuild = || Writer::open(folder.path(), WriterOptions { rebuild: true, ..options() });
    rebuild().unwrap().close().unwrap();
    assert!(article.exists());
    fs::remove_file(&article).unwrap();
    // What a process leaves that was killed right after the first step of emptying the folder.
    let folder = news();
    fs::remove_file(folder.path().join("meta.json")).unwrap();
    let writer = Writer::open(folder.path(), options()).unwrap();
    assert_eq!(writer.files().unwrap().count().unwrap(), 0);
}
