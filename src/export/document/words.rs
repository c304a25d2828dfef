//! A field of an article as sentences of tokens, each under at most one mention. Start at [`sentences`].

use std::ops::Range;

use crate::model::EntityKind;
use crate::model::Record;
use crate::model::Span;
use crate::model::TextField;
use crate::text::token::Token;
use crate::text::token::tokenize;

/// A token with the mention that it is part of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes in the field.
    pub range: Range<usize>,
    /// Kind of the mention.
    pub kind: Option<EntityKind>,
    /// The mention begins here.
    pub begins: bool,
}

/// Returns the sentences of a field. A token that a mention holds a part of is cut there, so that mentions are whole
/// tokens.
pub(super) fn sentences(record: &Record, field: TextField) -> Vec<Vec<Word>> {
    let text = match field {
        TextField::Title => record.article.title.as_deref().unwrap_or_default(),
        TextField::Text => &record.article.text,
    };
    let here = |span: &Span| span.field() == field;
    let annotations = &record.annotations;
    let mut starts =
        annotations.sentences.iter().copied().filter(here).map(Span::start).skip(1).peekable();
    let mut mentions = annotations.mentions.iter().filter(|one| here(&one.span)).peekable();
    let mut tokens: Vec<Token> = Vec::new();
    tokenize(text, &mut tokens);
    let mut sentences: Vec<Vec<Word>> = vec![Vec::new()];
    let mut written = 0;
    for token in &tokens {
        let (mut start, end) = (token.start as usize, token.end as usize);
        while starts.next_if(|first| *first <= start).is_some() {
            sentences.push(Vec::new());
        }
        while start < end {
            while mentions.next_if(|mention| mention.span.end() <= start).is_some() {}
            let next = mentions.peek().map(|mention| (mention.span.range(), mention.kind));
            let (cut, kind, begins) = match next {
                Some((span, kind)) if span.start <= start => {
                    (span.end, Some(kind), span.start >= written)
                }
                Some((span, _)) => (span.start, None, false),
                None => (end, None, false),
            };
            let range = start..cut.min(end);
            start = range.end;
            written = range.end;
            if let Some(sentence) = sentences.last_mut() {
                sentence.push(Word { range, kind, begins });
            }
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Annotations;
    use crate::model::Article;
    use crate::model::Mention;
    use crate::model::Symbol;

    #[test]
    fn mentions_are_whole_tokens_of_their_sentences() {
        let text = "Anna Berg led a 24-hour strike. Berg won.";
        let rule = Symbol::new("test/rule");
        let mention = |range: Range<usize>| Mention {
            kind: rule,
            span: Span::new(TextField::Text, range),
            value: None,
            rule,
            entity: None,
        };
        let annotations = Annotations {
            mentions: [0..9, 16..18, 32..36].map(mention).into(),
            sentences: vec![Span::new(TextField::Text, 0..31), Span::new(TextField::Text, 32..41)],
            ..Annotations::default()
        };
        let article = Article { text: text.to_owned(), ..Article::default() };
        let record = Record { article, annotations, warnings: Vec::new() };
        let show = |word: &Word| {
            let side = if word.begins { "B:" } else { "I:" };
            format!("{}{}", word.kind.map_or("", |_| side), &text[word.range.clone()])
        };
        let shown: Vec<String> = sentences(&record, TextField::Text)
            .iter()
            .map(|words| words.iter().map(show).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(shown, ["B:Anna I:Berg led a B:24 - hour strike .", "B:Berg won ."]);
        assert!(sentences(&record, TextField::Title).is_empty());
    }
}
