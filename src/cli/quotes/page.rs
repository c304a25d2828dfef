//! One quote → lines for people: date, speaker and publication; the words; title and place of the article.
//!
//! Start at [`page`].

use std::io;
use std::io::Write;

use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::model::Quote;
use crate::model::Record;

/// Writes one quote for people.
pub(super) fn page(
    record: &Record,
    quote: &Quote,
    painter: Painter,
    output: &mut Output,
) -> io::Result<()> {
    let article = &record.article;
    let date = article.published.as_ref().map(|moment| moment.date().to_string());
    let site = article.site.as_deref().map(|site| format!("  {}", one_line(site)));
    writeln!(
        output,
        "{}  {}{}",
        painter.paint(DIM, &date.unwrap_or_else(|| "undated   ".to_owned())),
        painter.paint(BOLD, &one_line(&speaker(record, quote))),
        painter.paint(DIM, &site.unwrap_or_default()),
    )?;
    let told = [&quote.addressee, &quote.place, &quote.time].into_iter().flatten();
    let told = told.map(|told| one_line(article.text(told.span)));
    let told: Vec<String> = quote.cue.iter().map(|cue| one_line(cue)).chain(told).collect();
    let told = if told.is_empty() { String::new() } else { format!("  ({})", told.join(" · ")) };
    writeln!(output, "    {}{}", one_line(article.text(quote.span)), painter.paint(DIM, &told))?;
    let title = one_line(article.title.as_deref().unwrap_or("(no title)"));
    let (id, path) = (one_line(&article.record_id()), one_line(&article.origin.path));
    writeln!(output, "{}\n", painter.paint(DIM, &format!("    {title}  {id}  {path}")))
}

fn speaker(record: &Record, quote: &Quote) -> String {
    let name = quote.speaker.and_then(|id| record.annotations.entities.get(id as usize));
    let words = quote.speaker_span.map(|span| record.article.text(span));
    match (name, words) {
        (Some(entity), _) => {
            let entities = &record.annotations.entities;
            let joint = quote.joint.iter().filter_map(|id| entities.get(*id as usize));
            let names = joint.map(|entity| entity.name.as_str());
            [entity.name.as_str()].into_iter().chain(names).collect::<Vec<_>>().join(", ")
        }
        (None, Some(words)) if quote.anonymous => format!("{words} (anonymous)"),
        (None, Some(words)) => format!("{words} (not resolved)"),
        (None, None) => "(nobody named)".to_owned(),
    }
}
