//! Article of a web page → the same without what the pages of its site have in common. Start at [`read`].

use crate::model::Article;
use crate::model::Span;
use crate::model::Warning;
use crate::site::learnt::Learnt;
use crate::site::note::note;
use crate::site::note::places;

/// Letters and digits of a block that may be left out by itself. A shorter one, such as a heading, goes with its
/// neighbours only: "What happens next?" opens a part of many stories.
const MIN_LETTERS: usize = 20;

/// Blocks named in the warning, and characters shown of each.
const SHOWN_BLOCKS: usize = 3;
const SHOWN_CHARS: usize = 60;

/// Notes the blocks of a page in the article, and leaves out those that were learnt; says so in a warning. Never takes
/// more than half of a text: a page that consists of nothing else is no story with boilerplate around it.
pub fn read(article: &mut Article, learnt: &Learnt, warnings: &mut Vec<Warning>) {
    let Some(mut note) = note(article) else { return };
    let mut is_known = vec![false; article.paragraphs.len()];
    for (place, block) in places(article).zip(&mut note.blocks) {
        block.set_learnt(learnt.has(note.site, *block));
        is_known[place] = block.is_learnt();
    }
    article.note = Some(note);
    if !is_known.contains(&true) {
        return;
    }
    let letters = letters(article);
    let left_out = left_out(article, &is_known, &letters);
    let count = |wanted: bool| -> usize {
        letters
            .iter()
            .zip(&left_out)
            .filter(|&(_, &out)| out == wanted)
            .map(|(count, _)| count)
            .sum()
    };
    if left_out.contains(&true) && count(true) <= count(false) {
        warnings.push(Warning::new("boilerplate", message(article, &left_out)));
        article.keep_paragraphs(|place| !left_out[place]);
    }
}

/// Returns the number of letters and digits of each paragraph.
fn letters(article: &Article) -> Vec<usize> {
    let count = |text: &str| text.chars().filter(|char| char.is_alphanumeric()).count();
    article.paragraphs.iter().map(|&span| count(article.text(span))).collect()
}

/// Returns which of the paragraphs that are known go: the long ones, and the short ones and headings beside them.
fn left_out(article: &Article, is_known: &[bool], letters: &[usize]) -> Vec<bool> {
    let mut headings = article.headings.iter().peekable();
    let is_long = |(span, &letters): (&Span, &usize)| {
        headings.next_if_eq(&span).is_none() && letters >= MIN_LETTERS
    };
    let long = article.paragraphs.iter().zip(letters).map(is_long);
    let mut out: Vec<bool> = long.zip(is_known).map(|(long, &known)| long && known).collect();
    for place in 1..out.len() {
        out[place] |= is_known[place] && out[place - 1];
    }
    for place in (1..out.len()).rev() {
        out[place - 1] |= is_known[place - 1] && out[place];
    }
    out
}

/// Returns what was left out, in words.
fn message(article: &Article, left_out: &[bool]) -> String {
    let texts = || {
        let out = article.paragraphs.iter().zip(left_out).filter(|&(_, &out)| out);
        out.map(|(&span, _)| article.text(span))
    };
    let shown = texts().take(SHOWN_BLOCKS).map(|text| {
        let end = text.char_indices().nth(SHOWN_CHARS).map(|(end, _)| end);
        let dots = if end.is_some() { "…" } else { "" };
        format!("\"{}{dots}\"", text[..end.unwrap_or(text.len())].replace('\n', " "))
    });
    let (number, shown) = (texts().count(), shown.collect::<Vec<_>>().join(", "));
    let more = if number > SHOWN_BLOCKS { ", …" } else { "" };
    let subject = if number == 1 { "1 paragraph" } else { &format!("{number} paragraphs") };
    format!("left out {subject} that many pages of the site have: {shown}{more}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PageNote;
    use crate::model::TextField;

    const APPEAL: &str = "The paper belongs to its readers, each with one vote.";
    const BOX: &str = "Support us";
    const STORY: &str = "A bridge that took ten years to build was opened in Lyon on Sunday, and thousands came to walk over it.";

    /// Returns an article; paragraphs that start with # are headings.
    fn article(title: &str, paragraphs: &[&str]) -> Article {
        let mut article = Article {
            url: Some("https://paper.example/x".to_owned()),
            title: Some(title.to_owned()),
            ..Article::default()
        };
        for paragraph in paragraphs {
            let start = article.text.len();
            article.text.push_str(paragraph.trim_start_matches('#'));
            let span = Span::new(TextField::Text, start..article.text.len());
            article.text.push_str("\n\n");
            article.paragraphs.push(span);
            article.headings.extend(paragraph.starts_with('#').then_some(span));
        }
        article.text.truncate(article.text.trim_end().len());
        article
    }

    /// Returns what three pages with these blocks teach.
    fn learnt(blocks: &[&str]) -> Learnt {
        let notes: Vec<PageNote> = ["One", "Two", "Three"]
            .iter()
            .filter_map(|title| note(&article(title, blocks)))
            .collect();
        [(notes[0].site, notes.iter())].into_iter().collect()
    }

    #[track_caller]
    fn check(title: &str, given: &[&str], expected: &[&str]) -> Article {
        let mut found = article(title, given);
        let mut warnings = Vec::new();
        read(&mut found, &learnt(&[APPEAL, BOX]), &mut warnings);
        assert_eq!(found.text, expected.join("\n\n"));
        let spans: Vec<&str> = found.paragraphs.iter().map(|&span| found.text(span)).collect();
        assert_eq!(spans, expected);
        assert_eq!(warnings.len(), usize::from(given.len() != expected.len()), "{warnings:?}");
        found
    }

    #[test]
    fn what_is_learnt_is_left_out() {
        check("Bridge opens", &[STORY, APPEAL], &[STORY]);
        check("Bridge opens", &[APPEAL, STORY, APPEAL, "End."], &[STORY, "End."]);
        let found = check(
            "Bridge opens",
            &["#History", STORY, "#Support us", APPEAL, "#Later", STORY],
            &["History", STORY, "Later", STORY],
        );
        let headings: Vec<&str> = found.headings.iter().map(|&span| found.text(span)).collect();
        assert_eq!(headings, ["History", "Later"]);
    }

    #[test]
    fn short_lines_and_headings_go_with_their_neighbours_only() {
        check("Bridge opens", &[STORY, BOX, STORY], &[STORY, BOX, STORY]);
        check("Bridge opens", &[STORY, BOX, APPEAL], &[STORY]);
        check("Bridge opens", &[STORY, APPEAL, BOX], &[STORY]);
    }

    #[test]
    fn what_belongs_to_the_story_stays() {
        check("Readers buy the paper", &[STORY, APPEAL], &[STORY, APPEAL]);
        check("Bridge opens", &["A bridge.", APPEAL], &["A bridge.", APPEAL]);
    }

    #[test]
    fn the_warning_says_what_was_left_out() {
        let mut page = article("Bridge opens", &[STORY, BOX, APPEAL]);
        let mut warnings = Vec::new();
        read(&mut page, &learnt(&[APPEAL, BOX]), &mut warnings);
        assert_eq!(warnings[0].code, "boilerplate");
        assert!(
            warnings[0].message.contains("2 paragraphs")
                && warnings[0].message.contains("\"Support us\"")
        );
        assert!(
            page.note.is_some_and(|note| note.blocks[1].is_learnt() && !note.blocks[0].is_learnt())
        );
    }
}
