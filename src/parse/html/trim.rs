//! Lines → the body: what stands before, after and between the paragraphs of the story is taken off.
//!
//! It only ever removes. Start at [`trim`].

use crate::parse::html::block::Block;
use crate::parse::html::block::Kind;
use crate::parse::html::form::Form;
use crate::parse::html::line::ARTICLE_CHARS;
use crate::parse::html::line::Line;
use crate::parse::html::line::Told;
use crate::parse::html::line::lines;
use crate::parse::html::page::Page;
use crate::parse::html::phrase::Wording;
use crate::parse::html::phrase::is_byline;
use crate::parse::html::verdict::Verdict;
use crate::parse::html::vocabulary::Groups;

/// Characters below which a notice with a link is left out wherever it stands.
const NOTICE_CHARS: usize = 300;

/// Characters of a first line that is no label, and of one that may stand apart from the paragraphs.
const FIRST_LINE_CHARS: usize = 20;
const FIRST_BLOCK_CHARS: usize = 60;

/// Returns those of the blocks `chosen` that are body text; the others get their verdict.
pub(super) fn trim(
    page: &Page<'_>,
    blocks: &[Block],
    chosen: &[usize],
    told: &Told<'_>,
    form: Form,
    verdicts: &mut [Verdict],
) -> Vec<usize> {
    let (lines, title) = lines(page, blocks, chosen, told, form, verdicts);
    let mut story = Story { blocks, lines, title };
    let cuts: [(Verdict, Cut<'_>); 4] = [
        (Verdict::Other, Story::cut_other_articles),
        (Verdict::Before, Story::cut_head),
        (Verdict::After, Story::cut_tail),
        (Verdict::Wording, Story::cut_inside),
    ];
    for (verdict, cut) in cuts {
        // Pieces have neither a first nor a last sentence.
        if form == Form::Pieces && matches!(verdict, Verdict::Before | Verdict::After) {
            continue;
        }
        story.lines.iter().for_each(|line| verdicts[line.index] = verdict);
        cut(&mut story);
        story.lines.iter().for_each(|line| verdicts[line.index] = Verdict::Kept);
    }
    story.lines.into_iter().map(|line| line.index).collect()
}

/// Takes lines off a story.
type Cut<'b> = fn(&mut Story<'b>);

/// The lines of a text, as far as they are left.
struct Story<'b> {
    blocks: &'b [Block],
    lines: Vec<Line>,
    /// The block that is the title.
    title: Option<usize>,
}

impl Story<'_> {
    /// Takes off what stands before the title, and what follows the next title of an article below this one.
    fn cut_other_articles(&mut self) {
        let Some(title) = self.title else { return };
        let first = self.lines.partition_point(|line| line.index < title);
        if self.solid_chars(first, self.lines.len()) < ARTICLE_CHARS {
            return;
        }
        self.lines.drain(..first);
        let is_next = |line: &Line| {
            let block = &self.blocks[line.index];
            block.kind == Kind::Heading(1) && block.link_share() > 0.9
        };
        let next = self.lines.iter().position(is_next);
        if let Some(next) = next.filter(|&next| self.solid_chars(0, next) >= ARTICLE_CHARS) {
            self.lines.truncate(next);
        }
    }

    /// Returns the characters of certain story among some lines.
    fn solid_chars(&self, from: usize, to: usize) -> usize {
        let solid = self.lines[from..to].iter().filter(|line| line.solid);
        solid.map(|line| self.blocks[line.index].chars).sum()
    }

    /// Takes off what stands before the first sentence: bylines, dates, kickers.
    fn cut_head(&mut self) {
        let Some(first) = self.lines.iter().position(|line| line.solid) else { return };
        let home = self.lines[first].parent;
        let keep = |line: &Line| self.is_first(line, home);
        let start = self.lines[..first].iter().position(keep).unwrap_or(first);
        // A heading right above the first paragraph belongs to it.
        let heading = start > 0
            && start == first
            && matches!(self.blocks[self.lines[start - 1].index].kind, Kind::Heading(2..));
        self.lines.drain(..start - usize::from(heading));
    }

    /// Returns true for a line above the first paragraph, which stands in the element `home`, that may open the story.
    fn is_first(&self, line: &Line, home: u32) -> bool {
        let block = &self.blocks[line.index];
        if line.wording != Wording::Plain {
            return false;
        }
        if block.groups.has(Groups::LEAD) && block.chars > FIRST_LINE_CHARS {
            return true;
        }
        let label = block.groups.has(Groups::META | Groups::AUTHOR | Groups::DATE)
            || block.text.contains(|char: char| char.is_ascii_digit())
            || is_byline(&block.text);
        let beside = self.is_beside(line, home) && block.chars >= FIRST_LINE_CHARS && !label;
        let listed = block.kind == Kind::Item && line.around == home && block.links == 0;
        let opens_list = listed && block.chars >= FIRST_LINE_CHARS && !label;
        let block_of_its_own = block.chars >= FIRST_BLOCK_CHARS && !block.groups.has(Groups::META);
        beside || opens_list || (block_of_its_own && block.links == 0)
    }

    /// Returns true for a plain line that stands in the element `home`, beside the paragraphs.
    fn is_beside(&self, line: &Line, home: u32) -> bool {
        let block = &self.blocks[line.index];
        line.parent == home
            && line.wording == Wording::Plain
            && block.links == 0
            && block.kind == Kind::Paragraph
            && !block.is_heading()
    }

    /// Takes off what stands after the last sentence.
    fn cut_tail(&mut self) {
        let is_body = |line: &Line| line.solid && !line.closing;
        let Some(last) = self.lines.iter().rposition(is_body) else { return };
        let home = self.lines[last].parent;
        let is_end =
            |line: &Line| line.closing || !(self.is_last(line) || self.is_beside(line, home));
        let end = self.lines.iter().rposition(|line| !is_end(line)).map_or(0, |end| end + 1);
        self.lines.truncate(end);
    }

    /// Returns true for a line that may end a story wherever it stands.
    fn is_last(&self, line: &Line) -> bool {
        let block = &self.blocks[line.index];
        let listed =
            matches!(block.kind, Kind::Item | Kind::Row | Kind::Pre) && block.link_share() < 0.3;
        let sentence = block.ends_sentence() && block.links == 0 && !block.is_heading();
        line.solid || (line.wording == Wording::Plain && (listed || sentence))
    }

    /// Takes out small print between paragraphs.
    fn cut_inside(&mut self) {
        let blocks = self.blocks;
        self.lines.retain(|line| {
            let block = &blocks[line.index];
            match line.wording {
                Wording::Plain => !(line.notice && block.links > 0 && block.chars < NOTICE_CHARS),
                Wording::End => block.chars > 60 || block.is_heading(),
                Wording::Pointer | Wording::Call => line.solid || block.chars > 100,
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::html;

    #[test]
    fn a_list_of_what_is_new_may_open_a_story() {
        let told = "The game of the valley is played with a wooden ball, and its rules have changed once in ninety years.";
        let list = "<ul><li>New fields by the river</li><li>Rules mended</li></ul>";
        for (page, expected) in [
            (
                format!(
                    "<article><h1>Ball</h1><div>{list}<p>{told}</p><p>{told} Really.</p></div></article>"
                ),
                true,
            ),
            (
                format!(
                    "<article><h1>Ball</h1><header>{list}</header><div><p>{told}</p><p>{told} Really.</p></div></article>"
                ),
                false,
            ),
        ] {
            let text = html::article(&page, None).0.text;
            assert_eq!(text.contains("Rules mended"), expected, "{text}");
        }
    }

    #[test]
    fn who_wrote_it_and_who_helped_follow_the_story() {
        let told = "The bridge was closed on Monday, and the council said that it would take a year to mend it, if not two.";
        let about = "Ann Lee is the paper's writer on roads and rivers. She has covered every flood of the valley since 1994, and lives by the bridge.";
        let wire = "(Reporting by Bob Ray in the valley and Cy Oz in the town, with reporting by Di Fox in the capital and El Moss at sea; editing by Fay Orr and Guy Ives)";
        for (inner, expected) in [
            (format!("<p>{about}</p>"), false),
            (format!("<p>{about}</p><p>{told} That was that, and the rest is known.</p>"), true),
            (format!("<p>{wire}</p>"), false),
            ("<p>Hal Ivory contributed to this report.</p>".to_owned(), false),
        ] {
            let page = format!(
                "<meta name=author content='Ann Lee'><article><p>{told}</p><p>{told} Really.</p>{inner}</article>"
            );
            let text = html::article(&page, None).0.text;
            let kept = [about, wire, "Hal Ivory"].iter().any(|line| text.contains(line));
            assert_eq!(kept, expected, "{text}");
        }
    }
}
