//! Conditions on one and the same fact or person, numbers with units, dates that texts speak of, what articles have at all.

use super::*;

fn text(words: &str) -> Arg {
    Arg::Text(words.to_owned())
}

fn number(number: i64) -> Arg {
    Arg::Number(Number::from(number))
}

fn entity(entity: u32, name: &str) -> Arg {
    Arg::Entity { entity, name: name.to_owned() }
}

fn quantity(amount: i64, unit: &str) -> Option<Value> {
    let (low, high, per, si) = (None, None, None, None);
    let (compare, unit) = (Compare::Equal, unit.to_owned());
    Some(Value::Quantity { number: Number::from(amount), low, high, compare, unit, per, si })
}

/// Three articles that have the same words and names in other pairs.
fn facts() -> TempDir {
    let folder = TempDir::new().unwrap();
    let one = Draft::new(
        "1.txt",
        "Flu and rents",
        "Flu hospitalisations rose 55% and rents 12%. Minister Wes Streeting met striker Ann Ray of Acme. It was May 2008.",
    )
    .entity("person", "Wes Streeting", &["Wes Streeting"])
    .role("health minister", "Cabinet Office")
    .entity("person", "Ann Ray", &["Ann Ray"])
    .role("striker", "Acme")
    .mention("money", "12%", None, pounds(2_000_000_000))
    .mention("date", "May 2008", None, date("2008-05"))
    .fact(
        "percent-change",
        "Flu hospitalisations rose 55%",
        &[("subject", text("flu hospitalisations")), ("percent", number(55)), ("direction", text("up"))],
    )
    .fact("percent-change", "rents 12%", &[("subject", text("rents")), ("percent", number(12))])
    .fact("role", "Minister Wes Streeting", &[("person", entity(0, "Wes Streeting")), ("role", text("health minister"))]);
    let two = Draft::new(
        "2.txt",
        "Rents",
        "Flu hospitalisations fell 20 and rents rose 60%. Ann Ray is minister; Wes Streeting, a fan. In 2008 it was worse.",
    )
    .entity("person", "Wes Streeting", &["Wes Streeting"])
    .role("fan", "Acme")
    .entity("person", "Ann Ray", &["Ann Ray"])
    .role("minister", "Cabinet Office")
    .mention("date", "2008", None, date("2008"))
    .mention("quantity", "20", None, quantity(20, "patient"))
    .mention("quantity", "60", None, quantity(60, "home"))
    .fact(
        "change",
        "Flu hospitalisations fell 20",
        &[("subject", text("flu hospitalisations")), ("amount", number(20)), ("direction", text("down"))],
    )
    .fact("percent-change", "rents rose 60%", &[("subject", text("rents")), ("percent", number(60)), ("to", number(900))]);
    let three = Draft::new("3.txt", "Nothing", "W. Streeting, the minister, spoke of the 2000s.")
        .entity("person", "W. Streeting", &["W. Streeting"])
        .role("minister", "Cabinet Office")
        .mention("date", "2000s", None, date("200"))
        .quote("spoke", 0);
    write(folder.path(), &[one, two, three]);
    folder
}

fn aliases() -> Aliases {
    let mut aliases = Aliases::default();
    aliases.entry("person", "w-streeting").name = Some("Wes Streeting".to_owned());
    aliases
}

#[test]
fn joined_conditions_hold_for_one_fact() {
    let folder = facts();
    let searcher = Searcher::open(folder.path()).unwrap();
    for (text, expected) in [
        ("fact:percent-change subject:\"flu hospitalisations\" number:>40", "1"),
        ("fact:percent-change subject:rents number:>40", "2"),
        ("subject:flu number:>40", "1"),
        ("subject:flu number:20", "2"),
        ("subject:(flu OR rents) number:>40", "12"),
        ("fact:change", "2"),
        ("fact:change subject:rents", ""),
        ("fact:percent-change subject:hosp*", "1"),
        ("subject:=\"flu hospitalisations\"", "12"),
        ("subject:=flu", ""),
        ("subject:rent~1 number:[10 TO 20]", "1"),
        ("fact.direction:up fact.subject:flu", "1"),
        ("fact.direction:down number:>40", ""),
        ("fact.to:>=900 subject:rents", "2"),
        ("fact.to:900", "2"),
        ("fact:role fact.person:streeting fact.role:minister", "1"),
        ("number:>40", "12"),
        ("number:55", "1"),
        ("subject:*", "12"),
        ("NOT (subject:rents number:>40)", "13"),
        ("-subject:flu", "3"),
        ("rents (subject:flu OR nothing) number:>40", "1"),
        ("number:>40 (subject:flu OR worse)", "12"),
        ("(subject:flu^2 number:>40)^3", "1"),
        ("fact:percent-change^2 subject:rents number:<20", "1"),
    ] {
        assert_eq!(found(&searcher, text), expected, "{text}");
    }
}

#[test]
fn joined_conditions_hold_for_one_person() {
    let folder = facts();
    let plain = Searcher::open(folder.path()).unwrap();
    let merged = Searcher::open(folder.path()).unwrap().with_aliases(aliases());
    for (text, without, with) in [
        ("role:minister person:Streeting", "13", "13"),
        ("role:minister person:\"Wes Streeting\"", "1", "13"),
        ("role:minister person:=\"Wes Streeting\"", "1", "13"),
        ("role:minister person:ray", "2", "2"),
        ("role:(minister OR striker) person:ray", "12", "12"),
        ("role:\"health minister\" person:str*", "1", "1"),
        ("role:=minister person:streeting", "3", "3"),
        ("role:minister person:streeting person:ray", "12", "12"),
        ("role:* person:streeting affiliation:acme", "2", "2"),
        ("affiliation:acme person:ray", "1", "1"),
        ("affiliation:acme role:minister", "", ""),
        ("person:streeting person:ray", "12", "12"),
        ("role:minister (person:ray OR nothing)", "23", "23"),
        (
            "(person:a OR x) (person:b OR x) (person:c OR x) (person:d OR x) (person:e OR x) (person:f OR x) (person:g OR x)",
            "",
            "",
        ),
        ("role:minister NOT person:ray", "3", "3"),
        ("NOT (role:minister person:streeting)", "2", "2"),
        ("fact.person:\"Wes Streeting\"", "1", "1"),
    ] {
        assert_eq!(found(&plain, text), without, "{text}");
        assert_eq!(found(&merged, text), with, "{text} with aliases");
    }
}

#[test]
fn numbers_have_units_and_texts_speak_of_dates() {
    let folder = facts();
    let searcher = Searcher::open(folder.path()).unwrap();
    for (text, expected) in [
        ("money.GBP:>1e9", "1"),
        ("money.gbp:2bn", "1"),
        ("money.EUR:>1", ""),
        ("money.gbp:*", "1"),
        ("quantity.patient:>10", "2"),
        ("quantity.patient:>30", ""),
        ("quantity:>30", "2"),
        ("mentions-date:2008", "12"),
        ("mentions-date:2008-05", "1"),
        ("mentions-date:2008-05-12", ""),
        ("mentions-date:2008-Q2", "1"),
        ("mentions-date:[2008-05 TO 2008-06]", "1"),
        ("mentions-date:[2000 TO 2009]", "123"),
        ("mentions-date:<2009", "123"),
        ("mentions-date:>2008", "3"),
        ("mentions-date:200", "123"),
        ("date:2008-05", "1"),
        ("NOT mentions-date:*", ""),
        ("has:quote", "3"),
        ("has:money", "1"),
        ("has:fact", "12"),
        ("has:change", "2"),
        ("has:percent-change -has:change", "1"),
        ("has:role", "123"),
        ("has:subject", "12"),
        ("has:title", "123"),
        ("has:url", ""),
        ("-has:person", ""),
    ] {
        assert_eq!(found(&searcher, text), expected, "{text}");
    }
}

#[test]
fn snippets_show_the_things_asked_for() {
    let folder = facts();
    let searcher = Searcher::open(folder.path()).unwrap().with_aliases(aliases());
    for (text, path, expected) in [
        ("person:=\"Wes Streeting\"", "1.txt", "Wes Streeting"),
        ("person:=\"Wes Streeting\"", "3.txt", "W. Streeting"),
        ("money:>1e9", "1.txt", "12%"),
        ("money.gbp:*", "1.txt", "12%"),
        ("mentions-date:2008-05", "1.txt", "May 2008"),
        ("subject:flu number:>40", "1.txt", "Flu hospitalisations rose 55%"),
        ("has:quantity", "2.txt", "20|60"),
        ("miniter~1", "2.txt", "minister"),
    ] {
        let hits = searcher.search(&query(text)).unwrap();
        let hit = hits.hits.iter().find(|hit| hit.path == path).unwrap();
        let shown = &hit.snippet;
        let marked: Vec<_> =
            shown.highlights.iter().map(|range| &shown.text[range.clone()]).collect();
        assert_eq!(marked.join("|"), expected, "{text}");
    }
}

#[test]
fn weights_and_near_words_rank() {
    let folder = facts();
    let searcher = Searcher::open(folder.path()).unwrap();
    let best = |text: &str| ids(&searcher.search(&query(text)).unwrap())[0].to_owned();
    assert_eq!(best("met OR worse^5"), "2.txt");
    assert_eq!(best("met^5 OR worse"), "1.txt");
    assert_eq!(found(&searcher, "hospitalizations~1"), "12");
    assert_eq!(found(&searcher, "hospitolizations~1"), "");
    assert_eq!(found(&searcher, "hospitolizations~2"), "12");
    assert_eq!(found(&searcher, "person:streting~1"), "123");
}

#[test]
fn a_zero_in_a_name_is_an_unknown_field() {
    let folder = facts();
    let searcher = Searcher::open(folder.path()).unwrap();
    for text in ["has:money.gbp:\0", "has:fact.\0", "has:\"money.g\0p\""] {
        let error = searcher.search(&query(text));
        assert!(matches!(error, Err(Error::Query { .. })), "{text:?}: {error:?}");
    }
    for text in ["fact.a\0b:up", "money.g\0p:>1", "person:a\0b"] {
        let found = searcher.search(&query(text));
        assert!(!matches!(found, Err(Error::Index { .. })), "{text:?}: {found:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_query_is_answered_or_refused_at_a_place(
        texts in proptest::collection::vec(
            proptest::collection::vec(
                proptest::sample::select(crate::index::query::tests::PIECES),
                0..12,
            ),
            16,
        ),
    ) {
        static FOLDER: std::sync::OnceLock<TempDir> = std::sync::OnceLock::new();
        let searcher = Searcher::open(FOLDER.get_or_init(facts).path()).unwrap();
        for text in texts.iter().map(|pieces| pieces.concat()) {
            match searcher.search(&Query { account: true, ..query(&text) }) {
                Ok(hits) => {
                    for hit in hits.hits {
                        let sum: f32 = hit.account.unwrap().iter().map(|part| part.score).sum();
                        let score = hit.score.unwrap();
                        proptest::prop_assert!((sum - score).abs() < 0.01 * score.abs().max(1.0), "{text:?}: {sum} {score}");
                    }
                }
                Err(Error::Query { at: Some(at), .. }) => {
                    proptest::prop_assert!(text.is_char_boundary(at), "{text:?} {at}");
                }
                other => proptest::prop_assert!(false, "{text:?}: {other:?}"),
            }
        }
    }
}
