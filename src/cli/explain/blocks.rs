//! Blocks of a web page with their verdicts → lines for a terminal.

use std::io;
use std::io::Write;

use crate::cli::output::Output;
use crate::cli::terminal::BOLD;
use crate::cli::terminal::DIM;
use crate::cli::terminal::Painter;
use crate::cli::terminal::one_line;
use crate::parse::BlockAccount;

/// Characters of a block's text shown on a terminal.
const SHOWN_CHARS: usize = 100;

/// Prints one line for each block: kept or left out, its score, why, where it stands, how it begins.
pub(super) fn print(
    output: &mut Output,
    painter: Painter,
    blocks: &[BlockAccount],
) -> io::Result<()> {
    if blocks.is_empty() {
        return Ok(());
    }
    writeln!(output, "{}", painter.paint(BOLD, "page"))?;
    for block in blocks {
        let sign = if block.kept { '+' } else { '-' };
        let text = one_line(&block.text);
        let cut = text.char_indices().nth(SHOWN_CHARS).map_or(text.len(), |(at, _)| at);
        let (shown, dots) = (&text[..cut], if cut < text.len() { "…" } else { "" });
        let shown = if block.kept { shown.to_owned() } else { painter.paint(DIM, shown) };
        let about = painter.paint(DIM, &format!("{}; {}", block.reason, one_line(&block.place)));
        writeln!(output, "{sign} {:7.1}  {shown}{dots}\n           {about}", block.score)?;
    }
    writeln!(output)
}
