//! What the user says of entities across articles: which names are one, which one name is two, which are none.
//!
//! Names are held by their keys (`text::key`), so that case and accents do not matter. Start at [`Aliases::name`].

use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What happens to the entities of one kind and key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    /// They are no entity at all.
    pub ignored: bool,
    /// Names that they have in some articles; the first that fits counts.
    pub parts: Vec<Part>,
    /// The name that they have otherwise.
    pub name: Option<String>,
}

/// The name of an entity in articles that name something else as well, or come from certain publications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The name it gets there.
    pub name: String,
    /// Keys of names of any kind, one of which the article has.
    pub with: BTreeSet<String>,
    /// Keys of publications, from one of which the article is.
    pub sites: BTreeSet<String>,
}

/// What an article has beside an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Keys of the names in it.
    pub names: BTreeSet<String>,
    /// Key of its publication.
    pub site: Option<String>,
}

impl Part {
    /// Returns true if the part holds in an article.
    pub fn holds(&self, around: &Around) -> bool {
        !self.with.is_disjoint(&around.names)
            || around.site.as_ref().is_some_and(|site| self.sites.contains(site))
    }
}

/// The user's word on entities. Empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases {
    kinds: BTreeMap<String, BTreeMap<String, Fate>>,
}

impl Aliases {
    /// Returns the fate of a kind and key, made where there is none.
    pub fn entry(&mut self, kind: &str, key: &str) -> &mut Fate {
        self.kinds.entry(kind.to_owned()).or_default().entry(key.to_owned()).or_default()
    }

    /// Returns true if nothing is said of any entity.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Returns true if something is said of entities of this kind.
    pub fn knows(&self, kind: &str) -> bool {
        self.kinds.contains_key(kind)
    }

    /// Returns the kinds of which something is said, in order.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.keys().map(String::as_str)
    }

    /// Returns what is said of the entities of one kind, by key.
    pub fn of_kind(&self, kind: &str) -> impl Iterator<Item = (&str, &Fate)> {
        self.kinds.get(kind).into_iter().flatten().map(|(key, fate)| (key.as_str(), fate))
    }

    /// Returns what is said of the entities of one kind and key.
    pub fn fate(&self, kind: &str, key: &str) -> Option<&Fate> {
        self.kinds.get(kind)?.get(key)
    }

    /// Returns what an entity is called in an article; `None` if it is none at all.
    pub fn name<'n>(
        &'n self,
        kind: &str,
        key: &str,
        name: &'n str,
        around: &Around,
    ) -> Option<&'n str> {
        let Some(fate) = self.fate(kind, key) else { return Some(name) };
        if let Some(part) = fate.parts.iter().find(|part| part.holds(around)) {
            return Some(&part.name);
        }
        match fate.ignored {
            true => None,
            false => Some(fate.name.as_deref().unwrap_or(name)),
        }
    }
}
