//! The index as a whole, on small made-up articles in temporary folders.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::error::Error;
use crate::index::FileFailure;
use crate::index::FileState;
use crate::index::Searcher;
use crate::index::Writer;
use crate::index::WriterOptions;
use crate::model::Annotations;
use crate::model::Article;
use crate::model::ArticleId;
use crate::model::Compare;
use crate::model::DateValue;
use crate::model::Entity;
use crate::model::Filter;
use crate::model::Hits;
use crate::model::Mention;
use crate::model::Number;
use crate::model::Order;
use crate::model::Origin;
use crate::model::Period;
use crate::model::Published;
use crate::model::Query;
use crate::model::Quote;
use crate::model::Record;
use crate::model::Span;
use crate::model::Symbol;
use crate::model::TextField;
use crate::model::TimexType;
use crate::model::Value;

/// Builds a record around words that stand in its text.
struct Draft(Record);

impl Draft {
    fn new(path: &str, title: &str, text: &str) -> Draft {
        let origin = Origin { path: path.to_owned(), item: None };
        let (title, text) = (Some(title.to_owned()), text.to_owned());
        let article = Article {
            id: ArticleId::new(&origin, None),
            origin,
            title,
            text,
            format: "text",
            ..Article::default()
        };
        Draft(Record { article, annotations: Annotations::default(), warnings: Vec::new() })
    }

    fn given(mut self, id: &str) -> Draft {
        self.0.article.id = ArticleId::new(&self.0.article.origin, Some(id));
        self.0.article.given_id = Some(id.to_owned());
        self
    }

    fn published(mut self, date: &str) -> Draft {
        self.0.article.published = Published::parse(date);
        self
    }

    fn site(mut self, site: &str) -> Draft {
        self.0.article.site = Some(site.to_owned());
        self
    }

    fn mention(
        mut self,
        kind: &str,
        words: &str,
        entity: Option<u32>,
        value: Option<Value>,
    ) -> Draft {
        let start = self.0.article.text.find(words).unwrap();
        let span = Span::new(TextField::Text, start..start + words.len());
        let (kind, rule) = (Symbol::new(kind), Symbol::new("test/rule"));
        self.0.annotations.mentions.push(Mention { kind, span, value, rule, entity });
        self
    }

    fn entity(mut self, kind: &str, name: &str, words: &[&str]) -> Draft {
        let id = self.0.annotations.entities.len() as u32;
        let (roles, affiliations, mentions) = (Vec::new(), Vec::new(), Vec::new());
        let (kind_word, name) = (Symbol::new(kind), name.to_owned());
        self.0.annotations.entities.push(Entity {
            kind: kind_word,
            name,
            roles,
            affiliations,
            mentions,
        });
        words.iter().fold(self, |draft, words| draft.mention(kind, words, Some(id), None))
    }

    fn quote(mut self, words: &str, speaker: u32) -> Draft {
        let start = self.0.article.text.find(words).unwrap();
        let span = Span::new(TextField::Text, start..start + words.len());
        let rule = Symbol::new("quote/test");
        self.0.annotations.quotes.push(Quote {
            span,
            speaker: Some(speaker),
            speaker_span: None,
            cue: None,
            rule,
        });
        self
    }

    fn json(&self) -> Vec<u8> {
        let article = &self.0.article;
        let source = serde_json::json!({"path": article.origin.path});
        let published = article.published.as_ref().map(ToString::to_string);
        serde_json::to_vec(&serde_json::json!({
            "id": article.record_id(), "source": source, "title": article.title, "text": article.text,
            "site": article.site, "published": published, "url": article.url,
        }))
        .unwrap()
    }
}

fn percent(number: i64) -> Option<Value> {
    let (low, high, unit) = (None, None, "percent".to_owned());
    Some(Value::Percentage {
        number: Number::from(number),
        low,
        high,
        compare: Compare::Equal,
        unit,
    })
}

fn pounds(number: i64) -> Option<Value> {
    let (low, high, currency) = (None, None, Some("GBP".to_owned()));
    Some(Value::Money {
        number: Number::from(number),
        low,
        high,
        compare: Compare::Equal,
        currency,
    })
}

fn date(iso: &str) -> Option<Value> {
    Some(Value::Date(DateValue {
        timex: TimexType::Date,
        iso: iso.to_owned(),
        modifier: None,
        anchor: None,
    }))
}

fn options() -> WriterOptions {
    WriterOptions { memory: 0, threads: 1, ..WriterOptions::default() }
}

fn state(path: &str) -> FileState {
    FileState { path: path.to_owned(), size: 1, hash: "00ff".to_owned(), ..FileState::default() }
}

/// Replaces one file for each draft's path.
fn write(folder: &Path, drafts: &[Draft]) {
    let mut writer = Writer::open(folder, options()).unwrap();
    for draft in drafts {
        let json = draft.json();
        writer
            .replace_file(&state(&draft.0.article.origin.path), [(&draft.0, &json[..])], &[])
            .unwrap();
    }
    writer.close().unwrap();
}

fn query(text: &str) -> Query {
    Query { text: text.to_owned(), limit: 10, ..Query::default() }
}

fn ids(hits: &Hits) -> Vec<&str> {
    hits.hits.iter().map(|hit| hit.path.as_str()).collect()
}

fn news() -> TempDir {
    let folder = TempDir::new().unwrap();
    let text = "Health minister Wes Streeting said 29% of doctors struck. Streeting called it \"self-indulgent\" on Friday. It cost £20m.";
    let strike = Draft::new("a/strike.txt", "Resident doctors walk out", text)
        .published("2025-12-17T09:30:00Z")
        .site("The Times")
        .entity("person", "Wes Streeting", &["Wes Streeting", "Streeting called"])
        .mention("percentage", "29%", None, percent(29))
        .mention("money", "£20m", None, pounds(20_000_000))
        .mention("date", "Friday", None, date("2025-12-12"))
        .quote("\"self-indulgent\"", 0);
    let text = "The ship Ever Given ran aground in a street of water; 5% of doctors saw it.";
    let ship = Draft::new("b/ship.txt", "Ship aground", text)
        .published("2025-10-02")
        .site("Times of India")
        .entity("ship", "Ever Given", &["Ever Given"])
        .mention("percentage", "5%", None, percent(5));
    let undated = Draft::new(
        "c/old.txt",
        "Streets of old",
        "A resident of the old streets; doctors were few. Wes Streeting was not there.",
    )
    .entity("person", "Wes Streeting", &["Wes Streeting"]);
    write(folder.path(), &[strike, ship, undated]);
    folder
}

#[test]
fn queries_find_what_they_ask_for() {
    let folder = news();
    let searcher = Searcher::open(folder.path()).unwrap();
    for (text, expected) in [
        ("", "a b c"),
        ("doctor", "a b c"),
        ("streeting street", "a b c"),
        ("\"streeting\"", "a c"),
        ("\"resident doctors\"", "a"),
        ("\"resident streets\"~3", "c"),
        ("\"wes stree\"*", "a c"),
        ("agro*", "b"),
        ("agroun*", "b"),
        ("NOT ship", "a c"),
        ("doctors -ship", "a c"),
        ("ship OR friday", "a b"),
        ("title:aground", "b"),
        ("text:aground", "b"),
        ("person:\"wes streeting\"", "a c"),
        ("person:streeting", "a c"),
        ("person:stree*", "a c"),
        ("person:=\"Wes Streeting\"", "a c"),
        ("person:=Streeting", ""),
        ("ship:given", "b"),
        ("organisation:nhs", ""),
        ("kind:ship", "b"),
        ("ship:*", "b"),
        ("site:times", "a b"),
        ("site:=\"The Times\"", "a"),
        ("site:(india OR guardian)", "b"),
        ("site:*", "a b"),
        ("NOT site:*", "c"),
        ("path:\"a/strike\"", "a"),
        ("speaker:streeting", "a"),
        ("quote:indulgent", "a"),
        ("published:2025-12-17", "a"),
        ("published:2025", "a b"),
        ("published:>2025-10", "a"),
        ("published:<2025-12-17", "b"),
        ("published:[2025-10-02 TO 2025-12-17]", "a b"),
        ("published:[2025-10-02 TO 2025-12-17}", "b"),
        ("published:*", "a b"),
        ("percentage:>20", "a"),
        ("percentage:[5 TO 10]", "b"),
        ("percentage:[5 TO 29}", "b"),
        ("percentage:29", "a"),
        ("percentage:29%", "a"),
        ("money:>1e6", "a"),
        ("money:>=20m", "a"),
        ("money:gbp", "a"),
        ("date:2025-12-12", "a"),
        ("date:2025-12", "a"),
        ("date:[2025-12 TO 2025-12-11]", ""),
        ("date:>2025-11", "a"),
        ("date:friday", "a"),
        ("& doctors", "a b c"),
        ("format:text", "a b c"),
    ] {
        let hits = searcher.search(&query(text)).unwrap_or_else(|error| panic!("{text}: {error}"));
        let mut found: Vec<_> = ids(&hits).iter().map(|path| &path[..1]).collect();
        found.sort_unstable();
        assert_eq!(found.join(" "), expected, "{text}");
        assert_eq!(found.len(), hits.total, "{text}");
    }
}

#[test]
fn wrong_queries_say_where_and_what_to_do() {
    let folder = news();
    let searcher = Searcher::open(folder.path()).unwrap();
    for (text, at, part) in [
        ("doctors persn:x", 8, "did you mean person?"),
        ("http://x.org", 0, "use quotation marks"),
        ("qqqqqq:x", 0, "fields are affiliation"),
        ("published:yesterday", 10, "no such date"),
        ("published:[2025 TO 2024]", 0, "empty"),
        ("published:2025*", 10, "take no *"),
        ("percentage:>many", 12, "no number"),
        ("percentage:[10 TO 5]", 0, "empty"),
        ("date:>soon", 6, "no such date"),
        ("title:[a TO b]", 7, "not ranges"),
        ("title:*", 0, "not values"),
        ("& !!", 0, "no word to search for"),
        ("site:-", 0, "no word after site:"),
    ] {
        match searcher.search(&query(text)) {
            Err(Error::Query { at: Some(found), message, .. }) => {
                assert!(found == at && message.contains(part), "{text}: {found} {message}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    let wrong = Query { count_by: vec!["titel".to_owned()], ..query("") };
    assert!(
        matches!(searcher.search(&wrong), Err(Error::Usage { message }) if message.contains("percentage"))
    );
}

#[test]
fn order_filters_and_pages() {
    let folder = news();
    let searcher = Searcher::open(folder.path()).unwrap();
    let sorted = |order, offset, limit| {
        let hits = searcher.search(&Query { order, offset, limit, ..query("") }).unwrap();
        ids(&hits).iter().map(|path| (*path).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(sorted(Order::Newest, 0, 10), ["a/strike.txt", "b/ship.txt", "c/old.txt"]);
    assert_eq!(sorted(Order::Oldest, 0, 10), ["b/ship.txt", "a/strike.txt", "c/old.txt"]);
    assert_eq!(sorted(Order::Oldest, 1, 1), ["a/strike.txt"]);
    assert_eq!(sorted(Order::Relevance, 5, 5), [""; 0]);
    assert_eq!(sorted(Order::Relevance, usize::MAX, usize::MAX), [""; 0]);
    let since = Filter::Since("2025-12-17".parse().unwrap());
    let until = Filter::Until("2025-12-16".parse().unwrap());
    let with = |filters| searcher.search(&Query { filters, ..query("doctors") }).unwrap().total;
    assert_eq!(
        (with(vec![since.clone()]), with(vec![until.clone()]), with(vec![since, until])),
        (1, 1, 0)
    );
    let best = searcher.search(&query("streeting")).unwrap();
    assert_eq!(ids(&best)[0], "a/strike.txt");
    let shown = &best.hits[0].snippet;
    assert_eq!(&shown.text[shown.highlights[0].clone()], "Streeting");
    assert_eq!(best.hits[0].published.as_deref(), Some("2025-12-17T09:30:00Z"));
}

#[test]
fn values_and_periods_are_counted() {
    let folder = news();
    let searcher = Searcher::open(folder.path()).unwrap();
    let count_by = ["person", "ship", "site", "percentage", "date", "speaker", "money"]
        .map(str::to_owned)
        .to_vec();
    let hits = searcher
        .search(&Query { count_by, by: Some(Period::Month), limit: 0, ..query("") })
        .unwrap();
    let shown = |name: &str| -> Vec<String> {
        hits.counts[name].iter().map(|count| format!("{} {}", count.value, count.count)).collect()
    };
    assert_eq!(shown("person"), ["Wes Streeting 2"]);
    assert_eq!(shown("ship"), ["Ever Given 1"]);
    assert_eq!(shown("site"), ["The Times 1", "Times of India 1"]);
    assert_eq!(shown("percentage"), ["29 1", "5 1"]);
    assert_eq!(shown("date"), ["2025-12-12 1"]);
    assert_eq!(shown("speaker"), ["Wes Streeting 1"]);
    assert_eq!(shown("money"), ["GBP 20000000 1"]);
    assert_eq!(shown("month"), ["2025-10 1", "2025-11 0", "2025-12 1"]);
    assert!(hits.hits.is_empty() && hits.total == 3);
    let stats = searcher.stats(5).unwrap();
    assert_eq!(
        (stats.articles, stats.files, stats.failures, stats.sources, stats.undated),
        (3, 3, 0, 2, 1)
    );
    assert_eq!(stats.first.map(|day| day.to_string()).as_deref(), Some("2025-10-02"));
    assert_eq!(stats.entities["person"][0].count, 2);
}

#[test]
fn records_come_back_whole_and_in_order() {
    let folder = news();
    let searcher = Searcher::open(folder.path()).unwrap();
    let mut seen = Vec::new();
    let collect = |key: &str, json: &[u8]| {
        let record: serde_json::Value = serde_json::from_slice(json).unwrap();
        seen.push((key.to_owned(), record["source"]["path"].as_str().unwrap().to_owned()));
        Ok(())
    };
    searcher.for_each(&query("doctors"), collect).unwrap();
    let paths: Vec<_> = seen.iter().map(|(_, path)| path.as_str()).collect();
    assert_eq!(paths, ["b/ship.txt", "a/strike.txt", "c/old.txt"]);
    let key = &seen[0].0;
    for id in [key.as_str(), &key[..6], &key[..4].to_uppercase()] {
        assert_eq!(searcher.get(id).unwrap().len(), 1, "{id}");
    }
    assert!(searcher.get("abc").unwrap().is_empty() && searcher.get("").unwrap().is_empty());
    let stop =
        searcher.for_each(&query(""), |_, _| Err(Error::Usage { message: "enough".to_owned() }));
    assert!(matches!(stop, Err(Error::Usage { .. })));
}

mod writing {
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
        writer
            .replace_file(&state("x.jsonl"), records, &[failure.clone(), failure.clone()])
            .unwrap();
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
                hits.hits
                    .iter()
                    .map(|hit| format!("{} {:?}", hit.path, hit.score))
                    .collect::<Vec<_>>()
            })
        });
        assert_eq!(answers[0], answers[1]);
    }
}

mod damage {
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
        assert!(
            message(Writer::open(&folder.path().join("story.txt"), options())).contains("index")
        );
        fs::remove_file(folder.path().join("story.txt")).unwrap();
        fs::write(folder.path().join(".gitkeep"), "").unwrap();
        assert!(Writer::open(folder.path(), options()).is_ok());
        let engine = tempfile::TempDir::new().unwrap();
        tantivy::Index::create_in_dir(engine.path(), tantivy::schema::Schema::builder().build())
            .unwrap();
        assert!(message(Searcher::open(engine.path())).contains("another version"));
        assert!(message(Writer::open(engine.path(), options())).contains("another version"));
        assert!(Writer::open(engine.path(), WriterOptions { rebuild: true, ..options() }).is_ok());
    }

    #[test]
    fn an_unwritable_folder_can_still_be_searched() {
        use std::os::unix::fs::PermissionsExt;
        let folder = news();
        fs::remove_file(folder.path().join(".tantivy-meta.lock")).unwrap();
        let mode =
            |mode| fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        mode(0o555);
        // Root may write anywhere; then there is nothing to see here.
        let is_root = fs::write(folder.path().join("probe"), "").is_ok();
        assert_eq!(
            Searcher::open(folder.path()).unwrap().search(&query("doctors")).unwrap().total,
            3
        );
        let fresh = folder.path().join("new");
        assert!(is_root || message(Writer::open(&fresh, options())).contains("--index"));
        mode(0o755);
    }

    /// Damages one file of an index in each way; whatever is still readable may be read, but nothing panics.
    #[test]
    fn damaged_files_are_an_error_and_no_panic() {
        std::panic::set_hook(Box::new(|_| {}));
        let mut names: Vec<_> =
            fs::read_dir(news().path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        let mut refused = 0;
        for at in 0..names.len() {
            for way in 0..6 {
                let folder = news();
                let mut paths: Vec<_> = fs::read_dir(folder.path())
                    .unwrap()
                    .map(|entry| entry.unwrap().path())
                    .collect();
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
                refused += usize::from(use_everything(folder.path()).is_err());
            }
        }
        let _ = std::panic::take_hook();
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
        writer.files()?;
        writer.remove_file("a/strike.txt")?;
        writer.close()
    }

    #[test]
    fn a_damaged_index_can_be_rebuilt() {
        let folder = news();
        fs::write(folder.path().join("meta.json"), "{").unwrap();
        let refusal = message(Writer::open(folder.path(), options()));
        assert!(refusal.contains("rebuild"), "{refusal}");
        let writer =
            Writer::open(folder.path(), WriterOptions { rebuild: true, ..options() }).unwrap();
        assert!(writer.files().unwrap().is_empty());
    }
}
