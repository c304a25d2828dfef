//! Every accept and reject case of every shipped rule comes out as it should.

use dateline::extract::check;
use dateline::rules::RuleSet;

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
