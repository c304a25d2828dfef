//! Chosen blocks → lines of the text, each with what its words say; titles, repetitions and pointers are taken out.
//!
//! Start at [`lines`].

use rustc_hash::FxHashMap;
use rustc_hash::FxHashSet;

use crate::parse::html::block::Block;
use crate::parse::html::block::Kind;
use crate::parse::html::form::Form;
use crate::parse::html::page::Page;
use crate::parse::html::phrase::Wording;
use crate::parse::html::phrase::is_closing;
use crate::parse::html::phrase::is_notice;
use crate::parse::html::phrase::is_shelf;
use crate::parse::html::phrase::wording;
use crate::parse::html::verdict::Verdict;
use crate::parse::html::weigh::worth;

/// Worth from which a block is certainly part of a story.
const SOLID_WORTH: f32 = 45.0;

/// Share of link characters above which a short block is a pointer and no sentence.
const POINTER_LINK_SHARE: f32 = 0.6;

/// Characters of a paragraph that is a sentence even if most of it is a link; with a full stop fewer will do.
const LINKED_SENTENCE_CHARS: usize = 200;
const STOPPED_SENTENCE_CHARS: usize = 60;

/// Characters of a linked item that is no pointer among items that tell the story.
const LISTED_SENTENCE_CHARS: usize = 60;

/// Tabs between the cells of a row that is no pointer, whatever its cells lead to.
const MIN_ROW_TABS: usize = 2;

/// Characters up to which a line that opens like small print is small print.
const SMALL_PRINT_CHARS: usize = 160;

/// Characters of prose below a title that make an article.
pub(super) const ARTICLE_CHARS: usize = 500;

/// Characters of the longest title, and the lines at the head of a text among which it may be repeated.
const TITLE_CHARS: usize = 300;
const TITLE_LINES: usize = 8;

/// Characters of a heading like "Read also" that names nothing: a longer one may be part of the story.
const OPENER_CHARS: usize = 28;

/// Characters of a repeated block that are no coincidence; entries of lists repeat more.
const REPEAT_CHARS: usize = 80;
const LISTED_REPEAT_CHARS: usize = 200;

/// Characters of the longest paragraph about an author at the end of a story.
const BIOGRAPHY_CHARS: usize = 700;

/// What the page says about its article.
pub(super) struct Told<'a> {
    /// Its title.
    pub(super) title: Option<&'a str>,
    /// Who wrote it.
    pub(super) authors: &'a [String],
}

/// A block that may be part of the text.
pub(super) struct Line {
    /// Its index.
    pub(super) index: usize,
    /// The element around its block.
    pub(super) parent: u32,
    /// The element around that one: of an item, what its list stands in.
    pub(super) around: u32,
    /// What its first words say.
    pub(super) wording: Wording,
    /// Certainly part of a story.
    pub(super) solid: bool,
    /// Small print if it leads elsewhere.
    pub(super) notice: bool,
    /// Small print if no story follows.
    pub(super) closing: bool,
}

/// Returns the lines among the blocks `chosen`, and the block that is the title; the other blocks get their verdict.
pub(super) fn lines<'b>(
    page: &Page<'_>,
    blocks: &'b [Block],
    chosen: &[usize],
    told: &Told<'b>,
    form: Form,
    verdicts: &mut [Verdict],
) -> (Vec<Line>, Option<usize>) {
    let title = told.title.map(words);
    let is_title = |block: &Block| is_title(block, title.as_deref());
    // A later copy of the title may open a recipe or a fact sheet.
    let is_headline = |block: &Block| matches!(block.kind, Kind::Heading(_)) && is_title(block);
    let headline = blocks.iter().position(is_headline);
    let mut sorter = Sorter::new(form, told.authors);
    for &index in chosen {
        let block = &blocks[index];
        let at_head = sorter.lines.len() < TITLE_LINES || headline == Some(index);
        let parent = page.nodes[block.node].parent;
        let place = (parent, page.nodes[parent as usize].parent);
        verdicts[index] = sorter.sort(index, block, place, at_head && is_title(block));
    }
    (sorter.lines, headline.filter(|headline| chosen.contains(headline)))
}

/// What is known of the lines before.
struct Sorter<'b> {
    form: Form,
    authors: &'b [String],
    lines: Vec<Line>,
    /// Long texts, where each stood last, and the element around it.
    seen: FxHashMap<&'b str, (usize, u32)>,
    /// Elements that hold paragraphs of the story.
    parents: FxHashSet<u32>,
    /// Characters of the story so far.
    told: usize,
    /// Level of a heading like "Read also": below it stand other articles.
    section: Option<u8>,
}

impl<'b> Sorter<'b> {
    fn new(form: Form, authors: &'b [String]) -> Sorter<'b> {
        Sorter {
            form,
            authors,
            lines: Vec::new(),
            seen: FxHashMap::default(),
            parents: FxHashSet::default(),
            told: 0,
            section: None,
        }
    }

    /// Returns true if the same text stood before; what its author wrote again in the same place is no copy.
    fn repeats(&mut self, index: usize, block: &'b Block, parent: u32) -> bool {
        let long = block.chars >= if is_listed(block) { LISTED_REPEAT_CHARS } else { REPEAT_CHARS };
        let last = long.then(|| self.seen.insert(block.text.as_str(), (index, parent))).flatten();
        last.is_some_and(|(before, around)| around != parent || before + 1 == index)
    }

    /// Returns true if a block leads elsewhere; a heading that does so opens a section of other articles.
    fn leads_away(&mut self, block: &Block, wording: Wording, parent: u32) -> bool {
        let told = is_listed(block)
            && block.chars >= LISTED_SENTENCE_CHARS
            && self.parents.contains(&parent);
        let shelf = is_shelf(&block.text);
        let heading = block.is_heading() && block.chars <= OPENER_CHARS;
        let opens = shelf || (heading && wording == Wording::Pointer);
        let leads = shelf || is_pointer(block, wording, told);
        if leads && opens && self.told >= ARTICLE_CHARS {
            self.section = Some(level(block));
        }
        leads
    }

    /// Takes a block as a line, or says why it is none.
    fn sort(
        &mut self,
        index: usize,
        block: &'b Block,
        (parent, around): (u32, u32),
        is_title: bool,
    ) -> Verdict {
        let wording = wording(&block.text, block.chars);
        let repeated = self.repeats(index, block, parent);
        let small_print = wording != Wording::Plain && block.chars < SMALL_PRINT_CHARS;
        let solid = worth(block) >= SOLID_WORTH && !small_print;
        let resumes = solid && self.parents.contains(&parent);
        self.section = self.section.filter(|&level| !resumes && !closes(block, level, wording));
        if self.section.is_some() {
            return Verdict::Other;
        }
        if repeated {
            return Verdict::Repeated;
        }
        if is_title {
            return Verdict::Title;
        }
        if self.form != Form::Pieces && self.leads_away(block, wording, parent) {
            return Verdict::Pointer;
        }
        self.told += block.chars.saturating_sub(block.link_chars);
        if solid {
            self.parents.insert(parent);
        }
        let notice = is_notice(&block.text, block.chars);
        let closing = notice
            || is_closing(&block.text, block.chars)
            || is_biography(&block.text, block.chars, self.authors);
        self.lines.push(Line { index, parent, around, wording, solid, notice, closing });
        Verdict::Kept
    }
}

/// Returns true for an entry of a list or a table.
fn is_listed(block: &Block) -> bool {
    matches!(block.kind, Kind::Item | Kind::Row)
}

fn is_title(block: &Block, title: Option<&str>) -> bool {
    block.chars < TITLE_CHARS && title.is_some_and(|title| title == words(&block.text))
}

/// Returns true for a paragraph that opens with the full name of an author: after the story it is about them.
fn is_biography(text: &str, chars: usize, authors: &[String]) -> bool {
    let text = text.trim_start_matches(|char: char| !char.is_alphanumeric());
    let named = |author: &String| {
        author.trim().contains(' ')
            && text
                .strip_prefix(author.trim())
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    chars <= BIOGRAPHY_CHARS && authors.iter().any(named)
}

/// Returns the words of a text in lower case, for comparison.
fn words(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the level of a heading; bold lines are below all others.
fn level(block: &Block) -> u8 {
    if let Kind::Heading(level) = block.kind { level } else { 7 }
}

/// Returns true if a block is the heading of a new part of the story, below a heading of level `above`.
fn closes(block: &Block, above: u8, wording: Wording) -> bool {
    block.is_heading() && level(block) <= above && block.links == 0 && wording == Wording::Plain
}

/// Returns true for lines that lead away from the story wherever they stand; `listed` if it stands among items that
/// tell it.
fn is_pointer(block: &Block, wording: Wording, listed: bool) -> bool {
    let share = block.link_share();
    if block.kind == Kind::Pre {
        return false;
    }
    match wording {
        Wording::Pointer if block.chars < 120 || share > 0.3 => return true,
        Wording::Call if block.chars < 60 || share > 0.3 => return true,
        _ => {}
    }
    let stopped = block.text.ends_with(['.', '。']) && block.marks > 1;
    let sentence =
        block.chars >= LINKED_SENTENCE_CHARS || (block.chars >= STOPPED_SENTENCE_CHARS && stopped);
    // An address that is spelled out is told, not pointed to.
    let address = !block.text.contains(char::is_whitespace) && block.text.contains('.');
    // A row of a table that tells of several things names them by links.
    let row = block.kind == Kind::Row && block.text.matches('\t').count() >= MIN_ROW_TABS;
    share > POINTER_LINK_SHARE && !row && !address && !sentence && !listed
}

#[cfg(test)]
mod tests {
    use crate::parse::html;

    const TOLD: &str = "The baker's recipe is written on the wall, and whoever wants it may read it there at any hour of the day or night.";
    const STEP: &str = "Stir the flour, the water and the salt for ten minutes and leave them in the cold for a night.";

    fn text(inner: &str) -> String {
        html::article(&format!("<article><p>{TOLD}</p>{inner}</article>"), None).0.text
    }

    #[test]
    fn what_its_author_wrote_twice_stays_and_copies_go() {
        let step = format!("<p>{STEP}</p>");
        let between = "<p>On the second day, take the dough out of the cold and do what was done on the first day:</p>";
        for (inner, expected) in [
            (format!("{step}{between}{step}"), 2),
            (format!("{step}{step}{between}"), 1),
            (format!("{step}{between}<div class=mobile>{step}</div>"), 1),
        ] {
            assert_eq!(text(&inner).matches(STEP).count(), expected, "{inner}");
        }
    }

    #[test]
    fn linked_items_among_told_ones_are_told() {
        let item = |text: &str| format!("<li>{text}</li>");
        let linked = "<a href=/x>The second mill burns after twelve years of waiting, but the catch is that</a> nobody saw it";
        let told = "The first mill was sold to a stranger on Monday, who paid in silver and left.";
        let list = format!(
            "<ol>{}{}{}</ol>",
            item(told),
            item(linked),
            item(&told.replace("first", "third"))
        );
        assert!(text(&list).contains("nobody saw it"));
        assert!(!text(&format!("<ul>{}</ul>", item(linked))).contains("nobody saw it"));
    }

    #[test]
    fn rows_that_tell_of_several_things_are_told_whatever_they_lead_to() {
        let cell = |text: &str| format!("<td><a href=/x>{text}</a></td>");
        let row = |cells: &[&str]| {
            format!("<tr>{}</tr>", cells.iter().map(|text| cell(text)).collect::<String>())
        };
        let table = |row: &str| format!("<table>{row}</table><p>{STEP}</p>");
        assert!(text(&table(&row(&["1998", "Ann Lee", "Bob Ray"]))).contains("Ann Lee\tBob Ray"));
        assert!(!text(&table(&row(&["1998", "A mill burns down"]))).contains("A mill burns"));
    }
}
