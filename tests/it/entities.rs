//! Entities across articles, and what `aliases.toml` makes of them in every command, without a new ingest.

use serde_json::Value;

use crate::support::Sandbox;

/// A sandbox with an index of four articles.
fn newsroom() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, text) in [
        ("a", "Health Secretary Wes Streeting met doctors in Leeds. Streeting left early."),
        ("b", "Wesley Streeting, the minister, spoke in Paris."),
        ("c", "The striker Tom Miller scored twice, said Wes Streeting, who saw it in Leeds."),
        ("d", "Tom Miller, an economist from Paris, expects higher prices."),
    ] {
        sandbox.write(&format!("news/{name}.txt"), format!("Story {name}\n\n{text}\n"));
    }
    sandbox.run(["ingest", "news"]).succeeds();
    sandbox
}

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    let output = sandbox.command(args.iter().copied().chain(["--json"])).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// `name articles mentions` of the persons that the index knows.
fn persons(sandbox: &Sandbox) -> Vec<String> {
    let found = json(sandbox, &["entities", "--kind", "person"]);
    let line = |entity: &Value| {
        let name = entity["name"].as_str().unwrap();
        format!("{name} {} {}", entity["articles"], entity["mentions"])
    };
    found["entities"].as_array().unwrap().iter().map(line).collect()
}

fn total(sandbox: &Sandbox, query: &str) -> u64 {
    json(sandbox, &["search", query, "--limit", "0"])["total"].as_u64().unwrap()
}

#[test]
fn entities_are_listed_with_key_numbers_and_variants() {
    let sandbox = newsroom();
    assert_eq!(persons(&sandbox), ["Tom Miller 2 2", "Wes Streeting 2 3", "Wesley Streeting 1 1"]);
    let found = json(&sandbox, &["entities", "--like", "wes str", "--limit", "1"]);
    assert_eq!(found["total"], 2);
    let entity = &found["entities"][0];
    assert_eq!(entity["key"], "person/wes-streeting");
    assert_eq!(entity["variants"][0], serde_json::json!({"value": "Wes Streeting", "count": 2}));
    let rest = json(&sandbox, &["entities", "--kind", "person", "--limit", "0", "--offset", "2"]);
    assert_eq!(
        (rest["total"].as_u64(), rest["entities"].as_array().map(Vec::len)),
        (Some(3), Some(1))
    );
    let record = json(&sandbox, &["extract", "news/a.txt"]);
    assert_eq!(record[0]["entities"][0]["key"], "person/wes-streeting");
}

#[test]
fn duplicates_are_printed_as_aliases() {
    let sandbox = newsroom();
    let output = sandbox.command(["entities", "--duplicates"]).output().unwrap();
    sandbox.write("aliases.toml", output.stdout);
    assert!(sandbox.read("aliases.toml").contains("# Wesley Streeting: nickname; in 1 article\n"));
    assert_eq!(persons(&sandbox), ["Wes Streeting 3 4", "Tom Miller 2 2"]);
}

#[test]
fn duplicates_go_with_what_the_file_says_already() {
    let sandbox = Sandbox::new();
    for (name, text) in [
        ("a", "W. Streeting"),
        ("b", "Wes Streeting"),
        ("c", "Wesley Streeting"),
        ("d", "Wesley Streeting"),
    ] {
        let text = format!("Story {name}\n\nHealth Secretary {text} met doctors in Leeds.\n");
        sandbox.write(&format!("news/{name}.txt"), text);
    }
    sandbox.run(["ingest", "news"]).succeeds();
    let merge =
        "[[merge]]\nkind = \"person\"\nname = \"Wes Streeting\"\nvariants = [\"W. Streeting\"]\n";
    sandbox.write("aliases.toml", merge);
    let proposed = sandbox.run(["entities", "--duplicates"]).succeeds().stdout;
    sandbox.write("aliases.toml", format!("{merge}{proposed}"));
    assert_eq!(persons(&sandbox), ["Wes Streeting 4 4"]);
}

#[test]
fn aliases_hold_in_search_counts_exports_and_records() {
    let sandbox = newsroom();
    sandbox.write(
        "aliases.toml",
        "[[merge]]\nkind = \"person\"\nname = \"Wes Streeting\"\nvariants = [\"Wesley Streeting\"]\n\
         [[split]]\nkind = \"person\"\nname = \"Tom Miller\"\ninto = \"Tom Miller (economist)\"\nwith = [\"Paris\"]\n\
         [[rename]]\nkind = \"place\"\nname = \"Leeds\"\nto = \"Leeds, England\"\n",
    );
    assert_eq!(
        persons(&sandbox),
        ["Wes Streeting 3 4", "Tom Miller 1 1", "Tom Miller (economist) 1 1"]
    );
    for (query, wanted) in [
        ("person:\"Wes Streeting\"", 3),
        ("person:=\"Wes Streeting\"", 3),
        ("person:\"Wesley Streeting\"", 3),
        ("person:=\"Tom Miller\"", 1),
        ("person:=\"Tom Miller (economist)\"", 1),
        ("place:\"Leeds, England\"", 2),
        ("NOT person:\"Wes Streeting\"", 1),
        ("person:Miller", 2),
        ("person:economist", 1),
    ] {
        assert_eq!(total(&sandbox, query), wanted, "{query}");
    }
    let counts = json(&sandbox, &["search", "--limit", "0", "--count-by", "place"]);
    assert_eq!(counts["counts"]["place"][0]["value"], "Leeds, England");
    let exported = sandbox.command(["export", "entities"]).output().unwrap();
    let exported = String::from_utf8(exported.stdout).unwrap();
    assert!(
        exported.contains("person/tom-miller-economist")
            && !exported.contains("Wesley Streeting\",\"roles")
    );
    let record = json(&sandbox, &["extract", "news/b.txt"]);
    assert_eq!(record[0]["entities"][0]["name"], "Wes Streeting");
    // Gone with the file, without a new ingest.
    std::fs::remove_file(sandbox.path("aliases.toml")).unwrap();
    assert_eq!(total(&sandbox, "person:\"Wes Streeting\""), 2);
}

#[test]
fn ignored_entities_are_found_and_counted_nowhere() {
    let sandbox = newsroom();
    sandbox.write("my/names.toml", "[[ignore]]\nkind = \"person\"\nname = \"TOM MILLER\"\n");
    sandbox.write("dateline.toml", "aliases = \"my/names.toml\"\n");
    assert_eq!(persons(&sandbox), ["Wes Streeting 2 3", "Wesley Streeting 1 1"]);
    for query in ["person:\"Tom Miller\"", "person:=\"Tom Miller\"", "person:Miller", "person:tom"]
    {
        assert_eq!(total(&sandbox, query), 0, "{query}");
    }
}

#[test]
fn articles_with_an_ignored_name_are_found_by_their_other_names() {
    let sandbox = Sandbox::new();
    for (name, people) in
        [("a", "John Smith met doctors"), ("b", "John Smith met his sister, Jane Smith,")]
    {
        let text = format!("Story {name}\n\nHealth Secretary {people} in Leeds.\n");
        sandbox.write(&format!("news/{name}.txt"), text);
    }
    sandbox.run(["ingest", "news"]).succeeds();
    assert_eq!(total(&sandbox, "person:Smith"), 2);
    sandbox.write("aliases.toml", "[[ignore]]\nkind = \"person\"\nname = \"John Smith\"\n");
    for (query, wanted) in [("person:Smith", 1), ("person:John", 0), ("person:Jane", 1)] {
        assert_eq!(total(&sandbox, query), wanted, "{query}");
    }
}

#[test]
fn aliases_hold_for_speakers() {
    let sandbox = Sandbox::new();
    for (name, speaker) in [("a", "Wes Streeting"), ("b", "Wesley Streeting")] {
        let text = format!(
            "Story {name}\n\n\"The strike must end now,\" said Health Secretary {speaker}.\n"
        );
        sandbox.write(&format!("news/{name}.txt"), text);
    }
    sandbox.run(["ingest", "news"]).succeeds();
    assert_eq!(total(&sandbox, "speaker:\"Wes Streeting\""), 1);
    sandbox.write(
        "aliases.toml",
        "[[merge]]\nkind = \"person\"\nname = \"Wes Streeting\"\nvariants = [\"Wesley Streeting\"]\n",
    );
    for query in ["speaker:\"Wes Streeting\"", "speaker:=\"Wes Streeting\"", "speaker:Wesley"] {
        assert_eq!(total(&sandbox, query), 2, "{query}");
    }
}

#[test]
fn a_name_that_several_have_is_told_with_those_who_have_it() {
    let sandbox = newsroom();
    sandbox
        .write("news/e.txt", "Story e\n\nHealth Secretary Ann Streeting met doctors in Leeds.\n");
    sandbox.write("news/f.txt", "Story f\n\nMr Streeting went to Leeds with NHS England.\n");
    sandbox.write("news/g.txt", "Story g\n\nNHS England and NHS Wales met in Leeds.\n");
    sandbox.run(["ingest", "news"]).succeeds();
    let told = |query: &str, flags: &[&str]| {
        let ran = sandbox.run([&["search", query][..], flags].concat());
        let told = ran.stderr.lines().filter(|line| line.contains("fits"));
        told.collect::<Vec<_>>().join("\n")
    };
    let persons = "person:Streeting fits 4 entities: Wes Streeting (2), Ann Streeting (1), Streeting (1), \
                   Wesley Streeting (1); for one of them write person:=\"Wes Streeting\"";
    for (query, wanted) in [
        ("person:Streeting", persons),
        ("strike OR person:streeting", &persons.replace("Streeting fits", "streeting fits")),
        ("person:Miller", ""),
        ("person:\"Wes Streeting\"", ""),
        ("person:=Streeting", ""),
        ("Story NOT person:Streeting", ""),
        ("Streeting", ""),
        ("person:nobody", ""),
        (
            "organisation:\"NHS\"",
            "organisation:NHS fits 2 entities: NHS England (2), NHS Wales (1); for one of them write \
             organisation:=\"NHS England\"",
        ),
    ] {
        assert_eq!(told(query, &[]), wanted, "{query}");
    }
    assert_eq!(told("person:Streeting", &["--json", "--limit", "0"]), persons);
    assert_eq!(told("person:Streeting", &["--quiet"]), "");
    // The one who is left when the others are somebody else's.
    sandbox.write(
        "aliases.toml",
        "[[merge]]\nkind = \"person\"\nname = \"Wes Streeting\"\nvariants = [\"Wesley Streeting\"]\n\
         [[ignore]]\nkind = \"person\"\nname = \"Ann Streeting\"\n",
    );
    assert_eq!(told("person:Streeting", &[]), "");
}

#[test]
fn columns_of_lists_are_attributes_everywhere() {
    let sandbox = Sandbox::new();
    // Later folders count, then later files, then later lines; empty cells say nothing.
    sandbox.write(
        "lists/person/members.tsv",
        "#name\tcanonical\tparty\tseat\nZoë Dahlqvist\t\tReds\tNorth\nDahlqvist\tZoë Dahlqvist\t\tSouth\n",
    );
    sandbox.write("mine/person/party.tsv", "name\tparty\nZoe Dahlqvist\tBlues\n");
    sandbox.write("news/a.txt", "Story\n\nZoe Dahlqvist met Anna Berg in Leeds.\n");
    sandbox.write("news/b.txt", "Story\n\nA fire broke out, as DAHLQVIST told it in Leeds.\n");
    let lists = ["--rules", "lists", "--rules", "mine"];
    let all = serde_json::json!({"party": "Blues", "seat": "South"});
    let record = json(&sandbox, &[&["extract", "news/a.txt"][..], &lists].concat());
    assert_eq!(record[0]["entities"][0]["attributes"], all);
    assert!(record[0]["entities"][1].get("attributes").is_none());
    sandbox.run([&["ingest", "news"][..], &lists].concat()).succeeds();
    let found = json(&sandbox, &["entities", "--kind", "person", "--like", "dahlqvist"]);
    let first = &found["entities"][0];
    assert_eq!((&first["articles"], &first["attributes"]), (&2.into(), &all));
    let exported = sandbox.run(["export", "entities", "--to", "csv"]).succeeds().stdout;
    assert!(exported.contains(r#""{""party"":""Blues"",""seat"":""South""}""#), "{exported}");
    let hits = json(&sandbox, &["search", "person:dahlqvist", "--limit", "1"]);
    let shown = sandbox.run(["show", hits["hits"][0]["id"].as_str().unwrap()]).succeeds().stdout;
    assert!(shown.contains("(party Blues; seat South)"), "{shown}");
}

#[test]
fn a_broken_file_of_aliases_stops_every_command_that_reads_it() {
    let sandbox = newsroom();
    sandbox.write("aliases.toml", "\n[[merge]]\nkind = \"person\"\nnames = \"A\"\n");
    for args in [
        &["search", "x"][..],
        &["entities"],
        &["stats"],
        &["export", "facts"],
        &["extract", "news"],
    ] {
        let output = sandbox.command(args).output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(message.contains("aliases.toml:4: unknown field \"names\""), "{message}");
    }
}

#[test]
fn aliases_that_speak_of_nothing_are_told() {
    let sandbox = newsroom();
    let told = |text: &str| {
        sandbox.write("aliases.toml", text);
        let output = sandbox.command(["entities"]).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        let remarks = String::from_utf8_lossy(&output.stderr).into_owned();
        remarks.lines().filter(|line| line.contains("no article has")).count()
    };
    let ignore =
        |kind: &str, name: &str| format!("[[ignore]]\nkind = \"{kind}\"\nname = \"{name}\"\n");
    assert_eq!(told(""), 0);
    assert_eq!(told(&ignore("person", "Tom Miller")), 0);
    assert_eq!(told(&ignore("persn", "Tom Miller")), 1);
    assert_eq!(told(&ignore("person", "Tom Miler")), 1);
    let many: String = (0..9).map(|number| ignore("person", &format!("Nobody {number}"))).collect();
    assert_eq!(told(&many), 6);
}
