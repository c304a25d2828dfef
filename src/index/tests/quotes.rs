//! Quotes in the index: conditions on one and the same quote, as the aliases have the speakers; and the source audit.

use super::*;

/// Three articles in which the same people say the same things in other pairs.
fn speech() -> TempDir {
    let folder = TempDir::new().unwrap();
    let text = "Wes Streeting: \"a pay dispute\". Ann Ray: \"a fair offer\". Tomorrow \"pay\" she said \"is late\".";
    let one = Draft::new("1.txt", "One", text)
        .published("2025-11-03")
        .entity("person", "Wes Streeting", &["Wes Streeting"])
        .entity("person", "Ann Ray", &["Ann Ray"])
        .quote("\"a pay dispute\"", 0)
        .quote("\"a fair offer\"", 1)
        .quote("\"pay\"", 1)
        .part("\"is late\"");
    let text = "Ann Ray: \"a pay dispute\". Wes Streeting: \"a fair offer\".";
    let two = Draft::new("2.txt", "Two", text)
        .published("2025-12-04")
        .entity("person", "Ann Ray", &["Ann Ray"])
        .entity("person", "Wes Streeting", &["Wes Streeting"])
        .quote("\"a pay dispute\"", 0)
        .quote("\"a fair offer\"", 1);
    let text = "W. Streeting: \"no pay dispute\". A source: \"pay\".";
    let three = Draft::new("3.txt", "Three", text)
        .published("2025-12-05")
        .entity("person", "W. Streeting", &["W. Streeting"])
        .quote("\"no pay dispute\"", 0)
        .anonymous("\"pay\"");
    write(folder.path(), &[one, two, three]);
    folder
}

fn aliases() -> Aliases {
    let mut aliases = Aliases::default();
    aliases.entry("person", "w-streeting").name = Some("Wes Streeting".to_owned());
    aliases
}

#[test]
fn joined_conditions_hold_for_one_quote() {
    let folder = speech();
    let plain = Searcher::open(folder.path()).unwrap();
    let merged = Searcher::open(folder.path()).unwrap().with_aliases(aliases());
    for (text, without, with) in [
        ("quote:\"pay dispute\"", "123", "123"),
        ("quote:\"pay dispute\" speaker:\"Wes Streeting\"", "1", "13"),
        ("quote:\"pay dispute\" speaker:=\"Wes Streeting\"", "1", "13"),
        ("quote:\"pay dispute\" speaker:streeting", "13", "13"),
        ("quote:\"pay dispute\" speaker:\"W. Streeting\"", "3", "13"),
        ("quote:\"pay dispute\" speaker:ray", "2", "2"),
        ("quote:(pay late)", "1", "1"),
        ("quote:(offer dispute)", "", ""),
        ("quote:(pay OR offer) speaker:ray", "12", "12"),
        ("quote:offer speaker:(ray OR streeting)", "12", "12"),
        ("quote:disp* speaker:ray", "2", "2"),
        ("quote:\"a dispute\"~1 speaker:ray", "2", "2"),
        ("quote:pay speaker:ray quote:late", "1", "1"),
        ("quote:dispute NOT speaker:ray", "3", "3"),
        ("(quote:offer speaker:ray) OR (quote:no speaker:streeting)", "13", "13"),
        ("NOT (quote:dispute speaker:ray)", "13", "13"),
        ("one quote:offer speaker:ray", "1", "1"),
        ("quote:dispute speaker:*", "123", "123"),
        ("quote:xyz speaker:ray", "", ""),
    ] {
        assert_eq!(found(&plain, text), without, "{text}");
        assert_eq!(found(&merged, text), with, "{text} with aliases");
    }
}

#[test]
fn the_speaker_of_a_filter_joins_the_query() {
    let folder = speech();
    let searcher = Searcher::open(folder.path()).unwrap();
    let filters = vec![Filter::Speaker("Ann Ray".to_owned())];
    let asked = Query { filters, ..query("quote:dispute") };
    assert_eq!(ids(&searcher.search(&asked).unwrap()), ["2.txt"]);
}

#[test]
fn quotes_of_a_replaced_or_removed_file_are_gone() {
    let folder = speech();
    let changed = Draft::new("1.txt", "One", "Ann Ray said nothing.").entity(
        "person",
        "Ann Ray",
        &["Ann Ray"],
    );
    write(folder.path(), &[changed]);
    let searcher = Searcher::open(folder.path()).unwrap();
    assert_eq!(found(&searcher, "quote:dispute speaker:streeting"), "3");
    let mut writer = Writer::open(folder.path(), options()).unwrap();
    writer.remove_file("3.txt").unwrap();
    writer.close().unwrap();
    searcher.reload().unwrap();
    assert_eq!(found(&searcher, "quote:dispute speaker:streeting"), "");
}

#[test]
fn the_audit_counts_speech_once_and_merged_names_together() {
    let folder = speech();
    let searcher = Searcher::open(folder.path()).unwrap().with_aliases(aliases());
    let found = searcher.sources(&Query::default(), false, 0).unwrap();
    assert_eq!((found.articles, found.quoting, found.quotes, found.words), (3, 3, 7, 19));
    assert_eq!((found.anonymous, found.unnamed, found.anonymous_share), (1, 0, 0.143));
    let line = |source: &crate::model::Source| {
        let months: Vec<_> =
            source.months.iter().map(|(month, n)| format!("{month}={n}")).collect();
        let crate::model::Source { name, quotes, words, articles, .. } = source;
        format!("{name} {quotes} {words} {articles} {}", months.join(" "))
    };
    assert_eq!(
        found.speakers.iter().map(line).collect::<Vec<_>>(),
        ["Ann Ray 3 9 2 2025-11=2 2025-12=1", "Wes Streeting 3 9 3 2025-11=1 2025-12=2"]
    );
    assert_eq!(found.months.len(), 2);
    assert_eq!(found.months[1].anonymous_share, 0.25);
}

#[test]
fn words_apart_are_in_order_everywhere() {
    let folder = TempDir::new().unwrap();
    let said = "\"the pay of the resident doctors is late pay\"";
    let draft = Draft::new("1.txt", "One", &format!("Ann Ray: {said}."))
        .entity("person", "Ann Ray", &["Ann Ray"])
        .quote(said, 0);
    write(folder.path(), &[draft]);
    let searcher = Searcher::open(folder.path()).unwrap();
    for (phrase, is_found) in [
        ("\"pay doctors\"~3", true),
        ("\"pay doctors\"~2", false),
        ("\"doctors pay\"~2", true),
        ("\"doctors pay\"~1", false),
        ("\"doctors resident\"~9", false),
        ("\"the resident the\"~9", false),
        ("\"the the doctors\"~2", false),
        ("\"the the doctors\"~3", true),
        ("\"pay resident late\"~4", true),
        ("\"pay resident late\"~3", false),
        ("\"pay pay\"~400", true),
        ("\"pay pay pay\"~400", false),
        ("\"zebra pay\"~400", false),
    ] {
        let wanted = if is_found { "1" } else { "" };
        assert_eq!(found(&searcher, phrase), wanted, "{phrase} of the text");
        assert_eq!(found(&searcher, &format!("quote:{phrase}")), wanted, "{phrase} of quotes");
        let joined = format!("speaker:ray quote:{phrase}");
        assert_eq!(found(&searcher, &joined), wanted, "{phrase} of one quote");
        let negated = format!("* NOT {phrase}");
        assert_eq!(found(&searcher, &negated), if is_found { "" } else { "1" }, "{negated}");
    }
}
