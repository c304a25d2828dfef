//! Mini-articles, and which of their mentions are one.

use crate::extract::Annotator;
use crate::model::Annotations;
use crate::model::Article;
use crate::rules::RuleSet;

/// The entity of the mention with these words; `Reed#2` is the second of them.
fn entity(article: &Article, annotations: &Annotations, form: &str) -> Option<u32> {
    let (words, nth) = form.split_once('#').unwrap_or((form, "1"));
    let mut same =
        annotations.mentions.iter().filter(|mention| article.text(mention.span) == words);
    same.nth(nth.parse::<usize>().unwrap() - 1)?.entity
}

/// Checks that the forms of each group are one entity, and those of different groups are not.
fn check(annotator: &mut Annotator<'_>, text: &str, groups: &[&str]) {
    let article = Article { text: text.to_owned(), ..Article::default() };
    let (annotations, _) = annotator.annotate(&article);
    let mut homes = Vec::new();
    for group in groups {
        let found: Vec<_> =
            group.split('|').map(|form| entity(&article, &annotations, form)).collect();
        assert!(
            found[0].is_some() && found.iter().all(|one| *one == found[0]),
            "{text}: {group} {found:?}"
        );
        assert!(!homes.contains(&found[0]), "{text}: {group} is another's");
        homes.push(found[0]);
    }
}

#[test]
fn people_of_one_surname_are_kept_apart() {
    let rules = RuleSet::load(&[]).unwrap();
    let mut annotator = Annotator::new(&rules);
    for (text, groups) in [
        (
            "Mary Holt and her husband Peter Holt bought it. Mr Holt ran it. Mrs Holt kept the books.",
            &["Mary Holt|Holt#2", "Peter Holt|Holt#1"][..],
        ),
        (
            "Senator Alan Reed met his cousin, the actor Brian Reed. Senator Reed smiled.",
            &["Alan Reed|Reed", "Brian Reed"],
        ),
        (
            "Dr Anna Weiss treated Mark Weiss. Dr Weiss said he was well.",
            &["Anna Weiss|Weiss", "Mark Weiss"],
        ),
        (
            "Judge Karen Black heard the case against Simon Black. Judge Black jailed him.",
            &["Karen Black|Black", "Simon Black"],
        ),
        (
            "Alan Reed met Brian Reed. Brian smiled. Alan wept.",
            &["Alan Reed|Alan", "Brian Reed|Brian"],
        ),
        ("Mr and Mrs Doyle arrived. Mrs Doyle spoke first.", &["Doyle#1|Doyle#2"]),
    ] {
        check(&mut annotator, text, groups);
    }
}

#[test]
fn nicknames_and_spellings_are_one() {
    let rules = RuleSet::load(&[]).unwrap();
    let mut annotator = Annotator::new(&rules);
    for (text, groups) in [
        (
            "William \"Bill\" Harper retired. Bill Harper was 60.",
            &["William \"Bill\" Harper|Bill Harper"][..],
        ),
        ("Bob Kilroy thanked voters. Robert Kilroy won.", &["Robert Kilroy|Bob Kilroy"]),
        ("Bob Kilroy and Robert Kilroy, father and son, won.", &["Bob Kilroy", "Robert Kilroy"]),
        ("Kate Miller spoke. Katherine Miller, 40, is a baker.", &["Kate Miller|Katherine Miller"]),
        (
            "Thomas Frank and Tim Frank are rivals. Tom Frank won.",
            &["Thomas Frank|Tom Frank", "Tim Frank"],
        ),
        (
            "Nick Bell met Nicola Bell. Nicholas Bell is a poet.",
            &["Nick Bell|Nicholas Bell", "Nicola Bell"],
        ),
        (
            "Alexander Petrov met Alexandra Petrov. Alex Petrov won.",
            &["Alexander Petrov", "Alexandra Petrov", "Alex Petrov"],
        ),
        (
            "Volodymyr Zelensky spoke. Volodymyr Zelenskyy smiled.",
            &["Volodymyr Zelensky|Volodymyr Zelenskyy"],
        ),
        (
            "Mohammed bin Salman spoke. Mohammad bin Salman left.",
            &["Mohammed bin Salman|Mohammad bin Salman"],
        ),
        ("St. Petersburg froze. Saint Petersburg thawed.", &["St. Petersburg|Saint Petersburg"]),
        ("Kiev fell silent. Kyiv was shelled.", &["Kiev|Kyiv"]),
        ("NYC is loud. New York City never sleeps.", &["NYC|New York City"]),
        ("The US and the U.S. are one. The USA won.", &["US|U.S.|USA"]),
    ] {
        check(&mut annotator, text, groups);
    }
}

#[test]
fn organisations_come_back_in_other_orders() {
    let rules = RuleSet::load(&[]).unwrap();
    let mut annotator = Annotator::new(&rules);
    for (text, groups) in [
        (
            "The University of Oxford opened. Oxford University is old.",
            &["University of Oxford|Oxford University"][..],
        ),
        (
            "Goldman Sachs Group Inc cut jobs. Goldman fell 2%. Goldman Sachs declined to comment.",
            &["Goldman Sachs Group Inc|Goldman|Goldman Sachs"],
        ),
        (
            "Thomson Reuters Corp grew. Reuters said sales rose. Thomson Reuters hired 300.",
            &["Thomson Reuters Corp|Reuters|Thomson Reuters"],
        ),
        (
            "The WHO said no. Later the World Health Organization agreed.",
            &["World Health Organization|WHO"],
        ),
        (
            "Hurst Chemicals Ltd failed. Jane Hurst wept. Hurst said she was sorry.",
            &["Hurst Chemicals Ltd", "Jane Hurst|Hurst"],
        ),
    ] {
        check(&mut annotator, text, groups);
    }
}
