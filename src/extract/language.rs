//! Which rules and clues the language of an article lets speak.
//!
//! Asked for every match, so codes are numbers here. Start at [`Languages::number`].

use crate::extract::reference::Reference;

/// A language by its number; [`EVERY`] stands for all.
pub(super) type LanguageNumber = u32;

/// What is for every language.
const EVERY: LanguageNumber = 0;

/// The languages that rules or clues are for.
#[derive(Debug, Default)]
pub(super) struct Languages<'r> {
    codes: Vec<&'r str>,
    /// Which of them the document speaks; the first stands for [`EVERY`].
    spoken: Vec<bool>,
}

impl<'r> Languages<'r> {
    /// Returns the number of a language; `None` is every language.
    pub(super) fn number(&mut self, language: Option<&'r str>) -> LanguageNumber {
        let Some(language) = language else { return EVERY };
        let known = self.codes.iter().position(|known| *known == language);
        let place = known.unwrap_or_else(|| {
            self.codes.push(language);
            self.codes.len() - 1
        });
        place as LanguageNumber + 1
    }

    /// Prepares for another document.
    pub(super) fn begin(&mut self, reference: &Reference) {
        self.spoken.clear();
        self.spoken.push(true);
        self.spoken.extend(self.codes.iter().map(|language| reference.speaks(language)));
    }

    /// Returns true if what is for this language has a say in the document.
    #[inline]
    pub(super) fn speaks(&self, language: LanguageNumber) -> bool {
        self.spoken.get(language as usize).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    #[test]
    fn each_document_hears_its_own_language() {
        let mut languages = Languages::default();
        let numbers = [None, Some("en"), Some("other"), Some("de"), Some("en")]
            .map(|language| languages.number(language));
        for (language, wanted) in [
            (None, [true, true, false, false, true]),
            (Some("en"), [true, true, false, false, true]),
            (Some("de"), [true, false, true, true, false]),
            (Some("fi"), [true, false, true, false, false]),
        ] {
            let language = language.map(str::to_owned);
            let article = Article { language, ..Article::default() };
            languages.begin(&Reference::new(&article));
            assert_eq!(numbers.map(|number| languages.speaks(number)), wanted);
        }
    }
}
