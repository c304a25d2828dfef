//! A short text with dates → the one of first publication, or else of the last change, told by the words beside it.
//!
//! Start at [`in_text`].

use jiff::civil::Date;

use crate::parse::html::date;
use crate::parse::html::date::Order;

/// Words that make a date the day of the last change, in lower case.
const CHANGED: &[&str] = &[
    "updated",
    "update",
    "modified",
    "changed",
    "revised",
    "reviewed",
    "edited",
    "aktualisiert",
    "geändert",
    "stand:",
    "mis à jour",
    "modifié",
    "actualizado",
    "actualización",
    "modificado",
    "atualizado",
    "aggiornato",
    "modificato",
    "bijgewerkt",
    "gewijzigd",
    "uppdaterad",
    "oppdatert",
    "opdateret",
    "päivitetty",
    "zaktualizowano",
    "aktualizacja",
    "обновлено",
    "изменено",
    "оновлено",
    "güncelleme",
    "更新",
];

/// Words that make a date the day of publication, in lower case.
const FIRST: &[&str] = &[
    "published",
    "posted",
    "created",
    "first",
    "released",
    "veröffentlicht",
    "erschienen",
    "publiziert",
    "erstellt",
    "publié",
    "publicado",
    "publicación",
    "pubblicato",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "publisert",
    "udgivet",
    "julkaistu",
    "opublikowano",
    "опубликовано",
    "опубліковано",
    "yayın",
    "发布",
    "發布",
    "公開",
];

/// Returns where the first of the words stands.
fn has(lower: &str, words: &[&str]) -> Option<usize> {
    words.iter().filter_map(|word| lower.find(word)).min()
}

/// Returns the date of a line, and whether it is the last change: the one after "published", else the first.
pub(super) fn in_text(text: &str, order: Order) -> Option<(Date, bool)> {
    let lower = text.to_lowercase();
    let find = |from: usize, to: usize| date::find(lower.get(from..to)?, order);
    let (first, changed) = (has(&lower, FIRST), has(&lower, CHANGED));
    if let Some(date) = first.and_then(|at| find(at, lower.len())) {
        return Some((date, false));
    }
    let Some(at) = changed else { return Some((find(0, lower.len())?, false)) };
    match find(0, at) {
        Some(date) => Some((date, false)),
        None => Some((find(at, lower.len())?, true)),
    }
}

/// Returns true if a label says that the date after it is the last change.
pub(super) fn is_of_change(label: &str) -> bool {
    let label = label.to_lowercase();
    has(&label, CHANGED).is_some() && has(&label, FIRST).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_first_from_last() {
        for (text, date, changed) in [
            ("17 December 2025", "2025-12-17", false),
            ("Published 17 December 2025, updated 19 December 2025", "2025-12-17", false),
            ("Updated 19 December 2025 | Published 17 December 2025", "2025-12-17", false),
            ("17 December 2025 (updated 19 December 2025)", "2025-12-17", false),
            ("Last updated: 19 December 2025", "2025-12-19", true),
            ("Aktualisiert am 19.12.2025", "2025-12-19", true),
        ] {
            let found =
                in_text(text, Order::DayFirst).map(|(date, changed)| (date.to_string(), changed));
            assert_eq!(found, Some((date.to_owned(), changed)), "{text}");
        }
    }
}
