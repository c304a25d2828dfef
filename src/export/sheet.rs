//! What a sheet for people shows of a record besides its text, on a terminal as on a page.

use std::collections::BTreeSet;

use crate::model::CopyGroup;
use crate::model::Entity;
use crate::model::Published;
use crate::model::Record;

/// Returns the lines above the text: what the article says about itself.
pub fn about(record: &Record) -> Vec<(&'static str, String)> {
    let article = &record.article;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let item = article.origin.item.map(|item| format!(":{item}")).unwrap_or_default();
    let moment =
        |moment: &Option<Published>| moment.as_ref().map(|m| m.to_string()).unwrap_or_default();
    let lines = [
        ("site", text(&article.site)),
        ("published", moment(&article.published)),
        ("modified", moment(&article.modified)),
        ("authors", article.authors.join(", ")),
        ("section", text(&article.section)),
        (
            "dateline",
            article
                .dateline
                .as_ref()
                .and_then(|dateline| dateline.place.clone())
                .unwrap_or_default(),
        ),
        ("url", text(&article.url)),
        ("path", format!("{}{item}", article.origin.path)),
        ("id", article.record_id()),
        ("copies", article.copies.as_ref().map(copies).unwrap_or_default()),
    ];
    lines.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// Returns `14; the first is 5f0a…`.
fn copies(group: &CopyGroup) -> String {
    let first = match group.first {
        true => "this is the first".to_owned(),
        false => format!("the first is {}", group.group),
    };
    format!("{}; {first}", group.size - 1)
}

/// Returns the kinds of the mentions, each once.
pub fn kinds(record: &Record) -> BTreeSet<&'static str> {
    record.annotations.mentions.iter().map(|mention| mention.kind.as_str()).collect()
}

/// Returns `name (role; role, organisation; party Labour) ×3`.
pub fn entity_line(entity: &Entity) -> String {
    let mut about = entity.roles.join("; ");
    if !entity.affiliations.is_empty() {
        about.push_str(if about.is_empty() { "" } else { ", " });
        about.push_str(&entity.affiliations.join(", "));
    }
    for (column, value) in &entity.attributes {
        about.push_str(if about.is_empty() { "" } else { "; " });
        about.push_str(&format!("{column} {value}"));
    }
    let about = if about.is_empty() { about } else { format!(" ({about})") };
    format!("{}{about} ×{}", entity.name, entity.mentions.len())
}
