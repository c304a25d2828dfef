//! Standoff files of the annotation tool brat: `ID.txt` with the body, `ID.ann` with its mentions and quotes.
//!
//! Types are the kinds with a capital first letter; who an entity is and what a value means stand in a note of the
//! annotator; a relation `Speaker` leads from a quote to the mention of its speaker. Offsets count code points. Control codes are shown as their pictures,
//! which take as much room.

use std::fmt::Write;

use crate::export::document::archive::Archive;
use crate::model::Mention;
use crate::model::Record;
use crate::model::Span;
use crate::model::TextField;
use crate::text::control::pictured;
use crate::text::key::entity_key;
use crate::text::offset::OffsetUnit;
use crate::text::offset::Offsets;

/// A tar archive of `.txt` and `.ann` files.
pub(in crate::export) const BRAT: Archive =
    Archive { name: "brat", about: "a tar archive of brat standoff files", files };

fn files(record: &Record) -> Vec<(&'static str, String)> {
    vec![(".txt", shown(&record.article.text)), (".ann", shown(&annotations(record)))]
}

/// Returns a text as long as it was, without control codes. A carriage return is a space: a reader that takes it for the
/// end of a line, or leaves it out, would count wrongly.
fn shown(text: &str) -> String {
    pictured(&text.replace('\r', " ")).into_owned()
}

fn annotations(record: &Record) -> String {
    let offsets = Offsets::new(&record.article.text, OffsetUnit::CodePoint);
    let mut lines = String::new();
    let in_body = |span: Span| span.field() == TextField::Text;
    let mentions: Vec<&Mention> =
        record.annotations.mentions.iter().filter(|mention| in_body(mention.span)).collect();
    for (number, mention) in (1..).zip(&mentions) {
        push_text(
            &mut lines,
            record,
            &offsets,
            number,
            &capitalised(mention.kind.as_str()),
            mention.span,
        );
        if let Some(note) = note(record, mention) {
            let _ = writeln!(lines, "#{number}\tAnnotatorNotes T{number}\t{note}");
        }
    }
    let quotes = record.annotations.quotes.iter().filter(|quote| in_body(quote.span));
    for (number, quote) in (mentions.len() + 1..).zip(quotes) {
        push_text(&mut lines, record, &offsets, number, "Quote", quote.span);
        let named = |span: Span| {
            let at = mentions.partition_point(|mention| mention.span.end() <= span.start());
            mentions.get(at).filter(|mention| mention.span.overlaps(span)).map(|_| at)
        };
        if let Some(speaker) = quote.speaker_span.and_then(named) {
            let _ = writeln!(lines, "R{number}\tSpeaker Arg1:T{number} Arg2:T{}", speaker + 1);
        }
    }
    lines
}

/// Adds an annotation of a span; one over several lines is given in fragments, as brat wants it.
fn push_text(
    lines: &mut String,
    record: &Record,
    offsets: &Offsets<'_>,
    number: usize,
    kind: &str,
    span: Span,
) {
    let words = record.article.text(span);
    let mut at = span.start();
    let mut fragments = Vec::new();
    let mut shown = Vec::new();
    for line in words.split('\n') {
        if !line.trim().is_empty() {
            fragments.push(format!("{} {}", offsets.at(at), offsets.at(at + line.len())));
            shown.push(line);
        }
        at += line.len() + 1;
    }
    let (fragments, shown) = (fragments.join(";"), shown.join(" "));
    let _ = writeln!(lines, "T{number}\t{kind} {fragments}\t{shown}");
}

/// Returns who a mention means, or its value.
fn note(record: &Record, mention: &Mention) -> Option<String> {
    let entity = mention.entity.and_then(|at| record.annotations.entities.get(at as usize));
    let named = entity.map(|entity| entity_key(entity.kind.as_str(), &entity.name));
    let note = named.or_else(|| mention.value.as_ref().map(ToString::to_string))?;
    // A note is the rest of its line.
    Some(note.replace('\n', " "))
}

/// Returns a kind as a type of brat, which has no hyphens.
fn capitalised(kind: &str) -> String {
    let mut letters = kind.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first
        .into_iter()
        .chain(letters)
        .map(|letter| if letter == '-' { '_' } else { letter })
        .collect()
}
