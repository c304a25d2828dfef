//! What all formats share once an article is recovered: its id, its date, its language, and the remarks about it.

use jiff::civil::Date;

use crate::model::Article;
use crate::model::Origin;
use crate::model::Published;
use crate::model::Warning;
use crate::parse::ParseOptions;
use crate::parse::html;
use crate::parse::language;
use crate::parse::path_date::date_in_path;
use crate::parse::region;
use crate::parse::text::dateline;
use crate::site;
use crate::text::charset::Decoded;

/// Paragraphs at the head of a story that may open with a dateline: a standfirst may come before it.
const DATELINE_PARAGRAPHS: usize = 3;

/// Characters of a title, an id, a site, a section, at most: what is longer is a mistake, and every copy of
/// it in the index costs memory.
const LONGEST_FIELD: usize = 1_000;

/// Characters of an address, at most: browsers and servers refuse longer ones.
const LONGEST_URL: usize = 4_000;

/// Characters of an author or a keyword, at most, and how many of them an article has.
const LONGEST_NAME: usize = 200;
const MOST_NAMES: usize = 100;

/// Returns the article completed with all that does not depend on its format. Where it does not say when it was
/// published, the first of these does: its dateline, `--published`, its path, its URL. Never the clock.
pub(super) fn finish(
    mut article: Article,
    mut warnings: Vec<Warning>,
    format: &'static str,
    origin: &Origin,
    options: &ParseOptions,
) -> (Article, Vec<Warning>) {
    cap_fields(&mut article, &mut warnings);
    if let Some(learnt) = options.learnt.as_ref().filter(|_| article.format == html::FORMAT) {
        site::read(&mut article, learnt, &mut warnings);
    }
    article.format = format;
    article.origin = origin.clone();
    article.id = crate::model::ArticleId::new(origin);
    date(&mut article, options);
    article.region = region(&article);
    let declared = article.language.take().and_then(|label| language::declared(&label));
    article.language = language::of(declared, &article.text);
    remark_gaps(&article, &mut warnings);
    (article, warnings)
}

/// Returns the country that the language tag of an article names, else its address.
fn region(article: &Article) -> Option<String> {
    let url = article.url.as_deref().unwrap_or_default();
    let host = url.split_once("//").map_or("", |(_, rest)| rest).split(['/', '?', '#', ':']).next();
    region::region(article.language.as_deref(), &host.unwrap_or_default().to_lowercase())
}

/// Returns the start of an id that a document declares; also of one that failed.
pub(super) fn cap_id(mut id: String) -> String {
    cut(&mut id, LONGEST_FIELD);
    id
}

/// Cuts metadata that no article has at this length. The text itself is bounded by what is read.
fn cap_fields(article: &mut Article, warnings: &mut Vec<Warning>) {
    let mut capped = Vec::new();
    for (name, field) in [
        ("title", &mut article.title),
        ("id", &mut article.given_id),
        ("site", &mut article.site),
        ("section", &mut article.section),
    ] {
        if field.as_mut().is_some_and(|field| cut(field, LONGEST_FIELD)) {
            capped.push(name);
        }
    }
    // The start of an address is another address.
    if article.url.take_if(|url| url.chars().nth(LONGEST_URL).is_some()).is_some() {
        capped.push("url");
    }
    for (name, list) in [("authors", &mut article.authors), ("keywords", &mut article.keywords)] {
        let many = list.len() > MOST_NAMES;
        list.truncate(MOST_NAMES);
        let long = list.iter_mut().filter_map(|name| cut(name, LONGEST_NAME).then_some(())).count();
        if many || long > 0 {
            capped.push(name);
        }
    }
    if !capped.is_empty() {
        let message = format!(
            "cut for its length: {}; at most {LONGEST_FIELD} characters are kept ({LONGEST_URL} of an address), and {MOST_NAMES} names of {LONGEST_NAME}",
            capped.join(", ")
        );
        warnings.push(Warning::new("capped", message));
    }
}

/// Cuts a text after so many characters; returns true if it was longer.
fn cut(text: &mut String, characters: usize) -> bool {
    if text.len() <= characters {
        return false;
    }
    let Some((end, _)) = text.char_indices().nth(characters) else { return false };
    text.truncate(end);
    text.shrink_to_fit();
    true
}

/// Notes bytes that were not of the encoding they were read in, and commands to a terminal.
pub(super) fn remark_damage(decoded: &Decoded<'_>, warnings: &mut Vec<Warning>) {
    if decoded.had_errors {
        let encoding = decoded.encoding;
        let message =
            format!("some bytes are not {encoding} and became U+FFFD; save the file as UTF-8");
        warnings.push(Warning::new("replaced-characters", message));
    }
    remark_commands(decoded.sequences, warnings);
}

/// Notes commands to a terminal that were taken out.
pub(super) fn remark_commands(count: usize, warnings: &mut Vec<Warning>) {
    if count > 0 {
        let message = format!(
            "commands to a terminal were taken out (colours, links; {count} of them); save the text without them"
        );
        warnings.push(Warning::new("escape-sequences", message));
    }
}

fn date(article: &mut Article, options: &ParseOptions) {
    let in_url = || article.url.as_deref().and_then(date_in_path);
    let outside: Option<Date> =
        options.published.or_else(|| date_in_path(&article.origin.path)).or_else(in_url);
    let stated = article.published.as_ref().map(Published::date);
    if article.dateline.is_none() {
        let heads = article.paragraphs.iter().take(DATELINE_PARAGRAPHS);
        article.dateline = heads
            .filter(|paragraph| !article.headings.contains(paragraph))
            .find_map(|paragraph| dateline::read(article.text(*paragraph), stated.or(outside)));
    }
    if article.published.is_none() {
        let dateline = article.dateline.as_ref().and_then(|dateline| dateline.date);
        article.published = dateline.or(outside).map(Published::day);
    }
}

/// Notes what an article lacks, once; what a page lacked may have been given since, by a key or a path.
fn remark_gaps(article: &Article, warnings: &mut Vec<Warning>) {
    let date =
        "no publication date was found, so relative dates stay open; give one with --published";
    for (code, is_missing, message) in [
        ("no-text", article.text.is_empty(), "no body text was found"),
        ("no-title", article.title.is_none(), "no title was found"),
        ("no-date", article.published.is_none(), date),
    ] {
        if !is_missing {
            warnings.retain(|warning| warning.code != code);
        } else if warnings.iter().all(|warning| warning.code != code) {
            warnings.push(Warning::new(code, message));
        }
    }
}
