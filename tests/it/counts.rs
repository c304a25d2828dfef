//! Counts by value, by calendar period and by both: lists, tables, CSV, sparklines, charts.

use serde_json::json;

use crate::support::Sandbox;
use crate::support::golden;

/// Returns a sandbox with articles of two sites, over two years, one without a date.
fn news() -> Sandbox {
    let sandbox = Sandbox::new();
    let stories = [
        (Some("2024-11-30"), "The Gazette"),
        (Some("2024-12-29"), "The Gazette"),
        (Some("2024-12-30"), "The Gazette"),
        (Some("2025-01-05T23:30:00+05:00"), "=Herald"),
        (Some("2025-03-31"), "The Gazette"),
        (None, "=Herald"),
    ];
    let line = |(at, (published, site)): (usize, &(Option<&str>, &str))| {
        let text = "The ferry to Ostrava did not run.";
        format!(
            "{}\n",
            json!({"id": format!("ferry-{at}"), "title": "Ferry", "site": site, "published": published, "text": text})
        )
    };
    sandbox.write("ferry.jsonl", stories.iter().enumerate().map(line).collect::<String>());
    sandbox.run(["ingest", "ferry.jsonl"]).succeeds();
    sandbox
}

#[test]
fn periods_follow_the_calendar() {
    let sandbox = news();
    for (by, wanted) in [
        ("week", "2024-W48 1 … 2024-W52 1 2025-W01 2 2025-W02 0 … 2025-W14 1"),
        ("month", "2024-11 1 2024-12 2 2025-01 1 2025-02 0 2025-03 1"),
        ("quarter", "2024-Q4 3 2025-Q1 2"),
        ("year", "2024 3 2025 2"),
    ] {
        let found = sandbox.run(["search", "-n0", "--by", by, "--json"]).succeeds().json();
        let counts = found["counts"][by].as_array().unwrap();
        let shown: Vec<String> = counts
            .iter()
            .map(|count| format!("{} {}", count["value"].as_str().unwrap(), count["count"]))
            .collect();
        let shown = shown.join(" ");
        for part in wanted.split(" … ") {
            assert!(shown.contains(part), "{by}: {part} is not in {shown}");
        }
        assert_eq!(found["undated"], 1);
        let text = sandbox.run(["search", "-n0", "--by", by]).succeeds();
        text.prints(&["undated", "  1  "]);
    }
    let wider =
        ["search", "-n0", "--by", "quarter", "--since", "2024", "--until", "2025", "--json"];
    let found = sandbox.run(wider).succeeds().json();
    assert_eq!(found["counts"]["quarter"].as_array().unwrap().len(), 8, "as far as asked: {found}");
    assert!(sandbox.run(["search", "-n0", "--json"]).json().get("undated").is_none());
}

#[test]
fn two_counts_make_a_table() {
    let sandbox = news();
    let asked = ["search", "-n0", "--count-by", "site", "--by", "quarter"];
    let with = |more: &[&str]| sandbox.run(asked.iter().chain(more)).succeeds();
    golden("counts/table.txt", &with(&[]).stdout);
    golden("counts/table.csv", &with(&["--csv"]).stdout);
    golden("counts/table.ndjson", &with(&["--ndjson"]).stdout);
    let table = &with(&["--json"]).json()["tables"]["site"];
    assert_eq!(table["by"], "quarter");
    assert_eq!(table["periods"], json!(["2024-Q4", "2025-Q1"]));
    let row = |value: &str, count: u64, counts: [u64; 2], undated: u64| json!({"value": value, "count": count, "counts": counts, "undated": undated});
    let rows = json!([row("The Gazette", 4, [3, 1], 0), row("=Herald", 2, [0, 1], 1)]);
    assert_eq!(table["rows"], rows);
    let top = with(&["--top", "1", "--json"]).json();
    assert_eq!(top["tables"]["site"]["rows"].as_array().unwrap().len(), 1);
}

#[test]
fn aliases_hold_in_tables() {
    let sandbox = Sandbox::new();
    let line = |day: &str, who: &str| {
        format!(
            "{{\"published\": \"{day}\", \"text\": \"Health secretary {who} spoke in London on Monday.\"}}\n"
        )
    };
    let lines = line("2025-11-03", "Wes Streeting") + &line("2025-12-01", "Wesley Streeting");
    sandbox.write("a.jsonl", lines);
    sandbox.run(["ingest", "a.jsonl"]).succeeds();
    sandbox.write(
        "aliases.toml",
        "[[merge]]\nkind = \"person\"\nname = \"Wes Streeting\"\nvariants = [\"Wesley Streeting\"]\n",
    );
    let asked = ["search", "-n0", "--count-by", "person", "--by", "month", "--json"];
    let rows = &sandbox.run(asked).succeeds().json()["tables"]["person"]["rows"];
    assert_eq!((&rows[0]["value"], &rows[0]["counts"]), (&json!("Wes Streeting"), &json!([1, 1])));
    assert_eq!(rows.as_array().unwrap().len(), 1, "{rows}");
}

#[test]
fn lists_are_csv_too() {
    let sandbox = news();
    let by = sandbox.run(["search", "--by", "year", "--csv"]).succeeds();
    assert_eq!(by.stdout, "year,articles\n2024,3\n2025,2\nundated,1\n");
    let sites = sandbox.run(["search", "--count-by", "site", "--csv"]).succeeds();
    assert_eq!(sites.stdout, "site,articles\nThe Gazette,4\n'=Herald,2\n");
}

#[test]
fn sparklines_are_one_character_a_period() {
    let sandbox = news();
    let asked = ["search", "-n0", "--by", "month", "--count-by", "site"];
    let with = |style| sandbox.run(asked.iter().chain([&style])).succeeds();
    golden("counts/sparkline.txt", &with("--sparkline").stdout);
    with("--sparkline=ascii").prints(&["59505", "all", "The Gazette"]);
    sandbox.run(["search", "--sparkline"]).ends_with(2).says(&["--by"]);
}

#[test]
fn charts_are_the_same_everywhere() {
    let sandbox = news();
    for (name, args) in [
        ("timeline", &["--by", "month"][..]),
        ("bars", &["--count-by", "site"]),
        (
            "lines",
            &["--by", "quarter", "--count-by", "site", "--plot-title", "Ferries <in> the news"],
        ),
    ] {
        let file = format!("{name}.svg");
        let asked = ["search", "ferry", "-n0", "--plot", &file];
        sandbox.run(asked.iter().chain(args)).succeeds();
        golden(&format!("counts/{file}"), &sandbox.read(&file));
    }
    sandbox.run(["search", "ferry", "-n0", "--by", "month", "--plot", "a.png"]).succeeds();
    let png = std::fs::read(sandbox.path("a.png")).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n") && png.len() > 10_000, "{}", png.len());
    sandbox.run(["search", "ferry", "-n0", "--by", "month", "--plot", "b.png"]).succeeds();
    assert_eq!(png, std::fs::read(sandbox.path("b.png")).unwrap());
}

#[test]
fn counts_that_cannot_be_are_refused() {
    let sandbox = news();
    for (args, said) in [
        (&["--plot", "a.pdf", "--by", "year"][..], ".svg or .png"),
        (&["--plot", "a.svg"], "--plot is for counts"),
        (&["--csv", "-n0"], "--csv is for counts"),
        (&["--csv", "--count-by", "site", "--count-by", "author"], "takes one field"),
        (&["--by", "fortnight"], "fortnight"),
        (&["--plot-title", "x"], "--plot"),
    ] {
        let ran = sandbox.run(["search", "ferry"].iter().chain(args)).ends_with(2).says(&[said]);
        assert!(ran.stdout.is_empty(), "{ran:#?}");
    }
    let args =
        ["search", "zebra", "-n0", "--by", "month", "--count-by", "site", "--plot", "no.svg"];
    sandbox.run(args).ends_with(1).says(&["nothing to draw"]);
    assert!(!sandbox.path("no.svg").exists());
}
