//! A fact with how its numbers hang together, as it is printed.

use std::collections::BTreeMap;
use std::io;
use std::io::Write;

use serde::Serialize;

use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::model::Arg;
use crate::model::TextField;

/// What is printed of a fact. This type is its JSON form.
#[derive(Serialize)]
pub(super) struct FactAccount {
    pub(super) kind: &'static str,
    pub(super) field: TextField,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
    pub(super) args: BTreeMap<String, Arg>,
    pub(super) rule: &'static str,
    /// How its numbers hang together.
    pub(super) arithmetic: Option<String>,
}

/// Prints the facts of an article.
pub(super) fn print(
    output: &mut Output,
    painter: Painter,
    facts: &[FactAccount],
) -> io::Result<()> {
    if !facts.is_empty() {
        writeln!(output, "{}", painter.paint(BOLD, "facts"))?;
    }
    for fact in facts {
        let FactAccount { kind, field, start, end, text, args, rule, arithmetic } = fact;
        let field = if *field == TextField::Title { "title" } else { "text" };
        let place = painter.paint(DIM, &format!("{field} {start}-{end}"));
        writeln!(output, "{kind}  {}  {place}  {rule}", one_line(text))?;
        let told: Vec<_> = args.iter().map(|(name, arg)| format!("{name}={arg}")).collect();
        writeln!(output, "    {}", one_line(&told.join("; ")))?;
        if let Some(arithmetic) = arithmetic {
            writeln!(output, "    {}", one_line(arithmetic))?;
        }
    }
    Ok(())
}
