//! To whom, where and when something was said: "told lawmakers in Geneva on Wednesday".
//!
//! Reads the phrases that follow a cue or its speaker, and those that open the sentence before the speaker; stops at the
//! first word that is none of them, so that what was said never counts as circumstance. Start at [`setting`].

use std::ops::Range;

use crate::extract::quote::Saying;
use crate::extract::quote::Scene;
use crate::extract::quote::report::ReportClasses;
use crate::model::Annotations;
use crate::model::Circumstance;
use crate::model::Mention;
use crate::model::TimexType;
use crate::model::Value;
use crate::text::shape::Shape;

/// Tokens in which circumstances are looked for, on each side.
const REACH: usize = 24;

/// Most tokens of whoever is spoken to, and of a phrase that is neither place nor time: "in an interview".
const PHRASE: usize = 7;

/// Most tokens of roles and titles between an opening phrase and the speaker.
const TITLE: usize = 8;

/// Words that open a phrase beside a cue.
const OPENERS: &[&str] =
    &["in", "at", "on", "during", "outside", "near", "from", "by", "via", "late", "early"];

/// Those of them that a place may follow.
const WHERE: &[&str] = &["in", "at", "outside", "near", "from"];

/// Words that open a sentence about somebody who speaks.
const SPEAKING: &[&str] = &["Speaking", "Talking"];

/// Words that end the name of whoever is spoken to.
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could",
    "should", "can", "may", "might", "must", "there",
];

/// What is told of a saying.
#[derive(Debug, Default)]
pub(super) struct Setting {
    /// To whom.
    pub addressee: Option<Circumstance>,
    /// Where.
    pub place: Option<Circumstance>,
    /// When.
    pub time: Option<Circumstance>,
}

/// Returns what the sentence of a saying tells of it; `words` are the tokens that were said.
pub(super) fn setting(
    scene: Scene<'_>,
    annotations: &Annotations,
    saying: &Saying,
    words: &Range<usize>,
    classes: ReportClasses,
) -> Setting {
    let mut reader = Reader { scene, annotations, classes, found: Setting::default() };
    let Some(cue) = saying.cue.as_ref().map(|items| scene.tokens(items)) else {
        return reader.found;
    };
    let speaker = saying.speaker.as_ref().map(|items| scene.tokens(items)).unwrap_or(cue.clone());
    let sentence = &scene.story.sentences[scene.story.sentence_of(cue.start)].tokens;
    let (first, last) = (sentence.start as usize, sentence.end as usize);
    let after = cue.end.max(speaker.end);
    let end = last.min(after + REACH).min(reader.next_words(after, words));
    // Some cues hold the listener: "told reporters".
    let tells = cue.clone().find(|at| reader.has(*at, classes.tell));
    let tells = tells.filter(|_| speaker.end <= cue.start);
    let start = tells.map_or(after, |at| at + 1);
    reader.phrases(start..end, tells.is_some(), reader.has_any(&cue, classes.free));
    if let Some(start) = reader.after_apposition(after..end) {
        reader.phrases(start..end, false, false);
    }
    if speaker.end < cue.start {
        reader.times(speaker.end..cue.start);
    }
    let clause = cue.start.min(speaker.start);
    if (1..=REACH).contains(&clause.saturating_sub(first))
        && !(first..clause).contains(&words.start)
    {
        reader.opening(first..clause);
    }
    reader.found
}

/// Reads phrases and keeps the first of each sort.
struct Reader<'s> {
    scene: Scene<'s>,
    annotations: &'s Annotations,
    classes: ReportClasses,
    found: Setting,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.scene.story.word(at)
    }

    fn is_one(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| word.eq_ignore_ascii_case(self.word(at)))
    }

    fn has_any(&self, tokens: &Range<usize>, class: crate::rules::ClassId) -> bool {
        let lexicon = &self.scene.rules.lexicon;
        self.scene.story.tokens[tokens.clone()].iter().any(|token| lexicon.has(token, class))
    }

    fn has(&self, at: usize, class: crate::rules::ClassId) -> bool {
        at < self.scene.story.tokens.len() && self.has_any(&(at..at + 1), class)
    }

    /// First token of what was said, or of a quotation, from `at` on.
    fn next_words(&self, at: usize, words: &Range<usize>) -> usize {
        let quotations = self.scene.quotations;
        let next = quotations.partition_point(|one| (one.tokens.start as usize) < at);
        let next = quotations.get(next).map_or(usize::MAX, |one| one.tokens.start as usize);
        if words.start >= at { next.min(words.start) } else { next }
    }

    /// The mention that starts at a token.
    fn mention(&self, at: usize) -> Option<(&Mention, Range<usize>)> {
        let number = self.scene.places.partition_point(|place| (place.start as usize) < at);
        let place = self.scene.places.get(number).filter(|place| place.start as usize == at)?;
        let mention = self.annotations.mentions.get(number)?;
        Some((mention, place.start as usize..place.end as usize))
    }

    /// Reads phrase after phrase. Where somebody `told` something, a name comes first; where it was `said`, "to" a name.
    fn phrases(&mut self, range: Range<usize>, told: bool, said: bool) {
        let mut at = range.start;
        if told {
            at = self.listener(at..range.end);
        } else if said && self.is_to_somebody(at) && !VERBS.contains(&self.word(at + 1)) {
            at = self.listener(at + 1..range.end);
        }
        while at < range.end {
            let next = self.phrase(at..range.end);
            if next == at {
                return;
            }
            at = next;
        }
    }

    /// "said to reporters", not "said a source close to the talks".
    fn is_to_somebody(&self, at: usize) -> bool {
        self.word(at) == "to" && !matches!(self.word(at.saturating_sub(1)), "close" | "next")
    }

    /// Returns what comes after a description between commas: said Anna Berg, the mayor, on Monday.
    fn after_apposition(&self, range: Range<usize>) -> Option<usize> {
        let opens = self.word(range.start) == ",";
        let mut inside = range.start + 1..range.end.min(range.start + 1 + TITLE);
        let comma = inside.find(|at| opens && self.is_boundary(*at))?;
        (self.word(comma) == ",").then_some(comma + 1)
    }

    /// Reads whoever is spoken to, and returns what comes after.
    fn listener(&mut self, range: Range<usize>) -> usize {
        let mut end = range.start;
        let mut named = None;
        while end < range.end.min(range.start + PHRASE) && !self.ends_listener(end, range.start) {
            let mention = self.mention(end).filter(|(_, place)| place.end <= range.end);
            end = match mention {
                Some((mention, place)) => {
                    named = mention.entity.or(named);
                    place.end
                }
                None => end + 1,
            };
        }
        // told reporters pay was low: without a boundary only the first word is surely a listener.
        if VERBS.contains(&self.word(end)) {
            let article = usize::from(self.has(range.start, self.classes.determiner));
            let first = range.start + article;
            end = self.mention(first).map_or(first + 1, |(_, place)| place.end).min(end);
        }
        // a crowd of about 300 people: what follows was no name.
        end -= usize::from(end > range.start && self.word(end - 1) == "of");
        let reacts = self.has_any(&(range.start..end), self.classes.reaction);
        if end > range.start && !reacts {
            let span = self.scene.story.span(range.start..end);
            self.found.addressee.get_or_insert(Circumstance { span, entity: named, iso: None });
        }
        end
    }

    fn ends_listener(&self, at: usize, start: usize) -> bool {
        let stop = self.scene.story.tokens[at].shape == Shape::Lower
            && (self.has(at, self.classes.stop)
                || VERBS.contains(&self.word(at))
                || OPENERS.contains(&self.word(at)));
        let named = self.mention(at).is_some_and(|(mention, _)| mention.kind == "date");
        let second = at > start + 1
            && (self.has(at, self.classes.determiner) || self.has(at, self.classes.pronoun))
            && !matches!(self.word(at), "of" | "this" | "that")
            && self.word(at - 1) != "of";
        self.is_boundary(at) || stop || named || second || self.is_participle(at, start)
    }

    /// told reporters gathered outside: what they do does not name them; "told visiting farmers" does.
    fn is_participle(&self, at: usize, start: usize) -> bool {
        let word = self.word(at);
        let ends = word.len() > 5 && (word.ends_with("ing") || word.ends_with("ed"));
        ends && at > start
            && self.scene.story.tokens[at].shape == Shape::Lower
            && !self.has(at - 1, self.classes.determiner)
    }

    /// Returns true for a mark that ends a phrase: not the hyphen or apostrophe inside a word.
    fn is_boundary(&self, at: usize) -> bool {
        let token = &self.scene.story.tokens[at];
        let ends = || matches!(self.word(at), "," | "." | ":" | ";" | "\"" | "“");
        token.shape == Shape::Mark && (!token.glued || ends())
    }

    /// Reads one phrase, and returns what comes after; the start of the range if there is none.
    fn phrase(&mut self, range: Range<usize>) -> usize {
        if let Some(end) = self.time(range.start, range.end) {
            return end;
        }
        if !self.is_one(range.start, OPENERS) {
            return range.start;
        }
        let place = self.is_one(range.start, WHERE);
        let until = range.end.min(range.start + PHRASE);
        let mut at = range.start + 1;
        while at < until && !self.ends_phrase(at) {
            if let Some(end) = self.time(at, range.end) {
                return end;
            }
            let found = self.mention(at).filter(|(_, found)| found.end <= range.end);
            let Some((mention, found)) = found else {
                at += 1;
                continue;
            };
            if place && mention.kind == "place" {
                let (span, entity) = (mention.span, mention.entity);
                self.found.place.get_or_insert(Circumstance { span, entity, iso: None });
            }
            at = found.end;
        }
        at
    }

    /// Returns true if a phrase is over: another one begins, or the clause goes on.
    fn ends_phrase(&self, at: usize) -> bool {
        let stop = self.has(at, self.classes.stop) || VERBS.contains(&self.word(at));
        self.is_boundary(at) || OPENERS.contains(&self.word(at)) || stop && self.word(at) != "with"
    }

    /// Reads a day or time, with "on" before it.
    fn time(&mut self, at: usize, end: usize) -> Option<usize> {
        let at = at + usize::from(self.is_one(at, &["on"]));
        let (mention, place) = self.mention(at).filter(|(_, place)| place.end <= end)?;
        let Some(Value::Date(date)) = &mention.value else { return None };
        if matches!(date.timex, TimexType::Date | TimexType::Time) {
            let (span, iso) = (mention.span, Some(date.iso.clone()));
            self.found.time.get_or_insert(Circumstance { span, entity: None, iso });
        }
        Some(place.end)
    }

    /// Reads the times between speaker and cue: "Berg on Wednesday told".
    fn times(&mut self, range: Range<usize>) {
        for at in range.clone().take(REACH) {
            self.time(at, range.end);
        }
    }

    /// Reads what opens a sentence before the speaker: "Speaking in Geneva on Monday, the mayor".
    fn opening(&mut self, range: Range<usize>) {
        let comma = range.clone().rev().take(TITLE + 1).find(|at| self.word(*at) == ",");
        let Some(comma) = comma.filter(|comma| *comma > range.start) else {
            // Last week Anna Berg said: a time needs no comma before the speaker.
            if range.len() <= TITLE {
                self.time(range.start, range.end);
            }
            return;
        };
        let speaks = SPEAKING.contains(&self.word(range.start));
        let opens =
            speaks || self.time(range.start, comma).is_some() || self.is_one(range.start, OPENERS);
        if !opens {
            return;
        }
        let mut at = range.start + usize::from(speaks);
        if speaks && self.word(at) == "to" {
            at = self.listener(at + 1..comma);
        }
        while at < comma {
            let next = self.phrase(at..comma);
            if next == at {
                return;
            }
            at = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::Annotator;
    use crate::model::Article;
    use crate::model::Circumstance;
    use crate::model::Published;
    use crate::rules::RuleSet;

    /// Addressee, place and time of the first quote, as written; the time with its value.
    fn setting(text: &str) -> [String; 3] {
        let rules = RuleSet::load(&[]).unwrap();
        let article = Article {
            text: text.to_owned(),
            language: Some("en".to_owned()),
            published: Published::parse("2024-03-05"),
            ..Article::default()
        };
        let (annotations, _) = Annotator::new(&rules).with_indirect(true).annotate(&article);
        let quote = annotations.quotes.first().unwrap_or_else(|| panic!("{text}"));
        let words = |told: &Option<Circumstance>| {
            let told = told.as_ref();
            told.map_or(String::new(), |told| {
                let iso = told.iso.as_ref().map(|iso| format!("={iso}")).unwrap_or_default();
                format!("{}{iso}", article.text(told.span))
            })
        };
        [words(&quote.addressee), words(&quote.place), words(&quote.time)]
    }

    #[test]
    fn circumstances_stand_beside_the_cue() {
        for (text, wanted) in [
            (
                "“We must go now,” Anna Berg told lawmakers on Monday.",
                ["lawmakers", "", "Monday=2024-03-04"],
            ),
            (
                "Anna Berg told lawmakers in Geneva on Monday: “We must go now.”",
                ["lawmakers", "Geneva", "Monday=2024-03-04"],
            ),
            ("“We must go now,” Anna Berg told the BBC.", ["the BBC", "", ""]),
            (
                "“We must go now,” said Anna Berg in Paris on 3 March.",
                ["", "Paris", "3 March=2024-03-03"],
            ),
            ("“We must go now,” Anna Berg said at a rally in Ohio.", ["", "Ohio", ""]),
            ("“We must go now,” Anna Berg said after the fire in Ohio.", ["", "", ""]),
            (
                "“We must go now,” Anna Berg said to reporters outside the court.",
                ["reporters", "", ""],
            ),
            ("On Monday, Anna Berg said: “We must go now.”", ["", "", "Monday=2024-03-04"]),
            (
                "Speaking to reporters in Geneva, Anna Berg said: “We must go now.”",
                ["reporters", "Geneva", ""],
            ),
            (
                "In a speech in Oslo on Monday, the mayor Anna Berg said: “We must go now.”",
                ["", "Oslo", "Monday=2024-03-04"],
            ),
            (
                "Anna Berg on Monday told a committee of MPs: “We must go now.”",
                ["a committee of MPs", "", "Monday=2024-03-04"],
            ),
            (
                "Anna Berg told reporters she was “mad at everybody in the room”.",
                ["reporters", "", ""],
            ),
            ("Anna Berg told reporters that the war in Ukraine was late.", ["reporters", "", ""]),
            ("Anna Berg said the war in Ukraine was “a disgrace”.", ["", "", ""]),
            (
                "“We must go now,” said Anna Berg, the mayor, on Monday.",
                ["", "", "Monday=2024-03-04"],
            ),
            ("Last week Anna Berg said: “We must go now.”", ["", "", "Last week=2024-W09"]),
            ("“We must go now,” Anna Berg said of the talks in Geneva.", ["", "", ""]),
            ("Anna Berg told a crowd of about 300 people: “We must go now.”", ["a crowd", "", ""]),
            ("Anna Berg said “the plan of Monday” was mad.", ["", "", ""]),
            ("“We must go now,” said Anna Berg.", ["", "", ""]),
        ] {
            assert_eq!(setting(text), wanted, "{text}");
        }
    }
}
