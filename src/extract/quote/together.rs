//! Several who speak with one voice → who they are: "Ann Lee, Tom Price and Leeds Council said in a joint statement".
//!
//! Looks only at the names beside the one that a rule found, and only where nothing but names, titles and commas stands
//! between them and the start of their clause. Start at [`Cast::together`].

use std::ops::Range;

use crate::extract::quote::Saying;
use crate::extract::quote::speaker::Cast;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// Most who speak together.
const MOST: usize = 8;

/// Most words between two of them, and before the first: "and the foreign minister".
const TITLE: usize = 4;

/// Words before the first of them that begin a clause.
const OPENERS: &[&str] = &["that", "while", "but", "when", "as", "because"];

/// Words that open the words for somebody: "the nominee".
const ARTICLES: &[&str] =
    &["the", "The", "a", "A", "an", "An", "one", "One", "his", "her", "their"];

impl Cast<'_> {
    /// Returns the mentions of all who speak with the one that a mention names, in text order: only that one, if alone.
    pub(super) fn together(&self, saying: &Saying, mention: u32) -> Range<usize> {
        let alone = mention as usize..mention as usize + 1;
        let cue = saying.cue.as_ref().map(|items| self.scene.tokens(items));
        let mut first = alone.start;
        while alone.start - first < MOST && first > 0 && self.joins(first - 1) {
            first -= 1;
        }
        let mut last = alone.start;
        while last - alone.start < MOST && self.joins(last) {
            last += 1;
        }
        let places = self.scene.places;
        let all = places[first].start as usize..places[last].end as usize;
        let inverted = cue.as_ref().is_some_and(|cue| cue.end <= all.start);
        let is_list = last > first && self.ends_list(last - 1);
        let opens = self.opens_clause(all.start, cue.as_ref());
        if is_list && opens && (!inverted || self.clause_ends(all.end)) {
            first..last + 1
        } else {
            alone
        }
    }

    /// Returns the tokens that name the speaker: all who speak together, or a role with the words before it.
    pub(super) fn speaker_words(&self, saying: &Saying) -> Option<Range<usize>> {
        let items = saying.speaker.as_ref()?;
        let tokens = self.scene.tokens(items);
        let Some(mention) = self.mention(items) else {
            return Some(self.with_article(saying, tokens));
        };
        let all = self.together(saying, mention);
        let places = &self.scene.places[all];
        let (first, last) = (places.first()?.start as usize, places.last()?.end as usize);
        Some(if places.len() > 1 { first..last } else { tokens })
    }

    /// "nominee" → "the Republican nominee", within what the rule matched.
    fn with_article(&self, saying: &Saying, tokens: Range<usize>) -> Range<usize> {
        let story = self.scene.story;
        let from = self.scene.tokens(&saying.items).start.max(tokens.start.saturating_sub(TITLE));
        let is_word = |at: &usize| {
            story.tokens[*at].shape != Shape::Mark
                || story.tokens[*at].glued && story.word(*at) == "-"
        };
        let before = (from..tokens.start).rev().take_while(is_word);
        let article = before.into_iter().find(|at| ARTICLES.contains(&story.word(*at)));
        article.unwrap_or(tokens.start)..tokens.end
    }

    /// Returns true if nothing but "and", a comma and a title stands between a mention and the next, both of them names.
    fn joins(&self, mention: usize) -> bool {
        let story = self.scene.story;
        let names = self.annotations.mentions.get(mention..mention + 2);
        let named = names.is_some_and(|names| {
            let speaks = |kind: &str| matches!(kind, "person" | "organisation");
            names.iter().all(|one| speaks(one.kind.as_str()) && one.entity.is_some())
        });
        if !named {
            return false;
        }
        let between = self.between(mention);
        let opens = matches!(story.word(between.start), "," | "and" | "&");
        let skip = 1 + usize::from(story.word(between.start + 1) == "and");
        opens && between.len() <= TITLE + 1 && self.is_title(between.start + skip..between.end)
    }

    fn between(&self, mention: usize) -> Range<usize> {
        let places = self.scene.places;
        let start = places[mention].end as usize;
        start..(places[mention + 1].start as usize).max(start)
    }

    /// Returns true if "and" stands between a mention and the next.
    fn ends_list(&self, mention: usize) -> bool {
        self.between(mention).take(2).any(|at| matches!(self.scene.story.word(at), "and" | "&"))
    }

    /// Returns true if words may stand before a name: the, and those of titles and roles.
    fn is_title(&self, mut words: Range<usize>) -> bool {
        let story = self.scene.story;
        words.all(|at| {
            let token = &story.tokens[at];
            let stands = token.is_capitalised() || story.word(at) == "the";
            stands || story.word(at) == "." || self.is_role_word(token)
        })
    }

    /// A word of a title or role.
    fn is_role_word(&self, token: &Token) -> bool {
        self.scene.rules.lexicon.has(token, self.classes.role)
    }

    /// A word such as "in" or "that".
    fn is_small(&self, token: &Token) -> bool {
        let has = |class| self.scene.rules.lexicon.has(token, class);
        has(self.classes.stop) || has(self.classes.preposition)
    }

    /// Returns true if a clause begins at a name or at the titles before it.
    fn opens_clause(&self, name: usize, cue: Option<&Range<usize>>) -> bool {
        let story = self.scene.story;
        let first = story.sentences[story.sentence_of(name)].tokens.start as usize;
        (name.saturating_sub(TITLE).max(first)..=name).rev().any(|at| {
            let opens = at == first
                || cue.is_some_and(|cue| cue.end == at)
                || story.tokens[at - 1].shape == Shape::Mark && story.word(at - 1) != "."
                || OPENERS.contains(&story.word(at - 1));
            opens && self.is_title(at..name)
        })
    }

    /// Returns true if no verb follows, of which the last of them is the subject.
    fn clause_ends(&self, at: usize) -> bool {
        let story = self.scene.story;
        let token = story.tokens.get(at);
        token.is_none_or(|token| {
            token.shape == Shape::Mark || token.breaks > 0 || self.is_small(token)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::rules::RuleSet;

    #[test]
    fn all_who_speak_together_are_told() {
        let rules = RuleSet::load(&[]).unwrap();
        let mut annotator = Annotator::new(&rules);
        for (text, wanted) in [
            ("“We must go now,” Anna Berg and Tom Miller said.", "Anna Berg, Tom Miller"),
            ("“We must go now,” said Anna Berg and Tom Miller.", "Anna Berg, Tom Miller"),
            ("“We must go now,” said Anna Berg, and Tom Miller agreed.", "Anna Berg"),
            (
                "Anna Berg, Tom Miller and NHS England said in a joint statement: “We must go now.”",
                "Anna Berg, Tom Miller, NHS England",
            ),
            (
                "Health minister Anna Berg and Foreign Minister Tom Miller said: “We must go now.”",
                "Anna Berg, Tom Miller",
            ),
            ("Peter Walsh met Anna Berg and Tom Miller said: “We must go now.”", "Tom Miller"),
            ("Anna Berg said: “We must go now.”", "Anna Berg"),
        ] {
            let article = Article { text: text.to_owned(), ..Article::default() };
            let (annotations, _) = annotator.annotate(&article);
            let quote = &annotations.quotes[0];
            let name = |id: &u32| annotations.entities[*id as usize].name.as_str();
            let names: Vec<_> = quote.speaker.iter().chain(&quote.joint).map(name).collect();
            assert_eq!(names.join(", "), wanted, "{text}");
        }
    }
}
