//! Quotes with their speakers, or with those who may have said them, as text.

use std::io;
use std::io::Write;

use crate::cli::explain::account::QuoteAccount;
use crate::cli::output::Output;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::extract::Guess;

/// Longest quote that is shown whole, in characters.
const SHOWN: usize = 100;

/// Prints what is known of the speaker of each quote.
pub(super) fn print(
    output: &mut Output,
    painter: Painter,
    quotes: &[QuoteAccount],
) -> io::Result<()> {
    quotes.iter().try_for_each(|quote| one(output, painter, quote))
}

fn one(output: &mut Output, painter: Painter, quote: &QuoteAccount) -> io::Result<()> {
    let QuoteAccount { start, end, text, rule, .. } = quote;
    let place = painter.paint(DIM, &format!("text {start}-{end}"));
    writeln!(output, "quote  {} → {}  {place}", shortened(text), speaker(quote))?;
    let sure = quote.confidence.map_or("     -".to_owned(), |sure| format!("{sure:6.2}"));
    let cue = quote.cue.as_ref().map(|cue| format!("  cue {}", one_line(cue)));
    writeln!(output, "  {sure}  {rule}{}", cue.unwrap_or_default())?;
    for Guess { name, confidence, rule, reason } in &quote.candidates {
        let not = painter.paint(DIM, "not");
        writeln!(output, "  {not}  {}  {confidence:.2}  {rule}: {reason}", one_line(name))?;
    }
    Ok(())
}

fn speaker(quote: &QuoteAccount) -> String {
    let words = quote.speaker_words.as_deref().map(one_line);
    match (&quote.speaker, words) {
        (Some(name), _) => one_line(name),
        (None, Some(words)) if quote.anonymous => format!("({words}, anonymous)"),
        (None, Some(words)) => format!("({words})"),
        (None, None) => "(nobody)".to_owned(),
    }
}

fn shortened(text: &str) -> String {
    let text = one_line(text);
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}
