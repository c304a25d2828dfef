//! The JSON form of a `Doc` of spaCy, one a line: `Doc(nlp.vocab).from_json(json.loads(line))`.
//!
//! The document is the body. Tokens are dateline's own; white space that spaCy cannot write as one space behind a token
//! is a token itself, so that the text stays as it is. Offsets count code points.

use std::io;
use std::io::Write;

use serde::Serialize;

use crate::export::What;
use crate::export::document::Document;
use crate::export::document::words::Word;
use crate::export::document::words::sentences;
use crate::export::record::record_id;
use crate::model::Record;
use crate::model::TextField;
use crate::text::offset::OffsetUnit;
use crate::text::offset::Offsets;

/// One `Doc` a line.
pub(in crate::export) const SPACY: Document = Document {
    name: "spacy",
    about: "a spaCy Doc in JSON a line, body only, for Doc.from_json",
    suffix: None,
    writes: &[What::Annotations],
    around: [&[]; 2],
    write,
};

/// Labels as the models of spaCy name them; other kinds are written in capitals.
const LABELS: &[(&str, &str)] =
    &[("organisation", "ORG"), ("place", "GPE"), ("percentage", "PERCENT")];

#[derive(Serialize)]
struct Doc<'a> {
    text: &'a str,
    tokens: Vec<DocToken>,
    sents: Vec<DocSpan>,
    ents: Vec<DocEntity<'a>>,
    meta: Meta<'a>,
}

#[derive(Serialize)]
struct DocToken {
    id: usize,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct DocSpan {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct DocEntity<'a> {
    start: usize,
    end: usize,
    label: String,
    /// Canonical name.
    kb_id: &'a str,
}

/// What spaCy has no place for, and passes over.
#[derive(Serialize)]
struct Meta<'a> {
    id: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
    url: Option<&'a str>,
}

fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let article = &record.article;
    let offsets = Offsets::new(&article.text, OffsetUnit::CodePoint);
    let sentences = sentences(record, TextField::Text);
    let names = &record.annotations.entities;
    let body = record.annotations.mentions.iter().filter(|one| one.span.field() == TextField::Text);
    let id = record_id(article);
    let doc = Doc {
        text: &article.text,
        tokens: tokens(&article.text, &sentences, &offsets),
        sents: sentences.iter().filter_map(|words| span(words, &offsets)).collect(),
        ents: body
            .map(|mention| DocEntity {
                start: offsets.at(mention.span.start()),
                end: offsets.at(mention.span.end()),
                label: label(mention.kind.as_str()),
                kb_id: mention
                    .entity
                    .and_then(|at| names.get(at as usize))
                    .map_or("", |it| &it.name),
            })
            .collect(),
        meta: Meta {
            id: &id,
            title: article.title.as_deref(),
            published: article.published.as_ref().map(ToString::to_string),
            url: article.url.as_deref(),
        },
    };
    serde_json::to_writer(&mut *out, &doc)?;
    out.write_all(b"\n")
}

/// Returns the words, and between them the white space that is more than one space.
fn tokens(text: &str, sentences: &[Vec<Word>], offsets: &Offsets<'_>) -> Vec<DocToken> {
    let mut ranges = Vec::new();
    let mut end = 0;
    for word in sentences.iter().flatten() {
        push_gap(text, end..word.range.start, &mut ranges);
        ranges.push(word.range.clone());
        end = word.range.end;
    }
    push_gap(text, end..text.len(), &mut ranges);
    let token = |(id, range): (usize, std::ops::Range<usize>)| DocToken {
        id,
        start: offsets.at(range.start),
        end: offsets.at(range.end),
    };
    ranges.into_iter().enumerate().map(token).collect()
}

/// Adds what stands between two words: a first space belongs to the word before.
fn push_gap(text: &str, gap: std::ops::Range<usize>, ranges: &mut Vec<std::ops::Range<usize>>) {
    let space = usize::from(gap.start > 0 && text[gap.clone()].starts_with(' '));
    if gap.start + space < gap.end {
        ranges.push(gap.start + space..gap.end);
    }
}

fn span(words: &[Word], offsets: &Offsets<'_>) -> Option<DocSpan> {
    let (first, last) = (words.first()?, words.last()?);
    Some(DocSpan { start: offsets.at(first.range.start), end: offsets.at(last.range.end) })
}

fn label(kind: &str) -> String {
    let known = LABELS.iter().find(|(name, _)| *name == kind);
    known.map_or_else(|| kind.to_uppercase(), |(_, label)| (*label).to_owned())
}
