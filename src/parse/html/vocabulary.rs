//! Class names, ids, roles and the like → what the element is for.
//!
//! Names are split into words, which are looked up in the tables of `vocabulary_words`. A word alone decides nothing: an
//! element that holds most of a page's prose is never dropped for its name. Start at [`groups_of`].

use std::ops::BitOr;
use std::ops::BitOrAssign;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::parse::html::vocabulary_words::INNER_REMARKS;
use crate::parse::html::vocabulary_words::REMARKS;
use crate::parse::html::vocabulary_words::WORDS;

/// A set of purposes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Groups(u32);

impl Groups {
    /// The body of an article, by a name that means nothing else.
    pub(super) const BODY: Groups = Groups(1);
    /// An article or main content, by a loose name.
    pub(super) const ARTICLE: Groups = Groups(1 << 1);
    /// Menus, breadcrumbs, page numbers.
    pub(super) const NAV: Groups = Groups(1 << 2);
    /// Links to other articles.
    pub(super) const RELATED: Groups = Groups(1 << 3);
    /// Sharing and following.
    pub(super) const SHARE: Groups = Groups(1 << 4);
    /// What readers wrote.
    pub(super) const COMMENTS: Groups = Groups(1 << 5);
    /// Calls to subscribe, register or pay.
    pub(super) const SUBSCRIBE: Groups = Groups(1 << 6);
    /// Advertising.
    pub(super) const AD: Groups = Groups(1 << 7);
    /// A column beside the content.
    pub(super) const SIDEBAR: Groups = Groups(1 << 8);
    /// The end of a page: imprint, copyright.
    pub(super) const FOOTER: Groups = Groups(1 << 9);
    /// Consent dialogs and other layers over the page.
    pub(super) const OVERLAY: Groups = Groups(1 << 10);
    /// Not shown.
    pub(super) const HIDDEN: Groups = Groups(1 << 11);
    /// Author, date and the like around a title.
    pub(super) const META: Groups = Groups(1 << 12);
    /// About the author.
    pub(super) const AUTHOR_BOX: Groups = Groups(1 << 13);
    /// Lists of topics.
    pub(super) const TAGS: Groups = Groups(1 << 14);
    /// Words under a picture, and picture series.
    pub(super) const CAPTION: Groups = Groups(1 << 15);
    /// A table of contents.
    pub(super) const CONTENTS: Groups = Groups(1 << 16);
    /// A sentence of the body, shown again.
    pub(super) const PULL_QUOTE: Groups = Groups(1 << 17);
    /// The lead under a title.
    pub(super) const LEAD: Groups = Groups(1 << 18);
    /// Who wrote it.
    pub(super) const AUTHOR: Groups = Groups(1 << 19);
    /// When it was written.
    pub(super) const DATE: Groups = Groups(1 << 20);
    /// The title.
    pub(super) const TITLE: Groups = Groups(1 << 21);
    /// Foreign content: embedded posts and the like.
    pub(super) const EMBED: Groups = Groups(1 << 22);
    /// A short text with a link to its story.
    pub(super) const TEASER: Groups = Groups(1 << 23);
    /// Said by the markup itself to be the body (`itemprop="articleBody"`).
    pub(super) const STATED_BODY: Groups = Groups(1 << 24);

    /// The empty set.
    pub(super) const NONE: Groups = Groups(0);

    /// Returns true if the two sets share a purpose.
    pub(super) fn has(self, other: Groups) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns the purposes of this set that are not in `other`.
    pub(super) fn without(self, other: Groups) -> Groups {
        Groups(self.0 & !other.0)
    }

    /// Returns the purposes that both sets have.
    pub(super) fn and(self, other: Groups) -> Groups {
        Groups(self.0 & other.0)
    }

    /// Returns its purposes in words.
    pub(super) fn words(self) -> String {
        let named = NAMES.iter().filter(|(group, _)| self.has(*group));
        named.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    }

    /// Returns the union; a constant function, for tables.
    pub(super) const fn or(self, other: Groups) -> Groups {
        Groups(self.0 | other.0)
    }
}

impl BitOr for Groups {
    type Output = Groups;
    fn bitor(self, other: Groups) -> Groups {
        self.or(other)
    }
}

impl BitOrAssign for Groups {
    fn bitor_assign(&mut self, other: Groups) {
        *self = *self | other;
    }
}

/// The purposes for which elements are left out, as they are shown to users.
const NAMES: &[(Groups, &str)] = &[
    (Groups::NAV, "navigation"),
    (Groups::RELATED, "other articles"),
    (Groups::SHARE, "sharing"),
    (Groups::COMMENTS, "comments"),
    (Groups::SUBSCRIBE, "subscribing"),
    (Groups::AD, "advertising"),
    (Groups::SIDEBAR, "a sidebar"),
    (Groups::FOOTER, "the end of a page"),
    (Groups::OVERLAY, "an overlay"),
    (Groups::HIDDEN, "what is not shown"),
    (Groups::META, "small print"),
    (Groups::AUTHOR_BOX, "the author"),
    (Groups::TAGS, "topics"),
    (Groups::CAPTION, "captions"),
    (Groups::CONTENTS, "a table of contents"),
    (Groups::PULL_QUOTE, "repeated sentences"),
];

static LOOKUP: LazyLock<FxHashMap<&'static str, Groups>> = LazyLock::new(|| {
    let mut lookup = FxHashMap::default();
    for (group, words) in WORDS {
        for word in *words {
            *lookup.entry(*word).or_insert(Groups::NONE) |= *group;
        }
    }
    lookup
});

/// Longest class name that is looked at, in bytes; longer ones are generated and say nothing.
const MAX_CLASS_BYTES: usize = 80;

/// Stands for a part of a name that no word is in.
const MADE_UP: char = '#';

/// Bytes of the shortest number in hexadecimal digits that is taken for one.
const MIN_HASH_BYTES: usize = 6;

/// Characters that builders of style sheets put after a name to make it unique.
const MODULE_CHARS: usize = 5;

/// Returns the purposes that a class attribute or an id names.
pub(super) fn groups_of(names: &str) -> Groups {
    // A post's own class list repeats its categories and tags: "tag-comments category-newsletter".
    if names.contains("hentry") || names.contains("type-post") || names.contains("status-publish") {
        return Groups::ARTICLE;
    }
    let mut groups = Groups::NONE;
    for name in names.split_ascii_whitespace().filter(|name| name.len() <= MAX_CLASS_BYTES) {
        groups |= groups_of_name(name);
    }
    // "hidden md:block" is hidden on small screens only; what is folded can be opened.
    let responsive = groups.has(Groups::HIDDEN)
        && [
            ":block",
            ":flex",
            ":inline",
            ":grid",
            "-block",
            "-flex",
            "accordion",
            "collaps",
            "faq",
            "tabs",
            "tabpan",
            "tab-",
        ]
        .iter()
        .any(|shown| names.contains(shown));
    if responsive { groups.without(Groups::HIDDEN) } else { groups }
}

fn groups_of_name(name: &str) -> Groups {
    let (joined, ends) = split_words(name);
    let word =
        |from: usize, to: usize| &joined[if from == 0 { 0 } else { ends[from - 1] }..ends[to]];
    if ends.len() > 1 && REMARKS.contains(&word(0, 0)) && !LOOKUP.contains_key(word(0, 1)) {
        return Groups::NONE;
    }
    let mut groups = Groups::NONE;
    let mut from = 0;
    while from < ends.len() && !(from > 0 && INNER_REMARKS.contains(&word(from, from))) {
        // The longest known phrase counts; its single words mean nothing beside it.
        let known = (from..ends.len().min(from + 4))
            .rev()
            .find_map(|to| Some((LOOKUP.get(word(from, to))?, to)));
        let found = known.map_or(Groups::NONE, |(found, _)| *found);
        // "hidden" is a purpose only as a whole name: "label-hidden" hides something else.
        let whole = from == 0 && known.is_some_and(|(_, to)| to + 1 == ends.len());
        groups |= if whole { found } else { found.without(Groups::HIDDEN) };
        from = known.map_or(from, |(_, to)| to) + 1;
    }
    groups
}

/// Returns the words of a class name written together in lower case, and where each ends.
fn split_words(name: &str) -> (String, Vec<usize>) {
    let mut joined = String::with_capacity(name.len());
    let mut ends = Vec::new();
    for part in name.split(|char: char| !char.is_alphanumeric()) {
        if is_made_up(name, part) {
            joined.push(MADE_UP);
            ends.push(joined.len());
        } else {
            push_words(part, &mut joined, &mut ends);
        }
    }
    (joined, ends)
}

/// Appends the words of a part of a name: `postBody2` holds two.
fn push_words(part: &str, joined: &mut String, ends: &mut Vec<usize>) {
    let mut last_lower = false;
    let mut start = joined.len();
    for char in part.chars() {
        let boundary = !char.is_alphabetic() || (char.is_uppercase() && last_lower);
        if boundary && start < joined.len() {
            ends.push(joined.len());
            start = joined.len();
        }
        if char.is_alphabetic() {
            joined.extend(char.to_lowercase());
        }
        last_lower = char.is_lowercase();
    }
    if start < joined.len() {
        ends.push(joined.len());
    }
}

/// Returns true for a part of a name that a program made up, such as `de4e8c2ad6`, and `adKqa` in `table_cell__adKqa`:
/// what looks like words in it says nothing.
fn is_made_up(name: &str, part: &str) -> bool {
    let pairs = || part.chars().zip(part.chars().skip(1));
    // `banner728x90` and `advert2col` are written by hand.
    let switches =
        pairs().filter(|(first, next)| first.is_numeric() && next.is_lowercase()).count();
    let hash = switches > 0 && part.len() >= MIN_HASH_BYTES && is_hexadecimal(part);
    // `2a872dd3-bab5-8141-0ad7-251b924e42e6`
    let of_uuid = || {
        part.len() == 4
            && is_hexadecimal(part)
            && name.split('-').any(|other| other.len() == 8 && is_hexadecimal(other))
    };
    let module = || {
        part.chars().count() == MODULE_CHARS
            && pairs().any(|(_, next)| next.is_uppercase())
            && part.contains(char::is_lowercase)
            && name.strip_suffix(part).is_some_and(|head| head.ends_with("__"))
            && !LOOKUP.contains_key(part.to_lowercase().as_str())
    };
    switches > 1 || hash || of_uuid() || module()
}

fn is_hexadecimal(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_names_are_read_as_words() {
        for (names, expected) in [
            ("article-body", Groups::BODY),
            ("articleBody", Groups::BODY),
            ("c-article_body__2xd", Groups::BODY),
            ("has-sidebar no-comments", Groups::NONE),
            ("post type-post category-related tag-share", Groups::ARTICLE),
            ("section section--has-ads", Groups::NONE),
            ("cmp-container fixed-sidebar-layout", Groups::NONE),
            ("sr-only", Groups::HIDDEN),
            ("RelatedPosts", Groups::RELATED),
            ("x1 y2", Groups::NONE),
            ("builder-2c3577a1652d4298805b7059a211ab4e container-de4e8c2ad6", Groups::NONE),
            ("root__r0DFB table_cell__adKqa", Groups::NONE),
            ("box__adBox", Groups::AD),
            ("ad300x250", Groups::AD),
            ("banner728x90", Groups::AD),
            ("related3up", Groups::RELATED),
            ("rgtc_ad36873b", Groups::NONE),
            ("w-variant-2a872dd3-bab5-8141-0ad7-251b924e42e6", Groups::NONE),
            ("2xs:hidden", Groups::NONE),
            ("notranslate hidden live-sample-tables", Groups::HIDDEN),
            ("hidden tab-pane", Groups::NONE),
        ] {
            assert_eq!(groups_of(names), expected, "{names}");
        }
    }
}
