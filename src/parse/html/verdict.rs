//! Why a block is part of the body, or not: what `explain` shows of a page. Start at [`Verdict`].

use crate::parse::html::vocabulary::Groups;

/// What became of a block, or of an element with all it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Part of the body.
    Kept,
    /// It stands outside the element that holds the article.
    Outside,
    /// Its element never holds a story: navigation, footer, form, picture.
    Element,
    /// The names of its element say that it is something else.
    Name(Groups),
    /// One of a list of links to other articles.
    Card,
    /// Byline, date or teaser around a title.
    SmallPrint,
    /// The title again.
    Title,
    /// The same text stood before.
    Repeated,
    /// Its words, or its link, lead elsewhere.
    Pointer,
    /// It asks for something, or is the small print of a story.
    Wording,
    /// It stands before the first sentence of the story.
    Before,
    /// It stands after the last sentence of the story.
    After,
    /// It belongs to another article.
    Other,
}

impl Verdict {
    /// Returns true if its element is no part of what the page itself says.
    pub(super) fn is_foreign(self) -> bool {
        matches!(self, Verdict::Element | Verdict::Name(_))
    }

    /// Returns the reason in words.
    pub(super) fn reason(self) -> String {
        let reason = match self {
            Verdict::Kept => "kept",
            Verdict::Outside => "outside the element that holds the article",
            Verdict::Element => "in an element that holds no story",
            Verdict::Name(groups) => return format!("in an element named for {}", groups.words()),
            Verdict::Card => "in a list of other articles",
            Verdict::SmallPrint => "small print around a title",
            Verdict::Title => "the title",
            Verdict::Repeated => "stood before",
            Verdict::Pointer => "leads elsewhere",
            Verdict::Wording => "its words are no part of a story",
            Verdict::Before => "before the first sentence",
            Verdict::After => "after the last sentence",
            Verdict::Other => "belongs to another article",
        };
        reason.to_owned()
    }
}
