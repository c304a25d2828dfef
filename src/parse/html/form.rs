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

/// Such lines that make a list.
const LIST_LINES: usize = 5;

/// Share of a story that the pieces of its page must hold.
const HELD_SHARE: f32 = 0.5;

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
    let (mut own, mut kept, mut prose) = (0, 0, 0.0);
    // Lines that lead elsewhere: those between paragraphs, and those after the last one so far.
    let (mut between, mut after) = ((0, 0), (0, 0));
    for (block, verdict) in blocks.iter().zip(verdicts) {
        own += if verdict.is_foreign() { 0 } else { block.chars };
        match *verdict {
            Verdict::Kept => {
                between =
                    if kept > 0 { (between.0 + after.0, between.1 + after.1) } else { between };
                after = (0, 0);
                kept += block.chars;
                prose += worth(block).max(0.0);
            }
            Verdict::Pointer => after = (after.0 + 1, after.1 + block.chars),
            _ => {}
        }
    }
    let share = if claimed == Claimed::Other { OTHER_STORY_SHARE } else { STORY_SHARE };
    let lists = claimed != Claimed::Article
        && between.0 >= LIST_LINES
        && between.1 as f32 > LIST_SHARE * own as f32;
    lists
        || ((kept as f32) < share * own as f32
            && (claimed != Claimed::Article || prose < STORY_PROSE))
}

/// Returns true if the pieces of a page, by their verdicts, hold its story, too: else they are something beside it.
pub(super) fn holds(blocks: &[Block], pieces: &[Verdict], story: &[usize]) -> bool {
    let (mut all, mut held) = (0.0, 0.0);
    for &index in story {
        let prose = worth(&blocks[index]).max(0.0);
        all += prose;
        held += if pieces[index] == Verdict::Kept { prose } else { 0.0 };
    }
    all < STORY_PROSE || held >= HELD_SHARE * all
}

#[cfg(test)]
mod tests {
    use crate::parse::html;

    fn text(kind: &str) -> String {
        let told = "The chair folds flat in one move and carries up to a hundred and ten kilos, says its maker. ";
        let part = |name: &str| {
            let shown = format!("<h3>{name}</h3><span>Oak and linen, 40 cm, {name} blue</span>");
            let folded = format!(
                "<p class=banner>{name} at half the price</p><p class=hidden>{name} in red</p>"
            );
            format!("<div>{shown}{folded}</div>")
        };
        let parts = ["Oslo", "Turku", "Malmo", "Aarhus", "Bergen", "Narvik", "Vaasa", "Umea"]
            .map(part)
            .concat();
        let head = if kind.is_empty() {
            kind.to_owned()
        } else {
            format!("<meta property=og:type content={kind}>")
        };
        let story = format!("<p>{}</p><p>{told}</p>", told.repeat(4));
        let page = format!(
            "<title>Chairs</title>{head}<main><div>{story}</div><section>{parts}</section></main>"
        );
        html::article(&page, None).0.text
    }

    #[test]
    fn a_page_that_calls_itself_no_article_gives_all_its_pieces() {
        for (kind, expected) in [("product", true), ("article", false), ("", false)] {
            for piece in ["Turku blue", "Oslo at half the price", "Umea in red"] {
                assert_eq!(text(kind).contains(piece), expected, "{kind}: {piece}");
            }
        }
    }
}
