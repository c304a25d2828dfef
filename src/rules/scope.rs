//! What a name in angle brackets means in the patterns of one kind.
//!
//! Start at [`Scope::class`].

use rustc_hash::FxHashMap;

use crate::model::Symbol;
use crate::rules::lexicon::ClassId;
use crate::rules::lexicon::Lexicon;

/// The names of one kind, those met before without asking again. All lists have to be in before the first.
#[derive(Debug)]
pub(super) struct Scope {
    kind: Symbol,
    is_fact: bool,
    known: FxHashMap<String, Option<ClassId>>,
}

impl Scope {
    /// Returns the scope of the patterns of a kind of mention or fact.
    pub(super) fn new(kind: Symbol, is_fact: bool) -> Scope {
        Scope { kind, is_fact, known: FxHashMap::default() }
    }

    /// Returns the class that a name stands for, best first: a mention (in facts), a list of the same kind, a shared
    /// list, any other list by its full name.
    pub(super) fn class(&mut self, name: &str, lexicon: &Lexicon) -> Option<ClassId> {
        if let Some(class) = self.known.get(name) {
            return *class;
        }
        let mention = self.is_fact.then(|| lexicon.class(&format!("@{name}"))).flatten();
        let class = mention
            .or_else(|| lexicon.class(&format!("{}.{name}", self.kind)))
            .or_else(|| lexicon.class(&format!("parts.{name}")))
            .or_else(|| lexicon.class(name));
        self.known.insert(name.to_owned(), class);
        class
    }
}
