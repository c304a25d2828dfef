//! A web page and its blocks → the page again, with its blocks in colours. Start at [`page`].
//!
//! It is made of pieces that cannot run, and its head forbids that besides, as well as to load anything for its styles.
//! All blocks stand in a folded list above it, so that one which the page hides can be read as well.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::parse::BlockAccount;
use crate::parse::Piece;
use crate::text::markup::PAGE_HEAD;
use crate::text::markup::escape;

/// Styles of what is added. They win over those of the page, which may hide everything until a script has run.
const STYLES: &str = "</style>
<style>
html, body { display: block !important; visibility: visible !important; opacity: 1 !important; height: auto !important; overflow: auto !important; animation: none !important }
.dateline-kept { background: #cdeed6 !important; color: #123 !important }
.dateline-left { background: #f6d3d1 !important; color: #633 !important }
#dateline-legend { all: initial; display: block; padding: .5rem 1rem; border-bottom: 2px solid #888; font: 14px/1.5 sans-serif; color: #222; background: #fff }
#dateline-legend div { margin: .3rem 0; padding: .1rem .5rem; white-space: pre-wrap; overflow-wrap: anywhere }
#dateline-legend .dateline-heading { font-weight: bold }
#dateline-legend small { display: block; color: #666 }
</style>
";

/// Returns the page with its blocks in green and red; pointing at one tells its score and why.
pub(super) fn page(path: &str, blocks: &[BlockAccount], pieces: &[Piece]) -> String {
    let mut page = PAGE_HEAD.to_owned();
    for piece in pieces {
        if let Piece::Style(styles) = piece {
            page.push_str(styles);
            page.push('\n');
        }
    }
    let _ = writeln!(page, "{STYLES}<title>{}</title>", escape(path));
    let shown = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(_, block) => *block,
        _ => None,
    });
    legend(&mut page, path, blocks, &shown.collect());
    for piece in pieces {
        let _ = match piece {
            Piece::Open(name, attributes) => open(&mut page, name, attributes),
            Piece::Close(name) => write!(page, "</{name}>"),
            Piece::Text(text, block) => {
                let block = block.and_then(|at| blocks.get(at));
                words(&mut page, text, block)
            }
            Piece::Style(_) => Ok(()),
        };
    }
    page.push('\n');
    page
}

fn open(page: &mut String, name: &str, attributes: &[(&'static str, String)]) -> std::fmt::Result {
    write!(page, "<{name}")?;
    for (name, value) in attributes {
        write!(page, " {name}=\"{}\"", escape(value))?;
    }
    page.push('>');
    Ok(())
}

fn words(page: &mut String, text: &str, block: Option<&BlockAccount>) -> std::fmt::Result {
    let text = escape(text);
    match block {
        None => write!(page, "{text}"),
        Some(block) => {
            let (class, about) = (class(block), about(block));
            write!(page, "<span class=\"{class}\" title=\"{}\">{text}</span>", escape(&about))
        }
    }
}

fn class(block: &BlockAccount) -> &'static str {
    if block.kept { "dateline-kept" } else { "dateline-left" }
}

fn about(block: &BlockAccount) -> String {
    format!("{:.1} · {} · {}", block.score, block.reason, block.place)
}

/// Appends what the colours mean, and the list of all blocks.
fn legend(page: &mut String, path: &str, blocks: &[BlockAccount], shown: &BTreeSet<usize>) {
    let kept = blocks.iter().filter(|block| block.kept).count();
    let _ = write!(
        page,
        "<div id=\"dateline-legend\">{}: <span class=\"dateline-kept\">{kept} blocks are the body</span>, \
         <span class=\"dateline-left\">{} are left out</span>; point at one to read why\n<details><summary>all blocks</summary>\n",
        escape(path),
        blocks.len() - kept,
    );
    for (index, block) in blocks.iter().enumerate() {
        let hidden = if shown.contains(&index) { "" } else { " · not shown by the page" };
        let heading = if block.heading { " dateline-heading" } else { "" };
        let _ = writeln!(
            page,
            "<div class=\"{}{heading}\">{}<small>{}{hidden}</small></div>",
            class(block),
            escape(&block.text),
            escape(&about(block)),
        );
    }
    page.push_str("</details></div>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str, kept: bool) -> BlockAccount {
        BlockAccount {
            text: text.to_owned(),
            place: "p.\"><b>".to_owned(),
            score: 1.0,
            kept,
            heading: !kept,
            reason: "<i>".to_owned(),
        }
    }

    #[test]
    fn nothing_of_a_page_becomes_markup() {
        let evil = "<script>alert(1)</script>";
        let pieces = [
            Piece::Open("p", vec![("class", "\"><u>".to_owned())]),
            Piece::Text(evil.to_owned(), Some(0)),
            Piece::Text(evil.to_owned(), None),
        ];
        let page = page("<u>.html", &[block(evil, false)], &pieces);
        for tag in ["<script", "<b>", "<i>", "<u>"] {
            assert!(!page.contains(tag), "{tag} in {page}");
        }
        assert!(page.contains("<p class=\"&quot;&gt;&lt;u&gt;\"><span class=\"dateline-left\""));
    }

    #[test]
    fn blocks_are_coloured_and_tell_why() {
        let pieces =
            [Piece::Style("p { color: red }".to_owned()), Piece::Text("Yes".to_owned(), Some(0))];
        let page = page("a.html", &[block("Yes", true)], &pieces);
        assert!(page.contains("<span class=\"dateline-kept\" title=\"1.0 · &lt;i&gt;"), "{page}");
        let (own, ours) = (page.find("p { color: red }"), page.find(".dateline-kept {"));
        assert!(own.is_some() && own < ours, "{page}");
    }
}
