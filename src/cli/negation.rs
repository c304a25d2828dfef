//! `-word` on a command line → `NOT word`. Start at [`spell_negations`].

use std::ffi::OsString;

use crate::cli::Verb;
use crate::cli::command;
use crate::cli::quotes::ListQuotes;
use crate::cli::search::Search;

/// Returns the arguments with `-word` in a query written as `NOT word`: it would be taken for options. What could be one
/// (`-n5`, `--sort -date`) and what comes after `--` stays.
pub(super) fn spell_negations(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let command = command();
    let verbs: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let mut spelt: Vec<OsString> = Vec::new();
    let (mut has_verb, mut is_query) = (false, false);
    for arg in args {
        let is_value = spelt.last().is_some_and(|last| last == "--sort");
        if !has_verb && !spelt.is_empty() && verbs.iter().any(|verb| arg == *verb) {
            has_verb = true;
            is_query = arg == Search::NAME || arg == ListQuotes::NAME;
        }
        is_query = is_query && arg != "--";
        let word = arg.to_str().filter(|_| is_query && !is_value).and_then(negated);
        let negation = word.map(|word| OsString::from(format!("NOT {word}")));
        spelt.push(negation.unwrap_or(arg));
    }
    spelt
}

fn negated(arg: &str) -> Option<&str> {
    let word = arg.strip_prefix('-')?;
    let mut letters = word.chars();
    let opens = letters.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '“' | '('));
    let goes_on = letters.next().is_some_and(|c| !c.is_ascii_digit() && c != '=');
    (opens && goes_on).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_with_a_minus_is_no_option() {
        for (typed, expected) in [
            (
                "dateline search -nurses strike --limit 5",
                "dateline search NOT nurses strike --limit 5",
            ),
            ("dateline search strike -n5 -n 5", "dateline search strike -n5 -n 5"),
            ("dateline search --sort -date -site:x", "dateline search --sort -date NOT site:x"),
            ("dateline search -- -nurses", "dateline search -- -nurses"),
            ("dateline export -nurses", "dateline export -nurses"),
            ("dateline quotes -nurses -n5", "dateline quotes NOT nurses -n5"),
            ("dateline export quotes -nurses", "dateline export quotes -nurses"),
        ] {
            let spelt = spell_negations(typed.split(' ').map(OsString::from));
            let spelt: Vec<_> = spelt.iter().map(|arg| arg.to_string_lossy()).collect();
            assert_eq!(spelt.join(" "), expected);
        }
    }
}
