//! Why each mention is one: the rule, the evidence with its weights, and the candidates that lost.
//!
//! Built from what annotating has left behind, so it shows what really happened. Start at [`explain`].

use serde::Serialize;

use crate::extract::candidate::Candidate;
use crate::extract::candidate::Candidates;
use crate::extract::candidate::Source;
use crate::extract::is_silent;
use crate::extract::quote::Guess;
use crate::extract::reckon::reckon;
use crate::extract::reference::Reference;
use crate::extract::story::Story;
use crate::extract::value;
use crate::model::Annotations;
use crate::model::EntityKind;
use crate::model::RuleId;
use crate::model::Span;
use crate::rules::RuleSet;

/// One entry of an account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// A rule or clue id, or the name of a weight.
    pub name: String,
    /// What it sees, in a sentence.
    pub about: String,
    /// For (positive) or against.
    pub weight: f32,
}

/// A candidate that became no mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Loser {
    /// What it would have been.
    pub kind: EntityKind,
    /// Where.
    pub span: Span,
    /// The rule that proposed it.
    pub rule: RuleId,
    /// Sum of its evidence.
    pub score: f32,
    /// Its evidence.
    pub evidence: Vec<Reason>,
    /// Why it lost.
    pub reason: String,
}

/// A mention with its account.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// Index into [`Annotations::mentions`].
    pub mention: usize,
    /// Sum of its evidence.
    pub score: f32,
    /// How its value follows from its words; names have none.
    pub arithmetic: Option<String>,
    /// Its evidence.
    pub evidence: Vec<Reason>,
    /// Candidates that overlap it and lost.
    pub lost: Vec<Loser>,
}

/// Why the mentions of an article are what they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explanation {
    /// One for each mention, in text order.
    pub mentions: Vec<Explained>,
    /// Candidates that lost to nobody: their evidence was too weak. In text order.
    pub dismissed: Vec<Loser>,
    /// How the numbers of each fact hang together, in the order of the facts; `None` where there is nothing to reckon.
    pub facts: Vec<Option<String>>,
    /// For each quote, if it has no speaker, who may have said it: the likeliest first.
    pub guesses: Vec<Vec<Guess>>,
}

/// Returns the accounts of the annotations just made from `candidates`.
pub(super) fn explain(
    story: &Story,
    rules: &RuleSet,
    candidates: &Candidates,
    annotations: &Annotations,
    reference: &Reference,
) -> Explanation {
    let mut chosen: Vec<&Candidate> =
        candidates.list.iter().filter(|candidate| candidate.chosen).collect();
    chosen.sort_unstable_by_key(|candidate| candidate.start);
    let facts = annotations.facts.iter().map(reckon).collect();
    let mut explanation = Explanation { facts, ..Explanation::default() };
    let told = chosen.iter().filter(|candidate| !is_silent(rules, candidate));
    for (mention, candidate) in told.enumerate().take(annotations.mentions.len()) {
        let evidence = reasons(rules, candidates, candidate);
        let value = annotations.mentions[mention].value.as_ref();
        let words = story.words(candidate.tokens());
        let arithmetic = value.and_then(|value| value::account(value, words, reference));
        explanation.mentions.push(Explained {
            mention,
            score: candidate.score,
            arithmetic,
            evidence,
            lost: Vec::new(),
        });
    }
    let mention_of = numbers(&chosen, rules);
    let mut losers: Vec<&Candidate> =
        candidates.list.iter().filter(|candidate| !candidate.chosen).collect();
    losers.sort_by_key(|candidate| (candidate.start, candidate.end, candidate.rule));
    for loser in losers {
        // Chosen candidates do not overlap, so their ends rise with their starts.
        let first = chosen.partition_point(|candidate| candidate.end <= loser.start);
        let winner = chosen.get(first).filter(|candidate| candidate.overlaps(loser));
        let told = account(story, rules, candidates, loser, winner.copied());
        match winner.filter(|winner| !is_silent(rules, winner)) {
            Some(_) => explanation.mentions[mention_of[first]].lost.push(told),
            None => explanation.dismissed.push(told),
        }
    }
    explanation
}

/// For each chosen candidate the number of mentions before it.
fn numbers(chosen: &[&Candidate], rules: &RuleSet) -> Vec<usize> {
    let mut mentions = 0;
    let number = |candidate: &&Candidate| {
        let number = mentions;
        mentions += usize::from(!is_silent(rules, candidate));
        number
    };
    chosen.iter().map(number).collect()
}

fn account(
    story: &Story,
    rules: &RuleSet,
    candidates: &Candidates,
    loser: &Candidate,
    winner: Option<&Candidate>,
) -> Loser {
    let rule = &rules.rules[loser.rule as usize];
    let threshold = rules.weights.threshold;
    let reason = match winner {
        _ if loser.score < threshold => {
            format!("evidence {:.2} is below the threshold {threshold:.2}", loser.score)
        }
        Some(winner) if is_silent(rules, winner) => {
            let rule = &rules.rules[winner.rule as usize];
            format!("the words are a name of another kind ({}, {:.2})", rule.id, winner.score)
        }
        Some(winner) if winner.score >= loser.score => {
            format!("less evidence ({:.2}) than the mention ({:.2})", loser.score, winner.score)
        }
        Some(_) => format!(
            "its evidence ({:.2}) is less than that of the mentions it overlaps together",
            loser.score
        ),
        None => "overlaps a better reading".to_owned(),
    };
    Loser {
        kind: rule.kind,
        span: story.span(loser.tokens()),
        rule: rule.id,
        score: loser.score,
        evidence: reasons(rules, candidates, loser),
        reason,
    }
}

fn reasons(rules: &RuleSet, candidates: &Candidates, candidate: &Candidate) -> Vec<Reason> {
    let account = candidates.account(candidate).iter();
    account
        .map(|evidence| {
            let (name, about) = match evidence.source {
                Source::Rule(rule) => {
                    let rule = &rules.rules[rule as usize];
                    (rule.id.to_string(), rule.about.clone())
                }
                Source::Clue(clue) => {
                    let clue = &rules.clues[clue as usize];
                    (clue.id.to_string(), clue.about.clone())
                }
                Source::Weight(name) => (name.to_owned(), about_weight(name).to_owned()),
            };
            Reason { name, about, weight: evidence.weight }
        })
        .collect()
}

fn about_weight(name: &str) -> &'static str {
    match name {
        "per-word" => "Of two readings the longer is likelier.",
        "headline" => "Capitals say nothing in a headline.",
        "sentence-start" => {
            "A word usually written small has its capital from the start of the sentence."
        }
        "wares" => "In a text about programs and goods many capitalised words are names of those.",
        _ => "A weight of weights.toml.",
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    #[test]
    fn winners_and_losers_are_accounted_for() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        let article = Article {
            text: "Andrew Bailey said so. Later Bailey left.".to_owned(),
            ..Article::default()
        };
        let (annotations, explanation) = annotator.explain(&article);
        assert_eq!(explanation.mentions.len(), annotations.mentions.len());
        for explained in &explanation.mentions {
            let sum: f32 = explained.evidence.iter().map(|reason| reason.weight).sum();
            assert!((sum - explained.score).abs() < 1e-4);
        }
        let names: Vec<_> =
            explanation.mentions[0].evidence.iter().map(|reason| reason.name.as_str()).collect();
        assert!(names.iter().any(|name| name.starts_with("person/")), "{names:?}");
    }
}
