//! Searching: queries, errors, order, counts, records.

use super::*;
use crate::model::Part;
use crate::model::Sample;

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
        ("mailto:a", 0, "use quotation marks"),
        ("qqqqqq:x", 0, "fields are addressee, affiliation"),
        ("has:qqqqqq", 4, "fields are"),
        ("published:yesterday", 10, "no such date"),
        ("published:[2025 TO 2024]", 0, "empty"),
        ("published:2025*", 10, "take no *"),
        ("doctors has:quotes", 12, "did you mean quote"),
        ("has:>2", 0, "has:quote"),
        ("fact:percent-chang", 5, "did you mean percent-change"),
        ("kind:persn", 5, "did you mean person"),
        ("mentions-date:soon", 14, "no such date"),
        ("mentions-date:[2009 TO 2008]", 0, "empty"),
        ("money.gbp:much", 10, "no number"),
        ("mony.gbp:>1", 0, "did you mean money"),
        ("number:many", 0, "wants a number"),
        ("number:[9 TO 1]", 0, "empty"),
        ("subject:[a TO b]", 9, "no number"),
        ("strike^1e4", 7, "wants a weight"),
        ("https://example.org/a", 0, "url:"),
        ("percentage:>many", 12, "no number"),
        ("percentage:[10 TO 5]", 0, "empty"),
        ("date:>soon", 6, "no such date"),
        ("title:[a TO b]", 7, "not ranges"),
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
    let best = searcher.search(&query("\"streeting\"")).unwrap();
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
fn spellings_of_one_name_in_an_article_count_once() {
    let folder = TempDir::new().unwrap();
    let text = "Coca-Cola Co. grew, and Coca Cola Co said so.";
    let both = Draft::new("a.txt", "Both", text)
        .entity("organisation", "Coca-Cola Co.", &["Coca-Cola Co."])
        .entity("organisation", "Coca Cola Co", &["Coca Cola Co"]);
    let one =
        Draft::new("b.txt", "One", text).entity("organisation", "Coca-Cola Co.", &["Coca-Cola"]);
    write(folder.path(), &[both, one]);
    let count_by = vec!["organisation".to_owned()];
    let counts = |aliases: Aliases| {
        let searcher = Searcher::open(folder.path()).unwrap().with_aliases(aliases);
        let hits = searcher.search(&Query { count_by: count_by.clone(), ..query("") }).unwrap();
        hits.counts["organisation"].iter().map(|count| count.count).collect::<Vec<_>>()
    };
    assert_eq!(counts(Aliases::default()), [2]);
    let mut elsewhere = Aliases::default();
    elsewhere.entry("organisation", "pepsi").ignored = true;
    assert_eq!(counts(elsewhere), [2]);
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
        assert_eq!(searcher.get(id).unwrap().total, 1, "{id}");
    }
    assert_eq!(searcher.get("abc").unwrap().total + searcher.get("").unwrap().total, 0);
    let stop =
        searcher.for_each(&query(""), |_, _| Err(Error::Usage { message: "enough".to_owned() }));
    assert!(matches!(stop, Err(Error::Usage { .. })));
}

#[test]
fn scores_do_not_tell_what_was_removed() {
    let drafts = |number: usize| {
        let texts = ["A strike of doctors.", "No strike, no more.", "Strike, strike: nurses went."];
        let draft = |(at, text): (usize, &&str)| Draft::new(&format!("{at}.txt"), "A title", text);
        texts.iter().enumerate().take(number).map(draft).collect::<Vec<_>>()
    };
    let (plain, after) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    write(plain.path(), &drafts(2));
    write(after.path(), &drafts(3));
    let mut writer = Writer::open(after.path(), options()).unwrap();
    writer.remove_file("2.txt").unwrap();
    writer.close().unwrap();
    for text in
        ["strike", "strike doctors OR nurses", "title:title strik*", "\"no more\" OR doctors"]
    {
        let scores = |folder: &TempDir| {
            let hits = Searcher::open(folder.path()).unwrap().search(&query(text)).unwrap().hits;
            hits.into_iter().map(|hit| (hit.path, hit.score)).collect::<Vec<_>>()
        };
        assert_eq!(scores(&plain), scores(&after), "{text}");
    }
}

#[test]
fn any_form_of_a_word_ranks_as_one_word() {
    let folder = TempDir::new().unwrap();
    let long = format!("Doctors met them. {}", "The ship lay in the harbour of Oslo. ".repeat(4));
    write(
        folder.path(),
        &[
            Draft::new("short.txt", "Gold", "Doctors met them."),
            Draft::new("long.txt", "", &long),
            Draft::new("often.txt", "", "A doctor saw doctors and the doctor saw the doctor, too."),
        ],
    );
    let searcher = Searcher::open(folder.path()).unwrap();
    let found = |text: &str| {
        let hits = searcher.search(&query(text)).unwrap().hits;
        hits.into_iter().map(|hit| hit.path).collect::<Vec<_>>()
    };
    // Once in a short text says more than once in a long one; each form counts.
    assert_eq!(found("text:doctor"), ["often.txt", "short.txt", "long.txt"]);
    assert_eq!(found("text:doctors"), ["short.txt", "often.txt", "long.txt"]);
    assert_eq!(found("has:title"), ["short.txt"]);
    assert_eq!(found("-has:title").len(), 2);
    let hits = searcher.search(&Query { account: true, ..query("text:doctor") }).unwrap().hits;
    let fields = &hits.iter().find(|hit| hit.path == "often.txt").unwrap().account.as_ref();
    let any = &fields.unwrap()[0].fields[0];
    assert_eq!((any.found.as_str(), any.times, any.length), ("any form", Some(4), Some(11)));
}

#[test]
fn queries_are_compared_as_they_are_each() {
    let folder = TempDir::new().unwrap();
    let drafts = ["doctors went", "doctors and nurses", "nurses stay", "a zebra"];
    let drafts =
        drafts.iter().enumerate().map(|(at, text)| Draft::new(&format!("{at}.txt"), "", text));
    write(folder.path(), &drafts.collect::<Vec<_>>());
    let searcher = Searcher::open(folder.path()).unwrap();
    // Together they are longer than a query may be.
    let long = |word: &str| format!("{word}{}", " OR extraordinarily".repeat(2_000));
    for (a, b) in [("doctors".to_owned(), "nurses".to_owned()), (long("doctors"), long("nurses"))] {
        let (a, b) = (query(&a), query(&b));
        let found = searcher.compare(&a, Some(&b), (1, 0)).unwrap();
        assert_eq!((found.a.articles, found.b.articles, found.both), (1, 1, 1));
        let rest = searcher.compare(&a, None, (1, 0)).unwrap();
        assert_eq!((rest.a.articles, rest.b.articles, rest.both), (2, 2, 0));
    }
}

#[test]
fn similar_articles_have_their_names_by_publication() {
    let folder = TempDir::new().unwrap();
    let text = "Marsh spoke about the harbour of Bergen and its ships.";
    let draft =
        Draft::new("1.txt", "Harbour", text).site("Gazette").entity("person", "Marsh", &["Marsh"]);
    let others =
        ["2.txt", "3.txt"].map(|path| Draft::new(path, "Else", "Nothing of the kind here."));
    write(folder.path(), &others.into_iter().chain([draft]).collect::<Vec<_>>());
    let mut aliases = Aliases::default();
    let sites = ["gazette".to_owned()].into();
    let name = "Eleanor Marsh".to_owned();
    aliases.entry("person", "marsh").parts.push(Part { name, with: Default::default(), sites });
    let searcher = Searcher::open(folder.path()).unwrap().with_aliases(aliases);
    let sample = Sample {
        site: Some("Gazette".to_owned()),
        text: text.to_owned(),
        entities: vec![("person".to_owned(), "Marsh".to_owned())],
        ..Sample::default()
    };
    let similar = searcher.similar(&query("*"), &sample).unwrap();
    assert_eq!(similar[0].entities, ["Eleanor Marsh"]);
}

#[test]
fn a_kind_and_a_period_of_one_name_are_not_counted_together() {
    let folder = TempDir::new().unwrap();
    let draft = Draft::new("1.txt", "One", "It was May.").entity("month", "May", &["May"]);
    write(folder.path(), &[draft.published("2025-05-01")]);
    let searcher = Searcher::open(folder.path()).unwrap();
    let counted = |count_by: &[&str], by| {
        let count_by = count_by.iter().map(|field| (*field).to_owned()).collect();
        searcher.search(&Query { count_by, by, ..query("") })
    };
    assert_eq!(counted(&["month"], None).unwrap().counts["month"][0].value, "May");
    assert_eq!(counted(&["month"], Some(Period::Year)).unwrap().counts.len(), 2);
    assert!(matches!(counted(&["month"], Some(Period::Month)), Err(Error::Usage { .. })));
}
