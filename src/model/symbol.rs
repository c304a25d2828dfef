//! Names that are few and live as long as the program: kinds, rule ids.
//!
//! Interned, so that a mention carries them as one pointer and comparing them costs nothing.

use std::collections::BTreeSet;
use std::fmt;
use std::hash::Hash;
use std::hash::Hasher;
use std::sync::Mutex;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A short string that exists once in the program. Equality and order are those of the text.
#[derive(Clone, Copy, Eq, PartialOrd, Ord)]
pub struct Symbol(&'static str);

impl PartialEq for Symbol {
    /// One text is one place in memory, so comparing places is enough.
    fn eq(&self, other: &Symbol) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Hash for Symbol {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

/// Every symbol made so far. It never shrinks: the number of kinds and rules is small and bounded by the rule files.
static INTERNED: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

impl Symbol {
    /// Returns the one symbol with this text.
    pub fn new(text: &str) -> Symbol {
        let mut interned = INTERNED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(known) = interned.get(text) {
            return Symbol(known);
        }
        let leaked: &'static str = Box::leak(text.to_owned().into_boxed_str());
        interned.insert(leaked);
        Symbol(leaked)
    }

    /// Returns the text.
    pub fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl PartialEq<str> for Symbol {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Symbol {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl Serialize for Symbol {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Symbol {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Symbol, D::Error> {
        std::borrow::Cow::<'de, str>::deserialize(deserializer).map(|text| Symbol::new(&text))
    }
}
