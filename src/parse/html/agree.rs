//! The body that JSON-LD gives, beside the blocks that were found: what both have is certain.
//!
//! Paragraphs of the stated body that were left out come back, and what follows its last words goes. The page's own
//! blocks stay: their structure is better. Start at [`agree`].

use memchr::memmem;
use rustc_hash::FxHashSet;

use crate::parse::html::block::Block;
use crate::parse::html::fallback::key;
use crate::parse::html::fallback::without_tags;
use crate::parse::html::verdict::Verdict;
use crate::parse::html::weigh::worth;

/// Letters of a block below which it may stand in a body by chance.
const MIN_LETTERS: usize = 30;

/// Share of the letters found that must stand in the stated body: otherwise it is about something else, or cut.
const AGREED_SHARE: f32 = 0.6;

/// Letters of the end of the stated body that are looked for.
const END_LETTERS: usize = 25;

/// Bytes of the longest stated body, and blocks, that are compared: twice the longest article seen.
const MAX_BODY_BYTES: usize = 200_000;
const MAX_BLOCKS: usize = 3000;

/// Returns the blocks of `kept`, corrected by the `stated` body.
pub(super) fn agree(
    blocks: &[Block],
    kept: Vec<usize>,
    stated: &str,
    verdicts: &mut [Verdict],
) -> Vec<usize> {
    if stated.len() > MAX_BODY_BYTES || blocks.len() > MAX_BLOCKS {
        return kept;
    }
    let body = key(&without_tags(stated));
    let keys: Vec<String> = blocks.iter().map(|block| key(&block.text)).collect();
    let is_stated = |index: &usize| {
        let key = &keys[*index];
        key.len() >= MIN_LETTERS && memmem::find(body.as_bytes(), key.as_bytes()).is_some()
    };
    let letters = |indices: &[usize]| indices.iter().map(|&index| keys[index].len()).sum::<usize>();
    let stated: Vec<usize> = kept.iter().copied().filter(|index| is_stated(index)).collect();
    if (letters(&stated) as f32) < AGREED_SHARE * letters(&kept) as f32 {
        return kept;
    }
    let mut seen: FxHashSet<&str> = kept.iter().map(|&index| keys[index].as_str()).collect();
    let mut agreed = kept;
    for index in (0..blocks.len()).filter(is_stated) {
        // Stated bodies hold their lines that lead elsewhere, too; the headline of a card has its text below it.
        let is_prose = |index: usize| blocks.get(index).is_some_and(|block| worth(block) > 0.0);
        let headline =
            verdicts[index] == Verdict::Card && is_prose(index + 1) && is_stated(&(index + 1));
        if (is_prose(index) || headline) && seen.insert(&keys[index]) {
            verdicts[index] = Verdict::Kept;
            agreed.push(index);
        }
    }
    agreed.sort_unstable();
    if let Some(last) = end(&agreed, &keys, &body) {
        agreed.drain(last + 1..).for_each(|index| verdicts[index] = Verdict::After);
    }
    agreed
}

/// Returns the place of the block that holds the last words of the stated body.
fn end(agreed: &[usize], keys: &[String], body: &str) -> Option<usize> {
    let start = body.char_indices().rev().nth(END_LETTERS - 1)?.0;
    agreed.iter().rposition(|&index| keys[index].ends_with(&body[start..]))
}

#[cfg(test)]
mod tests {
    use crate::parse::html;

    const TOLD: [&str; 4] = [
        "The harbour master closed the eastern quay on Monday after divers found a crack in the wall.",
        "Ships are sent to the western basin, where a second pilot has been on call since the morning.",
        "Repairs will take until spring, the port authority said, and cost about four million euros.",
        "Fishermen were told to keep their boats at the northern pier until the ice has gone.",
    ];

    fn text(body: &str) -> String {
        let rows = [("", TOLD[0]), ("", TOLD[1]), (" class=recommended", TOLD[2]), ("", TOLD[3])];
        let paragraphs =
            rows.map(|(class, text)| format!("<div{class}><p>{text}</p></div>")).concat();
        let page = format!(
            "<title>Quay closed</title><script type=application/ld+json>\
             {{\"@type\":\"NewsArticle\",\"articleBody\":\"{body}\"}}</script><article>{paragraphs}</article>"
        );
        html::article(&page, None).0.text
    }

    #[test]
    fn what_the_page_states_comes_back_and_what_follows_it_goes() {
        for (body, expected) in [
            (String::new(), vec![0, 1, 3]),
            (TOLD.join(" "), vec![0, 1, 2, 3]),
            (TOLD[..3].join(" "), vec![0, 1, 2]),
            (
                "Something else that the page says of itself, and of nothing it shows.".repeat(3),
                vec![0, 1, 3],
            ),
        ] {
            let expected: Vec<&str> = expected.into_iter().map(|index| TOLD[index]).collect();
            assert_eq!(text(&body), expected.join("\n\n"), "{body}");
        }
    }
}
