//! The fields of a row → the columns of a file, and each row → values in them.
//!
//! Objects are groups, lists are lists, and objects whose keys are not known before are maps. What may be one thing or
//! another is a group with a column for each. A moment such as `published` is the day in a column of its own name, the
//! moment in UTC in `…_at`, where time and zone are told, and in `…_text` what the article states; the `iso` of a time
//! expression stays text and has `iso_date` and `iso_at` beside it, where it is as exact as that. What readers could not take (a
//! year before 1, a number below a billionth) is null there. Start at [`Shape`].

use std::io;
use std::sync::Arc;

use ::parquet::basic::LogicalType;
use ::parquet::basic::Repetition;
use ::parquet::errors::ParquetError;
use ::parquet::schema::types::Type as Node;
use ::parquet::schema::types::TypePtr;
use serde_json::Value;

use crate::export::parquet::column::Cell;
use crate::export::parquet::column::Column;
use crate::export::parquet::column::DECIMAL;
use crate::export::parquet::column::DECIMAL_BYTES;
use crate::export::parquet::column::Levels;
use crate::export::schema::Field;
use crate::export::schema::Presence;
use crate::export::schema::Type;

/// The columns of a file, as a tree.
pub(super) struct Shape {
    parts: Vec<Part>,
}

/// A column or a group of them.
struct Part {
    name: String,
    /// The key of an object under which the values are; without one it is the object's place itself.
    key: Option<&'static str>,
    optional: bool,
    kind: Kind,
}

enum Kind {
    /// A place in the list of columns.
    Leaf(usize, Cell),
    Group(Vec<Part>),
    List(Box<Part>),
    /// Keys and values.
    Map(Box<[Part; 2]>),
}

impl Shape {
    /// Returns the columns of rows with these fields, as a tree and as a list.
    pub(super) fn new(fields: &[Field]) -> (Shape, Vec<Column>) {
        let mut columns = Vec::new();
        let parts = parts(fields, &mut columns);
        (Shape { parts }, columns.into_iter().map(Column::new).collect())
    }

    /// Returns the tree as the format has it.
    pub(super) fn root(&self) -> Result<TypePtr, ParquetError> {
        let fields = self.parts.iter().map(Part::node).collect::<Result<_, _>>()?;
        Ok(Arc::new(Node::group_type_builder("dateline").with_fields(fields).build()?))
    }

    /// Appends the values of a row.
    pub(super) fn put(&self, row: &Value, columns: &mut [Column]) -> io::Result<()> {
        self.parts.iter().try_for_each(|part| part.put(part.of(row), Levels::default(), columns))
    }
}

fn parts(fields: &[Field], columns: &mut Vec<Cell>) -> Vec<Part> {
    fields.iter().flat_map(|field| field_parts(field, columns)).collect()
}

/// Returns the parts of a field: more than one for a time.
fn field_parts(field: &Field, columns: &mut Vec<Cell>) -> Vec<Part> {
    let optional = field.presence != Presence::Always;
    let mut leaf = |suffix: &str, optional, cell| {
        let name = format!("{}{suffix}", field.name);
        Part { name, key: Some(field.name), optional, kind: column(cell, columns) }
    };
    match field.kind {
        Type::Moment => vec![
            leaf("", true, Cell::Day),
            leaf("_at", true, Cell::Instant),
            leaf("_text", optional, Cell::Text),
        ],
        Type::Timex => vec![
            leaf("", optional, Cell::Text),
            leaf("_date", true, Cell::Day),
            leaf("_at", true, Cell::Clock),
        ],
        // A number too small for its column is none.
        Type::Decimal => vec![leaf("", true, Cell::Decimal)],
        ref kind => {
            let kind = of(kind, columns);
            vec![Part { name: field.name.to_owned(), key: Some(field.name), optional, kind }]
        }
    }
}

fn column(cell: Cell, columns: &mut Vec<Cell>) -> Kind {
    columns.push(cell);
    Kind::Leaf(columns.len() - 1, cell)
}

fn of(kind: &Type, columns: &mut Vec<Cell>) -> Kind {
    let inner = |name: &str, kind, key| Part { name: name.to_owned(), key, optional: false, kind };
    match kind {
        Type::Text | Type::Word(_) | Type::Moment | Type::Timex => column(Cell::Text, columns),
        Type::Whole => column(Cell::Whole, columns),
        Type::Decimal => column(Cell::Decimal, columns),
        Type::Likelihood => column(Cell::Double, columns),
        Type::Flag => column(Cell::Flag, columns),
        Type::Day => column(Cell::Day, columns),
        Type::Object(fields) => Kind::Group(parts(fields, columns)),
        Type::List(element) => Kind::List(Box::new(inner("element", of(element, columns), None))),
        Type::Map(value) => {
            let key = inner("key", column(Cell::Text, columns), None);
            Kind::Map(Box::new([key, inner("value", of(value, columns), None)]))
        }
        Type::Either { objects, bare } => Kind::Group(either(objects, bare, columns)),
    }
}

/// Returns the parts of what may have several shapes: each key once, and none of them certain.
fn either(objects: &[&[Field]], bare: &[Field], columns: &mut Vec<Cell>) -> Vec<Part> {
    let mut known = Vec::new();
    let mut found = Vec::new();
    for field in objects.iter().copied().flatten() {
        if !known.contains(&field.name) {
            known.push(field.name);
            found.extend(field_parts(field, columns));
        }
    }
    let keyed = found.len();
    found.extend(parts(bare, columns));
    for (place, part) in found.iter_mut().enumerate() {
        part.optional = true;
        part.key = part.key.filter(|_| place < keyed);
    }
    found
}

impl Part {
    fn repetition(&self) -> Repetition {
        if self.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED }
    }

    /// Returns the part as the format has it.
    fn node(&self) -> Result<TypePtr, ParquetError> {
        let group = |name: &str, repetition, kind, fields| {
            let group = Node::group_type_builder(name).with_repetition(repetition);
            group.with_logical_type(kind).with_fields(fields).build().map(Arc::new)
        };
        let repeated = |name, fields| group(name, Repetition::REPEATED, None, fields);
        let around = |kind, fields| group(&self.name, self.repetition(), kind, fields);
        match &self.kind {
            Kind::Leaf(_, cell) => self.leaf(*cell),
            Kind::Group(parts) => {
                around(None, parts.iter().map(Part::node).collect::<Result<_, _>>()?)
            }
            Kind::List(element) => {
                around(Some(LogicalType::List), vec![repeated("list", vec![element.node()?])?])
            }
            Kind::Map(entry) => {
                let entry = entry.iter().map(Part::node).collect::<Result<_, _>>()?;
                around(Some(LogicalType::Map), vec![repeated("key_value", entry)?])
            }
        }
    }

    fn leaf(&self, cell: Cell) -> Result<TypePtr, ParquetError> {
        let (physical, logical) = cell.types();
        let mut leaf = Node::primitive_type_builder(&self.name, physical)
            .with_repetition(self.repetition())
            .with_logical_type(logical);
        if cell == Cell::Decimal {
            let (precision, scale) = DECIMAL;
            leaf = leaf.with_length(DECIMAL_BYTES).with_precision(precision).with_scale(scale);
        }
        leaf.build().map(Arc::new)
    }

    /// Returns where in `value` this is.
    fn of<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match self.key {
            Some(key) => value.get(key),
            None => Some(value),
        }
    }

    /// Appends a value to its columns.
    fn put(&self, value: Option<&Value>, at: Levels, columns: &mut [Column]) -> io::Result<()> {
        let inside = Levels { definition: at.definition + i16::from(self.optional), ..at };
        let is_put = match (value.filter(|value| !value.is_null()), &self.kind) {
            (None, _) => false,
            (Some(value), Kind::Leaf(column, _)) => columns[*column].push(value, inside),
            (Some(value), Kind::Group(parts)) => {
                parts.iter().try_for_each(|part| part.put(part.of(value), inside, columns))?;
                true
            }
            (Some(value), Kind::List(element)) => {
                let items = value.as_array().into_iter().flatten();
                self.repeat(items, inside, columns, |item, at, columns| {
                    element.put(Some(item), at, columns)
                })?
            }
            (Some(value), Kind::Map(entry)) => {
                let entries = value.as_object().into_iter().flatten();
                self.repeat(entries, inside, columns, |(key, value), at, columns| {
                    entry[0].put(Some(&Value::from(key.as_str())), at, columns)?;
                    entry[1].put(Some(value), at, columns)
                })?
            }
        };
        match (is_put, self.optional) {
            (true, _) => Ok(()),
            (false, true) => {
                self.put_null(at, columns);
                Ok(())
            }
            (false, false) => Err(io::Error::other(format!("no {} in a row", self.name))),
        }
    }

    /// Appends each item to the columns of a list, or that it is empty.
    fn repeat<T>(
        &self,
        items: impl Iterator<Item = T>,
        at: Levels,
        columns: &mut [Column],
        mut put: impl FnMut(T, Levels, &mut [Column]) -> io::Result<()>,
    ) -> io::Result<bool> {
        let depth = at.depth + 1;
        let mut next = Levels { definition: at.definition + 1, depth, ..at };
        let mut any = false;
        for item in items {
            put(item, next, columns)?;
            next.repetition = depth;
            any = true;
        }
        if !any {
            self.put_null(at, columns);
        }
        Ok(true)
    }

    /// Appends to all columns below that there is nothing.
    fn put_null(&self, at: Levels, columns: &mut [Column]) {
        match &self.kind {
            Kind::Leaf(column, _) => columns[*column].push_null(at),
            Kind::Group(parts) => parts.iter().for_each(|part| part.put_null(at, columns)),
            Kind::List(element) => element.put_null(at, columns),
            Kind::Map(entry) => entry.iter().for_each(|part| part.put_null(at, columns)),
        }
    }
}
