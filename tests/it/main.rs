//! The one integration binary.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

/// Saved searches, and what an ingest tells of them.
mod alerts;
/// Precision and recall of changes, held against floors.
mod changes;
/// What the commands do, with the real binary.
mod cli;
/// Copies of stories, held against floors; and what the commands make of them.
mod copies;
/// Every sample article against its golden record.
mod corpus;
/// Counts by value and by calendar period, and their charts.
mod counts;
/// A killed ingest is completed by the next.
mod crash;
/// Entities across articles, and the user's aliases.
mod entities;
/// Export formats as other tools read them.
mod exports;
/// Damaged and huge inputs: a clear message for each, and the rest of the batch done.
mod hostile;
/// Reading again only what changed, and nothing stale.
mod ingest;
/// Articles in other languages hear no English rule.
mod languages;
/// What the pages of a site have in common is left out.
mod learn;
/// Mistakes that are easily made, and what is said of them.
mod mistakes;
/// Names in the manner of newswires, held against floors.
mod newswire;
/// Precision and recall of numbers in newswire sentences, held against floors.
mod numbers;
/// The project's own misleading web pages, held against floors.
mod pages;
/// Precision and recall on annotated articles, held against floors.
mod quality;
/// Quotes across articles: listed, counted, searched, exported, audited.
mod quotes;
/// Entities in company, similar articles, times told, words that set apart.
mod relations;
/// Precision and recall of roles and affiliations, held against floors.
mod roles;
/// Every accept and reject case of every shipped rule.
mod rules;
/// Exports as their schemas say, and Parquet as NDJSON.
mod schemas;
/// The query language as documented, and what a search prints.
mod searching;
/// Quotes and speakers in every construction, held against floors.
mod speech;
/// A temporary folder with the binary in it; golden files.
mod support;
/// The rules of ARCHITECTURE.md that a program can check.
mod tidy;
/// Precision and recall of time expressions in newswire sentences, held against floors.
mod times;
