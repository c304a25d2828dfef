//! The regular expressions of a rule set → those that match a token. Start at [`Expressions`].

use regex::RegexSet;
use regex_syntax::hir::Class;
use regex_syntax::hir::Hir;
use regex_syntax::hir::HirKind;

/// Expressions on one token each, tested together.
#[derive(Debug)]
pub(super) struct Expressions {
    set: RegexSet,
    /// None of them matches a word without a digit: nearly all words need not be asked.
    digits: bool,
}

impl Expressions {
    /// Returns the expressions of this list; `None` if there are none.
    ///
    /// # Errors
    /// A message if they are too large together.
    pub(super) fn new(list: &[String]) -> Result<Option<Expressions>, String> {
        if list.is_empty() {
            return Ok(None);
        }
        let set = RegexSet::new(list).map_err(|error| error.to_string())?;
        let asks_digit = |text: &String| regex_syntax::parse(text).is_ok_and(|hir| has_digit(&hir));
        Ok(Some(Expressions { set, digits: list.iter().all(asks_digit) }))
    }

    /// Returns false for a word that no expression matches, as far as one look at it tells.
    #[inline]
    pub(super) fn may_match(&self, word: &str) -> bool {
        !self.digits || word.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Returns true if some expression matches a word.
    pub(super) fn is_match(&self, word: &str) -> bool {
        self.set.is_match(word)
    }

    /// Returns the numbers of the expressions that match a word.
    pub(super) fn matches(&self, word: &str) -> impl Iterator<Item = usize> {
        self.set.matches(word).into_iter()
    }
}

/// Returns true if an expression matches nothing without a digit.
fn has_digit(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.iter().any(u8::is_ascii_digit),
        HirKind::Class(Class::Unicode(class)) => {
            class.iter().all(|range| range.start().is_ascii_digit() && range.end().is_ascii_digit())
        }
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().all(|range| range.start().is_ascii_digit() && range.end().is_ascii_digit())
        }
        HirKind::Repetition(repeated) => repeated.min > 0 && has_digit(&repeated.sub),
        HirKind::Capture(group) => has_digit(&group.sub),
        HirKind::Concat(parts) => parts.iter().any(has_digit),
        HirKind::Alternation(ways) => ways.iter().all(has_digit),
        HirKind::Empty | HirKind::Look(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_what_all_expressions_need_are_not_asked() {
        for (list, word, expected) in [
            (vec!["^(?:[0-9]{8})$"], "strike", false),
            (vec!["^(?:[0-9]{8})$"], "20251217", true),
            (vec!["^(?:FY([0-9]{2}|19[0-9]{2}))$"], "fiscal", false),
            (vec!["^(?:FY([0-9]{2})?)$"], "FY", true),
            (vec!["^(?:A1|B)$"], "B", true),
            (vec!["^(?:[0-9]+)$", "^(?:un.*ed)$"], "unrelated", true),
            (vec!["^(?:\\d+)$"], "٣", true),
        ] {
            let list: Vec<String> = list.into_iter().map(str::to_owned).collect();
            let expressions = Expressions::new(&list).expect("small").expect("some");
            assert_eq!(expressions.may_match(word), expected, "{list:?} {word}");
            assert!(expressions.may_match(word) || !expressions.is_match(word), "{list:?} {word}");
        }
    }
}
