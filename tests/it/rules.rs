//! Every accept and reject case of every shipped rule comes out as it should, and each language has its own.

use dateline::extract::check;
use dateline::rules::RuleSet;

use crate::support::Sandbox;

#[test]
fn shipped_rules_pass_their_cases() {
    let rules = RuleSet::load(&[]).unwrap();
    let report = check(&rules, |_| true);
    for failure in &report.failures {
        let wanted = failure.wanted.as_deref().unwrap_or("nothing");
        eprintln!(
            "{} ({})\n  text:   {}\n  wanted: {wanted}\n  got:    {:?}",
            failure.rule, failure.file, failure.text, failure.got
        );
    }
    assert!(
        report.failures.is_empty(),
        "{} of {} cases failed",
        report.failures.len(),
        report.cases
    );
    assert!(report.cases > 0);
}

/// `name` of the persons and organisations found in a text of a language, in order, and whether it lacks full rules.
fn names(language: &str, text: &str) -> (String, bool) {
    let line = serde_json::json!({"language": language, "text": text}).to_string();
    let output = Sandbox::new().feed(line, ["extract", "--from", "jsonl", "-"]).succeeds().stdout;
    let record: serde_json::Value = serde_json::from_str(&output).unwrap();
    let mentions = record["mentions"].as_array().unwrap().iter();
    let names = mentions.filter(|one| one["kind"] == "person" || one["kind"] == "organisation");
    let names: Vec<_> = names.map(|one| one["text"].as_str().unwrap()).collect();
    let warned = record["warnings"].as_array().unwrap().iter().any(|one| one["code"] == "no-rules");
    (names.join("; "), warned)
}

#[test]
fn articles_in_other_languages_get_the_titles_of_their_own() {
    for (language, text, wanted) in [
        (
            "de",
            "Oberbürgermeisterin Sabine Kranz hat am Montag mit Frau Dr. Ostwald von der Universität Leipzig gesprochen. \
             Kranz betonte, der Bundestag sei nun am Zug. Der SPD-Abgeordnete Karl Bauer kritisierte die Wendel AG. \
             Eine Frau Anfang vierzig war anderer Meinung, so Anna Brandt weiter.",
            "Sabine Kranz; Ostwald; Universität Leipzig; Kranz; Bundestag; SPD; Karl Bauer; Wendel AG; Anna Brandt",
        ),
        (
            "fr",
            "La ministre de la Santé, Claire Besson, a reçu mardi M. Vasseur. Selon le maire de Lyon, Luc Perrin, le \
             ministère de la Justice n'a pas répondu. Le maire a promis une réponse.",
            "Claire Besson; Vasseur; Luc Perrin; ministère de la Justice",
        ),
        (
            "es",
            "El presidente de la Junta, Ramón Iglesias Vega, y la alcaldesa Elvira Ortega visitaron la Universidad de \
             Salamanca. Ortega elogió al Ministerio de Seguridad Pública.",
            "Ramón Iglesias Vega; Elvira Ortega; Universidad de Salamanca; Ortega; Ministerio de Seguridad Pública",
        ),
        (
            "it",
            "Il ministro degli Esteri Andrea Ferri ha incontrato la sindaca Chiara Moretti. La procura di Milano indaga \
             sulla Carraro Spa. Il ministro tace.",
            "Andrea Ferri; Chiara Moretti; procura di Milano; Carraro Spa",
        ),
        (
            "pt",
            "O governador Paulo Nogueira criticou a Polícia Federal. A ministra da Saúde, Marta Silva, calou-se.",
            "Paulo Nogueira; Polícia Federal; Marta Silva",
        ),
        (
            "nl",
            "De burgemeester van Utrecht, Hanna de Wit, sprak met minister Hugo Meijer van Financiën. De Tweede Kamer \
             stemde tegen, zei mevrouw Bakker.",
            "Hanna de Wit; Hugo Meijer; Tweede Kamer; Bakker",
        ),
    ] {
        assert_eq!(names(language, text), (wanted.to_owned(), true), "{language}");
    }
    // The same words in an English article tell nothing.
    let (found, warned) = names("en", "De premier kwam, met burgemeester Qvist.");
    assert!(!found.contains("Qvist") && !warned, "{found}");
}
