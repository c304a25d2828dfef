//! Conditions on people: their name, their roles, the organisations they are placed in.
//!
//! `role:minister person:Streeting` asks for an article in which he is the minister. Where several people are named, the
//! role is that of one of them.

use tantivy::tokenizer::TextAnalyzer;

use crate::index::query::Conditions;
use crate::index::query::Piece;
use crate::index::query::Test;
use crate::index::query::alias::Named;
use crate::index::query::columns::column;
use crate::index::query::conditions::Condition;
use crate::index::query::name::Name;
use crate::index::query::row::Row;
use crate::index::statement::Statements;

/// The fields whose conditions are about one person.
const PERSON: &str = "person";
const ROLE: &str = "role";
const AFFILIATION: &str = "affiliation";

/// What a query asks of a person.
#[derive(Debug)]
pub(in crate::index) enum OfPerson {
    /// To be of this name.
    Name(Name),
    /// To have this role.
    Role(Row),
    /// To belong to an organisation of this name.
    Affiliation(Name),
}

impl Condition for OfPerson {
    fn of(field: &Piece, test: &Test, named: &Named<'_>) -> Option<OfPerson> {
        match field.text.as_str() {
            PERSON => Name::of(&column(PERSON), test, named).map(OfPerson::Name),
            ROLE => Some(OfPerson::Role(Row::of(test).unwrap_or_default())),
            AFFILIATION => Name::of(AFFILIATION, test, named).map(OfPerson::Affiliation),
            _ => None,
        }
    }

    /// Of several names, one is meant: nobody has two.
    fn join(all: Vec<Conditions<OfPerson>>) -> Conditions<OfPerson> {
        let (names, mut rest): (Vec<_>, Vec<_>) = all.into_iter().partition(are_names);
        if !names.is_empty() {
            rest.push(Conditions::Any(names));
        }
        Conditions::All(rest)
    }
}

fn are_names(conditions: &Conditions<OfPerson>) -> bool {
    match conditions {
        Conditions::None => true,
        Conditions::All(several) | Conditions::Any(several) => several.iter().all(are_names),
        Conditions::One(one) => matches!(one, OfPerson::Name(_)),
    }
}

impl Conditions<OfPerson> {
    /// Returns true if an entity of an article meets the conditions.
    pub(super) fn fit(
        &self,
        entity: u32,
        told: &Statements<'_>,
        analyzer: &mut TextAnalyzer,
    ) -> bool {
        let Some(person) = told.entities.get(entity as usize) else { return false };
        let Some(called) = told.name(entity) else { return false };
        self.hold(&mut |one| match one {
            OfPerson::Role(row) => match row.is_empty() {
                true => !person.roles.is_empty(),
                false => person.roles.iter().any(|role| row.is_in(role, analyzer)),
            },
            OfPerson::Affiliation(name) => person.affiliations.iter().any(|body| {
                told.alias("organisation", body).is_some_and(|body| name.is(body, analyzer))
            }),
            OfPerson::Name(name) => {
                // Short forms that the article has of the name, unless the user calls the person otherwise.
                let is_plain = called == person.name;
                person.kind == PERSON
                    && (name.is(called, analyzer)
                        || is_plain
                            && told.forms(entity).any(|form| name.stands_in(form, analyzer)))
            }
        })
    }
}
