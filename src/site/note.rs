//! Article → the note of its page. Start at [`note`].

use rustc_hash::FxHashSet;

use crate::model::Article;
use crate::model::BlockNote;
use crate::model::PageNote;

/// Blocks looked at from either end of a page at most: boilerplate hardly stands in the middle of a book.
const BLOCKS_FROM_EACH_END: usize = 64;

/// Letters that words must share at their start to be forms of one word, and so the shortest that tells anything.
const STEM: usize = 5;

/// Prefixes of a host that lead to the same site.
const SAME_SITE: &[&str] = &["www.", "m.", "mobile.", "amp."];

/// The start of a word, filled up with zeros.
type Stem = [char; STEM];

/// Returns the note of a page. `None` if it does not say which site it is of, or has no title to compare blocks with.
pub(super) fn note(article: &Article) -> Option<PageNote> {
    let site = site(article)?;
    let title = article.title.as_deref()?;
    let mut story = FxHashSet::default();
    stems(title, |stem| {
        story.insert(stem);
        false
    });
    let block = |at: usize| {
        let text = article.text(article.paragraphs[at]);
        BlockNote::new(hash(text), stems(text, |stem| story.contains(&stem)))
    };
    let blocks = places(article).map(block).collect();
    Some(PageNote { site: hash(&site), title: hash(title), blocks })
}

/// Returns the places of the blocks that a note is made of.
pub(super) fn places(article: &Article) -> impl Iterator<Item = usize> {
    let number = article.paragraphs.len();
    let head = number.min(BLOCKS_FROM_EACH_END);
    (0..head).chain(head.max(number.saturating_sub(BLOCKS_FROM_EACH_END))..number)
}

/// Returns the host of the page's address, else the name of its site.
fn site(article: &Article) -> Option<String> {
    let host = |url: &String| {
        let (_, rest) = url.split_once("//")?;
        let host = rest.split(['/', '?', '#', ':']).next()?.to_lowercase();
        let host = SAME_SITE.iter().find_map(|prefix| host.strip_prefix(prefix)).unwrap_or(&host);
        host.contains('.').then(|| host.to_owned())
    };
    let named = || article.site.as_ref().map(|name| format!("name {}", name.to_lowercase()));
    article.url.as_ref().and_then(host).or_else(named)
}

/// Returns the hash of the letters and digits of a text. Numbers count: the rows of two tables are not the same.
fn hash(text: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    let mut word = [0; 4];
    for letter in text.chars().flat_map(char::to_lowercase).filter(|char| char.is_alphanumeric()) {
        hasher.update(letter.encode_utf8(&mut word).as_bytes());
    }
    let mut head = [0; 8];
    head.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    u64::from_le_bytes(head)
}

/// Calls `visit` with the starts of the longer words of a text until it returns true; returns whether it did. Where
/// words are not set apart by spaces, each two signs are one.
fn stems(text: &str, mut visit: impl FnMut(Stem) -> bool) -> bool {
    text.split(|char: char| !char.is_alphanumeric()).any(|word| {
        let mut letters = word.chars().flat_map(char::to_lowercase);
        if !word.contains(is_ideograph) {
            let mut stem = ['\0'; STEM];
            stem.iter_mut().zip(&mut letters).for_each(|(to, letter)| *to = letter);
            return stem[STEM - 1] != '\0' && visit(stem);
        }
        let mut last = '\0';
        letters.any(|letter| {
            let pair = [std::mem::replace(&mut last, letter), letter, '\0', '\0', '\0'];
            pair[0] != '\0' && visit(pair)
        })
    })
}

fn is_ideograph(char: char) -> bool {
    ('\u{2e80}'..='\u{9fff}').contains(&char) || ('\u{e00}'..='\u{eff}').contains(&char)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;
    use crate::model::TextField;

    fn article(url: &str, title: &str, text: &str) -> Article {
        let spans = text.split("\n\n").map(|part| {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            Span::new(TextField::Text, start..start + part.len())
        });
        Article {
            url: Some(url.to_owned()).filter(|url| !url.is_empty()),
            title: Some(title.to_owned()),
            paragraphs: spans.collect(),
            text: text.to_owned(),
            ..Article::default()
        }
    }

    #[test]
    fn one_site_has_many_addresses() {
        let of = |url: &str| note(&article(url, "Title", "A")).map(|note| note.site);
        let site = of("https://paper.example/a");
        for url in
            ["http://www.paper.example/b", "https://amp.paper.example:80?c", "//PAPER.example#d"]
        {
            assert_eq!(of(url), site, "{url}");
        }
        assert_ne!(of("https://other.example/"), site);
        for url in ["", "a/b", "https://localhost/x"] {
            assert_eq!(of(url), None, "{url}");
        }
    }

    #[test]
    fn blocks_that_speak_of_the_title_are_tied_to_it() {
        for (title, block, tied) in [
            ("Nurses name dates for strike", "The nurse said no.", true),
            ("Nurses name dates for strike", "A nursery said no.", true),
            ("Nurses name dates for strike", "They are striking.", true),
            ("Nurses name dates for strike", "Namely, a date.", false),
            ("北京发布新规", "新规将于三月施行", true),
            ("北京发布新规", "关注我们的频道", false),
        ] {
            let note = note(&article("https://a.example/", title, block)).map(|note| note.blocks);
            let found = note.map(|blocks| blocks[0].is_tied());
            assert_eq!(found, Some(tied), "{title}: {block}");
        }
    }

    #[test]
    fn white_space_and_capitals_make_no_difference() {
        assert_eq!(hash("Sign up  now!"), hash("sign UP now"));
        assert_ne!(hash("Lyon 1"), hash("Lyon 2"));
    }

    #[test]
    fn of_a_long_page_both_ends_are_seen() {
        let long = vec!["x"; 500].join("\n\n");
        let places: Vec<usize> = places(&article("", "T", &long)).collect();
        assert_eq!((places.len(), places[63], places[64]), (128, 63, 436));
        let short = vec!["x"; 100].join("\n\n");
        assert_eq!(super::places(&article("", "T", &short)).collect::<Vec<_>>().len(), 100);
    }
}
