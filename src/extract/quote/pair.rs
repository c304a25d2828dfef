//! Quotation marks → quotations: which marks belong together, paragraph by paragraph.
//!
//! Knows straight, curly, low, angle and single marks, tells apostrophes from single marks, joins speech over several
//! paragraphs (each opened anew) and gives up marks that have no partner. Only the outermost of nested quotations is
//! reported. One pass, linear in the tokens. Start at [`Pairs::load`].

use std::ops::Range;

use crate::extract::quote::mark::Level;
use crate::extract::quote::mark::Mark;
use crate::extract::quote::mark::MarkList;
use crate::extract::quote::mark::Side;
use crate::extract::story::Story;
use crate::text::shape::Shape;

/// A pair of quotation marks with what stands between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct Pair {
    /// The tokens, marks included.
    pub tokens: Range<u32>,
    /// Tokens of the opening mark.
    pub opening: u32,
    /// Tokens of the closing mark; 0 where the closing mark is missing.
    pub closing: u32,
}

/// Most paragraphs of one speech; a mark open for longer is a slip.
const MAX_PARAGRAPHS: u32 = 40;

/// A quotation whose end has not been met.
#[derive(Clone, Copy, Debug)]
struct Open {
    mark: Mark,
    /// Paragraph that it has reached.
    paragraph: u32,
    /// Quotations of the same level inside it.
    depth: u32,
}

/// Finds quotations; its memory is used again for the next article.
#[derive(Debug, Default)]
pub(in crate::extract) struct Pairs {
    found: MarkList,
    /// Mark → the next single mark that surely closes, that may close, that opens, in the same paragraph.
    ahead: Vec<[u32; 3]>,
    /// The quotations, in text order, none inside another.
    pub list: Vec<Pair>,
}

/// No such mark in the paragraph.
const NONE: u32 = u32::MAX;

impl Pairs {
    /// Returns the first tokens of the paragraphs of the body.
    pub(in crate::extract) fn paragraphs(&self) -> &[u32] {
        &self.found.paragraphs
    }

    /// Returns the number of the paragraph that holds a token.
    pub(in crate::extract) fn paragraph_of(&self, token: u32) -> u32 {
        self.found.paragraphs.partition_point(|start| *start <= token) as u32
    }

    /// Finds the quotations of the body of `story`.
    pub(in crate::extract) fn load(&mut self, story: &Story) {
        self.list.clear();
        self.found.load(story);
        self.look_ahead();
        let mut open: Option<Open> = None;
        let mut at = 0;
        while at < self.found.marks.len() {
            let mark = self.found.marks[at];
            let other = open.filter(|one| one.paragraph != mark.paragraph);
            match other {
                Some(one) if continues(one, mark) => {
                    open = Some(Open { paragraph: mark.paragraph, depth: 0, ..one });
                    if one.mark.level != Level::Single {
                        at += 1;
                        continue;
                    }
                }
                Some(one) => {
                    self.give_up(story, one);
                    open = None;
                }
                None => {}
            }
            let single = open.map_or(mark.level, |one| one.mark.level) == Level::Single;
            (open, at) =
                if single { self.single(open, at) } else { (self.double(story, open, at), at + 1) };
        }
        if let Some(one) = open {
            self.give_up(story, one);
        }
    }

    /// A mark met while a single quotation is open, or one that may open one. Returns what is open then, and the next
    /// mark to look at.
    fn single(&mut self, open: Option<Open>, at: usize) -> (Option<Open>, usize) {
        let mark = self.found.marks[at];
        match self.closing_single(at) {
            Some(close) => {
                let first = open.map_or(mark, |one| one.mark);
                self.list.push(pair(first, self.found.marks[close]));
                (None, close + 1)
            }
            None if open.is_none() && mark.side == Side::Open && mark.leads => {
                (Some(start(mark)), at + 1)
            }
            None => (open, at + 1),
        }
    }

    /// A mark met while a double or angle quotation is open, or one that may open one. Returns what is open then.
    fn double(&mut self, story: &Story, open: Option<Open>, at: usize) -> Option<Open> {
        let mark = self.found.marks[at];
        let Some(one) = open else { return may_open(story, mark).then(|| start(mark)) };
        if closes(one.mark, mark) {
            if one.depth > 0 {
                return Some(Open { depth: one.depth - 1, ..one });
            }
            self.list.push(pair(one.mark, mark));
            return None;
        }
        if mark.level != one.mark.level || mark.side != Side::Open {
            return open;
        }
        let nested = self.two_close(at + 1, mark.level);
        Some(if nested { Open { depth: one.depth + 1, ..one } } else { start(mark) })
    }

    /// For every mark the next single marks of its paragraph that close or open.
    fn look_ahead(&mut self) {
        self.ahead.clear();
        self.ahead.resize(self.found.marks.len(), [NONE; 3]);
        let mut next = [NONE; 3];
        let mut paragraph = NONE;
        for (at, mark) in self.found.marks.iter().enumerate().rev() {
            if mark.paragraph != paragraph {
                (next, paragraph) = ([NONE; 3], mark.paragraph);
            }
            self.ahead[at] = next;
            if mark.level == Level::Single {
                match mark.side {
                    Side::Open => next[2] = at as u32,
                    _ => next[1] = at as u32,
                }
                if mark.sure && mark.side != Side::Open {
                    next[0] = at as u32;
                }
            }
        }
    }

    /// The mark that closes the single mark at `at`, if that opens a quotation at all.
    fn closing_single(&self, at: usize) -> Option<usize> {
        if self.found.marks[at].side != Side::Open {
            return None;
        }
        let [sure, maybe, opens] = self.ahead[at];
        if sure != NONE && (opens == NONE || sure < opens) {
            return Some(sure as usize);
        }
        (maybe != NONE && (opens == NONE || maybe < opens)).then_some(maybe as usize)
    }

    /// Returns true if the next two marks of the level, from `at` on, both close: what opened was nested.
    fn two_close(&self, at: usize, level: Level) -> bool {
        let paragraph = self.found.marks.get(at).map(|mark| mark.paragraph);
        let mut next = self.found.marks[at..]
            .iter()
            .take(8)
            .filter(|mark| mark.level == level && Some(mark.paragraph) == paragraph);
        let mut closes = || next.next().is_some_and(|mark| mark.side == Side::Close);
        closes() && closes()
    }

    /// An open quotation met the end of its paragraph. It is kept if nothing else can be meant: its mark starts the
    /// paragraph or follows a colon.
    fn give_up(&mut self, story: &Story, open: Open) {
        let end = self
            .found
            .paragraphs
            .get(open.paragraph as usize)
            .map_or(story.tokens.len() as u32, |end| *end);
        let colon = open.mark.token > 0 && matches!(story.word(open.mark.token as usize - 1), ":");
        let several = open.paragraph > open.mark.paragraph;
        let empty = end <= open.mark.token + open.mark.width;
        if open.mark.level != Level::Single && !empty && (open.mark.leads || colon || several) {
            self.list.push(Pair {
                tokens: open.mark.token..end,
                opening: open.mark.width,
                closing: 0,
            });
        }
    }
}

fn start(mark: Mark) -> Open {
    Open { mark, paragraph: mark.paragraph, depth: 0 }
}

fn pair(open: Mark, close: Mark) -> Pair {
    Pair {
        tokens: open.token..close.token + close.width,
        opening: open.width,
        closing: close.width,
    }
}

fn may_open(story: &Story, mark: Mark) -> bool {
    let feet = mark.token > 0
        && mark.letter == '"'
        && story.tokens[mark.token as usize - 1].shape == Shape::Number;
    match mark.side {
        Side::Open => true,
        Side::Either => !feet && !mark.letter.eq(&'”'),
        // said," We go: the space is on the wrong side.
        Side::Close => {
            matches!(mark.letter, '"')
                && mark.token > 0
                && matches!(story.word(mark.token as usize - 1), "," | ":")
        }
    }
}

fn closes(open: Mark, mark: Mark) -> bool {
    if open.level != mark.level {
        return false;
    }
    match (open.letter, mark.letter) {
        ('«', '»') | ('»', '«') | ('‹', '›') | ('›', '‹') => true,
        ('«' | '»' | '‹' | '›', _) => false,
        ('„', '“' | '”' | '"') => true,
        (_, '”') => true,
        // A mark of the wrong form, but with white space on the side of an end.
        (_, '“') => mark.side == Side::Close,
        (_, '„') => false,
        _ => mark.side != Side::Open,
    }
}

/// Returns true if the mark opens the quotation anew at the head of the next paragraph.
fn continues(open: Open, mark: Mark) -> bool {
    mark.leads
        && mark.paragraph == open.paragraph + 1
        && mark.level == open.mark.level
        && mark.side != Side::Close
        && (mark.letter == open.mark.letter || mark.level == Level::Double)
        && mark.paragraph - open.mark.paragraph < MAX_PARAGRAPHS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::story::LayoutClasses;
    use crate::model::Article;
    use crate::rules::Alphabet;
    use crate::rules::Lexicon;
    use crate::rules::Symbols;

    fn quotations(text: &str) -> Vec<String> {
        let (lexicon, alphabet) = (Lexicon::shipped(), Alphabet::default());
        let mut story = Story::default();
        let article = Article { text: text.to_owned(), ..Article::default() };
        let mut symbols = Symbols::new(&lexicon, &alphabet);
        story.load(&article, &lexicon, LayoutClasses::new(&lexicon), &mut symbols);
        let mut pairs = Pairs::default();
        pairs.load(&story);
        let words = |pair: &Pair| {
            story.words(pair.tokens.start as usize..pair.tokens.end as usize).to_owned()
        };
        pairs.list.iter().map(words).collect()
    }

    #[test]
    fn marks_find_their_partners() {
        let cases: &[(&str, &[&str])] = &[
            ("He said \"we go\" and \"we stay\".", &["\"we go\"", "\"we stay\""]),
            ("“We go,” he said. “Now.”", &["“We go,”", "“Now.”"]),
            ("«Nous partons», «oui»", &["«Nous partons»", "«oui»"]),
            ("»Wir gehen«, sagte er", &["»Wir gehen«"]),
            ("„Wir gehen“, sagte er. „Ja“", &["„Wir gehen“", "„Ja“"]),
            ("”Vi går”, sade han", &["”Vi går”"]),
            ("``We go,'' he said", &["``We go,''"]),
            ("“We go,\" he said", &["“We go,\""]),
            ("(\"We go\")", &["\"We go\""]),
            ("\"We go\"-style", &["\"We go\""]),
            ("“He said “go” to me,” she said", &["“He said “go” to me,”"]),
            ("“He said ‘go’ to me,” she said", &["“He said ‘go’ to me,”"]),
            ("‘He said “go” to me,’ she said", &["‘He said “go” to me,’"]),
            ("\"He said 'go' to me,\" she said", &["\"He said 'go' to me,\""]),
            ("'We go,' he said. 'It's the boys' turn.'", &["'We go,'", "'It's the boys' turn.'"]),
            ("‘The teachers’ pay is low,’ he said", &["‘The teachers’ pay is low,’"]),
            ("the teachers' pay and the boys' room", &[]),
            ("it's rock 'n' roll of the '90s", &[]),
            ("he is 6' 2\" tall, a 12\" pipe", &[]),
            ("St Thomas' Hospital in 'a bad way'", &["'a bad way'"]),
            ("said,\" We go\" and left", &["\" We go\""]),
            ("", &[]),
            ("\"", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(quotations(text), *expected, "{text}");
        }
    }

    #[test]
    fn speech_goes_on_over_paragraphs() {
        let cases: &[(&str, &[&str])] = &[
            ("“One.\n\n“Two.\n\n“Three,” he said.", &["“One.\n\n“Two.\n\n“Three,”"]),
            ("\"One.\n\n\"Two,\" he said.", &["\"One.\n\n\"Two,\""]),
            ("‘One.\n\n‘Two,’ he said.", &["‘One.\n\n‘Two,’"]),
            ("“One.\n\nTwo “three” four.", &["“One.", "“three”"]),
            ("He said “one.\n\nTwo “three” four.", &["“three”"]),
            ("He said: “One.\n\nTwo.", &["“One."]),
            ("“First he said. “Then he left,” she said.", &["“Then he left,”"]),
        ];
        for (text, expected) in cases {
            assert_eq!(quotations(text), *expected, "{text}");
        }
    }

    #[test]
    fn hostile_marks_take_linear_time() {
        let started = std::time::Instant::now();
        for unit in [
            "\"",
            "“",
            "'",
            "‘a ",
            "'a ",
            "“a\n\n",
            "\"a\n\n",
            "« ",
            "a' ",
            "“‘",
            "''",
            "\"a\" \"b ",
        ] {
            quotations(&unit.repeat(1_000_000 / unit.len()));
        }
        // A square would take hours.
        assert!(started.elapsed().as_secs() < 60);
    }
}
