//! A field of an article cut into pieces, each under at most one mention and inside or outside a quote. Markup is the
//! caller's business. Start at [`pieces`].

use crate::model::Mention;
use crate::model::Record;
use crate::model::Span;
use crate::model::TextField;

/// A piece of text.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// The words.
    pub text: &'a str,
    /// The mention they belong to.
    pub mention: Option<&'a Mention>,
    /// They stand in a quote.
    pub quoted: bool,
}

/// Returns the pieces of a field, which together are the whole field.
pub fn pieces(record: &Record, field: TextField) -> Vec<Piece<'_>> {
    let text = match field {
        TextField::Title => record.article.title.as_deref().unwrap_or_default(),
        TextField::Text => &record.article.text,
    };
    let here = |span: Span| span.field() == field && text.get(span.range()).is_some();
    let mentions: Vec<&Mention> =
        record.annotations.mentions.iter().filter(|mention| here(mention.span)).collect();
    let quotes: Vec<Span> = record
        .annotations
        .quotes
        .iter()
        .map(|quote| quote.span)
        .filter(|&span| here(span))
        .collect();
    let spans = mentions.iter().map(|mention| mention.span).chain(quotes.iter().copied());
    let mut cuts: Vec<usize> =
        spans.flat_map(|span| [span.start(), span.end()]).chain([0, text.len()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let (mut mention, mut quote) = (0, 0);
    let piece = |pair: &[usize]| {
        let (start, end) = (pair[0], pair[1]);
        while mentions.get(mention).is_some_and(|mention| mention.span.end() <= start) {
            mention += 1;
        }
        while quotes.get(quote).is_some_and(|quote| quote.end() <= start) {
            quote += 1;
        }
        Piece {
            text: &text[start..end],
            mention: mentions.get(mention).copied().filter(|mention| mention.span.start() <= start),
            quoted: quotes.get(quote).is_some_and(|quote| quote.start() <= start),
        }
    };
    cuts.windows(2).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Annotations;
    use crate::model::Article;
    use crate::model::Quote;
    use crate::model::Symbol;

    fn record(text: &str, mentions: &[(usize, usize)], quotes: &[(usize, usize)]) -> Record {
        let rule = Symbol::new("test/rule");
        let span = |&(start, end): &(usize, usize)| Span::new(TextField::Text, start..end);
        let mention = |at| Mention { kind: rule, span: span(at), value: None, rule, entity: None };
        let quote = |at| Quote::new(span(at), rule);
        let annotations = Annotations {
            mentions: mentions.iter().map(mention).collect(),
            quotes: quotes.iter().map(quote).collect(),
            ..Annotations::default()
        };
        let article = Article { text: text.to_owned(), ..Article::default() };
        Record { article, annotations, warnings: Vec::new() }
    }

    fn check(text: &str, mentions: &[(usize, usize)], quotes: &[(usize, usize)], wanted: &str) {
        let record = record(text, mentions, quotes);
        let shown: String = pieces(&record, TextField::Text)
            .iter()
            .map(|piece| match (piece.mention.is_some(), piece.quoted) {
                (false, false) => piece.text.to_owned(),
                (true, false) => format!("[{}]", piece.text),
                (false, true) => format!("<{}>", piece.text),
                (true, true) => format!("<[{}]>", piece.text),
            })
            .collect();
        assert_eq!(shown, wanted);
    }

    #[test]
    fn pieces_are_the_whole_text() {
        check("", &[], &[], "");
        check("abc", &[], &[], "abc");
        check("abcdef", &[(1, 2), (2, 4)], &[], "a[b][cd]ef");
        check("abcdef", &[(2, 3)], &[(1, 5)], "a<b><[c]><de>f");
        check("abcdef", &[(0, 3)], &[(2, 6)], "[ab]<[c]><def>");
        check("aé", &[(0, 2)], &[(1, 99)], "aé");
    }
}
