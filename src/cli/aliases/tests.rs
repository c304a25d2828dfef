//! What `aliases.toml` may say, and what its writer is told.

use super::*;
use crate::model::Around;

fn read(text: &str) -> Result<Aliases> {
    parse(Path::new("aliases.toml"), text)
}

#[test]
fn names_are_called_what_the_file_says() {
    let aliases = read(
        "[[merge]]\nkind = \"person\"\nname = \"Wes Streeting\"\nvariants = [\"W. Streeting\", \"WES STREETING\"]\n\
         [[rename]]\nkind = \"organisation\"\nname = \"Facebook\"\nto = \"Meta\"\n\
         [[ignore]]\nkind = \"person\"\nname = \"Reuters Staff\"\n",
    )
    .expect("sound aliases");
    let around = Around::default();
    for (kind, name, wanted) in [
        ("person", "W Streeting", Some("Wes Streeting")),
        ("person", "Wes Streeting", Some("Wes Streeting")),
        ("organisation", "FACEBOOK", Some("Meta")),
        ("person", "Facebook", Some("Facebook")),
        ("person", "Reuters Staff", None),
    ] {
        assert_eq!(aliases.name(kind, &name_key(name), name, &around), wanted, "{name}");
    }
}

#[test]
fn a_name_is_divided_with_its_variants() {
    let aliases = read(
        "[[merge]]\nkind = \"person\"\nname = \"John Smith\"\nvariants = [\"J. Smith\"]\n\
         [[split]]\nkind = \"person\"\nname = \"John Smith\"\ninto = \"John Smith (footballer)\"\nwith = [\"Arsenal\"]\n",
    )
    .expect("sound aliases");
    for (beside, wanted) in [("arsenal", "John Smith (footballer)"), ("labour", "John Smith")] {
        let around = Around { names: [beside.to_owned()].into(), site: None };
        for (key, name) in [("john-smith", "John Smith"), ("j-smith", "J. Smith")] {
            assert_eq!(aliases.name("person", key, name, &around), Some(wanted), "{name}");
        }
    }
}

#[test]
fn articles_of_a_split_are_told_by_names_as_they_are_shown() {
    let aliases = read(
        "[[split]]\nkind = \"person\"\nname = \"John Smith\"\ninto = \"John Smith (footballer)\"\nwith = [\"Arsenal\"]\n\
         [[merge]]\nkind = \"organisation\"\nname = \"Arsenal\"\nvariants = [\"Arsenal FC\"]\n\
         [[rename]]\nkind = \"organisation\"\nname = \"The Gunners\"\nto = \"Arsenal\"\n",
    )
    .expect("sound aliases");
    for (beside, wanted) in [
        ("arsenal", "John Smith (footballer)"),
        ("arsenal-fc", "John Smith (footballer)"),
        ("gunners", "John Smith (footballer)"),
        ("labour", "John Smith"),
    ] {
        let around = Around { names: [beside.to_owned()].into(), site: None };
        let found = aliases.name("person", "john-smith", "John Smith", &around);
        assert_eq!(found, Some(wanted), "{beside}");
    }
}

#[test]
fn errors_name_file_line_and_remedy() {
    let split = |kind: &str, name: &str, into: &str| {
        format!(
            "[[split]]\nkind = \"{kind}\"\nname = \"{name}\"\ninto = \"{into}\"\nwith = [\"X\"]\n"
        )
    };
    let ignore = "[[ignore]]\nkind = \"person\"\nname = \"A B\"\n";
    for (text, wanted) in [
        ("[[merge]]\nkind = 3\n".to_owned(), "aliases.toml:2: invalid type"),
        ("[[merg]]\n".to_owned(), "aliases.toml:1: unknown field \"merg\""),
        (format!("{ignore}{ignore}"), "aliases.toml:6: \"A B\" is ignored already"),
        (
            format!("{ignore}[[rename]]\nkind = \"person\"\nname = \"C\"\nto = \"A B\"\n"),
            "aliases.toml:6: \"A B\" is ignored elsewhere",
        ),
        (
            "[[split]]\nkind = \"person\"\nname = \"A\"\ninto = \"B\"\n".to_owned(),
            "aliases.toml:3: say in which articles",
        ),
        (split("", "A", "B"), "aliases.toml:3: kind or name is empty"),
        (split("person", " ", "B"), "aliases.toml:3: kind or name is empty"),
        (
            split("people", "A", "B"),
            "aliases.toml:3: no kind is called \"people\"; write \"person\"",
        ),
        (
            "[merge]\nkind = \"person\"\n".to_owned(),
            "aliases.toml:1: write the head of an entry in two brackets",
        ),
        (
            "[[merge]]\nkind = \"person\"\nname = \"A\"\nvariants = \"B\"\n".to_owned(),
            "aliases.toml:4: write a list in brackets",
        ),
        (split("money", "A", "B"), "aliases.toml:3: things of kind \"money\" have values"),
        (
            format!("{}{ignore}", split("person", "A", "A B")),
            "aliases.toml:3: \"A B\" is ignored elsewhere",
        ),
        (
            split("person", "A", "B") + &split("person", "B", "C"),
            "aliases.toml:3: \"B\" is divided elsewhere",
        ),
        (
            "[[rename]]\nkind = \"person\"\nname = \"A\"\nto = \"B\"\n\
             [[rename]]\nkind = \"person\"\nname = \"B\"\nto = \"C\"\n"
                .to_owned(),
            "aliases.toml:3: \"B\" is called \"C\" elsewhere",
        ),
    ] {
        let message = read(&text).expect_err(&text).to_string();
        assert!(message.starts_with(wanted), "{text}: {message}");
    }
}
