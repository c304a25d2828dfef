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

/// Tokens of what may stand between a name and the "and" behind it: ", the mayor of Leeds,", "of NHS England".
const ASIDE: usize = 12;

/// Mentions before a name among which the one beside it stands; those between belong to what describes it.
const MENTIONS: usize = 4;

/// Words that join two who speak together.
const JOINTS: &[&[&str]] =
    &[&["and"], &["&"], &["nor"], &["as", "well", "as"], &["together", "with"], &["along", "with"]];

/// Words before a name that say what it is to the one before: "and her husband Tom Miller".
const OWNERS: &[&str] = &["his", "her", "their", "its"];

impl Cast<'_> {
    /// Returns the mentions of all who speak with the one that a mention names, in text order: only that one, if alone.
    pub(super) fn together(&self, saying: &Saying, mention: u32) -> Vec<usize> {
        let alone = mention as usize;
        let cue = saying.cue.as_ref().map(|items| self.scene.tokens(items));
        let mut all = vec![alone];
        while let Some(before) = self.before(all[0]).filter(|_| all.len() <= MOST) {
            all.insert(0, before);
        }
        while let Some(next) = self.next(all[all.len() - 1]).filter(|_| all.len() <= MOST) {
            all.push(next);
        }
        let places = self.scene.places;
        let (first, last) = (all[0], all[all.len() - 1]);
        let (start, end) = (places[first].start as usize, places[last].end as usize);
        let inverted = cue.as_ref().is_some_and(|cue| cue.end <= start);
        let is_list = all.len() > 1 && self.ends_list(all[all.len() - 2], last);
        let opens = self.opens_clause(start, cue.as_ref());
        if is_list && opens && (!inverted || self.clause_ends(end)) { all } else { vec![alone] }
    }

    /// The mention before a name that it stands beside.
    fn before(&self, mention: usize) -> Option<usize> {
        let near = mention.saturating_sub(MENTIONS)..mention;
        near.rev().find(|before| self.next(*before) == Some(mention))
    }

    /// The name beside a mention of a name: "Ann Lee and Tom Price", "Ann Lee, the mayor, and Tom Price".
    fn next(&self, mention: usize) -> Option<usize> {
        let end = self.scene.places[mention].end as usize;
        let named = self.speaks(mention).then_some(end)?;
        let direct = self.joint(named).and_then(|titles| self.name_behind(titles));
        // Behind an aside an organisation may be what describes: "Ann Lee, the mayor, and the BBC".
        let is_person = |next: &usize| self.annotations.mentions[*next].kind == "person";
        let aside = || self.joint_behind_aside(end).and_then(|titles| self.name_behind(titles));
        direct.or_else(|| aside().filter(is_person))
    }

    /// The name whose titles start at a token.
    fn name_behind(&self, titles: usize) -> Option<usize> {
        let places = self.scene.places;
        let from = places.partition_point(|place| (place.start as usize) < titles);
        let mut next = from..(from + MENTIONS).min(places.len());
        let next = next.find(|one| self.speaks(*one))?;
        let name = places[next].start as usize;
        (name - titles <= TITLE && self.is_title(titles..name)).then_some(next)
    }

    fn speaks(&self, mention: usize) -> bool {
        self.annotations.mentions.get(mention).is_some_and(|named| {
            matches!(named.kind.as_str(), "person" | "organisation") && named.entity.is_some()
        })
    }

    /// Returns what stands behind "and", ", and" or a comma.
    fn joint(&self, at: usize) -> Option<usize> {
        let comma = at + usize::from(self.scene.story.word(at) == ",");
        self.and(comma).or((comma > at).then_some(comma))
    }

    /// Returns what stands behind "and" or the like.
    fn and(&self, at: usize) -> Option<usize> {
        let word = |at: usize| self.scene.story.word(at);
        let stands =
            |joint: &&&[&str]| joint.iter().enumerate().all(|(n, one)| word(at + n) == *one);
        JOINTS.iter().find(stands).map(|joint| at + joint.len())
    }

    /// Returns what stands behind the "and" that follows what describes a name: ", the mayor, and".
    fn joint_behind_aside(&self, at: usize) -> Option<usize> {
        let story = self.scene.story;
        let word = |at: usize| story.word(at);
        let sentence = &story.sentences.get(story.sentence_of(at))?.tokens;
        let until = (at + ASIDE).min(sentence.end as usize);
        let comma = word(at) == ",";
        if !comma && !matches!(word(at), "of" | "from" | "at") {
            return None;
        }
        let is_verb =
            |at: usize| self.scene.rules.lexicon.has(&story.tokens[at], self.classes.says);
        let inside = (at + 1..until)
            .take_while(|at| !is_verb(*at) && !matches!(word(*at), "\"" | "“" | "”" | ";" | ":"));
        let closes = |at: &usize| if comma { word(*at) == "," } else { self.and(*at).is_some() };
        let end = inside.into_iter().find(closes)?;
        self.and(end + usize::from(comma))
    }

    /// Returns the tokens that name the speaker: all who speak together, or a role with the words before it.
    pub(super) fn speaker_words(&self, saying: &Saying) -> Option<Range<usize>> {
        let items = saying.speaker.as_ref()?;
        let tokens = self.scene.tokens(items);
        let Some(mention) = self.mention(items) else {
            return Some(self.with_article(saying, tokens));
        };
        let (all, places) = (self.together(saying, mention), self.scene.places);
        let (first, last) = (places[*all.first()?].start, places[*all.last()?].end);
        Some(if all.len() > 1 { first as usize..last as usize } else { tokens })
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

    /// Returns true if "and" stands between two names.
    fn ends_list(&self, one: usize, other: usize) -> bool {
        let places = self.scene.places;
        (places[one].end as usize..places[other].start as usize).any(|at| self.and(at).is_some())
    }

    /// Returns true if words may stand before a name: the, and those of titles and roles; any behind "her".
    fn is_title(&self, words: Range<usize>) -> bool {
        let story = self.scene.story;
        let owned = OWNERS.contains(&story.word(words.start)) && words.len() > 1;
        let mut words = if owned { words.start + 2..words.end } else { words };
        words.all(|at| {
            let token = &story.tokens[at];
            let stands =
                token.is_capitalised() || matches!(story.word(at), "the" | "both" | "neither");
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
        // "said Ann Lee, the mayor, and Tom Price, her deputy, left"
        let aside = (at + 1..at + ASIDE).take_while(|_| story.word(at) == ",");
        let close = aside.into_iter().find(|at| story.word(*at) == ",").map(|comma| comma + 1);
        let token = story.tokens.get(close.unwrap_or(at));
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
            (
                "“We must go now,” Anna Berg, the mayor, and Tom Miller, the governor, said in a statement.",
                "Anna Berg, Tom Miller",
            ),
            (
                "“We must go now,” Anna Berg of NHS England and Tom Miller of the BBC said.",
                "Anna Berg, Tom Miller",
            ),
            (
                "“We must go now,” said Anna Berg, the mayor of Leeds, and Tom Miller, her deputy.",
                "Anna Berg, Tom Miller",
            ),
            (
                "“We must go now,” said Anna Berg, the mayor, and Tom Miller, her deputy, agreed.",
                "Anna Berg",
            ),
            (
                "“We must go now,” Anna Berg and her husband Tom Miller said.",
                "Anna Berg, Tom Miller",
            ),
            ("Both Anna Berg and Tom Miller said: “We must go now.”", "Anna Berg, Tom Miller"),
            ("Anna Berg, as well as Tom Miller, said: “We must go now.”", "Anna Berg, Tom Miller"),
            ("Neither Anna Berg nor Tom Miller said “we must go now”.", "Anna Berg, Tom Miller"),
            ("Anna Berg, the mayor, met Tom Miller. “We must go now,” he said.", "Tom Miller"),
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
