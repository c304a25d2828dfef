//! Read → parse → annotate → sink: the only place where the stages meet.

use crate::extract::Annotator;
use crate::model::Origin;
use crate::model::RawDocument;
use crate::model::Record;
use crate::parse::ParseOptions;

/// A document, or an entry of one, that gave no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which.
    pub origin: Origin,
    /// The id that the entry declared, if that much could be read.
    pub given_id: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Returns the records of one document, with a failure for each entry that gave none. Pure.
pub fn process(
    raw: &RawDocument,
    options: &ParseOptions,
    annotator: &mut Annotator<'_>,
) -> Vec<Result<Record, Failure>> {
    let parsed = crate::parse::parse(raw, options);
    let mut outcomes = Vec::with_capacity(parsed.articles.len());
    for entry in parsed.articles {
        outcomes.push(match entry {
            Ok((article, mut warnings)) => {
                let (annotations, remarks) = annotator.annotate(&article);
                warnings.extend(remarks);
                Ok(Record { article, annotations, warnings })
            }
            Err(failure) => Err(Failure {
                origin: Origin { path: raw.origin.path.clone(), item: failure.item },
                given_id: failure.given_id,
                message: failure.message,
            }),
        });
    }
    outcomes
}
