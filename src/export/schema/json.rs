//! The fields of a row → a JSON Schema (draft 2020-12). Start at [`json_schema`].
//!
//! It holds for one line of NDJSON and for one element of a JSON array. Further keys are allowed: later versions may
//! add some.

use serde_json::Map;
use serde_json::Value;
use serde_json::json;

use crate::export::What;
use crate::export::schema::FAILURE;
use crate::export::schema::FORMAT_VERSION;
use crate::export::schema::Field;
use crate::export::schema::Presence;
use crate::export::schema::Type;
use crate::export::schema::fields;

/// The draft that the schemas are written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns the schema of a row of `what`, or `None` where the format is not ours to say.
pub fn json_schema(what: What) -> Option<Value> {
    let name = match what {
        What::Articles => "articles",
        What::Entities => "entities",
        What::Facts => "facts",
        What::Mentions => "mentions",
        What::Quotes => "quotes",
        What::Annotations | What::Graph | What::SpeakerGraph => return None,
    };
    Some(document(name, object(fields(what))))
}

/// Returns the schema of an array of what `row` describes.
pub fn array_schema(mut row: Value) -> Value {
    let mut array = json!({ "type": "array" });
    for key in ["$schema", "$id", "title", "version"] {
        array[key] = row[key].take();
    }
    if let Value::Object(row) = &mut row {
        row.retain(|_, value| !value.is_null());
    }
    array["items"] = row;
    array
}

/// Returns the schema of a line of `dateline extract`: a record, or why there is none.
pub fn extract_schema() -> Value {
    let either = [object(fields(What::Articles)), object(FAILURE)];
    document("records", json!({ "anyOf": either }))
}

/// Returns a schema with what stands at the head of one.
fn document(name: &str, mut schema: Value) -> Value {
    schema["$schema"] = json!(DRAFT);
    schema["$id"] = json!(format!("urn:dateline:{name}:{FORMAT_VERSION}"));
    schema["title"] = json!(format!("dateline {name}"));
    schema["version"] = json!(FORMAT_VERSION);
    schema
}

fn object(fields: &[Field]) -> Value {
    let is_required = |field: &&Field| field.presence != Presence::Absent;
    let required: Vec<&str> = fields.iter().filter(is_required).map(|field| field.name).collect();
    let properties: Map<String, Value> =
        fields.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn property(field: &Field) -> Value {
    let mut schema = match field.presence {
        Presence::Nullable => or_null(of(&field.kind)),
        Presence::Always | Presence::Absent => of(&field.kind),
    };
    schema["description"] = json!(field.about);
    schema
}

/// Returns the schema of what `schema` allows, and of null.
fn or_null(mut schema: Value) -> Value {
    if let Some(Value::Array(one_of)) = schema.get_mut("anyOf") {
        one_of.push(json!({ "type": "null" }));
    } else if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    } else {
        schema["type"] = json!([schema["type"].take(), "null"]);
    }
    schema
}

fn of(kind: &Type) -> Value {
    match kind {
        Type::Text | Type::Timex => json!({ "type": "string" }),
        Type::Word(words) => json!({ "enum": words }),
        Type::Whole => json!({ "type": "integer", "minimum": 0 }),
        Type::Decimal => json!({ "type": "number" }),
        Type::Likelihood => json!({ "type": "number", "minimum": 0, "maximum": 1 }),
        Type::Flag => json!({ "type": "boolean" }),
        Type::Day => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Type::Moment => {
            json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?$" })
        }
        Type::Object(fields) => object(fields),
        Type::List(element) => json!({ "type": "array", "items": of(element) }),
        Type::Map(value) => json!({ "type": "object", "additionalProperties": of(value) }),
        Type::Either { objects, bare } => {
            let objects = objects.iter().map(|fields| object(fields));
            let bare = bare.iter().map(property);
            json!({ "anyOf": objects.chain(bare).collect::<Vec<_>>() })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_joins_what_is_allowed() {
        for (schema, wanted) in [
            (json!({ "type": "string" }), json!({ "type": ["string", "null"] })),
            (json!({ "enum": ["a"] }), json!({ "enum": ["a", null] })),
            (
                json!({ "anyOf": [{ "type": "string" }] }),
                json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
            ),
        ] {
            assert_eq!(or_null(schema), wanted);
        }
    }

    #[test]
    fn what_has_rows_has_a_schema() {
        for &what in crate::export::TABLES {
            let schema = json_schema(what).expect("a schema");
            assert_eq!(schema["type"], "object", "{what:?}");
            assert!(schema["required"].as_array().is_some_and(|keys| keys.contains(&json!("id"))));
        }
        assert!(json_schema(What::Graph).is_none());
    }
}
