//! Who has the word: names, pronouns and roles → entities.
//!
//! Start at [`Cast::speaker`].

use std::ops::Range;

use crate::extract::name::title_before;
use crate::extract::quote::Saying;
use crate::extract::quote::Scene;
use crate::extract::quote::description::Descriptions;
use crate::extract::quote::namesake::Firsts;
use crate::extract::quote::pair::Pairs;
use crate::extract::quote::register::Register;
use crate::extract::quote::register::is_any;
use crate::extract::quote::register::spelt_out;
use crate::extract::quote::turn::Turns;
use crate::extract::relate::What;
use crate::model::Annotations;
use crate::model::Entity;
use crate::rules::ClassId;
use crate::rules::Lexicon;

/// Sentences back in which the person behind a pronoun is looked for.
pub(super) const PRONOUN_REACH: u32 = 6;

/// Mentions back that are looked at.
pub(super) const MENTION_REACH: usize = 24;

/// How sure a speaker is whose name stands beside the cue: 229 of 234 are right in the gold.
const SURE_BY_NAME: f64 = 0.98;

/// The same where a pronoun or role stands for somebody: an estimate below the 71 of 72 of the gold, which is easy.
const SURE_BY_REFERENCE: f64 = 0.93;

/// The same where only a word such as "the nominee" says so, after the only one named: an estimate, at the threshold.
const SURE_BY_EPITHET: f64 = 0.85;

/// Classes that tell who is meant.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct CastClasses {
    pronoun: ClassId,
    possessive: ClassId,
    pub(super) male: ClassId,
    pub(super) female: ClassId,
    given_male: ClassId,
    given_female: ClassId,
    pub(super) role: ClassId,
    pub(super) stop: ClassId,
    pub(super) preposition: ClassId,
    office: ClassId,
    anaphor: ClassId,
    pub(super) epithet: ClassId,
    pub(super) statement: ClassId,
    pub(super) says: ClassId,
    pub(super) known_to: ClassId,
    /// Roles and words of titles.
    pub(super) titles: [ClassId; 3],
}

impl CastClasses {
    /// Looks the classes up; a missing one is a class without entries.
    pub(in crate::extract) fn new(lexicon: &Lexicon) -> CastClasses {
        let class = |name| lexicon.class(name).unwrap_or(ClassId::MAX);
        CastClasses {
            pronoun: class("quote.pronoun"),
            possessive: class("quote.possessive"),
            male: class("quote.male"),
            female: class("quote.female"),
            given_male: class("given-m"),
            given_female: class("given-f"),
            role: class("role"),
            stop: class("quote.stop"),
            preposition: class("quote.preposition"),
            office: class("quote.office"),
            anaphor: class("quote.anaphor"),
            epithet: class("quote.epithet"),
            statement: class("quote.statement"),
            says: class("says"),
            known_to: class("quote.known-to"),
            titles: ["role", "role-mod", "person.title-word"].map(class),
        }
    }
}

/// What a pronoun asks of the one it stands for, or what is known of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
    /// A group or institution.
    Thing,
    Unknown,
}

/// Somebody named outside quotations.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    pub(super) token: u32,
    pub(super) sentence: u32,
    pub(super) entity: u32,
}

/// The people and institutions of an article, as its quotes are read in order.
#[derive(Debug)]
pub(in crate::extract) struct Cast<'c> {
    /// The article.
    pub scene: Scene<'c>,
    pub(super) annotations: &'c Annotations,
    pub(super) pairs: &'c Pairs,
    pub(super) classes: CastClasses,
    pub(super) named: Vec<Named>,
    /// Gender of each entity, where it has been asked for.
    genders: Vec<Option<Gender>>,
    pub(super) turns: Turns,
    /// Whom pronouns stood for, in text order.
    meant: Vec<Named>,
    /// Who is meant by a role or surname, from when it is first asked for.
    register: Option<Register>,
    /// Who of a surname was named first, and where another was, from when it is first asked for.
    pub(super) firsts: Option<Firsts>,
    /// Whom descriptions fit, from when it is first asked for.
    descriptions: Option<Descriptions>,
}

impl<'c> Cast<'c> {
    /// Returns the cast of an article.
    pub(in crate::extract) fn new(
        scene: Scene<'c>,
        annotations: &'c Annotations,
        pairs: &'c Pairs,
        classes: CastClasses,
    ) -> Cast<'c> {
        let genders = vec![None; annotations.entities.len()];
        let mut cast = Cast {
            scene,
            annotations,
            pairs,
            classes,
            named: Vec::new(),
            genders,
            turns: Turns::default(),
            meant: Vec::new(),
            register: None,
            firsts: None,
            descriptions: None,
        };
        cast.collect();
        cast
    }

    fn collect(&mut self) {
        let mut quotation = 0;
        let mut sentence = 0;
        for (mention, place) in self.annotations.mentions.iter().zip(self.scene.places) {
            while self
                .scene
                .quotations
                .get(quotation)
                .is_some_and(|quotation| quotation.tokens.end <= place.start)
            {
                quotation += 1;
            }
            let quoted = self
                .scene
                .quotations
                .get(quotation)
                .is_some_and(|quotation| quotation.tokens.start < place.start);
            let Some(entity) = mention.entity.filter(|_| !quoted) else { continue };
            while self
                .scene
                .story
                .sentences
                .get(sentence)
                .is_some_and(|sentence| sentence.tokens.end <= place.start)
            {
                sentence += 1;
            }
            if matches!(mention.kind.as_str(), "person" | "organisation") {
                self.named.push(Named { token: place.start, sentence: sentence as u32, entity });
            }
        }
    }

    /// Returns the entity that speaks in a saying, and how sure that is.
    pub(in crate::extract) fn speaker(&mut self, saying: &Saying) -> Option<(u32, f64)> {
        let items = saying.speaker.clone()?;
        if let Some(mention) = self.mention(&items) {
            let first = self.together(saying, mention)[0];
            if let Some(meant) = self.namesake(first) {
                return meant;
            }
            return self.annotations.mentions[first].entity.map(|entity| (entity, SURE_BY_NAME));
        }
        if self.is_for_somebody(&items) {
            return None;
        }
        let tokens = self.scene.tokens(&items);
        let meant = match self.pronoun(&tokens) {
            Some(_) if self.unknown_spoke(tokens.start as u32).is_some() => None,
            Some(wanted) => self.behind_pronoun(wanted, tokens.start as u32),
            None => self.registered(&tokens).or_else(|| self.described(&tokens)),
        };
        let called = || self.called(tokens).map(|entity| (entity, SURE_BY_EPITHET));
        meant.map(|entity| (entity, SURE_BY_REFERENCE)).or_else(called)
    }

    /// Returns the others who say it together with the speaker.
    pub(super) fn with_others(&self, saying: &Saying) -> Vec<u32> {
        let mention = saying.speaker.as_ref().and_then(|items| self.mention(items));
        let Some(mention) = mention else { return Vec::new() };
        let mut entities: Vec<u32> = Vec::new();
        for one in self.together(saying, mention) {
            let entity = self.annotations.mentions[one].entity;
            entities.extend(entity.filter(|entity| !entities.contains(entity)));
        }
        entities.split_off(1.min(entities.len()))
    }

    /// The first mention of an entity among some items.
    pub(super) fn mention(&self, items: &Range<usize>) -> Option<u32> {
        self.scene.items[items.clone()].iter().find_map(|item| match item.what {
            What::Mention(mention) if self.is_aside(items, item, mention) => None,
            What::Mention(mention) => {
                self.annotations.mentions[mention as usize].entity.map(|_| mention)
            }
            _ => None,
        })
    }

    /// Returns true if a saying is by somebody whom the article does not name, not by a pronoun for somebody else.
    pub(super) fn is_unknown(&self, saying: &Saying) -> bool {
        let tokens = saying.speaker.as_ref().map(|items| self.scene.tokens(items));
        tokens.is_some_and(|tokens| {
            self.pronoun(&tokens).is_none() || self.unknown_spoke(tokens.start as u32).is_some()
        })
    }

    /// Returns true if words stand for somebody whose name is held back: "one of them", or a pronoun, after such a one.
    pub(super) fn comes_back_veiled(&self, tokens: &Range<usize>) -> bool {
        let words = &self.scene.story.tokens[tokens.clone()];
        let comes_back = self.pronoun(tokens).is_some()
            || self.scene.rules.lexicon.has_phrase(words, self.classes.anaphor);
        comes_back && self.unknown_spoke(tokens.start as u32) == Some(true)
    }

    pub(super) fn pronoun(&self, tokens: &Range<usize>) -> Option<Gender> {
        let tokens = &self.scene.story.tokens[tokens.clone()];
        let normal = |class| self.scene.rules.lexicon.normal_form(class, tokens);
        let normal = normal(self.classes.pronoun).or_else(|| normal(self.classes.possessive))?;
        match normal {
            "male" => Some(Gender::Male),
            "female" => Some(Gender::Female),
            "thing" => Some(Gender::Thing),
            _ => Some(Gender::Unknown),
        }
    }

    /// The one named last who fits; in a sentence that names several the first, who is its subject.
    fn behind_pronoun(&mut self, wanted: Gender, token: u32) -> Option<u32> {
        if wanted == Gender::Unknown {
            return None;
        }
        let sentence = self.scene.story.sentence_of(token as usize) as u32;
        let before = self.named.partition_point(|named| named.token < token);
        let mut found: Option<Named> = None;
        for at in (before.saturating_sub(MENTION_REACH)..before).rev() {
            let named = self.named[at];
            if sentence - named.sentence > PRONOUN_REACH
                || found.is_some_and(|found| found.sentence != named.sentence)
            {
                break;
            }
            if self.fits(named.entity, wanted) {
                found = Some(named);
            }
        }
        let heard =
            self.meant.last().copied().filter(|heard| sentence - heard.sentence <= PRONOUN_REACH);
        let heard = heard.filter(|heard| self.gender(heard.entity) == wanted);
        let later = match (found, heard) {
            (Some(found), Some(heard)) if heard.sentence >= found.sentence => heard,
            (Some(found), _) => found,
            (None, heard) => heard?,
        };
        self.meant.push(Named { token, sentence, entity: later.entity });
        Some(later.entity)
    }

    fn fits(&mut self, entity: u32, wanted: Gender) -> bool {
        match self.gender(entity) {
            Gender::Unknown => wanted != Gender::Thing,
            gender => gender == wanted,
        }
    }

    pub(super) fn gender(&mut self, entity: u32) -> Gender {
        let place = entity as usize;
        if let Some(known) = self.genders[place] {
            return known;
        }
        let gender = self.work_out_gender(&self.annotations.entities[place]);
        self.genders[place] = Some(gender);
        gender
    }

    /// By title or role beside the name, else by given name.
    fn work_out_gender(&self, entity: &Entity) -> Gender {
        if entity.kind != "person" {
            return Gender::Thing;
        }
        let Scene { story, rules, places, .. } = self.scene;
        let has = |at: usize, class| {
            story.tokens.get(at).is_some_and(|token| rules.lexicon.has(token, class))
        };
        let told = |at: usize| match (has(at, self.classes.male), has(at, self.classes.female)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        };
        let mentions = || entity.mentions.iter().take(MENTION_REACH);
        let starts = || mentions().map(|mention| places[*mention as usize].start as usize);
        // Many surnames are given names or titles too: of a name with several words, one alone says nothing.
        let several = entity.name.contains(' ');
        let full = || {
            let places = mentions().map(|mention| &places[*mention as usize]);
            let full = places.filter(|place| !several || place.len() > 1);
            full.map(|place| place.start as usize)
        };
        let before = |start: usize| told(title_before(story, start)?);
        let titled = full().find_map(told).or_else(|| starts().find_map(before));
        let roles = || entity.roles.iter().find_map(|role| self.gender_of_role(role));
        let given = || {
            full().find_map(|start| {
                match (has(start, self.classes.given_male), has(start, self.classes.given_female)) {
                    (true, false) => Some(Gender::Male),
                    (false, true) => Some(Gender::Female),
                    _ => None,
                }
            })
        };
        titled.or_else(roles).or_else(given).unwrap_or(Gender::Unknown)
    }

    fn gender_of_role(&self, role: &str) -> Option<Gender> {
        let mut tokens = Vec::new();
        crate::text::token::tokenize(role, &mut tokens);
        let has = |class| tokens.iter().any(|token| self.scene.rules.lexicon.has(token, class));
        match (has(self.classes.male), has(self.classes.female)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }

    /// The only one whom the article describes so: "the harbour master".
    fn described(&mut self, tokens: &Range<usize>) -> Option<u32> {
        if self.descriptions.is_none() {
            self.descriptions = Some(Descriptions::new(self));
        }
        self.descriptions.as_ref()?.whom(self.scene.story, tokens)
    }

    pub(super) fn register(&mut self) -> &Register {
        let entities = &self.annotations.entities;
        let (lexicon, office) = (&self.scene.rules.lexicon, self.classes.office);
        let given = [self.classes.given_male, self.classes.given_female];
        let spell = |role: &str| spelt_out(lexicon, office, role);
        let is_given = |word: &str| is_any(lexicon, &given, word);
        self.register.get_or_insert_with(|| Register::new(entities, spell, is_given))
    }

    /// The only one with this role, else the only one with this surname, though it was not found as a mention.
    fn registered(&mut self, tokens: &Range<usize>) -> Option<u32> {
        let story = self.scene.story;
        let last = story.tokens.get(tokens.clone())?.last()?;
        let office = self.scene.rules.lexicon.normal_form(self.classes.office, &[*last]);
        let words = office.unwrap_or_else(|| story.words(tokens.clone()));
        let register = self.register();
        register.by_role(words).or_else(|| {
            let surname = last.is_capitalised().then(|| last.text(&story.text))?;
            register.by_surname(surname)
        })
    }
}
