//! CoNLL: a token a line with its tag in the scheme IOB2, an empty line after each sentence, as in the shared tasks of
//! CoNLL-2002 and 2003. Control codes are shown as their pictures.

use std::io;
use std::io::Write;

use crate::export::What;
use crate::export::document::Document;
use crate::export::document::words::sentences;
use crate::model::Record;
use crate::model::TextField;
use crate::text::control::pictured;

/// Token, tab, tag.
pub(in crate::export) const CONLL: Document = Document {
    name: "conll",
    about: "a token and its IOB2 tag a line, an empty line after each sentence",
    suffix: Some("conll"),
    writes: &[What::Annotations],
    around: [&[]; 2],
    write,
};

/// Tags of the shared tasks; other kinds are written in capitals.
const TAGS: &[(&str, &str)] = &[("person", "PER"), ("organisation", "ORG"), ("place", "LOC")];

fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "-DOCSTART-\tO\n")?;
    let title = record.article.title.as_deref().unwrap_or_default();
    for (field, text) in [(TextField::Title, title), (TextField::Text, &record.article.text)] {
        for sentence in sentences(record, field) {
            for word in sentence {
                let token = pictured(&text[word.range]);
                match word.kind {
                    None => writeln!(out, "{token}\tO")?,
                    Some(kind) => {
                        let side = if word.begins { 'B' } else { 'I' };
                        writeln!(out, "{token}\t{side}-{}", tag(kind.as_str()))?;
                    }
                }
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

fn tag(kind: &str) -> String {
    let known = TAGS.iter().find(|(name, _)| *name == kind);
    known.map_or_else(|| kind.to_uppercase(), |(_, tag)| (*tag).to_owned())
}
