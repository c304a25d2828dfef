//! What fact patterns run over: sentences in which every mention and every quotation is one item.
//!
//! Sentences that hold nothing a pattern needs are left out. A quotation of several sentences is one item, so that
//! what stands before and after it is one segment; the sentences inside it are segments of their own.
//! Start at [`Items::load`].

use std::ops::Range;

use crate::extract::quote::Form;
use crate::extract::quote::Quotation;
use crate::extract::story::Story;
use crate::model::EntityKind;
use crate::model::Mention;
use crate::rules::ClassId;
use crate::rules::RuleSet;
use crate::rules::Symbols;

/// What an item stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A token.
    Token,
    /// A mention, by index.
    Mention(u32),
    /// A quotation, by index.
    Quotation(u32),
}

/// One step of a fact pattern.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it stands for.
    pub what: What,
}

/// The kinds that have an item of their own, with the symbols that stand for them.
#[derive(Debug)]
pub struct Kinds {
    list: Vec<(EntityKind, ClassId)>,
    /// Symbol of each kind: inside a segment, at its start.
    symbols: Vec<[u32; 2]>,
    /// Index of `quote` and `fragment` among the kinds.
    quote: usize,
    fragment: usize,
    fragments: [u32; 2],
}

impl Kinds {
    /// Returns the kinds of a rule set.
    pub fn new(rules: &RuleSet) -> Kinds {
        let list: Vec<_> = rules.kind_classes.iter().map(|(kind, class)| (*kind, *class)).collect();
        let place =
            |name: &str| list.iter().position(|(kind, _)| *kind == name).unwrap_or(usize::MAX);
        let (quote, fragment) = (place("quote"), place("fragment"));
        Kinds { list, symbols: Vec::new(), quote, fragment, fragments: [0; 2] }
    }

    /// Makes the symbols; to be called before each article, as symbols may have been forgotten.
    fn refresh(&mut self, symbols: &mut Symbols<'_>) {
        self.symbols.clear();
        for (_, class) in &self.list {
            self.symbols
                .push([symbols.of_classes(&[*class], false), symbols.of_classes(&[*class], true)]);
        }
        let class = |at: usize| self.list.get(at).map_or(ClassId::MAX, |(_, class)| *class);
        let both = [class(self.quote), class(self.fragment)];
        self.fragments = [symbols.of_classes(&both, false), symbols.of_classes(&both, true)];
    }

    fn of(&self, mention: &Mention) -> Option<usize> {
        self.list.iter().position(|(kind, _)| *kind == mention.kind)
    }
}

/// The parts of an article that items are made of.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'p> {
    /// The article.
    pub story: &'p Story,
    /// Its mentions.
    pub mentions: &'p [Mention],
    /// The tokens of each mention.
    pub places: &'p [Range<u32>],
    /// The quotations that may be speech.
    pub quotations: &'p [Quotation],
    /// Sets of kinds of which a segment has to have one; see [`RuleSet::fact_needs`].
    pub needs: &'p [u64],
}

/// The items of an article, segment after segment; its memory is used again for the next.
#[derive(Debug, Default)]
pub struct Items {
    /// The items.
    pub list: Vec<Item>,
    /// The symbol of each.
    pub symbols: Vec<u32>,
    /// The segments, as ranges of the list.
    pub segments: Vec<Range<usize>>,
    /// Kinds in the segment that is being built.
    kinds: u64,
}

impl Items {
    /// Lays an article out as items.
    pub fn load(&mut self, parts: Parts<'_>, kinds: &mut Kinds, symbols: &mut Symbols<'_>) {
        self.list.clear();
        self.symbols.clear();
        self.segments.clear();
        self.kinds = 0;
        kinds.refresh(symbols);
        self.run(parts, kinds, 0..parts.story.tokens.len());
        for quotation in
            parts.quotations.iter().filter(|quotation| quotation.form != Form::Fragment)
        {
            let inside = quotation.tokens.start as usize + 1..quotation.tokens.end as usize;
            self.run(Parts { quotations: &[], ..parts }, kinds, inside);
        }
    }

    /// Adds the segments of a range of tokens.
    fn run(&mut self, parts: Parts<'_>, kinds: &Kinds, range: Range<usize>) {
        let Parts { story, mentions, places, quotations, .. } = parts;
        let mut at = range.start;
        let mut sentence = story.sentence_of(at);
        let mut mention = places.partition_point(|place| (place.start as usize) < at);
        let mut quotation = 0;
        let mut begins = true;
        while at < range.end {
            while story.sentences[sentence].tokens.end as usize <= at {
                sentence += 1;
            }
            let (start, end) = bounds(story, sentence, range.end);
            let next_quotation =
                quotations.get(quotation).map_or(usize::MAX, |next| next.tokens.start as usize);
            if begins || (at == start && !self.goes_on(story, at, at == next_quotation)) {
                begins = false;
                self.flush(parts.needs);
                let quoted =
                    next_quotation < end || (next_quotation == end && story.word(end - 1) == ":");
                let until = places[mention..].partition_point(|place| (place.start as usize) < end);
                let found =
                    mentions[mention..mention + until].iter().filter_map(|one| kinds.of(one));
                if !quoted && !is_wanted(found.fold(0, |set, kind| set | bit(kind)), parts.needs) {
                    mention += until;
                    at = end;
                    begins = at < range.end;
                    continue;
                }
            }
            let first =
                usize::from(self.list.len() == self.segments.last().map_or(0, |last| last.end));
            if at == next_quotation {
                let symbols = if quotations[quotation].form == Form::Fragment {
                    kinds.fragments
                } else {
                    kinds.symbols[kinds.quote]
                };
                self.kinds |= bit(kinds.quote);
                self.push(
                    quotations[quotation].tokens.clone(),
                    What::Quotation(quotation as u32),
                    symbols[first],
                );
                at = quotations[quotation].tokens.end as usize;
                quotation += 1;
                mention += places[mention..].partition_point(|place| (place.start as usize) < at);
                continue;
            }
            let here = places.get(mention).filter(|place| {
                place.start as usize == at && place.end as usize <= next_quotation.min(range.end)
            });
            let kind = here.and_then(|_| kinds.of(&mentions[mention]));
            match (here, kind) {
                (Some(place), Some(kind)) => {
                    self.kinds |= bit(kind);
                    self.push(
                        place.clone(),
                        What::Mention(mention as u32),
                        kinds.symbols[kind][first],
                    );
                    at = (place.end as usize).max(at + 1);
                }
                _ => {
                    self.push(at as u32..at as u32 + 1, What::Token, story.symbols[at]);
                    at += 1;
                }
            }
            mention +=
                places[mention..].iter().take_while(|place| (place.start as usize) < at).count();
        }
        self.flush(parts.needs);
    }

    /// Returns true if what ended a sentence did not end what is said about a quotation: "She said:" before one in the
    /// next paragraph, “Why?” before “she asked”, and a name after a dash.
    fn goes_on(&self, story: &Story, at: usize, quotation_next: bool) -> bool {
        let Some(last) = self.list.last() else { return false };
        let end = last.tokens.end as usize;
        match last.what {
            What::Token => quotation_next && story.word(end - 1) == ":",
            What::Quotation(_) => {
                let called = end > 1 && matches!(story.word(end - 2), "?" | "!");
                let dash = matches!(story.word(at), "-" | "–" | "—");
                !quotation_next && story.tokens[at].breaks == 0 && (called || dash)
            }
            What::Mention(_) => false,
        }
    }

    fn push(&mut self, tokens: Range<u32>, what: What, symbol: u32) {
        self.list.push(Item { tokens, what });
        self.symbols.push(symbol);
    }

    /// Ends a segment; one without what patterns need is dropped.
    fn flush(&mut self, needs: &[u64]) {
        let start = self.segments.last().map_or(0, |last| last.end);
        if start < self.list.len() && is_wanted(self.kinds, needs) {
            self.segments.push(start..self.list.len());
        } else {
            self.list.truncate(start);
            self.symbols.truncate(start);
        }
        self.kinds = 0;
    }
}

fn bounds(story: &Story, sentence: usize, limit: usize) -> (usize, usize) {
    let tokens = &story.sentences[sentence].tokens;
    (tokens.start as usize, (tokens.end as usize).min(limit))
}

fn bit(kind: usize) -> u64 {
    1_u64.checked_shl(kind as u32).unwrap_or(0)
}

fn is_wanted(kinds: u64, needs: &[u64]) -> bool {
    needs.iter().any(|need| need & kinds == *need)
}
