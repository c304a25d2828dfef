//! Every sample article against its golden record: what the real binary makes of it.

use std::path::Path;

use crate::support::golden;
use crate::support::sample_files;

/// Runs `dateline extract` on every sample, from the folder of the project, as the README does.
#[test]
fn samples_give_their_golden_records() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = sample_files();
    assert!(samples.len() >= 40, "only {} samples", samples.len());
    for sample in samples {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["extract", "-j1", &sample])
            .current_dir(root)
            .env_remove("DATELINE_INDEX")
            .output()
            .unwrap();
        let records = String::from_utf8(output.stdout).unwrap();
        let pretty: Vec<String> = records.lines().map(readable).collect();
        golden(
            &format!("{}.json", sample.trim_start_matches("corpus/")),
            &(pretty.join("\n") + "\n"),
        );
    }
}

/// One line a member and a mention, so that a diff shows what changed.
fn readable(record: &str) -> String {
    let record: serde_json::Value = serde_json::from_str(record).unwrap();
    let mut lines = Vec::new();
    for (name, value) in record.as_object().unwrap() {
        match value {
            serde_json::Value::Array(items) if items.iter().any(serde_json::Value::is_object) => {
                let items: Vec<String> = items.iter().map(|item| format!("  {item}")).collect();
                lines.push(format!("\"{name}\": [\n{}\n]", items.join(",\n")));
            }
            serde_json::Value::String(text) if text.contains('\n') => {
                let parts: Vec<String> = text.split('\n').map(|part| format!("  {part}")).collect();
                lines.push(format!("\"{name}\":\n{}", parts.join("\n")));
            }
            value => lines.push(format!("\"{name}\": {value}")),
        }
    }
    lines.join("\n")
}
