//! Turns folders of news articles into searchable, checkable facts, with rules.

pub mod chart;
pub mod cli;
pub mod error;
pub mod export;
pub mod extract;
pub mod index;
pub mod model;
pub mod parse;
pub mod pipeline;
pub mod read;
pub mod rules;
pub mod site;
pub mod text;
