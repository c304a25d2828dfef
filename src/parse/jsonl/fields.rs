//! The keys of one JSON object → an article, or what is wrong with them. Every type is accepted on reading, so that a
//! message can name the key.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use crate::model::Article;
use crate::model::Published;
use crate::model::Span;
use crate::model::TextField;
use crate::model::Warning;
use crate::parse::date;
use crate::parse::finish;
use crate::parse::html;
use crate::parse::layout;
use crate::parse::text::byline;
use crate::parse::text::heading;
use crate::text::control::without_sequences;
use crate::text::emoji::without_pictures;

/// The keys that an object may have, as found. `null` is the same as a missing key.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    id: Option<Value>,
    url: Option<Value>,
    title: Option<Value>,
    authors: Option<Value>,
    published: Option<Value>,
    modified: Option<Value>,
    site: Option<Value>,
    section: Option<Value>,
    language: Option<Value>,
    keywords: Option<Value>,
    text: Option<Value>,
    html: Option<Value>,
}

impl Fields {
    /// Returns the id that the object declares: a string, or a number as it is written.
    pub(super) fn given_id(&self) -> Option<String> {
        self.id.as_ref().and_then(id_text)
    }

    /// Returns the article, or why there is none. With both `text` and `html`, the text is the body and the page
    /// only tells what the other keys do not.
    pub(super) fn article(mut self) -> Result<(Article, Vec<Warning>), String> {
        let given_id = self.given_id();
        if given_id.is_none()
            && let Some(id) = &self.id
        {
            return Err(wrong("id", "a string or a number", id));
        }
        let commands = self.take_commands();
        let text = string("text", self.text.take())?;
        let html = string("html", self.html.take())?;
        let url = string("url", self.url.take())?;
        let (mut article, mut warnings) = match (&text, &html) {
            (None, None) => {
                return Err("neither \"text\" nor \"html\"; give one of them".to_owned());
            }
            (_, Some(html)) => html::article(html, url.as_deref()),
            (Some(_), None) => (Article::default(), Vec::new()),
        };
        if let Some(text) = text {
            set_text(&mut article, text);
        }
        article.given_id = given_id;
        article.url = url.or(article.url);
        self.set_metadata(&mut article, &mut warnings)?;
        finish::remark_commands(commands, &mut warnings);
        Ok((article, warnings))
    }

    /// Takes the commands to a terminal out of every value but the id, and returns how many there were. JSON writes them
    /// as `\u001b`, so that they show only now.
    fn take_commands(&mut self) -> usize {
        [
            &mut self.url,
            &mut self.title,
            &mut self.authors,
            &mut self.site,
            &mut self.section,
            &mut self.keywords,
            &mut self.text,
            &mut self.html,
        ]
        .into_iter()
        .flatten()
        .map(take_commands)
        .sum()
    }

    /// Sets what the keys state; what they do not state stays as the page gave it.
    fn set_metadata(
        self,
        article: &mut Article,
        warnings: &mut Vec<Warning>,
    ) -> Result<(), String> {
        let set = |key, value, field: &mut Option<String>| -> Result<(), String> {
            if let Some(stated) = string(key, value)?
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
            {
                *field = Some(stated);
            }
            Ok(())
        };
        set("title", self.title, &mut article.title)?;
        set("site", self.site, &mut article.site)?;
        set("section", self.section, &mut article.section)?;
        set("language", self.language, &mut article.language)?;
        if let Some(authors) = self.authors {
            article.authors = people(&authors)?;
        }
        if let Some(keywords) = self.keywords {
            article.keywords = words("keywords", &keywords)?;
        }
        for (key, value, field) in [
            ("published", self.published, &mut article.published),
            ("modified", self.modified, &mut article.modified),
        ] {
            match value.as_ref().map(moment) {
                Some(Some(moment)) => {
                    warnings.extend(unread_time(key, value.as_ref(), &moment));
                    *field = Some(moment);
                }
                Some(None) => warnings.push(unread_date(key, value.as_ref())),
                None => {}
            }
        }
        Ok(())
    }
}

/// Takes the commands to a terminal out of the strings of a value, and returns how many there were.
fn take_commands(value: &mut Value) -> usize {
    match value {
        Value::String(text) => {
            let (plain, count) = without_sequences(Cow::Owned(std::mem::take(text)));
            *text = plain.into_owned();
            count
        }
        Value::Array(list) => list.iter_mut().map(take_commands).sum(),
        Value::Object(object) => object.values_mut().map(take_commands).sum(),
        _ => 0,
    }
}

/// Returns the id of a line that is broken further on, if that much can be read.
pub(super) fn given_id(line: &str) -> Option<String> {
    let at = line.find("\"id\"")?;
    let value = line[at + "\"id\"".len()..].trim_start().strip_prefix(':')?;
    let first = serde_json::Deserializer::from_str(value).into_iter::<Value>().next();
    first?.ok().as_ref().and_then(id_text)
}

/// Sets the body to a text exactly as it was given.
fn set_text(article: &mut Article, text: String) {
    let blocks = layout::blocks(&text);
    let span = |range: std::ops::Range<usize>| Span::new(TextField::Text, range);
    article.paragraphs = blocks.iter().map(|block| span(block.range.clone())).collect();
    article.headings =
        heading::positions(&blocks).into_iter().map(|at| article.paragraphs[at]).collect();
    drop(blocks);
    article.text = text;
    // The body is no longer the page's.
    article.format = "";
    article.related.clear();
}

fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(id) if id.trim().is_empty() => None,
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn string(key: &str, value: Option<Value>) -> Result<Option<String>, String> {
    match value {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(wrong(key, "a string", &other)),
    }
}

/// Returns the authors in a string, a list of strings, or objects with a name as web pages have them.
fn people(value: &Value) -> Result<Vec<String>, String> {
    let person = |value: &Value| match value {
        Value::String(name) => Ok(Some(without_pictures(name.trim()).into_owned())),
        Value::Object(person) => {
            let part = |key: &str| person.get(key).and_then(Value::as_str).map(str::trim);
            let parts =
                [part("given"), part("family")].into_iter().flatten().collect::<Vec<_>>().join(" ");
            Ok(part("name").map(str::to_owned).or(Some(parts)))
        }
        Value::Null => Ok(None),
        other => {
            Err(wrong("authors", "a string, a list of strings or of objects with \"name\"", other))
        }
    };
    let people: Vec<Option<String>> = match value {
        Value::String(names) => return Ok(byline::names(names)),
        Value::Array(list) => list.iter().map(person).collect::<Result<_, _>>()?,
        one => vec![person(one)?],
    };
    Ok(people.into_iter().flatten().filter(|name| !name.is_empty()).collect())
}

/// Returns a list of strings, or the pieces of one string between commas.
fn words(key: &str, value: &Value) -> Result<Vec<String>, String> {
    let expected = "a string or a list of strings";
    let list: Vec<&str> = match value {
        Value::String(words) => words.split(',').collect(),
        Value::Array(list) => {
            let word = |value| Value::as_str(value).ok_or_else(|| wrong(key, expected, value));
            list.iter().map(word).collect::<Result<_, _>>()?
        }
        other => return Err(wrong(key, expected, other)),
    };
    Ok(list
        .into_iter()
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect())
}

fn moment(value: &Value) -> Option<Published> {
    match value {
        Value::String(text) => date::moment(text),
        Value::Number(number) => {
            date::from_number(number.as_i64().or_else(|| number.as_f64().map(|n| n as i64))?)
        }
        _ => None,
    }
}

fn unread_date(key: &str, value: Option<&Value>) -> Warning {
    let shown = shown(value);
    let message = format!("\"{key}\" is no date that can be read: {shown}; write it as 2025-12-17");
    Warning::new("unread-date", message)
}

/// Returns a remark if a time stands beside the day and cannot be one.
fn unread_time(key: &str, value: Option<&Value>, read: &Published) -> Option<Warning> {
    let text = value.and_then(Value::as_str)?.as_bytes();
    let is_told = text.windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == b':');
    (is_told && read.time().is_none()).then(|| {
        let shown = shown(value);
        let message = format!(
            "\"{key}\" has no time that a clock shows: {shown}; only its day is kept; write it as 2025-12-17T09:30:00Z"
        );
        Warning::new("unread-time", message)
    })
}

/// Returns the start of a value for a message.
fn shown(value: Option<&Value>) -> String {
    /// Characters of a value shown in a message.
    const SHOWN: usize = 60;
    value.map(Value::to_string).unwrap_or_default().chars().take(SHOWN).collect()
}

fn wrong(key: &str, expected: &str, value: &Value) -> String {
    let got = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    format!("\"{key}\" must be {expected}, not {got}")
}
