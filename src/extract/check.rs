//! Runs the accept and reject cases that every rule carries.
//!
//! Start at [`check`]. A case is a text; in accept cases square brackets may mark the very words that must be found.

use jiff::civil::date;

use crate::extract::Annotator;
use crate::extract::SILENT;
use crate::extract::quote;
use crate::model::Annotations;
use crate::model::Article;
use crate::model::Published;
use crate::model::RuleId;
use crate::rules::Rule;
use crate::rules::RuleSet;

/// A case that did not come out as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFailure {
    /// The rule.
    pub rule: RuleId,
    /// The file it stands in, with the line.
    pub file: String,
    /// The text of the case.
    pub text: String,
    /// What should have been found; `None` for a reject case.
    pub wanted: Option<String>,
    /// What the rule found.
    pub got: Vec<String>,
}

/// What running the cases gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseReport {
    /// Number of rules with cases.
    pub rules: usize,
    /// Number of cases run.
    pub cases: usize,
    /// Those that failed.
    pub failures: Vec<CaseFailure>,
}

/// Runs the cases of the rules that `wanted` picks. Articles in cases are published on 2024-03-05, a Tuesday.
pub fn check(rules: &RuleSet, wanted: impl Fn(&Rule) -> bool) -> CaseReport {
    let mut usual = Annotator::new(rules);
    let mut indirect = Annotator::new(rules).with_indirect(true);
    let mut report = CaseReport::default();
    for rule in rules.rules.iter().filter(|rule| wanted(rule)) {
        let annotator = if quote::is_report(rule) { &mut indirect } else { &mut usual };
        report.rules += 1;
        for (text, value) in &rule.accept {
            report.cases += 1;
            let (plain, marked) = unmark(text);
            let got = findings(annotator, rule, &plain);
            let hit = |finding: &Finding| {
                finding.value == *value
                    && marked.as_ref().is_none_or(|marked| finding.words == *marked)
            };
            if !got.iter().any(hit) {
                report.failures.push(failure(rule, text, Some(value), &got));
            }
        }
        for text in &rule.reject {
            report.cases += 1;
            let got = findings(annotator, rule, text);
            if !got.is_empty() {
                report.failures.push(failure(rule, text, None, &got));
            }
        }
    }
    report
}

fn failure(rule: &Rule, text: &str, wanted: Option<&String>, got: &[Finding]) -> CaseFailure {
    let got =
        got.iter().map(|finding| format!("[{}] = {}", finding.words, finding.value)).collect();
    CaseFailure {
        rule: rule.id,
        file: rule.file.clone(),
        text: text.to_owned(),
        wanted: wanted.cloned(),
        got,
    }
}

/// What a rule found: the words, and what they mean.
struct Finding {
    words: String,
    value: String,
}

/// Splits `on [3 March] in` into the plain text and the marked words.
fn unmark(text: &str) -> (String, Option<String>) {
    match text.split_once('[').and_then(|(head, rest)| Some((head, rest.split_once(']')?))) {
        Some((head, (marked, tail))) => (format!("{head}{marked}{tail}"), Some(marked.to_owned())),
        None => (text.to_owned(), None),
    }
}

fn findings(annotator: &mut Annotator<'_>, rule: &Rule, text: &str) -> Vec<Finding> {
    let article = Article {
        text: text.to_owned(),
        language: rule.language.clone(),
        published: Some(Published::day(date(2024, 3, 5))),
        ..Article::default()
    };
    let (annotations, _) = annotator.annotate(&article);
    if rule.kind == SILENT {
        return silent(annotator, rule);
    }
    if rule.kind == "quote" && rule.is_fact {
        quotes(&annotations, &article, rule)
    } else if rule.is_fact {
        facts(&annotations, &article, rule)
    } else {
        mentions(&annotations, &article, rule)
    }
}

/// What a rule of the kind that is not told has won.
fn silent(annotator: &Annotator<'_>, rule: &Rule) -> Vec<Finding> {
    let chosen = annotator.candidates.list.iter().filter(|candidate| candidate.chosen);
    let of_rule =
        chosen.filter(|candidate| annotator.rules.rules[candidate.rule as usize].id == rule.id);
    of_rule
        .map(|candidate| {
            let words = annotator.story.words(candidate.tokens()).to_owned();
            Finding { value: words.clone(), words }
        })
        .collect()
}

fn mentions(annotations: &Annotations, article: &Article, rule: &Rule) -> Vec<Finding> {
    let of_rule = annotations.mentions.iter().filter(|mention| mention.rule == rule.id);
    of_rule
        .map(|mention| {
            let words = article.text(mention.span).to_owned();
            let value = mention.value.as_ref().map_or_else(|| words.clone(), ToString::to_string);
            Finding { words, value }
        })
        .collect()
}

/// A quote reads as the name of its speaker, or as a question mark.
fn quotes(annotations: &Annotations, article: &Article, rule: &Rule) -> Vec<Finding> {
    let of_rule = annotations.quotes.iter().filter(|quote| quote.rule == rule.id);
    let name =
        |speaker: u32| annotations.entities.get(speaker as usize).map(|entity| entity.name.clone());
    of_rule
        .map(|quote| Finding {
            words: article.text(quote.span).to_owned(),
            value: quote.speaker.and_then(name).unwrap_or_else(|| "?".to_owned()),
        })
        .collect()
}

/// A fact reads `name=value; name=value`, in the order of the names.
fn facts(annotations: &Annotations, article: &Article, rule: &Rule) -> Vec<Finding> {
    let of_rule = annotations.facts.iter().filter(|fact| fact.rule == rule.id);
    of_rule
        .map(|fact| {
            let args: Vec<_> =
                fact.args.iter().map(|(name, arg)| format!("{name}={arg}")).collect();
            Finding { words: article.text(fact.evidence).to_owned(), value: args.join("; ") }
        })
        .collect()
}
