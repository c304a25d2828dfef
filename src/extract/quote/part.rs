//! Split speech → parts of one: "We go," she said, "at once." She is quoted once, in two parts.
//!
//! Only direct speech of one paragraph, with nothing but its attribution between the parts. Start at [`Parts::join`].

use crate::extract::quote::Saying;
use crate::extract::quote::Scene;
use crate::extract::quote::form::Quotation;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::model::Span;

/// The quote that the next one may go on with.
#[derive(Debug, Default)]
pub(super) struct Parts {
    last: Option<Last>,
}

/// What matters of the last quote.
#[derive(Debug)]
struct Last {
    /// First part of its speech.
    first: Span,
    /// Token behind it.
    end: u32,
    /// Where its cue stands.
    cue: Option<Span>,
    speaker: Option<u32>,
    anonymous: bool,
    /// Token behind the sentence of the cue.
    told_until: u32,
}

impl Parts {
    /// Notes in a quote of which speech it is a later part, if it is one; `saying` tells who says it, if one does.
    pub(super) fn join(
        &mut self,
        scene: Scene<'_>,
        quotation: &Quotation,
        saying: Option<&Saying>,
        quote: &mut Quote,
    ) {
        let cue = saying.filter(|_| quote.cue.is_some()).and_then(|saying| saying.cue.as_ref());
        let told = cue.map(|items| {
            let sentence = scene.story.sentence_of(scene.tokens(items).start);
            scene.story.sentences[sentence].tokens.end
        });
        let start = quotation.tokens.start;
        let last = self.last.take().filter(|last| {
            let here = start >= last.end && !breaks(scene, last.end, start);
            let same_cue = quote.cue_span.is_some() && quote.cue_span == last.cue;
            let goes_on = quote.cue.is_none()
                && quote.speaker == last.speaker
                && (start <= last.told_until || start == last.end);
            here && quote.kind == QuoteKind::Direct && (same_cue || goes_on)
        });
        quote.part_of = last.as_ref().map(|last| last.first);
        quote.anonymous |= last.as_ref().is_some_and(|last| last.anonymous);
        let goes_on = last.as_ref().filter(|_| told.is_none());
        self.last = (quote.kind == QuoteKind::Direct).then(|| Last {
            first: quote.part_of.unwrap_or(quote.span),
            end: quotation.tokens.end,
            cue: quote.cue_span.or_else(|| goes_on?.cue),
            speaker: quote.speaker,
            anonymous: quote.anonymous,
            told_until: told.unwrap_or(quotation.tokens.end),
        });
    }
}

/// Returns true if a new paragraph begins from one token to another.
fn breaks(scene: Scene<'_>, from: u32, to: u32) -> bool {
    scene.story.tokens[from as usize..=to as usize].iter().any(|token| token.breaks > 0)
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    /// For each quote the place of its first part, or `.`.
    fn parts(text: &str) -> String {
        let rules = RuleSet::load(&[]).unwrap();
        let article = Article { text: text.to_owned(), ..Article::default() };
        let (annotations, _) = Annotator::new(&rules).annotate(&article);
        let quotes = &annotations.quotes;
        let place = |span| quotes.iter().position(|quote| quote.span == span).unwrap().to_string();
        let part = |of: Option<_>| of.map_or(".".to_owned(), place);
        quotes.iter().map(|quote| part(quote.part_of)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn split_speech_is_one() {
        for (text, wanted) in [
            ("“We must go,” Anna Berg said, “or we shall stay.”", ". 0"),
            ("“We must go now,” Anna Berg said. “It is late and it is cold.”", ". 0"),
            ("“We must go now,” Anna Berg said. “It is late,” she added.", ". ."),
            ("“We must go,” Anna Berg said, “or stay.” “It is late and it is cold.”", ". 0 0"),
            ("“We must go now,” Anna Berg said.\n\n“It is late and it is cold.”", ". ."),
            (
                "“We must go now,” Anna Berg said. The crowd left. “It is late and it is cold.”",
                ". .",
            ),
            ("Anna Berg called it “mad” and “bad”.", ". ."),
            ("“We must go now,” a source said. “It is late and it is cold.”", ". 0"),
            ("“We must go now,” Anna Berg said. “It is late.\n\n“It is cold.”", ". 0"),
        ] {
            assert_eq!(parts(text), wanted, "{text}");
        }
    }
}
