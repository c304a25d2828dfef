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
use crate::rules::Lexicon;
use crate::rules::RuleSet;
use crate::rules::Symbols;
use crate::rules::Watched;
use crate::text::shape::Shape;
use crate::text::token::Token;

/// What an item stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum What {
    /// A token.
    Token,
    /// A mention, by index.
    Mention(u32),
    /// A quotation, by index.
    Quotation(u32),
}

/// One step of a fact pattern.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Item {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it stands for.
    pub what: What,
}

/// The kinds that have an item of their own, with the symbols that stand for them.
#[derive(Debug)]
pub(in crate::extract) struct Kinds {
    list: Vec<(EntityKind, ClassId)>,
    /// Symbol of each kind: inside a segment, at its start.
    symbols: Vec<[u32; 2]>,
    /// Index of `quote` and `fragment` among the kinds.
    quote: usize,
    fragment: usize,
    fragments: [u32; 2],
    /// Index of `place` and `facility` among the kinds.
    place: usize,
    facility: usize,
    facilities: [u32; 2],
    /// Last words of the names of facilities.
    heads: [ClassId; 2],
}

impl Kinds {
    /// Returns the kinds of a rule set.
    pub(in crate::extract) fn new(rules: &RuleSet) -> Kinds {
        let list: Vec<_> = rules.kind_classes.iter().map(|(kind, class)| (*kind, *class)).collect();
        let place =
            |name: &str| list.iter().position(|(kind, _)| *kind == name).unwrap_or(usize::MAX);
        let (quote, fragment) = (place("quote"), place("fragment"));
        let (place, facility) = (place("place"), place("facility"));
        let heads = ["facility-head", "org-head"];
        let heads = heads.map(|name| rules.lexicon.class(name).unwrap_or(ClassId::MAX));
        Kinds {
            list,
            symbols: Vec::new(),
            quote,
            fragment,
            fragments: [0; 2],
            place,
            facility,
            facilities: [0; 2],
            heads,
        }
    }

    /// Forgets the symbols, as they may mean other things than before.
    pub(in crate::extract) fn forget(&mut self) {
        self.symbols.clear();
    }

    /// Makes the symbols, where that is not done; to be called before each article.
    pub(in crate::extract) fn refresh(&mut self, symbols: &mut Symbols<'_>) {
        if !self.symbols.is_empty() {
            return;
        }
        for (_, class) in &self.list {
            self.symbols
                .push([symbols.of_classes(&[*class], false), symbols.of_classes(&[*class], true)]);
        }
        let class = |at: usize| self.list.get(at).map_or(ClassId::MAX, |(_, class)| *class);
        let both = [class(self.quote), class(self.fragment)];
        self.fragments = [symbols.of_classes(&both, false), symbols.of_classes(&both, true)];
        let both = [class(self.place), class(self.facility)];
        self.facilities = [symbols.of_classes(&both, false), symbols.of_classes(&both, true)];
    }

    /// Returns the symbols of a mention of the kind with these tokens. A place such as a hospital is a facility as well.
    fn symbols_of(&self, kind: usize, tokens: &[Token], lexicon: &Lexicon) -> [u32; 2] {
        let is_head = |word: &Token| self.heads.iter().any(|class| lexicon.has(word, *class));
        let is_facility =
            kind == self.place && tokens.len() > 1 && tokens.last().is_some_and(is_head);
        if is_facility { self.facilities } else { self.symbols[kind] }
    }

    fn of(&self, mention: &Mention) -> Option<usize> {
        self.list.iter().position(|(kind, _)| *kind == mention.kind)
    }
}

/// The parts of an article that items are made of.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Parts<'p> {
    /// The article.
    pub story: &'p Story,
    /// Its mentions.
    pub mentions: &'p [Mention],
    /// The tokens of each mention.
    pub places: &'p [Range<u32>],
    /// The quotations that may be speech.
    pub quotations: &'p [Quotation],
    /// Tells facilities.
    pub lexicon: &'p Lexicon,
    /// Tells words of change.
    pub symbols: &'p Symbols<'p>,
    /// Sets of kinds of which a segment without quotation has to have one.
    pub needs: &'p [u64],
}

/// A run of items that patterns may match in.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Segment {
    /// The items, as a range of the list.
    pub items: Range<usize>,
    /// It holds a quotation, or one follows at once.
    pub speech: bool,
}

/// Where laying out has got to.
struct Cursor {
    /// Token.
    at: usize,
    /// Token at which to stop.
    end: usize,
    /// Sentence that holds the token.
    sentence: usize,
    /// First mention that does not start before the token.
    mention: usize,
    /// First quotation that does not start before the token.
    quotation: usize,
}

impl Cursor {
    fn find_sentence(&mut self, story: &Story) {
        while story.sentences[self.sentence].tokens.end as usize <= self.at {
            self.sentence += 1;
        }
    }

    fn bounds(&self, story: &Story) -> Range<usize> {
        let tokens = &story.sentences[self.sentence].tokens;
        tokens.start as usize..(tokens.end as usize).min(self.end)
    }

    /// First token of the next quotation.
    fn next_quotation(&self, parts: Parts<'_>) -> usize {
        let next = parts.quotations.get(self.quotation);
        next.map_or(usize::MAX, |next| next.tokens.start as usize)
    }
}

/// The items of an article, segment after segment; its memory is used again for the next.
#[derive(Debug, Default)]
pub(in crate::extract) struct Items {
    /// The items.
    pub list: Vec<Item>,
    /// The symbol of each.
    pub symbols: Vec<u32>,
    /// The segments.
    pub segments: Vec<Segment>,
    /// Kinds in the segment that is being built.
    kinds: u64,
    /// A quotation is in it.
    speech: bool,
}

impl Items {
    /// Lays an article out as items.
    pub(in crate::extract) fn load(&mut self, parts: Parts<'_>, kinds: &Kinds) {
        self.list.clear();
        self.symbols.clear();
        self.segments.clear();
        self.kinds = 0;
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
        let first = parts.places.partition_point(|place| (place.start as usize) < range.start);
        let mut cursor = Cursor {
            at: range.start,
            end: range.end,
            sentence: parts.story.sentence_of(range.start),
            mention: first,
            quotation: 0,
        };
        while cursor.at < range.end {
            cursor.find_sentence(parts.story);
            let begins = cursor.at == range.start || cursor.at == cursor.bounds(parts.story).start;
            if begins && self.begin(parts, kinds, &mut cursor) {
                continue;
            }
            self.take(parts, kinds, &mut cursor);
            cursor.mention += parts.places[cursor.mention..]
                .iter()
                .take_while(|place| (place.start as usize) < cursor.at)
                .count();
        }
        self.flush(parts.needs, false);
    }

    /// Ends the segment before the sentence that starts at the cursor. Returns true if the sentence was skipped, as it
    /// holds nothing that patterns need.
    fn begin(&mut self, parts: Parts<'_>, kinds: &Kinds, cursor: &mut Cursor) -> bool {
        let next_quotation = cursor.next_quotation(parts);
        if self.goes_on(parts.story, cursor.at, cursor.at == next_quotation) {
            return false;
        }
        self.flush(parts.needs, cursor.at == next_quotation);
        let end = cursor.bounds(parts.story).end;
        let rest = &parts.places[cursor.mention..];
        let until = cursor.mention + rest.partition_point(|place| (place.start as usize) < end);
        let found = parts.mentions[cursor.mention..until].iter().filter_map(|one| kinds.of(one));
        let changes = match tells_change(parts.story, parts.symbols, cursor.at..end) {
            true => bit(kinds.list.len()),
            false => 0,
        };
        let has = found.fold(changes, |set, kind| set | bit(kind));
        let skips = next_quotation > end && !is_wanted(has, parts.needs);
        self.kinds = changes;
        if skips {
            self.kinds = 0;
            cursor.mention = until;
            cursor.at = end;
        }
        skips
    }

    /// Adds the item at the cursor and moves it on.
    fn take(&mut self, parts: Parts<'_>, kinds: &Kinds, cursor: &mut Cursor) {
        let first = usize::from(self.list.len() == self.end());
        let at = cursor.at;
        let next_quotation = cursor.next_quotation(parts);
        if at == next_quotation {
            let quotation = &parts.quotations[cursor.quotation];
            let fragment = quotation.form == Form::Fragment;
            let symbols = if fragment { kinds.fragments } else { kinds.symbols[kinds.quote] };
            self.kinds |= bit(kinds.quote);
            self.speech = true;
            let what = What::Quotation(cursor.quotation as u32);
            self.push(quotation.tokens.clone(), what, symbols[first]);
            cursor.at = quotation.tokens.end as usize;
            cursor.quotation += 1;
            return;
        }
        let fits = |place: &&Range<u32>| {
            place.start as usize == at && place.end as usize <= next_quotation.min(cursor.end)
        };
        let place = parts.places.get(cursor.mention).filter(fits).filter(|place| !place.is_empty());
        let mention = place.map(|_| &parts.mentions[cursor.mention]);
        let kind =
            mention.filter(|one| !is_adverb(parts.story, one, at)).and_then(|one| kinds.of(one));
        if let (Some(place), Some(kind)) = (place, kind) {
            self.kinds |= bit(kind);
            let what = What::Mention(cursor.mention as u32);
            let tokens = &parts.story.tokens[place.start as usize..place.end as usize];
            let symbols = kinds.symbols_of(kind, tokens, parts.lexicon);
            self.push(place.clone(), what, symbols[first]);
            cursor.at = place.end as usize;
        } else {
            self.push(at as u32..at as u32 + 1, What::Token, parts.story.symbols[at]);
            cursor.at += 1;
        }
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

    /// End of the last segment.
    fn end(&self) -> usize {
        self.segments.last().map_or(0, |last| last.items.end)
    }

    /// Ends a segment; one without what patterns need is dropped.
    fn flush(&mut self, needs: &[u64], quotation_next: bool) {
        let start = self.end();
        let speech = quotation_next || self.speech;
        let any = self.kinds > 0 || is_wanted(0, needs);
        if start < self.list.len() && any && (speech || is_wanted(self.kinds, needs)) {
            self.segments.push(Segment { items: start..self.list.len(), speech });
        } else {
            self.list.truncate(start);
            self.symbols.truncate(start);
        }
        self.kinds = 0;
        self.speech = false;
    }
}

/// Returns true for a date that is one word after a comma or a bracket: ", formerly chairman", "(now at Oxford)". It says
/// since when something holds, and rules have such words in their lists.
fn is_adverb(story: &Story, mention: &Mention, at: usize) -> bool {
    mention.kind == "date"
        && story.tokens[at].shape == Shape::Lower
        && (story.tokens[at].end - story.tokens[at].start) as usize
            == mention.span.end() - mention.span.start()
        && at.checked_sub(1).is_some_and(|before| matches!(story.word(before), "," | "("))
}

/// Returns true if there is a word of change, and a number.
fn tells_change(story: &Story, symbols: &Symbols<'_>, tokens: Range<usize>) -> bool {
    tokens.clone().any(|at| symbols.is_in(story.symbols[at], Watched::Change))
        && story.tokens[tokens].iter().any(|token| token.shape == Shape::Number)
}

fn bit(kind: usize) -> u64 {
    1_u64.checked_shl(kind as u32).unwrap_or(0)
}

fn is_wanted(kinds: u64, needs: &[u64]) -> bool {
    needs.iter().any(|need| need & kinds == *need)
}
