//! Which rules and clues the language of an article lets speak.
//!
//! Automata are made of those alone, for each set of languages that documents speak. Start at [`ByLanguage::begin`].

use std::collections::BTreeSet;

use crate::extract::reference::Reference;
use crate::rules::RuleSet;

/// The languages of rules that a document speaks. What is for every language is heard always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spoken<'r>(BTreeSet<&'r str>);

impl Spoken<'_> {
    /// Returns true if what is for this language has a say; `None` is every language.
    pub(super) fn has(&self, language: Option<&str>) -> bool {
        language.is_none_or(|language| self.0.contains(language))
    }
}

/// Something made for each set of languages that documents speak, when the first such document comes.
#[derive(Debug)]
pub(super) struct ByLanguage<'r, T> {
    /// Languages that some rule or clue is for.
    languages: BTreeSet<&'r str>,
    /// The language of the last document; most come after one of their own.
    last: Option<String>,
    made: Vec<(Spoken<'r>, T)>,
    /// Which of them the document is for.
    now: usize,
}

impl<'r, T> ByLanguage<'r, T> {
    /// Returns what is for articles in English, made at once, with room for others.
    pub(super) fn new(rules: &'r RuleSet, make: impl FnOnce(&Spoken<'r>) -> T) -> Self {
        let of_rules = rules.rules.iter().filter_map(|rule| rule.language.as_deref());
        let of_clues = rules.clues.iter().filter_map(|clue| clue.language.as_deref());
        let languages: BTreeSet<&str> = of_rules.chain(of_clues).collect();
        let spoken = spoken(&languages, &Reference::default());
        let made = vec![(spoken.clone(), make(&spoken))];
        ByLanguage { languages, last: None, made, now: 0 }
    }

    /// Turns to what is for this document.
    pub(super) fn begin(&mut self, reference: &Reference, make: impl FnOnce(&Spoken<'r>) -> T) {
        if self.last == reference.language {
            return;
        }
        self.last = reference.language.clone();
        let spoken = spoken(&self.languages, reference);
        let known = self.made.iter().position(|(known, _)| *known == spoken);
        self.now = known.unwrap_or_else(|| {
            let one = make(&spoken);
            self.made.push((spoken, one));
            self.made.len() - 1
        });
    }

    /// Returns what is for the document.
    #[inline]
    pub(super) fn now(&mut self) -> &mut T {
        &mut self.made[self.now].1
    }

    /// Returns all that was made.
    pub(super) fn all(&mut self) -> impl Iterator<Item = &mut T> {
        self.made.iter_mut().map(|(_, one)| one)
    }
}

/// Returns those of the languages that the document speaks.
fn spoken<'r>(languages: &BTreeSet<&'r str>, reference: &Reference) -> Spoken<'r> {
    Spoken(languages.iter().copied().filter(|language| reference.speaks(language)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    #[test]
    fn each_document_hears_its_own_language() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut heard: ByLanguage<'_, Spoken<'_>> = ByLanguage::new(&rules, Spoken::clone);
        for (language, wanted) in [
            (None, [true, true, false, false]),
            (Some("en"), [true, true, false, false]),
            (Some("de"), [true, false, true, true]),
            (Some("fi"), [true, false, true, false]),
            (Some("en"), [true, true, false, false]),
        ] {
            let language = language.map(str::to_owned);
            let article = Article { language, ..Article::default() };
            heard.begin(&Reference::new(&article), Spoken::clone);
            let asked = [None, Some("en"), Some("other"), Some("de")];
            assert_eq!(asked.map(|language| heard.now().has(language)), wanted);
        }
        assert_eq!(heard.all().count(), 3);
    }
}
