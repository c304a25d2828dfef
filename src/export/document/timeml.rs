//! TimeML: a file for each article, with `TIMEX3` elements around its time expressions (TimeML 1.2.1; the layout of files
//! is that of TempEval-3).

use std::fmt::Write;

use crate::export::document::archive::Archive;
use crate::export::record::record_id;
use crate::model::DateValue;
use crate::model::Record;
use crate::model::TextField;
use crate::model::TimexType;
use crate::model::Value;
use crate::text::markup::escape;

/// A tar archive of `.tml` files.
pub(in crate::export) const TIMEML: Archive =
    Archive { name: "timeml", about: "a tar archive of TimeML files with TIMEX3 inline", files };

fn files(record: &Record) -> Vec<(&'static str, String)> {
    let article = &record.article;
    let mut xml = String::with_capacity(article.text.len() + 1024);
    xml.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML>\n");
    let _ = writeln!(xml, "<DOCID>{}</DOCID>", escape(&record_id(article)));
    if let Some(published) = &article.published {
        let day = published.date();
        let _ = writeln!(
            xml,
            "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{day}\" temporalFunction=\"false\" \
             functionInDocument=\"CREATION_TIME\">{day}</TIMEX3></DCT>"
        );
    }
    let mut number = 0;
    let _ = writeln!(xml, "<TITLE>{}</TITLE>", marked(record, TextField::Title, &mut number));
    let _ = writeln!(
        xml,
        "<TEXT>\n{}\n</TEXT>\n</TimeML>",
        marked(record, TextField::Text, &mut number)
    );
    vec![(".tml", xml)]
}

/// Returns a field with its time expressions marked, numbered on from `number`.
fn marked(record: &Record, field: TextField, number: &mut usize) -> String {
    let text = match field {
        TextField::Title => record.article.title.as_deref().unwrap_or_default(),
        TextField::Text => &record.article.text,
    };
    let mut xml = String::with_capacity(text.len() + 256);
    let mut at = 0;
    let here = record.annotations.mentions.iter().filter(|mention| mention.span.field() == field);
    for mention in here {
        let Some(Value::Date(date)) = &mention.value else { continue };
        let Some(before) = text.get(at..mention.span.start()) else { continue };
        *number += 1;
        xml.push_str(&escape(before));
        let _ = write!(xml, "<TIMEX3 tid=\"t{number}\"{}>", attributes(date));
        xml.push_str(&escape(record.article.text(mention.span)));
        xml.push_str("</TIMEX3>");
        at = mention.span.end();
    }
    xml.push_str(&escape(&text[at..]));
    xml
}

fn attributes(date: &DateValue) -> String {
    let kind = match date.timex {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    };
    let modifier = date.modifier.as_ref().map(|modifier| format!(" mod=\"{}\"", escape(modifier)));
    format!(" type=\"{kind}\" value=\"{}\"{}", escape(&date.iso), modifier.unwrap_or_default())
}
