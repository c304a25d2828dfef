//! The document is one story: names it has with strong evidence in one place help to find them in others.
//!
//! Start at [`Memory::learn`], which notes the forms of strong names, and [`Memory::recall`], which finds them again.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::extract::SILENT;
use crate::extract::acronym::spelt;
use crate::extract::candidate::Candidate;
use crate::extract::candidate::Candidates;
use crate::extract::candidate::Evidence;
use crate::extract::candidate::Source;
use crate::extract::find::Finder;
use crate::extract::name::NameClasses;
use crate::extract::name::bracketed;
use crate::extract::name::forms;
use crate::extract::name::is_given;
use crate::extract::name::is_only_name;
use crate::extract::name::without_legal_suffix;
use crate::extract::reference::Reference;
use crate::extract::story::Story;
use crate::model::EntityKind;
use crate::rules::Lexicon;
use crate::rules::Recall;
use crate::rules::RuleSet;
use crate::rules::Symbols;
use crate::text::fold::hash_next;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// Longest form that is looked for again, in tokens.
const MAX_FORM: usize = 8;

/// Lists of organisations, and of the words that their names end with.
const BODY_LISTS: [&str; 4] = ["org", "org-word", "org-head", "org-head-strong"];

/// Lists of organisations.
const KNOWN_LISTS: [&str; 5] = ["org", "company", "media", "university", "team"];

/// Forms noted in one document; what more there is (hostile text) is not recalled.
const MAX_FORMS: usize = 200_000;

/// The kind whose names acronyms are.
const ORGANISATION: &str = "organisation";

/// The names that a document has with strong evidence.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Hash of a form → the ways and kinds in which it is known.
    forms: FxHashMap<u64, Vec<(Recall, EntityKind)>>,
    /// Keys of the first words of forms.
    first_words: rustc_hash::FxHashSet<u64>,
    /// Places where a name stands already, with its kind: it needs no memory of itself.
    places: rustc_hash::FxHashSet<(u32, u32, EntityKind)>,
    /// Acronyms that words beside them spell, with those words; work space.
    spelt: Vec<(usize, Range<usize>)>,
}

impl Memory {
    /// Notes the forms of all names chosen with strong evidence.
    pub(super) fn learn(
        &mut self,
        story: &Story,
        candidates: &Candidates,
        rules: &RuleSet,
        classes: NameClasses,
    ) {
        self.forms.clear();
        self.first_words.clear();
        self.places.clear();
        self.spelt.clear();
        for candidate in
            candidates.list.iter().filter(|candidate| candidate.chosen && candidate.value.is_none())
        {
            if self.forms.len() > MAX_FORMS {
                break;
            }
            let kind = rules.rules[candidate.rule as usize].kind;
            self.places.insert((candidate.start, candidate.end, kind));
            if candidate.width() == 1 && (kind == ORGANISATION || kind == SILENT) {
                let at = candidate.start as usize;
                self.spelt.extend(spelt(story, at, &rules.lexicon, classes).map(|by| (at, by)));
            }
            if candidate.score < rules.weights.strong {
                continue;
            }
            let tokens = &story.tokens[candidate.tokens()];
            let is_ware =
                kind == ORGANISATION && story.on_wares && is_ware(tokens, &rules.lexicon, classes);
            let mut note = |recall, hash| {
                let is_first = hash == tokens[0].key;
                if is_ware && (is_first || recall == Recall::Acronym) {
                    return;
                }
                let known = self.forms.entry(hash).or_default();
                if !known.contains(&(recall, kind)) {
                    known.push((recall, kind));
                }
            };
            forms(&story.text, tokens, kind.as_str(), &rules.lexicon, classes, &mut note);
            if let Some(short) = bracketed(story, candidate.tokens()) {
                note(Recall::Acronym, short.key);
            }
            self.first_words.extend(tokens.iter().map(|token| token.key));
        }
        if !self.spelt.is_empty() {
            self.learn_spelt(story, &rules.lexicon);
        }
    }

    /// Notes the acronyms of words that are no organisation, which are none either, here and elsewhere. One that the lists
    /// know, and one whose words end in that of a body, stay: "the national health service (NHS)".
    fn learn_spelt(&mut self, story: &Story, lexicon: &Lexicon) {
        let heads = BODY_LISTS.map(|list| lexicon.class(list));
        let is_body = |at: usize| {
            let token = &story.tokens[at];
            heads.iter().flatten().any(|class| lexicon.has_in_any_case(token, *class))
        };
        let (organisation, silent) = (EntityKind::new(ORGANISATION), EntityKind::new(SILENT));
        for (at, words) in self.spelt.drain(..) {
            let end = words.end as u32;
            let named = |start| self.places.contains(&(start, end, organisation));
            // In a text about programs the letters of a listed body are as often those of a technique.
            let is_listed = !story.on_wares && is_body(at);
            if is_listed || is_body(words.end - 1) || (words.start as u32..end).any(named) {
                continue;
            }
            let known = self.forms.entry(story.tokens[at].key).or_default();
            known.retain(|(_, kind)| *kind != organisation && *kind != silent);
            known.push((Recall::Acronym, silent));
        }
    }

    /// Adds a candidate for every known form. Returns true if there were any.
    pub(super) fn recall(
        &self,
        pass: &Pass<'_>,
        finder: &mut Finder<'_>,
        candidates: &mut Candidates,
    ) -> bool {
        if self.forms.is_empty() {
            return false;
        }
        let before = candidates.list.len();
        for (number, sentence) in pass.story.sentences.iter().enumerate() {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let form = self.longest_form(pass.story, at, sentence.tokens.end);
                if let Some((end, known)) = form {
                    self.add_known(pass, known, (number as u32, at, end), finder, candidates);
                }
                at = form.map_or(at + 1, |(end, _)| end);
            }
        }
        candidates.list.len() > before
    }

    /// Returns true if a form may start here. An acronym is no word of the full name, so capitals always count.
    fn starts_form(&self, story: &Story, at: usize) -> bool {
        let token = &story.tokens[at];
        matches!(token.shape, Shape::Upper | Shape::Mixed | Shape::Initial)
            || self.first_words.contains(&token.key)
    }

    /// Returns the end of the longest known form that starts here, and as what it is known.
    fn longest_form(
        &self,
        story: &Story,
        at: u32,
        end: u32,
    ) -> Option<(u32, &[(Recall, EntityKind)])> {
        if !story.tokens[at as usize].is_capitalised() || !self.starts_form(story, at as usize) {
            return None;
        }
        let mut longest = None;
        let mut hash = 0;
        for next in at..end.min(at + MAX_FORM as u32) {
            let token = &story.tokens[next as usize];
            if token.text(&story.text) == "." {
                continue;
            }
            hash = if next == at { token.key } else { hash_next(hash, token.key) };
            if let Some(known) = self.forms.get(&hash) {
                longest = Some((next + 1, known.as_slice()));
            }
        }
        longest
    }

    fn add_known(
        &self,
        pass: &Pass<'_>,
        known: &[(Recall, EntityKind)],
        (sentence, start, end): (u32, u32, u32),
        finder: &mut Finder<'_>,
        candidates: &mut Candidates,
    ) {
        for (recall, kind) in known.iter().filter(|one| !is_outdone(one, known)) {
            let mut start = start;
            let is_one_word = *recall == Recall::SameName && *kind == "person" && end - start == 1;
            if *recall == Recall::Surname || is_one_word {
                match pass.first_name((sentence, start, end)) {
                    FirstName::Before => start -= 1,
                    FirstName::Itself => continue,
                    FirstName::None => {}
                }
            }
            let given = *recall == Recall::GivenName && pass.is_other_name((sentence, end));
            let people = *recall == Recall::Surname && pass.is_people((sentence, start, end));
            if given || people {
                continue;
            }
            let new = !self.places.contains(&(start, end, *kind));
            let rule = pass.rule(*recall, *kind);
            if let Some(rule) = rule.filter(|_| new && admits(*recall, pass.story, start, end)) {
                pass.add((rule, sentence, start, end), finder, candidates);
            }
        }
    }
}

/// What one pass over a document needs.
pub(super) struct Pass<'p> {
    /// The document.
    pub story: &'p Story,
    /// The rules.
    pub rules: &'p RuleSet,
    /// Those of them that meet names again, by index.
    pub recalls: &'p [u32],
    /// The symbols of the document.
    pub symbols: &'p Symbols<'p>,
    /// The document's language.
    pub reference: &'p Reference,
    /// What words of names are.
    pub classes: NameClasses,
}

/// What of a surname that comes back is a first name.
enum FirstName {
    /// The word before it: somebody else of that surname.
    Before,
    /// The surname: it is the first name of somebody else.
    Itself,
    /// Nothing.
    None,
}

impl Pass<'_> {
    /// Tells whether a surname stands in the full name of somebody else: "Junxiong Wang" beside "Jue Wang", "Martin Karplus"
    /// beside "Archer Martin".
    fn first_name(&self, (sentence, start, end): (u32, u32, u32)) -> FirstName {
        let Some(sentence) = self.story.sentences.get(sentence as usize) else {
            return FirstName::None;
        };
        // Where every noun has a capital, the lists do not tell a name from a word.
        if !self.reference.speaks("en") {
            return FirstName::None;
        }
        let lexicon = &self.rules.lexicon;
        // In a headline every word has a capital: only a listed given name tells.
        let tells = |at: u32| {
            let token = &self.story.tokens[at as usize];
            token.shape == Shape::Capital
                && is_only_name(token, lexicon, self.classes)
                && (!sentence.headline || is_given(token, lexicon, self.classes))
        };
        let surname = &self.story.tokens[start as usize];
        if start > sentence.tokens.start && tells(start - 1) && !surname.glued {
            return FirstName::Before;
        }
        let next = end < sentence.tokens.end && tells(end);
        if next && end - start == 1 && is_given(surname, lexicon, self.classes) {
            return FirstName::Itself;
        }
        FirstName::None
    }

    /// Returns true if a given name goes on to the name of somebody else: "Emmanuel Macron" beside "Emmanuel Moreau".
    fn is_other_name(&self, (sentence, end): (u32, u32)) -> bool {
        let Some(sentence) = self.story.sentences.get(sentence as usize) else { return false };
        // Where every noun has a capital, one behind a name says nothing.
        if sentence.headline || end >= sentence.tokens.end || self.reference.speaks("de") {
            return false;
        }
        let next = &self.story.tokens[end as usize];
        next.shape == Shape::Capital && !next.glued && !self.has(next, "parts.calendar-name")
    }

    /// Returns true if a surname that is also the name of a people stands before what they do or are: "French voters"
    /// beside "Ann French".
    fn is_people(&self, (sentence, start, end): (u32, u32, u32)) -> bool {
        let Some(sentence) = self.story.sentences.get(sentence as usize) else { return false };
        let surname = &self.story.tokens[start as usize];
        if end - start != 1 || !self.has(surname, "demonym") {
            return false;
        }
        let article = start > sentence.tokens.start
            && self.story.word(start as usize - 1).eq_ignore_ascii_case("the");
        let next = self.story.tokens.get(end as usize).filter(|_| end < sentence.tokens.end);
        let is_noun = |next: &Token| {
            let acts = ["says", "person.human-verb", "person.finite", "function", "verb"];
            next.shape == Shape::Lower
                && !next.glued
                && !acts.iter().any(|list| self.has(next, list))
                || next.shape == Shape::Capital && !next.glued
        };
        article || next.is_some_and(is_noun)
    }

    fn has(&self, token: &Token, list: &str) -> bool {
        let class = self.rules.lexicon.class(list);
        class.is_some_and(|class| self.rules.lexicon.has(token, class))
    }

    fn rule(&self, recall: Recall, kind: EntityKind) -> Option<u32> {
        let fits = |number: &u32| {
            let rule = &self.rules.rules[*number as usize];
            let language = rule.language.as_deref();
            rule.recall == Some(recall)
                && rule.kind == kind
                && language.is_none_or(|language| self.reference.speaks(language))
        };
        self.recalls.iter().copied().find(fits)
    }

    fn add(
        &self,
        (rule, sentence, start, end): (u32, u32, u32, u32),
        finder: &mut Finder<'_>,
        candidates: &mut Candidates,
    ) {
        let open = candidates.open();
        let weight = self.rules.rules[rule as usize].weight;
        candidates.evidence.push(Evidence { source: Source::Rule(rule), weight });
        let mut candidate = Candidate {
            start,
            end,
            sentence,
            rule,
            score: 0.0,
            evidence: 0..0,
            value: None,
            chosen: false,
        };
        finder.weigh(self.story, self.symbols, &mut candidate, candidates);
        candidates.close(candidate, open);
    }
}

/// Returns true if the name of an organisation is as likely that of a ware: it has neither a legal form nor a last word that
/// only bodies have, and no list knows it. Neither its first word nor its initials are an organisation elsewhere, nor is it
/// itself if it is one word.
fn is_ware(tokens: &[Token], lexicon: &Lexicon, classes: NameClasses) -> bool {
    let is = |list: &str, tokens: &[Token]| {
        lexicon.class(list).is_some_and(|class| lexicon.has_phrase(tokens, class))
    };
    without_legal_suffix(tokens, lexicon, classes).len() == tokens.len()
        && !is("org-head-strong", &tokens[tokens.len() - 1..])
        && !KNOWN_LISTS.iter().any(|list| is(list, tokens))
}

/// A single word that looked like a person or place is the short form of an organisation that the document names in
/// full, unless it names a person of that surname in full as well: then it is the person.
fn is_outdone((recall, kind): &(Recall, EntityKind), known: &[(Recall, EntityKind)]) -> bool {
    let is = |wanted, name| known.iter().any(|(recall, kind)| *recall == wanted && *kind == name);
    match recall {
        Recall::SameName => {
            *kind != ORGANISATION
                && is(Recall::ShortForm, ORGANISATION)
                && !is(Recall::Surname, "person")
        }
        Recall::ShortForm => is(Recall::Surname, "person"),
        _ => false,
    }
}

/// An acronym is written in capitals, other forms start and end with a capital.
fn admits(recall: Recall, story: &Story, start: u32, end: u32) -> bool {
    let (first, last) = (&story.tokens[start as usize], &story.tokens[end as usize - 1]);
    match recall {
        Recall::Acronym => matches!(first.shape, Shape::Upper | Shape::Mixed),
        _ => first.is_capitalised() && last.is_capitalised(),
    }
}
