//! An article with the account of each of its mentions, as it is printed.

use serde::Serialize;

use crate::cli::explain::fact::FactAccount;
use crate::cli::explain::line::Line;
use crate::extract::Explanation;
use crate::extract::Guess;
use crate::extract::Loser;
use crate::extract::Reason;
use crate::model::Annotations;
use crate::model::Article;
use crate::model::Fact;
use crate::model::Quote;
use crate::model::QuoteKind;
use crate::model::Span;
use crate::model::TextField;
use crate::model::Value;
use crate::parse::BlockAccount;
use crate::text::offset::OffsetUnit;
use crate::text::offset::Offsets;

/// What is printed of an article. These types are its JSON form.
#[derive(Serialize)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) path: String,
    pub(super) title: Option<String>,
    pub(super) mentions: Vec<MentionAccount>,
    pub(super) facts: Vec<FactAccount>,
    pub(super) dismissed: Vec<LoserAccount>,
    /// The quotes, with those who may have said what has no speaker.
    pub(super) quotes: Vec<QuoteAccount>,
    /// What became of each block of a web page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) blocks: Vec<BlockAccount>,
}

/// A mention, with the candidates that lost against it.
#[derive(Serialize)]
pub(super) struct MentionAccount {
    #[serde(flatten)]
    pub(super) candidate: CandidateAccount,
    pub(super) entity: Option<String>,
    pub(super) value: Option<Value>,
    /// How the value follows from the words.
    pub(super) arithmetic: Option<String>,
    pub(super) lost: Vec<LoserAccount>,
}

/// A quote, with what is known of its speaker.
#[derive(Serialize)]
pub(super) struct QuoteAccount {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    #[serde(rename = "type")]
    pub(super) kind: QuoteKind,
    pub(super) speaker: Option<String>,
    pub(super) speaker_words: Option<String>,
    pub(super) anonymous: bool,
    pub(super) cue: Option<String>,
    pub(super) confidence: Option<f64>,
    pub(super) rule: &'static str,
    /// Who may have said it, the likeliest first; empty where there is a speaker.
    pub(super) candidates: Vec<Guess>,
}

/// A candidate that became no mention.
#[derive(Serialize)]
pub(super) struct LoserAccount {
    #[serde(flatten)]
    pub(super) candidate: CandidateAccount,
    pub(super) reason: String,
}

/// What mentions and losers have in common.
#[derive(Serialize)]
pub(super) struct CandidateAccount {
    pub(super) kind: &'static str,
    pub(super) field: TextField,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    pub(super) rule: &'static str,
    pub(super) score: f32,
    pub(super) evidence: Vec<Reason>,
}

/// What is wanted of an account.
#[derive(Default)]
pub(super) struct Choice {
    /// Kinds of mentions; none means all.
    pub(super) kinds: Vec<String>,
    /// Words that the mention has in it, in capitals or not.
    pub(super) words: Option<String>,
    /// Whether everything that lost is told.
    pub(super) all: bool,
}

impl Choice {
    fn wants(&self, candidate: &CandidateAccount) -> bool {
        self.wants_words(candidate.kind, &candidate.text)
    }

    fn wants_words(&self, kind: &str, text: &str) -> bool {
        let has = |words: &String| text.to_lowercase().contains(&words.to_lowercase());
        (self.kinds.is_empty() || self.kinds.iter().any(|wanted| wanted == kind))
            && self.words.as_ref().is_none_or(has)
    }
}

impl Account {
    /// Leaves what is wanted: the mentions chosen; of what lost, unless all is wanted, other readings of their places.
    pub(super) fn keep(&mut self, choice: &Choice) {
        self.mentions.retain(|mention| choice.wants(&mention.candidate));
        self.facts.retain(|fact| choice.wants_words(fact.kind, &fact.text));
        self.dismissed.retain(|loser| choice.all && choice.wants(&loser.candidate));
        self.quotes.retain(|quote| choice.wants_words("quote", &quote.text));
        for MentionAccount { candidate: won, lost, .. } in &mut self.mentions {
            let is_other = |lost: &CandidateAccount| {
                (lost.kind, lost.start, lost.end) != (won.kind, won.start, won.end)
            };
            lost.retain(|loser| choice.all || is_other(&loser.candidate));
        }
    }

    /// Returns the account of an article; with `line`, of what stands in this line of its file.
    pub(super) fn new(
        article: &Article,
        annotations: &Annotations,
        explanation: &Explanation,
        line: Option<&Line>,
        unit: OffsetUnit,
    ) -> Account {
        let view = View::new(article, line, unit);
        let mentions = explanation.mentions.iter().filter_map(|explained| {
            let mention = annotations.mentions.get(explained.mention)?;
            let entity = mention.entity.and_then(|id| annotations.entities.get(id as usize));
            view.shows(mention.span).then(|| MentionAccount {
                candidate: view.candidate(
                    (mention.kind.as_str(), mention.rule.as_str()),
                    mention.span,
                    (explained.score, &explained.evidence),
                ),
                entity: entity.map(|entity| entity.name.clone()),
                value: mention.value.clone(),
                arithmetic: explained.arithmetic.clone(),
                lost: explained.lost.iter().map(|loser| view.loser(loser)).collect(),
            })
        });
        let facts = annotations.facts.iter().zip(&explanation.facts);
        let facts = facts.filter(|(fact, _)| view.shows(fact.evidence));
        let quotes = annotations.quotes.iter().enumerate();
        let quotes = quotes.filter(|(_, quote)| view.shows(quote.span)).map(|(at, quote)| {
            let guesses = explanation.guesses.get(at).cloned();
            view.quote(annotations, quote, guesses.unwrap_or_default())
        });
        let dismissed = explanation.dismissed.iter().filter(|loser| view.shows(loser.span));
        Account {
            id: article.record_id(),
            path: article.origin.path.clone(),
            title: article.title.clone(),
            mentions: mentions.collect(),
            facts: facts.map(|(fact, told)| view.fact(fact, told.as_deref())).collect(),
            quotes: quotes.collect(),
            dismissed: dismissed.map(|loser| view.loser(loser)).collect(),
            blocks: Vec::new(),
        }
    }
}

/// An article as far as it is explained.
struct View<'a> {
    article: &'a Article,
    line: Option<&'a Line>,
    title: Offsets<'a>,
    text: Offsets<'a>,
}

impl<'a> View<'a> {
    fn new(article: &'a Article, line: Option<&'a Line>, unit: OffsetUnit) -> View<'a> {
        let title = article.title.as_deref().unwrap_or_default();
        View {
            article,
            line,
            title: Offsets::new(title, unit),
            text: Offsets::new(&article.text, unit),
        }
    }

    fn shows(&self, span: Span) -> bool {
        self.line.is_none_or(|line| line.shows(self.article, span))
    }

    fn quote(
        &self,
        annotations: &Annotations,
        quote: &Quote,
        candidates: Vec<Guess>,
    ) -> QuoteAccount {
        let words = |span: Span| self.article.text(span).to_owned();
        let speaker = quote.speaker.and_then(|id| annotations.entities.get(id as usize));
        QuoteAccount {
            start: self.text.at(quote.span.start()),
            end: self.text.at(quote.span.end()),
            text: words(quote.span),
            kind: quote.kind,
            speaker: speaker.map(|speaker| speaker.name.clone()),
            speaker_words: quote.speaker_span.map(words),
            anonymous: quote.anonymous,
            cue: quote.cue.clone(),
            confidence: quote.confidence,
            rule: quote.rule.as_str(),
            candidates,
        }
    }

    fn loser(&self, loser: &Loser) -> LoserAccount {
        let names = (loser.kind.as_str(), loser.rule.as_str());
        LoserAccount {
            candidate: self.candidate(names, loser.span, (loser.score, &loser.evidence)),
            reason: loser.reason.clone(),
        }
    }

    fn offsets(&self, span: Span) -> (usize, usize) {
        let offsets = if span.field() == TextField::Title { &self.title } else { &self.text };
        (offsets.at(span.start()), offsets.at(span.end()))
    }

    fn fact(&self, fact: &Fact, arithmetic: Option<&str>) -> FactAccount {
        let (start, end) = self.offsets(fact.evidence);
        FactAccount {
            kind: fact.kind.as_str(),
            field: fact.evidence.field(),
            start,
            end,
            text: self.article.text(fact.evidence).to_owned(),
            args: fact.args.clone(),
            rule: fact.rule.as_str(),
            arithmetic: arithmetic.map(str::to_owned),
        }
    }

    fn candidate(
        &self,
        (kind, rule): (&'static str, &'static str),
        span: Span,
        (score, evidence): (f32, &[Reason]),
    ) -> CandidateAccount {
        let (start, end) = self.offsets(span);
        CandidateAccount {
            kind,
            field: span.field(),
            start,
            end,
            text: self.article.text(span).to_owned(),
            rule,
            score,
            evidence: evidence.to_vec(),
        }
    }
}
