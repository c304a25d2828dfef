//! What is exported is what `--schema` says, for every sample article, and a change of it has a new version.

use std::fs;
use std::fs::File;
use std::path::Path;

use parquet::file::reader::FileReader;
use parquet::file::reader::SerializedFileReader;
use serde_json::Value;
use serde_json::json;

use crate::support::Sandbox;
use crate::support::golden;

/// What has rows.
const TABLES: &[&str] = &["articles", "entities", "facts", "mentions", "quotes"];

/// Versions of the schemas, each with the hash of what they were.
const VERSIONS: &str = "tests/golden/schema/versions.txt";

/// A list that gives entities attributes, and an article that has them.
const FLEET: &str = "#name\tcanonical\tflag\nBaltic Star\tMV Baltic Star\tPanama\n";
const SHIP: &str = "{\"id\": \"ship\", \"title\": \"Adrift\", \"published\": \"2024-03-05T09:30:00+01:00\", \
     \"text\": \"The Baltic Star drifted 12 miles.\"}\n";

/// Returns a sandbox with an index of all samples and the ship.
fn samples() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("rules/ship/fleet.tsv", FLEET);
    sandbox.write("ship.jsonl", SHIP);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus = corpus.to_str().unwrap();
    let args = ["ingest", corpus, "ship.jsonl", "--quotes", "all", "--rules", "rules"];
    sandbox.run(args).succeeds();
    sandbox
}

/// A schema. Further keys, which it leaves open for later versions, are refused here.
///
/// It knows the keywords that our schemas use, and stops at any other; `scripts/export-tools` asks a validator that knows
/// all. One from the registry would have the tested binary built with other features than the one that users get.
struct Strict(Value);

impl Strict {
    #[track_caller]
    fn accepts(&self, value: &Value) {
        if let Err(error) = check(&self.0, value) {
            panic!("{error}\n{value:#}");
        }
    }

    fn refuses(&self, value: &Value) -> bool {
        check(&self.0, value).is_err()
    }
}

/// Returns what is wrong with a value.
fn check(schema: &Value, value: &Value) -> Result<(), String> {
    for (keyword, wanted) in schema.as_object().unwrap() {
        let is_met = match keyword.as_str() {
            "$schema" | "$id" | "title" | "version" | "description" => true,
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|wanted| is_a(wanted, value)),
                one => is_a(one, value),
            },
            "enum" => wanted.as_array().unwrap().contains(value),
            "minimum" => value.as_f64().is_none_or(|number| number >= wanted.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= wanted.as_f64().unwrap()),
            "pattern" => {
                let pattern = regex::Regex::new(wanted.as_str().unwrap()).unwrap();
                value.as_str().is_none_or(|text| pattern.is_match(text))
            }
            "required" => value.as_object().is_none_or(|keys| {
                wanted
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|key| keys.contains_key(key.as_str().unwrap()))
            }),
            "anyOf" => wanted.as_array().unwrap().iter().any(|one| check(one, value).is_ok()),
            "items" => {
                value.as_array().into_iter().flatten().try_for_each(|item| check(wanted, item))?;
                true
            }
            "additionalProperties" => {
                value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .try_for_each(|(_, one)| check(wanted, one))?;
                true
            }
            "properties" => {
                for (key, one) in value.as_object().into_iter().flatten() {
                    let known =
                        wanted.get(key).ok_or_else(|| format!("{key} is not in the schema"))?;
                    check(known, one).map_err(|error| format!("{key}: {error}"))?;
                }
                true
            }
            other => panic!("the keyword {other} is not known here"),
        };
        if !is_met {
            return Err(format!("{keyword} {wanted} is not met by {value}"));
        }
    }
    Ok(())
}

fn is_a(wanted: &Value, value: &Value) -> bool {
    match wanted.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the type {other} is not known here"),
    }
}

#[test]
fn every_export_of_the_samples_is_as_its_schema() {
    let sandbox = samples();
    for what in TABLES {
        let row = Strict(sandbox.run(["export", what, "--schema"]).succeeds().json());
        for unit in ["codepoint", "utf16"] {
            let args = ["export", what, "--quotes", "all", "--offsets", unit];
            let rows = sandbox.run(args).succeeds().ndjson();
            assert!(rows.len() >= 20, "{what}");
            rows.iter().for_each(|value| row.accepts(value));
            refuses_other_keys(&row, &rows[0]);
        }
        let args = ["export", what, "--schema", "--json"];
        let array = Strict(sandbox.run(args).succeeds().json());
        array.accepts(&sandbox.run(["export", what, "--json"]).succeeds().json());
        array.accepts(&sandbox.run(["export", what, "wombat", "--json"]).ends_with(1).json());
    }
    let attributes = sandbox.run(["export", "entities", "Baltic"]).succeeds().ndjson();
    assert!(attributes.iter().any(|row| row["attributes"]["flag"] == "Panama"));
}

/// Fails if a row may lose a key, or have one more.
fn refuses_other_keys(schema: &Strict, row: &Value) {
    let keys: Vec<String> = row.as_object().unwrap().keys().cloned().collect();
    for key in keys.iter().filter(|key| !["offsets", "attributes"].contains(&key.as_str())) {
        let mut without = row.clone();
        without.as_object_mut().unwrap().remove(key);
        assert!(schema.refuses(&without), "without {key}");
    }
    let mut more = row.clone();
    more["more"] = json!(1);
    assert!(schema.refuses(&more));
}

#[test]
fn what_extract_prints_is_as_its_schema() {
    let sandbox = Sandbox::new();
    sandbox.write("lines.jsonl", format!("{SHIP}{{\"id\": \"broken\", \n{SHIP}"));
    let schema = Strict(sandbox.run(["extract", "--schema"]).succeeds().json());
    let lines = sandbox.run(["extract", "lines.jsonl"]).ends_with(3).ndjson();
    assert_eq!(lines.len(), 3);
    assert!(lines[1]["error"].is_string());
    lines.iter().for_each(|line| schema.accepts(line));
    let array = Strict(sandbox.run(["extract", "--schema", "--json"]).succeeds().json());
    array.accepts(&sandbox.run(["extract", "lines.jsonl", "--json"]).ends_with(3).json());
}

#[test]
fn schemas_need_no_index_and_are_only_for_json() {
    let sandbox = Sandbox::new();
    for what in TABLES {
        sandbox.run(["export", what, "--schema"]).succeeds().prints(&["2020-12", "urn:dateline:"]);
        sandbox.run(["export", what, "--schema", "--to", "csv"]).ends_with(2).says(&["ndjson"]);
    }
    for what in ["annotations", "graph"] {
        sandbox.run(["export", what, "--schema"]).ends_with(2).says(&["articles, entities"]);
    }
    sandbox.run(["extract", "--schema", "a.txt"]).ends_with(2);
}

/// Schemas as users see them, and the version that each change of them must raise.
#[test]
fn a_changed_schema_has_a_new_version() {
    let sandbox = Sandbox::new();
    let mut all = Vec::new();
    for what in TABLES.iter().copied().chain(["records"]) {
        let args = if what == "records" { vec!["extract"] } else { vec!["export", what] };
        let shown = sandbox.run(args.iter().chain(&["--schema"])).succeeds();
        golden(&format!("schema/{what}.json"), &shown.stdout);
        all.push(shown.json());
    }
    let version = all[0]["version"].as_str().unwrap().to_owned();
    all.iter_mut().for_each(without_words);
    let line = format!("{version} {}", blake3::hash(json!(all).to_string().as_bytes()));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(VERSIONS);
    let known = fs::read_to_string(&path).unwrap_or_default();
    match known.lines().find(|known| known.split(' ').next() == Some(&version)) {
        Some(known) => assert_eq!(
            known, line,
            "what is exported changed: raise FORMAT_VERSION in src/export/schema.rs, then UPDATE_GOLDEN=1 cargo test"
        ),
        None if std::env::var_os("UPDATE_GOLDEN").is_some() => {
            fs::write(&path, format!("{known}{line}\n")).unwrap();
        }
        None => panic!("{VERSIONS} has no line for {version}; UPDATE_GOLDEN=1 cargo test adds it"),
    }
}

/// Takes out what is said to people, and the version itself: neither is a change of the format.
fn without_words(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(without_words),
        Value::Object(keys) => {
            // A key may have such a name, too; then an object stands there.
            keys.retain(|key, value| {
                !(["description", "version", "$id", "title"].contains(&key.as_str())
                    && value.is_string())
            });
            keys.values_mut().for_each(without_words);
        }
        _ => {}
    }
}

#[test]
fn parquet_has_the_rows_of_ndjson() {
    let sandbox = samples();
    for what in TABLES {
        let name = format!("{what}.parquet");
        sandbox.run(["export", what, "-o", &name]).succeeds();
        let file = SerializedFileReader::new(File::open(sandbox.path(&name)).unwrap()).unwrap();
        let rows = sandbox.run(["export", what]).succeeds().ndjson();
        assert_eq!(file.metadata().file_metadata().num_rows() as usize, rows.len(), "{what}");
        let again = format!("again.{name}");
        sandbox.run(["export", what, "--to", "parquet", "-o", &again]).succeeds();
        let bytes = |name: &str| fs::read(sandbox.path(name)).unwrap();
        assert!(bytes(&name) == bytes(&again), "{what} is not the same every time");
        sandbox.run(["export", what, "wombat", "-o", &name]).ends_with(1);
        let empty = SerializedFileReader::new(File::open(sandbox.path(&name)).unwrap()).unwrap();
        assert_eq!(empty.metadata().file_metadata().num_rows(), 0, "{what}");
    }
}
