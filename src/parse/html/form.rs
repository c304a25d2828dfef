//! What form a page has, as far as it decides what its text is: a story, a discussion, or a page of many pieces.
//!
//! Start at [`Form`] and [`is_pieces`].

use memchr::memmem;

use crate::parse::html::block::Block;
use crate::parse::html::verdict::Verdict;
use crate::parse::html::weigh::worth;

/// Share of a page's own characters that a story holds; with less, the page is made of many pieces.
/// Tuned on pages of all forms: about half of all lists and portals lie below it, and one story in a hundred.
const STORY_SHARE: f32 = 0.35;

/// The same for a page that calls itself something else than an article. Best between 0.65 and 0.8 on pages of all
/// forms, on either half of them.
const OTHER_STORY_SHARE: f32 = 0.75;

/// Share of a page's own characters in lines that lead elsewhere, among its story, above which they are its matter.
const LIST_SHARE: f32 = 0.1;

/// Prose below which even a page that calls itself an article has no story in one piece.
pub(super) const STORY_PROSE: f32 = 300.0;

/// What a page calls itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Claimed {
    /// An article.
    Article,
    /// Something else: a site, a product.
    Other,
    /// Nothing.
    Nothing,
}

/// The forms of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One story, and what stands around it.
    Story,
    /// Posts of many people: what is called a comment elsewhere is the text.
    Discussion,
    /// Lists, products, portals: the text is in many places, much of it in links.
    Pieces,
}

/// Returns the form that the markup states.
pub(super) fn stated(html: &str) -> Form {
    let discussion = memmem::find(html.as_bytes(), b"DiscussionForumPosting").is_some();
    if discussion { Form::Discussion } else { Form::Story }
}

/// Returns true if the story that was found is too little of the page to be its text.
pub(super) fn is_pieces(blocks: &[Block], verdicts: &[Verdict], claimed: Claimed) -> bool {
    let (mut own, mut kept, mut links, mut prose) = (0, 0, 0, 0.0);
    for (block, verdict) in blocks.iter().zip(verdicts) {
        own += if verdict.is_foreign() { 0 } else { block.chars };
        match *verdict {
            Verdict::Kept => {
                kept += block.chars;
                prose += worth(block).max(0.0);
            }
            Verdict::Pointer => links += block.chars,
            _ => {}
        }
    }
    let share = if claimed == Claimed::Other { OTHER_STORY_SHARE } else { STORY_SHARE };
    let lists = claimed != Claimed::Article && links as f32 > LIST_SHARE * own as f32;
    lists
        || ((kept as f32) < share * own as f32
            && (claimed != Claimed::Article || prose < STORY_PROSE))
}
