//! The index as a whole, on small made-up articles in temporary folders.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::error::Error;
use crate::index::FileFailure;
use crate::index::FileState;
use crate::index::Searcher;
use crate::index::Writer;
use crate::index::WriterOptions;
use crate::model::Aliases;
use crate::model::Annotations;
use crate::model::Arg;
use crate::model::Article;
use crate::model::ArticleId;
use crate::model::Compare;
use crate::model::DateValue;
use crate::model::Entity;
use crate::model::Fact;
use crate::model::Filter;
use crate::model::Hits;
use crate::model::Mention;
use crate::model::Number;
use crate::model::Order;
use crate::model::Origin;
use crate::model::Period;
use crate::model::Published;
use crate::model::Query;
use crate::model::Quote;
use crate::model::Record;
use crate::model::Span;
use crate::model::Symbol;
use crate::model::TextField;
use crate::model::TimexType;
use crate::model::Value;

mod copies;
mod damage;
mod quotes;
mod searching;
mod things;
mod writing;

/// Builds a record around words that stand in its text.
struct Draft(Record);

impl Draft {
    fn new(path: &str, title: &str, text: &str) -> Draft {
        let origin = Origin { path: path.to_owned(), item: None };
        let (title, text) = (Some(title.to_owned()), text.to_owned());
        let article = Article {
            id: ArticleId::new(&origin),
            origin,
            title,
            text,
            format: "text",
            ..Article::default()
        };
        Draft(Record { article, annotations: Annotations::default(), warnings: Vec::new() })
    }

    /// An entry of a file with many articles, which declares the number of its line as its id.
    fn given(mut self, id: &str) -> Draft {
        self.0.article.origin.item = id.parse().ok();
        self.0.article.id = ArticleId::new(&self.0.article.origin);
        self.0.article.given_id = Some(id.to_owned());
        self
    }

    fn published(mut self, date: &str) -> Draft {
        self.0.article.published = Published::parse(date);
        self
    }

    fn site(mut self, site: &str) -> Draft {
        self.0.article.site = Some(site.to_owned());
        self
    }

    fn mention(
        mut self,
        kind: &str,
        words: &str,
        entity: Option<u32>,
        value: Option<Value>,
    ) -> Draft {
        let start = self.0.article.text.find(words).unwrap();
        let span = Span::new(TextField::Text, start..start + words.len());
        let (kind, rule) = (Symbol::new(kind), Symbol::new("test/rule"));
        self.0.annotations.mentions.push(Mention { kind, span, value, rule, entity });
        self
    }

    fn entity(mut self, kind: &str, name: &str, words: &[&str]) -> Draft {
        let id = self.0.annotations.entities.len() as u32;
        let (roles, affiliations, mentions) = (Vec::new(), Vec::new(), Vec::new());
        let (kind_word, name) = (Symbol::new(kind), name.to_owned());
        self.0.annotations.entities.push(Entity {
            kind: kind_word,
            name,
            roles,
            affiliations,
            attributes: Default::default(),
            mentions,
        });
        words.iter().fold(self, |draft, words| draft.mention(kind, words, Some(id), None))
    }

    fn quote(mut self, words: &str, speaker: u32) -> Draft {
        let start = self.0.article.text.find(words).unwrap();
        let span = Span::new(TextField::Text, start..start + words.len());
        let rule = Symbol::new("quote/test");
        let quote = Quote { speaker: Some(speaker), ..Quote::new(span, rule) };
        self.0.annotations.quotes.push(quote);
        self
    }

    /// A quote that goes on with the last one.
    fn part(self, words: &str) -> Draft {
        let last = self.0.annotations.quotes.last().unwrap().clone();
        let mut draft = self.quote(words, last.speaker.unwrap());
        let part = draft.0.annotations.quotes.last_mut().unwrap();
        part.part_of = Some(last.part_of.unwrap_or(last.span));
        draft
    }

    /// Gives the last entity a role in an organisation.
    fn role(mut self, role: &str, organisation: &str) -> Draft {
        let last = self.0.annotations.entities.last_mut().unwrap();
        last.roles.push(role.to_owned());
        last.affiliations.push(organisation.to_owned());
        self
    }

    /// A fact that these words state.
    fn fact(mut self, kind: &str, words: &str, args: &[(&str, Arg)]) -> Draft {
        let start = self.0.article.text.find(words).unwrap();
        let evidence = Span::new(TextField::Text, start..start + words.len());
        let args = args.iter().map(|(slot, arg)| ((*slot).to_owned(), arg.clone())).collect();
        let (kind, rule) = (Symbol::new(kind), Symbol::new("test/rule"));
        self.0.annotations.facts.push(Fact { kind, args, evidence, rule });
        self
    }

    /// A quote by somebody without a name.
    fn anonymous(self, words: &str) -> Draft {
        let mut draft = self.quote(words, 0);
        let quote = draft.0.annotations.quotes.last_mut().unwrap();
        (quote.speaker, quote.anonymous) = (None, true);
        draft
    }

    fn json(&self) -> Vec<u8> {
        let article = &self.0.article;
        let source = serde_json::json!({"path": article.origin.path});
        let published = article.published.as_ref().map(ToString::to_string);
        let entities = self.0.annotations.entities.iter();
        let entities =
            entities.map(|entity| {
                let (roles, affiliations) = (&entity.roles, &entity.affiliations);
                serde_json::json!({
                    "kind": entity.kind, "name": entity.name, "roles": roles, "affiliations": affiliations,
                })
            });
        let mentions = self.0.annotations.mentions.iter().map(|mention| {
            let (start, end) = (mention.span.start(), mention.span.end());
            serde_json::json!({
                "kind": mention.kind, "field": mention.span.field(), "start": start, "end": end,
                "entity": mention.entity, "value": mention.value,
            })
        });
        let facts = self.0.annotations.facts.iter().map(|fact| {
            let (start, end) = (fact.evidence.start(), fact.evidence.end());
            serde_json::json!({
                "kind": fact.kind, "field": fact.evidence.field(), "start": start, "end": end, "args": fact.args,
            })
        });
        let quotes = self.0.annotations.quotes.iter().map(|quote| {
            serde_json::json!({
                "start": quote.span.start(), "text": article.text(quote.span), "type": quote.kind,
                "speaker": quote.speaker, "anonymous": quote.anonymous,
                "part_of": quote.part_of.map(|part| serde_json::json!({"start": part.start()})),
            })
        });
        serde_json::to_vec(&serde_json::json!({
            "id": article.record_id(), "source": source, "title": article.title, "text": article.text,
            "site": article.site, "published": published, "url": article.url,
            "entities": entities.collect::<Vec<_>>(), "quotes": quotes.collect::<Vec<_>>(),
            "mentions": mentions.collect::<Vec<_>>(), "facts": facts.collect::<Vec<_>>(),
        }))
        .unwrap()
    }
}

fn percent(number: i64) -> Option<Value> {
    let (low, high, unit) = (None, None, "percent".to_owned());
    Some(Value::Percentage {
        number: Number::from(number),
        low,
        high,
        compare: Compare::Equal,
        unit,
    })
}

fn pounds(number: i64) -> Option<Value> {
    let (low, high, currency) = (None, None, Some("GBP".to_owned()));
    Some(Value::Money {
        number: Number::from(number),
        low,
        high,
        compare: Compare::Equal,
        currency,
        candidates: Vec::new(),
        per: None,
    })
}

fn date(iso: &str) -> Option<Value> {
    Some(Value::Date(DateValue {
        timex: TimexType::Date,
        iso: iso.to_owned(),
        modifier: None,
        anchor: None,
    }))
}

fn options() -> WriterOptions {
    WriterOptions { memory: 0, threads: 1, ..WriterOptions::default() }
}

fn state(path: &str) -> FileState {
    FileState { path: path.to_owned(), size: 1, hash: "00ff".to_owned(), ..FileState::default() }
}

/// Replaces one file for each draft's path.
fn write(folder: &Path, drafts: &[Draft]) {
    let mut writer = Writer::open(folder, options()).unwrap();
    for draft in drafts {
        let json = draft.json();
        writer
            .replace_file(&state(&draft.0.article.origin.path), [(&draft.0, &json[..])], &[])
            .unwrap();
    }
    writer.close().unwrap();
}

fn query(text: &str) -> Query {
    Query { text: text.to_owned(), limit: 10, ..Query::default() }
}

fn ids(hits: &Hits) -> Vec<&str> {
    hits.hits.iter().map(|hit| hit.path.as_str()).collect()
}

fn news() -> TempDir {
    let folder = TempDir::new().unwrap();
    let text = "Health minister Wes Streeting said 29% of doctors struck. Streeting called it \"self-indulgent\" on Friday. It cost £20m.";
    let strike = Draft::new("a/strike.txt", "Resident doctors walk out", text)
        .published("2025-12-17T09:30:00Z")
        .site("The Times")
        .entity("person", "Wes Streeting", &["Wes Streeting", "Streeting called"])
        .mention("percentage", "29%", None, percent(29))
        .mention("money", "£20m", None, pounds(20_000_000))
        .mention("date", "Friday", None, date("2025-12-12"))
        .quote("\"self-indulgent\"", 0);
    let text = "The ship Ever Given ran aground in a street of water; 5% of doctors saw it.";
    let ship = Draft::new("b/ship.txt", "Ship aground", text)
        .published("2025-10-02")
        .site("Times of India")
        .entity("ship", "Ever Given", &["Ever Given"])
        .mention("percentage", "5%", None, percent(5));
    let undated = Draft::new(
        "c/old.txt",
        "Streets of old",
        "A resident of the old streets; doctors were few. Wes Streeting was not there.",
    )
    .entity("person", "Wes Streeting", &["Wes Streeting"]);
    write(folder.path(), &[strike, ship, undated]);
    folder
}

/// Returns the first letters of the paths of all articles found, in order.
fn found(searcher: &Searcher, text: &str) -> String {
    let hits = searcher.search(&query(text)).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(hits.total, hits.hits.len(), "{text}");
    let mut found: Vec<&str> = ids(&hits).into_iter().map(|path| &path[..1]).collect();
    found.sort_unstable();
    found.join("")
}
