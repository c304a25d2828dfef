//! Each export format as other tools will read it: a small index, golden files, and what each format promises.

use std::io::Read;

use serde_json::Value;

use crate::support::Sandbox;
use crate::support::golden;

/// Two articles with names, values, quotes and characters that are markup somewhere.
const ARTICLES: &str = concat!(
    r##"{"id":"harbour-1","title":"Harbour tolls & fees rise 12%","authors":["Ines Falk"],"published":"2024-03-05","url":"https://example.org/a?x=1&y=2","language":"en","text":"Ferry operators in Lisbon will pay 12% more from Monday, the Harbour Board said.\n\n\"We held the price for six years, whatever Tomas Weir says,\" said Marta Lindqvist, chief executive of the Harbour Board. Lindqvist told Tomas Weir that *all* fees <including> the 24-hour toll would rise.\n\n1. Tomas Weir called it a blow to Lisbon."}"##,
    "\n",
    r##"{"id":"harbour-2","title":"Weir leaves port union","published":"2024-03-09","language":"en","text":"Tomas Weir has left the Port Workers' Union in Lisbon after £2.4m of losses."}"##,
    "\n",
);

/// What is exported in which format, and the golden file of each.
const FORMATS: &[(&str, &str, &str)] = &[
    ("annotations", "spacy", "spacy.ndjson"),
    ("annotations", "conll", "conll.txt"),
    ("annotations", "web-annotation", "web-annotation.ndjson"),
    ("articles", "json-ld", "json-ld.ndjson"),
    ("annotations", "tei", "tei.xml"),
    ("articles", "markdown", "markdown.md"),
    ("articles", "html", "articles.html"),
    ("graph", "graphml", "graph.graphml"),
    ("graph", "gexf", "graph.gexf"),
    ("speaker-graph", "graphml", "speakers.graphml"),
];

fn indexed() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("articles.jsonl", ARTICLES);
    sandbox.run(["ingest", "articles.jsonl"]).succeeds();
    sandbox
}

fn export(sandbox: &Sandbox, what: &str, to: &str) -> String {
    sandbox.run(["export", what, "--to", to]).succeeds().stdout
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn formats_are_as_their_golden_files() {
    let sandbox = indexed();
    for (what, to, file) in FORMATS {
        golden(&format!("export/{file}"), &export(&sandbox, what, to));
    }
}

#[test]
fn documents_keep_the_text_as_it_is() {
    let sandbox = indexed();
    let texts: Vec<String> =
        lines(ARTICLES).iter().map(|one| one["text"].as_str().unwrap().to_owned()).collect();
    let docs = lines(&export(&sandbox, "annotations", "spacy"));
    for (doc, text) in docs.iter().zip(&texts) {
        let chars: Vec<char> = text.chars().collect();
        let tokens = doc["tokens"].as_array().unwrap();
        let places: Vec<(usize, usize)> = tokens.iter().map(place).collect();
        let mut at = 0;
        for (start, end) in &places {
            assert!(*start == at || (*start == at + 1 && chars[at] == ' '), "{at}..{start}");
            at = *end;
        }
        assert!(at == chars.len());
        for entity in doc["ents"].as_array().unwrap() {
            let (start, end) = place(entity);
            assert!(places.iter().any(|token| token.0 == start), "{entity}");
            assert!(places.iter().any(|token| token.1 == end), "{entity}");
        }
    }
    let tei = export(&sandbox, "annotations", "tei");
    let body = tei.split("<body>").nth(1).unwrap().split("</body>").next().unwrap();
    let shown = without_tags(body).replace("&lt;", "<").replace("&gt;", ">");
    let shown = shown.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    for paragraph in texts[0].split("\n\n") {
        assert!(shown.contains(paragraph), "{paragraph}: {shown}");
    }
}

#[test]
fn archives_hold_files_for_each_article() {
    let sandbox = indexed();
    for (to, suffixes) in [("brat", &[".txt", ".ann"][..]), ("timeml", &[".tml"])] {
        sandbox.run(["export", "annotations", "--to", to, "-o", "out.tar"]).succeeds();
        let mut archive = tar::Archive::new(std::fs::File::open(sandbox.path("out.tar")).unwrap());
        let mut names = Vec::new();
        let mut shown = String::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            names.push(entry.path().unwrap().to_string_lossy().into_owned());
            shown += &format!("== {}\n", names.last().unwrap());
            entry.read_to_string(&mut shown).unwrap();
        }
        let wanted = ["harbour-1-", "harbour-2-"]
            .iter()
            .flat_map(|id| suffixes.iter().map(move |suffix| (id, suffix)));
        assert_eq!(names.len(), 2 * suffixes.len());
        for (name, (id, suffix)) in names.iter().zip(wanted) {
            assert!(name.starts_with(id) && name.ends_with(suffix), "{name}");
        }
        golden(&format!("export/{to}.txt"), &shown);
    }
}

#[test]
fn annotations_point_at_their_words() {
    let sandbox = indexed();
    let texts: Vec<Vec<char>> =
        lines(ARTICLES).iter().map(|one| one["text"].as_str().unwrap().chars().collect()).collect();
    let annotations = lines(&export(&sandbox, "annotations", "web-annotation"));
    assert!(annotations.len() > 10);
    for annotation in annotations {
        let selectors = &annotation["target"]["selector"];
        let (start, end) = place(&selectors[0]);
        let text = &texts[usize::from(annotation["id"].as_str().unwrap().contains("harbour-2"))];
        let [exact, prefix, suffix] =
            ["exact", "prefix", "suffix"].map(|part| selectors[1][part].as_str().unwrap());
        assert_eq!(text[start..end].iter().collect::<String>(), exact);
        assert!(text[..start].iter().collect::<String>().ends_with(prefix));
        assert!(text[end..].iter().collect::<String>().starts_with(suffix));
    }
}

#[test]
fn a_format_that_does_not_fit_is_refused_with_those_that_do() {
    let sandbox = indexed();
    sandbox.run(["export", "facts", "--to", "tei"]).ends_with(2).says(&["ndjson, json, csv"]);
    sandbox.run(["export", "graph", "--to", "csv"]).ends_with(2).says(&["graphml, gexf"]);
    sandbox.run(["export", "graph", "-o", "g.csv"]).ends_with(2).says(&["g.csv", "graphml, gexf"]);
    sandbox.run(["export", "quotes", "-o", "q.xml"]).ends_with(2).says(&["ndjson, json, csv"]);
    sandbox.run(["export", "articles", "-o", "a.tei"]).succeeds();
    assert!(sandbox.read("a.tei").contains("<teiCorpus"));
    sandbox.run(["export", "articles", "-o", "a.txt"]).ends_with(2).says(&["a.txt", "--to"]);
    sandbox.run(["export", "graph", "-o", "g.gexf"]).succeeds();
    assert!(sandbox.read("g.gexf").contains("<gexf"));
    sandbox.run(["export", "articles", "-o", "a.md"]).succeeds();
    assert!(sandbox.read("a.md").starts_with("# Harbour tolls"));
}

#[test]
fn without_articles_each_format_is_still_whole() {
    let sandbox = indexed();
    for (what, to, _) in FORMATS {
        let out = sandbox.run(["export", *what, "nowhere", "--to", *to]).ends_with(1).stdout;
        let xml = matches!(*to, "tei" | "graphml" | "gexf" | "html");
        assert_eq!(out.is_empty(), !xml, "{to}: {out}");
        let opened =
            out.matches('<').count() - out.matches("</").count() - out.matches("<?").count();
        let void = out.matches("<!DOCTYPE").count() + out.matches("<meta").count();
        let closed = out.matches("</").count() + out.matches("/>").count() + void;
        assert_eq!(opened, closed, "{to}: {out}");
    }
}

#[test]
fn csv_begins_with_a_byte_order_mark_where_one_is_wanted() {
    let sandbox = indexed();
    let plain = export(&sandbox, "quotes", "csv");
    let marked = sandbox.run(["export", "quotes", "--to", "csv", "--bom"]).succeeds().stdout;
    assert_eq!(marked, format!("\u{feff}{plain}"));
    sandbox.run(["export", "quotes", "--bom", "-o", "q.csv"]).succeeds();
    assert_eq!(sandbox.read("q.csv"), marked);
    sandbox.run(["export", "quotes", "--bom"]).ends_with(2).says(&["--to csv"]);
}

#[test]
fn pages_load_nothing_and_run_nothing() {
    let sandbox = Sandbox::new();
    let evil = r#"{"id": "a\"><b>", "title": "</title><script>alert(1)</script>", "site": "<i>", "language": "\"><u>", "url": "javascript:alert(1)", "text": "<img src=x> Tomas Weir & \"others\"."}"#;
    sandbox.write("evil.jsonl", evil.to_owned() + "\n" + ARTICLES);
    sandbox.run(["ingest", "evil.jsonl"]).succeeds();
    let page = export(&sandbox, "articles", "html");
    for banned in ["<script", "<img", "<b>", "<i>", "<u>", "href=\"javascript", "@import", "url("] {
        assert!(!page.contains(banned), "{banned}: {page}");
    }
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page.matches("<article ").count(), 3);
    assert_eq!(export(&sandbox, "annotations", "html"), page);
    sandbox.run(["export", "articles", "-o", "a.html"]).succeeds();
    assert_eq!(sandbox.read("a.html"), page);
    let one = sandbox.run(["show", "harbour-1", "--html"]).succeeds().stdout;
    let body = |page: &str| page.split("<div class=\"text\"").last().unwrap().to_owned();
    let of_one = export_one(&sandbox, "Harbour");
    assert_eq!(body(&one), body(&of_one), "show and export mark alike");
}

#[test]
fn nothing_of_an_article_commands_a_terminal_or_turns_the_writing() {
    let sandbox = Sandbox::new();
    let text = r"Anna Berg\u001b[31m paid\u009b0m 5% to \u202exof.exe\u202c \u2066Bo Ek\u2069.\r\nShe left\u0007.";
    sandbox.write(
        "evil.jsonl",
        format!(r#"{{"id": "1", "title": "Toll\u001b[2J", "text": "{text}"}}"#),
    );
    sandbox.run(["ingest", "evil.jsonl"]).succeeds();
    for (what, to) in [
        ("annotations", "conll"),
        ("annotations", "brat"),
        ("annotations", "timeml"),
        ("annotations", "tei"),
        ("annotations", "spacy"),
        ("annotations", "web-annotation"),
        ("articles", "json-ld"),
        ("articles", "markdown"),
        ("articles", "html"),
        ("articles", "csv"),
        ("graph", "graphml"),
        ("graph", "gexf"),
    ] {
        sandbox.run(["export", what, "--to", to, "-o", "out"]).succeeds();
        let out =
            String::from_utf8_lossy(&std::fs::read(sandbox.path("out")).unwrap()).into_owned();
        // In the header of an archive NUL is room to the left of it; JSON names the codes of ASCII alone.
        let is_json = matches!(to, "spacy" | "web-annotation" | "json-ld");
        let allowed = |c: char| match c {
            '\n' | '\t' => true,
            '\r' => to == "csv",
            '\0' => matches!(to, "brat" | "timeml"),
            _ => is_json && !c.is_ascii(),
        };
        assert!(!out.contains(|c: char| c.is_control() && !allowed(c)), "{to}: {out:?}");
        let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(to != "markdown" || !out.contains(turns), "{out:?}");
    }
}

fn export_one(sandbox: &Sandbox, query: &str) -> String {
    sandbox.run(["export", "articles", "title:fees", query, "--to", "html"]).succeeds().stdout
}

fn place(value: &Value) -> (usize, usize) {
    let [start, end] = ["start", "end"].map(|side| value[side].as_u64().unwrap() as usize);
    (start, end)
}

fn without_tags(xml: &str) -> String {
    let parts = xml.split('<').enumerate();
    parts.map(|(at, part)| if at == 0 { part } else { part.split_once('>').unwrap().1 }).collect()
}
