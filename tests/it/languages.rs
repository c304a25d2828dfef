//! Articles in other languages: rules of their own language and those for all, never English ones.
//!
//! `tests/data/languages` holds an article of our own in each; the code is the name of the file.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;

use dateline::extract::Annotator;
use dateline::extract::Explanation;
use dateline::model::Annotations;
use dateline::model::Article;
use dateline::rules::RuleSet;

/// Names that are found in each article.
const FOUND: &[(&str, &[&str])] = &[
    ("de", &["Karl Brenner", "Sabine Krüger", "Siemens AG", "Berlin"]),
    ("es", &["Lucía Ferrer", "Banco de España", "Buenos Aires", "Yolanda Díaz"]),
    ("fi", &["Anna Virtanen", "NATO", "Berlin"]),
    (
        "fr",
        &[
            "Jean Morvan",
            "Assemblée nationale",
            "Angela Merkel",
            "université d'Angers",
            "Union européenne",
        ],
    ),
    ("it", &["Marco Bellini", "Università di Bologna", "Unione europea", "Banca d'Italia"]),
    ("nl", &["Pieter van Dalen", "Universiteit Leiden", "Amsterdam"]),
    ("pl", &["Adam Nowicki", "UNESCO", "Berlin"]),
    ("pt", &["Ana Carvalho", "Universidade de Coimbra", "Paulo Silva", "Portugal"]),
];

/// Ids of rules and clues → the language that they are for.
fn languages(rules: &RuleSet) -> BTreeMap<&str, Option<&str>> {
    let all = rules.rules.iter().map(|rule| (rule.id.as_str(), rule.language.as_deref()));
    let clues = rules.clues.iter().map(|clue| (clue.id.as_str(), clue.language.as_deref()));
    all.chain(clues).collect()
}

/// Everything that had a say in an article.
fn heard(annotations: &Annotations, explanation: &Explanation) -> BTreeSet<String> {
    let mentions = annotations.mentions.iter().map(|one| one.rule);
    let facts = annotations.facts.iter().map(|one| one.rule);
    let quotes = annotations.quotes.iter().map(|one| one.rule);
    let told = explanation.mentions.iter();
    let losers = told.clone().flat_map(|one| &one.lost).chain(&explanation.dismissed);
    let reasons = told.map(|one| &one.evidence).chain(losers.map(|one| &one.evidence));
    let rules = mentions.chain(facts).chain(quotes).map(|rule| rule.as_str().to_owned());
    rules.chain(reasons.flatten().map(|reason| reason.name.clone())).collect()
}

/// Refuses whatever is for another language.
fn check(rules: &RuleSet, annotator: &mut Annotator<'_>, language: &str, text: &str) {
    let article = Article {
        language: Some(language.to_owned()),
        text: text.to_owned(),
        ..Article::default()
    };
    let (annotations, explanation) = annotator.explain(&article);
    let languages = languages(rules);
    for id in heard(&annotations, &explanation) {
        // Weights are numbers and know no language.
        if let Some(Some(of)) = languages.get(id.as_str()) {
            assert!(
                *of == language || *of == "other",
                "{id} is for {of}, the article is in {language}: {text}"
            );
        }
    }
}

#[test]
fn no_rule_of_another_language_has_a_say() {
    let rules = RuleSet::load(&[]).unwrap();
    let mut annotator = Annotator::new(&rules).with_indirect(true);
    for (language, names) in FOUND {
        let file = format!("{}/tests/data/languages/{language}.txt", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(file).unwrap();
        check(&rules, &mut annotator, language, &text);
        let language = Some((*language).to_owned());
        let article = Article { language, text, ..Article::default() };
        let (annotations, warnings) = annotator.annotate(&article);
        let found: Vec<&str> =
            annotations.mentions.iter().map(|mention| article.text(mention.span)).collect();
        for name in *names {
            assert!(found.contains(name), "{name} is not among {found:?}");
        }
        assert!(warnings.iter().any(|warning| warning.code == "no-rules"));
    }
}

#[test]
fn english_cases_wake_no_english_rule_in_other_languages() {
    let rules = RuleSet::load(&[]).unwrap();
    let mut annotator = Annotator::new(&rules).with_indirect(true);
    for language in ["de", "fi", "fr"] {
        for rule in &rules.rules {
            for (text, _) in &rule.accept {
                check(&rules, &mut annotator, language, &text.replace(['[', ']'], ""));
            }
        }
    }
}
