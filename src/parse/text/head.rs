//! The head of a text → what it says about the article: title, byline, date line, or a header of `Key: value` lines.
//!
//! A standfirst between title and byline stays in the text. Start at [`take`].

use crate::model::Article;
use crate::parse::date;
use crate::parse::layout::Block;
use crate::parse::text::byline;
use crate::parse::text::dateline;
use crate::parse::text::shape;
use crate::parse::text::tail;

/// Blocks after the title among which byline and date line are sought.
const CREDIT_BLOCKS: usize = 5;

/// Bytes of a standfirst, at most. A longer block is the story, and what follows it is no credit of the head.
const LONGEST_STANDFIRST: usize = 260;

/// Bytes and words of a title, at most.
const LONGEST_TITLE: usize = 240;
const MOST_TITLE_WORDS: usize = 32;

/// Words of a kicker, at most. Titles of two words exist, but not over a longer one.
const MOST_KICKER_WORDS: usize = 2;

/// Lines that only name an agency, in lower case.
const AGENCIES: &[&str] = &[
    "reuters",
    "associated press",
    "the associated press",
    "ap",
    "afp",
    "upi",
    "pa media",
    "press association",
    "agence france-presse",
    "dpa",
    "efe",
    "ansa",
    "xinhua",
    "bloomberg",
    "pti",
    "ani",
    "ians",
    "aap",
    "tass",
    "interfax",
];

/// Takes title, credits and header lines off the front of the blocks.
pub(super) fn take(blocks: &mut Vec<Block<'_>>) -> Article {
    let mut article = Article::default();
    let header = blocks.iter().take_while(|block| read_header(&block.text, &mut article)).count();
    blocks.drain(..header);
    if article.title.is_none() {
        if is_kicker(blocks) {
            article.section = Some(blocks.remove(0).text.into_owned());
        }
        if is_title(blocks) {
            article.title = Some(blocks.remove(0).text.into_owned());
        }
    }
    take_credits(blocks, &mut article);
    article
}

/// Takes a line such as `Headline: …` or `Date: …` into the article. Returns false if it is none.
fn read_header(line: &str, article: &mut Article) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let value = value.trim();
    if value.is_empty() || value.len() > LONGEST_TITLE {
        return false;
    }
    let text = || Some(value.to_owned());
    match key.trim().to_lowercase().as_str() {
        "title" | "headline" => article.title = text(),
        "author" | "authors" | "byline" => article.authors = byline::names(value),
        "url" | "link" if value.starts_with("http") => article.url = text(),
        "source" | "site" | "publication" | "newspaper" => article.site = text(),
        "section" | "category" => article.section = text(),
        "language" => article.language = text(),
        "date" | "published" | "publication date" | "pubdate" => match date::moment(value) {
            Some(published) => article.published = Some(published),
            None => return false,
        },
        _ => return false,
    }
    true
}

/// Returns true if the first block is the title of those that follow.
fn is_title(blocks: &[Block<'_>]) -> bool {
    let [first, next, ..] = blocks else { return false };
    let text = &*first.text;
    let fits =
        text.len() <= LONGEST_TITLE && shape::words(text, MOST_TITLE_WORDS + 1) <= MOST_TITLE_WORDS;
    let mut scratch = Article::default();
    if !fits
        || read_credit(text, &mut scratch)
        || dateline::read(text, None).is_some()
        || tail::is_label(text)
    {
        return false;
    }
    if read_credit(&next.text, &mut scratch) {
        return true;
    }
    // A colon announces a list, a comma a line that goes on, a small letter one that has gone on.
    let open = text.ends_with([':', ',', ';']) || !shape::starts_high(text);
    let sentence = shape::ends_with_stop(text) || speaks(text);
    !open && !sentence && (next.gap || text.len() < next.text.len() || shape::is_caps(text))
}

/// Returns true for a word or two over the title that name its section or kind: `OBITUARY`, `Analysis`.
fn is_kicker(blocks: &[Block<'_>]) -> bool {
    let [first, title, ..] = blocks else { return false };
    let short = shape::words(&first.text, MOST_KICKER_WORDS + 1) <= MOST_KICKER_WORDS;
    let longer = shape::words(&title.text, MOST_KICKER_WORDS + 2) == MOST_KICKER_WORDS + 2;
    let apart = shape::is_caps(&first.text) && !shape::is_caps(&title.text);
    let known = dateline::is_story_label(&first.text);
    short && longer && (apart || known) && is_title(blocks) && is_title(&blocks[1..])
}

/// Returns true for a line that opens with a quotation and goes on after it, as paragraphs do and headlines rarely.
fn speaks(text: &str) -> bool {
    text.starts_with(['"', '“']) && (text.contains(",\" ") || text.contains(",” "))
}

/// Takes byline, date line and the like off the first blocks. Anything else among them is a standfirst and stays.
fn take_credits(blocks: &mut Vec<Block<'_>>, article: &mut Article) {
    let mut at = 0;
    for _ in 0..CREDIT_BLOCKS {
        let Some(block) = blocks.get(at) else { return };
        if block.text.len() > LONGEST_STANDFIRST {
            return;
        }
        // The last block is never a credit: an article has a text.
        if blocks.len() > 1 && read_credit(&block.text, article) {
            blocks.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Takes a byline, a date line, an address or an agency's name into the article. Returns false if it is none.
fn read_credit(line: &str, article: &mut Article) -> bool {
    if line.len() > LONGEST_STANDFIRST {
        return false;
    }
    if let Some(byline) = byline::read(line) {
        article.authors.extend(byline.names);
        article.published = article.published.take().or(byline.published);
        return true;
    }
    if let Some(moment) = date::moment(line) {
        // "Updated" comes with "Published"; of two dates the earlier line is the publication.
        let updated =
            ["updated", "last updated", "modified"].iter().any(|word| starts_with_word(line, word));
        let place = if updated { &mut article.modified } else { &mut article.published };
        *place = place.take().or(Some(moment));
        return true;
    }
    if line.starts_with("https://") || line.starts_with("http://") {
        let alone = !line.contains(' ');
        article.url = article.url.take().or_else(|| alone.then(|| line.to_owned()));
        return alone;
    }
    let agency = AGENCIES.contains(&line.to_lowercase().as_str());
    if agency && article.authors.is_empty() {
        article.authors.push(line.to_owned());
    }
    agency
}

fn starts_with_word(line: &str, word: &str) -> bool {
    line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
