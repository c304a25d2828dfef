//! What stands in a row of each export, told once: the columns of CSV, the types of Parquet and the JSON Schema all
//! come from the tables in [`mod@fields`].
//!
//! A new key of a row is one line there. Start at [`Field`].

mod fields;
mod json;

pub(super) use fields::FAILURE;
pub(super) use fields::fields;
pub use json::array_schema;
pub use json::extract_schema;
pub use json::json_schema;

/// Version of what exports hold. The first number is [`SCHEMA_VERSION`](crate::model::SCHEMA_VERSION), which rises
/// when a key is renamed or dropped; the second rises with every other change of [`mod@fields`].
pub const FORMAT_VERSION: &str = "1.0";

/// One key of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    /// The key.
    pub(super) name: &'static str,
    /// What stands there.
    pub(super) kind: Type,
    /// Whether something must.
    pub(super) presence: Presence,
    /// What it means, in a sentence.
    pub(super) about: &'static str,
    /// Its columns in a table of text: heading, and where in the value the cell stands, as a JSON pointer. Without any,
    /// a key of a row has one column of its own name.
    pub(super) columns: Option<&'static [(&'static str, &'static str)]>,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Always, with a value.
    Always,
    /// Always, perhaps with null.
    Nullable,
    /// Only where there is a value.
    Absent,
}

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Type {
    /// Any text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A count or a place, never below zero.
    Whole,
    /// An exact number.
    Decimal,
    /// A number from 0 to 1.
    Likelihood,
    /// True or false.
    Flag,
    /// A day.
    Day,
    /// A day, perhaps with a time, perhaps with a zone.
    Moment,
    /// The value of a time expression (TIMEX3), which may be a day, a time, or something vaguer.
    Timex,
    /// An object with these keys.
    Object(&'static [Field]),
    /// A list.
    List(&'static Type),
    /// An object whose keys are not known before.
    Map(&'static Type),
    /// An object of one of these shapes, or what one of `bare` holds: tables call it by that name.
    Either { objects: &'static [&'static [Field]], bare: &'static [Field] },
}

impl Field {
    const fn new(name: &'static str, kind: Type, about: &'static str) -> Field {
        Field { name, kind, presence: Presence::Always, about, columns: None }
    }

    /// The same, perhaps with null.
    const fn nullable(self) -> Field {
        Field { presence: Presence::Nullable, ..self }
    }

    /// The same, absent where there is no value.
    const fn absent(self) -> Field {
        Field { presence: Presence::Absent, ..self }
    }

    /// The same as an object with these keys.
    const fn of(self, fields: &'static [Field]) -> Field {
        Field { kind: Type::Object(fields), ..self }
    }

    /// The same with these columns in a table of text.
    const fn columns(self, columns: &'static [(&'static str, &'static str)]) -> Field {
        Field { columns: Some(columns), ..self }
    }
}

/// Returns the columns of a table of text: heading, and the JSON pointer into a row.
pub(super) fn columns(fields: &'static [Field]) -> Vec<(&'static str, String)> {
    let of = |field: &'static Field| {
        let columns = match field.columns {
            Some(columns) => columns.to_vec(),
            None => vec![(field.name, "")],
        };
        columns.into_iter().map(|(heading, at)| (heading, format!("/{}{at}", field.name)))
    };
    fields.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::TABLES;
    use crate::export::What;
    use crate::model::SCHEMA_VERSION;

    #[test]
    fn the_version_of_exports_goes_with_that_of_records() {
        let (first, _) = FORMAT_VERSION.split_once('.').expect("two numbers");
        assert_eq!(first, SCHEMA_VERSION.to_string());
    }

    #[test]
    fn every_table_has_fields_and_no_heading_comes_twice() {
        for &what in TABLES {
            let mut headings: Vec<_> =
                columns(fields(what)).into_iter().map(|(heading, _)| heading).collect();
            assert!(headings.len() > 8, "{what:?}");
            headings.sort_unstable();
            let before = headings.len();
            headings.dedup();
            assert_eq!(headings.len(), before, "{what:?}");
        }
        assert!(fields(What::Graph).is_empty());
    }
}
