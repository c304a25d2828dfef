//! What the lists have, and what those of rule files add.

use super::*;

fn classes(lexicon: &Lexicon, text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    let Some(entry) = lexicon.get(hash_tokens(&tokens)) else { return Vec::new() };
    let (first, last) = (tokens[0], tokens[tokens.len() - 1]);
    let admitted =
        lexicon.memberships(entry.payload).iter().filter(|one| one.admits(&first, &last));
    admitted.map(|one| lexicon.class_name(one.class()).to_owned()).collect()
}

#[test]
fn capitals_decide_what_a_word_may_be() {
    let lexicon = Lexicon::shipped();
    let has = |text: &str, class: &str| classes(&lexicon, text).iter().any(|one| one == class);
    assert!(has("London", "city") && has("LONDON", "city") && !has("london", "city"));
    assert!(
        has("US", "country-word")
            && has("U.S.", "country")
            && !has("us", "country-word")
            && !has("Us", "country-word")
    );
    assert!(has("New York", "city-big") && !has("new york", "city-big"));
    assert!(has("said", "says") && has("Said", "says"));
}

#[test]
fn lists_of_rule_files_join_the_shipped_ones() {
    let mut lexicon = Lexicon::shipped();
    let class = lexicon.class_or_new("ship.name").unwrap();
    assert!(lexicon.add(class, "Ever Given", None, Some(("ship", "MV Ever Given"))));
    assert!(lexicon.add(class, "US", None, Some(("ship", "USS Ulysses"))));
    assert!(lexicon.add(class, "London", Some("1"), None));
    assert!(classes(&lexicon, "Ever Given").contains(&"ship.name".to_owned()));
    assert!(classes(&lexicon, "London").contains(&"city".to_owned()));
    let mut tokens = Vec::new();
    tokenize("Ever Given", &mut tokens);
    assert!(lexicon.get(tokens[0].key).unwrap().longer);
    assert_eq!(lexicon.canonical_name("ship", &tokens), Some("MV Ever Given"));
    assert_eq!(lexicon.canonical_name("organisation", &tokens), None);
    tokens.clear();
    tokenize("US", &mut tokens);
    assert_eq!(lexicon.canonical_name("ship", &tokens), Some("USS Ulysses"));
    assert_eq!(lexicon.canonical_name("place", &tokens), Some("United States"));
}

#[test]
fn aliases_have_a_canonical_name() {
    let lexicon = Lexicon::shipped();
    let mut tokens = Vec::new();
    tokenize("U.S.", &mut tokens);
    assert_eq!(lexicon.canonical_name("place", &tokens), Some("United States"));
    assert_eq!(lexicon.canonical_name("person", &tokens), None);
}
