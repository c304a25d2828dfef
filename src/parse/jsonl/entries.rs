//! Text of a JSON list, or of objects one after another → the text of each entry, whether it is sound or not.
//!
//! Only brackets, quotes and commas are looked at, so that an entry with a slip inside costs only itself. Never
//! checks or reads an entry. Start at [`Entries::new`].

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'t> {
    pub(super) text: &'t str,
    /// The line in which it starts, from 1.
    pub(super) line: usize,
    /// It is all there is, and in no list.
    pub(super) alone: bool,
}

/// Iterator over the entries.
pub(super) struct Entries<'t> {
    rest: &'t str,
    line: usize,
    in_list: bool,
    /// No entry and no list has begun.
    untouched: bool,
}

impl<'t> Entries<'t> {
    pub(super) fn new(text: &'t str) -> Entries<'t> {
        let rest = text.trim_start_matches('\u{feff}');
        Entries { rest, line: 1, in_list: false, untouched: true }
    }

    fn advance(&mut self, bytes: usize) -> &'t str {
        let (passed, rest) = self.rest.split_at(bytes);
        self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        self.rest = rest;
        passed
    }
}

impl<'t> Iterator for Entries<'t> {
    type Item = Entry<'t>;

    fn next(&mut self) -> Option<Entry<'t>> {
        loop {
            let gap = |c: char| c.is_ascii_whitespace() || c == ',';
            self.advance(self.rest.len() - self.rest.trim_start_matches(gap).len());
            match self.rest.as_bytes().first()? {
                b'[' if !self.in_list => self.in_list = true,
                b']' => self.in_list = false,
                b'}' => {}
                _ => break,
            }
            self.untouched = false;
            self.advance(1);
        }
        let line = self.line;
        let text = self.advance(end(self.rest)).trim_ascii_end();
        let alone = self.untouched && self.rest.trim_ascii().is_empty();
        self.untouched = false;
        Some(Entry { text, line, alone })
    }
}

/// Returns the end of the value at the start of the text: its last bracket, or what follows it. A line end closes a
/// string, which may not hold one, so that a lost quote does not swallow the entries after it.
fn end(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        if quoted {
            quoted = escaped || !matches!(byte, b'"' | b'\n');
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b'"' => (quoted, escaped) = (true, false),
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => return at,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => return at,
            _ => continue,
        }
        if depth == 0 && byte != b'"' {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries() {
        for (text, expected) in [
            ("[{\"a\": 1}, {\"b\": [1, 2]}]", &["{\"a\": 1}", "{\"b\": [1, 2]}"][..]),
            ("\u{feff}[\n{\"a\": \"} ] \\\" ,\"}\n]\n", &["{\"a\": \"} ] \\\" ,\"}"]),
            ("{\"a\": 1}\n{\"b\": 1}", &["{\"a\": 1}", "{\"b\": 1}"]),
            ("[{\"a\" oops}, 5, \"x, y\", {}]", &["{\"a\" oops}", "5", "\"x, y\"", "{}"]),
            ("[{\"a\": \"lost},\n{\"b\": 1}]", &["{\"a\": \"lost},\n{\"b\": 1}]"]),
            ("[{\"a\": \"lost\n},\n{\"b\": 1}]", &["{\"a\": \"lost\n}", "{\"b\": 1}"]),
            ("[{\"a\": 1}", &["{\"a\": 1}"]),
            ("[]", &[]),
            ("]}{,", &["{,"]),
            ("", &[]),
        ] {
            let found: Vec<&str> = Entries::new(text).map(|entry| entry.text).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn entries_know_their_line() {
        let lines: Vec<usize> =
            Entries::new("[\n{\n},\n\n{}, {}\n]").map(|entry| entry.line).collect();
        assert_eq!(lines, [2, 5, 5]);
        let alone = |text| Entries::new(text).all(|entry| entry.alone);
        assert!(alone("{\n}\n") && !alone("[{}]") && !alone("{}\n{}"));
    }
}
