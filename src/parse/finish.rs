//! What all formats share once an article is recovered: its id, its date, its language, and the remarks about it.

use jiff::civil::Date;

use crate::model::Article;
use crate::model::Origin;
use crate::model::Published;
use crate::model::Warning;
use crate::parse::ParseOptions;
use crate::parse::language;
use crate::parse::path_date::date_in_path;
use crate::parse::text::dateline;
use crate::text::charset::Decoded;

/// Paragraphs at the head of a story that may open with a dateline: a standfirst may come before it.
const DATELINE_PARAGRAPHS: usize = 3;

/// Returns the article completed with all that does not depend on its format. Where it does not say when it was
/// published, the first of these does: its dateline, `--published`, its path, its URL. Never the clock.
pub(super) fn finish(
    mut article: Article,
    mut warnings: Vec<Warning>,
    format: &'static str,
    origin: &Origin,
    options: &ParseOptions,
) -> (Article, Vec<Warning>) {
    article.format = format;
    article.origin = origin.clone();
    article.id = crate::model::ArticleId::new(origin);
    date(&mut article, options);
    article.language = match article.language.take().and_then(|label| language::declared(&label)) {
        Some(declared) => Some(declared),
        None => language::detect(&article.text),
    };
    remark_gaps(&article, &mut warnings);
    (article, warnings)
}

/// Notes bytes that were not of the encoding they were read in.
pub(super) fn remark_damage(decoded: &Decoded<'_>, warnings: &mut Vec<Warning>) {
    if decoded.had_errors {
        let encoding = decoded.encoding;
        let message =
            format!("some bytes are not {encoding} and became U+FFFD; save the file as UTF-8");
        warnings.push(Warning::new("replaced-characters", message));
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

fn remark_gaps(article: &Article, warnings: &mut Vec<Warning>) {
    if article.text.is_empty() {
        warnings.push(Warning::new("no-text", "no body text was found"));
    }
    if article.title.is_none() {
        warnings.push(Warning::new("no-title", "no title was found"));
    }
    if article.published.is_none() {
        let message =
            "no publication date was found, so relative dates stay open; give one with --published";
        warnings.push(Warning::new("no-date", message));
    }
}
